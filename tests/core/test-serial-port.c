/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <fcntl.h>
#include <pty.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bench/np-serial-access.h"
#include "bench/np-serial-port.h"
#include "np-error.h"
#include "support-refused.h"
#include "support.h"

/* The simulated kind of port: a pty, of which the test holds the board's end. */
typedef struct
{
  int board;
  NpSerialPortInfo info;
  GString *received;
  GError *lost;
  GError *written;
  guint n_written;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  char path[64];
  int slave;

  g_assert_cmpint (openpty (&fixture->board, &slave, path, NULL, NULL), ==, 0);
  close (slave);
  fixture->info.name = (char *) "uart";
  fixture->info.path = g_strdup (path);
  fixture->info.simulated = TRUE;
  fixture->received = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->board != -1)
    close (fixture->board);
  g_free (fixture->info.path);
  g_string_free (fixture->received, TRUE);
  g_clear_error (&fixture->lost);
  g_clear_error (&fixture->written);
}

static void
received_cb (NpSerialPort *port, GBytes *bytes, Fixture *fixture)
{
  g_string_append_len (fixture->received, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
}

static void
lost_cb (NpSerialPort *port, const GError *error, Fixture *fixture)
{
  g_assert_false (np_serial_port_is_open (port));
  fixture->lost = g_error_copy (error);
}

static NpSerialPort *
open_port (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  NpSerialPort *port = np_serial_port_open (&fixture->info, &error);

  g_assert_no_error (error);
  g_signal_connect (port, "received", G_CALLBACK (received_cb), fixture);
  g_signal_connect (port, "lost", G_CALLBACK (lost_cb), fixture);
  return port;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_error (&fixture->written);
  np_serial_port_write_finish (NP_SERIAL_PORT (source), result, &fixture->written);
  fixture->n_written++;
}

static void
write_text (Fixture *fixture, NpSerialPort *port, const char *text, GCancellable *cancellable)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));

  np_serial_port_write_async (port, bytes, cancellable, written_cb, fixture);
}

