/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "np-board-status.h"

G_BEGIN_DECLS

/* Many boards as a table, one row a board, sortable by each column; any number of them can be selected.
 *
 * properties: model (GListModel of NpBoardStatus, nullable)
 * signals: "activated" (NpBoardStatus *): by double click or Enter; "selection-changed" */
#define NP_TYPE_BOARD_LIST (np_board_list_get_type ())
G_DECLARE_FINAL_TYPE (NpBoardList, np_board_list, NP, BOARD_LIST, AdwBin)

void np_board_list_set_model (NpBoardList *self, GListModel *model);

GPtrArray *np_board_list_dup_selected (NpBoardList *self); /* (element-type NpBoardStatus): in the order shown */

/**
 * np_board_list_pick:
 *
 * Selects the row at a point, unless it is among those that are selected: what a menu at that point is for.
 *
 * Returns: whether there is one
 */
gboolean np_board_list_pick (NpBoardList *self, double x, double y);

gboolean np_board_list_focus (NpBoardList *self, NpBoard *board); /* selects its row alone and shows it; FALSE when it has none */

G_END_DECLS
