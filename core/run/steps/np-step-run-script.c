/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-error.h"
#include "run/np-plan-order.h"
#include "run/np-run-await.h"
#include "run/np-run-script.h"
#include "run/np-script-folder.h"
#include "run/np-script-logs.h"
#include "run/np-turn.h"

/* One of ST's secure scripts. It knows nothing of several boards: a shell function, which wins over everything in PATH, adds the probe's
 * serial number to each connect and runs our programmer by its absolute path (the scripts' env.sh puts ST's install folder first in
 * PATH, so a bare name could be another tool). It has to run in its own folder, one at a time, since it writes files there.
 *
 * It may outlive us: then it goes on, since a write under way must not be broken off, but it has nobody to ask. At the end of their input
 * ST's questions are asked again and again; the function “read” ends the script instead. “timeout” ends what doesn't even ask, a little
 * later than we would. */

#define PROGRAMMER_NAME "BASH_FUNC_STM32_Programmer_CLI%%"
#define PROGRAMMER \
  "() { local word words=(); " \
  "for word; do case $word in *[Ss][Nn]=*) ;; *) word=${word//[Pp][Oo][Rr][Tt]=[Ss][Ww][Dd]/port=SWD sn=$NP_PROBE} ;; esac; words+=(\"$word\"); done; " \
  "\"$NP_PROGRAMMER\" \"${words[@]}\"; }"
#define READ_NAME "BASH_FUNC_read%%"
#define READ \
  "() { builtin read \"$@\"; set -- $? \"$@\"; [[ $1 = 1 && /dev/fd/0 -ef /dev/fd/" G_STRINGIFY (NP_CHILD_INPUT_FD) " ]] || return $1; " \
  "local word; for word; do [[ $word = -*[tu]* ]] && return 1; done; " /* it may be another file, or only nothing there yet */ \
  "[[ $BASHPID = $$ ]] || kill $$; exit 1; }"
#define SPARE_TIME 10 /* seconds that are left to us */
#define ERROR_MARK "===== Error while executing" /* provisioning.sh goes on to its end, and to status 0, after it */

/* What the scripts say when they have done it, beside their exit status (facts). One that isn't here has its status alone. */
static const struct
{
  const char *name;
  const char *line;
} closing_lines[] = {
  { "provisioning.sh", "===== The board is correctly configured." },
  { "SBSFU_UPDATE.sh", "SBSFU_UPDATE script Done" },
};

typedef struct
{
  const NpPlanStep *step;
  gboolean has_turn;
  gboolean started;
  gboolean done;
  NpScriptLogs *logs;
} Script;

static void
script_leave (Script *script)
{
  if (script->has_turn)
    np_turn_end ();
  script->has_turn = FALSE;
}

static void
script_free (Script *script)
{
  script_leave (script);
  g_clear_pointer (&script->logs, np_script_logs_free);
  g_free (script);
}

/* --- Its end --------------------------------------------------------------- */

/* (nullable) */
static const char *
find_closing_line (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (closing_lines); i++)
    if (strcmp (closing_lines[i].name, name) == 0)
      return closing_lines[i].line;
  return NULL;
}

static gboolean
script_has_worked (const char *name, const NpScriptReport *report, GError **error)
{
  const char *closing_line = find_closing_line (name);

  if (report->failure != NULL)
    g_set_error (error, NP_ERROR, NP_ERROR_SCRIPT_FAILED, _("%s says “%s”."), name, report->failure);
  else if (report->exit_status != 0 && report->last == NULL)
    g_set_error (error, NP_ERROR, NP_ERROR_SCRIPT_FAILED, _("%s failed with exit status %d and said nothing."), name, report->exit_status);
  else if (report->exit_status != 0)
    g_set_error (error, NP_ERROR, NP_ERROR_SCRIPT_FAILED, _("%s failed with exit status %d. The last that it said: “%s”."), name, report->exit_status,
                 report->last);
  else if (closing_line != NULL && !report->succeeded)
    g_set_error (error, NP_ERROR, NP_ERROR_SCRIPT_FAILED, _("%s ended without saying “%s”, so it didn't do its job."), name, closing_line);
  else
    return TRUE;
  return FALSE;
}

