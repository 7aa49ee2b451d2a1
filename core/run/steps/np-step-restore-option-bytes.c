/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include "run/np-option-bytes.h"

/* Restore option bytes: those that the coprocessor's upgrade needed keep the application from starting. So it is done, too, when the
 * upgrade failed. */

static gboolean
restore_finish (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error)
{
  NpOptionBytesState state;

  if (!np_option_bytes_set_finish (result, &state, error))
    return FALSE;
  if (np_run_get_change (run) == NP_BOARD_CHANGE_OPTION_BYTES)
    np_run_set_change (run, NP_BOARD_CHANGE_COPROCESSOR);
  return TRUE;
}

static gboolean
upgrade_has_begun (NpRun *run)
{
  return np_run_has_begun (run, NP_STEP_UPGRADE_COPROCESSOR) && !np_run_has_begun (run, NP_STEP_RESTORE_OPTION_BYTES);
}

const NpStepImplementation np_step_restore_option_bytes = { np_option_bytes_set_async, restore_finish, upgrade_has_begun };
