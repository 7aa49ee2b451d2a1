/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-log-view.h"
#include "np-paths.h"
#include "streams.h"
#include "support.h"
#include "turns.h"

/* How long the main loop is held up while 64 boards stream at 115200 baud each into their logs, on disk too: first with nothing on screen
 * (all of it is ours then), then with one of the logs open in a window. Last, 100 MB as fast as they are taken, into the log that is open. */

#define N_BOARDS 64
#define SECONDS 8
#define FLOOD_BYTES (100 * 1000 * 1000)
#define FLOOD_LINES_A_TURN 500
#define MAX_GAP_MS 33.0
#define MAX_OWN_MS 4.0

static const char line[] = STREAMS_LINE;

typedef struct
{
  NpBoard *boards[N_BOARDS];
  Streams *streams;
  char *folder;
} Bench;

static void
set_up (Bench *bench)
{
  g_autoptr(GError) error = NULL;

  bench->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  bench->streams = streams_new ();
  for (guint i = 0; i < N_BOARDS; i++)
    {
      g_autofree char *serial = g_strdup_printf ("%024X", i);

      bench->boards[i] = np_board_new (serial, i + 1);
      np_board_log_set_folder (np_board_get_log (bench->boards[i]), bench->folder);
      streams_add (bench->streams, bench->boards[i]);
    }
}

static void
tear_down (Bench *bench)
{
  streams_free (bench->streams);
  for (guint i = 0; i < N_BOARDS; i++)
    g_object_unref (bench->boards[i]);
  np_test_run_main_loop ();
  np_paths_remove_folder (bench->folder, NULL);
  g_free (bench->folder);
}

static void
run_for (guint seconds)
{
  gint64 end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
}

static guint64
count_lines (Bench *bench)
{
  guint64 n = 0;

  for (guint i = 0; i < N_BOARDS; i++)
    n += np_board_log_get_end (np_board_get_log (bench->boards[i]));
  return n;
}

static GtkWindow *
open_view (Bench *bench, NpLogView **view)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());

  *view = g_object_new (NP_TYPE_LOG_VIEW, NULL);
  np_log_view_set_board (*view, bench->boards[0], bench->folder);
  gtk_window_set_default_size (window, 500, 700);
  gtk_window_set_child (window, GTK_WIDGET (*view));
  gtk_window_present (window);
  run_for (1);
  return window;
}

static void
flood (Bench *bench)
{
  NpBoardLog *log = np_board_get_log (bench->boards[0]);
  gint64 flood_began = g_get_monotonic_time ();
  gsize sent = 0;

  while (sent < FLOOD_BYTES)
    {
      for (guint i = 0; i < FLOOD_LINES_A_TURN; i++, sent += sizeof line - 1)
        np_board_log_append (log, NP_LOG_SOURCE_SERIAL, line, sizeof line - 3);
      g_main_context_iteration (NULL, FALSE);
    }
  g_print ("%-40s %.1f MB/s\n", "100 MB into the open log:", (double) sent / (double) (g_get_monotonic_time () - flood_began));
}

int
main (int argc, char **argv)
{
  Bench bench = { 0 };
  NpLogView *view;
  GtkWindow *window;

  np_test_init (&argc, &argv);
  np_test_get_application ();
  turns_measure ();
  set_up (&bench);
  streams_start (bench.streams);
  run_for (1);
  turns_take ();
  run_for (SECONDS);
  turns_print ("64 boards stream, nothing on screen:", turns_take ().turn, MAX_OWN_MS);

  window = open_view (&bench, &view);
  turns_take ();
  run_for (SECONDS);
  turns_print ("64 boards stream, one log is open:", turns_take ().turn, MAX_GAP_MS);
  streams_stop (bench.streams);
  g_print ("%-40s %" G_GUINT64_FORMAT " lines, %" G_GUINT64_FORMAT " bytes lost\n", "in all:", count_lines (&bench), streams_get_lost (bench.streams));

  flood (&bench);
  turns_print ("100 MB into the open log:", turns_take ().turn, MAX_GAP_MS);
  g_print ("%-40s %.2f ms of %.0f ms\n", "longest slice of the view's own work:", (double) np_log_text_get_longest_slice (np_log_view_get_text (view)) / 1000,
           MAX_OWN_MS);
  gtk_window_destroy (window);
  tear_down (&bench);
  return 0;
}
