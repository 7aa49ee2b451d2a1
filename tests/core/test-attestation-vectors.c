/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "factory/np-factory-file.h"
#include "matter/np-attestation.h"
#include "matter/np-attestation-key.h"
#include "support.h"

/* The Matter SDK's vectors, when they stand beside the source tree: each judged as their index says. */

static JsonArray *
load_index (JsonParser *parser, const char *folder, const char *member)
{
  g_autofree char *path = g_build_filename (folder, "index.json", NULL);
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);

  return json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)), member);
}

static NpCertificate *
load_certificate (const char *folder, const char *name, NpCertificateRole role, GPtrArray *problems)
{
  g_autoptr(GBytes) der = test_load_data (folder, name);

  return np_certificate_read (der, role, problems);
}

static NpAttestationCode
judge_chain (const char *folder, JsonObject *chain, GPtrArray *problems)
{
  g_autoptr(NpPaaStore) paas = np_paa_store_new ();
  g_autoptr(NpCertificate) dac
      = load_certificate (folder, json_object_get_string_member (chain, "dac"), NP_CERTIFICATE_DAC, problems);
  g_autoptr(NpCertificate) pai
      = load_certificate (folder, json_object_get_string_member (chain, "pai"), NP_CERTIFICATE_PAI, problems);
  g_autoptr(NpCertificate) paa
      = load_certificate (folder, json_object_get_string_member (chain, "paa"), NP_CERTIFICATE_PAA, problems);

  g_assert_nonnull (paa);
  np_paa_store_add (paas, paa);
  if (dac == NULL || pai == NULL)
    return NP_ATTESTATION_DAC_FORMAT;

  return np_attestation_chain_judge (dac, pai, paas, NP_ATTESTATION_NO_CLOCK, problems, NULL);
}

static void
test_chains (void)
{
  g_autofree char *folder = test_find_data ("matter/attestation");
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonArray *chains;
  guint n_accepted = 0;

  if (folder == NULL)
    return;

  chains = load_index (parser, folder, "chains");
  for (guint i = 0; i < json_array_get_length (chains); i++)
    {
      JsonObject *chain = json_array_get_object_element (chains, i);
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      NpAttestationCode code = judge_chain (folder, chain, problems);
      g_autofree char *codes = test_list_codes (problems);

      g_test_message ("%s: %u %s [%s]", json_object_get_string_member (chain, "id"), code, np_attestation_code_get_name (code),
                      codes);
      g_assert_cmpstr (code == NP_ATTESTATION_GOOD ? "accept" : "reject", ==, json_object_get_string_member (chain, "verdict"));
      g_assert_cmpint (code == NP_ATTESTATION_GOOD, ==, !np_problem_list_has_errors (problems));
      n_accepted += code == NP_ATTESTATION_GOOD;
    }
  g_test_message ("%u chains as their index says: %u accepted, %u rejected", json_array_get_length (chains), n_accepted,
                  json_array_get_length (chains) - n_accepted);
}

/* What the keys in their files are: SEC1. */
static void
test_keys (void)
{
  g_autofree char *folder = test_find_data ("matter/attestation");
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonArray *chains;
  guint n_keys = 0;

  if (folder == NULL)
    return;

  chains = load_index (parser, folder, "chains");
  for (guint i = 0; i < json_array_get_length (chains); i++)
    {
      JsonObject *chain = json_array_get_object_element (chains, i);
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autoptr(NpAttestationKey) key = NULL;
      g_autoptr(NpCertificate) dac = NULL;
      g_autoptr(GBytes) file = NULL;
      g_autoptr(GError) error = NULL;

      if (!json_object_has_member (chain, "key") || g_str_has_prefix (json_object_get_string_member (chain, "id"), "own-"))
        continue;

      file = test_load_data (folder, json_object_get_string_member (chain, "key"));
      key = np_attestation_key_new (file, NULL, NULL, &error);
      g_assert_no_error (error);
      dac = load_certificate (folder, json_object_get_string_member (chain, "dac"), NP_CERTIFICATE_DAC, problems);
      test_assert_bytes_equal (np_attestation_key_get_public (key), np_certificate_get_public_key (dac));
      n_keys++;
    }
  g_test_message ("%u keys belong to their DACs", n_keys);
}

static GBytes *
load_hex_member (JsonObject *vector, const char *member)
{
  return test_bytes_from_hex (json_object_get_string_member (vector, member));
}

