/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-error.h"
#include "run/np-run-private.h"

/* Check board: the target that answers is the recipe's, its memory is open (or will be opened by the regression that comes next), and the
 * image lies inside the range for factory data. Nothing on the board changes. */

static gboolean
will_be_reopened (NpRun *run, const char *protection)
{
  return g_strcmp0 (protection, NP_PROTECTION_LOCKED) == 0 && np_recipe_reopens_boards (np_plan_get_recipe (np_run_get_plan (run)));
}

/* A locked board may not let its chip's id be read: the tool fails, though the target and its option bytes are known. */
static gboolean
board_is_right (NpRun *run, GAsyncResult *result, GError **error)
{
  g_autoptr(GError) failure = NULL;
  gboolean answered = np_run_call_programmer_finish (run, result, &failure);
  const char *protection = np_programmer_output_get_protection (np_run_get_output (run));

  if ((answered || g_error_matches (failure, NP_ERROR, NP_ERROR_PROTECTED)) && will_be_reopened (run, protection))
    {
      np_run_log (run, "The board is locked: the regression erases it and opens it");
      return np_run_target_is_right (run, error);
    }
  if (answered && (protection == NULL || strcmp (protection, NP_PROTECTION_OPEN) == 0))
    return TRUE;
  if (answered)
    g_set_error (error, NP_ERROR, NP_ERROR_PROTECTED, _("The target is locked against reading (%s)."), protection);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
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
  return board_is_right (run, result, error) && image_fits (np_run_get_plan (run), error);
}

const NpStepImplementation np_step_check_board = { np_run_call_programmer_async, check_board_finish };
