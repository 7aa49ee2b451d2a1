/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <sys/file.h>
#include <unistd.h>

#include "np-error.h"
#include "np-paths.h"
#include "np-script-folder.h"

#define LOOK_INTERVAL_MS 200 /* nobody tells when a lock has become free */

struct _NpScriptFolder
{
  char *path;
  int fd;
  guint n_users;
};

static GHashTable *entered; /* path → NpScriptFolder */

/* @busy: (out): whether another program has it */
static NpScriptFolder *
try_to_enter (const char *path, gboolean *busy, GError **error)
{
  NpScriptFolder *self = entered != NULL ? g_hash_table_lookup (entered, path) : NULL;
  int fd;

  *busy = FALSE;
  if (self != NULL)
    {
      self->n_users++;
      return self;
    }
  fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd == -1 || flock (fd, LOCK_EX | LOCK_NB) == -1)
    {
      *busy = fd != -1 && errno == EWOULDBLOCK;
      if (!*busy)
        g_set_error (error, NP_ERROR, NP_ERROR_SCRIPT_MISSING, _("The scripts' folder %s can't be used: %s."), path, g_strerror (errno));
      if (fd != -1)
        close (fd);
      return NULL;
    }
  self = g_new0 (NpScriptFolder, 1);
  self->path = g_strdup (path);
  self->fd = fd;
  self->n_users = 1;
  if (entered == NULL)
    entered = g_hash_table_new (g_str_hash, g_str_equal);
  g_hash_table_insert (entered, self->path, self);
  return self;
}

static void
tell_wait (NpRun *run, const char *path)
{
  g_autofree char *message = g_strdup_printf (_("Waits for another program's script in %s"), path);

  np_run_log (run, "Waiting for another program's script in %s", path);
  np_board_set_state (np_run_get_board (run), NP_BOARD_STATE_BUSY, message, NULL);
}

/* Returns: whether it has to be tried again */
static gboolean
look (GTask *task)
{
  GError *error = NULL;
  NpScriptFolder *folder;
  gboolean busy;

  if (g_task_return_error_if_cancelled (task))
    return FALSE;
  folder = try_to_enter (g_task_get_task_data (task), &busy, &error);
  if (busy)
    return TRUE;
  if (folder != NULL)
    g_task_return_pointer (task, folder, (GDestroyNotify) np_script_folder_leave);
  else
    g_task_return_error (task, error);
  return FALSE;
}

static gboolean
look_cb (gpointer user_data)
{
  GTask *task = user_data;
  NpRun *run = g_task_get_source_object (task);

  if (look (task))
    return G_SOURCE_CONTINUE;
  np_board_set_state (np_run_get_board (run), NP_BOARD_STATE_BUSY, NULL, NULL);
  return G_SOURCE_REMOVE;
}

void
np_script_folder_enter_async (NpRun *run, const char *path, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (run, cancellable, callback, user_data);
  g_autoptr(GSource) later = NULL;

  g_task_set_check_cancellable (task, FALSE); /* what was entered has to be left */
  g_task_set_task_data (task, g_strdup (path), g_free);
  if (!look (task))
    return;
  tell_wait (run, path);
  later = g_timeout_source_new (LOOK_INTERVAL_MS);
  g_task_attach_source (task, later, look_cb);
}

NpScriptFolder *
np_script_folder_enter_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

int
np_script_folder_get_fd (NpScriptFolder *self)
{
  return self->fd;
}

void
np_script_folder_leave (NpScriptFolder *self)
{
  if (--self->n_users > 0)
    return;
  g_hash_table_remove (entered, self->path);
  np_paths_release_lock (self->fd);
  g_free (self->path);
  g_free (self);
}