static void
wait_for_writes (Fixture *fixture, guint n)
{
  while (fixture->n_written < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_exchange (Fixture *fixture, gconstpointer data)
{
  NpSerialPort *port = open_port (fixture);
  char line[64] = { 0 };
  gssize length = 0;

  write_text (fixture, port, "Init\n", NULL);
  write_text (fixture, port, "again\n", NULL);
  wait_for_writes (fixture, 2);
  g_assert_no_error (fixture->written);
  while (length < 11) /* a terminal gives what it has */
    {
      gssize n = read (fixture->board, line + length, sizeof line - 1 - (gsize) length);

      g_assert_cmpint (n, >, 0);
      length += n;
    }
  g_assert_cmpstr (line, ==, "Init\nagain\n"); /* raw: no carriage return is added */

  g_assert_cmpint (write (fixture->board, "finish:000\0\0\r\n", 14), ==, 14);
  while (fixture->received->len < 14)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpmem (fixture->received->str, fixture->received->len, "finish:000\0\0\r\n", 14);
  g_assert_finalize_object (port);
}

static void
test_second_opener (Fixture *fixture, gconstpointer data)
{
  NpSerialPort *port = open_port (fixture);
  g_autoptr(GError) error = NULL;

  g_assert_null (np_serial_port_open (&fixture->info, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_BUSY);
  g_assert_cmpstr (error->message, ==, "Another program uses uart. Close it.");
  np_serial_port_close (port);
  g_assert_finalize_object (port);

  port = open_port (fixture);
  g_assert_finalize_object (port);
}

static void
test_closing_ends_exclusion (Fixture *fixture, gconstpointer data)
{
  int other = open (fixture->info.path, O_RDWR | O_NOCTTY); /* keeps the terminal alive */
  NpSerialPort *port = open_port (fixture);
  int exclusive = 0;

  g_assert_cmpint (ioctl (other, TIOCGEXCL, &exclusive), ==, 0);
  g_assert_cmpint (exclusive, ==, 1);
  g_assert_finalize_object (port);
  g_assert_cmpint (ioctl (other, TIOCGEXCL, &exclusive), ==, 0);
  g_assert_cmpint (exclusive, ==, 0);
  close (other);
}

/* A program that is being started for another board has a copy of the open port for a moment. */
static void
test_copied_for_a_moment (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NpSerialPort) again = NULL;
  NpSerialPort *port = open_port (fixture);
  pid_t copy = test_start_copy ();

  g_assert_finalize_object (port);
  again = np_serial_port_open (&fixture->info, &error);
  test_end_copy (copy);
  g_assert_no_error (error);
}

static void
test_lost (Fixture *fixture, gconstpointer data)
{
  NpSerialPort *port = open_port (fixture);

  close (fixture->board);
  fixture->board = -1;
  while (fixture->lost == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (fixture->lost, NP_ERROR, NP_ERROR_BOARD_GONE);

  write_text (fixture, port, "late", NULL);
  wait_for_writes (fixture, 1);
  g_assert_error (fixture->written, NP_ERROR, NP_ERROR_BOARD_GONE);
  g_assert_finalize_object (port);
}

static void
close_port_cb (NpSerialPort *port, GBytes *bytes, gpointer user_data)
{
  np_serial_port_close (port);
}

static void
test_closed_while_it_receives (Fixture *fixture, gconstpointer data)
{
  NpSerialPort *port = open_port (fixture);

  g_signal_connect (port, "received", G_CALLBACK (close_port_cb), NULL);
  g_assert_cmpint (write (fixture->board, "x", 1), ==, 1);
  while (np_serial_port_is_open (port))
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (fixture->lost);
  g_assert_finalize_object (port);
}

/* A board that doesn't read: the write waits, without blocking, until it is stopped or the port is closed. */
static void
test_stuck_write (Fixture *fixture, gconstpointer data)
{
  g_autofree char *much = g_strnfill (1000000, 'x');
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  NpSerialPort *port = open_port (fixture);

  write_text (fixture, port, much, NULL);
  write_text (fixture, port, "behind it", cancellable);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (fixture->n_written, ==, 0);

  g_cancellable_cancel (cancellable);
  wait_for_writes (fixture, 1);
  g_assert_error (fixture->written, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  np_serial_port_close (port);
  wait_for_writes (fixture, 2);
  g_assert_error (fixture->written, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_finalize_object (port);
}

/* What is written into a terminal is a moment on its way. */
static void
wait_for_input (NpSerialPort *port)
{
  g_autoptr(GDir) folder = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *path = np_serial_port_get_info (port)->path;
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *link = g_build_filename ("/proc/self/fd", name, NULL);
      g_autofree char *target = g_file_read_link (link, NULL);
      GPollFD poll = { .fd = atoi (name), .events = G_IO_IN };

      if (g_strcmp0 (target, path) != 0)
        continue;
      g_assert_cmpint (g_poll (&poll, 1, -1), ==, 1);
      return;
    }
  g_assert_not_reached ();
}

static void
test_discard_input (Fixture *fixture, gconstpointer data)
{
  NpSerialPort *port = open_port (fixture);

  g_assert_cmpuint (np_serial_port_discard_input (port), ==, 0);
  g_assert_cmpint (write (fixture->board, "finish:001", 10), ==, 10);
  wait_for_input (port);
  g_assert_cmpuint (np_serial_port_discard_input (port), ==, 10);
  g_assert_cmpint (write (fixture->board, "new", 3), ==, 3);
  while (fixture->received->len < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (fixture->received->str, ==, "new");
  g_assert_finalize_object (port);
}

static void
test_not_there (Fixture *fixture, gconstpointer data)
{
  NpSerialPortInfo pty = { .name = (char *) "uart", .path = (char *) "/dev/pts/none", .simulated = TRUE };
  NpSerialPortInfo device = { .name = (char *) "ttyACM77", .path = (char *) "/dev/ttyACM77" };
  g_autoptr(GError) error = NULL;

  g_assert_null (np_serial_port_open (&pty, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_BOARD_GONE);
  g_clear_error (&error);
  g_assert_null (np_serial_port_open (&device, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_BOARD_GONE);
  g_assert_nonnull (strstr (error->message, "ttyACM77"));
}

static void
test_no_permission (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  test_refused_begin (fixture->info.path, FALSE);
  g_assert_null (np_serial_port_open (&fixture->info, &error));
  test_refused_end (fixture->info.path);
  g_assert_error (error, NP_ERROR, NP_ERROR_PERMISSION);
  g_assert_nonnull (strstr (error->message, "uart"));
  g_assert_nonnull (strstr (error->message, "not in group dialout"));
  g_assert_nonnull (strstr (error->message, NP_SERIAL_ACCESS_COMMAND));
}

/* The command was run: it isn't wanted once more. */
static void
test_no_permission_yet (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  test_refused_begin (fixture->info.path, TRUE);
  g_assert_null (np_serial_port_open (&fixture->info, &error));
  test_refused_end (fixture->info.path);
  g_assert_error (error, NP_ERROR, NP_ERROR_PERMISSION);
  g_assert_nonnull (strstr (error->message, "uart"));
  g_assert_nonnull (strstr (error->message, "Log out and in again"));
  g_assert_null (strstr (error->message, "sudo"));
}

#define ADD(name, function) g_test_add ("/serial-port/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("exchange", test_exchange);
  ADD ("second-opener", test_second_opener);
  ADD ("closing-ends-exclusion", test_closing_ends_exclusion);
  ADD ("copied-for-a-moment", test_copied_for_a_moment);
  ADD ("lost", test_lost);
  ADD ("closed-while-it-receives", test_closed_while_it_receives);
  ADD ("stuck-write", test_stuck_write);
  ADD ("discard-input", test_discard_input);
  ADD ("not-there", test_not_there);
  ADD ("no-permission", test_no_permission);
  ADD ("no-permission-yet", test_no_permission_yet);
  return g_test_run ();
}
