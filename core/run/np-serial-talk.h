/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-handshake.h"
#include "np-run-private.h"

G_BEGIN_DECLS

/* A step's talk with the board over its serial port: the port is taken and opened, the board restarted with the step's command, and what
 * it says from then on is given to a role; all of it goes into the log. Whoever only listened to the port has let go of it. */
typedef struct _NpSerialTalk NpSerialTalk;

/**
 * NpSerialTalkRole:
 * @begin: the board has been restarted: sets the first timeout
 * @received: (nullable): something came
 * @line: (nullable): a line came
 * @timed_out: Returns: (transfer full): the error that the timeout is
 * @early: whether what comes while the programmer restarts the board counts already: it may be the only thing that the board says.
 *   Else everything up to the programmer's end is taken for said before the restart
 *
 * What a step does with its talk. Each may call np_serial_talk_return () at most once in all.
 */
typedef struct
{
  void (*begin) (NpSerialTalk *talk);
  void (*received) (NpSerialTalk *talk);
  void (*line) (NpSerialTalk *talk, const char *line);
  GError *(*timed_out) (NpSerialTalk *talk);
  gboolean early;
} NpSerialTalkRole;

/* @interruptible: whether @cancellable ends it; otherwise it goes on to its end */
void np_serial_talk_async (NpRun *run, const NpPlanStep *step, const NpSerialTalkRole *role, gboolean interruptible, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer user_data);
gboolean np_serial_talk_finish (NpRun *run, GAsyncResult *result, GError **error);
NpSerialTalk *np_serial_talk_of (GAsyncResult *result); /* (transfer none): as long as @result */

/* For roles. */
void np_serial_talk_set_timeout (NpSerialTalk *self, guint seconds);
void np_serial_talk_repeat (NpSerialTalk *self, const char *text, guint interval_ms); /* at once, and then again and again */
gboolean np_serial_talk_is_repeating (NpSerialTalk *self);
void np_serial_talk_stop_repeating (NpSerialTalk *self);
void np_serial_talk_return (NpSerialTalk *self, GError *error /* (transfer full) (nullable) */);

NpRun *np_serial_talk_get_run (NpSerialTalk *self);
NpHandshakeReader *np_serial_talk_get_reader (NpSerialTalk *self);
const char *np_serial_talk_get_port_name (NpSerialTalk *self);
gboolean np_serial_talk_has_begun (NpSerialTalk *self); /* whether the board has been restarted, or may have been */

G_END_DECLS
