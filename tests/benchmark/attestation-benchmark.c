/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long a verdict on a device takes, and how long it takes to make whole units (random passcode and salt,
 * verifier, DAC key and certificate, image) on all cores, beside the OpenSSL calls that nobody can do without: PBKDF2 of 80
 * bytes, one multiplication of P-256's base point, one key, one signature each, on as many threads. */

#include "config.h"

#include <locale.h>
#include <openssl/ec.h>
#include <openssl/evp.h>

#include "check/np-device-verdict.h"
#include "factory/np-image.h"
#include "factory/np-problem.h"
#include "matter/np-parallel.h"
#include "matter/np-random.h"
#include "matter/np-spake2p.h"
#include "matter/np-test-pki.h"

#define N_VERDICTS 200
#define N_UNITS 1000
#define N_ROUNDS 5
#define N_VERDICT_ROUNDS 15 /* short ones: a machine's speed may change between them */
#define ITERATIONS 1000
#define VENDOR_ID 0xFFF1
#define PRODUCT_ID 0x8004
#define TO_BE_SIGNED_SIZE 400 /* about that of a DAC */

/* What all units have in common. */
typedef struct
{
  NpAttestationKey *paa_key;
  NpAttestationKey *pai_key;
  NpCertificate *paa;
  NpCertificate *pai;
  GBytes *cd;
  NpPaaStore *paas;
  NpCdSigners *signers;
  EC_GROUP *group;
  GBytes *images[N_UNITS];
} Factory;

static void
factory_init (Factory *factory)
{
  g_autoptr(NpCertificationDeclaration) declaration = np_certification_declaration_new ();
  guint16 product_id = PRODUCT_ID;

  factory->paa_key = np_attestation_key_generate (NULL);
  factory->pai_key = np_attestation_key_generate (NULL);
  factory->paa = np_test_pki_make_paa (factory->paa_key, "PAA", 0, NULL);
  factory->pai = np_test_pki_make_pai (np_attestation_key_get_public (factory->pai_key), "PAI", VENDOR_ID, 0, factory->paa,
                                       factory->paa_key, NULL);
  declaration->vendor_id = VENDOR_ID;
  g_array_append_val (declaration->product_ids, product_id);
  declaration->certificate_id = g_strdup ("CSA00000SWC00000-00");
  factory->cd = np_test_pki_make_cd (declaration, NULL);
  factory->paas = np_paa_store_new ();
  np_paa_store_add (factory->paas, factory->paa);
  factory->signers = np_cd_signers_new ();
  factory->group = EC_GROUP_new_by_curve_name (NID_X9_62_prime256v1);
}

static NpFactoryData *
make_data (const Factory *factory, GBytes *dac, NpAttestationKey *key, const NpSpake2pParameters *parameters, GBytes *verifier)
{
  NpFactoryData *data = np_factory_data_new ();
  g_autoptr(GBytes) salt = g_bytes_new (parameters->salt, parameters->salt_size);

  np_factory_data_set_bytes (data, NP_TAG_CERTIFICATION_DECLARATION, factory->cd, NULL);
  np_factory_data_set_bytes (data, NP_TAG_PAI_CERTIFICATE, np_certificate_get_der (factory->pai), NULL);
  np_factory_data_set_bytes (data, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, dac, NULL);
  np_factory_data_set_bytes (data, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, np_attestation_key_get_raw (key), NULL);
  np_factory_data_set_bytes (data, NP_TAG_DEVICE_ATTESTATION_PUB_KEY, np_attestation_key_get_public (key), NULL);
  np_factory_data_set_number (data, NP_TAG_SPAKE2_SETUP_PASSCODE, parameters->passcode, NULL);
  np_factory_data_set_number (data, NP_TAG_SPAKE2_ITERATION_COUNT, parameters->iterations, NULL);
  np_factory_data_set_bytes (data, NP_TAG_SPAKE2_SALT, salt, NULL);
  np_factory_data_set_bytes (data, NP_TAG_SPAKE2_VERIFIER, verifier, NULL);
  np_factory_data_set_number (data, NP_TAG_VENDOR_ID, VENDOR_ID, NULL);
  np_factory_data_set_number (data, NP_TAG_PRODUCT_ID, PRODUCT_ID, NULL);
  np_factory_data_set_number (data, NP_TAG_SETUP_DISCRIMINATOR, parameters->passcode % 4096, NULL);
  np_factory_data_set_number (data, NP_TAG_HARDWARE_VERSION, 1, NULL);
  np_factory_data_set_string (data, NP_TAG_VENDOR_NAME, "Acme", NULL);
  np_factory_data_set_string (data, NP_TAG_PRODUCT_NAME, "Lamp", NULL);

  return data;
}

