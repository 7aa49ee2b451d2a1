/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-paths"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "np-error.h"
#include "np-paths.h"

#define PRIVATE_PREFIX "private-"
#define REMOVE_MAX_FDS 16

gboolean
np_paths_runs_from_build_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);

  return program != NULL && g_str_has_prefix (program, NP_BUILD_DIR "/");
}

char *
np_paths_find_program (const char *name, GError **error)
{
  const char *folders[] = { g_getenv ("NAMEPLATE_LIBEXEC_DIR"), np_paths_runs_from_build_folder () ? NP_BUILD_DIR "/app/sim" : NULL,
                            NP_LIBEXEC_DIR };
  g_autoptr(GString) looked_in = g_string_new (NULL);

  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *absolute = folders[i] != NULL && *folders[i] != '\0' ? g_canonicalize_filename (folders[i], NULL) : NULL;
      g_autofree char *path = absolute != NULL ? g_build_filename (absolute, name, NULL) : NULL;

      if (path == NULL)
        continue;
      if (g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&path);
      g_string_append_printf (looked_in, "%s%s", looked_in->len > 0 ? ", " : "", absolute);
    }
  /* Translators: a program of Nameplate itself, then the folders */
  g_set_error (error, NP_ERROR, NP_ERROR_TOOL_MISSING, _("%s is not installed. It was looked for in %s. Install Nameplate again."),
               name, looked_in->str);
  return NULL;
}

const char *
np_paths_get_locale_folder (void)
{
  return np_paths_runs_from_build_folder () ? NP_BUILD_DIR "/po" : NP_LOCALE_DIR;
}

const char *
np_paths_get_runtime_folder (void)
{
  g_autofree char *path = g_build_filename (g_get_user_runtime_dir (), "nameplate", NULL);

  /* Made again when someone has removed it. Whoever makes a file in it meets the error and can tell it. */
  if (g_mkdir_with_parents (path, 0700) != 0)
    g_warning ("%s can't be made: %s", path, g_strerror (errno));
  return g_intern_string (path);
}

static int
remove_entry (const char *path, const struct stat *status, int kind, struct FTW *position)
{
  return kind == FTW_DP ? rmdir (path) : unlink (path);
}

gboolean
np_paths_remove_folder (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);

  if (nftw (path, remove_entry, REMOVE_MAX_FDS, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("%s can't be removed: %s"), path, g_strerror (errno));
  return FALSE;
}

/* Takes the folder for this process. Fails when another one has it, or has removed it meanwhile. */
static int
lock_folder (const char *path)
{
  struct stat by_path, by_fd;
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

  if (fd == -1)
    return -1;
  if (flock (fd, LOCK_EX | LOCK_NB) == 0 && fstat (fd, &by_fd) == 0 && lstat (path, &by_path) == 0 && by_fd.st_ino == by_path.st_ino
      && by_fd.st_dev == by_path.st_dev)
    return fd;
  close (fd);
  return -1;
}

void
np_paths_release_lock (int fd)
{
  flock (fd, LOCK_UN);
  close (fd);
}

/* The kernel drops a lock with its holder: a folder that can be locked was left behind. */
static void
remove_left_folders (const char *parent)
{
  g_autoptr(GDir) folder = g_dir_open (parent, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (parent, name, NULL);
      g_autoptr(GError) error = NULL;
      int fd = g_str_has_prefix (name, PRIVATE_PREFIX) ? lock_folder (path) : -1;

      if (fd == -1)
        continue;
      if (!np_paths_remove_folder (path, &error))
        g_warning ("%s", error->message);
      np_paths_release_lock (fd);
    }
}

char *
np_paths_make_private_folder (int *lock_fd, GError **error)
{
  static gsize cleaned;
  const char *parent = np_paths_get_runtime_folder ();

  g_return_val_if_fail (lock_fd != NULL, NULL);

  if (g_once_init_enter (&cleaned))
    {
      remove_left_folders (parent);
      g_once_init_leave (&cleaned, 1);
    }
  for (;;)
    {
      g_autofree char *path = g_build_filename (parent, PRIVATE_PREFIX "XXXXXX", NULL);

      if (g_mkdtemp_full (path, 0700) == NULL)
        {
          g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("No temporary folder can be made in %s: %s"), parent,
                       g_strerror (errno));
          return NULL;
        }
      *lock_fd = lock_folder (path);
      if (*lock_fd != -1)
        return g_steal_pointer (&path);
      /* A process that has just started took it for a left one: it removes it, and the next try finds it done with that. */
    }
}
