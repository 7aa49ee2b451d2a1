/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <string.h>

#include "np-bytes-text.h"
#include "np-error.h"
#include "np-secret-bytes.h"
#include "np-st-text.h"

#define PEM_BEGIN "-----BEGIN "
#define PEM_CERTIFICATE_BEGIN "-----BEGIN CERTIFICATE-----"
#define PEM_CERTIFICATE_END "-----END CERTIFICATE-----"
#define BASE64_DIGITS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
#define ITEM_SEPARATORS ", \t\r\n"
#define BYTES_PER_LINE 12

/* Texts may be private keys: no message quotes them. */

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, message);
  return FALSE;
}

/* Base64, in one or several lines: other space would make words out of it */

static gboolean
append_base64 (const char *text, GByteArray *bytes)
{
  g_autofree char *compact = g_malloc (strlen (text) + 1);
  gsize n_digits = 0;
  gsize length = 0;

  for (; *text != '\0'; text++)
    if (*text != '\n' && *text != '\r')
      compact[length++] = *text;
  compact[length] = '\0';
  n_digits = strspn (compact, BASE64_DIGITS);
  if (length > 0 && length % 4 == 0 && length - n_digits <= 2 && strspn (compact + n_digits, "=") == length - n_digits)
    {
      guint8 *decoded = g_base64_decode (compact, &length);

      g_byte_array_append (bytes, decoded, length);
      OPENSSL_cleanse (decoded, length);
      g_free (decoded);
    }
  OPENSSL_cleanse (compact, n_digits);
  return bytes->len > 0;
}

static gboolean
append_pem (const char *text, GByteArray *bytes, GError **error)
{
  const char *begin = strstr (text, PEM_CERTIFICATE_BEGIN);
  const char *end = begin != NULL ? strstr (begin + strlen (PEM_CERTIFICATE_BEGIN), PEM_CERTIFICATE_END) : NULL;
  g_autofree char *body = NULL;

  if (begin == NULL)
    return fail (error, _("This PEM text holds no certificate. Only certificates can be read from PEM; give keys as their bytes."));
  if (end == NULL)
    return fail (error, _("The certificate’s PEM text has no end. Copy all of it, with its first and last line."));
  begin += strlen (PEM_CERTIFICATE_BEGIN);
  body = g_strndup (begin, end - begin);
  if (append_base64 (body, bytes))
    return TRUE;
  return fail (error, _("The certificate’s PEM text is damaged: between its first and last line it isn’t Base64."));
}

/* Lists: C arrays, ST's JSON arrays, and the like without brackets */

static gboolean
read_item (const char *item, gsize length, guint8 *byte)
{
  const char quote = *item;
  guint32 number;

  if (quote == '"' || quote == '\'')
    return length >= 3 && item[length - 1] == quote && np_st_text_read_byte (item + 1, length - 2, byte) == NP_ST_TEXT_OK;
  /* C reads 010 as 8, JSON not at all: whoever wrote it must say what is meant. */
  if (length > 1 && item[0] == '0' && g_ascii_isdigit (item[1]))
    return FALSE;
  if (np_st_text_read_number (item, length, G_MAXUINT8, &number) != NP_ST_TEXT_OK)
    return FALSE;
  *byte = (guint8) number;
  return TRUE;
}

static gboolean
append_items (const char *text, const char *end, GByteArray *bytes, GError **error)
{
  guint n = 0;

  for (;;)
    {
      gsize length;
      guint8 byte;

      while (text < end && strchr (ITEM_SEPARATORS, *text) != NULL)
        text++;
      if (text >= end)
        break;
      length = MIN (strcspn (text, ITEM_SEPARATORS), (gsize) (end - text));
      n++;
      if (!read_item (text, length, &byte))
        {
          g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("Item %u of this list isn’t a byte: each must be from 0x00 to 0xFF."), n);
          return FALSE;
        }
      g_byte_array_append (bytes, &byte, 1);
      text += length;
    }
  return bytes->len > 0 || fail (error, _("This list is empty."));
}

/* The place of a list's items, if the text is a list: between braces (C), brackets (JSON), or all of it when items are told apart
 * by commas or each have their own 0x. */
static gboolean
find_list (const char *text, const char **start, const char **end)
{
  const char *brace = strchr (text, '{');
  const char *bracket = strchr (text, '[');
  const char *prefix;

  if (brace != NULL && brace[1 + strspn (brace + 1, " \t\r\n")] != '"')
    {
      *start = brace + 1;
      *end = strchr (brace, '}');
      return *end != NULL;
    }
  if (bracket != NULL)
    {
      *start = bracket + 1;
      *end = strchr (bracket, ']');
      return *end != NULL;
    }
  *start = text;
  *end = text + strlen (text);
  prefix = strcasestr (text, "0x");
  return strchr (text, ',') != NULL || (prefix != NULL && strcasestr (prefix + 2, "0x") != NULL);
}

