/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-recipe.h"

G_BEGIN_DECLS

/**
 * NpRecipeFile:
 *
 * The files that a recipe names.
 */
typedef enum
{
  NP_RECIPE_FILE_PROVISIONING_FIRMWARE,
  NP_RECIPE_FILE_APPLICATION_FIRMWARE,
  NP_RECIPE_FILE_COPROCESSOR_FIRMWARE,
  NP_RECIPE_FILE_MAGIC_TRAILER,
  NP_RECIPE_FILE_HANDSHAKE_SCRIPT,
  NP_RECIPE_FILE_FIRST_SCRIPT,
  NP_RECIPE_FILE_SECOND_SCRIPT,
  NP_N_RECIPE_FILES
} NpRecipeFile;

/**
 * NpFileFacts:
 * @path: (nullable): resolved; %NULL when the recipe names none
 * @size: in bytes
 * @sha256: (nullable): hex; of provisioning firmware that could be read
 * @error: (nullable): why it can't be read
 */
typedef struct
{
  char *path;
  guint64 size;
  char *sha256;
  GError *error;
} NpFileFacts;

/**
 * NpRecipeFacts:
 * @files: by NpRecipeFile
 * @scripts_folder: the folder itself; its size is 0
 * @loader: (nullable): path or name of the external loader, where one is needed and known
 * @loaders_known: whether CubeProgrammer's loaders could be looked at
 *
 * What a recipe needs to know of this computer, read once: checks and plans are pure functions of a recipe and its facts.
 */
typedef struct
{
  NpFileFacts files[NP_N_RECIPE_FILES];
  NpFileFacts scripts_folder;
  char *loader;
  gboolean loaders_known;
} NpRecipeFacts;

/**
 * np_recipe_facts_read:
 * @loaders: (nullable) (element-type filename): paths of CubeProgrammer's loaders; %NULL when there is no CubeProgrammer
 *
 * Looks at every file that @recipe names. Files that are missing are facts too, not errors.
 */
NpRecipeFacts *np_recipe_facts_read (const NpRecipe *recipe, GPtrArray *loaders);
void np_recipe_facts_free (NpRecipeFacts *self);

/* Whether the provisioning firmware may store the key for ever: on a platform with modes, unless its SHA-256 was declared to be test
 * firmware in the recipe. */
gboolean np_recipe_facts_is_permanent (const NpRecipeFacts *self, const NpRecipe *recipe);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpRecipeFacts, np_recipe_facts_free)

G_END_DECLS
