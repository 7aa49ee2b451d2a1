/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <fcntl.h>
#include <pty.h>
#include <string.h>
#include <unistd.h>

#include "bench/np-serial-monitor.h"

/* A board whose port is a pty, of which the test holds the board's end. */
typedef struct
{
  int wire;
  NpSerialPortInfo info;
  NpBoard *board;
  NpBoardLog *log;
  NpSerialMonitor *monitor;
} Fixture;

static const NpProbeInfo probe = { (char *) "066DFF485754727567023A41", (char *) "V3J15", (char *) "STM32WBA65I-DK1", TRUE };

static void
plug_in (Fixture *fixture)
{
  char path[64];
  int slave;

  g_assert_cmpint (openpty (&fixture->wire, &slave, path, NULL, NULL), ==, 0);
  close (slave);
  g_assert_cmpint (fcntl (fixture->wire, F_SETFL, O_NONBLOCK), ==, 0);
  g_free (fixture->info.path);
  fixture->info.name = (char *) "ttyACM0";
  fixture->info.path = g_strdup (path);
  fixture->info.simulated = TRUE;
  np_board_set_probe (fixture->board, &probe, &fixture->info);
  np_board_set_state (fixture->board, NP_BOARD_STATE_READY, NULL, NULL);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->board = np_board_new (probe.serial, 1);
  fixture->log = np_board_get_log (fixture->board);
  plug_in (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->monitor != NULL)
    g_assert_finalize_object (fixture->monitor);
  g_assert_finalize_object (fixture->board);
  if (fixture->wire != -1)
    close (fixture->wire);
  g_free (fixture->info.path);
}

static void
send_bytes (Fixture *fixture, const char *bytes, gsize length)
{
  g_assert_cmpint (write (fixture->wire, bytes, length), ==, (gssize) length);
}

static void
wait_for_lines (Fixture *fixture, guint64 n)
{
  while (np_board_log_get_end (fixture->log) < n)
    g_main_context_iteration (NULL, TRUE);
}

static const char *
newest (Fixture *fixture)
{
  return np_board_log_get_line (fixture->log, np_board_log_get_end (fixture->log) - 1).text;
}

static void
wait_for_status (Fixture *fixture, NpSerialStatus status)
{
  while (np_serial_monitor_get_status (fixture->monitor) != status)
    g_main_context_iteration (NULL, TRUE);
}

static void
listen_now (Fixture *fixture)
{
  fixture->monitor = np_serial_monitor_listen (fixture->board);
  g_assert_cmpint (np_serial_monitor_get_status (fixture->monitor), ==, NP_SERIAL_STATUS_LISTENING);
  g_assert_cmpstr (newest (fixture), ==, "Listening to ttyACM0");
}

static void
test_lines (Fixture *fixture, gconstpointer data)
{
  listen_now (fixture);
  send_bytes (fixture, "boot", 4);
  send_bytes (fixture, "ing\r\nnot UTF-8: \xE9\n", 19);
  wait_for_lines (fixture, 3);
  g_assert_cmpstr (np_board_log_get_line (fixture->log, 1).text, ==, "booting");
  g_assert_cmpint (np_board_log_get_line (fixture->log, 1).source, ==, NP_LOG_SOURCE_SERIAL);
  g_assert_cmpstr (newest (fixture), ==, "not UTF-8: \\xE9");
}

/* As older provisioning firmware ends: padded with NUL, and never a line end. */
static void
test_line_without_end (Fixture *fixture, gconstpointer data)
{
  listen_now (fixture);
  send_bytes (fixture, "finish:000\0\0\0\0\0\0", 16);
  wait_for_lines (fixture, 2);
  g_assert_cmpstr (newest (fixture), ==, "finish:000\\x00\\x00\\x00\\x00\\x00\\x00");
}

