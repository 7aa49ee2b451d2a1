/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-plan-template.h"

/* What a board can have added to its factory data in the handshake: DAC and PAI of at most 600 bytes, key pair of 32 and 65, the
 * terminator once more and 0xFFFFFFFF after it; a header of 8 bytes each. */
#define MADE_ON_BOARD (2 * (8 + 600) + (8 + 32) + (8 + 65) + 2 * 4)

/* --- What only the recipe knows ---------------------------------------------- */

static const char *
get_loader (const NpPlanInput *input, guint32 address)
{
  if (!np_recipe_is_external (input->recipe, address))
    return NULL;
  return input->facts->loader != NULL ? input->facts->loader : "{loader}";
}

/* The largest image that there can be, in the range for factory data. */
static guint32
get_look_size (const NpPlanInput *input)
{
  const NpMemoryRange *range = np_platform_get_factory_data_range (input->recipe->platform);
  guint32 address = input->recipe->factory_data_address;
  guint n_fields;
  guint32 size;

  np_field_get_all (&n_fields);
  size = n_fields * (8 + NP_FIELD_MAX_LENGTH) + 4;
  return range->end != 0 && address <= range->end ? MIN (size, range->end - address + 1) : size;
}

/* Where a key is stored for ever, whether it was is read first: nobody else remembers it after a restart of this program. */
static void
fill_identify (const NpPlanInput *input, NpPlanStep *step)
{
  guint32 address = input->recipe->factory_data_address;

  step->command = np_programmer_command_new_identify (np_platform_get_unique_id_address (input->recipe->platform));
  if (input->recipe->job == NP_JOB_PROVISION && np_recipe_facts_is_permanent (input->facts, input->recipe))
    step->look = np_programmer_command_new_look (address, get_look_size (input), "{readback}", get_loader (input, address));
}

static void
fill_factory_data (const NpPlanInput *input, NpPlanStep *step)
{
  step->address = input->recipe->factory_data_address;
  step->command = np_programmer_command_new_write ("{image}", step->address, get_loader (input, step->address));
}

/* The end of the range for factory data is the most that can be read. */
static guint32
get_read_size (const NpPlanInput *input)
{
  const NpMemoryRange *range = np_platform_get_factory_data_range (input->recipe->platform);
  guint32 address = input->recipe->factory_data_address;
  guint32 size = input->image_size;

  if (input->recipe->job == NP_JOB_PROVISION)
    size += MADE_ON_BOARD;
  if (range->end != 0 && address <= range->end)
    size = MIN (size, range->end - address + 1);
  return MAX (size, (guint32) input->image_size);
}

static void
fill_compare (const NpPlanInput *input, NpPlanStep *step)
{
  if (input->recipe->job == NP_JOB_PROVISION)
    step->kind = NP_STEP_COMPARE_AFTER_HANDSHAKE;
  step->address = input->recipe->factory_data_address;
  step->command = np_programmer_command_new_read (step->address, get_read_size (input), "{readback}", get_loader (input, step->address));
}

static void
fill_reset (const NpPlanInput *input, NpPlanStep *step)
{
  step->command = np_programmer_command_new_reset ();
}

static void
fill_file (const NpPlanInput *input, NpPlanStep *step, NpRecipeFile file, guint32 address)
{
  step->file = g_strdup (input->facts->files[file].path);
  step->address = address;
  step->command = np_programmer_command_new_write (step->file, address, get_loader (input, address));
}

static void
fill_provisioning_firmware (const NpPlanInput *input, NpPlanStep *step)
{
  fill_file (input, step, NP_RECIPE_FILE_PROVISIONING_FIRMWARE, input->recipe->application_address);
}

static void
fill_application_firmware (const NpPlanInput *input, NpPlanStep *step)
{
  fill_file (input, step, NP_RECIPE_FILE_APPLICATION_FIRMWARE, input->recipe->application_address);
}

static void
fill_magic_trailer (const NpPlanInput *input, NpPlanStep *step)
{
  fill_file (input, step, NP_RECIPE_FILE_MAGIC_TRAILER, input->recipe->magic_trailer_address);
}

static void
fill_start_stack (const NpPlanInput *input, NpPlanStep *step)
{
  step->command = np_programmer_command_new_start_wireless_stack ();
}

