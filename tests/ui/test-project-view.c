/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-bytes-field-row.h"
#include "np-hex-view.h"
#include "support-project.h"

/* Fields */

static void
test_every_field_has_a_row (ProjectFixture *fixture, gconstpointer data)
{
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      GtkWidget *row = GTK_WIDGET (project_get_row (fixture, fields[i].tag));

      g_assert_true (np_test_shows_text (row, fields[i].title));
      g_assert_true (np_test_shows_text (row, fields[i].description));
      g_assert_cmpint (np_test_shows_text (row, "ST’s firmware never reports this field."), ==, fields[i].unreported);
    }
}

static void
test_type_a_number (ProjectFixture *fixture, gconstpointer data)
{
  GtkWidget *row = GTK_WIDGET (project_get_row (fixture, NP_TAG_VENDOR_ID));
  guint32 number;

  g_assert_true (np_test_shows_text (row, "= 65521"));
  project_type_into (fixture, NP_TAG_VENDOR_ID, "65522");
  g_assert_true (np_test_shows_text (row, "= 0xFFF2"));
  np_editor_end_typing (fixture->editor);
  project_type_into (fixture, NP_TAG_VENDOR_ID, "0xFFZ");
  g_assert_false (np_test_shows_text (row, "= "));
  g_assert_cmpstr (gtk_editable_get_text (project_get_entry (fixture, NP_TAG_VENDOR_ID)), ==, "0xFFZ");
  g_assert_true (np_test_shows_text (row, "Vendor ID must be a number"));
  g_assert_true (np_factory_data_get_number (project_get_data (fixture), NP_TAG_VENDOR_ID, &number));
  g_assert_cmphex (number, ==, 0xFFF2);
}

static void
test_type_a_text (ProjectFixture *fixture, gconstpointer data)
{
  GtkWidget *row = GTK_WIDGET (project_get_row (fixture, NP_TAG_VENDOR_NAME));

  project_type_into (fixture, NP_TAG_VENDOR_NAME, "Zwölf Löwen & <b>Söhne</b>, Gerätebau");
  g_assert_true (np_test_shows_text (row, "41 of 32 bytes"));
  g_assert_true (np_test_shows_text (row, "Vendor name is 41 bytes long"));
  g_assert_true (gtk_widget_has_css_class (project_find_type (row, ADW_TYPE_ENTRY_ROW), "error"));
  project_type_into (fixture, NP_TAG_VENDOR_NAME, "Zwölf");
  g_assert_true (np_test_shows_text (row, "6 of 32 bytes"));
  g_assert_false (np_test_shows_text (row, "Vendor name is"));
  g_assert_false (gtk_widget_has_css_class (project_find_type (row, ADW_TYPE_ENTRY_ROW), "error"));
}

static void
test_bytes (ProjectFixture *fixture, gconstpointer data)
{
  NpBytesFieldRow *row = NP_BYTES_FIELD_ROW (project_get_row (fixture, NP_TAG_SPAKE2_SALT));
  g_autofree char *path = g_build_filename (fixture->folder, "salt", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  np_bytes_field_row_take_text (row, "{ 0x53, 0x50, 0x41 }");
  g_assert_true (np_test_shows_text (GTK_WIDGET (row), "3 bytes, SHA-256"));
  g_assert_true (np_test_shows_text (GTK_WIDGET (row), "Salt is 3 bytes long"));
  np_bytes_field_row_take_text (row, "not bytes at all");
  g_assert_true (np_test_shows_text (GTK_WIDGET (row), "This text doesn’t give bytes."));
  g_assert_cmpuint (g_bytes_get_size (np_factory_data_get_bytes (project_get_data (fixture), NP_TAG_SPAKE2_SALT)), ==, 3);
  np_bytes_field_row_load_file (row, file);
  g_assert_false (np_test_shows_text (GTK_WIDGET (row), "This text doesn’t give bytes."));
  g_assert_true (g_file_set_contents (path, "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0A\x0B\x0C\x0D\x0E\x0F\x10", 16, NULL));
  np_bytes_field_row_load_file (row, file);
  g_assert_true (np_test_shows_text (GTK_WIDGET (row), "16 bytes, SHA-256"));
  g_assert_false (np_test_shows_text (GTK_WIDGET (row), "Salt is"));
  gtk_widget_activate_action (GTK_WIDGET (row), "bytes.clear", NULL);
  g_assert_true (np_test_shows_text (GTK_WIDGET (row), "Not set"));
}

/* Neither bytes nor their digest are seen until they are asked for. */
static void
test_secret_is_masked (ProjectFixture *fixture, gconstpointer data)
{
  GtkWidget *row = GTK_WIDGET (project_get_row (fixture, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY));
  GtkWidget *passcode = project_find_type (project_get_row (fixture, NP_TAG_SPAKE2_SETUP_PASSCODE), ADW_TYPE_PASSWORD_ENTRY_ROW);
  GtkText *text = GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (passcode)));

  g_assert_true (np_test_shows_text (row, "32 bytes, hidden"));
  g_assert_false (gtk_text_get_visibility (text));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (project_find_type (row, GTK_TYPE_TOGGLE_BUTTON)), TRUE);
  g_assert_false (np_test_shows_text (row, "hidden"));
}

