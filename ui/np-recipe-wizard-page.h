/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "project/np-recipe-draft.h"

G_BEGIN_DECLS

/* What belongs together of a recipe, to be entered. */
#define NP_TYPE_RECIPE_WIZARD_PAGE (np_recipe_wizard_page_get_type ())
G_DECLARE_FINAL_TYPE (NpRecipeWizardPage, np_recipe_wizard_page, NP, RECIPE_WIZARD_PAGE, AdwBin)

GtkWidget *np_recipe_wizard_page_new (NpRecipeDraft *draft, NpRecipePage page);

/* Sets the focus to what @entry is entered with. */
void np_recipe_wizard_page_enter (NpRecipeWizardPage *self, const NpRecipeEntry *entry);

G_END_DECLS
