/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-programmer-output.h"
#include "np-serial-port.h"

G_BEGIN_DECLS

/* What a look at the bench has shown of one probe; it borrows. */
typedef struct
{
  const char *serial;
  const NpProbeInfo *probe;     /* NULL: only its serial port is there */
  const NpSerialPortInfo *port; /* NULL: it has none */
  gboolean duplicate;
} NpBenchSighting;

/**
 * np_bench_sightings_new:
 * @probes: (element-type NpProbeInfo): as CubeProgrammer lists them
 * @ports: (element-type NpSerialPortInfo): those of ST-LINKs
 * @hidden: (element-type utf8): serial numbers of boards that are there for certain, without a port, and may be listed under a
 *   wrong one because a program works with them
 *
 * Joins probes with ports by USB serial number, never by their order. A port whose probe isn't listed still tells of a board. A
 * probe that is in use may be listed under another serial number (facts): as many of those as are missing elsewhere aren't
 * counted twice.
 *
 * Returns: (transfer full) (element-type NpBenchSighting): each serial number once
 */
GArray *np_bench_sightings_new (GPtrArray *probes, GPtrArray *ports, GPtrArray *hidden);
const NpBenchSighting *np_bench_sightings_find (GArray *self, const char *serial);

/* Returns: (transfer full): changes when another device, or the same anew, is plugged in: its path and when that came to be */
char *np_bench_mark_port (const NpSerialPortInfo *port);

G_END_DECLS
