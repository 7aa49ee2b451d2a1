/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "project/np-editor.h"

G_BEGIN_DECLS

/* What a project's boards are and what is done to them, in short; “Change…” opens the wizard (the window's action win.change-recipe). */
#define NP_TYPE_RECIPE_GROUP (np_recipe_group_get_type ())
G_DECLARE_FINAL_TYPE (NpRecipeGroup, np_recipe_group, NP, RECIPE_GROUP, AdwPreferencesGroup)

void np_recipe_group_set_editor (NpRecipeGroup *self, NpEditor *editor);

G_END_DECLS
