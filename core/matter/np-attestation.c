/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-attestation-findings-private.h"
#include "np-attestation-key.h"
#include "np-attestation.h"

typedef struct
{
  const NpAttestationEvidence *evidence;
  NpPaaStore *paas;
  NpCdSigners *signers;
  NpAttestationFindings findings;

  NpAttestationParts parts;
  gboolean test_credentials;
} Judge;

static void
conclude (Judge *judge, NpAttestationCode code)
{
  np_attestation_findings_conclude (&judge->findings, code);
}

static void
add_error (Judge *judge, NpAttestationCode conclusion, NpTag tag, const char *code, const char *what, const char *why,
           const char *todo)
{
  np_attestation_findings_add (&judge->findings, conclusion, tag, code, g_strdup (what), why, todo);
}

static void
read_certificates (Judge *judge)
{
  const NpAttestationEvidence *evidence = judge->evidence;

  if (evidence->dac == NULL)
    {
      add_error (judge, NP_ATTESTATION_INVALID_ARGUMENT, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, "dac-missing",
                 _("There is no DAC."), _("A device without one can't be commissioned."),
                 _("Give a DAC, or let an authority issue one."));
    }
  else
    {
      judge->parts.dac = np_certificate_read (evidence->dac, NP_CERTIFICATE_DAC, judge->findings.problems);
      if (judge->parts.dac == NULL)
        conclude (judge, NP_ATTESTATION_DAC_FORMAT);
    }

  if (evidence->pai == NULL)
    {
      add_error (judge, NP_ATTESTATION_PAI_MISSING, NP_TAG_PAI_CERTIFICATE, "pai-missing", _("There is no PAI certificate."),
                 _("Phones can't tell whether the DAC is genuine without it."),
                 _("Give the PAI certificate that came with the DAC."));
    }
  else
    {
      judge->parts.pai = np_certificate_read (evidence->pai, NP_CERTIFICATE_PAI, judge->findings.problems);
      if (judge->parts.pai == NULL)
        conclude (judge, NP_ATTESTATION_PAI_FORMAT);
    }
}

static void
judge_chain (Judge *judge)
{
  if (judge->parts.dac != NULL && judge->parts.pai != NULL)
    {
      conclude (judge, np_attestation_chain_judge (judge->parts.dac, judge->parts.pai, judge->paas, judge->evidence->now,
                                                   judge->findings.problems, &judge->parts.paa));
      judge->test_credentials = judge->parts.paa != NULL && np_paa_is_test (judge->parts.paa);
    }
  else if (judge->parts.dac != NULL)
    {
      conclude (judge, np_certificate_check (judge->parts.dac, NP_CERTIFICATE_DAC, judge->findings.problems));
    }
  else if (judge->parts.pai != NULL)
    {
      conclude (judge, np_certificate_check (judge->parts.pai, NP_CERTIFICATE_PAI, judge->findings.problems));
    }
}

/* Returns: (transfer full) (nullable): the private key, if it is one */
static NpAttestationKey *
judge_private_key (NpAttestationFindings *findings, GBytes *private_key, GBytes *dac_public_key)
{
  g_autoptr(GError) error = NULL;
  NpAttestationKey *key = np_attestation_key_new_from_raw (private_key, &error);

  if (key == NULL)
    np_attestation_findings_add (findings, NP_ATTESTATION_SIGNATURE, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, "private-key-invalid",
                                 g_strdup (error->message), _("The device can't sign its attestation with it."),
                                 _("Give the private key that belongs to the DAC."));
  else if (dac_public_key != NULL && !g_bytes_equal (np_attestation_key_get_public (key), dac_public_key))
    np_attestation_findings_add (findings, NP_ATTESTATION_SIGNATURE, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, "private-key-mismatch",
                                 g_strdup (_("The private key doesn't belong to the DAC.")),
                                 _("Phones refuse a signature that the DAC's key didn't make."),
                                 _("Give the private key that belongs to the DAC."));

  return key;
}

/**
 * np_attestation_judge_keys:
 * @private_key: (nullable): 32 bytes
 * @public_key: (nullable): 65 bytes
 * @dac_public_key: (nullable): what the DAC has; without it the two are held against each other
 * @problems: (element-type NpProblem): where problems are added
 *
 * Whether keys belong together: firmware loads both halves as one key pair and signs with it.
 *
 * Returns: what a commissioner concludes
 */
