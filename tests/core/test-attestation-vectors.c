/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <json-glib/json-glib.h>

#include "matter/np-attestation-chain.h"
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
  g_autoptr(NpCertificate) dac = load_certificate (folder, json_object_get_string_member (chain, "dac"), NP_CERTIFICATE_DAC, problems);
  g_autoptr(NpCertificate) pai = load_certificate (folder, json_object_get_string_member (chain, "pai"), NP_CERTIFICATE_PAI, problems);
  g_autoptr(NpCertificate) paa = load_certificate (folder, json_object_get_string_member (chain, "paa"), NP_CERTIFICATE_PAA, problems);

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

      g_test_message ("%s: %u %s [%s]", json_object_get_string_member (chain, "id"), code, np_attestation_code_get_name (code), codes);
      g_assert_cmpstr (code == NP_ATTESTATION_GOOD ? "accept" : "reject", ==, json_object_get_string_member (chain, "verdict"));
      g_assert_cmpint (code == NP_ATTESTATION_GOOD, ==, !np_problem_list_has_errors (problems));
      n_accepted += code == NP_ATTESTATION_GOOD;
    }
  g_test_message ("%u chains as their index says: %u accepted, %u rejected", json_array_get_length (chains), n_accepted,
                  json_array_get_length (chains) - n_accepted);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/attestation-vectors/chains", test_chains);

  return g_test_run ();
}