static void
test_undo (ProjectFixture *fixture, gconstpointer data)
{
  g_autofree char *before = g_strdup (gtk_editable_get_text (project_get_entry (fixture, NP_TAG_PRODUCT_NAME)));

  project_type_into (fixture, NP_TAG_PRODUCT_NAME, "A");
  project_type_into (fixture, NP_TAG_PRODUCT_NAME, "AB");
  project_type_into (fixture, NP_TAG_VENDOR_ID, "oops");
  project_activate (fixture, "project.undo");
  g_assert_cmpstr (gtk_editable_get_text (project_get_entry (fixture, NP_TAG_VENDOR_ID)), ==, "0xFFF1");
  project_activate (fixture, "project.undo");
  g_assert_cmpstr (gtk_editable_get_text (project_get_entry (fixture, NP_TAG_PRODUCT_NAME)), ==, before);
  project_activate (fixture, "project.redo");
  project_activate (fixture, "project.redo");
  g_assert_cmpstr (gtk_editable_get_text (project_get_entry (fixture, NP_TAG_PRODUCT_NAME)), ==, "AB");
  g_assert_cmpstr (gtk_editable_get_text (project_get_entry (fixture, NP_TAG_VENDOR_ID)), ==, "oops");
}

/* Fields and bytes */

static void
test_linked_both_ways (ProjectFixture *fixture, gconstpointer data)
{
  NpHexView *hex_view = NP_HEX_VIEW (project_find_type (fixture->view, NP_TYPE_HEX_VIEW));
  GtkWidget *row = GTK_WIDGET (project_get_row (fixture, NP_TAG_VENDOR_ID));
  g_autofree char *description = NULL;

  np_project_view_enter_field (fixture->view, NP_TAG_VENDOR_ID);
  np_test_run_main_loop ();
  description = np_hex_view_dup_description (hex_view);
  g_assert_nonnull (strstr (description, "Vendor ID, tag 22: 2 bytes at 0x"));
  g_assert_true (gtk_widget_has_css_class (row, "linked"));

  g_signal_emit_by_name (hex_view, "selected", (guint) NP_TAG_PRODUCT_ID);
  g_assert_false (gtk_widget_has_css_class (row, "linked"));
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (project_get_row (fixture, NP_TAG_PRODUCT_ID)), "linked"));
  g_signal_emit_by_name (hex_view, "activated", (guint) NP_TAG_PRODUCT_ID);
  np_test_run_main_loop ();
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)), GTK_WIDGET (project_get_row (fixture, NP_TAG_PRODUCT_ID))));
}

static void
test_size_and_problems (ProjectFixture *fixture, gconstpointer data)
{
  GtkWidget *view = GTK_WIDGET (fixture->view);

  g_assert_true (np_test_shows_text (view, "STM32WBA6, 0x081EC000 to 0x081FAFFF"));
  g_assert_true (np_test_shows_text (view, "of 61440 bytes"));
  g_assert_false (np_test_shows_text (view, "Problems stop the image from being made."));
  project_type_into (fixture, NP_TAG_SETUP_DISCRIMINATOR, "4096");
  np_test_run_main_loop ();
  g_assert_true (np_test_shows_text (view, "Problems stop the image from being made."));
  project_activate (fixture, "project.show-problems");
  np_test_run_main_loop ();
  g_assert_true (np_test_shows_text (project_find_type (view, g_type_from_name ("NpProblemPane")), "Discriminator is 4096"));
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
test_keyboard_walk (ProjectFixture *fixture, gconstpointer data)
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
test_every_control_has_a_name (ProjectFixture *fixture, gconstpointer data)
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

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/project-view/" name, ProjectFixture, NULL, project_set_up, function, project_tear_down)
  ADD ("every-field-has-a-row", test_every_field_has_a_row);
  ADD ("type-a-number", test_type_a_number);
  ADD ("type-a-text", test_type_a_text);
  ADD ("bytes", test_bytes);
  ADD ("secret-is-masked", test_secret_is_masked);
  ADD ("undo", test_undo);
  ADD ("linked-both-ways", test_linked_both_ways);
  ADD ("size-and-problems", test_size_and_problems);
  ADD ("keyboard-walk", test_keyboard_walk);
  ADD ("every-control-has-a-name", test_every_control_has_a_name);
  return np_test_run ();
}
