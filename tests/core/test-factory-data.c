/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "factory/np-factory-data.h"
#include "np-error.h"
#include "support.h"

static void
count_change_cb (NpFactoryData *data, guint tag, gpointer user_data)
{
  GArray *tags = user_data;

  g_array_append_val (tags, tag);
}

static void
test_values (void)
{
  g_autoptr(NpFactoryData) data = np_factory_data_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *hex = NULL;
  guint32 number = 0;

  g_assert_false (np_factory_data_has (data, NP_TAG_VENDOR_ID));
  g_assert_false (np_factory_data_get_number (data, NP_TAG_VENDOR_ID, &number));
  g_assert_null (np_factory_data_dup_string (data, NP_TAG_VENDOR_NAME));

  g_assert_true (np_factory_data_set_number (data, NP_TAG_VENDOR_ID, 0xFFF1, &error));
  g_assert_true (np_factory_data_set_number (data, NP_TAG_SPAKE2_SETUP_PASSCODE, 20202021, &error));
  g_assert_true (np_factory_data_set_string (data, NP_TAG_VENDOR_NAME, "Société", &error));
  g_assert_no_error (error);

  g_assert_true (np_factory_data_get_number (data, NP_TAG_VENDOR_ID, &number));
  g_assert_cmphex (number, ==, 0xFFF1);
  g_assert_true (np_factory_data_get_number (data, NP_TAG_SPAKE2_SETUP_PASSCODE, &number));
  g_assert_cmpuint (number, ==, 20202021);
  name = np_factory_data_dup_string (data, NP_TAG_VENDOR_NAME);
  g_assert_cmpstr (name, ==, "Société");
  hex = test_bytes_to_hex (np_factory_data_get_bytes (data, NP_TAG_SPAKE2_SETUP_PASSCODE));
  g_assert_cmpstr (hex, ==, "25423401");

  np_factory_data_remove (data, NP_TAG_VENDOR_NAME);
  g_assert_false (np_factory_data_has (data, NP_TAG_VENDOR_NAME));
}

static void
test_changed (void)
{
  g_autoptr(NpFactoryData) data = np_factory_data_new ();
  g_autoptr(GArray) tags = g_array_new (FALSE, FALSE, sizeof (guint));

  g_signal_connect (data, "changed", G_CALLBACK (count_change_cb), tags);
  np_factory_data_set_number (data, NP_TAG_PRODUCT_ID, 1, NULL);
  np_factory_data_set_number (data, NP_TAG_PRODUCT_ID, 1, NULL);
  np_factory_data_set_number (data, NP_TAG_PRODUCT_ID, 2, NULL);
  np_factory_data_remove (data, NP_TAG_PRODUCT_ID);
  np_factory_data_remove (data, NP_TAG_PRODUCT_ID);

  g_assert_cmpuint (tags->len, ==, 3);
  for (guint i = 0; i < tags->len; i++)
    g_assert_cmpuint (g_array_index (tags, guint, i), ==, NP_TAG_PRODUCT_ID);
}

static void
test_copy_and_equal (void)
{
  g_autoptr(NpFactoryData) data = np_factory_data_new ();
  g_autoptr(NpFactoryData) copy = NULL;

  np_factory_data_set_string (data, NP_TAG_SERIAL_NUMBER, "SN1", NULL);
  copy = np_factory_data_copy (data);
  g_assert_true (np_factory_data_equal (data, copy));

  np_factory_data_set_string (copy, NP_TAG_SERIAL_NUMBER, "SN2", NULL);
  g_assert_false (np_factory_data_equal (data, copy));

  np_factory_data_set_string (copy, NP_TAG_SERIAL_NUMBER, "SN1", NULL);
  np_factory_data_set_number (copy, NP_TAG_VENDOR_ID, 1, NULL);
  g_assert_false (np_factory_data_equal (data, copy));
  g_assert_false (np_factory_data_equal (copy, data));
}

