/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "np-board-card.h"
#include "np-board-report.h"
#include "np-log-view.h"
#include "np-project-view.h"
#include "../core/support-refused.h"
#include "support-detail.h"

static gboolean
shows (DetailFixture *fixture, const char *text)
{
  return np_test_shows_text (detail_get_widget (fixture), text);
}

static char *
dup_log (NpLogText *text)
{
  GtkTextIter start, end;

  np_test_wait_until (detail_is_log_settled, text);
  gtk_text_buffer_get_bounds (np_log_text_get_buffer (text), &start, &end);
  return gtk_text_buffer_get_text (np_log_text_get_buffer (text), &start, &end, TRUE);
}

static gboolean
is_marked (GtkWidget *card)
{
  return gtk_widget_has_css_class (gtk_widget_get_first_child (card), "in-detail");
}

/* A card is opened as with Enter, Space or a click; the focus goes to the detail, and back to the card. */
static void
test_open_and_close (DetailFixture *fixture, gconstpointer data)
{
  GtkWidget *card;

  detail_open_bench (fixture, 2, DETAIL_SPEED, 1280, 720);
  card = np_test_find_type (GTK_WIDGET (fixture->window), NP_TYPE_BOARD_CARD);
  g_assert_false (np_bench_page_shows_detail (fixture->page));
  gtk_widget_grab_focus (card);
  g_assert_true (gtk_widget_activate (card));
  np_test_run_main_loop ();
  g_assert_true (np_bench_page_shows_detail (fixture->page));
  g_assert_true (np_board_detail_get_board (np_bench_page_get_detail (fixture->page)) == np_board_status_get_board (np_board_card_get_status (NP_BOARD_CARD (card))));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)), detail_get_widget (fixture)));
  g_assert_true (shows (fixture, "Port 1"));
  g_assert_true (shows (fixture, "Ready to be written"));
  g_assert_true (shows (fixture, "2 · Write factory data"));
  g_assert_true (shows (fixture, "Not started · "));
  g_assert_true (gtk_widget_get_mapped (card)); /* beside it */
  g_assert_true (is_marked (card));
  detail_show_detail (fixture, 1, "steps");
  g_assert_false (is_marked (card));
  g_assert_true (is_marked (gtk_widget_get_next_sibling (card)));
  detail_show_detail (fixture, 0, "steps");
  g_assert_true (is_marked (card));

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "bench-page.close-detail", NULL);
  np_test_run_main_loop ();
  g_assert_false (np_bench_page_shows_detail (fixture->page));
  g_assert_null (np_board_detail_get_board (np_bench_page_get_detail (fixture->page)));
  g_assert_false (is_marked (card));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == card);
}

static gboolean
is_hidden (gpointer card)
{
  return !gtk_widget_get_child_visible (card) || !gtk_widget_get_mapped (card);
}

/* In a small window it takes the bench's place. */
static void
test_folded (DetailFixture *fixture, gconstpointer data)
{
  GtkWidget *card;

  detail_open_bench (fixture, 1, DETAIL_SPEED, 800, 600);
  card = np_test_find_type (GTK_WIDGET (fixture->window), NP_TYPE_BOARD_CARD);
  detail_show_detail (fixture, 0, "steps");
  g_assert_true (gtk_widget_get_mapped (detail_get_widget (fixture)));
  np_test_wait_until (is_hidden, card);
}

static void
test_failure_and_retry (DetailFixture *fixture, gconstpointer data)
{
  NpBoard *board;
  g_autoptr(GError) error = NULL;

  detail_open_bench (fixture, 2, DETAIL_SPEED, 1280, 720);
  board = detail_get_board (fixture, 1);
  detail_set_fault (fixture, 1, "connect", "no-target");
  detail_show_detail (fixture, 1, "steps");
  detail_write_boards (fixture, "Write 2 Ready Boards");
  g_assert_true (shows (fixture, "No contact with the board"));
  g_assert_true (shows (fixture, "Nothing was written."));
  g_assert_true (shows (fixture, "E-204"));
  g_assert_true (shows (fixture, "Not started"));
  np_bench_folder_clear_faults (fixture->bench_path, np_board_get_probe_serial (board), &error);
  g_assert_no_error (error);
  np_test_press (detail_get_widget (fixture), "Retry");
  np_test_wait_until (detail_is_idle, fixture->session);
  np_test_run_main_loop ();
  g_assert_cmpint (np_board_get_state (board), ==, NP_BOARD_STATE_PASS);
  g_assert_true (shows (fixture, "Written, read back and compared"));
  g_assert_false (shows (fixture, "Not started"));
  g_assert_null (np_test_find_button (detail_get_widget (fixture), "Retry"));
}

