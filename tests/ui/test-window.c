/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "factory/np-problem.h"
#include "np-paths.h"
#include "np-settings.h"
#include "np-window.h"
#include "support.h"

#define PLATFORM "stm32wba6"
#define FAST 50.0

/* Whole jobs, as a person does them: real windows, real buttons, simulated boards. */
typedef struct
{
  NpWindow *window;
  char *folder;
  char *bench_name;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *bench_folder = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  bench_folder = g_build_filename (fixture->folder, "bench", NULL);
  fixture->bench_name = g_strconcat (NP_BENCH_NAME_SIMULATED ":", bench_folder, NULL);
}

static void
open_window (Fixture *fixture, const char *bench_name)
{
  fixture->window = np_window_new (np_test_get_application (), bench_name);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static const char *
make_bench (Fixture *fixture, guint n_boards, double speed)
{
  const char *path = fixture->bench_name + strlen (NP_BENCH_NAME_SIMULATED ":");
  g_autoptr(GError) error = NULL;

  np_bench_folder_create (path, n_boards, PLATFORM, &error);
  g_assert_no_error (error);
  np_bench_folder_set_speed (path, speed, &error);
  g_assert_no_error (error);
  return path;
}

static gboolean
has_no_window (gpointer window)
{
  return *(gpointer *) window == NULL;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  if (fixture->window != NULL)
    np_window_stop_and_close (fixture->window);
  np_test_wait_until (has_no_window, &fixture->window);
  np_test_run_main_loop ();
  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
  g_free (fixture->bench_name);
}

/* Conditions */

typedef struct
{
  GtkWidget *window;
  const char *text;
} Button;

static gboolean
has_button (gpointer button)
{
  return np_test_find_button (((Button *) button)->window, ((Button *) button)->text) != NULL;
}

static void
wait_for_button (Fixture *fixture, const char *text)
{
  Button button = { GTK_WIDGET (fixture->window), text };

  np_test_wait (has_button, &button, text);
  np_test_run_main_loop (); /* boards appear a few with each frame */
}

static gboolean
is_running (gpointer window)
{
  return np_session_is_running (np_window_get_session (window));
}

static gboolean
has_ended (gpointer window)
{
  return !is_running (window);
}

static gboolean
has_dialog (gpointer window)
{
  return np_test_find_dialog (window) != NULL;
}

static gboolean
has_write_started (gpointer window)
{
  return np_test_shows_text (window, "Step 2 of");
}

static NpBoard *
get_board (Fixture *fixture, guint position)
{
  return np_test_get_board (np_session_get_bench (np_window_get_session (fixture->window)), position);
}

static void
press_in_dialog (Fixture *fixture, const char *text)
{
  np_test_wait_until (has_dialog, fixture->window);
  np_test_press (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), text);
}

static void
assert_count (Fixture *fixture, guint passed, guint failed)
{
  NpSession *session = np_window_get_session (fixture->window);

  g_assert_cmpuint (np_session_get_passed (session), ==, passed);
  g_assert_cmpuint (np_session_get_failed (session), ==, failed);
}

/* Tests */

static void
test_evaluator (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window;

  open_window (fixture, NP_BENCH_NAME_HARDWARE);
  window = GTK_WIDGET (fixture->window);
  np_test_press (window, "Try on the Simulated Bench");
  wait_for_button (fixture, "Write 4 Ready Boards");
  g_assert_true (np_test_shows_text (window, "Simulated bench — no real board is written."));

  np_test_press (window, "Write 4 Ready Boards");
  np_test_wait_until (has_ended, fixture->window);
  np_test_run_main_loop ();
  assert_count (fixture, 4, 0);
  g_assert_true (np_test_shows_text (window, "PASS"));
  g_assert_true (np_test_shows_text (window, "SAMPLE-0001")); /* what it is now */
  g_assert_true (np_test_shows_text (window, "Remove the board."));
  g_assert_false (np_test_shows_text (window, "READY"));
  g_assert_null (np_test_find_button (window, "Write 4 Ready Boards"));
}

