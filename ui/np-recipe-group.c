/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-problem-notes.h"
#include "np-recipe-group.h"
#include "ui-compat.h"

struct _NpRecipeGroup
{
  AdwPreferencesGroup parent_instance;

  NpEditor *editor;
  gboolean refreshing;

  AdwComboRow *platform_row;
  GtkEditable *address_row;
  GtkEditable *loader_row;
  GtkLabel *range;
  GtkLabel *loader_note;
  GtkButton *loader_button;
  NpProblemNotes *notes;
};

G_DEFINE_FINAL_TYPE (NpRecipeGroup, np_recipe_group, ADW_TYPE_PREFERENCES_GROUP)

static const char *const loader_patterns[] = { "*.stldr", NULL };

static const NpRecipe *
get_recipe (NpRecipeGroup *self)
{
  return np_project_get_recipe (np_editor_get_project (self->editor));
}

/* What is shown */

static guint
find_platform (const NpPlatform *platform)
{
  guint n_platforms;
  const NpPlatform *const *platforms = np_platform_get_all (&n_platforms);

  for (guint i = 0; i < n_platforms; i++)
    if (platforms[i] == platform)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static char *
dup_range (const NpRecipe *recipe)
{
  const NpMemoryRange *range = recipe->platform != NULL ? np_platform_get_factory_data_range (recipe->platform) : NULL;

  if (range == NULL)
    return g_strdup ("");
  if (range->end == 0)
    return g_strdup_printf (_("from 0x%08X"), range->start);
  return g_strdup_printf (_("0x%08X to 0x%08X"), range->start, range->end);
}

static const char *
get_loader_note (const NpRecipe *recipe)
{
  const char *loader = recipe->platform != NULL ? np_platform_get_factory_data_loader (recipe->platform) : NULL;

  if (recipe->platform != NULL && np_memory_range_contains (np_platform_get_flash (recipe->platform), recipe->factory_data_address, 1))
    return _("not needed: internal flash");
  return recipe->loader == NULL && loader != NULL ? loader : "";
}

static void
show_text (GtkEditable *row, const char *text)
{
  if (!g_str_equal (gtk_editable_get_text (row), text))
    gtk_editable_set_text (row, text);
}

static void
field_changed_cb (NpRecipeGroup *self, guint tag)
{
  const NpRecipe *recipe = get_recipe (self);
  g_autofree char *address = NULL;
  g_autofree char *range = NULL;

  if (tag != NP_TAG_NONE)
    return;
  address = np_editor_dup_address_text (self->editor);
  range = dup_range (recipe);
  self->refreshing = TRUE;
  adw_combo_row_set_selected (self->platform_row, find_platform (recipe->platform));
  show_text (self->address_row, address);
  show_text (self->loader_row, recipe->loader != NULL ? recipe->loader : "");
  self->refreshing = FALSE;
  gtk_label_set_text (self->range, range);
  gtk_label_set_text (self->loader_note, get_loader_note (recipe));
}

static void
updated_cb (NpRecipeGroup *self)
{
  np_problem_notes_set_problems (self->notes, np_editor_get_problems (self->editor), NP_TAG_NONE, NULL);
}

/* What is edited */

static void
platform_selected_cb (NpRecipeGroup *self)
{
  guint n_platforms;
  const NpPlatform *const *platforms = np_platform_get_all (&n_platforms);
  guint selected = adw_combo_row_get_selected (self->platform_row);

  if (self->editor != NULL && !self->refreshing && selected < n_platforms)
    np_editor_set_platform (self->editor, platforms[selected]);
}

static void
address_changed_cb (NpRecipeGroup *self)
{
  if (self->editor != NULL && !self->refreshing)
    np_editor_set_address_text (self->editor, gtk_editable_get_text (self->address_row));
}

static void
loader_changed_cb (NpRecipeGroup *self)
{
  if (self->editor != NULL && !self->refreshing)
    np_editor_set_loader (self->editor, gtk_editable_get_text (self->loader_row));
}

static void
focus_out_cb (NpRecipeGroup *self)
{
  if (self->editor != NULL)
    np_editor_end_typing (self->editor);
}

static void
choose_loader_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpRecipeGroup) self = user_data;
  g_autoptr(GFile) file = np_ui_choose_file_finish (result);

  if (file != NULL && self->editor != NULL)
    np_editor_set_loader (self->editor, g_file_peek_path (file));
}

static void
choose_loader_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_ui_choose_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), _("Choose the External Loader"), GTK_FILE_CHOOSER_ACTION_OPEN,
                           _("External loaders"), loader_patterns, choose_loader_cb, g_object_ref (widget));
}

/* The class */

static void
fill_platforms (NpRecipeGroup *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint n_platforms;
  const NpPlatform *const *platforms = np_platform_get_all (&n_platforms);

  for (guint i = 0; i < n_platforms; i++)
    gtk_string_list_append (names, np_platform_get_name (platforms[i]));
  adw_combo_row_set_model (self->platform_row, G_LIST_MODEL (names));
}

static void
np_recipe_group_dispose (GObject *object)
{
  np_recipe_group_set_editor (NP_RECIPE_GROUP (object), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_RECIPE_GROUP);
  G_OBJECT_CLASS (np_recipe_group_parent_class)->dispose (object);
}

static void
np_recipe_group_class_init (NpRecipeGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_recipe_group_dispose;

  g_type_ensure (NP_TYPE_PROBLEM_NOTES);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-recipe-group.ui");
  gtk_widget_class_bind_template_child (widget_class, NpRecipeGroup, platform_row);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeGroup, address_row);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeGroup, loader_row);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeGroup, range);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeGroup, loader_note);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeGroup, loader_button);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeGroup, notes);
  gtk_widget_class_bind_template_callback (widget_class, platform_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, loader_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_out_cb);
  gtk_widget_class_install_action (widget_class, "recipe.choose-loader", NULL, choose_loader_action);
}

static void
name_entry (GtkEditable *row)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (row)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);
}

static void
np_recipe_group_init (NpRecipeGroup *self)
{
  self->refreshing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fill_platforms (self);
  self->refreshing = FALSE;
  name_entry (self->address_row);
  name_entry (self->loader_row);
}

/**
 * np_recipe_group_set_editor:
 * @editor: (nullable): whose recipe to show
 */
void
np_recipe_group_set_editor (NpRecipeGroup *self, NpEditor *editor)
{
  g_return_if_fail (NP_IS_RECIPE_GROUP (self));

  if (self->editor != NULL)
    g_signal_handlers_disconnect_by_data (self->editor, self);
  g_set_object (&self->editor, editor);
  if (editor == NULL)
    return;
  g_signal_connect_swapped (editor, "field-changed", G_CALLBACK (field_changed_cb), self);
  g_signal_connect_swapped (editor, "updated", G_CALLBACK (updated_cb), self);
  g_signal_connect_swapped (editor, "judged", G_CALLBACK (updated_cb), self);
  field_changed_cb (self, NP_TAG_NONE);
  updated_cb (self);
}
