/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <openssl/pem.h>
#include <string.h>

#include "attestation-samples.h"
#include "matter/np-attestation-key.h"
#include "matter/np-openssl-private.h"
#include "np-error.h"
#include "support.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_ALGOR, X509_ALGOR_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_SIG, X509_SIG_free)

/* openssl ecparam -name secp256k1 -genkey -noout -outform DER */
#define KEY_ON_OTHER_CURVE \
  "30740201010420b3c06625562e58b285a6e45897e7addca4c2780565cabfa707a6a3335413348ea00706052b8104000aa1440342000419f9800b8360" \
  "b3e0b7cf8c96e8a5cce752c9a79d1c6a97c63ded01edaf44a3d3a39522c57c8de5dd39606f9bd9c8dded041218e9ff91d3f9613c08587938c8f8"

static GBytes *
ask_right (gpointer user_data)
{
  return g_bytes_new_static ("perfect", 7);
}

static GBytes *
ask_wrong (gpointer user_data)
{
  return g_bytes_new_static ("defect", 6);
}

static GBytes *
ask_nothing (gpointer user_data)
{
  return NULL;
}

static NpAttestationKey *
make_sample (void)
{
  g_autoptr(GBytes) raw = test_bytes_from_hex (SAMPLE_KEY);
  g_autoptr(GError) error = NULL;
  NpAttestationKey *key = np_attestation_key_new_from_raw (raw, &error);

  g_assert_no_error (error);

  return key;
}

static void
test_raw (void)
{
  g_autoptr(NpAttestationKey) key = make_sample ();
  g_autofree char *hex = test_bytes_to_hex (np_attestation_key_get_public (key));

  g_assert_cmpstr (hex, ==, SAMPLE_PUBLIC_KEY);
}

static void
test_sec1 (void)
{
  gsize size;
  g_autofree guint8 *der = g_base64_decode (SAMPLE_KEY_SEC1, &size);
  g_autoptr(GBytes) bytes = g_bytes_new (der, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(NpAttestationKey) key = np_attestation_key_new (bytes, NULL, NULL, &error);
  g_autofree char *hex = NULL;

  g_assert_no_error (error);
  hex = test_bytes_to_hex (np_attestation_key_get_raw (key));
  g_assert_cmpstr (hex, ==, SAMPLE_KEY);
}

static void
test_export (void)
{
  g_autoptr(NpAttestationKey) key = make_sample ();

  for (NpKeyFormat format = NP_KEY_FORMAT_RAW; format <= NP_KEY_FORMAT_PUBLIC_PEM; format++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) file = np_attestation_key_export (key, format, NULL, &error);
      g_autoptr(NpAttestationKey) again = NULL;
      g_autoptr(GBytes) public_key = NULL;

      g_assert_no_error (error);
      if (format >= NP_KEY_FORMAT_PUBLIC_RAW)
        {
          public_key = np_attestation_public_key_read (file, &error);
        }
      else
        {
          again = np_attestation_key_new (file, NULL, NULL, &error);
          g_assert_no_error (error);
          public_key = g_bytes_ref (np_attestation_key_get_public (again));
        }
      g_assert_no_error (error);
      test_assert_bytes_equal (public_key, np_attestation_key_get_public (key));
    }
}

static void
test_passphrase (void)
{
  static const NpKeyFormat formats[] = { NP_KEY_FORMAT_PKCS8_DER, NP_KEY_FORMAT_PKCS8_PEM };
  g_autoptr(NpAttestationKey) key = make_sample ();
  g_autoptr(GBytes) passphrase = g_bytes_new_static ("perfect", 7);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) file = np_attestation_key_export (key, formats[i], passphrase, &error);
      g_autoptr(NpAttestationKey) again = NULL;

      g_assert_no_error (error);
      again = np_attestation_key_new (file, ask_right, NULL, &error);
      g_assert_no_error (error);
      test_assert_bytes_equal (np_attestation_key_get_raw (again), np_attestation_key_get_raw (key));

      g_assert_null (np_attestation_key_new (file, ask_wrong, NULL, &error));
      g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
      g_assert_cmpstr (error->message, ==, "The private key can't be decrypted. Check the passphrase.");
      g_clear_error (&error);

      g_assert_null (np_attestation_key_new (file, ask_nothing, NULL, &error));
      g_assert_cmpstr (error->message, ==, "The private key is encrypted. Give its passphrase.");
    }
}