/* As the SDK's commissioner does in TestCommissionerDUTVectors.cpp: real clock, test keys allowed, vendor 0xFFF1. */
static NpAttestationVerdict
judge_dut (const char *folder, JsonObject *dut, NpPaaStore *paas, NpCdSigners *signers, GPtrArray *problems)
{
  g_autofree char *path = g_build_filename (folder, json_object_get_string_member (dut, "dir"), "test_case_vector.json", NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) dac = NULL;
  g_autoptr(GBytes) pai = NULL;
  g_autoptr(GBytes) cd = NULL;
  g_autoptr(GBytes) private_key = NULL;
  g_autoptr(GBytes) public_key = NULL;
  NpAttestationEvidence evidence = { .now = g_get_real_time () / G_USEC_PER_SEC };
  JsonObject *vector;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  vector = json_node_get_object (json_parser_get_root (parser));

  evidence.dac = dac = load_hex_member (vector, "dac_cert");
  evidence.pai = pai = load_hex_member (vector, "pai_cert");
  evidence.cd = cd = load_hex_member (vector, "certification_declaration");
  evidence.private_key = private_key = load_hex_member (vector, "dac_private_key");
  evidence.public_key = public_key = load_hex_member (vector, "dac_public_key");
  evidence.ids.has_vendor_id = evidence.ids.has_product_id = TRUE;
  evidence.ids.vendor_id = json_object_get_int_member (dut, "basic_info_vid");
  evidence.ids.product_id = json_object_get_int_member (dut, "basic_info_pid");

  return np_attestation_judge (&evidence, paas, signers, problems);
}

/* A warning beyond those of every such device. */
static gboolean
has_own_warning (GPtrArray *problems)
{
  const char *const common[] = { "cd-test-key", "chain-test-paa", "cd-not-looked-up", NULL };

  for (guint i = 0; i < problems->len; i++)
    {
      const NpProblem *problem = problems->pdata[i];

      if (problem->severity == NP_SEVERITY_WARNING && !g_strv_contains (common, problem->code))
        return TRUE;
    }

  return FALSE;
}

static void
test_commissioner (void)
{
  g_autofree char *folder = test_find_data ("matter/attestation");
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(NpPaaStore) paas = np_paa_store_new ();
  g_autoptr(NpCdSigners) signers = np_cd_signers_new ();
  guint n_accepted = 0;
  guint n_milder = 0;
  JsonArray *duts;

  if (folder == NULL)
    return;

  np_paa_store_add_test (paas);
  duts = load_index (parser, folder, "dut_cases");
  for (guint i = 0; i < json_array_get_length (duts); i++)
    {
      JsonObject *dut = json_array_get_object_element (duts, i);
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      NpAttestationVerdict verdict = judge_dut (folder, dut, paas, signers, problems);
      g_autofree char *codes = test_list_codes (problems);
      gboolean accepted = verdict.code == NP_ATTESTATION_GOOD;

      g_test_message ("%s: %u %s [%s]", json_object_get_string_member (dut, "case"), verdict.code, verdict.name, codes);
      g_assert_cmpstr (accepted ? "accept" : "reject", ==, json_object_get_string_member (dut, "sdk_commissioner_verdict"));
      g_assert_cmpint (accepted, ==, !np_problem_list_has_errors (problems));
      n_accepted += accepted;
      if (accepted && !json_object_get_boolean_member (dut, "json_is_success_case"))
        {
          g_assert_true (has_own_warning (problems));
          n_milder++;
        }
    }
  g_test_message (
      "%u commissioner cases as their index says: %u accepted (%u of them flagged as failures elsewhere: warned of), %u rejected",
      json_array_get_length (duts), n_accepted, n_milder, json_array_get_length (duts) - n_accepted);
}

