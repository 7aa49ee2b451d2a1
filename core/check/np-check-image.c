/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-check-private.h"

/* The image against the place that the recipe has for it. */

void
np_check_image_fits (const NpRecipe *recipe, gsize size, GPtrArray *problems)
{
  NpMemoryRange range = *np_platform_get_factory_data_range (recipe->platform);
  gboolean open = range.end == 0;
  guint32 buffer = np_platform_get_provisioning_buffer (recipe->platform);
  g_autofree char *where = g_strdup_printf ("0x%08X", recipe->factory_data_address);

  if (open)
    range.end = np_platform_get_flash (recipe->platform)->end;
  if (!np_memory_range_contains (&range, recipe->factory_data_address, size))
    np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "image-range", where,
                         g_strdup_printf (_("The image has %" G_GSIZE_FORMAT " bytes; at this address it leaves the range of %s for factory data, which is "
                                            "0x%08X to 0x%08X."),
                                          size, np_platform_get_name (recipe->platform), range.start, range.end),
                         _("What lies outside it belongs to the firmware."), _("Mend the address, or shorten the data."));
  else if (range.page_size != 0 && recipe->factory_data_address % range.page_size != 0)
    np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_NONE, "image-alignment", where,
                         g_strdup_printf (_("The address isn't the start of a flash page (%u bytes)."), range.page_size),
                         _("The whole page is erased by the write."), _("Check the address against the application's."));
  if (open)
    np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_NONE, "image-range-open", where,
                         g_strdup_printf (_("The end of the range of %s for factory data is not documented."), np_platform_get_name (recipe->platform)),
                         _("Only the start of the image can be checked."), _("Check the address against the application's linker script."));
  if (buffer != 0 && size > buffer)
    np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_NONE, "image-buffer", NULL,
                         g_strdup_printf (_("The image has %" G_GSIZE_FORMAT " bytes, provisioning firmware reads at most %u."), size, buffer), NULL,
                         _("Shorten the data if the board is to be provisioned."));
}