static void
fill_upgrade (const NpPlanInput *input, NpPlanStep *step)
{
  step->file = g_strdup (input->facts->files[NP_RECIPE_FILE_COPROCESSOR_FIRMWARE].path);
  step->address = input->recipe->coprocessor_address;
  step->command = np_programmer_command_new_upgrade_coprocessor (step->file, step->address);
}

static void
fill_restore (const NpPlanInput *input, NpPlanStep *step)
{
  step->command = np_programmer_command_new_restore_option_bytes ();
}

static void
fill_script (const NpPlanInput *input, NpPlanStep *step, NpRecipeFile file)
{
  static const char *const arguments[] = { "AUTO", NULL };

  step->folder = g_strdup (input->facts->scripts_folder.path);
  step->script = g_path_get_basename (input->facts->files[file].path);
  step->arguments = g_strdupv ((GStrv) arguments);
  step->timeout = input->recipe->timeouts.script;
}

static void
fill_first_script (const NpPlanInput *input, NpPlanStep *step)
{
  fill_script (input, step, NP_RECIPE_FILE_FIRST_SCRIPT);
}

static void
fill_second_script (const NpPlanInput *input, NpPlanStep *step)
{
  fill_script (input, step, NP_RECIPE_FILE_SECOND_SCRIPT);
}

/* With AUTO it asks for the RDP level all the same. Always 0: locking is a step of our own, and the last. */
static void
fill_provisioning_script (const NpPlanInput *input, NpPlanStep *step)
{
  fill_second_script (input, step);
  step->input = g_strdup ("0\n");
  step->lasting = g_strdup (_("It installs the OEM2 key that is in the scripts' folder (ST's own, unless you have replaced it): whoever has its "
                              "password can reopen a board that is locked at RDP 2."));
}

static void
fill_handshake (const NpPlanInput *input, NpPlanStep *step)
{
  step->command = np_programmer_command_new_reset ();
  step->timeout = input->recipe->timeouts.synchronisation + input->recipe->timeouts.result;
  step->permanent = np_recipe_facts_is_permanent (input->facts, input->recipe);
  if (step->permanent)
    step->lasting = g_strdup (_("It uses up one slot of the chip's key store (CKS). A key that is stored there can't be changed or removed."));
}

static void
fill_handshake_script (const NpPlanInput *input, NpPlanStep *step)
{
  g_autofree char *folder = NULL;

  fill_handshake (input, step);
  step->script = g_strdup (input->facts->files[NP_RECIPE_FILE_HANDSHAKE_SCRIPT].path);
  folder = g_path_get_dirname (step->script);
  step->folder = g_steal_pointer (&folder);
  step->timeout = input->recipe->timeouts.script;
}

static void
fill_wait (const NpPlanInput *input, NpPlanStep *step)
{
  step->command = np_programmer_command_new_reset ();
  step->timeout = input->recipe->timeouts.application;
}

static void
fill_lock (const NpPlanInput *input, NpPlanStep *step)
{
  guint level = input->recipe->lock == NP_BOARD_LOCK_RDP2 ? 2 : 1;

  step->permanent = TRUE;
  step->command = np_programmer_command_new_lock (np_platform_get_lock_value (input->recipe->platform, level));
  step->lasting = g_strdup (level == 2 ? _("At RDP 2 nobody can debug or erase the board any more, unless an OEM2 key was installed before.")
                                       : _("At RDP 1 the memory can no longer be read; reopening the board erases everything in flash."));
}

/* --- The table ------------------------------------------------------------------- */

#define LOST_WRITE N_("The memory that is being written would be left incomplete; the board wouldn't start, and can be written again.")
#define LOST_DATA N_("The factory data would be left incomplete; they can be written again.")
#define LOST_KEY N_("Whether the board has stored its key would not be known.")
#define LOST_SCRIPT N_("The board would be left between two states of protection; the scripts can be run again from the first.")
#define LOST_STACK N_("The board would be left without its wireless stack; the upgrade can be run again.")
#define LOST_OPTION_BYTES N_("The board would be left with option bytes that keep its application from starting.")
#define LOST_LOCK N_("Whether the board is locked would not be known.")

