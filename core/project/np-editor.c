/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "check/np-check.h"
#include "factory/np-field-text.h"
#include "factory/np-problem.h"
#include "np-editor-private.h"


enum
{
  FIELD_CHANGED,
  UPDATED,
  JUDGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (NpEditor, np_editor, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static NpFactoryData *
get_data (NpEditor *self)
{
  return np_project_get_factory_data (self->project);
}

static GBytes *
ref_value (NpEditor *self, NpTag tag)
{
  GBytes *value = np_factory_data_get_bytes (get_data (self), tag);

  return value != NULL ? g_bytes_ref (value) : NULL;
}

/* Problems and image */

/* What the last judgement found stands until the next one is there: nothing flickers while someone types. */
static void
gather_problems (NpEditor *self)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  for (guint i = 0; i < self->quick_problems->len; i++)
    g_ptr_array_add (problems, np_problem_copy (self->quick_problems->pdata[i]));
  for (guint i = 0; self->judgement != NULL && i < self->judgement->problems->len; i++)
    g_ptr_array_add (problems, np_problem_copy (self->judgement->problems->pdata[i]));
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems = g_steal_pointer (&problems);
}

static void
update (NpEditor *self)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GPtrArray) unfinished = np_problem_list_new ();

  np_typed_texts_add_problems (self->typed, unfinished);
  np_project_set_unfinished (self->project, unfinished);
  np_project_add_unfinished (self->project, problems);
  np_check_fields (get_data (self), np_project_get_recipe (self->project), problems);
  g_clear_pointer (&self->quick_problems, g_ptr_array_unref);
  self->quick_problems = g_steal_pointer (&problems);
  gather_problems (self);
  g_clear_pointer (&self->image, np_image_unref);
  self->image = np_image_encode (get_data (self), NULL); /* what refuses it stands among the problems */
  np_judge_ask (self->judge, get_data (self), np_project_get_recipe (self->project));
  g_signal_emit (self, signals[UPDATED], 0);
}

/* Edits */

static void
apply_state (NpEditor *self, NpTag tag, const NpEditState *state)
{
  self->applying = TRUE;
  if (state->recipe != NULL)
    np_project_set_recipe (self->project, state->recipe);
  else if (tag != NP_TAG_NONE && state->value != NULL)
    np_factory_data_set_bytes (get_data (self), tag, state->value, NULL); /* checked when the edit was made */
  else if (tag != NP_TAG_NONE)
    np_factory_data_remove (get_data (self), tag);
  self->applying = FALSE;
  np_typed_texts_set (self->typed, tag, state->text);
  g_signal_emit (self, signals[FIELD_CHANGED], 0, (guint) tag);
}

static void
apply_step (NpEditor *self, GPtrArray *step)
{
  for (guint i = 0; i < step->len; i++)
    {
      NpEdit *edit = step->pdata[i];

      apply_state (self, edit->tag, &edit->after);
    }
}

NpEdit *
np_editor_begin_edit (NpEditor *self, NpTag tag)
{
  NpEdit *edit = np_edit_new (tag);

  edit->before.text = g_strdup (np_typed_texts_get (self->typed, tag));
  if (tag == NP_TAG_NONE)
    {
      edit->before.recipe = np_recipe_copy (np_project_get_recipe (self->project));
      edit->after.recipe = np_recipe_copy (edit->before.recipe);
    }
  else
    {
      edit->before.value = ref_value (self, tag);
    }
  return edit;
}

static GPtrArray *
step_new (NpEdit *edit)
{
  GPtrArray *step = g_ptr_array_new_with_free_func ((GDestroyNotify) np_edit_free);

  if (edit != NULL)
    g_ptr_array_add (step, edit);
  return step;
}

/* The verifier is what someone wanted it to be. */
static void
keep_verifier (NpEditor *self)
{
  g_clear_pointer (&self->follow_step, g_ptr_array_unref);
  self->verifier_kept = TRUE;
}

/* A verifier that matched follows what it is made from, as part of the same step; one that was given by itself stays. */
static void
note_follow (NpEditor *self, NpTag tag)
{
  gboolean matched = !self->verifier_kept && self->judgement != NULL && self->judgement->verifier_state == NP_VERIFIER_MATCHES;

  if (tag == NP_TAG_SPAKE2_VERIFIER)
    keep_verifier (self);
  if (tag != NP_TAG_SPAKE2_SETUP_PASSCODE && tag != NP_TAG_SPAKE2_SALT && tag != NP_TAG_SPAKE2_ITERATION_COUNT)
    return;
  if (self->follow_step == NULL && !matched)
    return;
  g_clear_pointer (&self->follow_step, g_ptr_array_unref);
  self->follow_step = g_ptr_array_ref (np_edit_history_get_last (self->history));
}

