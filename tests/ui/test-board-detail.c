/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "np-bench-page.h"
#include "np-board-card.h"
#include "np-log-view.h"
#include "np-paths.h"
#include "np-project-view.h"
#include "np-window.h"
#include "support.h"

/* The detail of a board in a real window, on a simulated bench; pictures of each page and state, light and dark. */

#define SPEED 50

typedef struct
{
  char *folder;
  char *bench_path;
  GtkWindow *window;
  NpSession *session;
  NpBench *bench;
  NpBenchPage *page;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->bench_path = g_build_filename (fixture->folder, "bench", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  if (fixture->window != NULL)
    gtk_window_destroy (fixture->window);
  np_test_run_main_loop ();
  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
  g_free (fixture->bench_path);
}

static GtkWidget *
find_of_type (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_of_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWindow *
open_window (Fixture *fixture, int width, int height)
{
  g_autofree char *name = g_strconcat (NP_BENCH_NAME_SIMULATED ":", fixture->bench_path, NULL);
  GtkWindow *window = GTK_WINDOW (np_window_new (np_test_get_application (), name));
  g_autoptr(NpProject) project = np_project_new_sample ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  gtk_window_set_default_size (window, width, height);
  np_window_open_project (NP_WINDOW (window), project, problems);
  gtk_window_present (window);
  np_test_wait_until (np_test_is_settled, np_session_get_bench (np_window_get_session (NP_WINDOW (window))));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-view", "i", 1);
  np_test_run_main_loop ();
  return window;
}

static void
open_bench (Fixture *fixture, guint n_boards, double speed, int width, int height)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_create (fixture->bench_path, n_boards, "stm32wba6", &error);
  g_assert_no_error (error);
  np_bench_folder_set_speed (fixture->bench_path, speed, &error);
  g_assert_no_error (error);
  fixture->window = open_window (fixture, width, height);
  fixture->session = np_window_get_session (NP_WINDOW (fixture->window));
  fixture->bench = np_session_get_bench (fixture->session);
  fixture->page = NP_BENCH_PAGE (find_of_type (GTK_WIDGET (fixture->window), NP_TYPE_BENCH_PAGE));
}

static NpBoard *
get_board (Fixture *fixture, guint index)
{
  return np_test_get_board (fixture->bench, index);
}

static void
show_detail (Fixture *fixture, guint index, const char *page)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "bench-page.show-detail", "s", np_board_get_probe_serial (get_board (fixture, index)));
  np_board_detail_show_page (np_bench_page_get_detail (fixture->page), page);
  np_test_run_main_loop ();
}

static GtkWidget *
get_detail (Fixture *fixture)
{
  return GTK_WIDGET (np_bench_page_get_detail (fixture->page));
}

static void
set_fault (Fixture *fixture, guint index, const char *step, const char *kind)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_set_fault (fixture->bench_path, np_board_get_probe_serial (get_board (fixture, index)), step, kind, &error);
  g_assert_no_error (error);
}

static gboolean
is_idle (gpointer session)
{
  return !np_session_is_running (session);
}

static void
write_boards (Fixture *fixture, const char *label)
{
  np_test_press (GTK_WIDGET (fixture->window), label);
  np_test_wait_until (is_idle, fixture->session);
  np_test_run_main_loop ();
}

static gboolean
is_not_reading (gpointer board)
{
  return !np_board_is_reading (board);
}

static gboolean
is_settled (gpointer text)
{
  return np_log_text_is_settled (text);
}

static void
take_pictures (Fixture *fixture, const char *name)
{
  static const struct
  {
    const char *name;
    AdwColorScheme scheme;
  } schemes[] = { { "light", ADW_COLOR_SCHEME_FORCE_LIGHT }, { "dark", ADW_COLOR_SCHEME_FORCE_DARK } };
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const char *contrast = adw_style_manager_get_high_contrast (manager) ? "-high-contrast" : "";

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      g_autofree char *full_name = g_strdup_printf ("detail-%s-%s%s", name, schemes[i].name, contrast);

      adw_style_manager_set_color_scheme (manager, schemes[i].scheme);
      np_test_take_picture (fixture->window, full_name);
    }
}

static void
take_page (Fixture *fixture, guint index, const char *page, const char *name)
{
  show_detail (fixture, index, page);
  if (strcmp (page, "log") == 0)
    np_test_wait_until (is_settled, np_log_view_get_text (NP_LOG_VIEW (find_of_type (get_detail (fixture), NP_TYPE_LOG_VIEW))));
  take_pictures (fixture, name);
}

/* What happens */

static gboolean
shows (Fixture *fixture, const char *text)
{
  return np_test_shows_text (get_detail (fixture), text);
}

