/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-plan.h"

G_BEGIN_DECLS

/* What a step means depends on those around it. */

gboolean np_plan_has_before (NpPlan *self, const NpPlanStep *step, NpStepKind kind);
gboolean np_plan_has_after (NpPlan *self, const NpPlanStep *step, NpStepKind kind);

/* Whether the board stores its key in this step or one behind it: what is done from here on goes into that. */
gboolean np_plan_stores_key_from (NpPlan *self, const NpPlanStep *step);
gboolean np_plan_stores_key_for_ever (NpPlan *self);

G_END_DECLS
