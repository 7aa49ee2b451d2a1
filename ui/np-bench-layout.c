/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-bench-layout.h"

#define MAX_AUTOMATIC_CARDS 12

G_DEFINE_ENUM_TYPE (NpBenchLayout, np_bench_layout,
                    G_DEFINE_ENUM_VALUE (NP_BENCH_LAYOUT_AUTOMATIC, "automatic"),
                    G_DEFINE_ENUM_VALUE (NP_BENCH_LAYOUT_CARDS, "cards"),
                    G_DEFINE_ENUM_VALUE (NP_BENCH_LAYOUT_LIST, "list"))

gboolean
np_bench_layout_is_list (NpBenchLayout self, guint n_boards)
{
  switch (self)
    {
    case NP_BENCH_LAYOUT_AUTOMATIC: return n_boards > MAX_AUTOMATIC_CARDS;
    case NP_BENCH_LAYOUT_CARDS: return FALSE;
    case NP_BENCH_LAYOUT_LIST: return TRUE;
    }
  g_return_val_if_reached (FALSE);
}
