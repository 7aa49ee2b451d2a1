/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include "np-error.h"
#include "run/np-run-private.h"

/* Write factory data: the image at its address. What the board is left with is told from how far the tool came, and never
 * better than it may be: a tool that ended without a word about its failure (killed, crashed, out of time) may have begun to erase, and
 * what it had to say about that may have died with it. */

static NpBoardChange
change_after_failure (NpProgrammerOutput *output, const GError *failure)
{
  NpMilestone seen = np_programmer_output_get_milestones (output);

  if (seen & NP_MILESTONE_DOWNLOADED)
    return NP_BOARD_CHANGE_WRITTEN;
  if (seen & (NP_MILESTONE_ERASE_STARTED | NP_MILESTONE_DOWNLOAD_STARTED))
    return NP_BOARD_CHANGE_PARTLY;
  if (np_programmer_output_get_error (output) != NULL || g_error_matches (failure, NP_ERROR, NP_ERROR_TOOL_MISSING))
    return NP_BOARD_CHANGE_NONE;
  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)) /* only what hasn't begun can be cancelled */
    return NP_BOARD_CHANGE_NONE;
  return NP_BOARD_CHANGE_PARTLY;
}

static gboolean
write_finish (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error)
{
  g_autoptr(GError) failure = NULL;
  gboolean done = np_run_call_programmer_finish (run, result, &failure);

  np_run_set_change (run, done ? NP_BOARD_CHANGE_WRITTEN : change_after_failure (np_run_get_output (run), failure));
  if (!done)
    g_propagate_error (error, g_steal_pointer (&failure));
  return done;
}

const NpStepImplementation np_step_write_factory_data = { np_run_call_programmer_async, write_finish };
