/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "np-recent-projects.h"
#include "support-frame.h"

/* Windows, projects of late, work that wasn't saved, views and menus. */

/* Projects of late */

static void
test_recent (FrameFixture *fixture, gconstpointer data)
{
  frame_open_project (fixture);
  frame_end_program (fixture);
  frame_open_window (fixture);
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "Recent Projects"));
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), fixture->project_folder));
  frame_activate_row (fixture, "Sample Lamp");
  g_assert_nonnull (np_window_get_session (fixture->window));
  g_assert_cmpstr (np_project_get_folder (np_session_get_project (np_window_get_session (fixture->window))), ==, fixture->project_folder);
}

static GtkWidget *
find_button_with_tooltip (GtkWidget *root, const char *tooltip)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_widget_get_tooltip_text (root), tooltip) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button_with_tooltip (child, tooltip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_recent_gone (FrameFixture *fixture, gconstpointer data)
{
  static const char remove_words[] = "Remove “Lamp <b>&” from this list";
  GtkWidget *button;

  np_recent_projects_add (fixture->settings, "/nowhere/lamp", "Lamp <b>&");
  np_recent_projects_add (fixture->settings, fixture->project_folder, "Sample Lamp");
  frame_open_window (fixture);
  np_test_wait_until (frame_says_gone, fixture);
  frame_activate_row (fixture, "Lamp <b>&");
  g_assert_null (np_window_get_session (fixture->window));

  button = find_button_with_tooltip (GTK_WIDGET (fixture->window), remove_words);
  g_assert_nonnull (button);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, remove_words);
  g_signal_emit_by_name (button, "clicked");
  np_test_run_main_loop ();
  g_assert_false (np_test_shows_text (GTK_WIDGET (fixture->window), "/nowhere/lamp"));
  g_assert_nonnull (frame_find_row (GTK_WIDGET (fixture->window), "Sample Lamp"));
}

static void
test_recent_list (FrameFixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) projects = NULL;
  const NpRecentProject *first;

  for (guint i = 0; i < NP_RECENT_PROJECTS_MAX + 5; i++)
    {
      g_autofree char *folder = g_strdup_printf ("/projects/%u", i);

      np_recent_projects_add (fixture->settings, folder, "Lamp");
    }
  np_recent_projects_add (fixture->settings, "/projects/8", "Renamed");
  projects = np_recent_projects_list (fixture->settings);
  g_assert_cmpuint (projects->len, ==, NP_RECENT_PROJECTS_MAX);
  first = projects->pdata[0];
  g_assert_cmpstr (first->folder, ==, "/projects/8");
  g_assert_cmpstr (first->name, ==, "Renamed");
  g_assert_cmpint (ABS (first->time - g_get_real_time () / G_USEC_PER_SEC), <, 60);
  for (guint i = 1; i < projects->len; i++)
    g_assert_cmpstr (((NpRecentProject *) projects->pdata[i])->folder, !=, "/projects/8");
  np_recent_projects_add (fixture->settings, "/\xFF", "not UTF-8"); /* can't be remembered, and doesn't harm */
}

/* Opening */

static gboolean
has_no_dialog (gpointer fixture)
{
  return !frame_has_dialog (fixture);
}

/* A value that was left out looks like one that isn't there: it is told when the project is opened, and no board is written then. */
static void
test_value_that_was_not_understood (FrameFixture *fixture, gconstpointer data)
{
  static const char told[] = "SERIAL_NUMBER has a value of the wrong type.";
  g_autofree char *path = g_build_filename (fixture->project_folder, NP_PROJECT_FILE_NAME, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GString) spoilt = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  spoilt = g_string_new (text);
  g_assert_cmpuint (g_string_replace (spoilt, "\"SERIAL_NUMBER\"", "\"SERIAL_NUMBER\" : 7, \"MY_KEY\"", 0), ==, 1);
  g_assert_true (g_file_set_contents (path, spoilt->str, -1, NULL));

  frame_open_project (fixture);
  np_test_wait_until (frame_has_dialog, fixture);
  g_assert_true (np_test_shows_text (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), told));
  np_test_take_picture (np_test_find_dialog (GTK_WINDOW (fixture->window)), "problems-in-the-file");
  gtk_window_close (np_test_find_dialog (GTK_WINDOW (fixture->window)));
  np_test_wait_until (has_no_dialog, fixture);
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), told));
}

