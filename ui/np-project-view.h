/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "project/np-editor.h"

G_BEGIN_DECLS

/* A project's fields, to be edited, beside the image that they make.
 *
 * property changed-elsewhere (boolean, read-only): another program has changed the project's file, and nobody has said what to do */
#define NP_TYPE_PROJECT_VIEW (np_project_view_get_type ())
G_DECLARE_FINAL_TYPE (NpProjectView, np_project_view, NP, PROJECT_VIEW, GtkWidget)

/**
 * np_project_view_set_project:
 * @project: (nullable): what to edit; has just been loaded or made
 */
void np_project_view_set_project (NpProjectView *self, NpProject *project);
NpEditor *np_project_view_get_editor (NpProjectView *self); /* (transfer none) (nullable) */

/* Shows a field, with the focus in its entry; %NP_TAG_NONE is the recipe. */
void np_project_view_enter_field (NpProjectView *self, NpTag tag);

/* Saves, showing first what would be saved. */
void np_project_view_save (NpProjectView *self);

/* The answers to a change elsewhere: take what the file has, which can be undone, or go on; the next save asks then. */
void np_project_view_reload (NpProjectView *self);
void np_project_view_keep (NpProjectView *self);

gboolean np_project_view_has_unsaved_work (NpProjectView *self);

/**
 * np_project_view_ask_close_async:
 *
 * There must be a project. Asks what to do with work that isn't saved, if there is any. The answer is %TRUE when the window may close.
 */
void np_project_view_ask_close_async (NpProjectView *self, GAsyncReadyCallback callback, gpointer user_data);
gboolean np_project_view_ask_close_finish (GAsyncResult *result);

/* Shows what the file would change, and takes it when that is wanted. */
void np_project_view_import_file (NpProjectView *self, GFile *file);

G_END_DECLS
