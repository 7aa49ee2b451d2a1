/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-attestation-key-private.h"
#include "np-certificate-private.h"
#include "np-error.h"
#include "np-random.h"
#include "np-signed-data.h"
#include "np-test-pki.h"

#define LAST_VENDOR_ID 0xFFF4
#define SERIAL_NUMBER_SIZE 8
#define SECONDS_OF_SLACK 3600             /* so that a phone whose clock is slow takes a new DAC */
#define WITHOUT_END G_GINT64_CONSTANT (253402300799) /* 9999-12-31 23:59:59, as X.509 says "never" */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_BIT_STRING, ASN1_BIT_STRING_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_OCTET_STRING, ASN1_OCTET_STRING_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ASN1_TIME, ASN1_TIME_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AUTHORITY_KEYID, AUTHORITY_KEYID_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (BASIC_CONSTRAINTS, BASIC_CONSTRAINTS_free)

/* The Matter SDK's key for test declarations (credentials/test/certification-declaration): published, so no secret. */
static const guint8 cd_test_key[NP_ATTESTATION_KEY_SIZE] = {
  0xAE, 0xF3, 0x48, 0x41, 0x16, 0xE9, 0x48, 0x1E, 0xC5, 0x7B, 0xE0, 0x47, 0x2D, 0xF4, 0x1B, 0xF4,
  0x99, 0x06, 0x4E, 0x50, 0x24, 0xAD, 0x86, 0x9E, 0xCA, 0x5E, 0x88, 0x98, 0x02, 0xD4, 0x80, 0x75,
};
static const guint8 cd_test_key_id[NP_CERTIFICATE_KEY_ID_SIZE] = {
  0x62, 0xFA, 0x82, 0x33, 0x59, 0xAC, 0xFA, 0xA9, 0x96, 0x3E, 0x1C, 0xFA, 0x14, 0x0A, 0xDD, 0xF5, 0x04, 0xF3, 0x71, 0x60,
};

/* What to make. product_id, and a PAA's vendor_id: 0 for none; issuer: NULL for a PAA, which signs itself. */
typedef struct
{
  NpCertificateRole role;
  const char *name;
  guint16 vendor_id;
  guint16 product_id;
  GBytes *public_key;
  NpCertificate *issuer;
  NpAttestationKey *issuer_key;
} Request;

static gboolean
refuse (GError **error, const char *message)
{
  g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, message);

  return FALSE;
}

static gboolean
check_subject (const Request *request, GError **error)
{
  glong length = g_utf8_validate (request->name, -1, NULL) ? g_utf8_strlen (request->name, -1) : 0;
  guint16 id;

  if (length < 1 || length > ub_common_name)
    return refuse (error, _("A certificate's name has 1 to 64 characters. Choose another."));
  if (strstr (request->name, NP_CERTIFICATE_VENDOR_ID_PREFIX) != NULL
      || strstr (request->name, NP_CERTIFICATE_PRODUCT_ID_PREFIX) != NULL)
    return refuse (error, _("A certificate's name can't have “Mvid:” or “Mpid:” in it: phones would look for ids there. "
                            "Choose another."));
  if (request->vendor_id > LAST_VENDOR_ID || (request->vendor_id == 0 && request->role != NP_CERTIFICATE_PAA))
    return refuse (error, _("A vendor id is from 0x0001 to 0xFFF4. For tests there are 0xFFF1 to 0xFFF4."));
  if (request->product_id == 0 && request->role == NP_CERTIFICATE_DAC)
    return refuse (error, _("A DAC needs a product id, from 0x0001 to 0xFFFF."));
  if (request->issuer == NULL)
    return TRUE;

  if (np_certificate_get_vendor_id (request->issuer, &id) && id != request->vendor_id)
    return refuse (error, _("The issuer's certificate is for another vendor id. Choose the same, or another issuer."));
  if (request->role == NP_CERTIFICATE_DAC && np_certificate_get_product_id (request->issuer, &id) && id != request->product_id)
    return refuse (error, _("The issuer's certificate is for another product id. Choose the same, or another issuer."));

  return TRUE;
}

