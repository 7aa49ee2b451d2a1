/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench/np-bench.h"
#include "project/np-project.h"
#include "run/np-run.h"

G_BEGIN_DECLS

/* The orchestrator: what happens between one press of the button and the last board's outcome. It alone makes units, checks, plans, starts
 * runs and keeps what they concluded.
 *
 * properties: running (boolean); passed, failed, stopped, total (uint): of the chips that were ever started in this session's life,
 * each counted once by its latest outcome; first-pass-yield (double): share of them that passed when first tried, -1 before one has
 * passed or failed; elapsed (int64, µs): of the running or last round
 * signal "board-waiting" (NpBoard *): it has been given to a round; "board-started" (NpBoard *), "board-finished" (NpBoard *, NpOutcome *) */
#define NP_TYPE_SESSION (np_session_get_type ())
G_DECLARE_FINAL_TYPE (NpSession, np_session, NP, SESSION, GObject)

NpSession *np_session_new (NpProject *project, NpBench *bench);
NpProject *np_session_get_project (NpSession *self);
NpBench *np_session_get_bench (NpSession *self);
void np_session_set_concurrency (NpSession *self, guint n_boards); /* how many at once, at least 1; 16 if not set */
guint np_session_get_concurrency (NpSession *self);

/**
 * np_session_check:
 * @problems: (element-type NpProblem): what stands against a run, or needs a look
 *
 * Returns: (transfer full) (nullable): the plan that every board would get, %NULL when an error stands against it
 */
NpPlan *np_session_check (NpSession *self, GPtrArray *problems);

/**
 * np_session_draft_plan:
 *
 * For looking at: nothing is checked that isn't needed to make it.
 *
 * Returns: (transfer full) (nullable): the plan as the project stands; %NULL when none can be made
 */
NpPlan *np_session_draft_plan (NpSession *self);

/**
 * np_session_confirm:
 * @plan: the plan that the person was shown
 * @typed: (nullable): what a person typed
 *
 * Confirms what can't be undone in @plan, for as long as the project's plan has the same. Nothing permanent is done to real boards before;
 * simulated boards need no confirmation.
 *
 * Returns: whether @typed is the project's name
 */
gboolean np_session_confirm (NpSession *self, NpPlan *plan, const char *typed);
gboolean np_session_needs_confirmation (NpSession *self, NpPlan *plan);

/**
 * np_session_judge_board:
 * @error: why the board can't be started now: WRONG_BOARD for the recipe, PROTECTED, BUSY, BOARD_GONE, DONE_ALREADY …
 */
gboolean np_session_judge_board (NpSession *self, NpBoard *board, GError **error);

/* Whether the board is locked, and the recipe erases it and opens it again: then it can be started although it is BLOCK. */
gboolean np_session_reopens_board (NpSession *self, NpBoard *board);

/**
 * np_session_get_board_state:
 * @obstacle: (out) (optional): why a READY board isn't fit
 *
 * Returns: the board's state as it stands in this session: BUSY while it waits for its turn, BLOCK for a READY
 *   board that isn't fit, READY for a locked one that the recipe reopens
 */
NpBoardState np_session_get_board_state (NpSession *self, NpBoard *board, GError **obstacle);

/**
 * np_session_find_done:
 *
 * A board that has passed, was removed and came back isn't started again; nor is one with which contact was lost in a permanent step, nor
 * (that is told by its run) is a key stored for ever in one that holds one.
 *
 * Returns: (nullable): how the earlier run of the same chip ended: PASS or UNSURE
 */
const NpOutcome *np_session_find_done (NpSession *self, NpBoard *board);

/* That it is started all the same, for one more run. */
void np_session_allow_again (NpSession *self, NpBoard *board);

/* (element-type NpBoard): which can be started, in the bench's order. UNSURE boards are in none. */
GPtrArray *np_session_dup_ready_boards (NpSession *self);
GPtrArray *np_session_dup_stopped_boards (NpSession *self);
GPtrArray *np_session_dup_pending_boards (NpSession *self); /* ready or stopped: what is still to be done, and hasn't failed */
GPtrArray *np_session_dup_failed_boards (NpSession *self);

/**
 * np_session_run_async:
 * @boards: (element-type NpBoard): which; one that isn't fit is given a failed outcome without being touched
 * @cancellable: (nullable): same as np_session_stop ()
 * @error (of _finish): %NP_ERROR_INVALID_DATA when the check stands against it, or something that can't be undone wasn't confirmed (nothing
 *   was started)
 */
void np_session_run_async (NpSession *self, GPtrArray *boards, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean np_session_run_finish (NpSession *self, GAsyncResult *result, GError **error);

/**
 * np_session_add_boards:
 * @boards: (element-type NpBoard): which; see np_session_run_async ()
 *
 * Returns: whether they have joined the round that is going on; %FALSE when there is none, or it is being stopped
 */
gboolean np_session_add_boards (NpSession *self, GPtrArray *boards);

void np_session_stop (NpSession *self); /* each board stops before its next step */
gboolean np_session_is_running (NpSession *self);

/* Boards of this round that wait until one of those at work has ended. */
guint np_session_get_n_waiting (NpSession *self);
gboolean np_session_is_waiting (NpSession *self, NpBoard *board);

/**
 * np_session_get_run:
 *
 * Returns: (nullable) (transfer none): the board's run that goes on, or its latest; %NULL once another chip is READY or BLOCK in its
 *   place. A chip whose id isn't known may be the one that was there before.
 */
NpRun *np_session_get_run (NpSession *self, NpBoard *board);
NpOutcome *np_session_get_outcome (NpSession *self, NpBoard *board); /* (nullable) (transfer none): the latest */
guint np_session_get_passed (NpSession *self);
guint np_session_get_failed (NpSession *self);
guint np_session_get_stopped (NpSession *self);
guint np_session_get_total (NpSession *self);
double np_session_get_first_pass_yield (NpSession *self);
gint64 np_session_get_elapsed (NpSession *self);

G_END_DECLS
