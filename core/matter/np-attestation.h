/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-attestation-chain.h"
#include "np-certification-declaration.h"

G_BEGIN_DECLS

/**
 * NpAttestationEvidence:
 * @dac: (nullable): DER
 * @pai: (nullable): DER
 * @cd: (nullable): certification declaration, DER
 * @private_key: (nullable): 32 bytes; %NULL if the key is on the board
 * @public_key: (nullable): 65 bytes; %NULL if there is none beside the DAC
 * @ids: what the device reports
 * @now: the clock of the phone, seconds since 1970; %NP_ATTESTATION_NO_CLOCK for a phone without one
 *
 * What a device shows to a commissioner, as its factory data hold it.
 */
typedef struct
{
  GBytes *dac;
  GBytes *pai;
  GBytes *cd;
  GBytes *private_key;
  GBytes *public_key;
  NpReportedIds ids;
  gint64 now;
} NpAttestationEvidence;

/**
 * NpAttestationVerdict:
 * @code: what a phone concludes; %NP_ATTESTATION_GOOD: it would commission the device
 * @name: the SDK's name for it, static
 * @test_credentials: whether a public test authority or test key has part in it, which phones in the field refuse
 * @given_signer: whether the declaration counts only because somebody gave its signer's certificate
 * @private_key_unchecked: whether nobody has seen the key that the device signs with: it is on the board
 */
typedef struct
{
  NpAttestationCode code;
  const char *name;
  gboolean test_credentials;
  gboolean given_signer;
  gboolean private_key_unchecked;
} NpAttestationVerdict;

/**
 * NpAttestationParts:
 * @dac: (nullable): %NULL if there is none that can be read
 * @pai: (nullable): the same of the PAI certificate
 * @paa: (nullable): the authority that the chain leads to, if it is a trusted one
 * @declaration: (nullable): what the certification declaration says, if it can be read
 * @signer: (nullable): who signed it, borrowed from the #NpCdSigners
 *
 * What a judgement read, for whoever shows it.
 */
typedef struct
{
  NpCertificate *dac;
  NpCertificate *pai;
  NpCertificate *paa;
  NpCertificationDeclaration *declaration;
  const NpCdSigner *signer;
} NpAttestationParts;

void np_attestation_parts_clear (NpAttestationParts *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NpAttestationParts, np_attestation_parts_clear)

NpAttestationVerdict np_attestation_judge (const NpAttestationEvidence *evidence, NpPaaStore *paas, NpCdSigners *signers,
                                           GPtrArray *problems);
NpAttestationVerdict np_attestation_judge_parts (const NpAttestationEvidence *evidence, NpPaaStore *paas, NpCdSigners *signers,
                                                 GPtrArray *problems, NpAttestationParts *parts);
NpAttestationCode np_attestation_judge_keys (GBytes *private_key, GBytes *public_key, GBytes *dac_public_key, GPtrArray *problems);

G_END_DECLS
