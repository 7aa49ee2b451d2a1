/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "matter/np-attestation-key-private.h"
#include "matter/np-certificate-private.h"
#include "support-pki.h"

#define NOON 1767268800                              /* 2026-01-01 12:00:00 */
#define NO_END G_GINT64_CONSTANT (253402300799)      /* 9999-12-31 23:59:59 */
#define YEAR (365 * 24 * 3600)

#define KEY_USAGE_DAC (1u << 0)
#define KEY_USAGE_CA (1u << 5 | 1u << 6)

static const guint8 cd_test_key[] = {
  0xAE, 0xF3, 0x48, 0x41, 0x16, 0xE9, 0x48, 0x1E, 0xC5, 0x7B, 0xE0, 0x47, 0x2D, 0xF4, 0x1B, 0xF4,
  0x99, 0x06, 0x4E, 0x50, 0x24, 0xAD, 0x86, 0x9E, 0xCA, 0x5E, 0x88, 0x98, 0x02, 0xD4, 0x80, 0x75,
};
static const guint8 cd_test_key_id[] = {
  0x62, 0xFA, 0x82, 0x33, 0x59, 0xAC, 0xFA, 0xA9, 0x96, 0x3E, 0x1C, 0xFA, 0x14, 0x0A, 0xDD, 0xF5, 0x04, 0xF3, 0x71, 0x60,
};

/* For one level: what was built. */
typedef struct
{
  EVP_PKEY *key;
  X509 *x509;
} Level;

static void
level_clear (Level *level)
{
  EVP_PKEY_free (level->key);
  X509_free (level->x509);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Level, level_clear)

static CertificateSpec
make_spec (const char *name, gboolean ca, int path_length)
{
  return (CertificateSpec){
    .common_name = name,
    .vendor_id = "FFF1",
    .version = X509_VERSION_3,
    .digest = "SHA256",
    .curve = "P-256",
    .not_before = NOON - YEAR,
    .not_after = NO_END,
    .constraints = TRUE,
    .constraints_critical = TRUE,
    .ca = ca,
    .path_length = path_length,
    .usage = TRUE,
    .usage_critical = TRUE,
    .usage_bits = ca ? KEY_USAGE_CA : KEY_USAGE_DAC,
    .subject_key_id_size = NP_CERTIFICATE_KEY_ID_SIZE,
    .authority_key_id_size = NP_CERTIFICATE_KEY_ID_SIZE,
  };
}

Kit *
kit_new (void)
{
  Kit *kit = g_new0 (Kit, 1);
  guint16 product_id = 0x8000;

  kit->paa = make_spec ("PAA", TRUE, 1);
  kit->pai = make_spec ("PAI", TRUE, 0);
  kit->dac = make_spec ("DAC", FALSE, NO_PATH_LENGTH);
  kit->pai.product_id = "8000";
  kit->dac.product_id = "8000";

  kit->cd.declaration = np_certification_declaration_new ();
  kit->cd.declaration->vendor_id = 0xFFF1;
  g_array_append_val (kit->cd.declaration->product_ids, product_id);
  kit->cd.declaration->device_type_id = 0x0100;
  kit->cd.declaration->certificate_id = g_strdup ("CSA00000SWC00000-00");
  kit->cd.declaration->version_number = 1;
  kit->cd.type = 2;
  kit->cd.content_type = 1;
  kit->cd.version = 3;
  kit->cd.digest = 1;
  kit->cd.signer_version = 3;
  kit->cd.signer_digest = 1;
  kit->cd.signature_algorithm = 2;
  kit->cd.key_id_size = NP_CERTIFICATE_KEY_ID_SIZE;
  kit->cd.n_signers = 1;

  kit->vendor_id = 0xFFF1;
  kit->product_id = 0x8000;
  kit->now = NOON;
  kit->paas = np_paa_store_new ();
  kit->signers = np_cd_signers_new ();

  return kit;
}

void
kit_free (Kit *kit)
{
  np_certification_declaration_unref (kit->cd.declaration);
  g_clear_pointer (&kit->cd.content, g_bytes_unref);
  g_clear_pointer (&kit->private_key, g_bytes_unref);
  g_clear_pointer (&kit->public_key, g_bytes_unref);
  g_clear_pointer (&kit->paa_der, g_bytes_unref);
  g_clear_pointer (&kit->signer_der, g_bytes_unref);
  g_clear_pointer (&kit->dac_der, g_bytes_unref);
  g_clear_pointer (&kit->pai_der, g_bytes_unref);
  g_clear_pointer (&kit->cd_der, g_bytes_unref);
  g_clear_pointer (&kit->dac_private_key, g_bytes_unref);
  np_paa_store_unref (kit->paas);
  np_cd_signers_unref (kit->signers);
  g_free (kit);
}

