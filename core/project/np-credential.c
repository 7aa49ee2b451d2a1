/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "factory/np-bytes-text.h"
#include "factory/np-problem.h"
#include "matter/np-certificate.h"
#include "matter/np-signed-data.h"
#include "np-credential.h"
#include "np-error.h"

/* Nothing here quotes what it reads: it may be a private key. */

typedef struct
{
  NpTag tag;
  const char *file_stem;
  gboolean (*read) (GBytes *contents, NpCredential *credential, GError **error); /* NULL: a private key, which may need a passphrase */
} Kind;

static gboolean
fail (GError **error, const char *message)
{
  g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, message);
  return FALSE;
}

/* Files of another kind */

static gboolean
contains (GBytes *contents, const char *text)
{
  gsize size;
  const char *data = g_bytes_get_data (contents, &size);

  return size > 0 && g_strstr_len (data, (gssize) size, text) != NULL;
}

static gboolean
is_private_key (GBytes *contents)
{
  gsize size = g_bytes_get_size (contents);
  g_autoptr(NpAttestationKey) key = NULL;

  if (contains (contents, "PRIVATE KEY-----"))
    return TRUE;
  key = size != NP_ATTESTATION_KEY_SIZE ? np_attestation_key_new (contents, NULL, NULL, NULL) : NULL;
  return key != NULL;
}

static gboolean
is_declaration (GBytes *contents)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_auto(NpSignedData) signed_data = { NULL };

  return np_signed_data_read (contents, &signed_data, problems) == NP_ATTESTATION_GOOD;
}

/* (nullable): what the contents are, when they can be told */
static const char *
name_contents (GBytes *contents)
{
  g_autoptr(NpCertificate) certificate = np_certificate_new (contents, NULL);
  g_autoptr(GBytes) public_key = NULL;

  if (certificate != NULL)
    switch (np_certificate_guess_role (certificate))
      {
      case NP_CERTIFICATE_DAC: return _("This is a DAC, or another certificate that isn’t an authority’s.");
      case NP_CERTIFICATE_PAI: return _("This is a PAI certificate.");
      case NP_CERTIFICATE_PAA: return _("This is a PAA certificate. Devices don’t carry it: add it to the trusted authorities instead.");
      }
  if (is_private_key (contents))
    return _("This is a private key.");
  public_key = np_attestation_public_key_read (contents, NULL);
  if (public_key != NULL)
    return _("This is a public key.");
  return is_declaration (contents) ? _("This is a certification declaration.") : NULL;
}

static gboolean
fail_with_kind (GBytes *contents, const char *wanted, GError **error)
{
  const char *kind = name_contents (contents);
  g_autofree char *message = kind != NULL ? g_strdup_printf (C_("what a file is, what is wanted", "%s %s"), kind, wanted) : g_strdup (wanted);

  return fail (error, message);
}

/* Reading */

static gboolean
read_certificate (GBytes *contents, NpCertificateRole role, const char *wanted, NpCredential *credential, GError **error)
{
  g_autoptr(GPtrArray) certificates = np_certificate_list_new (contents, NULL);

  for (guint i = 0; certificates != NULL && i < certificates->len; i++)
    if (np_certificate_guess_role (certificates->pdata[i]) == role)
      {
        credential->value = g_bytes_ref (np_certificate_get_der (certificates->pdata[i]));
        return TRUE;
      }
  return fail_with_kind (contents, wanted, error);
}

static gboolean
read_dac (GBytes *contents, NpCredential *credential, GError **error)
{
  return read_certificate (contents, NP_CERTIFICATE_DAC, _("Give the DAC as an X.509 certificate in DER or PEM. Nothing was changed."), credential, error);
}

static gboolean
read_pai (GBytes *contents, NpCredential *credential, GError **error)
{
  return read_certificate (contents, NP_CERTIFICATE_PAI, _("Give the PAI certificate as X.509 in DER or PEM. Nothing was changed."), credential, error);
}

static gboolean
read_cd (GBytes *contents, NpCredential *credential, GError **error)
{
  if (!is_declaration (contents))
    return fail_with_kind (contents, _("Give the certification declaration as signed data (CMS) in DER. Nothing was changed."), error);
  credential->value = g_bytes_ref (contents);
  return TRUE;
}

static gboolean
read_public_key (GBytes *contents, NpCredential *credential, GError **error)
{
  credential->value = np_attestation_public_key_read (contents, NULL);
  return credential->value != NULL || fail_with_kind (contents, _("Give the public key: 65 bytes, DER or PEM. Nothing was changed."), error);
}

