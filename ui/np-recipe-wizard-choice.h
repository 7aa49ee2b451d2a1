/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "project/np-recipe-draft.h"

G_BEGIN_DECLS

/* One choice that a recipe makes, each possibility with a sentence on what it means. */
#define NP_TYPE_RECIPE_WIZARD_CHOICE (np_recipe_wizard_choice_get_type ())
G_DECLARE_FINAL_TYPE (NpRecipeWizardChoice, np_recipe_wizard_choice, NP, RECIPE_WIZARD_CHOICE, AdwPreferencesGroup)

GtkWidget *np_recipe_wizard_choice_new (NpRecipeDraft *draft, const NpRecipeEntry *entry);

G_END_DECLS