void
np_editor_end_edit (NpEditor *self, NpEdit *edit, gboolean typing)
{
  NpTag tag = edit->tag;

  apply_state (self, tag, &edit->after);
  if (typing)
    np_edit_history_add_typing (self->history, edit);
  else
    np_edit_history_add (self->history, step_new (edit));
  note_follow (self, tag);
  update (self);
}

/* Of an entry that holds no value. The first keys of what is typed may have been one ("0xFF" of "0xFFZ"): it isn't meant. */
static GBytes *
ref_former_value (NpEditor *self, NpTag tag)
{
  const NpEditState *start = np_edit_history_get_typing_start (self->history, tag);

  if (start == NULL)
    return ref_value (self, tag);
  return start->value != NULL ? g_bytes_ref (start->value) : NULL;
}

/**
 * np_editor_set_text:
 * @tag: a field whose values are numbers or text
 * @text: what its entry holds; empty for no value
 */
void
np_editor_set_text (NpEditor *self, NpTag tag, const char *text)
{
  const NpField *field = np_field_find_by_tag (tag);
  g_autofree char *shown = NULL;
  NpEdit *edit;

  g_return_if_fail (NP_IS_EDITOR (self) && field != NULL && text != NULL);

  shown = np_editor_dup_text (self, tag);
  if (g_str_equal (shown, text))
    return;
  edit = np_editor_begin_edit (self, tag);
  edit->after.text = g_strdup (text);
  if (!np_field_text_parse (field, text, &edit->after.value, NULL))
    edit->after.value = ref_former_value (self, tag);
  else if (edit->after.value == NULL)
    np_project_forget_unread (self->project, tag);
  np_editor_end_edit (self, edit, TRUE);
}

static gboolean
values_equal (GBytes *a, GBytes *b)
{
  return a == b || (a != NULL && b != NULL && g_bytes_equal (a, b));
}

/**
 * np_editor_set_values:
 * @values: (element-type NpFieldValue): what changes, of any type of field; undone as one
 */
void
np_editor_set_values (NpEditor *self, const NpFieldValue *values, guint n_values)
{
  g_autoptr(GPtrArray) step = NULL;

  g_return_if_fail (NP_IS_EDITOR (self) && values != NULL);

  step = step_new (NULL);
  for (guint i = 0; i < n_values; i++)
    {
      NpEdit *edit;

      if (values_equal (values[i].value, np_factory_data_get_bytes (get_data (self), values[i].tag))
          && np_typed_texts_get (self->typed, values[i].tag) == NULL)
        continue;
      edit = np_editor_begin_edit (self, values[i].tag);
      edit->after.value = values[i].value != NULL ? g_bytes_ref (values[i].value) : NULL;
      g_ptr_array_add (step, edit);
      if (values[i].value == NULL)
        np_project_forget_unread (self->project, values[i].tag);
    }
  if (step->len > 0)
    {
      np_edit_history_add (self->history, g_ptr_array_ref (step));
      apply_step (self, step);
    }
  for (guint i = 0; i < n_values; i++)
    if (step->len > 0 || values[i].tag == NP_TAG_SPAKE2_VERIFIER)
      note_follow (self, values[i].tag);
  if (step->len > 0)
    update (self);
}

/**
 * np_editor_set_value:
 * @tag: a field
 * @value: (nullable): its value as in the image; %NULL to take it away
 */
void
np_editor_set_value (NpEditor *self, NpTag tag, GBytes *value)
{
  NpFieldValue change = { tag, value };

  np_editor_set_values (self, &change, 1);
}

/* The edits that lead from @before to @after, both whole. */
static GPtrArray *
list_edits (NpEditor *self, NpFactoryData *before, NpFactoryData *after)
{
  GPtrArray *step = step_new (NULL);
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      GBytes *old = np_factory_data_get_bytes (before, fields[i].tag);
      GBytes *new = np_factory_data_get_bytes (after, fields[i].tag);
      NpEdit *edit;

      if (values_equal (old, new) && np_typed_texts_get (self->typed, fields[i].tag) == NULL)
        continue;
      edit = np_edit_new (fields[i].tag);
      edit->before.text = g_strdup (np_typed_texts_get (self->typed, fields[i].tag));
      edit->before.value = old != NULL ? g_bytes_ref (old) : NULL;
      edit->after.value = new != NULL ? g_bytes_ref (new) : NULL;
      g_ptr_array_add (step, edit);
    }
  return step;
}

