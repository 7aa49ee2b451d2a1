/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "run/np-outcome.h"
#include "bench/np-board.h"

G_BEGIN_DECLS

/**
 * NpBoardFacts:
 * @state: as shown: see np_session_get_board_state ()
 * @obstacle: (nullable): why it isn't
 * @outcome: (nullable): how its last run ended, while that is what counts
 * @serial_number: (nullable): of the device that its run makes or has made
 * @elapsed: of the run that is going on, in microseconds
 *
 * What there is to say of a board; it borrows.
 */
typedef struct
{
  NpBoard *board;
  NpBoardState state;
  const GError *obstacle;
  const NpOutcome *outcome;
  const char *serial_number;
  gint64 elapsed;
} NpBoardFacts;

/* Words for a board, translated; pure. All (transfer full), and NULL or empty where there is nothing to say. */

char *np_board_text_dup_port (const NpBoardFacts *facts);     /* "3", "3 · Left jig" */
char *np_board_text_dup_headline (const NpBoardFacts *facts); /* what it does or what happened: one line */
char *np_board_text_dup_details (const NpBoardFacts *facts);  /* which one it is, or what to do */
char *np_board_text_dup_message (const NpBoardFacts *facts);  /* both, for a row that has other columns for step and probe */
char *np_board_text_dup_step (const NpBoardFacts *facts);     /* "2 of 4 · Write factory data" */
char *np_board_text_dup_time (const NpBoardFacts *facts);     /* of its run: "0:31" */
char *np_board_text_dup_target (const NpBoardFacts *facts);   /* "STM32WBA65 · RDP 0" */
char *np_board_text_dup_origin (const NpBoardFacts *facts);   /* the probe, or the socket of an EMPTY place */

char *np_board_text_dup_busy (NpBoard *board); /* of a BUSY one: "Step 2 of 4 · Write factory data", or that it waits */

/* What a screen reader says: "Port 3, failed, step 2 of 4, No contact with the board, Check the cable, MT-000125" */
char *np_board_text_dup_spoken (const NpBoardFacts *facts);

G_END_DECLS
