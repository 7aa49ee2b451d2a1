/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "bench/np-board-log.h"
#include "np-paths.h"

typedef struct
{
  NpBoardLog *log;
  char *folder;
  guint n_changed;
  gboolean saved;
  GError *error;
} Fixture;

static void
changed_cb (NpBoardLog *log, Fixture *fixture)
{
  fixture->n_changed++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->log = np_board_log_new ("0670FF:38/A");
  g_signal_connect (fixture->log, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  if (fixture->log != NULL)
    g_assert_finalize_object (fixture->log);
  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
  g_clear_error (&fixture->error);
}

static void
append_numbers (NpBoardLog *log, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    {
      g_autofree char *text = g_strdup_printf ("line %u", i);

      np_board_log_append (log, NP_LOG_SOURCE_SERIAL, text, -1);
    }
}

static void
test_lines (Fixture *fixture, gconstpointer data)
{
  NpLogLine line;

  g_assert_cmpuint (np_board_log_get_end (fixture->log), ==, 0);
  np_board_log_append (fixture->log, NP_LOG_SOURCE_TOOL, "Size\xFF", -1);
  np_board_log_append (fixture->log, NP_LOG_SOURCE_SERIAL, "A\0B", 3);
  g_assert_cmpuint (np_board_log_get_end (fixture->log), ==, 2);
  line = np_board_log_get_line (fixture->log, 0);
  g_assert_cmpstr (line.text, ==, "Size\\xFF");
  g_assert_cmpint (line.source, ==, NP_LOG_SOURCE_TOOL);
  g_assert_cmpint (ABS (line.time - g_get_real_time ()), <, 60 * G_USEC_PER_SEC);
  g_assert_cmpstr (np_board_log_get_line (fixture->log, 1).text, ==, "A\\x00B");
}

static void
test_oldest_go (Fixture *fixture, gconstpointer data)
{
  append_numbers (fixture->log, 0, NP_BOARD_LOG_LINES + 5);
  g_assert_cmpuint (np_board_log_get_first (fixture->log), ==, 5);
  g_assert_cmpuint (np_board_log_get_end (fixture->log), ==, NP_BOARD_LOG_LINES + 5);
  g_assert_cmpstr (np_board_log_get_line (fixture->log, 5).text, ==, "line 5");
  g_assert_cmpstr (np_board_log_get_line (fixture->log, NP_BOARD_LOG_LINES + 4).text, ==, "line 10004");
}

/* Lines of 4 KB must not take 40 MB. */
static void
test_bytes_are_bounded (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (4096, 'x');
  guint64 kept;

  for (guint i = 0; i < 3000; i++)
    np_board_log_append (fixture->log, NP_LOG_SOURCE_SERIAL, text, -1);
  kept = np_board_log_get_end (fixture->log) - np_board_log_get_first (fixture->log);
  g_assert_cmpuint (kept, ==, NP_BOARD_LOG_BYTES / 4096);
}

static void
test_changed_is_rare (Fixture *fixture, gconstpointer data)
{
  append_numbers (fixture->log, 0, 1000);
  g_assert_cmpuint (fixture->n_changed, ==, 0);
  while (fixture->n_changed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->saved = TRUE;
  np_board_log_save_finish (NP_BOARD_LOG (source), result, &fixture->error);
}

static void
save (Fixture *fixture, const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);

  fixture->saved = FALSE;
  np_board_log_save_async (fixture->log, file, NULL, saved_cb, fixture);
  while (!fixture->saved)
    g_main_context_iteration (NULL, TRUE);
}

static guint
count_lines (const char *path, const char *first_text, const char *last_text)
{
  g_autofree char *contents = NULL;
  g_auto(GStrv) lines = NULL;
  g_autoptr(GError) error = NULL;
  GStatBuf status;
  guint n;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmphex (status.st_mode & 0777, ==, 0600);
  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (contents, "\n", -1);
  n = g_strv_length (lines) - 1;
  g_assert_true (g_str_has_suffix (lines[0], first_text));
  g_assert_true (g_str_has_suffix (lines[n - 1], last_text));
  g_assert_true (g_regex_match_simple ("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}  serial  line", lines[0], 0, 0));
  return n;
}

static gsize
get_size (const char *path)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  return (gsize) status.st_size;
}

/* What the screen no longer has is on disk; so is what was there before anybody asked for a file. */
static void
test_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "logs", NULL);
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.log", NULL);
  g_autofree char *path = NULL;

  append_numbers (fixture->log, 0, 10);
  np_board_log_set_folder (fixture->log, folder);
  np_board_log_set_folder (fixture->log, "/nowhere");
  g_assert_null (np_board_log_get_path (fixture->log));
  append_numbers (fixture->log, 10, 25000);
  path = g_strdup (np_board_log_get_path (fixture->log));
  g_assert_true (g_str_has_prefix (path, folder));
  g_assert_true (g_str_has_suffix (path, "-0670FF_38_A-board.log"));

  save (fixture, copy);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (count_lines (copy, "line 0", "line 24999"), ==, 25000);
  append_numbers (fixture->log, 25000, 25010);
  g_assert_finalize_object (g_steal_pointer (&fixture->log));
  /* The worker that may still be writing comes to its end without the log. */
  while (get_size (path) < get_size (copy) + 10 * strlen ("2026-11-22 20:37:01.000  serial  line 25000\n"))
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (count_lines (path, "line 0", "line 25009"), ==, 25010);
}

static void
test_save_without_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (fixture->folder, "copy.log", NULL);

  append_numbers (fixture->log, 0, 10);
  save (fixture, copy);
  g_assert_no_error (fixture->error);
  g_assert_cmpuint (count_lines (copy, "line 0", "line 9"), ==, 10);
  save (fixture, "/nowhere/copy.log");
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

/* A folder that can't be made is told once, and the lines stay on screen. */
static void
test_no_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (file, "", 0, &error);
  g_assert_no_error (error);
  np_board_log_set_folder (fixture->log, file);
  append_numbers (fixture->log, 0, 2);
  g_assert_null (np_board_log_get_path (fixture->log));
  g_assert_cmpstr (np_board_log_get_line (fixture->log, 1).text, ==, "line 1");
  g_assert_error (np_board_log_get_file_problem (fixture->log), G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY);
}

/* More than a slow disk takes isn't gathered without end. */
static void
test_slow_disk (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (4096, 'x');

  np_board_log_set_folder (fixture->log, fixture->folder);
  for (guint i = 0; i < 5000; i++)
    np_board_log_append (fixture->log, NP_LOG_SOURCE_SERIAL, text, -1); /* 20 MB in one turn of the main loop */
  while (fixture->n_changed == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (np_board_log_get_file_problem (fixture->log), G_IO_ERROR, G_IO_ERROR_FAILED);
}

#define ADD(name, function) g_test_add ("/board-log/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("lines", test_lines);
  ADD ("oldest-go", test_oldest_go);
  ADD ("bytes-are-bounded", test_bytes_are_bounded);
  ADD ("changed-is-rare", test_changed_is_rare);
  ADD ("file", test_file);
  ADD ("save-without-file", test_save_without_file);
  ADD ("no-file", test_no_file);
  ADD ("slow-disk", test_slow_disk);
  return g_test_run ();
}
