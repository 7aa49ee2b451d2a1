/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-problem.h"
#include "np-check.h"

/* What a recipe's files tell: a pure function of what was read of them. */

#define TRAILER_ALIGNMENT 4096 /* slots end where a page does; of memory whose pages aren't known, this at least */

/* Something that is written: where it lies, erased pages included. */
typedef struct
{
  const char *name;
  NpRecipeFile file; /* NP_N_RECIPE_FILES for the factory data */
  guint64 start;
  guint64 end; /* first address after it */
} Region;

/* As a project file calls them. */
static const char *const file_keys[NP_N_RECIPE_FILES] = {
  [NP_RECIPE_FILE_PROVISIONING_FIRMWARE] = "provisioningFirmware",
  [NP_RECIPE_FILE_APPLICATION_FIRMWARE] = "applicationFirmware",
  [NP_RECIPE_FILE_COPROCESSOR_FIRMWARE] = "coprocessorFirmware",
  [NP_RECIPE_FILE_MAGIC_TRAILER] = "magicTrailer",
  [NP_RECIPE_FILE_HANDSHAKE_SCRIPT] = "handshakeScript",
  [NP_RECIPE_FILE_FIRST_SCRIPT] = "scriptsFolder",
  [NP_RECIPE_FILE_SECOND_SCRIPT] = "scriptsFolder",
};

/* --- The files themselves ----------------------------------------------------- */

static gboolean
is_used (const NpRecipe *recipe, NpRecipeFile file)
{
  const NpSecurityLevel *level = np_recipe_get_security_level (recipe);

  if (file == NP_RECIPE_FILE_HANDSHAKE_SCRIPT)
    return recipe->handshake == NP_HANDSHAKE_SCRIPT;
  return file != NP_RECIPE_FILE_PROVISIONING_FIRMWARE || level == NULL || level->scripts[0] == NULL;
}

/* CubeProgrammer would take the addresses that stand in such a file, wherever these are. */
static gboolean
has_own_addresses (const char *path)
{
  static const char *const suffixes[] = { ".hex", ".elf", ".axf", ".out", ".srec", ".s19" };
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_has_suffix (lower, suffixes[i]))
      return TRUE;
  return FALSE;
}

static void
check_file (const char *key, const NpFileFacts *facts, gboolean written, GPtrArray *problems)
{
  if (facts->error != NULL)
    np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "recipe-file-missing", key,
                         g_strdup_printf (_("“%s” can't be read: %s."), facts->path, facts->error->message), NULL, _("Check the path."));
  else if (facts->size == 0)
    np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "recipe-file-empty", key, g_strdup_printf (_("“%s” is empty."), facts->path), NULL,
                         _("Build it again, or choose another file."));
  else if (written && has_own_addresses (facts->path))
    np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "recipe-file-kind", key,
                         g_strdup_printf (_("“%s” is not a plain binary: it has addresses of its own."), facts->path),
                         _("Whether it would overwrite the factory data can't be told."), _("Convert it to a binary (.bin), for one address."));
}

static void
check_files (const NpRecipe *recipe, const NpRecipeFacts *facts, GPtrArray *problems)
{
  if (facts->scripts_folder.error != NULL)
    np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "recipe-scripts-missing", "scriptsFolder",
                         g_strdup_printf (_("The scripts' folder “%s” can't be opened: %s."), facts->scripts_folder.path, facts->scripts_folder.error->message),
                         NULL, _("Check the path."));
  for (guint i = 0; i < NP_N_RECIPE_FILES; i++)
    if (facts->files[i].path != NULL && is_used (recipe, i) && (i < NP_RECIPE_FILE_FIRST_SCRIPT || facts->scripts_folder.error == NULL))
      check_file (file_keys[i], &facts->files[i], i < NP_RECIPE_FILE_HANDSHAKE_SCRIPT, problems);
}

/* --- Where they go ---------------------------------------------------------------- */

static const NpMemoryRange *
find_memory (const NpPlatform *platform, guint32 address)
{
  const NpMemoryRange *external = np_platform_get_external_flash (platform);

  if (np_memory_range_contains (np_platform_get_flash (platform), address, 1))
    return np_platform_get_flash (platform);
  return external != NULL && np_memory_range_contains (external, address, 1) ? external : NULL;
}

