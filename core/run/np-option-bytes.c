/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-error.h"
#include "np-option-bytes.h"
#include "np-run-await.h"

typedef struct
{
  const NpPlanStep *step;
  GCancellable *cancellable; /* (nullable): ends waiting for a hand */
  NpOptionBytesState state;
  GError *error; /* of the call that sets them */
} Setting;

/* A chip that got read-out protection with a probe about is silent until its power has gone once. At level 2 it is so for ever. */
static gboolean
needs_power (NpRun *run, const NpPlanStep *step)
{
  return step->kind == NP_STEP_LOCK_BOARD && np_plan_get_recipe (np_run_get_plan (run))->lock == NP_BOARD_LOCK_RDP1;
}

static void
setting_free (Setting *setting)
{
  g_clear_object (&setting->cancellable);
  g_clear_error (&setting->error);
  g_free (setting);
}

gboolean
np_option_bytes_match (char **arguments, NpProgrammerOutput *shown, char **difference)
{
  gboolean setting = FALSE;

  *difference = NULL;
  for (char **argument = arguments; *argument != NULL; argument++)
    {
      g_auto(GStrv) pair = g_strsplit (*argument, "=", 2);
      const char *value;

      setting = (**argument == '-') ? strcmp (*argument, "-ob") == 0 : setting;
      if (!setting || g_strv_length (pair) != 2)
        continue;
      value = np_programmer_output_get_option_byte (shown, pair[0]);
      if (value == NULL)
        return FALSE;
      if (g_ascii_strtoull (value, NULL, 0) == g_ascii_strtoull (pair[1], NULL, 0))
        continue;
      *difference = g_strdup_printf (_("%s is %s instead of %s"), pair[0], value, pair[1]);
      return FALSE;
    }
  return TRUE;
}

/* Under read-out protection the tool shows the option bytes, and tells an error all the same. */
static void
judge (GTask *task)
{
  NpRun *run = g_task_get_source_object (task);
  Setting *setting = g_task_get_task_data (task);
  g_autofree char *difference = NULL;
  GError *error = NULL;

  if (np_option_bytes_match (setting->step->command->arguments, np_run_get_output (run), &difference))
    setting->state = NP_OPTION_BYTES_SET;
  else if (difference != NULL)
    setting->state = NP_OPTION_BYTES_DIFFERENT;

  if (setting->state == NP_OPTION_BYTES_DIFFERENT && setting->error == NULL)
    g_set_error (&error, NP_ERROR, NP_ERROR_OPTION_BYTES, _("The option bytes were not set: %s."), difference);
  else if (setting->state != NP_OPTION_BYTES_SET)
    error = g_steal_pointer (&setting->error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
awaited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;

  np_run_await_board_finish (NP_RUN (source), result, NULL);
  judge (task);
}

/* A probe that is gone itself was unplugged: nobody is asked for what was done already. */
static void
read_back_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  NpRun *run = NP_RUN (source);
  Setting *setting = g_task_get_task_data (task);
  g_autoptr(GError) unread = NULL;
  gboolean has_probe;

  np_run_call_programmer_finish (run, result, &unread);
  has_probe = np_programmer_output_get_target (np_run_get_output (run))->probe_serial != NULL;
  if (g_error_matches (unread, NP_ERROR, NP_ERROR_BOARD_GONE) && needs_power (run, setting->step) && (has_probe || setting->error == NULL))
    np_run_await_board_async (run, setting->cancellable, awaited_cb, g_steal_pointer (&task));
  else
    judge (task);
}

static gboolean
was_untouched (NpProgrammerOutput *output, const GError *error)
{
  if (g_error_matches (error, NP_ERROR, NP_ERROR_TOOL_MISSING) || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return TRUE;
  return np_programmer_output_get_error (output) != NULL && (np_programmer_output_get_milestones (output) & NP_MILESTONE_CONNECTED) == 0;
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  NpRun *run = NP_RUN (source);
  Setting *setting = g_task_get_task_data (task);
  g_autoptr(NpProgrammerCommand) look = np_programmer_command_new_identify (0);

  if (!np_run_call_programmer_finish (run, result, &setting->error) && was_untouched (np_run_get_output (run), setting->error))
    {
      setting->state = NP_OPTION_BYTES_UNTOUCHED;
      g_task_return_error (task, g_steal_pointer (&setting->error));
      return;
    }
  np_run_call_command_async (run, look, NULL, read_back_cb, g_steal_pointer (&task));
}

void
np_option_bytes_set_async (NpRun *run, const NpPlanStep *step, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (run, NULL, callback, user_data);
  Setting *setting = g_new0 (Setting, 1);

  setting->step = step;
  g_set_object (&setting->cancellable, cancellable);
  setting->state = NP_OPTION_BYTES_UNKNOWN;
  g_task_set_task_data (task, setting, (GDestroyNotify) setting_free);
  np_run_call_programmer_async (run, step, cancellable, set_cb, task);
}

gboolean
np_option_bytes_set_finish (GAsyncResult *result, NpOptionBytesState *state, GError **error)
{
  *state = ((Setting *) g_task_get_task_data (G_TASK (result)))->state;
  return g_task_propagate_boolean (G_TASK (result), error);
}
