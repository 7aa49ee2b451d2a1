/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-bytes-field-row.h"
#include "np-field-row.h"
#include "np-problem-notes.h"
#include "np-text-field-row.h"
#include "project/np-generate.h"
#include "ui-compat.h"

typedef struct
{
  NpEditor *editor;
  const NpField *field;
  char *own_problem;

  AdwBin *entry_bin;
  NpProblemNotes *notes;
  GtkLabel *explanation;
  GtkWidget *unreported;
} NpFieldRowPrivate;

enum
{
  PROP_EDITOR = 1,
  PROP_FIELD,
  N_PROPERTIES
};

enum
{
  HOVERED,
  ENTERED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

#define CONTENT_RESOURCE "/io/github/nameplate/Nameplate/np-field-row.ui"

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (NpFieldRow, np_field_row, ADW_TYPE_PREFERENCES_ROW)

#define PRIVATE(self) ((NpFieldRowPrivate *) np_field_row_get_instance_private (self))

static void
enter_cb (NpFieldRow *self)
{
  g_signal_emit (self, signals[HOVERED], 0, TRUE);
}

static void
leave_cb (NpFieldRow *self)
{
  g_signal_emit (self, signals[HOVERED], 0, FALSE);
}

static void
focus_in_cb (NpFieldRow *self)
{
  g_signal_emit (self, signals[ENTERED], 0);
}

static void
focus_out_cb (NpFieldRow *self)
{
  np_editor_end_typing (PRIVATE (self)->editor);
}

static void
set_class (GtkWidget *widget, const char *css_class, gboolean set)
{
  if (set)
    gtk_widget_add_css_class (widget, css_class);
  else
    gtk_widget_remove_css_class (widget, css_class);
}

static void
update_notes (NpFieldRow *self)
{
  NpFieldRowPrivate *priv = PRIVATE (self);
  GtkWidget *entry = adw_bin_get_child (priv->entry_bin);
  const char *css_class;

  np_problem_notes_set_problems (priv->notes, np_editor_get_problems (priv->editor), priv->field->tag, priv->own_problem);
  css_class = np_problem_notes_get_css_class (priv->notes);
  set_class (entry, "error", g_strcmp0 (css_class, "error") == 0);
  set_class (entry, "warning", g_strcmp0 (css_class, "warning") == 0);
}

static void
field_changed_cb (NpFieldRow *self, guint tag)
{
  NpFieldRowPrivate *priv = PRIVATE (self);

  if (tag != (guint) priv->field->tag)
    return;
  g_clear_pointer (&priv->own_problem, g_free);
  NP_FIELD_ROW_GET_CLASS (self)->refresh (self);
}

static void
generate_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpFieldRowPrivate *priv = PRIVATE (NP_FIELD_ROW (widget));
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) value = np_generate_value (priv->field->tag, &error);

  if (value != NULL)
    np_editor_set_value (priv->editor, priv->field->tag, value);
  else
    np_ui_show_error (GTK_WINDOW (gtk_widget_get_root (widget)), _("No Random Value Was Made"), error);
}

