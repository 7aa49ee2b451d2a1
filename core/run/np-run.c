/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "np-error.h"
#include "np-paths.h"
#include "np-plan-order.h"
#include "np-run-log.h"
#include "np-run-private.h"
#include "np-script-folder.h"

/* A run goes through its plan's steps in order. Exactly two functions move it: run_advance () starts a step and step_ready_cb () ends
 * one. Steps never touch the index. */

struct _NpRun
{
  GObject parent_instance;

  NpPlan *plan;
  NpBoard *board;
  NpProgrammer *programmer;
  char *log_path;

  NpRunLog *log;
  gboolean started;
  NpProbeLock *lock;
  char *folder;
  int folder_lock;
  NpScriptFolder *script_folder; /* (nullable) */
  char *image_path;
  char *readback_path;

  NpBoardChange change;
  GPtrArray *records;
  GBytes *read_back;
  gboolean permanent;         /* something may have been done for ever, now or in an earlier run */
  gboolean resumes;           /* the key is stored for ever: what comes before is left out */
  gboolean again;             /* another key may be stored for ever */
  guint step_index;           /* of the step that is going on */
  guint32 begun;              /* kinds of steps that have begun, a bit each */
  NpProgrammerOutput *output; /* of the last call */
};

enum
{
  SIGNAL_STEP,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (NpRun, np_run, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

typedef struct
{
  guint index;
  GPtrArray *records;
  GError *error;       /* the first */
  guint failed_number; /* of the step that it is of; 0 for none */
} RunData;

static void
run_data_free (RunData *data)
{
  g_clear_pointer (&data->records, g_ptr_array_unref);
  g_clear_error (&data->error);
  g_free (data);
}

/* By NpStepKind. */
static const NpStepImplementation *const implementations[] = {
  [NP_STEP_CHECK_BOARD] = &np_step_check_board,
  [NP_STEP_WRITE_FACTORY_DATA] = &np_step_write_factory_data,
  [NP_STEP_COMPARE] = &np_step_compare,
  [NP_STEP_RESTART] = &np_step_restart,
  [NP_STEP_RUN_SCRIPT] = &np_step_run_script,
  [NP_STEP_START_WIRELESS_STACK] = &np_step_start_wireless_stack,
  [NP_STEP_UPGRADE_COPROCESSOR] = &np_step_upgrade_coprocessor,
  [NP_STEP_RESTORE_OPTION_BYTES] = &np_step_restore_option_bytes,
  [NP_STEP_WRITE_FILE] = &np_step_write_file,
  [NP_STEP_HANDSHAKE] = &np_step_handshake,
  [NP_STEP_HANDSHAKE_SCRIPT] = &np_step_handshake_script,
  [NP_STEP_COMPARE_AFTER_HANDSHAKE] = &np_step_compare_after_handshake,
  [NP_STEP_WAIT_FOR_APPLICATION] = &np_step_wait_for_application,
  [NP_STEP_LOCK_BOARD] = &np_step_lock_board,
};

/* --- The log ------------------------------------------------------------ */

void
np_run_log_line (NpRun *self, NpLogSource source, const char *text)
{
  if (self->log != NULL)
    np_run_log_add (self->log, source, text);
  else
    np_board_log_append (np_board_get_log (self->board), source, text, -1); /* a run that could not begin */
}

void
np_run_log (NpRun *self, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  np_run_log_line (self, NP_LOG_SOURCE_RUN, text);
}

/* --- What steps use ------------------------------------------------------- */

NpPlan *
np_run_get_plan (NpRun *self)
{
  return self->plan;
}

NpProgrammer *
np_run_get_programmer (NpRun *self)
{
  return self->programmer;
}

NpProbeLock *
np_run_get_lock (NpRun *self)
{
  return self->lock;
}

const char *
np_run_get_folder (NpRun *self)
{
  return self->folder;
}

gboolean
np_run_has_begun (NpRun *self, NpStepKind kind)
{
  return (self->begun & (1u << kind)) != 0;
}

gboolean
np_run_stores_anyway (NpRun *self)
{
  return self->resumes || self->again;
}

void
np_run_set_permanent (NpRun *self)
{
  self->permanent = TRUE;
}

/* Nothing written now doesn't undo what was written before. */
void
np_run_set_change (NpRun *self, NpBoardChange change)
{
  if (change != NP_BOARD_CHANGE_NONE)
    self->change = change;
}

NpScriptFolder *
np_run_get_script_folder (NpRun *self)
{
  return self->script_folder;
}

void
np_run_set_script_folder (NpRun *self, NpScriptFolder *folder)
{
  g_clear_pointer (&self->script_folder, np_script_folder_leave);
  self->script_folder = folder;
}

NpBoardChange
np_run_get_change (NpRun *self)
{
  return self->change;
}

const char *
np_run_get_readback_path (NpRun *self)
{
  return self->readback_path;
}

void
np_run_set_read_back (NpRun *self, GBytes *bytes)
{
  g_clear_pointer (&self->read_back, g_bytes_unref);
  self->read_back = g_bytes_ref (bytes);
}

NpProgrammerOutput *
np_run_get_output (NpRun *self)
{
  return self->output;
}

static void
output_line_cb (NpProgrammerOutput *output, const char *line, NpRun *self)
{
  if (*line != '\0')
    np_run_log_line (self, NP_LOG_SOURCE_TOOL, line);
}

static double
weight_before (NpPlan *plan, guint index, double fraction_of_it)
{
  guint n_steps;
  const NpPlanStep *steps = np_plan_get_steps (plan, &n_steps);
  double done = 0, total = 0;

  for (guint i = 0; i < n_steps; i++)
    {
      total += steps[i].weight;
      done += i < index ? steps[i].weight : i == index ? steps[i].weight * fraction_of_it : 0;
    }
  return done / total;
}

static void
output_progress_cb (NpProgrammerOutput *output, GParamSpec *pspec, GTask *task)
{
  NpRun *self = g_task_get_source_object (task);

  np_board_set_progress (self->board, weight_before (self->plan, self->step_index, np_programmer_output_get_progress (output)));
}

static void
programmer_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  NpRun *self = g_task_get_source_object (task);
  GError *error = NULL;

  g_signal_handlers_disconnect_by_data (self->output, task);
  g_signal_handlers_disconnect_by_data (self->output, self);
  if (np_programmer_run_finish (NP_PROGRAMMER (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
np_run_call_command_async (NpRun *self, const NpProgrammerCommand *template, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr(NpProgrammerCommand) command =
    np_programmer_command_resolve (template, np_board_get_probe_serial (self->board), self->image_path, self->readback_path);
  g_autofree char *text = np_programmer_command_to_text (command);
  g_autofree char *tool_log = g_build_filename (self->folder, "tool.log", NULL);

  np_run_log (self, "$ %s", text);
  g_set_object (&self->output, NULL);
  self->output = np_programmer_output_new ();
  g_signal_connect (self->output, "line", G_CALLBACK (output_line_cb), self);
  g_signal_connect (self->output, "notify::progress", G_CALLBACK (output_progress_cb), task);
  np_programmer_run_async (self->programmer, command, self->output, self->lock, tool_log, cancellable, programmer_ready_cb, g_steal_pointer (&task));
}

void
np_run_call_programmer_async (NpRun *self, const NpPlanStep *step, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  np_run_call_command_async (self, step->command, cancellable, callback, user_data);
}

/* Every call tells which target answered it: boards can be swapped between two calls. */
gboolean
np_run_target_is_right (NpRun *self, GError **error)
{
  const NpTargetInfo *target = np_programmer_output_get_target (self->output);
  const NpPlatform *platform = np_plan_get_recipe (self->plan)->platform;

  if (target->device_id == np_platform_get_device_id (platform))
    return TRUE;
  g_set_error (error, NP_ERROR, NP_ERROR_WRONG_BOARD, _("the recipe needs %s; this is %s (device id 0x%X)"), np_platform_get_name (platform),
               target->device_name != NULL ? target->device_name : _("an unknown device"), target->device_id);
  return FALSE;
}

gboolean
np_run_call_programmer_finish (NpRun *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error) && np_run_target_is_right (self, error);
}

/* --- Beginning and end ------------------------------------------------------ */

static gboolean
image_write (NpRun *self, GError **error)
{
  GBytes *image = np_image_get_bytes (np_plan_get_image (self->plan));

  return g_file_set_contents_full (self->image_path, g_bytes_get_data (image, NULL), (gssize) g_bytes_get_size (image),
                                   G_FILE_SET_CONTENTS_NONE, 0600, error);
}

static gboolean
run_open (NpRun *self, GError **error)
{
  self->lock = np_probe_lock_acquire (np_board_get_probe_serial (self->board), error);
  self->log = self->lock != NULL ? np_run_log_new (self->log_path, self->board, error) : NULL;
  if (self->log == NULL)
    return FALSE;
  self->folder = np_paths_make_private_folder (&self->folder_lock, error);
  if (self->folder == NULL)
    return FALSE;
  self->image_path = g_build_filename (self->folder, "factory-data.bin", NULL);
  self->readback_path = g_build_filename (self->folder, "read-back.bin", NULL);
  return image_write (self, error);
}

static void
run_close (NpRun *self)
{
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->script_folder, np_script_folder_leave);
  if (self->folder != NULL && !np_paths_remove_folder (self->folder, &error))
    {
      np_run_log (self, "The private folder %s could not be removed: %s", self->folder, error->message);
      g_warning ("%s could not be removed: %s", self->folder, error->message);
    }
  g_clear_pointer (&self->folder, g_free);
  if (self->folder_lock != -1)
    close (g_steal_fd (&self->folder_lock));
  g_clear_pointer (&self->lock, np_probe_lock_unref);
  g_clear_pointer (&self->log, np_run_log_free);
}

static void
board_show_outcome (NpBoard *board, const NpOutcome *outcome)
{
  switch (outcome->verdict)
    {
    case NP_VERDICT_PASS:
      np_board_set_progress (board, 1.0);
      np_board_set_state (board, NP_BOARD_STATE_PASS, outcome->title, outcome->advice);
      break;
    case NP_VERDICT_FAIL: np_board_set_state (board, NP_BOARD_STATE_FAIL, outcome->title, outcome->advice); break;
    case NP_VERDICT_UNSURE: np_board_set_state (board, NP_BOARD_STATE_UNSURE, outcome->title, outcome->advice); break;
    case NP_VERDICT_STOP: np_board_set_state (board, NP_BOARD_STATE_STOP, outcome->title, outcome->advice); break;
    }
}

static void
run_conclude (GTask *task)
{
  NpRun *self = g_task_get_source_object (task);
  RunData *data = g_task_get_task_data (task);
  const NpStepRecord *record = data->failed_number > 0 ? data->records->pdata[data->failed_number - 1] : NULL;
  NpOutcome *outcome = np_outcome_new (data->error, self->change, self->permanent, data->failed_number, record != NULL ? record->title : NULL,
                                       g_steal_pointer (&data->records));

  np_run_log (self, "%s. %s", np_verdict_to_string (outcome->verdict), outcome->why != NULL ? outcome->why : outcome->changed);
  run_close (self);
  board_show_outcome (self->board, outcome);
  g_task_return_pointer (task, outcome, (GDestroyNotify) np_outcome_unref);
  g_object_unref (task);
}

static void
step_begin (NpRun *self, RunData *data)
{
  guint n_steps;
  const NpPlanStep *step = np_plan_get_steps (self->plan, &n_steps) + data->index;

  self->step_index = data->index;
  self->begun |= 1u << step->kind;
  ((NpStepRecord *) data->records->pdata[data->index])->started_at = g_get_monotonic_time ();
  np_run_log_begin_step (self->log);
  np_run_log (self, "Step %u of %u: %s", data->index + 1, n_steps, step->title);
  np_board_set_step (self->board, step->title, data->index + 1, n_steps);
  np_board_set_progress (self->board, weight_before (self->plan, data->index, 0));
  g_signal_emit (self, signals[SIGNAL_STEP], 0, data->index + 1, step->title);
}

/* --- The two functions that move it ------------------------------------------ */

static void run_advance (GTask *task);

static void
step_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  NpRun *self = NP_RUN (source);
  RunData *data = g_task_get_task_data (task);
  guint n_steps;
  const NpPlanStep *step = np_plan_get_steps (self->plan, &n_steps) + data->index;
  NpStepRecord *record = data->records->pdata[data->index];

  record->duration_us = g_get_monotonic_time () - record->started_at;
  if (!implementations[step->kind]->finish (self, step, result, &record->error))
    {
      np_run_log (self, "Step %u failed: %s", data->index + 1, record->error->message);
      if (data->error == NULL)
        {
          data->error = g_error_copy (record->error);
          data->failed_number = data->index + 1;
        }
    }
  data->index++;
  run_advance (task);
}

/* After a failure only what mends its damage is done. A key that was stored for ever is not stored again, and what it was made from is
 * left alone. */
static gboolean
step_is_due (NpRun *self, const NpPlanStep *step, gboolean failed)
{
  const NpStepImplementation *implementation = implementations[step->kind];

  if (failed)
    return implementation->is_due_after_failure != NULL && implementation->is_due_after_failure (self);
  if (!self->resumes || step->kind == NP_STEP_CHECK_BOARD || !np_plan_stores_key_from (self->plan, step))
    return TRUE;
  np_run_log (self, "Left out, since the key is stored for ever already: %s", step->title);
  return FALSE;
}

static void
run_advance (GTask *task)
{
  NpRun *self = g_task_get_source_object (task);
  RunData *data = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  guint n_steps;
  const NpPlanStep *steps = np_plan_get_steps (self->plan, &n_steps);

  if (data->error == NULL && data->index < n_steps)
    g_cancellable_set_error_if_cancelled (cancellable, &data->error);
  while (data->index < n_steps && !step_is_due (self, &steps[data->index], data->error != NULL))
    data->index++;
  if (data->index == n_steps)
    {
      run_conclude (task);
      return;
    }
  step_begin (self, data);
  implementations[steps[data->index].kind]->start (self, &steps[data->index], data->error == NULL ? cancellable : NULL, step_ready_cb, task);
}

/* --- The class --------------------------------------------------------------- */

static void
np_run_finalize (GObject *object)
{
  NpRun *self = NP_RUN (object);

  run_close (self);
  g_clear_pointer (&self->plan, np_plan_unref);
  g_clear_object (&self->board);
  g_clear_object (&self->programmer);
  g_clear_object (&self->output);
  g_clear_pointer (&self->records, g_ptr_array_unref);
  g_clear_pointer (&self->read_back, g_bytes_unref);
  g_free (self->log_path);
  g_free (self->image_path);
  g_free (self->readback_path);
  G_OBJECT_CLASS (np_run_parent_class)->finalize (object);
}

static void
np_run_class_init (NpRunClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_run_finalize;

  signals[SIGNAL_STEP] =
    g_signal_new ("step", NP_TYPE_RUN, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}

static void
np_run_init (NpRun *self)
{
  self->folder_lock = -1;
}

NpRun *
np_run_new (NpPlan *plan, NpBoard *board, NpProgrammer *programmer, const char *log_path)
{
  NpRun *self;

  g_return_val_if_fail (plan != NULL && NP_IS_BOARD (board) && NP_IS_PROGRAMMER (programmer), NULL);

  self = g_object_new (NP_TYPE_RUN, NULL);
  self->plan = np_plan_ref (plan);
  self->board = g_object_ref (board);
  self->programmer = g_object_ref (programmer);
  self->log_path = g_strdup (log_path);
  return self;
}

NpBoard *
np_run_get_board (NpRun *self)
{
  g_return_val_if_fail (NP_IS_RUN (self), NULL);

  return self->board;
}

GPtrArray *
np_run_get_records (NpRun *self)
{
  g_return_val_if_fail (NP_IS_RUN (self), NULL);

  return self->records;
}

GBytes *
np_run_get_read_back (NpRun *self)
{
  g_return_val_if_fail (NP_IS_RUN (self), NULL);

  return self->read_back;
}

void
np_run_set_former_change (NpRun *self, NpBoardChange change, gboolean permanent)
{
  g_return_if_fail (NP_IS_RUN (self) && !self->started);

  self->change = change;
  self->permanent = permanent;
}

void
np_run_set_again (NpRun *self, gboolean again)
{
  g_return_if_fail (NP_IS_RUN (self) && !self->started);

  self->again = again;
}

/* A key that is stored for ever is not stored a second time, unless that is asked for. */
static gboolean
judge_former_run (NpRun *self, GError **error)
{
  if (!self->permanent || !np_plan_stores_key_for_ever (self->plan))
    return TRUE;
  self->resumes = self->change != NP_BOARD_CHANGE_KEY_UNKNOWN;
  if (np_run_stores_anyway (self))
    return TRUE;
  g_set_error_literal (error, NP_ERROR, NP_ERROR_PERMANENT,
                       _("This chip may hold a DAC key from an earlier run; another run could use up a second slot of its key store."));
  return FALSE;
}

static GPtrArray *
records_new (NpPlan *plan)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) np_step_record_free);
  guint n_steps;
  const NpPlanStep *steps = np_plan_get_steps (plan, &n_steps);

  for (guint i = 0; i < n_steps; i++)
    g_ptr_array_add (records, np_step_record_new (steps[i].title));
  return records;
}

void
np_run_start_async (NpRun *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  RunData *data;

  g_return_if_fail (NP_IS_RUN (self));
  g_return_if_fail (!self->started);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  data = g_new0 (RunData, 1);
  data->records = records_new (self->plan);
  self->records = g_ptr_array_ref (data->records);
  g_task_set_task_data (task, data, (GDestroyNotify) run_data_free);

  self->started = TRUE;
  np_board_set_state (self->board, NP_BOARD_STATE_BUSY, NULL, NULL);
  if (judge_former_run (self, &data->error))
    run_open (self, &data->error);
  run_advance (task);
}

NpOutcome *
np_run_start_finish (NpRun *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
