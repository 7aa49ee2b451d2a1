/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-turn.h"

static gboolean taken;
static GQueue waiting = G_QUEUE_INIT; /* of GTask */

gboolean
np_turn_is_free (void)
{
  return !taken;
}

/* Takes a wait out of the queue. Its source holds the task: it has to go first. */
static GTask *
take_waiting (GTask *task)
{
  GSource *cancelled = g_task_get_task_data (task);

  g_queue_remove (&waiting, task);
  if (cancelled != NULL)
    g_source_destroy (cancelled);
  return task;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr(GTask) task = take_waiting (user_data);

  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

void
np_turn_take_async (GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_check_cancellable (task, FALSE); /* a turn that was given has to be ended */
  if (g_task_return_error_if_cancelled (task))
    return;
  if (!taken)
    {
      taken = TRUE;
      g_task_return_boolean (task, TRUE);
      return;
    }
  if (cancellable != NULL)
    {
      GSource *source = g_cancellable_source_new (cancellable);

      g_task_set_task_data (task, source, (GDestroyNotify) g_source_unref);
      g_task_attach_source (task, source, G_SOURCE_FUNC (cancelled_cb));
    }
  g_queue_push_tail (&waiting, g_steal_pointer (&task));
}

gboolean
np_turn_take_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
np_turn_end (void)
{
  g_autoptr(GTask) next = NULL;

  g_return_if_fail (taken);

  taken = !g_queue_is_empty (&waiting);
  if (!taken)
    return;
  next = take_waiting (g_queue_peek_head (&waiting));
  g_task_return_boolean (next, TRUE);
}
