/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "bench/np-tool-line.h"
#include "np-error.h"
#include "run/np-run-script.h"
#include "run/np-write-extent.h"

/* Store DAC key (own script): a Python module in ST's contract speaks with the board in the program's place. It runs in a python3 of its
 * own, with the port free for it; what it returns is told in a file. */

#define RUNNER "/io/github/nameplate/Nameplate/run/handshake-runner.py"

typedef struct
{
  const NpPlanStep *step;
  char *runner;
  char *result_file;
  char *python;
  gboolean begun; /* the board has been restarted, or may have been */
} Handshake;

static void
handshake_free (Handshake *handshake)
{
  g_free (handshake->runner);
  g_free (handshake->result_file);
  g_free (handshake->python);
  g_free (handshake);
}

static gboolean
refuse (GError **error, const char *text)
{
  int percent;
  g_autofree char *line = np_tool_line_clean ((const guint8 *) text, strlen (text), &percent);

  g_set_error (error, NP_ERROR, NP_ERROR_SCRIPT_FAILED, _("The script reports a failure: “%s”."), line);
  return FALSE;
}

/* It is the script's: anything may stand in it. */
static gboolean
read_result (NpRun *run, const char *path, GError **error)
{
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;
  JsonObject *object;
  const char *text;

  if (!json_parser_load_from_file (parser, path, NULL) || (root = json_parser_get_root (parser)) == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, NP_ERROR, NP_ERROR_SCRIPT_FAILED, _("The script ended without a result."));
      return FALSE;
    }
  object = json_node_get_object (root);
  text = json_object_get_string_member_with_default (object, "text", "");
  np_run_log_text (run, text, strlen (text));
  return json_object_get_boolean_member_with_default (object, "done", FALSE) || refuse (error, text);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  NpRun *run = NP_RUN (source);
  Handshake *handshake = g_task_get_task_data (task);
  const NpScriptReport *report;
  GError *error = NULL;

  np_board_set_port_claimed (np_run_get_board (run), FALSE);
  report = np_run_call_script_finish (run, result, &error);
  if (report == NULL)
    g_task_return_error (task, error);
  else if (report->exit_status != 0)
    g_task_return_new_error (task, NP_ERROR, NP_ERROR_SCRIPT_FAILED, _("The script failed with exit status %d. The last that it said: “%s”."),
                             report->exit_status, report->last != NULL ? report->last : "-");
  else if (!read_result (run, handshake->result_file, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
write_runner (const char *path, GError **error)
{
  g_autoptr(GBytes) runner = g_resources_lookup_data (RUNNER, 0, error);

  return runner != NULL && g_file_set_contents (path, g_bytes_get_data (runner, NULL), (gssize) g_bytes_get_size (runner), error);
}

static void
handshake_spawn (GTask *task, const NpSerialPortInfo *port)
{
  NpRun *run = g_task_get_source_object (task);
  Handshake *handshake = g_task_get_task_data (task);
  const NpPlanStep *step = handshake->step;
  const char *mode = np_plan_get_recipe (np_run_get_plan (run))->mode == NP_PROVISIONING_MODE_PRODUCTION ? "1" : "0";
  g_autofree char *header = g_strdup_printf ("[%s] ", port->name);
  const char *const arguments[] = { handshake->python, handshake->runner, step->script, mode, header, port->path, handshake->result_file, NULL };
  const char *const environment[] = { "LC_ALL", "C.UTF-8", "PYTHONUNBUFFERED", "1", "PYTHONDONTWRITEBYTECODE", "1", NULL };
  NpChildProgram program = { 0 };

  program.arguments = arguments;
  program.name = _("The handshake's script");
  program.folder = step->folder;
  program.environment = environment;
  program.lock = np_run_get_lock (run);
  program.timeout_ms = step->timeout * 1000;
  program.interruptible = !step->permanent;
  program.alone = TRUE;
  np_board_set_port_claimed (np_run_get_board (run), TRUE);
  np_run_log (run, "$ python3 %s: Provisioning (%s, “%s”, “%s”)", step->script, mode, header, port->path);
  np_run_call_script_async (run, program, (NpScriptMarks) { NULL, NULL }, step->permanent ? NULL : g_task_get_cancellable (task), ended_cb, task);
}

static const NpSerialPortInfo *
find_port (NpRun *run, GError **error)
{
  const NpSerialPortInfo *port = np_board_get_port (np_run_get_board (run));

  if (port == NULL)
    g_set_error_literal (error, NP_ERROR, NP_ERROR_BOARD_GONE, _("The board has no serial port: none has its probe's serial number."));
  return port;
}

/* Whatever is missing has to be missed before the board is restarted: its firmware may store a key at once. */
static gboolean
handshake_prepare (NpRun *run, Handshake *handshake, GError **error)
{
  handshake->python = g_find_program_in_path ("python3");
  if (handshake->python == NULL)
    g_set_error_literal (error, NP_ERROR, NP_ERROR_TOOL_MISSING, _("python3 is not installed; the handshake's script needs it."));
  else if (!g_file_test (handshake->step->script, G_FILE_TEST_IS_REGULAR))
    g_set_error (error, NP_ERROR, NP_ERROR_SCRIPT_MISSING, _("The script %s is not there."), handshake->step->script);
  else
    return find_port (run, error) != NULL && write_runner (handshake->runner, error);
  return FALSE;
}

static void
restarted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  NpRun *run = NP_RUN (source);
  Handshake *handshake = g_task_get_task_data (task);
  const NpSerialPortInfo *port = NULL;
  GError *error = NULL;

  if (np_run_call_programmer_finish (run, result, &error))
    port = find_port (run, &error);
  handshake->begun = port != NULL || np_failure_may_have_restarted (np_run_get_output (run), error);
  if (port != NULL)
    handshake_spawn (g_steal_pointer (&task), port);
  else
    g_task_return_error (task, error);
}

static void
handshake_script_start (NpRun *run, const NpPlanStep *step, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (run, cancellable, callback, user_data);
  Handshake *handshake = g_new0 (Handshake, 1);
  const char *folder = np_run_get_folder (run);
  GError *error = NULL;

  g_task_set_check_cancellable (task, FALSE);
  handshake->step = step;
  handshake->runner = g_build_filename (folder, "handshake-runner.py", NULL);
  handshake->result_file = g_build_filename (folder, "handshake-result.json", NULL);
  g_task_set_task_data (task, handshake, (GDestroyNotify) handshake_free);
  if (handshake_prepare (run, handshake, &error))
    {
      np_run_call_programmer_async (run, step, cancellable, restarted_cb, task);
      return;
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

/* From the restart on the board may have stored a key, whatever became of the script. */
static gboolean
handshake_script_finish (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error)
{
  Handshake *handshake = g_task_get_task_data (G_TASK (result));
  gboolean done = g_task_propagate_boolean (G_TASK (result), error);

  if (!done && !handshake->begun)
    return FALSE;
  np_run_set_change (run, done ? NP_BOARD_CHANGE_KEY_STORED : NP_BOARD_CHANGE_KEY_UNKNOWN);
  if (step->permanent)
    np_run_set_permanent (run);
  return done;
}

const NpStepImplementation np_step_handshake_script = { handshake_script_start, handshake_script_finish, NULL };
