/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-error.h"
#include "np-serial-talk.h"
#include "np-write-extent.h"

struct _NpSerialTalk
{
  GTask *task; /* whose data this is; borrowed */
  NpRun *run;
  const NpPlanStep *step;
  const NpSerialTalkRole *role;
  gboolean interruptible;
  NpSerialPort *port;
  NpHandshakeReader *reader;
  char *port_name;
  gboolean restarting; /* the programmer runs */
  gboolean begun;
  gboolean listening; /* what comes counts */
  gboolean returned;
  GError *outcome; /* what it returned with while restarting */
  GBytes *repeated;
  GSource *repeat;
  GSource *timeout;
  GSource *cancelled;
};

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
talk_free (NpSerialTalk *self)
{
  np_handshake_reader_free (self->reader);
  g_clear_error (&self->outcome);
  g_free (self->port_name);
  g_free (self);
}

/* The port is free again before anybody learns of the end. */
static void
talk_close (NpSerialTalk *self)
{
  clear_source (&self->repeat);
  clear_source (&self->timeout);
  clear_source (&self->cancelled);
  g_clear_pointer (&self->repeated, g_bytes_unref);
  if (self->port != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->port, self);
      np_serial_port_close (self->port);
      g_clear_object (&self->port);
    }
  np_board_set_port_claimed (np_run_get_board (self->run), FALSE);
  np_handshake_reader_end (self->reader);
}

static void
talk_end (NpSerialTalk *self, GError *error)
{
  g_autoptr(GTask) task = self->task;

  self->returned = TRUE;
  talk_close (self);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* As long as the programmer runs it has to be waited for. */
void
np_serial_talk_return (NpSerialTalk *self, GError *error)
{
  if (!self->restarting)
    {
      talk_end (self, error);
      return;
    }
  self->returned = TRUE;
  self->outcome = error;
}

/* --- What comes ------------------------------------------------------------ */

static void
line_cb (const char *line, gpointer user_data)
{
  NpSerialTalk *self = user_data;

  np_run_log_line (self->run, NP_LOG_SOURCE_SERIAL, line);
  if (self->listening && !self->returned && self->role->line != NULL)
    self->role->line (self, line);
}

static void
received_cb (NpSerialPort *port, GBytes *bytes, NpSerialTalk *self)
{
  g_autoptr(GTask) alive = g_object_ref (self->task);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  np_handshake_reader_feed (self->reader, data, length);
  if (self->listening && !self->returned && self->role->received != NULL)
    self->role->received (self);
}

static void
lost_cb (NpSerialPort *port, const GError *error, NpSerialTalk *self)
{
  if (!self->returned)
    np_serial_talk_return (self, g_error_copy (error));
}

/* --- What is sent ---------------------------------------------------------- */

/* Who can't be written to is lost, and lost_cb () tells it. */
static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  np_serial_port_write_finish (NP_SERIAL_PORT (source), result, NULL);
}

static gboolean
repeat_cb (gpointer user_data)
{
  NpSerialTalk *self = g_task_get_task_data (user_data);

  np_serial_port_write_async (self->port, self->repeated, NULL, sent_cb, NULL);
  return G_SOURCE_CONTINUE;
}

void
np_serial_talk_repeat (NpSerialTalk *self, const char *text, guint interval_ms)
{
  self->repeated = g_bytes_new (text, strlen (text));
  self->repeat = g_timeout_source_new (interval_ms);
  g_task_attach_source (self->task, self->repeat, repeat_cb);
  repeat_cb (self->task);
}

gboolean
np_serial_talk_is_repeating (NpSerialTalk *self)
{
  return self->repeat != NULL;
}

void
np_serial_talk_stop_repeating (NpSerialTalk *self)
{
  clear_source (&self->repeat);
}

/* --- Time ---------------------------------------------------------------------- */

static gboolean
timeout_cb (gpointer user_data)
{
  NpSerialTalk *self = g_task_get_task_data (user_data);

  np_serial_talk_return (self, self->role->timed_out (self));
  return G_SOURCE_REMOVE;
}

