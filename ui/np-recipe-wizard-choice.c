/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-problem-notes.h"
#include "np-recipe-wizard-choice.h"

struct _NpRecipeWizardChoice
{
  AdwPreferencesGroup parent_instance;

  NpRecipeDraft *draft;
  const NpRecipeEntry *entry;
  GArray *choices;  /* of NpRecipeChoice, as shown */
  GPtrArray *rows;  /* a row for each */
  GPtrArray *marks; /* a radio button for each */
  gboolean refreshing;

  GtkWidget *notes_row;
  NpProblemNotes *notes;
};

G_DEFINE_FINAL_TYPE (NpRecipeWizardChoice, np_recipe_wizard_choice, ADW_TYPE_PREFERENCES_GROUP)

static void
toggled_cb (NpRecipeWizardChoice *self, GtkCheckButton *mark)
{
  guint position;

  if (!self->refreshing && gtk_check_button_get_active (mark) && g_ptr_array_find (self->marks, mark, &position))
    np_recipe_draft_set_choice (self->draft, self->entry, g_array_index (self->choices, NpRecipeChoice, position).value);
}

static void
add_row (NpRecipeWizardChoice *self, const NpRecipeChoice *choice)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *mark = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), choice->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), choice->explanation);
  gtk_widget_add_css_class (row, "choice");
  gtk_widget_set_valign (mark, GTK_ALIGN_CENTER);
  gtk_widget_set_can_focus (mark, FALSE);
  gtk_widget_set_focusable (mark, FALSE);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (mark), self->marks->len > 0 ? self->marks->pdata[0] : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (mark), GTK_ACCESSIBLE_PROPERTY_LABEL, choice->title, -1);
  g_signal_connect_object (mark, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), mark);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), mark);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->marks, mark);
}

static gboolean
choices_equal (GArray *a, GArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (g_strcmp0 (g_array_index (a, NpRecipeChoice, i).title, g_array_index (b, NpRecipeChoice, i).title) != 0)
      return FALSE;
  return TRUE;
}

/* Another platform has other security levels. */
static void
update_rows (NpRecipeWizardChoice *self)
{
  g_autoptr(GArray) choices = np_recipe_draft_list_choices (self->draft, self->entry);

  if (choices_equal (self->choices, choices))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->marks, 0);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->notes_row);
  for (guint i = 0; i < choices->len; i++)
    add_row (self, &g_array_index (choices, NpRecipeChoice, i));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->notes_row);
  g_clear_pointer (&self->choices, g_array_unref);
  self->choices = g_steal_pointer (&choices);
}

static void
refresh (NpRecipeWizardChoice *self)
{
  gboolean asked = np_recipe_draft_asks (self->draft, self->entry);
  guint value = np_recipe_draft_get_choice (self->draft, self->entry);
  g_autoptr(GPtrArray) problems = np_recipe_draft_list_problems (self->draft, self->entry);

  gtk_widget_set_visible (GTK_WIDGET (self), asked);
  if (!asked)
    return;
  self->refreshing = TRUE;
  update_rows (self);
  for (guint i = 0; i < self->marks->len; i++)
    {
      gboolean chosen = g_array_index (self->choices, NpRecipeChoice, i).value == value;

      gtk_check_button_set_active (self->marks->pdata[i], chosen);
      gtk_accessible_update_state (GTK_ACCESSIBLE (self->rows->pdata[i]), GTK_ACCESSIBLE_STATE_CHECKED,
                                   chosen ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
    }
  self->refreshing = FALSE;
  np_problem_notes_set_problems (self->notes, problems, NP_TAG_NONE, NULL);
  gtk_widget_set_visible (self->notes_row, gtk_widget_get_visible (GTK_WIDGET (self->notes)));
}

static void
np_recipe_wizard_choice_dispose (GObject *object)
{
  NpRecipeWizardChoice *self = NP_RECIPE_WIZARD_CHOICE (object);

  g_clear_object (&self->draft);
  g_clear_object (&self->notes_row);
  G_OBJECT_CLASS (np_recipe_wizard_choice_parent_class)->dispose (object);
}

static void
np_recipe_wizard_choice_finalize (GObject *object)
{
  NpRecipeWizardChoice *self = NP_RECIPE_WIZARD_CHOICE (object);

  g_clear_pointer (&self->choices, g_array_unref);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->marks);
  G_OBJECT_CLASS (np_recipe_wizard_choice_parent_class)->finalize (object);
}

static void
np_recipe_wizard_choice_class_init (NpRecipeWizardChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = np_recipe_wizard_choice_dispose;
  G_OBJECT_CLASS (klass)->finalize = np_recipe_wizard_choice_finalize;
}

static void
make_notes (NpRecipeWizardChoice *self)
{
  self->notes = g_object_new (NP_TYPE_PROBLEM_NOTES, "margin-top", 9, "margin-bottom", 9, "margin-start", 12, "margin-end", 12, NULL);
  self->notes_row = g_object_ref_sink (g_object_new (ADW_TYPE_PREFERENCES_ROW, "activatable", FALSE, "selectable", FALSE, "focusable", FALSE, "child",
                                                     self->notes, "visible", FALSE, NULL));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->notes_row);
}

static void
np_recipe_wizard_choice_init (NpRecipeWizardChoice *self)
{
  self->rows = g_ptr_array_new ();
  self->marks = g_ptr_array_new ();
  make_notes (self);
}

GtkWidget *
np_recipe_wizard_choice_new (NpRecipeDraft *draft, const NpRecipeEntry *entry)
{
  NpRecipeWizardChoice *self;

  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (draft) && entry != NULL && entry->kind == NP_RECIPE_ENTRY_CHOICE, NULL);

  self = g_object_new (NP_TYPE_RECIPE_WIZARD_CHOICE, "title", _(entry->title), "description", _(entry->explanation), NULL);
  self->draft = g_object_ref (draft);
  self->entry = entry;
  g_signal_connect_object (draft, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
