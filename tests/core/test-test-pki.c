/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "matter/np-attestation-round.h"
#include "matter/np-attestation.h"
#include "matter/np-test-pki.h"
#include "np-error.h"
#include "support.h"

#define PRODUCT_ID 0x8004

typedef struct
{
  NpAttestationKey *paa_key;
  NpAttestationKey *pai_key;
  NpAttestationKey *dac_key;
  NpCertificate *paa;
  NpCertificate *pai;
  NpCertificate *dac;
} Fixture;

static NpAttestationKey *
generate (void)
{
  g_autoptr(GError) error = NULL;
  NpAttestationKey *key = np_attestation_key_generate (&error);

  g_assert_no_error (error);

  return key;
}

static NpCertificate *
make_dac (Fixture *fixture, NpCertificate *pai)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) der = np_test_pki_make_dac (np_attestation_key_get_public (fixture->dac_key), "Our DAC", NP_TEST_VENDOR_ID_FIRST,
                                                PRODUCT_ID, pai, fixture->pai_key, &error);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  NpCertificate *dac;
  g_autofree char *codes = NULL;

  g_assert_no_error (error);
  dac = np_certificate_read (der, NP_CERTIFICATE_DAC, problems);
  g_assert_nonnull (dac);
  np_certificate_check (dac, NP_CERTIFICATE_DAC, problems);
  codes = test_list_codes (problems);
  g_assert_cmpstr (codes, ==, "");

  return dac;
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(GError) error = NULL;

  fixture->paa_key = generate ();
  fixture->pai_key = generate ();
  fixture->dac_key = generate ();
  fixture->paa = np_test_pki_make_paa (fixture->paa_key, "Our PAA", 0, &error);
  g_assert_no_error (error);
  fixture->pai = np_test_pki_make_pai (np_attestation_key_get_public (fixture->pai_key), "Our PAI", NP_TEST_VENDOR_ID_FIRST, 0,
                                       fixture->paa, fixture->paa_key, &error);
  g_assert_no_error (error);
  fixture->dac = make_dac (fixture, fixture->pai);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  np_attestation_key_unref (fixture->paa_key);
  np_attestation_key_unref (fixture->pai_key);
  np_attestation_key_unref (fixture->dac_key);
  np_certificate_unref (fixture->paa);
  np_certificate_unref (fixture->pai);
  np_certificate_unref (fixture->dac);
}

static NpCertificationDeclaration *
make_declaration (guint16 vendor_id)
{
  NpCertificationDeclaration *declaration = np_certification_declaration_new ();
  guint16 product_id = PRODUCT_ID;

  declaration->vendor_id = vendor_id;
  g_array_append_val (declaration->product_ids, product_id);
  declaration->device_type_id = 0x0100;
  declaration->certificate_id = g_strdup ("CSA00000SWC00000-00");
  declaration->version_number = 1;

  return declaration;
}

/* A whole device: judged good, and it answers a commissioner. */
static void
test_device (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(NpCertificationDeclaration) declaration = make_declaration (NP_TEST_VENDOR_ID_FIRST);
  g_autoptr(NpPaaStore) paas = np_paa_store_new ();
  g_autoptr(NpCdSigners) signers = np_cd_signers_new ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) cd = np_test_pki_make_cd (declaration, &error);
  g_autofree char *codes = NULL;
  NpAttestationEvidence evidence = {
    .dac = np_certificate_get_der (fixture->dac),
    .pai = np_certificate_get_der (fixture->pai),
    .cd = cd,
    .private_key = np_attestation_key_get_raw (fixture->dac_key),
    .public_key = np_attestation_key_get_public (fixture->dac_key),
    .ids = { TRUE, NP_TEST_VENDOR_ID_FIRST, TRUE, PRODUCT_ID },
    .now = g_get_real_time () / G_USEC_PER_SEC,
  };
  NpAttestationCode code = NP_ATTESTATION_INVALID_ARGUMENT;

  g_assert_no_error (error);
  np_paa_store_add (paas, fixture->paa);
  g_assert_cmpint (np_attestation_judge (&evidence, paas, signers, problems).code, ==, NP_ATTESTATION_GOOD);
  codes = test_list_codes (problems);
  g_assert_cmpstr (codes, ==, "cd-test-key cd-not-looked-up");

  g_assert_true (np_attestation_round (fixture->dac, fixture->dac_key, cd, &code, &error));
  g_assert_no_error (error);
  g_assert_cmpint (code, ==, NP_ATTESTATION_GOOD);
  g_assert_true (np_attestation_round (fixture->dac, fixture->pai_key, cd, &code, &error));
  g_assert_cmpint (code, ==, NP_ATTESTATION_SIGNATURE);
}

