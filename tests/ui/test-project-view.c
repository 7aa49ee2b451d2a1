/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "np-bytes-field-row.h"
#include "np-field-list.h"
#include "np-error.h"
#include "np-hex-view.h"
#include "factory/np-problem.h"
#include "np-paths.h"
#include "np-project-files.h"
#include "np-project-view.h"
#include "np-window.h"
#include "support.h"

/* The project view as a person uses it, in a real window. */
typedef struct
{
  NpWindow *window;
  NpProject *project;
  NpProjectView *view;
  NpEditor *editor;
  char *folder;
} Fixture;

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

static GtkWidget *
find_type (gpointer root, GType type)
{
  return find (GTK_WIDGET (root), has_type, GSIZE_TO_POINTER (type));
}

static gboolean
is_row_of (GtkWidget *widget, gconstpointer tag)
{
  return NP_IS_FIELD_ROW (widget) && np_field_row_get_field (NP_FIELD_ROW (widget))->tag == GPOINTER_TO_UINT (tag);
}

static NpFieldRow *
get_row (Fixture *fixture, NpTag tag)
{
  GtkWidget *row = find (GTK_WIDGET (fixture->view), is_row_of, GUINT_TO_POINTER (tag));

  g_assert_nonnull (row);
  return NP_FIELD_ROW (row);
}

static GtkEditable *
get_entry (Fixture *fixture, NpTag tag)
{
  return GTK_EDITABLE (find_type (get_row (fixture, tag), GTK_TYPE_EDITABLE));
}

/* As by keys, the entry is never empty between the former text and the new one. */
static void
type_into (Fixture *fixture, NpTag tag, const char *text)
{
  GtkEditable *entry = get_entry (fixture, tag);
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

static gboolean
is_window_gone (gpointer window)
{
  return *(gpointer *) window == NULL;
}

static gboolean
has_dialog (gpointer window)
{
  return np_test_find_dialog (window) != NULL;
}

static gboolean
has_no_dialog (gpointer window)
{
  return !has_dialog (window);
}

static void
show_project_page (Fixture *fixture)
{
  GtkWidget *stack = find_type (fixture->window, ADW_TYPE_VIEW_STACK);

  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (stack), "project");
  np_test_wait_until (has_size, fixture->view);
  np_test_run_main_loop ();
}

static void
set_up (Fixture *fixture, gconstpointer saved)
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
  fixture->view = NP_PROJECT_VIEW (find_type (fixture->window, NP_TYPE_PROJECT_VIEW));
  fixture->editor = np_project_view_get_editor (fixture->view);
  show_project_page (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  if (fixture->window != NULL)
    np_window_stop_and_close (fixture->window);
  np_test_wait_until (is_window_gone, &fixture->window);
  np_test_run_main_loop ();
  g_clear_object (&fixture->project);
  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
}

static void
press_in_dialog (Fixture *fixture, const char *text)
{
  np_test_wait_until (has_dialog, fixture->window);
  np_test_press (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), text);
  np_test_wait_until (has_no_dialog, fixture->window);
  np_test_run_main_loop ();
}

static void
assert_dialog_says (Fixture *fixture, const char *text)
{
  np_test_wait_until (has_dialog, fixture->window);
  g_assert_true (np_test_shows_text (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), text));
}

static void
activate (Fixture *fixture, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->view), action, NULL));
}

static void
assert_file_says (Fixture *fixture, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, NP_PROJECT_FILE_NAME, NULL);
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (contents, text));
}

static NpFactoryData *
get_data (Fixture *fixture)
{
  return np_project_get_factory_data (fixture->project);
}

/* Fields */

static void
test_every_field_has_a_row (Fixture *fixture, gconstpointer data)
{
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      GtkWidget *row = GTK_WIDGET (get_row (fixture, fields[i].tag));

      g_assert_true (np_test_shows_text (row, fields[i].title));
      g_assert_true (np_test_shows_text (row, fields[i].description));
      g_assert_cmpint (np_test_shows_text (row, "ST’s firmware never reports this field."), ==, fields[i].unreported);
    }
}

