/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-attestation-chain.h"
#include "np-attestation-findings-private.h"
#include "np-certificate-private.h"

static char *
time_to_text (gint64 time)
{
  g_autoptr(GDateTime) date_time = g_date_time_new_from_unix_utc (time);

  return date_time != NULL ? g_date_time_format (date_time, "%Y-%m-%d %H:%M:%S") : g_strdup ("?");
}

static void
check_vendor_ids (NpAttestationFindings *findings, NpCertificate *dac, NpCertificate *pai)
{
  guint16 dac_id;
  guint16 pai_id;

  /* That one is missing was found with the certificate. */
  if (!np_certificate_get_vendor_id (dac, &dac_id) || !np_certificate_get_vendor_id (pai, &pai_id) || dac_id == pai_id)
    return;

  np_attestation_findings_add (
      findings, NP_ATTESTATION_DAC_VENDOR_ID, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, "chain-vendor-id",
      g_strdup_printf (_("The DAC is for the vendor 0x%04X, its PAI certificate for 0x%04X."), (guint) dac_id, (guint) pai_id),
      _("A vendor's PAI signs DACs of that vendor alone."), _("Give the DAC and the PAI certificate that came together."));
}

static void
check_product_ids (NpAttestationFindings *findings, NpCertificate *dac, NpCertificate *pai)
{
  guint16 dac_id;
  guint16 pai_id;

  if (!np_certificate_get_product_id (dac, &dac_id) || !np_certificate_get_product_id (pai, &pai_id) || dac_id == pai_id)
    return;

  np_attestation_findings_add (findings, NP_ATTESTATION_DAC_PRODUCT_ID, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, "chain-product-id",
                               g_strdup_printf (_("The DAC is for the product 0x%04X, its PAI certificate for 0x%04X alone."),
                                                (guint) dac_id, (guint) pai_id),
                               _("A PAI certificate that names a product signs DACs of that product alone."),
                               _("Give the DAC and the PAI certificate that came together."));
}

static void
check_paa_vendor_id (NpAttestationFindings *findings, NpCertificate *pai, NpCertificate *paa)
{
  guint16 pai_id;
  guint16 paa_id;

  if (!np_certificate_get_vendor_id (pai, &pai_id) || !np_certificate_get_vendor_id (paa, &paa_id) || pai_id == paa_id)
    return;

  np_attestation_findings_add (findings, NP_ATTESTATION_PAI_VENDOR_ID, NP_TAG_PAI_CERTIFICATE, "chain-paa-vendor-id",
                               g_strdup_printf (_("The PAI certificate is for the vendor 0x%04X, its PAA for 0x%04X alone."),
                                                (guint) pai_id, (guint) paa_id),
                               _("A PAA that names a vendor signs PAI certificates of that vendor alone."),
                               _("Give a PAI certificate from an authority for your vendor id."));
}

static void
check_dac_today (NpAttestationFindings *findings, NpCertificate *dac, gint64 now)
{
  gint64 not_before = np_certificate_get_not_before (dac);
  gint64 not_after = np_certificate_get_not_after (dac);
  g_autofree char *text = NULL;

  if (not_before == NP_CERTIFICATE_NO_TIME || not_after == NP_CERTIFICATE_NO_TIME || not_before > not_after)
    return;

  if (now < not_before)
    {
      text = time_to_text (not_before);
      np_attestation_findings_add (findings, NP_ATTESTATION_DAC_EXPIRED, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, "dac-not-yet-valid",
                                   g_strdup_printf (_("The DAC is valid only from %s (UTC) on."), text),
                                   _("Phones refuse it until then."),
                                   _("Check this computer's clock, or have the DAC issued anew."));
    }
  else if (now >= not_after)
    {
      text = time_to_text (not_after);
      np_attestation_findings_add (findings, NP_ATTESTATION_DAC_EXPIRED, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, "dac-expired",
                                   g_strdup_printf (_("The DAC was valid until %s (UTC)."), text),
                                   _("Phones refuse it since then."), _("Have the DAC issued anew, best without an end."));
    }
}

/* A commissioner asks only whether the issuer was valid when the DAC began; that it has ended since is told, no more. */
static void
check_issuer_today (NpAttestationFindings *findings, NpCertificate *issuer, NpCertificateRole role, gint64 now)
{
  gint64 not_after = np_certificate_get_not_after (issuer);
  g_autofree char *text = NULL;

  if (not_after == NP_CERTIFICATE_NO_TIME || now <= not_after)
    return;

  text = time_to_text (not_after);
  np_problem_list_add (findings->problems, NP_SEVERITY_WARNING, np_certificate_role_get_tag (role), "issuer-expired", NULL,
                       g_strdup_printf (_("The %s was valid until %s (UTC)."), np_certificate_role_get_name (role), text),
                       _("DACs that it signed before stay good; it can't sign new ones."),
                       _("Ask the authority for its new certificate."));
}

