/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-log-view.h"
#include "np-paths.h"
#include "support-detail.h"

void
detail_set_up (DetailFixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->bench_path = g_build_filename (fixture->folder, "bench", NULL);
}

void
detail_tear_down (DetailFixture *fixture, gconstpointer data)
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

GtkWindow *
detail_open_window (DetailFixture *fixture, int width, int height)
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

void
detail_open_bench (DetailFixture *fixture, guint n_boards, double speed, int width, int height)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_create (fixture->bench_path, n_boards, "stm32wba6", &error);
  g_assert_no_error (error);
  np_bench_folder_set_speed (fixture->bench_path, speed, &error);
  g_assert_no_error (error);
  fixture->window = detail_open_window (fixture, width, height);
  fixture->session = np_window_get_session (NP_WINDOW (fixture->window));
  fixture->bench = np_session_get_bench (fixture->session);
  fixture->page = NP_BENCH_PAGE (np_test_find_type (GTK_WIDGET (fixture->window), NP_TYPE_BENCH_PAGE));
}

NpBoard *
detail_get_board (DetailFixture *fixture, guint index)
{
  return np_test_get_board (fixture->bench, index);
}

GtkWidget *
detail_get_widget (DetailFixture *fixture)
{
  return GTK_WIDGET (np_bench_page_get_detail (fixture->page));
}

void
detail_show_detail (DetailFixture *fixture, guint index, const char *page)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->page), "bench-page.show-detail", "s", np_board_get_probe_serial (detail_get_board (fixture, index)));
  np_board_detail_show_page (np_bench_page_get_detail (fixture->page), page);
  np_test_run_main_loop ();
}

NpLogText *
detail_get_log_text (DetailFixture *fixture)
{
  return np_log_view_get_text (NP_LOG_VIEW (np_test_find_type (detail_get_widget (fixture), NP_TYPE_LOG_VIEW)));
}

void
detail_set_fault (DetailFixture *fixture, guint index, const char *step, const char *kind)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_set_fault (fixture->bench_path, np_board_get_probe_serial (detail_get_board (fixture, index)), step, kind, &error);
  g_assert_no_error (error);
}

void
detail_write_boards (DetailFixture *fixture, const char *label)
{
  np_test_press (GTK_WIDGET (fixture->window), label);
  np_test_wait_until (detail_is_idle, fixture->session);
  np_test_run_main_loop ();
}

gboolean
detail_is_idle (gpointer session)
{
  return !np_session_is_running (session);
}

gboolean
detail_is_not_reading (gpointer board)
{
  return !np_board_is_reading (board);
}

gboolean
detail_is_log_settled (gpointer text)
{
  return np_log_text_is_settled (text);
}
