/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "np-log-file.h"

/* More than that isn't kept in memory for a disk that doesn't keep up. */
#define MAX_PENDING (16 * 1024 * 1024)

struct _NpLogFile
{
  GObject parent_instance;

  char *path;
  int fd;
  GString *pending;
  gboolean writing;
  GError *error;
  GQueue saves; /* of GTask, waiting for what is pending */
};

G_DEFINE_FINAL_TYPE (NpLogFile, np_log_file, G_TYPE_OBJECT)

static gboolean
write_all (int fd, const char *data, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize n = write (fd, data, length);

      if (n == -1 && errno == EINTR)
        continue;
      if (n == -1)
        {
          g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
          return FALSE;
        }
      data += n;
      length -= (gsize) n;
    }
  return TRUE;
}

/* --- Saving a copy --- */

static void
copy_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr(GFile) file = g_file_new_for_path (NP_LOG_FILE (source)->path);
  GError *error = NULL;

  if (g_file_copy (file, task_data, G_FILE_COPY_OVERWRITE | G_FILE_COPY_NOFOLLOW_SYMLINKS, cancellable, NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start_saves (NpLogFile *self)
{
  while (!g_queue_is_empty (&self->saves))
    {
      g_autoptr(GTask) task = g_queue_pop_head (&self->saves);

      g_task_run_in_thread (task, copy_in_thread);
    }
}

/* --- Writing --- */

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GString *text = task_data;
  GError *error = NULL;

  if (write_all (NP_LOG_FILE (source)->fd, text->str, text->len, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
set_error (NpLogFile *self, GError *error)
{
  g_debug ("%s: %s", self->path, error->message);
  self->error = error;
  g_string_truncate (self->pending, 0);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  NpLogFile *self = NP_LOG_FILE (source);
  GError *error = NULL;

  self->writing = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    set_error (self, error);
  if (g_queue_is_empty (&self->saves))
    return;
  np_log_file_flush (self);
  if (!self->writing)
    start_saves (self);
}

static void
free_string (gpointer string)
{
  g_string_free (string, TRUE);
}

void
np_log_file_flush (NpLogFile *self)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NP_IS_LOG_FILE (self));

  if (self->writing || self->pending->len == 0)
    return;
  self->writing = TRUE;
  task = g_task_new (self, NULL, written_cb, NULL);
  g_task_set_task_data (task, g_steal_pointer (&self->pending), free_string);
  self->pending = g_string_new (NULL);
  g_task_run_in_thread (task, write_in_thread);
}

void
np_log_file_append (NpLogFile *self, const char *text, gsize length)
{
  g_return_if_fail (NP_IS_LOG_FILE (self));

  if (self->error != NULL)
    return;
  if (self->pending->len + length > MAX_PENDING)
    set_error (self, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, _("the disk is too slow for it")));
  else
    g_string_append_len (self->pending, text, (gssize) length);
}

void
np_log_file_save_async (NpLogFile *self, GFile *destination, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;

  g_return_if_fail (NP_IS_LOG_FILE (self));
  g_return_if_fail (G_IS_FILE (destination));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_task_data (task, g_object_ref (destination), g_object_unref);
  g_queue_push_tail (&self->saves, task);
  np_log_file_flush (self);
  if (!self->writing)
    start_saves (self);
}

gboolean
np_log_file_save_finish (NpLogFile *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const char *
np_log_file_get_path (NpLogFile *self)
{
  g_return_val_if_fail (NP_IS_LOG_FILE (self), NULL);
  return self->path;
}

const GError *
np_log_file_get_error (NpLogFile *self)
{
  g_return_val_if_fail (NP_IS_LOG_FILE (self), NULL);
  return self->error;
}

NpLogFile *
np_log_file_new (const char *path, GError **error)
{
  NpLogFile *self;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0600);
  if (fd == -1)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("the log %s can't be made: %s"), path, g_strerror (errno));
      return NULL;
    }
  self = g_object_new (NP_TYPE_LOG_FILE, NULL);
  self->path = g_strdup (path);
  self->fd = fd;
  return self;
}

/* Every write and save holds a reference: nothing is going on any more. */
static void
np_log_file_finalize (GObject *object)
{
  NpLogFile *self = NP_LOG_FILE (object);
  g_autoptr(GError) error = NULL;

  if (self->fd != -1)
    {
      if (!write_all (self->fd, self->pending->str, self->pending->len, &error))
        g_warning ("%s: %s", self->path, error->message);
      close (self->fd);
    }
  g_string_free (self->pending, TRUE);
  g_clear_error (&self->error);
  g_free (self->path);
  G_OBJECT_CLASS (np_log_file_parent_class)->finalize (object);
}

static void
np_log_file_class_init (NpLogFileClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_log_file_finalize;
}

static void
np_log_file_init (NpLogFile *self)
{
  self->fd = -1;
  self->pending = g_string_new (NULL);
  g_queue_init (&self->saves);
}
