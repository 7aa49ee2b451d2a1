/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session/np-session.h"

G_BEGIN_DECLS

/* One board on the bench: number, state, progress, what it does, what to do. One focus stop that is read as one sentence.
 *
 * properties: board, session (nullable; both construct-only); state (NpBoardState, read-only): the board's, but BLOCK for a READY
 * board that the session's recipe isn't for; obstacle (boxed GError, read-only): why it is; outcome (boxed NpOutcome, read-only):
 * how the board's last run ended, while that is what the card shows; elapsed (int64, µs, read-only): of the run */
#define NP_TYPE_BOARD_CARD (np_board_card_get_type ())
G_DECLARE_FINAL_TYPE (NpBoardCard, np_board_card, NP, BOARD_CARD, GtkFlowBoxChild)

GtkWidget *np_board_card_new (NpBoard *board, NpSession *session);
NpBoard *np_board_card_get_board (NpBoardCard *self);
NpBoardState np_board_card_get_state (NpBoardCard *self);

G_END_DECLS
