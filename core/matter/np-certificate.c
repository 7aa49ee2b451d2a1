/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <string.h>
#include <time.h>

#include "np-certificate-private.h"
#include "np-error.h"

#define PEM_LABEL "CERTIFICATE"
#define PEM_BEGIN "-----BEGIN "

/* A file with more certificates than this is something else. */
#define MAX_CERTIFICATES 10000

struct _NpCertificate
{
  gatomicrefcount ref_count;

  X509 *x509;
  GBytes *der;
  GBytes *subject_key_id;
  GBytes *authority_key_id;
  GBytes *public_key;
  gint64 not_before;
  gint64 not_after;
  char *subject;
  char *issuer;
  NpCertificateIdentity identity;
};

G_DEFINE_BOXED_TYPE (NpCertificate, np_certificate, np_certificate_ref, np_certificate_unref)

/**
 * np_certificate_role_get_name:
 *
 * Returns: (transfer none): what a sentence calls it (translated)
 */
const char *
np_certificate_role_get_name (NpCertificateRole role)
{
  switch (role)
    {
    case NP_CERTIFICATE_DAC:
      return _("DAC");
    case NP_CERTIFICATE_PAI:
      return _("PAI certificate");
    case NP_CERTIFICATE_PAA:
      return _("PAA certificate");
    }

  g_return_val_if_reached (NULL);
}

/**
 * np_certificate_role_get_tag:
 *
 * Returns: the field that what is wrong with such a certificate leads to. A PAA has none of its own: it is the PAI certificate that hangs
 *   on it.
 */
NpTag
np_certificate_role_get_tag (NpCertificateRole role)
{
  switch (role)
    {
    case NP_CERTIFICATE_DAC:
      return NP_TAG_DEVICE_ATTESTATION_CERTIFICATE;
    case NP_CERTIFICATE_PAI:
    case NP_CERTIFICATE_PAA:
      return NP_TAG_PAI_CERTIFICATE;
    }

  g_return_val_if_reached (NP_TAG_NONE);
}

static GBytes *
copy_octets (const ASN1_OCTET_STRING *octets)
{
  if (octets == NULL)
    return NULL;

  return g_bytes_new (ASN1_STRING_get0_data (octets), ASN1_STRING_length (octets));
}

static gint64
read_time (const ASN1_TIME *time)
{
  struct tm parts;

  if (ASN1_TIME_to_tm (time, &parts) != 1)
    return NP_CERTIFICATE_NO_TIME;

  return timegm (&parts);
}

static GBytes *
read_public_key (X509 *x509)
{
  EVP_PKEY *key = X509_get0_pubkey (x509);
  const ASN1_BIT_STRING *point = X509_get0_pubkey_bitstr (x509);
  char group[32] = "";

  if (key == NULL || !EVP_PKEY_is_a (key, "EC") || EVP_PKEY_get_group_name (key, group, sizeof group, NULL) != 1
      || !g_str_equal (group, SN_X9_62_prime256v1))
    return NULL;

  if (ASN1_STRING_length (point) != NP_CERTIFICATE_PUBLIC_KEY_SIZE
      || ASN1_STRING_get0_data (point)[0] != POINT_CONVERSION_UNCOMPRESSED)
    return NULL;

  return copy_octets (point);
}

