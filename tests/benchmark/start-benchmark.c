/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <stdlib.h>
#include <string.h>

#include "np-paths.h"
#include "bench/np-bench-folder.h"

/* How long the real program takes from its start to its first frame, and to a bench whose boards are all known; beside it, in the same run and by
 * turns, an empty window of libadwaita. By the clock, and by what the main thread had of a processor. The program tells it in its messages for
 * debugging. (The simulated boards answer 50 times as fast as real ones: the rest is ours.) */

#define N_STARTS 7
#define N_BOARDS 4
#define SPEED 50
#define BARE "--bare"
#define FIRST_FRAME "first frame"
#define USABLE "bench is settled"
#define MAX_MS 400.0

typedef enum
{
  BARE_FRAME,
  PROGRAM_FRAME,
  PROGRAM_BENCH,
  N_EVENTS
} Event;

static const char *const event_names[] = { "bare window, first frame", "program, first frame", "program, usable bench" };

typedef struct
{
  double wall[N_STARTS];
  double own[N_STARTS];
} Times;

/* An empty window */

static void
after_paint_cb (GdkFrameClock *clock, GApplication *application)
{
  g_print ("%s\n", FIRST_FRAME);
  g_application_quit (application);
}

static void
activate_cb (GApplication *application)
{
  GtkWidget *window = adw_application_window_new (GTK_APPLICATION (application));

  gtk_window_present (GTK_WINDOW (window));
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (after_paint_cb), application);
}

static int
run_bare (void)
{
  g_autoptr(AdwApplication) application = adw_application_new (NULL, G_APPLICATION_NON_UNIQUE);

  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (application), 0, NULL);
}

/* Starts */

/* In ms; 0 where the kernel doesn't count it */
static double
get_processor_time (const char *pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%s/task/%s/schedstat", pid, pid);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_ascii_strtod (text, NULL) / 1e6 : 0;
}

static void
wait_for (GDataInputStream *words, const char *word, GSubprocess *process, gint64 began, Times *times, guint i)
{
  g_autofree char *said = NULL;

  do
    {
      g_free (said);
      said = g_data_input_stream_read_line (words, NULL, NULL, NULL);
      if (said == NULL)
        g_error ("The program ended before it said “%s”", word);
    }
  while (strstr (said, word) == NULL);
  times->wall[i] = (double) (g_get_monotonic_time () - began) / 1000;
  times->own[i] = get_processor_time (g_subprocess_get_identifier (process));
}

static GDataInputStream *
start (const char *const *arguments, GSubprocess **process)
{
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr(GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "G_MESSAGES_DEBUG", "nameplate-ui", TRUE);
  *process = g_subprocess_launcher_spawnv (launcher, arguments, &error);
  g_assert_no_error (error);
  return g_data_input_stream_new (g_subprocess_get_stdout_pipe (*process));
}

static void
measure_bare (const char *self, Times *times, guint i)
{
  gint64 began = g_get_monotonic_time ();
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GDataInputStream) words = start ((const char *[]) { self, BARE, NULL }, &process);

  wait_for (words, FIRST_FRAME, process, began, &times[BARE_FRAME], i);
  g_subprocess_wait (process, NULL, NULL);
}

static void
measure_program (const char *bench_name, Times *times, guint i)
{
  gint64 began = g_get_monotonic_time ();
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GDataInputStream) words = start ((const char *[]) { g_getenv ("NP_PROGRAM"), "--bench", bench_name, NULL }, &process);

  wait_for (words, FIRST_FRAME, process, began, &times[PROGRAM_FRAME], i);
  wait_for (words, USABLE, process, began, &times[PROGRAM_BENCH], i);
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, NULL);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static double
get_median (double *values)
{
  qsort (values, N_STARTS, sizeof *values, compare);
  return values[N_STARTS / 2];
}

static void
report (Times *times)
{
  double load[3] = { 0 };
  double bare = 0;

  for (guint i = 0; i < N_EVENTS; i++)
    {
      double wall = get_median (times[i].wall), own = get_median (times[i].own);

      if (i == BARE_FRAME)
        bare = own;
      g_print ("%-26s %6.0f ms by the clock (best %.0f), %6.0f ms of the processor, %.2f of %.0f ms, %.2f times a bare window\n", event_names[i], wall,
               times[i].wall[0], own, own / MAX_MS, MAX_MS, own / bare);
    }
  if (getloadavg (load, 3) == 3)
    g_print ("load averages: %.2f %.2f %.2f\n", load[0], load[1], load[2]);
}

int
main (int argc, char **argv)
{
  Times times[N_EVENTS] = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *bench_folder = NULL;
  g_autofree char *bench_name = NULL;

  if (argc > 1 && g_str_equal (argv[1], BARE))
    return run_bare ();
  folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  bench_folder = g_build_filename (folder, "bench", NULL);
  bench_name = g_strconcat ("simulated:", bench_folder, NULL);
  np_bench_folder_create (bench_folder, N_BOARDS, "stm32wba6", &error);
  g_assert_no_error (error);
  np_bench_folder_set_speed (bench_folder, SPEED, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_STARTS; i++)
    {
      measure_bare (argv[0], times, i);
      measure_program (bench_name, times, i);
    }
  report (times);
  np_paths_remove_folder (folder, NULL);
  return 0;
}
