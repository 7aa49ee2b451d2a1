/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-field-value.h"

/**
 * np_field_value_get_number_size:
 * @field: a field
 *
 * Returns: how many bytes a number of this field takes, 0 if its values aren't numbers
 */
guint
np_field_value_get_number_size (const NpField *field)
{
  switch (field->type)
    {
    case NP_FIELD_TYPE_UINT16: return sizeof (guint16);
    case NP_FIELD_TYPE_UINT32: return sizeof (guint32);
    case NP_FIELD_TYPE_STRING:
    case NP_FIELD_TYPE_BYTES: return 0;
    }

  g_return_val_if_reached (0);
}

/**
 * np_field_value_get_largest_number:
 * @field: a field whose values are numbers
 *
 * Returns: the largest number that its type holds; what is allowed may be less
 */
guint32
np_field_value_get_largest_number (const NpField *field)
{
  return np_field_value_get_number_size (field) == sizeof (guint16) ? G_MAXUINT16 : G_MAXUINT32;
}

/**
 * np_field_value_get_number:
 * @field: a field
 * @value: (nullable): its value
 * @number: (out): the number
 *
 * Returns: %TRUE if there is a value and it is a number
 */
gboolean
np_field_value_get_number (const NpField *field, GBytes *value, guint32 *number)
{
  guint size = np_field_value_get_number_size (field);
  guint32 little_endian = 0;

  if (value == NULL || size == 0 || g_bytes_get_size (value) != size)
    return FALSE;

  memcpy (&little_endian, g_bytes_get_data (value, NULL), size);
  *number = GUINT32_FROM_LE (little_endian);

  return TRUE;
}

static char *
describe_text_misfit (const NpField *field, const char *text, gsize size, const char **code)
{
  const char *end = NULL;

  if (size == 0 || g_utf8_validate_len (text, size, &end))
    return NULL;

  if (*end == '\0')
    {
      *code = "text-nul";
      return g_strdup_printf (_("%s has a NUL character as byte %zu."), _(field->title), (gsize) (end - text) + 1);
    }

  *code = "text-not-utf8";
  return g_strdup_printf (_("%s isn't UTF-8 text: its byte %zu doesn't belong there."), _(field->title), (gsize) (end - text) + 1);
}

/**
 * np_field_value_describe_misfit:
 * @field: a field
 * @data: bytes as they would stand in the image
 * @size: how many
 * @code: (out): the problem's code, set if there is one
 *
 * Whether bytes can be this field's value at all: a number has its type's size, text is UTF-8 without NUL.
 * Limits are np_factory_data_check ()'s.
 *
 * Returns: (transfer full) (nullable): what is wrong as a sentence, %NULL if the bytes fit
 */
char *
np_field_value_describe_misfit (const NpField *field, gconstpointer data, gsize size, const char **code)
{
  switch (field->type)
    {
    case NP_FIELD_TYPE_UINT16:
    case NP_FIELD_TYPE_UINT32:
      if (size == np_field_value_get_number_size (field))
        return NULL;

      *code = "image-number-length";
      return g_strdup_printf (
          ngettext ("%s is %zu byte long; this number takes %u.", "%s is %zu bytes long; this number takes %u.", size), _(field->title),
          size, np_field_value_get_number_size (field));

    case NP_FIELD_TYPE_STRING: return describe_text_misfit (field, data, size, code);
    case NP_FIELD_TYPE_BYTES: return NULL;
    }

  g_return_val_if_reached (NULL);
}