static NpLogText *
get_log_text (Fixture *fixture)
{
  return np_log_view_get_text (NP_LOG_VIEW (find_of_type (get_detail (fixture), NP_TYPE_LOG_VIEW)));
}

static char *
dup_log (NpLogText *text)
{
  GtkTextIter start, end;

  np_test_wait_until (is_settled, text);
  gtk_text_buffer_get_bounds (np_log_text_get_buffer (text), &start, &end);
  return gtk_text_buffer_get_text (np_log_text_get_buffer (text), &start, &end, TRUE);
}

/* A card is opened as with Enter, Space or a click; the focus goes to the detail, and back to the card. */
static void
test_open_and_close (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card;

  open_bench (fixture, 2, SPEED, 1280, 720);
  card = find_of_type (GTK_WIDGET (fixture->window), NP_TYPE_BOARD_CARD);
  g_assert_false (np_bench_page_shows_detail (fixture->page));
  gtk_widget_grab_focus (card);
  g_assert_true (gtk_widget_activate (card));
  np_test_run_main_loop ();
  g_assert_true (np_bench_page_shows_detail (fixture->page));
  g_assert_true (np_board_detail_get_board (np_bench_page_get_detail (fixture->page)) == np_board_status_get_board (np_board_card_get_status (NP_BOARD_CARD (card))));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)), get_detail (fixture)));
  g_assert_true (shows (fixture, "Port 1"));
  g_assert_true (shows (fixture, "Ready to be written"));
  g_assert_true (shows (fixture, "2 · Write factory data"));
  g_assert_true (shows (fixture, "Not started · "));
  g_assert_true (gtk_widget_get_mapped (card)); /* beside it */

  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "bench-page.close-detail", NULL);
  np_test_run_main_loop ();
  g_assert_false (np_bench_page_shows_detail (fixture->page));
  g_assert_null (np_board_detail_get_board (np_bench_page_get_detail (fixture->page)));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (fixture->window)) == card);
}

static gboolean
is_hidden (gpointer card)
{
  return !gtk_widget_get_child_visible (card) || !gtk_widget_get_mapped (card);
}

/* In a small window it takes the bench's place. */
static void
test_folded (Fixture *fixture, gconstpointer data)
{
  GtkWidget *card;

  open_bench (fixture, 1, SPEED, 800, 600);
  card = find_of_type (GTK_WIDGET (fixture->window), NP_TYPE_BOARD_CARD);
  show_detail (fixture, 0, "steps");
  g_assert_true (gtk_widget_get_mapped (get_detail (fixture)));
  np_test_wait_until (is_hidden, card);
}

static void
test_failure_and_retry (Fixture *fixture, gconstpointer data)
{
  NpBoard *board;
  g_autoptr(GError) error = NULL;

  open_bench (fixture, 2, SPEED, 1280, 720);
  board = get_board (fixture, 1);
  set_fault (fixture, 1, "connect", "no-target");
  show_detail (fixture, 1, "steps");
  write_boards (fixture, "Write 2 Ready Boards");
  g_assert_true (shows (fixture, "No contact with the board"));
  g_assert_true (shows (fixture, "Nothing was written."));
  g_assert_true (shows (fixture, "E-204"));
  g_assert_true (shows (fixture, "Not started"));
  np_bench_folder_clear_faults (fixture->bench_path, np_board_get_probe_serial (board), &error);
  g_assert_no_error (error);
  np_test_press (get_detail (fixture), "Retry");
  np_test_wait_until (is_idle, fixture->session);
  np_test_run_main_loop ();
  g_assert_cmpint (np_board_get_state (board), ==, NP_BOARD_STATE_PASS);
  g_assert_true (shows (fixture, "Written, read back and compared"));
  g_assert_false (shows (fixture, "Not started"));
  g_assert_null (np_test_find_button (get_detail (fixture), "Retry"));
}

static gboolean
is_at_second_step (gpointer board)
{
  return np_board_get_step_number (board) == 2;
}

/* The step that goes on says so, from its first moment. */
static void
test_running_step (Fixture *fixture, gconstpointer data)
{
  open_bench (fixture, 1, 1, 1280, 720);
  show_detail (fixture, 0, "steps");
  np_test_press (GTK_WIDGET (fixture->window), "Write 1 Ready Board");
  np_test_wait_until (is_at_second_step, get_board (fixture, 0));
  g_assert_true (shows (fixture, "Done"));
  g_assert_true (shows (fixture, "Running · "));
  g_assert_true (shows (fixture, "Not started"));
  np_session_stop (fixture->session);
  np_test_wait_until (is_idle, fixture->session);
}

