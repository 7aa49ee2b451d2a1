/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "np-line-splitter.h"

#define ESCAPE 0x1B

struct _NpLineSplitter
{
  NpLineFunc func;
  gpointer user_data;
  GString *line;
  gboolean after_cr; /* a LF that comes now belongs to it */
};

NpLineSplitter *
np_line_splitter_new (NpLineFunc func, gpointer user_data)
{
  NpLineSplitter *self = g_new0 (NpLineSplitter, 1);

  self->func = func;
  self->user_data = user_data;
  self->line = g_string_new (NULL);
  return self;
}

void
np_line_splitter_free (NpLineSplitter *self)
{
  g_string_free (self->line, TRUE);
  g_free (self);
}

static void
emit_line (NpLineSplitter *self)
{
  self->func (self->line->str, self->line->len, self->user_data);
  g_string_truncate (self->line, 0);
}

static gsize
find_line_end (const guint8 *data, gsize length)
{
  gsize i = 0;

  while (i < length && data[i] != '\n' && data[i] != '\r')
    i++;
  return i;
}

void
np_line_splitter_feed (NpLineSplitter *self, const guint8 *data, gsize length)
{
  while (length > 0)
    {
      gsize n = find_line_end (data, MIN (length, NP_LINE_MAX_LENGTH - self->line->len));

      g_string_append_len (self->line, (const char *) data, (gssize) n);
      if (n > 0)
        self->after_cr = FALSE;
      data += n;
      length -= n;
      if (self->line->len == NP_LINE_MAX_LENGTH)
        emit_line (self);
      if (length == 0 || (*data != '\n' && *data != '\r'))
        continue;
      if (*data == '\r' || !self->after_cr)
        emit_line (self);
      self->after_cr = *data == '\r';
      data++;
      length--;
    }
}

gboolean
np_line_splitter_has_rest (NpLineSplitter *self)
{
  return self->line->len > 0;
}

void
np_line_splitter_end (NpLineSplitter *self)
{
  if (self->line->len > 0)
    emit_line (self);
}

/* ESC [, parameters, one letter. */
static gsize
colour_length (const char *bytes, gsize length)
{
  gsize i = 2;

  if (length < 3 || bytes[0] != ESCAPE || bytes[1] != '[')
    return 0;
  while (i < length && (g_ascii_isdigit (bytes[i]) || bytes[i] == ';'))
    i++;
  return i < length && bytes[i] >= 0x40 && bytes[i] <= 0x7E ? i + 1 : 0;
}

/* By GUnicodeType. */
#define TYPE(name) (1u << G_UNICODE_##name)
static const guint hidden_types = TYPE (CONTROL) | TYPE (FORMAT) | TYPE (LINE_SEPARATOR) | TYPE (PARAGRAPH_SEPARATOR) | TYPE (PRIVATE_USE)
                                  | TYPE (SURROGATE) | TYPE (UNASSIGNED);
#undef TYPE

static gboolean
can_be_shown (gunichar character)
{
  return character == '\t' || (hidden_types & (1u << g_unichar_type (character))) == 0;
}

/* How many bytes the character at @bytes has; 0 when it can't be shown. */
static gsize
visible_length (const char *bytes, gsize length)
{
  gunichar character;

  if (*bytes >= ' ' && *bytes <= '~')
    return 1;
  character = g_utf8_get_char_validated (bytes, (gssize) length);
  if (*bytes == '\0' || character >= (gunichar) -2 || !can_be_shown (character))
    return 0;
  return (gsize) (g_utf8_next_char (bytes) - bytes);
}

/* How many bytes from @bytes on can be shown as they are. */
static gsize
visible_span (const char *bytes, gsize length)
{
  gsize i = 0;

  while (i < length)
    {
      gsize n = visible_length (bytes + i, length - i);

      if (n == 0)
        break;
      i += n;
    }
  return i;
}

char *
np_line_dup_visible (const char *bytes, gsize length)
{
  GString *text = g_string_sized_new (length + 1);
  gsize i = 0;

  while (i < length)
    {
      gsize n = visible_span (bytes + i, length - i);
      gsize colour;

      g_string_append_len (text, bytes + i, (gssize) n);
      i += n;
      if (i == length)
        break;
      colour = colour_length (bytes + i, length - i);
      if (colour == 0)
        g_string_append_printf (text, "\\x%02X", (guint8) bytes[i]);
      i += MAX (colour, 1);
    }
  return g_string_free (text, FALSE);
}
