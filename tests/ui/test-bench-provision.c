/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support-sample.h"

/* Provisioning as a person sees it: sample projects, simulated boards, real windows. */

/* Conditions and questions */

static gboolean
waits_for_scripts (gpointer fixture)
{
  return np_test_shows_text (GTK_WIDGET (((NpTestSample *) fixture)->window), "Waits for another board’s script")
         || np_test_shows_text (GTK_WIDGET (((NpTestSample *) fixture)->window), "Waits for another board's script");
}

static gboolean
two_have_passed (gpointer fixture)
{
  return np_session_get_passed (np_test_sample_get_session (fixture)) == 2 && np_test_sample_has_ended (fixture);
}

static gboolean
first_needs_hand (gpointer fixture)
{
  return np_board_get_state (np_test_sample_get_board (fixture, 0)) == NP_BOARD_STATE_ACTION;
}

static void
type_name (NpTestSample *fixture, GtkWidget *dialog, const char *before, const char *accept)
{
  GtkEditable *entry = GTK_EDITABLE (np_test_find_type (dialog, ADW_TYPE_ENTRY_ROW));

  gtk_editable_set_text (entry, before);
  g_assert_null (np_test_find_button (dialog, accept));
  gtk_editable_set_text (entry, np_project_get_name (np_session_get_project (np_test_sample_get_session (fixture))));
}

/* --- What is asked before something is done for ever ---------------------------------- */

static void
test_no_questions (NpTestSample *fixture, gconstpointer data)
{
  np_test_sample_open (fixture, "wb55-production", NP_BOARD_LOCK_NONE, 1, 20);
  np_test_sample_press (fixture, "Provision 1 Ready Board");
  g_assert_true (np_test_sample_is_running (fixture));
  np_test_wait_until (np_test_sample_has_ended, fixture);
  g_assert_cmpuint (np_session_get_passed (np_test_sample_get_session (fixture)), ==, 1);
}

static void
test_store_keys (NpTestSample *fixture, gconstpointer data)
{
  GtkWidget *dialog;
  GtkWidget *text;

  np_test_sample_set_practising (TRUE);
  np_test_sample_open (fixture, "wb55-production", NP_BOARD_LOCK_NONE, 2, 20);
  np_test_sample_press (fixture, "Provision 2 Ready Boards");
  dialog = np_test_sample_wait_for_dialog (fixture);
  g_assert_true (np_test_shows_text (dialog, "Store Production Keys in 2 Boards?"));
  g_assert_true (np_test_shows_text (dialog, "SIMULATED"));
  g_assert_null (np_test_find_button (dialog, "Store Keys in 2 Boards"));
  np_test_take_pictures (GTK_WINDOW (dialog), "confirm-store-keys");

  /* Typing alone counts. */
  text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (np_test_find_type (dialog, ADW_TYPE_ENTRY_ROW))));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (text), np_project_get_name (np_session_get_project (np_test_sample_get_session (fixture))));
  gtk_widget_activate_action (text, "clipboard.paste", NULL);
  np_test_run_main_loop ();
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "");
  np_test_sample_cancel (fixture);
  g_assert_false (np_test_sample_is_running (fixture));

  np_test_sample_press (fixture, "Provision 2 Ready Boards");
  dialog = np_test_sample_wait_for_dialog (fixture);
  type_name (fixture, dialog, "sample lamp", "Store Keys in 2 Boards");
  np_test_take_pictures (GTK_WINDOW (dialog), "confirm-store-keys-typed");
  np_test_press (dialog, "Store Keys in 2 Boards");
  np_test_wait_until (np_test_sample_is_running, fixture);
  np_test_wait_until (np_test_sample_has_ended, fixture);
  g_assert_cmpuint (np_session_get_passed (np_test_sample_get_session (fixture)), ==, 2);
}

