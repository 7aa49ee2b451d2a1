/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-bytes-text.h"
#include "factory/np-field-text.h"
#include "factory/np-secret-bytes.h"
#include "np-bytes-field-row.h"
#include "np-credential-transfer.h"
#include "np-verifier-status.h"
#include "project/np-generate.h"
#include "ui-compat.h"

#define ENTRY_RESOURCE "/io/github/nameplate/Nameplate/np-bytes-entry.ui"

/* Whatever is larger isn't a value of a few hundred bytes, nor a text of one. */
#define MAX_FILE_SIZE (64 * 1024)

struct _NpBytesFieldRow
{
  NpFieldRow parent_instance;

  GtkLabel *summary;
  GtkToggleButton *reveal_button;
};

G_DEFINE_FINAL_TYPE (NpBytesFieldRow, np_bytes_field_row, NP_TYPE_FIELD_ROW)

static GBytes *
get_value (NpBytesFieldRow *self)
{
  NpFieldRow *row = NP_FIELD_ROW (self);

  return np_factory_data_get_bytes (np_project_get_factory_data (np_editor_get_project (np_field_row_get_editor (row))),
                                    np_field_row_get_field (row)->tag);
}

static void
set_value (NpBytesFieldRow *self, GBytes *value)
{
  NpFieldRow *row = NP_FIELD_ROW (self);

  np_editor_set_value (np_field_row_get_editor (row), np_field_row_get_field (row)->tag, value);
}

/* What is shown */

static char *
dup_summary (NpBytesFieldRow *self)
{
  const NpField *field = np_field_row_get_field (NP_FIELD_ROW (self));
  GBytes *value = get_value (self);

  if (value == NULL)
    return g_strdup (_("Not set"));
  if (gtk_toggle_button_get_active (self->reveal_button))
    return np_bytes_text_format (value, NP_BYTES_FORM_HEX);
  return np_field_text_describe (field, value);
}

static void
np_bytes_field_row_refresh (NpFieldRow *row)
{
  NpBytesFieldRow *self = NP_BYTES_FIELD_ROW (row);
  g_autoptr(NpSecretText) summary = dup_summary (self);
  gboolean revealed = gtk_toggle_button_get_active (self->reveal_button);
  gboolean is_set = get_value (self) != NULL;

  gtk_label_set_text (self->summary, summary);
  if (revealed && is_set)
    gtk_widget_add_css_class (GTK_WIDGET (self->summary), "monospace");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->summary), "monospace");
  gtk_button_set_icon_name (GTK_BUTTON (self->reveal_button), revealed ? "view-conceal-symbolic" : "view-reveal-symbolic");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bytes.copy", is_set);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bytes.clear", is_set);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bytes.export", is_set);
}

/* Where values come from */

static void
take_result (NpBytesFieldRow *self, GBytes *value, const GError *error)
{
  np_field_row_set_own_problem (NP_FIELD_ROW (self), error != NULL ? error->message : NULL);
  if (value != NULL)
    set_value (self, value);
}

static gboolean
is_credential (NpBytesFieldRow *self)
{
  return np_credential_is_for (np_field_row_get_field (NP_FIELD_ROW (self))->tag);
}

void
np_bytes_field_row_take_text (NpBytesFieldRow *self, const char *text)
{
  gsize length = strnlen (text, MAX_FILE_SIZE);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) value = NULL;

  if (is_credential (self))
    {
      value = np_secret_bytes_new (text, length);
      np_credential_transfer_import (NP_FIELD_ROW (self), value);
      return;
    }
  value = np_bytes_text_parse (text, length, &error);
  take_result (self, value, error);
}

static GBytes *
load_file (GFile *file, GError **error)
{
  g_autoptr(GFileInfo) info
      = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE "," G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, NULL, error);
  char *contents;
  gsize size;

  if (info == NULL)
    return NULL;
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR || g_file_info_get_size (info) > MAX_FILE_SIZE)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, _("This isn’t a file of at most 64 KB, so it can’t be a field’s value."));
      return NULL;
    }
  return g_file_load_contents (file, NULL, &contents, &size, NULL, error) ? np_secret_bytes_new_take (contents, size) : NULL;
}

void
np_bytes_field_row_load_file (NpBytesFieldRow *self, GFile *file)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) contents = load_file (file, &error);
  g_autoptr(GBytes) value = NULL;

  if (contents != NULL && is_credential (self))
    {
      np_credential_transfer_import (NP_FIELD_ROW (self), contents);
      return;
    }
  value = contents != NULL ? np_bytes_text_parse_file (contents, &error) : NULL;
  take_result (self, value, error);
}

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpBytesFieldRow) self = user_data;
  g_autoptr(GFile) file = np_ui_choose_file_finish (result);

  if (file != NULL)
    np_bytes_field_row_load_file (self, file);
}

static void
open_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const NpField *field = np_field_row_get_field (NP_FIELD_ROW (widget));

  np_ui_choose_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), _(field->title), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL, open_cb,
                           g_object_ref (widget));
}

static void
paste_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpBytesFieldRow) self = user_data;
  g_autoptr(NpSecretText) text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (text != NULL)
    np_bytes_field_row_take_text (self, text);
  else
    np_field_row_set_own_problem (NP_FIELD_ROW (self), _("There is no text in the clipboard to paste."));
}

