/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-attestation-code.h"

typedef struct
{
  NpAttestationCode code;
  const char *name;
  const char *description;
  const char *todo;
} Entry;

/* In the order in which the SDK looks (DefaultDeviceAttestationVerifier.cpp): a phone reports the first that it meets. */
static const Entry entries[] = {
  {
      .code = NP_ATTESTATION_INVALID_ARGUMENT,
      .name = "InvalidArgument",
      .description = N_("the device has no DAC"),
      .todo = N_("Give the device a DAC, or let an authority issue one."),
  },
  {
      .code = NP_ATTESTATION_PAI_MISSING,
      .name = "PaiMissing",
      .description = N_("the device has no PAI certificate"),
      .todo = N_("Give the device the PAI certificate that came with its DAC."),
  },
  {
      .code = NP_ATTESTATION_PAI_FORMAT,
      .name = "PaiFormatInvalid",
      .description = N_("the PAI certificate breaks a rule"),
      .todo = N_("Ask the authority for a PAI certificate that keeps Matter's rules."),
  },
  {
      .code = NP_ATTESTATION_DAC_FORMAT,
      .name = "DacFormatInvalid",
      .description = N_("the DAC breaks a rule"),
      .todo = N_("Have the DAC issued anew, by an authority that keeps Matter's rules."),
  },
  {
      .code = NP_ATTESTATION_DAC_VENDOR_ID,
      .name = "DacVendorIdMismatch",
      .description = N_("the DAC and the PAI certificate don't have the same vendor id"),
      .todo = N_("Give the DAC and the PAI certificate that came together."),
  },
  {
      .code = NP_ATTESTATION_DAC_PRODUCT_ID,
      .name = "DacProductIdMismatch",
      .description = N_("the DAC's product id is missing, or not the PAI certificate's"),
      .todo = N_("Give the DAC and the PAI certificate that came together, for this product."),
  },
  {
      .code = NP_ATTESTATION_SIGNATURE,
      .name = "AttestationSignatureInvalid",
      .description = N_("the device signs with a key that isn't the DAC's"),
      .todo = N_("Give the private and the public key that belong to the DAC."),
  },
  {
      .code = NP_ATTESTATION_PAA_NOT_FOUND,
      .name = "PaaNotFound",
      .description = N_("no trusted PAA has signed the PAI certificate"),
      .todo = N_("Use certificates from an authority that phones trust, and add its PAA certificate here."),
  },
  {
      .code = NP_ATTESTATION_PAA_FORMAT,
      .name = "PaaFormatInvalid",
      .description = N_("the PAA certificate breaks a rule"),
      .todo = N_("Ask the authority for a PAA certificate that keeps Matter's rules."),
  },
  {
      .code = NP_ATTESTATION_PAI_VENDOR_ID,
      .name = "PaiVendorIdMismatch",
      .description = N_("the PAI certificate and the PAA don't have the same vendor id"),
      .todo = N_("Give a PAI certificate from an authority for your vendor id."),
  },
  {
      .code = NP_ATTESTATION_DAC_EXPIRED,
      .name = "DacExpired",
      .description = N_("the DAC isn't valid today"),
      .todo = N_("Have the DAC issued anew, best without an end; check this computer's clock, too."),
  },
  {
      .code = NP_ATTESTATION_DAC_SIGNATURE,
      .name = "DacSignatureInvalid",
      .description = N_("the chain from the DAC to the PAA doesn't hold"),
      .todo = N_("Give the DAC, the PAI certificate and the PAA certificate that belong together, unchanged."),
  },
  {
      .code = NP_ATTESTATION_NONCE,
      .name = "AttestationNonceMismatch",
      .description = N_("the device answered another question than the one asked"),
      .todo = N_("Ask the device again; it must answer with the nonce that it was sent."),
  },
  {
      .code = NP_ATTESTATION_CD_NO_KEY_ID,
      .name = "CertificationDeclarationNoKeyId",
      .description = N_("the certification declaration isn't signed data that names its signer"),
      .todo = N_("Give the certification declaration as the CSA issued it (DER)."),
  },
  {
      .code = NP_ATTESTATION_CD_SIGNER,
      .name = "CertificationDeclarationNoCertificateFound",
      .description = N_("the certification declaration is signed by an unknown key, or by one that may not sign it"),
      .todo = N_("Give a declaration that the CSA signed, or one of the type “test” with the test key."),
  },
  {
      .code = NP_ATTESTATION_CD_SIGNATURE,
      .name = "CertificationDeclarationInvalidSignature",
      .description = N_("the certification declaration's signature is wrong"),
      .todo = N_("Give the certification declaration as the CSA issued it, unchanged."),
  },
  {
      .code = NP_ATTESTATION_CD_FORMAT,
      .name = "CertificationDeclarationInvalidFormat",
      .description = N_("the certification declaration's content breaks a rule"),
      .todo = N_("Have the certification declaration made anew."),
  },
  {
      .code = NP_ATTESTATION_ELEMENTS,
      .name = "AttestationElementsMalformed",
      .description = N_("the certification declaration is of a version or type that commissioners don't know"),
      .todo = N_("Have the certification declaration made anew, with format version 1 and a type from 0 to 2."),
  },
  {
      .code = NP_ATTESTATION_CD_VENDOR_ID,
      .name = "CertificationDeclarationInvalidVendorId",
      .description = N_("the certification declaration is for another vendor id"),
      .todo = N_("Give the declaration for this vendor id, or mend the vendor id; DAC and declaration must agree, too."),
  },
  {
      .code = NP_ATTESTATION_CD_PRODUCT_ID,
      .name = "CertificationDeclarationInvalidProductId",
      .description = N_("the certification declaration is for other product ids"),
      .todo = N_("Give a declaration that lists this product id, or mend the product id; DAC and declaration must agree, too."),
  },
  {
      .code = NP_ATTESTATION_CD_PAA,
      .name = "CertificationDeclarationInvalidPAA",
      .description = N_("the certification declaration doesn't allow this PAA"),
      .todo = N_("Use certificates from a PAA that the declaration allows, or have the declaration made anew."),
  },
  {
      .code = NP_ATTESTATION_GOOD,
      .name = "Success",
      .description = N_("a phone would commission it"),
  },
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
 * np_attestation_code_get_todo:
 *
 * Returns: (transfer none) (nullable): the fix, a sentence (translated); %NULL where nothing is to be mended
 */
const char *
np_attestation_code_get_todo (NpAttestationCode code)
{
  const char *todo = find_entry (code)->todo;

  return todo != NULL ? _(todo) : NULL;
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
