/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-field-text.h"
#include "factory/np-field-value.h"
#include "np-text-field-row.h"
#include "np-text.h"
#include "project/np-generate.h"
#include "ui-compat.h"

struct _NpTextFieldRow
{
  NpFieldRow parent_instance;

  GtkWidget *entry;
  GtkLabel *note;
  gboolean refreshing;
};

G_DEFINE_FINAL_TYPE (NpTextFieldRow, np_text_field_row, NP_TYPE_FIELD_ROW)

static gboolean
is_hexadecimal (const char *text)
{
  return g_str_has_prefix (text, "0x") || g_str_has_prefix (text, "0X");
}

/* "= 0xFFF1" beside 65521; "9 of 32 bytes" */
static char *
dup_note (NpTextFieldRow *self, const char *text)
{
  const NpField *field = np_field_row_get_field (NP_FIELD_ROW (self));
  g_autoptr(GBytes) value = NULL;
  g_autofree char *other_base = NULL;
  guint32 number;

  if (field->secret)
    return g_strdup ("");
  if (field->type == NP_FIELD_TYPE_STRING)
    return g_strdup_printf (ngettext ("%zu of %u byte", "%zu of %u bytes", field->maximum), strlen (text), field->maximum);
  if (!np_field_text_parse (field, text, &value, NULL) || value == NULL || !np_field_value_get_number (field, value, &number))
    return g_strdup ("");
  other_base = g_strdup_printf (is_hexadecimal (text) ? "= %u" : "= 0x%04X", number);
  return np_text_dup_isolated (other_base);
}

static void
update_note (NpTextFieldRow *self)
{
  g_autofree char *note = dup_note (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  gtk_label_set_text (self->note, note);
}

static void
changed_cb (NpTextFieldRow *self)
{
  NpFieldRow *row = NP_FIELD_ROW (self);

  if (!self->refreshing)
    np_editor_set_text (np_field_row_get_editor (row), np_field_row_get_field (row)->tag, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
np_text_field_row_refresh (NpFieldRow *row)
{
  NpTextFieldRow *self = NP_TEXT_FIELD_ROW (row);
  g_autofree char *text = np_editor_dup_text (np_field_row_get_editor (row), np_field_row_get_field (row)->tag);

  self->refreshing = TRUE;
  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->entry))))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->refreshing = FALSE;
  update_note (self);
}

static void
copy_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), gtk_editable_get_text (GTK_EDITABLE (NP_TEXT_FIELD_ROW (widget)->entry)));
}

static void
add_button (GtkWidget *entry, const NpField *field, const char *icon, const char *text, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);
  g_autofree char *name = g_strdup_printf (C_("button’s purpose: field", "%s: %s"), text, _(field->title));

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (entry), button);
}

/* The project's own undo knows of more than one entry's text. Its keys are asked for before the text, which swallows them for its own, unused,
 * undo. */
static void
use_undo_of_project (GtkWidget *entry)
{
  static const struct
  {
    const char *keys;
    const char *action;
  } shortcuts[] = {
    { "<Control>z", "project.undo" },
    { "<Control><Shift>z|<Control>y", "project.redo" },
  };
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (shortcuts[i].keys),
                                                            gtk_named_action_new (shortcuts[i].action)));
  gtk_widget_add_controller (entry, keys);
  gtk_editable_set_enable_undo (GTK_EDITABLE (entry), FALSE);
}

static GtkWidget *
make_entry (NpTextFieldRow *self, const NpField *field)
{
  GtkWidget *entry = field->secret ? np_ui_password_row_new (_(field->title)) : adw_entry_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (entry), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _(field->title));
  use_undo_of_project (entry);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (entry))), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(field->title), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _(field->description), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->note), "numeric");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (entry), GTK_WIDGET (self->note));
  if (field->secret)
    add_button (entry, field, "edit-copy-symbolic", _("Copy"), "text.copy");
  if (np_generate_is_for (field->tag))
    add_button (entry, field, "media-playlist-shuffle-symbolic", _("Make a random value"), "field.generate");
  if (field->type != NP_FIELD_TYPE_STRING)
    adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (entry), field->secret ? GTK_INPUT_PURPOSE_PASSWORD : GTK_INPUT_PURPOSE_FREE_FORM);
  return entry;
}

static void
np_text_field_row_constructed (GObject *object)
{
  NpTextFieldRow *self = NP_TEXT_FIELD_ROW (object);
  NpFieldRow *row = NP_FIELD_ROW (object);

  G_OBJECT_CLASS (np_text_field_row_parent_class)->constructed (object);

  self->note = GTK_LABEL (gtk_label_new (NULL));
  self->entry = make_entry (self, np_field_row_get_field (row));
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  np_field_row_set_entry (row, self->entry);
}

static void
np_text_field_row_class_init (NpTextFieldRowClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = np_text_field_row_constructed;
  NP_FIELD_ROW_CLASS (klass)->refresh = np_text_field_row_refresh;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "text.copy", NULL, copy_action);
}

static void
np_text_field_row_init (NpTextFieldRow *self)
{
}
