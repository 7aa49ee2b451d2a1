/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench/np-bench-file.h"
#include "np-sim-fault.h"

static gboolean
fault_matches (JsonObject *entry, const char *kind, guint steps)
{
  NpBenchStep step = np_bench_step_from_name (np_bench_file_get_string (entry, "step", ""));

  return (steps & step) && g_strcmp0 (np_bench_file_get_string (entry, "kind", NULL), kind) == 0;
}

typedef struct
{
  const char *kind;
  guint steps;
} Use;

/* Counts one use of a fault that happens a number of times only; one that always happens stays. */
static gboolean
count_use (JsonObject *board, gpointer user_data, GError **error)
{
  const Use *use = user_data;
  JsonArray *faults = np_bench_file_get_array (board, "faults");

  for (guint i = 0; faults != NULL && i < json_array_get_length (faults); i++)
    {
      JsonObject *entry = json_array_get_object_element (faults, i);
      guint count = np_bench_file_get_double (entry, "count", 0);

      if (!fault_matches (entry, use->kind, use->steps) || count == 0)
        continue;
      if (count == 1)
        json_array_remove_element (faults, i);
      else
        json_object_set_int_member (entry, "count", count - 1);
      return TRUE;
    }
  return FALSE;
}

static const char *
get_kind_name (NpBenchFault fault)
{
  guint n_kinds;
  const NpBenchFaultKind *kind = np_bench_fault_get_kinds (&n_kinds);

  while (kind->fault != fault)
    kind++;
  return kind->name;
}

gboolean
np_sim_fault_has (const NpSimDevice *device, NpBenchFault fault, guint steps)
{
  JsonArray *faults = np_bench_file_get_array (device->board, "faults");

  for (guint i = 0; faults != NULL && i < json_array_get_length (faults); i++)
    if (fault_matches (json_array_get_object_element (faults, i), get_kind_name (fault), steps))
      return TRUE;
  return FALSE;
}

gboolean
np_sim_fault_take (NpSimDevice *device, NpBenchFault fault, guint steps)
{
  Use use = { get_kind_name (fault), steps };
  g_autoptr(GError) error = NULL;

  if (!np_sim_fault_has (device, fault, steps))
    return FALSE;
  if (count_use (device->board, &use, NULL) && !np_bench_file_edit (device->file, count_use, &use, &error) && error != NULL)
    g_printerr ("%s\n", error->message);
  return TRUE;
}
