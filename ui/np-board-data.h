/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "factory/np-image.h"

G_BEGIN_DECLS

/* The factory data on a board beside those of the plan, field by field, with the bytes that differ marked. Secrets are masked until they
 * are revealed. */
#define NP_TYPE_BOARD_DATA (np_board_data_get_type ())
G_DECLARE_FINAL_TYPE (NpBoardData, np_board_data, NP, BOARD_DATA, AdwBin)

/**
 * np_board_data_set:
 * @planned: (nullable): what ought to be there
 * @address: where
 * @actual: (nullable): memory of the board from there on; %NULL when it wasn't read
 * @error: (nullable): why it couldn't be read
 */
void np_board_data_set (NpBoardData *self, NpImage *planned, guint32 address, GBytes *actual, const GError *error);

G_END_DECLS