static void
open_sample (Fixture *fixture, guint n_boards, double speed)
{
  g_autofree char *button = g_strdup_printf (n_boards == 1 ? "Write %u Ready Board" : "Write %u Ready Boards", n_boards);

  make_bench (fixture, n_boards, speed);
  open_window (fixture, fixture->bench_name);
  np_test_press (GTK_WIDGET (fixture->window), "Try on the Simulated Bench");
  wait_for_button (fixture, button);
}

static void
test_some_fail_then_retry (Fixture *fixture, gconstpointer data)
{
  static const char *const kinds[] = { "exit-1", "verify-mismatch", "bit-flip" };
  const char *path = fixture->bench_name + strlen (NP_BENCH_NAME_SIMULATED ":");
  g_autoptr(GError) error = NULL;

  open_sample (fixture, 8, FAST);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      np_bench_folder_set_fault (path, np_board_get_probe_serial (get_board (fixture, i)), "write", kinds[i], &error);
      g_assert_no_error (error);
    }
  np_test_press (GTK_WIDGET (fixture->window), "Write 8 Ready Boards");
  np_test_wait_until (has_ended, fixture->window);
  np_test_run_main_loop ();
  assert_count (fixture, 5, 3);
  for (guint i = 0; i < 8; i++)
    g_assert_cmpint (np_board_get_state (get_board (fixture, i)), ==, i < G_N_ELEMENTS (kinds) ? NP_BOARD_STATE_FAIL : NP_BOARD_STATE_PASS);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      np_bench_folder_clear_faults (path, np_board_get_probe_serial (get_board (fixture, i)), &error);
      g_assert_no_error (error);
    }
  np_test_press (GTK_WIDGET (fixture->window), "Retry 3 Failed");
  np_test_wait_until (has_ended, fixture->window);
  np_test_run_main_loop ();
  assert_count (fixture, 8, 0);
  g_assert_null (np_test_find_button (GTK_WIDGET (fixture->window), "Retry 3 Failed"));
}

static void
test_wrong_board (Fixture *fixture, gconstpointer data)
{
  const char *path = make_bench (fixture, 2, FAST);
  g_autoptr(GPtrArray) boards = NULL;
  g_autoptr(GError) error = NULL;

  boards = np_bench_folder_list_boards (path, &error);
  g_assert_no_error (error);
  np_bench_folder_set_fault (path, ((NpBenchBoardInfo *) boards->pdata[1])->serial, "identify", "wrong-chip", &error);
  g_assert_no_error (error);
  open_window (fixture, fixture->bench_name);
  np_test_press (GTK_WIDGET (fixture->window), "Try on the Simulated Bench");
  np_test_wait_until (np_test_is_settled, np_session_get_bench (np_window_get_session (fixture->window)));
  wait_for_button (fixture, "Write 1 Ready Board");
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "BLOCK"));
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "STM32F446"));
}

static void
test_close_while_running (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpSession) session = NULL;
  NpOutcome *outcome;

  open_sample (fixture, 1, 1);
  session = g_object_ref (np_window_get_session (fixture->window));
  np_test_press (GTK_WIDGET (fixture->window), "Write 1 Ready Board");
  gtk_window_close (GTK_WINDOW (fixture->window));
  press_in_dialog (fixture, "Continue");
  np_test_run_main_loop ();
  g_assert_true (np_session_is_running (session));

  np_test_wait_until (has_write_started, fixture->window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  press_in_dialog (fixture, "Stop and Close");
  np_test_wait_until (has_no_window, &fixture->window);
  g_assert_false (np_session_is_running (session));
  g_assert_cmpuint (np_session_get_stopped (session), ==, 1);
  /* The write that had started went on to its end; nothing came after it. */
  outcome = np_session_get_outcome (session, np_test_get_board (np_session_get_bench (session), 0));
  g_assert_cmpint (outcome->change, ==, NP_BOARD_CHANGE_WRITTEN);
}

