/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench/np-child.h"
#include "np-run-private.h"

G_BEGIN_DECLS

/**
 * np_run_call_script_async:
 * @program: what is run; its lock is the run's
 *
 * Runs a script for a run's board: what it says goes into the log line by line, without colours and bars.
 */
void np_run_call_script_async (NpRun *run, const NpChildProgram *program, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * np_run_call_script_finish:
 * @lines: (out) (optional) (transfer full) (element-type utf8): the last lines that it said, up to 200
 * @error: as np_child_run_finish (); a timeout quotes what it said last
 */
gboolean np_run_call_script_finish (NpRun *run, GAsyncResult *result, int *exit_status, GPtrArray **lines, GError **error);

/* Adds text to the log, a line each, without colours and bars. */
void np_run_log_text (NpRun *run, const char *text, gsize length);

G_END_DECLS
