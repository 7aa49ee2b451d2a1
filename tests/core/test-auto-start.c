/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-paths.h"
#include "project/np-project-sample.h"
#include "session/np-auto-start.h"
#include "support-bench.h"

#define SPEED 100

static const char *
get_serial (TestBench *bench, guint index)
{
  return np_board_get_probe_serial (test_bench_get_board (bench, index));
}

static void
set_plugged (TestBench *bench, const char *serial, gboolean plugged)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_set_plugged (np_bench_folder_get_path (bench->folder), serial, plugged, &error);
  g_assert_no_error (error);
}

/* Only boards that were plugged in since: those that were there may be on the bench for another reason. The second one joins the first one's
 * round, or begins its own. */
static void
test_starts_what_is_plugged_in (void)
{
  TestBench bench = { 0 };
  g_autoptr(NpAutoStart) auto_start = NULL;
  g_autoptr(GError) error = NULL;

  test_bench_set_up (&bench, 3, SPEED);
  auto_start = np_auto_start_new (bench.session);
  g_assert_false (np_auto_start_get_enabled (auto_start));
  g_assert_true (np_auto_start_set_enabled (auto_start, TRUE, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *serial = g_strdup (get_serial (&bench, i));

      set_plugged (&bench, serial, FALSE);
      test_wait_until (np_board_get_state (test_bench_get_board (&bench, i)) == NP_BOARD_STATE_EMPTY);
      set_plugged (&bench, serial, TRUE);
    }
  test_wait_until (np_session_get_total (bench.session) == 2 && !np_session_is_running (bench.session));
  g_assert_cmpuint (np_session_get_passed (bench.session), ==, 2);
  g_assert_cmpint (np_board_get_state (test_bench_get_board (&bench, 2)), ==, NP_BOARD_STATE_READY);
  g_assert_null (np_session_get_run (bench.session, test_bench_get_board (&bench, 2)));
  g_clear_object (&auto_start);
  test_bench_tear_down (&bench);
}

/* What begins just before, and is stopped at once: whoever starts the board finds a round that takes no more. */
static void
stop_a_round_cb (NpBoard *board, GParamSpec *pspec, TestBench *bench)
{
  g_autoptr(GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);

  if (np_board_get_state (board) != NP_BOARD_STATE_READY)
    return;
  g_signal_handlers_disconnect_by_func (board, stop_a_round_cb, bench);
  g_ptr_array_add (others, g_object_ref (test_bench_get_board (bench, 1)));
  np_session_run_async (bench->session, others, NULL, NULL, NULL);
  np_session_stop (bench->session);
}

/* Stop is for the boards of the round: one that is plugged in meanwhile is for the next. */
static void
test_plugged_in_while_stopping (void)
{
  TestBench bench = { 0 };
  g_autoptr(NpAutoStart) auto_start = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *serial = NULL;
  NpBoard *board;

  test_bench_set_up (&bench, 2, SPEED);
  board = test_bench_get_board (&bench, 0);
  serial = g_strdup (get_serial (&bench, 0));
  auto_start = np_auto_start_new (bench.session);
  g_assert_true (np_auto_start_set_enabled (auto_start, TRUE, &error));
  g_assert_no_error (error);
  set_plugged (&bench, serial, FALSE);
  test_wait_until (np_board_get_state (board) == NP_BOARD_STATE_EMPTY);
  g_signal_connect (board, "notify::state", G_CALLBACK (stop_a_round_cb), &bench);
  set_plugged (&bench, serial, TRUE);
  test_wait_until (np_board_get_state (board) == NP_BOARD_STATE_READY);
  test_wait_until (np_session_get_stopped (bench.session) == 1);
  g_assert_null (np_session_get_run (bench.session, board));
  test_wait_until (np_board_get_state (board) == NP_BOARD_STATE_PASS && !np_session_is_running (bench.session));
  g_assert_null (np_session_get_run (bench.session, test_bench_get_board (&bench, 1)));
  g_assert_true (np_auto_start_get_enabled (auto_start));
  g_clear_object (&auto_start);
  test_bench_tear_down (&bench);
}

static void
failed_cb (NpAutoStart *auto_start, const GError *error, GError **failure)
{
  g_assert_null (*failure);
  *failure = g_error_copy (error);
}

/* The recipe gets a lock while it is on: no board is locked because it was plugged in. */
static void
test_not_for_what_is_permanent (void)
{
  TestBench bench = { 0 };
  g_autoptr(NpAutoStart) auto_start = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("nameplate-XXXXXX", NULL);
  g_autofree char *serial = NULL;
  g_autoptr(NpRecipe) recipe = NULL;

  test_bench_set_up_with (&bench, np_project_sample_create (np_project_sample_find ("wba6"), folder, &error), "stm32wba6", 1, SPEED);
  g_assert_no_error (error);
  recipe = np_recipe_copy (np_project_get_recipe (bench.project));
  recipe->lock = NP_BOARD_LOCK_RDP1;
  auto_start = np_auto_start_new (bench.session);
  serial = g_strdup (get_serial (&bench, 0));
  g_assert_true (np_auto_start_set_enabled (auto_start, TRUE, &error));
  g_assert_no_error (error);
  g_signal_connect (auto_start, "failed", G_CALLBACK (failed_cb), &error);
  np_project_set_recipe (bench.project, recipe);
  set_plugged (&bench, serial, FALSE);
  test_wait_until (np_board_get_state (test_bench_get_board (&bench, 0)) == NP_BOARD_STATE_EMPTY);
  set_plugged (&bench, serial, TRUE);
  test_wait_until (error != NULL);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_clear_error (&error);
  g_assert_false (np_auto_start_get_enabled (auto_start));
  g_assert_false (np_session_is_running (bench.session));
  g_assert_null (np_session_get_run (bench.session, test_bench_get_board (&bench, 0)));
  g_assert_false (np_auto_start_set_enabled (auto_start, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_clear_object (&auto_start);
  test_bench_tear_down (&bench);
  g_assert_true (np_paths_remove_folder (folder, NULL));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/auto-start/starts-what-is-plugged-in", test_starts_what_is_plugged_in);
  g_test_add_func ("/auto-start/plugged-in-while-stopping", test_plugged_in_while_stopping);
  g_test_add_func ("/auto-start/not-for-what-is-permanent", test_not_for_what_is_permanent);
  return g_test_run ();
}