GBytes *
kit_join (GBytes *bytes, gconstpointer more, gsize size)
{
  GByteArray *array = g_byte_array_new ();

  g_byte_array_append (array, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_byte_array_append (array, more, size);

  return g_byte_array_free_to_bytes (array);
}

static void
add_attribute (X509_NAME *name, const char *oid, const char *value)
{
  g_autoptr(ASN1_OBJECT) object = OBJ_txt2obj (oid, TRUE);

  if (value != NULL)
    g_assert_cmpint (X509_NAME_add_entry_by_OBJ (name, object, V_ASN1_UTF8STRING, (const guint8 *) value, -1, -1, 0), ==, 1);
}

static void
set_subject (X509_NAME *name, const CertificateSpec *spec)
{
  add_attribute (name, "2.5.4.3", spec->common_name);
  add_attribute (name, NP_CERTIFICATE_VENDOR_ID_OID, spec->vendor_id);
  add_attribute (name, NP_CERTIFICATE_VENDOR_ID_OID, spec->second_vendor_id);
  add_attribute (name, NP_CERTIFICATE_PRODUCT_ID_OID, spec->product_id);
}

static void
set_issuer (X509 *x509, const CertificateSpec *spec, X509 *issuer)
{
  X509_NAME *name = X509_NAME_new ();

  add_attribute (name, "2.5.4.3", spec->issuer_name);
  X509_set_issuer_name (x509, spec->issuer_name != NULL ? name : X509_get_subject_name (issuer));
  X509_NAME_free (name);
}

static void
set_time (ASN1_TIME *time, gint64 seconds)
{
  g_assert_nonnull (ASN1_TIME_set (time, seconds));
}

static void
add_constraints (X509 *x509, const CertificateSpec *spec)
{
  BASIC_CONSTRAINTS *constraints = BASIC_CONSTRAINTS_new ();

  constraints->ca = spec->ca ? 0xFF : 0;
  if (spec->path_length != NO_PATH_LENGTH)
    {
      constraints->pathlen = ASN1_INTEGER_new ();
      ASN1_INTEGER_set (constraints->pathlen, spec->path_length);
    }
  X509_add1_ext_i2d (x509, NID_basic_constraints, constraints, spec->constraints_critical, X509V3_ADD_APPEND);
  BASIC_CONSTRAINTS_free (constraints);
}

static void
add_usage (X509 *x509, const CertificateSpec *spec)
{
  ASN1_BIT_STRING *usage = ASN1_BIT_STRING_new ();

  for (int i = 0; i < 9; i++)
    {
      if ((spec->usage_bits & 1u << i) != 0)
        ASN1_BIT_STRING_set_bit (usage, i, TRUE);
    }
  X509_add1_ext_i2d (x509, NID_key_usage, usage, spec->usage_critical, X509V3_ADD_APPEND);
  ASN1_BIT_STRING_free (usage);
}

static void
add_key_ids (X509 *x509, const CertificateSpec *spec, X509 *issuer)
{
  guint8 digest[64] = { 0 };
  ASN1_OCTET_STRING *octets = ASN1_OCTET_STRING_new ();
  AUTHORITY_KEYID *authority = AUTHORITY_KEYID_new ();

  X509_pubkey_digest (x509, EVP_sha1 (), digest, NULL);
  ASN1_OCTET_STRING_set (octets, digest, spec->subject_key_id_size);
  if (spec->subject_key_id_size > 0)
    X509_add1_ext_i2d (x509, NID_subject_key_identifier, octets, spec->subject_key_id_critical, X509V3_ADD_APPEND);
  ASN1_OCTET_STRING_free (octets);

  X509_pubkey_digest (issuer, EVP_sha1 (), digest, NULL);
  if (spec->wrong_authority_key_id)
    digest[0] ^= 1;
  authority->keyid = ASN1_OCTET_STRING_new ();
  ASN1_OCTET_STRING_set (authority->keyid, digest, spec->authority_key_id_size);
  if (spec->authority_key_id_size > 0)
    X509_add1_ext_i2d (x509, NID_authority_key_identifier, authority, spec->authority_key_id_critical, X509V3_ADD_APPEND);
  AUTHORITY_KEYID_free (authority);
}

static void
add_other_extensions (X509 *x509, const CertificateSpec *spec)
{
  g_autofree char *padding = g_strnfill (spec->padding, 'x');
  g_autoptr(ASN1_OBJECT) object = OBJ_txt2obj ("1.2.3.4.5", TRUE);
  ASN1_OCTET_STRING *octets = ASN1_OCTET_STRING_new ();

  ASN1_OCTET_STRING_set (octets, (const guint8 *) padding, spec->padding);
  if (spec->unknown_critical || spec->padding > 0)
    {
      X509_EXTENSION *extension = X509_EXTENSION_create_by_OBJ (NULL, object, spec->unknown_critical, octets);

      X509_add_ext (x509, extension, -1);
      X509_EXTENSION_free (extension);
    }
  ASN1_OCTET_STRING_free (octets);
}

static GBytes *
to_der (X509 *x509)
{
  guint8 *data = NULL;
  int size = i2d_X509 (x509, &data);
  GBytes *der = g_bytes_new (data, size);

  OPENSSL_free (data);

  return der;
}

/* issuer: NULL for one that signs itself. */
static void
build_certificate (Level *level, const CertificateSpec *spec, const Level *issuer)
{
  g_autoptr(EVP_PKEY) stranger = EVP_EC_gen ("P-256");
  EVP_PKEY *signer;
  X509 *x509 = X509_new ();

  level->key = EVP_EC_gen (spec->curve);
  level->x509 = x509;
  signer = issuer != NULL ? issuer->key : level->key;

  X509_set_version (x509, spec->version);
  ASN1_INTEGER_set (X509_get_serialNumber (x509), 0x12345678);
  set_subject (X509_get_subject_name (x509), spec);
  set_issuer (x509, spec, issuer != NULL ? issuer->x509 : x509);
  set_time (X509_getm_notBefore (x509), spec->not_before);
  set_time (X509_getm_notAfter (x509), spec->not_after);
  X509_set_pubkey (x509, level->key);
  if (spec->constraints)
    add_constraints (x509, spec);
  if (spec->usage)
    add_usage (x509, spec);
  if (spec->repeated_usage)
    add_usage (x509, spec);
  add_key_ids (x509, spec, issuer != NULL ? issuer->x509 : x509);
  add_other_extensions (x509, spec);
  g_assert_cmpint (X509_sign (x509, spec->wrong_signature ? stranger : signer, EVP_get_digestbyname (spec->digest)), >, 0);
}

/* (transfer full) for all: an element of DER around what was given. */
static GByteArray *
wrap (guint8 tag, GByteArray *content)
{
  GByteArray *element = g_byte_array_new ();
  guint8 header[] = { tag, 0x82, content->len >> 8, content->len };

  if (content->len < 0x80)
    {
      header[1] = content->len;
      g_byte_array_append (element, header, 2);
    }
  else if (content->len < 0x100)
    {
      header[1] = 0x81;
      header[2] = content->len;
      g_byte_array_append (element, header, 3);
    }
  else
    {
      g_byte_array_append (element, header, 4);
    }
  g_byte_array_append (element, content->data, content->len);
  g_byte_array_unref (content);

  return element;
}

static GByteArray *
leaf (guint8 tag, gconstpointer data, gsize size)
{
  GByteArray *content = g_byte_array_new ();

  g_byte_array_append (content, data, size);

  return wrap (tag, content);
}

static GByteArray *
oid (const char *prefix, guint8 last)
{
  g_autofree char *text = g_strdup_printf ("%s.%u", prefix, (guint) last);
  g_autoptr(ASN1_OBJECT) object = OBJ_txt2obj (text, TRUE);

  return leaf (0x06, OBJ_get0_data (object), OBJ_length (object));
}

static GByteArray *
join (GByteArray *first, GByteArray *second)
{
  g_byte_array_append (first, second->data, second->len);
  g_byte_array_unref (second);

  return first;
}

static GByteArray *
build_signer (const CdSpec *spec, GBytes *key_id, GBytes *signature)
{
  GByteArray *signer = leaf (0x02, &spec->signer_version, 1);

  join (signer, leaf (0x80, g_bytes_get_data (key_id, NULL), spec->key_id_size));
  join (signer, wrap (0x30, oid ("2.16.840.1.101.3.4.2", spec->signer_digest)));
  join (signer, wrap (0x30, oid ("1.2.840.10045.4.3", spec->signature_algorithm)));
  join (signer, leaf (0x04, g_bytes_get_data (signature, NULL), g_bytes_get_size (signature)));

  return wrap (0x30, signer);
}

static GByteArray *
build_content (const CdSpec *spec, GBytes *content)
{
  GByteArray *octets = leaf (0x04, g_bytes_get_data (content, NULL), g_bytes_get_size (content));

  return wrap (0x30, join (oid ("1.2.840.113549.1.7", spec->content_type), wrap (0xA0, octets)));
}

/* Who signs: the SDK's test key, or one of our own that the user gave the certificate of. */
static NpAttestationKey *
choose_signer (Kit *kit, GBytes **key_id)
{
  g_autoptr(GBytes) raw = g_bytes_new_static (cd_test_key, sizeof cd_test_key);
  g_auto(Level) level = { 0 };
  CertificateSpec spec = kit->paa;
  g_autoptr(NpCertificate) certificate = NULL;
  guint8 private_key[NP_ATTESTATION_KEY_SIZE];
  g_autoptr(BIGNUM) number = NULL;
  g_autoptr(GBytes) own = NULL;

  *key_id = g_bytes_new_static (cd_test_key_id, sizeof cd_test_key_id);
  if (!kit->cd.own_signer)
    return np_attestation_key_new_from_raw (raw, NULL);

  if (kit->cd.signer_name != NULL)
    spec.common_name = kit->cd.signer_name;
  build_certificate (&level, &spec, NULL);
  kit->signer_der = to_der (level.x509);
  certificate = np_certificate_new (kit->signer_der, NULL);
  g_assert_true (np_cd_signers_add (kit->signers, certificate, NULL));
  g_bytes_unref (*key_id);
  *key_id = g_bytes_ref (np_certificate_get_subject_key_id (certificate));

  EVP_PKEY_get_bn_param (level.key, "priv", &number);
  BN_bn2binpad (number, private_key, sizeof private_key);
  own = g_bytes_new (private_key, sizeof private_key);

  return np_attestation_key_new_from_raw (own, NULL);
}

static GBytes *
build_cd (Kit *kit)
{
  const CdSpec *spec = &kit->cd;
  g_autoptr(GBytes) content = spec->content != NULL ? g_bytes_ref (spec->content)
                                                    : np_certification_declaration_encode (spec->declaration);
  g_autoptr(GBytes) other = g_bytes_new_static ("other", 5);
  g_autoptr(GBytes) key_id = NULL;
  g_autoptr(NpAttestationKey) key = choose_signer (kit, &key_id);
  g_autoptr(GBytes) signature = np_attestation_key_sign_der (key, spec->wrong_signature ? other : content, NULL);
  GByteArray *signers = g_byte_array_new ();
  GByteArray *inner = leaf (0x02, &spec->version, 1);

  if (spec->unknown_signer)
    {
      g_bytes_unref (key_id);
      key_id = g_bytes_new_static ("twenty bytes, unknown", NP_CERTIFICATE_KEY_ID_SIZE);
    }
  for (guint i = 0; i < spec->n_signers; i++)
    join (signers, build_signer (spec, key_id, signature));
  join (inner, wrap (0x31, wrap (0x30, oid ("2.16.840.1.101.3.4.2", spec->digest))));
  join (inner, build_content (spec, content));
  join (inner, wrap (0x31, signers));

  return g_byte_array_free_to_bytes (wrap (0x30, join (oid ("1.2.840.113549.1.7", spec->type), wrap (0xA0, wrap (0x30, inner)))));
}

void
kit_build (Kit *kit)
{
  g_auto(Level) paa = { 0 };
  g_auto(Level) pai = { 0 };
  g_auto(Level) dac = { 0 };
  g_autoptr(NpCertificate) certificate = NULL;
  g_autoptr(BIGNUM) number = NULL;
  guint8 private_key[NP_ATTESTATION_KEY_SIZE];

  build_certificate (&paa, &kit->paa, NULL);
  build_certificate (&pai, &kit->pai, &paa);
  build_certificate (&dac, &kit->dac, &pai);

  kit->paa_der = to_der (paa.x509);
  certificate = np_certificate_new (kit->paa_der, NULL);
  g_assert_nonnull (certificate);
  if (!kit->keep_paa_secret)
    np_paa_store_add (kit->paas, certificate);
  kit->pai_der = to_der (pai.x509);
  kit->dac_der = to_der (dac.x509);
  kit->cd_der = build_cd (kit);

  EVP_PKEY_get_bn_param (dac.key, "priv", &number);
  BN_bn2binpad (number, private_key, sizeof private_key);
  kit->dac_private_key = g_bytes_new (private_key, sizeof private_key);
}

NpAttestationVerdict
kit_judge (Kit *kit, GPtrArray *problems)
{
  NpAttestationEvidence evidence = {
    .dac = kit->dac_der,
    .pai = kit->pai_der,
    .cd = kit->cd_der,
    .private_key = kit->private_key != NULL ? kit->private_key : kit->dac_private_key,
    .public_key = kit->public_key,
    .ids = { TRUE, kit->vendor_id, TRUE, kit->product_id },
    .now = kit->now,
  };

  return np_attestation_judge (&evidence, kit->paas, kit->signers, problems);
}
