/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <libserialport.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "np-error.h"
#include "np-serial-access.h"
#include "np-serial-port.h"

#define BAUD_RATE 115200
#define READ_SIZE 4096

/* The two kinds of port differ in how they are opened and closed; in between both are a terminal's file descriptor. */
typedef struct
{
  int (*open) (NpSerialPort *self, int *errno_value);
  void (*close) (NpSerialPort *self);
} PortKind;

struct _NpSerialPort
{
  GObject parent_instance;

  NpSerialPortInfo *info;
  const PortKind *kind;
  struct sp_port *device; /* NULL when simulated */
  int fd;
  guint in_source;
  guint out_source;
  GQueue writes; /* (element-type GTask): the first is being written */
};

typedef struct
{
  GBytes *bytes;
  gsize written;
  GSource *cancelled;
} Write;

enum
{
  SIGNAL_RECEIVED,
  SIGNAL_LOST,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (NpSerialPort, np_serial_port, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static int
device_open (NpSerialPort *self, int *errno_value)
{
  int fd = -1;

  *errno_value = ENODEV;
  if (sp_get_port_by_name (self->info->path, &self->device) != SP_OK)
    return -1;
  if (sp_open (self->device, SP_MODE_READ_WRITE) == SP_OK && sp_set_baudrate (self->device, BAUD_RATE) == SP_OK
      && sp_set_bits (self->device, 8) == SP_OK && sp_set_parity (self->device, SP_PARITY_NONE) == SP_OK
      && sp_set_stopbits (self->device, 1) == SP_OK && sp_set_flowcontrol (self->device, SP_FLOWCONTROL_NONE) == SP_OK
      && sp_get_port_handle (self->device, &fd) == SP_OK)
    {
      *errno_value = 0;
      return fd;
    }
  *errno_value = sp_last_error_code ();
  return -1;
}

static void
device_close (NpSerialPort *self)
{
  if (self->device != NULL)
    sp_close (self->device); /* no harm when it isn't open */
  g_clear_pointer (&self->device, sp_free_port);
}

/* libserialport 0.1.1 refuses a pty: it has no modem lines and isn't in /sys/class/tty. */
static int
pty_open (NpSerialPort *self, int *errno_value)
{
  struct termios settings = { 0 };
  int fd = open (self->info->path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);

  if (fd != -1 && tcgetattr (fd, &settings) == 0)
    {
      cfmakeraw (&settings);
      cfsetspeed (&settings, B115200);
      if (tcsetattr (fd, TCSANOW, &settings) == 0)
        return fd;
    }
  *errno_value = errno;
  if (fd != -1)
    close (fd);
  return -1; /* nothing is left for pty_close () */
}

static void
pty_close (NpSerialPort *self)
{
  if (self->fd != -1)
    close (self->fd);
}

static const PortKind device_kind = { device_open, device_close };
static const PortKind pty_kind = { pty_open, pty_close };

/* --- errors --- */

static void
set_refused (GError **error, const NpSerialPortInfo *info)
{
  NpSerialAccess access;

  np_serial_access_look_at_account (&access);
  if (np_serial_access_get_command (&access) != NULL)
    g_set_error (error, NP_ERROR, NP_ERROR_PERMISSION,
                 _("No permission for %s: the account is not in group dialout. Run “sudo usermod -aG dialout $USER”, "
                   "then log out and in."),
                 info->name);
  else
    g_set_error (error, NP_ERROR, NP_ERROR_PERMISSION,
                 _("No permission for %s: the account is in group dialout, but this login began before that. Log out and in again."), info->name);
}

/* What the system says when a port can't be opened or used, in our words. */
static void
set_port_error (GError **error, const NpSerialPortInfo *info, int errno_value)
{
  switch (errno_value)
    {
    case EACCES:
    case EPERM: set_refused (error, info); break;
    case EBUSY:
    case EWOULDBLOCK: g_set_error (error, NP_ERROR, NP_ERROR_BUSY, _("Another program uses %s. Close it."), info->name); break;
    case ENOENT:
    case ENODEV:
    case ENXIO:
    case EIO:
      g_set_error (error, NP_ERROR, NP_ERROR_BOARD_GONE, _("%s is no longer there. Check the board's USB cable."), info->name);
      break;
    default:
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno_value), _("%s can't be used: %s"), info->name,
                   g_strerror (errno_value));
      break;
    }
}

