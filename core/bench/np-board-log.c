/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <string.h>

#include "np-board-log.h"
#include "np-line-splitter.h"
#include "np-log-file.h"

#define CHANGED_INTERVAL_MS 200

struct _NpBoardLog
{
  GObject parent_instance;

  char *name;
  NpLogLines *lines;
  guint changed_source;

  char *folder;
  NpLogFile *file;
  GError *file_problem;
  gint64 clock_second; /* what clock_text tells */
  char clock_text[32];
};

enum
{
  PROP_FILE_PROBLEM = 1,
  N_PROPERTIES
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (NpBoardLog, np_board_log, G_TYPE_OBJECT)

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

const char *
np_log_source_to_string (NpLogSource source)
{
  switch (source)
    {
    case NP_LOG_SOURCE_RUN: return "run";
    case NP_LOG_SOURCE_TOOL: return "tool";
    case NP_LOG_SOURCE_SERIAL: return "serial";
    }
  g_return_val_if_reached (NULL);
}

/* --- The file --- */

static void
take_file_problem (NpBoardLog *self, GError *error)
{
  g_clear_error (&self->file_problem);
  self->file_problem = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILE_PROBLEM]);
}

static void
open_file (NpBoardLog *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%d-%H%M%S-%f");
  g_autofree char *name = g_strcanon (g_strdup (self->name), G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS, '_');
  g_autofree char *file_name = g_strdup_printf ("%s-%s-board.log", time, name);
  g_autofree char *path = g_build_filename (self->folder, file_name, NULL);
  GError *error = NULL;

  if (g_mkdir_with_parents (self->folder, 0700) != 0)
    g_debug ("%s: %s", self->folder, g_strerror (errno)); /* which the file then tells */
  self->file = np_log_file_new (path, &error);
  if (self->file == NULL)
    take_file_problem (self, error);
}

/* Formatting a time of the day for every line would cost more than all the rest. */
static void
update_clock (NpBoardLog *self, gint64 time)
{
  gint64 second = time / G_USEC_PER_SEC;
  g_autoptr(GDateTime) date = NULL;
  g_autofree char *text = NULL;

  if (second == self->clock_second)
    return;
  date = g_date_time_new_from_unix_local (second);
  text = g_date_time_format (date, "%F %T");
  g_strlcpy (self->clock_text, text, sizeof self->clock_text);
  self->clock_second = second;
}

static void
append_line_text (NpBoardLog *self, NpLogLine line, GString *text)
{
  update_clock (self, line.time);
  g_string_append_printf (text, "%s.%03d  %-6s  %s\n", self->clock_text, (int) (line.time % G_USEC_PER_SEC / 1000),
                          np_log_source_to_string (line.source), line.text);
}

/* The newest line; with the first one that goes into the file, all that are kept. */
static void
write_newest (NpBoardLog *self)
{
  guint64 end = np_log_lines_get_end (self->lines);
  guint64 number = end - 1;
  g_autoptr(GString) text = NULL;

  if (self->folder == NULL || self->file_problem != NULL)
    return;
  if (self->file == NULL)
    {
      number = np_log_lines_get_first (self->lines);
      open_file (self);
    }
  if (self->file == NULL)
    return;
  text = g_string_sized_new (128);
  for (; number < end; number++)
    append_line_text (self, np_log_lines_get (self->lines, number), text);
  np_log_file_append (self->file, text->str, text->len);
}

/* --- The lines --- */

