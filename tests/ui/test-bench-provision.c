/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench/np-bench-folder.h"
#include "factory/np-problem.h"
#include "np-paths.h"
#include "np-settings.h"
#include "np-window.h"
#include "project/np-project-sample.h"
#include "support.h"

/* Provisioning as a person sees it: sample projects, simulated boards, real windows. */

typedef struct
{
  NpWindow *window;
  char *folder;
  char *bench_folder;
  char *bench_name;
} Fixture;

static void
set_practising (gboolean practising)
{
  g_autoptr(GSettings) settings = np_settings_new ();

  g_settings_set_boolean (settings, "practise-confirmations", practising);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->bench_folder = g_build_filename (fixture->folder, "bench", NULL);
  fixture->bench_name = g_strconcat (NP_BENCH_NAME_SIMULATED ":", fixture->bench_folder, NULL);
  set_practising (FALSE);
}

static gboolean
has_no_window (gpointer window)
{
  return *(gpointer *) window == NULL;
}

static void
close_window (Fixture *fixture)
{
  if (fixture->window != NULL)
    np_window_stop_and_close (fixture->window);
  np_test_wait_until (has_no_window, &fixture->window);
  np_test_run_main_loop ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  close_window (fixture);
  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
  g_free (fixture->bench_folder);
  g_free (fixture->bench_name);
}

static NpSession *
get_session (Fixture *fixture)
{
  return np_window_get_session (fixture->window);
}

static NpBoard *
get_board (Fixture *fixture, guint position)
{
  return np_test_get_board (np_session_get_bench (get_session (fixture)), position);
}

static void
open_project (Fixture *fixture, NpProject *project)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  fixture->window = np_window_new (np_test_get_application (), fixture->bench_name);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 720);
  gtk_window_present (GTK_WINDOW (fixture->window));
  np_window_open_project (fixture->window, project, problems);
  np_window_show_view (fixture->window, "bench");
  np_test_wait_until (np_test_is_settled, np_session_get_bench (get_session (fixture)));
  np_test_run_main_loop ();
}

static NpProject *
make_project (Fixture *fixture, const char *sample_name, NpBoardLock lock)
{
  const NpProjectSample *sample = np_project_sample_find (sample_name);
  g_autofree char *path = g_build_filename (fixture->folder, "project", NULL);
  g_autoptr(NpRecipe) recipe = NULL;
  g_autoptr(GError) error = NULL;
  NpProject *project;

  project = np_project_sample_create (sample, path, &error);
  g_assert_no_error (error);
  recipe = np_recipe_copy (np_project_get_recipe (project));
  recipe->lock = lock;
  np_project_set_recipe (project, recipe);
  return project;
}

static void
open_sample (Fixture *fixture, const char *sample_name, NpBoardLock lock, guint n_boards, double speed)
{
  g_autoptr(NpProject) project = make_project (fixture, sample_name, lock);
  g_autoptr(GError) error = NULL;

  np_bench_folder_create (fixture->bench_folder, n_boards, np_project_sample_find (sample_name)->platform, &error);
  g_assert_no_error (error);
  np_bench_folder_set_speed (fixture->bench_folder, speed, &error);
  g_assert_no_error (error);
  open_project (fixture, project);
}

static void
take_pictures (GtkWindow *window, const char *name)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const char *contrast = adw_style_manager_get_high_contrast (manager) ? "-high-contrast" : "";

  for (int dark = FALSE; dark <= TRUE; dark++)
    {
      g_autofree char *full_name = g_strdup_printf ("%s-%s%s", name, dark ? "dark" : "light", contrast);

      adw_style_manager_set_color_scheme (manager, dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
      np_test_take_picture (window, full_name);
    }
}

/* Conditions and questions */

static gboolean
is_running (gpointer fixture)
{
  return np_session_is_running (get_session (fixture));
}

static gboolean
has_ended (gpointer fixture)
{
  return !is_running (fixture);
}

static gboolean
has_dialog (gpointer fixture)
{
  return np_test_find_dialog (GTK_WINDOW (((Fixture *) fixture)->window)) != NULL;
}

