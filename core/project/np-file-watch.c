/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-project"

#include "config.h"

#include "np-file-watch.h"

struct _NpFileWatch
{
  GObject parent_instance;

  char *path;
  char *digest; /* of the contents that are known here; NULL: there was no file */
  char *told_digest; /* of the last contents that were told of */
  gboolean told;     /* of other contents, @told_digest */
  GFileMonitor *monitor;
};

G_DEFINE_FINAL_TYPE (NpFileWatch, np_file_watch, G_TYPE_OBJECT)

static guint changed_signal;

static char *
dup_digest (const char *path)
{
  g_autofree char *contents = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL))
    return NULL;
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, length);
}

static void
set_told (NpFileWatch *self, gboolean told, const char *digest)
{
  self->told = told;
  g_free (self->told_digest);
  self->told_digest = g_strdup (digest);
}

static void
monitor_cb (NpFileWatch *self)
{
  g_autofree char *digest = dup_digest (self->path);

  if (g_strcmp0 (digest, self->digest) == 0)
    {
      set_told (self, FALSE, NULL);
      return;
    }
  if (self->told && g_strcmp0 (digest, self->told_digest) == 0)
    return;
  set_told (self, TRUE, digest);
  g_signal_emit (self, changed_signal, 0);
}

static void
np_file_watch_dispose (GObject *object)
{
  NpFileWatch *self = NP_FILE_WATCH (object);

  if (self->monitor != NULL)
    g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
  G_OBJECT_CLASS (np_file_watch_parent_class)->dispose (object);
}

static void
np_file_watch_finalize (GObject *object)
{
  NpFileWatch *self = NP_FILE_WATCH (object);

  g_free (self->path);
  g_free (self->digest);
  g_free (self->told_digest);
  G_OBJECT_CLASS (np_file_watch_parent_class)->finalize (object);
}

static void
np_file_watch_class_init (NpFileWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = np_file_watch_dispose;
  object_class->finalize = np_file_watch_finalize;
  changed_signal = g_signal_new ("changed", NP_TYPE_FILE_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
np_file_watch_init (NpFileWatch *self)
{
}

/**
 * np_file_watch_new:
 * @path: a file, as it is known now; there may be none
 */
NpFileWatch *
np_file_watch_new (const char *path)
{
  NpFileWatch *self = g_object_new (NP_TYPE_FILE_WATCH, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) error = NULL;

  self->path = g_strdup (path);
  self->digest = dup_digest (path);
  self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, &error);
  if (self->monitor != NULL)
    g_signal_connect_swapped (self->monitor, "changed", G_CALLBACK (monitor_cb), self);
  else
    g_info ("%s can't be watched, and is looked at before it is saved: %s", path, error->message);
  return self;
}

/**
 * np_file_watch_remember:
 *
 * What the file is now is known here: it was just read or written.
 */
void
np_file_watch_remember (NpFileWatch *self)
{
  g_return_if_fail (NP_IS_FILE_WATCH (self));

  g_free (self->digest);
  self->digest = dup_digest (self->path);
  set_told (self, FALSE, NULL);
}

/**
 * np_file_watch_is_changed:
 *
 * Reads the file.
 *
 * Returns: %TRUE if it isn't the one that is known here, or is no more
 */
gboolean
np_file_watch_is_changed (NpFileWatch *self)
{
  g_autofree char *digest = NULL;

  g_return_val_if_fail (NP_IS_FILE_WATCH (self), FALSE);

  digest = dup_digest (self->path);
  return g_strcmp0 (digest, self->digest) != 0;
}
