/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench/np-programmer-command.h"
#include "factory/np-image.h"
#include "recipe/np-recipe.h"

G_BEGIN_DECLS

typedef enum
{
  NP_STEP_CHECK_BOARD,
  NP_STEP_WRITE_FACTORY_DATA,
  NP_STEP_COMPARE,
  NP_STEP_RESTART,
} NpStepKind;

/**
 * NpPlanStep:
 * @kind: what carries it out
 * @title: what people read (translated)
 * @command: the command line
 * @weight: its share of the progress bar
 * @permanent: whether what it does can't be taken back
 */
typedef struct
{
  NpStepKind kind;
  char *title;
  NpProgrammerCommand *command;
  guint weight;
  gboolean permanent;
} NpPlanStep;

#define NP_TYPE_PLAN (np_plan_get_type ())
typedef struct _NpPlan NpPlan;
GType np_plan_get_type (void);

/**
 * np_plan_new:
 * @recipe: how the boards are provisioned
 * @image: the unit's image
 * @loader: (nullable): path of the external loader, where one is needed
 * @error: %NP_ERROR_INVALID_DATA when the recipe can't be carried out
 *
 * The recipe made concrete: a pure function, nothing is read or reserved.
 *
 * Returns: (transfer full): the steps, immutable
 */
NpPlan *np_plan_new (const NpRecipe *recipe, NpImage *image, const char *loader, GError **error);
NpPlan *np_plan_ref (NpPlan *self);
void np_plan_unref (NpPlan *self);

const NpPlanStep *np_plan_get_steps (NpPlan *self, guint *n_steps);
NpImage *np_plan_get_image (NpPlan *self);
const NpRecipe *np_plan_get_recipe (NpPlan *self);

/**
 * np_plan_to_text:
 * @probe: (nullable): a probe's serial number, for "{probe}"
 *
 * Returns: (transfer full): a line for each step's title and one for its command line
 */
char *np_plan_to_text (NpPlan *self, const char *probe);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpPlan, np_plan_unref)

G_END_DECLS