static gboolean
has_no_dialog (gpointer fixture)
{
  return !has_dialog (fixture);
}

static gboolean
waits_for_scripts (gpointer fixture)
{
  return np_test_shows_text (GTK_WIDGET (((Fixture *) fixture)->window), "Waits for another board’s script")
         || np_test_shows_text (GTK_WIDGET (((Fixture *) fixture)->window), "Waits for another board's script");
}

static gboolean
first_is_empty (gpointer fixture)
{
  return np_board_get_state (get_board (fixture, 0)) == NP_BOARD_STATE_EMPTY;
}

static gboolean
first_is_ready (gpointer fixture)
{
  return np_board_get_state (get_board (fixture, 0)) == NP_BOARD_STATE_READY;
}

static gboolean
first_has_passed (gpointer fixture)
{
  return np_board_get_state (get_board (fixture, 0)) == NP_BOARD_STATE_PASS && has_ended (fixture);
}

static gboolean
two_have_passed (gpointer fixture)
{
  return np_session_get_passed (get_session (fixture)) == 2 && has_ended (fixture);
}

static gboolean
first_needs_hand (gpointer fixture)
{
  return np_board_get_state (get_board (fixture, 0)) == NP_BOARD_STATE_ACTION;
}

static GtkWidget *
wait_for_dialog (Fixture *fixture)
{
  np_test_wait_until (has_dialog, fixture);
  return GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window)));
}

static void
press (Fixture *fixture, const char *text)
{
  np_test_press (GTK_WIDGET (fixture->window), text);
}

static void
cancel (Fixture *fixture)
{
  np_test_press (wait_for_dialog (fixture), "Cancel");
  np_test_wait_until (has_no_dialog, fixture);
  np_test_run_main_loop ();
}

static GtkWidget *
find_widget (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
type_name (Fixture *fixture, GtkWidget *dialog, const char *before, const char *accept)
{
  GtkEditable *entry = GTK_EDITABLE (find_widget (dialog, ADW_TYPE_ENTRY_ROW));

  gtk_editable_set_text (entry, before);
  g_assert_null (np_test_find_button (dialog, accept));
  gtk_editable_set_text (entry, np_project_get_name (np_session_get_project (get_session (fixture))));
}

/* --- What is asked before something is done for ever ---------------------------------- */

static void
test_no_questions (Fixture *fixture, gconstpointer data)
{
  open_sample (fixture, "wb55-production", NP_BOARD_LOCK_NONE, 1, 20);
  press (fixture, "Provision 1 Ready Board");
  g_assert_true (is_running (fixture));
  np_test_wait_until (has_ended, fixture);
  g_assert_cmpuint (np_session_get_passed (get_session (fixture)), ==, 1);
}

static void
test_store_keys (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;
  GtkWidget *text;

  set_practising (TRUE);
  open_sample (fixture, "wb55-production", NP_BOARD_LOCK_NONE, 2, 20);
  press (fixture, "Provision 2 Ready Boards");
  dialog = wait_for_dialog (fixture);
  g_assert_true (np_test_shows_text (dialog, "Store Production Keys in 2 Boards?"));
  g_assert_true (np_test_shows_text (dialog, "SIMULATED"));
  g_assert_null (np_test_find_button (dialog, "Store Keys in 2 Boards"));
  take_pictures (GTK_WINDOW (dialog), "confirm-store-keys");

  /* Typing alone counts. */
  text = GTK_WIDGET (gtk_editable_get_delegate (GTK_EDITABLE (find_widget (dialog, ADW_TYPE_ENTRY_ROW))));
  gdk_clipboard_set_text (gtk_widget_get_clipboard (text), np_project_get_name (np_session_get_project (get_session (fixture))));
  gtk_widget_activate_action (text, "clipboard.paste", NULL);
  np_test_run_main_loop ();
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "");
  cancel (fixture);
  g_assert_false (is_running (fixture));

  press (fixture, "Provision 2 Ready Boards");
  dialog = wait_for_dialog (fixture);
  type_name (fixture, dialog, "sample lamp", "Store Keys in 2 Boards");
  take_pictures (GTK_WINDOW (dialog), "confirm-store-keys-typed");
  np_test_press (dialog, "Store Keys in 2 Boards");
  np_test_wait_until (is_running, fixture);
  np_test_wait_until (has_ended, fixture);
  g_assert_cmpuint (np_session_get_passed (get_session (fixture)), ==, 2);
}

