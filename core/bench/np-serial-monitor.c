/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-line-splitter.h"
#include "np-serial-monitor.h"

#define RETRY_SECONDS 1
#define REST_MS 300 /* after that long without its end, a line counts: older firmware never ends its lines */
#define MONITOR_KEY "nameplate-serial-monitor"

struct _NpSerialMonitor
{
  GObject parent_instance;

  NpBoard *board;
  NpSerialPort *port; /* NULL while it isn't open */
  NpLineSplitter *splitter;
  NpSerialStatus status;
  GError *problem;
  guint retry_source;
  guint rest_source;
  gboolean received; /* since rest_source was set */
};

enum
{
  PROP_STATUS = 1,
  PROP_PROBLEM,
  N_PROPERTIES
};

G_DEFINE_ENUM_TYPE (NpSerialStatus, np_serial_status,
                    G_DEFINE_ENUM_VALUE (NP_SERIAL_STATUS_NO_PORT, "no-port"),
                    G_DEFINE_ENUM_VALUE (NP_SERIAL_STATUS_LISTENING, "listening"),
                    G_DEFINE_ENUM_VALUE (NP_SERIAL_STATUS_CLAIMED, "claimed"),
                    G_DEFINE_ENUM_VALUE (NP_SERIAL_STATUS_PROBLEM, "problem"))
G_DEFINE_FINAL_TYPE (NpSerialMonitor, np_serial_monitor, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPERTIES];

static void update (NpSerialMonitor *self);

