/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "project/np-editor.h"

G_BEGIN_DECLS

/* How a project provisions its boards, asked page by page; the last one shows the plan as it will run. Saving makes one edit of the
 * project; leaving otherwise changes nothing. */
#define NP_TYPE_RECIPE_WIZARD (np_recipe_wizard_get_type ())
G_DECLARE_FINAL_TYPE (NpRecipeWizard, np_recipe_wizard, NP, RECIPE_WIZARD, AdwWindow)

/**
 * np_recipe_wizard_new:
 * @editor: of the project whose recipe it is
 * @loaders: (nullable) (element-type filename): paths of CubeProgrammer's external loaders; %NULL when there is no CubeProgrammer
 */
GtkWidget *np_recipe_wizard_new (GtkWindow *parent, NpEditor *editor, GPtrArray *loaders);

/* Whether the first error that stands against a run, which is the one that is told, is the recipe's: the wizard is the place to mend it. */
gboolean np_recipe_wizard_mends (GPtrArray *problems);

G_END_DECLS
