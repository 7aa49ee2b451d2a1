/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-change.h"
#include "np-editor-private.h"

/* What differs from the project's file */

/* The project is as its file has it. */
void
np_editor_remember_saved (NpEditor *self)
{
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
