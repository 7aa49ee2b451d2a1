/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-identify.h"
#include "recipe/np-platform.h"

#define UNIQUE_ID_WORDS 3

typedef struct
{
  char *probe_serial;
  NpProbeLock *lock;
  NpProgrammerOutput *output; /* of the last connect */
  guint32 address;            /* of the unique id, as it was asked for; 0 when it wasn't */
  gboolean again;
} Identification;

static void
identification_free (Identification *self)
{
  g_free (self->probe_serial);
  g_clear_pointer (&self->lock, np_probe_lock_unref);
  g_clear_object (&self->output);
  g_free (self);
}

static guint32
guess_address (const char *board_name)
{
  guint n_platforms;
  const NpPlatform *const *platforms = np_platform_get_all (&n_platforms);

  for (guint i = 0; i < n_platforms; i++)
    if (g_strcmp0 (np_platform_get_board_name (platforms[i]), board_name) == 0)
      return np_platform_get_unique_id_address (platforms[i]);
  return 0;
}

/* Where the unique id of the connected target stands; 0 when that isn't known, or the target doesn't let it be read. */
static guint32
find_address (NpProgrammerOutput *output)
{
  const NpTargetInfo *target = np_programmer_output_get_target (output);
  const NpPlatform *platform = target->device_id != 0 ? np_platform_find_for_device (target->device_id) : NULL;

  if (platform == NULL || g_strcmp0 (np_programmer_output_get_protection (output), NP_PROTECTION_OPEN) != 0)
    return 0;
  return np_platform_get_unique_id_address (platform);
}

static void run_connect (GTask *task);

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Identification *identification = g_task_get_task_data (task);
  guint32 address = find_address (identification->output);
  g_autoptr(GError) error = NULL;
  gboolean worked = np_programmer_run_finish (NP_PROGRAMMER (source), result, &error);

  /* Reading at another chip's address fails, or gives anything. */
  if (!identification->again && address != 0 && address != identification->address)
    {
      identification->again = TRUE;
      identification->address = address;
      run_connect (task);
      return;
    }
  g_clear_pointer (&identification->lock, np_probe_lock_unref);
  if (worked)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
run_connect (GTask *task)
{
  Identification *identification = g_task_get_task_data (task);
  g_autoptr(NpProgrammerCommand) command = np_programmer_command_new_identify (identification->address);
  g_autoptr(NpProgrammerCommand) resolved = np_programmer_command_resolve (command, identification->probe_serial, NULL, NULL);

  g_clear_object (&identification->output);
  identification->output = np_programmer_output_new ();
  np_programmer_run_async (g_task_get_source_object (task), resolved, identification->output, identification->lock, NULL,
                           g_task_get_cancellable (task), connected_cb, g_object_ref (task));
}

void
np_identify_async (NpProgrammer *programmer, const char *probe_serial, const char *board_name, GCancellable *cancellable,
                   GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  Identification *identification;

  g_return_if_fail (NP_IS_PROGRAMMER (programmer));
  g_return_if_fail (probe_serial != NULL);

  task = g_task_new (programmer, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_identify_async);
  g_task_set_check_cancellable (task, FALSE);
  identification = g_new0 (Identification, 1);
  identification->probe_serial = g_strdup (probe_serial);
  identification->address = guess_address (board_name);
  g_task_set_task_data (task, identification, (GDestroyNotify) identification_free);
  identification->lock = np_probe_lock_acquire (probe_serial, &error);
  if (identification->lock == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    run_connect (task);
}

gboolean
np_identify_finish (NpProgrammer *programmer, GAsyncResult *result, NpProgrammerOutput **output, GError **error)
{
  Identification *identification;

  g_return_val_if_fail (g_task_is_valid (result, programmer), FALSE);

  identification = g_task_get_task_data (G_TASK (result));
  *output = identification->output != NULL ? g_object_ref (identification->output) : NULL;
  return g_task_propagate_boolean (G_TASK (result), error);
}

char *
np_identify_dup_unique_id (NpProgrammerOutput *output)
{
  GArray *words = np_programmer_output_get_words (output);

  if (words->len != UNIQUE_ID_WORDS)
    return NULL;
  return g_strdup_printf ("%08X%08X%08X", g_array_index (words, guint32, 0), g_array_index (words, guint32, 1),
                          g_array_index (words, guint32, 2));
}