static void
test_close_for_ever (NpTestSample *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  np_test_sample_set_practising (TRUE);
  np_test_sample_open (fixture, "wba6", NP_BOARD_LOCK_RDP2, 2, 20);
  np_test_sample_press (fixture, "Provision 2 Ready Boards");
  dialog = np_test_sample_wait_for_dialog (fixture);
  g_assert_true (np_test_shows_text (dialog, "Close 2 Boards Permanently?"));
  type_name (fixture, dialog, "", "Close 2 Boards");
  g_assert_null (np_test_find_button (dialog, "Close 2 Boards"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (np_test_find_type (dialog, GTK_TYPE_CHECK_BUTTON)), TRUE);
  g_assert_nonnull (np_test_find_button (dialog, "Close 2 Boards"));
  np_test_take_pictures (GTK_WINDOW (dialog), "confirm-close-permanently");
  np_test_sample_cancel (fixture);
  g_assert_false (np_test_sample_is_running (fixture));

  /* Not for the line. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.line-lock", NULL);
  np_test_run_main_loop ();
  g_assert_null (np_test_find_button (GTK_WIDGET (fixture->window), "Provision 2 Ready Boards"));
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "The recipe closes boards permanently, and Line Lock is on."));
  np_test_take_pictures (GTK_WINDOW (fixture->window), "line-lock-permanent");
}

static void
check_question (NpTestSample *fixture, const char *sample, NpBoardLock lock, const char *heading, const char *picture)
{
  GtkWidget *dialog;

  np_test_sample_set_practising (TRUE);
  np_test_sample_open (fixture, sample, lock, 2, 20);
  np_test_sample_press (fixture, "Provision 2 Ready Boards");
  dialog = np_test_sample_wait_for_dialog (fixture);
  g_assert_true (np_test_shows_text (dialog, heading));
  np_test_take_pictures (GTK_WINDOW (dialog), picture);
  np_test_sample_cancel (fixture);
  g_assert_false (np_test_sample_is_running (fixture));
}

static void
test_close (NpTestSample *fixture, gconstpointer data)
{
  check_question (fixture, "wba6-oemirot", NP_BOARD_LOCK_RDP2, "Close 2 Boards at RDP 2?", "confirm-rdp2");
}

static void
test_lock (NpTestSample *fixture, gconstpointer data)
{
  check_question (fixture, "wba6", NP_BOARD_LOCK_RDP1, "Lock 2 Boards at RDP 1?", "confirm-rdp1");
}

static void
test_erase (NpTestSample *fixture, gconstpointer data)
{
  check_question (fixture, "u5-oemirot", NP_BOARD_LOCK_NONE, "Erase 2 Boards and Reopen Them?", "confirm-erase");
}

static void
assert_passed (NpTestSample *fixture, guint position)
{
  NpOutcome *outcome = np_session_get_outcome (np_test_sample_get_session (fixture), np_test_sample_get_board (fixture, position));

  g_assert_cmpstr (outcome->why, ==, NULL);
  g_assert_cmpint (outcome->verdict, ==, NP_VERDICT_PASS);
}

/* --- The bench at work -------------------------------------------------------------- */

static void
test_eight_boards (NpTestSample *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  np_test_sample_open (fixture, "wba6-oemirot-tfm", NP_BOARD_LOCK_NONE, 8, 10);
  np_test_take_pictures (GTK_WINDOW (fixture->window), "provision-ready");
  np_test_sample_press (fixture, "Provision 8 Ready Boards");
  np_test_wait_until (waits_for_scripts, fixture);
  np_test_take_pictures (GTK_WINDOW (fixture->window), "provision-scripts-take-turns");
  np_test_sample_press (fixture, "Stop…");
  dialog = np_test_sample_wait_for_dialog (fixture);
  g_assert_true (np_test_shows_text (dialog, "still finishes"));
  np_test_take_pictures (GTK_WINDOW (dialog), "provision-stop");
  np_test_press (dialog, "Continue");
  np_test_wait_until (np_test_sample_has_ended, fixture);
  np_test_take_pictures (GTK_WINDOW (fixture->window), "provision-done");
  g_assert_cmpuint (np_session_get_passed (np_test_sample_get_session (fixture)), ==, 8);
}

/* The script leaves a board that has to be unplugged and plugged in again: it goes on by itself. */
static void
test_hand_is_needed (NpTestSample *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  const char *probe;

  np_test_sample_open (fixture, "wba6-oemirot", NP_BOARD_LOCK_NONE, 2, 10);
  probe = np_board_get_probe_serial (np_test_sample_get_board (fixture, 0));
  np_test_sample_set_fault (fixture, 0, "script", "needs-power");
  np_bench_folder_set_helping_hand (fixture->bench_folder, probe, 30, &error);
  g_assert_no_error (error);
  np_test_sample_press (fixture, "Provision 2 Ready Boards");
  np_test_wait_until (first_needs_hand, fixture);
  np_bench_folder_clear_faults (fixture->bench_folder, probe, &error); /* the second script leaves it well */
  g_assert_no_error (error);
  np_test_take_pictures (GTK_WINDOW (fixture->window), "provision-action");
  np_test_wait_until (np_test_sample_has_ended, fixture);
  assert_passed (fixture, 0);
  assert_passed (fixture, 1);
  g_assert_cmpuint (np_session_get_passed (np_test_sample_get_session (fixture)), ==, 2);
}

static gboolean
shows_reopening (gpointer user_data)
{
  return np_test_shows_text (GTK_WIDGET (((NpTestSample *) user_data)->window), "Locked: will be erased and reopened");
}

/* A board that is locked is ready for a recipe that begins with a regression, and says what will become of it. */
static void
test_locked_board (NpTestSample *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  np_test_sample_open (fixture, "wba6-oemirot", NP_BOARD_LOCK_NONE, 2, 50);
  np_bench_folder_set_option_byte (fixture->bench_folder, np_board_get_probe_serial (np_test_sample_get_board (fixture, 0)), "RDP", 0xDC, &error);
  g_assert_no_error (error);
  np_bench_refresh (np_session_get_bench (np_test_sample_get_session (fixture)));
  np_test_wait_until (shows_reopening, fixture);
  np_test_take_pictures (GTK_WINDOW (fixture->window), "provision-locked-board");
  np_test_sample_press (fixture, "Provision 2 Ready Boards");
  np_test_wait_until (np_test_sample_has_ended, fixture);
  assert_passed (fixture, 0);
  assert_passed (fixture, 1);
}

static void
test_unsure (NpTestSample *fixture, gconstpointer data)
{
  np_test_sample_open (fixture, "wb55-production", NP_BOARD_LOCK_NONE, 2, 20);
  np_test_sample_set_fault (fixture, 0, "handshake", "code-004");
  np_test_sample_press (fixture, "Provision 2 Ready Boards");
  np_test_wait_until (np_test_sample_has_ended, fixture);
  np_test_take_pictures (GTK_WINDOW (fixture->window), "provision-unsure");
  g_assert_cmpint (np_board_get_state (np_test_sample_get_board (fixture, 0)), ==, NP_BOARD_STATE_UNSURE);
  g_assert_cmpint (np_board_get_state (np_test_sample_get_board (fixture, 1)), ==, NP_BOARD_STATE_PASS);
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "The DAC key may or may not be stored"));
  g_assert_null (np_test_find_button (GTK_WIDGET (fixture->window), "Retry 1 Failed"));
}

