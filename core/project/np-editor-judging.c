/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-editor-private.h"

/* What is wrong, and what the judge is asked and has said */

/**
 * np_editor_get_problems:
 *
 * Returns: (transfer none) (element-type NpProblem): what np_check_fields () finds, entries that hold no value, and what wasn't
 *   understood when the project was loaded
 */
GPtrArray *
np_editor_get_problems (NpEditor *self)
{
  g_return_val_if_fail (NP_IS_EDITOR (self), NULL);

  return self->problems;
}

/**
 * np_editor_get_judgement:
 *
 * Returns: (transfer none) (nullable): the last judgement; that of the fields as they are now unless np_editor_is_judging ()
 */
NpJudgement *
np_editor_get_judgement (NpEditor *self)
{
  g_return_val_if_fail (NP_IS_EDITOR (self), NULL);

  return self->judgement;
}

gboolean
np_editor_is_judging (NpEditor *self)
{
  g_return_val_if_fail (NP_IS_EDITOR (self), FALSE);

  return np_judge_is_busy (self->judge);
}

/**
 * np_editor_judge_again:
 *
 * What is trusted has changed.
 */
void
np_editor_judge_again (NpEditor *self)
{
  g_return_if_fail (NP_IS_EDITOR (self));

  np_judge_ask (self->judge, np_project_get_factory_data (self->project), np_project_get_recipe (self->project));
}