static gboolean
is_at_second_step (gpointer board)
{
  return np_board_get_step_number (board) == 2;
}

/* The step that goes on says so, from its first moment. */
static void
test_running_step (DetailFixture *fixture, gconstpointer data)
{
  detail_open_bench (fixture, 1, 1, 1280, 720);
  detail_show_detail (fixture, 0, "steps");
  np_test_press (GTK_WIDGET (fixture->window), "Write 1 Ready Board");
  np_test_wait_until (is_at_second_step, detail_get_board (fixture, 0));
  g_assert_true (shows (fixture, "Done"));
  g_assert_true (shows (fixture, "Running · "));
  g_assert_true (shows (fixture, "Not started"));
  np_session_stop (fixture->session);
  np_test_wait_until (detail_is_idle, fixture->session);
}

/* What is edited while a detail is open is what it shows. */
static void
test_plan_follows_project (DetailFixture *fixture, gconstpointer data)
{
  NpProjectView *view;
  NpEditor *editor;

  detail_open_bench (fixture, 1, DETAIL_SPEED, 1280, 720);
  view = NP_PROJECT_VIEW (np_test_find_type (GTK_WIDGET (fixture->window), NP_TYPE_PROJECT_VIEW));
  editor = np_project_view_get_editor (view);
  detail_show_detail (fixture, 0, "steps");
  np_window_show_view (NP_WINDOW (fixture->window), "project");
  np_editor_set_text (editor, NP_TAG_VENDOR_NAME, "Longer than before");
  np_editor_set_address_text (editor, "0x081ED000");
  np_window_show_view (NP_WINDOW (fixture->window), "bench");
  np_test_run_main_loop ();
  g_assert_true (shows (fixture, "bytes at 0x081ED000"));
  detail_show_detail (fixture, 0, "data");
  g_assert_true (shows (fixture, "Longer than before"));
  detail_show_detail (fixture, 0, "memory");
  g_assert_true (shows (fixture, "0x081ED000 to"));

  np_window_show_view (NP_WINDOW (fixture->window), "project");
  np_editor_set_text (editor, NP_TAG_SETUP_DISCRIMINATOR, "4096");
  np_window_show_view (NP_WINDOW (fixture->window), "bench");
  detail_show_detail (fixture, 0, "steps");
  g_assert_true (shows (fixture, "there are no steps yet"));
}

static GtkWidget *
find_named (GtkWidget *root, const char *icon)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (root)), icon) == 0 && gtk_widget_get_mapped (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_named (child, icon);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_difference (DetailFixture *fixture, gconstpointer data)
{
  detail_open_bench (fixture, 1, DETAIL_SPEED, 1280, 720);
  detail_set_fault (fixture, 0, "write", "bit-flip");
  detail_write_boards (fixture, "Write 1 Ready Board");
  detail_show_detail (fixture, 0, "data");
  g_assert_true (shows (fixture, "As the last run read it back."));
  g_assert_true (shows (fixture, "The board differs from the plan. 1 byte differs"));
  g_assert_true (shows (fixture, "differs from the plan"));
  g_assert_nonnull (np_test_find_button (detail_get_widget (fixture), "Write Again"));
}

static void
test_read_and_reveal (DetailFixture *fixture, gconstpointer data)
{
  GtkWidget *reveal;

  detail_open_bench (fixture, 1, DETAIL_SPEED, 1280, 720);
  detail_show_detail (fixture, 0, "data");
  np_test_press (detail_get_widget (fixture), "Read Board");
  np_test_wait_until (detail_is_not_reading, detail_get_board (fixture, 0));
  np_test_run_main_loop ();
  g_assert_true (shows (fixture, "There are no factory data on the board at 0x081EC000."));
  detail_write_boards (fixture, "Write 1 Ready Board");
  np_test_press (detail_get_widget (fixture), "Read Board");
  np_test_wait_until (detail_is_not_reading, detail_get_board (fixture, 0));
  np_test_run_main_loop ();
  g_assert_true (shows (fixture, "Equal to the plan"));
  g_assert_true (shows (fixture, "32 bytes, hidden")); /* the private key */
  reveal = find_named (detail_get_widget (fixture), "view-reveal-symbolic");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (reveal), TRUE);
  np_test_run_main_loop ();
  g_assert_false (shows (fixture, "32 bytes, hidden"));
  detail_show_detail (fixture, 0, "target");
  g_assert_true (shows (fixture, "3.29V"));
  g_assert_true (shows (fixture, "Option Bytes"));
}

