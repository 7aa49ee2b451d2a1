/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-problem.h"
#include "np-device-verdict.h"

G_BEGIN_DECLS

/* The parts of a check, each over what the name says; problems: where problems are added. */

void np_check_fields_alone (NpFactoryData *data, const NpRecipe *recipe, gboolean attested, gboolean production, GPtrArray *problems);
void np_check_verifier (NpFactoryData *data, GPtrArray *problems);
gboolean np_check_is_for_sale (const NpRecipe *recipe, gboolean production);
void np_check_default_credentials (NpFactoryData *data, const NpRecipe *recipe, gboolean production, GPtrArray *problems);
void np_check_test_credentials (NpFactoryData *data, const NpRecipe *recipe, gboolean production, const NpAttestationParts *parts,
                                GPtrArray *problems);
void np_check_recipe_and_image (NpFactoryData *data, const NpRecipe *recipe, GPtrArray *problems);
void np_check_image_fits (const NpRecipe *recipe, gsize size, GPtrArray *problems);

G_END_DECLS
