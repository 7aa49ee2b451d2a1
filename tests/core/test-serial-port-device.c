/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The path through libserialport, over umockdev: it gives the library a USB ST-LINK in sysfs, and a terminal with modem lines.
 * Run under umockdev-wrapper. */

#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <umockdev.h>
#include <unistd.h>

#include "bench/np-serial-monitor.h"
#include "bench/np-serial-port.h"
#include "np-error.h"

#define PROBE "003500233038510234333935"

static const char devices[] =
    /* an STLINK-V3 in socket 1-1.3 */
    "P: /devices/usb1/1-1.3\nN: bus/usb/001/002\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\n"
    "A: idVendor=0483\\n\nA: idProduct=374e\\n\nA: serial=" PROBE "\\n\nA: manufacturer=STMicroelectronics\\n\n"
    "A: product=STLINK-V3\\n\nA: busnum=1\\n\nA: devnum=2\\n\n\n"
    "P: /devices/usb1/1-1.3/1-1.3:1.2\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_interface\n\n"
    "P: /devices/usb1/1-1.3/1-1.3:1.2/tty/ttyACM0\nN: ttyACM0\nE: DEVNAME=/dev/ttyACM0\nE: SUBSYSTEM=tty\n"
    "L: device=../../../1-1.3:1.2\nA: dev=166:0\n\n"
    /* another maker's adapter */
    "P: /devices/usb1/1-2\nN: bus/usb/001/003\nE: DEVTYPE=usb_device\nE: SUBSYSTEM=usb\n"
    "A: idVendor=0403\\n\nA: idProduct=6001\\n\nA: serial=A50285BI\\n\nA: busnum=1\\n\nA: devnum=3\\n\n\n"
    "P: /devices/usb1/1-2/1-2:1.0\nE: SUBSYSTEM=usb\nE: DEVTYPE=usb_interface\n\n"
    "P: /devices/usb1/1-2/1-2:1.0/tty/ttyUSB0\nN: ttyUSB0\nE: DEVNAME=/dev/ttyUSB0\nE: SUBSYSTEM=tty\n"
    "L: device=../../../1-2:1.0\nA: dev=188:0\n\n";

typedef struct
{
  UMockdevTestbed *testbed;
  UMockdevIoctlBase *modem;
  GString *received;
  GError *lost;
  gboolean written;
} Fixture;

static gboolean
modem_control_cb (UMockdevIoctlBase *base, UMockdevIoctlClient *client, gpointer user_data)
{
  switch (umockdev_ioctl_client_get_request (client))
    {
    case TIOCMGET:
    case TIOCMSET:
    case TIOCMBIS:
    case TIOCMBIC: umockdev_ioctl_client_complete (client, 0, 0); return TRUE;
    default: /* the pty behind it answers the rest */ return FALSE;
    }
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  fixture->testbed = umockdev_testbed_new ();
  fixture->modem = umockdev_ioctl_base_new ();
  fixture->received = g_string_new (NULL);
  g_signal_connect (fixture->modem, "handle-ioctl", G_CALLBACK (modem_control_cb), NULL);
  umockdev_testbed_add_from_string (fixture->testbed, devices, &error);
  g_assert_no_error (error);
  umockdev_testbed_attach_ioctl (fixture->testbed, "/dev/ttyACM0", fixture->modem, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  umockdev_testbed_detach_ioctl (fixture->testbed, "/dev/ttyACM0", &error);
  g_clear_object (&fixture->testbed);
  g_clear_object (&fixture->modem);
  g_string_free (fixture->received, TRUE);
  g_clear_error (&fixture->lost);
}

static GPtrArray *
list_ports (void)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *ports = np_serial_port_list (&error);

  g_assert_no_error (error);
  return ports;
}

static const NpSerialPortInfo *
find_port (GPtrArray *ports, const char *name)
{
  for (guint i = 0; i < ports->len; i++)
    if (g_strcmp0 (((NpSerialPortInfo *) g_ptr_array_index (ports, i))->name, name) == 0)
      return g_ptr_array_index (ports, i);
  return NULL;
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) ports = list_ports ();
  const NpSerialPortInfo *st_link = find_port (ports, "ttyACM0");
  const NpSerialPortInfo *other = find_port (ports, "ttyUSB0");

  g_assert_cmpuint (ports->len, ==, 2);
  g_assert_cmpstr (st_link->path, ==, "/dev/ttyACM0");
  g_assert_cmpstr (st_link->usb_serial, ==, PROBE);
  g_assert_cmpstr (st_link->usb_place, ==, "1-1.3");
  g_assert_cmphex (st_link->usb_vendor_id, ==, 0x0483);
  g_assert_cmphex (st_link->usb_product_id, ==, 0x374E);
  g_assert_false (st_link->simulated);
  g_assert_true (np_serial_port_info_is_st_link (st_link));
  g_assert_false (np_serial_port_info_is_st_link (other));
}

