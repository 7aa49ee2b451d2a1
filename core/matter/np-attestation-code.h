/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NpAttestationCode:
 *
 * What a commissioner of the Matter SDK concludes about a device, with the SDK's own numbers (AttestationVerificationResult):
 * those that factory data can cause.
 */
typedef enum
{
  NP_ATTESTATION_GOOD = 0,
  NP_ATTESTATION_PAA_NOT_FOUND = 101,
  NP_ATTESTATION_PAA_FORMAT = 105,
  NP_ATTESTATION_PAI_FORMAT = 203,
  NP_ATTESTATION_PAI_VENDOR_ID = 205,
  NP_ATTESTATION_PAI_MISSING = 207,
  NP_ATTESTATION_DAC_EXPIRED = 300,
  NP_ATTESTATION_DAC_SIGNATURE = 301,
  NP_ATTESTATION_DAC_FORMAT = 303,
  NP_ATTESTATION_DAC_VENDOR_ID = 305,
  NP_ATTESTATION_DAC_PRODUCT_ID = 306,
  NP_ATTESTATION_SIGNATURE = 500,
  NP_ATTESTATION_ELEMENTS = 501,
  NP_ATTESTATION_NONCE = 502,
  NP_ATTESTATION_CD_NO_KEY_ID = 600,
  NP_ATTESTATION_CD_SIGNER = 601,
  NP_ATTESTATION_CD_SIGNATURE = 602,
  NP_ATTESTATION_CD_FORMAT = 603,
  NP_ATTESTATION_CD_VENDOR_ID = 604,
  NP_ATTESTATION_CD_PRODUCT_ID = 605,
  NP_ATTESTATION_CD_PAA = 606,
  NP_ATTESTATION_INVALID_ARGUMENT = 800,
} NpAttestationCode;

const char *np_attestation_code_get_name (NpAttestationCode code);
const char *np_attestation_code_get_description (NpAttestationCode code);
const char *np_attestation_code_get_todo (NpAttestationCode code);
NpAttestationCode np_attestation_code_first (NpAttestationCode a, NpAttestationCode b);

G_END_DECLS