void
np_serial_talk_set_timeout (NpSerialTalk *self, guint seconds)
{
  clear_source (&self->timeout);
  self->timeout = g_timeout_source_new (seconds * 1000);
  g_task_attach_source (self->task, self->timeout, timeout_cb);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  GError *error = NULL;

  g_cancellable_set_error_if_cancelled (cancellable, &error);
  np_serial_talk_return (g_task_get_task_data (user_data), error);
  return G_SOURCE_REMOVE;
}

static void
watch_cancellable (NpSerialTalk *self)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  if (cancellable == NULL || !self->interruptible)
    return;
  self->cancelled = g_cancellable_source_new (cancellable);
  g_task_attach_source (self->task, self->cancelled, G_SOURCE_FUNC (cancelled_cb));
}

/* --- Its beginning ----------------------------------------------------------------- */

/* What the board said before its restart, even a moment before, is not the answer; that it said something counts. */
static void
listen_from_now (NpSerialTalk *self)
{
  np_handshake_reader_skip (self->reader, np_serial_port_discard_input (self->port));
  np_handshake_reader_start_over (self->reader);
  self->listening = TRUE;
}

static void
restarted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  NpSerialTalk *self = g_task_get_task_data (task);
  GError *error = NULL;
  gboolean worked = np_run_call_programmer_finish (self->run, result, &error);

  self->restarting = FALSE;
  self->begun = np_failure_may_have_restarted (np_run_get_output (self->run), error);
  if (!worked || self->returned)
    {
      talk_end (self, worked ? g_steal_pointer (&self->outcome) : error);
      return;
    }
  if (!self->listening)
    listen_from_now (self);
  watch_cancellable (self);
  self->role->begin (self);
  /* It may have been quicker than the programmer. */
  if (!self->returned && self->role->received != NULL)
    self->role->received (self);
}

static gboolean
talk_open (NpSerialTalk *self, GError **error)
{
  NpBoard *board = np_run_get_board (self->run);
  const NpSerialPortInfo *info = np_board_get_port (board);

  if (info == NULL)
    {
      g_set_error_literal (error, NP_ERROR, NP_ERROR_BOARD_GONE, _("The board has no serial port: none has its probe's serial number."));
      return FALSE;
    }
  self->port_name = g_strdup (info->name);
  np_board_set_port_claimed (board, TRUE);
  self->port = np_serial_port_open (info, error);
  if (self->port == NULL)
    return FALSE;
  np_serial_port_discard_input (self->port); /* of long ago */
  g_signal_connect (self->port, "received", G_CALLBACK (received_cb), self);
  g_signal_connect (self->port, "lost", G_CALLBACK (lost_cb), self);
  return TRUE;
}

void
np_serial_talk_async (NpRun *run, const NpPlanStep *step, const NpSerialTalkRole *role, gboolean interruptible, GCancellable *cancellable,
                      GAsyncReadyCallback callback, gpointer user_data)
{
  NpSerialTalk *self = g_new0 (NpSerialTalk, 1);
  GError *error = NULL;

  self->task = g_task_new (run, cancellable, callback, user_data);
  g_task_set_check_cancellable (self->task, FALSE);
  g_task_set_task_data (self->task, self, (GDestroyNotify) talk_free);
  self->run = run;
  self->step = step;
  self->role = role;
  self->interruptible = interruptible;
  self->listening = role->early;
  self->reader = np_handshake_reader_new (line_cb, self);
  if (!talk_open (self, &error))
    {
      talk_end (self, error);
      return;
    }
  self->restarting = TRUE;
  np_run_call_programmer_async (run, step, cancellable, restarted_cb, g_object_ref (self->task));
}

gboolean
np_serial_talk_finish (NpRun *run, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

NpSerialTalk *
np_serial_talk_of (GAsyncResult *result)
{
  return g_task_get_task_data (G_TASK (result));
}

NpRun *
np_serial_talk_get_run (NpSerialTalk *self)
{
  return self->run;
}

NpHandshakeReader *
np_serial_talk_get_reader (NpSerialTalk *self)
{
  return self->reader;
}

const char *
np_serial_talk_get_port_name (NpSerialTalk *self)
{
  return self->port_name;
}

gboolean
np_serial_talk_has_begun (NpSerialTalk *self)
{
  return self->begun;
}
