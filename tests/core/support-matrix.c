/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "check/np-device-verdict.h"
#include "project/np-project.h"
#include "support-matrix.h"

void
matrix_replace (GBytes **bytes, GBytes *with)
{
  g_clear_pointer (bytes, g_bytes_unref);
  *bytes = with;
}

void
matrix_cut_off (GBytes **bytes)
{
  matrix_replace (bytes, g_bytes_new_from_bytes (*bytes, 0, g_bytes_get_size (*bytes) - 1));
}

void
matrix_lengthen (GBytes **bytes)
{
  matrix_replace (bytes, kit_join (*bytes, "", 1));
}

/* But for those that every kit has: its declaration's signer is the test key. */
static char *
list_codes (GPtrArray *problems, NpSeverity severity)
{
  g_autoptr(GPtrArray) codes = g_ptr_array_new ();

  for (guint i = 0; i < problems->len; i++)
    {
      const NpProblem *problem = problems->pdata[i];

      if (problem->severity == severity && !(severity == NP_SEVERITY_WARNING && g_str_equal (problem->code, "cd-test-key")))
        g_ptr_array_add (codes, problem->code);
    }
  g_ptr_array_add (codes, NULL);

  return g_strjoinv (" ", (char **) codes->pdata);
}

static void
set_bytes (NpFactoryData *data, NpTag tag, GBytes *bytes)
{
  if (bytes != NULL)
    np_factory_data_set_bytes (data, tag, bytes, NULL);
}

/* The sample project's passcode, verifier and names with the kit's certificates, keys and ids. */
static NpFactoryData *
make_data (const Kit *kit)
{
  g_autoptr(NpProject) project = np_project_new_sample ();
  NpFactoryData *data = np_factory_data_copy (np_project_get_factory_data (project));
  const NpTag tags[] = { NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, NP_TAG_PAI_CERTIFICATE, NP_TAG_CERTIFICATION_DECLARATION,
                         NP_TAG_DEVICE_ATTESTATION_PUB_KEY };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    np_factory_data_remove (data, tags[i]);
  set_bytes (data, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, kit->dac_der);
  set_bytes (data, NP_TAG_PAI_CERTIFICATE, kit->pai_der);
  set_bytes (data, NP_TAG_CERTIFICATION_DECLARATION, kit->cd_der);
  set_bytes (data, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, kit->private_key != NULL ? kit->private_key : kit->dac_private_key);
  set_bytes (data, NP_TAG_DEVICE_ATTESTATION_PUB_KEY, kit->public_key);
  np_factory_data_set_number (data, NP_TAG_VENDOR_ID, kit->vendor_id, NULL);
  np_factory_data_set_number (data, NP_TAG_PRODUCT_ID, kit->product_id, NULL);

  return data;
}

/* The same code where a whole device is checked, and no other. */
static void
check_device (const MatrixCase *test, const Kit *kit)
{
  g_autoptr(NpFactoryData) data = make_data (kit);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GPtrArray) notes = np_problem_list_new ();
  const NpCheckContext context = { .paas = kit->paas, .signers = kit->signers, .notes = notes, .now = kit->now };
  g_autoptr(NpDeviceVerdict) verdict = np_check_device (data, NULL, &context, problems);
  g_autofree char *errors = list_codes (problems, NP_SEVERITY_ERROR);

  g_assert_cmpstr (errors, ==, test->found);
  g_assert_cmpint (verdict->attestation.code, ==, test->code);
  g_assert_cmpint (verdict->conclusion, ==, test->code == NP_ATTESTATION_GOOD ? NP_DEVICE_COMMISSIONED_AS_TEST : NP_DEVICE_REFUSED);
  g_assert_cmpint (verdict->todo != NULL, ==, test->code != NP_ATTESTATION_GOOD);
}

static void
test_case (gconstpointer user_data)
{
  const MatrixCase *test = user_data;
  g_autoptr(Kit) kit = kit_new ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autofree char *errors = NULL;
  NpAttestationVerdict verdict;

  if (test->change != NULL)
    test->change (kit);
  kit_build (kit);
  if (test->change_after != NULL)
    test->change_after (kit);

  verdict = kit_judge (kit, problems);
  errors = list_codes (problems, NP_SEVERITY_ERROR);
  g_assert_cmpstr (errors, ==, test->found);
  g_assert_cmpint (verdict.code, ==, test->code);
  check_device (test, kit);
}

static void
test_warning (gconstpointer user_data)
{
  const MatrixCase *test = user_data;
  g_autofree char *warnings_found = NULL;
  g_autoptr(Kit) kit = kit_new ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autofree char *errors = NULL;
  NpAttestationVerdict verdict;

  test->change (kit);
  kit_build (kit);
  verdict = kit_judge (kit, problems);
  errors = list_codes (problems, NP_SEVERITY_ERROR);
  g_assert_cmpstr (errors, ==, "");
  g_assert_cmpint (verdict.code, ==, test->code);
  warnings_found = list_codes (problems, NP_SEVERITY_WARNING);
  g_assert_cmpstr (warnings_found, ==, test->found != NULL ? test->found : "");
}

void
matrix_add_errors (const MatrixCase *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strdup_printf ("/attestation-matrix/errors/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
}

void
matrix_add_warnings (const MatrixCase *cases, guint n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strdup_printf ("/attestation-matrix/warnings/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_warning);
    }
}
