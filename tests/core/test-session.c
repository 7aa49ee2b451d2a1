/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>

#include "factory/np-problem.h"
#include "np-error.h"
#include "support-bench.h"
#include "support.h"

/* Whole rounds on simulated boards, with the real programmer stand-in. */

#define SPEED 200.0

static void
assert_passed (TestBench *bench, guint index)
{
  NpOutcome *outcome = test_bench_get_outcome (bench, index);

  g_assert_cmpstr (outcome->why, ==, NULL);
  g_assert_cmpstr (np_verdict_to_string (outcome->verdict), ==, "pass");
  g_assert_cmpstr (np_board_change_to_string (outcome->change), ==, "written-and-verified");
  g_assert_cmpint (np_board_get_state (test_bench_get_board (bench, index)), ==, NP_BOARD_STATE_PASS);
}

/* Eight boards, three of them with a fault: five pass, three fail for the right reasons; then the faults are cleared and the failed ones
 * alone are tried again. */
static void
test_faults_and_retry (void)
{
  TestBench bench = { 0 };
  const guint broken[] = { 1, 4, 6 };
  static const char *const faults[][2] = { { "write", "exit-1" }, { "write", "no-target" }, { "verify", "bit-flip" } };
  static const char *const codes[] = { "E-201", "E-204", "E-302" };
  g_autoptr(GPtrArray) failed = NULL;

  test_bench_set_up (&bench, 8, SPEED);
  for (guint i = 0; i < 3; i++)
    test_bench_set_fault (&bench, broken[i], faults[i][0], faults[i][1]);
  test_bench_run (&bench, NULL);
  g_assert_cmpuint (np_session_get_passed (bench.session), ==, 5);
  g_assert_cmpuint (np_session_get_failed (bench.session), ==, 3);
  g_assert_cmpuint (np_session_get_total (bench.session), ==, 8);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (test_bench_get_outcome (&bench, broken[i])->code, ==, codes[i]);

  for (guint i = 0; i < 3; i++)
    np_bench_folder_clear_faults (np_bench_folder_get_path (bench.folder), np_board_get_probe_serial (test_bench_get_board (&bench, broken[i])), NULL);
  failed = np_session_dup_failed_boards (bench.session);
  g_assert_cmpuint (failed->len, ==, 3);
  test_bench_run (&bench, failed);
  for (guint i = 0; i < 8; i++)
    assert_passed (&bench, i);
  g_assert_cmpuint (np_session_get_passed (bench.session), ==, 8);
  g_assert_cmpuint (np_session_get_failed (bench.session), ==, 0);
  g_clear_pointer (&failed, g_ptr_array_unref);
  test_bench_tear_down (&bench);
}

static const struct
{
  const char *step;
  const char *kind;
  const char *code;
  const char *change;
} fault_table[] = {
  { "write", "exit-1", "E-201", "partly-written" },
  { "write", "error-exit-0", "E-201", "partly-written" },
  { "write", "killed", "E-201", "partly-written" },
  { "write", "hang", "E-203", "partly-written" },
  { "write", "stuck", "E-203", "partly-written" },
  { "write", "unplugged", "E-204", "partly-written" },
  { "write", "power-lost", "E-204", "partly-written" },
  { "write", "no-target", "E-204", "nothing-written" },
  { "write", "probe-busy", "E-207", "nothing-written" },
  { "write", "wrong-chip", "E-205", "written-not-verified" },
  { "write", "rdp-on", "E-206", "partly-written" },
  { "verify", "verify-mismatch", "E-302", "written-not-verified" },
  { "verify", "bit-flip", "E-302", "written-not-verified" },
  { "verify", "error-exit-0", "E-302", "written-not-verified" },
  { "read", "exit-1", "E-204", "written-not-verified" },
  { "read", "killed", "E-201", "written-not-verified" },
  { "read", "unplugged", "E-204", "written-not-verified" },
  { "reset", "exit-1", "E-204", "written-and-verified" },
  { "reset", "hang", "E-203", "written-and-verified" },
};

/* Each fault on a board of its own, all in one round, between boards that have none: every one fails in its own way and leaves the others
 * alone. */