static void
received_cb (NpSerialPort *port, GBytes *bytes, Fixture *fixture)
{
  g_string_append_len (fixture->received, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
}

static void
lost_cb (NpSerialPort *port, const GError *error, Fixture *fixture)
{
  fixture->lost = g_error_copy (error);
}

static NpSerialPort *
open_st_link (Fixture *fixture)
{
  g_autoptr(GPtrArray) ports = list_ports ();
  g_autoptr(GError) error = NULL;
  NpSerialPort *port = np_serial_port_open (find_port (ports, "ttyACM0"), &error);

  g_assert_no_error (error);
  g_signal_connect (port, "received", G_CALLBACK (received_cb), fixture);
  g_signal_connect (port, "lost", G_CALLBACK (lost_cb), fixture);
  return port;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr(GError) error = NULL;

  fixture->written = np_serial_port_write_finish (NP_SERIAL_PORT (source), result, &error);
  g_assert_no_error (error);
}

static void
test_exchange (Fixture *fixture, gconstpointer data)
{
  NpSerialPort *port = open_st_link (fixture);
  int board = umockdev_testbed_get_dev_fd (fixture->testbed, "/dev/ttyACM0");
  g_autoptr(GBytes) init = g_bytes_new_static ("Init\n", 5);
  char line[64] = { 0 };

  np_serial_port_write_async (port, init, NULL, written_cb, fixture);
  while (!fixture->written)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (read (board, line, sizeof line - 1), ==, 5);
  g_assert_cmpstr (line, ==, "Init\n");

  g_assert_cmpint (write (board, "Start_provisioning\r\n", 20), ==, 20);
  while (fixture->received->len < 20)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->received->str, ==, "Start_provisioning\r\n");
  g_assert_finalize_object (port);
}

static void
test_second_opener (Fixture *fixture, gconstpointer data)
{
  NpSerialPort *port = open_st_link (fixture);
  g_autoptr(GError) error = NULL;

  g_assert_null (np_serial_port_open (np_serial_port_get_info (port), &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "ttyACM0"));
  g_assert_finalize_object (port);

  port = open_st_link (fixture);
  g_assert_finalize_object (port);
}

static void
test_vanishing (Fixture *fixture, gconstpointer data)
{
  NpSerialPort *port = open_st_link (fixture);
  int board = umockdev_testbed_get_dev_fd (fixture->testbed, "/dev/ttyACM0");
  int nothing = open ("/dev/null", O_RDWR | O_CLOEXEC);
  g_autoptr(GPtrArray) ports = NULL;

  /* The testbed closes the descriptor itself when it goes: it must not be somebody else's by then. */
  g_assert_cmpint (dup2 (nothing, board), ==, board);
  close (nothing);
  umockdev_testbed_remove_device (fixture->testbed, "/sys/devices/usb1/1-1.3/1-1.3:1.2/tty/ttyACM0");
  while (fixture->lost == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (fixture->lost, NP_ERROR, NP_ERROR_BOARD_GONE);
  g_assert_nonnull (strstr (fixture->lost->message, "ttyACM0"));
  g_assert_false (np_serial_port_is_open (port));
  g_assert_finalize_object (port);

  ports = list_ports ();
  g_assert_cmpuint (ports->len, ==, 1);
}

/* What listens to a real port, until that is pulled out. */
static void
test_monitor (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) ports = list_ports ();
  g_autoptr(NpBoard) board = np_board_new (PROBE, 1);
  const NpProbeInfo probe = { (char *) PROBE, (char *) "V3J15", NULL, TRUE };
  int wire = umockdev_testbed_get_dev_fd (fixture->testbed, "/dev/ttyACM0");
  int nothing = open ("/dev/null", O_RDWR | O_CLOEXEC);
  NpSerialMonitor *monitor;

  np_board_set_probe (board, &probe, find_port (ports, "ttyACM0"));
  monitor = np_serial_monitor_listen (board);
  g_assert_cmpint (np_serial_monitor_get_status (monitor), ==, NP_SERIAL_STATUS_LISTENING);
  g_assert_cmpint (write (wire, "hel", 3), ==, 3);
  g_assert_cmpint (write (wire, "lo\r\n", 4), ==, 4);
  while (np_board_log_get_end (np_board_get_log (board)) < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (np_board_log_get_line (np_board_get_log (board), 1).text, ==, "hello");

  g_assert_cmpint (dup2 (nothing, wire), ==, wire);
  close (nothing);
  umockdev_testbed_remove_device (fixture->testbed, "/sys/devices/usb1/1-1.3/1-1.3:1.2/tty/ttyACM0");
  while (np_serial_monitor_get_status (monitor) == NP_SERIAL_STATUS_LISTENING)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (np_serial_monitor_get_problem (monitor), NP_ERROR, NP_ERROR_BOARD_GONE);
  g_assert_finalize_object (monitor);
}

#define ADD(name, function) g_test_add ("/serial-port-device/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("list", test_list);
  ADD ("exchange", test_exchange);
  ADD ("second-opener", test_second_opener);
  ADD ("vanishing", test_vanishing);
  ADD ("monitor", test_monitor);
  return g_test_run ();
}