static void
test_type_a_number (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = GTK_WIDGET (get_row (fixture, NP_TAG_VENDOR_ID));
  guint32 number;

  g_assert_true (np_test_shows_text (row, "= 65521"));
  type_into (fixture, NP_TAG_VENDOR_ID, "65522");
  g_assert_true (np_test_shows_text (row, "= 0xFFF2"));
  type_into (fixture, NP_TAG_VENDOR_ID, "0xFFZ");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture, NP_TAG_VENDOR_ID)), ==, "0xFFZ");
  g_assert_true (np_test_shows_text (row, "VENDOR_ID must be a number"));
  g_assert_true (np_factory_data_get_number (get_data (fixture), NP_TAG_VENDOR_ID, &number));
  g_assert_cmphex (number, ==, 0xFFF2);
}

static void
test_type_a_text (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = GTK_WIDGET (get_row (fixture, NP_TAG_VENDOR_NAME));

  type_into (fixture, NP_TAG_VENDOR_NAME, "Zwölf Löwen & <b>Söhne</b>, Gerätebau");
  g_assert_true (np_test_shows_text (row, "41 of 32 bytes"));
  g_assert_true (np_test_shows_text (row, "VENDOR_NAME is 41 bytes long"));
  g_assert_true (gtk_widget_has_css_class (find_type (row, ADW_TYPE_ENTRY_ROW), "error"));
  type_into (fixture, NP_TAG_VENDOR_NAME, "Zwölf");
  g_assert_true (np_test_shows_text (row, "6 of 32 bytes"));
  g_assert_false (np_test_shows_text (row, "VENDOR_NAME is"));
  g_assert_false (gtk_widget_has_css_class (find_type (row, ADW_TYPE_ENTRY_ROW), "error"));
}

static void
test_bytes (Fixture *fixture, gconstpointer data)
{
  NpBytesFieldRow *row = NP_BYTES_FIELD_ROW (get_row (fixture, NP_TAG_SPAKE2_SALT));
  g_autofree char *path = g_build_filename (fixture->folder, "salt", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  np_bytes_field_row_take_text (row, "{ 0x53, 0x50, 0x41 }");
  g_assert_true (np_test_shows_text (GTK_WIDGET (row), "3 bytes, SHA-256"));
  g_assert_true (np_test_shows_text (GTK_WIDGET (row), "SPAKE2_SALT is 3 bytes long"));
  np_bytes_field_row_take_text (row, "not bytes at all");
  g_assert_true (np_test_shows_text (GTK_WIDGET (row), "This text doesn’t give bytes."));
  g_assert_cmpuint (g_bytes_get_size (np_factory_data_get_bytes (get_data (fixture), NP_TAG_SPAKE2_SALT)), ==, 3);
  np_bytes_field_row_load_file (row, file);
  g_assert_false (np_test_shows_text (GTK_WIDGET (row), "This text doesn’t give bytes."));
  g_assert_true (g_file_set_contents (path, "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F\x10", 16, NULL));
  np_bytes_field_row_load_file (row, file);
  g_assert_true (np_test_shows_text (GTK_WIDGET (row), "16 bytes, SHA-256"));
  g_assert_false (np_test_shows_text (GTK_WIDGET (row), "SPAKE2_SALT is"));
  gtk_widget_activate_action (GTK_WIDGET (row), "bytes.clear", NULL);
  g_assert_true (np_test_shows_text (GTK_WIDGET (row), "Not set"));
}

/* Neither bytes nor their digest are seen until they are asked for. */
static void
test_secret_is_masked (Fixture *fixture, gconstpointer data)
{
  GtkWidget *row = GTK_WIDGET (get_row (fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY));
  GtkWidget *passcode = find_type (get_row (fixture, NP_TAG_SPAKE2_SETUP_PASSCODE), ADW_TYPE_PASSWORD_ENTRY_ROW);
  GtkText *text = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (passcode)));

  g_assert_true (np_test_shows_text (row, "32 bytes, hidden"));
  g_assert_false (gtk_text_get_visibility (text));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (find_type (row, GTK_TYPE_TOGGLE_BUTTON)), TRUE);
  g_assert_false (np_test_shows_text (row, "hidden"));
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = g_strdup (gtk_editable_get_text (get_entry (fixture, NP_TAG_PRODUCT_NAME)));

  type_into (fixture, NP_TAG_PRODUCT_NAME, "A");
  type_into (fixture, NP_TAG_PRODUCT_NAME, "AB");
  type_into (fixture, NP_TAG_VENDOR_ID, "oops");
  activate (fixture, "project.undo");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture, NP_TAG_VENDOR_ID)), ==, "0xFFF1");
  activate (fixture, "project.undo");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture, NP_TAG_PRODUCT_NAME)), ==, before);
  activate (fixture, "project.redo");
  activate (fixture, "project.redo");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture, NP_TAG_PRODUCT_NAME)), ==, "AB");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture, NP_TAG_VENDOR_ID)), ==, "oops");
}

