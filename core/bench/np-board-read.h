/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-board.h"
#include "np-programmer.h"

G_BEGIN_DECLS

/**
 * np_board_read_async:
 * @address: of what is to be read
 * @size: in bytes
 * @loader: (nullable): the external loader that memory at @address needs
 * @cancellable: (nullable): ends it at once; reading changes nothing
 *
 * Looks at a board while its firmware runs on: its option bytes and a piece of its memory, with one hot-plug connect. Nothing is written
 * and nothing is reset (an external loader, where one is needed, stops the firmware until the board is restarted). The board is
 * "reading" meanwhile.
 */
void np_board_read_async (NpBoard *board, NpProgrammer *programmer, guint32 address, guint32 size, const char *loader,
                          GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/**
 * np_board_read_finish:
 * @output: (out) (nullable) (transfer full): what the board has shown, also when it failed
 * @error: as np_programmer_run_finish (); BUSY when another program has the probe, or the board is being written
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *np_board_read_finish (NpBoard *board, GAsyncResult *result, NpProgrammerOutput **output, GError **error);

G_END_DECLS
