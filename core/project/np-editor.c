/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "check/np-check.h"
#include "factory/np-field-text.h"
#include "factory/np-problem.h"
#include "np-change.h"
#include "np-edit-history.h"
#include "np-editor.h"
#include "np-typed-texts.h"

struct _NpEditor
{
  GObject parent_instance;

  NpProject *project;
  NpEditHistory *history;
  NpTypedTexts *typed;
  NpFactoryData *saved_data; /* as the project's file has them; what wasn't saved yet has none */
  NpRecipe *saved_recipe;
  GPtrArray *problems;
  NpImage *image;
  gboolean applying;
};

enum
{
  FIELD_CHANGED,
  UPDATED,
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

static void
update (NpEditor *self)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  np_typed_texts_add_problems (self->typed, problems);
  np_check_fields (get_data (self), np_project_get_recipe (self->project), problems);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  self->problems = g_steal_pointer (&problems);
  g_clear_pointer (&self->image, np_image_unref);
  self->image = np_image_encode (get_data (self), NULL); /* what refuses it stands among the problems */
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

static NpEdit *
begin_edit (NpEditor *self, NpTag tag)
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

static void
end_edit (NpEditor *self, NpEdit *edit, gboolean typing)
{
  apply_state (self, edit->tag, &edit->after);
  if (typing)
    np_edit_history_add_typing (self->history, edit);
  else
    np_edit_history_add (self->history, step_new (edit));
  update (self);
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
  edit = begin_edit (self, tag);
  edit->after.text = g_strdup (text);
  if (!np_field_text_parse (field, text, &edit->after.value, NULL))
    edit->after.value = ref_value (self, tag);
  end_edit (self, edit, TRUE);
}

static gboolean
values_equal (GBytes *a, GBytes *b)
{
  return a == b || (a != NULL && b != NULL && g_bytes_equal (a, b));
}

/**
 * np_editor_set_value:
 * @tag: a field of bytes
 * @value: (nullable): its value; %NULL to take it away
 */
void
np_editor_set_value (NpEditor *self, NpTag tag, GBytes *value)
{
  NpEdit *edit;

  g_return_if_fail (NP_IS_EDITOR (self));
  g_return_if_fail (np_field_find_by_tag (tag) != NULL && np_field_find_by_tag (tag)->type == NP_FIELD_TYPE_BYTES);

  if (values_equal (value, np_factory_data_get_bytes (get_data (self), tag)))
    return;
  edit = begin_edit (self, tag);
  edit->after.value = value != NULL ? g_bytes_ref (value) : NULL;
  end_edit (self, edit, FALSE);
}

/**
 * np_editor_set_platform:
 * @platform: what the boards are; an address that it has no factory data at gives way to its own
 */
void
np_editor_set_platform (NpEditor *self, const NpPlatform *platform)
{
  const NpMemoryRange *range;
  NpEdit *edit;

  g_return_if_fail (NP_IS_EDITOR (self) && platform != NULL);

  if (np_project_get_recipe (self->project)->platform == platform)
    return;
  edit = begin_edit (self, NP_TAG_NONE);
  edit->after.recipe->platform = platform;
  range = np_platform_get_factory_data_range (platform);
  if (!np_memory_range_contains (range, edit->after.recipe->factory_data_address, 1))
    edit->after.recipe->factory_data_address = range->start;
  end_edit (self, edit, FALSE);
}

void
np_editor_set_address_text (NpEditor *self, const char *text)
{
  g_autofree char *shown = NULL;
  NpEdit *edit;

  g_return_if_fail (NP_IS_EDITOR (self) && text != NULL);

  shown = np_editor_dup_address_text (self);
  if (g_str_equal (shown, text))
    return;
  edit = begin_edit (self, NP_TAG_NONE);
  edit->after.text = g_strdup (text);
  np_recipe_parse_address (text, &edit->after.recipe->factory_data_address, NULL); /* what isn't one leaves it alone */
  end_edit (self, edit, TRUE);
}

/**
 * np_editor_set_loader:
 * @loader: a path or a name; empty for the platform's own
 */
void
np_editor_set_loader (NpEditor *self, const char *loader)
{
  NpEdit *edit;

  g_return_if_fail (NP_IS_EDITOR (self) && loader != NULL);

  if (g_strcmp0 (np_project_get_recipe (self->project)->loader, *loader != '\0' ? loader : NULL) == 0)
    return;
  edit = begin_edit (self, NP_TAG_NONE);
  edit->after.text = g_strdup (edit->before.text);
  g_free (edit->after.recipe->loader);
  edit->after.recipe->loader = *loader != '\0' ? g_strdup (loader) : NULL;
  end_edit (self, edit, TRUE);
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

static void
apply_step (NpEditor *self, GPtrArray *step)
{
  for (guint i = 0; i < step->len; i++)
    {
      NpEdit *edit = step->pdata[i];

      apply_state (self, edit->tag, &edit->after);
    }
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
  edit = begin_edit (self, NP_TAG_NONE);
  np_recipe_free (edit->after.recipe);
  edit->after.recipe = np_recipe_copy (np_project_get_recipe (project));
  g_ptr_array_add (step, edit);
  np_edit_history_add (self->history, step);
  apply_step (self, step);
  update (self);
}

static void
remember_saved (NpEditor *self)
{
  g_clear_object (&self->saved_data);
  g_clear_pointer (&self->saved_recipe, np_recipe_free);
  if (np_project_get_folder (self->project) == NULL)
    return;
  self->saved_data = np_factory_data_copy (get_data (self));
  self->saved_recipe = np_recipe_copy (np_project_get_recipe (self->project));
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
  recipe_edit = begin_edit (self, NP_TAG_NONE);
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
  for (guint i = 0; i < step->len; i++)
    g_signal_emit (self, signals[FIELD_CHANGED], 0, (guint) ((NpEdit *) step->pdata[i])->tag);
  remember_saved (self);
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

char *
np_editor_dup_address_text (NpEditor *self)
{
  const NpRecipe *recipe;
  const char *typed;

  g_return_val_if_fail (NP_IS_EDITOR (self), NULL);

  typed = np_typed_texts_get (self->typed, NP_TAG_NONE);
  recipe = np_project_get_recipe (self->project);
  if (typed != NULL)
    return g_strdup (typed);
  return recipe->factory_data_address != 0 ? g_strdup_printf ("0x%08X", recipe->factory_data_address) : g_strdup ("");
}

/**
 * np_editor_get_problems:
 *
 * Returns: (transfer none) (element-type NpProblem): what np_check_fields () finds, and entries that hold no value
 */
GPtrArray *
np_editor_get_problems (NpEditor *self)
{
  g_return_val_if_fail (NP_IS_EDITOR (self), NULL);

  return self->problems;
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

/**
 * np_editor_list_changes:
 *
 * Returns: (transfer full) (element-type NpChange): what differs from the project's file; all that is set when there is none yet
 */
GPtrArray *
np_editor_list_changes (NpEditor *self)
{
  GPtrArray *changes;
  g_autoptr(NpFactoryData) nothing = NULL;

  g_return_val_if_fail (NP_IS_EDITOR (self), NULL);

  changes = np_change_list_new ();
  nothing = np_factory_data_new ();
  np_change_list_add_fields (changes, self->saved_data != NULL ? self->saved_data : nothing, get_data (self));
  if (self->saved_recipe != NULL)
    np_change_list_add_recipe (changes, self->saved_recipe, np_project_get_recipe (self->project));
  np_typed_texts_add_changes (self->typed, get_data (self), changes);
  return changes;
}

/**
 * np_editor_has_unsaved_work:
 *
 * Returns: %TRUE if closing now would lose something: a change, or what is typed and isn't a value yet. A project that was imported
 *   and not edited has its file to come from.
 */
gboolean
np_editor_has_unsaved_work (NpEditor *self)
{
  g_autoptr(GPtrArray) changes = NULL;

  g_return_val_if_fail (NP_IS_EDITOR (self), FALSE);

  if (self->saved_data == NULL)
    return np_edit_history_can_undo (self->history);
  changes = np_editor_list_changes (self);
  return changes->len > 0;
}

/* The class */

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
    remember_saved (self);
}

static void
np_editor_dispose (GObject *object)
{
  NpEditor *self = NP_EDITOR (object);

  if (self->project != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->project, self);
      g_signal_handlers_disconnect_by_data (get_data (self), self);
    }
  g_clear_object (&self->project);
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
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->image, np_image_unref);
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
  signals[UPDATED] = g_signal_new ("updated", NP_TYPE_EDITOR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
np_editor_init (NpEditor *self)
{
  self->history = np_edit_history_new ();
  self->typed = np_typed_texts_new ();
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
    remember_saved (self);
  update (self);
  return self;
}
