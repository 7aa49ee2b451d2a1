/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-problem.h"
#include "np-changes-list.h"
#include "np-problems-dialog.h"
#include "np-project-saving.h"
#include "project/np-change.h"
#include "ui-compat.h"

/* One save: a verifier that still follows its passcode → where to → what another program wrote → what would be saved → write. Each step is
 * skipped when there is nothing to wait for or to ask. */
typedef struct
{
  NpEditor *editor;
  NpFileWatch *watch;
  GtkWindow *parent;
  gboolean show_changes;
} Saving;

static void
saving_free (gpointer user_data)
{
  Saving *self = user_data;

  g_object_unref (self->editor);
  g_clear_object (&self->watch);
  g_object_unref (self->parent);
  g_free (self);
}

static GTask *
saving_task_new (NpEditor *editor, NpFileWatch *watch, GtkWindow *parent, gboolean show_changes, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (editor, NULL, callback, user_data);
  Saving *self = g_new0 (Saving, 1);

  self->editor = g_object_ref (editor);
  self->watch = watch != NULL ? g_object_ref (watch) : NULL;
  self->parent = g_object_ref (parent);
  self->show_changes = show_changes;
  g_task_set_task_data (task, self, saving_free);
  return task;
}

static void
write_project (GTask *task, const char *folder)
{
  Saving *self = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  gboolean saved;

  saved = np_project_save (np_editor_get_project (self->editor), folder, &error);
  if (!saved)
    np_ui_show_error (self->parent, _("The Project Wasn’t Saved"), error);
  else if (self->watch != NULL)
    np_file_watch_remember (self->watch);
  g_task_return_boolean (task, saved);
}

/* What would be saved */

static void
changes_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;

  if (np_ui_ask_two_finish (result) == NP_UI_ANSWER_SECOND)
    write_project (task, NULL);
  else
    g_task_return_boolean (task, FALSE);
}

static void
show_changes (GTask *task)
{
  Saving *self = g_task_get_task_data (task);
  g_autoptr(GPtrArray) changes = np_editor_list_changes (self->editor);
  g_autofree char *heading = NULL;

  if (!self->show_changes || changes->len == 0)
    {
      write_project (task, NULL);
      return;
    }
  heading = g_strdup_printf (ngettext ("Save %u Change?", "Save %u Changes?", changes->len), changes->len);
  np_ui_ask_two_async (self->parent, heading, _("This is what differs from the last save."), np_changes_list_new (changes), _("_Cancel"),
                       ADW_RESPONSE_DEFAULT, _("_Save"), ADW_RESPONSE_SUGGESTED, changes_answered_cb, g_object_ref (task));
}

/* What another program wrote */

static void
reload (Saving *self)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;

  if (!np_editor_reload (self->editor, problems, &error))
    {
      np_ui_show_error (self->parent, _("The Project Wasn’t Reloaded"), error);
      return;
    }
  if (self->watch != NULL)
    np_file_watch_remember (self->watch);
  np_problems_dialog_tell_file (self->parent, problems);
}

static void
conflict_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;

  switch (np_ui_ask_two_finish (result))
    {
    case NP_UI_ANSWER_NONE: g_task_return_boolean (task, FALSE); break;
    case NP_UI_ANSWER_FIRST:
      reload (g_task_get_task_data (task));
      g_task_return_boolean (task, FALSE);
      break;
    case NP_UI_ANSWER_SECOND: show_changes (task); break;
    }
}

static void
ask_about_conflict (GTask *task)
{
  Saving *self = g_task_get_task_data (task);

  if (self->watch == NULL || !np_file_watch_is_changed (self->watch))
    {
      show_changes (task);
      return;
    }
  np_ui_ask_two_async (self->parent, _("The Project Was Changed Elsewhere"),
                       _("Another program has changed project.json since it was opened here. Reload takes its version, and Undo brings yours "
                         "back; Keep Mine replaces it."),
                       NULL, _("_Reload"), ADW_RESPONSE_DEFAULT, _("_Keep Mine"), ADW_RESPONSE_DESTRUCTIVE, conflict_answered_cb,
                       g_object_ref (task));
}

/* Where to */

static void
folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GFile) folder = np_ui_choose_file_finish (result);

  if (folder != NULL)
    write_project (task, g_file_peek_path (folder));
  else
    g_task_return_boolean (task, FALSE);
}

static void
ask_where_to (GTask *task)
{
  Saving *self = g_task_get_task_data (task);

  if (np_project_get_folder (np_editor_get_project (self->editor)) != NULL)
    ask_about_conflict (task);
  else
    np_ui_choose_file_async (self->parent, _("Choose an Empty Folder for the Project"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL,
                             folder_chosen_cb, g_object_ref (task));
}

/* A verifier that follows its passcode */

static void
judged_cb (GTask *task)
{
  Saving *self = g_task_get_task_data (task);
  g_autoptr(GTask) kept = NULL;

  if (np_editor_is_judging (self->editor))
    return;
  kept = g_object_ref (task);
  g_signal_handlers_disconnect_by_func (self->editor, judged_cb, task);
  ask_where_to (task);
}

static void
forget_task (gpointer task, GClosure *closure)
{
  g_object_unref (task);
}

static void
wait_for_verifier (GTask *task)
{
  Saving *self = g_task_get_task_data (task);

  np_editor_end_typing (self->editor);
  if (np_editor_is_judging (self->editor))
    g_signal_connect_data (self->editor, "judged", G_CALLBACK (judged_cb), g_object_ref (task), forget_task, G_CONNECT_SWAPPED);
  else
    ask_where_to (task);
}

void
np_project_saving_start (NpEditor *editor, NpFileWatch *watch, GtkWindow *parent, gboolean show_changes_first, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr(GTask) task = saving_task_new (editor, watch, parent, show_changes_first, callback, user_data);

  wait_for_verifier (task);
}

gboolean
np_project_saving_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/* Closing */

static void
saved_before_closing_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;

  g_task_return_boolean (task, np_project_saving_finish (result));
}

static void
close_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Saving *self = g_task_get_task_data (task);

  switch (np_ui_ask_two_finish (result))
    {
    case NP_UI_ANSWER_NONE: g_task_return_boolean (task, FALSE); break;
    case NP_UI_ANSWER_FIRST: g_task_return_boolean (task, TRUE); break;
    case NP_UI_ANSWER_SECOND:
      np_project_saving_start (self->editor, self->watch, self->parent, FALSE, saved_before_closing_cb, g_object_ref (task));
      break;
    }
}

void
np_project_saving_ask_close_async (NpEditor *editor, NpFileWatch *watch, GtkWindow *parent, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = saving_task_new (editor, watch, parent, FALSE, callback, user_data);
  g_autoptr(GPtrArray) changes = NULL;

  if (!np_editor_has_unsaved_work (editor))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  changes = np_editor_list_changes (editor);
  np_ui_ask_two_async (parent, _("Save Changes?"),
                       changes->len > 0 ? _("The project has changes that aren’t saved; Discard loses them for good. Press Escape to go on editing.")
                                        : _("Another program has changed project.json, and what was kept here isn’t saved; Discard leaves the other "
                                            "program’s version. Press Escape to go on editing."),
                       changes->len > 0 ? np_changes_list_new (changes) : NULL, _("_Discard"), ADW_RESPONSE_DESTRUCTIVE, _("_Save"),
                       ADW_RESPONSE_SUGGESTED, close_answered_cb, g_object_ref (task));
}

gboolean
np_project_saving_ask_close_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