static void
assert_fields (const NpCertificationDeclaration *declaration, JsonObject *fields)
{
  JsonArray *product_ids = json_object_get_array_member (fields, "product_id_array");

  g_assert_cmpint (declaration->format_version, ==, json_object_get_int_member (fields, "format_version"));
  g_assert_cmpint (declaration->vendor_id, ==, json_object_get_int_member (fields, "vendor_id"));
  g_assert_cmpint (declaration->device_type_id, ==, json_object_get_int_member (fields, "device_type_id"));
  g_assert_cmpstr (declaration->certificate_id, ==, json_object_get_string_member (fields, "certificate_id"));
  g_assert_cmpint (declaration->security_level, ==, json_object_get_int_member (fields, "security_level"));
  g_assert_cmpint (declaration->security_information, ==, json_object_get_int_member (fields, "security_information"));
  g_assert_cmpint (declaration->version_number, ==, json_object_get_int_member (fields, "version_number"));
  g_assert_cmpint (declaration->certification_type, ==, json_object_get_int_member (fields, "certification_type"));
  g_assert_cmpint (declaration->has_dac_origin, ==, json_object_has_member (fields, "dac_origin_vendor_id"));
  if (declaration->has_dac_origin)
    {
      g_assert_cmpint (declaration->dac_origin_vendor_id, ==, json_object_get_int_member (fields, "dac_origin_vendor_id"));
      g_assert_cmpint (declaration->dac_origin_product_id, ==, json_object_get_int_member (fields, "dac_origin_product_id"));
    }

  g_assert_cmpuint (declaration->product_ids->len, ==, json_array_get_length (product_ids));
  for (guint i = 0; i < declaration->product_ids->len; i++)
    g_assert_cmpint (g_array_index (declaration->product_ids, guint16, i), ==, json_array_get_int_element (product_ids, i));

  g_assert_cmpint (declaration->authorized_paas != NULL, ==, json_object_has_member (fields, "authorized_paa_list"));
  for (guint i = 0; declaration->authorized_paas != NULL && i < declaration->authorized_paas->len; i++)
    {
      g_autofree char *hex = test_bytes_to_hex (declaration->authorized_paas->pdata[i]);

      g_assert_cmpstr (hex, ==, json_array_get_string_element (json_object_get_array_member (fields, "authorized_paa_list"), i));
    }
}

/* Whether the certificate that it needs isn't among the files. */
static gboolean
lacks_signer (const char *folder, JsonObject *cd)
{
  g_autofree char *path = NULL;

  if (!json_object_has_member (cd, "signer_cert"))
    return FALSE;

  path = g_build_filename (folder, json_object_get_string_member (cd, "signer_cert"), NULL);

  return !g_file_test (path, G_FILE_TEST_EXISTS);
}

static NpCdSigners *
make_signers (const char *folder, JsonObject *cd)
{
  NpCdSigners *signers = np_cd_signers_new ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  if (json_object_has_member (cd, "signer_cert") && !lacks_signer (folder, cd))
    {
      g_autoptr(NpCertificate) certificate
          = load_certificate (folder, json_object_get_string_member (cd, "signer_cert"), NP_CERTIFICATE_PAA, problems);
      g_autoptr(GError) error = NULL;

      np_cd_signers_add (signers, certificate, &error);
      g_assert_no_error (error);
    }

  return signers;
}

static void
test_declarations (void)
{
  g_autofree char *folder = test_find_data ("matter/cd");
  g_autoptr(JsonParser) parser = json_parser_new ();
  guint n_valid = 0;
  guint n_unjudged = 0;
  JsonArray *cds;

  if (folder == NULL)
    return;

  cds = load_index (parser, folder, "cds");
  for (guint i = 0; i < json_array_get_length (cds); i++)
    {
      JsonObject *cd = json_array_get_object_element (cds, i);
      g_autoptr(NpCdSigners) signers = make_signers (folder, cd);
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autoptr(GBytes) der = test_load_data (folder, json_object_get_string_member (cd, "file"));
      g_autoptr(NpCertificationDeclaration) declaration = NULL;
      NpAttestationCode code = np_certification_declaration_judge (der, signers, problems, &declaration);
      g_autofree char *codes = test_list_codes (problems);

      g_test_message ("%s: %u %s [%s]", json_object_get_string_member (cd, "file"), code, np_attestation_code_get_name (code),
                      codes);
      if (declaration != NULL)
        assert_fields (declaration, json_object_get_object_member (cd, "fields"));
      if (lacks_signer (folder, cd))
        {
          n_unjudged++;
          continue;
        }
      g_assert_cmpstr (code == NP_ATTESTATION_GOOD ? "valid" : "invalid", ==,
                       json_object_get_string_member (cd, "standalone_verdict"));
      n_valid += code == NP_ATTESTATION_GOOD;
    }
  g_test_message ("%u declarations as their index says: %u valid, %u invalid; %u without the signer's certificate",
                  json_array_get_length (cds) - n_unjudged, n_valid, json_array_get_length (cds) - n_unjudged - n_valid,
                  n_unjudged);
}

