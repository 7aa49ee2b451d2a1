/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include "np-error.h"
#include "run/np-run-private.h"

/* Update wireless firmware: option bytes, -startfus and -fwupgrade in one call. The upgrade service often doesn't start at the first
 * time (facts): as long as it hasn't, one more call is made. */

static gboolean
may_try_again (NpProgrammerOutput *output, const GError *failure)
{
  NpMilestone seen = np_programmer_output_get_milestones (output);

  return (seen & NP_MILESTONE_CONNECTED) != 0 && (seen & NP_MILESTONE_FUS_STARTED) == 0 &&
         np_programmer_output_get_error (output) != NULL && !g_error_matches (failure, NP_ERROR, NP_ERROR_TIMED_OUT);
}

static void
second_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (np_run_call_programmer_finish (NP_RUN (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
first_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  NpRun *run = NP_RUN (source);
  const NpPlanStep *step = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (np_run_call_programmer_finish (run, result, &error))
    g_task_return_boolean (task, TRUE);
  else if (may_try_again (np_run_get_output (run), error))
    {
      np_run_log (run, "The upgrade service has not started: once more");
      np_run_call_programmer_async (run, step, NULL, second_cb, g_steal_pointer (&task));
    }
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
upgrade_start (NpRun *run, const NpPlanStep *step, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (run, NULL, callback, user_data);

  g_task_set_task_data (task, (gpointer) step, NULL);
  np_run_call_programmer_async (run, step, cancellable, first_cb, task);
}

static gboolean
upgrade_finish (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error)
{
  NpProgrammerOutput *output = np_run_get_output (run);
  g_autoptr(GError) failure = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &failure))
    {
      np_run_set_change (run, NP_BOARD_CHANGE_OPTION_BYTES);
      return TRUE;
    }
  /* From the connection on it may have been changed; a tool that died without a word may have come that far. */
  if ((np_programmer_output_get_milestones (output) & NP_MILESTONE_CONNECTED) != 0 ||
      (np_programmer_output_get_error (output) == NULL && !g_error_matches (failure, NP_ERROR, NP_ERROR_TOOL_MISSING) &&
       !g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    np_run_set_change (run, NP_BOARD_CHANGE_COPROCESSOR_PARTLY);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

const NpStepImplementation np_step_upgrade_coprocessor = { upgrade_start, upgrade_finish, NULL };
