/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "np-bounded-file.h"
#include "np-error.h"
#include "np-secret-bytes.h"

static void
set_error_from_errno (GError **error, int saved_errno)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), _("It can't be read: %s."), g_strerror (saved_errno));
}

/* Reads a file whose size is known; one that shrinks meanwhile comes out shorter. */
static GBytes *
read_all (int fd, gsize size, GError **error)
{
  guint8 *buffer = g_malloc (size);
  g_autoptr(GBytes) bytes = np_secret_bytes_new_take (buffer, size);
  gsize n_read = 0;

  while (n_read < size)
    {
      gssize n = read (fd, buffer + n_read, size - n_read);

      if (n < 0 && errno == EINTR)
        continue;

      if (n < 0)
        {
          set_error_from_errno (error, errno);
          return NULL;
        }

      if (n == 0)
        break;

      n_read += n;
    }

  return g_bytes_new_from_bytes (bytes, 0, n_read);
}

static GBytes *
load (int fd, gsize max_size, const char *todo, GError **error)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    {
      set_error_from_errno (error, errno);
      return NULL;
    }

  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("It is no regular file. %s"), todo);
      return NULL;
    }

  if ((guint64) status.st_size > max_size)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("It is larger than %" G_GSIZE_FORMAT " bytes. %s"), max_size, todo);
      return NULL;
    }

  return read_all (fd, status.st_size, error);
}

/**
 * np_bounded_file_load:
 * @path: of a regular file
 * @max_size: how many bytes it may have
 * @todo: what to give instead of a file of another kind: a sentence
 * @error: of %G_IO_ERROR, or %NP_ERROR_INVALID_DATA for a file of another kind or size; the message doesn't name @path
 *
 * Reads what somebody chose, whatever it is: neither a FIFO that nobody writes to nor a device without end keeps the caller waiting.
 *
 * Returns: (transfer full) (nullable): the contents, as np_secret_bytes_new (): they may be a key
 */
GBytes *
np_bounded_file_load (const char *path, gsize max_size, const char *todo, GError **error)
{
  GBytes *bytes;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (todo != NULL, NULL);

  fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (fd < 0)
    {
      set_error_from_errno (error, errno);
      return NULL;
    }

  bytes = load (fd, max_size, todo, error);
  g_close (fd, NULL);

  return bytes;
}
