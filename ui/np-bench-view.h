/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/np-session.h"

G_BEGIN_DECLS

/* All boards of a session as cards, what they came to in figures, and the button that starts them.
 *
 * properties: session (nullable); bench (read-only): its bench; elapsed (int64, µs, read-only): of the running or last round; summary (string, read-only): what will be written, empty while it can't be; obstacle (string,
 * read-only): the first thing that stands against a run, or NULL; stopping (boolean, read-only)
 * actions: bench.write, bench.retry, bench.run-board (s: a probe's serial number), bench.stop, bench.ask-stop, bench.refresh, bench.show-problems */
#define NP_TYPE_BENCH_VIEW (np_bench_view_get_type ())
G_DECLARE_FINAL_TYPE (NpBenchView, np_bench_view, NP, BENCH_VIEW, AdwBin)

void np_bench_view_set_session (NpBenchView *self, NpSession *session);
NpSession *np_bench_view_get_session (NpBenchView *self);
void np_bench_view_check (NpBenchView *self); /* the project has changed: look anew at what stands against a run */

G_END_DECLS
