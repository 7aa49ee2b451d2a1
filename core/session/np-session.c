/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-session"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-problem.h"
#include "np-error.h"
#include "np-project-plan.h"
#include "np-session-tally.h"
#include "np-session.h"

#define DEFAULT_CONCURRENCY 16

struct _NpSession
{
  GObject parent_instance;

  NpProject *project;
  NpBench *bench;
  guint concurrency;

  GHashTable *outcomes;  /* NpBoard → NpOutcome */
  GHashTable *runs;      /* NpBoard → its latest NpRun */
  GHashTable *run_chips; /* NpBoard → unique id of the chip that this run was of, once it has ended */
  GHashTable *chips;     /* NpBoard → unique id of the chip that its outcome is about */
  GHashTable *by_chip;   /* unique id → its latest NpOutcome, on whichever port */
  GHashTable *again;     /* unique ids of chips that may be provisioned once more */
  NpSessionTally *tally;
  gint64 started_at;
  gint64 elapsed;

  /* The round that is going on */
  GTask *task;
  GCancellable *cancellable;
  GQueue waiting; /* of NpBoard */
  guint n_running;
  guint starting; /* the idle source that starts the next one */
  NpPlan *plan;
  char *log_folder;

  char *confirmed; /* what of plans can't be undone, and was confirmed */
};

enum
{
  PROP_0,
  PROP_RUNNING,
  PROP_PASSED,
  PROP_FAILED,
  PROP_STOPPED,
  PROP_TOTAL,
  PROP_FIRST_PASS_YIELD,
  PROP_ELAPSED,
  N_PROPS
};

enum
{
  SIGNAL_BOARD_WAITING,
  SIGNAL_BOARD_STARTED,
  SIGNAL_BOARD_FINISHED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (NpSession, np_session, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* --- Before a round: what can't be undone ------------------------------------ */

gboolean
np_session_confirm (NpSession *self, NpPlan *plan, const char *typed)
{
  g_return_val_if_fail (NP_IS_SESSION (self) && plan != NULL, FALSE);

  if (g_strcmp0 (typed, np_project_get_name (self->project)) != 0)
    return FALSE;
  g_free (self->confirmed);
  self->confirmed = np_plan_dup_permanent_text (plan);
  return TRUE;
}

gboolean
np_session_needs_confirmation (NpSession *self, NpPlan *plan)
{
  g_autofree char *permanent = np_plan_dup_permanent_text (plan);

  return permanent != NULL && !np_bench_is_simulated (self->bench) && g_strcmp0 (permanent, self->confirmed) != 0;
}

/* --- A round ------------------------------------------------------------------ */

static void start_waiting (NpSession *self);

static void
notify_counts (NpSession *self)
{
  for (guint i = PROP_PASSED; i <= PROP_FIRST_PASS_YIELD; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
}

/* A chip that has become silent is taken for the one that was there before. */
static void
count_outcome (NpSession *self, NpBoard *board, NpVerdict verdict)
{
  const char *id = np_board_get_unique_id (board);
  const char *chip = id != NULL ? id : g_hash_table_lookup (self->chips, board);
  g_autofree char *unnamed = g_strdup_printf ("%p", (void *) board);

  np_session_tally_add (self->tally, chip != NULL ? chip : unnamed, verdict);
}

static void
keep_outcome (NpSession *self, NpBoard *board, NpOutcome *outcome)
{
  count_outcome (self, board, outcome->verdict);
  g_hash_table_insert (self->outcomes, g_object_ref (board), np_outcome_ref (outcome));
  g_hash_table_insert (self->chips, g_object_ref (board), g_strdup (np_board_get_unique_id (board)));
  if (np_board_get_unique_id (board) != NULL)
    g_hash_table_insert (self->by_chip, g_strdup (np_board_get_unique_id (board)), np_outcome_ref (outcome));
  notify_counts (self);
  g_signal_emit (self, signals[SIGNAL_BOARD_FINISHED], 0, board, outcome);
}

static void
round_end (NpSession *self)
{
  g_autoptr(GTask) task = g_steal_pointer (&self->task);

  self->elapsed = g_get_monotonic_time () - self->started_at;
  g_clear_pointer (&self->plan, np_plan_unref);
  g_clear_pointer (&self->log_folder, g_free);
  g_clear_object (&self->cancellable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ELAPSED]);
  g_task_return_boolean (task, TRUE);
}

static void
run_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpSession) self = user_data;
  NpRun *run = NP_RUN (source);
  NpBoard *board = np_run_get_board (run);
  g_autoptr(NpOutcome) outcome = np_run_start_finish (run, result);

  self->n_running--;
  g_hash_table_insert (self->run_chips, g_object_ref (board), g_strdup (np_board_get_unique_id (board)));
  keep_outcome (self, board, outcome);
  start_waiting (self);
}

