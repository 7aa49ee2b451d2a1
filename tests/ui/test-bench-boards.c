/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "notifications.h"
#include "np-bench-boards.h"
#include "np-bench-notifier.h"
#include "np-bench-view.h"
#include "np-board-card.h"
#include "np-board-detail.h"
#include "np-board-list.h"
#include "np-board-report.h"
#include "np-permission.h"
#include "np-paths.h"
#include "np-settings.h"
#include "np-window.h"
#include "../core/support-refused.h"
#include "support.h"

/* The bench's boards as cards and as a list, and what can be done with one of them. */

typedef struct
{
  GtkWidget *window;
  NpBenchView *view;
  NpBenchBoards *boards;
  NpSession *session;
  NpBench *bench;
  char *folder;
} Fixture;

static gboolean
is_idle (gpointer session)
{
  return !np_session_is_running (session);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *bench_folder = NULL;
  g_autofree char *bench_name = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  bench_folder = g_build_filename (fixture->folder, "bench", NULL);
  bench_name = g_strconcat (NP_BENCH_NAME_SIMULATED ":", bench_folder, NULL);
  np_bench_folder_create (bench_folder, GPOINTER_TO_UINT (data), "stm32wba6", &error);
  g_assert_no_error (error);
  np_bench_folder_set_speed (bench_folder, 50, &error);
  g_assert_no_error (error);
  fixture->window = GTK_WIDGET (np_window_new (np_test_get_application (), bench_name));
  gtk_window_present (GTK_WINDOW (fixture->window));
  np_application_open_sample (np_test_get_application (), NP_WINDOW (fixture->window));
  fixture->session = np_window_get_session (NP_WINDOW (fixture->window));
  fixture->bench = np_session_get_bench (fixture->session);
  fixture->view = NP_BENCH_VIEW (np_test_find_type (fixture->window, NP_TYPE_BENCH_VIEW));
  fixture->boards = NP_BENCH_BOARDS (np_test_find_type (fixture->window, NP_TYPE_BENCH_BOARDS));
  np_test_wait_until (np_test_is_settled, fixture->bench);
  np_test_run_main_loop ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  gtk_window_destroy (GTK_WINDOW (fixture->window));
  np_test_run_main_loop ();
  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
}

static guint
count_cards (GtkWidget *widget)
{
  guint count = NP_IS_BOARD_CARD (widget) && gtk_widget_get_mapped (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    count += count_cards (child);
  return count;
}

static gboolean
shows_list (Fixture *fixture)
{
  return gtk_widget_get_mapped (np_test_find_type (fixture->window, NP_TYPE_BOARD_LIST));
}

static void
do_action (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->boards), action, NULL));
  np_test_run_main_loop ();
}

static NpBoard *
get_focused_board (Fixture *fixture)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  g_assert_true (NP_IS_BOARD_CARD (focus));
  return np_board_status_get_board (np_board_card_get_status (NP_BOARD_CARD (focus)));
}

static void
test_cards (Fixture *fixture, gconstpointer data)
{
  g_assert_false (shows_list (fixture));
  g_assert_cmpuint (count_cards (fixture->window), ==, 12);
}

