/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "fuzz-problems.h"
#include "fuzz.h"
#include "matter/np-certification-declaration.h"

/* What was decoded, encoded anew, says the same. */
static void
check_round_trip (const NpCertificationDeclaration *declaration)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GBytes) content = np_certification_declaration_encode (declaration);
  g_autoptr(NpCertificationDeclaration) again = np_certification_declaration_decode (content, problems);
  g_autoptr(GBytes) content_again = NULL;

  g_assert_nonnull (again);
  content_again = np_certification_declaration_encode (again);
  g_assert_true (g_bytes_equal (content, content_again));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GPtrArray) content_problems = np_problem_list_new ();
  g_autoptr(NpCdSigners) signers = np_cd_signers_new ();
  g_autoptr(NpCertificationDeclaration) declaration = NULL;
  g_autoptr(NpCertificationDeclaration) content = NULL;
  NpAttestationCode code = np_certification_declaration_judge (bytes, signers, problems, &declaration);

  g_assert_cmpint (code == NP_ATTESTATION_GOOD, ==, !np_problem_list_has_errors (problems));
  fuzz_check_problems (problems);
  if (declaration != NULL)
    check_round_trip (declaration);

  /* The same bytes as the content inside the envelope, where most mutations never get to. */
  content = np_certification_declaration_decode (bytes, content_problems);
  g_assert_cmpint (content == NULL, ==, np_problem_list_has_errors (content_problems));
  if (content != NULL)
    check_round_trip (content);

  return 0;
}
