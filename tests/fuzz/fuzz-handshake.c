/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "run/np-handshake.h"

static void
check_line (const char *line, gpointer user_data)
{
  g_assert_true (g_utf8_validate (line, -1, NULL));
  g_assert_cmpuint (strlen (line), >, 0);
}

/* The slow and sure way. Returns: -1 for none */
static int
find_result (const guint8 *data, gsize size)
{
  for (gsize i = 0; i + 10 <= size; i++)
    if (memcmp (data + i, "finish:", 7) == 0 && g_ascii_isdigit (data[i + 7]) && g_ascii_isdigit (data[i + 8]) && g_ascii_isdigit (data[i + 9]))
      return (data[i + 7] - '0') * 100 + (data[i + 8] - '0') * 10 + data[i + 9] - '0';
  return -1;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr(NpHandshakeReader) reader = np_handshake_reader_new (check_line, NULL);
  int wanted = find_result (data, size);
  gboolean started = wanted >= 0 || (size > 0 && memmem (data, size, "Start_provisioning", 18) != NULL);
  gsize piece = 1 + size % 13;
  guint result = G_MAXUINT;

  for (gsize i = 0; i < size; i += piece)
    np_handshake_reader_feed (reader, data + i, MIN (piece, size - i));
  np_handshake_reader_end (reader);
  g_assert_cmpint (np_handshake_reader_get_result (reader, &result), ==, wanted >= 0);
  g_assert_cmpint ((int) result, ==, wanted);
  g_assert_cmpint (np_handshake_reader_has_started (reader), ==, started);
  return 0;
}
