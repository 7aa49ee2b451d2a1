/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-plan-order.h"

static gboolean
has_between (const NpPlanStep *first, const NpPlanStep *end, NpStepKind kind)
{
  for (const NpPlanStep *step = first; step < end; step++)
    if (step->kind == kind)
      return TRUE;
  return FALSE;
}

gboolean
np_plan_has_before (NpPlan *self, const NpPlanStep *step, NpStepKind kind)
{
  guint n_steps;

  return has_between (np_plan_get_steps (self, &n_steps), step, kind);
}

gboolean
np_plan_has_after (NpPlan *self, const NpPlanStep *step, NpStepKind kind)
{
  guint n_steps;
  const NpPlanStep *steps = np_plan_get_steps (self, &n_steps);

  return has_between (step + 1, steps + n_steps, kind);
}

static gboolean
stores_key (NpStepKind kind)
{
  return kind == NP_STEP_HANDSHAKE || kind == NP_STEP_HANDSHAKE_SCRIPT;
}

gboolean
np_plan_stores_key_from (NpPlan *self, const NpPlanStep *step)
{
  return stores_key (step->kind) || np_plan_has_after (self, step, NP_STEP_HANDSHAKE) || np_plan_has_after (self, step, NP_STEP_HANDSHAKE_SCRIPT);
}

gboolean
np_plan_stores_key_for_ever (NpPlan *self)
{
  guint n_steps;
  const NpPlanStep *steps = np_plan_get_steps (self, &n_steps);

  for (guint i = 0; i < n_steps; i++)
    if (steps[i].permanent && stores_key (steps[i].kind))
      return TRUE;
  return FALSE;
}