static void
test_every_fault (void)
{
  TestBench bench = { 0 };
  const guint n_faults = G_N_ELEMENTS (fault_table);

  test_bench_set_up (&bench, n_faults + 2, SPEED);
  for (guint i = 0; i < n_faults; i++)
    test_bench_set_fault (&bench, i + 1, fault_table[i].step, fault_table[i].kind);
  np_programmer_set_timeout_factor (np_bench_get_programmer (bench.bench), 0.1); /* a hanging write is given 120 s otherwise */
  test_bench_run (&bench, NULL);
  assert_passed (&bench, 0);
  assert_passed (&bench, n_faults + 1);
  for (guint i = 0; i < n_faults; i++)
    {
      NpOutcome *outcome = test_bench_get_outcome (&bench, i + 1);
      g_autofree char *wanted = g_strdup_printf ("%s=%s: fail %s %s", fault_table[i].step, fault_table[i].kind, fault_table[i].code, fault_table[i].change);
      g_autofree char *got = g_strdup_printf ("%s=%s: %s %s %s", fault_table[i].step, fault_table[i].kind, np_verdict_to_string (outcome->verdict),
                                              outcome->code, np_board_change_to_string (outcome->change));

      g_test_message ("%s: %s", got, outcome->why);
      g_assert_cmpstr (got, ==, wanted);
      g_assert_nonnull (outcome->advice);
    }
  test_bench_tear_down (&bench);
}

/* A bit that flips after the tool's "verified": the board fails, and the byte is named. */
static void
test_bit_flip_is_named (void)
{
  TestBench bench = { 0 };
  NpOutcome *outcome;

  test_bench_set_up (&bench, 1, SPEED);
  test_bench_set_fault (&bench, 0, "verify", "bit-flip");
  test_bench_run (&bench, NULL);
  outcome = test_bench_get_outcome (&bench, 0);
  g_test_message ("%s", outcome->why);
  g_assert_true (g_regex_match_simple ("^Compare with plan: .*1 byte differs.*0x081E[0-9A-F]{4}.* instead of ", outcome->why, 0, 0));
  test_bench_tear_down (&bench);
}

static gboolean
stop_cb (gpointer session)
{
  np_session_stop (session);
  return G_SOURCE_REMOVE;
}

/* Not at once but when the main loop turns again: then the programmer has been started. */
static void
stop_at_write_cb (NpBoard *board, GParamSpec *pspec, NpSession *session)
{
  if (g_strcmp0 (np_board_get_step (board), "Write factory data") == 0)
    g_idle_add (stop_cb, session);
}

static void
stop_before_write_cb (NpBoard *board, GParamSpec *pspec, NpSession *session)
{
  if (g_strcmp0 (np_board_get_step (board), "Write factory data") == 0)
    np_session_stop (session);
}

static void
test_stop_before_the_write (void)
{
  TestBench bench = { 0 };

  test_bench_set_up (&bench, 1, SPEED);
  g_signal_connect (test_bench_get_board (&bench, 0), "notify::step", G_CALLBACK (stop_before_write_cb), bench.session);
  test_bench_run (&bench, NULL);
  g_assert_cmpstr (np_verdict_to_string (test_bench_get_outcome (&bench, 0)->verdict), ==, "stop");
  g_assert_cmpstr (np_board_change_to_string (test_bench_get_outcome (&bench, 0)->change), ==, "nothing-written");
  g_signal_handlers_disconnect_by_data (test_bench_get_board (&bench, 0), bench.session);
  test_bench_tear_down (&bench);
}

