/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-secret-bytes.h"
#include "np-error.h"
#include "run/np-run-private.h"

/* Compare with plan: what stands on the board, read back, is the image byte for byte. The tool's own "verified" is not taken
 * for it. */

static gboolean
compare_with_plan (NpRun *run, GError **error)
{
  NpPlan *plan = np_run_get_plan (run);
  g_autofree char *contents = NULL;
  g_autofree char *difference = NULL;
  g_autoptr(GBytes) actual = NULL;
  gsize length;

  if (!g_file_get_contents (np_run_get_readback_path (run), &contents, &length, NULL))
    {
      g_set_error_literal (error, NP_ERROR, NP_ERROR_VERIFY, _("STM32CubeProgrammer said that it read the board, but there is nothing to compare"));
      return FALSE;
    }
  actual = np_secret_bytes_new_take (g_steal_pointer (&contents), length);
  np_run_set_read_back (run, actual);
  difference = np_image_describe_difference (np_plan_get_image (plan), np_plan_get_recipe (plan)->factory_data_address, actual);
  if (difference == NULL)
    return TRUE;
  g_set_error_literal (error, NP_ERROR, NP_ERROR_VERIFY, difference);
  return FALSE;
}

static gboolean
compare_finish (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error)
{
  if (!np_run_call_programmer_finish (run, result, error) || !compare_with_plan (run, error))
    return FALSE;
  np_run_set_change (run, NP_BOARD_CHANGE_VERIFIED);
  return TRUE;
}

const NpStepImplementation np_step_compare = { np_run_call_programmer_async, compare_finish };
