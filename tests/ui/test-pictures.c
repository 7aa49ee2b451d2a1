/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "factory/np-problem.h"
#include "np-bench-view.h"
#include "np-paths.h"
#include "np-window.h"
#include "support.h"

/* Pictures to look at, of each view and state, light and dark; the environment says which contrast. What they show is asserted
 * by the other tests: here they must only come about. */

#define N_STATES (NP_BOARD_STATE_STOP + 1)

typedef struct
{
  GtkWindow *window;
  char *folder;
  char *bench_name;
} Fixture;

typedef struct
{
  NpBoardState state;
  const char *message;
  const char *advice;
  guint step;
  double progress;
} Scene;

static const Scene scenes[N_STATES] = {
  { NP_BOARD_STATE_PASS, "Done", "Remove the board.", 4, 1 },
  { NP_BOARD_STATE_BUSY, NULL, NULL, 2, 0.55 },
  { NP_BOARD_STATE_FAIL, "No contact with the board", "Nothing was written. Check the USB cable and the board’s power, then retry. E-204", 1, 0.45 },
  { NP_BOARD_STATE_ACTION, "Unplug, then plug in again", "The run goes on by itself.", 3, 0.6 },
  { NP_BOARD_STATE_READY, NULL, NULL, 0, 0 },
  { NP_BOARD_STATE_BLOCK, "The recipe needs STM32WBA6; this is STM32F446xx", "Plug in a board of the recipe’s platform, or change the recipe.", 0, 0 },
  { NP_BOARD_STATE_UNSURE, "The DAC key may or may not be stored", "Set the board aside; its log says how far it came.", 3, 0.7 },
  { NP_BOARD_STATE_STOP, "Stopped", "Run the board again before you use it.", 2, 0.5 },
  { NP_BOARD_STATE_CHECK, NULL, NULL, 0, 0 },
  { NP_BOARD_STATE_EMPTY, NULL, NULL, 0, 0 },
};

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
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  gtk_window_destroy (fixture->window);
  np_test_run_main_loop ();
  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
  g_free (fixture->bench_name);
}

static void
open_window (Fixture *fixture, const char *bench_name, int width, int height)
{
  fixture->window = GTK_WINDOW (np_window_new (np_test_get_application (), bench_name));
  gtk_window_set_default_size (fixture->window, width, height);
  gtk_window_present (fixture->window);
}

static void
open_sample (Fixture *fixture, guint n_boards, double speed, int width, int height)
{
  const char *path = fixture->bench_name + strlen (NP_BENCH_NAME_SIMULATED ":");
  g_autoptr(GError) error = NULL;

  np_bench_folder_create (path, n_boards, "stm32wba6", &error);
  g_assert_no_error (error);
  np_bench_folder_set_speed (path, speed, &error);
  g_assert_no_error (error);
  open_window (fixture, fixture->bench_name, width, height);
  np_application_open_sample (np_test_get_application (), NP_WINDOW (fixture->window));
  np_test_wait_until (np_test_is_settled, np_session_get_bench (np_window_get_session (NP_WINDOW (fixture->window))));
}

/* Boards appear a few with each frame. */
static void
set_layout (GtkWindow *window, const char *layout)
{
  GtkWidget *view = np_test_find_type (GTK_WIDGET (window), NP_TYPE_BENCH_VIEW);

  gtk_widget_activate_action (view, "bench.layout", "s", layout);
  np_test_run_main_loop ();
}

static void
test_welcome (Fixture *fixture, gconstpointer data)
{
  open_window (fixture, NP_BENCH_NAME_HARDWARE, 1280, 720);
  np_test_take_pictures (fixture->window, "welcome");
}

static void
test_welcome_small (Fixture *fixture, gconstpointer data)
{
  open_window (fixture, NP_BENCH_NAME_HARDWARE, 800, 600);
  np_test_take_pictures (fixture->window, "welcome-800x600");
}

