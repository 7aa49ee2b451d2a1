/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <openssl/asn1t.h>
#include <openssl/pem.h>

#include "np-encrypted-key-private.h"
#include "np-error.h"
#include "np-openssl-private.h"

/* Rounds of a hash, or steps of scrypt: some seconds. Whoever is careful today takes less than a tenth of it. */
#define MAX_COST (10 * 1000 * 1000)

G_DEFINE_AUTOPTR_CLEANUP_FUNC (X509_SIG, X509_SIG_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PBEPARAM, PBEPARAM_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PBE2PARAM, PBE2PARAM_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PBKDF2PARAM, PBKDF2PARAM_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SCRYPT_PARAMS, SCRYPT_PARAMS_free)

/* What isn't a positive number is OpenSSL's to refuse; what it can't hold is large. */
static guint64
read_number (const ASN1_INTEGER *integer)
{
  int64_t number = 0;

  if (integer == NULL)
    return 1;
  if (ASN1_INTEGER_get_int64 (&number, integer) != 1)
    return G_MAXINT64;
  return (guint64) MAX (number, 1);
}

static guint64
multiply (guint64 a, guint64 b)
{
  return a > G_MAXINT64 / b ? G_MAXINT64 : a * b;
}

static guint64
measure_derivation (const X509_ALGOR *derivation)
{
  int kind = OBJ_obj2nid (derivation->algorithm);

  if (kind == NID_id_pbkdf2)
    {
      g_autoptr(PBKDF2PARAM) parameters = ASN1_TYPE_unpack_sequence (ASN1_ITEM_rptr (PBKDF2PARAM), derivation->parameter);

      return parameters != NULL ? read_number (parameters->iter) : 0;
    }
  if (kind == NID_id_scrypt)
    {
      g_autoptr(SCRYPT_PARAMS) parameters = ASN1_TYPE_unpack_sequence (ASN1_ITEM_rptr (SCRYPT_PARAMS), derivation->parameter);

      return parameters != NULL ? multiply (multiply (read_number (parameters->costParameter), read_number (parameters->blockSize)),
                                            read_number (parameters->parallelizationParameter))
                                : 0;
    }
  return 0;
}

/* PKCS#5 version 2, or one of the older schemes, which all count their rounds the same way. */
static guint64
measure_scheme (const X509_ALGOR *scheme)
{
  g_autoptr(PBEPARAM) parameters = NULL;

  if (OBJ_obj2nid (scheme->algorithm) == NID_pbes2)
    {
      g_autoptr(PBE2PARAM) parts = ASN1_TYPE_unpack_sequence (ASN1_ITEM_rptr (PBE2PARAM), scheme->parameter);

      return parts != NULL ? measure_derivation (parts->keyfunc) : 0;
    }
  parameters = ASN1_TYPE_unpack_sequence (ASN1_ITEM_rptr (PBEPARAM), scheme->parameter);
  return parameters != NULL ? read_number (parameters->iter) : 0;
}

/* 0 for what is no EncryptedPrivateKeyInfo (RFC 5208) */
static guint64
measure_der (const guint8 *data, gsize size)
{
  g_autoptr(X509_SIG) info = size <= G_MAXLONG ? d2i_X509_SIG (NULL, &data, (long) size) : NULL;
  const X509_ALGOR *scheme = NULL;

  if (info == NULL)
    return 0;
  X509_SIG_get0 (info, &scheme, NULL);
  return measure_scheme (scheme);
}

static guint64
measure_pem (const guint8 *data, gsize size)
{
  g_autoptr(BIO) bio = size <= G_MAXINT ? BIO_new_mem_buf (data, (int) size) : NULL;
  guint64 cost = 0;
  char *name;
  char *header;
  unsigned char *contents;
  long length;

  while (bio != NULL && PEM_read_bio (bio, &name, &header, &contents, &length) == 1)
    {
      if (g_str_equal (name, PEM_STRING_PKCS8))
        cost = MAX (cost, measure_der (contents, (gsize) length));
      OPENSSL_free (name);
      OPENSSL_free (header);
      OPENSSL_clear_free (contents, (gsize) length);
    }
  return cost;
}

gboolean
np_encrypted_key_check_cost (GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);
  guint64 cost = 0;

  if (size > 0)
    cost = MAX (measure_pem (data, size), measure_der (data, size));
  ERR_clear_error ();
  if (cost <= MAX_COST)
    return TRUE;
  g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA,
                       _("The private key is encrypted in a way that takes far too long to undo. Encrypt it anew, with fewer rounds."));
  return FALSE;
}
