/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-problem.h"
#include "np-project.h"
#include "recipe/np-recipe-entry.h"
#include "run/np-plan.h"

G_BEGIN_DECLS

/* A recipe while it is being made, apart from its project: what is typed though it isn't a value yet, what is wrong with it, and the plan
 * that it gives. What was entered for another job, platform or level is kept until the end, and not part of the recipe.
 *
 * signal "changed": any of this may be another */
#define NP_TYPE_RECIPE_DRAFT (np_recipe_draft_get_type ())
G_DECLARE_FINAL_TYPE (NpRecipeDraft, np_recipe_draft, NP, RECIPE_DRAFT, GObject)

/**
 * np_recipe_draft_new:
 * @project: where it starts from; never changed
 * @loaders: (nullable) (element-type filename): paths of CubeProgrammer's loaders; %NULL when there is no CubeProgrammer
 */
NpRecipeDraft *np_recipe_draft_new (NpProject *project, GPtrArray *loaders);

const NpRecipe *np_recipe_draft_get_recipe (NpRecipeDraft *self); /* as it would be saved: without what isn't used, paths relative */
gboolean np_recipe_draft_is_changed (NpRecipeDraft *self);
gboolean np_recipe_draft_is_complete (NpRecipeDraft *self); /* nothing is typed that isn't a value */

/* (element-type NpProblem) (transfer none): all of the recipe's, and the factory data's errors; "where" is an entry's key */
GPtrArray *np_recipe_draft_get_problems (NpRecipeDraft *self);
NpPlan *np_recipe_draft_get_plan (NpRecipeDraft *self);            /* (nullable) (transfer none) */
const char *np_recipe_draft_get_obstacle (NpRecipeDraft *self);    /* (nullable): why there is no plan */
const char *np_recipe_draft_get_firmware_digest (NpRecipeDraft *self); /* (nullable): SHA-256 of the provisioning firmware */

/* Entries */
gboolean np_recipe_draft_asks (NpRecipeDraft *self, const NpRecipeEntry *entry);   /* whether there is something to enter, or to know */
gboolean np_recipe_draft_has_page (NpRecipeDraft *self, NpRecipePage page);
const NpRecipeEntry *np_recipe_draft_find_entry (const NpProblem *problem); /* (nullable): what mends it */
GPtrArray *np_recipe_draft_list_problems (NpRecipeDraft *self, const NpRecipeEntry *entry); /* (transfer container) */

char *np_recipe_draft_dup_explanation (NpRecipeDraft *self, const NpRecipeEntry *entry);
GArray *np_recipe_draft_list_choices (NpRecipeDraft *self, const NpRecipeEntry *entry);
guint np_recipe_draft_get_choice (NpRecipeDraft *self, const NpRecipeEntry *entry);
void np_recipe_draft_set_choice (NpRecipeDraft *self, const NpRecipeEntry *entry, guint value);
char *np_recipe_draft_dup_text (NpRecipeDraft *self, const NpRecipeEntry *entry); /* as it was typed */
void np_recipe_draft_set_text (NpRecipeDraft *self, const NpRecipeEntry *entry, const char *text);
void np_recipe_draft_set_path (NpRecipeDraft *self, const NpRecipeEntry *entry, const char *path);
guint np_recipe_draft_get_seconds (NpRecipeDraft *self, const NpRecipeEntry *entry);
void np_recipe_draft_set_seconds (NpRecipeDraft *self, const NpRecipeEntry *entry, guint seconds);
gboolean np_recipe_draft_is_declared (NpRecipeDraft *self); /* the provisioning firmware is declared to be test firmware */
void np_recipe_draft_set_declared (NpRecipeDraft *self, gboolean declared);

G_END_DECLS
