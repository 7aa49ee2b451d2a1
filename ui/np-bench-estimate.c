/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>

#include "np-bench-estimate.h"

#define MINUTE ((gint64) 60 * G_USEC_PER_SEC)
#define HOUR (60 * MINUTE)

static int
compare (gconstpointer a, gconstpointer b)
{
  gint64 first = *(const gint64 *) a, second = *(const gint64 *) b;

  return first < second ? -1 : first > second;
}

static gint64
find_median (const gint64 *durations, guint n_durations)
{
  g_autofree gint64 *sorted = g_memdup2 (durations, n_durations * sizeof *durations);

  qsort (sorted, n_durations, sizeof *sorted, compare);
  return sorted[n_durations / 2];
}

static gint64 *
find_earliest (GArray *ends)
{
  gint64 *earliest = &g_array_index (ends, gint64, 0);

  for (guint i = 1; i < ends->len; i++)
    if (g_array_index (ends, gint64, i) < *earliest)
      earliest = &g_array_index (ends, gint64, i);
  return earliest;
}

/* Who waits takes the place of whoever ends next. */
static gint64
estimate_round (const NpBenchWork *work, gint64 one)
{
  g_autoptr(GArray) ends = g_array_new (FALSE, TRUE, sizeof (gint64));
  gint64 last = 0;

  for (guint i = 0; i < work->n_running; i++)
    {
      gint64 end = (gint64) ((1 - work->progress[i]) * (double) one);

      g_array_append_val (ends, end);
    }
  if (ends->len < work->n_at_once)
    g_array_set_size (ends, work->n_at_once);
  for (guint i = 0; i < work->n_waiting; i++)
    *find_earliest (ends) += one;
  for (guint i = 0; i < ends->len; i++)
    last = MAX (last, g_array_index (ends, gint64, i));
  return last;
}

gint64
np_bench_estimate (const NpBenchWork *work)
{
  guint n_loads, n_turns;
  gint64 one;

  if (work->n_durations == 0 || work->n_at_once == 0)
    return -1;
  one = find_median (work->durations, work->n_durations);
  n_loads = work->n_ports > 0 ? (work->n_planned + work->n_ports - 1) / work->n_ports : 0;
  n_turns = (work->n_ports + work->n_at_once - 1) / work->n_at_once;
  return estimate_round (work, one) + one * n_loads * n_turns;
}

char *
np_bench_estimate_to_text (gint64 left)
{
  guint count;

  if (left <= 0)
    return NULL;
  if (left < MINUTE)
    return g_strdup (_("Less than a minute left"));
  if (left < 2 * HOUR)
    {
      count = (guint) ((left + MINUTE / 2) / MINUTE);
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "About %u minute left", "About %u minutes left", count), count);
    }
  count = (guint) ((left + HOUR / 2) / HOUR);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "About %u hour left", "About %u hours left", count), count);
}