static NpCertificate *
np_certificate_new_take (X509 *x509, GBytes *der)
{
  NpCertificate *self = g_new0 (NpCertificate, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->x509 = x509;
  self->der = der;
  self->subject_key_id = copy_octets (X509_get0_subject_key_id (x509));
  self->authority_key_id = copy_octets (X509_get0_authority_key_id (x509));
  self->public_key = read_public_key (x509);
  self->not_before = read_time (X509_get0_notBefore (x509));
  self->not_after = read_time (X509_get0_notAfter (x509));
  self->subject = np_certificate_name_to_text (X509_get_subject_name (x509));
  self->issuer = np_certificate_name_to_text (X509_get_issuer_name (x509));
  np_certificate_identity_read (&self->identity, X509_get_subject_name (x509));
  ERR_clear_error ();

  return self;
}

static gboolean
looks_like_pem (const guint8 *data, gsize size)
{
  return memmem (data, size, PEM_BEGIN, strlen (PEM_BEGIN)) != NULL;
}

static void
add_read_error (GPtrArray *problems, NpCertificateRole role, const char *code, char *what, const char *todo)
{
  np_problem_list_add (problems, NP_SEVERITY_ERROR, np_certificate_role_get_tag (role), code, NULL, what, NULL, todo);
}

/**
 * np_certificate_read:
 * @der: what should be one certificate in DER, and nothing else
 * @role: what it is meant to be, for the texts
 * @problems: (element-type NpProblem): where problems are added: certificate-empty, -pem, -unreadable, -trailing-bytes
 *
 * Reads what stands in factory data, where no other form is allowed.
 *
 * Returns: (transfer full) (nullable): the certificate, or %NULL if it can't be read
 */
NpCertificate *
np_certificate_read (GBytes *der, NpCertificateRole role, GPtrArray *problems)
{
  const char *name = np_certificate_role_get_name (role);
  g_autoptr(X509) x509 = NULL;
  const guint8 *data;
  const guint8 *end;
  gsize size;

  g_return_val_if_fail (der != NULL, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  data = g_bytes_get_data (der, &size);
  if (size == 0)
    {
      add_read_error (problems, role, "certificate-empty", g_strdup_printf (_("The %s is empty."), name),
                      _("Give the certificate's file."));
      return NULL;
    }

  end = data;
  x509 = d2i_X509 (NULL, &end, MIN (size, G_MAXINT));
  ERR_clear_error ();
  if (x509 == NULL && looks_like_pem (data, size))
    {
      add_read_error (problems, role, "certificate-pem", g_strdup_printf (_("The %s is PEM text; the device needs DER."), name),
                      _("Import the file again: a PEM file is turned into DER then."));
      return NULL;
    }
  if (x509 == NULL)
    {
      add_read_error (problems, role, "certificate-unreadable",
                      g_strdup_printf (_("The %s (%" G_GSIZE_FORMAT " bytes) isn't an X.509 certificate in DER."), name, size),
                      _("Give the certificate's own file; it may be damaged, cut off, or a key."));
      return NULL;
    }
  if (end != data + size)
    {
      add_read_error (problems, role, "certificate-trailing-bytes",
                      g_strdup_printf (_("The %s ends after %" G_GSIZE_FORMAT " bytes, but %" G_GSIZE_FORMAT " bytes are given."),
                                       name, (gsize) (end - data), size),
                      _("Give the certificate alone, without anything behind it."));
      return NULL;
    }

  return np_certificate_new_take (g_steal_pointer (&x509), g_bytes_ref (der));
}

static gboolean
read_pem (GBytes *bytes, GPtrArray *certificates)
{
  g_autoptr(BIO) bio = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  char *label;
  char *header;
  guint8 *der;
  long der_size;
  gboolean sound = TRUE;

  bio = BIO_new_mem_buf (data, MIN (size, G_MAXINT));
  while (sound && certificates->len < MAX_CERTIFICATES && PEM_read_bio (bio, &label, &header, &der, &der_size) == 1)
    {
      if (g_str_equal (label, PEM_LABEL))
        {
          g_autoptr(GPtrArray) problems = np_problem_list_new ();
          g_autoptr(GBytes) copy = g_bytes_new (der, der_size);
          NpCertificate *certificate = np_certificate_read (copy, NP_CERTIFICATE_DAC, problems);

          sound = certificate != NULL;
          if (sound)
            g_ptr_array_add (certificates, certificate);
        }
      OPENSSL_free (label);
      OPENSSL_free (header);
      OPENSSL_clear_free (der, der_size);
    }
  ERR_clear_error ();

  return sound;
}

/**
 * np_certificate_list_new:
 * @bytes: a file's content: one certificate in DER, or any number of them in PEM (keys and other text between them are passed over)
 *
 * Returns: (transfer full) (element-type NpCertificate) (nullable): at least one certificate, in the file's order; %NULL with
 *   %NP_ERROR_INVALID_DATA if there is none, or one that can't be read
 */
GPtrArray *
np_certificate_list_new (GBytes *bytes, GError **error)
{
  g_autoptr(GPtrArray) certificates = NULL;
  gsize size;
  const guint8 *data;

  g_return_val_if_fail (bytes != NULL, NULL);

  certificates = g_ptr_array_new_with_free_func ((GDestroyNotify) np_certificate_unref);
  data = g_bytes_get_data (bytes, &size);
  if (size > 0 && looks_like_pem (data, size))
    {
      if (!read_pem (bytes, certificates))
        g_ptr_array_set_size (certificates, 0);
    }
  else
    {
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      NpCertificate *certificate = np_certificate_read (bytes, NP_CERTIFICATE_DAC, problems);

      if (certificate != NULL)
        g_ptr_array_add (certificates, certificate);
    }

  if (certificates->len == 0)
    {
      g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA,
                           _("This isn't an X.509 certificate, neither in DER nor in PEM. Choose a certificate's file."));
      return NULL;
    }

  return g_steal_pointer (&certificates);
}

/**
 * np_certificate_new:
 * @bytes: a file's content, in DER or PEM
 *
 * Returns: (transfer full) (nullable): its first certificate, or %NULL with %NP_ERROR_INVALID_DATA
 */
NpCertificate *
np_certificate_new (GBytes *bytes, GError **error)
{
  g_autoptr(GPtrArray) certificates = np_certificate_list_new (bytes, error);

  return certificates != NULL ? np_certificate_ref (certificates->pdata[0]) : NULL;
}

NpCertificate *
np_certificate_ref (NpCertificate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
np_certificate_unref (NpCertificate *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  X509_free (self->x509);
  g_bytes_unref (self->der);
  g_clear_pointer (&self->subject_key_id, g_bytes_unref);
  g_clear_pointer (&self->authority_key_id, g_bytes_unref);
  g_clear_pointer (&self->public_key, g_bytes_unref);
  g_free (self->subject);
  g_free (self->issuer);
  g_free (self->identity.malformed);
  g_free (self);
}

X509 *
np_certificate_get_x509 (NpCertificate *self)
{
  return self->x509;
}

const NpCertificateIdentity *
np_certificate_get_identity (NpCertificate *self)
{
  return &self->identity;
}

GBytes *
np_certificate_get_der (NpCertificate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->der;
}

/**
 * np_certificate_to_pem:
 *
 * Returns: (transfer full): the certificate as PEM text
 */
char *
np_certificate_to_pem (NpCertificate *self)
{
  g_autoptr(BIO) bio = NULL;
  char *data;
  long size;

  g_return_val_if_fail (self != NULL, NULL);

  bio = BIO_new (BIO_s_mem ());
  PEM_write_bio_X509 (bio, self->x509);
  size = BIO_get_mem_data (bio, &data);

  return g_strndup (data, size);
}

/**
 * np_certificate_get_vendor_id:
 * @vendor_id: (out) (optional): the subject's vendor id
 *
 * Returns: %TRUE if it has one
 */
gboolean
np_certificate_get_vendor_id (NpCertificate *self, guint16 *vendor_id)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->identity.has_vendor_id && vendor_id != NULL)
    *vendor_id = self->identity.vendor_id;

  return self->identity.has_vendor_id;
}

