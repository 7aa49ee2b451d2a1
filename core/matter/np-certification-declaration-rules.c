/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "np-attestation-findings-private.h"
#include "np-attestation-key-private.h"
#include "np-certification-declaration.h"
#include "np-signed-data.h"

/* What a certification declaration must say: Matter specification 6.3.1, ValidateCertificationDeclarationSignature () and
 * ValidateCertificateDeclarationPayload () of the SDK's verifier. */

/* What the SDK's own test declarations have */
#define SDK_TEST_VERSION_NUMBER 0x9876

static void
add_error (NpAttestationFindings *findings, NpAttestationCode conclusion, const char *code, char *what, const char *why,
           const char *todo)
{
  np_attestation_findings_add (findings, conclusion, NP_TAG_CERTIFICATION_DECLARATION, code, what, why, todo);
}

static void
add_note (NpAttestationFindings *findings, NpSeverity severity, const char *code, char *what, const char *why, const char *todo)
{
  np_problem_list_add (findings->problems, severity, NP_TAG_CERTIFICATION_DECLARATION, code, NULL, what, why, todo);
}

/* Returns the signer if it is known and really signed. */
static const NpCdSigner *
check_signature (NpAttestationFindings *findings, const NpSignedData *signed_data, NpCdSigners *signers)
{
  const NpCdSigner *signer = np_cd_signers_find (signers, signed_data->signer_key_id);
  gsize size;
  gconstpointer signature;

  if (signer == NULL)
    {
      add_error (findings, NP_ATTESTATION_CD_SIGNER, "cd-signer-unknown",
                 g_strdup (_("The certification declaration is signed by a key that isn't known here.")),
                 _("Phones know the keys of the CSA alone."),
                 _("Use a declaration from the CSA, or give the certificate of the key that signed it."));
      return NULL;
    }

  signature = g_bytes_get_data (signed_data->signature, &size);
  if (!np_attestation_public_key_verify_der (signer->public_key, signed_data->content, signature, size))
    {
      add_error (findings, NP_ATTESTATION_CD_SIGNATURE, "cd-signature",
                 g_strdup_printf (_("The signature of the certification declaration isn't by “%s”, whom it names."), signer->name),
                 _("It was changed after it was signed."), _("Give the certification declaration's file as the CSA sent it."));
      return NULL;
    }

  return signer;
}

/* Which number is right stands in the ledger alone. But a test declaration has no record there, and so the number that everybody writes:
 * 1, or 0x9876 as in the SDK's. */
static void
check_test_version_number (NpAttestationFindings *findings, const NpCertificationDeclaration *declaration)
{
  if (declaration->version_number == 1 || declaration->version_number == SDK_TEST_VERSION_NUMBER)
    return;

  add_note (findings, NP_SEVERITY_WARNING, "cd-version-number",
            g_strdup_printf (_("version_number in the certification declaration is %u; test declarations have 1 or %d."),
                             (guint) declaration->version_number, SDK_TEST_VERSION_NUMBER),
            _("It must be that of the product's record in the CSA's ledger (DCL). Commissioners don't look at it."),
            _("Compare it with your certificate."));
}

static void
check_signer_kind (NpAttestationFindings *findings, const NpCdSigner *signer, const NpCertificationDeclaration *declaration)
{
  switch (signer->kind)
    {
    case NP_CD_SIGNER_TEST:
      if (declaration->certification_type != NP_CERTIFICATION_TYPE_TEST)
        add_error (findings, NP_ATTESTATION_CD_SIGNER, "cd-test-key-misused",
                   g_strdup_printf (_("The certification declaration is of type %u, but signed by the SDK's public test key."),
                                    (guint) declaration->certification_type),
                   _("That key may sign declarations of type 0, test, alone."), _("Use a declaration from the CSA."));
      else
        add_note (
            findings, NP_SEVERITY_WARNING, "cd-test-key",
            g_strdup (_("The certification declaration is signed by the SDK's public test key.")),
            _("Development tools accept it; phones in the field don't, and say 601, CertificationDeclarationNoCertificateFound."),
            _("Use a declaration from the CSA for devices that leave the house."));
      check_test_version_number (findings, declaration);
      break;

    case NP_CD_SIGNER_OFFICIAL:
      break;

    case NP_CD_SIGNER_GIVEN:
      add_note (findings, NP_SEVERITY_WARNING, "cd-signer-given",
                g_strdup_printf (_("The certification declaration is signed by “%s”, whose certificate you gave."), signer->name),
                _("The CSA didn't sign that certificate: phones in the field say 601, CertificationDeclarationNoCertificateFound."),
                _("Use a declaration from the CSA for devices that leave the house."));
      break;
    }
}