static void
paste_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, paste_cb, g_object_ref (widget));
}

static void
copy_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr(NpSecretText) text
      = np_bytes_text_format (get_value (NP_BYTES_FIELD_ROW (widget)), (NpBytesForm) g_variant_get_uint32 (parameter));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
export_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_credential_transfer_export (NP_FIELD_ROW (widget), (NpCredentialForm) g_variant_get_uint32 (parameter));
}

static void
clear_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  set_value (NP_BYTES_FIELD_ROW (widget), NULL);
}

static gboolean
drop_cb (NpBytesFieldRow *self, const GValue *value)
{
  if (G_VALUE_HOLDS (value, G_TYPE_FILE))
    np_bytes_field_row_load_file (self, g_value_get_object (value));
  else
    np_bytes_field_row_take_text (self, g_value_get_string (value));
  return TRUE;
}

/* The class */

static void
add_drop_target (NpBytesFieldRow *self)
{
  GType types[] = { G_TYPE_FILE, G_TYPE_STRING };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* Twenty buttons “Read from a file”: each says for which field. */
static void
name_button (GtkBuilder *builder, const char *id, const NpField *field)
{
  GtkWidget *button = GTK_WIDGET (gtk_builder_get_object (builder, id));
  g_autofree char *name = g_strdup_printf (C_("button’s purpose: field", "%s: %s"), gtk_widget_get_tooltip_text (button), _(field->title));

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
add_export_items (GMenu *menu, NpTag tag)
{
  static const char *const labels[] = { [NP_CREDENTIAL_FORM_DER] = N_("Export as _DER…"), [NP_CREDENTIAL_FORM_PEM] = N_("Export as _PEM…"),
                                        [NP_CREDENTIAL_FORM_RAW] = N_("Export _Raw Bytes…") };

  for (guint form = 0; form < G_N_ELEMENTS (labels); form++)
    if (np_credential_has_form (tag, (NpCredentialForm) form))
      {
        g_autoptr(GMenuItem) item = g_menu_item_new (_(labels[form]), NULL);

        g_menu_item_set_action_and_target (item, "bytes.export", "u", form);
        g_menu_append_item (menu, item);
      }
}

static void
show_verifier_status (NpBytesFieldRow *self, AdwBin *bin)
{
  adw_bin_set_child (bin, np_verifier_status_new (np_field_row_get_editor (NP_FIELD_ROW (self))));
  gtk_widget_set_visible (GTK_WIDGET (bin), TRUE);
}

static void
np_bytes_field_row_constructed (GObject *object)
{
  NpBytesFieldRow *self = NP_BYTES_FIELD_ROW (object);
  const NpField *field = np_field_row_get_field (NP_FIELD_ROW (object));
  g_autoptr(GtkBuilder) builder = gtk_builder_new_from_resource (ENTRY_RESOURCE);
  static const char *const buttons[] = { "reveal_button", "generate_button", "open_button", "paste_button", "menu_button" };

  G_OBJECT_CLASS (np_bytes_field_row_parent_class)->constructed (object);

  self->summary = GTK_LABEL (gtk_builder_get_object (builder, "summary"));
  self->reveal_button = GTK_TOGGLE_BUTTON (gtk_builder_get_object (builder, "reveal_button"));
  gtk_label_set_text (GTK_LABEL (gtk_builder_get_object (builder, "title")), _(field->title));
  gtk_widget_set_visible (GTK_WIDGET (self->reveal_button), field->secret);
  gtk_widget_set_visible (GTK_WIDGET (gtk_builder_get_object (builder, "generate_button")), np_generate_is_for (field->tag));
  add_export_items (G_MENU (gtk_builder_get_object (builder, "export_section")), field->tag);
  if (field->tag == NP_TAG_SPAKE2_VERIFIER)
    show_verifier_status (self, ADW_BIN (gtk_builder_get_object (builder, "status_bin")));
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    name_button (builder, buttons[i], field);
  g_signal_connect_object (self->reveal_button, "toggled", G_CALLBACK (np_bytes_field_row_refresh), self, G_CONNECT_SWAPPED);
  np_field_row_set_entry (NP_FIELD_ROW (self), GTK_WIDGET (gtk_builder_get_object (builder, "entry")));
}

static void
np_bytes_field_row_class_init (NpBytesFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = np_bytes_field_row_constructed;
  NP_FIELD_ROW_CLASS (klass)->refresh = np_bytes_field_row_refresh;

  gtk_widget_class_install_action (widget_class, "bytes.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "bytes.paste", NULL, paste_action);
  gtk_widget_class_install_action (widget_class, "bytes.copy", "u", copy_action);
  gtk_widget_class_install_action (widget_class, "bytes.export", "u", export_action);
  gtk_widget_class_install_action (widget_class, "bytes.clear", NULL, clear_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, "bytes.paste", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, "bytes.copy", "u", NP_BYTES_FORM_HEX);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "bytes.clear", NULL);
}

static void
np_bytes_field_row_init (NpBytesFieldRow *self)
{
  add_drop_target (self);
}
