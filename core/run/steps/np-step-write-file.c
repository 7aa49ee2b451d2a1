/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include "np-error.h"
#include "run/np-plan-order.h"
#include "run/np-run-private.h"
#include "run/np-write-extent.h"

/* Write a file at its address: firmware or magic trailer. Before the factory data it is the firmware for provisioning; after the
 * handshake it takes that one's place, and the board is as planned when the last of the files is written. */

static gboolean
is_for_provisioning (NpRun *run, const NpPlanStep *step)
{
  return np_plan_has_after (np_run_get_plan (run), step, NP_STEP_WRITE_FACTORY_DATA);
}

static NpBoardChange
change_when_done (NpRun *run, const NpPlanStep *step)
{
  if (is_for_provisioning (run, step))
    return NP_BOARD_CHANGE_FIRMWARE;
  return np_plan_has_after (np_run_get_plan (run), step, NP_STEP_WRITE_FILE) ? NP_BOARD_CHANGE_APPLICATION_PARTLY : NP_BOARD_CHANGE_VERIFIED;
}

static gboolean
write_file_finish (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error)
{
  g_autoptr(GError) failure = NULL;

  if (np_run_call_programmer_finish (run, result, &failure))
    {
      np_run_set_change (run, change_when_done (run, step));
      return TRUE;
    }
  /* What was downloaded and not verified is no better than a part. */
  if (np_write_extent_of_failure (np_run_get_output (run), failure) != NP_WRITE_EXTENT_NONE)
    np_run_set_change (run, is_for_provisioning (run, step) ? NP_BOARD_CHANGE_FIRMWARE_PARTLY : NP_BOARD_CHANGE_APPLICATION_PARTLY);
  if (g_error_matches (failure, NP_ERROR, NP_ERROR_VERIFY))
    failure->code = NP_ERROR_FIRMWARE; /* not the factory data */
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

const NpStepImplementation np_step_write_file = { np_run_call_programmer_async, write_file_finish, NULL };