/* Of the board's chip, in an earlier round, whichever port it was on. A chip whose id isn't known may be the one that was there before. */
static const NpOutcome *
former_outcome (NpSession *self, NpBoard *board)
{
  const char *chip = g_hash_table_lookup (self->chips, board);
  const char *chip_now = np_board_get_unique_id (board);
  const NpOutcome *former = chip_now != NULL ? g_hash_table_lookup (self->by_chip, chip_now) : NULL;

  if (former == NULL && (chip == NULL || chip_now == NULL))
    former = g_hash_table_lookup (self->outcomes, board);
  return former;
}

/* A blocked board's own advice fits better than what the error alone suggests. */
static NpOutcome *
outcome_without_run (NpSession *self, NpBoard *board, const GError *error)
{
  g_autoptr(GPtrArray) no_steps = g_ptr_array_new_with_free_func ((GDestroyNotify) np_step_record_free);
  const NpOutcome *former = former_outcome (self, board);
  NpOutcome *outcome = np_outcome_new (error, former != NULL ? former->change : NP_BOARD_CHANGE_NONE, former != NULL && former->permanent, 0, NULL,
                                       g_steal_pointer (&no_steps));

  if (np_board_get_state (board) == NP_BOARD_STATE_BLOCK && np_board_get_advice (board) != NULL)
    {
      g_free (outcome->advice);
      outcome->advice = g_strdup (np_board_get_advice (board));
    }
  return outcome;
}

static char *
make_log_path (NpSession *self, NpBoard *board)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%d-%H%M%S-%f");
  g_autofree char *probe = g_strcanon (g_strdup (np_board_get_probe_serial (board)), G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS, '_');
  g_autofree char *name = g_strdup_printf ("%s-%s.log", time, probe);

  return g_build_filename (self->log_folder, name, NULL);
}

static void
start_run (NpSession *self, NpBoard *board)
{
  g_autofree char *log_path = make_log_path (self, board);
  g_autoptr(NpRun) run = np_run_new (self->plan, board, np_bench_get_programmer (self->bench), log_path);
  const NpOutcome *former = former_outcome (self, board);

  if (former != NULL)
    np_run_set_former_change (run, former->change, former->permanent);
  if (np_board_get_unique_id (board) != NULL)
    np_run_set_again (run, g_hash_table_remove (self->again, np_board_get_unique_id (board)));
  g_hash_table_insert (self->runs, g_object_ref (board), g_object_ref (run));
  self->n_running++;
  g_signal_emit (self, signals[SIGNAL_BOARD_STARTED], 0, board);
  np_run_start_async (run, self->cancellable, run_ready_cb, g_object_ref (self));
}

/* A board that isn't fit any more (or never was) gets its outcome without being touched; where nothing was tried, its own state says why
 * better than a failure would. */
static void
start_board (NpSession *self, NpBoard *board)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NpOutcome) outcome = NULL;

  if (!g_cancellable_set_error_if_cancelled (self->cancellable, &error) && np_session_judge_board (self, board, &error))
    start_run (self, board);
  else
    keep_outcome (self, board, outcome = outcome_without_run (self, board, error));
}

static gboolean
start_next_cb (gpointer user_data)
{
  NpSession *self = user_data;
  g_autoptr(NpBoard) board = g_queue_pop_head (&self->waiting);

  self->starting = 0;
  start_board (self, board);
  start_waiting (self);
  return G_SOURCE_REMOVE;
}

/* Starts as many boards as there is room for; ends the round when none is left. Each in a turn of the main loop of its own, after what is
 * to be drawn: making a run's folder and files takes milliseconds. */
static void
start_waiting (NpSession *self)
{
  if (self->starting != 0)
    return;
  if (self->n_running < self->concurrency && !g_queue_is_empty (&self->waiting))
    self->starting = g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, start_next_cb, g_object_ref (self), g_object_unref);
  else if (self->n_running == 0 && g_queue_is_empty (&self->waiting))
    round_end (self);
}

static void
queue_boards (NpSession *self, GPtrArray *boards)
{
  for (guint i = 0; i < boards->len; i++)
    g_queue_push_tail (&self->waiting, g_object_ref (boards->pdata[i]));
  for (guint i = 0; i < boards->len; i++)
    g_signal_emit (self, signals[SIGNAL_BOARD_WAITING], 0, boards->pdata[i]);
}

