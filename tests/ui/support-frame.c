/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "np-paths.h"
#include "np-settings.h"
#include "project/np-draft.h"
#include "support-frame.h"

void
frame_set_up (FrameFixture *fixture, gconstpointer data)
{
  g_autoptr(NpProject) project = np_project_new_sample ();
  g_autoptr(GError) error = NULL;

  np_test_get_application ();
  fixture->settings = np_settings_new ();
  g_settings_set_double (fixture->settings, "simulated-speed", 50);
  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->project_folder = g_build_filename (fixture->folder, "lamp", NULL);
  np_project_save (project, fixture->project_folder, &error);
  g_assert_no_error (error);
}

void
frame_open_window (FrameFixture *fixture)
{
  fixture->window = np_window_new (np_test_get_application (), NP_BENCH_NAME_SIMULATED);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
  np_test_run_main_loop ();
}

gboolean
frame_is_gone (gpointer window)
{
  return *(gpointer *) window == NULL;
}

void
frame_end_program (FrameFixture *fixture)
{
  if (fixture->window != NULL)
    np_window_stop_and_close (fixture->window);
  np_test_wait_until (frame_is_gone, &fixture->window);
  np_test_run_main_loop ();
}

void
frame_tear_down (FrameFixture *fixture, gconstpointer data)
{
  static const char *const keys[] = { "recent-projects", "simulated-speed", "window-width", "window-height" };
  g_autoptr(GPtrArray) drafts = NULL;
  g_autoptr(GError) error = NULL;

  frame_end_program (fixture);
  drafts = np_draft_list ();
  for (guint i = 0; i < drafts->len; i++)
    np_draft_remove (drafts->pdata[i], NULL);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (fixture->settings, keys[i]);
  g_object_unref (fixture->settings);
  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
  g_free (fixture->project_folder);
}

void
frame_open_project (FrameFixture *fixture)
{
  g_autoptr(GFile) file = g_file_new_for_path (fixture->project_folder);

  frame_open_window (fixture);
  np_application_open_file (np_test_get_application (), fixture->window, file);
  np_test_run_main_loop ();
}

NpEditor *
frame_get_editor (FrameFixture *fixture)
{
  return np_unsaved_work_get_editor (np_window_get_unsaved_work (fixture->window));
}

void
frame_rename_product (FrameFixture *fixture, const char *name)
{
  np_editor_set_text (frame_get_editor (fixture), NP_TAG_PRODUCT_NAME, name);
}

void
frame_assert_product (FrameFixture *fixture, const char *expected)
{
  g_autofree char *name = np_editor_dup_text (frame_get_editor (fixture), NP_TAG_PRODUCT_NAME);

  g_assert_cmpstr (name, ==, expected);
}

guint
frame_count_drafts (void)
{
  g_autoptr(GPtrArray) drafts = np_draft_list ();

  return drafts->len;
}

gboolean
frame_has_dialog (gpointer fixture)
{
  return np_test_find_dialog (GTK_WINDOW (((FrameFixture *) fixture)->window)) != NULL;
}

void
frame_press_in_dialog (FrameFixture *fixture, const char *text)
{
  np_test_wait_until (frame_has_dialog, fixture);
  np_test_press (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), text);
  np_test_run_main_loop ();
}

/* Finds a mapped row by its title. */
GtkWidget *
frame_find_row (GtkWidget *root, const char *title)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (ADW_IS_PREFERENCES_ROW (root) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = frame_find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

void
frame_activate_row (FrameFixture *fixture, const char *title)
{
  GtkWidget *row = frame_find_row (GTK_WIDGET (fixture->window), title);

  g_assert_nonnull (row);
  g_signal_emit_by_name (row, "activate");
  np_test_run_main_loop ();
}

gboolean
frame_says_gone (gpointer fixture)
{
  return np_test_shows_text (GTK_WIDGET (((FrameFixture *) fixture)->window), "It isn’t there any more");
}

GtkWindow *
frame_find_window (GType type)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (item->data, type) && gtk_widget_get_mapped (item->data))
      return item->data;
  return NULL;
}

int
frame_run (int *argc, char ***argv, void (*add_tests) (void))
{
  g_autofree char *state = g_dir_make_tmp ("nameplate-state-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_STATE_HOME", state, TRUE); /* the drafts of programs that are tested beside this one aren't ours */
  np_test_init (argc, argv);
  add_tests ();
  status = np_test_run ();
  np_paths_remove_folder (state, NULL);
  return status;
}
