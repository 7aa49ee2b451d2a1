/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/np-session.h"

G_BEGIN_DECLS

/* What the buttons and counters of a bench say: the boards of a session's bench, counted. Counts anew once for any number of
 * changes, before the next frame is drawn.
 *
 * properties (read-only but for session): session; listed (every board, EMPTY ones too), connected, ready, stopped, retryable, running
 * (uint) */
#define NP_TYPE_BENCH_TALLY (np_bench_tally_get_type ())
G_DECLARE_FINAL_TYPE (NpBenchTally, np_bench_tally, NP, BENCH_TALLY, GObject)

/**
 * np_bench_tally_set_session:
 * @session: (nullable): whose boards to count
 */
void np_bench_tally_set_session (NpBenchTally *self, NpSession *session);
guint np_bench_tally_get_pending (NpBenchTally *self); /* ready or stopped */
guint np_bench_tally_get_retryable (NpBenchTally *self);

G_END_DECLS
