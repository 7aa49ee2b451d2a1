/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "np-paths.h"
#include "project/np-file-watch.h"

typedef struct
{
  char *folder;
  char *path;
  NpFileWatch *watch;
  guint n_signals;
} Fixture;

static void
write_file (Fixture *fixture, const char *contents)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (fixture->path, contents, -1, &error);
  g_assert_no_error (error);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "file", NULL);
  write_file (fixture, "one");
  fixture->watch = np_file_watch_new (fixture->path);
  g_signal_connect_swapped (fixture->watch, "changed", G_CALLBACK (count_cb), &fixture->n_signals);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->watch);
  np_paths_remove_folder (fixture->folder, NULL);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
test_contents_count (Fixture *fixture, gconstpointer data)
{
  g_assert_false (np_file_watch_is_changed (fixture->watch));
  write_file (fixture, "one");
  g_assert_false (np_file_watch_is_changed (fixture->watch));
  write_file (fixture, "two");
  g_assert_true (np_file_watch_is_changed (fixture->watch));
  np_file_watch_remember (fixture->watch);
  g_assert_false (np_file_watch_is_changed (fixture->watch));
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_true (np_file_watch_is_changed (fixture->watch));
}

static void
wait_for_signals (Fixture *fixture, guint expected)
{
  while (fixture->n_signals < expected)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (fixture->n_signals, ==, expected);
}

static void
test_signal (Fixture *fixture, gconstpointer data)
{
  write_file (fixture, "two");
  wait_for_signals (fixture, 1);
}

/* Whoever has decided to do nothing about one change hears of the next, though nothing was read or written meanwhile. */
static void
test_second_change (Fixture *fixture, gconstpointer data)
{
  write_file (fixture, "two");
  wait_for_signals (fixture, 1);
  write_file (fixture, "three");
  wait_for_signals (fixture, 2);
  g_assert_true (np_file_watch_is_changed (fixture->watch));
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  wait_for_signals (fixture, 3);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/file-watch/contents-count", Fixture, NULL, set_up, test_contents_count, tear_down);
  g_test_add ("/file-watch/signal", Fixture, NULL, set_up, test_signal, tear_down);
  g_test_add ("/file-watch/second-change", Fixture, NULL, set_up, test_second_change, tear_down);
  return g_test_run ();
}