NpAttestationCode
np_attestation_judge_keys (GBytes *private_key, GBytes *public_key, GBytes *dac_public_key, GPtrArray *problems)
{
  NpAttestationFindings findings = { .problems = problems };
  g_autoptr(NpAttestationKey) key = private_key != NULL ? judge_private_key (&findings, private_key, dac_public_key) : NULL;

  if (public_key == NULL)
    return findings.conclusion;

  if (dac_public_key != NULL && !g_bytes_equal (public_key, dac_public_key))
    np_attestation_findings_add (&findings, NP_ATTESTATION_SIGNATURE, NP_TAG_DEVICE_ATTESTATION_PUB_KEY, "public-key-mismatch",
                                 g_strdup (_("The public key isn't the one in the DAC.")), _("The device's key pair must be the DAC's."),
                                 _("Take the public key from the DAC: 65 bytes, beginning with 0x04."));
  else if (dac_public_key == NULL && key != NULL && !g_bytes_equal (public_key, np_attestation_key_get_public (key)))
    np_attestation_findings_add (&findings, NP_ATTESTATION_SIGNATURE, NP_TAG_DEVICE_ATTESTATION_PUB_KEY, "public-key-mismatch",
                                 g_strdup (_("The public key isn't the private key's.")), _("The device's key pair must be the DAC's."),
                                 _("Give the two keys that belong to the DAC."));

  return findings.conclusion;
}

static void
judge_keys (Judge *judge)
{
  const NpAttestationEvidence *evidence = judge->evidence;
  GBytes *dac_public_key = judge->parts.dac != NULL ? np_certificate_get_public_key (judge->parts.dac) : NULL;

  conclude (judge, np_attestation_judge_keys (evidence->private_key, evidence->public_key, dac_public_key, judge->findings.problems));
}

static void
judge_cd (Judge *judge)
{
  const NpAttestationEvidence *evidence = judge->evidence;
  NpCertificationDeclaration *declaration;

  if (evidence->cd == NULL)
    {
      add_error (judge, NP_ATTESTATION_CD_NO_KEY_ID, NP_TAG_CERTIFICATION_DECLARATION, "cd-missing",
                 _("There is no certification declaration."), _("A device without one can't be commissioned."),
                 _("Give the declaration from the CSA, or a test declaration."));
      return;
    }

  conclude (judge, np_certification_declaration_judge (evidence->cd, judge->signers, judge->findings.problems,
                                                      &judge->parts.declaration));
  declaration = judge->parts.declaration;
  if (declaration == NULL)
    return;

  judge->parts.signer = np_cd_signers_find (judge->signers, declaration->signer_key_id);
  if (judge->parts.signer != NULL && judge->parts.signer->kind == NP_CD_SIGNER_TEST)
    judge->test_credentials = TRUE;
  conclude (judge, np_certification_declaration_judge_device (declaration, judge->parts.dac, judge->parts.paa, &evidence->ids,
                                                              judge->findings.problems));
}

void
np_attestation_parts_clear (NpAttestationParts *self)
{
  g_clear_pointer (&self->dac, np_certificate_unref);
  g_clear_pointer (&self->pai, np_certificate_unref);
  g_clear_pointer (&self->paa, np_certificate_unref);
  g_clear_pointer (&self->declaration, np_certification_declaration_unref);
  self->signer = NULL;
}

/**
 * np_attestation_judge:
 * @evidence: what the device shows
 * @paas: the authorities that the commissioner trusts
 * @signers: the signers of certification declarations that it knows
 * @problems: (element-type NpProblem): where problems are added: all that are found, not just the one that the verdict names
 *
 * Judges a device's attestation as the Matter SDK's commissioner does (DefaultDeviceAttestationVerifier.cpp). Pure: may be called
 * from any thread, as long as nobody adds to @paas and @signers.
 *
 * Returns: the verdict; good exactly if no error was added to @problems
 */
NpAttestationVerdict
np_attestation_judge (const NpAttestationEvidence *evidence, NpPaaStore *paas, NpCdSigners *signers, GPtrArray *problems)
{
  g_auto(NpAttestationParts) parts = { 0 };

  return np_attestation_judge_parts (evidence, paas, signers, problems, &parts);
}

/**
 * np_attestation_judge_parts:
 * @parts: (out): what was read, to be cleared
 *
 * np_attestation_judge () for a caller that shows what was judged.
 *
 * Returns: the verdict
 */
NpAttestationVerdict
np_attestation_judge_parts (const NpAttestationEvidence *evidence, NpPaaStore *paas, NpCdSigners *signers, GPtrArray *problems,
                            NpAttestationParts *parts)
{
  Judge judge = { .evidence = evidence, .paas = paas, .signers = signers, .findings.problems = problems };
  NpAttestationVerdict verdict = { NP_ATTESTATION_INVALID_ARGUMENT, "InvalidArgument" };

  g_return_val_if_fail (evidence != NULL, verdict);
  g_return_val_if_fail (paas != NULL, verdict);
  g_return_val_if_fail (signers != NULL, verdict);
  g_return_val_if_fail (problems != NULL, verdict);
  g_return_val_if_fail (parts != NULL, verdict);

  read_certificates (&judge);
  judge_chain (&judge);
  judge_keys (&judge);
  judge_cd (&judge);

  verdict.code = judge.findings.conclusion;
  verdict.name = np_attestation_code_get_name (judge.findings.conclusion);
  verdict.test_credentials = judge.test_credentials;
  verdict.given_signer = judge.parts.signer != NULL && judge.parts.signer->kind == NP_CD_SIGNER_GIVEN;
  verdict.private_key_unchecked = evidence->dac != NULL && evidence->private_key == NULL;
  *parts = judge.parts;

  return verdict;
}
