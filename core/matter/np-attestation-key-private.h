/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-attestation-key.h"
#include "np-openssl-private.h"

G_BEGIN_DECLS

EVP_PKEY *np_attestation_key_get_pkey (NpAttestationKey *self);
GBytes *np_attestation_key_sign_der (NpAttestationKey *self, GBytes *message, GError **error);
EVP_PKEY *np_attestation_public_key_to_pkey (GBytes *public_key);
gboolean np_attestation_public_key_verify_der (GBytes *public_key, GBytes *message, const guint8 *signature, gsize size);

G_END_DECLS
