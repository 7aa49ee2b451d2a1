/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "np-board-status.h"

G_BEGIN_DECLS

/* One board on the bench: number, state, progress, what it does, what to do. One focus stop that is read as one sentence. Cards can be
 * dragged onto each other: the dragged one takes that number.
 *
 * properties: status (construct-only) */
#define NP_TYPE_BOARD_CARD (np_board_card_get_type ())
G_DECLARE_FINAL_TYPE (NpBoardCard, np_board_card, NP, BOARD_CARD, GtkFlowBoxChild)

GtkWidget *np_board_card_new (NpBoardStatus *status);
NpBoardStatus *np_board_card_get_status (NpBoardCard *self);

G_END_DECLS