static const Kind kinds[] = {
  { NP_TAG_CERTIFICATION_DECLARATION, "cd", read_cd },
  { NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, "dac", read_dac },
  { NP_TAG_PAI_CERTIFICATE, "pai", read_pai },
  { NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, "dac-key", NULL },
  { NP_TAG_DEVICE_ATTESTATION_PUB_KEY, "dac-public-key", read_public_key },
};

static const Kind *
find_kind (NpTag tag)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].tag == tag)
      return &kinds[i];
  return NULL;
}

gboolean
np_credential_is_for (NpTag tag)
{
  return find_kind (tag) != NULL;
}

typedef struct
{
  GBytes *passphrase;
  gboolean asked;
} Passphrase;

static GBytes *
ask_cb (gpointer user_data)
{
  Passphrase *passphrase = user_data;

  passphrase->asked = TRUE;
  return passphrase->passphrase != NULL ? g_bytes_ref (passphrase->passphrase) : NULL;
}

static NpCredentialResult
read_private_key (GBytes *contents, GBytes *passphrase, NpCredential *credential, GError **error)
{
  Passphrase asking = { passphrase, FALSE };
  g_autoptr(GError) key_error = NULL;
  g_autoptr(NpAttestationKey) key = np_attestation_key_new (contents, ask_cb, &asking, &key_error);

  if (key == NULL && asking.asked)
    {
      g_propagate_error (error, g_steal_pointer (&key_error));
      return NP_CREDENTIAL_NEEDS_PASSPHRASE;
    }
  if (key == NULL)
    {
      fail_with_kind (contents, key_error->message, error);
      return NP_CREDENTIAL_FAILED;
    }
  credential->value = g_bytes_ref (np_attestation_key_get_raw (key));
  credential->public_key = g_bytes_ref (np_attestation_key_get_public (key));
  return NP_CREDENTIAL_READ;
}

/* Hexadecimal and the like, as people paste them: (nullable) unless it is such a text. */
static GBytes *
read_text (GBytes *contents)
{
  gsize size;
  const char *data = g_bytes_get_data (contents, &size);

  if (size == 0 || contains (contents, "-----BEGIN") || !g_utf8_validate_len (data, size, NULL))
    return NULL;
  return np_bytes_text_parse (data, size, NULL);
}

static NpCredentialResult
read_as_is (const Kind *kind, GBytes *contents, GBytes *passphrase, NpCredential *credential, GError **error)
{
  if (kind->read == NULL)
    return read_private_key (contents, passphrase, credential, error);
  return kind->read (contents, credential, error) ? NP_CREDENTIAL_READ : NP_CREDENTIAL_FAILED;
}

/**
 * np_credential_read:
 * @tag: a field for which np_credential_is_for ()
 * @contents: a file's, or a text that was pasted: DER, PEM, PKCS#8, SEC1, raw bytes, or any of these as hexadecimal or Base64
 * @passphrase: (nullable): of an encrypted private key
 * @credential: (out): to be cleared
 *
 * Any thread: a key that was encrypted with care takes some time.
 *
 * Returns: whether it was read; if not, @error says what it is instead, or that the passphrase is missing or wrong
 */
NpCredentialResult
np_credential_read (NpTag tag, GBytes *contents, GBytes *passphrase, NpCredential *credential, GError **error)
{
  const Kind *kind = find_kind (tag);
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) as_is_error = NULL;
  NpCredentialResult result;

  g_return_val_if_fail (kind != NULL, NP_CREDENTIAL_FAILED);
  g_return_val_if_fail (contents != NULL && credential != NULL, NP_CREDENTIAL_FAILED);

  *credential = (NpCredential) { NULL };
  result = read_as_is (kind, contents, passphrase, credential, &as_is_error);
  bytes = result == NP_CREDENTIAL_FAILED ? read_text (contents) : NULL;
  if (bytes != NULL)
    return read_as_is (kind, bytes, passphrase, credential, error);
  if (as_is_error != NULL)
    g_propagate_error (error, g_steal_pointer (&as_is_error));
  return result;
}

void
np_credential_clear (NpCredential *self)
{
  g_clear_pointer (&self->value, g_bytes_unref);
  g_clear_pointer (&self->public_key, g_bytes_unref);
}

/* Writing */

static gboolean
is_key (NpTag tag)
{
  return tag == NP_TAG_DEVICE_ATTESTATION_PRIV_KEY || tag == NP_TAG_DEVICE_ATTESTATION_PUB_KEY;
}

