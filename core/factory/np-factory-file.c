/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "np-error.h"
#include "np-factory-file.h"
#include "np-image.h"
#include "np-json-reader.h"
#include "np-secret-bytes.h"
#include "np-st-json.h"

/* Text is JSON, good or bad; an image always has NULs or bytes that no text has. JSON in another encoding is told by its first
 * bytes, since its reader refuses it with better words; an image begins with a small tag, the terminator or erased flash. */
static gboolean
is_json (const char *text, gsize size)
{
  guint32 tag;
  gsize start = 0;

  if (size > 0 && g_utf8_validate_len (text, size, NULL))
    return TRUE;

  if (size < sizeof tag)
    return FALSE;

  memcpy (&tag, text, sizeof tag);
  tag = GUINT32_FROM_LE (tag);
  if (tag <= G_MAXUINT16 || tag == NP_IMAGE_TERMINATOR || tag == G_MAXUINT32)
    return FALSE;

  while (start < size && g_ascii_isspace (text[start]))
    start++;

  return memcmp (text, "\xFF\xFE", 2) == 0 || memcmp (text, "\xFE\xFF", 2) == 0
         || (start < size && (text[start] == '{' || text[start] == '['));
}

NpFactoryData *
np_factory_file_parse (GBytes *bytes, GPtrArray *problems, GError **error)
{
  g_autoptr(NpImage) image = NULL;
  const char *data;
  gsize size;

  g_return_val_if_fail (bytes != NULL, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  data = g_bytes_get_data (bytes, &size);
  if (is_json (data, size))
    return np_st_json_parse (bytes, problems, error);

  image = np_image_decode (bytes, problems, error);
  if (image == NULL)
    return NULL;

  return g_object_ref (np_image_get_data (image));
}

static void
set_error_from_errno (GError **error, const char *path, int saved_errno)
{
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), _("%s can't be read: %s."), path, g_strerror (saved_errno));
}

/* Reads a file whose size is known; one that shrinks meanwhile comes out shorter. */
static GBytes *
read_all (int fd, gsize size, const char *path, GError **error)
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
          set_error_from_errno (error, path, errno);
          return NULL;
        }

      if (n == 0)
        break;

      n_read += n;
    }

  return g_bytes_new_from_bytes (bytes, 0, n_read);
}

static GBytes *
load (int fd, const char *path, GError **error)
{
  struct stat status;

  if (fstat (fd, &status) != 0)
    {
      set_error_from_errno (error, path, errno);
      return NULL;
    }

  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s is no regular file. Choose a JSON file or an image."), path);
      return NULL;
    }

  if (status.st_size > NP_JSON_MAX_SIZE)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA,
                   _("%s is larger than %d bytes, so it can't be factory data. Check that the right file was chosen."), path,
                   NP_JSON_MAX_SIZE);
      return NULL;
    }

  return read_all (fd, status.st_size, path, error);
}

NpFactoryData *
np_factory_file_load (const char *path, GPtrArray *problems, GError **error)
{
  g_autoptr(GBytes) bytes = NULL;
  NpFactoryData *data;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  /* Not blocking, so that a FIFO doesn't keep us waiting for a writer. */
  fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK, 0);
  if (fd < 0)
    {
      set_error_from_errno (error, path, errno);
      return NULL;
    }

  bytes = load (fd, path, error);
  g_close (fd, NULL);
  if (bytes == NULL)
    return NULL;

  data = np_factory_file_parse (bytes, problems, error);
  if (data == NULL)
    g_prefix_error (error, "%s: ", path);

  return data;
}
