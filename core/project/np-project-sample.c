/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-project"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-problem.h"
#include "factory/np-st-json.h"
#include "np-project.h"

#define SAMPLE_RESOURCE "/io/github/nameplate/Nameplate/samples/stm32wba6.json"

NpProject *
np_project_new_sample (void)
{
  g_autoptr(GBytes) json = g_resources_lookup_data (SAMPLE_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpFactoryData) data = np_st_json_parse (json, problems, NULL);
  g_autoptr(NpRecipe) recipe = np_recipe_new (NP_JOB_RECONFIGURE, np_platform_find ("stm32wba6"));

  return np_project_new (_("Sample Lamp"), data, recipe);
}
