/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-bench-ports.h"
#include "np-bench-waits.h"
#include "np-bench.h"
#include "np-error.h"
#include "np-identify.h"
#include "np-port-watch.h"

/* A look goes: list the serial ports; where they have changed, ask CubeProgrammer for the probes; join both (sightings); bring the
 * boards up to date; identify those that are new. */

#define RETRY_LOOKS 5 /* what may pass by itself is looked at again after so many looks */
#define MAX_IDENTIFYING 4

struct _NpBench
{
  GObject parent_instance;

  NpBenchFolder *folder; /* NULL: hardware */
  char *programmer_folder;
  NpProgrammer *programmer;
  double timeout_factor;
  NpBenchPorts *ports;
  char *ports_file;
  NpPortWatch *watch;
  GCancellable *cancellable; /* NULL: stopped */
  guint n_looks;
  guint n_identifying;
  gboolean looked; /* at the serial ports */
  gboolean asking; /* CubeProgrammer */
  gboolean stale;  /* CubeProgrammer has to be asked */
  gboolean afresh; /* boards that wait are identified anew */
  gboolean settled;
  GError *problem;
  GPtrArray *waits; /* until it is settled */
};

enum
{
  PROP_SIMULATED = 1,
  PROP_SETTLED,
  PROP_PROBLEM,
  N_PROPERTIES
};

static void np_bench_list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NpBench, np_bench, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, np_bench_list_model_init))

static GParamSpec *properties[N_PROPERTIES];

static GType
np_bench_get_item_type (GListModel *model)
{
  return NP_TYPE_BOARD;
}

static guint
np_bench_get_n_items (GListModel *model)
{
  return NP_BENCH (model)->ports->slots->len;
}

static gpointer
np_bench_get_item (GListModel *model, guint position)
{
  NpBench *self = NP_BENCH (model);

  if (position >= self->ports->slots->len)
    return NULL;
  return g_object_ref (((NpBenchSlot *) g_ptr_array_index (self->ports->slots, position))->board);
}

static void
np_bench_list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = np_bench_get_item_type;
  interface->get_n_items = np_bench_get_n_items;
  interface->get_item = np_bench_get_item;
}

/* --- settled, problem --- */

static void
update_settled (NpBench *self)
{
  gboolean settled = self->cancellable != NULL && self->looked && !self->asking && !self->stale;

  /* With a problem nothing may be identified for long. */
  for (guint i = 0; i < self->ports->slots->len && settled && self->problem == NULL; i++)
    settled = np_board_get_state (((NpBenchSlot *) g_ptr_array_index (self->ports->slots, i))->board) != NP_BOARD_STATE_CHECK;
  if (self->settled != settled)
    {
      self->settled = settled;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SETTLED]);
    }
  if (settled)
    np_bench_waits_return (self->waits, self->problem);
}

static void
set_problem (NpBench *self, const GError *problem)
{
  if (g_strcmp0 (self->problem != NULL ? self->problem->message : NULL, problem != NULL ? problem->message : NULL) == 0)
    return;
  g_clear_error (&self->problem);
  self->problem = problem != NULL ? g_error_copy (problem) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* --- identifying --- */

/* A call of the programmer that is on its way. */
typedef struct
{
  NpBench *bench;
  NpBenchSlot *slot; /* (nullable) */
  NpProgrammerOutput *output;
  GCancellable *cancellable; /* of the bench when it began: it may have been stopped, and started again */
} Call;

static Call *
call_new (NpBench *bench, NpBenchSlot *slot, NpProgrammerOutput *output)
{
  Call *call = g_new0 (Call, 1);

  call->bench = g_object_ref (bench);
  call->slot = slot != NULL ? np_bench_slot_ref (slot) : NULL;
  call->output = output;
  call->cancellable = g_object_ref (bench->cancellable);
  return call;
}

static void
call_free (Call *call)
{
  g_clear_pointer (&call->slot, np_bench_slot_unref);
  g_object_unref (call->bench);
  g_clear_object (&call->output);
  g_object_unref (call->cancellable);
  g_free (call);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Call, call_free)

static void identify_next (NpBench *self);

static void
identified_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Call) call = user_data;
  NpBench *self = call->bench;
  NpBenchSlot *slot = call->slot;
  g_autoptr(NpProgrammerOutput) output = NULL;
  g_autoptr(GError) error = NULL;
  gboolean worked = np_identify_finish (NP_PROGRAMMER (source), result, &output, &error);

  slot->identifying = FALSE;
  self->n_identifying--;
  /* Meanwhile it may have been unplugged, and plugged in again. */
  if (g_cancellable_is_cancelled (call->cancellable))
    slot->check++;
  else if (np_board_get_state (slot->board) == NP_BOARD_STATE_CHECK && slot->check == slot->check_done)
    np_bench_slot_identified (slot, output, worked ? NULL : error);
  identify_next (self);
  update_settled (self);
}

