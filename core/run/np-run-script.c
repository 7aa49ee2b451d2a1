/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "bench/np-line-splitter.h"
#include "bench/np-tool-line.h"
#include "np-error.h"
#include "np-run-script.h"

#define MAX_QUOTED 160 /* characters of a line in an error message */

typedef struct
{
  NpRun *run;
  NpLineSplitter *lines;
  NpScriptMarks marks;
  NpScriptReport report;
  char *last_in_time; /* when its time was up: what it and the shell say to their end is not what it waited for */
} ScriptCall;

static char *
quote (const char *line)
{
  return g_utf8_strlen (line, -1) <= MAX_QUOTED ? g_strdup (line) : g_utf8_substring (line, 0, MAX_QUOTED);
}

static gboolean
has_mark (const char *line, const char *mark)
{
  return mark != NULL && strstr (line, mark) != NULL;
}

/* Marks are noted as they come: a script that talks on and on is not kept. */
static void
line_cb (const char *bytes, gsize length, gpointer user_data)
{
  ScriptCall *call = user_data;
  NpScriptReport *report = &call->report;
  int percent;
  g_autofree char *line = np_tool_line_clean ((const guint8 *) bytes, length, &percent);

  if (*line == '\0')
    return;
  np_run_log_line (call->run, NP_LOG_SOURCE_TOOL, line);
  g_free (report->last);
  report->last = quote (line);
  if (report->failure == NULL && has_mark (line, call->marks.failure))
    report->failure = g_strdup (report->last);
  report->succeeded |= has_mark (line, call->marks.success);
}

static ScriptCall *
script_call_new (NpRun *run)
{
  ScriptCall *call = g_new0 (ScriptCall, 1);

  call->run = run;
  call->lines = np_line_splitter_new (line_cb, call);
  return call;
}

static void
script_call_free (ScriptCall *call)
{
  np_line_splitter_free (call->lines);
  g_free (call->report.last);
  g_free (call->report.failure);
  g_free (call->last_in_time);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScriptCall, script_call_free)

static void
read_cb (const guint8 *data, gsize length, gboolean is_error_output, gpointer user_data)
{
  ScriptCall *call = user_data;

  np_line_splitter_feed (call->lines, data, length);
}

/* A question has no line end: it is what was said last all the same. */
static void
ending_cb (gpointer user_data)
{
  ScriptCall *call = user_data;

  np_line_splitter_end (call->lines);
  call->last_in_time = g_strdup (call->report.last);
}

static void
quote_last_line (GError *error, const char *last)
{
  g_autofree char *message = error->message;

  error->code = NP_ERROR_SCRIPT_TIMED_OUT;
  error->message = last != NULL ? g_strdup_printf (_("%s The last that it said: “%s”."), message, last) : g_strdup_printf (_("%s It said nothing."), message);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  ScriptCall *call = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean ended = np_child_run_finish (result, &call->report.exit_status, &error);

  np_line_splitter_end (call->lines);
  if (ended)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (g_error_matches (error, NP_ERROR, NP_ERROR_TIMED_OUT))
    quote_last_line (error, call->last_in_time);
  else if (g_error_matches (error, NP_ERROR, NP_ERROR_TOOL_FAILED))
    error->code = NP_ERROR_SCRIPT_FAILED;
  g_task_return_error (task, error);
}

void
np_run_call_script_async (NpRun *run, NpChildProgram program, NpScriptMarks marks, GCancellable *cancellable, GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (run, NULL, callback, user_data);
  ScriptCall *call = script_call_new (run);

  call->marks = marks;
  program.ending = ending_cb;
  program.merged = TRUE; /* the last that it says may be why it fails */
  g_task_set_task_data (task, call, (GDestroyNotify) script_call_free);
  np_child_run_async (&program, read_cb, call, cancellable, ended_cb, g_steal_pointer (&task));
}

const NpScriptReport *
np_run_call_script_finish (NpRun *run, GAsyncResult *result, GError **error)
{
  ScriptCall *call = g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error) ? &call->report : NULL;
}

void
np_run_log_text (NpRun *run, const char *text, gsize length)
{
  g_autoptr(ScriptCall) call = script_call_new (run);

  np_line_splitter_feed (call->lines, (const guint8 *) text, length);
  np_line_splitter_end (call->lines);
}
