/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-run.h"

G_BEGIN_DECLS

typedef struct _NpScriptFolder NpScriptFolder;

/* What a kind of step does. Steps never move the run on: they do their work, and their finish says whether it was done. One that mends
 * what another leaves behind says when it has to be carried out although a step before it has failed. */
typedef struct
{
  void (*start) (NpRun *run, const NpPlanStep *step, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*finish) (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error);
  gboolean (*is_due_after_failure) (NpRun *run); /* (nullable): never */
} NpStepImplementation;

extern const NpStepImplementation np_step_check_board;
extern const NpStepImplementation np_step_write_factory_data;
extern const NpStepImplementation np_step_compare;
extern const NpStepImplementation np_step_restart;
extern const NpStepImplementation np_step_run_script;
extern const NpStepImplementation np_step_start_wireless_stack;
extern const NpStepImplementation np_step_upgrade_coprocessor;
extern const NpStepImplementation np_step_restore_option_bytes;
extern const NpStepImplementation np_step_write_file;
extern const NpStepImplementation np_step_handshake;
extern const NpStepImplementation np_step_handshake_script;
extern const NpStepImplementation np_step_compare_after_handshake;
extern const NpStepImplementation np_step_wait_for_application;
extern const NpStepImplementation np_step_lock_board;

NpProgrammer *np_run_get_programmer (NpRun *self);
NpProbeLock *np_run_get_lock (NpRun *self);
const char *np_run_get_folder (NpRun *self); /* private, mode 0700, goes with the run */

gboolean np_run_has_begun (NpRun *self, NpStepKind kind); /* whether a step of that kind was started */

void np_run_set_change (NpRun *self, NpBoardChange change);
NpBoardChange np_run_get_change (NpRun *self);
gboolean np_run_stores_anyway (NpRun *self); /* that the board has stored its key for ever is known, or storing another was asked for */
void np_run_set_permanent (NpRun *self); /* what can't be undone was done, or may have been */

/* The folder that the run's scripts run in, between the first of them and the last; it is left with the run at the latest. */
NpScriptFolder *np_run_get_script_folder (NpRun *self); /* (nullable) */
void np_run_set_script_folder (NpRun *self, NpScriptFolder *folder /* (transfer full) (nullable) */);

/* Where a read puts what it reads, in a private folder that goes with the run. What stands at the image's address is kept. */
const char *np_run_get_readback_path (NpRun *self);
void np_run_set_read_back (NpRun *self, GBytes *bytes);

/* Runs a step's command line on the run's board: placeholders filled in, output into the log, progress on the board. It fails, too, when
 * a target answers that isn't the recipe's. After _finish, whether it failed or not, the output can be looked at. */
void np_run_call_programmer_async (NpRun *self, const NpPlanStep *step, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
void np_run_call_command_async (NpRun *self, const NpProgrammerCommand *command, GCancellable *cancellable, GAsyncReadyCallback callback,
                                gpointer user_data); /* another command than the step's */
gboolean np_run_call_programmer_finish (NpRun *self, GAsyncResult *result, GError **error);
gboolean np_run_target_is_right (NpRun *self, GError **error); /* of the last call, for those that go on although it failed */
NpProgrammerOutput *np_run_get_output (NpRun *self);

/* A line into the run's log, and the board's. A step that reads the board's serial port gives each line on as %NP_LOG_SOURCE_SERIAL. */
void np_run_log (NpRun *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void np_run_log_line (NpRun *self, NpLogSource source, const char *text);

G_END_DECLS