static void
identify (NpBench *self, NpBenchSlot *slot)
{
  slot->check_done = slot->check;
  slot->identifying = TRUE;
  slot->used = TRUE;
  self->n_identifying++;
  np_identify_async (self->programmer, np_board_get_probe_serial (slot->board), np_board_get_board_name (slot->board),
                     self->cancellable, identified_cb, call_new (self, slot, NULL));
}

static void
identify_next (NpBench *self)
{
  if (self->cancellable == NULL || self->programmer == NULL)
    return;
  for (guint i = 0; i < self->ports->slots->len && self->n_identifying < MAX_IDENTIFYING; i++)
    {
      NpBenchSlot *slot = g_ptr_array_index (self->ports->slots, i);

      if (np_board_get_state (slot->board) == NP_BOARD_STATE_CHECK && !slot->identifying && slot->check != slot->check_done)
        identify (self, slot);
    }
}

/* --- bringing the boards up to date --- */

/* Places that are known from earlier show only when it is also known what is in them. */
static void
ensure_known_ports (NpBench *self)
{
  g_autofree char *file = g_steal_pointer (&self->ports_file);

  if (file != NULL)
    np_bench_ports_load (self->ports, file);
}

static void
update_boards (NpBench *self, GPtrArray *probes)
{
  g_autoptr(GPtrArray) hidden = g_ptr_array_new ();
  g_autoptr(GArray) sightings = NULL;
  gboolean afresh = self->afresh;

  self->afresh = FALSE;
  ensure_known_ports (self);
  for (guint i = 0; i < self->ports->slots->len; i++)
    if (np_bench_slot_may_hide (g_ptr_array_index (self->ports->slots, i)))
      g_ptr_array_add (hidden, (gpointer) np_board_get_probe_serial (((NpBenchSlot *) g_ptr_array_index (self->ports->slots, i))->board));
  sightings = np_bench_sightings_new (probes, np_port_watch_get_ports (self->watch), hidden);
  for (guint i = 0; i < self->ports->slots->len; i++)
    {
      NpBenchSlot *slot = g_ptr_array_index (self->ports->slots, i);

      if (np_bench_sightings_find (sightings, np_board_get_probe_serial (slot->board)) == NULL && !np_bench_slot_may_hide (slot))
        np_bench_slot_set_gone (slot);
      if (afresh && slot->away && np_bench_slot_is_free (slot))
        np_bench_slot_clear (slot);
    }
  /* First those that were here before, so that nothing new takes their places. */
  for (int known = TRUE; known >= FALSE; known--)
    for (guint i = 0; i < sightings->len; i++)
      {
        const NpBenchSighting *sighting = &g_array_index (sightings, NpBenchSighting, i);
        NpBenchSlot *slot = np_bench_ports_find (self->ports, sighting->serial);

        if ((slot != NULL) != known)
          continue;
        if (slot == NULL)
          slot = np_bench_ports_find_free (self->ports, sighting);
        if (slot == NULL)
          slot = np_bench_ports_add (self->ports, sighting->serial);
        if (sighting->port != NULL && !sighting->duplicate)
          np_bench_ports_take_socket (self->ports, slot, sighting->port->usb_place);
        self->stale |= np_bench_slot_see (slot, sighting, afresh);
      }
  np_bench_ports_save (self->ports);
  identify_next (self);
}

/* --- looking --- */

