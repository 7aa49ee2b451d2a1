/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-programmer.h"

G_BEGIN_DECLS

/**
 * np_identify_async:
 * @programmer: the programmer
 * @probe_serial: the probe to look through
 * @board_name: (nullable): the board's name, from which the chip can be guessed
 * @cancellable: (nullable): a #GCancellable
 *
 * Finds out what is behind a probe with one hot-plug connect: the target, its read-out protection, its unique id. Where the
 * unique id stands depends on the chip: when that was not known or guessed wrong, a second connect reads it. Has the probe's
 * lock meanwhile.
 */
void np_identify_async (NpProgrammer *programmer, const char *probe_serial, const char *board_name, GCancellable *cancellable,
                        GAsyncReadyCallback callback, gpointer user_data);

/**
 * np_identify_finish:
 * @output: (out) (nullable) (transfer full): what the board has shown, also when it failed; %NULL when the lock wasn't to be had
 */
gboolean np_identify_finish (NpProgrammer *programmer, GAsyncResult *result, NpProgrammerOutput **output, GError **error);

/* Returns: (transfer full) (nullable): the 96 bits that were read, as 24 hex digits: three words, as the tool shows them */
char *np_identify_dup_unique_id (NpProgrammerOutput *output);

G_END_DECLS