static void
test_contents (void)
{
  g_autofree char *folder = test_find_data ("matter/cd");
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonArray *contents;

  if (folder == NULL)
    return;

  contents = load_index (parser, folder, "contents");
  for (guint i = 0; i < json_array_get_length (contents); i++)
    {
      JsonObject *content = json_array_get_object_element (contents, i);
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autoptr(GBytes) bytes = load_hex_member (content, "content_hex");
      g_autoptr(NpCertificationDeclaration) declaration = np_certification_declaration_decode (bytes, problems);
      g_autofree char *codes = test_list_codes (problems);

      g_test_message ("%s: [%s]", json_object_get_string_member (content, "id"), codes);
      g_assert_cmpstr (declaration != NULL ? "ok" : "reject", ==, json_object_get_string_member (content, "verdict"));
      if (declaration != NULL)
        {
          g_autoptr(GBytes) again = np_certification_declaration_encode (declaration);

          test_assert_bytes_equal (again, bytes);
        }
    }
  g_test_message ("%u contents as their index says", json_array_get_length (contents));
}

/* Every certificate of a signer there is one that we know, or that the CSA signed. */
static void
test_signers (void)
{
  g_autofree char *folder = test_find_data ("matter/cd");
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonArray *files;

  if (folder == NULL)
    return;

  files = load_index (parser, folder, "signers");
  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      JsonObject *file = json_array_get_object_element (files, i);
      g_autoptr(GBytes) bytes = test_load_data (folder, json_object_get_string_member (file, "file"));
      g_autoptr(NpCdSigners) signers = np_cd_signers_new ();
      g_autoptr(GError) error = NULL;
      g_autoptr(NpCertificate) certificate = np_certificate_new (bytes, &error);
      g_autofree char *public_key = NULL;
      const NpCdSigner *signer;

      g_assert_no_error (error);
      np_cd_signers_add (signers, certificate, &error);
      g_assert_no_error (error);
      signer = np_cd_signers_find (signers, np_certificate_get_subject_key_id (certificate));
      public_key = test_bytes_to_hex (signer->public_key);
      g_assert_cmpstr (public_key, ==, json_object_get_string_member (file, "public_key"));
      g_assert_cmpint (signer->kind, ==,
                       strstr (np_certificate_get_subject (certificate), "Test CD") != NULL ? NP_CD_SIGNER_TEST
                                                                                            : NP_CD_SIGNER_OFFICIAL);
    }
  g_test_message ("%u signers known", json_array_get_length (files));
}

/* ST's own sample: test credentials throughout, but a declaration that the CSA signed. */
static void
test_st_sample (void)
{
  g_autofree char *folder = test_find_data ("st/valid");
  g_autofree char *path = NULL;
  g_autoptr(NpPaaStore) paas = np_paa_store_new ();
  g_autoptr(NpCdSigners) signers = np_cd_signers_new ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpFactoryData) data = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *codes = NULL;
  NpAttestationEvidence evidence = { .ids = { TRUE, 0xFFF1, TRUE, 0x8004 }, .now = g_get_real_time () / G_USEC_PER_SEC };
  NpAttestationVerdict verdict;

  if (folder == NULL)
    return;

  path = g_build_filename (folder, "st-full.json", NULL);
  data = np_factory_file_load (path, problems, &error);
  g_assert_no_error (error);
  g_ptr_array_set_size (problems, 0);

  evidence.dac = np_factory_data_get_bytes (data, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE);
  evidence.pai = np_factory_data_get_bytes (data, NP_TAG_PAI_CERTIFICATE);
  evidence.cd = np_factory_data_get_bytes (data, NP_TAG_CERTIFICATION_DECLARATION);
  evidence.private_key = np_factory_data_get_bytes (data, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY);
  evidence.public_key = np_factory_data_get_bytes (data, NP_TAG_DEVICE_ATTESTATION_PUB_KEY);
  np_paa_store_add_test (paas);
  verdict = np_attestation_judge (&evidence, paas, signers, problems);
  codes = test_list_codes (problems);
  g_test_message ("ST's sample: %u %s [%s]", verdict.code, verdict.name, codes);
  g_assert_cmpint (verdict.code, ==, NP_ATTESTATION_GOOD);
  g_assert_true (verdict.test_credentials);
  g_assert_cmpstr (codes, ==, "chain-test-paa cd-not-looked-up");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/attestation-vectors/chains", test_chains);
  g_test_add_func ("/attestation-vectors/keys", test_keys);
  g_test_add_func ("/attestation-vectors/commissioner", test_commissioner);
  g_test_add_func ("/attestation-vectors/declarations", test_declarations);
  g_test_add_func ("/attestation-vectors/contents", test_contents);
  g_test_add_func ("/attestation-vectors/signers", test_signers);
  g_test_add_func ("/attestation-vectors/st-sample", test_st_sample);

  return g_test_run ();
}
