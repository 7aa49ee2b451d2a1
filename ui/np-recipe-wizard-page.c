/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-recipe-wizard-choice.h"
#include "np-recipe-wizard-page.h"
#include "np-recipe-wizard-row.h"

struct _NpRecipeWizardPage
{
  AdwBin parent_instance;

  NpRecipeDraft *draft;
  NpRecipePage page;
  GHashTable *widgets;  /* NpRecipeEntry → what it is entered with */
  GHashTable *sections; /* title → group of rows */
};

G_DEFINE_FINAL_TYPE (NpRecipeWizardPage, np_recipe_wizard_page, ADW_TYPE_BIN)

static gboolean
asks_any (NpRecipeWizardPage *self, const char *section)
{
  guint n_entries;
  const NpRecipeEntry *entries = np_recipe_entry_get_all (&n_entries);

  for (guint i = 0; i < n_entries; i++)
    if (entries[i].page == self->page && g_strcmp0 (entries[i].section, section) == 0 && np_recipe_draft_asks (self->draft, &entries[i]))
      return TRUE;
  return FALSE;
}

/* A section without rows has no title either. */
static void
refresh (NpRecipeWizardPage *self)
{
  GHashTableIter iter;
  gpointer title;
  gpointer section;

  g_hash_table_iter_init (&iter, self->sections);
  while (g_hash_table_iter_next (&iter, &title, &section))
    gtk_widget_set_visible (section, asks_any (self, title));
}

static GtkWidget *
add_section (NpRecipeWizardPage *self, AdwPreferencesPage *page, const char *title)
{
  GtkWidget *section = adw_preferences_group_new ();

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (section), _(title));
  adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (section));
  g_hash_table_insert (self->sections, (gpointer) title, section);
  return section;
}

static GtkWidget *
add_entry (NpRecipeWizardPage *self, AdwPreferencesPage *page, const NpRecipeEntry *entry)
{
  GtkWidget *section;
  GtkWidget *row;

  if (entry->kind == NP_RECIPE_ENTRY_CHOICE)
    {
      GtkWidget *choice = np_recipe_wizard_choice_new (self->draft, entry);

      adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (choice));
      return choice;
    }
  section = g_hash_table_lookup (self->sections, entry->section);
  if (section == NULL)
    section = add_section (self, page, entry->section);
  row = np_recipe_wizard_row_new (self->draft, entry);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (section), row);
  return row;
}

static void
np_recipe_wizard_page_dispose (GObject *object)
{
  g_clear_object (&NP_RECIPE_WIZARD_PAGE (object)->draft);
  G_OBJECT_CLASS (np_recipe_wizard_page_parent_class)->dispose (object);
}

static void
np_recipe_wizard_page_finalize (GObject *object)
{
  NpRecipeWizardPage *self = NP_RECIPE_WIZARD_PAGE (object);

  g_hash_table_unref (self->widgets);
  g_hash_table_unref (self->sections);
  G_OBJECT_CLASS (np_recipe_wizard_page_parent_class)->finalize (object);
}

static void
np_recipe_wizard_page_class_init (NpRecipeWizardPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = np_recipe_wizard_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = np_recipe_wizard_page_finalize;
}

static void
np_recipe_wizard_page_init (NpRecipeWizardPage *self)
{
  self->widgets = g_hash_table_new (NULL, NULL);
  self->sections = g_hash_table_new (g_str_hash, g_str_equal);
}

GtkWidget *
np_recipe_wizard_page_new (NpRecipeDraft *draft, NpRecipePage page)
{
  NpRecipeWizardPage *self;
  GtkWidget *content;
  guint n_entries;
  const NpRecipeEntry *entries = np_recipe_entry_get_all (&n_entries);

  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (draft), NULL);

  self = g_object_new (NP_TYPE_RECIPE_WIZARD_PAGE, NULL);
  self->draft = g_object_ref (draft);
  self->page = page;
  content = adw_preferences_page_new ();
  for (guint i = 0; i < n_entries; i++)
    if (entries[i].page == page)
      g_hash_table_insert (self->widgets, (gpointer) &entries[i], add_entry (self, ADW_PREFERENCES_PAGE (content), &entries[i]));
  adw_bin_set_child (ADW_BIN (self), content);
  g_signal_connect_object (draft, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}

void
np_recipe_wizard_page_enter (NpRecipeWizardPage *self, const NpRecipeEntry *entry)
{
  GtkWidget *widget;

  g_return_if_fail (NP_IS_RECIPE_WIZARD_PAGE (self));

  widget = g_hash_table_lookup (self->widgets, entry);
  if (widget != NULL)
    gtk_widget_child_focus (widget, GTK_DIR_TAB_FORWARD);
}
