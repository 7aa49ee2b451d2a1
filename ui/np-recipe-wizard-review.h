/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "project/np-recipe-draft.h"

G_BEGIN_DECLS

/* What a recipe comes to: its problems, each with the way to what mends it, and the plan as it will run.
 *
 * signal "entry-activated" (pointer: NpRecipeEntry): the entry of a problem is to be shown */
#define NP_TYPE_RECIPE_WIZARD_REVIEW (np_recipe_wizard_review_get_type ())
G_DECLARE_FINAL_TYPE (NpRecipeWizardReview, np_recipe_wizard_review, NP, RECIPE_WIZARD_REVIEW, AdwBin)

GtkWidget *np_recipe_wizard_review_new (NpRecipeDraft *draft);

/* Shows the draft as it is now. */
void np_recipe_wizard_review_refresh (NpRecipeWizardReview *self);

G_END_DECLS
