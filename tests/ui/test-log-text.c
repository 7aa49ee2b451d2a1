/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-log-text.h"
#include "support.h"

typedef struct
{
  NpBoardLog *log;
  NpLogText *text;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->log = np_board_log_new ("probe");
  fixture->text = np_log_text_new ();
  np_log_text_set_active (fixture->text, TRUE);
  np_log_text_set_log (fixture->text, fixture->log);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->text);
  g_assert_finalize_object (fixture->log);
}

static gboolean
is_settled (gpointer text)
{
  return np_log_text_is_settled (text);
}

/* The text without the times. */
static char *
dup_text (Fixture *fixture)
{
  GtkTextBuffer *buffer = np_log_text_get_buffer (fixture->text);
  g_autoptr(GRegex) times = g_regex_new ("^\\d\\d:\\d\\d:\\d\\d\\.\\d{3}  ", G_REGEX_MULTILINE, 0, NULL);
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  np_test_wait_until (is_settled, fixture->text);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  text = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  return g_regex_replace_literal (times, text, -1, 0, "", 0, NULL);
}

static void
assert_text (Fixture *fixture, const char *expected)
{
  g_autofree char *text = dup_text (fixture);

  g_assert_cmpstr (text, ==, expected);
}

static void
append_numbers (Fixture *fixture, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    {
      g_autofree char *text = g_strdup_printf ("line %u", i);

      np_board_log_append (fixture->log, NP_LOG_SOURCE_SERIAL, text, -1);
    }
}

static void
append_samples (Fixture *fixture)
{
  np_board_log_append (fixture->log, NP_LOG_SOURCE_RUN, "Step 1", -1);
  np_board_log_append (fixture->log, NP_LOG_SOURCE_TOOL, "ST-LINK SN", -1);
  np_board_log_append (fixture->log, NP_LOG_SOURCE_SERIAL, "Größe: größer", -1);
}

static void
test_sources (Fixture *fixture, gconstpointer data)
{
  append_samples (fixture);
  assert_text (fixture, "Step 1\n│ ST-LINK SN\n› Größe: größer\n");
  np_log_text_set_filter (fixture->text, NP_LOG_FILTER_SERIAL);
  assert_text (fixture, "› Größe: größer\n");
  np_board_log_append (fixture->log, NP_LOG_SOURCE_TOOL, "more", -1);
  np_log_text_set_filter (fixture->text, NP_LOG_FILTER_PROGRAMMER);
  assert_text (fixture, "Step 1\n│ ST-LINK SN\n│ more\n");
}

static void
test_other_log (Fixture *fixture, gconstpointer data)
{
  append_samples (fixture);
  np_test_wait_until (is_settled, fixture->text);
  np_log_text_set_log (fixture->text, NULL);
  assert_text (fixture, "");
  np_log_text_set_log (fixture->text, fixture->log);
  assert_text (fixture, "Step 1\n│ ST-LINK SN\n› Größe: größer\n");
}

/* Lines that the log has dropped go from the screen; those that are left keep their order. */
static void
test_oldest_go (Fixture *fixture, gconstpointer data)
{
  GtkTextBuffer *buffer = np_log_text_get_buffer (fixture->text);
  g_autofree char *text = NULL;

  append_numbers (fixture, 0, NP_BOARD_LOG_LINES);
  np_test_wait_until (is_settled, fixture->text);
  append_numbers (fixture, NP_BOARD_LOG_LINES, NP_BOARD_LOG_LINES + 2500);
  text = dup_text (fixture);
  g_assert_true (g_str_has_prefix (text, "› line 2500\n"));
  g_assert_true (g_str_has_suffix (text, "\n› line 12499\n"));
  g_assert_cmpint (gtk_text_buffer_get_line_count (buffer), ==, NP_BOARD_LOG_LINES + 1); /* and the empty one at the end */
  g_assert_cmpuint (np_log_text_get_n_lines (fixture->text), ==, NP_BOARD_LOG_LINES);
}

static void
assert_selected (Fixture *fixture, guint position, const char *expected)
{
  GtkTextIter start, end;
  g_autofree char *text = NULL;

  g_assert_cmpuint (np_log_text_get_position (fixture->text), ==, position);
  g_assert_true (gtk_text_buffer_get_selection_bounds (np_log_text_get_buffer (fixture->text), &start, &end));
  text = gtk_text_buffer_get_text (np_log_text_get_buffer (fixture->text), &start, &end, TRUE);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_find (Fixture *fixture, gconstpointer data)
{
  append_samples (fixture);
  np_log_text_find (fixture->text, "GRÖ");
  np_test_wait_until (is_settled, fixture->text);
  g_assert_cmpuint (np_log_text_get_matches (fixture->text), ==, 2);
  g_assert_true (np_log_text_move (fixture->text, TRUE));
  assert_selected (fixture, 1, "Grö");
  g_assert_true (np_log_text_move (fixture->text, TRUE));
  assert_selected (fixture, 2, "grö");
  g_assert_true (np_log_text_move (fixture->text, TRUE));
  assert_selected (fixture, 1, "Grö");
  g_assert_true (np_log_text_move (fixture->text, FALSE));
  assert_selected (fixture, 2, "grö");
  np_log_text_find (fixture->text, "nothing");
  np_test_wait_until (is_settled, fixture->text);
  g_assert_cmpuint (np_log_text_get_matches (fixture->text), ==, 0);
  g_assert_false (np_log_text_move (fixture->text, TRUE));
}

/* Matches come with new lines and go with the oldest. */
static void
test_find_while_lines_come (Fixture *fixture, gconstpointer data)
{
  append_numbers (fixture, 0, 100);
  np_log_text_find (fixture->text, "line 1");
  np_test_wait_until (is_settled, fixture->text);
  g_assert_cmpuint (np_log_text_get_matches (fixture->text), ==, 11);
  np_log_text_move (fixture->text, TRUE);
  np_log_text_move (fixture->text, TRUE);
  assert_selected (fixture, 2, "line 1");
  append_numbers (fixture, 100, NP_BOARD_LOG_LINES + 5);
  np_test_wait_until (is_settled, fixture->text);
  g_assert_cmpuint (np_log_text_get_matches (fixture->text), ==, 11 - 1 + 100 + 1000 + 5);
  g_assert_cmpuint (np_log_text_get_position (fixture->text), ==, 1);
  np_log_text_move (fixture->text, FALSE);
  assert_selected (fixture, 1115, "line 1");
}

/* While nobody looks, nothing is done. */
static void
test_inactive (Fixture *fixture, gconstpointer data)
{
  np_log_text_set_active (fixture->text, FALSE);
  append_samples (fixture);
  np_test_run_main_loop ();
  g_assert_cmpuint (np_log_text_get_n_lines (fixture->text), ==, 0);
  np_log_text_set_active (fixture->text, TRUE);
  assert_text (fixture, "Step 1\n│ ST-LINK SN\n› Größe: größer\n");
}

#define ADD(name, function) g_test_add ("/log-text/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
  ADD ("sources", test_sources);
  ADD ("other-log", test_other_log);
  ADD ("oldest-go", test_oldest_go);
  ADD ("find", test_find);
  ADD ("find-while-lines-come", test_find_while_lines_come);
  ADD ("inactive", test_inactive);
  return g_test_run ();
}
