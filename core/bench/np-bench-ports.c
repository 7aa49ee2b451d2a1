/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include "np-bench-ports.h"

#define GROUP_PREFIX "Port "
#define MAX_PORTS 999
#define FOLDER_MODE 0700

static GMutex file_mutex;

typedef struct
{
  char *file;
  char *text;
} Save;

static void
save_free (Save *save)
{
  g_free (save->file);
  g_free (save->text);
  g_free (save);
}

static void
write_file (const char *file, const char *text)
{
  g_autofree char *folder = g_path_get_dirname (file);
  g_autoptr(GError) error = NULL;

  g_mkdir_with_parents (folder, FOLDER_MODE);
  if (!g_file_set_contents (file, text, -1, &error))
    g_warning ("%s", error->message);
}

/* A later save cancels an earlier one: whoever comes second to the mutex writes what is newest, or nothing. */
static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Save *save = data;

  g_mutex_lock (&file_mutex);
  if (!g_cancellable_is_cancelled (cancellable))
    write_file (save->file, save->text);
  g_mutex_unlock (&file_mutex);
  g_task_return_boolean (task, TRUE);
}

static void
set_text (GKeyFile *keys, const char *group, const char *key, const char *text)
{
  if (text != NULL)
    g_key_file_set_string (keys, group, key, text);
}

static char *
dup_as_text (NpBenchPorts *self)
{
  g_autoptr(GKeyFile) keys = g_key_file_new ();

  for (guint i = 0; i < self->slots->len; i++)
    {
      NpBoard *board = ((NpBenchSlot *) g_ptr_array_index (self->slots, i))->board;
      g_autofree char *group = g_strdup_printf (GROUP_PREFIX "%u", i + 1);

      set_text (keys, group, "Serial", np_board_get_probe_serial (board));
      set_text (keys, group, "Socket", np_board_get_socket (board));
      set_text (keys, group, "Name", np_board_get_name (board));
    }
  return g_key_file_to_data (keys, NULL, NULL);
}

NpBenchPorts *
np_bench_ports_new (GListModel *model)
{
  NpBenchPorts *self = g_new0 (NpBenchPorts, 1);

  self->slots = g_ptr_array_new_with_free_func ((GDestroyNotify) np_bench_slot_unref);
  self->model = model;
  return self;
}

void
np_bench_ports_free (NpBenchPorts *self)
{
  if (self->saving != NULL)
    {
      g_cancellable_cancel (self->saving);
      g_mutex_lock (&file_mutex);
      write_file (self->file, self->saved);
      g_mutex_unlock (&file_mutex);
      g_object_unref (self->saving);
    }
  g_ptr_array_unref (self->slots);
  g_free (self->file);
  g_free (self->saved);
  g_free (self);
}

void
np_bench_ports_save (NpBenchPorts *self)
{
  g_autofree char *text = NULL;
  g_autoptr(GTask) task = NULL;
  Save *save;

  if (self->file == NULL)
    return;
  text = dup_as_text (self);
  if (g_strcmp0 (text, self->saved) == 0)
    return;
  if (self->saving != NULL)
    g_cancellable_cancel (self->saving);
  g_clear_object (&self->saving);
  self->saving = g_cancellable_new ();
  g_free (self->saved);
  self->saved = g_steal_pointer (&text);

  save = g_new (Save, 1);
  *save = (Save) { g_strdup (self->file), g_strdup (self->saved) };
  task = g_task_new (NULL, self->saving, NULL, NULL);
  g_task_set_source_tag (task, np_bench_ports_save);
  g_task_set_task_data (task, save, (GDestroyNotify) save_free);
  g_task_run_in_thread (task, save_thread);
}

static void
add_known (NpBenchPorts *self, GKeyFile *keys, const char *group)
{
  g_autofree char *serial = g_key_file_get_string (keys, group, "Serial", NULL);
  g_autofree char *socket = g_key_file_get_string (keys, group, "Socket", NULL);
  g_autofree char *name = g_key_file_get_string (keys, group, "Name", NULL);
  NpBoard *board;

  if (serial == NULL || !g_str_has_prefix (group, GROUP_PREFIX) || np_bench_ports_find (self, serial) != NULL)
    return;
  board = np_bench_ports_add (self, serial)->board;
  np_board_set_socket (board, socket);
  np_board_set_name (board, name);
}

