/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "matter/np-attestation-key.h"

/* The passphrase of the encrypted keys in the corpus, so that what decrypts them is reached. */
static GBytes *
ask_cb (gpointer user_data)
{
  static const char passphrase[] = "correct horse";

  return g_bytes_new_static (passphrase, strlen (passphrase));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) public_error = NULL;
  g_autoptr(NpAttestationKey) key = np_attestation_key_new (bytes, ask_cb, NULL, &error);
  g_autoptr(GBytes) public_key = np_attestation_public_key_read (bytes, &public_error);

  g_assert_cmpint (key == NULL, ==, error != NULL);
  g_assert_cmpint (public_key == NULL, ==, public_error != NULL);
  if (key != NULL)
    g_assert_cmpuint (g_bytes_get_size (np_attestation_key_get_raw (key)), ==, NP_ATTESTATION_KEY_SIZE);

  return 0;
}