static gboolean
check_issuer (const Request *request, GError **error)
{
  NpCertificateRole role = request->role == NP_CERTIFICATE_DAC ? NP_CERTIFICATE_PAI : NP_CERTIFICATE_PAA;
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  GBytes *public_key;

  if (request->issuer == NULL)
    return TRUE;

  np_certificate_check (request->issuer, role, problems);
  if (!np_problem_list_to_error (problems, error))
    return FALSE;

  public_key = np_certificate_get_public_key (request->issuer);
  if (!g_bytes_equal (public_key, np_attestation_key_get_public (request->issuer_key)))
    return refuse (error, _("The issuer's private key doesn't belong to its certificate. Give the two that belong together."));

  return TRUE;
}

static void
add_attribute (X509_NAME *name, const char *oid, const char *value)
{
  g_autoptr(ASN1_OBJECT) object = OBJ_txt2obj (oid, TRUE);

  X509_NAME_add_entry_by_OBJ (name, object, V_ASN1_UTF8STRING, (const guint8 *) value, -1, -1, 0);
}

static void
add_id (X509_NAME *name, const char *oid, guint16 id)
{
  char digits[8];

  if (id == 0)
    return;

  g_snprintf (digits, sizeof digits, "%04X", (guint) id);
  add_attribute (name, oid, digits);
}

static void
set_names (X509 *x509, const Request *request)
{
  X509_NAME *subject = X509_get_subject_name (x509);

  X509_NAME_add_entry_by_NID (subject, NID_commonName, V_ASN1_UTF8STRING, (const guint8 *) request->name, -1, -1, 0);
  add_id (subject, NP_CERTIFICATE_VENDOR_ID_OID, request->vendor_id);
  add_id (subject, NP_CERTIFICATE_PRODUCT_ID_OID, request->product_id);
  X509_set_issuer_name (x509,
                        request->issuer != NULL ? X509_get_subject_name (np_certificate_get_x509 (request->issuer)) : subject);
}

static gboolean
set_serial_number (X509 *x509, GError **error)
{
  g_autoptr(GBytes) bytes = np_random_bytes (SERIAL_NUMBER_SIZE, error);
  g_autoptr(BIGNUM) number = NULL;
  guint8 serial[SERIAL_NUMBER_SIZE];

  if (bytes == NULL)
    return FALSE;

  memcpy (serial, g_bytes_get_data (bytes, NULL), sizeof serial);
  serial[0] = (serial[0] & 0x3F) | 0x40; /* positive, and always as long */
  number = BN_bin2bn (serial, sizeof serial, NULL);
  BN_to_ASN1_INTEGER (number, X509_get_serialNumber (x509));

  return TRUE;
}

/* Never before the issuer: commissioners judge the chain at the time when the DAC begins. */
static void
set_validity (X509 *x509, const Request *request)
{
  gint64 from = g_get_real_time () / G_USEC_PER_SEC - SECONDS_OF_SLACK;
  g_autoptr(ASN1_TIME) not_before = NULL;
  g_autoptr(ASN1_TIME) not_after = ASN1_TIME_set (NULL, WITHOUT_END);

  if (request->issuer != NULL)
    from = MAX (from, np_certificate_get_not_before (request->issuer));
  not_before = ASN1_TIME_set (NULL, from);
  X509_set1_notBefore (x509, not_before);
  X509_set1_notAfter (x509, not_after);
}

static void
add_basic_constraints (X509 *x509, NpCertificateRole role)
{
  g_autoptr(BASIC_CONSTRAINTS) constraints = BASIC_CONSTRAINTS_new ();

  if (role != NP_CERTIFICATE_DAC)
    {
      constraints->ca = 0xFF;
      constraints->pathlen = ASN1_INTEGER_new ();
      ASN1_INTEGER_set (constraints->pathlen, role == NP_CERTIFICATE_PAA ? 1 : 0);
    }
  X509_add1_ext_i2d (x509, NID_basic_constraints, constraints, TRUE, 0);
}

static void
add_key_usage (X509 *x509, NpCertificateRole role)
{
  g_autoptr(ASN1_BIT_STRING) usage = ASN1_BIT_STRING_new ();

  if (role == NP_CERTIFICATE_DAC)
    {
      ASN1_BIT_STRING_set_bit (usage, 0, TRUE); /* digitalSignature */
    }
  else
    {
      ASN1_BIT_STRING_set_bit (usage, 5, TRUE); /* keyCertSign */
      ASN1_BIT_STRING_set_bit (usage, 6, TRUE); /* cRLSign */
    }
  X509_add1_ext_i2d (x509, NID_key_usage, usage, TRUE, 0);
}

