/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "np-bench-file.h"
#include "np-bench-memory.h"

static void
memory_free (gpointer data)
{
  NpBenchMemory *self = data;

  g_free (self->loader);
  g_free (self->path);
  g_free (self);
}

static NpBenchMemory *
memory_new (const char *board_folder, JsonObject *member)
{
  NpBenchMemory *self = g_new0 (NpBenchMemory, 1);
  g_autofree char *name = NULL;

  self->start = np_bench_file_get_address (member, "start");
  self->size = np_bench_file_get_double (member, "size", 0);
  self->page_size = MAX (np_bench_file_get_double (member, "pageSize", 0), 1);
  self->alias = np_bench_file_get_address (member, "alias");
  self->loader = g_strdup (np_bench_file_get_string (member, "loader", NULL));
  name = g_strdup_printf ("flash-%08X.bin", self->start);
  self->path = g_build_filename (board_folder, name, NULL);
  return self;
}

GPtrArray *
np_bench_memory_load_all (const char *board_folder, JsonObject *board)
{
  GPtrArray *memories = g_ptr_array_new_with_free_func (memory_free);
  JsonArray *members = np_bench_file_get_array (board, "memories");

  for (guint i = 0; members != NULL && i < json_array_get_length (members); i++)
    {
      JsonNode *node = json_array_get_element (members, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        g_ptr_array_add (memories, memory_new (board_folder, json_node_get_object (node)));
    }
  return memories;
}

static gboolean
range_contains (guint32 start, guint32 length, guint32 address, guint32 size)
{
  return address >= start && (guint64) address + size <= (guint64) start + length;
}

NpBenchMemory *
np_bench_memory_find (GPtrArray *memories, guint32 *address, guint32 size)
{
  for (guint i = 0; i < memories->len; i++)
    {
      NpBenchMemory *memory = memories->pdata[i];

      if (memory->alias != 0 && range_contains (memory->alias, memory->size, *address, size))
        *address = *address - memory->alias + memory->start;
      if (range_contains (memory->start, memory->size, *address, size))
        return memory;
    }
  return NULL;
}

static gboolean
fail (const NpBenchMemory *self, int fd, GError **error)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("%s: %s"), self->path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return FALSE;
}

static void
invert (guint8 *bytes, gsize size)
{
  for (gsize i = 0; i < size; i++)
    bytes[i] = ~bytes[i];
}

gboolean
np_bench_memory_read (const NpBenchMemory *self, guint32 address, guint8 *buffer, guint32 size, GError **error)
{
  off_t offset = address - self->start;
  guint32 done = 0;
  int fd;

  g_return_val_if_fail (range_contains (self->start, self->size, address, size), FALSE);

  memset (buffer, 0, size);
  fd = g_open (self->path, O_RDONLY | O_CLOEXEC, 0);
  if (fd < 0 && errno != ENOENT)
    return fail (self, fd, error);
  while (fd >= 0 && done < size)
    {
      gssize count = pread (fd, buffer + done, size - done, offset + done);

      if (count == 0)
        break;
      if (count < 0 && errno != EINTR)
        return fail (self, fd, error);
      done += MAX (count, 0);
    }
  if (fd >= 0)
    close (fd);
  invert (buffer, size);
  return TRUE;
}

static gboolean
write_raw (const NpBenchMemory *self, int fd, const guint8 *bytes, guint32 size, off_t offset, GError **error)
{
  guint32 done = 0;

  while (done < size)
    {
      gssize count = pwrite (fd, bytes + done, size - done, offset + done);

      if (count < 0 && errno != EINTR)
        return fail (self, fd, error);
      done += MAX (count, 0);
    }
  if (close (fd) < 0)
    return fail (self, -1, error);
  return TRUE;
}

gboolean
np_bench_memory_write (const NpBenchMemory *self, guint32 address, const guint8 *data, guint32 size, GError **error)
{
  g_autofree guint8 *bytes = g_memdup2 (data, size);
  int fd;

  g_return_val_if_fail (range_contains (self->start, self->size, address, size), FALSE);

  invert (bytes, size);
  fd = g_open (self->path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0)
    return fail (self, fd, error);
  return write_raw (self, fd, bytes, size, address - self->start, error);
}

gboolean
np_bench_memory_erase (const NpBenchMemory *self, guint32 address, guint32 size, GError **error)
{
  off_t offset = address - self->start;
  g_autofree guint8 *zeros = NULL;
  off_t end;
  int fd;

  g_return_val_if_fail (range_contains (self->start, self->size, address, size), FALSE);

  fd = g_open (self->path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (fd < 0)
    return fail (self, fd, error);
  if (fallocate (fd, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, offset, size) == 0)
    {
      close (fd);
      return TRUE;
    }
  /* A file system without holes: past the file's end there is nothing to erase. */
  end = lseek (fd, 0, SEEK_END);
  if (end < 0)
    return fail (self, fd, error);
  size = CLAMP (end - offset, 0, (off_t) size);
  zeros = g_malloc0 (size + 1);
  return write_raw (self, fd, zeros, size, offset, error);
}
