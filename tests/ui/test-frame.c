/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "np-about.h"
#include "np-guide-pages.h"
#include "np-guide-window.h"
#include "np-paths.h"
#include "np-recent-projects.h"
#include "np-settings.h"
#include "np-shortcuts.h"
#include "np-window.h"
#include "project/np-draft.h"
#include "project/np-project-sample.h"
#include "support.h"

/* What is around a project: windows, projects of late, work that wasn't saved, shortcuts, About. */
typedef struct
{
  GSettings *settings;
  char *folder;
  char *project_folder;
  NpWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
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

static void
open_window (Fixture *fixture)
{
  fixture->window = np_window_new (np_test_get_application (), NP_BENCH_NAME_SIMULATED);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_present (GTK_WINDOW (fixture->window));
  np_test_run_main_loop ();
}

static gboolean
is_gone (gpointer window)
{
  return *(gpointer *) window == NULL;
}

static void
end_program (Fixture *fixture)
{
  if (fixture->window != NULL)
    np_window_stop_and_close (fixture->window);
  np_test_wait_until (is_gone, &fixture->window);
  np_test_run_main_loop ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const keys[] = { "recent-projects", "simulated-speed", "window-width", "window-height" };
  g_autoptr(GPtrArray) drafts = NULL;
  g_autoptr(GError) error = NULL;

  end_program (fixture);
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

static void
open_project (Fixture *fixture)
{
  g_autoptr(GFile) file = g_file_new_for_path (fixture->project_folder);

  open_window (fixture);
  np_application_open_file (np_test_get_application (), fixture->window, file);
  np_test_run_main_loop ();
}

static NpEditor *
get_editor (Fixture *fixture)
{
  return np_unsaved_work_get_editor (np_window_get_unsaved_work (fixture->window));
}

static void
rename_product (Fixture *fixture, const char *name)
{
  np_editor_set_text (get_editor (fixture), NP_TAG_PRODUCT_NAME, name);
}

static void
assert_product (Fixture *fixture, const char *expected)
{
  g_autofree char *name = np_editor_dup_text (get_editor (fixture), NP_TAG_PRODUCT_NAME);

  g_assert_cmpstr (name, ==, expected);
}

static guint
count_drafts (void)
{
  g_autoptr(GPtrArray) drafts = np_draft_list ();

  return drafts->len;
}

static gboolean
has_dialog (gpointer fixture)
{
  return np_test_find_dialog (GTK_WINDOW (((Fixture *) fixture)->window)) != NULL;
}

static void
press_in_dialog (Fixture *fixture, const char *text)
{
  np_test_wait_until (has_dialog, fixture);
  np_test_press (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), text);
  np_test_run_main_loop ();
}

/* Finds a mapped row by its title. */
static GtkWidget *
find_row (GtkWidget *root, const char *title)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (ADW_IS_PREFERENCES_ROW (root) && g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (root)), title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_row (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
activate_row (Fixture *fixture, const char *title)
{
  GtkWidget *row = find_row (GTK_WIDGET (fixture->window), title);

  g_assert_nonnull (row);
  g_signal_emit_by_name (row, "activate");
  np_test_run_main_loop ();
}

/* Projects of late */

static void
test_recent (Fixture *fixture, gconstpointer data)
{
  open_project (fixture);
  end_program (fixture);
  open_window (fixture);
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "Recent Projects"));
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), fixture->project_folder));
  activate_row (fixture, "Sample Lamp");
  g_assert_nonnull (np_window_get_session (fixture->window));
  g_assert_cmpstr (np_project_get_folder (np_session_get_project (np_window_get_session (fixture->window))), ==, fixture->project_folder);
}

