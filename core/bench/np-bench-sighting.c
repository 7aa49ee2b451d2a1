/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <sys/stat.h>

#include "np-bench-sighting.h"
#include "np-programmer-output-private.h"

char *
np_bench_mark_port (const NpSerialPortInfo *port)
{
  struct stat status = { 0 };

  /* One that is just going has no time any more: that is a change as well. */
  (void) stat (port->path, &status);
  return g_strdup_printf ("%s %" G_GINT64_FORMAT ".%09ld", port->path, (gint64) status.st_ctim.tv_sec, status.st_ctim.tv_nsec);
}

const NpBenchSighting *
np_bench_sightings_find (GArray *self, const char *serial)
{
  for (guint i = 0; i < self->len; i++)
    if (g_strcmp0 (g_array_index (self, NpBenchSighting, i).serial, serial) == 0)
      return &g_array_index (self, NpBenchSighting, i);
  return NULL;
}

/* The first by name when a probe has two (STLINK-V3 with two virtual ports). */
static const NpSerialPortInfo *
find_port (GPtrArray *ports, const char *serial)
{
  const NpSerialPortInfo *found = NULL;

  for (guint i = 0; i < ports->len; i++)
    {
      const NpSerialPortInfo *port = g_ptr_array_index (ports, i);

      if (g_strcmp0 (port->usb_serial, serial) != 0)
        continue;
      if (found == NULL || strlen (port->name) < strlen (found->name)
          || (strlen (port->name) == strlen (found->name) && strcmp (port->name, found->name) < 0))
        found = port;
    }
  return found;
}

static void
add_sighting (GArray *sightings, const char *serial, const NpProbeInfo *probe, const NpSerialPortInfo *port)
{
  NpBenchSighting *known = (NpBenchSighting *) np_bench_sightings_find (sightings, serial);
  NpBenchSighting sighting = { .serial = serial, .probe = probe, .port = port };

  if (known != NULL)
    known->duplicate = TRUE;
  else
    g_array_append_val (sightings, sighting);
}

/* Probes without a name of use. One that has told its firmware is surely another; one that hasn't may be one of those that
 * are @n_missing. */
static void
add_unnamed (GArray *sightings, GPtrArray *probes, guint n_missing)
{
  for (guint i = 0; i < probes->len; i++)
    {
      const NpProbeInfo *probe = g_ptr_array_index (probes, i);

      if (np_probe_info_is_named (probe))
        continue;
      if (probe->firmware == NULL && n_missing > 0)
        n_missing--;
      else
        add_sighting (sightings, probe->serial != NULL ? probe->serial : "", probe, NULL);
    }
}

static guint
count_unlisted (GPtrArray *probes, GPtrArray *serials)
{
  guint n_unlisted = serials->len;

  for (guint i = 0; i < serials->len; i++)
    for (guint j = 0; j < probes->len; j++)
      if (g_strcmp0 (((const NpProbeInfo *) g_ptr_array_index (probes, j))->serial, g_ptr_array_index (serials, i)) == 0)
        {
          n_unlisted--;
          break;
        }
  return n_unlisted;
}

GArray *
np_bench_sightings_new (GPtrArray *probes, GPtrArray *ports, GPtrArray *hidden)
{
  GArray *sightings = g_array_new (FALSE, FALSE, sizeof (NpBenchSighting));
  guint n_missing = count_unlisted (probes, hidden);

  for (guint i = 0; i < probes->len; i++)
    {
      const NpProbeInfo *probe = g_ptr_array_index (probes, i);

      if (np_probe_info_is_named (probe))
        add_sighting (sightings, probe->serial, probe, find_port (ports, probe->serial));
    }
  for (guint i = 0; i < ports->len; i++)
    {
      const char *serial = ((const NpSerialPortInfo *) g_ptr_array_index (ports, i))->usb_serial;

      if (serial == NULL || np_bench_sightings_find (sightings, serial) != NULL)
        continue;
      add_sighting (sightings, serial, NULL, find_port (ports, serial));
      n_missing++;
    }
  add_unnamed (sightings, probes, n_missing);
  return sightings;
}