static void
set_status (NpSerialMonitor *self, NpSerialStatus status, GError *problem)
{
  g_object_freeze_notify (G_OBJECT (self));
  if (self->status != status)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
  if (g_strcmp0 (self->problem != NULL ? self->problem->message : NULL, problem != NULL ? problem->message : NULL) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  self->status = status;
  g_clear_error (&self->problem);
  self->problem = problem;
  g_object_thaw_notify (G_OBJECT (self));
}

/* --- What comes --- */

static void
line_cb (const char *bytes, gsize length, gpointer user_data)
{
  NpSerialMonitor *self = user_data;

  np_board_log_append (np_board_get_log (self->board), NP_LOG_SOURCE_SERIAL, bytes, (gssize) length);
}

static gboolean
rest_cb (gpointer user_data)
{
  NpSerialMonitor *self = user_data;

  if (self->received)
    {
      self->received = FALSE;
      return G_SOURCE_CONTINUE;
    }
  self->rest_source = 0;
  np_line_splitter_end (self->splitter);
  return G_SOURCE_REMOVE;
}

static void
received_cb (NpSerialMonitor *self, GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  np_line_splitter_feed (self->splitter, data, size);
  self->received = TRUE;
  if (self->rest_source == 0 && np_line_splitter_has_rest (self->splitter))
    self->rest_source = g_timeout_add (REST_MS, rest_cb, self);
}

/* --- The port --- */

static void
close_port (NpSerialMonitor *self)
{
  if (self->port == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->port, self);
  np_serial_port_close (self->port);
  g_clear_object (&self->port);
  g_clear_handle_id (&self->rest_source, g_source_remove);
  np_line_splitter_end (self->splitter);
}

static gboolean
retry_cb (gpointer user_data)
{
  NpSerialMonitor *self = user_data;

  self->retry_source = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

static void
fail (NpSerialMonitor *self, GError *problem)
{
  set_status (self, NP_SERIAL_STATUS_PROBLEM, problem);
  if (self->retry_source == 0)
    self->retry_source = g_timeout_add_seconds (RETRY_SECONDS, retry_cb, self);
}

static void
lost_cb (NpSerialMonitor *self, const GError *error)
{
  close_port (self);
  np_board_log_append (np_board_get_log (self->board), NP_LOG_SOURCE_RUN, error->message, -1);
  fail (self, g_error_copy (error));
}

static void
open_port (NpSerialMonitor *self, const NpSerialPortInfo *info)
{
  GError *error = NULL;
  g_autofree char *line = NULL;

  self->port = np_serial_port_open (info, &error);
  if (self->port == NULL)
    {
      fail (self, error);
      return;
    }
  g_signal_connect_swapped (self->port, "received", G_CALLBACK (received_cb), self);
  g_signal_connect_swapped (self->port, "lost", G_CALLBACK (lost_cb), self);
  line = g_strdup_printf ("Listening to %s", info->name);
  np_board_log_append (np_board_get_log (self->board), NP_LOG_SOURCE_RUN, line, -1);
  set_status (self, NP_SERIAL_STATUS_LISTENING, NULL);
}

/* The port that ought to be open isn't the one that is. */
static gboolean
is_other_port (NpSerialMonitor *self, const NpSerialPortInfo *info)
{
  return self->port != NULL && g_strcmp0 (np_serial_port_get_info (self->port)->path, info != NULL ? info->path : NULL) != 0;
}

/* Another program works with the board: it may want the port. */
static gboolean
is_held_elsewhere (NpBoard *board)
{
  return np_board_get_state (board) == NP_BOARD_STATE_BLOCK && np_board_get_block_code (board) == NP_ERROR_BUSY;
}

static void
update (NpSerialMonitor *self)
{
  const NpSerialPortInfo *info = np_board_get_port (self->board);
  gboolean claimed = np_board_is_port_claimed (self->board);
  gboolean held = is_held_elsewhere (self->board);

  if (claimed || held || is_other_port (self, info))
    close_port (self);
  if (claimed || held || info == NULL || self->port != NULL)
    g_clear_handle_id (&self->retry_source, g_source_remove);
  if (claimed)
    set_status (self, NP_SERIAL_STATUS_CLAIMED, NULL);
  else if (info == NULL)
    set_status (self, NP_SERIAL_STATUS_NO_PORT, NULL);
  else if (held)
    set_status (self, NP_SERIAL_STATUS_PROBLEM, g_error_new (NP_ERROR, NP_ERROR_BUSY, _("Another program works with the board.")));
  else if (self->port == NULL && self->retry_source == 0)
    open_port (self, info);
}

/* --- The class --- */

static void
np_serial_monitor_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  NpSerialMonitor *self = NP_SERIAL_MONITOR (object);

  switch (property_id)
    {
    case PROP_STATUS: g_value_set_enum (value, (int) self->status); break;
    case PROP_PROBLEM: g_value_set_boxed (value, self->problem); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
np_serial_monitor_dispose (GObject *object)
{
  NpSerialMonitor *self = NP_SERIAL_MONITOR (object);

  g_clear_handle_id (&self->retry_source, g_source_remove);
  close_port (self);
  if (self->board != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->board, self);
      g_object_set_data (G_OBJECT (self->board), MONITOR_KEY, NULL);
    }
  g_clear_object (&self->board);
  G_OBJECT_CLASS (np_serial_monitor_parent_class)->dispose (object);
}

static void
np_serial_monitor_finalize (GObject *object)
{
  NpSerialMonitor *self = NP_SERIAL_MONITOR (object);

  np_line_splitter_free (self->splitter);
  g_clear_error (&self->problem);
  G_OBJECT_CLASS (np_serial_monitor_parent_class)->finalize (object);
}

static void
np_serial_monitor_class_init (NpSerialMonitorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = np_serial_monitor_get_property;
  object_class->dispose = np_serial_monitor_dispose;
  object_class->finalize = np_serial_monitor_finalize;

  properties[PROP_STATUS] = g_param_spec_enum ("status", NULL, NULL, NP_TYPE_SERIAL_STATUS, NP_SERIAL_STATUS_NO_PORT, flags);
  properties[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
np_serial_monitor_init (NpSerialMonitor *self)
{
  self->splitter = np_line_splitter_new (line_cb, self);
}

NpSerialMonitor *
np_serial_monitor_listen (NpBoard *board)
{
  static const char *const causes[] = { "notify::state", "notify::port-name", "notify::port-claimed" };
  NpSerialMonitor *self;

  g_return_val_if_fail (NP_IS_BOARD (board), NULL);

  self = g_object_get_data (G_OBJECT (board), MONITOR_KEY);
  if (self != NULL)
    return g_object_ref (self);
  self = g_object_new (NP_TYPE_SERIAL_MONITOR, NULL);
  self->board = g_object_ref (board);
  g_object_set_data (G_OBJECT (board), MONITOR_KEY, self);
  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    g_signal_connect_swapped (board, causes[i], G_CALLBACK (update), self);
  update (self);
  return self;
}

NpSerialStatus
np_serial_monitor_get_status (NpSerialMonitor *self)
{
  g_return_val_if_fail (NP_IS_SERIAL_MONITOR (self), NP_SERIAL_STATUS_NO_PORT);
  return self->status;
}

const GError *
np_serial_monitor_get_problem (NpSerialMonitor *self)
{
  g_return_val_if_fail (NP_IS_SERIAL_MONITOR (self), NULL);
  return self->problem;
}
