/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A simulated board's process: its serial port, its power, what it boots. */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "sim-bench.h"

#define WAIT_MS 20000

static void
set_up (SimBench *bench, gconstpointer data)
{
  sim_bench_set_up (bench, 1, "stm32wba6");
}

static void
tear_down (SimBench *bench, gconstpointer data)
{
  sim_bench_tear_down (bench);
}

static void
install (SimBench *bench, const char *text, guint32 factory_data_address)
{
  g_autoptr(GBytes) image = np_bench_folder_make_application (factory_data_address, text);
  g_autoptr(GError) error = NULL;

  np_bench_folder_write_flash (bench->path, bench->serial, 0x08000000, image, &error);
  g_assert_no_error (error);
}

/* Pulled out: whoever has the port open notices. */
static void
test_plug (SimBench *bench, gconstpointer data)
{
  g_autoptr(NpBenchFolder) folder = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) ports = NULL;
  g_autofree char *port = sim_bench_get_port (bench);
  g_autofree char *text = NULL;
  struct pollfd wait = { .events = POLLIN };
  char byte;

  install (bench, "hello\n", 0);
  folder = sim_bench_power_up (bench);
  text = sim_bench_read_port (bench, "hello\r\n");
  wait.fd = g_open (port, O_RDWR | O_NOCTTY | O_CLOEXEC, 0);
  g_assert_cmpint (wait.fd, >=, 0);
  g_assert_true (np_bench_folder_set_plugged (bench->path, bench->serial, FALSE, &error));
  g_assert_cmpint (poll (&wait, 1, WAIT_MS), ==, 1);
  g_assert_cmpint (wait.revents & POLLHUP, ==, POLLHUP);
  g_assert_cmpint (read (wait.fd, &byte, 1), <=, 0);
  close (wait.fd);
  ports = np_bench_folder_list_ports (np_bench_folder_get_path (folder));
  g_assert_cmpuint (ports->len, ==, 0);
}

static void
test_power (SimBench *bench, gconstpointer data)
{
  g_autoptr(NpBenchFolder) folder = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  install (bench, "up\n", 0);
  folder = sim_bench_power_up (bench);
  first = sim_bench_read_port (bench, "up\r\n");
  g_assert_true (np_bench_folder_set_powered (bench->path, bench->serial, FALSE, &error));
  g_assert_true (np_bench_folder_set_powered (bench->path, bench->serial, TRUE, &error));
  second = sim_bench_read_port (bench, "up\r\n");
  g_assert_cmpstr (second, ==, "up\r\n");
}

/* Halted by a connect in the middle of its boot, the firmware goes on when it is told to run. */
static void
test_halt_and_run (SimBench *bench, gconstpointer data)
{
  g_autoptr(NpBenchFolder) folder = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *output = NULL;

  install (bench, "up\n", 0);
  folder = sim_bench_power_up (bench);
  first = sim_bench_read_port (bench, "up\r\n");
  output = sim_bench_run (bench, "-q -c port=SWD mode=UR -rst -halt -run", NULL);
  second = sim_bench_read_port (bench, "up\r\n");
  g_assert_cmpstr (second, ==, "up\r\n");
}

/* What the firmware reads is judged by ST's rules: vendor id, then an empty record that hides the rest. */
static void
test_application (SimBench *bench, gconstpointer data)
{
  static const guint8 records[] = {
    22,   0,    0,    0,    2, 0, 0, 0, 0xF1, 0xFF,           /* vendor id 0xFFF1 */
    21,   0,    0,    0,    4, 0, 0, 0, 'A',  'C',  'M', 'E', /* vendor name */
    23,   0,    0,    0,    0, 0, 0, 0,                       /* product name, empty */
    0xAC, 0xAC, 0xAC, 0xAC,
  };
  g_autoptr(GBytes) factory_data = g_bytes_new_static (records, sizeof records);
  g_autoptr(NpBenchFolder) folder = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  install (bench, "demo 1.0\n", 0x081EC000);
  g_assert_true (np_bench_folder_write_flash (bench->path, bench->serial, 0x081EC000, factory_data, &error));
  folder = sim_bench_power_up (bench);
  text = sim_bench_read_port (bench, "DAC certificate: parameter error\r\n");
  sim_assert_contains (text, "demo 1.0\r\nfactory data at 0x081EC000\r\nvendor id: 0xFFF1\r\nvendor name: ACME\r\n");
  sim_assert_contains (text, "product name: parameter error\r\n");
}

/* Room that the SDK gives: a vendor name of 33 bytes, a certificate of 601; one of 603 hides what follows. */
static void
test_application_limits (SimBench *bench, gconstpointer data)
{
  g_autoptr(GByteArray) records = g_byte_array_new ();
  static const struct
  {
    guint8 tag;
    guint16 length;
  } lengths[] = { { 21, 33 }, { 4, 601 }, { 22, 2 }, { 3, 603 }, { 24, 2 } };
  g_autoptr(GBytes) factory_data = NULL;
  g_autoptr(NpBenchFolder) folder = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      guint8 header[8] = { lengths[i].tag, 0, 0, 0, lengths[i].length & 0xFF, lengths[i].length >> 8, 0, 0 };
      gsize end = records->len + sizeof header + lengths[i].length;

      g_byte_array_append (records, header, sizeof header);
      while (records->len < end)
        g_byte_array_append (records, (const guint8 *) "A", 1);
    }
  factory_data = g_byte_array_free_to_bytes (g_steal_pointer (&records));
  install (bench, "limits\n", 0x081EC000);
  g_assert_true (np_bench_folder_write_flash (bench->path, bench->serial, 0x081EC000, factory_data, &error));
  folder = sim_bench_power_up (bench);
  text = sim_bench_read_port (bench, "DAC certificate: parameter error\r\n");
  sim_assert_contains (text, "vendor name: buffer too small\r\n");
  sim_assert_contains (text, "PAI certificate: buffer too small\r\n");
  sim_assert_contains (text, "vendor id: 0x4141\r\n");
  sim_assert_contains (text, "product id: parameter error\r\n");
}

