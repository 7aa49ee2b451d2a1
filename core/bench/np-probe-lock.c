/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "np-error.h"
#include "np-paths.h"
#include "np-probe-lock.h"

/* An "open file description" lock: it goes with the open file into every program that inherits it, as flock () does, but can also
 * be asked about without being taken. */

#define MAX_SERIAL_IN_NAME 120

struct _NpProbeLock
{
  gatomicrefcount references;
  int fd;
};

/* A clone's serial number may hold any byte. */
static char *
lock_path (const char *probe_serial)
{
  g_autofree char *escaped = g_uri_escape_string (probe_serial, NULL, FALSE);
  g_autofree char *checksum = NULL;
  g_autofree char *name = NULL;

  if (strlen (escaped) > MAX_SERIAL_IN_NAME)
    checksum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, probe_serial, -1);
  name = g_strdup_printf ("probe-%s.lock", checksum != NULL ? checksum : escaped);
  return g_build_filename (np_paths_get_runtime_folder (), name, NULL);
}

/* The process that took the lock wrote its id into the file; 0 if it can't be read. */
static int
read_holder (int fd)
{
  char text[16] = { 0 };
  gint64 holder;

  if (pread (fd, text, sizeof text - 1, 0) <= 0)
    return 0;
  holder = g_ascii_strtoll (text, NULL, 10);
  return holder > 0 && holder <= G_MAXINT ? (int) holder : 0;
}

static void
set_busy_error (GError **error, int holder)
{
  if (holder == getpid ())
    g_set_error_literal (error, NP_ERROR, NP_ERROR_BUSY, _("This program already uses the probe."));
  else if (holder != 0 && kill (holder, 0) == -1 && errno == ESRCH)
    g_set_error_literal (error, NP_ERROR, NP_ERROR_BUSY, _("A programmer that was started earlier still uses the probe."));
  else if (holder != 0)
    g_set_error (error, NP_ERROR, NP_ERROR_BUSY, _("Another program (process %d) uses the probe."), holder);
  else
    g_set_error_literal (error, NP_ERROR, NP_ERROR_BUSY, _("Another program uses the probe."));
}

/* --- Starts of programs --- */

static GMutex starting;

void
np_probe_lock_begin_start (void)
{
  g_mutex_lock (&starting);
}

void
np_probe_lock_end_start (void)
{
  g_mutex_unlock (&starting);
}

/* What looks like ours may be a copy that a program has which another thread is just starting for another probe. */
static gboolean
take_lock (int fd)
{
  struct flock whole_file = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  if (fcntl (fd, F_OFD_SETLK, &whole_file) == 0)
    return TRUE;
  if ((errno != EAGAIN && errno != EACCES) || read_holder (fd) != getpid ())
    return FALSE;
  np_probe_lock_begin_start ();
  np_probe_lock_end_start ();
  return fcntl (fd, F_OFD_SETLK, &whole_file) == 0;
}

/* --- The lock --- */

NpProbeLock *
np_probe_lock_acquire (const char *probe_serial, GError **error)
{
  g_autofree char *path = NULL;
  char text[16];
  NpProbeLock *self;
  int fd;

  g_return_val_if_fail (probe_serial != NULL, NULL);

  path = lock_path (probe_serial);
  fd = open (path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600);
  if (fd == -1)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The probe can't be locked: %s: %s"), path,
                   g_strerror (errno));
      return NULL;
    }
  if (!take_lock (fd))
    {
      if (errno == EAGAIN || errno == EACCES)
        set_busy_error (error, read_holder (fd));
      else
        g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The probe can't be locked: %s: %s"), path,
                     g_strerror (errno));
      close (fd);
      return NULL;
    }
  /* Only a help for whoever is refused: without it the lock holds as well. */
  g_snprintf (text, sizeof text, "%d\n", getpid ());
  if (ftruncate (fd, 0) != 0 || pwrite (fd, text, strlen (text), 0) == -1)
    g_debug ("%s: %s", path, g_strerror (errno));
  self = g_new (NpProbeLock, 1);
  g_atomic_ref_count_init (&self->references);
  self->fd = fd;
  return self;
}

NpProbeLock *
np_probe_lock_ref (NpProbeLock *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/* Not unlocked: a program that was given it and still runs keeps it. */
void
np_probe_lock_unref (NpProbeLock *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  close (self->fd);
  g_free (self);
}

int
np_probe_lock_get_fd (NpProbeLock *self)
{
  return self->fd;
}

/* Returns: 0 when nobody has it, the process's id, or -1 when that isn't known */
static int
find_holder (const char *probe_serial)
{
  struct flock whole_file = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  g_autofree char *path = lock_path (probe_serial);
  int fd = open (path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  int holder = 0;

  if (fd == -1)
    return 0;
  if (fcntl (fd, F_OFD_GETLK, &whole_file) == 0 && whole_file.l_type != F_UNLCK)
    {
      holder = read_holder (fd);
      holder = holder != 0 ? holder : -1;
    }
  close (fd);
  return holder;
}

gboolean
np_probe_lock_is_held (const char *probe_serial)
{
  g_return_val_if_fail (probe_serial != NULL, FALSE);
  return find_holder (probe_serial) != 0;
}

gboolean
np_probe_lock_is_held_elsewhere (const char *probe_serial)
{
  int holder;

  g_return_val_if_fail (probe_serial != NULL, FALSE);

  holder = find_holder (probe_serial);
  return holder != 0 && holder != getpid ();
}
