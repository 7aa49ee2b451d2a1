/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "bench/np-bench-sighting.h"

#define A "066DFF485754727567021514"
#define B "003500233038510234333935"
#define C "0670FF495051717867012345"

typedef struct
{
  GPtrArray *probes;
  GPtrArray *ports;
  GPtrArray *hidden;
  GArray *sightings;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->probes = g_ptr_array_new_with_free_func (g_free);
  fixture->ports = g_ptr_array_new_with_free_func (g_free);
  fixture->hidden = g_ptr_array_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->probes);
  g_ptr_array_unref (fixture->ports);
  g_ptr_array_unref (fixture->hidden);
  g_array_unref (fixture->sightings);
}

static void
add_probe (Fixture *fixture, const char *serial, const char *firmware)
{
  NpProbeInfo probe
      = { .serial = (char *) serial, .firmware = (char *) firmware, .usable = firmware != NULL && strlen (serial) == 24 };

  g_ptr_array_add (fixture->probes, g_memdup2 (&probe, sizeof probe));
}

static void
add_port (Fixture *fixture, const char *name, const char *serial)
{
  NpSerialPortInfo port = { .name = (char *) name, .path = (char *) name, .usb_serial = (char *) serial };

  g_ptr_array_add (fixture->ports, g_memdup2 (&port, sizeof port));
}

/* "serial port|-": in order */
static void
assert_sightings (Fixture *fixture, const char *expected)
{
  g_autoptr(GString) seen = g_string_new (NULL);

  fixture->sightings = np_bench_sightings_new (fixture->probes, fixture->ports, fixture->hidden);
  for (guint i = 0; i < fixture->sightings->len; i++)
    {
      const NpBenchSighting *sighting = &g_array_index (fixture->sightings, NpBenchSighting, i);

      g_string_append_printf (seen, "%s%s %s%s%s", i > 0 ? ", " : "", sighting->serial,
                              sighting->port != NULL ? sighting->port->name : "-", sighting->probe == NULL ? " unlisted" : "",
                              sighting->duplicate ? " duplicate" : "");
    }
  g_assert_cmpstr (seen->str, ==, expected);
}

/* Never by order: the ports come the other way round. */
static void
test_joined_by_serial (Fixture *fixture, gconstpointer data)
{
  add_probe (fixture, A, "V2J46M32");
  add_probe (fixture, B, "V3J15M6");
  add_probe (fixture, C, "V2J46M32");
  add_port (fixture, "ttyACM0", B);
  add_port (fixture, "ttyACM1", A);
  assert_sightings (fixture, A " ttyACM1, " B " ttyACM0, " C " -");
}

static void
test_two_ports (Fixture *fixture, gconstpointer data)
{
  add_probe (fixture, A, "V3J15M6");
  add_port (fixture, "ttyACM10", A);
  add_port (fixture, "ttyACM9", A);
  assert_sightings (fixture, A " ttyACM9");
}

static void
test_duplicate (Fixture *fixture, gconstpointer data)
{
  add_probe (fixture, A, "V2J46M32");
  add_probe (fixture, B, "V3J15M6");
  add_probe (fixture, A, "V2J37M26");
  add_port (fixture, "ttyACM0", A);
  assert_sightings (fixture, A " ttyACM0 duplicate, " B " -");
}

static void
test_only_a_port (Fixture *fixture, gconstpointer data)
{
  add_port (fixture, "ttyACM0", A);
  assert_sightings (fixture, A " ttyACM0 unlisted");
}

/* A busy probe under a false name is the one whose port is there: one board, not two. */
static void
test_false_name_with_port (Fixture *fixture, gconstpointer data)
{
  add_probe (fixture, "5&1E237D3C&0&3", NULL);
  add_probe (fixture, B, "V3J15M6");
  add_port (fixture, "ttyACM0", A);
  assert_sightings (fixture, B " -, " A " ttyACM0 unlisted");
}

/* The same for one that we work with and that has no port. */
static void
test_false_name_of_ours (Fixture *fixture, gconstpointer data)
{
  add_probe (fixture, "5&1E237D3C&0&3", NULL);
  add_probe (fixture, "5&1E237D3C&0&4", NULL);
  g_ptr_array_add (fixture->hidden, (gpointer) A);
  assert_sightings (fixture, "5&1E237D3C&0&4 -");
}

static void
test_ours_under_its_name (Fixture *fixture, gconstpointer data)
{
  add_probe (fixture, A, NULL);
  add_probe (fixture, "5&1E237D3C&0&4", NULL);
  g_ptr_array_add (fixture->hidden, (gpointer) A);
  assert_sightings (fixture, A " -, 5&1E237D3C&0&4 -");
}

/* Clones that answer are boards of their own, and alike. */
static void
test_clones (Fixture *fixture, gconstpointer data)
{
  add_probe (fixture, "9", "V2J29S7");
  add_probe (fixture, "R", "V2J37S7");
  add_probe (fixture, "9", "V2J29S7");
  add_port (fixture, "ttyACM0", A);
  assert_sightings (fixture, A " ttyACM0 unlisted, 9 - duplicate, R -");
}

#define ADD(name, function) g_test_add ("/bench-sighting/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("joined-by-serial", test_joined_by_serial);
  ADD ("two-ports", test_two_ports);
  ADD ("duplicate", test_duplicate);
  ADD ("only-a-port", test_only_a_port);
  ADD ("false-name-with-port", test_false_name_with_port);
  ADD ("false-name-of-ours", test_false_name_of_ours);
  ADD ("ours-under-its-name", test_ours_under_its_name);
  ADD ("clones", test_clones);
  return g_test_run ();
}
