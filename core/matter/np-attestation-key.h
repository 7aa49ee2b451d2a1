/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NP_ATTESTATION_KEY_SIZE 32
#define NP_ATTESTATION_PUBLIC_KEY_SIZE 65
#define NP_ATTESTATION_SIGNATURE_SIZE 64

/**
 * NpKeyFormat:
 * @NP_KEY_FORMAT_RAW: 32 bytes, big endian: what factory data hold
 * @NP_KEY_FORMAT_SEC1_DER: ECPrivateKey (RFC 5915)
 * @NP_KEY_FORMAT_SEC1_PEM: the same as text: "EC PRIVATE KEY"
 * @NP_KEY_FORMAT_PKCS8_DER: PrivateKeyInfo (RFC 5208)
 * @NP_KEY_FORMAT_PKCS8_PEM: the same as text: "PRIVATE KEY", with a passphrase "ENCRYPTED PRIVATE KEY"
 * @NP_KEY_FORMAT_PUBLIC_RAW: 65 bytes, the public key as an uncompressed point
 * @NP_KEY_FORMAT_PUBLIC_DER: the public key as SubjectPublicKeyInfo
 * @NP_KEY_FORMAT_PUBLIC_PEM: the same as text: "PUBLIC KEY"
 */
typedef enum
{
  NP_KEY_FORMAT_RAW,
  NP_KEY_FORMAT_SEC1_DER,
  NP_KEY_FORMAT_SEC1_PEM,
  NP_KEY_FORMAT_PKCS8_DER,
  NP_KEY_FORMAT_PKCS8_PEM,
  NP_KEY_FORMAT_PUBLIC_RAW,
  NP_KEY_FORMAT_PUBLIC_DER,
  NP_KEY_FORMAT_PUBLIC_PEM,
} NpKeyFormat;

/**
 * NpPassphraseFunc:
 *
 * Asked once when a key turns out to be encrypted.
 *
 * Returns: (transfer full) (nullable): the passphrase, best from np_secret_bytes_new (); %NULL to give up
 */
typedef GBytes *(*NpPassphraseFunc) (gpointer user_data);

/* A private key on P-256, with its public half. Immutable; cleared when dropped. */
typedef struct _NpAttestationKey NpAttestationKey;

#define NP_TYPE_ATTESTATION_KEY (np_attestation_key_get_type ())
GType np_attestation_key_get_type (void);

NpAttestationKey *np_attestation_key_generate (GError **error);
NpAttestationKey *np_attestation_key_new_from_raw (GBytes *raw, GError **error);
NpAttestationKey *np_attestation_key_new (GBytes *bytes, NpPassphraseFunc ask, gpointer user_data, GError **error);
NpAttestationKey *np_attestation_key_ref (NpAttestationKey *self);
void np_attestation_key_unref (NpAttestationKey *self);

GBytes *np_attestation_key_get_raw (NpAttestationKey *self);
GBytes *np_attestation_key_get_public (NpAttestationKey *self);
GBytes *np_attestation_key_export (NpAttestationKey *self, NpKeyFormat format, GBytes *passphrase, GError **error);
GBytes *np_attestation_key_sign (NpAttestationKey *self, GBytes *message, GError **error);

GBytes *np_attestation_public_key_read (GBytes *bytes, GError **error);
gboolean np_attestation_public_key_verify (GBytes *public_key, GBytes *message, GBytes *signature);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpAttestationKey, np_attestation_key_unref)

G_END_DECLS