/* Fields and bytes */

static void
test_linked_both_ways (Fixture *fixture, gconstpointer data)
{
  NpHexView *hex_view = NP_HEX_VIEW (find_type (fixture->view, NP_TYPE_HEX_VIEW));
  GtkWidget *row = GTK_WIDGET (get_row (fixture, NP_TAG_VENDOR_ID));
  g_autofree char *description = NULL;

  np_project_view_enter_field (fixture->view, NP_TAG_VENDOR_ID);
  np_test_run_main_loop ();
  description = np_hex_view_dup_description (hex_view);
  g_assert_nonnull (strstr (description, "Vendor ID, tag 22: 2 bytes at 0x"));
  g_assert_true (gtk_widget_has_css_class (row, "linked"));

  g_signal_emit_by_name (hex_view, "selected", (guint) NP_TAG_PRODUCT_ID);
  g_assert_false (gtk_widget_has_css_class (row, "linked"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (get_row (fixture, NP_TAG_PRODUCT_ID)), "linked"));
  g_signal_emit_by_name (hex_view, "activated", (guint) NP_TAG_PRODUCT_ID);
  np_test_run_main_loop ();
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)), GTK_WIDGET (get_row (fixture, NP_TAG_PRODUCT_ID))));
}

static void
test_size_and_problems (Fixture *fixture, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);

  g_assert_true (np_test_shows_text (view, "STM32WBA6, 0x081EC000 to 0x081FAFFF"));
  g_assert_true (np_test_shows_text (view, "of 61440 bytes"));
  g_assert_false (np_test_shows_text (view, "Problems stop the image from being made."));
  type_into (fixture, NP_TAG_SETUP_DISCRIMINATOR, "4096");
  np_test_run_main_loop ();
  g_assert_true (np_test_shows_text (view, "Problems stop the image from being made."));
  activate (fixture, "project.show-problems");
  np_test_run_main_loop ();
  g_assert_true (np_test_shows_text (find_type (view, g_type_from_name ("NpProblemPane")), "SETUP_DISCRIMINATOR is 4096"));
}

/* Saving */

static void
test_save_shows_changes (Fixture *fixture, gconstpointer data)
{
  type_into (fixture, NP_TAG_VENDOR_NAME, "Löwen <b>&");
  type_into (fixture, NP_TAG_SPAKE2_SETUP_PASSCODE, "20202021");
  np_project_view_save (fixture->view);
  assert_dialog_says (fixture, "Save 2 Changes?");
  assert_dialog_says (fixture, "→ “Löwen <b>&”");
  assert_dialog_says (fixture, "hidden → another value, hidden");
  press_in_dialog (fixture, "Save");
  assert_file_says (fixture, "Löwen <b>&");
  g_assert_false (np_project_is_modified (fixture->project));
}

static void
test_close_asks (Fixture *fixture, gconstpointer data)
{
  type_into (fixture, NP_TAG_VENDOR_NAME, "Other");
  gtk_window_close (GTK_WINDOW (fixture->window));
  assert_dialog_says (fixture, "Save Changes?");
  gtk_window_close (np_test_find_dialog (GTK_WINDOW (fixture->window)));
  np_test_wait_until (has_no_dialog, fixture->window);
  np_test_run_main_loop ();
  g_assert_nonnull (fixture->window);

  gtk_window_close (GTK_WINDOW (fixture->window));
  np_test_wait_until (has_dialog, fixture->window);
  np_test_press (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), "Save");
  np_test_wait_until (is_window_gone, &fixture->window);
  assert_file_says (fixture, "Other");
}

static void
test_close_discards (Fixture *fixture, gconstpointer data)
{
  type_into (fixture, NP_TAG_VENDOR_NAME, "Other");
  gtk_window_close (GTK_WINDOW (fixture->window));
  np_test_wait_until (has_dialog, fixture->window);
  np_test_press (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), "Discard");
  np_test_wait_until (is_window_gone, &fixture->window);
}

static void
test_close_without_changes (Fixture *fixture, gconstpointer data)
{
  type_into (fixture, NP_TAG_VENDOR_NAME, "Other");
  activate (fixture, "project.undo");
  gtk_window_close (GTK_WINDOW (fixture->window));
  np_test_wait_until (is_window_gone, &fixture->window);
}

