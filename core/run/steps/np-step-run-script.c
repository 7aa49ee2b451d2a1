/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "np-error.h"
#include "np-paths.h"
#include "run/np-plan-order.h"
#include "run/np-run-await.h"
#include "run/np-run-script.h"
#include "run/np-turn.h"

/* One of ST's secure scripts. It knows nothing of several boards: a shell function, which wins over everything in PATH, adds the probe's
 * serial number to each connect and runs our programmer by its absolute path (the scripts' env.sh puts ST's install folder first in
 * PATH, so a bare name could be another tool). It has to run in its own folder, one at a time, since it writes files there. */

#define FUNCTION_NAME "BASH_FUNC_STM32_Programmer_CLI%%"
#define FUNCTION \
  "() { local word words=(); " \
  "for word; do case $word in *[Ss][Nn]=*) ;; *) word=${word//[Pp][Oo][Rr][Tt]=[Ss][Ww][Dd]/port=SWD sn=$NP_PROBE} ;; esac; words+=(\"$word\"); done; " \
  "\"$NP_PROGRAMMER\" \"${words[@]}\"; }"
#define ERROR_MARK "===== Error while executing" /* provisioning.sh goes on to its end, and to status 0, after it */
#define MAX_LOG_FILE (256 * 1024)

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
  int folder_lock;
  gint64 started_at; /* seconds since 1970: log files that are newer are the script's */
} Script;

/* The folder first: whoever's turn it is then locks it at once. */
static void
script_leave (Script *script)
{
  if (script->folder_lock != -1)
    np_paths_release_lock (g_steal_fd (&script->folder_lock));
  if (script->has_turn)
    np_turn_end ();
  script->has_turn = FALSE;
}

static void
script_free (Script *script)
{
  script_leave (script);
  g_free (script);
}

/* --- Its end --------------------------------------------------------------- */

static gboolean
says (GPtrArray *lines, const char *text)
{
  for (guint i = 0; i < lines->len; i++)
    if (strstr (lines->pdata[i], text) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
script_has_worked (const char *name, int exit_status, GPtrArray *lines, GError **error)
{
  for (guint i = 0; i < lines->len; i++)
    if (strstr (lines->pdata[i], ERROR_MARK) != NULL)
      {
        g_set_error (error, NP_ERROR, NP_ERROR_SCRIPT_FAILED, _("%s says “%s”."), name, (const char *) lines->pdata[i]);
        return FALSE;
      }
  if (exit_status != 0 && lines->len == 0)
    g_set_error (error, NP_ERROR, NP_ERROR_SCRIPT_FAILED, _("%s failed with exit status %d and said nothing."), name, exit_status);
  else if (exit_status != 0)
    g_set_error (error, NP_ERROR, NP_ERROR_SCRIPT_FAILED, _("%s failed with exit status %d. The last that it said: “%s”."), name, exit_status,
                 (const char *) lines->pdata[lines->len - 1]);
  if (exit_status != 0)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (closing_lines); i++)
    if (strcmp (closing_lines[i].name, name) == 0 && !says (lines, closing_lines[i].line))
      {
        g_set_error (error, NP_ERROR, NP_ERROR_SCRIPT_FAILED, _("%s ended without saying “%s”, so it didn't do its job."), name,
                     closing_lines[i].line);
        return FALSE;
      }
  return TRUE;
}

/* The scripts write what the tools say into files beside themselves, over and over. */
static void
collect_log_files (NpRun *run, Script *script)
{
  g_autoptr(GDir) folder = g_dir_open (script->step->folder, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (script->step->folder, name, NULL);
      g_autofree char *contents = NULL;
      GStatBuf status;
      gsize length;

      if (!g_str_has_suffix (name, ".log") || g_stat (path, &status) != 0 || status.st_mtime < script->started_at)
        continue;
      if (!g_file_get_contents (path, &contents, &length, NULL) || length == 0)
        continue;
      np_run_log (run, "%s:", name);
      np_run_log_text (run, length > MAX_LOG_FILE ? contents + length - MAX_LOG_FILE : contents, MIN (length, MAX_LOG_FILE));
    }
}

static void
awaited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (np_run_await_board_finish (NP_RUN (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  NpRun *run = NP_RUN (source);
  Script *script = g_task_get_task_data (task);
  g_autoptr(GPtrArray) lines = NULL;
  GError *error = NULL;
  int exit_status;
  gboolean ended = np_run_call_script_finish (run, result, &exit_status, &lines, &error);

  collect_log_files (run, script);
  script_leave (script);
  if (!ended || !script_has_worked (script->step->script, exit_status, lines, &error))
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
lock_folder (Script *script, GError **error)
{
  const char *folder = script->step->folder;

  script->folder_lock = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (script->folder_lock == -1)
    g_set_error (error, NP_ERROR, NP_ERROR_TOOL_MISSING, _("The scripts' folder %s can't be opened: %s."), folder, g_strerror (errno));
  else if (flock (script->folder_lock, LOCK_EX | LOCK_NB) == -1)
    g_set_error (error, NP_ERROR, NP_ERROR_BUSY, _("Another program runs a script in %s."), folder);
  else
    return TRUE;
  return FALSE;
}

static gboolean
script_is_there (const NpPlanStep *step, GError **error)
{
  g_autofree char *path = g_build_filename (step->folder, step->script, NULL);

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  g_set_error (error, NP_ERROR, NP_ERROR_TOOL_MISSING, _("The script %s is not there."), path);
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
    FUNCTION_NAME, FUNCTION, libraries != NULL ? "LD_LIBRARY_PATH" : NULL, libraries, NULL,
  };
  g_autoptr(GStrvBuilder) arguments = g_strv_builder_new ();
  g_auto(GStrv) argv = NULL;
  NpChildProgram program = { 0 };

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
  script->started = TRUE;
  script->started_at = g_get_real_time () / G_USEC_PER_SEC;
  np_run_log (run, "$ cd %s && bash %s", step->folder, step->script);
  np_run_call_script_async (run, &program, NULL, ended_cb, task);
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
  if (script->has_turn && !g_cancellable_set_error_if_cancelled (cancellable, &error) && script_is_there (script->step, &error)
      && lock_folder (script, &error))
    script_spawn (g_steal_pointer (&task));
  else
    g_task_return_error (task, error);
}

static void
run_script_start (NpRun *run, const NpPlanStep *step, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (run, cancellable, callback, user_data);
  Script *script = g_new0 (Script, 1);

  g_task_set_check_cancellable (task, FALSE);
  script->step = step;
  script->folder_lock = -1;
  g_task_set_task_data (task, script, (GDestroyNotify) script_free);
  if (!np_turn_is_free ())
    {
      np_run_log (run, "Waiting for another board's script");
      np_board_set_state (np_run_get_board (run), NP_BOARD_STATE_BUSY, _("Waits for another board's script"), NULL);
    }
  np_turn_take_async (cancellable, turn_cb, task);
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
