/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-session"

#include "config.h"

#include "factory/np-problem.h"
#include "np-arming.h"

struct _NpArming
{
  NpSession *session; /* not owned: it lives with it */
  gboolean practising;
  NpPlan *asked; /* (nullable): what was shown when a confirmation was asked for */
  char *plan; /* (nullable): as text: what was confirmed */
  guint left; /* boards that it still holds for */
};

NpArming *
np_arming_new (NpSession *session)
{
  NpArming *self;

  g_return_val_if_fail (NP_IS_SESSION (session), NULL);

  self = g_new0 (NpArming, 1);
  self->session = session;
  return self;
}

void
np_arming_free (NpArming *self)
{
  g_clear_pointer (&self->asked, np_plan_unref);
  g_free (self->plan);
  g_free (self);
}

void
np_arming_set_practising (NpArming *self, gboolean practising)
{
  self->practising = practising;
}

static char *
dup_plan_text (NpArming *self, NpPlan **plan)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  *plan = np_session_check (self->session, problems);
  return *plan != NULL ? np_plan_to_text (*plan, NULL, NULL) : NULL;
}

NpConfirmation *
np_arming_ask (NpArming *self, GPtrArray *boards)
{
  g_autoptr(NpConfirmation) confirmation = NULL;
  g_autoptr(NpPlan) plan = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (boards != NULL, NULL);

  if (np_bench_is_simulated (np_session_get_bench (self->session)) && !self->practising)
    return NULL;
  text = dup_plan_text (self, &plan);
  if (plan == NULL)
    return NULL; /* starting it tells why it can't be */
  confirmation = np_confirmation_new (plan, boards);
  if (confirmation->gate == NP_CONFIRMATION_GATE_NONE)
    return NULL;
  if (!confirmation->each_time && boards->len > 0 && g_strcmp0 (text, self->plan) == 0 && boards->len <= self->left)
    return NULL;
  g_clear_pointer (&self->asked, np_plan_unref);
  self->asked = g_steal_pointer (&plan);
  return g_steal_pointer (&confirmation);
}

gboolean
np_arming_accept (NpArming *self, const NpConfirmation *confirmation, guint n_boards)
{
  guint planned = np_project_get_planned_units (np_session_get_project (self->session));
  guint passed = np_session_get_passed (self->session);
  g_autoptr(NpPlan) asked = g_steal_pointer (&self->asked);
  g_autoptr(NpPlan) plan = NULL;
  g_autofree char *text = dup_plan_text (self, &plan);
  g_autofree char *shown = asked != NULL ? np_plan_to_text (asked, NULL, NULL) : NULL;

  if (shown == NULL || g_strcmp0 (text, shown) != 0)
    return FALSE;
  np_session_confirm (self->session, asked, np_project_get_name (np_session_get_project (self->session)));
  g_clear_pointer (&self->plan, g_free);
  self->left = 0;
  if (confirmation->each_time)
    return TRUE;
  self->plan = g_steal_pointer (&text);
  self->left = MAX (n_boards, planned > passed ? planned - passed : 0);
  return TRUE;
}

guint
np_arming_get_left (NpArming *self)
{
  return self->left;
}

void
np_arming_use (NpArming *self, guint n_boards)
{
  self->left -= MIN (self->left, n_boards);
}
