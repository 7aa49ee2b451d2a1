/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-bench-tally.h"
#include "support.h"

static void
assert_counts (NpBenchTally *tally, guint listed, guint connected, guint ready, guint stopped, guint retryable, guint running)
{
  guint counts[6];

  np_test_run_main_loop ();
  g_object_get (tally, "listed", &counts[0], "connected", &counts[1], "ready", &counts[2], "stopped", &counts[3], "retryable", &counts[4],
                "running", &counts[5], NULL);
  g_assert_cmpuint (counts[0], ==, listed);
  g_assert_cmpuint (counts[1], ==, connected);
  g_assert_cmpuint (counts[2], ==, ready);
  g_assert_cmpuint (counts[3], ==, stopped);
  g_assert_cmpuint (counts[4], ==, retryable);
  g_assert_cmpuint (counts[5], ==, running);
}

static void
test_counts (void)
{
  g_autoptr(NpBench) bench = np_test_new_bench (4, 100);
  g_autoptr(NpProject) project = np_project_new_sample ();
  g_autoptr(NpSession) session = np_session_new (project, bench);
  NpBenchTally *tally = g_object_new (NP_TYPE_BENCH_TALLY, "session", session, NULL);

  np_bench_start (bench);
  np_test_wait_until (np_test_is_settled, bench);
  np_bench_stop (bench);
  assert_counts (tally, 4, 4, 4, 0, 0, 0);
  np_board_set_state (np_test_get_board (bench, 0), NP_BOARD_STATE_BUSY, NULL, NULL);
  np_board_set_state (np_test_get_board (bench, 1), NP_BOARD_STATE_FAIL, NULL, NULL);
  np_board_set_state (np_test_get_board (bench, 2), NP_BOARD_STATE_EMPTY, NULL, NULL);
  assert_counts (tally, 4, 3, 1, 0, 1, 1);
  np_board_set_state (np_test_get_board (bench, 0), NP_BOARD_STATE_STOP, NULL, NULL);
  np_board_set_state (np_test_get_board (bench, 1), NP_BOARD_STATE_UNSURE, NULL, NULL);
  np_board_set_state (np_test_get_board (bench, 2), NP_BOARD_STATE_PASS, NULL, NULL);
  assert_counts (tally, 4, 4, 1, 1, 0, 0);

  np_bench_tally_set_session (tally, NULL);
  assert_counts (tally, 0, 0, 0, 0, 0, 0);
  np_board_set_state (np_test_get_board (bench, 0), NP_BOARD_STATE_BUSY, NULL, NULL);
  assert_counts (tally, 0, 0, 0, 0, 0, 0);
  g_assert_finalize_object (tally);
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
  g_test_add_func ("/bench-tally/counts", test_counts);
  return g_test_run ();
}
