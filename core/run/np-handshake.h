/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Results of a handshake. The first five come from the board ("finish:004"); the host's own two never do. */
typedef enum
{
  NP_HANDSHAKE_RESULT_DONE = 0,
  NP_HANDSHAKE_RESULT_NOT_FOUND = 1,
  NP_HANDSHAKE_RESULT_BUFFER_TOO_SMALL = 2,
  NP_HANDSHAKE_RESULT_PARAMETER = 3,
  NP_HANDSHAKE_RESULT_NOT_INITIALISED = 4,
  NP_HANDSHAKE_RESULT_UNKNOWN = 0xFFFE,
  NP_HANDSHAKE_RESULT_INTERRUPTED = 0xFFFF,
} NpHandshakeResult;

/**
 * np_handshake_describe:
 * @result: #NpHandshakeResult, or any other number that a board sent
 *
 * Returns: (transfer full): what it means, with the number (translated): "code 001: the firmware finds no factory data"
 */
char *np_handshake_describe (guint result);

/* What the provisioning firmware sends, understood. Both generations of ST's firmware: the newer answers "Start_provisioning" to "Init\n"
 * and ends with "finish:XYZ"; the older says nothing before its "finish:XYZ", which it repeats, padded with NUL, without a newline. So
 * "finish:" and three digits count wherever they stand. Fed with bytes in pieces of any size. */
typedef struct _NpHandshakeReader NpHandshakeReader;

/* @line: valid UTF-8, not empty; a repeated "finish:" isn't told again */
typedef void (*NpHandshakeLineFunc) (const char *line, gpointer user_data);

NpHandshakeReader *np_handshake_reader_new (NpHandshakeLineFunc line, gpointer user_data);
void np_handshake_reader_free (NpHandshakeReader *self);

void np_handshake_reader_feed (NpHandshakeReader *self, const guint8 *data, gsize length);
void np_handshake_reader_skip (NpHandshakeReader *self, gsize length); /* bytes that came and were thrown away */

/* Forgets what came, but not that it did: it was said before the board was reset, or just then. */
void np_handshake_reader_start_over (NpHandshakeReader *self);

/* The last line without an end is a line too. */
void np_handshake_reader_end (NpHandshakeReader *self);

gboolean np_handshake_reader_has_started (NpHandshakeReader *self);           /* Start_provisioning, or finish */
gboolean np_handshake_reader_get_result (NpHandshakeReader *self, guint *result); /* the first that came */
gsize np_handshake_reader_get_received (NpHandshakeReader *self);             /* how many bytes came in all */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpHandshakeReader, np_handshake_reader_free)

G_END_DECLS
