/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "project/np-editor.h"
#include "project/np-file-watch.h"

G_BEGIN_DECLS

/**
 * np_project_saving_start:
 * @watch: (nullable): of the project's file, if it has one
 * @parent: whose dialogs these are
 * @show_changes: whether to show what would be saved, and ask
 *
 * Saves the project, asking what must be asked: where to, whether to replace what another program wrote. A failure is told; edits stay.
 */
void np_project_saving_start (NpEditor *editor, NpFileWatch *watch, GtkWindow *parent, gboolean show_changes, GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean np_project_saving_finish (GAsyncResult *result); /* TRUE: saved */

/**
 * np_project_saving_ask_close_async:
 *
 * Asks what to do with work that isn't saved, if there is any, and saves it when that is wanted.
 */
void np_project_saving_ask_close_async (NpEditor *editor, NpFileWatch *watch, GtkWindow *parent, GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean np_project_saving_ask_close_finish (GAsyncResult *result); /* TRUE: the window may close */

G_END_DECLS
