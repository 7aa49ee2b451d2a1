/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A real bench's latencies, passed by really waiting. Many short waits don't add up their overshoot: each ends where it would have
 * ended had all before it been exact. */
typedef struct
{
  double speed;   /* by how much faster than a real bench */
  gint64 due;     /* µs, monotonic: until when everything so far takes */
  gint64 started; /* np_sim_clock_start () */
} NpSimClock;

void np_sim_clock_init (NpSimClock *self, double speed);
void np_sim_clock_wait (NpSimClock *self, double seconds);

/* A stop watch; seconds as they went by. */
void np_sim_clock_start (NpSimClock *self);
double np_sim_clock_get_elapsed (const NpSimClock *self);

/* The bench's speed factor: NAMEPLATE_SIM_SPEED where it is set, or @speed. */
double np_sim_clock_find_speed (double speed);

G_END_DECLS
