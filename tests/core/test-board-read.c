/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench/np-board-read.h"
#include "support-bench.h"

#define SPEED 200.0
#define ADDRESS 0x081EC000
#define SIZE 4096

typedef struct
{
  gboolean done;
  GBytes *bytes;
  NpProgrammerOutput *output;
  GError *error;
} Result;

static void
result_clear (Result *result)
{
  g_clear_pointer (&result->bytes, g_bytes_unref);
  g_clear_object (&result->output);
  g_clear_error (&result->error);
  result->done = FALSE;
}

static void
done_cb (GObject *source, GAsyncResult *async_result, gpointer user_data)
{
  Result *result = user_data;

  result->bytes = np_board_read_finish (NP_BOARD (source), async_result, &result->output, &result->error);
  result->done = TRUE;
}

static void
start_reading (TestBench *bench, Result *result, GCancellable *cancellable)
{
  np_board_read_async (test_bench_get_board (bench, 0), np_bench_get_programmer (bench->bench), ADDRESS, SIZE, NULL, cancellable, done_cb, result);
}

/* What a run has written is read; the board isn't touched, and its state stays what it was. */
static void
test_read (void)
{
  TestBench bench = { 0 };
  Result result = { 0 };
  NpBoard *board;
  GBytes *planned;
  g_auto(GStrv) option_bytes = NULL;

  test_bench_set_up (&bench, 1, SPEED);
  board = test_bench_get_board (&bench, 0);
  test_bench_run (&bench, NULL);
  start_reading (&bench, &result, NULL);
  g_assert_true (np_board_is_reading (board));
  test_wait_until (result.done);
  g_assert_no_error (result.error);
  g_assert_false (np_board_is_reading (board));
  g_assert_cmpint (np_board_get_state (board), ==, NP_BOARD_STATE_PASS);
  planned = np_image_get_bytes (np_plan_get_image (np_run_get_plan (np_session_get_run (bench.session, board))));
  g_assert_cmpuint (g_bytes_get_size (result.bytes), ==, SIZE);
  g_assert_cmpmem (g_bytes_get_data (result.bytes, NULL), g_bytes_get_size (planned), g_bytes_get_data (planned, NULL), g_bytes_get_size (planned));
  g_assert_nonnull (np_programmer_output_get_target (result.output)->voltage);
  option_bytes = np_programmer_output_dup_option_bytes (result.output);
  g_assert_true (g_strv_contains ((const char *const *) option_bytes, "RDP"));
  g_assert_cmpint (np_programmer_output_get_milestones (result.output) & (NP_MILESTONE_RESET | NP_MILESTONE_ERASE_STARTED), ==, 0);
  result_clear (&result);
  test_bench_tear_down (&bench);
}

/* One at a time, and no run meanwhile. */
static void
test_busy (void)
{
  TestBench bench = { 0 };
  Result first = { 0 }, second = { 0 };
  g_autoptr(GPtrArray) ready = NULL;

  test_bench_set_up (&bench, 1, SPEED);
  start_reading (&bench, &first, NULL);
  start_reading (&bench, &second, NULL);
  ready = np_session_dup_ready_boards (bench.session);
  g_assert_cmpuint (ready->len, ==, 0);
  test_wait_until (first.done && second.done);
  g_assert_no_error (first.error);
  g_assert_error (second.error, NP_ERROR, NP_ERROR_BUSY);
  g_clear_pointer (&ready, g_ptr_array_unref);
  ready = np_session_dup_ready_boards (bench.session);
  g_assert_cmpuint (ready->len, ==, 1);
  g_clear_pointer (&ready, g_ptr_array_unref);
  result_clear (&first);
  result_clear (&second);
  test_bench_tear_down (&bench);
}

static void
test_cancel (void)
{
  TestBench bench = { 0 };
  Result result = { 0 };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  test_bench_set_up (&bench, 1, 1);
  start_reading (&bench, &result, cancellable);
  g_cancellable_cancel (cancellable);
  test_wait_until (result.done);
  g_assert_error (result.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (result.bytes);
  g_assert_false (np_board_is_reading (test_bench_get_board (&bench, 0)));
  result_clear (&result);
  test_bench_tear_down (&bench);
}

static void
test_no_target (void)
{
  TestBench bench = { 0 };
  Result result = { 0 };

  test_bench_set_up (&bench, 1, SPEED);
  test_bench_set_fault (&bench, 0, "connect", "no-target");
  start_reading (&bench, &result, NULL);
  test_wait_until (result.done);
  g_assert_error (result.error, NP_ERROR, NP_ERROR_BOARD_GONE);
  result_clear (&result);
  test_bench_tear_down (&bench);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/board-read/read", test_read);
  g_test_add_func ("/board-read/busy", test_busy);
  g_test_add_func ("/board-read/cancel", test_cancel);
  g_test_add_func ("/board-read/no-target", test_no_target);
  return g_test_run ();
}
