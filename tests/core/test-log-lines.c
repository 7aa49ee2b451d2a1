/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "bench/np-log-lines.h"

static void
append_number (NpLogLines *lines, guint number)
{
  g_autofree char *text = g_strdup_printf ("%u %.*s", number, (int) (number % 77), "-----------------------------------------------------------------------------");

  np_log_lines_append (lines, (gint64) number * 1000, (NpLogSource) (number % 3), text);
}

static void
check_line (NpLogLines *lines, guint number)
{
  NpLogLine line = np_log_lines_get (lines, number);
  g_autofree char *start = g_strdup_printf ("%u ", number);

  g_assert_cmpint (line.time, ==, (gint64) number * 1000);
  g_assert_cmpint (line.source, ==, (NpLogSource) (number % 3));
  g_assert_true (g_str_has_prefix (line.text, start));
  g_assert_cmpuint (strlen (line.text), ==, strlen (start) + number % 77);
}

/* Whatever was dropped, those that are kept are found by their numbers. */
static void
test_window (void)
{
  g_autoptr(NpLogLines) lines = np_log_lines_new ();
  guint first = 0;

  for (guint end = 0; end < 3000; end++)
    {
      append_number (lines, end);
      for (; end + 1 - first > 600; first++)
        np_log_lines_drop_first (lines);
      g_assert_cmpuint (np_log_lines_get_first (lines), ==, first);
      g_assert_cmpuint (np_log_lines_get_end (lines), ==, end + 1);
      check_line (lines, first);
      check_line (lines, (first + end) / 2);
      check_line (lines, end);
    }
}

static void
test_size (void)
{
  g_autoptr(NpLogLines) lines = np_log_lines_new ();

  g_assert_cmpuint (np_log_lines_get_size (lines), ==, 0);
  np_log_lines_append (lines, 0, NP_LOG_SOURCE_RUN, "four");
  np_log_lines_append (lines, 0, NP_LOG_SOURCE_RUN, "");
  np_log_lines_append (lines, 0, NP_LOG_SOURCE_RUN, "sechs!");
  g_assert_cmpuint (np_log_lines_get_size (lines), ==, 10);
  np_log_lines_drop_first (lines);
  g_assert_cmpuint (np_log_lines_get_size (lines), ==, 6);
  np_log_lines_drop_first (lines);
  np_log_lines_drop_first (lines);
  g_assert_cmpuint (np_log_lines_get_size (lines), ==, 0);
  g_assert_cmpuint (np_log_lines_get_first (lines), ==, np_log_lines_get_end (lines));
}

static void
test_long_line (void)
{
  g_autoptr(NpLogLines) lines = np_log_lines_new ();
  g_autofree char *text = g_strnfill (1000000, 'x');

  np_log_lines_append (lines, 1, NP_LOG_SOURCE_TOOL, "before");
  np_log_lines_append (lines, 2, NP_LOG_SOURCE_TOOL, text);
  np_log_lines_append (lines, 3, NP_LOG_SOURCE_TOOL, "after");
  g_assert_cmpstr (np_log_lines_get (lines, 0).text, ==, "before");
  g_assert_cmpstr (np_log_lines_get (lines, 1).text, ==, text);
  g_assert_cmpstr (np_log_lines_get (lines, 2).text, ==, "after");
}

/* What can't be made smaller is kept all the same. */
static void
test_noise (void)
{
  g_autoptr(NpLogLines) lines = np_log_lines_new ();
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 300; i++)
    {
      char *text = g_malloc0 (1001);

      for (guint j = 0; j < 1000; j++)
        text[j] = (char) g_test_rand_int_range (1, 256);
      g_ptr_array_add (texts, text);
      np_log_lines_append (lines, i, NP_LOG_SOURCE_SERIAL, text);
    }
  for (guint i = 0; i < texts->len; i++)
    g_assert_cmpstr (np_log_lines_get (lines, i).text, ==, texts->pdata[i]);
}

/* A block that is open is dropped, and its place in memory may be another's. */
static void
test_drop_open (void)
{
  g_autoptr(NpLogLines) lines = np_log_lines_new ();

  for (guint i = 0; i < 2000; i++)
    append_number (lines, i);
  for (guint first = 0; first < 1999; first++)
    {
      check_line (lines, first);
      np_log_lines_drop_first (lines);
      check_line (lines, first + 1);
      append_number (lines, 2000 + first);
      check_line (lines, 2000 + first);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log-lines/window", test_window);
  g_test_add_func ("/log-lines/size", test_size);
  g_test_add_func ("/log-lines/long-line", test_long_line);
  g_test_add_func ("/log-lines/noise", test_noise);
  g_test_add_func ("/log-lines/drop-open", test_drop_open);
  return g_test_run ();
}