/* One boot with @kind, and one without. Returns: (transfer full): what came of both */
static char *
boot_with_fault (SimBench *bench, const char *kind)
{
  g_autoptr(NpBenchFolder) folder = NULL;
  g_autofree char *first = NULL;

  install (bench, "hello\n", 0);
  folder = sim_bench_power_up (bench);
  first = sim_bench_read_port (bench, "hello\r\n");
  sim_bench_set_fault (bench, "reset", kind);
  sim_bench_reset (bench);
  sim_bench_wait_for_no_faults (bench);
  sim_bench_reset (bench);
  return sim_bench_read_port (bench, "hello\r\n");
}

static void
test_no_reply (SimBench *bench, gconstpointer data)
{
  g_autofree char *text = boot_with_fault (bench, "no-reply:once");

  g_assert_cmpstr (text, ==, "hello\r\n");
}

static void
test_garbage (SimBench *bench, gconstpointer data)
{
  g_autofree char *text = boot_with_fault (bench, "garbage:once");

  g_assert_cmpstr (text, !=, "hello\r\n");
}

static void
test_late_reply (SimBench *bench, gconstpointer data)
{
  g_autoptr(NpBenchFolder) folder = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gint64 started;

  install (bench, "hello\n", 0);
  folder = sim_bench_power_up (bench);
  first = sim_bench_read_port (bench, "hello\r\n");
  sim_bench_set_fault (bench, "reset", "late-reply:once");
  started = g_get_monotonic_time ();
  sim_bench_reset (bench);
  second = sim_bench_read_port (bench, "hello\r\n");
  g_assert_cmpint (g_get_monotonic_time () - started, >=, 35 * G_TIME_SPAN_SECOND / 1000);
}

static void
test_port_busy (SimBench *bench, gconstpointer data)
{
  g_autoptr(NpBenchFolder) folder = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *port = sim_bench_get_port (bench);
  int fd;

  sim_bench_set_fault (bench, "any", "port-busy");
  folder = sim_bench_power_up (bench);
  fd = g_open (port, O_RDWR | O_NOCTTY | O_CLOEXEC, 0);
  if (fd < 0)
    {
      g_assert_cmpint (errno, ==, EBUSY); /* who isn't root */
      return;
    }
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, -1);
  g_assert_cmpint (errno, ==, EWOULDBLOCK);
  g_assert_true (np_bench_folder_clear_faults (bench->path, bench->serial, &error));
  g_assert_cmpint (flock (fd, LOCK_EX), ==, 0); /* waits until the board lets go of it */
  close (fd);
}

/* Its protection raised, a board is silent whatever the programmer does, until its power has gone once. */
static void
test_waits_for_power (SimBench *bench, gconstpointer data)
{
  g_autoptr(NpBenchFolder) folder = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *output = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *second = NULL;
  int status;

  install (bench, "up\n", 0);
  np_bench_folder_set_helping_hand (bench->path, bench->serial, 0, &error);
  g_assert_no_error (error);
  folder = sim_bench_power_up (bench);
  first = sim_bench_read_port (bench, "up\r\n");
  output = sim_bench_run (bench, "-q -c port=SWD mode=UR -ob RDP=0xDC", NULL);
  g_assert_true (sim_bench_waits_for_power (bench));
  refused = sim_bench_run (bench, "-q -c port=SWD sn={SN} -rst", &status);
  g_assert_cmpint (status, ==, 1);
  sim_assert_contains (refused, "Error: No STM32 target found!");
  g_assert_true (np_bench_folder_set_powered (bench->path, bench->serial, FALSE, &error));
  g_assert_true (np_bench_folder_set_powered (bench->path, bench->serial, TRUE, &error));
  second = sim_bench_read_port (bench, "up\r\n");
  g_assert_cmpstr (second, ==, "up\r\n"); /* once: not at the reset */
  g_assert_false (sim_bench_waits_for_power (bench));
}

/* Where nobody can touch the board, somebody does. */
static void
test_helping_hand (SimBench *bench, gconstpointer data)
{
  g_autoptr(NpBenchFolder) folder = NULL;
  g_autofree char *first = NULL;
  g_autofree char *output = NULL;
  g_autofree char *second = NULL;

  install (bench, "up\n", 0);
  folder = sim_bench_power_up (bench);
  first = sim_bench_read_port (bench, "up\r\n");
  output = sim_bench_run (bench, "-q -c port=SWD mode=UR -ob RDP=0xDC", NULL);
  sim_bench_wait_for_change (bench, sim_bench_is_awake);
  second = sim_bench_read_port (bench, "up\r\n");
  g_assert_cmpstr (second, ==, "up\r\n");
}

#define ADD(path, function) g_test_add (path, SimBench, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sim-board/plug", test_plug);
  ADD ("/sim-board/power", test_power);
  ADD ("/sim-board/halt-and-run", test_halt_and_run);
  ADD ("/sim-board/application", test_application);
  ADD ("/sim-board/application-limits", test_application_limits);
  ADD ("/sim-board/no-reply", test_no_reply);
  ADD ("/sim-board/garbage", test_garbage);
  ADD ("/sim-board/late-reply", test_late_reply);
  ADD ("/sim-board/waits-for-power", test_waits_for_power);
  ADD ("/sim-board/helping-hand", test_helping_hand);
  ADD ("/sim-board/port-busy", test_port_busy);

  return g_test_run ();
}
