/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-board.h"

#define MIN_NOTIFY_INTERVAL_US 100000 /* of the progress */

struct _NpBoard
{
  GObject parent_instance;

  guint number;
  char *name;
  char *socket;
  char *probe_serial;
  char *probe_firmware;
  char *board_name;
  char *target_name;
  guint32 target_id;
  char *unique_id;
  char *protection;
  NpSerialPortInfo *port;
  NpBoardState state;
  char *step;
  guint step_number;
  guint step_count;
  double progress;
  gint64 progress_notified;
  char *message;
  char *advice;
  NpError block_code;
  NpBoardLog *log;
  gboolean port_claimed;
  gboolean reading;
};

enum
{
  PROP_NUMBER = 1,
  PROP_NAME,
  PROP_SOCKET,
  PROP_PROBE_SERIAL,
  PROP_PROBE_FIRMWARE,
  PROP_BOARD_NAME,
  PROP_TARGET_NAME,
  PROP_TARGET_ID,
  PROP_UNIQUE_ID,
  PROP_PROTECTION,
  PROP_PORT_NAME,
  PROP_STATE,
  PROP_STEP,
  PROP_STEP_NUMBER,
  PROP_STEP_COUNT,
  PROP_PROGRESS,
  PROP_MESSAGE,
  PROP_ADVICE,
  PROP_PORT_CLAIMED,
  PROP_READING,
  N_PROPERTIES
};

G_DEFINE_ENUM_TYPE (NpBoardState, np_board_state,
                    G_DEFINE_ENUM_VALUE (NP_BOARD_STATE_EMPTY, "empty"),
                    G_DEFINE_ENUM_VALUE (NP_BOARD_STATE_CHECK, "check"),
                    G_DEFINE_ENUM_VALUE (NP_BOARD_STATE_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (NP_BOARD_STATE_BLOCK, "block"),
                    G_DEFINE_ENUM_VALUE (NP_BOARD_STATE_BUSY, "busy"),
                    G_DEFINE_ENUM_VALUE (NP_BOARD_STATE_ACTION, "action"),
                    G_DEFINE_ENUM_VALUE (NP_BOARD_STATE_PASS, "pass"),
                    G_DEFINE_ENUM_VALUE (NP_BOARD_STATE_FAIL, "fail"),
                    G_DEFINE_ENUM_VALUE (NP_BOARD_STATE_UNSURE, "unsure"),
                    G_DEFINE_ENUM_VALUE (NP_BOARD_STATE_STOP, "stop"))
G_DEFINE_FINAL_TYPE (NpBoard, np_board, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPERTIES];

static const char *
get_text (NpBoard *self, guint property_id)
{
  switch (property_id)
    {
    case PROP_NAME: return self->name;
    case PROP_SOCKET: return self->socket;
    case PROP_PROBE_SERIAL: return self->probe_serial;
    case PROP_PROBE_FIRMWARE: return self->probe_firmware;
    case PROP_BOARD_NAME: return self->board_name;
    case PROP_TARGET_NAME: return self->target_name;
    case PROP_UNIQUE_ID: return self->unique_id;
    case PROP_PROTECTION: return self->protection;
    case PROP_PORT_NAME: return self->port != NULL ? self->port->name : NULL;
    case PROP_STEP: return self->step;
    case PROP_MESSAGE: return self->message;
    case PROP_ADVICE: return self->advice;
    default: g_return_val_if_reached (NULL);
    }
}

static void
np_board_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  NpBoard *self = NP_BOARD (object);

  switch (property_id)
    {
    case PROP_NUMBER: g_value_set_uint (value, self->number); break;
    case PROP_TARGET_ID: g_value_set_uint (value, self->target_id); break;
    case PROP_STATE: g_value_set_enum (value, (int) self->state); break;
    case PROP_STEP_NUMBER: g_value_set_uint (value, self->step_number); break;
    case PROP_STEP_COUNT: g_value_set_uint (value, self->step_count); break;
    case PROP_PROGRESS: g_value_set_double (value, self->progress); break;
    case PROP_PORT_CLAIMED: g_value_set_boolean (value, self->port_claimed); break;
    case PROP_READING: g_value_set_boolean (value, self->reading); break;
    default: g_value_set_string (value, get_text (self, property_id));
    }
}

static void
np_board_finalize (GObject *object)
{
  NpBoard *self = NP_BOARD (object);

  g_free (self->name);
  g_free (self->socket);
  g_free (self->probe_serial);
  g_free (self->probe_firmware);
  g_free (self->board_name);
  g_free (self->target_name);
  g_free (self->unique_id);
  g_free (self->protection);
  g_clear_pointer (&self->port, np_serial_port_info_free);
  g_free (self->step);
  g_free (self->message);
  g_free (self->advice);
  g_object_unref (self->log);
  G_OBJECT_CLASS (np_board_parent_class)->finalize (object);
}

