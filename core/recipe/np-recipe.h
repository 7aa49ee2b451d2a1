/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "np-platform.h"

G_BEGIN_DECLS

/**
 * NpJob:
 * @NP_JOB_RECONFIGURE: write complete factory data to a board that has its firmware
 * @NP_JOB_PROVISION: provisioning firmware, factory data, handshake, application firmware
 */
typedef enum
{
  NP_JOB_RECONFIGURE,
  NP_JOB_PROVISION,
} NpJob;

/**
 * NpRecipe:
 * @job: what is done to each board
 * @platform: (nullable): what the boards are; %NULL until chosen
 * @factory_data_address: where the factory data go; 0 until chosen
 * @loader: (nullable): the external loader, a path or a name among CubeProgrammer's; %NULL for the platform's own
 *
 * How a project provisions, as its file says it. Keys of the file that this version doesn't know survive.
 */
typedef struct
{
  NpJob job;
  const NpPlatform *platform;
  guint32 factory_data_address;
  char *loader;
  JsonObject *file; /* as loaded, for the keys that aren't above */
} NpRecipe;

#define NP_TYPE_RECIPE (np_recipe_get_type ())
GType np_recipe_get_type (void);

NpRecipe *np_recipe_new (NpJob job, const NpPlatform *platform);
NpRecipe *np_recipe_copy (const NpRecipe *self);
void np_recipe_free (NpRecipe *self);

/**
 * np_recipe_parse:
 * @object: the "recipe" of a project file
 * @error: %NP_ERROR_INVALID_DATA, naming the key
 */
NpRecipe *np_recipe_parse (JsonObject *object, GError **error);
JsonObject *np_recipe_to_json (const NpRecipe *self);

/**
 * np_recipe_parse_address:
 * @text: "0x081EC000" or "081EC000": an address of at most 32 bits, in hex
 * @error: %NP_ERROR_INVALID_DATA; more than 32 bits (ST's text has such a slip: 0x700060000) is told as that
 */
gboolean np_recipe_parse_address (const char *text, guint32 *address, GError **error);

/**
 * np_recipe_dup_loader:
 *
 * Returns: (transfer full) (nullable): the loader that writing the factory data needs: the recipe's, else the platform's, for an
 *   address outside the internal flash; %NULL when none is needed
 */
char *np_recipe_dup_loader (const NpRecipe *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpRecipe, np_recipe_free)

G_END_DECLS