static void
test_stop (Fixture *fixture, gconstpointer data)
{
  open_sample (fixture, 2, 1);
  np_test_press (GTK_WIDGET (fixture->window), "Write 2 Ready Boards");
  np_test_wait_until (is_running, fixture->window);
  np_test_run_main_loop ();
  np_test_press (GTK_WIDGET (fixture->window), "Stop…");
  press_in_dialog (fixture, "Stop");
  np_test_run_main_loop ();
  g_assert_null (np_test_find_button (GTK_WIDGET (fixture->window), "Stop…"));
  np_test_wait_until (has_ended, fixture->window);
  np_test_run_main_loop ();
  g_assert_cmpuint (np_session_get_stopped (np_window_get_session (fixture->window)), ==, 2);
  g_assert_nonnull (np_test_find_button (GTK_WIDGET (fixture->window), "Write 2 Stopped Boards"));
  np_test_press (GTK_WIDGET (fixture->window), "Write 2 Stopped Boards");
  g_assert_true (is_running (fixture->window));
}

static gboolean
has_failed (gpointer board)
{
  return np_board_get_state (board) == NP_BOARD_STATE_FAIL;
}

/* A retry is for what has failed; what was stopped goes on with what is ready. */
static void
test_failed_and_stopped (Fixture *fixture, gconstpointer data)
{
  const char *path = fixture->bench_name + strlen (NP_BENCH_NAME_SIMULATED ":");
  GtkWidget *window;
  g_autoptr(GError) error = NULL;

  open_sample (fixture, 3, 1);
  window = GTK_WIDGET (fixture->window);
  np_bench_folder_set_fault (path, np_board_get_probe_serial (get_board (fixture, 0)), "connect", "no-target:once", &error);
  g_assert_no_error (error);
  np_test_press (window, "Write 3 Ready Boards");
  np_test_wait_until (has_failed, get_board (fixture, 0));
  np_session_stop (np_window_get_session (fixture->window));
  np_test_wait_until (has_ended, fixture->window);
  np_test_run_main_loop ();
  g_assert_nonnull (np_test_find_button (window, "Retry 1 Failed"));
  g_assert_nonnull (np_test_find_button (window, "Write 2 Stopped Boards"));
  np_bench_folder_replug (path, np_board_get_probe_serial (get_board (fixture, 2)), &error);
  g_assert_no_error (error);
  wait_for_button (fixture, "Write 2 Boards");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (np_test_find_button (window, "Write 2 Boards")), ==, "Ready: 1. Stopped before: 1.");

  np_bench_folder_set_speed (path, FAST, &error);
  g_assert_no_error (error);
  np_test_press (window, "Retry 1 Failed");
  np_test_wait_until (has_ended, fixture->window);
  np_test_run_main_loop ();
  g_assert_cmpint (np_board_get_state (get_board (fixture, 0)), ==, NP_BOARD_STATE_PASS);
  g_assert_cmpint (np_board_get_state (get_board (fixture, 1)), ==, NP_BOARD_STATE_STOP);
}

static char *
write_file (Fixture *fixture, const char *name, const char *contents)
{
  char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, contents, -1, &error);
  g_assert_no_error (error);
  return path;
}

static void
test_damaged_project (Fixture *fixture, gconstpointer data)
{
  static const char damaged[] = "{\"format\": \"nameplate-project\", \"version\": 1, \"name\": ";
  g_autofree char *path = write_file (fixture, NP_PROJECT_FILE_NAME, damaged);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autofree char *contents = NULL;

  open_window (fixture, fixture->bench_name);
  np_application_open_file (np_test_get_application (), fixture->window, file);
  np_test_wait_until (has_dialog, fixture->window);
  g_assert_true (np_test_shows_text (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), "“project.json” Can’t Be Opened"));
  press_in_dialog (fixture, "Close");
  g_assert_null (np_window_get_session (fixture->window));
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, damaged);
}

