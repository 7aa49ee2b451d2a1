/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "factory/np-bytes-text.h"
#include "fuzz.h"

/* Whatever was read can be written in each form, and reads back as the same. */
static void
check_round_trip (GBytes *bytes)
{
  for (int form = NP_BYTES_FORM_HEX; form <= NP_BYTES_FORM_ST_JSON; form++)
    {
      g_autofree char *text = np_bytes_text_format (bytes, (NpBytesForm) form);
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) again = np_bytes_text_parse (text, strlen (text), &error);

      /* Base64 made of hexadecimal digits alone reads as these: the one ambiguity, settled by trying them first. */
      if (form == NP_BYTES_FORM_BASE64 && strspn (text, "0123456789abcdefABCDEF") == strlen (text))
        continue;
      g_assert_no_error (error);
      g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), g_bytes_get_data (again, NULL), g_bytes_get_size (again));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr(GBytes) contents = g_bytes_new_static (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) file_error = NULL;
  g_autoptr(GBytes) parsed = np_bytes_text_parse (size > 0 ? (const char *) data : "", size, &error);
  g_autoptr(GBytes) from_file = np_bytes_text_parse_file (contents, &file_error);

  g_assert_cmpint (parsed == NULL, ==, error != NULL);
  g_assert_cmpint (from_file == NULL, ==, file_error != NULL);
  if (parsed != NULL)
    check_round_trip (parsed);

  return 0;
}