static gboolean
ensure_programmer (NpBench *self, GError **error)
{
  g_autofree char *path = NULL;

  if (self->programmer != NULL)
    return TRUE;
  if (self->folder != NULL)
    path = np_bench_folder_dup_programmer (self->folder);
  else
    path = np_programmer_locate (self->programmer_folder, error);
  if (path == NULL)
    return FALSE;
  self->programmer = np_programmer_new (path);
  np_programmer_set_timeout_factor (self->programmer, self->timeout_factor);
  return TRUE;
}

static void ask (NpBench *self);

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Call) call = user_data;
  NpBench *self = call->bench;
  g_autoptr(GError) error = NULL;
  gboolean worked = np_programmer_run_finish (NP_PROGRAMMER (source), result, &error);

  if (g_cancellable_is_cancelled (call->cancellable))
    return;
  self->asking = FALSE;
  set_problem (self, error);
  if (worked)
    update_boards (self, np_programmer_output_get_probes (call->output));
  /* One that isn't there any more is looked for again. */
  if (g_error_matches (error, NP_ERROR, NP_ERROR_TOOL_MISSING))
    g_clear_object (&self->programmer);
  ask (self);
  update_settled (self);
}

/* Asks for the probes, if they aren't known as they are now. */
static void
ask (NpBench *self)
{
  g_autoptr(NpProgrammerCommand) command = NULL;
  g_autoptr(GError) error = NULL;
  NpProgrammerOutput *output;

  if (!self->stale || self->asking)
    return;
  self->stale = FALSE;
  if (!ensure_programmer (self, &error))
    {
      set_problem (self, error);
      return;
    }
  self->asking = TRUE;
  for (guint i = 0; i < self->ports->slots->len; i++)
    np_bench_slot_ask (g_ptr_array_index (self->ports->slots, i));
  command = np_programmer_command_new_list ();
  output = np_programmer_output_new ();
  np_programmer_run_async (self->programmer, command, output, NULL, NULL, self->cancellable, answered_cb,
                           call_new (self, NULL, output));
}

static void
looked_cb (NpBench *self, gboolean changed)
{
  gboolean retry = self->n_looks++ % RETRY_LOOKS == RETRY_LOOKS - 1;

  self->looked = TRUE;
  self->stale |= changed || (retry && self->problem != NULL);
  for (guint i = 0; i < self->ports->slots->len; i++)
    self->stale |= np_bench_slot_look (g_ptr_array_index (self->ports->slots, i), retry);
  ask (self);
  identify_next (self);
  update_settled (self);
}