static gboolean
says_gone (gpointer fixture)
{
  return np_test_shows_text (GTK_WIDGET (((Fixture *) fixture)->window), "It isn’t there any more");
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
test_recent_gone (Fixture *fixture, gconstpointer data)
{
  static const char remove_words[] = "Remove “Lamp <b>&” from this list";
  GtkWidget *button;

  np_recent_projects_add (fixture->settings, "/nowhere/lamp", "Lamp <b>&");
  np_recent_projects_add (fixture->settings, fixture->project_folder, "Sample Lamp");
  open_window (fixture);
  np_test_wait_until (says_gone, fixture);
  activate_row (fixture, "Lamp <b>&");
  g_assert_null (np_window_get_session (fixture->window));

  button = find_button_with_tooltip (GTK_WIDGET (fixture->window), remove_words);
  g_assert_nonnull (button);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, remove_words);
  g_signal_emit_by_name (button, "clicked");
  np_test_run_main_loop ();
  g_assert_false (np_test_shows_text (GTK_WIDGET (fixture->window), "/nowhere/lamp"));
  g_assert_nonnull (find_row (GTK_WIDGET (fixture->window), "Sample Lamp"));
}

static void
test_recent_list (Fixture *fixture, gconstpointer data)
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

/* Work that wasn't saved */

/* The end of the session, SIGTERM: nothing is asked, nothing is lost. */
static void
test_terminated (Fixture *fixture, gconstpointer data)
{
  open_project (fixture);
  rename_product (fixture, "Edited Lamp");
  end_program (fixture);
  g_assert_cmpuint (count_drafts (), ==, 1);

  open_project (fixture);
  press_in_dialog (fixture, "Restore");
  assert_product (fixture, "Edited Lamp");
  g_assert_true (np_editor_has_unsaved_work (get_editor (fixture)));
  np_editor_undo (get_editor (fixture));
  assert_product (fixture, "Sample Lamp");
  end_program (fixture);
  g_assert_cmpuint (count_drafts (), ==, 0);
}

static void
test_draft_discarded (Fixture *fixture, gconstpointer data)
{
  open_project (fixture);
  rename_product (fixture, "Edited Lamp");
  end_program (fixture);
  open_project (fixture);
  press_in_dialog (fixture, "Discard");
  assert_product (fixture, "Sample Lamp");
  g_assert_cmpuint (count_drafts (), ==, 0);
}

/* Decided later: another end of the program doesn't lose it, nor an edit. */
static void
test_draft_left (Fixture *fixture, gconstpointer data)
{
  open_project (fixture);
  rename_product (fixture, "First Edit");
  end_program (fixture);
  open_project (fixture);
  np_test_wait_until (has_dialog, fixture);
  gtk_window_close (np_test_find_dialog (GTK_WINDOW (fixture->window)));
  np_test_run_main_loop ();
  rename_product (fixture, "Second Edit");
  end_program (fixture);
  g_assert_cmpuint (count_drafts (), ==, 2);
}

/* From the welcome: what has no folder could be found nowhere else. */
static void
test_draft_never_saved (Fixture *fixture, gconstpointer data)
{
  open_window (fixture);
  np_test_press (GTK_WIDGET (fixture->window), "Try on the Simulated Bench");
  rename_product (fixture, "Edited Lamp");
  end_program (fixture);

  open_window (fixture);
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "Unsaved Work"));
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "Never saved"));
  np_test_take_picture (GTK_WINDOW (fixture->window), "welcome-unsaved-work");
  activate_row (fixture, "Sample Lamp");
  g_assert_nonnull (np_window_get_session (fixture->window));
  assert_product (fixture, "Edited Lamp");
  g_assert_true (np_editor_has_unsaved_work (get_editor (fixture)));
  end_program (fixture);
  g_assert_cmpuint (count_drafts (), ==, 1);
}

static void
test_closed_by_hand (Fixture *fixture, gconstpointer data)
{
  open_project (fixture);
  rename_product (fixture, "Edited Lamp");
  gtk_window_close (GTK_WINDOW (fixture->window));
  press_in_dialog (fixture, "Discard");
  np_test_wait_until (is_gone, &fixture->window);
  g_assert_cmpuint (count_drafts (), ==, 0);
}

