/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-bench-tally.h"

enum
{
  PROP_LISTED = 1,
  PROP_CONNECTED,
  PROP_READY,
  PROP_STOPPED,
  PROP_RETRYABLE,
  PROP_RUNNING,
  PROP_SESSION,
  N_PROPERTIES
};

struct _NpBenchTally
{
  GObject parent_instance;

  NpSession *session;
  GPtrArray *boards; /* those that are listened to */
  guint idle;
  guint counts[N_PROPERTIES]; /* by property */
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (NpBenchTally, np_bench_tally, G_TYPE_OBJECT)

static void
set_count (NpBenchTally *self, guint property, guint count)
{
  if (self->counts[property] == count)
    return;
  self->counts[property] = count;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
count_now (NpBenchTally *self)
{
  guint listed = self->boards->len, connected = 0, running = 0;
  g_autoptr(GPtrArray) ready = NULL;
  g_autoptr(GPtrArray) stopped = NULL;
  g_autoptr(GPtrArray) failed = NULL;

  for (guint i = 0; i < listed; i++)
    {
      NpBoard *board = g_ptr_array_index (self->boards, i);

      connected += np_board_get_state (board) != NP_BOARD_STATE_EMPTY;
      running += np_board_is_running (board);
    }
  if (self->session != NULL)
    {
      ready = np_session_dup_ready_boards (self->session);
      stopped = np_session_dup_stopped_boards (self->session);
      failed = np_session_dup_failed_boards (self->session);
    }
  g_object_freeze_notify (G_OBJECT (self));
  set_count (self, PROP_LISTED, listed);
  set_count (self, PROP_CONNECTED, connected);
  set_count (self, PROP_READY, ready != NULL ? ready->len : 0);
  set_count (self, PROP_STOPPED, stopped != NULL ? stopped->len : 0);
  set_count (self, PROP_RETRYABLE, failed != NULL ? failed->len : 0);
  set_count (self, PROP_RUNNING, running);
  g_object_thaw_notify (G_OBJECT (self));
}

static gboolean
idle_cb (gpointer user_data)
{
  NpBenchTally *self = user_data;

  self->idle = 0;
  count_now (self);
  return G_SOURCE_REMOVE;
}

/* Before the next frame is drawn, so that figures and cards never disagree. */
static void
count_later (NpBenchTally *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_HIGH_IDLE, idle_cb, self, NULL);
}

static void
stop_listening (NpBenchTally *self)
{
  for (guint i = 0; i < self->boards->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->boards, i), self);
  g_ptr_array_set_size (self->boards, 0);
}

static void
listen_to_boards (NpBenchTally *self)
{
  static const char *const causes[] = { "notify::state", "notify::target-id", "notify::protection", "notify::reading" };
  GListModel *bench = G_LIST_MODEL (np_session_get_bench (self->session));

  stop_listening (self);
  for (guint i = 0; i < g_list_model_get_n_items (bench); i++)
    {
      NpBoard *board = g_list_model_get_item (bench, i);

      g_ptr_array_add (self->boards, board);
      for (guint j = 0; j < G_N_ELEMENTS (causes); j++)
        g_signal_connect_swapped (board, causes[j], G_CALLBACK (count_later), self);
    }
  count_later (self);
}

static void
np_bench_tally_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_SESSION: np_bench_tally_set_session (NP_BENCH_TALLY (object), g_value_get_object (value)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_bench_tally_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NpBenchTally *self = NP_BENCH_TALLY (object);

  switch (property)
    {
    case PROP_SESSION: g_value_set_object (value, self->session); break;
    case PROP_LISTED:
    case PROP_CONNECTED:
    case PROP_READY:
    case PROP_STOPPED:
    case PROP_RETRYABLE:
    case PROP_RUNNING: g_value_set_uint (value, self->counts[property]); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_bench_tally_dispose (GObject *object)
{
  NpBenchTally *self = NP_BENCH_TALLY (object);

  np_bench_tally_set_session (self, NULL);
  g_clear_handle_id (&self->idle, g_source_remove);
  G_OBJECT_CLASS (np_bench_tally_parent_class)->dispose (object);
}

static void
np_bench_tally_finalize (GObject *object)
{
  NpBenchTally *self = NP_BENCH_TALLY (object);

  g_ptr_array_unref (self->boards);
  G_OBJECT_CLASS (np_bench_tally_parent_class)->finalize (object);
}

static void
np_bench_tally_class_init (NpBenchTallyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = np_bench_tally_set_property;
  object_class->get_property = np_bench_tally_get_property;
  object_class->dispose = np_bench_tally_dispose;
  object_class->finalize = np_bench_tally_finalize;

  properties[PROP_LISTED] = g_param_spec_uint ("listed", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_CONNECTED] = g_param_spec_uint ("connected", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_READY] = g_param_spec_uint ("ready", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_STOPPED] = g_param_spec_uint ("stopped", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RETRYABLE] = g_param_spec_uint ("retryable", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_RUNNING] = g_param_spec_uint ("running", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_SESSION]
      = g_param_spec_object ("session", NULL, NULL, NP_TYPE_SESSION, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
np_bench_tally_init (NpBenchTally *self)
{
  self->boards = g_ptr_array_new_with_free_func (g_object_unref);
}

void
np_bench_tally_set_session (NpBenchTally *self, NpSession *session)
{
  g_return_if_fail (NP_IS_BENCH_TALLY (self));
  g_return_if_fail (session == NULL || NP_IS_SESSION (session));

  if (session == self->session)
    return;
  if (self->session != NULL)
    {
      stop_listening (self);
      g_signal_handlers_disconnect_by_data (np_session_get_bench (self->session), self);
      g_signal_handlers_disconnect_by_data (self->session, self);
    }
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_swapped (np_session_get_bench (session), "items-changed", G_CALLBACK (listen_to_boards), self);
      g_signal_connect_swapped (session, "board-finished", G_CALLBACK (count_later), self);
      listen_to_boards (self);
    }
  count_now (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

guint
np_bench_tally_get_pending (NpBenchTally *self)
{
  g_return_val_if_fail (NP_IS_BENCH_TALLY (self), 0);
  return self->counts[PROP_READY] + self->counts[PROP_STOPPED];
}

guint
np_bench_tally_get_retryable (NpBenchTally *self)
{
  g_return_val_if_fail (NP_IS_BENCH_TALLY (self), 0);
  return self->counts[PROP_RETRYABLE];
}
