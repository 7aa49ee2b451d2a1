/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include "run/np-run-private.h"
#include "run/np-write-extent.h"

/* Write factory data: the image at its address. */

/* By NpWriteExtent. */
static const NpBoardChange changes[] = { NP_BOARD_CHANGE_NONE, NP_BOARD_CHANGE_PARTLY, NP_BOARD_CHANGE_WRITTEN };

static gboolean
write_finish (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error)
{
  g_autoptr(GError) failure = NULL;
  gboolean done = np_run_call_programmer_finish (run, result, &failure);

  np_run_set_change (run, done ? NP_BOARD_CHANGE_WRITTEN : changes[np_write_extent_of_failure (np_run_get_output (run), failure)]);
  if (!done)
    g_propagate_error (error, g_steal_pointer (&failure));
  return done;
}

const NpStepImplementation np_step_write_factory_data = { np_run_call_programmer_async, write_finish, NULL };