/* Why one link of a chain doesn't hold. */
static void
check_link (NpAttestationFindings *findings, NpCertificate *child, NpCertificateRole child_role, NpCertificate *issuer,
            NpCertificateRole issuer_role, gint64 at)
{
  NpTag tag = np_certificate_role_get_tag (child_role);
  const char *child_name = np_certificate_role_get_name (child_role);
  const char *issuer_name = np_certificate_role_get_name (issuer_role);
  GBytes *authority_key_id = np_certificate_get_authority_key_id (child);
  GBytes *subject_key_id = np_certificate_get_subject_key_id (issuer);

  if (!np_certificate_is_issued_by (child, issuer))
    np_attestation_findings_add (
        findings, NP_ATTESTATION_DAC_SIGNATURE, tag, "chain-issuer",
        g_strdup_printf (_("The %s was issued by “%s”, but the %s given is “%s”."), child_name, np_certificate_get_issuer (child),
                         issuer_name, np_certificate_get_subject (issuer)),
        _("A chain holds only if each certificate names its issuer."), _("Give the certificates that came together."));

  if (authority_key_id != NULL && subject_key_id != NULL && !g_bytes_equal (authority_key_id, subject_key_id))
    np_attestation_findings_add (
        findings, NP_ATTESTATION_DAC_SIGNATURE, tag, "chain-key-id",
        g_strdup_printf (_("The %s names another key than that of the %s as its issuer's."), child_name, issuer_name),
        _("Commissioners find the issuer by its key identifier."), _("Give the certificates that came together."));

  if (!np_certificate_is_signed_by (child, issuer))
    np_attestation_findings_add (
        findings, NP_ATTESTATION_DAC_SIGNATURE, tag, "chain-signature",
        g_strdup_printf (_("The signature of the %s isn't by the key of the %s."), child_name, issuer_name),
        _("Either it was changed after it was signed, or another authority signed it."),
        _("Give the certificates that came together, from files that weren't changed."));

  if (at < np_certificate_get_not_before (issuer) || at > np_certificate_get_not_after (issuer))
    {
      g_autofree char *text = time_to_text (at);

      np_attestation_findings_add (
          findings, NP_ATTESTATION_DAC_SIGNATURE, np_certificate_role_get_tag (issuer_role), "chain-validity",
          g_strdup_printf (_("The %s wasn't valid when the DAC's validity began (%s, UTC)."), issuer_name, text),
          _("Commissioners judge the whole chain at that time."), _("Have the DAC issued anew."));
    }
}

/* OpenSSL's own judgement, made as the SDK makes it (ValidateCertificateChain () in CHIPCryptoPALOpenSSL.cpp). */
static gboolean
verify_chain (NpCertificate *dac, NpCertificate *pai, NpCertificate *paa, gint64 at, const char **reason)
{
  g_autoptr(X509_STORE) store = X509_STORE_new ();
  g_autoptr(X509_STORE_CTX) context = X509_STORE_CTX_new ();
  STACK_OF (X509) *untrusted = sk_X509_new_null ();
  X509_VERIFY_PARAM *parameters;
  gboolean holds;

  X509_STORE_add_cert (store, np_certificate_get_x509 (paa));
  sk_X509_push (untrusted, np_certificate_get_x509 (pai));
  X509_STORE_CTX_init (context, store, np_certificate_get_x509 (dac), untrusted);
  parameters = X509_STORE_CTX_get0_param (context);
  X509_VERIFY_PARAM_set_time (parameters, at);
  X509_VERIFY_PARAM_set_flags (parameters, X509_V_FLAG_X509_STRICT);

  holds = X509_verify_cert (context) == 1;
  *reason = X509_verify_cert_error_string (X509_STORE_CTX_get_error (context));
  ERR_clear_error ();
  sk_X509_free (untrusted);

  return holds;
}