/* A project that is open already comes to the front: two windows would each save over the other's changes. */
static void
test_open_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpProject) project = np_project_new_sample ();
  g_autofree char *folder = g_build_filename (fixture->folder, "project", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (folder);
  g_autoptr(GError) error = NULL;

  np_project_save (project, folder, &error);
  g_assert_no_error (error);
  make_bench (fixture, 1, FAST);
  open_window (fixture, fixture->bench_name);
  np_application_open_file (np_test_get_application (), fixture->window, file);
  g_assert_nonnull (np_window_get_session (fixture->window));
  np_application_open_file (np_test_get_application (), fixture->window, file);
  g_assert_cmpuint (g_list_length (gtk_application_get_windows (GTK_APPLICATION (np_test_get_application ()))), ==, 1);
}

static void
test_not_a_local_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GFile) file = g_file_new_for_uri ("nowhere://there/lamp.json");

  open_window (fixture, fixture->bench_name);
  np_application_open_file (np_test_get_application (), fixture->window, file);
  np_test_wait_until (has_dialog, fixture->window);
  g_assert_true (np_test_shows_text (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), "Copy it to this computer first."));
  press_in_dialog (fixture, "Close");
}

/* Its place among those that can be chosen; 0 is none. */
static guint
find_platform (const char *id)
{
  guint n_platforms;
  const NpPlatform *const *platforms = np_platform_get_all (&n_platforms);

  for (guint i = 0; i < n_platforms; i++)
    if (g_str_equal (np_platform_get_id (platforms[i]), id))
      return i + 1;
  return 0;
}

/* ST's JSON says nothing of the board: the platform is asked for. */
static void
test_import (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture, "lamp.json", "{\"VENDOR_ID\": \"0xFFF1\", \"PRODUCT_NAME\": \"Lamp <b>&\"}");
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autofree char *name = NULL;
  GtkWidget *dialog;
  const NpRecipe *recipe;

  make_bench (fixture, 1, FAST);
  open_window (fixture, fixture->bench_name);
  np_application_open_file (np_test_get_application (), fixture->window, file);
  np_test_wait_until (has_dialog, fixture->window);
  dialog = GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window)));
  g_object_get (dialog, "project-name", &name, NULL);
  g_assert_cmpstr (name, ==, "Lamp <b>&"); /* the product's: the file may be called like any other */
  g_assert_null (np_test_find_button (dialog, "Create Project"));
  g_object_set (dialog, "platform", find_platform (PLATFORM), NULL);
  g_assert_nonnull (np_test_find_button (dialog, "Create Project"));
  g_object_set (dialog, "address", "0x20000000", NULL);
  g_assert_null (np_test_find_button (dialog, "Create Project"));
  g_object_set (dialog, "address", "nonsense", NULL);
  g_assert_null (np_test_find_button (dialog, "Create Project"));
  g_object_set (dialog, "address", "0x081F0000", "project-name", " ", NULL);
  g_assert_null (np_test_find_button (dialog, "Create Project"));
  g_object_set (dialog, "project-name", " Lamp 2 ", NULL);
  np_test_press (dialog, "Create Project");
  np_test_run_main_loop ();

  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Lamp 2");

  recipe = np_project_get_recipe (np_session_get_project (np_window_get_session (fixture->window)));
  g_assert_cmphex (recipe->factory_data_address, ==, 0x081F0000);
  g_assert_cmpstr (np_platform_get_id (recipe->platform), ==, PLATFORM);
  /* Half of the data is missing: it says so, and nothing can be started. */
  np_test_wait_until (np_test_is_settled, np_session_get_bench (np_window_get_session (fixture->window)));
  np_test_run_main_loop ();
  g_assert_nonnull (np_test_find_button (GTK_WIDGET (fixture->window), "Show Problems"));
  g_assert_null (np_test_find_button (GTK_WIDGET (fixture->window), "Write 1 Ready Board"));
}

