/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-bench-boards.h"
#include "support-sample.h"

/* What an operator at the line can't do by a slip, in real windows. */

static gboolean
is_locked (NpTestSample *fixture)
{
  gboolean locked;

  g_object_get (np_test_find_type (GTK_WIDGET (fixture->window), g_type_from_name ("NpLineLock")), "locked", &locked, NULL);
  return locked;
}

static GtkWidget *
find_by_name (NpTestSample *fixture, const char *type)
{
  return np_test_find_type (GTK_WIDGET (fixture->window), g_type_from_name (type));
}

static void
activate_for_board (NpTestSample *fixture, const char *type, const char *action, guint position)
{
  gtk_widget_activate_action (find_by_name (fixture, type), action, "s", np_board_get_probe_serial (np_test_sample_get_board (fixture, position)));
  np_test_run_main_loop ();
}

/* On the card of a board, as from its menu. */
static void
activate_on_card (NpTestSample *fixture, const char *action, guint position)
{
  np_bench_boards_focus_port (NP_BENCH_BOARDS (find_by_name (fixture, "NpBenchBoards")), position + 1);
  np_test_run_main_loop ();
  gtk_widget_activate_action (find_by_name (fixture, "NpBenchBoards"), action, NULL);
  np_test_run_main_loop ();
}

static void
assert_nothing_starts (NpTestSample *fixture)
{
  g_assert_false (np_test_sample_is_running (fixture));
  g_assert_false (np_test_sample_has_dialog (fixture));
}

static void
turn_line_lock_off (NpTestSample *fixture)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.line-lock", NULL);
  np_test_press (np_test_sample_wait_for_dialog (fixture), "Turn Off");
  np_test_wait_until (np_test_sample_has_no_dialog, fixture);
  np_test_run_main_loop ();
  g_assert_false (is_locked (fixture));
}

/* Whichever way it is tried: the line closes no board for ever, neither one that is ready nor one that failed. */
static void
test_closes_nothing (NpTestSample *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  GtkWidget *detail;

  np_test_sample_open (fixture, "wba6", NP_BOARD_LOCK_RDP2, 2, 20);
  np_test_sample_set_fault (fixture, 0, "connect", "no-target");
  activate_for_board (fixture, "NpBenchPage", "bench-page.show-detail", 0);
  detail = find_by_name (fixture, "NpBoardDetail");
  np_test_press (detail, "Write This Board");
  g_assert_true (np_test_sample_is_running (fixture));
  np_test_wait_until (np_test_sample_has_ended, fixture);
  g_assert_nonnull (np_test_find_button (detail, "Retry"));
  np_bench_folder_clear_faults (fixture->bench_folder, np_board_get_probe_serial (np_test_sample_get_board (fixture, 0)), &error);
  g_assert_no_error (error);

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.line-lock", NULL);
  np_test_run_main_loop ();
  g_assert_null (np_test_find_button (detail, "Retry"));
  gtk_widget_activate_action (detail, "detail.run", NULL);
  assert_nothing_starts (fixture);
  g_signal_emit_by_name (detail, "run", np_board_get_probe_serial (np_test_sample_get_board (fixture, 0)));
  assert_nothing_starts (fixture);
  activate_for_board (fixture, "NpBenchView", "bench.run-board", 0);
  assert_nothing_starts (fixture);
  activate_for_board (fixture, "NpBenchView", "bench.provision-again", 0);
  assert_nothing_starts (fixture);
  activate_on_card (fixture, "board.retry", 0);
  assert_nothing_starts (fixture);
  activate_on_card (fixture, "board.write", 1);
  assert_nothing_starts (fixture);
  activate_for_board (fixture, "NpBenchPage", "bench-page.show-detail", 1);
  g_assert_true (np_test_shows_text (detail, "Ready to be written"));
  g_assert_null (np_test_find_button (detail, "Write This Board"));

  turn_line_lock_off (fixture);
  np_test_press (detail, "Write This Board");
  g_assert_true (np_test_sample_is_running (fixture));
  np_test_wait_until (np_test_sample_has_ended, fixture);
  g_assert_cmpuint (np_session_get_passed (np_test_sample_get_session (fixture)), ==, 1);
}

