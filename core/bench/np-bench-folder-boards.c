/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include "np-bench-file.h"
#include "np-bench-folder-private.h"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GStrv
np_bench_folder_list_serials (const char *path, GError **error)
{
  g_autofree char *boards = g_build_filename (path, "boards", NULL);
  g_autoptr(GDir) folder = NULL;
  GPtrArray *serials;
  const char *name;

  if (!np_bench_folder_check (path, error))
    return NULL;
  folder = g_dir_open (boards, 0, error);
  if (folder == NULL)
    return NULL;
  serials = g_ptr_array_new ();
  while ((name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (serials, g_strdup (name));
  g_ptr_array_sort (serials, compare_names);
  g_ptr_array_add (serials, NULL);
  return (GStrv) g_ptr_array_free (serials, FALSE);
}

static void
board_info_free (gpointer data)
{
  NpBenchBoardInfo *info = data;

  g_free (info->serial);
  g_free (info->platform);
  g_free (info->board_name);
  g_free (info->unique_id);
  g_free (info->protection);
  g_strfreev (info->faults);
  g_free (info);
}

static char *
fault_to_text (JsonObject *fault)
{
  const char *step = np_bench_file_get_string (fault, "step", "");
  const char *kind = np_bench_file_get_string (fault, "kind", "");
  guint count = np_bench_file_get_double (fault, "count", 0);

  return count > 0 ? g_strdup_printf ("%s=%s:%u", step, kind, count) : g_strdup_printf ("%s=%s", step, kind);
}

static GStrv
list_faults (JsonObject *board)
{
  JsonArray *faults = np_bench_file_get_array (board, "faults");
  guint n_faults = faults != NULL ? json_array_get_length (faults) : 0;
  GStrv texts = g_new0 (char *, n_faults + 1);

  for (guint i = 0; i < n_faults; i++)
    texts[i] = fault_to_text (json_array_get_object_element (faults, i));
  return texts;
}

static guint
count_keys (JsonObject *board)
{
  JsonArray *slots = np_bench_file_get_array (np_bench_file_get_object (board, "keySlots"), "used");
  JsonArray *storage = np_bench_file_get_array (board, "trustedStorage");

  return (slots != NULL ? json_array_get_length (slots) : 0) + (storage != NULL ? json_array_get_length (storage) : 0);
}

static NpBenchBoardInfo *
board_info_new (const char *serial, JsonObject *board)
{
  NpBenchBoardInfo *info = g_new0 (NpBenchBoardInfo, 1);

  info->serial = g_strdup (serial);
  info->platform = g_strdup (np_bench_file_get_string (board, "platform", ""));
  info->board_name = g_strdup (np_bench_file_get_string (np_bench_file_get_object (board, "probe"), "boardName", ""));
  info->unique_id = g_strdup (np_bench_file_get_string (board, "uniqueId", ""));
  info->protection = g_strdup (np_bench_file_get_string (np_bench_file_get_object (board, "optionBytes"), "RDP", ""));
  info->faults = list_faults (board);
  info->plugged = np_bench_file_get_boolean (board, "plugged", TRUE);
  info->powered = np_bench_file_get_boolean (board, "powered", TRUE);
  info->waits_for_power = np_bench_file_get_boolean (board, NP_BENCH_WAITS_FOR_POWER, FALSE);
  info->n_stored_keys = count_keys (board);
  return info;
}

GPtrArray *
np_bench_folder_list_boards (const char *path, GError **error)
{
  g_autoptr(GPtrArray) boards = g_ptr_array_new_with_free_func (board_info_free);
  g_auto(GStrv) serials = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  serials = np_bench_folder_list_serials (path, error);
  if (serials == NULL)
    return NULL;
  for (guint i = 0; serials[i] != NULL; i++)
    {
      g_autofree char *file = np_bench_folder_dup_board_file (path, serials[i]);
      g_autoptr(JsonObject) board = np_bench_file_load (file, error);

      if (board == NULL)
        return NULL;
      g_ptr_array_add (boards, board_info_new (serials[i], board));
    }
  return g_steal_pointer (&boards);
}
