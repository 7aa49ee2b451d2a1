/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench/np-child.h"
#include "np-run-private.h"

G_BEGIN_DECLS

/**
 * NpScriptMarks:
 * @failure: (nullable): what a line has in it that tells a failure, whatever the exit status
 * @success: (nullable): what one of its lines has to have in it
 *
 * What a script's words mean.
 */
typedef struct
{
  const char *failure;
  const char *success;
} NpScriptMarks;

/**
 * NpScriptReport:
 * @exit_status: the script's
 * @last: (nullable): the last line that it said, at most 160 characters
 * @failure: (nullable): the first line with the failure's mark
 * @succeeded: whether a line had the mark of success
 *
 * What a script concluded, and said.
 */
typedef struct
{
  int exit_status;
  char *last;
  char *failure;
  gboolean succeeded;
} NpScriptReport;

/**
 * np_run_call_script_async:
 * @program: what is run; its lock is the run's
 * @marks: which lines count
 *
 * Runs a script for a run's board: what it says goes into the log line by line, without colours and bars.
 */
void np_run_call_script_async (NpRun *run, NpChildProgram program, NpScriptMarks marks, GCancellable *cancellable, GAsyncReadyCallback callback,
                               gpointer user_data);

/**
 * np_run_call_script_finish:
 * @error: SCRIPT_TIMED_OUT, which quotes what it said last; SCRIPT_FAILED when a signal ended it; else as np_child_run_finish ()
 *
 * Returns: (transfer none) (nullable): as long as @result
 */
const NpScriptReport *np_run_call_script_finish (NpRun *run, GAsyncResult *result, GError **error);

/* Adds text to the log, a line each, without colours and bars. */
void np_run_log_text (NpRun *run, const char *text, gsize length);

G_END_DECLS
