/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-field.h"
#include "matter/np-attestation-key.h"

G_BEGIN_DECLS

/* Certificates, keys and declarations as files have them, for the fields that hold them. */

gboolean np_credential_is_for (NpTag tag);

/**
 * NpCredential:
 * @value: what the field holds then
 * @public_key: (nullable): the public half, when the field is the private key
 */
typedef struct
{
  GBytes *value;
  GBytes *public_key;
} NpCredential;

/* What makes reading a key ask for its passphrase, or ask again. */
typedef enum
{
  NP_CREDENTIAL_READ,
  NP_CREDENTIAL_FAILED,
  NP_CREDENTIAL_NEEDS_PASSPHRASE,
} NpCredentialResult;

NpCredentialResult np_credential_read (NpTag tag, GBytes *contents, GBytes *passphrase, NpCredential *credential, GError **error);
void np_credential_clear (NpCredential *self);

/**
 * NpCredentialForm:
 * @NP_CREDENTIAL_FORM_DER: certificates and declarations as they are; keys as PKCS#8 or SubjectPublicKeyInfo
 * @NP_CREDENTIAL_FORM_PEM: the same as text
 * @NP_CREDENTIAL_FORM_RAW: keys alone: 32 or 65 bytes
 */
typedef enum
{
  NP_CREDENTIAL_FORM_DER,
  NP_CREDENTIAL_FORM_PEM,
  NP_CREDENTIAL_FORM_RAW,
} NpCredentialForm;

gboolean np_credential_has_form (NpTag tag, NpCredentialForm form);
char *np_credential_dup_file_name (NpTag tag, NpCredentialForm form);
GBytes *np_credential_write (NpTag tag, GBytes *value, NpCredentialForm form, GBytes *passphrase, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NpCredential, np_credential_clear)

G_END_DECLS
