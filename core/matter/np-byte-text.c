/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Salts and verifiers as tools print them: hexadecimal, or base64. */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "factory/np-secret-bytes.h"
#include "factory/np-st-text.h"
#include "np-byte-text.h"
#include "np-error.h"

/* g_base64_decode () skips what isn't base64. */
static gboolean
is_base64 (const char *text)
{
  static const char padding[] = "==";
  gsize length = strlen (text);
  gsize n_digits = 0;

  while (g_ascii_isalnum (text[n_digits]) || text[n_digits] == '+' || text[n_digits] == '/')
    n_digits++;

  return length > 0 && length % 4 == 0 && length - n_digits <= strlen (padding) && strncmp (text + n_digits, padding, length - n_digits) == 0;
}

/**
 * np_byte_text_read:
 * @text: bytes in hexadecimal ("5350AB", "53 50 ab", "0x5350AB") or in base64
 * @error: %NP_ERROR_INVALID_DATA
 *
 * What can be read as hexadecimal is hexadecimal: of base64 of 12 random bytes one in 10¹¹ looks like that.
 *
 * Returns: (transfer full): the bytes, cleared when dropped
 */
GBytes *
np_byte_text_read (const char *text, GError **error)
{
  gsize length;
  gsize size = 0;
  guint8 *data;

  g_return_val_if_fail (text != NULL, NULL);

  length = strlen (text);
  if (!g_utf8_validate (text, length, NULL))
    length = 0;

  data = g_malloc (length / 2 + 1);
  if (length > 0 && np_st_text_read_hex (text, length, data, &size) == NP_ST_TEXT_OK)
    return np_secret_bytes_new_take (data, size);

  g_free (data);
  if (length > 0 && is_base64 (text))
    {
      data = g_base64_decode (text, &size);
      return np_secret_bytes_new_take (data, size);
    }

  g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA,
                       _("This is neither hexadecimal (an even number of digits 0–9, A–F) nor base64 (a multiple of 4 characters). "
                         "Perhaps a part is missing."));

  return NULL;
}

/**
 * np_byte_text_write_hex:
 *
 * Returns: (transfer full): "5350ab": two lower-case digits a byte, as other Matter tools print them
 */
char *
np_byte_text_write_hex (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  GString *text = g_string_sized_new (2 * size + 1);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%02x", (guint) data[i]);

  return g_string_free (text, FALSE);
}

/**
 * np_byte_text_write_base64:
 *
 * Returns: (transfer full): the bytes in base64
 */
char *
np_byte_text_write_base64 (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return g_base64_encode (data, size);
}