/* Another program's hand in the file */
static void
change_on_disk (Fixture *fixture)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProject) other = np_project_load (fixture->folder, problems, &error);

  g_assert_no_error (error);
  np_factory_data_set_string (np_project_get_factory_data (other), NP_TAG_PRODUCT_NAME, "From elsewhere", NULL);
  np_project_save (other, NULL, &error);
  g_assert_no_error (error);
}

static gboolean
shows_disk_bar (gpointer view)
{
  return np_test_shows_text (view, "Another program has changed this project’s file.");
}

static void
test_changed_on_disk_reload (Fixture *fixture, gconstpointer data)
{
  type_into (fixture, NP_TAG_VENDOR_NAME, "Mine");
  change_on_disk (fixture);
  np_test_wait_until (shows_disk_bar, fixture->view);
  np_test_press (GTK_WIDGET (fixture->view), "Reload");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture, NP_TAG_PRODUCT_NAME)), ==, "From elsewhere");
  activate (fixture, "project.undo");
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture, NP_TAG_VENDOR_NAME)), ==, "Mine");
}

static void
test_changed_on_disk_keep (Fixture *fixture, gconstpointer data)
{
  type_into (fixture, NP_TAG_VENDOR_NAME, "Mine");
  change_on_disk (fixture);
  np_test_wait_until (shows_disk_bar, fixture->view);
  np_test_press (GTK_WIDGET (fixture->view), "Keep Mine");
  np_project_view_save (fixture->view);
  assert_dialog_says (fixture, "The Project Was Changed Elsewhere");
  assert_file_says (fixture, "From elsewhere");
  np_test_press (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), "Keep Mine");
  np_test_run_main_loop ();
  assert_dialog_says (fixture, "Save 1 Change?");
  press_in_dialog (fixture, "Save");
  assert_file_says (fixture, "Mine");
}

/* No more than 16 bytes can be written: as on a full disk, the new file comes out short. */
static void
set_file_limit (rlim_t size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = size;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static gboolean
tells_failure (gpointer window)
{
  return has_dialog (window) && np_test_shows_text (GTK_WIDGET (np_test_find_dialog (window)), "The Project Wasn’t Saved");
}

static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = g_strdup (gtk_editable_get_text (get_entry (fixture, NP_TAG_VENDOR_NAME)));

  type_into (fixture, NP_TAG_VENDOR_NAME, "Other");
  np_project_view_save (fixture->view);
  np_test_wait_until (has_dialog, fixture->window);
  set_file_limit (16);
  np_test_press (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), "Save");
  np_test_wait_until (tells_failure, fixture->window);
  set_file_limit (RLIM_INFINITY);
  press_in_dialog (fixture, "Close");
  assert_file_says (fixture, before);
  g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture, NP_TAG_VENDOR_NAME)), ==, "Other");
  g_assert_true (np_editor_has_unsaved_work (fixture->editor));
}

/* Import and export */

static void
test_export_then_import (Fixture *fixture, gconstpointer data)
{
  static const NpExportForm forms[] = { NP_EXPORT_FORM_ST_JSON, NP_EXPORT_FORM_IMAGE };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *name = np_project_files_dup_export_name (fixture->editor, forms[i]);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *before = g_strdup (gtk_editable_get_text (get_entry (fixture, NP_TAG_VENDOR_NAME)));
      g_autoptr(GFile) file = g_file_new_for_path (path);
      g_autoptr(GError) error = NULL;
      GStatBuf info;

      np_project_files_export (fixture->editor, forms[i], path, &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpuint (info.st_mode & 0777, ==, 0600);

      np_project_view_import_file (fixture->view, file);
      g_assert_true (has_no_dialog (fixture->window));
      type_into (fixture, NP_TAG_VENDOR_NAME, "Other");
      np_project_view_import_file (fixture->view, file);
      assert_dialog_says (fixture, "Replace 1 Field?");
      press_in_dialog (fixture, "Replace");
      g_assert_cmpstr (gtk_editable_get_text (get_entry (fixture, NP_TAG_VENDOR_NAME)), ==, before);
    }
}

static void
test_import_of_damaged_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "damaged.json", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, "{\"VENDOR_ID\": ", -1, NULL));
  np_project_view_import_file (fixture->view, file);
  assert_dialog_says (fixture, "The File Wasn’t Imported");
  press_in_dialog (fixture, "Close");
  g_assert_false (np_editor_has_unsaved_work (fixture->editor));
}

