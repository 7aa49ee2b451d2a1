/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <openssl/core_names.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <string.h>

#include "factory/np-secret-bytes.h"
#include "np-attestation-key-private.h"
#include "np-encrypted-key-private.h"
#include "np-error.h"

#define GROUP SN_X9_62_prime256v1
#define PEM_BEGIN "-----BEGIN "

struct _NpAttestationKey
{
  gatomicrefcount ref_count;

  EVP_PKEY *pkey;
  GBytes *raw;
  GBytes *public_key;
};

G_DEFINE_BOXED_TYPE (NpAttestationKey, np_attestation_key, np_attestation_key_ref, np_attestation_key_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OSSL_PARAM_BLD, OSSL_PARAM_BLD_free)

static NpAttestationKey *
np_attestation_key_new_take (EVP_PKEY *pkey, GBytes *raw, GBytes *public_key)
{
  NpAttestationKey *self = g_new0 (NpAttestationKey, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->pkey = pkey;
  self->raw = raw;
  self->public_key = public_key;

  return self;
}

/* (nullable): NULL if OpenSSL refuses, as it does a point that isn't on the curve. */
static EVP_PKEY *
make_pkey (const BIGNUM *private_key, const guint8 *public_key)
{
  g_autoptr(EVP_PKEY_CTX) context = EVP_PKEY_CTX_new_from_name (NULL, "EC", NULL);
  g_autoptr(OSSL_PARAM_BLD) builder = OSSL_PARAM_BLD_new ();
  OSSL_PARAM *parameters;
  OSSL_PARAM *secret;
  EVP_PKEY *pkey = NULL;
  int selection = private_key != NULL ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY;

  OSSL_PARAM_BLD_push_utf8_string (builder, OSSL_PKEY_PARAM_GROUP_NAME, GROUP, 0);
  OSSL_PARAM_BLD_push_octet_string (builder, OSSL_PKEY_PARAM_PUB_KEY, public_key, NP_ATTESTATION_PUBLIC_KEY_SIZE);
  if (private_key != NULL)
    OSSL_PARAM_BLD_push_BN (builder, OSSL_PKEY_PARAM_PRIV_KEY, private_key);
  parameters = OSSL_PARAM_BLD_to_param (builder);

  if (EVP_PKEY_fromdata_init (context) != 1 || EVP_PKEY_fromdata (context, &pkey, selection, parameters) != 1)
    pkey = NULL;
  secret = OSSL_PARAM_locate (parameters, OSSL_PKEY_PARAM_PRIV_KEY);
  if (secret != NULL)
    OPENSSL_cleanse (secret->data, secret->data_size);
  OSSL_PARAM_free (parameters);

  return pkey;
}

static GBytes *
read_raw (EVP_PKEY *pkey)
{
  g_autoptr(BIGNUM) private_key = NULL;
  guint8 *raw;

  if (EVP_PKEY_get_bn_param (pkey, OSSL_PKEY_PARAM_PRIV_KEY, &private_key) != 1)
    return NULL;

  raw = g_malloc (NP_ATTESTATION_KEY_SIZE);
  BN_bn2binpad (private_key, raw, NP_ATTESTATION_KEY_SIZE);

  return np_secret_bytes_new_take (raw, NP_ATTESTATION_KEY_SIZE);
}

static GBytes *
read_public (EVP_PKEY *pkey)
{
  guint8 point[NP_ATTESTATION_PUBLIC_KEY_SIZE];
  gsize size;

  if (EVP_PKEY_get_octet_string_param (pkey, OSSL_PKEY_PARAM_PUB_KEY, point, sizeof point, &size) != 1 || size != sizeof point
      || point[0] != POINT_CONVERSION_UNCOMPRESSED)
    return NULL;

  return g_bytes_new (point, sizeof point);
}

static gboolean
is_p256 (EVP_PKEY *pkey)
{
  char group[32] = "";

  return EVP_PKEY_is_a (pkey, "EC") && EVP_PKEY_get_group_name (pkey, group, sizeof group, NULL) == 1
         && g_str_equal (group, GROUP);
}

/**
 * np_attestation_key_generate:
 *
 * Returns: (transfer full) (nullable): a new random key, or %NULL with %NP_ERROR_TOOL_FAILED if OpenSSL can't make one
 */
NpAttestationKey *
np_attestation_key_generate (GError **error)
{
  EVP_PKEY *pkey = EVP_EC_gen (GROUP);

  if (pkey == NULL)
    {
      np_openssl_set_error (error, "EVP_EC_gen");
      return NULL;
    }

  return np_attestation_key_new_take (pkey, read_raw (pkey), read_public (pkey));
}

/**
 * np_attestation_key_new_from_raw:
 * @raw: 32 bytes, big endian
 *
 * Returns: (transfer full) (nullable): the key, or %NULL with %NP_ERROR_INVALID_DATA if that is no private key of P-256
 */
NpAttestationKey *
np_attestation_key_new_from_raw (GBytes *raw, GError **error)
{
  g_autoptr(EC_GROUP) group = NULL;
  g_autoptr(EC_POINT) point = NULL;
  g_autoptr(BIGNUM) number = NULL;
  guint8 public_key[NP_ATTESTATION_PUBLIC_KEY_SIZE];
  EVP_PKEY *pkey;
  gconstpointer data;
  gsize size;

  g_return_val_if_fail (raw != NULL, NULL);

  data = g_bytes_get_data (raw, &size);
  if (size != NP_ATTESTATION_KEY_SIZE)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA,
                   _("The private key has %" G_GSIZE_FORMAT " bytes; a raw key of P-256 has %d."), size, NP_ATTESTATION_KEY_SIZE);
      return NULL;
    }

  group = EC_GROUP_new_by_curve_name (NID_X9_62_prime256v1);
  point = EC_POINT_new (group);
  number = BN_bin2bn (data, size, NULL);
  BN_set_flags (number, BN_FLG_CONSTTIME);
  if (BN_is_zero (number) || BN_cmp (number, EC_GROUP_get0_order (group)) >= 0)
    {
      g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA,
                           _("The private key is zero or larger than the curve P-256 allows. Give another key."));
      return NULL;
    }

  if (EC_POINT_mul (group, point, number, NULL, NULL, NULL) != 1
      || EC_POINT_point2oct (group, point, POINT_CONVERSION_UNCOMPRESSED, public_key, sizeof public_key, NULL) != sizeof public_key
      || (pkey = make_pkey (number, public_key)) == NULL)
    {
      np_openssl_set_error (error, "EVP_PKEY_fromdata");
      return NULL;
    }

  return np_attestation_key_new_take (pkey, np_secret_bytes_new (data, size), g_bytes_new (public_key, sizeof public_key));
}

