/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-session"

#include "config.h"

#include "check/np-check.h"
#include "factory/np-problem.h"
#include "np-project-plan.h"

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
