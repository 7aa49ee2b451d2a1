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
 * NpProvisioningMode:
 * @NP_PROVISIONING_MODE_UNSET: not said
 * @NP_PROVISIONING_MODE_TEST: provisioning firmware stores the key in flash
 * @NP_PROVISIONING_MODE_PRODUCTION: it stores the key in the chip's key store (CKS), for ever
 *
 * What the provisioning firmware was built for: the firmware decides, this declares it. For platforms that have modes (WB55).
 */
typedef enum
{
  NP_PROVISIONING_MODE_UNSET,
  NP_PROVISIONING_MODE_TEST,
  NP_PROVISIONING_MODE_PRODUCTION,
} NpProvisioningMode;

/**
 * NpHandshakeKind:
 * @NP_HANDSHAKE_BUILT_IN: spoken by the program itself
 * @NP_HANDSHAKE_SCRIPT: by a Python script in ST's contract
 */
typedef enum
{
  NP_HANDSHAKE_BUILT_IN,
  NP_HANDSHAKE_SCRIPT,
} NpHandshakeKind;

/**
 * NpBoardLock:
 * @NP_BOARD_LOCK_NONE: boards stay open
 * @NP_BOARD_LOCK_RDP1: read-out protection level 1
 * @NP_BOARD_LOCK_RDP2: read-out protection level 2
 */
typedef enum
{
  NP_BOARD_LOCK_NONE,
  NP_BOARD_LOCK_RDP1,
  NP_BOARD_LOCK_RDP2,
} NpBoardLock;

/**
 * NpRecipeTimeouts:
 * @synchronisation: from Init to the first answer
 * @result: from there to finish:000
 * @script: for one secure script or handshake script
 * @application: for the application's first line
 *
 * In seconds.
 */
typedef struct
{
  guint synchronisation;
  guint result;
  guint script;
  guint application;
} NpRecipeTimeouts;

/**
 * NpRecipe:
 * @job: what is done to each board
 * @platform: (nullable): what the boards are; %NULL until chosen
 * @security: the platform's security level
 * @mode: see #NpProvisioningMode
 * @factory_data_address: where the factory data go; 0 until chosen
 * @loader: (nullable): the external loader, a path or a name among CubeProgrammer's; %NULL for the platform's own
 * @provisioning_firmware: (nullable): file written before the factory data, where no secure script does it
 * @application_firmware: (nullable): file written last; %NULL leaves the provisioning firmware on the board
 * @application_address: where firmware goes; 0 until chosen
 * @coprocessor_firmware: (nullable): wireless stack for the second core
 * @coprocessor_address: where it goes; 0 until chosen
 * @scripts_folder: (nullable): folder of ST's secure scripts
 * @magic_trailer: (nullable): file that tells the boot firmware that the application's slot is filled
 * @magic_trailer_address: where it goes; 0 until chosen
 * @handshake: who speaks with the provisioning firmware
 * @handshake_script: (nullable): the script for %NP_HANDSHAKE_SCRIPT
 * @timeouts: see #NpRecipeTimeouts
 * @application_pattern: (nullable): regular expression that the application's first serial lines must match; %NULL doesn't wait
 * @lock: what is done to the board last, for ever
 * @test_firmware: (nullable): SHA-256 (hex) of provisioning firmware that was declared to be test firmware
 * @folder: (nullable): the project's folder, absolute: relative paths start from it, else from the working folder; not saved
 *
 * How a project provisions, as its file says it. Keys of the file that this version doesn't know survive.
 */
typedef struct
{
  NpJob job;
  const NpPlatform *platform;
  guint security;
  NpProvisioningMode mode;
  guint32 factory_data_address;
  char *loader;
  char *provisioning_firmware;
  char *application_firmware;
  guint32 application_address;
  char *coprocessor_firmware;
  guint32 coprocessor_address;
  char *scripts_folder;
  char *magic_trailer;
  guint32 magic_trailer_address;
  NpHandshakeKind handshake;
  char *handshake_script;
  NpRecipeTimeouts timeouts;
  char *application_pattern;
  NpBoardLock lock;
  GStrv test_firmware;
  char *folder;
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
 * np_recipe_list_unknown_keys:
 *
 * Returns: (transfer full): keys of the loaded file that this version doesn't know ("future", "timeouts.boot"); they are kept
 */
GStrv np_recipe_list_unknown_keys (const NpRecipe *self);

/* The addresses that the platform's security level foresees, where the recipe has none yet. */
void np_recipe_set_default_addresses (NpRecipe *self);

/**
 * np_recipe_resolve_path:
 * @path: (nullable): as the recipe has it
 *
 * Returns: (transfer full) (nullable): the same as an absolute path
 */
char *np_recipe_resolve_path (const NpRecipe *self, const char *path);

/* (nullable): the platform's level that the recipe names */
const NpSecurityLevel *np_recipe_get_security_level (const NpRecipe *self);

/* Whether it begins with a regression: a script that erases the board, and opens one that is locked at RDP 1. */
gboolean np_recipe_reopens_boards (const NpRecipe *self);

/* Whether an address needs an external loader: outside the platform's internal flash. */
gboolean np_recipe_is_external (const NpRecipe *self, guint32 address);

/* Whether something that this recipe writes goes to an external address. */
gboolean np_recipe_needs_loader (const NpRecipe *self);

/**
 * np_recipe_dup_loader:
 *
 * Returns: (transfer full) (nullable): the recipe's loader, else the platform's, if one is needed; %NULL too when the platform's isn't
 *   known: then it is the one among CubeProgrammer's that is named after the board (np_recipe_find_loader ())
 */
char *np_recipe_dup_loader (const NpRecipe *self);

/**
 * np_recipe_find_loader:
 * @loaders: (element-type filename): paths of CubeProgrammer's loaders
 *
 * Returns: (transfer full) (nullable): path of the recipe's loader among them; the name as it stands where it isn't among them
 */
char *np_recipe_find_loader (const NpRecipe *self, GPtrArray *loaders);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpRecipe, np_recipe_free)

G_END_DECLS
