/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench/np-board.h"
#include "bench/np-programmer.h"
#include "np-outcome.h"
#include "np-plan.h"

G_BEGIN_DECLS

/* A plan being carried out on one board. Knows nothing else: no project, no ledger. Takes the probe's lock for as long as it runs,
 * keeps the board's state, step and progress, and writes everything the tool says into its log.
 *
 * signal "step" (guint number, const char *title): a step begins */
#define NP_TYPE_RUN (np_run_get_type ())
G_DECLARE_FINAL_TYPE (NpRun, np_run, NP, RUN, GObject)

/**
 * np_run_new:
 * @log_path: (nullable): a file that is made (mode 0600) for everything that the run does and the tool says
 */
NpRun *np_run_new (NpPlan *plan, NpBoard *board, NpProgrammer *programmer, const char *log_path);
NpBoard *np_run_get_board (NpRun *self);
NpPlan *np_run_get_plan (NpRun *self);

/* (nullable) (transfer none) (element-type NpStepRecord): one for each step of the plan, followed while it runs; NULL before the start */
GPtrArray *np_run_get_records (NpRun *self);

/* (nullable) (transfer none): the bytes at the image's address, as they were last read back to compare */
GBytes *np_run_get_read_back (NpRun *self);

/**
 * np_run_set_former_change:
 * @change: what an earlier run left this same chip with
 * @permanent: whether it did, or may have done, something for ever (see #NpOutcome)
 *
 * A run that fails before it writes leaves the board as it found it: that, and not “nothing was written”, is then the truth. A key that
 * was stored for ever is not stored again: the run goes on behind it, or, where nobody knows whether it is stored, is refused.
 */
void np_run_set_former_change (NpRun *self, NpBoardChange change, gboolean permanent);

/* Lets a run store a key for ever on a board that holds one: it uses up another slot of its key store. */
void np_run_set_again (NpRun *self, gboolean again);

/**
 * np_run_start_async:
 * @cancellable: (nullable): stops before the next step; what has started is never signalled unless it leaves the board as it was
 */
void np_run_start_async (NpRun *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * np_run_start_finish:
 *
 * Returns: (transfer full): how it ended; never %NULL: a failure is an outcome too
 */
NpOutcome *np_run_start_finish (NpRun *self, GAsyncResult *result);

G_END_DECLS