/* Stopped while it writes: the write is finished, nothing after it is begun. */
static void
test_stop_finishes_the_write (void)
{
  TestBench bench = { 0 };
  NpOutcome *outcome;

  test_bench_set_up (&bench, 1, SPEED);
  g_signal_connect (test_bench_get_board (&bench, 0), "notify::step", G_CALLBACK (stop_at_write_cb), bench.session);
  test_bench_run (&bench, NULL);
  outcome = test_bench_get_outcome (&bench, 0);
  g_assert_cmpstr (np_verdict_to_string (outcome->verdict), ==, "stop");
  g_assert_cmpstr (np_board_change_to_string (outcome->change), ==, "written-not-verified");
  g_assert_cmpint (((NpStepRecord *) outcome->steps->pdata[1])->duration_us, >, 0);
  g_assert_cmpint (((NpStepRecord *) outcome->steps->pdata[2])->duration_us, ==, 0);
  g_assert_cmpint (np_board_get_state (test_bench_get_board (&bench, 0)), ==, NP_BOARD_STATE_STOP);

  g_signal_handlers_disconnect_by_data (test_bench_get_board (&bench, 0), bench.session);
  {
    g_autoptr(GPtrArray) again = np_session_dup_stopped_boards (bench.session);
    g_autoptr(GPtrArray) pending = np_session_dup_pending_boards (bench.session);
    g_autoptr(GPtrArray) failed = np_session_dup_failed_boards (bench.session);

    g_assert_cmpuint (again->len, ==, 1);
    g_assert_cmpuint (pending->len, ==, 1);
    g_assert_cmpuint (failed->len, ==, 0);
    test_bench_run (&bench, again);
  }
  assert_passed (&bench, 0);
  test_bench_tear_down (&bench);
}

static void
count_running_cb (NpSession *session, NpBoard *board, guint *most)
{
  guint running = 0;
  guint n_boards = g_list_model_get_n_items (G_LIST_MODEL (np_session_get_bench (session)));

  for (guint i = 0; i < n_boards; i++)
    {
      g_autoptr(NpBoard) other = g_list_model_get_item (G_LIST_MODEL (np_session_get_bench (session)), i);

      running += np_board_is_running (other);
    }
  *most = MAX (*most, running);
}

static void
test_concurrency_is_bounded (void)
{
  TestBench bench = { 0 };
  guint most = 0;

  test_bench_set_up (&bench, 6, SPEED);
  np_session_set_concurrency (bench.session, 2);
  g_signal_connect_after (bench.session, "board-started", G_CALLBACK (count_running_cb), &most);
  test_bench_run (&bench, NULL);
  g_assert_cmpuint (np_session_get_passed (bench.session), ==, 6);
  g_assert_cmpuint (most, >=, 1);
  g_assert_cmpuint (most, <=, 2);
  test_bench_tear_down (&bench);
}

static void
test_wrong_platform_is_not_started (void)
{
  TestBench bench = { 0 };
  g_autoptr(NpRecipe) recipe = np_recipe_new (NP_JOB_RECONFIGURE, np_platform_find ("stm32u5"));
  g_autoptr(GPtrArray) ready = NULL;
  g_autoptr(GError) error = NULL;

  test_bench_set_up (&bench, 1, SPEED);
  np_project_set_recipe (bench.project, recipe);
  ready = np_session_dup_ready_boards (bench.session);
  g_assert_cmpuint (ready->len, ==, 0);
  g_assert_false (np_session_judge_board (bench.session, test_bench_get_board (&bench, 0), &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_WRONG_BOARD);

  g_ptr_array_add (ready, g_object_ref (test_bench_get_board (&bench, 0)));
  test_bench_run (&bench, ready);
  g_assert_cmpstr (test_bench_get_outcome (&bench, 0)->code, ==, "E-205");
  g_assert_cmpstr (np_board_change_to_string (test_bench_get_outcome (&bench, 0)->change), ==, "nothing-written");
  g_clear_pointer (&ready, g_ptr_array_unref);
  test_bench_tear_down (&bench);
}

/* A board that was blocked when it was identified isn't touched, and its outcome says why with the board's own advice. */
static void
test_blocked_board_is_not_touched (void)
{
  static const struct
  {
    const char *kind;
    const char *code;
  } cases[] = { { "no-target", "E-204" }, { "rdp-on", "E-206" }, { "wrong-chip", "E-205" }, { "probe-busy", "E-207" } };
  TestBench bench = { 0 };
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  test_bench_set_up (&bench, G_N_ELEMENTS (cases), SPEED);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      test_bench_set_fault (&bench, i, "identify", cases[i].kind);
      g_ptr_array_add (all, g_object_ref (test_bench_get_board (&bench, i)));
    }
  np_bench_refresh (bench.bench);
  for (guint i = 0; i < all->len; i++)
    test_wait_until (np_board_get_state (all->pdata[i]) == NP_BOARD_STATE_BLOCK);
  test_bench_run (&bench, all);
  for (guint i = 0; i < all->len; i++)
    {
      NpOutcome *outcome = test_bench_get_outcome (&bench, i);

      g_assert_cmpstr (outcome->code, ==, cases[i].code);
      g_assert_cmpstr (np_board_change_to_string (outcome->change), ==, "nothing-written");
      g_assert_cmpstr (outcome->advice, ==, np_board_get_advice (all->pdata[i]));
      g_assert_cmpint (np_board_get_state (all->pdata[i]), ==, NP_BOARD_STATE_BLOCK);
    }
  g_clear_pointer (&all, g_ptr_array_unref);
  test_bench_tear_down (&bench);
}

