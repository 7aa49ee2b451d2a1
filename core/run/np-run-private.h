/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-run.h"

G_BEGIN_DECLS

/* What a kind of step does. Steps never move the run on and never set the board's state: they do their work, and their finish
 * says whether it was done. */
typedef struct
{
  void (*start) (NpRun *run, const NpPlanStep *step, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
  gboolean (*finish) (NpRun *run, const NpPlanStep *step, GAsyncResult *result, GError **error);
} NpStepImplementation;

extern const NpStepImplementation np_step_check_board;
extern const NpStepImplementation np_step_write_factory_data;
extern const NpStepImplementation np_step_compare;
extern const NpStepImplementation np_step_restart;

void np_run_set_change (NpRun *self, NpBoardChange change);

/* Where a read puts what it reads, in a private folder that goes with the run. What stands at the image's address is kept. */
const char *np_run_get_readback_path (NpRun *self);
void np_run_set_read_back (NpRun *self, GBytes *bytes);

/* Runs a step's command line on the run's board: placeholders filled in, output into the log, progress on the board. It fails, too, when
 * a target answers that isn't the recipe's. After _finish, whether it failed or not, the output can be looked at. */
void np_run_call_programmer_async (NpRun *self, const NpPlanStep *step, GCancellable *cancellable, GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean np_run_call_programmer_finish (NpRun *self, GAsyncResult *result, GError **error);
NpProgrammerOutput *np_run_get_output (NpRun *self);

/* A line into the run's log, and the board's. A step that reads the board's serial port gives each line on as %NP_LOG_SOURCE_SERIAL. */
void np_run_log (NpRun *self, const char *format, ...) G_GNUC_PRINTF (2, 3);
void np_run_log_line (NpRun *self, NpLogSource source, const char *text);

G_END_DECLS
