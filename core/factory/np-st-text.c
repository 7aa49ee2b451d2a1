/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-st-text.h"

/* What is left to read. */
typedef struct
{
  const char *start;
  const char *end;
} Span;

/* Without the space around it, which Python's int () overlooks too. */
static Span
strip (const char *text, gsize length)
{
  Span span = { .start = text, .end = text + length };

  while (span.start < span.end && g_unichar_isspace (g_utf8_get_char (span.start)))
    span.start = g_utf8_next_char (span.start);

  while (span.start < span.end)
    {
      const char *last = g_utf8_prev_char (span.end);

      if (!g_unichar_isspace (g_utf8_get_char (last)))
        break;

      span.end = last;
    }

  return span;
}

static gboolean
take_prefix (Span *span)
{
  if (span->end - span->start < 2 || span->start[0] != '0' || (span->start[1] != 'x' && span->start[1] != 'X'))
    return FALSE;

  span->start += 2;

  return TRUE;
}

/* Digits with single underscores between them, and one more after the prefix: the grammar of Python's int (). Numbers
 * too large for @number come out as the largest. */
static gboolean
read_digits (Span span, gboolean after_prefix, guint base, guint64 *number)
{
  gboolean underscore_allowed = after_prefix;

  *number = 0;
  for (; span.start < span.end; span.start++)
    {
      int digit = g_ascii_xdigit_value (*span.start);

      if (*span.start == '_' && underscore_allowed)
        {
          underscore_allowed = FALSE;
          continue;
        }

      if (digit < 0 || (guint) digit >= base)
        return FALSE;

      if (!g_uint64_checked_mul (number, *number, base) || !g_uint64_checked_add (number, *number, digit))
        *number = G_MAXUINT64;
      underscore_allowed = TRUE;
    }

  /* An underscore is followed by a digit; and there was a digit at all. */
  return underscore_allowed && g_ascii_isxdigit (span.end[-1]);
}

static NpStTextResult
read_integer (Span span, gboolean always_hexadecimal, guint32 maximum, guint32 *number)
{
  gboolean negative = FALSE;
  gboolean prefix;
  guint64 magnitude;

  if (span.start == span.end)
    return NP_ST_TEXT_EMPTY;

  if (*span.start == '-' || *span.start == '+')
    {
      negative = *span.start == '-';
      span.start++;
    }

  prefix = take_prefix (&span);
  if (!read_digits (span, prefix, prefix || always_hexadecimal ? 16 : 10, &magnitude))
    return NP_ST_TEXT_SYNTAX;

  if (magnitude > maximum || (negative && magnitude > 0))
    return NP_ST_TEXT_RANGE;

  *number = magnitude;

  return NP_ST_TEXT_OK;
}

/**
 * np_st_text_read_number:
 * @text: UTF-8 of @length bytes
 * @maximum: the largest number wanted
 * @number: (out): the number
 *
 * Reads a number as genFactoryData.py does, int (text, 16) if it begins with "0x", else int (text); and "0X" like "0x".
 * Python's digits of other scripts aren't taken.
 */
NpStTextResult
np_st_text_read_number (const char *text, gsize length, guint32 maximum, guint32 *number)
{
  g_return_val_if_fail (text != NULL, NP_ST_TEXT_SYNTAX);
  g_return_val_if_fail (number != NULL, NP_ST_TEXT_SYNTAX);

  return read_integer (strip (text, length), FALSE, maximum, number);
}

/**
 * np_st_text_read_byte:
 * @text: UTF-8 of @length bytes
 * @byte: (out): the byte
 *
 * Reads an item of ST's byte arrays as genFactoryData.py does, int (text, 16): always hexadecimal, with or without prefix.
 */
NpStTextResult
np_st_text_read_byte (const char *text, gsize length, guint8 *byte)
{
  NpStTextResult result;
  guint32 number;

  g_return_val_if_fail (text != NULL, NP_ST_TEXT_SYNTAX);
  g_return_val_if_fail (byte != NULL, NP_ST_TEXT_SYNTAX);

  result = read_integer (strip (text, length), TRUE, G_MAXUINT8, &number);
  if (result == NP_ST_TEXT_OK)
    *byte = number;

  return result;
}

/**
 * np_st_text_read_hex:
 * @text: UTF-8 of @length bytes
 * @bytes: (out caller-allocates): room for @length / 2 bytes
 * @n_bytes: (out): how many were read
 *
 * Reads bytes written as one text: "5350AB", "53 50 AB", "53:50:ab", each also after one "0x".
 */
NpStTextResult
np_st_text_read_hex (const char *text, gsize length, guint8 *bytes, gsize *n_bytes)
{
  Span span;

  g_return_val_if_fail (text != NULL, NP_ST_TEXT_SYNTAX);
  g_return_val_if_fail (n_bytes != NULL, NP_ST_TEXT_SYNTAX);

  *n_bytes = 0;
  span = strip (text, length);
  if (span.start == span.end)
    return NP_ST_TEXT_EMPTY;

  take_prefix (&span);
  while (span.end - span.start >= 2)
    {
      int high = g_ascii_xdigit_value (span.start[0]);
      int low = g_ascii_xdigit_value (span.start[1]);

      if (high >= 0 && low >= 0)
        {
          bytes[(*n_bytes)++] = (guint8) (high << 4 | low);
          span.start += 2;
        }
      else if (*n_bytes > 0 && (*span.start == ':' || g_ascii_isspace (*span.start)))
        {
          span.start++;
        }
      else
        {
          return NP_ST_TEXT_SYNTAX;
        }
    }

  return span.start == span.end && *n_bytes > 0 ? NP_ST_TEXT_OK : NP_ST_TEXT_SYNTAX;
}
