/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-bench-control.h"
#include "np-bench-fault.h"
#include "np-bench-file.h"
#include "np-bench-folder-private.h"
#include "np-bench-memory.h"
#include "np-error.h"

#define SPEED_MAX 1000000.0
#define TOOL_VERSION_MINOR_MIN 4
#define TOOL_VERSION_MINOR_MAX 23

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

static gboolean
check_board (const char *path, const char *board, GError **error)
{
  g_auto(GStrv) serials = np_bench_folder_list_serials (path, error);

  if (serials == NULL)
    return FALSE;
  if (g_strv_contains ((const char *const *) serials, board))
    return TRUE;
  g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The simulated bench %s has no board %s."), path, board);
  return FALSE;
}

/* Changes the board's file and tells its process of it with @command. */
static gboolean
edit_and_tell (const char *path, const char *board, NpBenchFileFunc edit, gpointer user_data, const char *command, GError **error)
{
  g_autofree char *folder = np_bench_folder_dup_board_folder (path, board);
  g_autofree char *file = np_bench_folder_dup_board_file (path, board);

  if (!check_board (path, board, error) || !np_bench_file_edit (file, edit, user_data, error))
    return FALSE;
  np_bench_control_send (folder, command);
  return TRUE;
}

static gboolean
edit_board (const char *path, const char *board, NpBenchFileFunc edit, gpointer user_data, GError **error)
{
  return edit_and_tell (path, board, edit, user_data, NP_BENCH_CONTROL_RELOAD, error);
}

static gboolean
edit_bench (const char *path, NpBenchFileFunc edit, gpointer user_data, GError **error)
{
  g_autofree char *file = np_bench_folder_dup_file (path);

  return np_bench_folder_check (path, error) && np_bench_file_edit (file, edit, user_data, error);
}

typedef struct
{
  const char *step;
  const NpBenchFaultKind *kind;
  guint64 count; /* 0: always */
} FaultSetting;

/* "exit-1", "exit-1:once", "exit-1:3" */
static gboolean
parse_fault (const char *step, const char *text, FaultSetting *setting, GError **error)
{
  g_auto(GStrv) parts = g_strsplit (text, ":", 2);
  g_autofree char *step_names = NULL;

  setting->step = step;
  setting->kind = np_bench_fault_find (parts[0]);
  setting->count = 0;
  if (setting->kind == NULL)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("There is no fault “%s”."), parts[0]);
      return FALSE;
    }
  if (!(np_bench_step_from_name (step) & setting->kind->steps))
    {
      step_names = np_bench_fault_kind_dup_step_names (setting->kind);
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The fault “%s” can't happen at the step “%s”, only at: %s."),
                   parts[0], step, step_names);
      return FALSE;
    }
  if (parts[1] != NULL && g_strcmp0 (parts[1], "once") == 0)
    setting->count = 1;
  else if (parts[1] != NULL && !g_ascii_string_to_unsigned (parts[1], 10, 1, G_MAXUINT16, &setting->count, NULL))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” is no number of times; write “once” or a number from 1 on."),
                   parts[1]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
put_fault (JsonObject *board, gpointer user_data, GError **error)
{
  const FaultSetting *setting = user_data;
  JsonArray *old = np_bench_file_get_array (board, "faults");
  JsonArray *faults = json_array_new ();
  JsonObject *fault = json_object_new ();

  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++)
    {
      JsonObject *other = json_array_get_object_element (old, i);

      if (g_strcmp0 (np_bench_file_get_string (other, "step", NULL), setting->step) != 0)
        json_array_add_object_element (faults, json_object_ref (other));
    }
  json_object_set_string_member (fault, "step", setting->step);
  json_object_set_string_member (fault, "kind", setting->kind->name);
  if (setting->count > 0)
    json_object_set_int_member (fault, "count", setting->count);
  json_array_add_object_element (faults, fault);
  json_object_set_array_member (board, "faults", faults);
  return TRUE;
}

gboolean
np_bench_folder_set_fault (const char *path, const char *board, const char *step, const char *kind, GError **error)
{
  FaultSetting setting;

  g_return_val_if_fail (path != NULL && board != NULL && step != NULL && kind != NULL, FALSE);

  if (!parse_fault (step, kind, &setting, error))
    return FALSE;
  if (setting.kind->fault == NP_BENCH_FAULT_TOOL_MISSING)
    return np_bench_folder_set_tool_present (path, FALSE, error);
  return edit_board (path, board, put_fault, &setting, error);
}

static gboolean
drop_faults (JsonObject *board, gpointer user_data, GError **error)
{
  json_object_set_array_member (board, "faults", json_array_new ());
  return TRUE;
}

