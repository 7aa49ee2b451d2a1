/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-bench-sighting.h"
#include "np-block.h"
#include "np-board.h"

G_BEGIN_DECLS

/* A place of the bench: its board, and what only the bench has to know of it. */
typedef struct
{
  NpBoard *board;
  char *port_mark;  /* (nullable): see np_bench_mark_port () */
  NpBlock block;    /* why the board is BLOCK */
  gboolean away;    /* the probe went while a run had the board; its result stays to be seen */
  gboolean awaited; /* its run waits until it was replugged */
  guint check;      /* counts the requests to identify it, */
  guint check_done; /* the last one that was begun */
  gboolean identifying;
  gboolean running; /* as of the last look */
  gboolean used;    /* by us since the probes were asked for: they may say that it is busy */
} NpBenchSlot;

NpBenchSlot *np_bench_slot_new (const char *probe_serial, guint number);
NpBenchSlot *np_bench_slot_ref (NpBenchSlot *self);
void np_bench_slot_unref (NpBenchSlot *self);

/* Between two lists of the probes: has its lock been taken or dropped? @retry: it is time to look again at what may pass by
 * itself. Returns: whether the probes have to be listed anew on account of this one. */
gboolean np_bench_slot_look (NpBenchSlot *self, gboolean retry);

/* The probes are being asked for. */
void np_bench_slot_ask (NpBenchSlot *self);

/* The probe is there. @afresh: a board that waits is identified anew. Returns: whether the probes have to be asked for again,
 * because it may have looked busy only on account of us. */
gboolean np_bench_slot_see (NpBenchSlot *self, const NpBenchSighting *sighting, gboolean afresh);
void np_bench_slot_set_gone (NpBenchSlot *self);
void np_bench_slot_clear (NpBenchSlot *self);

void np_bench_slot_begin_check (NpBenchSlot *self);

/* @output, @error: as of np_identify_finish () */
void np_bench_slot_identified (NpBenchSlot *self, NpProgrammerOutput *output, const GError *error);

gboolean np_bench_slot_is_free (NpBenchSlot *self);  /* another probe can have the place */
gboolean np_bench_slot_may_hide (NpBenchSlot *self); /* the probe may be listed under another name, or not at all, and be there */

G_END_DECLS
