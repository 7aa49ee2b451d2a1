/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-bench-boards.h"
#include "np-bench-page.h"
#include "np-bench-view.h"
#include "np-paths.h"
#include "np-project-view.h"
#include "np-window.h"
#include "support-keys.h"

/* The bench's keys, pressed on a keyboard: they are for the bench that is seen, and for no other view. */

typedef struct
{
  GtkWindow *window;
  NpBenchView *view;
  NpBenchBoards *boards;
  NpBenchPage *page;
  NpSession *session;
  NpEditor *editor;
  char *folder;
} Fixture;

static gboolean
is_running (gpointer session)
{
  return np_session_is_running (session);
}

static gboolean
is_idle (gpointer session)
{
  return !np_session_is_running (session);
}

static gboolean
has_dialog (gpointer window)
{
  return np_test_find_dialog (window) != NULL;
}

static void
run (Fixture *fixture, gconstpointer test)
{
  if (np_test_has_hands ())
    ((void (*) (Fixture *fixture)) test) (fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bench_folder = NULL;
  g_autofree char *bench_name = NULL;
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  bench_folder = g_build_filename (fixture->folder, "bench", NULL);
  bench_name = g_strconcat (NP_BENCH_NAME_SIMULATED ":", bench_folder, NULL);
  np_bench_folder_create (bench_folder, 2, "stm32wba6", &error);
  g_assert_no_error (error);
  np_bench_folder_set_speed (bench_folder, 50, &error);
  g_assert_no_error (error);
  fixture->window = GTK_WINDOW (np_window_new (np_test_get_application (), bench_name));
  gtk_window_set_default_size (fixture->window, 1280, 800);
  gtk_window_present (fixture->window);
  np_application_open_sample (np_test_get_application (), NP_WINDOW (fixture->window));
  fixture->session = np_window_get_session (NP_WINDOW (fixture->window));
  fixture->view = NP_BENCH_VIEW (np_test_find_type (GTK_WIDGET (fixture->window), NP_TYPE_BENCH_VIEW));
  fixture->boards = NP_BENCH_BOARDS (np_test_find_type (GTK_WIDGET (fixture->window), NP_TYPE_BENCH_BOARDS));
  fixture->page = NP_BENCH_PAGE (np_test_find_type (GTK_WIDGET (fixture->window), NP_TYPE_BENCH_PAGE));
  fixture->editor = np_project_view_get_editor (NP_PROJECT_VIEW (np_test_find_type (GTK_WIDGET (fixture->window), NP_TYPE_PROJECT_VIEW)));
  np_test_wait_until (np_test_is_settled, np_session_get_bench (fixture->session));
  np_test_run_main_loop ();
  if (np_test_has_hands ())
    np_test_give_keyboard (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  np_test_wait_until (is_idle, fixture->session);
  gtk_window_destroy (fixture->window);
  np_test_run_main_loop ();
  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
}

static NpBoard *
get_board (Fixture *fixture, guint position)
{
  return np_test_get_board (np_session_get_bench (fixture->session), position);
}

static gboolean
is_wall (Fixture *fixture)
{
  gboolean wall;

  g_object_get (fixture->view, "wall", &wall, NULL);
  return wall;
}

/* Nothing is started, and nothing fills the screen, while another view is looked at. */
static void
test_elsewhere (Fixture *fixture)
{
  static const char *const keys[] = { "ctrl+Return", "ctrl+r", "F11", "2" };

  np_board_set_state (get_board (fixture, 0), NP_BOARD_STATE_FAIL, NULL, NULL);
  np_test_press_key (fixture->window, "alt+1");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      np_test_press_key (fixture->window, keys[i]);
      g_test_message ("%s", keys[i]);
      g_assert_false (np_session_is_running (fixture->session));
      g_assert_false (is_wall (fixture));
      g_assert_null (np_bench_view_get_chosen (fixture->view));
    }
  np_test_press_key (fixture->window, "alt+2");
  np_test_press_key (fixture->window, "ctrl+r");
  np_test_wait_until (is_idle, fixture->session);
  np_test_run_main_loop ();
  g_assert_cmpint (np_board_get_state (get_board (fixture, 0)), ==, NP_BOARD_STATE_PASS);
  g_assert_cmpint (np_board_get_state (get_board (fixture, 1)), ==, NP_BOARD_STATE_READY);
  np_test_press_key (fixture->window, "ctrl+Return");
  np_test_wait_until (is_idle, fixture->session);
  g_assert_cmpint (np_board_get_state (get_board (fixture, 1)), ==, NP_BOARD_STATE_PASS);
}

/* What is mended while the bench is looked at, as in the recipe's wizard, stands against a start no more; what was broken does. */
static void
test_mended (Fixture *fixture)
{
  np_editor_set_text (fixture->editor, NP_TAG_SETUP_DISCRIMINATOR, "4096");
  np_test_press_key (fixture->window, "ctrl+Return");
  g_assert_false (np_session_is_running (fixture->session));
  g_assert_null (np_test_find_dialog (fixture->window));
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->view), "Discriminator is 4096"));
  np_editor_undo (fixture->editor);
  g_assert_false (np_test_shows_text (GTK_WIDGET (fixture->view), "Discriminator is 4096"));
  np_test_press_key (fixture->window, "ctrl+Return");
  np_test_wait_until (is_idle, fixture->session);
  g_assert_cmpuint (np_session_get_passed (fixture->session), ==, 2);
}