static void
check_chain (NpAttestationFindings *findings, NpCertificate *dac, NpCertificate *pai, NpCertificate *paa)
{
  gint64 at = np_certificate_get_not_before (dac);
  guint n_before = findings->problems->len;
  const char *reason;

  if (at == NP_CERTIFICATE_NO_TIME || verify_chain (dac, pai, paa, at, &reason))
    return;

  check_link (findings, dac, NP_CERTIFICATE_DAC, pai, NP_CERTIFICATE_PAI, at);
  check_link (findings, pai, NP_CERTIFICATE_PAI, paa, NP_CERTIFICATE_PAA, at);
  if (findings->problems->len == n_before && findings->conclusion == NP_ATTESTATION_GOOD)
    np_attestation_findings_add (findings, NP_ATTESTATION_DAC_SIGNATURE, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, "chain-refused",
                                 g_strdup_printf (_("The chain from the DAC to the PAA doesn't hold: %s."), reason), NULL,
                                 _("Have the certificate that is at fault issued anew."));
}

static void
check_paa (NpAttestationFindings *findings, NpCertificate *dac, NpCertificate *pai, NpCertificate *paa, gint64 now)
{
  np_attestation_findings_conclude (findings, np_certificate_check (paa, NP_CERTIFICATE_PAA, findings->problems));
  check_paa_vendor_id (findings, pai, paa);
  if (np_paa_is_test (paa))
    np_problem_list_add (findings->problems, NP_SEVERITY_WARNING, NP_TAG_PAI_CERTIFICATE, "chain-test-paa", NULL,
                         g_strdup_printf (_("The chain ends at a public test authority of the Matter SDK (“%s”)."),
                                          np_certificate_get_subject (paa)),
                         _("Development tools trust it; phones in the field don't, and say 101, PaaNotFound."),
                         _("Use certificates from a real authority for devices that leave the house."));
  check_chain (findings, dac, pai, paa);
  if (now != NP_ATTESTATION_NO_CLOCK)
    {
      check_issuer_today (findings, pai, NP_CERTIFICATE_PAI, now);
      check_issuer_today (findings, paa, NP_CERTIFICATE_PAA, now);
    }
}

/**
 * np_attestation_chain_judge:
 * @dac: the device's certificate
 * @pai: what signed it
 * @paas: whom to trust
 * @now: seconds since 1970: the DAC must be valid then; or %NP_ATTESTATION_NO_CLOCK
 * @problems: (element-type NpProblem): where problems are added, all that are found
 * @paa: (out) (optional) (nullable) (transfer full): the PAA that the chain leads to
 *
 * Judges three certificates as a commissioner does: each by its role's rules, their vendor and product ids, who signed whom, and
 * whether they were valid when the DAC's validity began. Lists of revoked certificates aren't asked for.
 *
 * Returns: what a commissioner concludes
 */
NpAttestationCode
np_attestation_chain_judge (NpCertificate *dac, NpCertificate *pai, NpPaaStore *paas, gint64 now, GPtrArray *problems,
                            NpCertificate **paa)
{
  NpAttestationFindings findings = { .problems = problems };
  NpCertificate *found;

  g_return_val_if_fail (dac != NULL, NP_ATTESTATION_INVALID_ARGUMENT);
  g_return_val_if_fail (pai != NULL, NP_ATTESTATION_INVALID_ARGUMENT);
  g_return_val_if_fail (paas != NULL, NP_ATTESTATION_INVALID_ARGUMENT);
  g_return_val_if_fail (problems != NULL, NP_ATTESTATION_INVALID_ARGUMENT);

  np_attestation_findings_conclude (&findings, np_certificate_check (dac, NP_CERTIFICATE_DAC, problems));
  np_attestation_findings_conclude (&findings, np_certificate_check (pai, NP_CERTIFICATE_PAI, problems));
  check_vendor_ids (&findings, dac, pai);
  check_product_ids (&findings, dac, pai);

  found = np_paa_store_find (paas, pai);
  if (found == NULL)
    np_attestation_findings_add (&findings, NP_ATTESTATION_PAA_NOT_FOUND, NP_TAG_PAI_CERTIFICATE, "chain-paa-not-found",
                                 g_strdup_printf (_("No PAA certificate is known for the PAI certificate's issuer, “%s”."),
                                                  np_certificate_get_issuer (pai)),
                                 _("A phone trusts only the authorities that it knows."),
                                 _("Add the authority's PAA certificate, if phones know it too."));
  else
    check_paa (&findings, dac, pai, found, now);

  if (now != NP_ATTESTATION_NO_CLOCK)
    check_dac_today (&findings, dac, now);
  if (paa != NULL)
    *paa = found != NULL ? np_certificate_ref (found) : NULL;

  return findings.conclusion;
}
