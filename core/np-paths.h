/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * np_paths_runs_from_build_folder:
 *
 * Returns: whether this program lies in the build folder: then so do its helpers and its data
 */
gboolean np_paths_runs_from_build_folder (void);

/**
 * np_paths_find_program:
 * @name: one of Nameplate's own helper programs, "nameplate-sim-board" or "nameplate-sim-programmer"
 * @error: %NP_ERROR_TOOL_MISSING
 *
 * Looks in the folder that the environment variable NAMEPLATE_LIBEXEC_DIR names, in the build folder when this program runs
 * from there, and in libexec.
 *
 * Returns: (transfer full): its absolute path
 */
char *np_paths_find_program (const char *name, GError **error);

/* Where translations are: in the build folder when this program runs from there. */
const char *np_paths_get_locale_folder (void);

/**
 * np_paths_get_runtime_folder:
 *
 * The folder "nameplate" in the user's runtime directory (mode 0700, made when missing): probe locks and private temporary files.
 *
 * Returns: (transfer none): its absolute path
 */
const char *np_paths_get_runtime_folder (void);

/**
 * np_paths_make_private_folder:
 *
 * Makes an empty folder, mode 0700, below the runtime folder. It stays this process's while the returned lock is held; what
 * killed processes left there is removed at the first call (the kernel drops a lock with its holder).
 *
 * Returns: (transfer full): its absolute path
 */
char *np_paths_make_private_folder (int *lock_fd, GError **error);

/**
 * np_paths_release_lock:
 * @fd: an open file on which flock() was called
 *
 * Unlocks and closes it. Closing alone would leave the lock for a moment to a program that another thread is just starting: between fork
 * and exec it has a copy of everything that is open, and a lock ends with the last copy.
 */
void np_paths_release_lock (int fd);

/**
 * np_paths_remove_folder:
 *
 * Removes a folder and everything in it, without following links.
 */
gboolean np_paths_remove_folder (const char *path, GError **error);

G_END_DECLS