static gboolean
is_empty (gpointer board)
{
  return np_board_get_state (board) == NP_BOARD_STATE_EMPTY;
}

static gboolean
is_ready (gpointer board)
{
  return np_board_get_state (board) == NP_BOARD_STATE_READY;
}

static gboolean
is_listening (gpointer board)
{
  g_autoptr(NpSerialMonitor) monitor = np_serial_monitor_listen (board);

  return np_serial_monitor_get_status (monitor) == NP_SERIAL_STATUS_LISTENING;
}

/* The board is pulled out while its log is open, and comes back. */
static void
test_replug (DetailFixture *fixture, gconstpointer data)
{
  NpBoard *board;
  const char *serial;
  g_autoptr(GError) error = NULL;

  detail_open_bench (fixture, 2, DETAIL_SPEED, 1280, 720);
  board = detail_get_board (fixture, 0);
  serial = np_board_get_probe_serial (board);
  detail_show_detail (fixture, 0, "log");
  np_test_wait_until (is_listening, board);
  g_assert_true (shows (fixture, "Listening to ttySIM0"));
  np_bench_folder_set_plugged (fixture->bench_path, serial, FALSE, &error);
  g_assert_no_error (error);
  np_test_wait_until (is_empty, board);
  np_test_run_main_loop ();
  g_assert_true (shows (fixture, "The board isn’t plugged in"));
  np_bench_folder_set_plugged (fixture->bench_path, serial, TRUE, &error);
  g_assert_no_error (error);
  np_test_wait_until (is_ready, board);
  np_test_wait_until (is_listening, board);
  np_test_run_main_loop ();
  g_assert_true (shows (fixture, "Listening to ttySIM0"));
  g_assert_true (shows (fixture, "Ready to be written"));
}

/* The log says what is missing, as the bench does: a command, or only another login. */
static void
test_refused_port (DetailFixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "the account is not in group dialout", "this login began before that. Log out and in again." };

  detail_open_bench (fixture, 2, DETAIL_SPEED, 1280, 720);
  np_bench_stop (fixture->bench);
  for (guint joined = 0; joined < 2; joined++)
    {
      const char *path = np_board_get_port (detail_get_board (fixture, joined))->path;

      detail_show_detail (fixture, joined, "steps");
      test_refused_begin (path, joined == 1);
      np_board_detail_show_page (np_bench_page_get_detail (fixture->page), "log");
      test_refused_end (path);
      g_assert_true (shows (fixture, texts[joined]));
      g_assert_cmpint (np_test_find_button (detail_get_widget (fixture), "Copy Command") != NULL, ==, joined == 0);
    }
}

/* What the last run did says nothing of another board on the same socket. */
static void
test_another_chip (DetailFixture *fixture, gconstpointer data)
{
  NpBoard *board;
  g_autofree char *report = NULL;
  g_autofree char *new_report = NULL;
  g_autoptr(GError) error = NULL;

  detail_open_bench (fixture, 2, DETAIL_SPEED, 1280, 720);
  board = detail_get_board (fixture, 0);
  detail_write_boards (fixture, "Write 2 Ready Boards");
  detail_show_detail (fixture, 0, "steps");
  g_assert_true (shows (fixture, "Done · "));
  detail_show_detail (fixture, 0, "data");
  g_assert_true (shows (fixture, "As the last run read it back."));
  report = np_board_report_dup_all (fixture->session, board);
  g_assert_nonnull (strstr (report, "2. Write factory data"));

  np_bench_folder_replug (fixture->bench_path, np_board_get_probe_serial (board), &error);
  g_assert_no_error (error);
  np_test_wait_until (is_ready, board);
  np_test_run_main_loop ();
  g_assert_false (shows (fixture, "As the last run read it back."));
  g_assert_false (shows (fixture, "Equal to the plan"));
  g_assert_true (shows (fixture, "Reading changes nothing on the board."));
  np_board_detail_show_page (np_bench_page_get_detail (fixture->page), "steps");
  np_test_run_main_loop ();
  g_assert_true (shows (fixture, "2 · Write factory data"));
  g_assert_true (shows (fixture, "Not started · "));
  g_assert_false (shows (fixture, "Done"));
  new_report = np_board_report_dup_all (fixture->session, board);
  g_assert_null (strstr (new_report, "Write factory data"));

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "bench-page.close-detail", NULL);
  detail_show_detail (fixture, 0, "steps");
  g_assert_true (shows (fixture, "Not started · "));
  g_assert_false (shows (fixture, "Done"));
}

