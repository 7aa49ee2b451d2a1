/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "bench/np-log-file.h"
#include "np-paths.h"

typedef struct
{
  char *folder;
  char *path;
  GAsyncResult *saved;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "board.log", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->saved);
  g_assert_true (np_paths_remove_folder (fixture->folder, NULL));
  g_free (fixture->folder);
  g_free (fixture->path);
}

static NpLogFile *
make_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  NpLogFile *file = np_log_file_new (path, &error);

  g_assert_no_error (error);
  return file;
}

static void
append (NpLogFile *file, const char *text)
{
  np_log_file_append (file, text, strlen (text));
}

static void
assert_contents (const char *path, const char *wanted)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *contents = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, wanted);
}

/* What is being written holds a reference, and may be the last to drop it, in its thread. */
static void
wait_until_gone (NpLogFile *file)
{
  g_object_add_weak_pointer (G_OBJECT (file), (gpointer *) &file);
  g_object_unref (file);
  while (g_atomic_pointer_get (&file) != NULL)
    if (!g_main_context_iteration (NULL, FALSE))
      g_thread_yield ();
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Fixture *) user_data)->saved = g_object_ref (result);
}

/* Whatever was appended and not written yet is in the file when it is given back. */
static void
test_all_is_written (Fixture *fixture, gconstpointer data)
{
  NpLogFile *file = make_file (fixture->path);
  GStatBuf status;

  append (file, "first\n");
  np_log_file_flush (file);
  append (file, "second\n");
  wait_until_gone (file);
  assert_contents (fixture->path, "first\nsecond\n");
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
}

static void
test_copy_is_complete (Fixture *fixture, gconstpointer data)
{
  NpLogFile *file = make_file (fixture->path);
  g_autofree char *path = g_build_filename (fixture->folder, "copy.log", NULL);
  g_autoptr(GFile) copy = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;

  append (file, "before\n");
  np_log_file_flush (file);
  append (file, "meanwhile\n");
  np_log_file_save_async (file, copy, NULL, saved_cb, fixture);
  while (fixture->saved == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (np_log_file_save_finish (file, fixture->saved, &error));
  g_assert_no_error (error);
  assert_contents (path, "before\nmeanwhile\n");
  g_clear_object (&fixture->saved);
  wait_until_gone (file);
}

static void
test_never_over_another (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "somebody's\n", -1, NULL));
  g_assert_null (np_log_file_new (fixture->path, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  assert_contents (fixture->path, "somebody's\n");
}

/* A disk that stays behind: what waits for it doesn't fill the memory, and it is told. */
static void
test_too_much_is_dropped (Fixture *fixture, gconstpointer data)
{
  NpLogFile *file = make_file (fixture->path);
  g_autofree char *text = g_strnfill (1024 * 1024, 'x');

  for (guint i = 0; i < 16; i++)
    append (file, text);
  g_assert_no_error (np_log_file_get_error (file));
  append (file, "one more");
  g_assert_nonnull (np_log_file_get_error (file));
  g_assert_nonnull (strstr (np_log_file_get_error (file)->message, "too slow"));
  g_assert_finalize_object (file);
}

#define ADD(name, function) g_test_add ("/log-file/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("all-is-written", test_all_is_written);
  ADD ("copy-is-complete", test_copy_is_complete);
  ADD ("never-over-another", test_never_over_another);
  ADD ("too-much-is-dropped", test_too_much_is_dropped);
  return g_test_run ();
}
