/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-bench-fault.h"
#include "np-bench-file.h"
#include "np-bench-folder-private.h"
#include "np-error.h"

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
  return np_bench_folder_edit_board (path, board, put_fault, &setting, error);
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
    return np_bench_folder_edit_board (path, board, drop_faults, NULL, error);
  serials = np_bench_folder_list_serials (path, error);
  if (serials == NULL)
    return FALSE;
  for (guint i = 0; serials[i] != NULL; i++)
    if (!np_bench_folder_edit_board (path, serials[i], drop_faults, NULL, error))
      return FALSE;
  return np_bench_folder_set_tool_present (path, TRUE, error);
}
