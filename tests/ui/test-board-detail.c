/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "np-bench-page.h"
#include "np-log-view.h"
#include "np-paths.h"
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
  g_autoptr(GPtrArray) problems = g_ptr_array_new ();

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
  ADD ("pictures-ready", test_pictures_ready);
  ADD ("pictures-failed", test_pictures_failed);
  ADD ("pictures-small", test_pictures_small);
  return np_test_run ();
}
