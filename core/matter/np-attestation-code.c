/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-attestation-code.h"

typedef struct
{
  NpAttestationCode code;
  const char *name;
  const char *description;
} Entry;

/* In the order in which the SDK looks (DefaultDeviceAttestationVerifier.cpp): a phone reports the first that it meets. */
static const Entry entries[] = {
  { NP_ATTESTATION_INVALID_ARGUMENT, "InvalidArgument", N_("the device has no DAC") },
  { NP_ATTESTATION_PAI_MISSING, "PaiMissing", N_("the device has no PAI certificate") },
  { NP_ATTESTATION_PAI_FORMAT, "PaiFormatInvalid", N_("the PAI certificate breaks a rule") },
  { NP_ATTESTATION_DAC_FORMAT, "DacFormatInvalid", N_("the DAC breaks a rule") },
  { NP_ATTESTATION_DAC_VENDOR_ID, "DacVendorIdMismatch", N_("the DAC and the PAI certificate don't have the same vendor id") },
  { NP_ATTESTATION_DAC_PRODUCT_ID, "DacProductIdMismatch", N_("the DAC's product id is missing, or not the PAI certificate's") },
  { NP_ATTESTATION_SIGNATURE, "AttestationSignatureInvalid", N_("the device signs with a key that isn't the DAC's") },
  { NP_ATTESTATION_PAA_NOT_FOUND, "PaaNotFound", N_("no trusted PAA has signed the PAI certificate") },
  { NP_ATTESTATION_PAA_FORMAT, "PaaFormatInvalid", N_("the PAA certificate breaks a rule") },
  { NP_ATTESTATION_PAI_VENDOR_ID, "PaiVendorIdMismatch", N_("the PAI certificate and the PAA don't have the same vendor id") },
  { NP_ATTESTATION_DAC_EXPIRED, "DacExpired", N_("the DAC isn't valid today") },
  { NP_ATTESTATION_DAC_SIGNATURE, "DacSignatureInvalid", N_("the chain from the DAC to the PAA doesn't hold") },
  { NP_ATTESTATION_NONCE, "AttestationNonceMismatch", N_("the device answered another question than the one asked") },
  { NP_ATTESTATION_CD_NO_KEY_ID, "CertificationDeclarationNoKeyId",
    N_("the certification declaration isn't signed data that names its signer") },
  { NP_ATTESTATION_CD_SIGNER, "CertificationDeclarationNoCertificateFound",
    N_("the certification declaration is signed by an unknown key, or by one that may not sign it") },
  { NP_ATTESTATION_CD_SIGNATURE, "CertificationDeclarationInvalidSignature",
    N_("the certification declaration's signature is wrong") },
  { NP_ATTESTATION_CD_FORMAT, "CertificationDeclarationInvalidFormat",
    N_("the certification declaration's content breaks a rule") },
  { NP_ATTESTATION_ELEMENTS, "AttestationElementsMalformed",
    N_("the certification declaration is of a version or type that commissioners don't know") },
  { NP_ATTESTATION_CD_VENDOR_ID, "CertificationDeclarationInvalidVendorId",
    N_("the certification declaration is for another vendor id") },
  { NP_ATTESTATION_CD_PRODUCT_ID, "CertificationDeclarationInvalidProductId",
    N_("the certification declaration is for other product ids") },
  { NP_ATTESTATION_CD_PAA, "CertificationDeclarationInvalidPAA", N_("the certification declaration doesn't allow this PAA") },
  { NP_ATTESTATION_GOOD, "Success", N_("a phone would commission it") },
};

static const Entry *
find_entry (NpAttestationCode code)
{
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      if (entries[i].code == code)
        return &entries[i];
    }

  g_return_val_if_reached (&entries[0]);
}

/**
 * np_attestation_code_get_name:
 *
 * Returns: (transfer none): the SDK's name without its k: "PaaNotFound"
 */
const char *
np_attestation_code_get_name (NpAttestationCode code)
{
  return find_entry (code)->name;
}

/**
 * np_attestation_code_get_description:
 *
 * Returns: (transfer none): what it means, in words (translated; no capital, no full stop)
 */
const char *
np_attestation_code_get_description (NpAttestationCode code)
{
  return _(find_entry (code)->description);
}

/**
 * np_attestation_code_first:
 *
 * Returns: the one of two conclusions that a commissioner reports, because it looks for that first
 */
NpAttestationCode
np_attestation_code_first (NpAttestationCode a, NpAttestationCode b)
{
  return find_entry (a) < find_entry (b) ? a : b;
}
