/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-image.h"
#include "recipe/np-recipe-facts.h"

G_BEGIN_DECLS

/**
 * np_check_fields:
 * @data: one unit's factory data
 * @recipe: (nullable): how it will be written
 * @problems: (element-type NpProblem): where problems are added
 *
 * What takes no cryptography, fast enough to be asked at every key: np_factory_data_check (), fields that the job needs, their limits,
 * the image against the platform's range, the recipe's own completeness. Part of np_check_run ().
 */
void np_check_fields (NpFactoryData *data, const NpRecipe *recipe, GPtrArray *problems);

/**
 * np_check_run:
 * @data: one unit's factory data
 * @recipe: (nullable): how it will be written
 * @problems: (element-type NpProblem): where problems are added
 *
 * All that is asked before a run: np_factory_data_check () and np_check_device (), with what is known on this computer. An error among the
 * problems blocks it.
 */
void np_check_run (NpFactoryData *data, const NpRecipe *recipe, GPtrArray *problems);

/**
 * np_check_recipe_files:
 * @facts: what was read of the recipe's files
 * @image_size: of the factory data's image, in bytes
 * @problems: (element-type NpProblem): where problems are added
 *
 * What only the files can tell: whether they are there, fit where they go, lie over each other, and store keys for ever; the external
 * loader. Asked before a run beside np_check_run (), and wherever the recipe's files are chosen.
 */
void np_check_recipe_files (const NpRecipe *recipe, const NpRecipeFacts *facts, gsize image_size, GPtrArray *problems);

G_END_DECLS
