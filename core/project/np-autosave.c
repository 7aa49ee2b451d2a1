/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-project"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <openssl/crypto.h>
#include <sys/file.h>
#include <unistd.h>

#include "np-autosave.h"
#include "np-draft.h"
#include "np-paths.h"

#define DELAY_MS 1000

/* A draft's folder, shared with the worker that writes: what is asked for later is never replaced by what was asked for before. */
typedef struct
{
  char *path;
  int lock_fd; /* held as long as the folder is ours */
  GMutex mutex;
  guint written; /* number of the latest text that is there */
  gboolean removed;
} Place;

struct _NpAutosave
{
  GObject parent_instance;

  NpEditor *editor;
  guint source;
  guint n_texts;
  Place *place; /* NULL: nothing to keep */
};

G_DEFINE_FINAL_TYPE (NpAutosave, np_autosave, G_TYPE_OBJECT)

/* Places */

static void
place_clear (gpointer data)
{
  Place *place = data;

  np_paths_release_lock (place->lock_fd);
  g_mutex_clear (&place->mutex);
  g_free (place->path);
}

static void
place_unref (Place *place)
{
  g_atomic_rc_box_release_full (place, place_clear);
}

static Place *
place_new (GError **error)
{
  g_autofree char *parent = np_draft_dup_parent_folder ();
  g_autofree char *name = g_uuid_string_random ();
  g_autofree char *path = g_build_filename (parent, name, NULL);
  Place *place;
  int fd;

  if (g_mkdir_with_parents (parent, 0700) != 0 || g_mkdir (path, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The folder “%s” can't be made: %s"), path, g_strerror (errno));
      return NULL;
    }
  fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd == -1 || flock (fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The folder “%s” can't be used: %s"), path, g_strerror (errno));
      if (fd != -1)
        close (fd);
      return NULL;
    }
  place = g_atomic_rc_box_new0 (Place);
  place->path = g_steal_pointer (&path);
  place->lock_fd = fd;
  g_mutex_init (&place->mutex);
  return place;
}

static gboolean
place_write (Place *place, guint number, const char *text, GError **error)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&place->mutex);
  g_autofree char *file = g_build_filename (place->path, NP_PROJECT_FILE_NAME, NULL);

  if (place->removed || number <= place->written)
    return TRUE;
  if (!g_file_set_contents_full (file, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error))
    return FALSE;
  place->written = number;
  return TRUE;
}

static void
place_remove (Place *place)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&place->mutex);
  g_autoptr(GError) error = NULL;

  place->removed = TRUE;
  if (!np_paths_remove_folder (place->path, &error))
    g_warning ("%s", error->message);
}

/* Writing */

typedef struct
{
  Place *place;
  guint number;
  char *text; /* holds secrets */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  place_unref (job->place);
  OPENSSL_cleanse (job->text, strlen (job->text));
  g_free (job->text);
  g_free (job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static Job *
job_new (NpAutosave *self, GError **error)
{
  Job *job;

  if (self->place == NULL)
    self->place = place_new (error);
  if (self->place == NULL)
    return NULL;
  job = g_new (Job, 1);
  job->place = g_atomic_rc_box_acquire (self->place);
  job->number = ++self->n_texts;
  job->text = np_draft_dup_text (self->editor);
  return job;
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr(GError) error = NULL;

  if (place_write (job->place, job->number, job->text, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

/* Nobody can do anything about it now; the next edit tries again, and closing asks. */
static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    g_message ("Unsaved work isn't kept: %s", error->message);
}

static gboolean
time_cb (gpointer user_data)
{
  NpAutosave *self = user_data;
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  Job *job;

  self->source = 0;
  job = job_new (self, &error);
  if (job == NULL)
    {
      g_message ("Unsaved work isn't kept: %s", error->message);
      return G_SOURCE_REMOVE;
    }
  task = g_task_new (NULL, NULL, written_cb, NULL);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, write_in_thread);
  return G_SOURCE_REMOVE;
}

static void
updated_cb (NpAutosave *self)
{
  if (!np_editor_has_unsaved_work (self->editor))
    np_autosave_discard (self);
  else if (self->source == 0)
    self->source = g_timeout_add (DELAY_MS, time_cb, self);
}

gboolean
np_autosave_flush (NpAutosave *self, GError **error)
{
  g_autoptr(Job) job = NULL;

  g_return_val_if_fail (NP_IS_AUTOSAVE (self), FALSE);

  g_clear_handle_id (&self->source, g_source_remove);
  if (!np_editor_has_unsaved_work (self->editor))
    return TRUE;
  job = job_new (self, error);
  return job != NULL && place_write (job->place, job->number, job->text, error);
}

void
np_autosave_discard (NpAutosave *self)
{
  g_return_if_fail (NP_IS_AUTOSAVE (self));

  g_clear_handle_id (&self->source, g_source_remove);
  if (self->place != NULL)
    place_remove (self->place);
  g_clear_pointer (&self->place, place_unref);
}

const char *
np_autosave_get_path (NpAutosave *self)
{
  g_return_val_if_fail (NP_IS_AUTOSAVE (self), NULL);

  return self->place != NULL ? self->place->path : NULL;
}

/* The class */

static void
np_autosave_finalize (GObject *object)
{
  NpAutosave *self = NP_AUTOSAVE (object);

  g_clear_handle_id (&self->source, g_source_remove);
  g_clear_pointer (&self->place, place_unref);
  g_object_unref (self->editor);
  G_OBJECT_CLASS (np_autosave_parent_class)->finalize (object);
}

static void
np_autosave_class_init (NpAutosaveClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_autosave_finalize;
}

static void
np_autosave_init (NpAutosave *self)
{
}

NpAutosave *
np_autosave_new (NpEditor *editor)
{
  NpAutosave *self;

  g_return_val_if_fail (NP_IS_EDITOR (editor), NULL);

  self = g_object_new (NP_TYPE_AUTOSAVE, NULL);
  self->editor = g_object_ref (editor);
  g_signal_connect_object (editor, "updated", G_CALLBACK (updated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (np_editor_get_project (editor), "notify::modified", G_CALLBACK (updated_cb), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  return self;
}
