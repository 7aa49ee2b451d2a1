/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "run/np-plan.h"

G_BEGIN_DECLS

/* One step of a plan, as it will run: what it is called, what it does, what is permanent about it, what is lost if it is interrupted. */
#define NP_TYPE_RECIPE_WIZARD_STEP (np_recipe_wizard_step_get_type ())
G_DECLARE_FINAL_TYPE (NpRecipeWizardStep, np_recipe_wizard_step, NP, RECIPE_WIZARD_STEP, GtkListBoxRow)

GtkWidget *np_recipe_wizard_step_new (NpPlan *plan, guint position);

G_END_DECLS