static gboolean
prepare_round (NpSession *self, GError **error)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  const GError *bench_problem = np_bench_get_problem (self->bench);

  if (bench_problem != NULL)
    {
      g_propagate_error (error, g_error_copy (bench_problem));
      return FALSE;
    }
  self->plan = np_session_check (self, problems);
  if (self->plan == NULL)
    {
      np_problem_list_to_error (problems, error);
      return FALSE;
    }
  if (np_session_needs_confirmation (self, self->plan))
    {
      g_autofree char *permanent = np_plan_dup_permanent_text (self->plan);

      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("This can't be undone, and wasn't confirmed; nothing was started:\n%s"), permanent);
      return FALSE;
    }
  self->log_folder = np_project_dup_log_folder (self->project);
  if (g_mkdir_with_parents (self->log_folder, 0700) == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The folder for logs, %s, can't be made: %s. Nothing was started."),
               self->log_folder, g_strerror (errno));
  return FALSE;
}

void
np_session_run_async (NpSession *self, GPtrArray *boards, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;

  g_return_if_fail (NP_IS_SESSION (self) && self->task == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE);
  if (!prepare_round (self, &error))
    {
      g_clear_pointer (&self->plan, np_plan_unref);
      g_clear_pointer (&self->log_folder, g_free);
      g_task_return_error (task, error);
      return;
    }
  self->task = g_steal_pointer (&task);
  self->cancellable = g_cancellable_new ();
  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel), self->cancellable, G_CONNECT_SWAPPED);
  if (g_cancellable_is_cancelled (cancellable))
    g_cancellable_cancel (self->cancellable);
  self->started_at = g_get_monotonic_time ();
  queue_boards (self, boards);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RUNNING]);
  start_waiting (self);
}