/* Quit closes what has nothing to lose, and asks of each other window. */
static void
test_quit (Fixture *fixture, gconstpointer data)
{
  NpWindow *other = np_window_new (np_test_get_application (), NP_BENCH_NAME_HARDWARE);

  g_object_add_weak_pointer (G_OBJECT (other), (gpointer *) &other);
  gtk_window_present (GTK_WINDOW (other));
  open_project (fixture);
  rename_product (fixture, "Edited Lamp");
  g_action_group_activate_action (G_ACTION_GROUP (np_test_get_application ()), "quit", NULL);
  np_test_wait_until (is_gone, &other);
  np_test_wait_until (has_dialog, fixture);
  g_assert_nonnull (fixture->window);
  gtk_window_close (np_test_find_dialog (GTK_WINDOW (fixture->window)));
  np_test_run_main_loop ();
  g_assert_nonnull (fixture->window);
  assert_product (fixture, "Edited Lamp");
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
get_view (Fixture *fixture)
{
  return adw_view_stack_get_visible_child_name (find_views (GTK_WIDGET (fixture->window)));
}

static void
test_views (Fixture *fixture, gconstpointer data)
{
  open_project (fixture);
  g_assert_cmpstr (get_view (fixture), ==, "bench");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-view", "i", 0);
  g_assert_cmpstr (get_view (fixture), ==, "project");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-view", "i", 7);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-view", "i", -1);
  g_assert_cmpstr (get_view (fixture), ==, "project");
  end_program (fixture);
  open_project (fixture);
  g_assert_cmpstr (get_view (fixture), ==, "project");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-view", "i", 1);
  g_assert_cmpstr (get_view (fixture), ==, "bench");
}

/* Each project opens where it was left; what was done with another one has no part in that. */
static void
test_opens_where_left (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first_folder = g_strdup (fixture->project_folder);
  g_autoptr(NpProject) second = np_project_new_sample ();
  g_autoptr(GError) error = NULL;

  open_project (fixture);
  g_assert_cmpstr (get_view (fixture), ==, "bench");
  np_window_show_view (fixture->window, "project");
  end_program (fixture);

  g_free (fixture->project_folder);
  fixture->project_folder = g_build_filename (fixture->folder, "plug", NULL);
  np_project_save (second, fixture->project_folder, &error);
  g_assert_no_error (error);
  open_project (fixture);
  g_assert_cmpstr (get_view (fixture), ==, "bench");
  end_program (fixture);

  g_free (fixture->project_folder);
  fixture->project_folder = g_steal_pointer (&first_folder);
  open_project (fixture);
  g_assert_cmpstr (get_view (fixture), ==, "project");
  np_recent_projects_set_view (fixture->settings, fixture->project_folder, "of another version");
  gtk_window_destroy (GTK_WINDOW (fixture->window)); /* as when the computer goes down: nothing is remembered */
  open_project (fixture);
  g_assert_cmpstr (get_view (fixture), ==, "bench");
}

