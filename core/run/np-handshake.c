/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-handshake.h"

#define START "Start_provisioning"
#define FINISH "finish:"
#define N_DIGITS 3
#define MAX_LINE 1024 /* a flood without a line's end must not fill the memory */

struct _NpHandshakeReader
{
  NpHandshakeLineFunc line;
  gpointer user_data;

  GString *pending; /* the line that hasn't ended */
  gsize start_matched;
  gsize finish_matched;
  guint number; /* the digits so far */
  gboolean started;
  gboolean finished;
  guint result;
  gboolean result_told; /* as a line */
  gsize received;
};

/* Facts: the codes of ST's firmware and of its script. */
static const struct
{
  guint result;
  const char *meaning;
} meanings[] = {
  { NP_HANDSHAKE_RESULT_DONE, N_("the firmware has stored key and certificates") },
  { NP_HANDSHAKE_RESULT_NOT_FOUND, N_("the firmware finds no factory data") },
  { NP_HANDSHAKE_RESULT_BUFFER_TOO_SMALL, N_("the factory data don't fit into the firmware's buffer") },
  { NP_HANDSHAKE_RESULT_PARAMETER, N_("the firmware reports a parameter error: factory data that it can't read, or certificates that are already there") },
  { NP_HANDSHAKE_RESULT_NOT_INITIALISED, N_("the firmware is not initialised or failed to synchronise (older firmware: the key can't be written)") },
  { NP_HANDSHAKE_RESULT_UNKNOWN, N_("unknown error") },
  { NP_HANDSHAKE_RESULT_INTERRUPTED, N_("interrupted") },
};

char *
np_handshake_describe (guint result)
{
  for (guint i = 0; i < G_N_ELEMENTS (meanings); i++)
    if (meanings[i].result == result)
      return g_strdup_printf (result > 999 ? _("code 0x%04X: %s") : _("code %03u: %s"), result, _(meanings[i].meaning));
  return g_strdup_printf (_("code %03u, which has no known meaning"), result);
}

NpHandshakeReader *
np_handshake_reader_new (NpHandshakeLineFunc line, gpointer user_data)
{
  NpHandshakeReader *self = g_new0 (NpHandshakeReader, 1);

  self->line = line;
  self->user_data = user_data;
  self->pending = g_string_new (NULL);
  return self;
}

void
np_handshake_reader_free (NpHandshakeReader *self)
{
  g_string_free (self->pending, TRUE);
  g_free (self);
}

/* --- Words --------------------------------------------------------------- */

/* Both words begin with a letter that they don't have again: a mismatch can only be the beginning of a new one. */
static gsize
match (const char *word, gsize matched, guint8 byte)
{
  if ((guint8) word[matched] == byte)
    return matched + 1;
  return (guint8) word[0] == byte ? 1 : 0;
}

static void
match_start (NpHandshakeReader *self, guint8 byte)
{
  self->start_matched = match (START, self->start_matched, byte);
  if (self->start_matched < strlen (START))
    return;
  self->started = TRUE;
  self->start_matched = 0;
}

static void
match_finish (NpHandshakeReader *self, guint8 byte)
{
  const gsize length = strlen (FINISH);

  if (self->finish_matched < length || !g_ascii_isdigit (byte))
    {
      self->finish_matched = match (FINISH, self->finish_matched < length ? self->finish_matched : 0, byte);
      self->number = 0;
      return;
    }
  self->finish_matched++;
  self->number = self->number * 10 + (guint) g_ascii_digit_value ((char) byte);
  if (self->finish_matched < length + N_DIGITS)
    return;
  self->finish_matched = 0;
  if (self->finished)
    return; /* repeats, and second thoughts, don't count */
  self->started = self->finished = TRUE;
  self->result = self->number;
}

/* --- Lines ----------------------------------------------------------------- */

static gboolean
is_repeated_result (NpHandshakeReader *self, const char *text)
{
  gboolean repeated;

  if (!self->finished || !g_str_has_prefix (text, FINISH) || strlen (text) != strlen (FINISH) + N_DIGITS)
    return FALSE;
  repeated = self->result_told;
  self->result_told = TRUE;
  return repeated;
}

static void
tell_line (NpHandshakeReader *self)
{
  g_autofree char *text = g_utf8_make_valid (self->pending->str, (gssize) self->pending->len);

  g_string_truncate (self->pending, 0);
  g_strchomp (text);
  if (*text != '\0' && !is_repeated_result (self, text))
    self->line (text, self->user_data);
}

void
np_handshake_reader_feed (NpHandshakeReader *self, const guint8 *data, gsize length)
{
  self->received += length;
  for (gsize i = 0; i < length; i++)
    {
      match_start (self, data[i]);
      match_finish (self, data[i]);
      if (data[i] == '\r' || data[i] == '\n' || data[i] == '\0')
        tell_line (self);
      else if (data[i] == '\t' || (data[i] >= ' ' && data[i] != 0x7F))
        g_string_append_c (self->pending, (char) data[i]);
      if (self->pending->len == MAX_LINE)
        tell_line (self);
    }
}

void
np_handshake_reader_end (NpHandshakeReader *self)
{
  tell_line (self);
}

void
np_handshake_reader_skip (NpHandshakeReader *self, gsize length)
{
  self->received += length;
}

void
np_handshake_reader_start_over (NpHandshakeReader *self)
{
  tell_line (self);
  self->start_matched = self->finish_matched = 0;
  self->started = self->finished = self->result_told = FALSE;
}

gboolean
np_handshake_reader_has_started (NpHandshakeReader *self)
{
  return self->started;
}

gboolean
np_handshake_reader_get_result (NpHandshakeReader *self, guint *result)
{
  if (self->finished)
    *result = self->result;
  return self->finished;
}

gsize
np_handshake_reader_get_received (NpHandshakeReader *self)
{
  return self->received;
}