static void
test_export_of_impossible_image (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "x.bin", NULL);
  g_autoptr(GError) error = NULL;

  type_into (fixture, NP_TAG_SETUP_DISCRIMINATOR, "4096");
  g_assert_false (np_project_files_export (fixture->editor, NP_EXPORT_FORM_IMAGE, path, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

/* The keyboard */

static gboolean
is_control (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_TEXT (widget) || NP_IS_HEX_VIEW (widget);
}

/* Each control that is seen must be reached by Tab. */
static void
collect_controls (GtkWidget *widget, GHashTable *controls)
{
  if (!gtk_widget_get_mapped (widget) || !gtk_widget_is_sensitive (widget))
    return;
  if (is_control (widget) && gtk_widget_get_focusable (widget))
    g_hash_table_add (controls, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_controls (child, controls);
}

static void
test_keyboard_walk (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GHashTable) controls = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer control;
  guint n_controls;

  collect_controls (GTK_WIDGET (fixture->view), controls);
  n_controls = g_hash_table_size (controls);
  g_assert_cmpuint (n_controls, >, 40);
  gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
  for (guint i = 0; i < 4 * n_controls; i++)
    {
      gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_FORWARD);
      if (gtk_window_get_focus (GTK_WINDOW (fixture->window)) != NULL)
        g_hash_table_remove (controls, gtk_window_get_focus (GTK_WINDOW (fixture->window)));
    }
  g_hash_table_iter_init (&iter, controls);
  while (g_hash_table_iter_next (&iter, &control, NULL))
    g_test_message ("not reached: %s %s in %s", G_OBJECT_TYPE_NAME (control), gtk_widget_get_tooltip_text (control),
                    G_OBJECT_TYPE_NAME (gtk_widget_get_parent (control)));
  g_assert_cmpuint (g_hash_table_size (controls), ==, 0);
}

/* What a screen reader has to say of a control: its text, or a name that it was given. Parts of Adwaita's own rows are named by them. */
static gboolean
has_name (GtkWidget *control)
{
  GtkWidget *owner = GTK_IS_TOGGLE_BUTTON (control) ? gtk_widget_get_parent (control) : control;

  if (GTK_IS_MENU_BUTTON (owner) && gtk_menu_button_get_label (GTK_MENU_BUTTON (owner)) != NULL)
    return TRUE;
  if (GTK_IS_BUTTON (control) && gtk_button_get_label (GTK_BUTTON (control)) != NULL)
    return TRUE;
  return gtk_test_accessible_has_property (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_PROPERTY_LABEL)
         || gtk_test_accessible_has_property (GTK_ACCESSIBLE (owner), GTK_ACCESSIBLE_PROPERTY_LABEL)
         || gtk_test_accessible_has_relation (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

static void
test_every_control_has_a_name (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GHashTable) controls = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer control;
  guint n_unnamed = 0;

  collect_controls (GTK_WIDGET (fixture->view), controls);
  g_hash_table_iter_init (&iter, controls);
  while (g_hash_table_iter_next (&iter, &control, NULL))
    if (!has_name (control) && gtk_widget_get_ancestor (control, ADW_TYPE_PASSWORD_ENTRY_ROW) == NULL)
      {
        g_test_message ("no name: %s “%s” in %s", G_OBJECT_TYPE_NAME (control), gtk_widget_get_tooltip_text (control),
                        G_OBJECT_TYPE_NAME (gtk_widget_get_parent (control)));
        n_unnamed++;
      }
  g_assert_cmpuint (n_unnamed, ==, 0);
}

/* Pictures */

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
  GtkWindow *dialog = np_test_find_dialog (GTK_WINDOW (fixture->window));

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      g_autofree char *full_name = g_strdup_printf ("%s-%s%s", name, schemes[i].name, contrast);

      adw_style_manager_set_color_scheme (manager, schemes[i].scheme);
      np_test_take_picture (dialog != NULL ? dialog : GTK_WINDOW (fixture->window), full_name);
    }
}