static void
replug_first (NpTestSample *fixture)
{
  g_autofree char *probe = g_strdup (np_board_get_probe_serial (np_test_sample_get_board (fixture, 0)));

  np_test_sample_set_plugged (fixture, probe, FALSE);
  np_test_wait_until (np_test_sample_first_is_empty, fixture);
  np_test_sample_set_plugged (fixture, probe, TRUE);
  np_test_wait_until (np_test_sample_first_is_ready, fixture);
  np_test_run_main_loop ();
}

static void
provision_first_again (NpTestSample *fixture, const char *warning)
{
  GtkWidget *boards = np_test_find_type (GTK_WIDGET (fixture->window), g_type_from_name ("NpBenchBoards"));
  GtkWidget *dialog;

  gtk_widget_activate_action (boards, "bench.provision-again", "s", np_board_get_probe_serial (np_test_sample_get_board (fixture, 0)));
  dialog = np_test_sample_wait_for_dialog (fixture);
  g_assert_true (np_test_shows_text (dialog, warning));
  np_test_press (dialog, "Provision Again");
  np_test_wait_until (np_test_sample_is_running, fixture);
}

static void
test_board_comes_back (NpTestSample *fixture, gconstpointer data)
{
  np_test_sample_open (fixture, "wba6", NP_BOARD_LOCK_NONE, 1, 20);
  np_test_sample_press (fixture, "Provision 1 Ready Board");
  np_test_wait_until (np_test_sample_first_has_passed, fixture);
  replug_first (fixture);
  np_test_take_pictures (GTK_WINDOW (fixture->window), "provision-came-back");
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "Already provisioned in this session"));
  g_assert_null (np_test_find_button (GTK_WIDGET (fixture->window), "Provision 1 Ready Board"));

  provision_first_again (fixture, "This board has been provisioned already. Its factory data and keys are written anew; what was on it before is lost.");
  np_test_wait_until (np_test_sample_first_has_passed, fixture);
}