/**
 * np_editor_replace:
 * @data: what takes the place of all fields, such as from an imported file
 */
void
np_editor_replace (NpEditor *self, NpFactoryData *data)
{
  GPtrArray *step;

  g_return_if_fail (NP_IS_EDITOR (self) && NP_IS_FACTORY_DATA (data));

  step = list_edits (self, get_data (self), data);
  keep_verifier (self);
  np_edit_history_add (self->history, step);
  apply_step (self, step);
  update (self);
}

/**
 * np_editor_take_project:
 * @project: whose factory data and recipe take the place of this one's, such as from a draft
 */
void
np_editor_take_project (NpEditor *self, NpProject *project)
{
  GPtrArray *step;
  NpEdit *edit;

  g_return_if_fail (NP_IS_EDITOR (self) && NP_IS_PROJECT (project));

  step = list_edits (self, get_data (self), np_project_get_factory_data (project));
  edit = np_editor_begin_edit (self, NP_TAG_NONE);
  np_recipe_free (edit->after.recipe);
  edit->after.recipe = np_recipe_copy (np_project_get_recipe (project));
  g_ptr_array_add (step, edit);
  keep_verifier (self);
  np_edit_history_add (self->history, step);
  apply_step (self, step);
  update (self);
}

/**
 * np_editor_reload:
 * @problems: (element-type NpProblem): what the file's factory data have
 *
 * Takes the project as its file has it now, which can be undone like an edit. On an error nothing is changed.
 */
gboolean
np_editor_reload (NpEditor *self, GPtrArray *problems, GError **error)
{
  g_autoptr(NpFactoryData) before = NULL;
  g_autoptr(NpEdit) recipe_edit = NULL;
  GPtrArray *step;
  gboolean reloaded;

  g_return_val_if_fail (NP_IS_EDITOR (self), FALSE);

  before = np_factory_data_copy (get_data (self));
  recipe_edit = np_editor_begin_edit (self, NP_TAG_NONE);
  self->applying = TRUE;
  reloaded = np_project_reload (self->project, problems, error);
  self->applying = FALSE;
  if (!reloaded)
    return FALSE;
  step = list_edits (self, before, get_data (self));
  np_recipe_free (recipe_edit->after.recipe);
  recipe_edit->after.recipe = np_recipe_copy (np_project_get_recipe (self->project));
  g_ptr_array_add (step, g_steal_pointer (&recipe_edit));
  np_edit_history_add (self->history, step);
  np_typed_texts_clear (self->typed);
  keep_verifier (self);
  for (guint i = 0; i < step->len; i++)
    g_signal_emit (self, signals[FIELD_CHANGED], 0, (guint) ((NpEdit *) step->pdata[i])->tag);
  np_editor_remember_saved (self);
  update (self);
  return TRUE;
}

/**
 * np_editor_end_typing:
 *
 * An entry was left: what is typed next is undone by itself.
 */
void
np_editor_end_typing (NpEditor *self)
{
  g_return_if_fail (NP_IS_EDITOR (self));

  np_edit_history_seal (self->history);
}

gboolean
np_editor_can_undo (NpEditor *self)
{
  g_return_val_if_fail (NP_IS_EDITOR (self), FALSE);

  return np_edit_history_can_undo (self->history);
}

gboolean
np_editor_can_redo (NpEditor *self)
{
  g_return_val_if_fail (NP_IS_EDITOR (self), FALSE);

  return np_edit_history_can_redo (self->history);
}

void
np_editor_undo (NpEditor *self)
{
  GPtrArray *step;

  g_return_if_fail (NP_IS_EDITOR (self));

  step = np_edit_history_undo (self->history);
  if (step == NULL)
    return;
  keep_verifier (self);
  for (guint i = step->len; i > 0; i--)
    {
      NpEdit *edit = step->pdata[i - 1];

      apply_state (self, edit->tag, &edit->before);
    }
  update (self);
}

void
np_editor_redo (NpEditor *self)
{
  GPtrArray *step;

  g_return_if_fail (NP_IS_EDITOR (self));

  step = np_edit_history_redo (self->history);
  if (step == NULL)
    return;
  keep_verifier (self);
  apply_step (self, step);
  update (self);
}

/* What is asked of it */

NpProject *
np_editor_get_project (NpEditor *self)
{
  g_return_val_if_fail (NP_IS_EDITOR (self), NULL);

  return self->project;
}

/**
 * np_editor_dup_text:
 * @tag: a field whose values are numbers or text
 *
 * Returns: (transfer full): what its entry shows: as it was typed, else as the value is written
 */
