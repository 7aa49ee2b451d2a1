/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-certificate.h"
#include "np-paa-store.h"

G_BEGIN_DECLS

/* For np_attestation_chain_judge (): the present clock is no part of the question. */
#define NP_ATTESTATION_NO_CLOCK G_MININT64

NpAttestationCode np_attestation_chain_judge (NpCertificate *dac, NpCertificate *pai, NpPaaStore *paas, gint64 now,
                                              GPtrArray *problems, NpCertificate **paa);

G_END_DECLS
