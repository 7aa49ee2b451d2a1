/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-problem-notes.h"
#include "np-recipe-group.h"
#include "recipe/np-recipe-entry.h"

struct _NpRecipeGroup
{
  AdwPreferencesGroup parent_instance;

  NpEditor *editor;

  GtkGrid *summary;
  NpProblemNotes *notes;
};

G_DEFINE_FINAL_TYPE (NpRecipeGroup, np_recipe_group, ADW_TYPE_PREFERENCES_GROUP)

/* What stands beside each other on one line: entries of the recipe, a file and where it goes */
static const struct
{
  const char *title;
  const char *keys[2];
} lines[] = {
  { N_("Job"), { "job" } },
  { N_("Platform"), { "platform" } },
  { N_("Security"), { "security" } },
  { N_("Mode"), { "mode" } },
  { N_("Factory data"), { "factoryDataAddress" } },
  { N_("External loader"), { "loader" } },
  { N_("Secure scripts"), { "scriptsFolder" } },
  { N_("Coprocessor"), { "coprocessorFirmware", "coprocessorAddress" } },
  { N_("Provisioning firmware"), { "provisioningFirmware", "applicationAddress" } },
  { N_("Handshake"), { "handshake", "handshakeScript" } },
  { N_("Application"), { "applicationFirmware", "applicationAddress" } },
  { N_("Magic trailer"), { "magicTrailer", "magicTrailerAddress" } },
  { N_("Lock board"), { "lock" } },
};

/* Returns: (transfer full): empty when the recipe says nothing of it */
static char *
dup_value (const NpRecipe *recipe, const char *key)
{
  const NpRecipeEntry *entry = np_recipe_entry_find (key);

  return entry != NULL && entry->applies (recipe) ? np_recipe_entry_dup_text (entry, recipe) : g_strdup ("");
}

static char *
dup_line (const NpRecipe *recipe, const char *const *keys)
{
  g_autofree char *first = dup_value (recipe, keys[0]);
  g_autofree char *second = dup_value (recipe, keys[1]);

  if (*first == '\0' || *second == '\0')
    return g_strdup (first);
  /* Translators: a file, then its address; or how something is done, then the file that does it */
  return g_strdup_printf (_("%s · %s"), first, second);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
clear_summary (NpRecipeGroup *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->summary))) != NULL)
    gtk_grid_remove (self->summary, child);
}

static void
field_changed_cb (NpRecipeGroup *self, guint tag)
{
  const NpRecipe *recipe = np_project_get_recipe (np_editor_get_project (self->editor));
  int row = 0;

  if (tag != NP_TAG_NONE)
    return;
  clear_summary (self);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *text = dup_line (recipe, lines[i].keys);
      GtkWidget *title;
      GtkWidget *value;

      if (*text == '\0')
        continue;
      title = make_label (_(lines[i].title), "explanation");
      value = make_label (text, NULL);
      gtk_widget_set_hexpand (value, TRUE);
      gtk_accessible_update_relation (GTK_ACCESSIBLE (value), GTK_ACCESSIBLE_RELATION_LABELLED_BY, title, NULL, -1);
      gtk_grid_attach (self->summary, title, 0, row, 1, 1);
      gtk_grid_attach (self->summary, value, 1, row++, 1, 1);
    }
}

static void
updated_cb (NpRecipeGroup *self)
{
  np_problem_notes_set_problems (self->notes, np_editor_get_problems (self->editor), NP_TAG_NONE, NULL);
}

/* The class */

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
  gtk_widget_class_bind_template_child (widget_class, NpRecipeGroup, summary);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeGroup, notes);
}

static void
np_recipe_group_init (NpRecipeGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
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
