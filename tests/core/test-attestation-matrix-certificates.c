/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "matter/np-attestation-key.h"
#include "support-matrix.h"

/* A device whose certificates, or keys, are broken. */

#define YEAR (365 * 24 * 3600)

static void
dac_pem (Kit *kit)
{
  g_autoptr(NpCertificate) certificate = np_certificate_new (kit->dac_der, NULL);
  char *pem = np_certificate_to_pem (certificate);

  matrix_replace (&kit->dac_der, g_bytes_new_take (pem, strlen (pem)));
}

/* clang-format off */
CHANGE (dac_missing, matrix_replace (&kit->dac_der, NULL))
CHANGE (dac_empty, matrix_replace (&kit->dac_der, g_bytes_new_static ("", 0)))
CHANGE (dac_cut_off, matrix_cut_off (&kit->dac_der))
CHANGE (dac_trailing, matrix_lengthen (&kit->dac_der))
CHANGE (pai_missing, matrix_replace (&kit->pai_der, NULL))
CHANGE (pai_cut_off, matrix_cut_off (&kit->pai_der))

CHANGE (dac_version, kit->dac.version = X509_VERSION_2)
CHANGE (pai_version, kit->pai.version = X509_VERSION_2)
CHANGE (paa_version, kit->paa.version = X509_VERSION_2)
CHANGE (dac_sha1, kit->dac.digest = "SHA1")
CHANGE (pai_sha1, kit->pai.digest = "SHA1")
CHANGE (dac_sha384, kit->dac.digest = "SHA384")
CHANGE (dac_curve, kit->dac.curve = "secp256k1")
CHANGE (dac_validity, kit->dac.not_after = kit->dac.not_before - 1)
CHANGE (dac_repeated, kit->dac.repeated_usage = TRUE)
CHANGE (dac_no_constraints, kit->dac.constraints = FALSE)
CHANGE (pai_no_constraints, kit->pai.constraints = FALSE)
CHANGE (dac_constraints_not_critical, kit->dac.constraints_critical = FALSE)
CHANGE (pai_constraints_not_critical, kit->pai.constraints_critical = FALSE)
CHANGE (paa_constraints_not_critical, kit->paa.constraints_critical = FALSE)
CHANGE (dac_ca, kit->dac.ca = TRUE)
CHANGE (pai_not_ca, kit->pai.ca = FALSE; kit->pai.path_length = NO_PATH_LENGTH)
CHANGE (dac_path_length, kit->dac.path_length = 0)
CHANGE (pai_no_path_length, kit->pai.path_length = NO_PATH_LENGTH)
CHANGE (pai_path_length, kit->pai.path_length = 1)
CHANGE (paa_path_length, kit->paa.path_length = 2)
CHANGE (dac_no_usage, kit->dac.usage = FALSE)
CHANGE (pai_no_usage, kit->pai.usage = FALSE)
CHANGE (dac_usage_not_critical, kit->dac.usage_critical = FALSE)
CHANGE (dac_usage, kit->dac.usage_bits |= 1u << 5)
CHANGE (pai_usage, kit->pai.usage_bits = 1u << 5)
CHANGE (pai_usage_more, kit->pai.usage_bits |= 1u << 4)
CHANGE (paa_usage, kit->paa.usage_bits = 1u << 5)
CHANGE (dac_no_subject_key_id, kit->dac.subject_key_id_size = 0)
CHANGE (dac_subject_key_id, kit->dac.subject_key_id_size = 19)
CHANGE (dac_subject_key_id_critical, kit->dac.subject_key_id_critical = TRUE)
CHANGE (dac_no_authority_key_id, kit->dac.authority_key_id_size = 0)
CHANGE (dac_authority_key_id, kit->dac.authority_key_id_size = 21)
CHANGE (dac_authority_key_id_critical, kit->dac.authority_key_id_critical = TRUE)
CHANGE (dac_lower_case, kit->dac.vendor_id = "fff1")
CHANGE (dac_id_long, kit->dac.product_id = "08000")
CHANGE (dac_id_twice, kit->dac.second_vendor_id = "FFF1")
CHANGE (dac_name_malformed, kit->dac.common_name = "DAC Mpid:80"; kit->dac.vendor_id = "FFF1")
CHANGE (dac_no_vendor_id, kit->dac.vendor_id = NULL)
CHANGE (pai_no_vendor_id, kit->pai.vendor_id = NULL)
CHANGE (dac_no_product_id, kit->dac.product_id = NULL)
CHANGE (paa_product_id, kit->paa.product_id = "8000")
CHANGE (other_vendor, kit->pai.vendor_id = "FFF2"; kit->paa.vendor_id = NULL)
CHANGE (other_product, kit->pai.product_id = "8001")
CHANGE (paa_unknown, kit->keep_paa_secret = TRUE)
CHANGE (paa_other_vendor, kit->paa.vendor_id = "FFF2")
CHANGE (dac_future, kit->dac.not_before = kit->now + 1)
CHANGE (dac_past, kit->dac.not_after = kit->now - 1)
CHANGE (dac_issuer_name, kit->dac.issuer_name = "Somebody")
CHANGE (pai_issuer_name, kit->pai.issuer_name = "Somebody")
CHANGE (dac_issuer_key_id, kit->dac.wrong_authority_key_id = TRUE)
CHANGE (dac_signature, kit->dac.wrong_signature = TRUE)
CHANGE (pai_signature, kit->pai.wrong_signature = TRUE)
CHANGE (pai_later, kit->pai.not_before = kit->dac.not_before + 1)
CHANGE (paa_later, kit->paa.not_before = kit->dac.not_before + 1)
CHANGE (paa_ended, kit->paa.not_after = kit->dac.not_before - 1; kit->paa.not_before = kit->dac.not_before - YEAR)
CHANGE (pai_ended, kit->pai.not_after = kit->dac.not_before - 1; kit->pai.not_before = kit->dac.not_before - YEAR)
CHANGE (dac_unknown_critical, kit->dac.unknown_critical = TRUE)
CHANGE (key_short, kit->private_key = g_bytes_new_static ("short", 5))
CHANGE (public_key_other, kit->public_key = g_bytes_new_static ("other", 5))
/* clang-format on */