/* --- closing --- */

static void
write_free (Write *item)
{
  g_bytes_unref (item->bytes);
  g_free (item);
}

/* Takes a write out of the queue, done or not. A source holds its task: it has to go first. */
static GTask *
take_write (NpSerialPort *self, GTask *task)
{
  Write *item = g_task_get_task_data (task);

  g_queue_remove (&self->writes, task);
  if (item->cancelled != NULL)
    g_source_destroy (item->cancelled);
  g_clear_pointer (&item->cancelled, g_source_unref);
  return task;
}

static void
fail_writes (NpSerialPort *self, const GError *reason)
{
  while (!g_queue_is_empty (&self->writes))
    {
      g_autoptr(GTask) task = take_write (self, g_queue_peek_head (&self->writes));

      g_task_return_error (task, g_error_copy (reason));
    }
}

static void
close_with_reason (NpSerialPort *self, const GError *reason)
{
  if (self->fd == -1)
    return;
  g_clear_handle_id (&self->in_source, g_source_remove);
  g_clear_handle_id (&self->out_source, g_source_remove);
  /* Neither may outlive our handle while a program that is just being started still has a copy of it. */
  ioctl (self->fd, TIOCNXCL);
  flock (self->fd, LOCK_UN);
  self->kind->close (self);
  self->fd = -1;
  fail_writes (self, reason);
}

/* The port failed, or the board was unplugged. */
static void
lose (NpSerialPort *self, int errno_value)
{
  g_autoptr(NpSerialPort) alive = g_object_ref (self);
  g_autoptr(GError) error = NULL;

  set_port_error (&error, self->info, errno_value);
  close_with_reason (self, error);
  g_signal_emit (self, signals[SIGNAL_LOST], 0, error);
}

/* --- reading and writing --- */

static gboolean
in_cb (int fd, GIOCondition condition, gpointer user_data)
{
  g_autoptr(NpSerialPort) self = g_object_ref (user_data);
  guint8 data[READ_SIZE];
  gssize n = read (fd, data, sizeof data);

  if (n > 0)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (data, (gsize) n);

      g_signal_emit (self, signals[SIGNAL_RECEIVED], 0, bytes);
      return G_SOURCE_CONTINUE;
    }
  if (n == -1 && (errno == EAGAIN || errno == EINTR))
    return G_SOURCE_CONTINUE;
  /* libserialport sets VMIN to 0: nothing to read isn't the end, unless the port has hung up. */
  if (n == 0 && (condition & (G_IO_HUP | G_IO_ERR)) == 0)
    return G_SOURCE_CONTINUE;
  self->in_source = 0;
  lose (self, n == 0 ? EIO : errno);
  return G_SOURCE_REMOVE;
}

static gboolean
out_cb (int fd, GIOCondition condition, gpointer user_data)
{
  g_autoptr(NpSerialPort) self = g_object_ref (user_data);
  GTask *task = g_queue_peek_head (&self->writes);
  Write *item;
  const guint8 *data;
  gsize size;
  gssize n;

  if (task == NULL)
    {
      self->out_source = 0;
      return G_SOURCE_REMOVE;
    }
  item = g_task_get_task_data (task);
  data = g_bytes_get_data (item->bytes, &size);
  n = write (fd, data + item->written, size - item->written);
  if (n == -1 && errno != EAGAIN && errno != EINTR)
    {
      self->out_source = 0;
      lose (self, errno);
      return G_SOURCE_REMOVE;
    }
  item->written += (gsize) MAX (n, 0);
  if (item->written == size)
    {
      g_autoptr(GTask) done = take_write (self, task);

      g_task_return_boolean (done, TRUE);
    }
  return G_SOURCE_CONTINUE;
}

static gboolean
write_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr(GTask) task = take_write (g_task_get_source_object (user_data), user_data);

  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

/**
 * np_serial_port_write_async:
 * @bytes: what to send; after what was given before it
 * @cancellable: (nullable): stops waiting; a part may have been sent by then
 */