void
np_bench_ports_load (NpBenchPorts *self, const char *file)
{
  g_autoptr(GKeyFile) keys = g_key_file_new ();
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) groups = NULL;

  self->file = g_strdup (file);
  if (!g_key_file_load_from_file (keys, file, G_KEY_FILE_NONE, &error))
    {
      if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_info ("%s: %s", file, error->message);
      return;
    }
  groups = g_key_file_get_groups (keys, NULL);
  for (guint i = 0; groups[i] != NULL && self->slots->len < MAX_PORTS; i++)
    add_known (self, keys, groups[i]);
  self->saved = dup_as_text (self);
}

static void
renumber (NpBenchPorts *self)
{
  for (guint i = 0; i < self->slots->len; i++)
    np_board_set_number (((NpBenchSlot *) g_ptr_array_index (self->slots, i))->board, i + 1);
}

NpBenchSlot *
np_bench_ports_add (NpBenchPorts *self, const char *serial)
{
  NpBenchSlot *slot = np_bench_slot_new (serial, self->slots->len + 1);

  g_ptr_array_add (self->slots, slot);
  g_list_model_items_changed (self->model, self->slots->len - 1, 0, 1);
  return slot;
}

NpBenchSlot *
np_bench_ports_find (NpBenchPorts *self, const char *serial)
{
  for (guint i = 0; i < self->slots->len; i++)
    {
      NpBenchSlot *slot = g_ptr_array_index (self->slots, i);

      if (g_strcmp0 (np_board_get_probe_serial (slot->board), serial) == 0)
        return slot;
    }
  return NULL;
}

/* Sockets that aren't known are alike. */
NpBenchSlot *
np_bench_ports_find_free (NpBenchPorts *self, const NpBenchSighting *sighting)
{
  const char *socket = sighting->port != NULL ? sighting->port->usb_place : NULL;

  for (guint i = 0; i < self->slots->len; i++)
    {
      NpBenchSlot *slot = g_ptr_array_index (self->slots, i);

      if (np_bench_slot_is_free (slot) && g_strcmp0 (np_board_get_socket (slot->board), socket) == 0)
        return slot;
    }
  return NULL;
}

void
np_bench_ports_take_socket (NpBenchPorts *self, NpBenchSlot *slot, const char *socket)
{
  if (socket == NULL || g_strcmp0 (np_board_get_socket (slot->board), socket) == 0)
    return;
  for (guint i = 0; i < self->slots->len; i++)
    {
      NpBoard *other = ((NpBenchSlot *) g_ptr_array_index (self->slots, i))->board;

      if (g_strcmp0 (np_board_get_socket (other), socket) == 0)
        np_board_set_socket (other, np_board_get_socket (slot->board));
    }
  np_board_set_socket (slot->board, socket);
}

static gboolean
find_index (NpBenchPorts *self, NpBoard *board, guint *index)
{
  for (*index = 0; *index < self->slots->len; (*index)++)
    if (((NpBenchSlot *) g_ptr_array_index (self->slots, *index))->board == board)
      return TRUE;
  return FALSE;
}

/* Told as one that goes and one that comes, so that views keep what they have of all the others. */
void
np_bench_move_board (NpBench *bench, NpBoard *board, guint number)
{
  NpBenchPorts *self;
  NpBenchSlot *slot;
  guint from;

  g_return_if_fail (NP_IS_BENCH (bench) && NP_IS_BOARD (board));

  self = np_bench_get_ports (bench);
  if (!find_index (self, board, &from) || number < 1 || number > self->slots->len || number == from + 1)
    return;
  slot = g_ptr_array_steal_index (self->slots, from);
  g_list_model_items_changed (self->model, from, 1, 0);
  g_ptr_array_insert (self->slots, (int) number - 1, slot);
  renumber (self);
  g_list_model_items_changed (self->model, number - 1, 0, 1);
  np_bench_ports_save (self);
}

void
np_bench_name_board (NpBench *bench, NpBoard *board, const char *name)
{
  g_return_if_fail (NP_IS_BENCH (bench) && NP_IS_BOARD (board));

  np_board_set_name (board, name != NULL && *name != '\0' ? name : NULL);
  np_bench_ports_save (np_bench_get_ports (bench));
}

gboolean
np_bench_forget_board (NpBench *bench, NpBoard *board)
{
  NpBenchPorts *self;
  guint index;

  g_return_val_if_fail (NP_IS_BENCH (bench) && NP_IS_BOARD (board), FALSE);

  self = np_bench_get_ports (bench);
  if (!find_index (self, board, &index) || np_board_get_state (board) != NP_BOARD_STATE_EMPTY)
    return FALSE;
  g_ptr_array_remove_index (self->slots, index);
  renumber (self);
  g_list_model_items_changed (self->model, index, 1, 0);
  np_bench_ports_save (self);
  return TRUE;
}