/* CSA or ZIG, two digits of the year …: the forms that the CSA and, before it, the Zigbee Alliance gave. */
static gboolean
is_usual_certificate_id (const char *certificate_id)
{
  return g_str_has_prefix (certificate_id, "CSA") || g_str_has_prefix (certificate_id, "ZIG");
}

static void
check_product_ids (NpAttestationFindings *findings, const NpCertificationDeclaration *declaration)
{
  if (np_certification_declaration_has_product (declaration, 0))
    add_note (findings, NP_SEVERITY_WARNING, "cd-product-id-zero",
              g_strdup (_("product_id_array in the certification declaration has the product id 0.")),
              _("0 means none: no device may say that it is that product."), _("Have the certification declaration made anew, without it."));
}

static void
check_values (NpAttestationFindings *findings, const NpCertificationDeclaration *declaration)
{
  if (declaration->format_version != 1)
    add_error (findings, NP_ATTESTATION_ELEMENTS, "cd-format-version",
               g_strdup_printf (_("The certification declaration has the format version %u, not 1."),
                                (guint) declaration->format_version),
               _("Commissioners know this one version."), _("Use a declaration from the CSA."));
  if (declaration->certification_type > NP_CERTIFICATION_TYPE_OFFICIAL)
    add_error (findings, NP_ATTESTATION_ELEMENTS, "cd-certification-type",
               g_strdup_printf (_("The certification declaration is of type %u."), (guint) declaration->certification_type),
               _("There are 0 (test), 1 (provisional) and 2 (official) alone."), _("Use a declaration from the CSA."));
  check_product_ids (findings, declaration);
  if (declaration->security_level != 0)
    add_note (
        findings, NP_SEVERITY_WARNING, "cd-security-level",
        g_strdup_printf (_("“Security level” in the certification declaration is %u, not 0."), (guint) declaration->security_level),
        _("Commissioners pass over it, but the specification asks for 0."), _("Ask the CSA about it."));
  if (declaration->security_information != 0)
    add_note (findings, NP_SEVERITY_WARNING, "cd-security-information",
              g_strdup_printf (_("“Security information” in the certification declaration is %u, not 0."),
                               (guint) declaration->security_information),
              _("Commissioners pass over it, but the specification asks for 0."), _("Ask the CSA about it."));
  if (!is_usual_certificate_id (declaration->certificate_id))
    add_note (findings, NP_SEVERITY_WARNING, "cd-certificate-id",
              g_strdup_printf (_("“Certificate ID” in the certification declaration is “%s”."), declaration->certificate_id),
              _("Those that the CSA gives begin with CSA or ZIG. Commissioners don't look at it."),
              _("Compare it with your certificate."));

  add_note (findings, NP_SEVERITY_INFORMATION, "cd-not-looked-up",
            g_strdup_printf (
                _("Whether the certificate “%s”, version %u, device type 0x%04X, is on record for this product isn't checked."),
                declaration->certificate_id, (guint) declaration->version_number, declaration->device_type_id),
            _("That stands in the CSA's ledger (DCL) alone, and commissioners needn't look there."), NULL);
}

/**
 * np_certification_declaration_judge:
 * @cd: a certification declaration, DER
 * @signers: whose signatures count
 * @problems: (element-type NpProblem): where problems are added, all that are found
 * @declaration: (out) (optional) (nullable) (transfer full): its fields, if they can be read
 *
 * Judges a certification declaration by itself: form, signer, signature, values.
 *
 * Returns: what a commissioner concludes
 */
NpAttestationCode
np_certification_declaration_judge (GBytes *cd, NpCdSigners *signers, GPtrArray *problems, NpCertificationDeclaration **declaration)
{
  NpAttestationFindings findings = { .problems = problems };
  g_auto(NpSignedData) signed_data = { 0 };
  g_autoptr(NpCertificationDeclaration) decoded = NULL;
  const NpCdSigner *signer;

  g_return_val_if_fail (cd != NULL, NP_ATTESTATION_INVALID_ARGUMENT);
  g_return_val_if_fail (signers != NULL, NP_ATTESTATION_INVALID_ARGUMENT);
  g_return_val_if_fail (problems != NULL, NP_ATTESTATION_INVALID_ARGUMENT);

  if (declaration != NULL)
    *declaration = NULL;

  findings.conclusion = np_signed_data_read (cd, &signed_data, problems);
  if (signed_data.content == NULL || signed_data.signer_key_id == NULL)
    return findings.conclusion;

  signer = check_signature (&findings, &signed_data, signers);
  decoded = np_certification_declaration_decode (signed_data.content, problems);
  if (decoded == NULL)
    return np_attestation_code_first (findings.conclusion, NP_ATTESTATION_CD_FORMAT);

  if (signer != NULL)
    check_signer_kind (&findings, signer, decoded);
  check_values (&findings, decoded);

  decoded->signer_key_id = g_bytes_ref (signed_data.signer_key_id);
  decoded->signer = signer != NULL ? g_strdup (signer->name) : NULL;
  if (declaration != NULL)
    *declaration = g_steal_pointer (&decoded);

  return findings.conclusion;
}

