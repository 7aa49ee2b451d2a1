/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "factory/np-bytes-text.h"
#include "matter/np-certificate.h"
#include "np-error.h"
#include "project/np-credential.h"
#include "project/np-project.h"
#include "support.h"

/* The sample project's credentials, which are the Matter SDK's public test ones. */
static GBytes *
get_sample (NpTag tag)
{
  static NpProject *sample;

  if (sample == NULL)
    sample = np_project_new_sample ();
  return np_factory_data_get_bytes (np_project_get_factory_data (sample), tag);
}

static const NpTag tags[] = { NP_TAG_CERTIFICATION_DECLARATION, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, NP_TAG_PAI_CERTIFICATE,
                              NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, NP_TAG_DEVICE_ATTESTATION_PUB_KEY };

static void
assert_reads (NpTag tag, GBytes *contents, GBytes *passphrase)
{
  g_auto(NpCredential) credential = { NULL };
  g_autoptr(GError) error = NULL;
  NpCredentialResult result = np_credential_read (tag, contents, passphrase, &credential, &error);

  g_assert_no_error (error);
  g_assert_cmpint (result, ==, NP_CREDENTIAL_READ);
  g_assert_true (g_bytes_equal (credential.value, get_sample (tag)));
  if (tag == NP_TAG_DEVICE_ATTESTATION_PRIV_KEY)
    g_assert_true (g_bytes_equal (credential.public_key, get_sample (NP_TAG_DEVICE_ATTESTATION_PUB_KEY)));
}

/* Whatever is written is read again, also as hexadecimal and Base64 of it. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    for (int form = NP_CREDENTIAL_FORM_DER; form <= NP_CREDENTIAL_FORM_RAW; form++)
      {
        g_autoptr(GBytes) contents = NULL;
        g_autoptr(GError) error = NULL;

        if (!np_credential_has_form (tags[i], form))
          continue;
        contents = np_credential_write (tags[i], get_sample (tags[i]), form, NULL, &error);
        g_assert_no_error (error);
        assert_reads (tags[i], contents, NULL);
        if (form == NP_CREDENTIAL_FORM_PEM)
          continue;
        for (int text_form = NP_BYTES_FORM_HEX; text_form <= NP_BYTES_FORM_ST_JSON; text_form++)
          {
            g_autofree char *text = np_bytes_text_format (contents, text_form);
            g_autoptr(GBytes) pasted = g_bytes_new (text, strlen (text));

            assert_reads (tags[i], pasted, NULL);
          }
      }
}

static void
test_encrypted_key (void)
{
  g_autoptr(GBytes) passphrase = g_bytes_new_static ("correct horse", 13);
  g_autoptr(GBytes) wrong = g_bytes_new_static ("battery staple", 14);
  GBytes *const given[] = { NULL, wrong };
  g_autoptr(GError) write_error = NULL;
  g_autoptr(GBytes) pem = np_credential_write (NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, get_sample (NP_TAG_DEVICE_ATTESTATION_PRIV_KEY),
                                               NP_CREDENTIAL_FORM_PEM, passphrase, &write_error);

  g_assert_no_error (write_error);
  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    {
      g_auto(NpCredential) credential = { NULL };
      g_autoptr(GError) error = NULL;

      g_assert_cmpint (np_credential_read (NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, pem, given[i], &credential, &error), ==,
                       NP_CREDENTIAL_NEEDS_PASSPHRASE);
      g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, "passphrase"));
      g_assert_null (credential.value);
    }
  assert_reads (NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, pem, passphrase);
}

/* Each in the place of each other is refused, with what it is. */
static void
test_wrong_kind (void)
{
  static const char *const names[] = { "certification declaration", "a DAC", "a PAI certificate", "a private key", "a public key" };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    for (guint j = 0; j < G_N_ELEMENTS (tags); j++)
      {
        NpCredentialForm form = tags[i] == NP_TAG_DEVICE_ATTESTATION_PRIV_KEY ? NP_CREDENTIAL_FORM_PEM : NP_CREDENTIAL_FORM_DER;
        g_auto(NpCredential) credential = { NULL };
        g_autoptr(GError) error = NULL;
        g_autoptr(GBytes) contents = np_credential_write (tags[i], get_sample (tags[i]), form, NULL, NULL);

        if (i == j)
          continue;
        g_assert_cmpint (np_credential_read (tags[j], contents, NULL, &credential, &error), ==, NP_CREDENTIAL_FAILED);
        g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
        if (strstr (error->message, names[i]) == NULL)
          g_error ("“%s” doesn't tell that it is %s", error->message, names[i]);
        g_assert_null (credential.value);
      }
}

/* A bundle, as authorities hand them out: each field finds its own. */
static void
test_bundle (void)
{
  g_autoptr(GByteArray) bundle = g_byte_array_new ();
  g_autoptr(GBytes) contents = NULL;

  for (guint i = 1; i <= 3; i++)
    {
      g_autoptr(GBytes) pem = np_credential_write (tags[i], get_sample (tags[i]), NP_CREDENTIAL_FORM_PEM, NULL, NULL);

      g_byte_array_append (bundle, g_bytes_get_data (pem, NULL), g_bytes_get_size (pem));
    }
  contents = g_byte_array_free_to_bytes (g_steal_pointer (&bundle));
  for (guint i = 1; i <= 3; i++)
    assert_reads (tags[i], contents, NULL);
}

static void
test_nonsense (void)
{
  static const char *const texts[] = { "", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "0102", "not bytes at all" };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    for (guint j = 0; j < G_N_ELEMENTS (texts); j++)
      {
        g_auto(NpCredential) credential = { NULL };
        g_autoptr(GError) error = NULL;
        g_autoptr(GBytes) contents = g_bytes_new (texts[j], strlen (texts[j]));

        g_assert_cmpint (np_credential_read (tags[i], contents, NULL, &credential, &error), ==, NP_CREDENTIAL_FAILED);
        g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
      }
}

static void
test_value_that_cannot_be_written (void)
{
  g_autoptr(GBytes) value = g_bytes_new_static ("\x30\x03", 2);

  for (guint i = 1; i < G_N_ELEMENTS (tags); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (np_credential_write (tags[i], value, NP_CREDENTIAL_FORM_PEM, NULL, &error));
      g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/credential/round-trip", test_round_trip);
  g_test_add_func ("/credential/encrypted-key", test_encrypted_key);
  g_test_add_func ("/credential/wrong-kind", test_wrong_kind);
  g_test_add_func ("/credential/bundle", test_bundle);
  g_test_add_func ("/credential/nonsense", test_nonsense);
  g_test_add_func ("/credential/value-that-cannot-be-written", test_value_that_cannot_be_written);
  return g_test_run ();
}
