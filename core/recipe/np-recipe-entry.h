/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-recipe.h"

G_BEGIN_DECLS

/* What a recipe says, as a person is asked for it: one static table. Whatever lists a recipe's members for people (the wizard's pages, the
 * changes before a save) walks it. */

/**
 * NpRecipePage:
 *
 * What belongs together, in the order in which it is asked.
 */
typedef enum
{
  NP_RECIPE_PAGE_BOARD,
  NP_RECIPE_PAGE_SECURITY,
  NP_RECIPE_PAGE_KEY,
  NP_RECIPE_PAGE_PROTECTION,
  NP_N_RECIPE_PAGES
} NpRecipePage;

/**
 * NpRecipeEntryKind:
 * @NP_RECIPE_ENTRY_CHOICE: one of a few, each explained
 * @NP_RECIPE_ENTRY_ADDRESS: an address of at most 32 bits
 * @NP_RECIPE_ENTRY_FILE: a path, from the project's folder if it lies there
 * @NP_RECIPE_ENTRY_FOLDER: likewise of a folder
 * @NP_RECIPE_ENTRY_LOADER: a path, or a name among STM32CubeProgrammer's loaders
 * @NP_RECIPE_ENTRY_TEXT: a text
 * @NP_RECIPE_ENTRY_SECONDS: a time
 * @NP_RECIPE_ENTRY_DECLARATION: that the provisioning firmware is test firmware, by its SHA-256
 * @NP_RECIPE_ENTRY_NOTE: nothing to enter: what one should know
 * @NP_RECIPE_ENTRY_WARNING: likewise, and beware of
 */
typedef enum
{
  NP_RECIPE_ENTRY_CHOICE,
  NP_RECIPE_ENTRY_ADDRESS,
  NP_RECIPE_ENTRY_FILE,
  NP_RECIPE_ENTRY_FOLDER,
  NP_RECIPE_ENTRY_LOADER,
  NP_RECIPE_ENTRY_TEXT,
  NP_RECIPE_ENTRY_SECONDS,
  NP_RECIPE_ENTRY_DECLARATION,
  NP_RECIPE_ENTRY_NOTE,
  NP_RECIPE_ENTRY_WARNING,
} NpRecipeEntryKind;

/**
 * NpRecipeChoice:
 * @value: what the member is then
 * @title: (translated): its name
 * @explanation: (translated): what it means, a sentence
 */
typedef struct
{
  guint value;
  const char *title;
  const char *explanation;
} NpRecipeChoice;

/**
 * NpRecipeEntry:
 * @key: the member's name in a project file, which problems name too; of notes a name of their own
 * @page: where it is asked
 * @section: (translatable) (nullable): what it is asked together with; choices stand alone
 * @title: (translatable): what it is called
 * @explanation: (translatable) (nullable): what it is for, a sentence
 * @kind: what is entered
 * @patterns: (nullable): of files, "*.bin" …
 * @applies: whether a recipe needs it
 * @offset: of texts, addresses and times: the member
 */
typedef struct
{
  const char *key;
  NpRecipePage page;
  const char *section;
  const char *title;
  const char *explanation;
  NpRecipeEntryKind kind;
  const char *const *patterns;
  gboolean (*applies) (const NpRecipe *recipe);
  gsize offset;
  GArray *(*list_choices) (const NpRecipe *recipe);
  guint (*get_choice) (const NpRecipe *recipe);
  void (*set_choice) (NpRecipe *recipe, guint value);
  char *(*explain) (const NpRecipe *recipe);
} NpRecipeEntry;

const NpRecipeEntry *np_recipe_entry_get_all (guint *n_entries);
const NpRecipeEntry *np_recipe_entry_find (const char *key); /* (nullable) */

/* Returns: (transfer full): what it is for; of some it depends on what the recipe says already */
char *np_recipe_entry_dup_explanation (const NpRecipeEntry *self, const NpRecipe *recipe);

/**
 * np_recipe_entry_list_choices:
 *
 * Returns: (transfer full) (element-type NpRecipeChoice): what can be chosen, given the rest of the recipe
 */
GArray *np_recipe_entry_list_choices (const NpRecipeEntry *self, const NpRecipe *recipe);
guint np_recipe_entry_get_choice (const NpRecipeEntry *self, const NpRecipe *recipe); /* a value that may be none of them */

/**
 * np_recipe_entry_set_choice:
 *
 * Another job, platform or security level also brings its own addresses: what stood there was meant for the former one.
 */
void np_recipe_entry_set_choice (const NpRecipeEntry *self, NpRecipe *recipe, guint value);

/**
 * np_recipe_entry_dup_text:
 *
 * Returns: (transfer full): the value as it is typed; of a choice its title; empty for none
 */
char *np_recipe_entry_dup_text (const NpRecipeEntry *self, const NpRecipe *recipe);

/**
 * np_recipe_entry_set_text:
 * @text: as it is typed; empty for none
 * @error: %NP_ERROR_INVALID_DATA when it isn't a value of this kind; the recipe is left alone then
 */
gboolean np_recipe_entry_set_text (const NpRecipeEntry *self, NpRecipe *recipe, const char *text, GError **error);

guint np_recipe_entry_get_seconds (const NpRecipeEntry *self, const NpRecipe *recipe);
void np_recipe_entry_set_seconds (const NpRecipeEntry *self, NpRecipe *recipe, guint seconds);

/**
 * np_recipe_drop_unused:
 *
 * Takes away what the recipe's job, platform and security level have no use for, so that it says what it does and no more. Nothing while
 * these can't be told.
 */
void np_recipe_drop_unused (NpRecipe *recipe);

G_END_DECLS
