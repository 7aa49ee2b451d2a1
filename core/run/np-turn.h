/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One secure script at a time in this process: they share log files and headers beside them. Turns are taken in the order of asking. */

gboolean np_turn_is_free (void);

/**
 * np_turn_take_async:
 * @cancellable: (nullable): gives up waiting
 *
 * Waits until it is one's turn.
 */
void np_turn_take_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean np_turn_take_finish (GAsyncResult *result, GError **error);

/* The next one's. */
void np_turn_end (void);

G_END_DECLS
