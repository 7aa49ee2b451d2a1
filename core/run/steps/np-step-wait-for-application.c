/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-error.h"
#include "run/np-serial-talk.h"

/* Restart board and wait for its application: one line of what it sends matches the recipe's pattern. It may be the only line that it
 * sends, and before the programmer has ended. */

static const NpRecipe *
get_recipe (NpSerialTalk *talk)
{
  return np_plan_get_recipe (np_run_get_plan (np_serial_talk_get_run (talk)));
}

static void
wait_begin (NpSerialTalk *talk)
{
  np_serial_talk_set_timeout (talk, get_recipe (talk)->timeouts.application);
}

static void
wait_line (NpSerialTalk *talk, const char *line)
{
  if (g_regex_match_simple (get_recipe (talk)->application_pattern, line, 0, 0))
    np_serial_talk_return (talk, NULL);
}

static GError *
wait_timed_out (NpSerialTalk *talk)
{
  const NpRecipe *recipe = get_recipe (talk);
  const char *port = np_serial_talk_get_port_name (talk);

  if (np_handshake_reader_get_received (np_serial_talk_get_reader (talk)) == 0)
    return g_error_new (NP_ERROR, NP_ERROR_TIMED_OUT, _("The application sent nothing on %s within %u s."), port, recipe->timeouts.application);
  return g_error_new (NP_ERROR, NP_ERROR_TIMED_OUT, _("No line that the application sent on %s within %u s matches “%s”."), port,
                      recipe->timeouts.application, recipe->application_pattern);
}

static const NpSerialTalkRole role = { wait_begin, NULL, wait_line, wait_timed_out, TRUE };

static void
wait_start (NpRun *run, const NpPlanStep *step, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  np_serial_talk_async (run, step, &role, TRUE, cancellable, callback, user_data);
}

static gboolean
wait_finish (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error)
{
  return np_serial_talk_finish (run, result, error);
}

const NpStepImplementation np_step_wait_for_application = { wait_start, wait_finish, NULL };
