/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-field-list.h"

#define GROUP_SPACING 24

struct _NpFieldList
{
  GtkWidget parent_instance;

  GHashTable *rows; /* tag → NpFieldRow */
  NpTag hovered;
  NpTag selected;
};

enum
{
  HOVERED,
  SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NpFieldList, np_field_list, GTK_TYPE_WIDGET)

static const char *const group_titles[] = {
  [NP_FIELD_GROUP_IDENTITY] = N_("Identity"),
  [NP_FIELD_GROUP_COMMISSIONING] = N_("Commissioning"),
  [NP_FIELD_GROUP_ATTESTATION] = N_("Attestation"),
  [NP_FIELD_GROUP_PLATFORM] = N_("Platform-Specific"),
};

static void
update_linked (NpFieldList *self, NpTag tag)
{
  NpFieldRow *row = np_field_list_get_row (self, tag);

  if (row != NULL)
    np_field_row_set_linked (row, tag == self->hovered || tag == self->selected);
}

static void
row_hovered_cb (NpFieldRow *row, gboolean inside, NpFieldList *self)
{
  NpTag tag = inside ? np_field_row_get_field (row)->tag : NP_TAG_NONE;

  np_field_list_set_hovered (self, tag);
  g_signal_emit (self, signals[HOVERED], 0, (guint) tag);
}

static void
row_entered_cb (NpFieldRow *row, NpFieldList *self)
{
  NpTag tag = np_field_row_get_field (row)->tag;

  np_field_list_set_selected (self, tag);
  g_signal_emit (self, signals[SELECTED], 0, (guint) tag);
}

static void
add_row (NpFieldList *self, NpEditor *editor, AdwPreferencesGroup *group, const NpField *field)
{
  GtkWidget *row = np_field_row_new (editor, field);

  g_signal_connect_object (row, "hovered", G_CALLBACK (row_hovered_cb), self, 0);
  g_signal_connect_object (row, "entered", G_CALLBACK (row_entered_cb), self, 0);
  adw_preferences_group_add (group, row);
  g_hash_table_insert (self->rows, GUINT_TO_POINTER (field->tag), row);
}

/* In the image's order, but what is made from the passcode comes after it. */
static GtkWidget *
make_group (NpFieldList *self, NpEditor *editor, NpFieldGroup group)
{
  GtkWidget *widget = adw_preferences_group_new ();
  const NpField *passcode = np_field_find_by_tag (NP_TAG_SPAKE2_SETUP_PASSCODE);
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (widget), _(group_titles[group]));
  if (passcode->group == group)
    add_row (self, editor, ADW_PREFERENCES_GROUP (widget), passcode);
  for (guint i = 0; i < n_fields; i++)
    if (fields[i].group == group && &fields[i] != passcode)
      add_row (self, editor, ADW_PREFERENCES_GROUP (widget), &fields[i]);
  return widget;
}

static void
np_field_list_dispose (GObject *object)
{
  np_field_list_set_editor (NP_FIELD_LIST (object), NULL);
  G_OBJECT_CLASS (np_field_list_parent_class)->dispose (object);
}

static void
np_field_list_finalize (GObject *object)
{
  g_hash_table_unref (NP_FIELD_LIST (object)->rows);
  G_OBJECT_CLASS (np_field_list_parent_class)->finalize (object);
}

static void
np_field_list_class_init (NpFieldListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = np_field_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = np_field_list_finalize;
  signals[HOVERED] = g_signal_new ("hovered", NP_TYPE_FIELD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SELECTED] = g_signal_new ("selected", NP_TYPE_FIELD_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
np_field_list_init (NpFieldList *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  self->rows = g_hash_table_new (NULL, NULL);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), GROUP_SPACING);
}

/**
 * np_field_list_set_editor:
 * @editor: (nullable): whose fields to show
 */
void
np_field_list_set_editor (NpFieldList *self, NpEditor *editor)
{
  GtkWidget *child;

  g_return_if_fail (NP_IS_FIELD_LIST (self));

  g_hash_table_remove_all (self->rows);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  if (editor == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (group_titles); i++)
    gtk_widget_set_parent (make_group (self, editor, (NpFieldGroup) i), GTK_WIDGET (self));
}

NpFieldRow *
np_field_list_get_row (NpFieldList *self, NpTag tag)
{
  g_return_val_if_fail (NP_IS_FIELD_LIST (self), NULL);

  return g_hash_table_lookup (self->rows, GUINT_TO_POINTER (tag));
}

void
np_field_list_set_hovered (NpFieldList *self, NpTag tag)
{
  NpTag former = self->hovered;

  g_return_if_fail (NP_IS_FIELD_LIST (self));

  self->hovered = tag;
  update_linked (self, former);
  update_linked (self, tag);
}

void
np_field_list_set_selected (NpFieldList *self, NpTag tag)
{
  NpTag former = self->selected;

  g_return_if_fail (NP_IS_FIELD_LIST (self));

  self->selected = tag;
  update_linked (self, former);
  update_linked (self, tag);
}