/* More than a glance takes in. The Wall View has cards all the same. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  g_assert_true (shows_list (fixture));
  g_assert_cmpuint (count_cards (fixture->window), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "bench.wall", NULL);
  np_test_run_main_loop ();
  g_assert_cmpuint (count_cards (fixture->window), ==, 13);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (fixture->boards), "wall"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "bench.escape", NULL);
  np_test_run_main_loop ();
  g_assert_true (shows_list (fixture));
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (fixture->boards), "wall"));
}

static void
test_layout_is_remembered (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GSettings) settings = np_settings_new ();
  g_autofree char *layout = NULL;

  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "bench.layout", "s", "list");
  np_test_run_main_loop ();
  g_assert_true (shows_list (fixture));
  layout = g_settings_get_string (settings, "bench-layout");
  g_assert_cmpstr (layout, ==, "list");
  g_settings_reset (settings, "bench-layout");
  np_test_run_main_loop ();
  g_assert_false (shows_list (fixture));
}

static void
test_go_to_port (Fixture *fixture, gconstpointer data)
{
  g_assert_true (np_bench_boards_focus_port (fixture->boards, 3));
  g_assert_true (get_focused_board (fixture) == np_test_get_board (fixture->bench, 2));
  g_assert_true (np_bench_view_get_chosen (fixture->view) == np_test_get_board (fixture->bench, 2));
  g_assert_false (np_bench_boards_focus_port (fixture->boards, 5));
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "bench.layout", "s", "list");
  np_test_run_main_loop ();
  g_assert_null (np_bench_view_get_chosen (fixture->view));
  g_assert_true (np_bench_boards_focus_port (fixture->boards, 2));
  g_assert_true (np_bench_view_get_chosen (fixture->view) == np_test_get_board (fixture->bench, 1));
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "bench.layout", "s", "automatic");
}

static GtkWidget *
find_spoken (GtkWidget *root, const char *spoken)
{
  g_autofree char *difference = NULL;

  if (gtk_test_accessible_has_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL))
    {
      difference = gtk_test_accessible_check_property (GTK_ACCESSIBLE (root), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken);
      if (difference == NULL)
        return root;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_spoken (child, spoken);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static char *
dup_spoken (Fixture *fixture, guint position)
{
  g_autoptr(NpBoardStatus) status = g_list_model_get_item (np_bench_boards_get_statuses (fixture->boards), position);
  char *spoken;

  g_object_get (status, "spoken", &spoken, NULL);
  return spoken;
}

/* The sentence is the whole row's, follows its board, and is another board's once another board is there. */
static void
test_rows_are_spoken (Fixture *fixture, gconstpointer data)
{
  GtkWidget *list = np_test_find_type (fixture->window, NP_TYPE_BOARD_LIST);
  NpBoard *board = np_test_get_board (fixture->bench, 2);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GtkWidget *row;

  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "bench.layout", "s", "list");
  np_test_run_main_loop ();
  np_board_set_state (board, NP_BOARD_STATE_FAIL, "No reply", "Check the cable.");
  np_test_run_main_loop ();
  before = dup_spoken (fixture, 2);
  g_assert_true (g_str_has_prefix (before, "Port 3, failed, "));
  row = find_spoken (list, before);
  g_assert_nonnull (row);
  gtk_test_accessible_assert_role (row, GTK_ACCESSIBLE_ROLE_ROW);
  np_bench_move_board (fixture->bench, board, 1);
  np_test_run_main_loop ();
  after = dup_spoken (fixture, 0);
  g_assert_true (g_str_has_prefix (after, "Port 1, failed, "));
  g_assert_null (find_spoken (list, before));
  g_assert_nonnull (find_spoken (list, after));
  g_assert_nonnull (find_spoken (list, "Progress"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "bench.layout", "s", "automatic");
}

/* The menu has what can be done with this board now, and does it to this one alone. */
static void
test_write_one (Fixture *fixture, gconstpointer data)
{
  GtkWidget *menu;

  np_bench_boards_focus_port (fixture->boards, 2);
  np_bench_boards_show_menu (fixture->boards);
  np_test_run_main_loop ();
  menu = np_test_find_type (GTK_WIDGET (fixture->boards), GTK_TYPE_POPOVER_MENU);
  g_assert_true (gtk_widget_get_mapped (menu));
  g_assert_true (np_test_shows_text (menu, "Write This Board"));
  g_assert_true (np_test_shows_text (menu, "Copy Details"));
  g_assert_true (np_test_shows_text (menu, "Move Left"));
  g_assert_true (np_test_shows_text (menu, "Move Right"));
  g_assert_false (np_test_shows_text (menu, "Retry"));
  g_assert_false (np_test_shows_text (menu, "Forget This Port"));
  gtk_popover_popdown (GTK_POPOVER (menu));
  do_action (fixture, "board.write");
  np_test_wait_until (is_idle, fixture->session);
  np_test_run_main_loop ();
  g_assert_cmpuint (np_session_get_passed (fixture->session), ==, 1);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint (np_board_get_state (np_test_get_board (fixture->bench, i)), ==, i == 1 ? NP_BOARD_STATE_PASS : NP_BOARD_STATE_READY);
}