/* The Wall View is left with its view. */
static void
test_wall (Fixture *fixture)
{
  np_test_press_key (fixture->window, "F11");
  g_assert_true (is_wall (fixture));
  np_test_press_key (fixture->window, "F11");
  g_assert_false (is_wall (fixture));
  np_test_press_key (fixture->window, "F11");
  g_assert_true (is_wall (fixture));
  np_test_press_key (fixture->window, "alt+1");
  g_assert_false (is_wall (fixture));
}

static NpBoard *
get_shown (Fixture *fixture)
{
  return np_bench_page_shows_detail (fixture->page) ? np_board_detail_get_board (np_bench_page_get_detail (fixture->page)) : NULL;
}

/* F9 shows and hides the side pane of whichever view is seen: on the bench the detail of the board that was gone to. */
static void
test_side_pane (Fixture *fixture)
{
  AdwFlap *flap = ADW_FLAP (np_test_find_type (GTK_WIDGET (fixture->window), ADW_TYPE_FLAP));
  gboolean revealed;

  np_test_press_key (fixture->window, "2");
  np_test_press_key (fixture->window, "F9");
  g_assert_true (get_shown (fixture) == get_board (fixture, 1));
  np_test_press_key (fixture->window, "F9");
  g_assert_null (get_shown (fixture));
  np_test_press_key (fixture->window, "alt+1");
  revealed = adw_flap_get_reveal_flap (flap);
  np_test_press_key (fixture->window, "F9");
  g_assert_cmpint (adw_flap_get_reveal_flap (flap), ==, !revealed);
  g_assert_null (get_shown (fixture));
}

/* Escape leaves what can be left without harm, one after the other, and asks before it stops a run; elsewhere it does nothing of that. */
static void
test_escape (Fixture *fixture)
{
  np_bench_folder_set_speed (np_bench_folder_get_path (np_bench_get_folder (np_session_get_bench (fixture->session))), 1, NULL);
  np_test_press_key (fixture->window, "ctrl+Return");
  np_test_wait_until (is_running, fixture->session);
  np_test_press_key (fixture->window, "alt+1");
  np_test_press_key (fixture->window, "Escape");
  g_assert_null (np_test_find_dialog (fixture->window));
  np_test_press_key (fixture->window, "alt+2");
  np_test_send_key ("Escape");
  np_test_wait_until (has_dialog, fixture->window);
  np_test_press (GTK_WIDGET (np_test_find_dialog (fixture->window)), "Stop");
  np_test_wait_until (is_idle, fixture->session);
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/bench-keys/" name, Fixture, function, set_up, run, tear_down)
  ADD ("elsewhere", test_elsewhere);
  ADD ("mended", test_mended);
  ADD ("wall", test_wall);
  ADD ("side-pane", test_side_pane);
  ADD ("escape", test_escape);
  return np_test_run ();
}
