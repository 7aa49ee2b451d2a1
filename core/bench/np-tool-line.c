/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "np-tool-line.h"

#define ESCAPE 0x1B
#define MIN_EMPTY_BAR 10 /* "[ 0 | 1 ]" is a question of a script, not a bar */
#define MIN_CP437_BAR 5  /* no valid UTF-8 has so many of these bytes in a row */

/* Control sequences: ESC [, parameters, one letter. */
static gsize
escape_length (const guint8 *bytes, gsize length)
{
  gsize i = 2;

  if (length < 2 || bytes[1] != '[')
    return 1;
  while (i < length && (bytes[i] < 0x40 || bytes[i] > 0x7E))
    i++;
  return MIN (i + 1, length);
}

static gboolean
is_cp437_bar (guint8 byte)
{
  return byte == 0xB0 || byte == 0xB1 || byte == 0xB2 || byte == 0xDB;
}

static gsize
bar_length (const guint8 *bytes, gsize length)
{
  gboolean filled = FALSE;
  gsize n = 0;

  while (n < length && is_cp437_bar (bytes[n]))
    n++;
  if (n > 0 || bytes[0] != '[')
    return n >= MIN_CP437_BAR ? n : 0;

  for (n = 1; n < length && (bytes[n] == '=' || bytes[n] == ' ' || bytes[n] == '>'); n++)
    filled |= bytes[n] == '=';
  if (!filled && n <= MIN_EMPTY_BAR)
    return 0;
  return n < length && bytes[n] == ']' ? n + 1 : n;
}

/* "  50% " at @bytes; 0 if there is none. */
static gsize
percent_length (const guint8 *bytes, gsize length, int *percent)
{
  gsize i = 0, digits = 0;
  int value = 0;

  while (i < length && bytes[i] == ' ')
    i++;
  for (; i < length && digits < 3 && g_ascii_isdigit (bytes[i]); i++, digits++)
    value = value * 10 + g_ascii_digit_value (bytes[i]);
  if (digits == 0 || i == length || bytes[i] != '%')
    return 0;
  i++;
  while (i < length && bytes[i] == ' ')
    i++;
  *percent = MIN (value, 100);
  return i;
}

char *
np_tool_line_clean (const guint8 *bytes, gsize length, int *percent)
{
  g_autoptr(GString) text = g_string_sized_new (length);
  int only_percent = -1;
  gsize i = 0;
  char *valid;

  *percent = -1;
  while (i < length)
    {
      gsize bar = bar_length (bytes + i, length - i);

      if (bar > 0)
        {
          i += bar;
          i += percent_length (bytes + i, length - i, percent);
        }
      else if (bytes[i] == ESCAPE)
        i += escape_length (bytes + i, length - i);
      else
        {
          if (bytes[i] == '\t' || (bytes[i] >= ' ' && bytes[i] != 0x7F))
            g_string_append_c (text, (char) bytes[i]);
          i++;
        }
    }
  if (percent_length ((const guint8 *) text->str, text->len, &only_percent) == text->len && only_percent >= 0)
    {
      *percent = only_percent;
      g_string_truncate (text, 0);
    }
  valid = g_utf8_make_valid (text->str, (gssize) text->len);
  return g_strchomp (valid);
}
