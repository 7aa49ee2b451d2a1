/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "np-cli.h"

/* What can't be undone is done only when its project's name was typed. */

static void
print_permanent_steps (NpPlan *plan)
{
  guint n_steps;
  const NpPlanStep *steps = np_plan_get_steps (plan, &n_steps);

  for (guint i = 0; i < n_steps; i++)
    if (steps[i].permanent)
      g_printerr ("  %u. %s: %s\n", i + 1, steps[i].title, steps[i].lasting);
}

gboolean
np_cli_confirm (NpSession *session, NpPlan *plan, guint n_boards, const char *confirmation)
{
  const char *name = np_project_get_name (np_session_get_project (session));
  g_autofree char *quoted = np_programmer_argument_to_text (name);

  if (!np_plan_is_permanent (plan) || g_strcmp0 (confirmation, name) == 0)
    return TRUE;
  if (np_bench_is_simulated (np_session_get_bench (session)))
    {
      g_printerr (_("On real boards this would need --confirm %s: it can't be undone.\n"), quoted);
      return TRUE;
    }
  g_printerr (ngettext ("This can't be undone on %u board:\n", "This can't be undone on %u boards:\n", n_boards), n_boards);
  print_permanent_steps (plan);
  if (confirmation != NULL)
    g_printerr (_("--confirm says “%s”, and the project's name is “%s”. Nothing was written.\n"), confirmation, name);
  else
    g_printerr (_("If that is what you want, add --confirm %s. Nothing was written.\n"), quoted);
  return FALSE;
}
