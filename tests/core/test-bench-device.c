/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bench over this computer's own ports, as umockdev shows them, and a script that says what STM32_Programmer_CLI says.
 * Run under umockdev-wrapper. */

#include "config.h"

#include <dlfcn.h>
#include <glib/gstdio.h>
#include <pthread.h>
#include <string.h>
#include <umockdev.h>

#include "bench/np-bench.h"
#include "np-paths.h"

#define A "066DFF485754727567021514"
#define B "003500233038510234333935"
#define C "0670FF495051717867012345"

typedef struct
{
  UMockdevTestbed *testbed;
  char *folder;
  NpBench *bench;
} Fixture;

static void
add_device (Fixture *fixture, const char *socket, const char *port, const char *serial)
{
  g_autofree char *device
      = g_strdup_printf ("P: /devices/usb1/%1$s\nN: bus/usb/001/%4$u\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\n"
                         "A: idVendor=0483\\n\nA: idProduct=374b\\n\nA: serial=%3$s\\n\nA: busnum=1\\n\nA: devnum=%4$u\\n\n\n"
                         "P: /devices/usb1/%1$s/%1$s:1.2\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_interface\n\n"
                         "P: /devices/usb1/%1$s/%1$s:1.2/tty/%2$s\nN: %2$s\nE: DEVNAME=/dev/%2$s\nE: SUBSYSTEM=tty\n"
                         "L: device=../../../%1$s:1.2\nA: dev=166:0\n\n",
                         socket, port, serial, g_str_hash (socket) % 100 + 2);
  g_autoptr(GError) error = NULL;

  umockdev_testbed_add_from_string (fixture->testbed, device, &error);
  g_assert_no_error (error);
}

static void
remove_device (Fixture *fixture, const char *socket, const char *port)
{
  g_autofree char *device = g_strdup_printf ("/sys/devices/usb1/%s", socket);
  g_autofree char *interface = g_strdup_printf ("%s/%s:1.2", device, socket);
  g_autofree char *tty = g_strdup_printf ("%s/tty/%s", interface, port);

  umockdev_testbed_remove_device (fixture->testbed, tty);
  umockdev_testbed_remove_device (fixture->testbed, interface);
  umockdev_testbed_remove_device (fixture->testbed, device);
}

