/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-error.h"
#include "run/np-option-bytes.h"

/* Lock board: read-out protection, the last step and for ever. Whether it landed is read back. At level 2 nobody can read anything
 * again: there the tool's word has to do. */

static gboolean
lock_finish (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error)
{
  NpOptionBytesState state;
  gboolean done = np_option_bytes_set_finish (result, &state, error);

  if (state == NP_OPTION_BYTES_UNTOUCHED || state == NP_OPTION_BYTES_DIFFERENT)
    return FALSE;
  if (done && state == NP_OPTION_BYTES_UNKNOWN && np_plan_get_recipe (np_run_get_plan (run))->lock != NP_BOARD_LOCK_RDP2)
    {
      g_set_error_literal (error, NP_ERROR, NP_ERROR_BOARD_GONE, _("CubeProgrammer said that it locked the board, but the option bytes can't be read back."));
      done = FALSE;
    }
  np_run_set_change (run, done ? NP_BOARD_CHANGE_LOCKED : NP_BOARD_CHANGE_LOCK_UNKNOWN);
  np_run_set_permanent (run);
  return done;
}

const NpStepImplementation np_step_lock_board = { np_option_bytes_set_async, lock_finish, NULL };
