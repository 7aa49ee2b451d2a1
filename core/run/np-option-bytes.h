/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-run-private.h"

G_BEGIN_DECLS

/**
 * NpOptionBytesState:
 * @NP_OPTION_BYTES_UNTOUCHED: the tool never got to the board
 * @NP_OPTION_BYTES_UNKNOWN: they may have been set; they can't be read
 * @NP_OPTION_BYTES_DIFFERENT: they were read, and aren't as they were to be
 * @NP_OPTION_BYTES_SET: they were read, and are
 */
typedef enum
{
  NP_OPTION_BYTES_UNTOUCHED,
  NP_OPTION_BYTES_UNKNOWN,
  NP_OPTION_BYTES_DIFFERENT,
  NP_OPTION_BYTES_SET,
} NpOptionBytesState;

/**
 * np_option_bytes_set_async:
 * @step: whose command sets them ("-ob", then NAME=0xVALUE)
 *
 * Sets option bytes, and reads them back: a change that resets the link makes the tool tell an error although it landed. After read-out
 * protection a hand may be needed first (np_run_await_board_async ()).
 */
void np_option_bytes_set_async (NpRun *run, const NpPlanStep *step, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * np_option_bytes_set_finish:
 * @state: (out): how they are
 * @error: set unless they are %NP_OPTION_BYTES_SET, or unknown after a tool that said that it worked
 */
gboolean np_option_bytes_set_finish (GAsyncResult *result, NpOptionBytesState *state, GError **error);

/**
 * np_option_bytes_match:
 * @arguments: (array zero-terminated=1): of the command that set them
 * @difference: (out) (transfer full) (nullable): the first that isn't as it was to be: "RDP is 0xAA instead of 0xDC"
 *
 * Returns: whether all were among what the tool showed, and are as they were to be
 */
gboolean np_option_bytes_match (char **arguments, NpProgrammerOutput *shown, char **difference);

G_END_DECLS