static void
np_board_class_init (NpBoardClass *klass)
{
  static const struct
  {
    guint id;
    const char *name;
  } texts[] = {
    { PROP_NAME, "name" },                 { PROP_SOCKET, "socket" },
    { PROP_PROBE_SERIAL, "probe-serial" }, { PROP_PROBE_FIRMWARE, "probe-firmware" },
    { PROP_BOARD_NAME, "board-name" },     { PROP_TARGET_NAME, "target-name" },
    { PROP_UNIQUE_ID, "unique-id" },       { PROP_PROTECTION, "protection" },
    { PROP_PORT_NAME, "port-name" },       { PROP_STEP, "step" },
    { PROP_MESSAGE, "message" },           { PROP_ADVICE, "advice" },
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = np_board_get_property;
  object_class->finalize = np_board_finalize;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    properties[texts[i].id] = g_param_spec_string (texts[i].name, NULL, NULL, NULL, flags);
  properties[PROP_NUMBER] = g_param_spec_uint ("number", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_TARGET_ID] = g_param_spec_uint ("target-id", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, NP_TYPE_BOARD_STATE, NP_BOARD_STATE_EMPTY, flags);
  properties[PROP_STEP_NUMBER] = g_param_spec_uint ("step-number", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_STEP_COUNT] = g_param_spec_uint ("step-count", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  properties[PROP_PORT_CLAIMED] = g_param_spec_boolean ("port-claimed", NULL, NULL, FALSE, flags);
  properties[PROP_READING] = g_param_spec_boolean ("reading", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
np_board_init (NpBoard *self)
{
}

/* --- setting, with a notification only of what changes --- */

static void
set_text (NpBoard *self, char **field, const char *value, guint property_id)
{
  char *old = *field;

  if (g_strcmp0 (old, value) == 0)
    return;
  *field = g_strdup (value);
  g_free (old);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property_id]);
}

static void
set_number (NpBoard *self, guint *field, guint value, guint property_id)
{
  if (*field == value)
    return;
  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property_id]);
}

static void
set_flag (NpBoard *self, gboolean *field, gboolean value, guint property_id)
{
  if (*field == value)
    return;
  *field = value;
  g_object_notify_by_pspec (G_OBJECT (self), properties[property_id]);
}

static void
set_port (NpBoard *self, const NpSerialPortInfo *port)
{
  g_autoptr(NpSerialPortInfo) old = g_steal_pointer (&self->port);

  self->port = port != NULL ? np_serial_port_info_copy (port) : NULL;
  if (g_strcmp0 (old != NULL ? old->name : NULL, port != NULL ? port->name : NULL) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PORT_NAME]);
}

/**
 * np_board_new:
 * @probe_serial: serial number of its probe
 * @number: from 1, as people count the places of a bench
 *
 * Returns: a board that is %NP_BOARD_STATE_EMPTY
 */
NpBoard *
np_board_new (const char *probe_serial, guint number)
{
  NpBoard *self = g_object_new (NP_TYPE_BOARD, NULL);

  self->probe_serial = g_strdup (probe_serial);
  self->number = number;
  self->log = np_board_log_new (probe_serial);
  return self;
}

void
np_board_set_number (NpBoard *self, guint number)
{
  g_return_if_fail (NP_IS_BOARD (self) && number > 0);
  set_number (self, &self->number, number, PROP_NUMBER);
}

void
np_board_set_name (NpBoard *self, const char *name)
{
  g_return_if_fail (NP_IS_BOARD (self));
  set_text (self, &self->name, name, PROP_NAME);
}

void
np_board_set_socket (NpBoard *self, const char *socket)
{
  g_return_if_fail (NP_IS_BOARD (self));
  set_text (self, &self->socket, socket, PROP_SOCKET);
}

/**
 * np_board_set_probe:
 * @probe: (nullable): the probe that is there, %NULL when it is gone; its serial number is then still known
 * @port: (nullable): its serial port
 */
