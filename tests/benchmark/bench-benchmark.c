/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdlib.h>

#include "np-bench-view.h"
#include "np-paths.h"
#include "np-window.h"
#include "streams.h"
#include "support.h"
#include "turns.h"

/* How long the main loop is held up, in a real window with a simulated bench as slow as real boards: when boards appear all at once, while all
 * of them are written at once, when the run ends, and while all of them stream logs at 115200 baud. Callbacks are all that isn't layout and
 * drawing. */

#define MAX_CALLBACKS_MS 4.0
#define STREAM_SECONDS 8

typedef struct
{
  guint n_boards;
  const char *layout;
  double max_gap_ms;
} Case;

static const Case cases[] = {
  { 8, "cards", 16.0 },
  { 64, "list", 33.0 },
};

typedef struct
{
  GtkWidget *window;
  NpSession *session;
  NpBench *bench;
  char *folder;
  char *bench_folder;
} Fixture;

static gboolean
is_idle (gpointer session)
{
  return !np_session_is_running (session);
}

static void
print_load (void)
{
  double load[3];

  if (getloadavg (load, 3) == 3)
    g_print ("load averages: %.2f %.2f %.2f\n", load[0], load[1], load[2]);
}

static void
report (const Case *test, const char *what)
{
  Turns turns = turns_take ();
  g_autofree char *turn = g_strdup_printf ("%u boards, %s, %s: turn", test->n_boards, test->layout, what);

  turns_print (turn, turns.turn, test->max_gap_ms);
  turns_print ("  of that in callbacks:", turns.callbacks, MAX_CALLBACKS_MS);
  turns_print ("  of that in layout and drawing:", turns.frame, test->max_gap_ms);
  g_print ("  %u frames in %.2f s\n", turns.n_frames, turns.seconds);
}

static void
set_all_plugged (Fixture *fixture, gboolean plugged)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) boards = np_bench_folder_list_boards (fixture->bench_folder, &error);

  for (guint i = 0; error == NULL && i < boards->len; i++)
    np_bench_folder_set_plugged (fixture->bench_folder, ((NpBenchBoardInfo *) boards->pdata[i])->serial, plugged, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, const Case *test)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *bench_name = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->bench_folder = g_build_filename (fixture->folder, "bench", NULL);
  bench_name = g_strconcat (NP_BENCH_NAME_SIMULATED ":", fixture->bench_folder, NULL);
  np_bench_folder_create (fixture->bench_folder, test->n_boards, "stm32wba6", &error);
  g_assert_no_error (error);
  set_all_plugged (fixture, FALSE);
  fixture->window = GTK_WIDGET (np_window_new (np_test_get_application (), bench_name));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  np_application_open_sample (np_test_get_application (), NP_WINDOW (fixture->window));
  fixture->session = np_window_get_session (NP_WINDOW (fixture->window));
  fixture->bench = np_session_get_bench (fixture->session);
  np_session_set_concurrency (fixture->session, test->n_boards);
  turns_watch_frames (fixture->window);
  np_test_wait_until (np_test_is_settled, fixture->bench);
  np_test_run_main_loop ();
}

static void
tear_down (Fixture *fixture)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  np_test_run_main_loop ();
  np_paths_remove_folder (fixture->folder, NULL);
  g_free (fixture->bench_folder);
  g_free (fixture->folder);
}

static gboolean
are_all_ready (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr(GPtrArray) ready = NULL;

  if (!np_bench_is_settled (fixture->bench))
    return FALSE;
  ready = np_session_dup_ready_boards (fixture->session);
  return ready->len == g_list_model_get_n_items (G_LIST_MODEL (fixture->bench)) && ready->len > 0;
}

static gboolean
has_passed (gpointer end)
{
  return g_get_monotonic_time () >= *(gint64 *) end;
}

static void
wait_seconds (guint seconds)
{
  gint64 end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;

  np_test_wait_until (has_passed, &end);
}

static void
measure_streams (Fixture *fixture, const Case *test)
{
  Streams *streams = streams_new ();

  for (guint i = 0; i < test->n_boards; i++)
    {
      NpBoard *board = np_test_get_board (fixture->bench, i);

      np_board_log_set_folder (np_board_get_log (board), fixture->folder);
      streams_add (streams, board);
    }
  streams_start (streams);
  wait_seconds (1);
  turns_take ();
  wait_seconds (STREAM_SECONDS);
  report (test, "logs stream");
  streams_stop (streams);
  g_print ("  %" G_GUINT64_FORMAT " bytes lost\n", streams_get_lost (streams));
  streams_free (streams);
}

static void
measure (const Case *test)
{
  Fixture fixture = { 0 };

  set_up (&fixture, test);
  set_all_plugged (&fixture, TRUE);
  turns_take ();
  np_test_wait_until (are_all_ready, &fixture);
  report (test, "appear at once");

  gtk_widget_activate_action (np_test_find_type (fixture.window, NP_TYPE_BENCH_VIEW), "bench.write", NULL);
  g_assert_true (np_session_is_running (fixture.session));
  np_test_wait_until (is_idle, fixture.session);
  report (test, "written at once");
  g_assert_cmpuint (np_session_get_passed (fixture.session), ==, test->n_boards);
  measure_streams (&fixture, test);
  tear_down (&fixture);
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
  np_test_get_application ();
  turns_measure ();
  print_load ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    measure (&cases[i]);
  print_load ();
  g_signal_emit_by_name (np_test_get_application (), "shutdown");
  return 0;
}