static void
np_bench_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  NpBench *self = NP_BENCH (object);

  switch (property_id)
    {
    case PROP_SIMULATED: g_value_set_boolean (value, self->folder != NULL); break;
    case PROP_SETTLED: g_value_set_boolean (value, self->settled); break;
    case PROP_PROBLEM: g_value_set_boxed (value, self->problem); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
np_bench_dispose (GObject *object)
{
  NpBench *self = NP_BENCH (object);

  np_bench_stop (self);
  g_clear_object (&self->watch);
  G_OBJECT_CLASS (np_bench_parent_class)->dispose (object);
}

static void
np_bench_finalize (GObject *object)
{
  NpBench *self = NP_BENCH (object);

  g_clear_object (&self->folder);
  g_clear_object (&self->programmer);
  g_free (self->programmer_folder);
  np_bench_ports_free (self->ports);
  g_free (self->ports_file);
  g_clear_error (&self->problem);
  g_ptr_array_unref (self->waits);
  G_OBJECT_CLASS (np_bench_parent_class)->finalize (object);
}

static void
np_bench_class_init (NpBenchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = np_bench_get_property;
  object_class->dispose = np_bench_dispose;
  object_class->finalize = np_bench_finalize;

  properties[PROP_SIMULATED] = g_param_spec_boolean ("simulated", NULL, NULL, FALSE, flags);
  properties[PROP_SETTLED] = g_param_spec_boolean ("settled", NULL, NULL, FALSE, flags);
  properties[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
np_bench_init (NpBench *self)
{
  self->ports = np_bench_ports_new (G_LIST_MODEL (self));
  self->waits = np_bench_waits_new ();
  self->timeout_factor = 1;
}

static NpBench *
bench_new (NpBenchFolder *folder)
{
  NpBench *self = g_object_new (NP_TYPE_BENCH, NULL);

  g_set_object (&self->folder, folder);
  self->watch = np_port_watch_new (folder);
  g_signal_connect_swapped (self->watch, "looked", G_CALLBACK (looked_cb), self);
  return self;
}

/**
 * np_bench_new_hardware:
 * @programmer_folder: (nullable): where STM32CubeProgrammer is; %NULL looks in the usual places
 */
NpBench *
np_bench_new_hardware (const char *programmer_folder)
{
  NpBench *self = bench_new (NULL);

  self->programmer_folder = g_strdup (programmer_folder);
  return self;
}

NpBench *
np_bench_new_simulated (NpBenchFolder *folder)
{
  g_return_val_if_fail (NP_IS_BENCH_FOLDER (folder), NULL);
  return bench_new (folder);
}

void
np_bench_set_ports_file (NpBench *self, const char *file)
{
  g_return_if_fail (NP_IS_BENCH (self) && self->cancellable == NULL);

  g_free (self->ports_file);
  self->ports_file = g_strdup (file);
}

NpBenchPorts *
np_bench_get_ports (NpBench *self)
{
  return self->ports;
}

void
np_bench_set_timeout_factor (NpBench *self, double factor)
{
  g_return_if_fail (NP_IS_BENCH (self) && factor > 0);

  self->timeout_factor = factor;
  if (self->programmer != NULL)
    np_programmer_set_timeout_factor (self->programmer, factor);
}

void
np_bench_start (NpBench *self)
{
  g_return_if_fail (NP_IS_BENCH (self));

  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  self->stale = TRUE;
  self->afresh = TRUE;
  np_port_watch_start (self->watch);
}

void
np_bench_stop (NpBench *self)
{
  g_autoptr(GError) stopped = NULL;

  g_return_if_fail (NP_IS_BENCH (self));

  if (self->cancellable == NULL)
    return;
  np_port_watch_stop (self->watch);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->asking = FALSE;
  update_settled (self);
  g_set_error_literal (&stopped, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Stopped"));
  np_bench_waits_return (self->waits, stopped);
}

void
np_bench_refresh (NpBench *self)
{
  g_return_if_fail (NP_IS_BENCH (self));

  if (self->cancellable == NULL)
    return;
  self->stale = TRUE;
  self->afresh = TRUE;
  np_port_watch_look (self->watch);
  update_settled (self);
}

gboolean
np_bench_is_simulated (NpBench *self)
{
  g_return_val_if_fail (NP_IS_BENCH (self), FALSE);
  return self->folder != NULL;
}

gboolean
np_bench_is_settled (NpBench *self)
{
  g_return_val_if_fail (NP_IS_BENCH (self), FALSE);
  return self->settled;
}

const GError *
np_bench_get_problem (NpBench *self)
{
  g_return_val_if_fail (NP_IS_BENCH (self), NULL);
  return self->problem;
}

NpProgrammer *
np_bench_get_programmer (NpBench *self)
{
  g_return_val_if_fail (NP_IS_BENCH (self), NULL);
  return self->programmer;
}

NpBenchFolder *
np_bench_get_folder (NpBench *self)
{
  g_return_val_if_fail (NP_IS_BENCH (self), NULL);
  return self->folder;
}

NpBoard *
np_bench_find_board (NpBench *self, const char *probe_serial)
{
  NpBenchSlot *slot;

  g_return_val_if_fail (NP_IS_BENCH (self), NULL);
  g_return_val_if_fail (probe_serial != NULL, NULL);

  slot = np_bench_ports_find (self->ports, probe_serial);
  return slot != NULL ? slot->board : NULL;
}

void
np_bench_settle_async (NpBench *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NP_IS_BENCH (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_bench_settle_async);
  np_bench_waits_add (self->waits, task);
  update_settled (self);
}

/**
 * np_bench_settle_finish:
 * @error: the bench's problem; %G_IO_ERROR_CANCELLED, also when the bench is stopped
 */
gboolean
np_bench_settle_finish (NpBench *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