static void
test_close_for_ever (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  set_practising (TRUE);
  open_sample (fixture, "wba6", NP_BOARD_LOCK_RDP2, 2, 20);
  press (fixture, "Provision 2 Ready Boards");
  dialog = wait_for_dialog (fixture);
  g_assert_true (np_test_shows_text (dialog, "Close 2 Boards Permanently?"));
  type_name (fixture, dialog, "", "Close 2 Boards");
  g_assert_null (np_test_find_button (dialog, "Close 2 Boards"));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_widget (dialog, GTK_TYPE_CHECK_BUTTON)), TRUE);
  g_assert_nonnull (np_test_find_button (dialog, "Close 2 Boards"));
  take_pictures (GTK_WINDOW (dialog), "confirm-close-permanently");
  cancel (fixture);
  g_assert_false (is_running (fixture));

  /* Not for the line. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.line-lock", NULL);
  np_test_run_main_loop ();
  g_assert_null (np_test_find_button (GTK_WIDGET (fixture->window), "Provision 2 Ready Boards"));
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "The recipe closes boards permanently, and Line Lock is on."));
  take_pictures (GTK_WINDOW (fixture->window), "line-lock-permanent");
}

static void
check_question (Fixture *fixture, const char *sample, NpBoardLock lock, const char *heading, const char *picture)
{
  GtkWidget *dialog;

  set_practising (TRUE);
  open_sample (fixture, sample, lock, 2, 20);
  press (fixture, "Provision 2 Ready Boards");
  dialog = wait_for_dialog (fixture);
  g_assert_true (np_test_shows_text (dialog, heading));
  take_pictures (GTK_WINDOW (dialog), picture);
  cancel (fixture);
  g_assert_false (is_running (fixture));
}

static void
test_close (Fixture *fixture, gconstpointer data)
{
  check_question (fixture, "wba6-oemirot", NP_BOARD_LOCK_RDP2, "Close 2 Boards at RDP 2?", "confirm-rdp2");
}

static void
test_lock (Fixture *fixture, gconstpointer data)
{
  check_question (fixture, "wba6", NP_BOARD_LOCK_RDP1, "Lock 2 Boards at RDP 1?", "confirm-rdp1");
}

static void
test_erase (Fixture *fixture, gconstpointer data)
{
  check_question (fixture, "u5-oemirot", NP_BOARD_LOCK_NONE, "Erase 2 Boards and Reopen Them?", "confirm-erase");
}

static void
assert_passed (Fixture *fixture, guint position)
{
  NpOutcome *outcome = np_session_get_outcome (get_session (fixture), get_board (fixture, position));

  g_assert_cmpstr (outcome->why, ==, NULL);
  g_assert_cmpint (outcome->verdict, ==, NP_VERDICT_PASS);
}

/* --- The bench at work -------------------------------------------------------------- */

static void
test_eight_boards (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  open_sample (fixture, "wba6-oemirot-tfm", NP_BOARD_LOCK_NONE, 8, 10);
  take_pictures (GTK_WINDOW (fixture->window), "provision-ready");
  press (fixture, "Provision 8 Ready Boards");
  np_test_wait_until (waits_for_scripts, fixture);
  take_pictures (GTK_WINDOW (fixture->window), "provision-scripts-take-turns");
  press (fixture, "Stop…");
  dialog = wait_for_dialog (fixture);
  g_assert_true (np_test_shows_text (dialog, "still finishes"));
  take_pictures (GTK_WINDOW (dialog), "provision-stop");
  np_test_press (dialog, "Continue");
  np_test_wait_until (has_ended, fixture);
  take_pictures (GTK_WINDOW (fixture->window), "provision-done");
  g_assert_cmpuint (np_session_get_passed (get_session (fixture)), ==, 8);
}