char *
np_editor_dup_text (NpEditor *self, NpTag tag)
{
  const char *typed;

  g_return_val_if_fail (NP_IS_EDITOR (self), NULL);

  typed = np_typed_texts_get (self->typed, tag);
  if (typed != NULL)
    return g_strdup (typed);
  return np_field_text_format (np_field_find_by_tag (tag), np_factory_data_get_bytes (get_data (self), tag));
}

/**
 * np_editor_get_image:
 *
 * Returns: (transfer none) (nullable): the image; %NULL while problems stop it from being built
 */
NpImage *
np_editor_get_image (NpEditor *self)
{
  g_return_val_if_fail (NP_IS_EDITOR (self), NULL);

  return self->image;
}

/* The class */

static gboolean
follow_passcode (NpEditor *self, NpJudgement *judgement)
{
  g_autoptr(GPtrArray) step = NULL;
  NpEdit *edit;

  if (judgement->derived == NULL || self->follow_step == NULL)
    return FALSE;
  step = g_steal_pointer (&self->follow_step);
  if (judgement->verifier_state == NP_VERIFIER_MATCHES)
    return FALSE;
  edit = np_editor_begin_edit (self, NP_TAG_SPAKE2_VERIFIER);
  edit->after.value = g_bytes_ref (judgement->derived);
  apply_state (self, edit->tag, &edit->after);
  np_edit_history_amend (self->history, step, edit);
  update (self);
  return TRUE;
}

static void
judged_cb (NpEditor *self, NpJudgement *judgement)
{
  if (follow_passcode (self, judgement))
    return;
  g_clear_pointer (&self->judgement, np_judgement_unref);
  self->judgement = np_judgement_ref (judgement);
  self->verifier_kept = FALSE;
  gather_problems (self);
  g_signal_emit (self, signals[JUDGED], 0);
}

/* Values that others set, such as what a worker has derived. */
static void
data_changed_cb (NpEditor *self, guint tag)
{
  if (self->applying)
    return;
  np_typed_texts_set (self->typed, tag, NULL);
  g_signal_emit (self, signals[FIELD_CHANGED], 0, tag);
  update (self);
}

static void
modified_cb (NpEditor *self)
{
  if (!np_project_is_modified (self->project))
    np_editor_remember_saved (self);
}

static void
np_editor_dispose (GObject *object)
{
  NpEditor *self = NP_EDITOR (object);

  if (self->project != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->project, self);
      g_signal_handlers_disconnect_by_data (get_data (self), self);
      np_project_set_unfinished (self->project, NULL);
    }
  g_clear_object (&self->project);
  g_clear_object (&self->judge);
  G_OBJECT_CLASS (np_editor_parent_class)->dispose (object);
}

static void
np_editor_finalize (GObject *object)
{
  NpEditor *self = NP_EDITOR (object);

  np_edit_history_free (self->history);
  np_typed_texts_free (self->typed);
  g_clear_object (&self->saved_data);
  np_recipe_free (self->saved_recipe);
  g_free (self->saved_name);
  g_clear_pointer (&self->quick_problems, g_ptr_array_unref);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->image, np_image_unref);
  g_clear_pointer (&self->judgement, np_judgement_unref);
  g_clear_pointer (&self->follow_step, g_ptr_array_unref);
  G_OBJECT_CLASS (np_editor_parent_class)->finalize (object);
}

static void
np_editor_class_init (NpEditorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = np_editor_dispose;
  object_class->finalize = np_editor_finalize;

  signals[FIELD_CHANGED]
      = g_signal_new ("field-changed", NP_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[JUDGED] = g_signal_new ("judged", NP_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[UPDATED] = g_signal_new ("updated", NP_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
np_editor_init (NpEditor *self)
{
  self->history = np_edit_history_new ();
  self->typed = np_typed_texts_new ();
  self->judge = np_judge_new ();
  g_signal_connect_object (self->judge, "judged", G_CALLBACK (judged_cb), self, G_CONNECT_SWAPPED);
}

NpEditor *
np_editor_new (NpProject *project)
{
  NpEditor *self;

  g_return_val_if_fail (NP_IS_PROJECT (project), NULL);

  self = g_object_new (NP_TYPE_EDITOR, NULL);
  self->project = g_object_ref (project);
  g_signal_connect_swapped (project, "notify::modified", G_CALLBACK (modified_cb), self);
  g_signal_connect_swapped (get_data (self), "changed", G_CALLBACK (data_changed_cb), self);
  if (!np_project_is_modified (project))
    np_editor_remember_saved (self);
  update (self);
  return self;
}
