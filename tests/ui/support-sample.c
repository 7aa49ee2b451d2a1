/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "factory/np-problem.h"
#include "np-paths.h"
#include "np-settings.h"
#include "project/np-project-sample.h"
#include "support-sample.h"

void
np_test_sample_set_practising (gboolean practising)
{
  g_autoptr(GSettings) settings = np_settings_new ();

  g_settings_set_boolean (settings, "practise-confirmations", practising);
}

void
np_test_sample_set_up (NpTestSample *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->bench_folder = g_build_filename (fixture->folder, "bench", NULL);
  fixture->bench_name = g_strconcat (NP_BENCH_NAME_SIMULATED ":", fixture->bench_folder, NULL);
  np_test_sample_set_practising (FALSE);
}

static gboolean
has_no_window (gpointer window)
{
  return *(gpointer *) window == NULL;
}

void
np_test_sample_close_window (NpTestSample *fixture)
{
  if (fixture->window != NULL)
    np_window_stop_and_close (fixture->window);
  np_test_wait_until (has_no_window, &fixture->window);
  np_test_run_main_loop ();
}

void
np_test_sample_tear_down (NpTestSample *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  np_test_sample_close_window (fixture);
  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
  g_free (fixture->bench_folder);
  g_free (fixture->bench_name);
}

NpSession *
np_test_sample_get_session (NpTestSample *fixture)
{
  return np_window_get_session (fixture->window);
}

NpBoard *
np_test_sample_get_board (NpTestSample *fixture, guint position)
{
  return np_test_get_board (np_session_get_bench (np_test_sample_get_session (fixture)), position);
}

void
np_test_sample_open_project (NpTestSample *fixture, NpProject *project)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  fixture->window = np_window_new (np_test_get_application (), fixture->bench_name);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 720);
  gtk_window_present (GTK_WINDOW (fixture->window));
  np_window_open_project (fixture->window, project, problems);
  np_window_show_view (fixture->window, "bench");
  np_test_wait_until (np_test_is_settled, np_session_get_bench (np_test_sample_get_session (fixture)));
  np_test_run_main_loop ();
}

static NpProject *
make_project (NpTestSample *fixture, const char *sample_name, NpBoardLock lock)
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

void
np_test_sample_open (NpTestSample *fixture, const char *sample_name, NpBoardLock lock, guint n_boards, double speed)
{
  g_autoptr(NpProject) project = make_project (fixture, sample_name, lock);
  g_autoptr(GError) error = NULL;

  np_bench_folder_create (fixture->bench_folder, n_boards, np_project_sample_find (sample_name)->platform, &error);
  g_assert_no_error (error);
  np_bench_folder_set_speed (fixture->bench_folder, speed, &error);
  g_assert_no_error (error);
  np_test_sample_open_project (fixture, project);
}

/* Conditions and questions */

gboolean
np_test_sample_is_running (gpointer fixture)
{
  return np_session_is_running (np_test_sample_get_session (fixture));
}

gboolean
np_test_sample_has_ended (gpointer fixture)
{
  return !np_test_sample_is_running (fixture);
}

gboolean
np_test_sample_has_dialog (gpointer fixture)
{
  return np_test_find_dialog (GTK_WINDOW (((NpTestSample *) fixture)->window)) != NULL;
}

gboolean
np_test_sample_has_no_dialog (gpointer fixture)
{
  return !np_test_sample_has_dialog (fixture);
}

gboolean
np_test_sample_first_is_empty (gpointer fixture)
{
  return np_board_get_state (np_test_sample_get_board (fixture, 0)) == NP_BOARD_STATE_EMPTY;
}

gboolean
np_test_sample_first_is_ready (gpointer fixture)
{
  return np_board_get_state (np_test_sample_get_board (fixture, 0)) == NP_BOARD_STATE_READY;
}

gboolean
np_test_sample_first_has_passed (gpointer fixture)
{
  return np_board_get_state (np_test_sample_get_board (fixture, 0)) == NP_BOARD_STATE_PASS && np_test_sample_has_ended (fixture);
}

GtkWidget *
np_test_sample_wait_for_dialog (NpTestSample *fixture)
{
  np_test_wait_until (np_test_sample_has_dialog, fixture);
  return GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window)));
}

void
np_test_sample_press (NpTestSample *fixture, const char *text)
{
  np_test_press (GTK_WIDGET (fixture->window), text);
}

void
np_test_sample_cancel (NpTestSample *fixture)
{
  np_test_press (np_test_sample_wait_for_dialog (fixture), "Cancel");
  np_test_wait_until (np_test_sample_has_no_dialog, fixture);
  np_test_run_main_loop ();
}

void
np_test_sample_set_fault (NpTestSample *fixture, guint position, const char *step, const char *kind)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_set_fault (fixture->bench_folder, np_board_get_probe_serial (np_test_sample_get_board (fixture, position)), step, kind, &error);
  g_assert_no_error (error);
}

void
np_test_sample_set_plugged (NpTestSample *fixture, const char *probe, gboolean plugged)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_set_plugged (fixture->bench_folder, probe, plugged, &error);
  g_assert_no_error (error);
}