/* As a menu's item or a button of the window would find it. */
static gboolean
is_enabled (Fixture *fixture, const char *action)
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
test_undo_in_menu (Fixture *fixture, gconstpointer data)
{
  open_project (fixture);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-view", "i", 0);
  g_assert_false (is_enabled (fixture, "win.undo"));
  rename_product (fixture, "Edited Lamp");
  g_assert_true (is_enabled (fixture, "win.undo"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  assert_product (fixture, "Sample Lamp");
  g_assert_true (is_enabled (fixture, "win.redo"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.redo", NULL);
  assert_product (fixture, "Edited Lamp");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-view", "i", 1);
  g_assert_false (is_enabled (fixture, "win.undo")); /* nobody would see it */
}

static void
drop (Fixture *fixture, const char *const *paths)
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
test_drop (Fixture *fixture, gconstpointer data)
{
  g_autofree char *json = g_build_filename (fixture->folder, "lamp.json", NULL);
  const char *const paths[] = { fixture->project_folder, json, NULL };
  NpWindow *second;

  g_assert_true (g_file_set_contents (json, "{\"VENDOR_ID\": \"0xFFF1\"}", -1, NULL));
  open_window (fixture);
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

/* Help */

static void
collect_shortcuts (GtkWidget *widget, GHashTable *found)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          GtkShortcutAction *action = gtk_shortcut_get_action (shortcut);

          if (GTK_IS_NAMED_ACTION (action))
            g_hash_table_add (found, g_strdup (gtk_named_action_get_action_name (GTK_NAMED_ACTION (action))));
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_shortcuts (child, found);
}

static gboolean
is_ours (const char *action)
{
  return g_str_has_prefix (action, "project.") || g_str_has_prefix (action, "bench.");
}

/* What the table lists is there, and what is there is listed. */
static void
test_shortcuts_are_real (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_shortcuts;
  const NpShortcut *shortcuts = np_shortcuts_get_all (&n_shortcuts);
  GHashTableIter iter;
  gpointer action;

  open_project (fixture);
  collect_shortcuts (GTK_WIDGET (fixture->window), found);
  for (guint i = 0; i < n_shortcuts; i++)
    {
      g_auto(GStrv) keys = g_strsplit (shortcuts[i].keys, " ", -1);

      for (guint j = 0; keys[j] != NULL; j++)
        g_assert_true (gtk_accelerator_parse (keys[j], &(guint) { 0 }, &(GdkModifierType) { 0 }));
      if (shortcuts[i].owner == NP_SHORTCUT_VIEW && !g_hash_table_contains (found, shortcuts[i].action))
        g_error ("“%s” has no key", shortcuts[i].action);
      if (shortcuts[i].owner == NP_SHORTCUT_VIEW)
        g_hash_table_add (listed, (gpointer) shortcuts[i].action);
    }
  g_hash_table_iter_init (&iter, found);
  while (g_hash_table_iter_next (&iter, &action, NULL))
    if (is_ours (action) && !g_hash_table_contains (listed, action))
      g_error ("“%s” has a key that the shortcuts window doesn't list", (const char *) action);
}

static GtkWindow *
find_window (GType type)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (G_TYPE_CHECK_INSTANCE_TYPE (item->data, type) && gtk_widget_get_mapped (item->data))
      return item->data;
  return NULL;
}

static void
test_shortcuts_window (Fixture *fixture, gconstpointer data)
{
  guint n_shortcuts;
  const NpShortcut *shortcuts = np_shortcuts_get_all (&n_shortcuts);
  GtkWindow *window;

  open_project (fixture);
  g_action_group_activate_action (G_ACTION_GROUP (np_test_get_application ()), "shortcuts", NULL);
  np_test_run_main_loop ();
  window = find_window (GTK_TYPE_SHORTCUTS_WINDOW);
  g_assert_nonnull (window);
  for (guint i = 0; i < n_shortcuts; i++)
    if (!np_test_shows_text (GTK_WIDGET (window), shortcuts[i].title))
      g_error ("“%s” isn't shown", shortcuts[i].title);
  np_test_take_picture (window, "shortcuts");
  gtk_window_destroy (window);
}

static void
test_debug_information (Fixture *fixture, gconstpointer data)
{
  static const char *const parts[] = { "Nameplate " NP_VERSION, "GTK 4.", "libadwaita 1.", "GLib 2.", "OpenSSL 3.", "System: ", "Renderer: Gsk",
                                       "Display: Gdk", "STM32CubeProgrammer", "Serial access: ", "Bench: simulated", "Platform: stm32wba6" };
  g_autofree char *text = NULL;

  open_project (fixture);
  text = np_about_dup_debug_information (GTK_WINDOW (fixture->window));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (text, parts[i]) == NULL)
      g_error ("“%s” isn't in:\n%s", parts[i], text);
  /* Nothing of the project, nor of whose computer it is */
  g_assert_null (strstr (text, "Sample Lamp"));
  g_assert_null (strstr (text, fixture->folder));
  g_assert_null (strstr (text, g_get_home_dir ()));
  g_assert_null (strstr (text, "20202021"));
}

static void
test_about (Fixture *fixture, gconstpointer data)
{
  GtkWindow *window;

  open_project (fixture);
  g_action_group_activate_action (G_ACTION_GROUP (np_test_get_application ()), "about", NULL);
  np_test_run_main_loop ();
  window = find_window (ADW_TYPE_ABOUT_WINDOW);
  g_assert_nonnull (window);
  g_assert_true (np_test_shows_text (GTK_WIDGET (window), NP_VERSION));
  np_test_take_picture (window, "about");
  gtk_window_destroy (window);
}

/* Every paragraph of every page is shown, and is a stop of its own for arrow keys and screen readers. */
static void
test_guide (Fixture *fixture, gconstpointer data)
{
  guint n_pages;
  const NpGuidePage *pages = np_guide_pages_get_all (&n_pages);
  GtkWindow *window;

  open_window (fixture);
  g_action_group_activate_action (G_ACTION_GROUP (np_test_get_application ()), "guide", NULL);
  g_action_group_activate_action (G_ACTION_GROUP (np_test_get_application ()), "guide", NULL);
  np_test_run_main_loop ();
  window = find_window (NP_TYPE_GUIDE_WINDOW);
  g_assert_nonnull (window);
  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *name = g_strdup_printf ("guide-%s", pages[i].id);

      np_guide_window_show_page (NP_GUIDE_WINDOW (window), pages[i].id);
      np_test_run_main_loop ();
      for (const NpGuideItem *item = pages[i].items; item->text != NULL; item++)
        if (!np_test_shows_text (GTK_WIDGET (window), item->text))
          g_error ("“%s” isn't shown", item->text);
      np_test_take_picture (window, name);
    }
  gtk_window_close (window);
  np_test_run_main_loop ();
  g_assert_null (find_window (NP_TYPE_GUIDE_WINDOW));
}

static GtkWidget *
find_child (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type) && gtk_widget_get_mapped (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_child (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* From the list of pages into the page, and through it. */
static void
test_guide_keyboard (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  NpGuideWindow *guide = np_guide_window_new ();
  GtkWidget *focus;

  gtk_window_present (GTK_WINDOW (guide));
  np_test_run_main_loop ();
  gtk_widget_grab_focus (find_child (GTK_WIDGET (guide), GTK_TYPE_LIST_BOX_ROW));
  for (guint i = 0; i < 6 && rows->len == 0; i++)
    {
      gtk_widget_child_focus (GTK_WIDGET (guide), GTK_DIR_TAB_FORWARD);
      focus = gtk_window_get_focus (GTK_WINDOW (guide));
      if (focus != NULL && GTK_IS_LIST_BOX_ROW (focus) && gtk_widget_has_css_class (gtk_widget_get_parent (focus), "guide"))
        g_ptr_array_add (rows, focus);
    }
  g_assert_cmpuint (rows->len, ==, 1);
  gtk_test_accessible_assert_role (rows->pdata[0], GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_child_focus (gtk_widget_get_parent (rows->pdata[0]), GTK_DIR_DOWN);
  focus = gtk_window_get_focus (GTK_WINDOW (guide));
  g_assert_true (GTK_IS_LIST_BOX_ROW (focus));
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)), ==, 1);
  gtk_test_accessible_assert_property (
      focus, GTK_ACCESSIBLE_PROPERTY_LABEL,
      "1. Press “Try on the Simulated Bench”. A sample project opens: an STM32WBA6 lamp with the public test certificates.");
  gtk_window_destroy (GTK_WINDOW (guide));
}

static gboolean
has_ready_boards (gpointer window)
{
  return np_test_find_button (window, "Write 4 Ready Boards") != NULL || np_test_find_button (window, "Provision 4 Ready Boards") != NULL;
}

/* Each comes with boards of its platform, and finds nothing in its way. */
static void
test_samples (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "nameplate", "samples", NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 1; i < np_project_sample_get_count (); i++)
    {
      const NpProjectSample *sample = np_project_sample_get (i);
      const NpRecipe *recipe;

      open_window (fixture);
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.try-sample", "s", sample->name);
      g_assert_nonnull (np_window_get_session (fixture->window));
      recipe = np_project_get_recipe (np_session_get_project (np_window_get_session (fixture->window)));
      g_assert_cmpstr (np_platform_get_id (recipe->platform), ==, sample->platform);
      np_test_wait_until (has_ready_boards, fixture->window);
      end_program (fixture);
    }
  np_paths_remove_folder (folder, &error);
  g_assert_no_error (error);
}

