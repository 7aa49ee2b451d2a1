/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-problem.h"
#include "np-attestation-code.h"

G_BEGIN_DECLS

/* The envelope of a certification declaration: CMS SignedData (RFC 5652) in the narrow profile of Matter (specification, 6.3.1). */
typedef struct
{
  GBytes *content;
  GBytes *signer_key_id;
  GBytes *signature; /* ECDSA, DER */
} NpSignedData;

NpAttestationCode np_signed_data_read (GBytes *der, NpSignedData *signed_data, GPtrArray *problems);
GBytes *np_signed_data_write (const NpSignedData *signed_data);
void np_signed_data_clear (NpSignedData *signed_data);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NpSignedData, np_signed_data_clear)

G_END_DECLS
