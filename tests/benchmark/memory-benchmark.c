/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "np-bench-view.h"
#include "np-paths.h"
#include "np-window.h"
#include "support.h"

/* The program's memory with 64 boards in the list, one's detail and log open, and all logs as full as they get: round after round of writing all
 * of them. NAMEPLATE_BENCHMARK_SECONDS says for how long, 30 if it isn't set. After the first round nothing is made any more that wasn't there. */

#define N_BOARDS 64
#define DEFAULT_SECONDS 30
#define SPEED 50
#define MAX_MEGABYTES 200.0
#define MAX_ROUNDS 10000

typedef struct
{
  double seconds;
  double megabytes;
} Sample;

static gint64 began;

static Sample
take_sample (void)
{
  FILE *file = fopen ("/proc/self/statm", "r");
  long size, resident = 0;

  g_assert_nonnull (file);
  g_assert_cmpint (fscanf (file, "%ld %ld", &size, &resident), ==, 2);
  fclose (file);
  return (Sample) { (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC, (double) resident * (double) sysconf (_SC_PAGESIZE) / 1e6 };
}

static gboolean
is_idle (gpointer session)
{
  return !np_session_is_running (session);
}

/* 71 bytes a line, as firmware talks: in a log's memory they are compressed. */
static void
fill_logs (NpBench *bench)
{
  for (guint i = 0; i < N_BOARDS; i++)
    for (guint j = 0; j < NP_BOARD_LOG_LINES; j++)
      {
        g_autofree char *line = g_strdup_printf ("[%02u:%02u:%02u.%03u] I: matter: message %08X of exchange %04X sent, %4u bytes", j / 3600 % 24, j / 60 % 60,
                                                 j % 60, g_random_int () % 1000, g_random_int (), g_random_int () % 0x10000, g_random_int () % 1280);

        np_board_log_append (np_board_get_log (np_test_get_board (bench, i)), NP_LOG_SOURCE_SERIAL, line, -1);
      }
}

/* Of the line that fits best, in MB a minute. */
static double
get_slope (const Sample *samples, guint n_samples)
{
  double x = 0, y = 0, xx = 0, xy = 0, n = n_samples;

  for (guint i = 0; i < n_samples; i++)
    {
      x += samples[i].seconds;
      y += samples[i].megabytes;
      xx += samples[i].seconds * samples[i].seconds;
      xy += samples[i].seconds * samples[i].megabytes;
    }
  return n_samples > 1 ? 60 * (n * xy - x * y) / (n * xx - x * x) : 0;
}

static void
write_all (NpSession *session)
{
  g_autoptr(GPtrArray) boards = g_ptr_array_new ();

  for (guint i = 0; i < N_BOARDS; i++)
    g_ptr_array_add (boards, np_test_get_board (np_session_get_bench (session), i));
  np_session_run_async (session, boards, NULL, NULL, NULL);
  np_test_wait_until (is_idle, session);
  np_test_run_main_loop ();
}

static void
measure (NpSession *session, guint seconds)
{
  g_autofree Sample *samples = g_new0 (Sample, MAX_ROUNDS);
  guint n = 0;

  while (n < MAX_ROUNDS && (n < 3 || samples[n - 1].seconds < seconds))
    {
      fill_logs (np_session_get_bench (session));
      write_all (session);
      samples[n++] = take_sample ();
    }
  g_print ("after the first of %u rounds:  %6.1f MB\n", n, samples[0].megabytes);
  g_print ("after the last, %4.0f s:       %6.1f MB, %.2f of %.0f MB\n", samples[n - 1].seconds, samples[n - 1].megabytes,
           samples[n - 1].megabytes / MAX_MEGABYTES, MAX_MEGABYTES);
  g_print ("slope of the later half:      %+6.2f MB a minute, %+.3f MB a round\n", get_slope (samples + n / 2, n - n / 2),
           (samples[n - 1].megabytes - samples[n / 2].megabytes) / (n - 1 - n / 2));
}

int
main (int argc, char **argv)
{
  const char *setting = g_getenv ("NAMEPLATE_BENCHMARK_SECONDS");
  g_autofree char *folder = g_dir_make_tmp ("nameplate-XXXXXX", NULL);
  g_autofree char *bench_folder = g_build_filename (folder, "bench", NULL);
  g_autofree char *bench_name = g_strconcat (NP_BENCH_NAME_SIMULATED ":", bench_folder, NULL);
  g_autoptr(GError) error = NULL;
  GtkWidget *window;
  NpSession *session;

  np_test_init (&argc, &argv);
  began = g_get_monotonic_time ();
  np_bench_folder_create (bench_folder, N_BOARDS, "stm32wba6", &error);
  g_assert_no_error (error);
  np_bench_folder_set_speed (bench_folder, SPEED, &error);
  g_assert_no_error (error);
  window = GTK_WIDGET (np_window_new (np_test_get_application (), bench_name));
  gtk_window_present (GTK_WINDOW (window));
  np_test_run_main_loop ();
  g_print ("window without a project:     %6.1f MB\n", take_sample ().megabytes);
  np_application_open_sample (np_test_get_application (), NP_WINDOW (window));
  session = np_window_get_session (NP_WINDOW (window));
  np_test_wait_until (np_test_is_settled, np_session_get_bench (session));
  np_test_run_main_loop ();
  g_print ("64 boards are there:          %6.1f MB\n", take_sample ().megabytes);
  gtk_widget_activate_action (np_test_find_type (window, NP_TYPE_BENCH_VIEW), "bench-page.show-detail", "s",
                              np_board_get_probe_serial (np_test_get_board (np_session_get_bench (session), 0)));
  measure (session, setting != NULL ? (guint) atoi (setting) : DEFAULT_SECONDS);
  gtk_window_destroy (GTK_WINDOW (window));
  np_test_run_main_loop ();
  g_signal_emit_by_name (np_test_get_application (), "shutdown");
  np_paths_remove_folder (folder, NULL);
  return 0;
}