static gboolean
append_hex (const char *text, GByteArray *bytes)
{
  gsize length = strlen (text);
  gsize n_bytes = 0;

  g_byte_array_set_size (bytes, (guint) (length / 2));
  if (np_st_text_read_hex (text, length, bytes->data, &n_bytes) != NP_ST_TEXT_OK)
    n_bytes = 0;
  g_byte_array_set_size (bytes, (guint) n_bytes);
  return n_bytes > 0;
}

static gboolean
append_bytes (const char *text, gboolean allow_base64, GByteArray *bytes, GError **error)
{
  const char *start;
  const char *end;

  if (strstr (text, PEM_BEGIN) != NULL)
    return append_pem (text, bytes, error);
  if (find_list (text, &start, &end))
    return append_items (start, end, bytes, error);
  if (append_hex (text, bytes) || (allow_base64 && append_base64 (text, bytes)))
    return TRUE;
  return fail (error, _("This text doesn’t give bytes. It must be hexadecimal digits, Base64, a C array, ST’s JSON array or a PEM certificate."));
}

static GBytes *
parse (const char *text, gsize length, gboolean allow_base64, GError **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_sized_new ((guint) (length + 1));
  g_autofree char *stripped = g_strstrip (g_strndup (text, length));
  gsize size;

  if (*stripped == '\0')
    fail (error, _("There is no text to read bytes from."));
  else if (append_bytes (stripped, allow_base64, bytes, error))
    {
      guint8 *data = g_byte_array_steal (bytes, &size);

      OPENSSL_cleanse (stripped, strlen (stripped));
      return np_secret_bytes_new_take (data, size);
    }
  OPENSSL_cleanse (stripped, strlen (stripped));
  return NULL;
}

/**
 * np_bytes_text_parse:
 * @text: UTF-8 of @length bytes, such as from the clipboard
 * @error: %NP_ERROR_INVALID_DATA; the text itself isn't told
 *
 * Reads bytes that are written as text: hexadecimal digits (also with spaces or colons), Base64, a C array, ST's JSON array
 * (whose items are hexadecimal with and without 0x), or one certificate in PEM. Hexadecimal is tried before Base64.
 *
 * Returns: (transfer full): at least one byte
 */
GBytes *
np_bytes_text_parse (const char *text, gsize length, GError **error)
{
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (length < G_MAXINT, NULL);

  return parse (text, length, TRUE, error);
}

static gboolean
is_text (const char *data, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if (!g_ascii_isprint (data[i]) && !g_ascii_isspace (data[i]))
      return FALSE;
  return size > 0;
}

/**
 * np_bytes_text_parse_file:
 * @contents: a file's
 * @error: %NP_ERROR_INVALID_DATA when it is empty, or PEM without a certificate
 *
 * A file is its bytes as they are, unless it is plainly a text that stands for bytes: PEM, a list, hexadecimal digits. (Base64
 * alone can't be told from text that is meant as it is.)
 *
 * Returns: (transfer full): at least one byte
 */
GBytes *
np_bytes_text_parse_file (GBytes *contents, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (contents, &size);
  g_autoptr(GBytes) parsed = NULL;
  g_autoptr(GError) parse_error = NULL;

  if (size == 0)
    {
      fail (error, _("The file is empty."));
      return NULL;
    }
  if (!is_text (data, size))
    return g_bytes_ref (contents);
  parsed = parse (data, size, FALSE, &parse_error);
  if (parsed != NULL)
    return g_steal_pointer (&parsed);
  if (g_strstr_len (data, (gssize) size, PEM_BEGIN) == NULL)
    return g_bytes_ref (contents);
  g_propagate_error (error, g_steal_pointer (&parse_error));
  return NULL;
}

static char *
format_list (GBytes *bytes, const char *open, const char *item_format_start, const char *item_format_end, const char *close)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  gsize item_size = strlen (item_format_start) + 2 + strlen (item_format_end) + strlen (",\n  ");
  GString *text = g_string_sized_new (strlen (open) + size * item_size + strlen (close)); /* never moved: it may be a secret */

  g_string_append (text, open);
  for (gsize i = 0; i < size; i++)
    {
      g_string_append (text, i == 0 ? "" : i % BYTES_PER_LINE == 0 ? ",\n  " : ", ");
      g_string_append_printf (text, "%s%02X%s", item_format_start, data[i], item_format_end);
    }
  return g_string_free (g_string_append (text, close), FALSE);
}

static char *
format_hex (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  GString *text = g_string_sized_new (2 * size);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%02X", data[i]);
  return g_string_free (text, FALSE);
}

/**
 * np_bytes_text_format:
 *
 * Returns: (transfer full): text that np_bytes_text_parse () reads as the same bytes
 */
char *
np_bytes_text_format (GBytes *bytes, NpBytesForm form)
{
  g_return_val_if_fail (bytes != NULL, NULL);

  switch (form)
    {
    case NP_BYTES_FORM_HEX: return format_hex (bytes);
    case NP_BYTES_FORM_BASE64: return g_base64_encode (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    case NP_BYTES_FORM_C_ARRAY: return format_list (bytes, "{\n  ", "0x", "", "\n}");
    case NP_BYTES_FORM_ST_JSON: return format_list (bytes, "[\n  ", "\"0x", "\"", "\n]");
    }

  g_return_val_if_reached (NULL);
}
