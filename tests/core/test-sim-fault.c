/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the simulated bench can be made to do wrong. */
#include "config.h"

#include <signal.h>
#include <string.h>

#include "sim-bench.h"

/* The call that a fault of a step meets, and what comes of it. */
static const struct
{
  const char *step;
  const char *kind;
  const char *arguments;
  int status; /* negative: the signal */
  const char *says;
  const char *says_not; /* (nullable) */
} fault_cases[] = {
  { "connect", "exit-1", "-q -c port=SWD -rst", 1, "Error: ST-LINK error (DEV_TARGET_CMD_ERR)\n", "Device ID" },
  { "identify", "exit-1", "-q -c port=SWD -ob displ", 1, "Error: ", "RDP" },
  { "identify", "exit-1", "-q -c port=SWD -rst", 0, "Software reset is performed\n", "Error" },
  { "write", "exit-1", "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", 1, "Error: failed to download Segment[0]\n", "complete" },
  { "write", "error-exit-0", "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", 0, "Error: failed to download Segment[0]\n", NULL },
  { "write", "error-exit-0", "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", 0, "Download verified successfully\n", NULL },
  { "write", "killed", "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", -SIGKILL, "Download in Progress:\n", "complete" },
  { "verify", "killed", "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", -SIGKILL, "Verifying...\n", "successfully" },
  { "verify", "exit-1", "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", 1, "Error: Download verification failed\n",
    "successfully" },
  { "verify", "verify-mismatch", "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", 1,
    "Error: Data mismatch found at address 0x08002710 (byte = 0x", "successfully" },
  { "read", "exit-1", "-q -c port=SWD -u 0x08000000 16 {DIR}/back.bin", 1, "Error: ", "Data read successfully" },
  { "reset", "exit-1", "-q -c port=SWD -rst", 1, "MCU Reset\n", "is performed" },
  { "list", "exit-1", "-q -l st-link-only", 1, "ST-LINK error (DEV_USB_COMM_ERR)\n", "Probe 0" },
  { "list", "probe-busy", "-q -l st-link-only", 0, "ST-LINK error (DEV_CONNECT_ERR)\n\n--------", NULL },
  { "list", "probe-busy", "-q -l st-link-only", 0, "   ST-LINK FW  : \n   Access Port Number  : 0\n   Board Name  : \n", NULL },
  { "connect", "probe-busy", "-q -c port=SWD -rst", 1, "ST-LINK error (DEV_CONNECT_ERR)\n", "SN" },
  { "any", "no-target", "-q -c port=SWD -rst", 1,
    "Voltage     : 3.29V\nError: Unable to get core ID\nError: No STM32 target found!", "Device" },
  { "write", "no-target", "-q -c port=SWD -ob displ", 0, "Device ID   : 0x4B0\n", "Error" },
  { "any", "wrong-chip", "-q -c port=SWD -rst", 0, "Device ID   : 0x421\nRevision ID : Rev A\nDevice name : STM32F446xx\n",
    "0x4B0" },
  { "any", "rdp-on", "-q -c port=SWD -ob displ", 0, "     RDP          : 0xBB (Level 1", NULL },
  { "any", "rdp-on", "-q -c port=SWD -w {DIR}/image.bin 0x08000000", 1,
    "Error: failed to erase memory\nError: failed to erase memory\n", NULL },
  { "write", "unplugged", "-q -c port=SWD -w {DIR}/image.bin 0x08000000", 1, "ST-LINK error (DEV_USB_COMM_ERR)\n", "complete" },
  { "write", "power-lost", "-q -c port=SWD -w {DIR}/image.bin 0x08000000", 1, "Error: ST-LINK error (DEV_TARGET_CMD_ERR)\n",
    "complete" },
  { "any", "slow-link", "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", 0, "Download verified successfully\n", "Error" },
};

static void
test_fault (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  SimBench bench;
  g_autofree char *output = NULL;
  int status;

  sim_bench_set_up (&bench, 1, "stm32wba6");
  sim_bench_write_random_file (&bench, "image.bin", 20000);
  sim_bench_set_fault (&bench, fault_cases[i].step, fault_cases[i].kind);
  output = sim_bench_run (&bench, fault_cases[i].arguments, &status);
  g_assert_cmpint (status, ==, fault_cases[i].status);
  sim_assert_contains (output, fault_cases[i].says);
  if (fault_cases[i].says_not != NULL)
    sim_assert_lacks (output, fault_cases[i].says_not);
  sim_bench_tear_down (&bench);
}