/* A retry that fails before it writes doesn't make the board blank again; another chip in its place is another matter. */
static void
test_former_change_is_kept (void)
{
  TestBench bench = { 0 };
  g_autoptr(GPtrArray) boards = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *path = NULL;
  NpBoard *board;

  test_bench_set_up (&bench, 1, SPEED);
  path = g_strdup (np_bench_folder_get_path (bench.folder));
  board = test_bench_get_board (&bench, 0);
  g_ptr_array_add (boards, g_object_ref (board));
  test_bench_set_fault (&bench, 0, "write", "killed");
  test_bench_run (&bench, boards);
  g_assert_cmpstr (np_board_change_to_string (test_bench_get_outcome (&bench, 0)->change), ==, "partly-written");

  np_bench_folder_clear_faults (path, np_board_get_probe_serial (board), NULL);
  test_bench_set_fault (&bench, 0, "identify", "rdp-on");
  test_bench_run (&bench, boards);
  g_assert_cmpstr (test_bench_get_outcome (&bench, 0)->code, ==, "E-206");
  g_assert_cmpstr (np_board_change_to_string (test_bench_get_outcome (&bench, 0)->change), ==, "partly-written");

  np_bench_folder_clear_faults (path, np_board_get_probe_serial (board), NULL);
  np_bench_folder_replug (path, np_board_get_probe_serial (board), NULL);
  test_wait_until (np_board_get_state (board) == NP_BOARD_STATE_READY);
  test_bench_set_fault (&bench, 0, "identify", "rdp-on");
  test_bench_run (&bench, boards);
  g_assert_cmpstr (np_board_change_to_string (test_bench_get_outcome (&bench, 0)->change), ==, "nothing-written");
  g_clear_pointer (&boards, g_ptr_array_unref);
  test_bench_tear_down (&bench);
}

/* A port's run is its chip's: another one in its place has had none, even if it was given an outcome without a run. */
static void
test_run_goes_with_its_chip (void)
{
  TestBench bench = { 0 };
  g_autoptr(GPtrArray) boards = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GCancellable) stopped = g_cancellable_new ();
  NpBoard *board;
  NpRun *first;

  test_bench_set_up (&bench, 1, SPEED);
  board = test_bench_get_board (&bench, 0);
  g_ptr_array_add (boards, g_object_ref (board));
  test_bench_run (&bench, boards);
  assert_passed (&bench, 0);
  first = np_session_get_run (bench.session, board);
  g_assert_nonnull (first);
  np_board_set_state (board, NP_BOARD_STATE_READY, NULL, NULL); /* the same chip */
  g_assert_true (np_session_get_run (bench.session, board) == first);

  np_bench_folder_replug (np_bench_folder_get_path (bench.folder), np_board_get_probe_serial (board), NULL);
  test_wait_until (np_board_get_state (board) == NP_BOARD_STATE_CHECK);
  g_assert_true (np_session_get_run (bench.session, board) == first);
  test_wait_until (np_board_get_state (board) == NP_BOARD_STATE_READY);
  g_assert_null (np_session_get_run (bench.session, board));

  g_cancellable_cancel (stopped);
  np_session_run_async (bench.session, boards, stopped, NULL, NULL);
  test_wait_until (!np_session_is_running (bench.session));
  g_assert_cmpstr (np_verdict_to_string (test_bench_get_outcome (&bench, 0)->verdict), ==, "stop");
  g_assert_null (np_session_get_run (bench.session, board));

  test_bench_run (&bench, boards);
  assert_passed (&bench, 0);
  g_assert_nonnull (np_session_get_run (bench.session, board));
  np_board_set_state (board, NP_BOARD_STATE_READY, NULL, NULL);
  g_assert_nonnull (np_session_get_run (bench.session, board));
  g_clear_pointer (&boards, g_ptr_array_unref);
  test_bench_tear_down (&bench);
}