/* While the first is being set up its window is taken. */
static void
test_import_two (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first_path = write_file (fixture, "lamp.json", "{\"PRODUCT_NAME\": \"Lamp\"}");
  g_autofree char *second_path = write_file (fixture, "bell.json", "{\"PRODUCT_NAME\": \"Bell\"}");
  g_autoptr(GFile) first = g_file_new_for_path (first_path);
  g_autoptr(GFile) second = g_file_new_for_path (second_path);
  GtkApplication *application = GTK_APPLICATION (np_test_get_application ());
  GtkWindow *other = NULL;

  make_bench (fixture, 1, FAST);
  open_window (fixture, fixture->bench_name);
  np_application_open_file (np_test_get_application (), fixture->window, first);
  np_application_open_file (np_test_get_application (), fixture->window, second);
  for (GList *item = gtk_application_get_windows (application); item != NULL; item = item->next)
    if (NP_IS_WINDOW (item->data) && item->data != fixture->window)
      other = item->data;
  g_assert_nonnull (other);
  for (guint i = 0; i < 2; i++)
    {
      GtkWindow *window = i == 0 ? GTK_WINDOW (fixture->window) : other;
      GtkWidget *dialog = GTK_WIDGET (np_test_find_dialog (window));

      g_object_set (dialog, "platform", find_platform (PLATFORM), NULL);
      np_test_press (dialog, "Create Project");
      np_test_run_main_loop ();
      g_assert_cmpstr (gtk_window_get_title (window), ==, i == 0 ? "Lamp" : "Bell");
    }
  np_window_stop_and_close (NP_WINDOW (other));
  np_test_run_main_loop ();
}

static gboolean
shows_missing_tool (gpointer window)
{
  return np_test_shows_text (window, "STM32CubeProgrammer Is Missing");
}

static gboolean
shows_boards (gpointer window)
{
  return np_test_shows_text (window, "First-pass yield");
}

static void
test_no_programmer (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpProject) project = np_project_new_sample ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  open_window (fixture, NP_BENCH_NAME_HARDWARE);
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "STM32CubeProgrammer was not found"));
  np_window_open_project (fixture->window, project, problems);
  np_test_wait_until (shows_missing_tool, fixture->window);
  np_test_press (GTK_WIDGET (fixture->window), "Use a Simulated Bench");
  np_test_wait_until (shows_boards, fixture->window);
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "Simulated bench — no real board is written."));
}

static gboolean
misses_no_tool (gpointer window)
{
  return !shows_missing_tool (window);
}

/* Told where STM32CubeProgrammer is, the bench starts anew with it. */
static void
test_programmer_chosen (Fixture *fixture, gconstpointer data)
{
  g_autofree char *programmer = g_build_filename (make_bench (fixture, 1, FAST), "bin", NULL);
  g_autoptr(NpProject) project = np_project_new_sample ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GSettings) settings = np_settings_new ();

  open_window (fixture, NP_BENCH_NAME_HARDWARE);
  np_window_open_project (fixture->window, project, problems);
  np_test_wait_until (shows_missing_tool, fixture->window);
  g_settings_set_string (settings, "programmer-folder", programmer);
  np_test_wait_until (misses_no_tool, fixture->window);
  g_settings_reset (settings, "programmer-folder");
  np_test_wait_until (shows_missing_tool, fixture->window);
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/window/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("evaluator", test_evaluator);
  ADD ("some-fail-then-retry", test_some_fail_then_retry);
  ADD ("wrong-board", test_wrong_board);
  ADD ("close-while-running", test_close_while_running);
  ADD ("stop", test_stop);
  ADD ("failed-and-stopped", test_failed_and_stopped);
  ADD ("damaged-project", test_damaged_project);
  ADD ("open-twice", test_open_twice);
  ADD ("not-a-local-file", test_not_a_local_file);
  ADD ("import", test_import);
  ADD ("import-two", test_import_two);
  ADD ("no-programmer", test_no_programmer);
  ADD ("programmer-chosen", test_programmer_chosen);
  return np_test_run ();
}