static void
test_partly_written (SimBench *bench, gconstpointer data)
{
  g_autoptr(GBytes) bytes = sim_bench_make_bytes (20000);
  g_autofree char *output = NULL;
  g_autofree char *retry = NULL;
  int status;

  sim_bench_write_random_file (bench, "image.bin", 20000);
  sim_bench_set_fault (bench, "write", "killed:once");
  output = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/image.bin 0x08000000", &status);
  g_assert_cmpint (status, ==, -SIGKILL);
  g_assert_cmpuint (sim_bench_count_written (bench, 0x08000000, bytes), >=, 8192);
  g_assert_cmpuint (sim_bench_count_written (bench, 0x08000000, bytes), <, 16384);

  retry = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", NULL);
  g_assert_cmpuint (sim_bench_count_written (bench, 0x08000000, bytes), ==, 20000);
}

/* Told to end in the middle of a write: what it had done by then is on the board. */
static void
test_terminated (SimBench *bench, gconstpointer data)
{
  g_autoptr(GBytes) bytes = sim_bench_make_bytes (40000);
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;

  sim_bench_write_random_file (bench, "image.bin", 40000);
  np_bench_folder_set_speed (bench->path, 0.1, &error);
  g_setenv ("NAMEPLATE_SIM_SPEED", "4", TRUE); /* wins over the bench's */
  process = sim_bench_start (bench, "-c port=SWD sn={SN} -w {DIR}/image.bin 0x08000000");
  g_unsetenv ("NAMEPLATE_SIM_SPEED");
  sim_bench_wait_for_output (process, " 20% ");
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, &error);
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpuint (sim_bench_count_written (bench, 0x08000000, bytes), >=, 8000);
  g_assert_cmpuint (sim_bench_count_written (bench, 0x08000000, bytes), <, 40000);
}

static void
check_hang (SimBench *bench, const char *kind)
{
  gboolean stuck = g_strcmp0 (kind, "stuck") == 0;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *list = NULL;
  int status;

  sim_bench_write_random_file (bench, "image.bin", 20000);
  sim_bench_set_fault (bench, "verify", kind);
  process = sim_bench_start (bench, "-q -c port=SWD sn={SN} -w {DIR}/image.bin 0x08000000 -v");
  sim_bench_wait_for_output (process, "Verifying...");

  /* Its probe is nobody else's, and shows as in use; the other board doesn't mind. */
  output = sim_bench_run (bench, "-q -c port=SWD sn={SN} -rst", &status);
  g_assert_cmpint (status, ==, 1);
  g_assert_cmpstr (output, ==, "ST-LINK error (DEV_CONNECT_ERR)\n");
  list = sim_bench_run (bench, "-q -l st-link-only", NULL);
  sim_assert_contains (list, "ST-LINK error (DEV_CONNECT_ERR)\n");
  sim_assert_contains (list, "   ST-LINK FW  : \n");
  sim_assert_contains (list, "   ST-LINK FW  : V3J15M7\n");

  g_subprocess_send_signal (process, SIGTERM);
  if (stuck)
    g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, stuck ? SIGKILL : SIGTERM);
}

static void
test_hang (SimBench *bench, gconstpointer data)
{
  check_hang (bench, "hang");
}

static void
test_stuck (SimBench *bench, gconstpointer data)
{
  check_hang (bench, "stuck");
}

static void
test_bit_flip (SimBench *bench, gconstpointer data)
{
  g_autoptr(GBytes) bytes = sim_bench_make_bytes (20000);
  g_autofree char *output = NULL;

  sim_bench_write_random_file (bench, "image.bin", 20000);
  sim_bench_set_fault (bench, "verify", "bit-flip:once");
  output = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/image.bin 0x081EC000 -v", NULL);
  sim_assert_contains (output, "Download verified successfully\n");
  g_assert_cmpuint (sim_bench_count_written (bench, 0x081EC000, bytes), ==, 10000);
}

static void
test_fault_count (SimBench *bench, gconstpointer data)
{
  int status;

  sim_bench_set_fault (bench, "reset", "exit-1:2");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *output = sim_bench_run (bench, "-q -c port=SWD -rst", &status);

      g_assert_cmpint (status, ==, i < 2 ? 1 : 0);
    }
}

static void
test_unplugged (SimBench *bench, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *list = NULL;
  g_autofree char *again = NULL;
  int status;

  sim_bench_set_fault (bench, "reset", "unplugged:once");
  output = sim_bench_run (bench, "-q -c port=SWD sn={SN} -rst", &status);
  g_assert_cmpint (status, ==, 1);
  list = sim_bench_run (bench, "-q -l st-link-only", NULL);
  sim_assert_lacks (list, bench->serial);
  again = sim_bench_run (bench, "-q -c port=SWD sn={SN} -rst", &status);
  g_assert_cmpstr (again, ==, "Error: Serial number not found\n");

  np_bench_folder_set_plugged (bench->path, bench->serial, TRUE, &error);
  g_assert_no_error (error);
  g_free (g_steal_pointer (&again));
  again = sim_bench_run (bench, "-q -c port=SWD sn={SN} -rst", NULL);
}

