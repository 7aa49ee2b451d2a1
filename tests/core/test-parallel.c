/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "matter/np-parallel.h"
#include "np-error.h"

#define N_ITEMS 10000

static gboolean
count (guint index, gpointer user_data, GError **error)
{
  guint8 *counts = user_data;

  counts[index]++;

  return TRUE;
}

static void
test_each_once (void)
{
  g_autofree guint8 *counts = g_new0 (guint8, N_ITEMS);
  g_autoptr(GError) error = NULL;

  g_assert_true (np_parallel_run (N_ITEMS, count, counts, NULL, &error));
  g_assert_no_error (error);
  for (guint i = 0; i < N_ITEMS; i++)
    g_assert_cmpuint (counts[i], ==, 1);

  g_assert_true (np_parallel_run (0, count, NULL, NULL, &error));
}

static gboolean
fail_at_100 (guint index, gpointer user_data, GError **error)
{
  gint *n_calls = user_data;

  g_atomic_int_inc (n_calls);
  if (index < 100)
    return TRUE;

  g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, "item %u", index);

  return FALSE;
}

/* Each thread fails at most once. */
static void
test_failure (void)
{
  gint n_calls = 0;
  g_autoptr(GError) error = NULL;

  g_assert_false (np_parallel_run (N_ITEMS, fail_at_100, &n_calls, NULL, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_assert_cmpint (n_calls, >=, 101);
  g_assert_cmpint (n_calls, <=, 100 + (int) g_get_num_processors ());
}

typedef struct
{
  GCancellable *cancellable;
  gint n_calls;
} Cancelling;

static gboolean
cancel (guint index, gpointer user_data, GError **error)
{
  Cancelling *cancelling = user_data;

  g_atomic_int_inc (&cancelling->n_calls);
  g_cancellable_cancel (cancelling->cancellable);

  return TRUE;
}

static void
test_cancel (void)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  Cancelling cancelling = { .cancellable = cancellable };
  g_autoptr(GError) error = NULL;

  g_assert_false (np_parallel_run (N_ITEMS, cancel, &cancelling, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (cancelling.n_calls, >=, 1);
  g_assert_cmpint (cancelling.n_calls, <=, (int) g_get_num_processors ());
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/parallel/each-once", test_each_once);
  g_test_add_func ("/parallel/failure", test_failure);
  g_test_add_func ("/parallel/cancel", test_cancel);

  return g_test_run ();
}
