/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "attestation-samples.h"
#include "matter/np-certificate.h"
#include "np-error.h"
#include "support.h"

static NpCertificate *
read_base64 (const char *base64, NpCertificateRole role)
{
  gsize size;
  g_autofree guint8 *der = g_base64_decode (base64, &size);
  g_autoptr(GBytes) bytes = g_bytes_new (der, size);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  NpCertificate *certificate = np_certificate_read (bytes, role, problems);
  g_autofree char *codes = test_list_codes (problems);

  g_assert_cmpstr (codes, ==, "");
  g_assert_nonnull (certificate);

  return certificate;
}

static void
test_fields (void)
{
  g_autoptr(NpCertificate) dac = read_base64 (SAMPLE_DAC, NP_CERTIFICATE_DAC);
  g_autoptr(NpCertificate) pai = read_base64 (SAMPLE_PAI, NP_CERTIFICATE_PAI);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autofree char *public_key = test_bytes_to_hex (np_certificate_get_public_key (dac));
  guint16 vendor_id = 0;
  guint16 product_id = 0;

  g_assert_cmpstr (np_certificate_get_subject (dac), ==, "CN=Matter Test DAC, VID=FFF1, PID=8000");
  g_assert_cmpstr (np_certificate_get_issuer (dac), ==, np_certificate_get_subject (pai));
  g_assert_cmpstr (np_certificate_get_issuer (pai), ==, "CN=Matter Test PAA, VID=FFF1");
  g_assert_true (np_certificate_get_vendor_id (dac, &vendor_id));
  g_assert_true (np_certificate_get_product_id (dac, &product_id));
  g_assert_cmphex (vendor_id, ==, SAMPLE_VENDOR_ID);
  g_assert_cmphex (product_id, ==, SAMPLE_PRODUCT_ID);
  g_assert_cmpstr (public_key, ==, SAMPLE_PUBLIC_KEY);
  g_assert_cmpint (np_certificate_get_not_after (dac), ==, G_GINT64_CONSTANT (253402300799)); /* 9999-12-31 23:59:59 */
  test_assert_bytes_equal (np_certificate_get_authority_key_id (dac), np_certificate_get_subject_key_id (pai));

  g_assert_true (np_certificate_is_issued_by (dac, pai));
  g_assert_true (np_certificate_is_signed_by (dac, pai));
  g_assert_false (np_certificate_is_issued_by (pai, dac));
  g_assert_false (np_certificate_is_signed_by (pai, dac));

  g_assert_cmpint (np_certificate_check (dac, NP_CERTIFICATE_DAC, problems), ==, NP_ATTESTATION_GOOD);
  g_assert_cmpint (np_certificate_check (pai, NP_CERTIFICATE_PAI, problems), ==, NP_ATTESTATION_GOOD);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpint (np_certificate_check (dac, NP_CERTIFICATE_PAI, problems), ==, NP_ATTESTATION_PAI_FORMAT);
  g_assert_cmpint (np_certificate_check (pai, NP_CERTIFICATE_DAC, problems), ==, NP_ATTESTATION_DAC_FORMAT);
}

static void
test_pem (void)
{
  g_autoptr(NpCertificate) dac = read_base64 (SAMPLE_DAC, NP_CERTIFICATE_DAC);
  g_autoptr(NpCertificate) pai = read_base64 (SAMPLE_PAI, NP_CERTIFICATE_PAI);
  g_autofree char *dac_pem = np_certificate_to_pem (dac);
  g_autofree char *pai_pem = np_certificate_to_pem (pai);
  g_autofree char *text = g_strconcat ("device 1\n", dac_pem, pai_pem, NULL);
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) certificates = np_certificate_list_new (bytes, &error);
  g_autofree char *codes = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (certificates->len, ==, 2);
  test_assert_bytes_equal (np_certificate_get_der (certificates->pdata[0]), np_certificate_get_der (dac));
  test_assert_bytes_equal (np_certificate_get_der (certificates->pdata[1]), np_certificate_get_der (pai));

  g_assert_null (np_certificate_read (bytes, NP_CERTIFICATE_DAC, problems));
  codes = test_list_codes (problems);
  g_assert_cmpstr (codes, ==, "certificate-pem");
}

static void
assert_unreadable (GBytes *bytes, const char *code)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *codes = NULL;

  g_assert_null (np_certificate_read (bytes, NP_CERTIFICATE_PAI, problems));
  codes = test_list_codes (problems);
  g_assert_cmpstr (codes, ==, code);
  g_assert_cmpuint (((const NpProblem *) problems->pdata[0])->tag, ==, NP_TAG_PAI_CERTIFICATE);

  g_assert_null (np_certificate_new (bytes, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
}

static void
test_unreadable (void)
{
  g_autoptr(NpCertificate) dac = read_base64 (SAMPLE_DAC, NP_CERTIFICATE_DAC);
  GBytes *der = np_certificate_get_der (dac);
  gsize size = g_bytes_get_size (der);
  g_autoptr(GBytes) empty = g_bytes_new_static ("", 0);
  g_autoptr(GBytes) text = g_bytes_new_static ("certificate", 11);
  g_autoptr(GBytes) cut = g_bytes_new_from_bytes (der, 0, size - 1);
  g_autoptr(GByteArray) array = g_byte_array_new ();
  g_autoptr(GBytes) longer = NULL;

  g_byte_array_append (array, g_bytes_get_data (der, NULL), size);
  g_byte_array_append (array, (const guint8 *) "", 1);
  longer = g_byte_array_free_to_bytes (g_steal_pointer (&array));

  assert_unreadable (empty, "certificate-empty");
  assert_unreadable (text, "certificate-unreadable");
  assert_unreadable (cut, "certificate-unreadable");
  assert_unreadable (longer, "certificate-trailing-bytes");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/certificate/fields", test_fields);
  g_test_add_func ("/certificate/pem", test_pem);
  g_test_add_func ("/certificate/unreadable", test_unreadable);

  return g_test_run ();
}