static void
set_fault (Fixture *fixture, guint position, const char *step, const char *kind)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_set_fault (fixture->bench_folder, np_board_get_probe_serial (get_board (fixture, position)), step, kind, &error);
  g_assert_no_error (error);
}

/* The script leaves a board that has to be unplugged and plugged in again: it goes on by itself. */
static void
test_hand_is_needed (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  const char *probe;

  open_sample (fixture, "wba6-oemirot", NP_BOARD_LOCK_NONE, 2, 10);
  probe = np_board_get_probe_serial (get_board (fixture, 0));
  set_fault (fixture, 0, "script", "needs-power");
  np_bench_folder_set_helping_hand (fixture->bench_folder, probe, 30, &error);
  g_assert_no_error (error);
  press (fixture, "Provision 2 Ready Boards");
  np_test_wait_until (first_needs_hand, fixture);
  np_bench_folder_clear_faults (fixture->bench_folder, probe, &error); /* the second script leaves it well */
  g_assert_no_error (error);
  take_pictures (GTK_WINDOW (fixture->window), "provision-action");
  np_test_wait_until (has_ended, fixture);
  assert_passed (fixture, 0);
  assert_passed (fixture, 1);
  g_assert_cmpuint (np_session_get_passed (get_session (fixture)), ==, 2);
}

static gboolean
shows_reopening (gpointer user_data)
{
  return np_test_shows_text (GTK_WIDGET (((Fixture *) user_data)->window), "Locked: will be erased and reopened");
}

/* A board that is locked is ready for a recipe that begins with a regression, and says what will become of it. */
static void
test_locked_board (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  open_sample (fixture, "wba6-oemirot", NP_BOARD_LOCK_NONE, 2, 50);
  np_bench_folder_set_option_byte (fixture->bench_folder, np_board_get_probe_serial (get_board (fixture, 0)), "RDP", 0xDC, &error);
  g_assert_no_error (error);
  np_bench_refresh (np_session_get_bench (get_session (fixture)));
  np_test_wait_until (shows_reopening, fixture);
  take_pictures (GTK_WINDOW (fixture->window), "provision-locked-board");
  press (fixture, "Provision 2 Ready Boards");
  np_test_wait_until (has_ended, fixture);
  assert_passed (fixture, 0);
  assert_passed (fixture, 1);
}

static void
test_unsure (Fixture *fixture, gconstpointer data)
{
  open_sample (fixture, "wb55-production", NP_BOARD_LOCK_NONE, 2, 20);
  set_fault (fixture, 0, "handshake", "power-lost");
  press (fixture, "Provision 2 Ready Boards");
  np_test_wait_until (has_ended, fixture);
  take_pictures (GTK_WINDOW (fixture->window), "provision-unsure");
  g_assert_cmpint (np_board_get_state (get_board (fixture, 0)), ==, NP_BOARD_STATE_UNSURE);
  g_assert_cmpint (np_board_get_state (get_board (fixture, 1)), ==, NP_BOARD_STATE_PASS);
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "The DAC key may or may not be stored"));
  g_assert_null (np_test_find_button (GTK_WIDGET (fixture->window), "Retry 1 Board"));
}

static void
set_plugged (Fixture *fixture, const char *probe, gboolean plugged)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_set_plugged (fixture->bench_folder, probe, plugged, &error);
  g_assert_no_error (error);
}

static void
test_board_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autofree char *probe = NULL;

  open_sample (fixture, "wba6", NP_BOARD_LOCK_NONE, 1, 20);
  press (fixture, "Provision 1 Ready Board");
  np_test_wait_until (first_has_passed, fixture);
  probe = g_strdup (np_board_get_probe_serial (get_board (fixture, 0)));
  set_plugged (fixture, probe, FALSE);
  np_test_wait_until (first_is_empty, fixture);
  set_plugged (fixture, probe, TRUE);
  np_test_wait_until (first_is_ready, fixture);
  np_test_run_main_loop ();
  take_pictures (GTK_WINDOW (fixture->window), "provision-came-back");
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "Already provisioned in this session"));
  g_assert_null (np_test_find_button (GTK_WIDGET (fixture->window), "Provision 1 Ready Board"));

  gtk_widget_activate_action (find_widget (GTK_WIDGET (fixture->window), g_type_from_name ("NpBenchBoards")), "bench.provision-again", "s", probe);
  np_test_press (wait_for_dialog (fixture), "Provision Again");
  np_test_wait_until (is_running, fixture);
  np_test_wait_until (first_has_passed, fixture);
}

