/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-edit-history.h"
#include "np-editor.h"
#include "np-judge.h"
#include "np-typed-texts.h"

G_BEGIN_DECLS

struct _NpEditor
{
  GObject parent_instance;

  NpProject *project;
  NpEditHistory *history;
  NpTypedTexts *typed;
  NpFactoryData *saved_data; /* as the project's file has them; what wasn't saved yet has none */
  NpRecipe *saved_recipe;
  char *saved_name;
  GPtrArray *quick_problems; /* as of the last edit */
  GPtrArray *problems;       /* those, and the last judgement's */
  NpImage *image;
  NpJudge *judge;
  NpJudgement *judgement;
  GPtrArray *follow_step; /* (nullable): the step that a verifier made from its passcode will be part of */
  gboolean verifier_kept; /* since the last judgement */
  gboolean keeping; /* the file isn't what was loaded or saved last */
  gboolean applying;
};

NpEdit *np_editor_begin_edit (NpEditor *self, NpTag tag);
void np_editor_end_edit (NpEditor *self, NpEdit *edit, gboolean typing);
void np_editor_remember_saved (NpEditor *self);

G_END_DECLS
