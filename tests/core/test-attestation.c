/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "attestation-samples.h"
#include "matter/np-attestation-key.h"
#include "matter/np-attestation.h"
#include "support.h"

#define NEW_YEAR_2026 1767225600

typedef struct
{
  NpAttestationEvidence evidence;
  NpPaaStore *paas;
  NpCdSigners *signers;
  GPtrArray *problems;
} Fixture;

static GBytes *
from_base64 (const char *base64)
{
  gsize size;
  guint8 *data = g_base64_decode (base64, &size);

  return g_bytes_new_take (data, size);
}

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  fixture->evidence = (NpAttestationEvidence){
    .dac = from_base64 (SAMPLE_DAC),
    .pai = from_base64 (SAMPLE_PAI),
    .cd = from_base64 (SAMPLE_CD),
    .private_key = test_bytes_from_hex (SAMPLE_KEY),
    .public_key = test_bytes_from_hex (SAMPLE_PUBLIC_KEY),
    .ids = { TRUE, SAMPLE_VENDOR_ID, TRUE, SAMPLE_PRODUCT_ID },
    .now = NEW_YEAR_2026,
  };
  fixture->paas = np_paa_store_new ();
  np_paa_store_add_test (fixture->paas);
  fixture->signers = np_cd_signers_new ();
  fixture->problems = np_problem_list_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_clear_pointer (&fixture->evidence.dac, g_bytes_unref);
  g_clear_pointer (&fixture->evidence.pai, g_bytes_unref);
  g_clear_pointer (&fixture->evidence.cd, g_bytes_unref);
  g_clear_pointer (&fixture->evidence.private_key, g_bytes_unref);
  g_clear_pointer (&fixture->evidence.public_key, g_bytes_unref);
  np_paa_store_unref (fixture->paas);
  np_cd_signers_unref (fixture->signers);
  g_ptr_array_unref (fixture->problems);
}

static void
replace (GBytes **bytes, GBytes *with)
{
  g_clear_pointer (bytes, g_bytes_unref);
  *bytes = with;
}

static NpAttestationVerdict
judge (Fixture *fixture)
{
  NpAttestationVerdict verdict;

  g_ptr_array_set_size (fixture->problems, 0);
  verdict = np_attestation_judge (&fixture->evidence, fixture->paas, fixture->signers, fixture->problems);
  g_assert_cmpint (verdict.code == NP_ATTESTATION_GOOD, ==, !np_problem_list_has_errors (fixture->problems));

  return verdict;
}

static void
test_good (Fixture *fixture, gconstpointer user_data)
{
  NpAttestationVerdict verdict = judge (fixture);
  g_autofree char *codes = test_list_codes (fixture->problems);

  g_assert_cmpint (verdict.code, ==, NP_ATTESTATION_GOOD);
  g_assert_cmpstr (verdict.name, ==, "Success");
  g_assert_true (verdict.test_credentials);
  g_assert_cmpstr (codes, ==, "chain-test-paa cd-test-key cd-not-looked-up");
}

static void
test_chains (Fixture *fixture, gconstpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (chain_samples); i++)
    {
      const ChainSample *sample = &chain_samples[i];
      g_autoptr(NpCertificate) dac = NULL;
      g_autoptr(NpCertificate) pai = NULL;
      NpAttestationCode code;

      replace (&fixture->evidence.dac, from_base64 (sample->dac));
      replace (&fixture->evidence.pai, from_base64 (sample->pai));
      dac = np_certificate_read (fixture->evidence.dac, NP_CERTIFICATE_DAC, fixture->problems);
      pai = np_certificate_read (fixture->evidence.pai, NP_CERTIFICATE_PAI, fixture->problems);
      code = np_attestation_chain_judge (dac, pai, fixture->paas,
                                         sample->code == NP_ATTESTATION_DAC_EXPIRED ? NEW_YEAR_2026 : NP_ATTESTATION_NO_CLOCK,
                                         fixture->problems, NULL);
      g_test_message ("%s: %u %s", sample->name, code, np_attestation_code_get_name (code));
      g_assert_cmpint (code, ==, sample->code);
    }
}

static void
test_declarations (Fixture *fixture, gconstpointer user_data)
{
  for (guint i = 0; i < G_N_ELEMENTS (cd_samples); i++)
    {
      NpAttestationVerdict verdict;

      replace (&fixture->evidence.cd, from_base64 (cd_samples[i].cd));
      verdict = judge (fixture);
      g_test_message ("%s: %u %s", cd_samples[i].name, verdict.code, verdict.name);
      g_assert_cmpint (verdict.code, ==, cd_samples[i].code);
    }
}

static void
assert_missing (Fixture *fixture, GBytes **bytes, NpAttestationCode code, const char *problem)
{
  GBytes *before = g_steal_pointer (bytes);

  g_assert_cmpint (judge (fixture).code, ==, code);
  g_assert_nonnull (test_find_problem (fixture->problems, problem));
  *bytes = before;
}

static void
test_missing (Fixture *fixture, gconstpointer user_data)
{
  assert_missing (fixture, &fixture->evidence.dac, NP_ATTESTATION_INVALID_ARGUMENT, "dac-missing");
  assert_missing (fixture, &fixture->evidence.pai, NP_ATTESTATION_PAI_MISSING, "pai-missing");
  assert_missing (fixture, &fixture->evidence.cd, NP_ATTESTATION_CD_NO_KEY_ID, "cd-missing");
}

/* Neither need stand beside a DAC: the key may be on the board. */
static void
test_without_keys (Fixture *fixture, gconstpointer user_data)
{
  replace (&fixture->evidence.private_key, NULL);
  replace (&fixture->evidence.public_key, NULL);
  g_assert_cmpint (judge (fixture).code, ==, NP_ATTESTATION_GOOD);
}

