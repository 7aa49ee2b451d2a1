/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * NpBenchLayout:
 * @NP_BENCH_LAYOUT_AUTOMATIC: cards for as many boards as fit a glance, a list for more
 */
typedef enum
{
  NP_BENCH_LAYOUT_AUTOMATIC,
  NP_BENCH_LAYOUT_CARDS,
  NP_BENCH_LAYOUT_LIST,
} NpBenchLayout;

#define NP_TYPE_BENCH_LAYOUT (np_bench_layout_get_type ())
GType np_bench_layout_get_type (void);

/* Returns: whether so many boards are shown as a list */
gboolean np_bench_layout_is_list (NpBenchLayout self, guint n_boards);

G_END_DECLS