static void
check_device_ids (NpAttestationFindings *findings, const NpCertificationDeclaration *declaration, const NpReportedIds *ids)
{
  const char *todo = _("Use the declaration for this product, or correct the device's ids.");

  if (ids->has_vendor_id && ids->vendor_id != declaration->vendor_id)
    add_error (findings, NP_ATTESTATION_CD_VENDOR_ID, "cd-vendor-id",
               g_strdup_printf (_("The certification declaration is for the vendor 0x%04X, the device says 0x%04X."),
                                (guint) declaration->vendor_id, (guint) ids->vendor_id),
               _("A phone compares them."), todo);
  if (ids->has_product_id && !np_certification_declaration_has_product (declaration, ids->product_id))
    add_error (findings, NP_ATTESTATION_CD_PRODUCT_ID, "cd-product-id",
               g_strdup_printf (_("The certification declaration isn't for the product 0x%04X, which the device says it is."),
                                (guint) ids->product_id),
               _("A phone looks for it in the declaration's list."), todo);
}

/* Whose ids the DAC must have: the origin's, where the declaration names one, or else the product's own. */
static void
check_dac_ids (NpAttestationFindings *findings, const NpCertificationDeclaration *declaration, NpCertificate *dac)
{
  guint16 vendor_id = declaration->has_dac_origin ? declaration->dac_origin_vendor_id : declaration->vendor_id;
  const char *why = _("A phone compares them.");
  const char *todo = _("Use a DAC that was issued for this product, or have its origin named in the declaration.");
  guint16 id;

  if (np_certificate_get_vendor_id (dac, &id) && id != vendor_id)
    add_error (findings, NP_ATTESTATION_CD_VENDOR_ID, "cd-dac-vendor-id",
               g_strdup_printf (_("The DAC is for the vendor 0x%04X, the certification declaration wants a DAC for 0x%04X."),
                                (guint) id, (guint) vendor_id),
               why, todo);

  if (!np_certificate_get_product_id (dac, &id))
    return;

  if (declaration->has_dac_origin ? id != declaration->dac_origin_product_id
                                  : !np_certification_declaration_has_product (declaration, id))
    add_error (
        findings, NP_ATTESTATION_CD_PRODUCT_ID, "cd-dac-product-id",
        g_strdup_printf (_("The DAC is for the product 0x%04X, which the certification declaration doesn't allow."), (guint) id),
        why, todo);
}

static void
check_paa (NpAttestationFindings *findings, const NpCertificationDeclaration *declaration, NpCertificate *paa)
{
  GBytes *key_id = np_certificate_get_subject_key_id (paa);

  if (declaration->authorized_paas == NULL)
    return;

  for (guint i = 0; i < declaration->authorized_paas->len; i++)
    {
      if (key_id != NULL && g_bytes_equal (key_id, declaration->authorized_paas->pdata[i]))
        return;
    }

  add_error (findings, NP_ATTESTATION_CD_PAA, "cd-paa",
             g_strdup_printf (_("The certification declaration doesn't allow the PAA “%s”."), np_certificate_get_subject (paa)),
             _("It names the only PAAs that may stand behind the device."),
             _("Use a DAC from one of those authorities, or have this one added to the declaration."));
}

/**
 * np_certification_declaration_judge_device:
 * @dac: (nullable): the device's certificate, if there is one yet
 * @paa: (nullable): whom its chain leads to, if that is known
 * @ids: what the device reports
 * @problems: (element-type NpProblem): where problems are added
 *
 * Holds a declaration against the device that carries it. The PAI certificate isn't asked for: its ids are the DAC's, or the chain
 * has failed (np_attestation_chain_judge ()).
 *
 * Returns: what a commissioner concludes
 */
NpAttestationCode
np_certification_declaration_judge_device (const NpCertificationDeclaration *self, NpCertificate *dac, NpCertificate *paa,
                                           const NpReportedIds *ids, GPtrArray *problems)
{
  NpAttestationFindings findings = { .problems = problems };

  g_return_val_if_fail (self != NULL, NP_ATTESTATION_INVALID_ARGUMENT);
  g_return_val_if_fail (ids != NULL, NP_ATTESTATION_INVALID_ARGUMENT);
  g_return_val_if_fail (problems != NULL, NP_ATTESTATION_INVALID_ARGUMENT);

  check_device_ids (&findings, self, ids);
  if (dac != NULL)
    check_dac_ids (&findings, self, dac);
  if (paa != NULL)
    check_paa (&findings, self, paa);

  return findings.conclusion;
}
