/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-problem.h"
#include "np-problem-row.h"
#include "np-recipe-wizard-review.h"
#include "np-recipe-wizard-step.h"

struct _NpRecipeWizardReview
{
  AdwBin parent_instance;

  NpRecipeDraft *draft;
  GHashTable *entries; /* row of a problem → NpRecipeEntry that mends it */

  GtkWidget *problems_group;
  GtkListBox *problems;
  AdwPreferencesGroup *plan_group;
  GtkListBox *steps;
};

static guint entry_activated_signal;

G_DEFINE_FINAL_TYPE (NpRecipeWizardReview, np_recipe_wizard_review, ADW_TYPE_BIN)

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

static void
problem_activated_cb (NpRecipeWizardReview *self, GtkListBoxRow *row)
{
  g_signal_emit (self, entry_activated_signal, 0, g_hash_table_lookup (self->entries, row));
}

/* One that an entry of the wizard mends leads there. */
static void
add_problem (NpRecipeWizardReview *self, const NpProblem *problem)
{
  const NpRecipeEntry *entry = np_recipe_draft_find_entry (problem);
  GtkWidget *row = np_problem_row_new (problem);

  gtk_list_box_append (self->problems, row);
  if (entry == NULL || !np_recipe_draft_asks (self->draft, entry))
    return;
  gtk_box_append (GTK_BOX (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (row))), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _("Go there"));
  g_hash_table_insert (self->entries, row, (gpointer) entry);
}

static void
show_problems (NpRecipeWizardReview *self)
{
  GPtrArray *problems = np_recipe_draft_get_problems (self->draft);

  g_hash_table_remove_all (self->entries);
  clear_list (self->problems);
  for (int severity = NP_SEVERITY_ERROR; severity >= NP_SEVERITY_INFORMATION; severity--)
    for (guint i = 0; i < problems->len; i++)
      if ((int) ((NpProblem *) problems->pdata[i])->severity == severity)
        add_problem (self, problems->pdata[i]);
  gtk_widget_set_visible (self->problems_group, problems->len > 0);
}

static char *
describe_plan (NpRecipeWizardReview *self, NpPlan *plan)
{
  const char *obstacle = np_recipe_draft_get_obstacle (self->draft);

  if (plan == NULL)
    return g_markup_escape_text (obstacle, -1);
  return g_strdup (_("These are the steps, in this order, with the command lines that will run. {probe}, {port} and {image} are each board’s own."));
}

void
np_recipe_wizard_review_refresh (NpRecipeWizardReview *self)
{
  NpPlan *plan;
  g_autofree char *description = NULL;
  guint n_steps = 0;

  g_return_if_fail (NP_IS_RECIPE_WIZARD_REVIEW (self));

  plan = np_recipe_draft_get_plan (self->draft);
  description = describe_plan (self, plan);
  show_problems (self);
  adw_preferences_group_set_description (self->plan_group, description);
  clear_list (self->steps);
  if (plan != NULL)
    np_plan_get_steps (plan, &n_steps);
  for (guint i = 0; i < n_steps; i++)
    gtk_list_box_append (self->steps, np_recipe_wizard_step_new (plan, i));
  gtk_widget_set_visible (GTK_WIDGET (self->steps), plan != NULL);
}

static void
np_recipe_wizard_review_dispose (GObject *object)
{
  g_clear_object (&NP_RECIPE_WIZARD_REVIEW (object)->draft);
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_RECIPE_WIZARD_REVIEW);
  G_OBJECT_CLASS (np_recipe_wizard_review_parent_class)->dispose (object);
}

static void
np_recipe_wizard_review_finalize (GObject *object)
{
  g_hash_table_unref (NP_RECIPE_WIZARD_REVIEW (object)->entries);
  G_OBJECT_CLASS (np_recipe_wizard_review_parent_class)->finalize (object);
}

static void
np_recipe_wizard_review_class_init (NpRecipeWizardReviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_recipe_wizard_review_dispose;
  G_OBJECT_CLASS (klass)->finalize = np_recipe_wizard_review_finalize;

  entry_activated_signal
      = g_signal_new ("entry-activated", NP_TYPE_RECIPE_WIZARD_REVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-recipe-wizard-review.ui");
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizardReview, problems_group);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizardReview, problems);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizardReview, plan_group);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizardReview, steps);
  gtk_widget_class_bind_template_callback (widget_class, problem_activated_cb);
}

static void
np_recipe_wizard_review_init (NpRecipeWizardReview *self)
{
  self->entries = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
np_recipe_wizard_review_new (NpRecipeDraft *draft)
{
  NpRecipeWizardReview *self;

  g_return_val_if_fail (NP_IS_RECIPE_DRAFT (draft), NULL);

  self = g_object_new (NP_TYPE_RECIPE_WIZARD_REVIEW, NULL);
  self->draft = g_object_ref (draft);
  return GTK_WIDGET (self);
}