static void
test_keys (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(NpAttestationKey) other = np_attestation_key_generate (NULL);

  replace (&fixture->evidence.private_key, g_bytes_ref (np_attestation_key_get_raw (other)));
  g_assert_cmpint (judge (fixture).code, ==, NP_ATTESTATION_SIGNATURE);
  g_assert_nonnull (test_find_problem (fixture->problems, "private-key-mismatch"));
  g_assert_null (test_find_problem (fixture->problems, "public-key-mismatch"));

  replace (&fixture->evidence.private_key, g_bytes_new_static ("short", 5));
  g_assert_cmpint (judge (fixture).code, ==, NP_ATTESTATION_SIGNATURE);
  g_assert_nonnull (test_find_problem (fixture->problems, "private-key-invalid"));

  replace (&fixture->evidence.private_key, NULL);
  replace (&fixture->evidence.public_key, g_bytes_ref (np_attestation_key_get_public (other)));
  g_assert_cmpint (judge (fixture).code, ==, NP_ATTESTATION_SIGNATURE);
  g_assert_nonnull (test_find_problem (fixture->problems, "public-key-mismatch"));
}

static void
test_device_ids (Fixture *fixture, gconstpointer user_data)
{
  fixture->evidence.ids.vendor_id = 0xFFF2;
  fixture->evidence.ids.product_id = 0x8001;
  g_assert_cmpint (judge (fixture).code, ==, NP_ATTESTATION_CD_VENDOR_ID);
  g_assert_nonnull (test_find_problem (fixture->problems, "cd-vendor-id"));
  g_assert_nonnull (test_find_problem (fixture->problems, "cd-product-id"));

  /* 0 is a number that a phone compares; not to know it is something else. */
  fixture->evidence.ids.vendor_id = 0;
  fixture->evidence.ids.product_id = 0;
  g_assert_cmpint (judge (fixture).code, ==, NP_ATTESTATION_CD_VENDOR_ID);
  g_assert_nonnull (test_find_problem (fixture->problems, "cd-vendor-id"));
  g_assert_nonnull (test_find_problem (fixture->problems, "cd-product-id"));

  fixture->evidence.ids.has_vendor_id = FALSE;
  g_assert_cmpint (judge (fixture).code, ==, NP_ATTESTATION_CD_PRODUCT_ID);

  fixture->evidence.ids.has_product_id = FALSE;
  g_assert_cmpint (judge (fixture).code, ==, NP_ATTESTATION_GOOD);
}

/* A commissioner in the field knows no test authority. */
static void
test_field (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(NpPaaStore) empty = np_paa_store_new ();

  np_paa_store_unref (fixture->paas);
  fixture->paas = np_paa_store_ref (empty);
  g_assert_cmpint (judge (fixture).code, ==, NP_ATTESTATION_PAA_NOT_FOUND);
  g_assert_nonnull (test_find_problem (fixture->problems, "chain-paa-not-found"));
}

static void
test_clock (Fixture *fixture, gconstpointer user_data)
{
  fixture->evidence.now = 0;
  g_assert_cmpint (judge (fixture).code, ==, NP_ATTESTATION_DAC_EXPIRED);
  g_assert_nonnull (test_find_problem (fixture->problems, "dac-not-yet-valid"));

  fixture->evidence.now = G_GINT64_CONSTANT (253402300800);
  g_assert_cmpint (judge (fixture).code, ==, NP_ATTESTATION_DAC_EXPIRED);
  g_assert_nonnull (test_find_problem (fixture->problems, "dac-expired"));
  g_assert_nonnull (test_find_problem (fixture->problems, "issuer-expired"));

  fixture->evidence.now = NP_ATTESTATION_NO_CLOCK;
  g_assert_cmpint (judge (fixture).code, ==, NP_ATTESTATION_GOOD);
}

/* Of several conclusions a phone reports the one that it meets first. */
static void
test_order (void)
{
  static const NpAttestationCode order[] = {
    NP_ATTESTATION_PAI_FORMAT,     NP_ATTESTATION_DAC_FORMAT,   NP_ATTESTATION_DAC_VENDOR_ID, NP_ATTESTATION_DAC_PRODUCT_ID,
    NP_ATTESTATION_SIGNATURE,      NP_ATTESTATION_PAA_NOT_FOUND, NP_ATTESTATION_PAI_VENDOR_ID, NP_ATTESTATION_DAC_EXPIRED,
    NP_ATTESTATION_DAC_SIGNATURE,  NP_ATTESTATION_CD_NO_KEY_ID, NP_ATTESTATION_CD_SIGNER,     NP_ATTESTATION_CD_SIGNATURE,
    NP_ATTESTATION_CD_FORMAT,      NP_ATTESTATION_CD_VENDOR_ID, NP_ATTESTATION_CD_PRODUCT_ID, NP_ATTESTATION_CD_PAA,
    NP_ATTESTATION_GOOD,
  };

  for (guint i = 1; i < G_N_ELEMENTS (order); i++)
    {
      g_assert_cmpint (np_attestation_code_first (order[i - 1], order[i]), ==, order[i - 1]);
      g_assert_cmpint (np_attestation_code_first (order[i], order[i - 1]), ==, order[i - 1]);
    }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/attestation/good", test_good);
  ADD ("/attestation/chains", test_chains);
  ADD ("/attestation/declarations", test_declarations);
  ADD ("/attestation/missing", test_missing);
  ADD ("/attestation/without-keys", test_without_keys);
  ADD ("/attestation/keys", test_keys);
  ADD ("/attestation/device-ids", test_device_ids);
  ADD ("/attestation/field", test_field);
  ADD ("/attestation/clock", test_clock);
  g_test_add_func ("/attestation/order", test_order);

  return g_test_run ();
}
