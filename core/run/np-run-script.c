/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "bench/np-line-splitter.h"
#include "bench/np-tool-line.h"
#include "np-error.h"
#include "np-run-script.h"

#define MAX_KEPT_LINES 200
#define MAX_QUOTED 160 /* characters of a line in an error message */

typedef struct
{
  NpRun *run;
  NpLineSplitter *output;
  NpLineSplitter *errors;
  GPtrArray *lines; /* (element-type utf8): the last */
} ScriptCall;

static void
line_cb (const char *bytes, gsize length, gpointer user_data)
{
  ScriptCall *call = user_data;
  int percent;
  g_autofree char *line = np_tool_line_clean ((const guint8 *) bytes, length, &percent);

  if (*line == '\0')
    return;
  np_run_log_line (call->run, NP_LOG_SOURCE_TOOL, line);
  if (call->lines->len == MAX_KEPT_LINES)
    g_ptr_array_remove_index (call->lines, 0);
  g_ptr_array_add (call->lines, g_steal_pointer (&line));
}

static ScriptCall *
script_call_new (NpRun *run)
{
  ScriptCall *call = g_new0 (ScriptCall, 1);

  call->run = run;
  call->output = np_line_splitter_new (line_cb, call);
  call->errors = np_line_splitter_new (line_cb, call);
  call->lines = g_ptr_array_new_with_free_func (g_free);
  return call;
}

static void
script_call_free (ScriptCall *call)
{
  np_line_splitter_free (call->output);
  np_line_splitter_free (call->errors);
  g_ptr_array_unref (call->lines);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScriptCall, script_call_free)

static void
read_cb (const guint8 *data, gsize length, gboolean is_error_output, gpointer user_data)
{
  ScriptCall *call = user_data;

  np_line_splitter_feed (is_error_output ? call->errors : call->output, data, length);
}

/* A question that nobody answers is what it said last. */
static void
quote_last_line (GError *error, GPtrArray *lines)
{
  const char *last = lines->len > 0 ? lines->pdata[lines->len - 1] : NULL;
  g_autofree char *quoted = NULL;
  g_autofree char *message = error->message;

  if (last == NULL)
    {
      error->message = g_strdup_printf (_("%s It said nothing."), message);
      return;
    }
  quoted = g_utf8_strlen (last, -1) <= MAX_QUOTED ? g_strdup (last) : g_utf8_substring (last, 0, MAX_QUOTED);
  error->message = g_strdup_printf (_("%s The last that it said: “%s”."), message, quoted);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  ScriptCall *call = g_task_get_task_data (task);
  GError *error = NULL;
  int exit_status;
  gboolean ended = np_child_run_finish (result, &exit_status, &error);

  np_line_splitter_end (call->output);
  np_line_splitter_end (call->errors);
  if (ended)
    {
      g_task_return_int (task, exit_status);
      return;
    }
  if (g_error_matches (error, NP_ERROR, NP_ERROR_TIMED_OUT))
    quote_last_line (error, call->lines);
  g_task_return_error (task, error);
}

void
np_run_call_script_async (NpRun *run, const NpChildProgram *program, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (run, NULL, callback, user_data);
  ScriptCall *call = script_call_new (run);

  g_task_set_task_data (task, call, (GDestroyNotify) script_call_free);
  np_child_run_async (program, read_cb, call, cancellable, ended_cb, g_steal_pointer (&task));
}

gboolean
np_run_call_script_finish (NpRun *run, GAsyncResult *result, int *exit_status, GPtrArray **lines, GError **error)
{
  ScriptCall *call = g_task_get_task_data (G_TASK (result));
  g_autoptr(GError) failure = NULL;
  gssize value = g_task_propagate_int (G_TASK (result), &failure);

  if (lines != NULL)
    *lines = g_ptr_array_ref (call->lines);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  *exit_status = (int) value;
  return TRUE;
}

void
np_run_log_text (NpRun *run, const char *text, gsize length)
{
  g_autoptr(ScriptCall) call = script_call_new (run);

  np_line_splitter_feed (call->output, (const guint8 *) text, length);
  np_line_splitter_end (call->output);
}
