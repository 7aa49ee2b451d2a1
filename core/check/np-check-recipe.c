/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-image.h"
#include "np-check-private.h"
#include "recipe/np-recipe-entry.h"

/* What a recipe says, without a look at its files. "where" is the member's name in a project file: the place of whoever edits
 * that; all else is in the words of the wizard (np-recipe-entry.c). */

static void
add_error (GPtrArray *problems, const char *code, const char *where, char *what, const char *why, const char *todo)
{
  np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, code, where, what, why, todo);
}

static void
add_warning (GPtrArray *problems, const char *code, const char *where, char *what, const char *why, const char *todo)
{
  np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_NONE, code, where, what, why, todo);
}

/* --- For every job ------------------------------------------------------------ */

static void
check_basics (const NpRecipe *recipe, GPtrArray *problems)
{
  if (recipe->platform == NULL)
    add_error (problems, "recipe-platform", NULL, g_strdup (_("No platform is chosen.")),
               _("Without it nobody can tell whether the right boards are plugged in."), _("Choose the boards' platform."));
  if (recipe->factory_data_address == 0)
    add_error (problems, "recipe-address", NULL, g_strdup (_("No address for the factory data is set.")), NULL,
               _("Set the address at which the application reads them."));
}

static void
check_unknown_keys (const NpRecipe *recipe, GPtrArray *problems)
{
  g_auto(GStrv) keys = np_recipe_list_unknown_keys (recipe);

  for (guint i = 0; keys[i] != NULL; i++)
    add_warning (problems, "recipe-key-unknown", keys[i], g_strdup_printf (_("The recipe has a key “%s” that this version doesn't know."), keys[i]),
                 _("It is kept when the project is saved, and does nothing."), _("Check its spelling."));
}

/* --- For provisioning ----------------------------------------------------------- */

/* The board gets these in the handshake, or makes them. */
static void
check_template (NpFactoryData *data, GPtrArray *problems)
{
  static const NpTag tags[] = { NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, NP_TAG_PAI_CERTIFICATE, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY,
                                NP_TAG_DEVICE_ATTESTATION_PUB_KEY };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (np_factory_data_has (data, tags[i]))
      np_problem_list_add (problems, NP_SEVERITY_ERROR, tags[i], "recipe-attestation", NULL,
                           g_strdup_printf (_("%s is in the factory data of a recipe that provisions."), _(np_field_find_by_tag (tags[i])->title)),
                           _("Provisioning firmware takes such a board for one that is already provisioned, and refuses it."),
                           _("Remove it from the factory data, or choose the job “Reconfigure”."));
}

static char *
list_levels (const NpPlatform *platform)
{
  GString *list = g_string_new (NULL);
  guint n_levels;
  const NpSecurityLevel *levels = np_platform_get_security_levels (platform, &n_levels);

  for (guint i = 0; i < n_levels; i++)
    g_string_append_printf (list, "%s%u (%s)", i > 0 ? ", " : "", levels[i].level, levels[i].name);
  return g_string_free (list, FALSE);
}

static void
check_security (const NpRecipe *recipe, GPtrArray *problems)
{
  g_autofree char *levels = list_levels (recipe->platform);

  if (np_recipe_get_security_level (recipe) == NULL)
    add_error (problems, "recipe-security", "security",
               g_strdup_printf (_("%s can't be provisioned at security level %u; it has %s."), np_platform_get_name (recipe->platform), recipe->security,
                                levels),
               NULL, _("Choose one of its levels."));
}

static void
check_mode (const NpRecipe *recipe, GPtrArray *problems)
{
  gboolean has_modes = np_platform_has_modes (recipe->platform);

  if (!has_modes && recipe->mode != NP_PROVISIONING_MODE_UNSET)
    add_error (problems, "recipe-mode", "mode",
               g_strdup_printf (_("The recipe has a mode, and %s has none."), np_platform_get_name (recipe->platform)),
               _("Provisioning firmware is built for test or for production on STM32WB55 only."), _("Remove the mode from the recipe."));
  else if (has_modes && recipe->mode == NP_PROVISIONING_MODE_UNSET)
    add_error (problems, "recipe-mode-missing", "mode", g_strdup (_("The recipe doesn't say whether the provisioning firmware is for test or production.")),
               _("The firmware decides where the key is stored: for test in flash, for production in the key store (CKS), for ever."),
               _("Choose the mode that the firmware was built for: “Test” or “Production”."));
}

static gboolean
platform_has_step (const NpRecipe *recipe, const char *name)
{
  const NpSecurityLevel *level = np_recipe_get_security_level (recipe);

  return level != NULL && g_strv_contains (level->steps, name);
}