/* DESIGN, section 4. The names are those that platform files list; titles are what people read. */
static const NpStepTemplate table[] = {
  { "check-board", NP_PLAN_PART_ALWAYS, NP_STEP_CHECK_BOARD, 10, N_("Check board"), NULL, fill_identify },
  { "upgrade-coprocessor", NP_PLAN_PART_COPROCESSOR, NP_STEP_START_WIRELESS_STACK, 10, N_("Start wireless stack"), NULL, fill_start_stack },
  { "upgrade-coprocessor", NP_PLAN_PART_COPROCESSOR, NP_STEP_UPGRADE_COPROCESSOR, 200, N_("Update wireless firmware"), LOST_STACK, fill_upgrade },
  { "upgrade-coprocessor", NP_PLAN_PART_COPROCESSOR, NP_STEP_RESTORE_OPTION_BYTES, 10, N_("Restore option bytes"), LOST_OPTION_BYTES, fill_restore },
  { "run-regression", NP_PLAN_PART_ALWAYS, NP_STEP_RUN_SCRIPT, 150, N_("Erase and reopen board"), LOST_SCRIPT, fill_first_script },
  { "run-provisioning", NP_PLAN_PART_ALWAYS, NP_STEP_RUN_SCRIPT, 300, N_("Install secure boot"), LOST_SCRIPT, fill_provisioning_script },
  { "run-SBSFU_UPDATE", NP_PLAN_PART_ALWAYS, NP_STEP_RUN_SCRIPT, 300, N_("Install secure boot"), LOST_SCRIPT, fill_second_script },
  { "write-provisioning-firmware", NP_PLAN_PART_ALWAYS, NP_STEP_WRITE_FILE, 100, N_("Write provisioning firmware"), LOST_WRITE, fill_provisioning_firmware },
  { "write-factory-data", NP_PLAN_PART_ALWAYS, NP_STEP_WRITE_FACTORY_DATA, 60, N_("Write factory data"), LOST_DATA, fill_factory_data },
  { "handshake", NP_PLAN_PART_HANDSHAKE, NP_STEP_HANDSHAKE, 60, N_("Store DAC key"), LOST_KEY, fill_handshake },
  { "handshake", NP_PLAN_PART_HANDSHAKE_SCRIPT, NP_STEP_HANDSHAKE_SCRIPT, 60, N_("Store DAC key (own script)"), LOST_KEY, fill_handshake_script },
  { "compare", NP_PLAN_PART_ALWAYS, NP_STEP_COMPARE, 20, N_("Compare with plan"), NULL, fill_compare },
  { "write-application", NP_PLAN_PART_APPLICATION, NP_STEP_WRITE_FILE, 200, N_("Write application"), LOST_WRITE, fill_application_firmware },
  { "write-magic-trailer", NP_PLAN_PART_MAGIC_TRAILER, NP_STEP_WRITE_FILE, 20, N_("Write magic trailer"), LOST_WRITE, fill_magic_trailer },
  { "restart", NP_PLAN_PART_RESTART, NP_STEP_RESTART, 10, N_("Restart board"), NULL, fill_reset },
  { "restart", NP_PLAN_PART_WAIT, NP_STEP_WAIT_FOR_APPLICATION, 30, N_("Restart board and wait for its application"), NULL, fill_wait },
  { "lock-board", NP_PLAN_PART_LOCK, NP_STEP_LOCK_BOARD, 10, N_("Lock board"), LOST_LOCK, fill_lock },
};

const NpStepTemplate *
np_step_template_get_all (guint *n_templates)
{
  *n_templates = G_N_ELEMENTS (table);
  return table;
}

gboolean
np_plan_part_applies (NpPlanPart part, const NpRecipe *recipe)
{
  gboolean provisioning = recipe->job == NP_JOB_PROVISION;

  switch (part)
    {
    case NP_PLAN_PART_ALWAYS: return TRUE;
    case NP_PLAN_PART_COPROCESSOR: return recipe->coprocessor_firmware != NULL;
    case NP_PLAN_PART_APPLICATION: return recipe->application_firmware != NULL;
    case NP_PLAN_PART_MAGIC_TRAILER: return recipe->magic_trailer != NULL;
    case NP_PLAN_PART_HANDSHAKE: return recipe->handshake == NP_HANDSHAKE_BUILT_IN;
    case NP_PLAN_PART_HANDSHAKE_SCRIPT: return recipe->handshake == NP_HANDSHAKE_SCRIPT;
    case NP_PLAN_PART_RESTART: return !provisioning || recipe->application_pattern == NULL;
    case NP_PLAN_PART_WAIT: return provisioning && recipe->application_pattern != NULL;
    case NP_PLAN_PART_LOCK: return recipe->lock != NP_BOARD_LOCK_NONE;
    }
  g_return_val_if_reached (FALSE);
}
