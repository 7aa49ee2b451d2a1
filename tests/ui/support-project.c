/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "factory/np-problem.h"
#include "np-paths.h"
#include "project/np-draft.h"
#include "support-project.h"

typedef gboolean (*Matches) (GtkWidget *widget, gconstpointer what);

static GtkWidget *
find (GtkWidget *root, Matches matches, gconstpointer what)
{
  if (matches (root, what))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, matches, what);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_type (GtkWidget *widget, gconstpointer type)
{
  return G_TYPE_CHECK_INSTANCE_TYPE (widget, GPOINTER_TO_SIZE (type));
}

GtkWidget *
project_find_type (gpointer root, GType type)
{
  return find (GTK_WIDGET (root), has_type, GSIZE_TO_POINTER (type));
}

static gboolean
is_row_of (GtkWidget *widget, gconstpointer tag)
{
  return NP_IS_FIELD_ROW (widget) && np_field_row_get_field (NP_FIELD_ROW (widget))->tag == GPOINTER_TO_UINT (tag);
}

NpFieldRow *
project_get_row (ProjectFixture *fixture, NpTag tag)
{
  GtkWidget *row = find (GTK_WIDGET (fixture->view), is_row_of, GUINT_TO_POINTER (tag));

  g_assert_nonnull (row);
  return NP_FIELD_ROW (row);
}

GtkEditable *
project_get_entry (ProjectFixture *fixture, NpTag tag)
{
  return GTK_EDITABLE (project_find_type (project_get_row (fixture, tag), GTK_TYPE_EDITABLE));
}

/* As by keys, the entry is never empty between the former text and the new one. */
void
project_type_into (ProjectFixture *fixture, NpTag tag, const char *text)
{
  GtkEditable *entry = project_get_entry (fixture, tag);
  int length = (int) g_utf8_strlen (gtk_editable_get_text (entry), -1);
  int position = length;

  gtk_editable_insert_text (entry, text, -1, &position);
  gtk_editable_delete_text (entry, 0, length);
}

static gboolean
has_size (gpointer view)
{
  return gtk_widget_get_mapped (view) && gtk_widget_get_width (view) > 0;
}

gboolean
project_is_window_gone (gpointer window)
{
  return *(gpointer *) window == NULL;
}

gboolean
project_has_dialog (gpointer window)
{
  return np_test_find_dialog (window) != NULL;
}

gboolean
project_has_no_dialog (gpointer window)
{
  return !project_has_dialog (window);
}

static void
show_project_page (ProjectFixture *fixture)
{
  GtkWidget *stack = project_find_type (fixture->window, ADW_TYPE_VIEW_STACK);

  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), "project");
  np_test_wait_until (has_size, fixture->view);
  np_test_run_main_loop ();
}

void
project_set_up (ProjectFixture *fixture, gconstpointer saved)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->project = np_project_new_sample ();
  np_project_save (fixture->project, fixture->folder, &error);
  g_assert_no_error (error);
  fixture->window = np_window_new (np_test_get_application (), NP_BENCH_NAME_SIMULATED);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  np_window_open_project (fixture->window, fixture->project, problems);
  fixture->view = NP_PROJECT_VIEW (project_find_type (fixture->window, NP_TYPE_PROJECT_VIEW));
  fixture->editor = np_project_view_get_editor (fixture->view);
  show_project_page (fixture);
}

static void
remove_drafts (void)
{
  g_autoptr(GPtrArray) drafts = np_draft_list ();

  for (guint i = 0; i < drafts->len; i++)
    np_draft_remove (drafts->pdata[i], NULL);
}

void
project_tear_down (ProjectFixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  if (fixture->window != NULL)
    np_window_stop_and_close (fixture->window);
  np_test_wait_until (project_is_window_gone, &fixture->window);
  np_test_run_main_loop ();
  remove_drafts ();
  g_clear_object (&fixture->project);
  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
}

void
project_press_in_dialog (ProjectFixture *fixture, const char *text)
{
  np_test_wait_until (project_has_dialog, fixture->window);
  np_test_press (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), text);
  np_test_wait_until (project_has_no_dialog, fixture->window);
  np_test_run_main_loop ();
}

void
project_assert_dialog_says (ProjectFixture *fixture, const char *text)
{
  np_test_wait_until (project_has_dialog, fixture->window);
  g_assert_true (np_test_shows_text (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), text));
}

void
project_activate (ProjectFixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), action, NULL));
}

void
project_assert_file_says (ProjectFixture *fixture, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, NP_PROJECT_FILE_NAME, NULL);
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (contents, text));
}

NpFactoryData *
project_get_data (ProjectFixture *fixture)
{
  return np_project_get_factory_data (fixture->project);
}

/* Another program's hand in the file */
void
project_change_on_disk (ProjectFixture *fixture, const char *product_name)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProject) other = np_project_load (fixture->folder, problems, &error);

  g_assert_no_error (error);
  np_factory_data_set_string (np_project_get_factory_data (other), NP_TAG_PRODUCT_NAME, product_name, NULL);
  np_project_save (other, NULL, &error);
  g_assert_no_error (error);
}

/* What that hand wrote isn't a serial number. */
void
project_spoil_on_disk (ProjectFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, NP_PROJECT_FILE_NAME, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GString) spoilt = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  spoilt = g_string_new (text);
  g_assert_cmpuint (g_string_replace (spoilt, "\"SERIAL_NUMBER\"", "\"SERIAL_NUMBER\" : 7, \"MY_KEY\"", 0), ==, 1);
  g_file_set_contents (path, spoilt->str, -1, &error);
  g_assert_no_error (error);
}

gboolean
project_shows_disk_bar (gpointer window)
{
  return np_test_shows_text (window, "Another program has changed this project’s file.");
}

void
project_take_pictures (ProjectFixture *fixture, const char *name)
{
  GtkWindow *dialog = np_test_find_dialog (GTK_WINDOW (fixture->window));

  np_test_take_pictures (dialog != NULL ? dialog : GTK_WINDOW (fixture->window), name);
}

static gboolean
is_judged (gpointer editor)
{
  return !np_editor_is_judging (editor);
}

/* What follows from the last edit is there, and shown. */
void
project_wait_for_judgement (ProjectFixture *fixture)
{
  np_test_wait_until (is_judged, fixture->editor);
  np_test_run_main_loop ();
}
