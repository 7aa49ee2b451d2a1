/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gstdio.h>

#include "np-run-script.h"
#include "np-script-logs.h"

#define MAX_LOG_FILE (256 * 1024)

struct _NpScriptLogs
{
  char *folder;
  GHashTable *before; /* name → version */
};

/* (nullable): what tells one version of a file from another; a clock alone is too coarse for scripts that follow each other at once */
static char *
dup_version (const char *path)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    return NULL;
  return g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GINT64_FORMAT ":%" G_GINT64_FORMAT ".%09ld", (guint64) status.st_ino, (gint64) status.st_size,
                          (gint64) status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
}

/* Returns: (transfer full): name → version, of every log file that is there */
static GHashTable *
take_stock (const char *folder)
{
  GHashTable *versions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      char *version = g_str_has_suffix (name, ".log") ? dup_version (path) : NULL;

      if (version != NULL)
        g_hash_table_insert (versions, g_strdup (name), version);
    }
  return versions;
}

NpScriptLogs *
np_script_logs_new (const char *folder)
{
  NpScriptLogs *self = g_new0 (NpScriptLogs, 1);

  self->folder = g_strdup (folder);
  self->before = take_stock (folder);
  return self;
}

void
np_script_logs_free (NpScriptLogs *self)
{
  g_hash_table_unref (self->before);
  g_free (self->folder);
  g_free (self);
}

static void
collect_file (NpScriptLogs *self, NpRun *run, const char *name)
{
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autofree char *contents = NULL;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL) || length == 0)
    return;
  np_run_log (run, "%s:", name);
  np_run_log_text (run, length > MAX_LOG_FILE ? contents + length - MAX_LOG_FILE : contents, MIN (length, MAX_LOG_FILE));
}

void
np_script_logs_collect (NpScriptLogs *self, NpRun *run)
{
  g_autoptr(GHashTable) after = take_stock (self->folder);
  GHashTableIter iter;
  gpointer name, version;

  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &name, &version))
    if (g_strcmp0 (version, g_hash_table_lookup (self->before, name)) != 0)
      collect_file (self, run, name);
}
