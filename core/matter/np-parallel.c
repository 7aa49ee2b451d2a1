/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-parallel.h"

typedef struct
{
  guint n_items;
  NpParallelFunc func;
  gpointer user_data;
  GCancellable *cancellable;
  guint next; /* atomic: the first item that nobody has taken yet */
  GMutex mutex;
  GError *error; /* under the mutex: what went wrong first */
} Job;

static void
fail (Job *job, GError *error)
{
  g_mutex_lock (&job->mutex);
  if (job->error == NULL)
    job->error = g_steal_pointer (&error);
  g_mutex_unlock (&job->mutex);

  /* The others stop at their next item. */
  g_atomic_int_set (&job->next, job->n_items);
  g_clear_error (&error);
}

static gpointer
work (gpointer user_data)
{
  Job *job = user_data;
  guint index;

  while ((index = (guint) g_atomic_int_add (&job->next, 1)) < job->n_items)
    {
      GError *error = NULL;

      if (g_cancellable_set_error_if_cancelled (job->cancellable, &error) || !job->func (index, job->user_data, &error))
        fail (job, error);
    }

  return NULL;
}

/**
 * np_parallel_run:
 * @n_items: how many items there are; @func is called at most once for each
 * @func: works on one item
 * @user_data: for @func
 *
 * Works on all items on all cores, this thread among them, and returns when every call has ended. It blocks: from the
 * main loop call it in a GTask's thread. The first item that fails, or @cancellable, stops it before the next items.
 *
 * Returns: %TRUE if every item was worked on
 */
gboolean
np_parallel_run (guint n_items, NpParallelFunc func, gpointer user_data, GCancellable *cancellable, GError **error)
{
  Job job = { .n_items = n_items, .func = func, .user_data = user_data, .cancellable = cancellable };
  guint n_helpers = MIN (g_get_num_processors (), MAX (n_items, 1)) - 1;
  g_autofree GThread **helpers = g_new0 (GThread *, n_helpers);

  g_return_val_if_fail (func != NULL, FALSE);
  g_return_val_if_fail (n_items < G_MAXINT / 2, FALSE);

  g_mutex_init (&job.mutex);

  /* Without a thread the job takes longer, no more. */
  for (guint i = 0; i < n_helpers; i++)
    helpers[i] = g_thread_try_new ("np-parallel", work, &job, NULL);
  work (&job);
  for (guint i = 0; i < n_helpers; i++)
    {
      if (helpers[i] != NULL)
        g_thread_join (helpers[i]);
    }

  g_mutex_clear (&job.mutex);

  if (job.error != NULL)
    {
      g_propagate_error (error, job.error);
      return FALSE;
    }

  return TRUE;
}
