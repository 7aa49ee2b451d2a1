/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <openssl/crypto.h>
#include <string.h>

#include "np-edit-history.h"

#define MAX_STEPS 1000

struct _NpEditHistory
{
  GPtrArray *done;   /* of steps, which are arrays of NpEdit */
  GPtrArray *undone;
  gboolean typing;   /* the last step of @done may go on */
};

NpEdit *
np_edit_new (NpTag tag)
{
  NpEdit *self = g_new0 (NpEdit, 1);

  self->tag = tag;
  return self;
}

/* What is typed may be a passcode. */
void
np_edit_clear_text (char *text)
{
  if (text != NULL)
    OPENSSL_cleanse (text, strlen (text));
  g_free (text);
}

static void
state_clear (NpEditState *state)
{
  g_clear_pointer (&state->value, g_bytes_unref);
  g_clear_pointer (&state->recipe, np_recipe_free);
  g_clear_pointer (&state->text, np_edit_clear_text);
}

void
np_edit_free (NpEdit *self)
{
  if (self == NULL)
    return;
  state_clear (&self->before);
  state_clear (&self->after);
  g_free (self);
}

/* One edit's outcome becomes another's. */
static void
take_after (NpEdit *to, NpEdit *from)
{
  state_clear (&to->after);
  to->after = from->after;
  from->after = (NpEditState) { NULL };
  np_edit_free (from);
}

NpEditHistory *
np_edit_history_new (void)
{
  NpEditHistory *self = g_new0 (NpEditHistory, 1);

  self->done = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  self->undone = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  return self;
}

void
np_edit_history_free (NpEditHistory *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->done);
  g_ptr_array_unref (self->undone);
  g_free (self);
}

/**
 * np_edit_history_add:
 * @step: (transfer full) (element-type NpEdit): edits that are undone and redone as one
 *
 * What was undone before can't be redone any more.
 */
void
np_edit_history_add (NpEditHistory *self, GPtrArray *step)
{
  g_return_if_fail (self != NULL && step != NULL);

  g_ptr_array_set_size (self->undone, 0);
  g_ptr_array_add (self->done, step);
  if (self->done->len > MAX_STEPS)
    g_ptr_array_remove_index (self->done, 0);
  self->typing = FALSE;
}

static NpEdit *
get_typing (NpEditHistory *self, NpTag tag)
{
  GPtrArray *step = self->typing && self->done->len > 0 ? self->done->pdata[self->done->len - 1] : NULL;
  NpEdit *edit = step != NULL ? step->pdata[0] : NULL;

  return edit != NULL && edit->tag == tag ? edit : NULL;
}

/**
 * np_edit_history_get_typing_start:
 *
 * Returns: (transfer none) (nullable): how @tag stood before the first key of the step that its next key goes into; %NULL when that key
 *   begins a step
 */
const NpEditState *
np_edit_history_get_typing_start (NpEditHistory *self, NpTag tag)
{
  NpEdit *edit;

  g_return_val_if_fail (self != NULL, NULL);

  edit = get_typing (self, tag);
  return edit != NULL ? &edit->before : NULL;
}

/**
 * np_edit_history_add_typing:
 * @edit: (transfer full): one more key in one field; goes into the step of the keys before it
 */
void
np_edit_history_add_typing (NpEditHistory *self, NpEdit *edit)
{
  NpEdit *open;

  g_return_if_fail (self != NULL && edit != NULL);

  open = get_typing (self, edit->tag);
  if (open != NULL)
    {
      take_after (open, edit);
    }
  else
    {
      GPtrArray *step = g_ptr_array_new_with_free_func ((GDestroyNotify) np_edit_free);

      g_ptr_array_add (step, edit);
      np_edit_history_add (self, step);
    }
  self->typing = TRUE;
}

/* Returns: (transfer none) (nullable): the step that would be undone next */
GPtrArray *
np_edit_history_get_last (NpEditHistory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->done->len > 0 ? self->done->pdata[self->done->len - 1] : NULL;
}

/**
 * np_edit_history_amend:
 * @step: one that was done
 * @edit: (transfer full): what follows from it, undone and redone with it; of a field that no later step has
 */
void
np_edit_history_amend (NpEditHistory *self, GPtrArray *step, NpEdit *edit)
{
  g_return_if_fail (self != NULL && step != NULL && edit != NULL);

  for (guint i = 0; i < step->len; i++)
    if (((NpEdit *) step->pdata[i])->tag == edit->tag)
      {
        take_after (step->pdata[i], edit);
        return;
      }
  g_ptr_array_add (step, edit);
}

/**
 * np_edit_history_seal:
 *
 * Ends the step that typing goes into: the entry was left.
 */
void
np_edit_history_seal (NpEditHistory *self)
{
  g_return_if_fail (self != NULL);

  self->typing = FALSE;
}

gboolean
np_edit_history_can_undo (NpEditHistory *self)
{
  return self->done->len > 0;
}

gboolean
np_edit_history_can_redo (NpEditHistory *self)
{
  return self->undone->len > 0;
}

static GPtrArray *
move_last (NpEditHistory *self, GPtrArray *from, GPtrArray *to)
{
  GPtrArray *step;

  if (from->len == 0)
    return NULL;
  step = g_ptr_array_steal_index (from, from->len - 1);
  g_ptr_array_add (to, step);
  self->typing = FALSE;
  return step;
}

/**
 * np_edit_history_undo:
 *
 * Returns: (transfer none) (nullable) (element-type NpEdit): the edits to take back, last one first; %NULL when there are none
 */
GPtrArray *
np_edit_history_undo (NpEditHistory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return move_last (self, self->done, self->undone);
}

/**
 * np_edit_history_redo:
 *
 * Returns: (transfer none) (nullable) (element-type NpEdit): the edits to do again, in order
 */
GPtrArray *
np_edit_history_redo (NpEditHistory *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return move_last (self, self->undone, self->done);
}