static void
check_firmware (const NpRecipe *recipe, GPtrArray *problems)
{
  const NpSecurityLevel *level = np_recipe_get_security_level (recipe);
  gboolean scripts = level != NULL && level->scripts[0] != NULL;

  if (level == NULL)
    return;
  if (!scripts && recipe->provisioning_firmware == NULL)
    add_error (problems, "recipe-provisioning-firmware", "provisioningFirmware", g_strdup (_("No provisioning firmware is chosen.")),
               _("It is what stores the certificate and the key on the board."), _("Choose ST's STM_Provisioning binary for the board."));
  if (scripts && recipe->provisioning_firmware != NULL)
    add_warning (problems, "recipe-firmware-unused", "provisioningFirmware", g_strdup (_("The recipe's provisioning firmware is not used.")),
                 _("At this security level the scripts install the provisioning firmware that is in their own folder, signed."),
                 _("Build it there, and remove it from the recipe."));
  if (scripts && recipe->scripts_folder == NULL)
    add_error (problems, "recipe-scripts", "scriptsFolder", g_strdup (_("No folder of secure scripts is chosen.")),
               _("At this security level ST's scripts erase the board and install the secure boot."),
               g_strcmp0 (level->scripts[1], "provisioning") == 0 ? _("Choose the folder with regression.sh and provisioning.sh.")
                                                                  : _("Choose the folder with regression.sh and SBSFU_UPDATE.sh."));
}

static void
check_coprocessor (const NpRecipe *recipe, GPtrArray *problems)
{
  if (recipe->coprocessor_firmware == NULL)
    return;
  if (!platform_has_step (recipe, "upgrade-coprocessor"))
    add_error (problems, "recipe-coprocessor", "coprocessorFirmware",
               g_strdup_printf (_("The recipe has coprocessor firmware, and %s has no coprocessor."), np_platform_get_name (recipe->platform)), NULL,
               _("Remove it from the recipe."));
  else if (recipe->coprocessor_address == 0)
    add_error (problems, "recipe-coprocessor-address", "coprocessorAddress", g_strdup (_("No address for the coprocessor firmware is set.")), NULL,
               _("Set the address that ST's release notes give for this stack and this chip."));
}

static void
check_magic_trailer (const NpRecipe *recipe, GPtrArray *problems)
{
  gboolean has_trailer = platform_has_step (recipe, "write-magic-trailer");

  if (recipe->magic_trailer == NULL)
    {
      if (has_trailer && recipe->application_firmware != NULL)
        add_warning (problems, "recipe-trailer-missing", "magicTrailer", g_strdup (_("The recipe writes an application and no magic trailer.")),
                     _("The secure boot installs what is in the application's slot only when the trailer marks it."), _("Choose the magic trailer's file."));
      return;
    }
  if (!has_trailer)
    add_error (problems, "recipe-trailer", "magicTrailer", g_strdup (_("The recipe has a magic trailer, and no secure boot that reads it.")), NULL,
               _("Choose security level 1 or 2, or remove the trailer from the recipe."));
  else if (recipe->magic_trailer_address == 0)
    add_error (problems, "recipe-trailer-address", "magicTrailerAddress", g_strdup (_("No address for the magic trailer is set.")), NULL,
               _("Set the address at the end of the application's slot."));
  if (recipe->application_firmware == NULL)
    add_warning (problems, "recipe-trailer-alone", "magicTrailer", g_strdup (_("The recipe writes a magic trailer and no application.")),
                 _("The secure boot would install whatever is in the slot."), _("Choose the application's file."));
}

static void
check_handshake (const NpRecipe *recipe, GPtrArray *problems)
{
  const struct
  {
    const char *name;
    guint seconds;
  } timeouts[] = {
    { "timeouts.synchronisation", recipe->timeouts.synchronisation },
    { "timeouts.result", recipe->timeouts.result },
    { "timeouts.script", recipe->timeouts.script },
    { "timeouts.application", recipe->timeouts.application },
  };

  if (recipe->handshake == NP_HANDSHAKE_SCRIPT && recipe->handshake_script == NULL)
    add_error (problems, "recipe-handshake-script", "handshakeScript", g_strdup (_("The handshake is a script's, and no script is chosen.")), NULL,
               _("Choose the script, or the built-in handshake."));
  for (guint i = 0; i < G_N_ELEMENTS (timeouts); i++)
    if (timeouts[i].seconds == 0)
      add_error (problems, "recipe-timeout", timeouts[i].name, g_strdup_printf (_("“%s” is 0 in the recipe."), _(np_recipe_entry_find (timeouts[i].name)->title)),
                 _("Every board would fail at once."), _("Set it to 1 second or more."));
}