typedef struct
{
  NpPassphraseFunc ask;
  gpointer user_data;
  gboolean asked;
  gboolean given;
} Passphrase;

static int
passphrase_cb (char *buffer, int size, int writing, void *user_data)
{
  Passphrase *passphrase = user_data;
  g_autoptr(GBytes) bytes = NULL;
  gsize length;
  gconstpointer data;

  passphrase->asked = TRUE;
  if (passphrase->ask != NULL)
    bytes = passphrase->ask (passphrase->user_data);
  if (bytes == NULL)
    return -1;

  passphrase->given = TRUE;
  data = g_bytes_get_data (bytes, &length);
  length = MIN (length, (gsize) size);
  if (length > 0)
    memcpy (buffer, data, length);

  return length;
}

/* (nullable): whatever private key it is: PEM of any kind; DER of SEC1, PKCS#8, encrypted PKCS#8. */
static EVP_PKEY *
decode_private (GBytes *bytes, Passphrase *passphrase)
{
  g_autoptr(BIO) bio = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  const guint8 *end = data;
  EVP_PKEY *pkey;

  if (size == 0 || size > G_MAXINT)
    return NULL;

  bio = BIO_new_mem_buf (data, size);
  if (memmem (data, size, PEM_BEGIN, strlen (PEM_BEGIN)) != NULL)
    return PEM_read_bio_PrivateKey (bio, NULL, passphrase_cb, passphrase);

  pkey = d2i_AutoPrivateKey (NULL, &end, size);
  if (pkey == NULL)
    pkey = d2i_PKCS8PrivateKey_bio (bio, NULL, passphrase_cb, passphrase);

  return pkey;
}