static void
np_field_row_constructed (GObject *object)
{
  NpFieldRow *self = NP_FIELD_ROW (object);
  NpFieldRowPrivate *priv = PRIVATE (self);

  G_OBJECT_CLASS (np_field_row_parent_class)->constructed (object);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _(priv->field->title));
  gtk_label_set_text (priv->explanation, _(priv->field->description));
  gtk_widget_set_visible (priv->unreported, priv->field->unreported);
  g_signal_connect_object (priv->editor, "field-changed", G_CALLBACK (field_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->editor, "updated", G_CALLBACK (update_notes), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (priv->editor, "judged", G_CALLBACK (update_notes), self, G_CONNECT_SWAPPED);
}

static void
np_field_row_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  NpFieldRowPrivate *priv = PRIVATE (NP_FIELD_ROW (object));

  switch (property)
    {
    case PROP_EDITOR: priv->editor = g_value_dup_object (value); break;
    case PROP_FIELD: priv->field = g_value_get_pointer (value); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_field_row_finalize (GObject *object)
{
  NpFieldRowPrivate *priv = PRIVATE (NP_FIELD_ROW (object));

  g_clear_object (&priv->editor);
  g_free (priv->own_problem);
  G_OBJECT_CLASS (np_field_row_parent_class)->finalize (object);
}

static void
np_field_row_class_init (NpFieldRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;

  object_class->constructed = np_field_row_constructed;
  object_class->set_property = np_field_row_set_property;
  object_class->finalize = np_field_row_finalize;

  properties[PROP_EDITOR] = g_param_spec_object ("editor", NULL, NULL, NP_TYPE_EDITOR, flags);
  properties[PROP_FIELD] = g_param_spec_pointer ("field", NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "field.generate", NULL, generate_action);
  signals[HOVERED] = g_signal_new ("hovered", NP_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[ENTERED] = g_signal_new ("entered", NP_TYPE_FIELD_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
add_controllers (NpFieldRow *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_in_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_out_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/* No template: GTK 4.8 can't dispose of one that a subclass inherits. */
static void
np_field_row_init (NpFieldRow *self)
{
  NpFieldRowPrivate *priv = PRIVATE (self);
  g_autoptr(GtkBuilder) builder = NULL;

  g_type_ensure (NP_TYPE_PROBLEM_NOTES);
  builder = gtk_builder_new_from_resource (CONTENT_RESOURCE);
  priv->entry_bin = ADW_BIN (gtk_builder_get_object (builder, "entry_bin"));
  priv->notes = NP_PROBLEM_NOTES (gtk_builder_get_object (builder, "notes"));
  priv->explanation = GTK_LABEL (gtk_builder_get_object (builder, "explanation"));
  priv->unreported = GTK_WIDGET (gtk_builder_get_object (builder, "unreported"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (gtk_builder_get_object (builder, "content")));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_selectable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "field");
  add_controllers (self);
}

GtkWidget *
np_field_row_new (NpEditor *editor, const NpField *field)
{
  GType type = field->type == NP_FIELD_TYPE_BYTES ? NP_TYPE_BYTES_FIELD_ROW : NP_TYPE_TEXT_FIELD_ROW;

  g_return_val_if_fail (NP_IS_EDITOR (editor), NULL);

  return g_object_new (type, "editor", editor, "field", field, NULL);
}

NpEditor *
np_field_row_get_editor (NpFieldRow *self)
{
  return PRIVATE (self)->editor;
}

const NpField *
np_field_row_get_field (NpFieldRow *self)
{
  return PRIVATE (self)->field;
}

/* Its bytes in the image are pointed at. */
void
np_field_row_set_linked (NpFieldRow *self, gboolean linked)
{
  g_return_if_fail (NP_IS_FIELD_ROW (self));

  set_class (GTK_WIDGET (self), "linked", linked);
}

void
np_field_row_enter (NpFieldRow *self)
{
  g_return_if_fail (NP_IS_FIELD_ROW (self));

  gtk_widget_child_focus (adw_bin_get_child (PRIVATE (self)->entry_bin), GTK_DIR_TAB_FORWARD);
}

void
np_field_row_set_entry (NpFieldRow *self, GtkWidget *entry)
{
  g_return_if_fail (NP_IS_FIELD_ROW (self));

  adw_bin_set_child (PRIVATE (self)->entry_bin, entry);
  NP_FIELD_ROW_GET_CLASS (self)->refresh (self);
  update_notes (self);
}

void
np_field_row_set_own_problem (NpFieldRow *self, const char *message)
{
  NpFieldRowPrivate *priv = PRIVATE (self);

  if (g_strcmp0 (message, priv->own_problem) == 0)
    return;
  g_free (priv->own_problem);
  priv->own_problem = g_strdup (message);
  update_notes (self);
}
