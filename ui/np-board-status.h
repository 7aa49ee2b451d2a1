/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "np-board-text.h"
#include "session/np-session.h"

G_BEGIN_DECLS

/* A board as a session sees it, in words: what cards, rows and notifications show. It lives as long as the board is on the bench and
 * changes at most five times a second on account of progress.
 *
 * properties (read-only but for board and session, which are construct-only): board; session (nullable); number (uint); name; state
 * (NpBoardState): the board's, but BLOCK for a READY board that the session's recipe isn't for, and BUSY for one that waits for its turn;
 * outcome (boxed NpOutcome): how the last run ended, while that is what counts; progress (double);
 * elapsed (int64, µs, not notified): of the run or the last one; port, headline, details, message, step, time, origin, target, chip, spoken,
 * explanation (strings, see np-board-text.h) */
#define NP_TYPE_BOARD_STATUS (np_board_status_get_type ())
G_DECLARE_FINAL_TYPE (NpBoardStatus, np_board_status, NP, BOARD_STATUS, GObject)

NpBoardStatus *np_board_status_new (NpBoard *board, NpSession *session);
void np_board_status_set_in_detail (NpBoardStatus *self, gboolean in_detail); /* its card is marked */
NpBoard *np_board_status_get_board (NpBoardStatus *self);
NpBoardState np_board_status_get_state (NpBoardStatus *self);
NpOutcome *np_board_status_get_outcome (NpBoardStatus *self);  /* (nullable) */
const GError *np_board_status_get_obstacle (NpBoardStatus *self); /* (nullable): why a READY board is shown as BLOCK */
gint64 np_board_status_get_elapsed (NpBoardStatus *self);      /* µs; of the run, or the last one */
const char *np_board_status_get_headline (NpBoardStatus *self);

/* Says it as one sentence: @accessible, a card or a row, gets its label; and the cause of a failure, which others see in a tooltip, as its
 * description. */
void np_board_status_speak (NpBoardStatus *self, GtkAccessible *accessible);

G_END_DECLS
