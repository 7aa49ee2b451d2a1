/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "np-run-log.h"

struct _NpRunLog
{
  char *path;
  NpBoard *board;
  FILE *file; /* (nullable) */
  gint64 started_at;
  guint n_foreign; /* lines of others in this step */
};

/* What a line begins with in the file, by NpLogSource. */
static const char *const marks[] = { "", "| ", "< " };

static void
add (NpRunLog *self, NpLogSource source, const char *text)
{
  np_board_log_append (np_board_get_log (self->board), source, text, -1);
  if (self->file != NULL)
    fprintf (self->file, "%10.3f  %s%s\n", (double) (g_get_monotonic_time () - self->started_at) / G_USEC_PER_SEC, marks[source], text);
}

void
np_run_log_add (NpRunLog *self, NpLogSource source, const char *text)
{
  if (source == NP_LOG_SOURCE_RUN || self->n_foreign < NP_RUN_LOG_STEP_LINES)
    add (self, source, text);
  else if (self->n_foreign == NP_RUN_LOG_STEP_LINES)
    add (self, NP_LOG_SOURCE_RUN, "More than " G_STRINGIFY (NP_RUN_LOG_STEP_LINES) " lines in this step: the rest of them is left out");
  self->n_foreign += source != NP_LOG_SOURCE_RUN && self->n_foreign <= NP_RUN_LOG_STEP_LINES;
}

void
np_run_log_begin_step (NpRunLog *self)
{
  self->n_foreign = 0;
}

static gboolean
file_open (NpRunLog *self, GError **error)
{
  int fd = g_open (self->path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  int saved_errno;

  if (fd != -1 && (self->file = fdopen (fd, "w")) != NULL)
    {
      setvbuf (self->file, NULL, _IOLBF, 0); /* what was said up to a crash is what one wants to read after it */
      return TRUE;
    }
  saved_errno = errno;
  if (fd != -1)
    close (fd);
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), _("the log %s can't be made: %s"), self->path, g_strerror (saved_errno));
  return FALSE;
}

/* A run without its log would be a run that nobody can look into: no log, no run. */
static gboolean
write_first_line (NpRunLog *self, GError **error)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format_iso8601 (now);
  g_autofree char *text = g_strdup_printf ("Nameplate %s, %s, probe %s", NP_VERSION, date, np_board_get_probe_serial (self->board));

  errno = 0;
  add (self, NP_LOG_SOURCE_RUN, text);
  if (self->file == NULL || !ferror (self->file))
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("the log %s can't be written: %s"), self->path, g_strerror (errno));
  g_clear_pointer (&self->file, fclose);
  g_unlink (self->path);
  return FALSE;
}

NpRunLog *
np_run_log_new (const char *path, NpBoard *board, GError **error)
{
  g_autoptr(NpRunLog) self = g_new0 (NpRunLog, 1);

  self->path = g_strdup (path);
  self->board = g_object_ref (board);
  self->started_at = g_get_monotonic_time ();
  if ((path != NULL && !file_open (self, error)) || !write_first_line (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* The disk may have become full since it was opened; a board is not failed for that. */
static void
file_close (NpRunLog *self)
{
  gboolean complete = !ferror (self->file);

  if (fclose (g_steal_pointer (&self->file)) != 0 || !complete)
    g_warning ("The log %s is not complete: it could not be written.", self->path);
}

void
np_run_log_free (NpRunLog *self)
{
  if (self->file != NULL)
    file_close (self);
  g_object_unref (self->board);
  g_free (self->path);
  g_free (self);
}
