/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-check"

#include "config.h"

#include "factory/np-problem.h"
#include "np-check-private.h"
#include "np-check.h"

void
np_check_fields (NpFactoryData *data, const NpRecipe *recipe, GPtrArray *problems)
{
  g_return_if_fail (NP_IS_FACTORY_DATA (data));
  g_return_if_fail (problems != NULL);

  np_factory_data_check (data, problems);
  np_check_fields_alone (data, recipe, FALSE, FALSE, problems);
  np_check_default_credentials (data, recipe, FALSE, problems);
  np_check_recipe_and_image (data, recipe, problems);
}

void
np_check_run (NpFactoryData *data, const NpRecipe *recipe, GPtrArray *problems)
{
  g_auto(NpCheckContext) context = { 0 };

  g_return_if_fail (NP_IS_FACTORY_DATA (data));
  g_return_if_fail (problems != NULL);

  np_check_context_init (&context);
  np_factory_data_check (data, problems);
  np_device_verdict_free (np_check_device (data, recipe, &context, problems));
}
