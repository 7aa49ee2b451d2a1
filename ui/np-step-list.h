/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/np-session.h"

G_BEGIN_DECLS

/* The steps of a board's run as a timeline: of the one that goes on, live; else of the latest; before its chip had one, those of the plan. */
#define NP_TYPE_STEP_LIST (np_step_list_get_type ())
G_DECLARE_FINAL_TYPE (NpStepList, np_step_list, NP, STEP_LIST, AdwBin)

/**
 * np_step_list_set_board:
 * @session: (nullable)
 * @board: (nullable)
 * @draft: (nullable): what stands for a plan before the first run of the board's chip
 */
void np_step_list_set_board (NpStepList *self, NpSession *session, NpBoard *board, NpPlan *draft);
void np_step_list_set_draft (NpStepList *self, NpPlan *draft); /* of the board that it has */

G_END_DECLS
