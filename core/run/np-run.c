/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "np-error.h"
#include "np-paths.h"
#include "np-run-private.h"

/* A run goes through its plan's steps in order. Exactly two functions move it: run_advance () starts a step and step_ready_cb () ends
 * one. Steps never touch the index. */

struct _NpRun
{
  GObject parent_instance;

  NpPlan *plan;
  NpBoard *board;
  NpProgrammer *programmer;
  char *log_path;

  FILE *log;
  gint64 started_at;
  NpProbeLock *lock;
  char *folder;
  int folder_lock;
  char *image_path;
  char *readback_path;

  NpBoardChange change;
  GPtrArray *records;
  GBytes *read_back;
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
  GError *error;
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
};

/* --- The log ------------------------------------------------------------ */

/* What a line begins with in the file, by NpLogSource. */
static const char *const log_marks[] = { "", "| ", "< " };

void
np_run_log_line (NpRun *self, NpLogSource source, const char *text)
{
  np_board_log_append (np_board_get_log (self->board), source, text, -1);
  if (self->log != NULL)
    fprintf (self->log, "%10.3f  %s%s\n", (double) (g_get_monotonic_time () - self->started_at) / G_USEC_PER_SEC, log_marks[source], text);
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

/* A run without its log would be a run that nobody can look into: no log, no run. */
static gboolean
log_open (NpRun *self, GError **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format_iso8601 (now);
  int fd;

  if (self->log_path == NULL)
    return TRUE;
  fd = g_open (self->log_path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd == -1 || (self->log = fdopen (fd, "w")) == NULL)
    {
      int saved_errno = errno;

      if (fd != -1)
        close (fd);
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), _("the log %s can't be made: %s"), self->log_path, g_strerror (saved_errno));
      return FALSE;
    }
  setvbuf (self->log, NULL, _IOLBF, 0); /* what was said up to a crash is what one wants to read after it */
  errno = 0;
  np_run_log (self, "Nameplate %s, %s, probe %s", NP_VERSION, date, np_board_get_probe_serial (self->board));
  if (!ferror (self->log))
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("the log %s can't be written: %s"), self->log_path, g_strerror (errno));
  g_clear_pointer (&self->log, fclose);
  g_unlink (self->log_path);
  return FALSE;
}

/* The disk may have become full since it was opened; a board is not failed for that. */
static void
log_close (NpRun *self)
{
  gboolean complete;

  if (self->log == NULL)
    return;
  complete = !ferror (self->log);
  if (fclose (g_steal_pointer (&self->log)) != 0 || !complete)
    g_warning ("The log %s is not complete: it could not be written.", self->log_path);
}

/* --- What steps use ------------------------------------------------------- */

NpPlan *
np_run_get_plan (NpRun *self)
{
  return self->plan;
}

/* Nothing written now doesn't undo what was written before. */
void
np_run_set_change (NpRun *self, NpBoardChange change)
{
  if (change != NP_BOARD_CHANGE_NONE)
    self->change = change;
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
  guint index = GPOINTER_TO_UINT (g_task_get_task_data (task));

  np_board_set_progress (self->board, weight_before (self->plan, index, np_programmer_output_get_progress (output)));
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
np_run_call_programmer_async (NpRun *self, const NpPlanStep *step, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr(NpProgrammerCommand) command =
    np_programmer_command_resolve (step->command, np_board_get_probe_serial (self->board), self->image_path, self->readback_path);
  g_autofree char *text = np_programmer_command_to_text (command);
  g_autofree char *tool_log = g_build_filename (self->folder, "tool.log", NULL);
  guint n_steps;

  g_task_set_task_data (task, GUINT_TO_POINTER (step - np_plan_get_steps (self->plan, &n_steps)), NULL);
  np_run_log (self, "$ %s", text);
  g_set_object (&self->output, NULL);
  self->output = np_programmer_output_new ();
  g_signal_connect (self->output, "line", G_CALLBACK (output_line_cb), self);
  g_signal_connect (self->output, "notify::progress", G_CALLBACK (output_progress_cb), task);
  np_programmer_run_async (self->programmer, command, self->output, self->lock, tool_log, cancellable, programmer_ready_cb, g_steal_pointer (&task));
}

/* Every call tells which target answered it: boards can be swapped between two calls. */
static gboolean
target_is_right (NpRun *self, GError **error)
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
  return g_task_propagate_boolean (G_TASK (result), error) && target_is_right (self, error);
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
  if (self->lock == NULL || !log_open (self, error))
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

  if (self->folder != NULL && !np_paths_remove_folder (self->folder, &error))
    {
      np_run_log (self, "The private folder %s could not be removed: %s", self->folder, error->message);
      g_warning ("%s could not be removed: %s", self->folder, error->message);
    }
  g_clear_pointer (&self->folder, g_free);
  if (self->folder_lock != -1)
    close (g_steal_fd (&self->folder_lock));
  g_clear_pointer (&self->lock, np_probe_lock_unref);
  log_close (self);
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
  const NpStepRecord *record = data->index < data->records->len ? data->records->pdata[data->index] : NULL;
  gboolean in_step = record != NULL && record->error != NULL;
  NpOutcome *outcome = np_outcome_new (data->error, self->change, in_step ? data->index + 1 : 0, in_step ? record->title : NULL,
                                       g_steal_pointer (&data->records));

  np_run_log (self, "%s. %s", np_verdict_to_string (outcome->verdict), outcome->why != NULL ? outcome->why : outcome->changed);
  run_close (self);
  board_show_outcome (self->board, outcome);
  g_task_return_pointer (task, outcome, (GDestroyNotify) np_outcome_unref);
  g_object_unref (task);
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
  if (implementations[step->kind]->finish (self, step, result, &data->error))
    data->index++;
  else
    record->error = g_error_copy (data->error);
  run_advance (task);
}

static void
run_advance (GTask *task)
{
  NpRun *self = g_task_get_source_object (task);
  RunData *data = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  guint n_steps;
  const NpPlanStep *steps = np_plan_get_steps (self->plan, &n_steps);
  const NpPlanStep *step = &steps[data->index];
  NpStepRecord *record;

  if (data->error != NULL || data->index == n_steps || g_cancellable_set_error_if_cancelled (cancellable, &data->error))
    {
      run_conclude (task);
      return;
    }
  record = data->records->pdata[data->index];
  np_run_log (self, "Step %u of %u: %s", data->index + 1, n_steps, step->title);
  np_board_set_step (self->board, step->title, data->index + 1, n_steps);
  np_board_set_progress (self->board, weight_before (self->plan, data->index, 0));
  g_signal_emit (self, signals[SIGNAL_STEP], 0, data->index + 1, step->title);
  record->started_at = g_get_monotonic_time ();
  implementations[step->kind]->start (self, step, cancellable, step_ready_cb, task);
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
np_run_set_former_change (NpRun *self, NpBoardChange change)
{
  g_return_if_fail (NP_IS_RUN (self) && self->started_at == 0);

  self->change = change;
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
  g_return_if_fail (self->started_at == 0);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  data = g_new0 (RunData, 1);
  data->records = records_new (self->plan);
  self->records = g_ptr_array_ref (data->records);
  g_task_set_task_data (task, data, (GDestroyNotify) run_data_free);

  self->started_at = g_get_monotonic_time ();
  np_board_set_state (self->board, NP_BOARD_STATE_BUSY, NULL, NULL);
  run_open (self, &data->error);
  run_advance (task);
}

NpOutcome *
np_run_start_finish (NpRun *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
