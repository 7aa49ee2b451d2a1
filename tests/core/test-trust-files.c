/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "check/np-check-context.h"
#include "matter/np-test-pki.h"
#include "np-error.h"
#include "project/np-trust-files.h"
#include "support.h"

typedef struct
{
  char *file;
  NpAttestationKey *key;
  NpCertificate *paa;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *pem = NULL;

  fixture->key = np_attestation_key_generate (&error);
  fixture->paa = np_test_pki_make_paa (fixture->key, "Ours", 0xFFF1, &error);
  g_assert_no_error (error);
  pem = np_certificate_to_pem (fixture->paa);
  fixture->file = g_build_filename (g_get_tmp_dir (), "ours.pem", NULL);
  g_file_set_contents (fixture->file, pem, -1, &error);
  g_assert_no_error (error);
  np_check_forget_folders ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (int kind = NP_TRUST_PAA; kind <= NP_TRUST_CD_SIGNER; kind++)
    {
      g_auto(GStrv) names = np_trust_files_list (kind);

      for (guint i = 0; names[i] != NULL; i++)
        np_trust_files_remove (kind, names[i], NULL);
    }
  g_unlink (fixture->file);
  g_free (fixture->file);
  np_certificate_unref (fixture->paa);
  np_attestation_key_unref (fixture->key);
}

static gboolean
is_trusted (Fixture *fixture)
{
  g_auto(NpCheckContext) context;

  np_check_context_init (&context);
  return np_paa_store_find (context.paas, fixture->paa) != NULL;
}

static void
test_add_and_remove (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  g_autofree char *second = NULL;
  g_auto(GStrv) names = NULL;

  g_assert_false (is_trusted (fixture));
  name = np_trust_files_add (NP_TRUST_PAA, fixture->file, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "ours.pem");
  g_assert_true (is_trusted (fixture));
  second = np_trust_files_add (NP_TRUST_PAA, fixture->file, &error);
  g_assert_cmpstr (second, ==, "ours-2.pem");
  names = np_trust_files_list (NP_TRUST_PAA);
  g_assert_cmpuint (g_strv_length (names), ==, 2);
  g_assert_true (np_trust_files_remove (NP_TRUST_PAA, name, &error));
  g_assert_true (is_trusted (fixture));
  g_assert_true (np_trust_files_remove (NP_TRUST_PAA, second, &error));
  g_assert_no_error (error);
  g_assert_false (is_trusted (fixture));
  g_assert_false (np_trust_files_remove (NP_TRUST_PAA, second, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_signer (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *name = np_trust_files_add (NP_TRUST_CD_SIGNER, fixture->file, &error);
  g_auto(NpCheckContext) context;

  g_assert_no_error (error);
  np_check_context_init (&context);
  g_assert_nonnull (np_cd_signers_find (context.signers, np_certificate_get_subject_key_id (fixture->paa)));
}

/* What a folder's reader would pass over for its name gets another. */
static void
test_name_without_suffix (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_strconcat (fixture->file, ".txt", NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;
  g_auto(NpCheckContext) context;

  g_assert_cmpint (g_rename (fixture->file, path), ==, 0);
  name = np_trust_files_add (NP_TRUST_CD_SIGNER, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (name, ".txt.der"));
  np_check_context_init (&context);
  g_assert_nonnull (np_cd_signers_find (context.signers, np_certificate_get_subject_key_id (fixture->paa)));
  g_assert_cmpint (g_rename (path, fixture->file), ==, 0);
}

/* What can't be used isn't taken in. */
static void
test_what_is_no_certificate (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) names = NULL;

  g_assert_true (g_file_set_contents (fixture->file, "no certificate", -1, NULL));
  g_assert_null (np_trust_files_add (NP_TRUST_PAA, fixture->file, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_clear_error (&error);
  g_assert_null (np_trust_files_add (NP_TRUST_CD_SIGNER, g_get_tmp_dir (), &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  names = np_trust_files_list (NP_TRUST_PAA);
  g_assert_cmpuint (g_strv_length (names), ==, 0);
}

static const NpProblem *
find_note (const NpCheckContext *context, const char *code)
{
  const NpProblem *problem = test_find_problem (context->notes, code);
  g_autofree char *codes = test_list_codes (context->notes);

  if (problem == NULL)
    g_assert_cmpstr (codes, ==, code);
  g_assert_cmpint (problem->severity, ==, NP_SEVERITY_WARNING);
  return problem;
}

/* Somebody else's hand in the folders: what can't be read there is told, and the rest is trusted. */
static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *paas = np_check_dup_paa_folder ();
  g_autofree char *signers = np_check_dup_cd_signer_folder ();
  g_autofree char *signer = g_build_filename (signers, "no-signer.pem", NULL);
  g_autofree char *good = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(NpCheckContext) context = { 0 };

  good = np_trust_files_add (NP_TRUST_CD_SIGNER, fixture->file, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (signer, "no certificate", -1, NULL));
  g_rmdir (paas);
  g_assert_true (g_file_set_contents (paas, "no folder", -1, NULL));

  np_check_forget_folders ();
  np_check_context_init (&context);
  g_assert_cmpstr (find_note (&context, "cd-signer-file-unreadable")->where, ==, signer);
  g_assert_cmpstr (find_note (&context, "trust-folder-unreadable")->where, ==, paas);
  g_assert_nonnull (np_cd_signers_find (context.signers, np_certificate_get_subject_key_id (fixture->paa)));
  g_unlink (paas);
}

/* Only who stands at the chain's end is trusted. */
static void
test_pai_is_no_root (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NpAttestationKey) pai_key = np_attestation_key_generate (NULL);
  g_autoptr(NpCertificate) pai = np_test_pki_make_pai (np_attestation_key_get_public (pai_key), "PAI", 0xFFF1, 0, fixture->paa,
                                                           fixture->key, &error);
  g_autofree char *pem = NULL;

  g_assert_no_error (error);
  pem = np_certificate_to_pem (pai);
  g_assert_true (g_file_set_contents (fixture->file, pem, -1, NULL));
  g_assert_null (np_trust_files_add (NP_TRUST_PAA, fixture->file, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_assert_nonnull (strstr (error->message, "isn't a PAA certificate"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, function) g_test_add ("/trust-files/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("add-and-remove", test_add_and_remove);
  ADD ("signer", test_signer);
  ADD ("name-without-suffix", test_name_without_suffix);
  ADD ("what-is-no-certificate", test_what_is_no_certificate);
  ADD ("unreadable", test_unreadable);
  ADD ("pai-is-no-root", test_pai_is_no_root);
  return g_test_run ();
}