static void
test_pictures (Fixture *fixture, gconstpointer data)
{
  np_project_view_enter_field (fixture->view, NP_TAG_VENDOR_NAME);
  take_pictures (fixture, "project");
  np_project_view_enter_field (fixture->view, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY);
  take_pictures (fixture, "project-attestation");
  np_project_view_enter_field (fixture->view, NP_TAG_NONE);
  take_pictures (fixture, "project-recipe");

  type_into (fixture, NP_TAG_VENDOR_NAME, "Zwölf Löwen & <b>Söhne</b>, Gerätebau");
  type_into (fixture, NP_TAG_VENDOR_ID, "0xFFZ");
  type_into (fixture, NP_TAG_SETUP_DISCRIMINATOR, "4096");
  type_into (fixture, NP_TAG_SPAKE2_SETUP_PASSCODE, "11111111");
  type_into (fixture, NP_TAG_MANUFACTURING_DATE, "2026-11-22");
  np_bytes_field_row_take_text (NP_BYTES_FIELD_ROW (get_row (fixture, NP_TAG_SPAKE2_SALT)), "53 50");
  np_project_view_enter_field (fixture->view, NP_TAG_VENDOR_NAME);
  take_pictures (fixture, "project-problems");
  activate (fixture, "project.show-problems");
  np_project_view_enter_field (fixture->view, NP_TAG_SPAKE2_SETUP_PASSCODE);
  take_pictures (fixture, "project-problem-list");
  np_project_view_save (fixture->view);
  np_test_wait_until (has_dialog, fixture->window);
  take_pictures (fixture, "project-save");
  press_in_dialog (fixture, "Cancel");
  gtk_window_close (GTK_WINDOW (fixture->window));
  np_test_wait_until (has_dialog, fixture->window);
  take_pictures (fixture, "project-close");
  gtk_window_close (np_test_find_dialog (GTK_WINDOW (fixture->window)));
  np_test_wait_until (has_no_dialog, fixture->window);
  change_on_disk (fixture);
  np_test_wait_until (shows_disk_bar, fixture->view);
  take_pictures (fixture, "project-changed-on-disk");
}

static gboolean
is_narrow (gpointer view)
{
  return gtk_widget_get_width (view) < 1000;
}

static void
test_pictures_small (Fixture *fixture, gconstpointer data)
{
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  np_test_wait_until (is_narrow, fixture->view);
  np_test_run_main_loop ();
  take_pictures (fixture, "project-800x600");
  activate (fixture, "project.toggle-pane");
  np_test_run_main_loop ();
  take_pictures (fixture, "project-pane-800x600");
}

static void
test_pictures_phone (Fixture *fixture, gconstpointer data)
{
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 640);
  np_test_wait_until (is_narrow, fixture->view);
  np_test_run_main_loop ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 640);
  np_test_wait_until (is_narrow, fixture->view);
  np_test_run_main_loop ();
  take_pictures (fixture, "project-360x640");
}

static void
test_pictures_right_to_left (Fixture *fixture, gconstpointer data)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  np_test_run_main_loop ();
  take_pictures (fixture, "project-right-to-left");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char **argv)
{
  signal (SIGXFSZ, SIG_IGN);
  np_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/project-view/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("every-field-has-a-row", test_every_field_has_a_row);
  ADD ("type-a-number", test_type_a_number);
  ADD ("type-a-text", test_type_a_text);
  ADD ("bytes", test_bytes);
  ADD ("secret-is-masked", test_secret_is_masked);
  ADD ("undo", test_undo);
  ADD ("linked-both-ways", test_linked_both_ways);
  ADD ("size-and-problems", test_size_and_problems);
  ADD ("save-shows-changes", test_save_shows_changes);
  ADD ("close-asks", test_close_asks);
  ADD ("close-discards", test_close_discards);
  ADD ("close-without-changes", test_close_without_changes);
  ADD ("changed-on-disk-reload", test_changed_on_disk_reload);
  ADD ("changed-on-disk-keep", test_changed_on_disk_keep);
  ADD ("disk-full", test_disk_full);
  ADD ("export-then-import", test_export_then_import);
  ADD ("import-of-damaged-file", test_import_of_damaged_file);
  ADD ("export-of-impossible-image", test_export_of_impossible_image);
  ADD ("keyboard-walk", test_keyboard_walk);
  ADD ("every-control-has-a-name", test_every_control_has_a_name);
  ADD ("pictures", test_pictures);
  ADD ("pictures-small", test_pictures_small);
  ADD ("pictures-phone", test_pictures_phone);
  ADD ("pictures-right-to-left", test_pictures_right_to_left);
  return np_test_run ();
}