static void
test_auto_start (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view;
  g_autofree char *probe = NULL;
  g_autoptr(GError) error = NULL;

  open_sample (fixture, "wba6", NP_BOARD_LOCK_NONE, 2, 20);
  probe = g_strdup (np_board_get_probe_serial (get_board (fixture, 0)));
  view = find_widget (GTK_WIDGET (fixture->window), g_type_from_name ("NpBenchView"));
  gtk_widget_activate_action (view, "bench.auto-start", NULL);
  np_test_run_main_loop ();
  g_assert_false (is_running (fixture)); /* both were there before */
  set_plugged (fixture, probe, FALSE);
  np_test_wait_until (first_is_empty, fixture);
  set_plugged (fixture, probe, TRUE);
  np_test_wait_until (first_has_passed, fixture);

  /* The same chip isn't provisioned twice by itself, another one is. */
  np_bench_folder_replug (fixture->bench_folder, probe, &error);
  g_assert_no_error (error);
  np_test_wait_until (two_have_passed, fixture);
  g_assert_cmpint (np_board_get_state (get_board (fixture, 1)), ==, NP_BOARD_STATE_READY);
}

static void
test_auto_start_refused (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view;
  GtkWidget *dialog;
  gboolean auto_start;

  open_sample (fixture, "wb55-production", NP_BOARD_LOCK_NONE, 1, 20);
  view = find_widget (GTK_WIDGET (fixture->window), g_type_from_name ("NpBenchView"));
  gtk_widget_activate_action (view, "bench.auto-start", NULL);
  dialog = wait_for_dialog (fixture);
  g_assert_true (np_test_shows_text (dialog, "can’t be undone"));
  take_pictures (GTK_WINDOW (dialog), "auto-start-refused");
  np_test_press (dialog, "Close");
  g_object_get (view, "auto-start", &auto_start, NULL);
  g_assert_false (auto_start);
}

/* --- Line Lock --------------------------------------------------------------------- */

static gboolean
is_locked (Fixture *fixture)
{
  gboolean locked;

  g_object_get (find_widget (GTK_WIDGET (fixture->window), g_type_from_name ("NpLineLock")), "locked", &locked, NULL);
  return locked;
}

static void
test_line_lock (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpProject) again = NULL;
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autofree char *path = g_build_filename (fixture->folder, "project", NULL);
  GtkWidget *dialog;

  open_sample (fixture, "wba6", NP_BOARD_LOCK_NONE, 2, 20);
  g_assert_false (is_locked (fixture));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.line-lock", NULL);
  g_assert_true (is_locked (fixture));
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "Line Lock"));
  np_window_show_view (fixture->window, "project");
  np_test_run_main_loop ();
  g_assert_false (gtk_widget_is_sensitive (find_widget (GTK_WIDGET (fixture->window), g_type_from_name ("NpProjectView"))));
  take_pictures (GTK_WINDOW (fixture->window), "line-lock-project");
  np_window_show_view (fixture->window, "bench");
  take_pictures (GTK_WINDOW (fixture->window), "line-lock-bench");
  close_window (fixture);

  again = np_project_load (path, problems, NULL);
  open_project (fixture, again);
  g_assert_true (is_locked (fixture));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.line-lock", NULL);
  dialog = wait_for_dialog (fixture);
  take_pictures (GTK_WINDOW (dialog), "line-lock-off");
  g_assert_true (is_locked (fixture));
  np_test_press (dialog, "Turn Off");
  np_test_run_main_loop ();
  g_assert_false (is_locked (fixture));
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/bench-provision/" name, Fixture, NULL, set_up, function, tear_down)
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
  ADD ("auto-start", test_auto_start);
  ADD ("auto-start-refused", test_auto_start_refused);
  ADD ("line-lock", test_line_lock);
  return np_test_run ();
}
