/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "bench/np-identify.h"
#include "np-error.h"
#include "np-run-await.h"

#define LOOK_INTERVAL_MS 1000

static void look (GTask *task);

static gboolean
look_cb (gpointer user_data)
{
  look (user_data);
  return G_SOURCE_REMOVE;
}

static void
ask_for_hand (NpRun *run)
{
  NpBoard *board = np_run_get_board (run);

  if (np_board_get_state (board) == NP_BOARD_STATE_ACTION)
    return;
  np_run_log (run, "The board doesn't answer: waiting until it was unplugged and plugged in again");
  np_board_set_state (board, NP_BOARD_STATE_ACTION, _("Unplug the board, then plug it in again"), _("It changes its protection only when it gets its power anew."));
}

/* While it is being plugged in, its probe may be busy, or not be this account's yet. */
static gboolean
may_answer_later (NpRun *run, const GError *error)
{
  static const NpError passing[] = { NP_ERROR_PERMISSION, NP_ERROR_BUSY, NP_ERROR_TIMED_OUT };
  gboolean waiting = np_board_get_state (np_run_get_board (run)) == NP_BOARD_STATE_ACTION;

  for (guint i = 0; waiting && i < G_N_ELEMENTS (passing); i++)
    if (g_error_matches (error, NP_ERROR, passing[i]))
      return TRUE;
  return g_error_matches (error, NP_ERROR, NP_ERROR_BOARD_GONE);
}

/* A locked board may not tell its chip's id. When it has been opened it does. */
static void
learn_chip (NpRun *run)
{
  NpBoard *board = np_run_get_board (run);
  NpProgrammerOutput *output = np_run_get_output (run);
  g_autofree char *told = np_identify_dup_unique_id (output);
  const char *known = np_board_get_unique_id (board);

  np_board_set_target (board, np_programmer_output_get_target (output), known != NULL ? known : told, np_programmer_output_get_protection (output));
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  NpRun *run = NP_RUN (source);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  gboolean answers = np_run_call_programmer_finish (run, result, &error);

  if (!answers && may_answer_later (run, error) && !g_cancellable_is_cancelled (cancellable))
    {
      g_autoptr(GSource) later = g_timeout_source_new (LOOK_INTERVAL_MS);

      g_clear_error (&error);
      ask_for_hand (run);
      g_task_attach_source (task, later, look_cb);
      return;
    }
  if (np_board_get_state (np_run_get_board (run)) == NP_BOARD_STATE_ACTION)
    np_board_set_state (np_run_get_board (run), NP_BOARD_STATE_BUSY, NULL, NULL);
  if (!answers)
    {
      g_task_return_error (task, error);
      return;
    }
  learn_chip (run);
  g_task_return_boolean (task, TRUE);
}

static void
look (GTask *task)
{
  NpRun *run = g_task_get_source_object (task);
  const NpPlatform *platform = np_plan_get_recipe (np_run_get_plan (run))->platform;
  g_autoptr(NpProgrammerCommand) command = np_programmer_command_new_identify (np_platform_get_unique_id_address (platform));

  np_run_call_command_async (run, command, g_task_get_cancellable (task), looked_cb, g_object_ref (task));
}

void
np_run_await_board_async (NpRun *run, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (run, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE);
  look (task);
}

gboolean
np_run_await_board_finish (NpRun *run, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}
