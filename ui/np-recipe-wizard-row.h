/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "project/np-recipe-draft.h"

G_BEGIN_DECLS

/* One thing that a recipe says: what it is, its value, what is wrong with it, what it is for. Of choices see NpRecipeWizardChoice. */
#define NP_TYPE_RECIPE_WIZARD_ROW (np_recipe_wizard_row_get_type ())
G_DECLARE_FINAL_TYPE (NpRecipeWizardRow, np_recipe_wizard_row, NP, RECIPE_WIZARD_ROW, AdwPreferencesRow)

GtkWidget *np_recipe_wizard_row_new (NpRecipeDraft *draft, const NpRecipeEntry *entry);

G_END_DECLS