gboolean
np_bench_folder_clear_faults (const char *path, const char *board, GError **error)
{
  g_auto(GStrv) serials = NULL;

  g_return_val_if_fail (path != NULL, FALSE);

  if (board != NULL)
    return edit_board (path, board, drop_faults, NULL, error);
  serials = np_bench_folder_list_serials (path, error);
  if (serials == NULL)
    return FALSE;
  for (guint i = 0; serials[i] != NULL; i++)
    if (!edit_board (path, serials[i], drop_faults, NULL, error))
      return FALSE;
  return np_bench_folder_set_tool_present (path, TRUE, error);
}

static void
forget_keys (JsonObject *board)
{
  JsonObject *slots = np_bench_file_get_object (board, "keySlots");

  if (slots != NULL)
    json_object_set_array_member (slots, "used", json_array_new ());
  if (np_bench_file_get_array (board, "trustedStorage") != NULL)
    json_object_set_array_member (board, "trustedStorage", json_array_new ());
}

/* A chip as it leaves the factory: option bytes too. */
static gboolean
put_new_chip (JsonObject *board, gpointer user_data, GError **error)
{
  const char *folder = user_data;
  g_autoptr(GPtrArray) memories = np_bench_memory_load_all (folder, board);
  g_autofree char *unique_id = np_bench_folder_make_unique_id ();
  JsonObject *options = np_bench_file_get_object (board, "optionBytes");

  for (guint i = 0; i < memories->len; i++)
    {
      const NpBenchMemory *memory = memories->pdata[i];

      if (!np_bench_memory_erase (memory, memory->start, memory->size, error))
        return FALSE;
    }
  if (options != NULL)
    json_object_set_string_member (options, "RDP", "0xAA");
  forget_keys (board);
  json_object_set_string_member (board, "uniqueId", unique_id);
  json_object_set_boolean_member (board, "plugged", TRUE);
  json_object_set_boolean_member (board, "powered", TRUE);
  return TRUE;
}

gboolean
np_bench_folder_replug (const char *path, const char *board, GError **error)
{
  g_autofree char *folder = NULL;

  g_return_val_if_fail (path != NULL && board != NULL, FALSE);

  folder = np_bench_folder_dup_board_folder (path, board);
  return edit_and_tell (path, board, put_new_chip, folder, NP_BENCH_CONTROL_UNPLUG, error);
}

typedef struct
{
  const char *name;
  gboolean value;
} Switch;

static gboolean
put_switch (JsonObject *object, gpointer user_data, GError **error)
{
  const Switch *setting = user_data;

  json_object_set_boolean_member (object, setting->name, setting->value);
  return TRUE;
}

gboolean
np_bench_folder_set_plugged (const char *path, const char *board, gboolean plugged, GError **error)
{
  Switch setting = { "plugged", plugged };

  g_return_val_if_fail (path != NULL && board != NULL, FALSE);

  return edit_and_tell (path, board, put_switch, &setting, plugged ? NP_BENCH_CONTROL_RELOAD : NP_BENCH_CONTROL_UNPLUG, error);
}

gboolean
np_bench_folder_set_powered (const char *path, const char *board, gboolean powered, GError **error)
{
  Switch setting = { "powered", powered };

  g_return_val_if_fail (path != NULL && board != NULL, FALSE);

  return edit_and_tell (path, board, put_switch, &setting, powered ? NP_BENCH_CONTROL_RELOAD : NP_BENCH_CONTROL_OFF, error);
}

static gboolean
put_probe_serial (JsonObject *board, gpointer user_data, GError **error)
{
  JsonObject *probe = np_bench_file_get_object (board, "probe");

  if (probe == NULL)
    {
      g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The board's file tells nothing of its probe."));
      return FALSE;
    }
  if (user_data == NULL)
    json_object_remove_member (probe, "serial");
  else
    json_object_set_string_member (probe, "serial", user_data);
  return TRUE;
}

gboolean
np_bench_folder_set_probe_serial (const char *path, const char *board, const char *serial, GError **error)
{
  g_return_val_if_fail (path != NULL && board != NULL, FALSE);

  return edit_board (path, board, put_probe_serial, (gpointer) serial, error);
}

typedef struct
{
  const char *name;
  guint32 value;
} OptionByte;

static gboolean
put_option_byte (JsonObject *board, gpointer user_data, GError **error)
{
  const OptionByte *setting = user_data;
  JsonObject *options = np_bench_file_get_object (board, "optionBytes");
  g_autoptr(GList) names = options != NULL ? json_object_get_members (options) : NULL;
  g_autofree char *value = g_strdup_printf ("0x%X", setting->value);

  for (GList *l = names; l != NULL; l = l->next)
    if (g_ascii_strcasecmp (l->data, setting->name) == 0)
      {
        json_object_set_string_member (options, l->data, value);
        return TRUE;
      }
  g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The board has no option byte “%s”."), setting->name);
  return FALSE;
}

