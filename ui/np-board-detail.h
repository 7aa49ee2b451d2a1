/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/np-session.h"

G_BEGIN_DECLS

/* Everything about one board: what happened and what to do, the steps, the log, the factory data on it, its memory and its chip.
 *
 * property folded (boolean): it takes the whole width: one goes back from it instead of closing it
 * property can-run (boolean): nothing stands against writing boards now; the bench knows
 * actions: detail.close, detail.run, detail.copy, detail.read, detail.find, detail.show-log
 * signals: "close" (): it wants to go; "run" (const char *probe_serial): the board is to be written */
#define NP_TYPE_BOARD_DETAIL (np_board_detail_get_type ())
G_DECLARE_FINAL_TYPE (NpBoardDetail, np_board_detail, NP, BOARD_DETAIL, AdwBin)

void np_board_detail_set_board (NpBoardDetail *self, NpSession *session, NpBoard *board); /* (nullable), both */
NpBoard *np_board_detail_get_board (NpBoardDetail *self);                                 /* (nullable) (transfer none) */
void np_board_detail_draft_again (NpBoardDetail *self); /* the project has changed: what it would write now */
void np_board_detail_show_page (NpBoardDetail *self, const char *name); /* "steps", "log", "data", "memory", "target" */

G_END_DECLS
