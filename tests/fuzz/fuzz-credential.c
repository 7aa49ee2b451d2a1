/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "project/np-credential.h"

#define PASSPHRASE "correct horse" /* of the encrypted keys in the corpus */

static const NpTag tags[] = { NP_TAG_CERTIFICATION_DECLARATION, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, NP_TAG_PAI_CERTIFICATE,
                              NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, NP_TAG_DEVICE_ATTESTATION_PUB_KEY };

/* What was read is written in each form, and reads back as the same. */
static void
check_round_trip (NpTag tag, const NpCredential *credential)
{
  for (int form = NP_CREDENTIAL_FORM_DER; form <= NP_CREDENTIAL_FORM_RAW; form++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) contents = NULL;
      g_auto(NpCredential) again = { NULL };

      if (!np_credential_has_form (tag, (NpCredentialForm) form))
        continue;
      contents = np_credential_write (tag, credential->value, (NpCredentialForm) form, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (np_credential_read (tag, contents, NULL, &again, &error), ==, NP_CREDENTIAL_READ);
      g_assert_true (g_bytes_equal (again.value, credential->value));
    }
}

static void
check_tag (NpTag tag, GBytes *contents)
{
  g_autoptr(GBytes) passphrase = g_bytes_new_static (PASSPHRASE, strlen (PASSPHRASE));
  g_auto(NpCredential) credential = { NULL };
  g_autoptr(GError) error = NULL;
  NpCredentialResult result = np_credential_read (tag, contents, passphrase, &credential, &error);

  g_assert_cmpint (result == NP_CREDENTIAL_READ, ==, credential.value != NULL);
  g_assert_cmpint (result == NP_CREDENTIAL_READ, ==, error == NULL);
  if (error != NULL)
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  else
    check_round_trip (tag, &credential);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr(GBytes) contents = g_bytes_new_static (data, size);

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    check_tag (tags[i], contents);
  return 0;
}
