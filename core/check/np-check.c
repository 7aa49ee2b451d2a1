/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-check"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-problem.h"
#include "np-check-private.h"
#include "np-check.h"

static void
check_recipe (const NpRecipe *recipe, GPtrArray *problems)
{
  if (recipe->platform == NULL)
    np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "recipe-platform", NULL,
                         g_strdup (_("No platform is chosen.")),
                         _("Without it nobody can tell whether the right boards are plugged in."), _("Choose the boards' platform."));
  if (recipe->factory_data_address == 0)
    np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "recipe-address", NULL,
                         g_strdup (_("No address for the factory data is set.")), NULL,
                         _("Set the address at which the application reads them."));
}

static void
check_image_fits (const NpRecipe *recipe, gsize size, GPtrArray *problems)
{
  const NpMemoryRange *range = np_platform_get_factory_data_range (recipe->platform);
  guint32 buffer = np_platform_get_provisioning_buffer (recipe->platform);
  g_autofree char *loader = np_recipe_dup_loader (recipe);
  g_autofree char *where = g_strdup_printf ("0x%08X", recipe->factory_data_address);

  if (!np_memory_range_contains (range, recipe->factory_data_address, size))
    np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "image-range", where,
                         g_strdup_printf (_("The image has %" G_GSIZE_FORMAT " bytes; at this address it leaves the range of %s for factory data, which is "
                                            "0x%08X to 0x%08X."),
                                          size, np_platform_get_name (recipe->platform), range->start, range->end),
                         _("What lies outside it belongs to the firmware."), _("Mend the address, or shorten the data."));
  else if (range->page_size != 0 && recipe->factory_data_address % range->page_size != 0)
    np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_NONE, "image-alignment", where,
                         g_strdup_printf (_("The address isn't the start of a flash page (%u bytes)."), range->page_size),
                         _("The whole page is erased by the write."), _("Check the address against the application's."));
  if (range->end == 0)
    np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_NONE, "image-range-open", where,
                         g_strdup_printf (_("The end of the range of %s for factory data is not documented."), np_platform_get_name (recipe->platform)),
                         _("Only the start of the image can be checked."), _("Check the address against the application's linker script."));
  if (buffer != 0 && size > buffer)
    np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_NONE, "image-buffer", NULL,
                         g_strdup_printf (_("The image has %" G_GSIZE_FORMAT " bytes, provisioning firmware reads at most %u."), size, buffer), NULL,
                         _("Shorten the data if the board is to be provisioned."));
  if (loader == NULL && !np_memory_range_contains (np_platform_get_flash (recipe->platform), recipe->factory_data_address, size))
    np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "recipe-loader", where,
                         g_strdup (_("The address lies outside the internal flash and no external loader is set.")),
                         _("STM32CubeProgrammer writes external memory through a loader made for the board."),
                         _("Choose the board's loader (.stldr)."));
}

void
np_check_recipe_and_image (NpFactoryData *data, const NpRecipe *recipe, GPtrArray *problems)
{
  g_autoptr(NpImage) image = NULL;

  if (recipe == NULL)
    return;

  check_recipe (recipe, problems);
  image = np_image_encode (data, NULL); /* what refuses it is np_factory_data_check ()'s to tell */
  if (image != NULL && recipe->platform != NULL && recipe->factory_data_address != 0)
    check_image_fits (recipe, g_bytes_get_size (np_image_get_bytes (image)), problems);
}

void
np_check_fields (NpFactoryData *data, const NpRecipe *recipe, GPtrArray *problems)
{
  g_return_if_fail (NP_IS_FACTORY_DATA (data));
  g_return_if_fail (problems != NULL);

  np_factory_data_check (data, problems);
  np_check_fields_alone (data, recipe, FALSE, FALSE, problems);
  np_check_default_credentials (data, FALSE, problems);
  np_check_recipe_and_image (data, recipe, problems);
}

void
np_check_run (NpFactoryData *data, const NpRecipe *recipe, GPtrArray *problems)
{
  g_auto(NpCheckContext) context = { 0 };

  g_return_if_fail (NP_IS_FACTORY_DATA (data));
  g_return_if_fail (problems != NULL);

  np_check_context_init (&context);
  np_factory_data_check (data, problems);
  np_device_verdict_free (np_check_device (data, recipe, &context, problems));
}
