/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "np-sim-uart.h"

struct _NpSimUart
{
  char *link;
  int master;
  int slave; /* kept open: the port stays when the last program closes it, as one of USB does */
  guint input_id;
  NpSimUartReceiver receiver; /* (nullable) */
  gpointer receiver_data;
};

/* What is sent to a board that doesn't listen is lost, but never stops the sender. */
static gboolean
input_cb (gint fd, GIOCondition condition, gpointer user_data)
{
  NpSimUart *self = user_data;
  char bytes[1024];
  gssize length = read (fd, bytes, sizeof bytes);

  if (length > 0 && self->receiver != NULL)
    self->receiver (bytes, length, self->receiver_data);
  return length > 0 || errno == EAGAIN || errno == EINTR ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
open_pty (NpSimUart *self, char *name, gsize size)
{
  struct termios settings;

  self->master = posix_openpt (O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
  if (self->master < 0 || grantpt (self->master) < 0 || unlockpt (self->master) < 0 || ptsname_r (self->master, name, size) != 0)
    return FALSE;
  self->slave = open (name, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (self->slave < 0 || tcgetattr (self->slave, &settings) < 0)
    return FALSE;
  cfmakeraw (&settings);
  cfsetspeed (&settings, B115200);
  return tcsetattr (self->slave, TCSANOW, &settings) == 0;
}

/* In one go, over the link of a board that was killed. */
static gboolean
replace_link (const char *target, const char *path)
{
  g_autofree char *temporary = g_strconcat (path, ".new", NULL);

  g_unlink (temporary);
  return symlink (target, temporary) == 0 && g_rename (temporary, path) == 0;
}

NpSimUart *
np_sim_uart_new (const char *board_folder, GError **error)
{
  g_autoptr(NpSimUart) self = g_new0 (NpSimUart, 1);
  char name[64];

  self->master = -1;
  self->slave = -1;
  self->link = g_build_filename (board_folder, "uart", NULL);
  if (!open_pty (self, name, sizeof name) || !replace_link (name, self->link))
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), "%s: %s", self->link, g_strerror (errno));
      return NULL;
    }
  self->input_id = g_unix_fd_add (self->master, G_IO_IN, input_cb, self);
  return g_steal_pointer (&self);
}

void
np_sim_uart_free (NpSimUart *self)
{
  if (self->input_id != 0)
    {
      g_source_remove (self->input_id);
      g_unlink (self->link);
    }
  if (self->slave >= 0)
    close (self->slave);
  if (self->master >= 0)
    close (self->master);
  g_free (self->link);
  g_free (self);
}

void
np_sim_uart_send (NpSimUart *self, const void *bytes, gsize length)
{
  if (write (self->master, bytes, length) < 0 && errno != EAGAIN)
    g_printerr ("%s: %s\n", self->link, g_strerror (errno));
}

void
np_sim_uart_set_busy (NpSimUart *self, gboolean busy)
{
  flock (self->slave, busy ? LOCK_EX | LOCK_NB : LOCK_UN);
  ioctl (self->slave, busy ? TIOCEXCL : TIOCNXCL);
}

void
np_sim_uart_set_receiver (NpSimUart *self, NpSimUartReceiver receiver, gpointer user_data)
{
  self->receiver = receiver;
  self->receiver_data = user_data;
}
