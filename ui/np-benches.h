/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench/np-bench.h"
#include "recipe/np-platform.h"

G_BEGIN_DECLS

#define NP_BENCH_NAME_HARDWARE "hardware"
#define NP_BENCH_NAME_SIMULATED "simulated" /* a temporary one; "simulated:FOLDER" for one that stays */

/* The program's benches by their names, made as the settings say. A setting that changes makes the next one; whoever uses a bench
 * keeps it.
 *
 * signal "renewed" (const char *name): what np_benches_get () returned for it is now outdated */
#define NP_TYPE_BENCHES (np_benches_get_type ())
G_DECLARE_FINAL_TYPE (NpBenches, np_benches, NP, BENCHES, GObject)

gboolean np_benches_is_name (const char *name);
gboolean np_benches_is_simulated_name (const char *name);

NpBenches *np_benches_new (GSettings *settings);

/**
 * np_benches_get:
 * @name: "hardware", "simulated" or "simulated:FOLDER"
 * @platform: (nullable): what the boards of a temporary bench are
 * @error: as np_bench_folder_open ()
 *
 * One bench a name (and platform, when it is a temporary one), watched from its first use.
 *
 * Returns: (transfer none) (nullable)
 */
NpBench *np_benches_get (NpBenches *self, const char *name, const NpPlatform *platform, GError **error);

/* Stops them all, and waits (some seconds at most) until nothing uses a simulated bench's folder any more. */
void np_benches_end (NpBenches *self);

G_END_DECLS
