/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "factory/np-field.h"

/* Tags, keys and types as genFactoryData.py has them. */
static const struct
{
  guint32 tag;
  const char *key;
  NpFieldType type;
} st_fields[] = {
  { 1, "CERTIFICATION_DECLARATION", NP_FIELD_TYPE_BYTES },
  { 2, "FIRMWARE_INFORMATION", NP_FIELD_TYPE_BYTES },
  { 3, "DEVICE_ATTESTATION_CERTIFICATE", NP_FIELD_TYPE_BYTES },
  { 4, "PAI_CERTIFICATE", NP_FIELD_TYPE_BYTES },
  { 5, "DEVICE_ATTESTATION_PRIV_KEY", NP_FIELD_TYPE_BYTES },
  { 6, "DEVICE_ATTESTATION_PUB_KEY", NP_FIELD_TYPE_BYTES },
  { 11, "SETUP_DISCRIMINATOR", NP_FIELD_TYPE_UINT16 },
  { 12, "SPAKE2_ITERATION_COUNT", NP_FIELD_TYPE_UINT32 },
  { 13, "SPAKE2_SALT", NP_FIELD_TYPE_BYTES },
  { 14, "SPAKE2_VERIFIER", NP_FIELD_TYPE_BYTES },
  { 15, "SPAKE2_SETUP_PASSCODE", NP_FIELD_TYPE_UINT32 },
  { 21, "VENDOR_NAME", NP_FIELD_TYPE_STRING },
  { 22, "VENDOR_ID", NP_FIELD_TYPE_UINT16 },
  { 23, "PRODUCT_NAME", NP_FIELD_TYPE_STRING },
  { 24, "PRODUCT_ID", NP_FIELD_TYPE_UINT16 },
  { 25, "SERIAL_NUMBER", NP_FIELD_TYPE_STRING },
  { 26, "MANUFACTURING_DATE", NP_FIELD_TYPE_STRING },
  { 27, "HARDWARE_VERSION", NP_FIELD_TYPE_UINT16 },
  { 28, "HARDWARE_VERSION_STRING", NP_FIELD_TYPE_STRING },
  { 29, "ROTATING_DEVICE_ID", NP_FIELD_TYPE_STRING },
  { 41, "TAG_ID_ENABLE_KEY", NP_FIELD_TYPE_STRING },
};

static void
test_st_fields (void)
{
  const NpField *fields;
  guint n_fields;

  fields = np_field_get_all (&n_fields);
  g_assert_cmpuint (n_fields, ==, G_N_ELEMENTS (st_fields));
  for (guint i = 0; i < n_fields; i++)
    {
      g_assert_cmpuint (fields[i].tag, ==, st_fields[i].tag);
      g_assert_cmpstr (fields[i].key, ==, st_fields[i].key);
      g_assert_cmpint (fields[i].type, ==, st_fields[i].type);
      g_assert_true (np_field_find_by_tag (st_fields[i].tag) == &fields[i]);
      g_assert_true (np_field_find_by_key (st_fields[i].key) == &fields[i]);
    }
}

/* What the image's encoder and the editor rely on. */
static void
test_table_is_sound (void)
{
  const NpField *fields;
  guint n_fields;

  fields = np_field_get_all (&n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      const NpField *field = &fields[i];

      if (i > 0)
        g_assert_cmpuint (field->tag, >, fields[i - 1].tag);
      g_assert_cmpuint (field->minimum, <=, field->maximum);
      if (field->type == NP_FIELD_TYPE_STRING || field->type == NP_FIELD_TYPE_BYTES)
        {
          g_assert_cmpuint (field->minimum, >=, 1);
          g_assert_cmpuint (field->maximum, <=, NP_FIELD_MAX_LENGTH);
        }
      g_assert_cmpuint (strlen (field->title), >, 0);
      g_assert_true (g_str_has_suffix (field->description, "."));
    }
}

static void
test_unknown (void)
{
  g_assert_null (np_field_find_by_tag (0));
  g_assert_null (np_field_find_by_tag (7));
  g_assert_null (np_field_find_by_tag (G_MAXUINT32));
  g_assert_null (np_field_find_by_key (""));
  g_assert_null (np_field_find_by_key ("vendor_id"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/field/st-fields", test_st_fields);
  g_test_add_func ("/field/table-is-sound", test_table_is_sound);
  g_test_add_func ("/field/unknown", test_unknown);

  return g_test_run ();
}
