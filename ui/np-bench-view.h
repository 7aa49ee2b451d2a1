/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/np-session.h"

G_BEGIN_DECLS

/* All boards of a session, what they came to in figures, and the button that starts them.
 *
 * properties: session (nullable); bench (read-only): its bench; summary (string, read-only): what will be written, empty while it can't be;
 * obstacle (string, read-only): the first thing that stands against a run, or NULL; missing-permission (string, nullable, read-only): what
 * this account may not do, and the way out; stopping (boolean, read-only); layout (NpBenchLayout); wall (boolean): the Wall View, on the
 * whole screen; auto-start (boolean), see NpBenchStart; line-locked (boolean): what is for engineers alone can't be done; can-run (boolean,
 * read-only): boards may be written now, there being no run and no obstacle
 * actions: bench.write, bench.retry, bench.run-board (s: a probe's serial number), bench.stop, bench.escape, bench.refresh,
 * bench.show-problems, bench.copy-command, bench.layout, bench.wall
 * signal "checked": it has looked anew at what stands against a run */
#define NP_TYPE_BENCH_VIEW (np_bench_view_get_type ())
G_DECLARE_FINAL_TYPE (NpBenchView, np_bench_view, NP, BENCH_VIEW, AdwBin)

void np_bench_view_set_session (NpBenchView *self, NpSession *session);
NpSession *np_bench_view_get_session (NpBenchView *self);
void np_bench_view_check (NpBenchView *self); /* the project has changed: look anew at what stands against a run */

/* @board: (nullable): whose detail is beside the boards */
void np_bench_view_mark_board (NpBenchView *self, NpBoard *board);

/* Returns: (nullable) (transfer none): the board whose card had the focus last, or the first selected row's */
NpBoard *np_bench_view_get_chosen (NpBenchView *self);

G_END_DECLS
