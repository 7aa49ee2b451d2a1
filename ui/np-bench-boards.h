/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "np-bench-layout.h"
#include "np-board-status.h"

G_BEGIN_DECLS

/* A session's boards, as cards or as a list, and what can be done with one of them: by menu (right click, Menu key, Shift+F10), keys
 * or dragging. The chosen boards are the card that had the focus last, or the selected rows.
 *
 * properties: session (nullable); layout (NpBenchLayout); wall (boolean): large cards whatever the layout; can-run (boolean): nothing
 * stands against a run; chosen (NpBoard, nullable, read-only): the first of the chosen
 * signal "run" (GPtrArray of NpBoard): these are to be written
 * actions: board.write, board.retry, board.show-detail, board.name, board.move-before, board.move-after, board.forget, board.copy-details */
#define NP_TYPE_BENCH_BOARDS (np_bench_boards_get_type ())
G_DECLARE_FINAL_TYPE (NpBenchBoards, np_bench_boards, NP, BENCH_BOARDS, AdwBin)

void np_bench_boards_set_session (NpBenchBoards *self, NpSession *session);
void np_bench_boards_set_can_run (NpBenchBoards *self, gboolean can_run);
NpBoard *np_bench_boards_get_chosen (NpBenchBoards *self);
void np_bench_boards_mark (NpBenchBoards *self, NpBoard *board); /* (nullable): whose detail is beside the boards */
GListModel *np_bench_boards_get_statuses (NpBenchBoards *self); /* (nullable): of NpBoardStatus, one a board, in order */

/* Returns: whether there is such a port */
gboolean np_bench_boards_focus_port (NpBenchBoards *self, guint number);

/* Pops the menu of the chosen boards up, as the Menu key does. */
void np_bench_boards_show_menu (NpBenchBoards *self);

G_END_DECLS