static void
key_of_another (Kit *kit)
{
  g_autoptr(NpAttestationKey) key = np_attestation_key_generate (NULL);

  kit->private_key = g_bytes_ref (np_attestation_key_get_raw (key));
}

/* clang-format off */
static const MatrixCase errors[] = {
  { "nothing", NULL, NULL, "", NP_ATTESTATION_GOOD },

  { "dac-missing", NULL, dac_missing, "dac-missing", NP_ATTESTATION_INVALID_ARGUMENT },
  { "dac-empty", NULL, dac_empty, "certificate-empty", NP_ATTESTATION_DAC_FORMAT },
  { "dac-pem", NULL, dac_pem, "certificate-pem", NP_ATTESTATION_DAC_FORMAT },
  { "dac-cut-off", NULL, dac_cut_off, "certificate-unreadable", NP_ATTESTATION_DAC_FORMAT },
  { "dac-trailing", NULL, dac_trailing, "certificate-trailing-bytes", NP_ATTESTATION_DAC_FORMAT },
  { "pai-missing", NULL, pai_missing, "pai-missing", NP_ATTESTATION_PAI_MISSING },
  { "pai-cut-off", NULL, pai_cut_off, "certificate-unreadable", NP_ATTESTATION_PAI_FORMAT },

  { "dac-version", dac_version, NULL, "certificate-version", NP_ATTESTATION_DAC_FORMAT },
  { "pai-version", pai_version, NULL, "certificate-version", NP_ATTESTATION_PAI_FORMAT },
  { "paa-version", paa_version, NULL, "certificate-version", NP_ATTESTATION_PAA_FORMAT },
  { "dac-sha1", dac_sha1, NULL, "certificate-signature-algorithm", NP_ATTESTATION_DAC_FORMAT },
  { "dac-sha384", dac_sha384, NULL, "certificate-signature-algorithm", NP_ATTESTATION_DAC_FORMAT },
  { "pai-sha1", pai_sha1, NULL, "certificate-signature-algorithm", NP_ATTESTATION_PAI_FORMAT },
  { "dac-curve", dac_curve, NULL, "certificate-public-key", NP_ATTESTATION_DAC_FORMAT },
  { "dac-validity", dac_validity, NULL, "certificate-validity", NP_ATTESTATION_DAC_FORMAT },
  { "dac-repeated", dac_repeated, NULL, "certificate-extension-repeated", NP_ATTESTATION_DAC_FORMAT },
  { "dac-no-constraints", dac_no_constraints, NULL, "certificate-basic-constraints-missing", NP_ATTESTATION_DAC_FORMAT },
  { "pai-no-constraints", pai_no_constraints, NULL, "certificate-basic-constraints-missing", NP_ATTESTATION_PAI_FORMAT },
  { "dac-constraints-not-critical", dac_constraints_not_critical, NULL, "certificate-basic-constraints-not-critical", NP_ATTESTATION_DAC_FORMAT },
  { "pai-constraints-not-critical", pai_constraints_not_critical, NULL, "certificate-basic-constraints-not-critical", NP_ATTESTATION_PAI_FORMAT },
  { "paa-constraints-not-critical", paa_constraints_not_critical, NULL, "certificate-basic-constraints-not-critical", NP_ATTESTATION_PAA_FORMAT },
  { "dac-ca", dac_ca, NULL, "certificate-ca", NP_ATTESTATION_DAC_FORMAT },
  { "pai-not-ca", pai_not_ca, NULL, "certificate-ca certificate-path-length", NP_ATTESTATION_PAI_FORMAT },
  { "dac-path-length", dac_path_length, NULL, "certificate-path-length", NP_ATTESTATION_DAC_FORMAT },
  { "pai-no-path-length", pai_no_path_length, NULL, "certificate-path-length", NP_ATTESTATION_PAI_FORMAT },
  { "pai-path-length", pai_path_length, NULL, "certificate-path-length", NP_ATTESTATION_PAI_FORMAT },
  { "paa-path-length", paa_path_length, NULL, "certificate-path-length", NP_ATTESTATION_PAA_FORMAT },
  { "dac-no-usage", dac_no_usage, NULL, "certificate-key-usage-missing", NP_ATTESTATION_DAC_FORMAT },
  { "pai-no-usage", pai_no_usage, NULL, "certificate-key-usage-missing", NP_ATTESTATION_PAI_FORMAT },
  { "dac-usage-not-critical", dac_usage_not_critical, NULL, "certificate-key-usage-not-critical", NP_ATTESTATION_DAC_FORMAT },
  { "dac-usage", dac_usage, NULL, "certificate-key-usage", NP_ATTESTATION_DAC_FORMAT },
  { "pai-usage", pai_usage, NULL, "certificate-key-usage", NP_ATTESTATION_PAI_FORMAT },
  { "pai-usage-more", pai_usage_more, NULL, "certificate-key-usage", NP_ATTESTATION_PAI_FORMAT },
  { "paa-usage", paa_usage, NULL, "certificate-key-usage", NP_ATTESTATION_PAA_FORMAT },
  { "dac-no-subject-key-id", dac_no_subject_key_id, NULL, "certificate-subject-key-id", NP_ATTESTATION_DAC_FORMAT },
  { "dac-subject-key-id", dac_subject_key_id, NULL, "certificate-subject-key-id", NP_ATTESTATION_DAC_FORMAT },
  { "dac-subject-key-id-critical", dac_subject_key_id_critical, NULL, "certificate-subject-key-id-critical", NP_ATTESTATION_DAC_FORMAT },
  { "dac-no-authority-key-id", dac_no_authority_key_id, NULL, "certificate-authority-key-id", NP_ATTESTATION_DAC_FORMAT },
  { "dac-authority-key-id", dac_authority_key_id, NULL, "certificate-authority-key-id chain-key-id", NP_ATTESTATION_DAC_FORMAT },
  { "dac-authority-key-id-critical", dac_authority_key_id_critical, NULL, "certificate-authority-key-id-critical", NP_ATTESTATION_DAC_FORMAT },
  { "dac-lower-case", dac_lower_case, NULL, "certificate-id-format certificate-vendor-id-missing", NP_ATTESTATION_DAC_FORMAT },
  { "dac-id-long", dac_id_long, NULL, "certificate-id-format certificate-product-id-missing", NP_ATTESTATION_DAC_FORMAT },
  { "dac-id-twice", dac_id_twice, NULL, "certificate-id-format", NP_ATTESTATION_DAC_FORMAT },
  { "dac-name-malformed", dac_name_malformed, NULL, "certificate-id-format", NP_ATTESTATION_DAC_FORMAT },
  { "dac-no-vendor-id", dac_no_vendor_id, NULL, "certificate-vendor-id-missing", NP_ATTESTATION_DAC_VENDOR_ID },
  { "pai-no-vendor-id", pai_no_vendor_id, NULL, "certificate-vendor-id-missing", NP_ATTESTATION_DAC_VENDOR_ID },
  { "dac-no-product-id", dac_no_product_id, NULL, "certificate-product-id-missing", NP_ATTESTATION_DAC_PRODUCT_ID },
  { "paa-product-id", paa_product_id, NULL, "certificate-product-id-present", NP_ATTESTATION_PAA_FORMAT },

  { "other-vendor", other_vendor, NULL, "chain-vendor-id", NP_ATTESTATION_DAC_VENDOR_ID },
  { "other-product", other_product, NULL, "chain-product-id", NP_ATTESTATION_DAC_PRODUCT_ID },
  { "paa-unknown", paa_unknown, NULL, "chain-paa-not-found", NP_ATTESTATION_PAA_NOT_FOUND },
  { "paa-other-vendor", paa_other_vendor, NULL, "chain-paa-vendor-id", NP_ATTESTATION_PAI_VENDOR_ID },
  { "dac-future", dac_future, NULL, "dac-not-yet-valid", NP_ATTESTATION_DAC_EXPIRED },
  { "dac-past", dac_past, NULL, "dac-expired", NP_ATTESTATION_DAC_EXPIRED },
  { "dac-issuer-name", dac_issuer_name, NULL, "chain-issuer", NP_ATTESTATION_DAC_SIGNATURE },
  { "pai-issuer-name", pai_issuer_name, NULL, "chain-issuer", NP_ATTESTATION_DAC_SIGNATURE },
  { "dac-issuer-key-id", dac_issuer_key_id, NULL, "chain-key-id", NP_ATTESTATION_DAC_SIGNATURE },
  { "dac-signature", dac_signature, NULL, "chain-signature", NP_ATTESTATION_DAC_SIGNATURE },
  { "pai-signature", pai_signature, NULL, "chain-signature", NP_ATTESTATION_DAC_SIGNATURE },
  { "pai-later", pai_later, NULL, "chain-validity", NP_ATTESTATION_DAC_SIGNATURE },
  { "pai-ended", pai_ended, NULL, "chain-validity", NP_ATTESTATION_DAC_SIGNATURE },
  { "paa-later", paa_later, NULL, "chain-validity", NP_ATTESTATION_DAC_SIGNATURE },
  { "paa-ended", paa_ended, NULL, "chain-validity", NP_ATTESTATION_DAC_SIGNATURE },
  { "dac-unknown-critical", dac_unknown_critical, NULL, "chain-refused", NP_ATTESTATION_DAC_SIGNATURE },

  { "key-short", key_short, NULL, "private-key-invalid", NP_ATTESTATION_SIGNATURE },
  { "key-of-another", key_of_another, NULL, "private-key-mismatch", NP_ATTESTATION_SIGNATURE },
  { "public-key-other", public_key_other, NULL, "public-key-mismatch", NP_ATTESTATION_SIGNATURE },
};
/* clang-format on */