static void
awaited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Script *script = g_task_get_task_data (task);
  const char *protection;
  GError *error = NULL;

  if (!np_run_await_board_finish (NP_RUN (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  protection = np_programmer_output_get_protection (np_run_get_output (NP_RUN (source)));
  script->done = g_strcmp0 (protection, NP_PROTECTION_LOCKED) != 0;
  if (script->done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, NP_ERROR, NP_ERROR_SCRIPT_FAILED, _("%s has ended, and the board is still locked (%s)."), script->step->script, protection);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  NpRun *run = NP_RUN (source);
  Script *script = g_task_get_task_data (task);
  GError *error = NULL;
  const NpScriptReport *report = np_run_call_script_finish (run, result, &error);

  np_script_logs_collect (script->logs, run);
  script_leave (script);
  /* Whoever has more scripts to run keeps the folder: a board that was erased must not wait for other programs. */
  if (!np_plan_has_after (np_run_get_plan (run), script->step, NP_STEP_RUN_SCRIPT))
    np_run_set_script_folder (run, NULL);
  if (report == NULL || !script_has_worked (script->step->script, report, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  script->done = TRUE;
  np_run_set_change (run, np_plan_has_before (np_run_get_plan (run), script->step, NP_STEP_RUN_SCRIPT) ? NP_BOARD_CHANGE_FIRMWARE : NP_BOARD_CHANGE_ERASED);
  /* It tells the person to unplug the board, and doesn't wait for it. */
  np_run_await_board_async (run, g_task_get_cancellable (task), awaited_cb, g_object_ref (task));
}

/* --- Its beginning ------------------------------------------------------------- */

static gboolean
script_is_there (const NpPlanStep *step, GError **error)
{
  g_autofree char *path = g_build_filename (step->folder, step->script, NULL);

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  g_set_error (error, NP_ERROR, NP_ERROR_SCRIPT_MISSING, _("The script %s is not there."), path);
  return FALSE;
}

static void
script_spawn (GTask *task)
{
  NpRun *run = g_task_get_source_object (task);
  Script *script = g_task_get_task_data (task);
  const NpPlanStep *step = script->step;
  g_autofree char *libraries = np_programmer_dup_library_path (np_run_get_programmer (run));
  const char *const environment[] = {
    "LC_ALL", "C", "NP_PROBE", np_board_get_probe_serial (np_run_get_board (run)), "NP_PROGRAMMER", np_programmer_get_path (np_run_get_programmer (run)),
    PROGRAMMER_NAME, PROGRAMMER, READ_NAME, READ, libraries != NULL ? "LD_LIBRARY_PATH" : NULL, libraries, NULL,
  };
  g_autofree char *timeout = g_find_program_in_path ("timeout");
  g_autofree char *seconds = g_strdup_printf ("%u", step->timeout + SPARE_TIME);
  g_autoptr(GStrvBuilder) arguments = g_strv_builder_new ();
  g_auto(GStrv) argv = NULL;
  NpChildProgram program = { 0 };

  if (timeout != NULL)
    g_strv_builder_add_many (arguments, timeout, seconds, NULL);
  g_strv_builder_add_many (arguments, "/bin/bash", step->script, NULL);
  if (step->arguments != NULL)
    g_strv_builder_addv (arguments, (const char **) step->arguments);
  argv = g_strv_builder_end (arguments);
  program.arguments = (const char *const *) argv;
  program.name = step->script;
  program.folder = step->folder;
  program.environment = environment;
  program.input = step->input;
  program.lock = np_run_get_lock (run);
  program.timeout_ms = step->timeout * 1000;
  program.alone = TRUE;
  program.held = np_script_folder_get_fd (np_run_get_script_folder (run));
  script->started = TRUE;
  script->logs = np_script_logs_new (step->folder);
  np_run_log (run, "$ cd %s && bash %s", step->folder, step->script);
  np_run_call_script_async (run, program, (NpScriptMarks) { ERROR_MARK, find_closing_line (step->script) }, NULL, ended_cb, task);
}

static void
turn_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  NpRun *run = g_task_get_source_object (task);
  Script *script = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;

  script->has_turn = np_turn_take_finish (result, &error);
  np_board_set_state (np_run_get_board (run), NP_BOARD_STATE_BUSY, NULL, NULL);
  if (script->has_turn && !g_cancellable_set_error_if_cancelled (cancellable, &error) && script_is_there (script->step, &error))
    script_spawn (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
take_turn (GTask *task)
{
  NpRun *run = g_task_get_source_object (task);

  if (!np_turn_is_free ())
    {
      np_run_log (run, "Waiting for another board's script");
      np_board_set_state (np_run_get_board (run), NP_BOARD_STATE_BUSY, _("Waits for another board's script"), NULL);
    }
  np_turn_take_async (g_task_get_cancellable (task), turn_cb, task);
}

static void
entered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  NpScriptFolder *folder = np_script_folder_enter_finish (result, &error);

  if (folder == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  np_run_set_script_folder (NP_RUN (source), folder);
  take_turn (g_steal_pointer (&task));
}

static void
run_script_start (NpRun *run, const NpPlanStep *step, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (run, cancellable, callback, user_data);
  Script *script = g_new0 (Script, 1);

  g_task_set_check_cancellable (task, FALSE);
  script->step = step;
  g_task_set_task_data (task, script, (GDestroyNotify) script_free);
  if (np_run_get_script_folder (run) != NULL)
    take_turn (task);
  else
    np_script_folder_enter_async (run, step->folder, cancellable, entered_cb, task);
}

static gboolean
run_script_finish (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error)
{
  Script *script = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) failure = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &failure))
    return TRUE;
  if (script->started && !script->done && !g_error_matches (failure, NP_ERROR, NP_ERROR_TOOL_MISSING))
    np_run_set_change (run, np_plan_has_before (np_run_get_plan (run), step, NP_STEP_RUN_SCRIPT) ? NP_BOARD_CHANGE_FIRMWARE_PARTLY : NP_BOARD_CHANGE_ERASE_PARTLY);
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

const NpStepImplementation np_step_run_script = { run_script_start, run_script_finish, NULL };
