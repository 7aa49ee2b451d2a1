/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-field-value.h"
#include "np-st-json.h"

/* As in ST's Full_FactoryData.json; fields that aren't in it follow. */
static const NpTag written_order[] = {
  NP_TAG_VENDOR_NAME,
  NP_TAG_VENDOR_ID,
  NP_TAG_PRODUCT_ID,
  NP_TAG_PRODUCT_NAME,
  NP_TAG_HARDWARE_VERSION,
  NP_TAG_HARDWARE_VERSION_STRING,
  NP_TAG_SERIAL_NUMBER,
  NP_TAG_SPAKE2_ITERATION_COUNT,
  NP_TAG_SPAKE2_SETUP_PASSCODE,
  NP_TAG_SETUP_DISCRIMINATOR,
  NP_TAG_SPAKE2_VERIFIER,
  NP_TAG_CERTIFICATION_DECLARATION,
  NP_TAG_DEVICE_ATTESTATION_CERTIFICATE,
  NP_TAG_PAI_CERTIFICATE,
  NP_TAG_SPAKE2_SALT,
  NP_TAG_DEVICE_ATTESTATION_PRIV_KEY,
  NP_TAG_DEVICE_ATTESTATION_PUB_KEY,
  NP_TAG_FIRMWARE_INFORMATION,
  NP_TAG_MANUFACTURING_DATE,
  NP_TAG_ROTATING_DEVICE_ID,
  NP_TAG_ENABLE_KEY,
};

static void
write_number (GString *text, const NpField *field, GBytes *value)
{
  gboolean hexadecimal = field->tag == NP_TAG_VENDOR_ID || field->tag == NP_TAG_PRODUCT_ID;
  guint32 number = 0;

  np_field_value_get_number (field, value, &number);
  if (hexadecimal)
    g_string_append_printf (text, "\"0x%04X\"", number);
  else
    g_string_append_printf (text, "\"%u\"", number);
}

/* In ASCII alone, since ST's tool opens the file in whatever encoding the computer is set to. */
static void
write_text (GString *text, const char *value, gsize size)
{
  g_string_append_c (text, '"');
  for (gsize i = 0; i < size; i += g_utf8_skip[(guint8) value[i]])
    {
      gunichar character = g_utf8_get_char (value + i);

      if (character == '"' || character == '\\')
        g_string_append_printf (text, "\\%c", (char) character);
      else if (character >= 0x10000)
        g_string_append_printf (text, "\\u%04x\\u%04x", 0xD800 + ((character - 0x10000) >> 10), 0xDC00 + (character & 0x3FF));
      else if (character < 0x20 || character >= 0x7F)
        g_string_append_printf (text, "\\u%04x", character);
      else
        g_string_append_c (text, (char) character);
    }
  g_string_append_c (text, '"');
}

static void
write_bytes (GString *text, const guint8 *value, gsize size)
{
  g_string_append_c (text, '[');
  for (gsize i = 0; i < size; i++)
    {
      g_string_append (text, i == 0 ? "\n    " : i % 16 == 0 ? ",\n    " : ", ");
      g_string_append_printf (text, "\"0x%02X\"", (guint) value[i]);
    }
  g_string_append (text, "\n  ]");
}

static void
write_value (GString *text, const NpField *field, GBytes *value)
{
  gconstpointer data;
  gsize size;

  data = g_bytes_get_data (value, &size);
  switch (field->type)
    {
    case NP_FIELD_TYPE_UINT16:
    case NP_FIELD_TYPE_UINT32: write_number (text, field, value); break;

    case NP_FIELD_TYPE_STRING: write_text (text, data, size); break;

    case NP_FIELD_TYPE_BYTES: write_bytes (text, data, size); break;
    }
}

/* At most what np_st_json_write () writes, so that its text never moves and leaves no copy of a secret behind: 8 characters
 * and the indent for each byte, and key and punctuation for each field. */
static gsize
measure (NpFactoryData *data)
{
  gsize size = 16;

  for (guint i = 0; i < G_N_ELEMENTS (written_order); i++)
    {
      GBytes *value = np_factory_data_get_bytes (data, written_order[i]);

      if (value != NULL)
        size += 64 + 10 * g_bytes_get_size (value);
    }

  return size;
}

char *
np_st_json_write (NpFactoryData *data)
{
  GString *text;
  gboolean first = TRUE;

  g_return_val_if_fail (NP_IS_FACTORY_DATA (data), NULL);

  text = g_string_sized_new (measure (data));
  g_string_append (text, "{");
  for (guint i = 0; i < G_N_ELEMENTS (written_order); i++)
    {
      const NpField *field = np_field_find_by_tag (written_order[i]);
      GBytes *value = np_factory_data_get_bytes (data, written_order[i]);

      if (value == NULL)
        continue;

      g_string_append_printf (text, "%s\n  \"%s\": ", first ? "" : ",", field->key);
      write_value (text, field, value);
      first = FALSE;
    }
  g_string_append (text, "\n}\n");

  return g_string_free (text, FALSE);
}
