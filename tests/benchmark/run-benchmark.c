/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "../core/support-bench.h"

/* How much longer many boards take than one, and how much of the time is ours: all that the main loop doesn't spend waiting for the
 * programmer and the board, as a share of the time that the boards together take, and of the main loop's. The bench's latencies are those
 * of real boards. */

static const guint sizes[] = { 1, 8, 32 };
static gint64 waited;

static int
timed_poll (GPollFD *fds, guint n_fds, int timeout)
{
  gint64 before = g_get_monotonic_time ();
  int result = g_poll (fds, n_fds, timeout);

  waited += g_get_monotonic_time () - before;
  return result;
}

int
main (void)
{
  double one = 0;

  g_main_context_set_poll_func (NULL, timed_poll);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      TestBench bench = { 0 };
      double wall, ours;
      gint64 started;

      test_bench_set_up (&bench, sizes[i], 1.0);
      np_session_set_concurrency (bench.session, sizes[i]);
      waited = 0;
      started = g_get_monotonic_time ();
      test_bench_run (&bench, NULL);
      wall = (double) (g_get_monotonic_time () - started) / G_USEC_PER_SEC;
      ours = wall - (double) waited / G_USEC_PER_SEC;
      if (i == 0)
        one = wall;
      g_assert_cmpuint (np_session_get_passed (bench.session), ==, sizes[i]);
      g_print ("%2u boards: %.2f s, %.2f times one board; ours %.1f ms: %.2f %% of the boards' time, %.1f %% of the main loop's\n", sizes[i], wall,
               wall / one, ours * 1000, ours / (wall * sizes[i]) * 100, ours / wall * 100);
      test_bench_tear_down (&bench);
    }
  return 0;
}
