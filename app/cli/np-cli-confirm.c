/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "np-cli.h"

/* What can't be undone is done only when its project's name was typed. */

gboolean
np_cli_confirm (NpSession *session, NpPlan *plan, guint n_boards, const char *confirmation)
{
  const char *name = np_project_get_name (np_session_get_project (session));
  g_autofree char *quoted = np_programmer_argument_to_text (name);
  g_autofree char *permanent = np_plan_dup_permanent_text (plan);

  if (permanent == NULL || np_session_confirm (session, plan, confirmation))
    return TRUE;
  if (!np_session_needs_confirmation (session, plan))
    {
      g_printerr (_("On real boards this would need --confirm %s: it can't be undone.\n"), quoted);
      return TRUE;
    }
  g_printerr (ngettext ("This can't be undone on %u board:\n", "This can't be undone on %u boards:\n", n_boards), n_boards);
  g_printerr ("%s\n", permanent);
  if (confirmation != NULL)
    g_printerr (_("--confirm says “%s”, and the project's name is “%s”. Nothing was written.\n"), confirmation, name);
  else
    g_printerr (_("If that is what you want, add --confirm %s. Nothing was written.\n"), quoted);
  return FALSE;
}
