/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-probe-lock.h"
#include "np-programmer-command.h"
#include "np-programmer-output.h"

G_BEGIN_DECLS

/* Runs STM32_Programmer_CLI. Several calls may run at once, one a probe. */
#define NP_TYPE_PROGRAMMER (np_programmer_get_type ())
G_DECLARE_FINAL_TYPE (NpProgrammer, np_programmer, NP, PROGRAMMER, GObject)

/**
 * np_programmer_locate:
 * @folder: (nullable): where the user says that it is: the program itself, its bin folder or the installation's
 * @error: %NP_ERROR_TOOL_MISSING, naming every place that was looked in
 *
 * Returns: (transfer full): the program's absolute path
 */
char *np_programmer_locate (const char *folder, GError **error);

NpProgrammer *np_programmer_new (const char *path);
const char *np_programmer_get_path (NpProgrammer *self);
char *np_programmer_dup_library_path (NpProgrammer *self); /* (nullable): the LD_LIBRARY_PATH by which it finds its own libraries */

/**
 * np_programmer_set_timeout_factor:
 * @factor: how many times its own timeout each command may take; 1 if not set
 *
 * For links that are slower than the timeouts foresee.
 */
void np_programmer_set_timeout_factor (NpProgrammer *self, double factor);

/**
 * np_programmer_find_loaders:
 *
 * Returns: (transfer full) (element-type filename): paths of the external loaders beside the program (ExternalLoader/​*.stldr), sorted
 */
GPtrArray *np_programmer_find_loaders (NpProgrammer *self);

/**
 * np_programmer_run_async:
 * @command: without placeholders; files in it by their absolute paths
 * @output: where the output goes as it comes; still of use when the call has failed
 * @lock: (nullable): the probe's lock, inherited by the program
 * @log_file: (nullable): the tool's own log (-log), private to this call
 * @cancellable: (nullable): ends an interruptible command; lets one that isn't go on to its end
 *
 * The program runs in its own process group and folder, with LC_ALL=C. When its time is up it gets TERM, then KILL; it is always
 * reaped before this returns.
 */
void np_programmer_run_async (NpProgrammer *self, const NpProgrammerCommand *command, NpProgrammerOutput *output, NpProbeLock *lock,
                              const char *log_file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * np_programmer_run_finish:
 * @error: as np_programmer_output_check (), and TOOL_MISSING, TIMED_OUT, %G_IO_ERROR_CANCELLED
 */
gboolean np_programmer_run_finish (NpProgrammer *self, GAsyncResult *result, GError **error);

G_END_DECLS