/* SHA-1 of the public key: the usual method, and no matter of security (RFC 5280, 4.2.1.2). */
static gboolean
add_key_ids (X509 *x509, const Request *request, GError **error)
{
  g_autoptr(ASN1_OCTET_STRING) own = ASN1_OCTET_STRING_new ();
  g_autoptr(AUTHORITY_KEYID) authority = AUTHORITY_KEYID_new ();
  GBytes *issuer = request->issuer != NULL ? np_certificate_get_subject_key_id (request->issuer) : NULL;
  guint8 digest[NP_CERTIFICATE_KEY_ID_SIZE];

  if (EVP_Digest (g_bytes_get_data (request->public_key, NULL), g_bytes_get_size (request->public_key), digest, NULL, EVP_sha1 (),
                  NULL)
      != 1)
    return np_openssl_set_error (error, "EVP_Digest");

  ASN1_OCTET_STRING_set (own, digest, sizeof digest);
  X509_add1_ext_i2d (x509, NID_subject_key_identifier, own, FALSE, 0);

  authority->keyid = ASN1_OCTET_STRING_new ();
  ASN1_OCTET_STRING_set (authority->keyid, issuer != NULL ? g_bytes_get_data (issuer, NULL) : digest, sizeof digest);
  X509_add1_ext_i2d (x509, NID_authority_key_identifier, authority, FALSE, 0);

  return TRUE;
}

/* X509_set_pubkey () would encode the key and decode it again, which takes longer than all the rest. */
static gboolean
set_public_key (X509 *x509, GBytes *public_key, GError **error)
{
  g_autoptr(EVP_PKEY) pkey = np_attestation_public_key_to_pkey (public_key);
  gsize size;
  gconstpointer point = g_bytes_get_data (public_key, &size);

  if (pkey == NULL)
    return refuse (error, _("The public key isn't an uncompressed point of the curve P-256. Give another key."));

  if (X509_PUBKEY_set0_param (X509_get_X509_PUBKEY (x509), OBJ_nid2obj (NID_X9_62_id_ecPublicKey), V_ASN1_OBJECT,
                              OBJ_nid2obj (NID_X9_62_prime256v1), OPENSSL_memdup (point, size), (int) size)
      != 1)
    return np_openssl_set_error (error, "X509_PUBKEY_set0_param");

  return TRUE;
}

static GBytes *
sign (X509 *x509, NpAttestationKey *key, GError **error)
{
  g_autoptr(GBytes) der = NULL;
  guint8 *data = NULL;
  int size;

  if (X509_sign (x509, np_attestation_key_get_pkey (key), EVP_sha256 ()) == 0 || (size = i2d_X509 (x509, &data)) < 0)
    {
      np_openssl_set_error (error, "X509_sign");
      return NULL;
    }
  der = g_bytes_new (data, size);
  OPENSSL_free (data);

  if (size > NP_CERTIFICATE_MAX_SIZE)
    {
      refuse (error, _("The certificate would be longer than Matter allows. Choose a shorter name."));
      return NULL;
    }

  return g_steal_pointer (&der);
}

static GBytes *
make_certificate (const Request *request, GError **error)
{
  g_autoptr(X509) x509 = NULL;

  if (!check_subject (request, error) || !check_issuer (request, error))
    return NULL;

  x509 = X509_new ();
  X509_set_version (x509, X509_VERSION_3);
  set_names (x509, request);
  set_validity (x509, request);
  add_basic_constraints (x509, request->role);
  add_key_usage (x509, request->role);
  if (!set_public_key (x509, request->public_key, error) || !set_serial_number (x509, error) || !add_key_ids (x509, request, error))
    return NULL;

  return sign (x509, request->issuer_key, error);
}

static NpCertificate *
make_authority (const Request *request, GError **error)
{
  g_autoptr(GBytes) der = make_certificate (request, error);

  return der != NULL ? np_certificate_new (der, error) : NULL;
}

/**
 * np_test_pki_make_paa:
 * @key: its key, with which it signs itself
 * @name: common name, at most 64 characters
 * @vendor_id: the only vendor it may sign for; 0 for any
 *
 * Returns: (transfer full) (nullable): a PAA certificate without end; %NULL with %NP_ERROR_INVALID_DATA if a rule would be broken
 */
