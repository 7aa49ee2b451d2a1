/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <openssl/crypto.h>

#include "np-parallel.h"
#include "np-spake2p.h"

typedef struct
{
  NpSpake2pParameters *parameters;
  guint n_parameters;
} Batch;

typedef struct
{
  const NpSpake2pParameters *parameters;
  GPtrArray *verifiers;
} Derivation;

static void
batch_free (gpointer user_data)
{
  Batch *batch = user_data;

  OPENSSL_cleanse (batch->parameters, sizeof *batch->parameters * batch->n_parameters);
  g_free (batch->parameters);
  g_free (batch);
}

/* The array itself may hold NULL, which g_bytes_unref () takes. */
static gboolean
derive_one (guint index, gpointer user_data, GError **error)
{
  Derivation *derivation = user_data;

  derivation->verifiers->pdata[index] = np_spake2p_derive (&derivation->parameters[index], error);

  return derivation->verifiers->pdata[index] != NULL;
}

/**
 * np_spake2p_derive_many:
 * @parameters: (array length=n_parameters): each from np_spake2p_parameters_init ()
 *
 * np_spake2p_derive () for many units, on all cores. It blocks until all are made, or one failed or @cancellable was
 * cancelled, in which case none are returned.
 *
 * Returns: (transfer full) (element-type GBytes): the verifiers, in the same order
 */
GPtrArray *
np_spake2p_derive_many (const NpSpake2pParameters *parameters, guint n_parameters, GCancellable *cancellable, GError **error)
{
  g_autoptr(GPtrArray) verifiers = g_ptr_array_new_full (n_parameters, (GDestroyNotify) g_bytes_unref);
  Derivation derivation = { .parameters = parameters, .verifiers = verifiers };

  g_return_val_if_fail (parameters != NULL || n_parameters == 0, NULL);

  g_ptr_array_set_size (verifiers, n_parameters);
  if (!np_parallel_run (n_parameters, derive_one, &derivation, cancellable, error))
    return NULL;

  return g_steal_pointer (&verifiers);
}

static void
derive_in_thread (GTask *task, gpointer source_object, gpointer task_data, GCancellable *cancellable)
{
  const Batch *batch = task_data;
  GError *error = NULL;
  GPtrArray *verifiers = np_spake2p_derive_many (batch->parameters, batch->n_parameters, cancellable, &error);

  if (verifiers == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, verifiers, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * np_spake2p_derive_many_async:
 * @parameters: (array length=n_parameters): copied
 *
 * np_spake2p_derive_many () off the main loop.
 */
void
np_spake2p_derive_many_async (const NpSpake2pParameters *parameters, guint n_parameters, GCancellable *cancellable,
                              GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Batch *batch;

  g_return_if_fail (parameters != NULL || n_parameters == 0);

  batch = g_new (Batch, 1);
  batch->parameters = g_memdup2 (parameters, sizeof *parameters * n_parameters);
  batch->n_parameters = n_parameters;

  g_task_set_source_tag (task, np_spake2p_derive_many_async);
  g_task_set_task_data (task, batch, batch_free);
  g_task_run_in_thread (task, derive_in_thread);
}

/**
 * np_spake2p_derive_many_finish:
 *
 * Returns: (transfer full) (element-type GBytes): the verifiers, in the order of the parameters
 */
GPtrArray *
np_spake2p_derive_many_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