/* Work that wasn't saved */

/* The end of the session, SIGTERM: nothing is asked, nothing is lost. */
static void
test_terminated (FrameFixture *fixture, gconstpointer data)
{
  frame_open_project (fixture);
  frame_rename_product (fixture, "Edited Lamp");
  frame_end_program (fixture);
  g_assert_cmpuint (frame_count_drafts (), ==, 1);

  frame_open_project (fixture);
  frame_press_in_dialog (fixture, "Restore");
  frame_assert_product (fixture, "Edited Lamp");
  g_assert_true (np_editor_has_unsaved_work (frame_get_editor (fixture)));
  np_editor_undo (frame_get_editor (fixture));
  frame_assert_product (fixture, "Sample Lamp");
  frame_end_program (fixture);
  g_assert_cmpuint (frame_count_drafts (), ==, 0);
}

static void
test_draft_discarded (FrameFixture *fixture, gconstpointer data)
{
  frame_open_project (fixture);
  frame_rename_product (fixture, "Edited Lamp");
  frame_end_program (fixture);
  frame_open_project (fixture);
  frame_press_in_dialog (fixture, "Discard");
  frame_assert_product (fixture, "Sample Lamp");
  g_assert_cmpuint (frame_count_drafts (), ==, 0);
}

/* Decided later: another end of the program doesn't lose it, nor an edit. */
static void
test_draft_left (FrameFixture *fixture, gconstpointer data)
{
  frame_open_project (fixture);
  frame_rename_product (fixture, "First Edit");
  frame_end_program (fixture);
  frame_open_project (fixture);
  np_test_wait_until (frame_has_dialog, fixture);
  gtk_window_close (np_test_find_dialog (GTK_WINDOW (fixture->window)));
  np_test_run_main_loop ();
  frame_rename_product (fixture, "Second Edit");
  frame_end_program (fixture);
  g_assert_cmpuint (frame_count_drafts (), ==, 2);
}

/* From the welcome: what has no folder could be found nowhere else. */
static void
test_draft_never_saved (FrameFixture *fixture, gconstpointer data)
{
  frame_open_window (fixture);
  np_test_press (GTK_WIDGET (fixture->window), "Try on the Simulated Bench");
  frame_rename_product (fixture, "Edited Lamp");
  frame_end_program (fixture);

  frame_open_window (fixture);
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "Unsaved Work"));
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "Never saved"));
  np_test_take_picture (GTK_WINDOW (fixture->window), "welcome-unsaved-work");
  frame_activate_row (fixture, "Sample Lamp");
  g_assert_nonnull (np_window_get_session (fixture->window));
  frame_assert_product (fixture, "Edited Lamp");
  g_assert_true (np_editor_has_unsaved_work (frame_get_editor (fixture)));
  frame_end_program (fixture);
  g_assert_cmpuint (frame_count_drafts (), ==, 1);
}

/* Its folder was moved or deleted meanwhile: the draft holds the whole project. */
static void
test_draft_folder_gone (FrameFixture *fixture, gconstpointer data)
{
  g_autofree char *moved = g_build_filename (fixture->folder, "elsewhere", NULL);
  g_autoptr(GError) error = NULL;
  NpProject *project;

  frame_open_project (fixture);
  frame_rename_product (fixture, "Edited Lamp");
  frame_end_program (fixture);
  g_assert_cmpint (g_rename (fixture->project_folder, moved), ==, 0);

  frame_open_window (fixture);
  frame_activate_row (fixture, "Sample Lamp");
  np_test_wait_until (frame_has_dialog, fixture);
  g_assert_true (np_test_shows_text (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), "The Project Must Be Saved Anew"));
  np_test_take_picture (np_test_find_dialog (GTK_WINDOW (fixture->window)), "draft-folder-gone");
  frame_press_in_dialog (fixture, "Close");
  project = np_session_get_project (np_window_get_session (fixture->window));
  frame_assert_product (fixture, "Edited Lamp");
  g_assert_null (np_project_get_folder (project));
  g_assert_true (np_editor_has_unsaved_work (frame_get_editor (fixture)));
  g_assert_nonnull (np_editor_get_image (frame_get_editor (fixture)));

  np_project_save (project, fixture->project_folder, &error);
  g_assert_no_error (error);
  g_assert_false (np_editor_has_unsaved_work (frame_get_editor (fixture)));
  frame_end_program (fixture);
  g_assert_cmpuint (frame_count_drafts (), ==, 0);
}

