/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "np-bench-control.h"

#define PIPE_NAME "control"
#define LOCK_NAME "running"

gboolean
np_bench_control_send (const char *board_folder, const char *command)
{
  g_autofree char *path = g_build_filename (board_folder, PIPE_NAME, NULL);
  g_autofree char *line = g_strconcat (command, "\n", NULL);
  int fd = g_open (path, O_WRONLY | O_NONBLOCK | O_CLOEXEC, 0);
  gsize length = strlen (line);
  gboolean sent;

  if (fd < 0)
    return FALSE;
  sent = write (fd, line, length) == (gssize) length; /* shorter than PIPE_BUF: all of it or nothing */
  close (fd);
  return sent;
}

static int
fail (const char *path, int fd, GError **error)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("%s: %s"), path, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

int
np_bench_control_open (const char *board_folder, GError **error)
{
  g_autofree char *path = g_build_filename (board_folder, PIPE_NAME, NULL);
  int fd;

  if (mkfifo (path, 0600) < 0 && errno != EEXIST)
    return fail (path, -1, error);
  /* For writing too: a pipe whose last writer has gone would be at its end for ever. */
  fd = g_open (path, O_RDWR | O_NONBLOCK | O_CLOEXEC, 0);
  return fd >= 0 ? fd : fail (path, fd, error);
}

static int
open_lock (const char *path)
{
  return g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
}

int
np_bench_control_take_board (const char *board_folder, GError **error)
{
  g_autofree char *path = g_build_filename (board_folder, LOCK_NAME, NULL);
  int fd = open_lock (path);
  int result;

  if (fd < 0)
    return fail (path, fd, error);
  do
    result = flock (fd, LOCK_EX);
  while (result < 0 && errno == EINTR);
  return result == 0 ? fd : fail (path, fd, error);
}

gboolean
np_bench_control_has_board (const char *board_folder)
{
  g_autofree char *path = g_build_filename (board_folder, LOCK_NAME, NULL);
  int fd = open_lock (path);
  gboolean held;

  if (fd < 0)
    return FALSE;
  held = flock (fd, LOCK_SH | LOCK_NB) < 0 && errno == EWOULDBLOCK;
  close (fd);
  return held;
}