/* Nobody knows whether it holds a key: a look at it says no more than that it answers. */
static void
test_unsure_comes_back (NpTestSample *fixture, gconstpointer data)
{
  np_test_sample_open (fixture, "wb55-production", NP_BOARD_LOCK_NONE, 1, 20);
  np_test_sample_set_fault (fixture, 0, "handshake", "code-004:once");
  np_test_sample_press (fixture, "Provision 1 Ready Board");
  np_test_wait_until (np_test_sample_has_ended, fixture);
  g_assert_cmpint (np_board_get_state (np_test_sample_get_board (fixture, 0)), ==, NP_BOARD_STATE_UNSURE);
  replug_first (fixture);
  np_test_take_pictures (GTK_WINDOW (fixture->window), "provision-unsure-came-back");
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "The DAC key may or may not be stored"));
  g_assert_null (np_test_find_button (GTK_WIDGET (fixture->window), "Provision 1 Ready Board"));

  provision_first_again (fixture, "Contact with this board was lost in a permanent step. Doing it again can use up another slot of its key store "
                                  "for ever. Its factory data are written anew; what was on it before is lost.");
  np_test_wait_until (np_test_sample_first_has_passed, fixture);
}

static void
test_auto_start (NpTestSample *fixture, gconstpointer data)
{
  GtkWidget *view;
  g_autofree char *probe = NULL;
  g_autoptr(GError) error = NULL;

  np_test_sample_open (fixture, "wba6", NP_BOARD_LOCK_NONE, 2, 20);
  probe = g_strdup (np_board_get_probe_serial (np_test_sample_get_board (fixture, 0)));
  view = np_test_find_type (GTK_WIDGET (fixture->window), g_type_from_name ("NpBenchView"));
  gtk_widget_activate_action (view, "bench.auto-start", NULL);
  np_test_run_main_loop ();
  g_assert_false (np_test_sample_is_running (fixture)); /* both were there before */
  np_test_sample_set_plugged (fixture, probe, FALSE);
  np_test_wait_until (np_test_sample_first_is_empty, fixture);
  np_test_sample_set_plugged (fixture, probe, TRUE);
  np_test_wait_until (np_test_sample_first_has_passed, fixture);

  /* The same chip isn't provisioned twice by itself, another one is. */
  np_bench_folder_replug (fixture->bench_folder, probe, &error);
  g_assert_no_error (error);
  np_test_wait_until (two_have_passed, fixture);
  g_assert_cmpint (np_board_get_state (np_test_sample_get_board (fixture, 1)), ==, NP_BOARD_STATE_READY);
}

static void
test_auto_start_refused (NpTestSample *fixture, gconstpointer data)
{
  GtkWidget *view;
  GtkWidget *dialog;
  gboolean auto_start;

  np_test_sample_open (fixture, "wb55-production", NP_BOARD_LOCK_NONE, 1, 20);
  view = np_test_find_type (GTK_WIDGET (fixture->window), g_type_from_name ("NpBenchView"));
  gtk_widget_activate_action (view, "bench.auto-start", NULL);
  dialog = np_test_sample_wait_for_dialog (fixture);
  g_assert_true (np_test_shows_text (dialog, "can’t be undone"));
  np_test_take_pictures (GTK_WINDOW (dialog), "auto-start-refused");
  np_test_press (dialog, "Close");
  g_object_get (view, "auto-start", &auto_start, NULL);
  g_assert_false (auto_start);
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/bench-provision/" name, NpTestSample, NULL, np_test_sample_set_up, function, np_test_sample_tear_down)
  ADD ("no-questions", test_no_questions);
  ADD ("store-keys", test_store_keys);
  ADD ("close-for-ever", test_close_for_ever);
  ADD ("close", test_close);
  ADD ("lock", test_lock);
  ADD ("erase", test_erase);
  ADD ("eight-boards", test_eight_boards);
  ADD ("hand-is-needed", test_hand_is_needed);
  ADD ("locked-board", test_locked_board);
  ADD ("unsure", test_unsure);
  ADD ("board-comes-back", test_board_comes_back);
  ADD ("unsure-comes-back", test_unsure_comes_back);
  ADD ("auto-start", test_auto_start);
  ADD ("auto-start-refused", test_auto_start_refused);
  return np_test_run ();
}
