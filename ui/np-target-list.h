/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bench/np-board.h"

G_BEGIN_DECLS

/* What is known of a board's chip, probe and port; and, once it was looked at, voltage and option bytes. */
#define NP_TYPE_TARGET_LIST (np_target_list_get_type ())
G_DECLARE_FINAL_TYPE (NpTargetList, np_target_list, NP, TARGET_LIST, AdwBin)

void np_target_list_set_board (NpTargetList *self, NpBoard *board);               /* (nullable) */
void np_target_list_set_output (NpTargetList *self, NpProgrammerOutput *output); /* (nullable): what the last look has shown */

G_END_DECLS