static void
test_closed_by_hand (FrameFixture *fixture, gconstpointer data)
{
  frame_open_project (fixture);
  frame_rename_product (fixture, "Edited Lamp");
  gtk_window_close (GTK_WINDOW (fixture->window));
  frame_press_in_dialog (fixture, "Discard");
  np_test_wait_until (frame_is_gone, &fixture->window);
  g_assert_cmpuint (frame_count_drafts (), ==, 0);
}

/* Quit closes what has nothing to lose, and asks of each other window. */
static void
test_quit (FrameFixture *fixture, gconstpointer data)
{
  NpWindow *other = np_window_new (np_test_get_application (), NP_BENCH_NAME_HARDWARE);

  g_object_add_weak_pointer (G_OBJECT (other), (gpointer *) &other);
  gtk_window_present (GTK_WINDOW (other));
  frame_open_project (fixture);
  frame_rename_product (fixture, "Edited Lamp");
  g_action_group_activate_action (G_ACTION_GROUP (np_test_get_application ()), "quit", NULL);
  np_test_wait_until (frame_is_gone, &other);
  np_test_wait_until (frame_has_dialog, fixture);
  g_assert_nonnull (fixture->window);
  gtk_window_close (np_test_find_dialog (GTK_WINDOW (fixture->window)));
  np_test_run_main_loop ();
  g_assert_nonnull (fixture->window);
  frame_assert_product (fixture, "Edited Lamp");
}

/* Views and menus */