/* A write erases whole pages. */
static Region
make_region (const NpRecipe *recipe, const char *name, NpRecipeFile file, guint32 address, guint64 size)
{
  const NpMemoryRange *memory = find_memory (recipe->platform, address);
  guint64 page = memory != NULL && memory->page_size != 0 ? memory->page_size : 1;
  Region region = { name, file, address - address % page, (address + size + page - 1) / page * page };

  return region;
}

static void
add_region (GArray *regions, const NpRecipe *recipe, const NpRecipeFacts *facts, const char *name, NpRecipeFile file, guint32 address)
{
  const NpFileFacts *facts_of_file = &facts->files[file];
  Region region = make_region (recipe, name, file, address, facts_of_file->size);

  if (facts_of_file->path != NULL && facts_of_file->error == NULL && facts_of_file->size > 0 && address != 0 && is_used (recipe, file))
    g_array_append_val (regions, region);
}

/* Provisioning firmware erases the whole range for factory data, where that is known. */
static Region
make_factory_data_region (const NpRecipe *recipe, gsize image_size)
{
  const NpMemoryRange *range = np_platform_get_factory_data_range (recipe->platform);
  guint32 address = recipe->factory_data_address;
  Region region = make_region (recipe, _("the factory data"), NP_N_RECIPE_FILES, address, image_size);

  if (range->end != 0 && np_memory_range_contains (range, address, 1))
    region.end = MAX (region.end, (guint64) range->end + 1);
  return region;
}

static GArray *
list_regions (const NpRecipe *recipe, const NpRecipeFacts *facts, gsize image_size)
{
  GArray *regions = g_array_new (FALSE, FALSE, sizeof (Region));
  Region factory_data = make_factory_data_region (recipe, image_size);

  if (recipe->factory_data_address != 0)
    g_array_append_val (regions, factory_data);
  add_region (regions, recipe, facts, _("the provisioning firmware"), NP_RECIPE_FILE_PROVISIONING_FIRMWARE, recipe->application_address);
  add_region (regions, recipe, facts, _("the application"), NP_RECIPE_FILE_APPLICATION_FIRMWARE, recipe->application_address);
  add_region (regions, recipe, facts, _("the coprocessor firmware"), NP_RECIPE_FILE_COPROCESSOR_FIRMWARE, recipe->coprocessor_address);
  add_region (regions, recipe, facts, _("the magic trailer"), NP_RECIPE_FILE_MAGIC_TRAILER, recipe->magic_trailer_address);
  return regions;
}

static void
check_size (const NpRecipe *recipe, const Region *region, const NpFileFacts *facts, GPtrArray *problems)
{
  const NpMemoryRange *memory = find_memory (recipe->platform, (guint32) region->start);

  if (memory == NULL || memory->end == 0 || region->end <= (guint64) memory->end + 1)
    return;
  np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "recipe-file-size", file_keys[region->file],
                       g_strdup_printf (_("“%s” has %" G_GUINT64_FORMAT " bytes: from 0x%08X it would go beyond the end of the memory, 0x%08X."), facts->path,
                                        facts->size, (guint32) region->start, memory->end),
                       NULL, _("Check that it is the right file, and its address."));
}

/* The application takes the provisioning firmware's place: that is meant. */
static gboolean
may_overlap (const Region *one, const Region *other)
{
  return one->file == NP_RECIPE_FILE_PROVISIONING_FIRMWARE && other->file == NP_RECIPE_FILE_APPLICATION_FIRMWARE;
}

static void
check_overlap (const Region *one, const Region *other, GPtrArray *problems)
{
  if (one->start >= other->end || other->start >= one->end || may_overlap (one, other))
    return;
  np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "recipe-overlap", file_keys[other->file],
                       g_strdup_printf (_("Writing %s (0x%08X to 0x%08X) would erase %s (0x%08X to 0x%08X)."), other->name, (guint32) other->start,
                                        (guint32) (other->end - 1), one->name, (guint32) one->start, (guint32) (one->end - 1)),
                       _("A write erases whole pages."), _("Mend one of the addresses, or check that it is the right file."));
}

static void
check_regions (const NpRecipe *recipe, const NpRecipeFacts *facts, gsize image_size, GPtrArray *problems)
{
  g_autoptr(GArray) regions = list_regions (recipe, facts, image_size);

  for (guint i = 0; i < regions->len; i++)
    {
      const Region *region = &g_array_index (regions, Region, i);

      if (region->file != NP_N_RECIPE_FILES)
        check_size (recipe, region, &facts->files[region->file], problems);
      for (guint j = i + 1; j < regions->len; j++)
        check_overlap (region, &g_array_index (regions, Region, j), problems);
    }
}

