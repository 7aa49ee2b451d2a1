/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "np-board-detail.h"

G_BEGIN_DECLS

/* The bench, and the detail of one of its boards: beside it where there is room for both (from 1000 px), else in its place. (AdwLeaflet, on
 * its way out of libadwaita, is used here alone.)
 *
 * properties: session (nullable); bench-view (GtkWidget, set once): what has "bench.run-board" and a property "can-run"
 * actions: bench-page.show-detail (s: a probe's serial number), bench-page.close-detail */
#define NP_TYPE_BENCH_PAGE (np_bench_page_get_type ())
G_DECLARE_FINAL_TYPE (NpBenchPage, np_bench_page, NP, BENCH_PAGE, AdwBin)

NpBoardDetail *np_bench_page_get_detail (NpBenchPage *self);
gboolean np_bench_page_shows_detail (NpBenchPage *self);

G_END_DECLS