gboolean
np_credential_has_form (NpTag tag, NpCredentialForm form)
{
  switch (form)
    {
    case NP_CREDENTIAL_FORM_DER: return np_credential_is_for (tag);
    case NP_CREDENTIAL_FORM_PEM: return np_credential_is_for (tag) && tag != NP_TAG_CERTIFICATION_DECLARATION;
    case NP_CREDENTIAL_FORM_RAW: return is_key (tag);
    }
  g_return_val_if_reached (FALSE);
}

/* Returns: (transfer full): "dac.pem" */
char *
np_credential_dup_file_name (NpTag tag, NpCredentialForm form)
{
  static const char *const suffixes[]
      = { [NP_CREDENTIAL_FORM_DER] = ".der", [NP_CREDENTIAL_FORM_PEM] = ".pem", [NP_CREDENTIAL_FORM_RAW] = ".bin" };
  const Kind *kind = find_kind (tag);

  g_return_val_if_fail (kind != NULL, NULL);

  return g_strconcat (kind->file_stem, suffixes[form], NULL);
}

static GBytes *
write_certificate_pem (GBytes *value, GError **error)
{
  g_autoptr(NpCertificate) certificate = np_certificate_new (value, error);
  char *pem = certificate != NULL ? np_certificate_to_pem (certificate) : NULL;

  return pem != NULL ? g_bytes_new_take (pem, strlen (pem)) : NULL;
}

/* What stands before an uncompressed point of P-256 in SubjectPublicKeyInfo (RFC 5480). */
static const guint8 public_key_header[] = { 0x30, 0x59, 0x30, 0x13, 0x06, 0x07, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x02, 0x01,
                                            0x06, 0x08, 0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x03, 0x01, 0x07, 0x03, 0x42, 0x00 };

static GBytes *
write_public_key (GBytes *value, NpCredentialForm form, GError **error)
{
  g_autoptr(GBytes) point = np_attestation_public_key_read (value, error);
  guint8 der[sizeof public_key_header + NP_ATTESTATION_PUBLIC_KEY_SIZE];
  g_autofree char *base64 = NULL;
  char *pem;

  if (point == NULL)
    return NULL;
  memcpy (der, public_key_header, sizeof public_key_header);
  memcpy (der + sizeof public_key_header, g_bytes_get_data (point, NULL), NP_ATTESTATION_PUBLIC_KEY_SIZE);
  if (form == NP_CREDENTIAL_FORM_DER)
    return g_bytes_new (der, sizeof der);
  base64 = g_base64_encode (der, sizeof der);
  pem = g_strdup_printf ("-----BEGIN PUBLIC KEY-----\n%.64s\n%s\n-----END PUBLIC KEY-----\n", base64, base64 + 64);
  return g_bytes_new_take (pem, strlen (pem));
}

static GBytes *
write_private_key (GBytes *value, NpCredentialForm form, GBytes *passphrase, GError **error)
{
  g_autoptr(NpAttestationKey) key = np_attestation_key_new_from_raw (value, error);
  NpKeyFormat format = form == NP_CREDENTIAL_FORM_PEM ? NP_KEY_FORMAT_PKCS8_PEM : NP_KEY_FORMAT_PKCS8_DER;

  return key != NULL ? np_attestation_key_export (key, format, passphrase, error) : NULL;
}

/**
 * np_credential_write:
 * @value: the field's
 * @form: one that the field has: np_credential_has_form ()
 * @passphrase: (nullable): to encrypt a private key in PEM with
 * @error: %NP_ERROR_INVALID_DATA when the value is no such thing, so that only its bytes could be written
 *
 * Returns: (transfer full) (nullable): a file's contents
 */
GBytes *
np_credential_write (NpTag tag, GBytes *value, NpCredentialForm form, GBytes *passphrase, GError **error)
{
  g_return_val_if_fail (np_credential_has_form (tag, form) && value != NULL, NULL);

  if (form == NP_CREDENTIAL_FORM_RAW || (form == NP_CREDENTIAL_FORM_DER && !is_key (tag)))
    return g_bytes_ref (value);
  if (tag == NP_TAG_DEVICE_ATTESTATION_PRIV_KEY)
    return write_private_key (value, form, passphrase, error);
  if (tag == NP_TAG_DEVICE_ATTESTATION_PUB_KEY)
    return write_public_key (value, form, error);
  return write_certificate_pem (value, error);
}