/* How the key would be derived, without doing it. */
static X509_ALGOR *
make_scheme (guint i)
{
  switch (i)
    {
    case 0: return PKCS5_pbe2_set_iv (EVP_aes_256_cbc (), G_MAXINT, NULL, 0, NULL, NID_hmacWithSHA256);
    case 1: return PKCS5_pbe2_set_scrypt (EVP_aes_256_cbc (), NULL, 0, NULL, 1 << 15, 2, 1 << 16);
    case 2: return PKCS5_pbe_set (NID_pbe_WithSHA1And3_Key_TripleDES_CBC, G_MAXINT, NULL, 0);
    default: return NULL;
    }
}

static GBytes *
write_encrypted (guint i, gboolean as_pem)
{
  g_autoptr(X509_ALGOR) scheme = make_scheme (i);
  g_autoptr(X509_SIG) info = X509_SIG_new ();
  g_autoptr(BIO) bio = BIO_new (BIO_s_mem ());
  X509_ALGOR *algorithm;
  ASN1_OCTET_STRING *contents;
  char *data;
  long size;

  g_assert_nonnull (scheme);
  X509_SIG_getm (info, &algorithm, &contents);
  X509_ALGOR_copy (algorithm, scheme);
  ASN1_OCTET_STRING_set (contents, (const guint8 *) "0123456789ABCDEF", 16);
  g_assert_cmpint (as_pem ? PEM_write_bio_PKCS8 (bio, info) : i2d_PKCS8_bio (bio, info), ==, 1);
  size = BIO_get_mem_data (bio, &data);
  return g_bytes_new (data, (gsize) size);
}

/* A file decides how long a passphrase is hashed; one that would take hours is refused before anybody is asked. */
static void
test_derivation_for_ever (void)
{
  for (guint i = 0; i < 3; i++)
    for (int as_pem = FALSE; as_pem <= TRUE; as_pem++)
      {
        g_autoptr(GBytes) file = write_encrypted (i, as_pem);
        g_autoptr(GError) error = NULL;

        g_assert_null (np_attestation_key_new (file, ask_right, NULL, &error));
        g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
        g_assert_cmpstr (error->message, ==,
                         "The private key is encrypted in a way that takes far too long to undo. Encrypt it anew, with fewer rounds.");
      }
}

typedef struct
{
  const char *hex;
  const char *message;
} Refusal;

static void
test_refusals (void)
{
  static const Refusal refusals[] = {
    { "", "This isn't a private key: neither 32 raw bytes nor SEC1 or PKCS#8, in DER or PEM. Choose the key's file." },
    { "00", "This isn't a private key: neither 32 raw bytes nor SEC1 or PKCS#8, in DER or PEM. Choose the key's file." },
    { KEY_ON_OTHER_CURVE, "This isn't a private key on the curve P-256, the only one that Matter uses. Give another key." },
    { "0000000000000000000000000000000000000000000000000000000000000000",
      "The private key is zero or larger than the curve P-256 allows. Give another key." },
    { "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
      "The private key is zero or larger than the curve P-256 allows. Give another key." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr(GBytes) bytes = test_bytes_from_hex (refusals[i].hex);
      g_autoptr(GError) error = NULL;

      g_assert_null (np_attestation_key_new (bytes, NULL, NULL, &error));
      g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
      g_assert_cmpstr (error->message, ==, refusals[i].message);
    }
}

static void
test_signature (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NpAttestationKey) key = np_attestation_key_generate (&error);
  g_autoptr(NpAttestationKey) other = make_sample ();
  g_autoptr(GBytes) message = g_bytes_new_static ("challenge", 9);
  g_autoptr(GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr(GBytes) signature = NULL;

  g_assert_no_error (error);
  signature = np_attestation_key_sign (key, message, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (signature), ==, NP_ATTESTATION_SIGNATURE_SIZE);
  g_assert_true (np_attestation_public_key_verify (np_attestation_key_get_public (key), message, signature));
  g_assert_false (np_attestation_public_key_verify (np_attestation_key_get_public (other), message, signature));
  g_assert_false (np_attestation_public_key_verify (np_attestation_key_get_public (key), empty, signature));
  g_assert_false (np_attestation_public_key_verify (np_attestation_key_get_public (key), message, empty));
  g_assert_false (np_attestation_public_key_verify (empty, message, signature));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/attestation-key/raw", test_raw);
  g_test_add_func ("/attestation-key/sec1", test_sec1);
  g_test_add_func ("/attestation-key/export", test_export);
  g_test_add_func ("/attestation-key/passphrase", test_passphrase);
  g_test_add_func ("/attestation-key/derivation-for-ever", test_derivation_for_ever);
  g_test_add_func ("/attestation-key/refusals", test_refusals);
  g_test_add_func ("/attestation-key/signature", test_signature);

  return g_test_run ();
}