/* Figures are of chips: another one on the same port counts anew, and a retry doesn't mend the first-pass yield. */
static void
test_chips_are_counted (void)
{
  TestBench bench = { 0 };
  const char *path;
  NpBoard *board;

  test_bench_set_up (&bench, 2, SPEED);
  path = np_bench_folder_get_path (bench.folder);
  board = test_bench_get_board (&bench, 0);
  g_assert_cmpfloat (np_session_get_first_pass_yield (bench.session), ==, -1);
  test_bench_set_fault (&bench, 1, "write", "exit-1:once");
  test_bench_run (&bench, NULL);
  g_assert_cmpfloat (np_session_get_first_pass_yield (bench.session), ==, 0.5);

  {
    g_autoptr(GPtrArray) failed = np_session_dup_failed_boards (bench.session);

    test_bench_run (&bench, failed);
  }
  g_assert_cmpuint (np_session_get_passed (bench.session), ==, 2);
  g_assert_cmpuint (np_session_get_total (bench.session), ==, 2);
  g_assert_cmpfloat (np_session_get_first_pass_yield (bench.session), ==, 0.5);

  np_bench_folder_replug (path, np_board_get_probe_serial (board), NULL);
  test_wait_until (np_board_get_state (board) == NP_BOARD_STATE_READY);
  test_bench_run (&bench, NULL);
  g_assert_cmpuint (np_session_get_passed (bench.session), ==, 3);
  g_assert_cmpuint (np_session_get_total (bench.session), ==, 3);
  g_assert_cmpfloat (np_session_get_first_pass_yield (bench.session), >, 0.66);
  test_bench_tear_down (&bench);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_bad_data_start_nothing (void)
{
  TestBench bench = { 0 };
  g_autoptr(GPtrArray) ready = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  test_bench_set_up (&bench, 2, SPEED);
  np_factory_data_set_number (np_project_get_factory_data (bench.project), NP_TAG_SPAKE2_SETUP_PASSCODE, 44444444, NULL);
  ready = np_session_dup_ready_boards (bench.session);
  np_session_run_async (bench.session, ready, NULL, keep_result_cb, &result);
  test_wait_until (result != NULL);
  g_assert_false (np_session_run_finish (bench.session, result, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_assert_null (strstr (error->message, "44444444")); /* a passcode is a secret, a forbidden one too */
  g_assert_cmpuint (np_session_get_total (bench.session), ==, 0);
  g_assert_cmpint (np_board_get_state (test_bench_get_board (&bench, 0)), ==, NP_BOARD_STATE_READY);
  g_clear_object (&result);
  g_clear_pointer (&ready, g_ptr_array_unref);
  test_bench_tear_down (&bench);
}

/* A disk that is full when the log is begun: no log, no run. */
static void
test_no_room_for_the_log (void)
{
  TestBench bench = { 0 };
  struct rlimit before, small;
  NpOutcome *outcome;

  test_bench_set_up (&bench, 1, SPEED);
  signal (SIGXFSZ, SIG_IGN); /* so that a write fails as on a full disk */
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &before), ==, 0);
  small = before;
  small.rlim_cur = 20; /* the probe's lock fits, the log's first line does not */
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  test_bench_run (&bench, NULL);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &before), ==, 0);
  outcome = test_bench_get_outcome (&bench, 0);
  g_assert_cmpstr (np_verdict_to_string (outcome->verdict), ==, "fail");
  g_assert_cmpstr (np_board_change_to_string (outcome->change), ==, "nothing-written");
  g_assert_true (g_regex_match_simple ("^the log .*\\.log can't be written: ", outcome->why, 0, 0));
  test_bench_tear_down (&bench);
}