static gboolean
make_unit (guint index, gpointer user_data, GError **error)
{
  Factory *factory = user_data;
  g_auto(NpSpake2pParameters) parameters = { 0 };
  g_autoptr(GBytes) salt = np_random_salt (32, error);
  g_autoptr(GBytes) verifier = NULL;
  g_autoptr(NpAttestationKey) key = NULL;
  g_autoptr(GBytes) dac = NULL;
  g_autoptr(NpFactoryData) data = NULL;
  g_autoptr(NpImage) image = NULL;
  guint32 passcode = 0;

  g_assert_true (np_random_passcode (&passcode, error));
  g_assert_true (np_spake2p_parameters_init (&parameters, passcode, salt, ITERATIONS, error));
  verifier = np_spake2p_derive (&parameters, error);
  key = np_attestation_key_generate (error);
  dac = np_test_pki_make_dac (np_attestation_key_get_public (key), "DAC", VENDOR_ID, PRODUCT_ID, factory->pai, factory->pai_key,
                              error);
  g_assert_nonnull (dac);
  data = make_data (factory, dac, key, &parameters, verifier);
  image = np_image_encode (data, error);
  g_assert_nonnull (image);
  factory->images[index] = g_bytes_ref (np_image_get_bytes (image));

  return TRUE;
}

static void
clear_images (Factory *factory)
{
  for (guint i = 0; i < N_UNITS; i++)
    g_clear_pointer (&factory->images[i], g_bytes_unref);
}

static void
sign_bare (EVP_PKEY *key)
{
  EVP_MD_CTX *context = EVP_MD_CTX_new ();
  guint8 message[TO_BE_SIGNED_SIZE] = { 0 };
  guint8 signature[80];
  gsize size = sizeof signature;

  g_assert_cmpint (EVP_DigestSignInit (context, NULL, EVP_sha256 (), NULL, key), ==, 1);
  g_assert_cmpint (EVP_DigestSign (context, signature, &size, message, sizeof message), ==, 1);
  EVP_MD_CTX_free (context);
}

static gboolean
call_bare (guint index, gpointer user_data, GError **error)
{
  Factory *factory = user_data;
  EC_POINT *point = EC_POINT_new (factory->group);
  BIGNUM *scalar = BN_new ();
  EVP_PKEY *key = EVP_EC_gen ("P-256");
  guint32 passcode = 20202021;
  guint8 salt[32] = { 0 };
  guint8 ws[80];

  g_assert_cmpint (PKCS5_PBKDF2_HMAC ((const char *) &passcode, sizeof passcode, salt, sizeof salt, ITERATIONS, EVP_sha256 (),
                                      sizeof ws, ws), ==, 1);
  BN_bin2bn (ws, 32, scalar);
  g_assert_cmpint (EC_POINT_mul (factory->group, point, scalar, NULL, NULL, NULL), ==, 1);
  sign_bare (key);
  EVP_PKEY_free (key);
  BN_free (scalar);
  EC_POINT_free (point);

  return TRUE;
}

static gint64
time_parallel (NpParallelFunc func, Factory *factory)
{
  gint64 start = g_get_monotonic_time ();

  g_assert_true (np_parallel_run (N_UNITS, func, factory, NULL, NULL));

  return g_get_monotonic_time () - start;
}