gboolean
np_session_add_boards (NpSession *self, GPtrArray *boards)
{
  g_return_val_if_fail (NP_IS_SESSION (self), FALSE);

  if (self->task == NULL || g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  queue_boards (self, boards);
  start_waiting (self);
  return TRUE;
}

void
np_session_allow_again (NpSession *self, NpBoard *board)
{
  g_return_if_fail (NP_IS_SESSION (self) && NP_IS_BOARD (board));

  if (np_board_get_unique_id (board) != NULL)
    g_hash_table_add (self->again, g_strdup (np_board_get_unique_id (board)));
}

const NpOutcome *
np_session_find_done (NpSession *self, NpBoard *board)
{
  const char *chip = np_board_get_unique_id (board);
  const NpOutcome *former = chip != NULL ? g_hash_table_lookup (self->by_chip, chip) : NULL;

  if (former == NULL || np_board_get_state (board) != NP_BOARD_STATE_READY || g_hash_table_contains (self->again, chip))
    return NULL;
  return former->verdict == NP_VERDICT_PASS || former->verdict == NP_VERDICT_UNSURE ? former : NULL;
}

gboolean
np_session_run_finish (NpSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
np_session_stop (NpSession *self)
{
  g_return_if_fail (NP_IS_SESSION (self));

  g_cancellable_cancel (self->cancellable);
}

/* --- The class ------------------------------------------------------------------ */

static void
np_session_dispose (GObject *object)
{
  NpSession *self = NP_SESSION (object);

  g_clear_pointer (&self->outcomes, g_hash_table_unref);
  g_clear_pointer (&self->tally, np_session_tally_free);
  g_clear_pointer (&self->runs, g_hash_table_unref);
  g_clear_pointer (&self->run_chips, g_hash_table_unref);
  g_clear_pointer (&self->chips, g_hash_table_unref);
  g_clear_pointer (&self->by_chip, g_hash_table_unref);
  g_clear_pointer (&self->again, g_hash_table_unref);
  g_clear_pointer (&self->confirmed, g_free);
  g_clear_object (&self->project);
  g_clear_object (&self->bench);
  G_OBJECT_CLASS (np_session_parent_class)->dispose (object);
}

static void
np_session_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  NpSession *self = NP_SESSION (object);

  switch (prop_id)
    {
    case PROP_RUNNING: g_value_set_boolean (value, np_session_is_running (self)); break;
    case PROP_PASSED: g_value_set_uint (value, np_session_get_passed (self)); break;
    case PROP_FAILED: g_value_set_uint (value, np_session_get_failed (self)); break;
    case PROP_STOPPED: g_value_set_uint (value, np_session_get_stopped (self)); break;
    case PROP_TOTAL: g_value_set_uint (value, np_session_get_total (self)); break;
    case PROP_FIRST_PASS_YIELD: g_value_set_double (value, np_session_get_first_pass_yield (self)); break;
    case PROP_ELAPSED: g_value_set_int64 (value, np_session_get_elapsed (self)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
np_session_class_init (NpSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = np_session_dispose;
  object_class->get_property = np_session_get_property;

  properties[PROP_RUNNING] = g_param_spec_boolean ("running", NULL, NULL, FALSE, flags);
  properties[PROP_PASSED] = g_param_spec_uint ("passed", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_FAILED] = g_param_spec_uint ("failed", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_STOPPED] = g_param_spec_uint ("stopped", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TOTAL] = g_param_spec_uint ("total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_FIRST_PASS_YIELD] = g_param_spec_double ("first-pass-yield", NULL, NULL, -1, 1, -1, flags);
  properties[PROP_ELAPSED] = g_param_spec_int64 ("elapsed", NULL, NULL, 0, G_MAXINT64, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_BOARD_WAITING] =
    g_signal_new ("board-waiting", NP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, NP_TYPE_BOARD);
  signals[SIGNAL_BOARD_STARTED] =
    g_signal_new ("board-started", NP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, NP_TYPE_BOARD);
  signals[SIGNAL_BOARD_FINISHED] = g_signal_new ("board-finished", NP_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                                 NP_TYPE_BOARD, NP_TYPE_OUTCOME);
}

static void
np_session_init (NpSession *self)
{
  self->concurrency = DEFAULT_CONCURRENCY;
  self->outcomes = g_hash_table_new_full (NULL, NULL, g_object_unref, (GDestroyNotify) np_outcome_unref);
  self->tally = np_session_tally_new ();
  self->runs = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
  self->run_chips = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->chips = g_hash_table_new_full (NULL, NULL, g_object_unref, g_free);
  self->by_chip = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) np_outcome_unref);
  self->again = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_queue_init (&self->waiting);
}

NpSession *
np_session_new (NpProject *project, NpBench *bench)
{
  NpSession *self;

  g_return_val_if_fail (NP_IS_PROJECT (project) && NP_IS_BENCH (bench), NULL);

  self = g_object_new (NP_TYPE_SESSION, NULL);
  self->project = g_object_ref (project);
  self->bench = g_object_ref (bench);
  return self;
}

NpProject *
np_session_get_project (NpSession *self)
{
  g_return_val_if_fail (NP_IS_SESSION (self), NULL);

  return self->project;
}

NpBench *
np_session_get_bench (NpSession *self)
{
  g_return_val_if_fail (NP_IS_SESSION (self), NULL);

  return self->bench;
}

void
np_session_set_concurrency (NpSession *self, guint n_boards)
{
  g_return_if_fail (NP_IS_SESSION (self) && n_boards > 0);

  self->concurrency = n_boards;
}

gboolean
np_session_is_running (NpSession *self)
{
  g_return_val_if_fail (NP_IS_SESSION (self), FALSE);

  return self->task != NULL;
}

NpOutcome *
np_session_get_outcome (NpSession *self, NpBoard *board)
{
  g_return_val_if_fail (NP_IS_SESSION (self), NULL);

  return g_hash_table_lookup (self->outcomes, board);
}

/* Between two chips, and while a run or its end is what the board tells of, it is the latest run's. */
static gboolean
is_of_another_chip (NpSession *self, NpBoard *board)
{
  NpBoardState state = np_board_get_state (board);
  const char *chip = g_hash_table_lookup (self->run_chips, board);
  const char *chip_now = np_board_get_unique_id (board);

  return (state == NP_BOARD_STATE_READY || state == NP_BOARD_STATE_BLOCK) && chip != NULL && chip_now != NULL && !g_str_equal (chip, chip_now);
}

NpRun *
np_session_get_run (NpSession *self, NpBoard *board)
{
  g_return_val_if_fail (NP_IS_SESSION (self), NULL);

  return is_of_another_chip (self, board) ? NULL : g_hash_table_lookup (self->runs, board);
}

guint
np_session_get_passed (NpSession *self)
{
  return self->tally->latest[NP_VERDICT_PASS];
}

/* UNSURE counts as failed: the board isn't usable. */
guint
np_session_get_failed (NpSession *self)
{
  return self->tally->latest[NP_VERDICT_FAIL] + self->tally->latest[NP_VERDICT_UNSURE];
}

guint
np_session_get_stopped (NpSession *self)
{
  return self->tally->latest[NP_VERDICT_STOP];
}

guint
np_session_get_total (NpSession *self)
{
  return np_session_tally_get_total (self->tally);
}

double
np_session_get_first_pass_yield (NpSession *self)
{
  return np_session_tally_get_first_pass_yield (self->tally);
}

guint
np_session_get_concurrency (NpSession *self)
{
  g_return_val_if_fail (NP_IS_SESSION (self), 0);

  return self->concurrency;
}

guint
np_session_get_n_waiting (NpSession *self)
{
  g_return_val_if_fail (NP_IS_SESSION (self), 0);

  return self->waiting.length;
}

gboolean
np_session_is_waiting (NpSession *self, NpBoard *board)
{
  g_return_val_if_fail (NP_IS_SESSION (self), FALSE);

  return g_queue_find (&self->waiting, board) != NULL;
}

gint64
np_session_get_elapsed (NpSession *self)
{
  return self->task != NULL ? g_get_monotonic_time () - self->started_at : self->elapsed;
}
