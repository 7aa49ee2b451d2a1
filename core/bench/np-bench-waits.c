/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-bench-waits.h"

/* Of a task; it has to go before the task, which it holds. */
typedef struct
{
  GPtrArray *waits;
  GSource *cancelled; /* (nullable) */
} Wait;

static void
wait_free (Wait *wait)
{
  g_ptr_array_unref (wait->waits);
  g_clear_pointer (&wait->cancelled, g_source_unref);
  g_free (wait);
}

static GTask *
take (GTask *task)
{
  Wait *wait = g_task_get_task_data (task);

  g_object_ref (task);
  g_ptr_array_remove (wait->waits, task);
  if (wait->cancelled != NULL)
    g_source_destroy (wait->cancelled);
  return task;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr(GTask) task = take (user_data);

  g_task_return_error_if_cancelled (task);
  return G_SOURCE_REMOVE;
}

GPtrArray *
np_bench_waits_new (void)
{
  return g_ptr_array_new_with_free_func (g_object_unref);
}

void
np_bench_waits_add (GPtrArray *self, GTask *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  Wait *wait = g_new0 (Wait, 1);

  wait->waits = g_ptr_array_ref (self);
  g_task_set_task_data (task, wait, (GDestroyNotify) wait_free);
  if (cancellable != NULL)
    {
      wait->cancelled = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, wait->cancelled, G_SOURCE_FUNC (cancelled_cb));
    }
  g_ptr_array_add (self, g_object_ref (task));
}

void
np_bench_waits_return (GPtrArray *self, const GError *error)
{
  while (self->len > 0)
    {
      g_autoptr(GTask) task = take (g_ptr_array_index (self, 0));

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}