static void
test_power_lost (SimBench *bench, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *off = NULL;
  g_autofree char *on = NULL;
  int status;

  sim_bench_set_fault (bench, "reset", "power-lost:once");
  output = sim_bench_run (bench, "-q -c port=SWD -rst", &status);
  off = sim_bench_run (bench, "-q -c port=SWD -rst", &status);
  g_assert_cmpint (status, ==, 1);
  sim_assert_contains (off, "Voltage     : 0.00V\n");
  np_bench_folder_set_powered (bench->path, bench->serial, TRUE, &error);
  g_assert_no_error (error);
  on = sim_bench_run (bench, "-q -c port=SWD -rst", NULL);
}

static void
test_lock_faults (SimBench *bench, gconstpointer data)
{
  g_autofree char *ignored = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *silent = NULL;
  g_autofree char *locked = NULL;
  int status;

  sim_bench_set_fault (bench, "lock", "not-done:once");
  ignored = sim_bench_run (bench, "-q -c port=SWD mode=UR -ob RDP=0xDC", NULL);
  sim_assert_contains (ignored, "Option Bytes successfully programmed\n");
  shown = sim_bench_run (bench, "-q -c port=SWD mode=HOTPLUG -ob displ", NULL);
  sim_assert_contains (shown, "RDP          : 0xAA (Level 0, no protection)");

  sim_bench_set_fault (bench, "lock", "error-though-done:once");
  lost = sim_bench_run (bench, "-q -c port=SWD mode=UR -ob RDP=0xDC", &status);
  g_assert_cmpint (status, ==, 1);
  sim_assert_contains (lost, "Error: ST-LINK error (DEV_TARGET_CMD_ERR)\n");
  silent = sim_bench_run (bench, "-q -c port=SWD mode=HOTPLUG -ob displ", &status);
  g_assert_cmpint (status, ==, 1);
  sim_assert_contains (silent, "Error: No STM32 target found!");
  sim_bench_cycle_power (bench);
  locked = sim_bench_run (bench, "-q -c port=SWD mode=HOTPLUG -ob displ", NULL);
  sim_assert_contains (locked, "RDP          : 0xDC (Level 1");
}

/* Other option bytes aren't a lock. */
static void
test_coprocessor_faults (SimBench *bench, gconstpointer data)
{
  g_autofree char *options = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *refused = NULL;
  int status;

  sim_bench_set_fault (bench, "lock", "exit-1");
  options = sim_bench_run (bench, "-q -c port=SWD mode=UR -ob nSWboot0=1 RDP=0xAA", NULL);
  sim_bench_set_fault (bench, "coprocessor", "fus-error:once");
  first = sim_bench_run (bench, "-q -c port=SWD mode=UR -startfus", &status);
  g_assert_cmpint (status, ==, 1);
  sim_assert_contains (first, "Error: FUS_STATE_ERR_UNKNOWN: Unknown error\n");
  second = sim_bench_run (bench, "-q -c port=SWD mode=UR -startfus", NULL);
  sim_bench_write_random_file (bench, "stack.bin", 30000);
  sim_bench_set_fault (bench, "coprocessor", "not-authentic:once");
  refused = sim_bench_run (bench, "-q -c port=SWD mode=UR -fwupgrade {DIR}/stack.bin 0x8056000", &status);
  g_assert_cmpint (status, ==, 1);
  sim_assert_contains (refused, "FUS status is FUS_IMAGE_NOT_AUTHENTIC\n");
  sim_assert_contains (refused, "Error: Firmware not authentic!\n");
  sim_assert_lacks (refused, "Firmware Upgrade Success");
}

#define ADD(path, platform, function) g_test_add (path, SimBench, platform, sim_bench_fixture_set_up, function, sim_bench_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sim-fault/partly-written", NULL, test_partly_written);
  ADD ("/sim-fault/terminated", NULL, test_terminated);
  ADD ("/sim-fault/hang", NULL, test_hang);
  ADD ("/sim-fault/stuck", NULL, test_stuck);
  ADD ("/sim-fault/bit-flip", NULL, test_bit_flip);
  ADD ("/sim-fault/fault-count", NULL, test_fault_count);
  ADD ("/sim-fault/unplugged", NULL, test_unplugged);
  ADD ("/sim-fault/power-lost", NULL, test_power_lost);
  ADD ("/sim-fault/lock", NULL, test_lock_faults);
  ADD ("/sim-fault/coprocessor", "stm32wb55", test_coprocessor_faults);
  for (guint i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sim-fault/%s/%s/%u", fault_cases[i].step, fault_cases[i].kind, i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_fault);
    }

  return g_test_run ();
}