/* Units are made as ever; what is an engineer's isn't to be had. */
static void
test_leaves_the_line (NpTestSample *fixture, gconstpointer data)
{
  g_autofree char *probe = NULL;
  GtkWidget *detail;

  np_test_sample_open (fixture, "wba6", NP_BOARD_LOCK_NONE, 1, 20);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.line-lock", NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.change-recipe", NULL);
  np_test_run_main_loop ();
  assert_nothing_starts (fixture);
  activate_for_board (fixture, "NpBenchPage", "bench-page.show-detail", 0);
  detail = find_by_name (fixture, "NpBoardDetail");
  np_test_press (detail, "Write This Board");
  np_test_wait_until (np_test_sample_first_has_passed, fixture);

  probe = g_strdup (np_board_get_probe_serial (np_test_sample_get_board (fixture, 0)));
  np_test_sample_set_plugged (fixture, probe, FALSE);
  np_test_wait_until (np_test_sample_first_is_empty, fixture);
  np_test_sample_set_plugged (fixture, probe, TRUE);
  np_test_wait_until (np_test_sample_first_is_ready, fixture);
  np_test_run_main_loop ();
  g_assert_null (np_test_find_button (detail, "Write This Board"));
  activate_for_board (fixture, "NpBenchBoards", "bench.provision-again", 0);
  assert_nothing_starts (fixture);

  turn_line_lock_off (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.change-recipe", NULL);
  np_test_wait_until (np_test_sample_has_dialog, fixture);
  np_test_run_main_loop ();
  g_assert_nonnull (np_test_find_type (np_test_sample_wait_for_dialog (fixture), g_type_from_name ("NpRecipeWizard")));
  gtk_window_close (GTK_WINDOW (np_test_sample_wait_for_dialog (fixture)));
  np_test_wait_until (np_test_sample_has_no_dialog, fixture);
  activate_for_board (fixture, "NpBenchBoards", "bench.provision-again", 0);
  np_test_sample_cancel (fixture);
}

static void
test_remembered (NpTestSample *fixture, gconstpointer data)
{
  g_autoptr(NpProject) again = NULL;
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autofree char *path = g_build_filename (fixture->folder, "project", NULL);
  GtkWidget *dialog;

  np_test_sample_open (fixture, "wba6", NP_BOARD_LOCK_NONE, 2, 20);
  g_assert_false (is_locked (fixture));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.line-lock", NULL);
  g_assert_true (is_locked (fixture));
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "Line Lock"));
  np_window_show_view (fixture->window, "project");
  np_test_run_main_loop ();
  g_assert_false (gtk_widget_is_sensitive (np_test_find_type (GTK_WIDGET (fixture->window), g_type_from_name ("NpProjectView"))));
  np_test_take_pictures (GTK_WINDOW (fixture->window), "line-lock-project");
  np_window_show_view (fixture->window, "bench");
  np_test_take_pictures (GTK_WINDOW (fixture->window), "line-lock-bench");
  np_test_sample_close_window (fixture);

  again = np_project_load (path, problems, NULL);
  np_test_sample_open_project (fixture, again);
  g_assert_true (is_locked (fixture));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.line-lock", NULL);
  dialog = np_test_sample_wait_for_dialog (fixture);
  np_test_take_pictures (GTK_WINDOW (dialog), "line-lock-off");
  g_assert_true (is_locked (fixture));
  np_test_press (dialog, "Turn Off");
  np_test_run_main_loop ();
  g_assert_false (is_locked (fixture));
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/line-lock/" name, NpTestSample, NULL, np_test_sample_set_up, function, np_test_sample_tear_down)
  ADD ("remembered", test_remembered);
  ADD ("closes-nothing", test_closes_nothing);
  ADD ("leaves-the-line", test_leaves_the_line);
  return np_test_run ();
}