static void
write_tool (Fixture *fixture, const char *const *serials)
{
  g_autofree char *bin = g_build_filename (fixture->folder, "bin", NULL);
  g_autofree char *path = g_build_filename (bin, "STM32_Programmer_CLI", NULL);
  g_autofree char *identify = g_test_build_filename (G_TEST_DIST, "core", "transcripts", "identify.txt", NULL);
  g_autoptr(GString) script = g_string_new ("#!/bin/bash\nif [ \"$2\" = -l ]; then cat <<'END'\n"
                                             "-------- Connected ST-LINK Probes List --------\n");
  g_autoptr(GError) error = NULL;

  for (guint i = 0; serials[i] != NULL; i++)
    g_string_append_printf (script,
                            "ST-Link Probe %u :\n   ST-LINK SN  : %s\n   ST-LINK FW  : V2J46M32\n   Board Name  : NUCLEO\n"
                            "-----------------------------------------------\n",
                            i, serials[i]);
  g_string_append_printf (script, "END\nelse cat '%s'; fi\n", identify);
  g_mkdir_with_parents (bin, 0700);
  g_file_set_contents_full (path, script->str, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0755, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->testbed = umockdev_testbed_new ();
  fixture->folder = g_dir_make_tmp ("nameplate-test-XXXXXX", NULL);
  fixture->bench = np_bench_new_hardware (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  np_bench_stop (fixture->bench);
  while (g_main_context_iteration (NULL, FALSE) || G_OBJECT (fixture->bench)->ref_count > 1)
    ;
  g_assert_finalize_object (fixture->bench);
  g_clear_object (&fixture->testbed);
  g_assert_true (np_paths_remove_folder (fixture->folder, NULL));
  g_free (fixture->folder);
}

static NpBoard *
wait_for (Fixture *fixture, const char *serial, NpBoardState state)
{
  NpBoard *board;

  while ((board = np_bench_find_board (fixture->bench, serial)) == NULL || np_board_get_state (board) != state)
    g_main_context_iteration (NULL, TRUE);
  return board;
}

static void
test_joined_by_serial (Fixture *fixture, gconstpointer data)
{
  static const char *const serials[] = { A, B, C, NULL };
  NpBoard *board;

  write_tool (fixture, serials);
  add_device (fixture, "1-1.1", "ttyACM0", B);
  add_device (fixture, "1-1.2", "ttyACM1", A);
  np_bench_start (fixture->bench);

  board = wait_for (fixture, A, NP_BOARD_STATE_READY);
  g_assert_cmpstr (np_board_get_port (board)->name, ==, "ttyACM1");
  g_assert_cmpstr (np_board_get_target_name (board), ==, "STM32WBA6x");
  g_assert_cmpstr (np_board_get_unique_id (board), ==, "004200383334510339353533");
  g_assert_cmpstr (np_board_get_message (board), ==, NULL);
  board = wait_for (fixture, B, NP_BOARD_STATE_READY);
  g_assert_cmpstr (np_board_get_port (board)->name, ==, "ttyACM0");

  /* enough to be reconfigured, and told */
  board = wait_for (fixture, C, NP_BOARD_STATE_READY);
  g_assert_null (np_board_get_port (board));
  g_assert_cmpstr (np_board_get_message (board), ==, "The probe has no serial port.");
}

static void
test_duplicates (Fixture *fixture, gconstpointer data)
{
  static const char *const twice[] = { A, B, A, NULL };
  static const char *const once[] = { A, B, NULL };
  NpBoard *board;

  write_tool (fixture, twice);
  add_device (fixture, "1-1.1", "ttyACM0", A);
  add_device (fixture, "1-1.2", "ttyACM1", A);
  np_bench_start (fixture->bench);
  wait_for (fixture, B, NP_BOARD_STATE_READY);
  board = wait_for (fixture, A, NP_BOARD_STATE_BLOCK);
  g_assert_cmpstr (np_board_get_message (board), ==, "Two probes have the serial number " A ".");
  g_assert_cmpstr (np_board_get_advice (board), ==, "Unplug one of them.");

  write_tool (fixture, once);
  remove_device (fixture, "1-1.2", "ttyACM1");
  wait_for (fixture, A, NP_BOARD_STATE_READY);
}

/* A board that is plugged in where another was gets its number; elsewhere it is a new one. */
static void
test_places (Fixture *fixture, gconstpointer data)
{
  static const char *const before[] = { A, NULL };
  static const char *const none[] = { NULL };
  static const char *const after[] = { B, C, NULL };
  NpBoard *first;

  write_tool (fixture, before);
  add_device (fixture, "1-1.1", "ttyACM0", A);
  np_bench_start (fixture->bench);
  first = wait_for (fixture, A, NP_BOARD_STATE_READY);
  g_assert_cmpuint (np_board_get_number (first), ==, 1);
  write_tool (fixture, none);
  remove_device (fixture, "1-1.1", "ttyACM0");
  wait_for (fixture, A, NP_BOARD_STATE_EMPTY);

  add_device (fixture, "1-1.7", "ttyACM1", B);
  add_device (fixture, "1-1.1", "ttyACM2", C);
  wait_for (fixture, B, NP_BOARD_STATE_BLOCK); /* ports of which the tool doesn't know the probes */
  wait_for (fixture, C, NP_BOARD_STATE_BLOCK);
  write_tool (fixture, after);
  np_bench_refresh (fixture->bench);
  g_assert_cmpuint (np_board_get_number (wait_for (fixture, B, NP_BOARD_STATE_READY)), ==, 2);
  g_assert_true (wait_for (fixture, C, NP_BOARD_STATE_READY) == first);
  g_assert_cmpstr (np_board_get_port (first)->name, ==, "ttyACM2");
}

/* A board that is plugged in somewhere else keeps its number; the place that it took has the socket that became free. */
static void
test_other_socket (Fixture *fixture, gconstpointer data)
{
  static const char *const both[] = { A, B, NULL };
  static const char *const first_only[] = { A, NULL };
  NpBoard *first, *second;

  write_tool (fixture, both);
  add_device (fixture, "1-1.1", "ttyACM0", A);
  add_device (fixture, "1-1.7", "ttyACM1", B);
  np_bench_start (fixture->bench);
  first = wait_for (fixture, A, NP_BOARD_STATE_READY);
  second = wait_for (fixture, B, NP_BOARD_STATE_READY);
  write_tool (fixture, first_only);
  remove_device (fixture, "1-1.1", "ttyACM0");
  remove_device (fixture, "1-1.7", "ttyACM1");
  wait_for (fixture, B, NP_BOARD_STATE_EMPTY);
  add_device (fixture, "1-1.7", "ttyACM2", A);
  np_bench_refresh (fixture->bench);
  while (g_strcmp0 (np_board_get_socket (first), "1-1.7") != 0)
    g_main_context_iteration (NULL, TRUE);
  wait_for (fixture, A, NP_BOARD_STATE_READY);
  g_assert_cmpuint (np_board_get_number (first), ==, 1);
  g_assert_cmpstr (np_board_get_socket (second), ==, "1-1.1");
  g_assert_cmpint (np_board_get_state (second), ==, NP_BOARD_STATE_EMPTY);
}

/* umockdev guards its table of paths with a lock that a new process may find taken for ever: whichever thread held it isn't there any more. So
 * it is held by the thread that starts one. */
static pthread_mutex_t *paths_lock;

static void
hold_paths (void)
{
  pthread_mutex_lock (paths_lock);
}

static void
release_paths (void)
{
  pthread_mutex_unlock (paths_lock);
}

static void
make_umockdev_safe_to_fork (void)
{
  paths_lock = dlsym (RTLD_DEFAULT, "trap_path_lock");
  if (paths_lock != NULL)
    g_assert_cmpint (pthread_atfork (hold_paths, release_paths, release_paths), ==, 0);
}

#define ADD(name, function) g_test_add ("/bench-device/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  make_umockdev_safe_to_fork ();
  ADD ("joined-by-serial", test_joined_by_serial);
  ADD ("duplicates", test_duplicates);
  ADD ("places", test_places);
  ADD ("other-socket", test_other_socket);
  return g_test_run ();
}
