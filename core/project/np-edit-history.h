/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-field.h"
#include "recipe/np-recipe.h"

G_BEGIN_DECLS

/**
 * NpEditState:
 * @value: (nullable): a field's value
 * @recipe: (nullable): the recipe, when the edit is one of it
 * @text: (nullable): what is typed, when that isn't just the value
 *
 * How something stood before or after an edit.
 */
typedef struct
{
  GBytes *value;
  NpRecipe *recipe;
  char *text;
} NpEditState;

/**
 * NpEdit:
 * @tag: the field, %NP_TAG_NONE for the recipe
 */
typedef struct
{
  NpTag tag;
  NpEditState before;
  NpEditState after;
} NpEdit;

NpEdit *np_edit_new (NpTag tag);
void np_edit_free (NpEdit *self);
void np_edit_clear_text (char *text);

/* What was done, to be undone and redone: steps of one or several edits. Typing goes on in one step until it is sealed. */
typedef struct _NpEditHistory NpEditHistory;

NpEditHistory *np_edit_history_new (void);
void np_edit_history_free (NpEditHistory *self);

void np_edit_history_add (NpEditHistory *self, GPtrArray *step);
void np_edit_history_add_typing (NpEditHistory *self, NpEdit *edit);
const NpEditState *np_edit_history_get_typing_start (NpEditHistory *self, NpTag tag);
GPtrArray *np_edit_history_get_last (NpEditHistory *self);
void np_edit_history_amend (NpEditHistory *self, GPtrArray *step, NpEdit *edit);
void np_edit_history_seal (NpEditHistory *self);

gboolean np_edit_history_can_undo (NpEditHistory *self);
gboolean np_edit_history_can_redo (NpEditHistory *self);
GPtrArray *np_edit_history_undo (NpEditHistory *self);
GPtrArray *np_edit_history_redo (NpEditHistory *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpEdit, np_edit_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpEditHistory, np_edit_history_free)

G_END_DECLS
