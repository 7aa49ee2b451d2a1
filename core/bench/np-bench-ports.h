/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-bench-slot.h"
#include "np-bench.h"

G_BEGIN_DECLS

/* The places of a bench in the order that the user gave them; a place's number is its position, from 1. A place that was once known
 * stays, with nothing plugged in, until the user forgets it. With a file they are the same at the next start:
 *
 *   [Port 1]
 *   Serial=066DFF485754727567023A41   of the probe that was there last
 *   Socket=1-1.3                      the USB socket, where it is known
 *   Name=Left jig                     where the user gave one
 *
 * A probe goes where its serial number was last; a new one where its socket is known. */
typedef struct
{
  GPtrArray *slots;  /* (element-type NpBenchSlot) */
  GListModel *model; /* (unowned): of the boards; what it holds is told for it */
  char *file;        /* (nullable) */
  char *saved;       /* (nullable): what the file says */
  GCancellable *saving;
} NpBenchPorts;

NpBenchPorts *np_bench_get_ports (NpBench *bench); /* (transfer none) */

NpBenchPorts *np_bench_ports_new (GListModel *model);
void np_bench_ports_free (NpBenchPorts *self); /* what isn't saved yet is saved first */

/**
 * np_bench_ports_load:
 * @file: where places are kept; it need not exist
 *
 * Adds the places that the file knows. One that can't be read is as good as none: places are only a convenience.
 */
void np_bench_ports_load (NpBenchPorts *self, const char *file);

/* Saves when something has changed; in a thread, since a disk may take its time. */
void np_bench_ports_save (NpBenchPorts *self);

NpBenchSlot *np_bench_ports_add (NpBenchPorts *self, const char *serial); /* (transfer none) */

/* Returns: (nullable) (transfer none): where the probe belongs: where it was, else a free place at its socket */
NpBenchSlot *np_bench_ports_find (NpBenchPorts *self, const char *serial);
NpBenchSlot *np_bench_ports_find_free (NpBenchPorts *self, const NpBenchSighting *sighting);

/* @slot's probe is at @socket now; the place that had this socket gets the one that becomes free. */
void np_bench_ports_take_socket (NpBenchPorts *self, NpBenchSlot *slot, const char *socket);

G_END_DECLS