static void
set_some_scenes (NpBench *bench, guint n_boards)
{
  np_bench_stop (bench);
  for (guint i = 0; i < n_boards; i++)
    {
      NpBoard *board = np_test_get_board (bench, i);

      np_board_set_state (board, scenes[i].state, scenes[i].message, scenes[i].advice);
      if (scenes[i].step > 0)
        np_board_set_step (board, "Write factory data", scenes[i].step, 4);
      np_board_set_progress (board, scenes[i].progress);
    }
  np_test_run_main_loop ();
}

static void
set_scenes (NpBench *bench)
{
  set_some_scenes (bench, N_STATES);
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  open_sample (fixture, N_STATES, 50, 1280, 720);
  set_scenes (np_session_get_bench (np_window_get_session (NP_WINDOW (fixture->window))));
  np_test_take_pictures (fixture->window, "bench-states");
}

static void
test_states_small (Fixture *fixture, gconstpointer data)
{
  open_sample (fixture, N_STATES, 50, 800, 600);
  set_scenes (np_session_get_bench (np_window_get_session (NP_WINDOW (fixture->window))));
  np_test_take_pictures (fixture->window, "bench-states-800x600");
}

/* Places that the user has named and arranged, one of them empty. */
static void
test_names (Fixture *fixture, gconstpointer data)
{
  NpBench *bench;

  open_sample (fixture, N_STATES, 50, 1280, 800);
  bench = np_session_get_bench (np_window_get_session (NP_WINDOW (fixture->window)));
  set_scenes (bench);
  np_bench_name_board (bench, np_test_get_board (bench, 1), "Left jig");
  np_bench_name_board (bench, np_test_get_board (bench, 3), "Charger, upper shelf by the window");
  np_bench_name_board (bench, np_test_get_board (bench, 9), "Spare");
  np_test_take_pictures (fixture->window, "bench-names-1280x800");
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  open_sample (fixture, N_STATES, 50, 1280, 720);
  set_scenes (np_session_get_bench (np_window_get_session (NP_WINDOW (fixture->window))));
  set_layout (fixture->window, "list");
  np_test_take_pictures (fixture->window, "bench-list");
  gtk_window_set_default_size (fixture->window, 800, 600);
  np_test_take_pictures (fixture->window, "bench-list-800x600");
  set_layout (fixture->window, "automatic");
}

static void
test_wall (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view;

  open_sample (fixture, 8, 50, 1280, 720);
  set_some_scenes (np_session_get_bench (np_window_get_session (NP_WINDOW (fixture->window))), 8);
  view = np_test_find_type (GTK_WIDGET (fixture->window), NP_TYPE_BENCH_VIEW);
  g_object_set (view, "wall", TRUE, NULL);
  np_test_run_main_loop ();
  np_test_take_pictures (fixture->window, "bench-wall");
}

static gboolean
is_idle (gpointer window)
{
  return !np_session_is_running (np_window_get_session (window));
}

static gboolean
is_halfway (gpointer window)
{
  NpBench *bench = np_session_get_bench (np_window_get_session (window));
  double progress = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (bench)); i++)
    progress += np_board_get_progress (np_test_get_board (bench, i));
  return progress > 0.4 * g_list_model_get_n_items (G_LIST_MODEL (bench)) || is_idle (window);
}

/* Eight boards at work, three of them with a fault. */
static void
test_eight_boards (Fixture *fixture, gconstpointer data)
{
  static const char *const faults[][2] = { { "connect", "no-target" }, { "write", "verify-mismatch" }, { "write", "bit-flip" } };
  const char *path = fixture->bench_name + strlen (NP_BENCH_NAME_SIMULATED ":");
  NpBench *bench;
  g_autoptr(GError) error = NULL;

  open_sample (fixture, 8, 1, 1280, 720);
  bench = np_session_get_bench (np_window_get_session (NP_WINDOW (fixture->window)));
  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      np_bench_folder_set_fault (path, np_board_get_probe_serial (np_test_get_board (bench, 2 * i + 1)), faults[i][0], faults[i][1], &error);
      g_assert_no_error (error);
    }
  np_test_run_main_loop ();
  np_test_take_pictures (fixture->window, "bench-ready");
  np_test_press (GTK_WIDGET (fixture->window), "Write 8 Ready Boards");
  np_test_wait_until (is_halfway, fixture->window);
  np_test_take_pictures (fixture->window, "bench-running");
  np_test_wait_until (is_idle, fixture->window);
  np_test_take_pictures (fixture->window, "bench-done");
}