void
np_board_set_probe (NpBoard *self, const NpProbeInfo *probe, const NpSerialPortInfo *port)
{
  g_return_if_fail (NP_IS_BOARD (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (probe != NULL)
    set_text (self, &self->probe_serial, probe->serial, PROP_PROBE_SERIAL);
  set_text (self, &self->probe_firmware, probe != NULL ? probe->firmware : NULL, PROP_PROBE_FIRMWARE);
  set_text (self, &self->board_name, probe != NULL ? probe->board_name : NULL, PROP_BOARD_NAME);
  set_port (self, port);
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * np_board_set_target:
 * @target: (nullable): what the probe is connected to
 * @unique_id: (nullable): the chip's, in hex
 * @protection: (nullable): see np_programmer_output_get_protection ()
 */
void
np_board_set_target (NpBoard *self, const NpTargetInfo *target, const char *unique_id, const char *protection)
{
  g_return_if_fail (NP_IS_BOARD (self));

  g_object_freeze_notify (G_OBJECT (self));
  set_text (self, &self->target_name, target != NULL ? target->device_name : NULL, PROP_TARGET_NAME);
  set_number (self, &self->target_id, target != NULL ? target->device_id : 0, PROP_TARGET_ID);
  set_text (self, &self->unique_id, unique_id, PROP_UNIQUE_ID);
  set_text (self, &self->protection, protection, PROP_PROTECTION);
  /* Older versions don't say the board's name in the list of probes. */
  if (self->board_name == NULL && target != NULL)
    set_text (self, &self->board_name, target->board_name, PROP_BOARD_NAME);
  g_object_thaw_notify (G_OBJECT (self));
}

void
np_board_set_state (NpBoard *self, NpBoardState state, const char *message, const char *advice)
{
  g_return_if_fail (NP_IS_BOARD (self));

  g_object_freeze_notify (G_OBJECT (self));
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
    }
  set_text (self, &self->message, message, PROP_MESSAGE);
  set_text (self, &self->advice, advice, PROP_ADVICE);
  /* What is left of a run says nothing about a board that waits for the next. */
  if (state == NP_BOARD_STATE_EMPTY || state == NP_BOARD_STATE_CHECK || state == NP_BOARD_STATE_READY)
    {
      np_board_set_step (self, NULL, 0, 0);
      np_board_set_progress (self, 0);
    }
  g_object_thaw_notify (G_OBJECT (self));
}

void
np_board_set_blocked (NpBoard *self, NpError code, const char *message, const char *advice)
{
  g_return_if_fail (NP_IS_BOARD (self));

  self->block_code = code;
  np_board_set_state (self, NP_BOARD_STATE_BLOCK, message, advice);
}

void
np_board_set_step (NpBoard *self, const char *title, guint number, guint count)
{
  g_return_if_fail (NP_IS_BOARD (self));

  g_object_freeze_notify (G_OBJECT (self));
  set_text (self, &self->step, title, PROP_STEP);
  set_number (self, &self->step_number, number, PROP_STEP_NUMBER);
  set_number (self, &self->step_count, count, PROP_STEP_COUNT);
  g_object_thaw_notify (G_OBJECT (self));
}

void
np_board_set_progress (NpBoard *self, double progress)
{
  gint64 now = g_get_monotonic_time ();

  g_return_if_fail (NP_IS_BOARD (self));
  g_return_if_fail (progress >= 0 && progress <= 1);

  if (self->progress == progress)
    return;
  self->progress = progress;
  if (progress > 0 && progress < 1 && now - self->progress_notified < MIN_NOTIFY_INTERVAL_US)
    return;
  self->progress_notified = now;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

void
np_board_set_port_claimed (NpBoard *self, gboolean claimed)
{
  g_return_if_fail (NP_IS_BOARD (self));

  set_flag (self, &self->port_claimed, claimed, PROP_PORT_CLAIMED);
}

void
np_board_set_reading (NpBoard *self, gboolean reading)
{
  g_return_if_fail (NP_IS_BOARD (self));

  set_flag (self, &self->reading, reading, PROP_READING);
}

/* --- getting --- */

guint
np_board_get_number (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), 0);
  return self->number;
}

const char *
np_board_get_name (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), NULL);
  return self->name;
}

const char *
np_board_get_socket (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), NULL);
  return self->socket;
}

const char *
np_board_get_probe_serial (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), NULL);
  return self->probe_serial;
}

const char *
np_board_get_probe_firmware (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), NULL);
  return self->probe_firmware;
}

const char *
np_board_get_board_name (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), NULL);
  return self->board_name;
}

const char *
np_board_get_target_name (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), NULL);
  return self->target_name;
}

guint32
np_board_get_target_id (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), 0);
  return self->target_id;
}

const NpPlatform *
np_board_get_platform (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), NULL);
  return self->target_id != 0 ? np_platform_find_for_device (self->target_id) : NULL;
}

const char *
np_board_get_unique_id (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), NULL);
  return self->unique_id;
}

const char *
np_board_get_protection (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), NULL);
  return self->protection;
}

const NpSerialPortInfo *
np_board_get_port (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), NULL);
  return self->port;
}

NpBoardState
np_board_get_state (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), NP_BOARD_STATE_EMPTY);
  return self->state;
}

NpError
np_board_get_block_code (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), NP_ERROR_BUSY);

  return self->block_code;
}

const char *
np_board_get_step (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), NULL);
  return self->step;
}

guint
np_board_get_step_number (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), 0);
  return self->step_number;
}

guint
np_board_get_step_count (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), 0);
  return self->step_count;
}

double
np_board_get_progress (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), 0);
  return self->progress;
}

const char *
np_board_get_message (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), NULL);
  return self->message;
}

const char *
np_board_get_advice (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), NULL);
  return self->advice;
}

gboolean
np_board_is_running (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), FALSE);
  return self->state == NP_BOARD_STATE_BUSY || self->state == NP_BOARD_STATE_ACTION;
}

NpBoardLog *
np_board_get_log (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), NULL);
  return self->log;
}

gboolean
np_board_is_port_claimed (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), FALSE);
  return self->port_claimed;
}

gboolean
np_board_is_reading (NpBoard *self)
{
  g_return_val_if_fail (NP_IS_BOARD (self), FALSE);
  return self->reading;
}