static void
test_retry_one (Fixture *fixture, gconstpointer data)
{
  const char *path = np_bench_folder_get_path (np_bench_get_folder (fixture->bench));
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    np_bench_folder_set_fault (path, np_board_get_probe_serial (np_test_get_board (fixture->bench, i)), "write", "exit-1:once", &error);
  g_assert_no_error (error);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "bench.write", NULL);
  np_test_wait_until (is_idle, fixture->session);
  np_test_run_main_loop ();
  g_assert_true (np_test_shows_text (fixture->window, "50.0 %"));
  np_bench_boards_focus_port (fixture->boards, 1);
  do_action (fixture, "board.retry");
  np_test_wait_until (is_idle, fixture->session);
  g_assert_cmpint (np_board_get_state (np_test_get_board (fixture->bench, 0)), ==, NP_BOARD_STATE_PASS);
  g_assert_cmpint (np_board_get_state (np_test_get_board (fixture->bench, 1)), ==, NP_BOARD_STATE_FAIL);
}

static void
test_move (Fixture *fixture, gconstpointer data)
{
  NpBoard *board = np_test_get_board (fixture->bench, 1);

  np_bench_boards_focus_port (fixture->boards, 2);
  do_action (fixture, "board.move-after");
  g_assert_cmpuint (np_board_get_number (board), ==, 3);
  g_assert_true (get_focused_board (fixture) == board);
  do_action (fixture, "board.move-before");
  do_action (fixture, "board.move-before");
  g_assert_cmpuint (np_board_get_number (board), ==, 1);
  g_assert_true (get_focused_board (fixture) == board);
  g_assert_cmpuint (count_cards (fixture->window), ==, 4);
}

static gboolean
has_dialog (gpointer window)
{
  return np_test_find_dialog (window) != NULL;
}

static void
test_name (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog, *entry;

  np_bench_boards_focus_port (fixture->boards, 2);
  do_action (fixture, "board.name");
  np_test_wait_until (has_dialog, fixture->window);
  dialog = GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window)));
  g_assert_true (np_test_shows_text (dialog, "Name Port 2"));
  entry = np_test_find_type (dialog, GTK_TYPE_ENTRY);
  gtk_editable_set_text (GTK_EDITABLE (entry), "  <b>Left & jig ");
  np_test_press (dialog, "Name");
  np_test_run_main_loop ();
  g_assert_cmpstr (np_board_get_name (np_test_get_board (fixture->bench, 1)), ==, "<b>Left & jig");
  g_assert_true (np_test_shows_text (fixture->window, "<b>Left & jig"));
}

static gboolean
is_empty (gpointer board)
{
  return np_board_get_state (board) == NP_BOARD_STATE_EMPTY;
}

static void
test_forget (Fixture *fixture, gconstpointer data)
{
  NpBoard *board = np_test_get_board (fixture->bench, 1);
  const char *path = np_bench_folder_get_path (np_bench_get_folder (fixture->bench));
  g_autoptr(GError) error = NULL;

  np_bench_boards_focus_port (fixture->boards, 2);
  g_assert_false (gtk_widget_activate_action (GTK_WIDGET (fixture->boards), "board.forget", NULL)
                  && g_list_model_get_n_items (G_LIST_MODEL (fixture->bench)) < 4);
  np_bench_folder_set_plugged (path, np_board_get_probe_serial (board), FALSE, &error);
  g_assert_no_error (error);
  np_test_wait_until (is_empty, board);
  np_test_run_main_loop ();
  g_assert_true (np_test_shows_text (fixture->window, "EMPTY"));
  g_assert_true (np_test_shows_text (fixture->window, "USB simulated-1"));
  do_action (fixture, "board.forget");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->bench)), ==, 3);
  g_assert_cmpuint (count_cards (fixture->window), ==, 3);
  g_assert_true (get_focused_board (fixture) == np_test_get_board (fixture->bench, 1));
  g_assert_true (np_bench_view_get_chosen (fixture->view) == np_test_get_board (fixture->bench, 1));
}