/* What a field's type can't hold is refused, and the old value stays. */
static void
test_types (void)
{
  g_autoptr(NpFactoryData) data = np_factory_data_new ();
  g_autoptr(GBytes) three = g_bytes_new_static ("abc", 3);
  g_autoptr(GBytes) latin1 = g_bytes_new_static ("Soci\xE9t\xE9", 7);
  g_autoptr(GBytes) nul = g_bytes_new_static ("a\0b", 3);
  g_autoptr(GBytes) nothing = g_bytes_new (NULL, 0);
  g_autoptr(GError) error = NULL;

  g_assert_false (np_factory_data_set_number (data, NP_TAG_VENDOR_ID, 65536, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_assert_cmpstr (error->message, ==, "Vendor ID holds numbers up to 65535; this one is larger.");
  g_clear_error (&error);

  g_assert_false (np_factory_data_set_number (data, NP_TAG_SPAKE2_ITERATION_COUNT, G_MAXUINT32 + G_GUINT64_CONSTANT (1), &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_clear_error (&error);

  g_assert_false (np_factory_data_set_bytes (data, NP_TAG_VENDOR_ID, three, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_assert_cmpstr (error->message, ==, "Vendor ID is 3 bytes long; this number takes 2.");
  g_clear_error (&error);

  g_assert_false (np_factory_data_set_bytes (data, NP_TAG_VENDOR_NAME, latin1, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_assert_cmpstr (error->message, ==, "Vendor name isn't UTF-8 text: its byte 5 doesn't belong there.");
  g_clear_error (&error);

  g_assert_false (np_factory_data_set_bytes (data, NP_TAG_VENDOR_NAME, nul, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_assert_cmpstr (error->message, ==, "Vendor name has a NUL character as byte 2.");
  g_clear_error (&error);

  g_assert_false (np_factory_data_has (data, NP_TAG_VENDOR_ID));
  g_assert_false (np_factory_data_has (data, NP_TAG_VENDOR_NAME));

  g_assert_true (np_factory_data_set_bytes (data, NP_TAG_VENDOR_NAME, nothing, &error));
  g_assert_no_error (error);
  g_assert_true (np_factory_data_has (data, NP_TAG_VENDOR_NAME));
}

typedef struct
{
  NpTag tag;
  guint32 number; /* for fields that are numbers */
  gsize length;   /* for the others */
  gboolean beside_verifier;
  const char *codes;
} Rule;

static const Rule rules[] = {
  { .tag = NP_TAG_SETUP_DISCRIMINATOR, .number = 0, .codes = "" },
  { .tag = NP_TAG_SETUP_DISCRIMINATOR, .number = 4095, .codes = "" },
  { .tag = NP_TAG_SETUP_DISCRIMINATOR, .number = 4096, .codes = "discriminator-range" },
  { .tag = NP_TAG_SPAKE2_SETUP_PASSCODE, .number = 1, .codes = "" },
  { .tag = NP_TAG_SPAKE2_SETUP_PASSCODE, .number = 99999998, .codes = "" },
  { .tag = NP_TAG_SPAKE2_SETUP_PASSCODE, .number = 0, .codes = "passcode-forbidden" },
  { .tag = NP_TAG_SPAKE2_SETUP_PASSCODE, .number = 11111111, .codes = "passcode-forbidden" },
  { .tag = NP_TAG_SPAKE2_SETUP_PASSCODE, .number = 55555555, .codes = "passcode-forbidden" },
  { .tag = NP_TAG_SPAKE2_SETUP_PASSCODE, .number = 12345678, .codes = "passcode-forbidden" },
  { .tag = NP_TAG_SPAKE2_SETUP_PASSCODE, .number = 87654321, .codes = "passcode-forbidden" },
  { .tag = NP_TAG_SPAKE2_SETUP_PASSCODE, .number = 99999999, .codes = "passcode-forbidden" },
  { .tag = NP_TAG_SPAKE2_SETUP_PASSCODE, .number = 100000000, .codes = "passcode-forbidden" },
  { .tag = NP_TAG_SPAKE2_ITERATION_COUNT, .number = 999, .codes = "" },
  { .tag = NP_TAG_SPAKE2_ITERATION_COUNT, .number = 999, .beside_verifier = TRUE, .codes = "iterations-range" },
  { .tag = NP_TAG_SPAKE2_ITERATION_COUNT, .number = 1000, .beside_verifier = TRUE, .codes = "" },
  { .tag = NP_TAG_SPAKE2_ITERATION_COUNT, .number = 100000, .beside_verifier = TRUE, .codes = "" },
  { .tag = NP_TAG_SPAKE2_ITERATION_COUNT, .number = 100001, .beside_verifier = TRUE, .codes = "iterations-range" },
  { .tag = NP_TAG_SPAKE2_SALT, .length = 2, .codes = "" },
  { .tag = NP_TAG_SPAKE2_SALT, .length = 15, .beside_verifier = TRUE, .codes = "salt-length" },
  { .tag = NP_TAG_SPAKE2_SALT, .length = 16, .beside_verifier = TRUE, .codes = "" },
  { .tag = NP_TAG_SPAKE2_SALT, .length = 32, .beside_verifier = TRUE, .codes = "" },
  { .tag = NP_TAG_SPAKE2_SALT, .length = 33, .beside_verifier = TRUE, .codes = "salt-length" },
  { .tag = NP_TAG_SPAKE2_VERIFIER, .length = 96, .codes = "verifier-length" },
  { .tag = NP_TAG_SPAKE2_VERIFIER, .length = 98, .codes = "verifier-length" },
  { .tag = NP_TAG_SERIAL_NUMBER, .length = 32, .codes = "" },
  { .tag = NP_TAG_SERIAL_NUMBER, .length = 33, .codes = "text-too-long" },
  { .tag = NP_TAG_VENDOR_NAME, .length = 33, .codes = "text-too-long" },
  { .tag = NP_TAG_PRODUCT_NAME, .length = 33, .codes = "text-too-long" },
  { .tag = NP_TAG_HARDWARE_VERSION_STRING, .length = 64, .codes = "" },
  { .tag = NP_TAG_HARDWARE_VERSION_STRING, .length = 65, .codes = "text-too-long" },
  { .tag = NP_TAG_MANUFACTURING_DATE, .length = 16, .codes = "" },
  { .tag = NP_TAG_MANUFACTURING_DATE, .length = 17, .codes = "text-too-long" },
  { .tag = NP_TAG_VENDOR_NAME, .length = 0, .codes = "value-empty" },
  { .tag = NP_TAG_CERTIFICATION_DECLARATION, .length = 0, .codes = "value-empty" },
  { .tag = NP_TAG_CERTIFICATION_DECLARATION, .length = 602, .codes = "" },
  { .tag = NP_TAG_CERTIFICATION_DECLARATION, .length = 603, .codes = "value-too-long" },
  { .tag = NP_TAG_ROTATING_DEVICE_ID, .length = 602, .codes = "" },
  { .tag = NP_TAG_ROTATING_DEVICE_ID, .length = 603, .codes = "value-too-long" },
};

static void
test_check (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      const Rule *rule = &rules[i];
      const NpField *field = np_field_find_by_tag (rule->tag);
      g_autoptr(NpFactoryData) data = np_factory_data_new ();
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autofree char *text = g_strnfill (rule->length, 'x');
      g_autoptr(GBytes) bytes = g_bytes_new (text, rule->length);
      g_autofree char *verifier_text = g_strnfill (97, 'v');
      g_autoptr(GBytes) verifier = g_bytes_new (verifier_text, 97);
      g_autoptr(GError) error = NULL;
      g_autofree char *codes = NULL;

      if (rule->beside_verifier)
        np_factory_data_set_bytes (data, NP_TAG_SPAKE2_VERIFIER, verifier, &error);
      if (field->type == NP_FIELD_TYPE_UINT16 || field->type == NP_FIELD_TYPE_UINT32)
        np_factory_data_set_number (data, rule->tag, rule->number, &error);
      else
        np_factory_data_set_bytes (data, rule->tag, bytes, &error);
      g_assert_no_error (error);

      g_test_message ("%s: number %u, length %zu", field->key, rule->number, rule->length);
      g_assert_cmpint (np_factory_data_check (data, problems), ==, rule->codes[0] == '\0');
      codes = test_list_codes (problems);
      g_assert_cmpstr (codes, ==, rule->codes);
    }
}

/* A forbidden passcode is a secret all the same. */
static void
test_check_keeps_secrets (void)
{
  g_autoptr(NpFactoryData) data = np_factory_data_new ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autofree char *text = NULL;

  np_factory_data_set_number (data, NP_TAG_SPAKE2_SETUP_PASSCODE, 33333333, NULL);
  np_factory_data_check (data, problems);
  g_assert_cmpuint (problems->len, ==, 1);
  text = np_problem_to_text (problems->pdata[0]);
  g_assert_null (strstr (text, "33333333"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/factory-data/values", test_values);
  g_test_add_func ("/factory-data/changed", test_changed);
  g_test_add_func ("/factory-data/copy-and-equal", test_copy_and_equal);
  g_test_add_func ("/factory-data/types", test_types);
  g_test_add_func ("/factory-data/check", test_check);
  g_test_add_func ("/factory-data/check-keeps-secrets", test_check_keeps_secrets);

  return g_test_run ();
}
