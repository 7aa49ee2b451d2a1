/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NpBenchWork:
 * @durations: (array length=n_durations): how long boards took that passed, in microseconds
 * @progress: (array length=n_running): of the boards that are being written, 0–1
 * @n_waiting: boards that wait for their turn
 * @n_at_once: how many are written at once
 * @n_planned: units that are still planned besides these
 * @n_ports: how many of those can be plugged in together
 *
 * What is still to be done on a bench, and what is known of how long it takes.
 */
typedef struct
{
  const gint64 *durations;
  guint n_durations;
  const double *progress;
  guint n_running;
  guint n_waiting;
  guint n_at_once;
  guint n_planned;
  guint n_ports;
} NpBenchWork;

/**
 * np_bench_estimate:
 *
 * Pure. Each board is taken to need the median of those that were measured. The time that hands need between two loads isn't known and
 * not counted.
 *
 * Returns: how long it still takes, in microseconds; -1 as long as nothing was measured
 */
gint64 np_bench_estimate (const NpBenchWork *work);

/* Returns: (transfer full) (nullable): "About 13 minutes left"; %NULL for what isn't known or over */
char *np_bench_estimate_to_text (gint64 left);

G_END_DECLS
