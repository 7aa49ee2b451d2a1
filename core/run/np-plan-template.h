/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-plan.h"

G_BEGIN_DECLS

/* What steps are made from. Internal to the plan. */

/* When a template's step belongs to a plan. */
typedef enum
{
  NP_PLAN_PART_ALWAYS,
  NP_PLAN_PART_COPROCESSOR,
  NP_PLAN_PART_APPLICATION,
  NP_PLAN_PART_MAGIC_TRAILER,
  NP_PLAN_PART_HANDSHAKE,           /* built in */
  NP_PLAN_PART_HANDSHAKE_SCRIPT,
  NP_PLAN_PART_RESTART,             /* nobody waits for the application */
  NP_PLAN_PART_WAIT,
  NP_PLAN_PART_LOCK,
} NpPlanPart;

/* All that a template may look at. */
typedef struct
{
  const NpRecipe *recipe;
  const NpRecipeFacts *facts;
  gsize image_size;
} NpPlanInput;

/**
 * NpStepTemplate:
 * @name: what platform files call it; several templates may share a name: those that apply are used, in the table's order
 * @fill: (nullable): makes what only the recipe knows: command, file, script, timeout, …
 */
typedef struct
{
  const char *name;
  NpPlanPart part;
  NpStepKind kind;
  guint weight;
  const char *title;
  const char *lost;
  void (*fill) (const NpPlanInput *input, NpPlanStep *step);
} NpStepTemplate;

const NpStepTemplate *np_step_template_get_all (guint *n_templates);
gboolean np_plan_part_applies (NpPlanPart part, const NpRecipe *recipe);

G_END_DECLS
