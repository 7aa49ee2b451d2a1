/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-session"

#include "config.h"

#include "np-project-plan.h"
#include "np-session.h"

/* What a session's boards would get, as its project stands. */

/* NULL when CubeProgrammer isn't there to be asked. */
static GPtrArray *
find_loaders (NpSession *self)
{
  NpProgrammer *programmer = np_bench_get_programmer (np_session_get_bench (self));

  return programmer != NULL ? np_programmer_find_loaders (programmer) : NULL;
}

NpPlan *
np_session_check (NpSession *self, GPtrArray *problems)
{
  g_autoptr(GPtrArray) loaders = NULL;

  g_return_val_if_fail (NP_IS_SESSION (self), NULL);

  loaders = find_loaders (self);
  return np_project_plan (np_session_get_project (self), loaders, problems);
}

NpPlan *
np_session_draft_plan (NpSession *self)
{
  g_autoptr(GPtrArray) loaders = NULL;

  g_return_val_if_fail (NP_IS_SESSION (self), NULL);

  loaders = find_loaders (self);
  return np_project_draft_plan (np_session_get_project (self), loaders);
}