/* Boards for which there is no room yet say so, on their cards, in the detail and in what is copied from it. */
static void
test_waiting (Fixture *fixture, gconstpointer data)
{
  GtkWidget *detail = np_test_find_type (fixture->window, NP_TYPE_BOARD_DETAIL);
  g_autofree char *report = NULL;

  np_session_set_concurrency (fixture->session, 1);
  np_bench_boards_focus_port (fixture->boards, 4);
  do_action (fixture, "board.show-detail");
  g_assert_true (np_test_shows_text (detail, "READY"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "bench.write", NULL);
  np_test_run_main_loop ();
  g_assert_true (np_test_shows_text (fixture->window, "Waiting for its turn"));
  g_assert_false (np_test_shows_text (fixture->window, "READY"));
  g_assert_true (np_test_shows_text (detail, "BUSY"));
  g_assert_true (np_test_shows_text (detail, "Waiting for its turn"));
  g_assert_null (np_test_find_button (detail, "Write This Board"));
  report = np_board_report_dup_all (fixture->session, np_test_get_board (fixture->bench, 3));
  g_assert_nonnull (strstr (report, "Port 4: BUSY\nWaiting for its turn\n"));
  np_test_wait_until (is_idle, fixture->session);
  np_test_run_main_loop ();
  g_assert_false (np_test_shows_text (fixture->window, "Waiting for its turn"));
  g_assert_cmpuint (np_session_get_passed (fixture->session), ==, 4);
}

static gboolean
has_notice (gpointer text)
{
  GPtrArray *notices = np_notifications_get ();

  for (guint i = 0; i < notices->len; i++)
    if (g_str_has_prefix (g_ptr_array_index (notices, i), text))
      return TRUE;
  return FALSE;
}

/* In a window that hasn't the focus, as if nobody looked. */
static void
test_notifications (Fixture *fixture, gconstpointer data)
{
  const char *path = np_bench_folder_get_path (np_bench_get_folder (fixture->bench));
  GtkWidget *window = gtk_application_window_new (GTK_APPLICATION (np_test_get_application ()));
  g_autoptr(NpBenchNotifier) notifier = NULL;
  g_autoptr(GError) error = NULL;

  np_bench_folder_set_fault (path, np_board_get_probe_serial (np_test_get_board (fixture->bench, 2)), "verify", "verify-mismatch", &error);
  g_assert_no_error (error);
  notifier = np_bench_notifier_new (fixture->session, window);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "bench.write", NULL);
  np_test_wait_until (has_notice, (gpointer) "Port 3 Failed: ");
  np_test_wait_until (has_notice, (gpointer) "All Boards Are Done: Passed: 3. Failed: 1.");
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A round that was stopped isn't done: one board hadn't had its turn, and another had passed. */
static void
test_stopped_notification (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = gtk_application_window_new (GTK_APPLICATION (np_test_get_application ()));
  g_autoptr(NpBenchNotifier) notifier = np_bench_notifier_new (fixture->session, window);

  np_session_set_concurrency (fixture->session, 1);
  g_signal_connect (fixture->session, "board-finished", G_CALLBACK (np_session_stop), NULL);
  gtk_widget_activate_action (GTK_WIDGET (fixture->view), "bench.write", NULL);
  np_test_wait_until (has_notice, (gpointer) "Stopped: Passed: 1. Failed: 0. Stopped: 3.");
  g_assert_false (np_session_is_running (fixture->session));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* A board that nobody knows about hasn't failed: it mustn't be tried again. */
static void
test_unsure_notification (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = gtk_application_window_new (GTK_APPLICATION (np_test_get_application ()));
  g_autoptr(NpBenchNotifier) notifier = np_bench_notifier_new (fixture->session, window);
  g_autoptr(GError) error = g_error_new_literal (NP_ERROR, NP_ERROR_NO_REPLY, "nothing came");
  g_autoptr(NpOutcome) outcome = np_outcome_new (error, NP_BOARD_CHANGE_KEY_UNKNOWN, TRUE, 5, NULL,
                                                 g_ptr_array_new_with_free_func ((GDestroyNotify) np_step_record_free));

  g_assert_cmpstr (np_verdict_to_string (outcome->verdict), ==, "unsure");
  g_signal_emit_by_name (fixture->session, "board-finished", np_test_get_board (fixture->bench, 1), outcome);
  np_test_wait_until (has_notice, (gpointer) "Port 2 Is Unsure: The DAC key may or may not be stored\nRetrying could use up a second slot");
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_permission (Fixture *fixture, gconstpointer data)
{
  NpBoard *board = np_test_get_board (fixture->bench, 0);
  g_autofree char *command = NULL;
  g_autofree char *text = NULL;

  np_bench_stop (fixture->bench);
  g_assert_null (np_test_find_button (fixture->window, "Copy Command"));
  np_board_set_blocked (board, NP_ERROR_PERMISSION, "This account may not open the ST-LINK.", NULL);
  np_test_run_main_loop ();
  g_assert_nonnull (np_test_find_button (fixture->window, "Copy Command"));
  text = np_permission_find (G_LIST_MODEL (fixture->bench), &command);
  g_assert_nonnull (text);
  g_assert_true (np_test_shows_text (fixture->window, text));
  g_assert_nonnull (strstr (command, "sudo tee /etc/udev/rules.d/60-nameplate-st-link.rules"));
  g_assert_nonnull (strstr (command, "ATTR{idVendor}==\"0483\""));
}

/* Before the command was run, and after it, when only another login is missing. */
static void
test_port_permission (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "it is not in group dialout. Run the command", "this login began before that: log out and in again" };
  const char *path = np_board_get_port (np_test_get_board (fixture->bench, 0))->path;
  GObject *tally = gtk_widget_get_template_child (GTK_WIDGET (fixture->view), NP_TYPE_BENCH_VIEW, "tally");

  np_bench_stop (fixture->bench);
  np_test_run_main_loop ();
  for (guint joined = 0; joined < 2; joined++)
    {
      test_refused_begin (path, joined == 1);
      g_object_notify (tally, "connected"); /* boards are looked at again */
      test_refused_end (path);
      np_test_run_main_loop ();
      g_assert_true (np_test_shows_text (fixture->window, texts[joined]));
      g_assert_false (np_test_shows_text (fixture->window, texts[1 - joined]));
      g_assert_cmpint (np_test_find_button (fixture->window, "Copy Command") != NULL, ==, joined == 0);
    }
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
#define ADD(name, n_boards, function) g_test_add ("/bench-boards/" name, Fixture, GUINT_TO_POINTER (n_boards), set_up, function, tear_down)
  ADD ("cards", 12, test_cards);
  ADD ("many", 13, test_many);
  ADD ("layout-is-remembered", 4, test_layout_is_remembered);
  ADD ("rows-are-spoken", 4, test_rows_are_spoken);
  ADD ("go-to-port", 4, test_go_to_port);
  ADD ("write-one", 4, test_write_one);
  ADD ("retry-one", 4, test_retry_one);
  ADD ("move", 4, test_move);
  ADD ("name", 4, test_name);
  ADD ("forget", 4, test_forget);
  ADD ("waiting", 4, test_waiting);
  ADD ("notifications", 4, test_notifications);
  ADD ("stopped-notification", 4, test_stopped_notification);
  ADD ("unsure-notification", 4, test_unsure_notification);
  ADD ("permission", 4, test_permission);
  ADD ("port-permission", 4, test_port_permission);
  return np_test_run ();
}
