/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "factory/np-field-text.h"
#include "np-difference-text.h"

#define BYTES_PER_LINE 8
#define MAX_LINES 6
#define MAX_PLAIN_SIZE 32 /* of bytes that are shown where nothing is compared */

typedef struct
{
  const guint8 *data;
  gsize size;
} Bytes;

static Bytes
get_bytes (GBytes *bytes)
{
  Bytes result = { NULL, 0 };

  if (bytes != NULL)
    result.data = g_bytes_get_data (bytes, &result.size);
  return result;
}

static gboolean
differs_at (Bytes value, Bytes other, gsize i)
{
  return i >= other.size || value.data[i] != other.data[i];
}

static void
mark (PangoAttrList *attributes, gsize start, gsize end)
{
  PangoAttribute *marks[] = { pango_attr_weight_new (PANGO_WEIGHT_BOLD), pango_attr_underline_new (PANGO_UNDERLINE_SINGLE) };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      marks[i]->start_index = (guint) start;
      marks[i]->end_index = (guint) end;
      pango_attr_list_insert (attributes, marks[i]);
    }
}

/* Text is marked by whole characters. */
static char *
dup_text (Bytes value, Bytes other, gboolean compared, PangoAttrList *attributes)
{
  char *text = g_strndup ((const char *) value.data, value.size);

  for (const char *c = text; compared && *c != '\0'; c = g_utf8_next_char (c))
    {
      gsize start = (gsize) (c - text), end = (gsize) (g_utf8_next_char (c) - text);
      gboolean differs = FALSE;

      for (gsize i = start; i < end; i++)
        differs |= differs_at (value, other, i);
      if (differs)
        mark (attributes, start, end);
    }
  return text;
}

static void
append_line (GString *text, Bytes value, Bytes other, gboolean compared, gsize start, PangoAttrList *attributes)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append_printf (text, "%04zX ", start);
  for (gsize i = start; i < MIN (start + BYTES_PER_LINE, value.size); i++)
    {
      g_string_append_printf (text, " %02X", value.data[i]);
      if (compared && differs_at (value, other, i))
        mark (attributes, text->len - 2, text->len);
    }
}

static gboolean
line_differs (Bytes value, Bytes other, gsize start)
{
  for (gsize i = start; i < MIN (start + BYTES_PER_LINE, value.size); i++)
    if (differs_at (value, other, i))
      return TRUE;
  return FALSE;
}

static char *
dup_hex (Bytes value, Bytes other, gboolean compared, PangoAttrList *attributes)
{
  GString *text = g_string_new (NULL);
  guint n_lines = 0, n_left_out = 0;

  for (gsize start = 0; start < value.size; start += BYTES_PER_LINE)
    {
      if (compared && !line_differs (value, other, start))
        continue;
      if (n_lines++ < MAX_LINES)
        append_line (text, value, other, compared, start, attributes);
      else
        n_left_out++;
    }
  if (n_left_out > 0)
    g_string_append_printf (text, ngettext ("\n… %u more line", "\n… %u more lines", n_left_out), n_left_out);
  if (n_lines == 0)
    g_string_append_printf (text, ngettext ("%zu byte", "%zu bytes", value.size), value.size);
  return g_string_free (text, FALSE);
}

char *
np_difference_text_dup (const NpField *field, GBytes *value, GBytes *other, PangoAttrList **attributes)
{
  g_return_val_if_fail (field != NULL && value != NULL && attributes != NULL, NULL);

  *attributes = pango_attr_list_new ();
  switch (field->type)
    {
    case NP_FIELD_TYPE_UINT16:
    case NP_FIELD_TYPE_UINT32:
      {
        char *text = np_field_text_format (field, value);

        if (other != NULL && !g_bytes_equal (value, other))
          mark (*attributes, 0, strlen (text));
        return text;
      }
    case NP_FIELD_TYPE_STRING: return dup_text (get_bytes (value), get_bytes (other), other != NULL, *attributes);
    case NP_FIELD_TYPE_BYTES:
      if (other == NULL && g_bytes_get_size (value) > MAX_PLAIN_SIZE)
        return np_field_text_describe_bytes (value);
      return dup_hex (get_bytes (value), get_bytes (other), other != NULL, *attributes);
    }
  g_return_val_if_reached (NULL);
}