/* The units that were made, as a line checks them: each once, one after the other. */
static gint64
time_verdicts (const Factory *factory, NpFactoryData **devices)
{
  g_autoptr(NpRecipe) recipe = np_recipe_new (NP_JOB_RECONFIGURE, np_platform_find ("stm32wba6"));
  g_autoptr(GPtrArray) notes = np_problem_list_new ();
  const NpCheckContext context = { .paas = factory->paas, .signers = factory->signers, .notes = notes, .now = g_get_real_time () / G_USEC_PER_SEC };
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < N_VERDICTS; i++)
    {
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autoptr(NpDeviceVerdict) verdict = np_check_device (devices[i], recipe, &context, problems);

      g_assert_cmpint (verdict->conclusion, ==, NP_DEVICE_COMMISSIONED_AS_TEST);
    }

  return g_get_monotonic_time () - start;
}

static gint64
time_derivations (void)
{
  g_autoptr(GBytes) salt = np_random_salt (32, NULL);
  g_auto(NpSpake2pParameters) parameters = { 0 };
  gint64 start;

  g_assert_true (np_spake2p_parameters_init (&parameters, 34567890, salt, ITERATIONS, NULL));
  start = g_get_monotonic_time ();
  for (guint i = 0; i < N_VERDICTS; i++)
    {
      g_autoptr(GBytes) verifier = np_spake2p_derive (&parameters, NULL);

      g_assert_nonnull (verifier);
    }

  return g_get_monotonic_time () - start;
}

static void
measure_verdicts (Factory *factory)
{
  gint64 best_new = G_MAXINT64;
  gint64 best_known = G_MAXINT64;
  gint64 best_derivation = G_MAXINT64;

  for (guint round = 0; round < N_VERDICT_ROUNDS; round++)
    {
      NpFactoryData *devices[N_VERDICTS];

      /* Units of this round's own: their verifiers were never checked before. */
      g_assert_true (np_parallel_run (N_VERDICTS, make_unit, factory, NULL, NULL));
      for (guint i = 0; i < N_VERDICTS; i++)
        {
          g_autoptr(GPtrArray) problems = np_problem_list_new ();
          g_autoptr(NpImage) image = np_image_decode (factory->images[i], problems, NULL);

          devices[i] = g_object_ref (np_image_get_data (image));
        }
      best_new = MIN (best_new, time_verdicts (factory, devices));
      best_known = MIN (best_known, time_verdicts (factory, devices));
      best_derivation = MIN (best_derivation, time_derivations ());
      for (guint i = 0; i < N_VERDICTS; i++)
        g_object_unref (devices[i]);
      clear_images (factory);
    }

  g_print ("verdict on a new device: %.3f ms (target: below 2 ms), of which deriving its verifier (%d iterations) %.3f ms\n",
           best_new / 1000.0 / N_VERDICTS, ITERATIONS, best_derivation / 1000.0 / N_VERDICTS);
  g_print ("verdict on a device whose verifier is known: %.3f ms\n", best_known / 1000.0 / N_VERDICTS);
}

static void
measure_units (Factory *factory)
{
  gint64 best_bare = G_MAXINT64;
  gint64 best_units = G_MAXINT64;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      best_bare = MIN (best_bare, time_parallel (call_bare, factory));
      best_units = MIN (best_units, time_parallel (make_unit, factory));
      clear_images (factory);
    }

  g_print ("%d whole units on %u cores: %.0f µs each\n", N_UNITS, g_get_num_processors (), best_units / (double) N_UNITS);
  g_print ("bare OpenSSL: %.0f µs each\n", best_bare / (double) N_UNITS);
  g_print ("units / bare OpenSSL: %.2f (target: at most 1.3)\n", best_units / (double) best_bare);
}

int
main (void)
{
  Factory factory = { 0 };

  setlocale (LC_ALL, "");
  factory_init (&factory);
  measure_verdicts (&factory);
  measure_units (&factory);

  np_attestation_key_unref (factory.paa_key);
  np_attestation_key_unref (factory.pai_key);
  np_certificate_unref (factory.paa);
  np_certificate_unref (factory.pai);
  g_bytes_unref (factory.cd);
  np_paa_store_unref (factory.paas);
  np_cd_signers_unref (factory.signers);
  EC_GROUP_free (factory.group);

  return 0;
}