static gboolean
changed_cb (gpointer user_data)
{
  NpBoardLog *self = user_data;

  self->changed_source = 0;
  if (self->file != NULL)
    np_log_file_flush (self->file);
  if (self->file != NULL && self->file_problem == NULL && np_log_file_get_error (self->file) != NULL)
    take_file_problem (self, g_error_copy (np_log_file_get_error (self->file)));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

/* Whether a line goes for one of @size bytes. */
static gboolean
is_full (NpBoardLog *self, gsize size)
{
  guint64 n_lines = np_log_lines_get_end (self->lines) - np_log_lines_get_first (self->lines);

  return n_lines == NP_BOARD_LOG_LINES || (n_lines > 0 && np_log_lines_get_size (self->lines) + size > NP_BOARD_LOG_BYTES);
}

void
np_board_log_append (NpBoardLog *self, NpLogSource source, const char *bytes, gssize length)
{
  g_autofree char *text = NULL;

  g_return_if_fail (NP_IS_BOARD_LOG (self));
  g_return_if_fail (bytes != NULL);

  text = np_line_dup_visible (bytes, length >= 0 ? (gsize) length : strlen (bytes));
  while (is_full (self, strlen (text)))
    np_log_lines_drop_first (self->lines);
  np_log_lines_append (self->lines, g_get_real_time (), source, text);
  write_newest (self);
  if (self->changed_source == 0)
    self->changed_source = g_timeout_add (CHANGED_INTERVAL_MS, changed_cb, self);
}

guint64
np_board_log_get_first (NpBoardLog *self)
{
  g_return_val_if_fail (NP_IS_BOARD_LOG (self), 0);
  return np_log_lines_get_first (self->lines);
}

guint64
np_board_log_get_end (NpBoardLog *self)
{
  g_return_val_if_fail (NP_IS_BOARD_LOG (self), 0);
  return np_log_lines_get_end (self->lines);
}

NpLogLine
np_board_log_get_line (NpBoardLog *self, guint64 number)
{
  g_return_val_if_fail (NP_IS_BOARD_LOG (self), ((NpLogLine) { 0, NP_LOG_SOURCE_RUN, "" }));

  return np_log_lines_get (self->lines, number);
}

/* --- Folder and saving --- */

void
np_board_log_set_folder (NpBoardLog *self, const char *folder)
{
  g_return_if_fail (NP_IS_BOARD_LOG (self));
  g_return_if_fail (folder != NULL);

  if (self->folder == NULL)
    self->folder = g_strdup (folder);
}

const char *
np_board_log_get_path (NpBoardLog *self)
{
  g_return_val_if_fail (NP_IS_BOARD_LOG (self), NULL);
  return self->file != NULL ? np_log_file_get_path (self->file) : NULL;
}

const GError *
np_board_log_get_file_problem (NpBoardLog *self)
{
  g_return_val_if_fail (NP_IS_BOARD_LOG (self), NULL);
  return self->file_problem;
}

static void
file_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (np_log_file_save_finish (NP_LOG_FILE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
text_saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
np_board_log_save_async (NpBoardLog *self, GFile *destination, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task;
  GString *text;
  g_autoptr(GBytes) bytes = NULL;

  g_return_if_fail (NP_IS_BOARD_LOG (self));
  g_return_if_fail (G_IS_FILE (destination));

  task = g_task_new (self, cancellable, callback, user_data);
  if (self->file != NULL && self->file_problem == NULL)
    {
      np_log_file_save_async (self->file, destination, cancellable, file_saved_cb, task);
      return;
    }
  text = g_string_new (NULL);
  for (guint64 i = np_log_lines_get_first (self->lines); i < np_log_lines_get_end (self->lines); i++)
    append_line_text (self, np_log_lines_get (self->lines, i), text);
  bytes = g_string_free_to_bytes (text);
  g_file_replace_contents_bytes_async (destination, bytes, NULL, FALSE, G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, cancellable,
                                       text_saved_cb, task);
}

gboolean
np_board_log_save_finish (NpBoardLog *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* --- The class --- */

static void
np_board_log_get_property (GObject *object, guint property_id, GValue *value, GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_FILE_PROBLEM: g_value_set_boxed (value, NP_BOARD_LOG (object)->file_problem); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
np_board_log_finalize (GObject *object)
{
  NpBoardLog *self = NP_BOARD_LOG (object);

  g_clear_handle_id (&self->changed_source, g_source_remove);
  np_log_lines_free (self->lines);
  g_clear_object (&self->file);
  g_clear_error (&self->file_problem);
  g_free (self->folder);
  g_free (self->name);
  G_OBJECT_CLASS (np_board_log_parent_class)->finalize (object);
}

static void
np_board_log_class_init (NpBoardLogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = np_board_log_get_property;
  object_class->finalize = np_board_log_finalize;

  properties[PROP_FILE_PROBLEM]
      = g_param_spec_boxed ("file-problem", NULL, NULL, G_TYPE_ERROR, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
np_board_log_init (NpBoardLog *self)
{
  self->clock_second = -1;
  self->lines = np_log_lines_new ();
}

NpBoardLog *
np_board_log_new (const char *name)
{
  NpBoardLog *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (NP_TYPE_BOARD_LOG, NULL);
  self->name = g_strdup (name);
  return self;
}
