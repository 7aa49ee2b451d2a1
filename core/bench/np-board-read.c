/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <unistd.h>

#include "np-board-read.h"
#include "np-paths.h"

typedef struct
{
  NpProbeLock *lock;
  char *folder; /* private: what is read may hold keys */
  int folder_lock;
  char *path;
  NpProgrammerOutput *output;
} Reading;

static void
reading_free (Reading *self)
{
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->lock, np_probe_lock_unref);
  if (self->folder != NULL && !np_paths_remove_folder (self->folder, &error))
    g_warning ("%s", error->message);
  if (self->folder_lock != -1)
    close (self->folder_lock);
  g_free (self->folder);
  g_free (self->path);
  g_clear_object (&self->output);
  g_free (self);
}

static void
secret_free (gpointer data)
{
  GByteArray *array = data;

  OPENSSL_cleanse (array->data, array->len);
  g_byte_array_unref (array);
}

static GBytes *
load_secret_file (const char *path, GError **error)
{
  char *contents;
  gsize length;
  GByteArray *array;

  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;
  array = g_byte_array_new_take ((guint8 *) contents, length);
  return g_bytes_new_with_free_func (array->data, array->len, secret_free, array);
}

static void
line_cb (NpBoardLog *log, const char *line)
{
  if (*line != '\0')
    np_board_log_append (log, NP_LOG_SOURCE_TOOL, line, -1);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  NpBoard *board = g_task_get_source_object (task);
  Reading *reading = g_task_get_task_data (task);
  GBytes *bytes = NULL;
  GError *error = NULL;

  np_board_set_reading (board, FALSE);
  g_clear_pointer (&reading->lock, np_probe_lock_unref);
  if (np_programmer_run_finish (NP_PROGRAMMER (source), result, &error))
    bytes = load_secret_file (reading->path, &error);
  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
prepare (Reading *reading, NpBoard *board, GError **error)
{
  if (np_board_is_running (board) || np_board_is_reading (board))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_BUSY, _("Board %u is being worked with."), np_board_get_number (board));
      return FALSE;
    }
  reading->lock = np_probe_lock_acquire (np_board_get_probe_serial (board), error);
  if (reading->lock == NULL)
    return FALSE;
  reading->folder = np_paths_make_private_folder (&reading->folder_lock, error);
  if (reading->folder == NULL)
    return FALSE;
  reading->path = g_build_filename (reading->folder, "memory.bin", NULL);
  reading->output = np_programmer_output_new ();
  g_signal_connect_object (reading->output, "line", G_CALLBACK (line_cb), np_board_get_log (board), G_CONNECT_SWAPPED);
  return TRUE;
}

void
np_board_read_async (NpBoard *board, NpProgrammer *programmer, guint32 address, guint32 size, const char *loader, GCancellable *cancellable,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(NpProgrammerCommand) command = NULL;
  g_autoptr(NpProgrammerCommand) resolved = NULL;
  g_autofree char *text = NULL;
  g_autofree char *logged = NULL;
  GError *error = NULL;
  Reading *reading;

  g_return_if_fail (NP_IS_BOARD (board));
  g_return_if_fail (NP_IS_PROGRAMMER (programmer));

  task = g_task_new (board, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_board_read_async);
  g_task_set_check_cancellable (task, FALSE);
  reading = g_new0 (Reading, 1);
  reading->folder_lock = -1;
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  if (!prepare (reading, board, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  command = np_programmer_command_new_look (address, size, reading->path, loader);
  resolved = np_programmer_command_resolve (command, np_board_get_probe_serial (board), NULL, NULL);
  text = np_programmer_command_to_text (resolved);
  logged = g_strdup_printf ("$ %s", text);
  np_board_log_append (np_board_get_log (board), NP_LOG_SOURCE_RUN, logged, -1);
  np_board_set_reading (board, TRUE);
  np_programmer_run_async (programmer, resolved, reading->output, reading->lock, NULL, cancellable, read_cb, g_steal_pointer (&task));
}

GBytes *
np_board_read_finish (NpBoard *board, GAsyncResult *result, NpProgrammerOutput **output, GError **error)
{
  Reading *reading;

  g_return_val_if_fail (g_task_is_valid (result, board), NULL);
  g_return_val_if_fail (output != NULL, NULL);

  reading = g_task_get_task_data (G_TASK (result));
  *output = reading->output != NULL ? g_object_ref (reading->output) : NULL;
  return g_task_propagate_pointer (G_TASK (result), error);
}