static void
set_decode_error (const Passphrase *passphrase, GError **error)
{
  if (passphrase->given)
    g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The private key can't be decrypted. Check the passphrase."));
  else if (passphrase->asked)
    g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The private key is encrypted. Give its passphrase."));
  else
    g_set_error_literal (
        error, NP_ERROR, NP_ERROR_INVALID_DATA,
        _("This isn't a private key: neither 32 raw bytes nor SEC1 or PKCS#8, in DER or PEM. Choose the key's file."));
}

/**
 * np_attestation_key_new:
 * @bytes: a file's content: 32 raw bytes, SEC1 or PKCS#8 in DER or PEM, also encrypted
 * @ask: (nullable) (scope call): gives the passphrase of an encrypted key
 *
 * Returns: (transfer full) (nullable): the key, or %NULL with %NP_ERROR_INVALID_DATA
 */
NpAttestationKey *
np_attestation_key_new (GBytes *bytes, NpPassphraseFunc ask, gpointer user_data, GError **error)
{
  Passphrase passphrase = { .ask = ask, .user_data = user_data };
  g_autoptr(EVP_PKEY) pkey = NULL;
  g_autoptr(GBytes) raw = NULL;
  g_autoptr(GBytes) public_key = NULL;
  g_autoptr(NpAttestationKey) self = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  if (g_bytes_get_size (bytes) == NP_ATTESTATION_KEY_SIZE)
    return np_attestation_key_new_from_raw (bytes, error);
  if (!np_encrypted_key_check_cost (bytes, error))
    return NULL;

  pkey = decode_private (bytes, &passphrase);
  ERR_clear_error ();
  if (pkey == NULL)
    {
      set_decode_error (&passphrase, error);
      return NULL;
    }

  if (is_p256 (pkey))
    {
      raw = read_raw (pkey);
      public_key = read_public (pkey);
    }
  ERR_clear_error ();
  if (raw == NULL)
    {
      g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA,
                           _("This isn't a private key on the curve P-256, the only one that Matter uses. Give another key."));
      return NULL;
    }

  self = np_attestation_key_new_from_raw (raw, error);
  if (self != NULL && public_key != NULL && !g_bytes_equal (self->public_key, public_key))
    {
      g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA,
                           _("The public key in this file doesn't belong to its private key. Give another file."));
      return NULL;
    }

  return g_steal_pointer (&self);
}