/* What is edited while a detail is open is what it shows. */
static void
test_plan_follows_project (Fixture *fixture, gconstpointer data)
{
  NpProjectView *view;
  NpEditor *editor;

  open_bench (fixture, 1, SPEED, 1280, 720);
  view = NP_PROJECT_VIEW (find_of_type (GTK_WIDGET (fixture->window), NP_TYPE_PROJECT_VIEW));
  editor = np_project_view_get_editor (view);
  show_detail (fixture, 0, "steps");
  np_window_show_view (NP_WINDOW (fixture->window), "project");
  np_editor_set_text (editor, NP_TAG_VENDOR_NAME, "Longer than before");
  np_editor_set_address_text (editor, "0x081ED000");
  np_window_show_view (NP_WINDOW (fixture->window), "bench");
  np_test_run_main_loop ();
  g_assert_true (shows (fixture, "bytes at 0x081ED000"));
  show_detail (fixture, 0, "data");
  g_assert_true (shows (fixture, "Longer than before"));
  show_detail (fixture, 0, "memory");
  g_assert_true (shows (fixture, "0x081ED000 to"));

  np_window_show_view (NP_WINDOW (fixture->window), "project");
  np_editor_set_text (editor, NP_TAG_SETUP_DISCRIMINATOR, "4096");
  np_window_show_view (NP_WINDOW (fixture->window), "bench");
  show_detail (fixture, 0, "steps");
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
test_difference (Fixture *fixture, gconstpointer data)
{
  open_bench (fixture, 1, SPEED, 1280, 720);
  set_fault (fixture, 0, "write", "bit-flip");
  write_boards (fixture, "Write 1 Ready Board");
  show_detail (fixture, 0, "data");
  g_assert_true (shows (fixture, "As the last run read it back."));
  g_assert_true (shows (fixture, "The board differs from the plan. 1 byte differs"));
  g_assert_true (shows (fixture, "differs from the plan"));
  g_assert_nonnull (np_test_find_button (get_detail (fixture), "Write Again"));
}

static void
test_read_and_reveal (Fixture *fixture, gconstpointer data)
{
  GtkWidget *reveal;

  open_bench (fixture, 1, SPEED, 1280, 720);
  show_detail (fixture, 0, "data");
  np_test_press (get_detail (fixture), "Read Board");
  np_test_wait_until (is_not_reading, get_board (fixture, 0));
  np_test_run_main_loop ();
  g_assert_true (shows (fixture, "There are no factory data on the board at 0x081EC000."));
  write_boards (fixture, "Write 1 Ready Board");
  np_test_press (get_detail (fixture), "Read Board");
  np_test_wait_until (is_not_reading, get_board (fixture, 0));
  np_test_run_main_loop ();
  g_assert_true (shows (fixture, "Equal to the plan"));
  g_assert_true (shows (fixture, "32 bytes, hidden")); /* the private key */
  reveal = find_named (get_detail (fixture), "view-reveal-symbolic");
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (reveal), TRUE);
  np_test_run_main_loop ();
  g_assert_false (shows (fixture, "32 bytes, hidden"));
  show_detail (fixture, 0, "target");
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
test_replug (Fixture *fixture, gconstpointer data)
{
  NpBoard *board;
  const char *serial;
  g_autoptr(GError) error = NULL;

  open_bench (fixture, 2, SPEED, 1280, 720);
  board = get_board (fixture, 0);
  serial = np_board_get_probe_serial (board);
  show_detail (fixture, 0, "log");
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

/* Both see the same, and listening goes on until the last has gone. */
static void
test_two_windows (Fixture *fixture, gconstpointer data)
{
  GtkWindow *second;
  NpBenchPage *second_page;
  g_autofree char *log = NULL;
  g_autofree char *other_log = NULL;

  open_bench (fixture, 1, SPEED, 1280, 720);
  second = open_window (fixture, 1280, 720);
  second_page = NP_BENCH_PAGE (find_of_type (GTK_WIDGET (second), NP_TYPE_BENCH_PAGE));
  show_detail (fixture, 0, "log");
  gtk_widget_activate_action (GTK_WIDGET (second_page), "bench-page.show-detail", "s", np_board_get_probe_serial (get_board (fixture, 0)));
  np_board_detail_show_page (np_bench_page_get_detail (second_page), "log");
  np_test_wait_until (is_listening, get_board (fixture, 0));
  g_assert_true (np_test_shows_text (GTK_WIDGET (second_page), "Listening to ttySIM0"));
  write_boards (fixture, "Write 1 Ready Board");
  log = dup_log (np_log_view_get_text (NP_LOG_VIEW (find_of_type (GTK_WIDGET (second_page), NP_TYPE_LOG_VIEW))));
  g_assert_nonnull (strstr (log, "Step 2 of 4: Write factory data"));
  other_log = dup_log (get_log_text (fixture));
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
count_focus_stops (Fixture *fixture)
{
  guint n = 0;

  gtk_root_set_focus (GTK_ROOT (fixture->window), NULL);
  while (gtk_widget_child_focus (get_detail (fixture), GTK_DIR_TAB_FORWARD) && n < 200)
    n++;
  return n;
}

static void
test_accessibility (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *page;
    guint n_stops;
  } pages[] = { { "steps", 5 }, { "log", 8 }, { "data", 5 }, { "memory", 4 }, { "target", 5 } };

  open_bench (fixture, 1, SPEED, 1280, 720);
  write_boards (fixture, "Write 1 Ready Board");
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      show_detail (fixture, 0, pages[i].page);
      check_names (get_detail (fixture));
      g_assert_cmpuint (count_focus_stops (fixture), >=, pages[i].n_stops);
    }
}

static void
test_pictures_ready (Fixture *fixture, gconstpointer data)
{
  open_bench (fixture, 4, SPEED, 1280, 720);
  take_page (fixture, 0, "steps", "ready-steps");
  take_page (fixture, 0, "data", "ready-data");
  take_page (fixture, 0, "memory", "memory");
  take_page (fixture, 0, "target", "target");
  take_page (fixture, 0, "log", "ready-log");
}

static void
test_pictures_failed (Fixture *fixture, gconstpointer data)
{
  open_bench (fixture, 4, SPEED, 1280, 720);
  set_fault (fixture, 0, "connect", "no-target");
  set_fault (fixture, 1, "write", "bit-flip");
  write_boards (fixture, "Write 4 Ready Boards");
  take_page (fixture, 0, "steps", "fail-steps");
  take_page (fixture, 0, "log", "fail-log");
  take_page (fixture, 1, "data", "differs-data");
  take_page (fixture, 2, "steps", "pass-steps");
  take_page (fixture, 2, "log", "pass-log");
  take_page (fixture, 2, "data", "pass-data");
  np_test_press (get_detail (fixture), "Read Board");
  np_test_wait_until (is_not_reading, get_board (fixture, 2));
  np_test_run_main_loop ();
  take_page (fixture, 2, "target", "read-target");
}

static gboolean
is_writing (gpointer board)
{
  return np_board_get_progress (board) > 0.4;
}

static gboolean
has_matches (gpointer text)
{
  return np_log_text_is_settled (text) && np_log_text_get_matches (text) > 2;
}

static void
test_pictures_running (Fixture *fixture, gconstpointer data)
{
  GtkWidget *search_bar;

  open_bench (fixture, 2, 1, 1280, 720);
  show_detail (fixture, 0, "steps");
  np_test_press (GTK_WIDGET (fixture->window), "Write 2 Ready Boards");
  np_test_wait_until (is_writing, get_board (fixture, 0));
  np_test_run_main_loop ();
  take_pictures (fixture, "running-steps");
  np_test_wait_until (is_idle, fixture->session);
  show_detail (fixture, 0, "log");
  np_board_log_append (np_board_get_log (get_board (fixture, 0)), NP_LOG_SOURCE_SERIAL, "I: factory data: 21 records at 0x081EC000", -1);
  gtk_widget_activate_action (get_detail (fixture), "detail.find", NULL);
  search_bar = find_of_type (get_detail (fixture), GTK_TYPE_SEARCH_BAR);
  gtk_editable_set_text (GTK_EDITABLE (find_of_type (search_bar, GTK_TYPE_SEARCH_ENTRY)), "0x081EC000");
  np_test_wait_until (has_matches, get_log_text (fixture));
  gtk_widget_activate_action (find_of_type (get_detail (fixture), NP_TYPE_LOG_VIEW), "log.find-next", NULL);
  take_pictures (fixture, "log-find");
}

static void
test_pictures_small (Fixture *fixture, gconstpointer data)
{
  open_bench (fixture, 4, SPEED, 800, 600);
  set_fault (fixture, 0, "connect", "no-target");
  write_boards (fixture, "Write 4 Ready Boards");
  take_page (fixture, 0, "steps", "800x600-steps");
  take_page (fixture, 0, "log", "800x600-log");
  take_page (fixture, 0, "data", "800x600-data");
}

#define ADD(name, function) g_test_add ("/board-detail/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
  ADD ("open-and-close", test_open_and_close);
  ADD ("folded", test_folded);
  ADD ("failure-and-retry", test_failure_and_retry);
  ADD ("running-step", test_running_step);
  ADD ("plan-follows-project", test_plan_follows_project);
  ADD ("difference", test_difference);
  ADD ("read-and-reveal", test_read_and_reveal);
  ADD ("replug", test_replug);
  ADD ("two-windows", test_two_windows);
  ADD ("accessibility", test_accessibility);
  ADD ("pictures-ready", test_pictures_ready);
  ADD ("pictures-failed", test_pictures_failed);
  ADD ("pictures-running", test_pictures_running);
  ADD ("pictures-small", test_pictures_small);
  return np_test_run ();
}