static void
check_pattern (const NpRecipe *recipe, GPtrArray *problems)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GRegex) regex = NULL;

  if (recipe->application_pattern == NULL)
    return;
  regex = g_regex_new (recipe->application_pattern, 0, 0, &error);
  if (regex == NULL)
    add_error (problems, "recipe-pattern", "applicationPattern",
               g_strdup_printf (_("The pattern for the application's first line is not a regular expression: %s"), error->message), NULL, _("Mend the pattern."));
}

static void
check_lock (const NpRecipe *recipe, GPtrArray *problems)
{
  if (recipe->lock == NP_BOARD_LOCK_NONE)
    return;
  if (recipe->job != NP_JOB_PROVISION)
    add_error (problems, "recipe-lock", "lock", g_strdup (_("The recipe locks the boards, and only reconfigures them.")),
               _("Locking is the last step of provisioning, after the application was written."), _("Choose “Leave Boards Open”, or the job “Provision”."));
  else if (recipe->platform != NULL && np_platform_get_lock_value (recipe->platform, recipe->lock == NP_BOARD_LOCK_RDP2 ? 2 : 1) == 0)
    add_error (problems, "recipe-lock", "lock", g_strdup_printf (_("%s can't be locked at that level."), np_platform_get_name (recipe->platform)), NULL,
               _("Choose “Leave Boards Open”."));
}

/* --- Addresses -------------------------------------------------------------------- */

static gboolean
is_in_memory (const NpPlatform *platform, guint32 address)
{
  const NpMemoryRange *external = np_platform_get_external_flash (platform);

  return np_memory_range_contains (np_platform_get_flash (platform), address, 1) ||
         (external != NULL && np_memory_range_contains (external, address, 1));
}

static void
check_addresses (const NpRecipe *recipe, GPtrArray *problems)
{
  gboolean provisions = recipe->job == NP_JOB_PROVISION;
  gboolean writes_firmware = provisions && (recipe->application_firmware != NULL || recipe->provisioning_firmware != NULL);
  const struct
  {
    const char *where;
    gboolean used;
    guint32 address;
  } addresses[] = {
    { "factoryDataAddress", TRUE, recipe->factory_data_address },
    { "applicationAddress", writes_firmware, recipe->application_address },
    { "coprocessorAddress", provisions && recipe->coprocessor_firmware != NULL, recipe->coprocessor_address },
    { "magicTrailerAddress", provisions && recipe->magic_trailer != NULL, recipe->magic_trailer_address },
  };

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    if (addresses[i].used && addresses[i].address != 0 && !is_in_memory (recipe->platform, addresses[i].address))
      add_error (problems, "recipe-address-range", addresses[i].where,
                 g_strdup_printf (_("The address 0x%08X is in no memory of %s."), addresses[i].address, np_platform_get_name (recipe->platform)), NULL,
                 _("Check it against the application's linker script."));
  if (writes_firmware && recipe->application_address == 0)
    add_error (problems, "recipe-application-address", "applicationAddress", g_strdup (_("No address for the firmware is set.")),
               _("The platform's file doesn't know one for this security level."), _("Set the address that the application was linked for."));
}

static void
check_provisioning (NpFactoryData *data, const NpRecipe *recipe, GPtrArray *problems)
{
  check_template (data, problems);
  check_handshake (recipe, problems);
  check_pattern (recipe, problems);
  if (recipe->platform == NULL)
    return;
  check_security (recipe, problems);
  check_mode (recipe, problems);
  check_firmware (recipe, problems);
  check_coprocessor (recipe, problems);
  check_magic_trailer (recipe, problems);
}

void
np_check_recipe_and_image (NpFactoryData *data, const NpRecipe *recipe, GPtrArray *problems)
{
  g_autoptr(NpImage) image = NULL;

  if (recipe == NULL)
    return;

  check_basics (recipe, problems);
  check_unknown_keys (recipe, problems);
  check_lock (recipe, problems);
  if (recipe->platform != NULL)
    check_addresses (recipe, problems);
  if (recipe->job == NP_JOB_PROVISION)
    check_provisioning (data, recipe, problems);
  image = np_image_encode (data, NULL); /* what refuses it is np_factory_data_check ()'s to tell */
  if (image != NULL && recipe->platform != NULL && recipe->factory_data_address != 0)
    np_check_image_fits (recipe, g_bytes_get_size (np_image_get_bytes (image)), problems);
}