static void
test_opened_on_demand (Fixture *fixture, gconstpointer data)
{
  NpSerialMonitor *second;
  g_autoptr(NpSerialPort) port = NULL;
  g_autoptr(GError) error = NULL;

  listen_now (fixture);
  second = np_serial_monitor_listen (fixture->board); /* another window */
  g_assert_true (second == fixture->monitor);
  g_object_unref (second);
  g_assert_null (np_serial_port_open (&fixture->info, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_BUSY);
  g_clear_error (&error);

  g_assert_finalize_object (g_steal_pointer (&fixture->monitor));
  port = np_serial_port_open (&fixture->info, &error);
  g_assert_no_error (error);
}

/* A run has the port the moment it says so, and gives it back. */
static void
test_claim (Fixture *fixture, gconstpointer data)
{
  NpSerialPort *port;
  g_autoptr(GError) error = NULL;

  listen_now (fixture);
  np_board_set_port_claimed (fixture->board, TRUE);
  g_assert_cmpint (np_serial_monitor_get_status (fixture->monitor), ==, NP_SERIAL_STATUS_CLAIMED);
  port = np_serial_port_open (&fixture->info, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (port);
  np_board_set_port_claimed (fixture->board, FALSE);
  g_assert_cmpint (np_serial_monitor_get_status (fixture->monitor), ==, NP_SERIAL_STATUS_LISTENING);
  send_bytes (fixture, "again\n", 6);
  wait_for_lines (fixture, 3);
  g_assert_cmpstr (newest (fixture), ==, "again");
}

static void
test_busy (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  NpSerialPort *other = np_serial_port_open (&fixture->info, &error);

  g_assert_no_error (error);
  fixture->monitor = np_serial_monitor_listen (fixture->board);
  g_assert_cmpint (np_serial_monitor_get_status (fixture->monitor), ==, NP_SERIAL_STATUS_PROBLEM);
  g_assert_error (np_serial_monitor_get_problem (fixture->monitor), NP_ERROR, NP_ERROR_BUSY);
  g_assert_finalize_object (other);
  wait_for_status (fixture, NP_SERIAL_STATUS_LISTENING);
  g_assert_null (np_serial_monitor_get_problem (fixture->monitor));
}

/* Another program that works with the board may be about to use its port. */
static void
test_held_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpSerialPort) other = NULL;
  g_autoptr(GError) error = NULL;

  listen_now (fixture);
  np_board_set_blocked (fixture->board, NP_ERROR_BUSY, "in use", NULL);
  g_assert_error (np_serial_monitor_get_problem (fixture->monitor), NP_ERROR, NP_ERROR_BUSY);
  other = np_serial_port_open (&fixture->info, &error);
  g_assert_no_error (error);
}

static void
test_replug (Fixture *fixture, gconstpointer data)
{
  listen_now (fixture);
  send_bytes (fixture, "half a li", 9);
  close (g_steal_fd (&fixture->wire));
  wait_for_status (fixture, NP_SERIAL_STATUS_PROBLEM);
  g_assert_error (np_serial_monitor_get_problem (fixture->monitor), NP_ERROR, NP_ERROR_BOARD_GONE);
  np_board_set_probe (fixture->board, NULL, NULL);
  g_assert_cmpint (np_serial_monitor_get_status (fixture->monitor), ==, NP_SERIAL_STATUS_NO_PORT);
  g_assert_null (np_serial_monitor_get_problem (fixture->monitor));

  plug_in (fixture);
  g_assert_cmpint (np_serial_monitor_get_status (fixture->monitor), ==, NP_SERIAL_STATUS_LISTENING);
  send_bytes (fixture, "back\n", 5);
  while (strcmp (newest (fixture), "back") != 0)
    g_main_context_iteration (NULL, TRUE);
}

/* The board's name for its port stays, the port behind it is another. */
static void
test_other_port (Fixture *fixture, gconstpointer data)
{
  int old;

  listen_now (fixture);
  old = g_steal_fd (&fixture->wire);
  plug_in (fixture);
  fixture->info.name = (char *) "ttyACM1";
  np_board_set_probe (fixture->board, &probe, &fixture->info);
  g_assert_cmpstr (newest (fixture), ==, "Listening to ttyACM1");
  close (old);
  send_bytes (fixture, "new\n", 4);
  wait_for_lines (fixture, 3);
  g_assert_cmpstr (newest (fixture), ==, "new");
}

/* A board that never stops talking: as much as the terminal takes, 200 times over. */
static void
test_flood (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (64, 'x');
  guint64 sent = 0;

  text[63] = '\n';
  listen_now (fixture);
  for (int i = 0; i < 200; i++)
    {
      while (write (fixture->wire, text, 64) == 64)
        sent++;
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_cmpuint (sent, >, 1000);
  g_assert_cmpuint (np_board_log_get_end (fixture->log), >, 1000);
}

#define ADD(name, function) g_test_add ("/serial-monitor/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("lines", test_lines);
  ADD ("line-without-end", test_line_without_end);
  ADD ("opened-on-demand", test_opened_on_demand);
  ADD ("claim", test_claim);
  ADD ("busy", test_busy);
  ADD ("held-elsewhere", test_held_elsewhere);
  ADD ("replug", test_replug);
  ADD ("other-port", test_other_port);
  ADD ("flood", test_flood);
  return g_test_run ();
}
