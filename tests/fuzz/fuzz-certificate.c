/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "fuzz-problems.h"
#include "fuzz.h"
#include "matter/np-attestation-chain.h"

/* What was read is the same when it is written and read again. */
static void
check_round_trip (NpCertificate *certificate)
{
  g_autofree char *pem = np_certificate_to_pem (certificate);
  g_autoptr(GBytes) bytes = g_bytes_new_static (pem, strlen (pem));
  g_autoptr(NpCertificate) again = np_certificate_new (bytes, NULL);

  g_assert_nonnull (again);
  g_assert_cmpstr (np_certificate_get_subject (again), ==, np_certificate_get_subject (certificate));
}

static void
check_certificate (NpCertificate *certificate)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpPaaStore) paas = np_paa_store_new ();

  g_assert_true (g_utf8_validate (np_certificate_get_subject (certificate), -1, NULL));
  g_assert_true (g_utf8_validate (np_certificate_get_issuer (certificate), -1, NULL));
  np_paa_store_add (paas, certificate);
  np_attestation_chain_judge (certificate, certificate, paas, 0, problems, NULL);
  fuzz_check_problems (problems);
  check_round_trip (certificate);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpCertificate) certificate = np_certificate_read (bytes, NP_CERTIFICATE_DAC, problems);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) certificates = np_certificate_list_new (bytes, &error);

  g_assert_cmpint (certificate == NULL, ==, np_problem_list_has_errors (problems));
  g_assert_cmpint (certificates == NULL, ==, error != NULL);
  fuzz_check_problems (problems);
  if (certificate != NULL)
    check_certificate (certificate);

  return 0;
}
