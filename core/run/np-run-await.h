/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-run-private.h"

G_BEGIN_DECLS

/**
 * np_run_await_board_async:
 *
 * Makes sure that the board answers. When it doesn't, a hand is needed: the board shows ACTION, and is looked at every second, without
 * a limit, until it does (or @cancellable ends the wait). After _finish the output of the last look can be looked at: option bytes.
 */
void np_run_await_board_async (NpRun *run, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);

/* @error: %NP_ERROR_PROTECTED of a board that answers and is locked; anything that doesn't pass while a board is being plugged in;
 * %G_IO_ERROR_CANCELLED */
gboolean np_run_await_board_finish (NpRun *run, GAsyncResult *result, GError **error);

G_END_DECLS
