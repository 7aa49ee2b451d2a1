/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-board-status.h"

G_BEGIN_DECLS

/* The statuses of a session's boards, one a board, in the bench's order: a GListModel of NpBoardStatus. A board keeps its status when it is
 * moved. Where hundreds of boards come at once, as many as a frame has room for appear with each frame: see np_bench_statuses_restart (). */
#define NP_TYPE_BENCH_STATUSES (np_bench_statuses_get_type ())
G_DECLARE_FINAL_TYPE (NpBenchStatuses, np_bench_statuses, NP, BENCH_STATUSES, GObject)

NpBenchStatuses *np_bench_statuses_new (NpSession *session);
GListModel *np_bench_statuses_get_all (NpBenchStatuses *self);   /* (transfer none): as many as there are boards */
GListModel *np_bench_statuses_get_shown (NpBenchStatuses *self); /* (transfer none): those that had their turn to appear */

/* Lets them appear anew, for a view that is about to show them. */
void np_bench_statuses_restart (NpBenchStatuses *self);

G_END_DECLS