static void
check_trailer_end (const NpRecipe *recipe, const NpRecipeFacts *facts, GPtrArray *problems)
{
  const NpFileFacts *trailer = &facts->files[NP_RECIPE_FILE_MAGIC_TRAILER];
  const NpMemoryRange *memory = find_memory (recipe->platform, recipe->magic_trailer_address);
  guint64 alignment = memory != NULL && memory->page_size != 0 ? memory->page_size : TRAILER_ALIGNMENT;
  guint64 end = recipe->magic_trailer_address + trailer->size;

  if (trailer->path == NULL || trailer->error != NULL || recipe->magic_trailer_address == 0 || end % alignment == 0)
    return;
  np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_NONE, "recipe-trailer-end", "magicTrailerAddress",
                       g_strdup_printf (_("The magic trailer would end at 0x%08X, which is not the end of a slot."), (guint32) end),
                       _("The secure boot looks for it in the slot's last bytes: slots end where a page does."),
                       _("Check the address, and that it is the right file (ST's trailers have 16 bytes)."));
}

/* --- What else the computer tells ----------------------------------------------------- */

static void
check_loader (const NpRecipe *recipe, const NpRecipeFacts *facts, GPtrArray *problems)
{
  const char *board = np_platform_get_board_name (recipe->platform);

  if (!np_recipe_needs_loader (recipe) || facts->loader != NULL)
    return;
  if (facts->loaders_known)
    np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "recipe-loader", "loader",
                         g_strdup_printf (_("An address lies outside the internal flash, and no external loader is set; STM32CubeProgrammer has none that is "
                                            "named after %s."),
                                          board),
                         _("STM32CubeProgrammer writes external memory through a loader made for the board."), _("Choose the board's loader (.stldr)."));
  else
    np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_NONE, "recipe-loader-unknown", "loader",
                         g_strdup (_("An address lies outside the internal flash, and which external loader would be used isn't known here.")),
                         _("STM32CubeProgrammer isn't on this computer, or wasn't looked for."), _("Choose the board's loader (.stldr)."));
}

static void
check_declaration (const NpRecipe *recipe, const NpRecipeFacts *facts, GPtrArray *problems)
{
  const NpFileFacts *firmware = &facts->files[NP_RECIPE_FILE_PROVISIONING_FIRMWARE];
  gboolean permanent = np_recipe_facts_is_permanent (facts, recipe);
  g_autofree char *todo = NULL;

  if (!np_platform_has_modes (recipe->platform) || firmware->sha256 == NULL)
    return;
  todo = g_strdup_printf (_("If you built it for test, declare in the recipe that “This is test firmware”; its SHA-256 is %s."), firmware->sha256);
  if (permanent && recipe->mode == NP_PROVISIONING_MODE_TEST)
    np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_NONE, "recipe-firmware-undeclared", "provisioningFirmware",
                         g_strdup_printf (_("Nobody has declared “%s” to be test firmware, so it is treated as if it stored keys for ever."), firmware->path),
                         _("The firmware alone decides; built for production, it uses up a slot of the chip's key store that can't be cleared."),
                         todo);
  else if (!permanent && recipe->mode == NP_PROVISIONING_MODE_PRODUCTION)
    np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "recipe-mode-contradiction", "mode",
                         g_strdup_printf (_("The recipe's mode is production, and “%s” was declared to be test firmware."), firmware->path),
                         _("Its boards would keep their keys in readable flash."), _("Choose the production firmware, or the mode “Test”."));
}

void
np_check_recipe_files (const NpRecipe *recipe, const NpRecipeFacts *facts, gsize image_size, GPtrArray *problems)
{
  g_return_if_fail (recipe != NULL && facts != NULL && problems != NULL);

  if (recipe->platform == NULL)
    return;
  check_loader (recipe, facts, problems);
  if (recipe->job != NP_JOB_PROVISION)
    return;
  check_files (recipe, facts, problems);
  check_regions (recipe, facts, image_size, problems);
  check_trailer_end (recipe, facts, problems);
  check_declaration (recipe, facts, problems);
}