NpAttestationKey *
np_attestation_key_ref (NpAttestationKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
np_attestation_key_unref (NpAttestationKey *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  EVP_PKEY_free (self->pkey);
  g_bytes_unref (self->raw);
  g_bytes_unref (self->public_key);
  g_free (self);
}

EVP_PKEY *
np_attestation_key_get_pkey (NpAttestationKey *self)
{
  return self->pkey;
}

GBytes *
np_attestation_key_get_raw (NpAttestationKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->raw;
}

GBytes *
np_attestation_key_get_public (NpAttestationKey *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->public_key;
}

static gboolean
write_key (NpAttestationKey *self, NpKeyFormat format, GBytes *passphrase, BIO *bio)
{
  const EVP_CIPHER *cipher = passphrase != NULL ? EVP_aes_256_cbc () : NULL;
  gsize size = 0;
  const void *password = passphrase != NULL ? g_bytes_get_data (passphrase, &size) : NULL;

  switch (format)
    {
    case NP_KEY_FORMAT_RAW:
      return BIO_write (bio, g_bytes_get_data (self->raw, NULL), NP_ATTESTATION_KEY_SIZE) == NP_ATTESTATION_KEY_SIZE;
    case NP_KEY_FORMAT_SEC1_DER:
      return i2d_PrivateKey_bio (bio, self->pkey) == 1;
    case NP_KEY_FORMAT_SEC1_PEM:
      return PEM_write_bio_PrivateKey_traditional (bio, self->pkey, NULL, NULL, 0, NULL, NULL) == 1;
    case NP_KEY_FORMAT_PKCS8_DER:
      return i2d_PKCS8PrivateKey_bio (bio, self->pkey, cipher, password, size, NULL, NULL) == 1;
    case NP_KEY_FORMAT_PKCS8_PEM:
      return PEM_write_bio_PKCS8PrivateKey (bio, self->pkey, cipher, password, size, NULL, NULL) == 1;
    case NP_KEY_FORMAT_PUBLIC_RAW:
      return BIO_write (bio, g_bytes_get_data (self->public_key, NULL), NP_ATTESTATION_PUBLIC_KEY_SIZE)
             == NP_ATTESTATION_PUBLIC_KEY_SIZE;
    case NP_KEY_FORMAT_PUBLIC_DER:
      return i2d_PUBKEY_bio (bio, self->pkey) == 1;
    case NP_KEY_FORMAT_PUBLIC_PEM:
      return PEM_write_bio_PUBKEY (bio, self->pkey) == 1;
    }

  g_return_val_if_reached (FALSE);
}

/**
 * np_attestation_key_export:
 * @format: how to write it
 * @passphrase: (nullable): encrypts it; only for the PKCS#8 formats
 *
 * Returns: (transfer full) (nullable): a file's content, cleared when dropped, or %NULL with %NP_ERROR_TOOL_FAILED
 */
GBytes *
np_attestation_key_export (NpAttestationKey *self, NpKeyFormat format, GBytes *passphrase, GError **error)
{
  g_autoptr(BIO) bio = NULL;
  char *data;
  long size;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (passphrase == NULL || format == NP_KEY_FORMAT_PKCS8_DER || format == NP_KEY_FORMAT_PKCS8_PEM, NULL);

  bio = BIO_new (BIO_s_mem ());
  if (!write_key (self, format, passphrase, bio))
    {
      np_openssl_set_error (error, "PEM_write_bio");
      return NULL;
    }
  size = BIO_get_mem_data (bio, &data);

  return np_secret_bytes_new (data, size);
}

static GBytes *
signature_to_raw (GBytes *der)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (der, &size);
  g_autoptr(ECDSA_SIG) signature = d2i_ECDSA_SIG (NULL, &data, size);
  guint8 raw[NP_ATTESTATION_SIGNATURE_SIZE];

  BN_bn2binpad (ECDSA_SIG_get0_r (signature), raw, sizeof raw / 2);
  BN_bn2binpad (ECDSA_SIG_get0_s (signature), raw + sizeof raw / 2, sizeof raw / 2);

  return g_bytes_new (raw, sizeof raw);
}

/* (transfer full) (nullable): the signature as DER, or NULL with NP_ERROR_TOOL_FAILED. */
GBytes *
np_attestation_key_sign_der (NpAttestationKey *self, GBytes *message, GError **error)
{
  g_autoptr(EVP_MD_CTX) context = EVP_MD_CTX_new ();
  guint8 der[80];
  gsize der_size = sizeof der;
  gsize size;
  gconstpointer data = g_bytes_get_data (message, &size);

  if (EVP_DigestSignInit (context, NULL, EVP_sha256 (), NULL, self->pkey) != 1
      || EVP_DigestSign (context, der, &der_size, data, size) != 1)
    {
      np_openssl_set_error (error, "EVP_DigestSign");
      return NULL;
    }

  return g_bytes_new (der, der_size);
}

/**
 * np_attestation_key_sign:
 * @message: what to sign
 *
 * ECDSA with SHA-256, as a device signs its attestation.
 *
 * Returns: (transfer full) (nullable): r ‖ s, 64 bytes, or %NULL with %NP_ERROR_TOOL_FAILED
 */
GBytes *
np_attestation_key_sign (NpAttestationKey *self, GBytes *message, GError **error)
{
  g_autoptr(GBytes) der = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (message != NULL, NULL);

  der = np_attestation_key_sign_der (self, message, error);

  return der != NULL ? signature_to_raw (der) : NULL;
}

