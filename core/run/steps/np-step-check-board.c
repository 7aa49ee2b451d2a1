/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-error.h"
#include "run/np-run-private.h"

/* Check board: the target that answers is the recipe's, its memory is open, and the image lies inside the range
 * for factory data. Nothing on the board changes. */

#define RDP_LEVEL_0 "0xAA"

static gboolean
target_is_open (NpProgrammerOutput *output, GError **error)
{
  const char *rdp = np_programmer_output_get_option_byte (output, "RDP");

  if (rdp == NULL || g_ascii_strcasecmp (rdp, RDP_LEVEL_0) == 0)
    return TRUE;
  g_set_error (error, NP_ERROR, NP_ERROR_PROTECTED, _("read-out protection is on (RDP %s)"), rdp);
  return FALSE;
}

static gboolean
image_fits (NpPlan *plan, GError **error)
{
  const NpRecipe *recipe = np_plan_get_recipe (plan);
  const NpMemoryRange *range = np_platform_get_factory_data_range (recipe->platform);
  gsize size = g_bytes_get_size (np_image_get_bytes (np_plan_get_image (plan)));

  if (np_memory_range_contains (range, recipe->factory_data_address, size))
    return TRUE;
  g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%" G_GSIZE_FORMAT " bytes at 0x%08X leave the range for factory data, 0x%08X to 0x%08X"), size,
               recipe->factory_data_address, range->start, range->end);
  return FALSE;
}

static gboolean
check_board_finish (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error)
{
  NpProgrammerOutput *output = np_run_get_output (run);

  return np_run_call_programmer_finish (run, result, error) && target_is_open (output, error) && image_fits (np_run_get_plan (run), error);
}

const NpStepImplementation np_step_check_board = { np_run_call_programmer_async, check_board_finish };
