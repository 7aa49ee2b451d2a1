/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-bench-control.h"
#include "np-bench-file.h"
#include "np-bench-folder-private.h"
#include "np-bench-memory.h"
#include "np-error.h"

#define SPEED_MAX 1000000.0
#define TOOL_VERSION_MINOR_MIN 4
#define TOOL_VERSION_MINOR_MAX 23

gboolean
np_bench_folder_check_board (const char *path, const char *board, GError **error)
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

  if (!np_bench_folder_check_board (path, board, error) || !np_bench_file_edit (file, edit, user_data, error))
    return FALSE;
  np_bench_control_send (folder, command);
  return TRUE;
}

gboolean
np_bench_folder_edit_board (const char *path, const char *board, NpBenchFileFunc edit, gpointer user_data, GError **error)
{
  return edit_and_tell (path, board, edit, user_data, NP_BENCH_CONTROL_RELOAD, error);
}

static gboolean
edit_bench (const char *path, NpBenchFileFunc edit, gpointer user_data, GError **error)
{
  g_autofree char *file = np_bench_folder_dup_file (path);

  return np_bench_folder_check (path, error) && np_bench_file_edit (file, edit, user_data, error);
}

/* Option bytes as the platform's chips have them when they are new. */
static void
reset_option_bytes (JsonObject *board)
{
  g_autoptr(JsonObject) target = np_bench_folder_load_target (np_bench_file_get_string (board, "platform", ""), NULL);
  JsonObject *options = target != NULL ? np_bench_file_get_object (target, "optionBytes") : NULL;

  if (options != NULL)
    json_object_set_object_member (board, "optionBytes", json_object_ref (options));
  json_object_remove_member (board, "unlockPassword");
  json_object_remove_member (board, NP_BENCH_WAITS_FOR_POWER);
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

  for (guint i = 0; i < memories->len; i++)
    {
      const NpBenchMemory *memory = memories->pdata[i];

      if (!np_bench_memory_erase (memory, memory->start, memory->size, error))
        return FALSE;
    }
  reset_option_bytes (board);
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

  return np_bench_folder_edit_board (path, board, put_probe_serial, (gpointer) serial, error);
}

static gboolean
put_helping_hand (JsonObject *board, gpointer user_data, GError **error)
{
  json_object_set_double_member (board, "helpingHand", *(double *) user_data);
  return TRUE;
}

gboolean
np_bench_folder_set_helping_hand (const char *path, const char *board, double seconds, GError **error)
{
  g_return_val_if_fail (path != NULL && board != NULL && seconds >= 0, FALSE);

  return np_bench_folder_edit_board (path, board, put_helping_hand, &seconds, error);
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

  return np_bench_folder_edit_board (path, board, put_option_byte, &setting, error);
}

static NpBenchMemory *
find_memory (const char *path, const char *board, guint32 *address, gsize size, GPtrArray **memories, GError **error)
{
  g_autofree char *folder = np_bench_folder_dup_board_folder (path, board);
  g_autofree char *file = np_bench_folder_dup_board_file (path, board);
  g_autoptr(JsonObject) object = NULL;
  NpBenchMemory *memory;

  if (!np_bench_folder_check_board (path, board, error))
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
