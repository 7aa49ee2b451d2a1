/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-attestation-code.h"
#include "np-attestation-key.h"
#include "np-certificate.h"

G_BEGIN_DECLS

#define NP_ATTESTATION_NONCE_SIZE 32
#define NP_ATTESTATION_CHALLENGE_SIZE 16

/* The question that a commissioner asks a device, and its answer (Matter specification, 11.18.4.7). */

GBytes *np_attestation_elements_new (GBytes *cd, GBytes *nonce);
GBytes *np_attestation_elements_sign (GBytes *elements, GBytes *challenge, NpAttestationKey *key, GError **error);
NpAttestationCode np_attestation_elements_verify (GBytes *elements, GBytes *challenge, GBytes *signature, GBytes *nonce,
                                                  NpCertificate *dac);
gboolean np_attestation_round (NpCertificate *dac, NpAttestationKey *key, GBytes *cd, NpAttestationCode *code, GError **error);

G_END_DECLS