static GtkWidget *
find_samples_button (GtkWidget *root)
{
  if (GTK_IS_MENU_BUTTON (root) && g_strcmp0 (gtk_menu_button_get_label (GTK_MENU_BUTTON (root)), "Other _Sample Projects") == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_samples_button (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_samples_list (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button;

  open_window (fixture);
  button = find_samples_button (GTK_WIDGET (fixture->window));
  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  np_test_run_main_loop ();
  for (guint i = 1; i < np_project_sample_get_count (); i++)
    g_assert_nonnull (find_row (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), np_project_sample_get (i)->title));
}

/* A mnemonic button is named by the label in it alone, also when its text changes. */
static void
test_button_names (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button;

  open_window (fixture);
  button = np_test_find_button (GTK_WIDGET (fixture->window), "Open…");
  g_assert_nonnull (button);
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  gtk_button_set_label (GTK_BUTTON (button), "_Other");
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL));
}

static void
test_welcome_pictures (Fixture *fixture, gconstpointer data)
{
  static const int sizes[][2] = { { 1280, 800 }, { 800, 600 } };
  AdwStyleManager *manager = adw_style_manager_get_default ();

  np_recent_projects_add (fixture->settings, "/home/ada/Projects/Plug-2", "Plug-2");
  np_recent_projects_add (fixture->settings, fixture->project_folder, "Lamp-Mini");
  open_window (fixture);
  np_test_wait_until (says_gone, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint dark = 0; dark < 2; dark++)
      {
        g_autofree char *name = g_strdup_printf ("welcome-recent-%dx%d-%s", sizes[i][0], sizes[i][1], dark ? "dark" : "light");

        gtk_window_set_default_size (GTK_WINDOW (fixture->window), sizes[i][0], sizes[i][1]);
        adw_style_manager_set_color_scheme (manager, dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
        np_test_run_main_loop ();
        np_test_take_picture (GTK_WINDOW (fixture->window), name);
      }
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

int
main (int argc, char **argv)
{
  g_autofree char *state = g_dir_make_tmp ("nameplate-state-XXXXXX", NULL);
  int status;

  g_setenv ("XDG_STATE_HOME", state, TRUE); /* the drafts of programs that are tested beside this one aren't ours */
  np_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/frame/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("recent", test_recent);
  ADD ("recent-gone", test_recent_gone);
  ADD ("recent-list", test_recent_list);
  ADD ("terminated", test_terminated);
  ADD ("draft-discarded", test_draft_discarded);
  ADD ("draft-left", test_draft_left);
  ADD ("draft-never-saved", test_draft_never_saved);
  ADD ("closed-by-hand", test_closed_by_hand);
  ADD ("quit", test_quit);
  ADD ("views", test_views);
  ADD ("opens-where-left", test_opens_where_left);
  ADD ("undo-in-menu", test_undo_in_menu);
  ADD ("drop", test_drop);
  ADD ("shortcuts-are-real", test_shortcuts_are_real);
  ADD ("shortcuts-window", test_shortcuts_window);
  ADD ("debug-information", test_debug_information);
  ADD ("about", test_about);
  ADD ("guide", test_guide);
  ADD ("guide-keyboard", test_guide_keyboard);
  ADD ("button-names", test_button_names);
  ADD ("samples", test_samples);
  ADD ("samples-list", test_samples_list);
  ADD ("welcome-pictures", test_welcome_pictures);
  status = np_test_run ();
  np_paths_remove_folder (state, NULL);
  return status;
}
