/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-board.h"

G_BEGIN_DECLS

/* Why a board can't be written as it is. What to do about it follows from the reason; what happened is told case by case. */
typedef enum
{
  NP_BLOCK_NONE,
  NP_BLOCK_HELD,      /* another Nameplate, or a programmer left over, has the probe's lock */
  NP_BLOCK_BUSY,      /* some other program has the probe */
  NP_BLOCK_SILENT,    /* the probe is there and doesn't answer */
  NP_BLOCK_DUPLICATE, /* two probes with one serial number */
  NP_BLOCK_UNNAMED,   /* no serial number to choose it by */
  NP_BLOCK_NO_TARGET,
  NP_BLOCK_UNKNOWN_TARGET,
  NP_BLOCK_PROTECTED,
  NP_BLOCK_PERMISSION,
  NP_BLOCK_NO_TOOL,
  NP_BLOCK_FAILED,
} NpBlock;

/* Those that pass without anything being plugged, and only another look can tell. */
gboolean np_block_may_pass (NpBlock self);

/**
 * np_block_judge:
 * @output: what identifying the board has shown
 * @error: (nullable): why identifying failed
 * @message: (out): what happened (translated), %NULL with %NP_BLOCK_NONE
 *
 * Pure: what an identification means for the board.
 */
NpBlock np_block_judge (NpProgrammerOutput *output, const GError *error, char **message);

/* Makes the board BLOCK, with what to do. */
void np_block_apply (NpBlock self, NpBoard *board, const char *message);

G_END_DECLS
