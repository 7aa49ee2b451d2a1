/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/np-session.h"

G_BEGIN_DECLS

/* What a session has come to, in figures that can be read from across the room: passed, failed, planned, first-pass yield, elapsed.
 *
 * properties: session (nullable); elapsed (int64, µs, read-only): of the running or last round; left (string, nullable, read-only): how long
 * this round and what is planned after it will take, once that can be told; planned (uint, read-only): units, 0 when none are */
#define NP_TYPE_BENCH_FIGURES (np_bench_figures_get_type ())
G_DECLARE_FINAL_TYPE (NpBenchFigures, np_bench_figures, NP, BENCH_FIGURES, AdwBin)

void np_bench_figures_set_session (NpBenchFigures *self, NpSession *session);
void np_bench_figures_update (NpBenchFigures *self); /* the project has changed */

G_END_DECLS