static AdwViewStack *
find_views (GtkWidget *root)
{
  if (ADW_IS_VIEW_STACK (root))
    return ADW_VIEW_STACK (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      AdwViewStack *found = find_views (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static const char *
get_view (FrameFixture *fixture)
{
  return adw_view_stack_get_visible_child_name (find_views (GTK_WIDGET (fixture->window)));
}

static void
test_views (FrameFixture *fixture, gconstpointer data)
{
  frame_open_project (fixture);
  g_assert_cmpstr (get_view (fixture), ==, "bench");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-view", "i", 0);
  g_assert_cmpstr (get_view (fixture), ==, "project");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-view", "i", 7);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-view", "i", -1);
  g_assert_cmpstr (get_view (fixture), ==, "project");
  frame_end_program (fixture);
  frame_open_project (fixture);
  g_assert_cmpstr (get_view (fixture), ==, "project");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-view", "i", 1);
  g_assert_cmpstr (get_view (fixture), ==, "bench");
}

/* Each project opens where it was left; what was done with another one has no part in that. */
static void
test_opens_where_left (FrameFixture *fixture, gconstpointer data)
{
  g_autofree char *first_folder = g_strdup (fixture->project_folder);
  g_autoptr(NpProject) second = np_project_new_sample ();
  g_autoptr(GError) error = NULL;

  frame_open_project (fixture);
  g_assert_cmpstr (get_view (fixture), ==, "bench");
  np_window_show_view (fixture->window, "project");
  frame_end_program (fixture);

  g_free (fixture->project_folder);
  fixture->project_folder = g_build_filename (fixture->folder, "plug", NULL);
  np_project_save (second, fixture->project_folder, &error);
  g_assert_no_error (error);
  frame_open_project (fixture);
  g_assert_cmpstr (get_view (fixture), ==, "bench");
  frame_end_program (fixture);

  g_free (fixture->project_folder);
  fixture->project_folder = g_steal_pointer (&first_folder);
  frame_open_project (fixture);
  g_assert_cmpstr (get_view (fixture), ==, "project");
  np_recent_projects_set_view (fixture->settings, fixture->project_folder, "of another version");
  gtk_window_destroy (GTK_WINDOW (fixture->window)); /* as when the computer goes down: nothing is remembered */
  frame_open_project (fixture);
  g_assert_cmpstr (get_view (fixture), ==, "bench");
}

/* As a menu's item or a button of the window would find it. */
static gboolean
is_enabled (FrameFixture *fixture, const char *action)
{
  GtkWidget *button = gtk_button_new ();
  gboolean enabled;

  gtk_widget_set_parent (button, gtk_window_get_child (GTK_WINDOW (fixture->window)));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  enabled = gtk_widget_get_sensitive (button);
  gtk_widget_unparent (button);
  return enabled;
}

static void
test_undo_in_menu (FrameFixture *fixture, gconstpointer data)
{
  frame_open_project (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-view", "i", 0);
  g_assert_false (is_enabled (fixture, "win.undo"));
  frame_rename_product (fixture, "Edited Lamp");
  g_assert_true (is_enabled (fixture, "win.undo"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  frame_assert_product (fixture, "Sample Lamp");
  g_assert_true (is_enabled (fixture, "win.redo"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.redo", NULL);
  frame_assert_product (fixture, "Edited Lamp");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-view", "i", 1);
  g_assert_false (is_enabled (fixture, "win.undo")); /* nobody would see it */
}

static void
drop (FrameFixture *fixture, const char *const *paths)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->window));
  g_auto(GValue) value = G_VALUE_INIT;
  GSList *files = NULL;
  gboolean taken = FALSE;

  for (guint i = 0; paths[i] != NULL; i++)
    files = g_slist_append (files, g_file_new_for_path (paths[i]));
  g_value_init (&value, GDK_TYPE_FILE_LIST);
  g_value_take_boxed (&value, files);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DROP_TARGET (controller))
        g_signal_emit_by_name (controller, "drop", &value, 0.0, 0.0, &taken);
    }
  g_assert_true (taken);
  np_test_run_main_loop ();
}

static void
test_drop (FrameFixture *fixture, gconstpointer data)
{
  g_autofree char *json = g_build_filename (fixture->folder, "lamp.json", NULL);
  const char *const paths[] = { fixture->project_folder, json, NULL };
  NpWindow *second;

  g_assert_true (g_file_set_contents (json, "{\"VENDOR_ID\": \"0xFFF1\"}", -1, NULL));
  frame_open_window (fixture);
  drop (fixture, paths);
  g_assert_nonnull (np_window_get_session (fixture->window));
  /* The second comes into a window of its own, which asks for the platform. */
  second = gtk_application_get_windows (GTK_APPLICATION (np_test_get_application ()))->data;
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (np_test_get_application ())); item != NULL; item = item->next)
    if (NP_IS_WINDOW (item->data) && item->data != fixture->window)
      second = item->data;
  g_assert_true (second != fixture->window);
  g_assert_nonnull (np_test_find_dialog (GTK_WINDOW (second)));
  np_window_stop_and_close (second);
}

static void
add_tests (void)
{
  FRAME_ADD ("/frame/recent", test_recent);
  FRAME_ADD ("/frame/recent-gone", test_recent_gone);
  FRAME_ADD ("/frame/recent-list", test_recent_list);
  FRAME_ADD ("/frame/terminated", test_terminated);
  FRAME_ADD ("/frame/value-that-was-not-understood", test_value_that_was_not_understood);
  FRAME_ADD ("/frame/draft-discarded", test_draft_discarded);
  FRAME_ADD ("/frame/draft-left", test_draft_left);
  FRAME_ADD ("/frame/draft-never-saved", test_draft_never_saved);
  FRAME_ADD ("/frame/draft-folder-gone", test_draft_folder_gone);
  FRAME_ADD ("/frame/closed-by-hand", test_closed_by_hand);
  FRAME_ADD ("/frame/quit", test_quit);
  FRAME_ADD ("/frame/views", test_views);
  FRAME_ADD ("/frame/opens-where-left", test_opens_where_left);
  FRAME_ADD ("/frame/undo-in-menu", test_undo_in_menu);
  FRAME_ADD ("/frame/drop", test_drop);
}

int
main (int argc, char **argv)
{
  return frame_run (&argc, &argv, add_tests);
}
