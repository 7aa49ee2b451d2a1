/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench/np-bench-file.h"
#include "np-sim-device.h"

/* Only a hash of a stored key lies in board.json: a key that has been stored can't be read, here as on a chip. */

typedef struct
{
  NpBenchKeyStore key_store;
  char *hash;
} NewKey;

/* Through the wireless stack: without one that runs there is nobody to store it. */
static gboolean
put_in_slot (JsonObject *board, const char *hash)
{
  JsonObject *slots = np_bench_file_get_object (board, "keySlots");
  JsonArray *used = np_bench_file_get_array (slots, "used");
  const char *running = np_bench_file_get_string (np_bench_file_get_object (board, "coprocessor"), "running", NULL);

  if (used == NULL || g_strcmp0 (running, "stack") != 0 || json_array_get_length (used) >= np_bench_file_get_double (slots, "count", 0))
    return FALSE;
  json_array_add_string_element (used, hash);
  return TRUE;
}

/* A key of the same identifier is replaced, as psa_destroy_key () and psa_import_key () do. */
static gboolean
put_in_trusted_storage (JsonObject *board, const char *hash)
{
  JsonArray *keys;

  if (!json_object_has_member (board, "trustedStorage"))
    return FALSE;
  keys = json_array_new ();
  json_array_add_string_element (keys, hash);
  json_object_set_array_member (board, "trustedStorage", keys);
  return TRUE;
}

static gboolean
put_key (JsonObject *board, gpointer user_data, GError **error)
{
  const NewKey *key = user_data;

  switch (key->key_store)
    {
    case NP_BENCH_KEY_STORE_FLASH: break;
    case NP_BENCH_KEY_STORE_CKS: return put_in_slot (board, key->hash);
    case NP_BENCH_KEY_STORE_ITS: return put_in_trusted_storage (board, key->hash);
    }
  return FALSE;
}

gboolean
np_sim_device_store_key (NpSimDevice *self, NpBenchKeyStore key_store, const guint8 *key, gsize size)
{
  g_autofree char *hash = g_compute_checksum_for_data (G_CHECKSUM_SHA256, key, size);
  NewKey new_key = { key_store, hash };
  g_autoptr(GError) error = NULL;
  gboolean stored = np_bench_file_edit (self->file, put_key, &new_key, &error);

  if (error != NULL)
    g_printerr ("%s\n", error->message);
  return stored;
}

static gboolean
clear_trusted_storage (JsonObject *board, gpointer user_data, GError **error)
{
  if (!json_object_has_member (board, "trustedStorage"))
    return FALSE;
  json_object_set_array_member (board, "trustedStorage", json_array_new ());
  return TRUE;
}

void
np_sim_device_forget_trusted_keys (NpSimDevice *self)
{
  g_autoptr(GError) error = NULL;

  if (!np_bench_file_edit (self->file, clear_trusted_storage, NULL, &error) && error != NULL)
    g_printerr ("%s\n", error->message);
}