NpCertificate *
np_test_pki_make_paa (NpAttestationKey *key, const char *name, guint16 vendor_id, GError **error)
{
  Request request = { .role = NP_CERTIFICATE_PAA, .name = name, .vendor_id = vendor_id, .issuer_key = key };

  g_return_val_if_fail (key != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  request.public_key = np_attestation_key_get_public (key);

  return make_authority (&request, error);
}

/**
 * np_test_pki_make_pai:
 * @public_key: its public key, 65 bytes
 * @name: common name, at most 64 characters
 * @vendor_id: its vendor
 * @product_id: the only product it may sign for; 0 for any of the vendor
 * @paa: who signs it
 * @paa_key: with which key
 *
 * Returns: (transfer full) (nullable): a PAI certificate without end; %NULL with %NP_ERROR_INVALID_DATA if a rule would be broken
 */
NpCertificate *
np_test_pki_make_pai (GBytes *public_key, const char *name, guint16 vendor_id, guint16 product_id, NpCertificate *paa,
                      NpAttestationKey *paa_key, GError **error)
{
  Request request = { NP_CERTIFICATE_PAI, name, vendor_id, product_id, public_key, paa, paa_key };

  g_return_val_if_fail (public_key != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (paa != NULL, NULL);
  g_return_val_if_fail (paa_key != NULL, NULL);

  return make_authority (&request, error);
}

/**
 * np_test_pki_make_dac:
 * @public_key: the device's public key, 65 bytes, perhaps from its CSR
 * @name: common name, at most 64 characters
 * @vendor_id: its vendor
 * @product_id: its product
 * @pai: who signs it
 * @pai_key: with which key
 *
 * Each has a serial number of its own, drawn at random.
 *
 * Returns: (transfer full) (nullable): a DAC without end, in DER, since reading one takes OpenSSL longer than making it;
 *   %NULL with %NP_ERROR_INVALID_DATA if a rule would be broken
 */
GBytes *
np_test_pki_make_dac (GBytes *public_key, const char *name, guint16 vendor_id, guint16 product_id, NpCertificate *pai,
                      NpAttestationKey *pai_key, GError **error)
{
  Request request = { NP_CERTIFICATE_DAC, name, vendor_id, product_id, public_key, pai, pai_key };

  g_return_val_if_fail (public_key != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (pai != NULL, NULL);
  g_return_val_if_fail (pai_key != NULL, NULL);

  return make_certificate (&request, error);
}

static gboolean
is_test_vendor_id (guint16 vendor_id)
{
  return vendor_id >= NP_TEST_VENDOR_ID_FIRST && vendor_id <= NP_TEST_VENDOR_ID_LAST;
}

/**
 * np_test_pki_make_cd:
 * @declaration: what it says; its signer isn't looked at
 *
 * Signs a declaration with the Matter SDK's public test key, which is for the test vendors alone.
 *
 * Returns: (transfer full) (nullable): a certification declaration in DER; %NULL with %NP_ERROR_INVALID_DATA if a rule would be
 * broken
 */
GBytes *
np_test_pki_make_cd (const NpCertificationDeclaration *declaration, GError **error)
{
  g_autoptr(GBytes) raw = g_bytes_new_static (cd_test_key, sizeof cd_test_key);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpCdSigners) signers = np_cd_signers_new ();
  g_autoptr(NpAttestationKey) key = NULL;
  g_autoptr(GBytes) cd = NULL;
  g_auto(NpSignedData) signed_data = { 0 };

  g_return_val_if_fail (declaration != NULL, NULL);

  if (!is_test_vendor_id (declaration->vendor_id)
      || (declaration->has_dac_origin && !is_test_vendor_id (declaration->dac_origin_vendor_id)))
    {
      refuse (error,
              _("The test key signs declarations for the vendor ids 0xFFF1 to 0xFFF4 alone. Use one of them, or a declaration "
                 "from the CSA."));
      return NULL;
    }

  key = np_attestation_key_new_from_raw (raw, error);
  if (key == NULL)
    return NULL;

  signed_data.content = np_certification_declaration_encode (declaration);
  signed_data.signer_key_id = g_bytes_new_static (cd_test_key_id, sizeof cd_test_key_id);
  signed_data.signature = np_attestation_key_sign_der (key, signed_data.content, error);
  if (signed_data.signature == NULL)
    return NULL;

  cd = np_signed_data_write (&signed_data);
  np_certification_declaration_judge (cd, signers, problems, NULL);
  if (!np_problem_list_to_error (problems, error))
    return NULL;

  return g_steal_pointer (&cd);
}
