/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-error.h"
#include "run/np-serial-talk.h"

/* Store DAC key (handshake): the provisioning firmware is told to begin, and tells how it ended. The newer generation waits for Init and
 * answers; the older begins when it boots, and only repeats its result. From the restart on a key may have been stored, whatever is
 * heard of it. */

#define INIT "Init\n"
#define INIT_INTERVAL_MS 500

static const NpRecipeTimeouts *
get_timeouts (NpSerialTalk *talk)
{
  return &np_plan_get_recipe (np_run_get_plan (np_serial_talk_get_run (talk)))->timeouts;
}

static void
handshake_begin (NpSerialTalk *talk)
{
  np_serial_talk_set_timeout (talk, get_timeouts (talk)->synchronisation);
  np_serial_talk_repeat (talk, INIT, INIT_INTERVAL_MS);
}

static GError *
make_result_error (guint result)
{
  g_autofree char *meaning = np_handshake_describe (result);

  if (result == NP_HANDSHAKE_RESULT_DONE)
    return NULL;
  return g_error_new (NP_ERROR, NP_ERROR_REFUSED, _("The provisioning firmware ended with %s."), meaning);
}

static void
handshake_received (NpSerialTalk *talk)
{
  NpHandshakeReader *reader = np_serial_talk_get_reader (talk);
  guint result;

  if (np_handshake_reader_get_result (reader, &result))
    np_serial_talk_return (talk, make_result_error (result));
  else if (np_handshake_reader_has_started (reader) && np_serial_talk_is_repeating (talk))
    {
      np_serial_talk_stop_repeating (talk);
      np_serial_talk_set_timeout (talk, get_timeouts (talk)->result);
    }
}

static GError *
handshake_timed_out (NpSerialTalk *talk)
{
  NpHandshakeReader *reader = np_serial_talk_get_reader (talk);
  const char *port = np_serial_talk_get_port_name (talk);
  const NpRecipeTimeouts *timeouts = get_timeouts (talk);

  if (np_handshake_reader_has_started (reader))
    return g_error_new (NP_ERROR, NP_ERROR_TIMED_OUT, _("The provisioning firmware began and didn't end within %u s."), timeouts->result);
  if (np_handshake_reader_get_received (reader) == 0)
    return g_error_new (NP_ERROR, NP_ERROR_NO_REPLY, _("Nothing arrived on %s for %u s after the restart."), port, timeouts->synchronisation);
  return g_error_new (NP_ERROR, NP_ERROR_PROTOCOL,
                      _("What arrived on %s within %u s after the restart is not an answer of provisioning firmware: neither “Start_provisioning” nor “finish:” is in it."),
                      port, timeouts->synchronisation);
}

static const NpSerialTalkRole role = { handshake_begin, handshake_received, NULL, handshake_timed_out, FALSE };

static void
handshake_start (NpRun *run, const NpPlanStep *step, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  np_serial_talk_async (run, step, &role, !step->permanent, cancellable, callback, user_data);
}

/* Codes 001 to 003 are told before anything is written; 004 of older firmware is a failed write into the key store. Silence from the
 * restart to the timeout is what a board without provisioning firmware does: enough to try again where trying costs nothing. */
static gboolean
may_have_stored (NpSerialTalk *talk, gboolean permanent, const GError *failure)
{
  guint result;

  if (!np_serial_talk_has_begun (talk))
    return FALSE;
  if (np_handshake_reader_get_result (np_serial_talk_get_reader (talk), &result))
    return result < NP_HANDSHAKE_RESULT_NOT_FOUND || result > NP_HANDSHAKE_RESULT_PARAMETER;
  return permanent || !g_error_matches (failure, NP_ERROR, NP_ERROR_NO_REPLY);
}

static gboolean
handshake_finish (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error)
{
  NpSerialTalk *talk = np_serial_talk_of (result);
  g_autoptr(GError) failure = NULL;
  gboolean done = np_serial_talk_finish (run, result, &failure);

  if (done || may_have_stored (talk, step->permanent, failure))
    {
      np_run_set_change (run, done ? NP_BOARD_CHANGE_KEY_STORED : NP_BOARD_CHANGE_KEY_UNKNOWN);
      if (step->permanent)
        np_run_set_permanent (run);
    }
  if (!done)
    g_propagate_error (error, g_steal_pointer (&failure));
  return done;
}

const NpStepImplementation np_step_handshake = { handshake_start, handshake_finish, NULL };