/* Both see the same, and listening goes on until the last has gone. */
static void
test_two_windows (DetailFixture *fixture, gconstpointer data)
{
  GtkWindow *second;
  NpBenchPage *second_page;
  g_autofree char *log = NULL;
  g_autofree char *other_log = NULL;

  detail_open_bench (fixture, 1, DETAIL_SPEED, 1280, 720);
  second = detail_open_window (fixture, 1280, 720);
  second_page = NP_BENCH_PAGE (np_test_find_type (GTK_WIDGET (second), NP_TYPE_BENCH_PAGE));
  detail_show_detail (fixture, 0, "log");
  gtk_widget_activate_action (GTK_WIDGET (second_page), "bench-page.show-detail", "s", np_board_get_probe_serial (detail_get_board (fixture, 0)));
  np_board_detail_show_page (np_bench_page_get_detail (second_page), "log");
  np_test_wait_until (is_listening, detail_get_board (fixture, 0));
  g_assert_true (np_test_shows_text (GTK_WIDGET (second_page), "Listening to ttySIM0"));
  detail_write_boards (fixture, "Write 1 Ready Board");
  log = dup_log (np_log_view_get_text (NP_LOG_VIEW (np_test_find_type (GTK_WIDGET (second_page), NP_TYPE_LOG_VIEW))));
  g_assert_nonnull (strstr (log, "Step 2 of 4: Write factory data"));
  other_log = dup_log (detail_get_log_text (fixture));
  g_assert_cmpstr (other_log, ==, log);
  gtk_window_destroy (second);
  np_test_run_main_loop ();
  g_assert_true (shows (fixture, "Listening to ttySIM0"));
}

/* Every control has a name. */
static void
check_names (GtkWidget *widget)
{
  gboolean labelled = gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL)
                      || gtk_test_accessible_has_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);

  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_BUTTON (widget) && gtk_button_get_icon_name (GTK_BUTTON (widget)) != NULL && !labelled)
    g_error ("A button with the icon %s has no name", gtk_button_get_icon_name (GTK_BUTTON (widget)));
  if ((GTK_IS_LIST_BOX (widget) || GTK_IS_LIST_BOX_ROW (widget) || GTK_IS_TEXT_VIEW (widget) || GTK_IS_DROP_DOWN (widget)) && !labelled)
    g_error ("A %s has no name", G_OBJECT_TYPE_NAME (widget));
  if (GTK_IS_DROP_DOWN (widget))
    return; /* its insides are GTK's */
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    check_names (child);
}

/* Tab goes from the detail's first control to its last. */
static guint
count_focus_stops (DetailFixture *fixture)
{
  guint n = 0;

  gtk_root_set_focus (GTK_ROOT (fixture->window), NULL);
  while (gtk_widget_child_focus (detail_get_widget (fixture), GTK_DIR_TAB_FORWARD) && n < 200)
    n++;
  return n;
}

static void
test_accessibility (DetailFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *page;
    guint n_stops;
  } pages[] = { { "steps", 5 }, { "log", 8 }, { "data", 5 }, { "memory", 4 }, { "target", 5 } };

  detail_open_bench (fixture, 1, DETAIL_SPEED, 1280, 720);
  detail_write_boards (fixture, "Write 1 Ready Board");
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      detail_show_detail (fixture, 0, pages[i].page);
      check_names (detail_get_widget (fixture));
      g_assert_cmpuint (count_focus_stops (fixture), >=, pages[i].n_stops);
    }
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
  DETAIL_ADD ("open-and-close", test_open_and_close);
  DETAIL_ADD ("folded", test_folded);
  DETAIL_ADD ("failure-and-retry", test_failure_and_retry);
  DETAIL_ADD ("running-step", test_running_step);
  DETAIL_ADD ("plan-follows-project", test_plan_follows_project);
  DETAIL_ADD ("difference", test_difference);
  DETAIL_ADD ("read-and-reveal", test_read_and_reveal);
  DETAIL_ADD ("replug", test_replug);
  DETAIL_ADD ("refused-port", test_refused_port);
  DETAIL_ADD ("another-chip", test_another_chip);
  DETAIL_ADD ("two-windows", test_two_windows);
  DETAIL_ADD ("accessibility", test_accessibility);
  return np_test_run ();
}