/* (nullable): NULL if the 65 bytes aren't a point of P-256. */
EVP_PKEY *
np_attestation_public_key_to_pkey (GBytes *public_key)
{
  gsize size;
  const guint8 *point = g_bytes_get_data (public_key, &size);
  EVP_PKEY *pkey = NULL;

  if (size == NP_ATTESTATION_PUBLIC_KEY_SIZE && point[0] == POINT_CONVERSION_UNCOMPRESSED)
    pkey = make_pkey (NULL, point);
  ERR_clear_error ();

  return pkey;
}

static EVP_PKEY *
decode_public (GBytes *bytes)
{
  g_autoptr(BIO) bio = NULL;
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  if (size == NP_ATTESTATION_PUBLIC_KEY_SIZE)
    return np_attestation_public_key_to_pkey (bytes);
  if (size == 0 || size > G_MAXINT)
    return NULL;

  if (memmem (data, size, PEM_BEGIN, strlen (PEM_BEGIN)) == NULL)
    return d2i_PUBKEY (NULL, &data, size);

  bio = BIO_new_mem_buf (data, size);

  return PEM_read_bio_PUBKEY (bio, NULL, NULL, NULL);
}

/**
 * np_attestation_public_key_read:
 * @bytes: a file's content: 65 raw bytes, or SubjectPublicKeyInfo in DER or PEM
 *
 * Returns: (transfer full) (nullable): the public key as 65 bytes, or %NULL with %NP_ERROR_INVALID_DATA if it isn't one of P-256
 */
GBytes *
np_attestation_public_key_read (GBytes *bytes, GError **error)
{
  g_autoptr(EVP_PKEY) pkey = NULL;
  GBytes *public_key = NULL;

  g_return_val_if_fail (bytes != NULL, NULL);

  pkey = decode_public (bytes);
  if (pkey != NULL && is_p256 (pkey))
    public_key = read_public (pkey);
  ERR_clear_error ();

  if (public_key == NULL)
    g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA,
                         _("This isn't an uncompressed public key on the curve P-256. Give another key."));

  return public_key;
}

/**
 * np_attestation_public_key_verify_der: (skip)
 * @signature: ECDSA signature in DER
 *
 * Returns: %TRUE if it is the key's signature of @message
 */
gboolean
np_attestation_public_key_verify_der (GBytes *public_key, GBytes *message, const guint8 *signature, gsize size)
{
  g_autoptr(EVP_PKEY) pkey = np_attestation_public_key_to_pkey (public_key);
  g_autoptr(EVP_MD_CTX) context = NULL;
  gconstpointer data;
  gsize message_size;
  gboolean holds;

  if (pkey == NULL)
    return FALSE;

  context = EVP_MD_CTX_new ();
  data = g_bytes_get_data (message, &message_size);
  holds = EVP_DigestVerifyInit (context, NULL, EVP_sha256 (), NULL, pkey) == 1
          && EVP_DigestVerify (context, signature, size, data, message_size) == 1;
  ERR_clear_error ();

  return holds;
}

/**
 * np_attestation_public_key_verify:
 * @public_key: 65 bytes
 * @message: what was signed
 * @signature: r ‖ s, 64 bytes
 *
 * Returns: %TRUE if it is the key's signature of @message; anything else, also a malformed argument, is %FALSE
 */
gboolean
np_attestation_public_key_verify (GBytes *public_key, GBytes *message, GBytes *signature)
{
  g_autoptr(ECDSA_SIG) parts = NULL;
  g_autofree guint8 *der = NULL;
  const guint8 *raw;
  guint8 *end;
  gsize size;
  int der_size;

  g_return_val_if_fail (public_key != NULL, FALSE);
  g_return_val_if_fail (message != NULL, FALSE);
  g_return_val_if_fail (signature != NULL, FALSE);

  raw = g_bytes_get_data (signature, &size);
  if (size != NP_ATTESTATION_SIGNATURE_SIZE)
    return FALSE;

  parts = ECDSA_SIG_new ();
  ECDSA_SIG_set0 (parts, BN_bin2bn (raw, size / 2, NULL), BN_bin2bn (raw + size / 2, size / 2, NULL));
  der_size = i2d_ECDSA_SIG (parts, NULL);
  der = end = g_malloc (der_size);
  i2d_ECDSA_SIG (parts, &end);

  return np_attestation_public_key_verify_der (public_key, message, der, der_size);
}