/**
 * np_certificate_get_product_id:
 * @product_id: (out) (optional): the subject's product id
 *
 * Returns: %TRUE if it has one
 */
gboolean
np_certificate_get_product_id (NpCertificate *self, guint16 *product_id)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->identity.has_product_id && product_id != NULL)
    *product_id = self->identity.product_id;

  return self->identity.has_product_id;
}

GBytes *
np_certificate_get_subject_key_id (NpCertificate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->subject_key_id;
}

GBytes *
np_certificate_get_authority_key_id (NpCertificate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->authority_key_id;
}

GBytes *
np_certificate_get_public_key (NpCertificate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->public_key;
}

gint64
np_certificate_get_not_before (NpCertificate *self)
{
  g_return_val_if_fail (self != NULL, NP_CERTIFICATE_NO_TIME);

  return self->not_before;
}

gint64
np_certificate_get_not_after (NpCertificate *self)
{
  g_return_val_if_fail (self != NULL, NP_CERTIFICATE_NO_TIME);

  return self->not_after;
}

const char *
np_certificate_get_subject (NpCertificate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->subject;
}

const char *
np_certificate_get_issuer (NpCertificate *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->issuer;
}

/**
 * np_certificate_is_issued_by:
 *
 * Returns: %TRUE if its issuer is called what @issuer is called; this says nothing of the signature
 */
gboolean
np_certificate_is_issued_by (NpCertificate *self, NpCertificate *issuer)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (issuer != NULL, FALSE);

  return X509_NAME_cmp (X509_get_issuer_name (self->x509), X509_get_subject_name (issuer->x509)) == 0;
}

/**
 * np_certificate_is_signed_by:
 *
 * Returns: %TRUE if the key of @issuer made its signature
 */
gboolean
np_certificate_is_signed_by (NpCertificate *self, NpCertificate *issuer)
{
  EVP_PKEY *key;
  gboolean holds;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (issuer != NULL, FALSE);

  key = X509_get0_pubkey (issuer->x509);
  holds = key != NULL && X509_verify (self->x509, key) == 1;
  ERR_clear_error ();

  return holds;
}
