/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <fcntl.h>
#include <pty.h>
#include <unistd.h>

#include "streams.h"

#define BYTES_A_SECOND 11520
#define TICK_MS 10

typedef struct
{
  int wire;
  NpSerialMonitor *monitor;
  gsize sent;
} Stream;

struct _Streams
{
  GArray *streams; /* (element-type Stream) */
  GThread *thread;
  gint stop;
  guint64 lost;
};

static const char line[] = STREAMS_LINE;

static void
stream_send (Streams *self, Stream *stream, gsize due)
{
  while (stream->sent < due)
    {
      gsize offset = stream->sent % (sizeof line - 1);
      gsize length = MIN (sizeof line - 1 - offset, due - stream->sent);

      if (write (stream->wire, line + offset, length) < (gssize) length)
        self->lost += length;
      stream->sent += length;
    }
}

static gpointer
send_all (gpointer data)
{
  Streams *self = data;
  gint64 began = g_get_monotonic_time ();

  while (!g_atomic_int_get (&self->stop))
    {
      gsize due = (gsize) ((g_get_monotonic_time () - began) * BYTES_A_SECOND / G_USEC_PER_SEC);

      for (guint i = 0; i < self->streams->len; i++)
        stream_send (self, &g_array_index (self->streams, Stream, i), due);
      g_usleep (TICK_MS * 1000);
    }
  return NULL;
}

Streams *
streams_new (void)
{
  Streams *self = g_new0 (Streams, 1);

  self->streams = g_array_new (FALSE, TRUE, sizeof (Stream));
  return self;
}

void
streams_add (Streams *self, NpBoard *board)
{
  g_autofree char *serial = g_strdup (np_board_get_probe_serial (board));
  char path[64];
  int slave;
  NpSerialPortInfo port = { .simulated = TRUE };
  NpProbeInfo probe = { .serial = serial, .usable = TRUE };
  Stream stream = { 0 };

  g_assert_cmpint (openpty (&stream.wire, &slave, path, NULL, NULL), ==, 0);
  close (slave);
  g_assert_cmpint (fcntl (stream.wire, F_SETFL, O_NONBLOCK), ==, 0);
  port.name = port.path = path;
  np_board_set_probe (board, &probe, &port);
  stream.monitor = np_serial_monitor_listen (board);
  g_array_append_val (self->streams, stream);
}

void
streams_start (Streams *self)
{
  self->thread = g_thread_new ("boards", send_all, self);
}

void
streams_stop (Streams *self)
{
  g_atomic_int_set (&self->stop, 1);
  g_thread_join (self->thread);
}

guint64
streams_get_lost (Streams *self)
{
  return self->lost;
}

void
streams_free (Streams *self)
{
  for (guint i = 0; i < self->streams->len; i++)
    {
      Stream *stream = &g_array_index (self->streams, Stream, i);

      g_object_unref (stream->monitor);
      close (stream->wire);
    }
  g_array_unref (self->streams);
  g_free (self);
}