void
np_serial_port_write_async (NpSerialPort *self, GBytes *bytes, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr(GTask) task = NULL;
  Write *item;

  g_return_if_fail (NP_IS_SERIAL_PORT (self));
  g_return_if_fail (bytes != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_serial_port_write_async);
  if (self->fd == -1)
    {
      g_task_return_new_error (task, NP_ERROR, NP_ERROR_BOARD_GONE, _("%s is closed."), self->info->name);
      return;
    }
  if (g_task_return_error_if_cancelled (task))
    return;
  item = g_new0 (Write, 1);
  item->bytes = g_bytes_ref (bytes);
  g_task_set_task_data (task, item, (GDestroyNotify) write_free);
  g_queue_push_tail (&self->writes, g_object_ref (task));
  if (cancellable != NULL)
    {
      item->cancelled = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, item->cancelled, G_SOURCE_FUNC (write_cancelled_cb));
    }
  if (self->out_source == 0)
    self->out_source = g_unix_fd_add (self->fd, G_IO_OUT, out_cb, self);
}

gboolean
np_serial_port_write_finish (NpSerialPort *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gsize
np_serial_port_discard_input (NpSerialPort *self)
{
  int n_waiting = 0;

  g_return_val_if_fail (NP_IS_SERIAL_PORT (self), 0);

  if (self->fd == -1)
    return 0;
  if (ioctl (self->fd, FIONREAD, &n_waiting) == -1 || tcflush (self->fd, TCIFLUSH) == -1)
    g_debug ("%s: %s", self->info->name, g_strerror (errno)); /* a lost port tells itself when it is read */
  return (gsize) MAX (n_waiting, 0);
}

gboolean
np_serial_port_is_open (NpSerialPort *self)
{
  g_return_val_if_fail (NP_IS_SERIAL_PORT (self), FALSE);
  return self->fd != -1;
}

const NpSerialPortInfo *
np_serial_port_get_info (NpSerialPort *self)
{
  g_return_val_if_fail (NP_IS_SERIAL_PORT (self), NULL);
  return self->info;
}

void
np_serial_port_close (NpSerialPort *self)
{
  g_autoptr(GError) reason = NULL;

  g_return_if_fail (NP_IS_SERIAL_PORT (self));

  g_set_error (&reason, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("%s was closed."), self->info->name);
  close_with_reason (self, reason);
}

NpSerialPort *
np_serial_port_open (const NpSerialPortInfo *info, GError **error)
{
  g_autoptr(NpSerialPort) self = NULL;
  int errno_value = 0;

  g_return_val_if_fail (info != NULL, NULL);

  self = g_object_new (NP_TYPE_SERIAL_PORT, NULL);
  self->info = np_serial_port_info_copy (info);
  self->kind = info->simulated ? &pty_kind : &device_kind;
  self->fd = self->kind->open (self, &errno_value);
  /* libserialport doesn't lock. flock () keeps out other Nameplates, root's too; TIOCEXCL every program but root's. */
  if (self->fd != -1 && flock (self->fd, LOCK_EX | LOCK_NB) == -1)
    errno_value = errno;
  if (errno_value != 0)
    {
      self->kind->close (self);
      self->fd = -1;
      set_port_error (error, info, errno_value);
      return NULL;
    }
  if (ioctl (self->fd, TIOCEXCL) == -1)
    g_debug ("%s: %s", info->name, g_strerror (errno));
  self->in_source = g_unix_fd_add (self->fd, G_IO_IN | G_IO_HUP | G_IO_ERR, in_cb, self);
  return g_steal_pointer (&self);
}

static void
np_serial_port_dispose (GObject *object)
{
  NpSerialPort *self = NP_SERIAL_PORT (object);

  if (self->fd != -1)
    np_serial_port_close (self);
  G_OBJECT_CLASS (np_serial_port_parent_class)->dispose (object);
}

static void
np_serial_port_finalize (GObject *object)
{
  NpSerialPort *self = NP_SERIAL_PORT (object);

  g_clear_pointer (&self->info, np_serial_port_info_free);
  G_OBJECT_CLASS (np_serial_port_parent_class)->finalize (object);
}

static void
np_serial_port_class_init (NpSerialPortClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = np_serial_port_dispose;
  object_class->finalize = np_serial_port_finalize;

  signals[SIGNAL_RECEIVED]
      = g_signal_new ("received", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BYTES);
  signals[SIGNAL_LOST]
      = g_signal_new ("lost", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
np_serial_port_init (NpSerialPort *self)
{
  self->fd = -1;
  g_queue_init (&self->writes);
}