/* What needs a look and stops nothing. */

/* clang-format off */
CHANGE (dac_long, kit->dac.padding = 300)
CHANGE (dac_styles, kit->dac.common_name = "DAC Mvid:FFF1 Mpid:8000")
CHANGE (dac_begins_now, kit->dac.not_before = kit->now)
CHANGE (pai_expired, kit->pai.not_after = kit->now - 1)
/* clang-format on */

static void
older_styles (Kit *kit)
{
  kit->dac.common_name = "DAC Mvid:FFF1 Mpid:8000";
  kit->dac.vendor_id = kit->dac.product_id = NULL;
}

static const MatrixCase warnings[] = {
  { "dac-long", dac_long, NULL, "certificate-too-long", NP_ATTESTATION_GOOD },
  { "dac-styles", dac_styles, NULL, "certificate-styles-mixed", NP_ATTESTATION_GOOD },
  { "dac-older-style", older_styles, NULL, NULL, NP_ATTESTATION_GOOD },
  { "dac-begins-now", dac_begins_now, NULL, NULL, NP_ATTESTATION_GOOD },
  { "pai-expired", pai_expired, NULL, "issuer-expired", NP_ATTESTATION_GOOD },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  matrix_add_errors (errors, G_N_ELEMENTS (errors));
  matrix_add_warnings (warnings, G_N_ELEMENTS (warnings));

  return g_test_run ();
}
