/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-bench-folder.h"
#include "np-board.h"
#include "np-programmer.h"

G_BEGIN_DECLS

/* All boards: a GListModel of #NpBoard in a stable order. Boards are updated, never replaced; one whose probe is gone becomes
 * EMPTY and keeps its number until something else is plugged in at its place (the same probe comes back to it).
 *
 * It looks at the serial ports about once a second and asks CubeProgrammer (-l st-link-only) only when they changed; a new board
 * is then identified with one hot-plug connect, except while a run has it.
 *
 * properties: simulated (boolean), settled (boolean): the first look is done and no board is in CHECK;
 * problem (boxed GError, nullable): what keeps the whole bench from working (no CubeProgrammer, …) */
#define NP_TYPE_BENCH (np_bench_get_type ())
G_DECLARE_FINAL_TYPE (NpBench, np_bench, NP, BENCH, GObject)

NpBench *np_bench_new_hardware (const char *programmer_folder /* (nullable) */);
NpBench *np_bench_new_simulated (NpBenchFolder *folder);

/**
 * np_bench_set_ports_file:
 * @file: where to keep which probe has which number and name, from one start to the next; read at the first look
 *
 * To be set before the bench starts. Without it, places are as new each time.
 */
void np_bench_set_ports_file (NpBench *self, const char *file);

void np_bench_start (NpBench *self);   /* begin to watch */
void np_bench_stop (NpBench *self);
void np_bench_refresh (NpBench *self); /* look now, and identify READY and BLOCK boards anew */

/* As np_programmer_set_timeout_factor (), for whichever programmer the bench finds. */
void np_bench_set_timeout_factor (NpBench *self, double factor);

gboolean np_bench_is_simulated (NpBench *self);
gboolean np_bench_is_settled (NpBench *self);
const GError *np_bench_get_problem (NpBench *self);
NpProgrammer *np_bench_get_programmer (NpBench *self); /* (nullable): NULL while there is a problem with it */
NpBenchFolder *np_bench_get_folder (NpBench *self);    /* (nullable) */
NpBoard *np_bench_find_board (NpBench *self, const char *probe_serial); /* (nullable) (transfer none) */

/* The places as the user wants them: numbers are positions from 1, so the others move up. @name (nullable): none. Only an EMPTY place can
 * be forgotten. */
void np_bench_move_board (NpBench *self, NpBoard *board, guint number);
void np_bench_name_board (NpBench *self, NpBoard *board, const char *name);
gboolean np_bench_forget_board (NpBench *self, NpBoard *board);

/* Waits until the bench is settled, so that a command can take what is there. */
void np_bench_settle_async (NpBench *self, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean np_bench_settle_finish (NpBench *self, GAsyncResult *result, GError **error);

G_END_DECLS