/* Whoever is told of a step finds it begun. */
static void
assert_begun_cb (NpBoard *board, GParamSpec *pspec, NpSession *session)
{
  guint number = np_board_get_step_number (board);

  if (number > 0)
    g_assert_cmpint (((NpStepRecord *) np_run_get_records (np_session_get_run (session, board))->pdata[number - 1])->started_at, >, 0);
}

/* What can be looked at afterwards: how long each step took, what was read back, what was said. */
static void
test_what_a_run_leaves (void)
{
  TestBench bench = { 0 };
  NpBoard *board;
  NpRun *run;
  GBytes *planned;
  GPtrArray *records;
  g_autoptr(NpPlan) draft = NULL;
  guint n_tool_lines = 0;

  test_bench_set_up (&bench, 1, SPEED);
  board = test_bench_get_board (&bench, 0);
  draft = np_session_draft_plan (bench.session);
  g_assert_null (np_session_get_run (bench.session, board));
  g_signal_connect (board, "notify::step-number", G_CALLBACK (assert_begun_cb), bench.session);
  test_bench_run (&bench, NULL);
  run = np_session_get_run (bench.session, board);
  records = np_run_get_records (run);
  g_assert_cmpuint (records->len, ==, test_bench_get_outcome (&bench, 0)->steps->len);
  for (guint i = 0; i < records->len; i++)
    {
      const NpStepRecord *record = records->pdata[i];

      g_assert_cmpint (record->started_at, >, 0);
      g_assert_cmpint (record->duration_us, >, 0);
    }
  planned = np_image_get_bytes (np_plan_get_image (np_run_get_plan (run)));
  g_assert_cmpmem (g_bytes_get_data (np_run_get_read_back (run), NULL), g_bytes_get_size (np_run_get_read_back (run)),
                   g_bytes_get_data (planned, NULL), g_bytes_get_size (planned));
  g_assert_true (g_bytes_equal (planned, np_image_get_bytes (np_plan_get_image (draft))));

  for (guint64 i = 0; i < np_board_log_get_end (np_board_get_log (board)); i++)
    n_tool_lines += np_board_log_get_line (np_board_get_log (board), i).source == NP_LOG_SOURCE_TOOL;
  g_assert_cmpuint (n_tool_lines, >, 20);
  g_signal_handlers_disconnect_by_data (board, bench.session);
  test_bench_tear_down (&bench);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/session/faults-and-retry", test_faults_and_retry);
  g_test_add_func ("/session/every-fault", test_every_fault);
  g_test_add_func ("/session/bit-flip-is-named", test_bit_flip_is_named);
  g_test_add_func ("/session/stop-finishes-the-write", test_stop_finishes_the_write);
  g_test_add_func ("/session/stop-before-the-write", test_stop_before_the_write);
  g_test_add_func ("/session/concurrency-is-bounded", test_concurrency_is_bounded);
  g_test_add_func ("/session/wrong-platform-is-not-started", test_wrong_platform_is_not_started);
  g_test_add_func ("/session/blocked-board-is-not-touched", test_blocked_board_is_not_touched);
  g_test_add_func ("/session/what-a-run-leaves", test_what_a_run_leaves);
  g_test_add_func ("/session/former-change-is-kept", test_former_change_is_kept);
  g_test_add_func ("/session/run-goes-with-its-chip", test_run_goes_with_its_chip);
  g_test_add_func ("/session/chips-are-counted", test_chips_are_counted);
  g_test_add_func ("/session/bad-data-start-nothing", test_bad_data_start_nothing);
  g_test_add_func ("/session/no-room-for-the-log", test_no_room_for_the_log);
  return g_test_run ();
}
