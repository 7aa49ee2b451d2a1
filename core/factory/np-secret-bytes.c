/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <openssl/crypto.h>
#include <string.h>

#include "np-secret-bytes.h"

typedef struct
{
  gpointer data;
  gsize size;
} SecretBuffer;

static void
secret_buffer_free (gpointer user_data)
{
  SecretBuffer *buffer = user_data;

  OPENSSL_cleanse (buffer->data, buffer->size);
  g_free (buffer->data);
  g_free (buffer);
}

/**
 * np_secret_bytes_new:
 * @data: what to copy
 * @size: how many bytes
 *
 * Returns: (transfer full): bytes that are overwritten before their memory is given back
 */
GBytes *
np_secret_bytes_new (gconstpointer data, gsize size)
{
  return np_secret_bytes_new_take (g_memdup2 (data, size), size);
}

/**
 * np_secret_bytes_new_take:
 * @data: (transfer full): memory from g_malloc ()
 * @size: its size in bytes
 *
 * Returns: (transfer full): bytes that are overwritten before their memory is given back
 */
GBytes *
np_secret_bytes_new_take (gpointer data, gsize size)
{
  SecretBuffer *buffer = g_new (SecretBuffer, 1);

  buffer->data = data;
  buffer->size = size;

  return g_bytes_new_with_free_func (data, size, secret_buffer_free, buffer);
}

/**
 * np_secret_text_free:
 * @text: (nullable) (transfer full): overwritten, and freed with g_free ()
 */
void
np_secret_text_free (NpSecretText *text)
{
  if (text != NULL)
    OPENSSL_cleanse (text, strlen (text));
  g_free (text);
}
