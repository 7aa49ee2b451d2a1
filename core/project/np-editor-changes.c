/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-change.h"
#include "np-editor-private.h"
#include "np-project-private.h"

/* What differs from the project's file */

/* The project is as its file has it. */
void
np_editor_remember_saved (NpEditor *self)
{
  self->keeping = FALSE;
  g_clear_object (&self->saved_data);
  g_clear_pointer (&self->saved_recipe, np_recipe_free);
  g_clear_pointer (&self->saved_name, g_free);
  if (np_project_get_folder (self->project) == NULL)
    return;
  self->saved_name = g_strdup (np_project_get_name (self->project));
  self->saved_data = np_factory_data_copy (np_project_get_factory_data (self->project));
  self->saved_recipe = np_recipe_copy (np_project_get_recipe (self->project));
}

/**
 * np_editor_keep:
 *
 * Another program has changed the project's file, and what is here is to take its place: until it is saved or reloaded, it is work that
 * isn't saved, even if nothing was edited.
 */
void
np_editor_keep (NpEditor *self)
{
  g_return_if_fail (NP_IS_EDITOR (self));

  self->keeping = TRUE;
  np_project_set_modified (self->project, TRUE);
  g_signal_emit_by_name (self, "updated"); /* it may have been modified before, and its edits undone */
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
  if (self->saved_name != NULL && g_strcmp0 (self->saved_name, np_project_get_name (self->project)) != 0)
    np_change_list_add (changes, NP_TAG_NONE, _("Name of the project"), self->saved_name, np_project_get_name (self->project));
  nothing = np_factory_data_new ();
  np_change_list_add_fields (changes, self->saved_data != NULL ? self->saved_data : nothing, np_project_get_factory_data (self->project));
  if (self->saved_recipe != NULL)
    np_change_list_add_recipe (changes, self->saved_recipe, np_project_get_recipe (self->project));
  np_typed_texts_add_changes (self->typed, np_project_get_factory_data (self->project), np_project_get_recipe (self->project), changes);
  return changes;
}

/**
 * np_editor_has_unsaved_work:
 *
 * Returns: %TRUE if closing now would lose something: a change, what is typed and isn't a value yet, or what was kept from another
 *   program's file. A project that was imported and not edited has its file to come from.
 */
gboolean
np_editor_has_unsaved_work (NpEditor *self)
{
  g_autoptr(GPtrArray) changes = NULL;

  g_return_val_if_fail (NP_IS_EDITOR (self), FALSE);

  if (self->saved_data == NULL)
    return np_edit_history_can_undo (self->history);
  if (self->keeping)
    return TRUE;
  changes = np_editor_list_changes (self);
  return changes->len > 0;
}
