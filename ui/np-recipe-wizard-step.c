/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-recipe-wizard-step.h"

struct _NpRecipeWizardStep
{
  GtkListBoxRow parent_instance;

  GtkLabel *number;
  GtkLabel *title;
  GtkWidget *permanent;
  GtkLabel *commands;
  GtkLabel *lasting;
  GtkLabel *lost;
};

G_DEFINE_FINAL_TYPE (NpRecipeWizardStep, np_recipe_wizard_step, GTK_TYPE_LIST_BOX_ROW)

static void
np_recipe_wizard_step_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_RECIPE_WIZARD_STEP);
  G_OBJECT_CLASS (np_recipe_wizard_step_parent_class)->dispose (object);
}

static void
np_recipe_wizard_step_class_init (NpRecipeWizardStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_recipe_wizard_step_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-recipe-wizard-step.ui");
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizardStep, number);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizardStep, title);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizardStep, permanent);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizardStep, commands);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizardStep, lasting);
  gtk_widget_class_bind_template_child (widget_class, NpRecipeWizardStep, lost);
}

static void
np_recipe_wizard_step_init (NpRecipeWizardStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* An option's hyphen is where a line would be broken first; the name stays with it. */
static void
keep_options_whole (GtkLabel *label)
{
  const char *text = gtk_label_get_text (label);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  for (const char *option = strstr (text, " -"); option != NULL; option = strstr (option + 1, " -"))
    {
      PangoAttribute *whole = pango_attr_allow_breaks_new (FALSE);

      whole->start_index = (guint) (option + 1 - text);
      whole->end_index = whole->start_index + (guint) strcspn (option + 1, " \n");
      pango_attr_list_insert (attributes, whole);
    }
  gtk_label_set_attributes (label, attributes);
}

GtkWidget *
np_recipe_wizard_step_new (NpPlan *plan, guint position)
{
  NpRecipeWizardStep *self = g_object_new (NP_TYPE_RECIPE_WIZARD_STEP, NULL);
  guint n_steps;
  const NpPlanStep *step = &np_plan_get_steps (plan, &n_steps)[position];
  g_auto(GStrv) lines = np_plan_step_to_text (plan, step, NULL, NULL);
  g_autofree char *commands = g_strjoinv ("\n", lines);
  g_autofree char *number = g_strdup_printf ("%u", position + 1);
  g_autofree char *lost = step->lost != NULL ? g_strdup_printf (_("If it is interrupted: %s"), step->lost) : NULL;

  /* Translators: number and title of a step: "Step 2, Write factory data" */
  g_autofree char *plain = g_strdup_printf (_("Step %u, %s"), position + 1, step->title);
  g_autofree char *spoken = step->permanent ? g_strdup_printf (_("%s, permanent"), plain) : g_strdup (plain);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, commands, -1);
  gtk_label_set_text (self->number, number);
  gtk_label_set_text (self->title, step->title);
  gtk_widget_set_visible (self->permanent, step->permanent);
  gtk_label_set_text (self->commands, commands);
  keep_options_whole (self->commands);
  show_text (self->lasting, step->lasting);
  show_text (self->lost, lost);
  return GTK_WIDGET (self);
}