static void
test_sizes (Fixture *fixture, gconstpointer user_data)
{
  g_assert_cmpuint (g_bytes_get_size (np_certificate_get_der (fixture->paa)), <=, NP_CERTIFICATE_MAX_SIZE);
  g_assert_cmpuint (g_bytes_get_size (np_certificate_get_der (fixture->pai)), <=, NP_CERTIFICATE_MAX_SIZE);
  g_assert_cmpuint (g_bytes_get_size (np_certificate_get_der (fixture->dac)), <=, NP_CERTIFICATE_MAX_SIZE);
}

/* Two DACs for one key still differ: in their serial numbers. */
static void
test_unique (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(NpCertificate) again = make_dac (fixture, fixture->pai);

  g_assert_false (g_bytes_equal (np_certificate_get_der (again), np_certificate_get_der (fixture->dac)));
}

static void
assert_refused (gpointer made, GError **error)
{
  g_assert_null (made);
  g_assert_error (*error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_clear_error (error);
}

static void
test_refusals (Fixture *fixture, gconstpointer user_data)
{
  GBytes *public_key = np_attestation_key_get_public (fixture->dac_key);
  g_autoptr(GBytes) no_key = g_bytes_new_static ("no key", 6);
  g_autofree char *long_name = g_strnfill (65, 'x');
  g_autoptr(GError) error = NULL;

  assert_refused (np_test_pki_make_paa (fixture->paa_key, "", 0, &error), &error);
  assert_refused (np_test_pki_make_paa (fixture->paa_key, long_name, 0, &error), &error);
  assert_refused (np_test_pki_make_paa (fixture->paa_key, "\xFF", 0, &error), &error);
  assert_refused (np_test_pki_make_paa (fixture->paa_key, "Our PAA Mvid:FFF1", 0, &error), &error);
  assert_refused (np_test_pki_make_paa (fixture->paa_key, "Our PAA", 0xFFF5, &error), &error);
  assert_refused (np_test_pki_make_pai (public_key, "Our PAI", 0, 0, fixture->paa, fixture->paa_key, &error), &error);
  assert_refused (np_test_pki_make_dac (public_key, "Our DAC", 0xFFF1, 0, fixture->pai, fixture->pai_key, &error), &error);
  assert_refused (np_test_pki_make_dac (public_key, "Our DAC", 0xFFF2, 1, fixture->pai, fixture->pai_key, &error), &error);
  assert_refused (np_test_pki_make_dac (no_key, "Our DAC", 0xFFF1, 1, fixture->pai, fixture->pai_key, &error), &error);
  assert_refused (np_test_pki_make_dac (public_key, "Our DAC", 0xFFF1, 1, fixture->pai, fixture->paa_key, &error), &error);
  assert_refused (np_test_pki_make_dac (public_key, "Our DAC", 0xFFF1, 1, fixture->paa, fixture->paa_key, &error), &error);
}

static void
test_product (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(GError) error = NULL;
  GBytes *public_key = np_attestation_key_get_public (fixture->dac_key);
  g_autoptr(NpCertificate) pai = np_test_pki_make_pai (np_attestation_key_get_public (fixture->pai_key), "Our PAI",
                                                       NP_TEST_VENDOR_ID_FIRST, PRODUCT_ID, fixture->paa, fixture->paa_key, &error);
  g_autoptr(NpCertificate) dac = NULL;

  g_assert_no_error (error);
  assert_refused (
      np_test_pki_make_dac (public_key, "Our DAC", NP_TEST_VENDOR_ID_FIRST, PRODUCT_ID + 1, pai, fixture->pai_key, &error), &error);
  dac = make_dac (fixture, pai);
}

static void
test_declaration_refusals (void)
{
  g_autoptr(NpCertificationDeclaration) real = make_declaration (0x1234);
  g_autoptr(NpCertificationDeclaration) official = make_declaration (NP_TEST_VENDOR_ID_LAST);
  g_autoptr(NpCertificationDeclaration) origin = make_declaration (NP_TEST_VENDOR_ID_LAST);
  g_autoptr(NpCertificationDeclaration) empty = make_declaration (NP_TEST_VENDOR_ID_LAST);
  g_autoptr(GError) error = NULL;

  official->certification_type = NP_CERTIFICATION_TYPE_OFFICIAL;
  origin->has_dac_origin = TRUE;
  origin->dac_origin_vendor_id = 0x1234;
  g_array_set_size (empty->product_ids, 0);

  assert_refused (np_test_pki_make_cd (real, &error), &error);
  assert_refused (np_test_pki_make_cd (official, &error), &error);
  assert_refused (np_test_pki_make_cd (origin, &error), &error);
  assert_refused (np_test_pki_make_cd (empty, &error), &error);
}

/* Each wrong answer of a device has its own conclusion. */
static void
test_answers (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(GBytes) cd = g_bytes_new_static ("declaration", 11);
  g_autoptr(GBytes) nonce = g_bytes_new_static ("thirty-two bytes of a first nonce", NP_ATTESTATION_NONCE_SIZE);
  g_autoptr(GBytes) other = g_bytes_new_static ("thirty-two bytes of another nonce", NP_ATTESTATION_NONCE_SIZE);
  g_autoptr(GBytes) challenge = g_bytes_new_static ("sixteen bytes...", NP_ATTESTATION_CHALLENGE_SIZE);
  g_autoptr(GBytes) elements = np_attestation_elements_new (cd, nonce);
  g_autoptr(GBytes) malformed = test_bytes_from_hex ("1518");
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) signature = np_attestation_elements_sign (elements, challenge, fixture->dac_key, &error);
  g_autoptr(GBytes) malformed_signature = np_attestation_elements_sign (malformed, challenge, fixture->dac_key, &error);

  g_assert_no_error (error);
  g_assert_cmpint (np_attestation_elements_verify (elements, challenge, signature, nonce, fixture->dac), ==, NP_ATTESTATION_GOOD);
  g_assert_cmpint (np_attestation_elements_verify (elements, challenge, signature, other, fixture->dac), ==, NP_ATTESTATION_NONCE);
  g_assert_cmpint (np_attestation_elements_verify (elements, nonce, signature, nonce, fixture->dac), ==, NP_ATTESTATION_SIGNATURE);
  g_assert_cmpint (np_attestation_elements_verify (elements, challenge, signature, nonce, fixture->pai), ==,
                   NP_ATTESTATION_SIGNATURE);
  g_assert_cmpint (np_attestation_elements_verify (malformed, challenge, malformed_signature, nonce, fixture->dac), ==,
                   NP_ATTESTATION_ELEMENTS);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/test-pki/device", test_device);
  ADD ("/test-pki/sizes", test_sizes);
  ADD ("/test-pki/unique", test_unique);
  ADD ("/test-pki/refusals", test_refusals);
  ADD ("/test-pki/product", test_product);
  ADD ("/test-pki/answers", test_answers);
  g_test_add_func ("/test-pki/declaration-refusals", test_declaration_refusals);

  return g_test_run ();
}
