/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-certificate.h"

G_BEGIN_DECLS

/**
 * NpCdSignerKind:
 * @NP_CD_SIGNER_TEST: the Matter SDK's public test key
 * @NP_CD_SIGNER_OFFICIAL: a key of the CSA
 * @NP_CD_SIGNER_GIVEN: a key that the user gave, which phones needn't know
 */
typedef enum
{
  NP_CD_SIGNER_TEST,
  NP_CD_SIGNER_OFFICIAL,
  NP_CD_SIGNER_GIVEN,
} NpCdSignerKind;

typedef struct
{
  NpCdSignerKind kind;
  char *name;
  GBytes *key_id;     /* 20 bytes */
  GBytes *public_key; /* 65 bytes */
} NpCdSigner;

/* The keys that may sign certification declarations. */
typedef struct _NpCdSigners NpCdSigners;

#define NP_TYPE_CD_SIGNERS (np_cd_signers_get_type ())
GType np_cd_signers_get_type (void);

NpCdSigners *np_cd_signers_new (void);
NpCdSigners *np_cd_signers_ref (NpCdSigners *self);
void np_cd_signers_unref (NpCdSigners *self);

gboolean np_cd_signers_add (NpCdSigners *self, NpCertificate *certificate, GError **error);
const NpCdSigner *np_cd_signers_find (NpCdSigners *self, GBytes *key_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpCdSigners, np_cd_signers_unref)

G_END_DECLS
