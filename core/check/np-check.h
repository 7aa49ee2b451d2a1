/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-image.h"
#include "recipe/np-recipe.h"

G_BEGIN_DECLS

/**
 * np_check_complete:
 * @data: one unit's factory data
 * @recipe: (nullable): how it will be written; without it only what is true of any board is checked
 * @problems: (element-type NpProblem): where problems are added
 *
 * What stops a run, or needs a look before one, beyond the rules of a build (np_factory_data_check ()): fields that the job needs, the image
 * against the platform's range, the recipe's own completeness.
 */
void np_check_complete (NpFactoryData *data, const NpRecipe *recipe, GPtrArray *problems);

/* np_factory_data_check () and np_check_complete (): all that is asked before a run. */
void np_check_run (NpFactoryData *data, const NpRecipe *recipe, GPtrArray *problems);

G_END_DECLS
