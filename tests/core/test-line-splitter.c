/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "bench/np-line-splitter.h"

static void
keep_line_cb (const char *bytes, gsize length, gpointer user_data)
{
  g_ptr_array_add (user_data, np_line_dup_visible (bytes, length));
}

/* The lines of @data, which comes in pieces of @piece bytes, joined by "|"; what isn't ended follows "~". */
static char *
split (const char *data, gsize length, gsize piece)
{
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(NpLineSplitter) splitter = np_line_splitter_new (keep_line_cb, lines);
  g_autofree char *joined = NULL;

  for (gsize i = 0; i < length; i += piece)
    np_line_splitter_feed (splitter, (const guint8 *) data + i, MIN (piece, length - i));
  g_ptr_array_add (lines, NULL);
  joined = g_strjoinv ("|", (char **) lines->pdata);
  if (!np_line_splitter_has_rest (splitter))
    return g_steal_pointer (&joined);
  g_ptr_array_set_size (lines, 0);
  np_line_splitter_end (splitter);
  return g_strconcat (joined, "~", lines->pdata[0], NULL);
}

static void
test_line_ends (void)
{
  static const struct
  {
    const char *data;
    const char *lines;
  } cases[] = {
    { "", "" },
    { "one\ntwo\n", "one|two" },
    { "one\r\ntwo\r\n", "one|two" },
    { "one\rtwo\rthree", "one|two~three" },
    { "\n\n", "|" },
    { "\r\n\r\n", "|" },
    { "one\r\r\ntwo\n", "one||two" },
    { "finish:000", "~finish:000" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize piece = 1; piece <= 5; piece++)
      {
        g_autofree char *lines = split (cases[i].data, strlen (cases[i].data), piece);

        g_assert_cmpstr (lines, ==, cases[i].lines);
      }
}

static void
test_no_line_end (void)
{
  g_autofree char *data = g_strnfill (2 * NP_LINE_MAX_LENGTH + 10, 'x');
  g_autofree char *lines = split (data, strlen (data), 1000);

  g_assert_cmpuint (strlen (lines), ==, strlen (data) + 2);
  g_assert_cmpint (lines[NP_LINE_MAX_LENGTH], ==, '|');
  g_assert_cmpint (lines[2 * NP_LINE_MAX_LENGTH + 1], ==, '~');
}

/* The length is that of a line to the byte, and its end comes after. */
static void
test_full_line_then_end (void)
{
  g_autofree char *full = g_strnfill (NP_LINE_MAX_LENGTH, 'x');
  g_autofree char *data = g_strconcat (full, "\nnext\n", NULL);
  g_autofree char *lines = split (data, strlen (data), 4096);

  g_assert_true (g_str_has_suffix (lines, "x||next"));
}

static void
test_visible (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *text;
  } cases[] = {
    { "plain\ttext \\x41", 15, "plain\ttext \\x41" },
    { "finish:000\0\0", 12, "finish:000\\x00\\x00" },
    { "caf\xC3\xA9 \xE2\x82\xAC", 9, "café €" },
    { "\xC3", 1, "\\xC3" },
    { "a\xE9z", 3, "a\\xE9z" },
    { "\xED\xA0\x80", 3, "\\xED\\xA0\\x80" },            /* half of a UTF-16 pair */
    { "\xC0\xAF", 2, "\\xC0\\xAF" },                      /* overlong */
    { "\xE2\x80\xA8", 3, "\\xE2\\x80\\xA8" },            /* U+2028: would be a line end */
    { "\xE2\x80\xAE" "abc", 6, "\\xE2\\x80\\xAE" "abc" }, /* U+202E: would turn the text round */
    { "\x1B[0;32mI (12) boot\x1B[0m", 22, "I (12) boot" },
    { "\x1B[2", 3, "\\x1B[2" },
    { "\x07\x7F", 2, "\\x07\\x7F" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = np_line_dup_visible (cases[i].bytes, cases[i].length);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

/* Whatever comes, a line is UTF-8, has no line end, and nothing of it is lost but colours and line ends. */
static void
test_random (void)
{
  static const char alphabet[] = "a\n\r\x1B[0m;\xC3\xA9\xE2\x80\xA8\xFF\0\t ";
  g_autoptr(GRand) random = g_rand_new_with_seed (1);

  for (int i = 0; i < 2000; i++)
    {
      char data[64];
      gsize length = (gsize) g_rand_int_range (random, 0, sizeof data);
      g_autofree char *whole = NULL;
      g_autofree char *pieces = NULL;

      for (gsize j = 0; j < length; j++)
        data[j] = alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)];
      whole = split (data, length, sizeof data);
      pieces = split (data, length, (gsize) g_rand_int_range (random, 1, 9));
      g_assert_cmpstr (whole, ==, pieces);
      g_assert_true (g_utf8_validate (whole, -1, NULL));
      g_assert_null (strpbrk (whole, "\n\r\x1B"));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/line-splitter/line-ends", test_line_ends);
  g_test_add_func ("/line-splitter/no-line-end", test_no_line_end);
  g_test_add_func ("/line-splitter/full-line-then-end", test_full_line_then_end);
  g_test_add_func ("/line-splitter/visible", test_visible);
  g_test_add_func ("/line-splitter/random", test_random);
  return g_test_run ();
}
