/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-run-private.h"

G_BEGIN_DECLS

/* NpScriptFolder: the right to run scripts in a folder, between programs. It is a lock on the folder, one for all the runs of this program.
 * Scripts that are started with its file hold it, too: one that is left over from a killed program keeps others out until it has ended. */

/**
 * np_script_folder_enter_async:
 * @path: the folder
 * @cancellable: (nullable): gives up waiting
 *
 * Waits without a limit until no other program has the folder; the board says so meanwhile.
 */
void np_script_folder_enter_async (NpRun *run, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * np_script_folder_enter_finish:
 * @error: %NP_ERROR_SCRIPT_MISSING when it can't be opened; %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full)
 */
NpScriptFolder *np_script_folder_enter_finish (GAsyncResult *result, GError **error);

int np_script_folder_get_fd (NpScriptFolder *self);

/* When the last run has left it, it is other programs'. No script that this one has started may be running in it then. */
void np_script_folder_leave (NpScriptFolder *self);

G_END_DECLS
