/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "attestation-samples.h"
#include "matter/np-paa-store.h"
#include "matter/np-test-pki.h"
#include "np-error.h"
#include "support.h"

static NpCertificate *
read_base64 (const char *base64)
{
  gsize size;
  g_autofree guint8 *der = g_base64_decode (base64, &size);
  g_autoptr(GBytes) bytes = g_bytes_new (der, size);
  g_autoptr(GError) error = NULL;
  NpCertificate *certificate = np_certificate_new (bytes, &error);

  g_assert_no_error (error);

  return certificate;
}

static void
test_test_authorities (void)
{
  g_autoptr(NpPaaStore) store = np_paa_store_new ();
  g_autoptr(NpCertificate) pai = read_base64 (SAMPLE_PAI);
  g_autoptr(NpCertificate) dac = read_base64 (SAMPLE_DAC);
  NpCertificate *paa;

  g_assert_null (np_paa_store_find (store, pai));
  np_paa_store_add_test (store);
  paa = np_paa_store_find (store, pai);
  g_assert_nonnull (paa);
  g_assert_cmpstr (np_certificate_get_subject (paa), ==, "CN=Matter Test PAA, VID=FFF1");
  g_assert_true (np_paa_is_test (paa));
  g_assert_true (np_certificate_is_signed_by (pai, paa));
  g_assert_null (np_paa_store_find (store, dac));
  g_assert_false (np_paa_is_test (dac));
}

static void
write_file (const char *folder, const char *name, gconstpointer data, gssize size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, data, size, &error);
  g_assert_no_error (error);
}

static void
remove_folder (const char *folder)
{
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Of a folder the PAAs are trusted; whatever else looks like a certificate's file is told. */
static void
test_folder (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("np-paas-XXXXXX", &error);
  g_autoptr(NpPaaStore) store = np_paa_store_new ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpAttestationKey) key = np_attestation_key_generate (NULL);
  g_autoptr(NpAttestationKey) other_key = np_attestation_key_generate (NULL);
  g_autoptr(NpCertificate) paa = np_test_pki_make_paa (key, "First", 0, NULL);
  g_autoptr(NpCertificate) other = np_test_pki_make_paa (other_key, "Second", 0xFFF1, NULL);
  g_autoptr(NpCertificate) pai
      = np_test_pki_make_pai (np_attestation_key_get_public (key), "PAI", 0xFFF1, 0, other, other_key, NULL);
  g_autofree char *pem = np_certificate_to_pem (other);
  g_autofree char *pai_pem = np_certificate_to_pem (pai);
  g_autofree char *both = g_strconcat (pem, pai_pem, NULL);

  g_assert_no_error (error);
  write_file (folder, "first.der", g_bytes_get_data (np_certificate_get_der (paa), NULL),
              g_bytes_get_size (np_certificate_get_der (paa)));
  write_file (folder, "second.PEM", both, -1);
  write_file (folder, "notes.txt", "not read", -1);
  write_file (folder, "broken.crt", "not a certificate", -1);

  g_assert_true (np_paa_store_add_path (store, folder, problems, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 2);
  g_assert_nonnull (test_find_problem (problems, "paa-file-unreadable"));
  g_assert_nonnull (test_find_problem (problems, "paa-file-passed-over"));
  g_assert_false (np_problem_list_has_errors (problems));
  g_assert_nonnull (np_paa_store_find (store, pai));
  g_assert_nonnull (np_paa_store_find (store, paa)); /* it names itself */

  remove_folder (folder);
}

static void
test_path_errors (void)
{
  g_autoptr(NpPaaStore) store = np_paa_store_new ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (np_paa_store_add_path (store, "/nowhere/at/all.der", problems, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "/nowhere/at/all.der: It can't be read: No such file or directory.");
  g_clear_error (&error);
  g_assert_false (np_paa_store_add_path (store, "/dev/null", problems, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
}

/* Neither a FIFO that nobody writes to nor a device without end, nor what is too large: nobody waits for them. */
static void
test_unbounded (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("np-paas-XXXXXX", &error);
  g_autofree char *fifo = g_build_filename (folder, "fifo.der", NULL);
  g_autofree char *zero = g_build_filename (folder, "zero.der", NULL);
  g_autofree char *large = g_build_filename (folder, "large.der", NULL);
  g_autoptr(NpPaaStore) store = np_paa_store_new ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  const struct
  {
    const char *path;
    const char *what;
  } cases[] = {
    { fifo, "It is no regular file. Choose a certificate in DER or PEM." },
    { zero, "It is no regular file. Choose a certificate in DER or PEM." },
    { large, "It is larger than 1048576 bytes. Choose a certificate in DER or PEM." },
  };

  g_assert_no_error (error);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpint (symlink ("/dev/zero", zero), ==, 0);
  write_file (folder, "large.der", "", 0);
  g_assert_cmpint (truncate (large, 1024 * 1024 + 1), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *message = g_strdup_printf ("%s: %s", cases[i].path, cases[i].what);

      g_assert_false (np_paa_store_add_path (store, cases[i].path, problems, &error));
      g_assert_cmpstr (error->message, ==, message);
      g_clear_error (&error);
    }

  g_assert_true (np_paa_store_add_path (store, folder, problems, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, G_N_ELEMENTS (cases));
  for (guint i = 0; i < problems->len; i++)
    {
      const NpProblem *problem = problems->pdata[i];
      guint n = 0;

      while (n < G_N_ELEMENTS (cases) && g_strcmp0 (cases[n].path, problem->where) != 0)
        n++;
      g_assert_cmpuint (n, <, G_N_ELEMENTS (cases));
      g_assert_cmpstr (problem->what, ==, cases[n].what); /* where says which file, once */
    }
  remove_folder (folder);
}

/* Two certificates for one key: the one that bears the issuer's name is found, whatever their order. */
static void
test_same_key (void)
{
  g_autoptr(NpPaaStore) store = np_paa_store_new ();
  g_autoptr(NpAttestationKey) key = np_attestation_key_generate (NULL);
  g_autoptr(NpCertificate) before = np_test_pki_make_paa (key, "Before", 0, NULL);
  g_autoptr(NpCertificate) after = np_test_pki_make_paa (key, "After", 0, NULL);
  g_autoptr(NpCertificate) pai = np_test_pki_make_pai (np_attestation_key_get_public (key), "PAI", 0xFFF1, 0, after, key, NULL);

  np_paa_store_add (store, before);
  g_assert_true (np_paa_store_find (store, pai) == before);
  np_paa_store_add (store, after);
  g_assert_true (np_paa_store_find (store, pai) == after);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/paa-store/test-authorities", test_test_authorities);
  g_test_add_func ("/paa-store/folder", test_folder);
  g_test_add_func ("/paa-store/path-errors", test_path_errors);
  g_test_add_func ("/paa-store/unbounded", test_unbounded);
  g_test_add_func ("/paa-store/same-key", test_same_key);

  return g_test_run ();
}
