/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NpParallelFunc:
 * @index: which item
 * @user_data: shared by all threads: what is read is immutable, and only item @index is written
 *
 * Works on one item, on any thread.
 */
typedef gboolean (*NpParallelFunc) (guint index, gpointer user_data, GError **error);

gboolean np_parallel_run (guint n_items, NpParallelFunc func, gpointer user_data, GCancellable *cancellable, GError **error);

G_END_DECLS