gboolean
np_bench_folder_set_option_byte (const char *path, const char *board, const char *name, guint32 value, GError **error)
{
  OptionByte setting = { name, value };

  g_return_val_if_fail (path != NULL && board != NULL && name != NULL, FALSE);

  return edit_board (path, board, put_option_byte, &setting, error);
}

static NpBenchMemory *
find_memory (const char *path, const char *board, guint32 *address, gsize size, GPtrArray **memories, GError **error)
{
  g_autofree char *folder = np_bench_folder_dup_board_folder (path, board);
  g_autofree char *file = np_bench_folder_dup_board_file (path, board);
  g_autoptr(JsonObject) object = NULL;
  NpBenchMemory *memory;

  if (!check_board (path, board, error))
    return NULL;
  object = np_bench_file_load (file, error);
  if (object == NULL)
    return NULL;
  *memories = np_bench_memory_load_all (folder, object);
  memory = size <= G_MAXUINT32 ? np_bench_memory_find (*memories, address, size) : NULL;
  if (memory == NULL)
    g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The board has no flash for %zu bytes at 0x%08X."),
                 size, *address);
  return memory;
}

GBytes *
np_bench_folder_read_flash (const char *path, const char *board, guint32 address, guint32 size, GError **error)
{
  g_autoptr(GPtrArray) memories = NULL;
  g_autofree guint8 *bytes = NULL;
  NpBenchMemory *memory;

  g_return_val_if_fail (path != NULL && board != NULL, NULL);

  memory = find_memory (path, board, &address, size, &memories, error);
  if (memory == NULL)
    return NULL;
  bytes = g_malloc (size);
  if (!np_bench_memory_read (memory, address, bytes, size, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&bytes), size);
}

gboolean
np_bench_folder_write_flash (const char *path, const char *board, guint32 address, GBytes *data, GError **error)
{
  g_autoptr(GPtrArray) memories = NULL;
  NpBenchMemory *memory;
  gsize size;
  const guint8 *bytes;

  g_return_val_if_fail (path != NULL && board != NULL && data != NULL, FALSE);

  bytes = g_bytes_get_data (data, &size);
  memory = find_memory (path, board, &address, size, &memories, error);
  return memory != NULL && np_bench_memory_write (memory, address, bytes, size, error);
}

gboolean
np_bench_folder_set_tool_present (const char *path, gboolean present, GError **error)
{
  Switch setting = { "noTool", !present };

  g_return_val_if_fail (path != NULL, FALSE);

  return edit_bench (path, put_switch, &setting, error) && np_bench_folder_write_programmer (path, error);
}

static gboolean
put_speed (JsonObject *bench, gpointer user_data, GError **error)
{
  json_object_set_double_member (bench, "speed", *(double *) user_data);
  return TRUE;
}

gboolean
np_bench_folder_set_speed (const char *path, double speed, GError **error)
{
  g_return_val_if_fail (path != NULL, FALSE);

  if (!(speed > 0 && speed <= SPEED_MAX))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The speed is a factor above 0 and up to %.0f, not %g."), SPEED_MAX,
                   speed);
      return FALSE;
    }
  return edit_bench (path, put_speed, &speed, error);
}

static gboolean
put_tool_version (JsonObject *bench, gpointer user_data, GError **error)
{
  json_object_set_string_member (bench, "toolVersion", user_data);
  return TRUE;
}

gboolean
np_bench_folder_set_tool_version (const char *path, const char *version, GError **error)
{
  guint64 minor;

  g_return_val_if_fail (path != NULL && version != NULL, FALSE);

  if (!g_str_has_prefix (version, "2.")
      || !g_ascii_string_to_unsigned (version + 2, 10, TOOL_VERSION_MINOR_MIN, TOOL_VERSION_MINOR_MAX, &minor, NULL))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The programmer's version is 2.%d to 2.%d, not “%s”."),
                   TOOL_VERSION_MINOR_MIN, TOOL_VERSION_MINOR_MAX, version);
      return FALSE;
    }
  return edit_bench (path, put_tool_version, (gpointer) version, error);
}

static gboolean
put_tool_system (JsonObject *bench, gpointer user_data, GError **error)
{
  json_object_set_string_member (bench, "toolSystem", user_data);
  return TRUE;
}

gboolean
np_bench_folder_set_tool_system (const char *path, const char *system, GError **error)
{
  g_return_val_if_fail (path != NULL && system != NULL, FALSE);

  if (g_strcmp0 (system, "linux") != 0 && g_strcmp0 (system, "windows") != 0)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The programmer's system is “linux” or “windows”, not “%s”."),
                   system);
      return FALSE;
    }
  return edit_bench (path, put_tool_system, (gpointer) system, error);
}
