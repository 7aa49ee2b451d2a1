/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/mman.h>
#include <unistd.h>

/* For readers that are given a path: a file in memory. */
typedef struct
{
  int fd;
  char *path;
} FuzzFile;

static inline void
fuzz_file_init (FuzzFile *self, const guint8 *data, gsize size)
{
  self->fd = memfd_create ("fuzz", MFD_CLOEXEC);
  g_assert_cmpint (self->fd, >=, 0);
  for (gsize written = 0; written < size;)
    {
      gssize n = write (self->fd, data + written, size - written);

      g_assert_cmpint (n, >, 0);
      written += (gsize) n;
    }
  self->path = g_strdup_printf ("/proc/self/fd/%d", self->fd);
}

static inline void
fuzz_file_clear (FuzzFile *self)
{
  close (self->fd);
  g_free (self->path);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FuzzFile, fuzz_file_clear)
