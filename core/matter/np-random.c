/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <openssl/rand.h>
#include <string.h>

#include "factory/np-field.h"
#include "factory/np-passcode.h"
#include "factory/np-secret-bytes.h"
#include "np-openssl-private.h"
#include "np-random.h"

#define ROTATING_ID_SIZE 16

/* Without 0, 1, I and O, which people take for one another when they read a label. */
static const char serial_alphabet[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

/**
 * np_random_number:
 * @limit: at least 1
 * @number: (out): a number from 0 to @limit - 1
 * @error: %NP_ERROR_TOOL_FAILED when OpenSSL has no random bytes
 */
gboolean
np_random_number (guint32 limit, guint32 *number, GError **error)
{
  /* The rest of the division would come once more often than the others: draws below it are thrown away. */
  guint32 n_unwanted;
  guint32 draw;

  g_return_val_if_fail (limit > 0, FALSE);

  n_unwanted = (guint32) -limit % limit;
  do
    {
      if (RAND_priv_bytes ((unsigned char *) &draw, sizeof draw) != 1)
        return np_openssl_set_error (error, "RAND_priv_bytes");
    }
  while (draw < n_unwanted);

  *number = draw % limit;
  OPENSSL_cleanse (&draw, sizeof draw);

  return TRUE;
}

/**
 * np_random_passcode:
 * @passcode: (out): one of the 99999988 passcodes that Matter allows
 */
gboolean
np_random_passcode (guint32 *passcode, GError **error)
{
  g_return_val_if_fail (passcode != NULL, FALSE);

  do
    {
      if (!np_random_number (NP_PASSCODE_MAXIMUM + 1, passcode, error))
        return FALSE;
    }
  while (!np_passcode_is_allowed (*passcode));

  return TRUE;
}

/**
 * np_random_discriminator:
 * @discriminator: (out): from 0 to 4095
 */
gboolean
np_random_discriminator (guint16 *discriminator, GError **error)
{
  guint32 number;

  g_return_val_if_fail (discriminator != NULL, FALSE);

  if (!np_random_number (np_field_find_by_tag (NP_TAG_SETUP_DISCRIMINATOR)->maximum + 1, &number, error))
    return FALSE;

  *discriminator = number;

  return TRUE;
}

/**
 * np_random_bytes:
 * @size: at least 1
 *
 * Returns: (transfer full): that many random bytes, cleared when dropped, or %NULL with %NP_ERROR_TOOL_FAILED
 */
GBytes *
np_random_bytes (gsize size, GError **error)
{
  g_autoptr(GBytes) bytes = NULL;
  guint8 *data = g_malloc (size);

  bytes = np_secret_bytes_new_take (data, size);
  if (RAND_priv_bytes (data, size) != 1)
    {
      np_openssl_set_error (error, "RAND_priv_bytes");
      return NULL;
    }

  return g_steal_pointer (&bytes);
}

/**
 * np_random_salt:
 * @size: 16 to 32 bytes
 *
 * Returns: (transfer full): a salt for a verifier
 */
GBytes *
np_random_salt (gsize size, GError **error)
{
  const NpField *field = np_field_find_by_tag (NP_TAG_SPAKE2_SALT);

  g_return_val_if_fail (size >= field->minimum && size <= field->maximum, NULL);

  return np_random_bytes (size, error);
}

/**
 * np_random_rotating_id:
 *
 * Returns: (transfer full): 16 bytes, from which a device makes its rotating identifier
 */
GBytes *
np_random_rotating_id (GError **error)
{
  return np_random_bytes (ROTATING_ID_SIZE, error);
}

/**
 * np_random_serial_number:
 * @prefix: what it begins with, "" for nothing
 * @n_characters: how many random characters follow, 5 bits each
 *
 * The whole must fit the field, 32 bytes. Random serial numbers may meet again: that no two units share one is the ledger's matter.
 *
 * Returns: (transfer full): the serial number
 */
char *
np_random_serial_number (const char *prefix, guint n_characters, GError **error)
{
  g_autoptr(GString) text = NULL;

  g_return_val_if_fail (prefix != NULL, NULL);
  g_return_val_if_fail (n_characters > 0, NULL);
  g_return_val_if_fail (strlen (prefix) + n_characters <= np_field_find_by_tag (NP_TAG_SERIAL_NUMBER)->maximum, NULL);

  text = g_string_new (prefix);
  for (guint i = 0; i < n_characters; i++)
    {
      guint32 number = 0;

      if (!np_random_number (strlen (serial_alphabet), &number, error))
        return NULL;

      g_string_append_c (text, serial_alphabet[number]);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
