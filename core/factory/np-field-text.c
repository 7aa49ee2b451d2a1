/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-error.h"
#include "np-field-text.h"
#include "np-field-value.h"
#include "np-secret-bytes.h"
#include "np-st-text.h"

#define DIGEST_DIGITS 8

static gboolean
parse_number (const NpField *field, const char *text, GBytes **value, GError **error)
{
  guint32 largest = np_field_value_get_largest_number (field);
  guint32 number = 0;

  switch (np_st_text_read_number (text, strlen (text), largest, &number))
    {
    case NP_ST_TEXT_EMPTY: return TRUE;
    case NP_ST_TEXT_OK:
      number = GUINT32_TO_LE (number);
      *value = np_secret_bytes_new (&number, np_field_value_get_number_size (field));
      return TRUE;
    case NP_ST_TEXT_SYNTAX:
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s must be a number, in decimal (8004) or hexadecimal (0x1F44) digits."),
                   _(field->title));
      return FALSE;
    case NP_ST_TEXT_RANGE:
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s must be from %u to %u."), _(field->title), field->minimum, field->maximum);
      return FALSE;
    }

  g_return_val_if_reached (FALSE);
}

/**
 * np_field_text_parse:
 * @field: a field whose values are numbers or text
 * @text: what was typed
 * @value: (out) (nullable): the value as in the image; %NULL when @text is empty: the field isn't set then
 * @error: %NP_ERROR_INVALID_DATA when @text can't be a value of the field's type; the text itself isn't told
 *
 * Returns: %TRUE if @value is set
 */
gboolean
np_field_text_parse (const NpField *field, const char *text, GBytes **value, GError **error)
{
  g_return_val_if_fail (field != NULL && field->type != NP_FIELD_TYPE_BYTES, FALSE);
  g_return_val_if_fail (text != NULL && value != NULL, FALSE);

  *value = NULL;
  if (field->type != NP_FIELD_TYPE_STRING)
    return parse_number (field, text, value, error);
  if (*text != '\0')
    *value = np_secret_bytes_new (text, strlen (text));
  return TRUE;
}

/* The Alliance's lists, and ST's JSON, have these in hexadecimal digits. */
static gboolean
is_hexadecimal (const NpField *field)
{
  return field->tag == NP_TAG_VENDOR_ID || field->tag == NP_TAG_PRODUCT_ID;
}

/**
 * np_field_text_format:
 * @field: a field whose values are numbers or text
 * @value: (nullable): its value
 *
 * Returns: (transfer full): what np_field_text_parse () reads as @value
 */
char *
np_field_text_format (const NpField *field, GBytes *value)
{
  guint32 number;

  g_return_val_if_fail (field != NULL && field->type != NP_FIELD_TYPE_BYTES, NULL);

  if (value == NULL || g_bytes_get_size (value) == 0)
    return g_strdup ("");
  if (np_field_value_get_number (field, value, &number))
    return g_strdup_printf (is_hexadecimal (field) ? "0x%04X" : "%u", number);
  return g_strndup (g_bytes_get_data (value, NULL), g_bytes_get_size (value));
}

/**
 * np_field_text_describe_bytes:
 * @value: bytes that aren't secret
 *
 * Returns: (transfer full): how to tell them from others: "493 bytes, SHA-256 3F2A91C0…"
 */
char *
np_field_text_describe_bytes (GBytes *value)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, value);
  g_autofree char *start = g_ascii_strup (digest, DIGEST_DIGITS);
  gsize size = g_bytes_get_size (value);

  return g_strdup_printf (ngettext ("%zu byte, SHA-256 %s…", "%zu bytes, SHA-256 %s…", size), size, start);
}

/**
 * np_field_text_describe:
 * @value: (nullable): the field's value
 *
 * Returns: (transfer full): the value for a list of changes or a report; a secret one stays hidden
 */
char *
np_field_text_describe (const NpField *field, GBytes *value)
{
  g_autofree char *text = NULL;
  guint32 number;
  gsize size;

  g_return_val_if_fail (field != NULL, NULL);

  if (value == NULL)
    return g_strdup (_("not set"));
  size = g_bytes_get_size (value);
  if (field->secret)
    return field->type == NP_FIELD_TYPE_BYTES ? g_strdup_printf (ngettext ("%zu byte, hidden", "%zu bytes, hidden", size), size)
                                              : g_strdup (_("hidden"));
  if (field->type == NP_FIELD_TYPE_BYTES)
    return np_field_text_describe_bytes (value);
  text = np_field_text_format (field, value);
  if (np_field_value_get_number (field, value, &number))
    return is_hexadecimal (field) ? g_strdup_printf ("%s (%u)", text, number) : g_steal_pointer (&text);
  return g_strdup_printf (_("“%s”"), text);
}
