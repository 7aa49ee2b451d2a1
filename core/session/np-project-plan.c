/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-session"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "check/np-check.h"
#include "factory/np-problem.h"
#include "np-project-plan.h"

static void
check_units (NpProject *project, GPtrArray *problems)
{
  if (np_project_has_per_unit_values (project))
    np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "project-per-unit", NULL,
                         g_strdup (_("The project gives each unit its own values (“perUnit”).")),
                         _("This version writes the same factory data to every board and keeps no record of units."),
                         _("Take the per-unit values out of the project, or use a version that keeps a ledger."));
  else
    np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_SERIAL_NUMBER, "units-identical", NULL,
                         g_strdup (_("Every board gets the same serial number, passcode, discriminator and certificate.")),
                         _("Two such devices can't be told apart; that is good for tests, not for products."), NULL);
}

NpPlan *
np_project_plan (NpProject *project, GPtrArray *loaders, GPtrArray *problems)
{
  NpFactoryData *data;
  const NpRecipe *recipe;
  g_autoptr(NpRecipeFacts) facts = NULL;
  g_autoptr(NpImage) image = NULL;
  g_autoptr(GError) error = NULL;
  NpPlan *plan;

  g_return_val_if_fail (NP_IS_PROJECT (project) && problems != NULL, NULL);

  data = np_project_get_factory_data (project);
  recipe = np_project_get_recipe (project);
  facts = np_recipe_facts_read (recipe, loaders);
  check_units (project, problems);
  np_project_add_unfinished (project, problems);
  np_check_run (data, recipe, problems);
  image = np_image_encode (data, NULL); /* what refuses it was told above */
  np_check_recipe_files (recipe, facts, image != NULL ? g_bytes_get_size (np_image_get_bytes (image)) : 0, problems);
  if (image == NULL || np_problem_list_has_errors (problems))
    return NULL;
  plan = np_plan_new (recipe, image, facts, &error);
  if (plan == NULL)
    np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "recipe-plan", NULL, g_strdup (error->message), NULL, NULL);
  return plan;
}

NpPlan *
np_project_draft_plan (NpProject *project, GPtrArray *loaders)
{
  g_autoptr(NpImage) image = NULL;
  g_autoptr(NpRecipeFacts) facts = NULL;

  g_return_val_if_fail (NP_IS_PROJECT (project), NULL);

  image = np_image_encode (np_project_get_factory_data (project), NULL);
  facts = np_recipe_facts_read (np_project_get_recipe (project), loaders);
  return image != NULL ? np_plan_new (np_project_get_recipe (project), image, facts, NULL) : NULL;
}