static gboolean
shows_all (gpointer window)
{
  return np_test_shows_text (window, "64");
}

/* More than a glance takes in: a list by itself. */
static void
test_many (Fixture *fixture, gconstpointer data)
{
  open_sample (fixture, 64, 50, 1280, 800);
  np_test_wait_until (shows_all, fixture->window);
  np_test_take_pictures (fixture->window, "bench-64-boards");
}

static void
open_json (Fixture *fixture, const char *contents)
{
  g_autofree char *path = g_build_filename (fixture->folder, "lamp.json", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, contents, -1, &error);
  g_assert_no_error (error);
  np_application_open_file (np_test_get_application (), NP_WINDOW (fixture->window), file);
}

static gboolean
has_dialog (gpointer window)
{
  return np_test_find_dialog (window) != NULL;
}

static void
test_dialogs (Fixture *fixture, gconstpointer data)
{
  open_window (fixture, NP_BENCH_NAME_SIMULATED, 1280, 720);
  open_json (fixture, "{\"VENDOR_ID\": \"0xFFF1\", \"PRODUCT_ID\": \"0x8004\", \"PRODUCT_NAME\": \"Lamp Mini\", \"COLOUR\": \"red\"}");
  np_test_wait_until (has_dialog, fixture->window);
  np_test_take_pictures (np_test_find_dialog (fixture->window), "setup-empty");
  g_object_set (np_test_find_dialog (fixture->window), "platform", 3, NULL);
  np_test_take_pictures (np_test_find_dialog (fixture->window), "setup");
  np_test_press (GTK_WIDGET (np_test_find_dialog (fixture->window)), "Create Project");
  np_test_wait_until (np_test_is_settled, np_session_get_bench (np_window_get_session (NP_WINDOW (fixture->window))));
  np_test_run_main_loop ();
  np_test_take_pictures (fixture->window, "bench-problems");
  np_test_press (GTK_WIDGET (fixture->window), "Show Problems");
  np_test_wait_until (has_dialog, fixture->window);
  np_test_take_pictures (np_test_find_dialog (fixture->window), "problems");
}

static void
test_error (Fixture *fixture, gconstpointer data)
{
  open_window (fixture, NP_BENCH_NAME_SIMULATED, 1280, 720);
  open_json (fixture, "{\"VENDOR_ID\": ");
  np_test_wait_until (has_dialog, fixture->window);
  np_test_take_pictures (np_test_find_dialog (fixture->window), "error");
}

static void
test_no_programmer (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpProject) project = np_project_new_sample ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  open_window (fixture, NP_BENCH_NAME_HARDWARE, 1280, 720);
  np_window_open_project (NP_WINDOW (fixture->window), project, problems);
  np_test_wait_until (np_test_is_settled, np_session_get_bench (np_window_get_session (NP_WINDOW (fixture->window))));
  np_test_run_main_loop ();
  np_test_take_pictures (fixture->window, "bench-no-programmer");
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/pictures/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("welcome", test_welcome);
  ADD ("welcome-small", test_welcome_small);
  ADD ("states", test_states);
  ADD ("states-small", test_states_small);
  ADD ("names", test_names);
  ADD ("list", test_list);
  ADD ("wall", test_wall);
  ADD ("many", test_many);
  ADD ("eight-boards", test_eight_boards);
  ADD ("dialogs", test_dialogs);
  ADD ("error", test_error);
  ADD ("no-programmer", test_no_programmer);
  return np_test_run ();
}
