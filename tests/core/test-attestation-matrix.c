/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "check/np-device-verdict.h"
#include "matter/np-attestation-key.h"
#include "project/np-project.h"
#include "support-pki.h"
#include "support.h"

/* One deliberately broken device for each rule: each has its own problem code, and the SDK's own conclusion. */

#define YEAR (365 * 24 * 3600)

/* change: before the parts are built; change_after: their bytes, after. */
typedef struct
{
  const char *name;
  void (*change) (Kit *kit);
  void (*change_after) (Kit *kit);
  const char *errors; /* all codes of errors, in their order */
  NpAttestationCode code;
} Case;

static void
replace (GBytes **bytes, GBytes *with)
{
  g_clear_pointer (bytes, g_bytes_unref);
  *bytes = with;
}

/* Certificates that can't be read. */

static void
dac_empty (Kit *kit)
{
  replace (&kit->dac_der, g_bytes_new_static ("", 0));
}

static void
dac_pem (Kit *kit)
{
  g_autoptr(NpCertificate) certificate = np_certificate_new (kit->dac_der, NULL);
  char *pem = np_certificate_to_pem (certificate);

  replace (&kit->dac_der, g_bytes_new_take (pem, strlen (pem)));
}

static void
dac_cut_off (Kit *kit)
{
  replace (&kit->dac_der, g_bytes_new_from_bytes (kit->dac_der, 0, g_bytes_get_size (kit->dac_der) - 1));
}

static void
pai_cut_off (Kit *kit)
{
  replace (&kit->pai_der, g_bytes_new_from_bytes (kit->pai_der, 0, g_bytes_get_size (kit->pai_der) - 1));
}

static void
dac_trailing (Kit *kit)
{
  replace (&kit->dac_der, kit_join (kit->dac_der, "", 1));
}

static void
dac_missing (Kit *kit)
{
  replace (&kit->dac_der, NULL);
}

static void
pai_missing (Kit *kit)
{
  replace (&kit->pai_der, NULL);
}

/* One assignment each. */
#define CHANGE(name, assignment) \
  static void name (Kit *kit) { assignment; }

/* clang-format off */
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

CHANGE (cd_type, kit->cd.type = 3)
CHANGE (cd_version, kit->cd.version = 1)
CHANGE (cd_digest, kit->cd.digest = 2)
CHANGE (cd_content_type, kit->cd.content_type = 2)
CHANGE (cd_signer_version, kit->cd.signer_version = 1)
CHANGE (cd_signer_digest, kit->cd.signer_digest = 2)
CHANGE (cd_algorithm, kit->cd.signature_algorithm = 3)
CHANGE (cd_two_signers, kit->cd.n_signers = 2)
CHANGE (cd_no_signer, kit->cd.n_signers = 0)
CHANGE (cd_key_id, kit->cd.key_id_size = 19)
CHANGE (cd_unknown, kit->cd.unknown_signer = TRUE)
CHANGE (cd_signature, kit->cd.wrong_signature = TRUE)
CHANGE (cd_official, kit->cd.declaration->certification_type = NP_CERTIFICATION_TYPE_OFFICIAL)
CHANGE (cd_provisional, kit->cd.declaration->certification_type = NP_CERTIFICATION_TYPE_PROVISIONAL)
CHANGE (cd_format_version, kit->cd.declaration->format_version = 2)
CHANGE (cd_certification_type, kit->cd.declaration->certification_type = 3; kit->cd.own_signer = TRUE)
CHANGE (cd_no_products, g_array_set_size (kit->cd.declaration->product_ids, 0))
CHANGE (cd_tlv, kit->cd.content = test_bytes_from_hex ("1f"))
CHANGE (cd_array, kit->cd.content = test_bytes_from_hex ("1618"))
CHANGE (cd_no_fields, kit->cd.content = test_bytes_from_hex ("1518"))
CHANGE (cd_text_version, kit->cd.content = test_bytes_from_hex ("152c00013118"))
CHANGE (cd_large_version, kit->cd.content = test_bytes_from_hex ("1526000000010018"))
CHANGE (device_vendor, kit->vendor_id = 0xFFF2)
CHANGE (device_product, kit->product_id = 0x8001)
/* clang-format on */

static void
cd_101_products (Kit *kit)
{
  for (guint16 i = 1; i <= 100; i++)
    g_array_append_val (kit->cd.declaration->product_ids, i);
}

static void
cd_certificate_id (Kit *kit)
{
  g_free (kit->cd.declaration->certificate_id);
  kit->cd.declaration->certificate_id = g_strdup ("CSA00000SWC00000-0");
}

static void
allow_paas (Kit *kit, guint n_paas)
{
  kit->cd.declaration->authorized_paas = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; i < n_paas; i++)
    g_ptr_array_add (kit->cd.declaration->authorized_paas,
                     g_bytes_new_static ("twenty bytes, another", NP_CERTIFICATE_KEY_ID_SIZE));
}

static void
cd_no_paa (Kit *kit)
{
  allow_paas (kit, 0);
}

static void
cd_other_paa (Kit *kit)
{
  allow_paas (kit, 1);
}

static void
cd_11_paas (Kit *kit)
{
  allow_paas (kit, 11);
}

static void
cd_trailing_content (Kit *kit)
{
  g_autoptr(GBytes) content = np_certification_declaration_encode (kit->cd.declaration);

  kit->cd.content = kit_join (content, "\x18", 1);
}

static void
set_origin (Kit *kit, guint16 vendor_id, guint16 product_id)
{
  kit->cd.declaration->has_dac_origin = TRUE;
  kit->cd.declaration->dac_origin_vendor_id = vendor_id;
  kit->cd.declaration->dac_origin_product_id = product_id;
}

static void
cd_origin_vendor (Kit *kit)
{
  set_origin (kit, 0xFFF2, 0x8000);
}

static void
cd_origin_product (Kit *kit)
{
  set_origin (kit, 0xFFF1, 0x8001);
}

/* The DAC's product isn't on the declaration's list, though the device's own is. */
static void
dac_product (Kit *kit)
{
  kit->dac.product_id = "8001";
  kit->pai.product_id = NULL;
}

static void
dac_vendor (Kit *kit)
{
  kit->dac.vendor_id = "FFF2";
  kit->pai.vendor_id = "FFF2";
  kit->paa.vendor_id = NULL;
}

static void
cd_empty (Kit *kit)
{
  replace (&kit->cd_der, g_bytes_new_static ("", 0));
}

static void
cd_cut_off (Kit *kit)
{
  replace (&kit->cd_der, g_bytes_new_from_bytes (kit->cd_der, 0, g_bytes_get_size (kit->cd_der) - 1));
}

static void
cd_trailing (Kit *kit)
{
  replace (&kit->cd_der, kit_join (kit->cd_der, "", 1));
}

static void
cd_missing (Kit *kit)
{
  replace (&kit->cd_der, NULL);
}

static void
key_of_another (Kit *kit)
{
  g_autoptr(NpAttestationKey) key = np_attestation_key_generate (NULL);

  kit->private_key = g_bytes_ref (np_attestation_key_get_raw (key));
}

/* clang-format off */
static const Case cases[] = {
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

  { "cd-missing", NULL, cd_missing, "cd-missing", NP_ATTESTATION_CD_NO_KEY_ID },
  { "cd-empty", NULL, cd_empty, "cd-empty", NP_ATTESTATION_CD_NO_KEY_ID },
  { "cd-cut-off", NULL, cd_cut_off, "cd-unreadable", NP_ATTESTATION_CD_NO_KEY_ID },
  { "cd-trailing", NULL, cd_trailing, "cd-trailing-bytes", NP_ATTESTATION_CD_NO_KEY_ID },
  { "cd-no-signer", cd_no_signer, NULL, "cd-unreadable", NP_ATTESTATION_CD_NO_KEY_ID },
  { "cd-two-signers", cd_two_signers, NULL, "cd-signers", NP_ATTESTATION_CD_NO_KEY_ID },
  { "cd-signer-version", cd_signer_version, NULL, "cd-signer-version", NP_ATTESTATION_CD_NO_KEY_ID },
  { "cd-signer-digest", cd_signer_digest, NULL, "cd-signer-digest", NP_ATTESTATION_CD_NO_KEY_ID },
  { "cd-algorithm", cd_algorithm, NULL, "cd-signature-algorithm", NP_ATTESTATION_CD_NO_KEY_ID },
  { "cd-key-id", cd_key_id, NULL, "cd-signer-key-id cd-signer-unknown", NP_ATTESTATION_CD_SIGNER },
  { "cd-unknown", cd_unknown, NULL, "cd-signer-unknown", NP_ATTESTATION_CD_SIGNER },
  { "cd-official", cd_official, NULL, "cd-test-key-misused", NP_ATTESTATION_CD_SIGNER },
  { "cd-provisional", cd_provisional, NULL, "cd-test-key-misused", NP_ATTESTATION_CD_SIGNER },
  { "cd-type", cd_type, NULL, "cd-type", NP_ATTESTATION_CD_SIGNATURE },
  { "cd-version", cd_version, NULL, "cd-version", NP_ATTESTATION_CD_SIGNATURE },
  { "cd-digest", cd_digest, NULL, "cd-digest", NP_ATTESTATION_CD_SIGNATURE },
  { "cd-content-type", cd_content_type, NULL, "cd-content-type", NP_ATTESTATION_CD_SIGNATURE },
  { "cd-signature", cd_signature, NULL, "cd-signature", NP_ATTESTATION_CD_SIGNATURE },
  { "cd-tlv", cd_tlv, NULL, "cd-tlv", NP_ATTESTATION_CD_FORMAT },
  { "cd-array", cd_array, NULL, "cd-not-structure", NP_ATTESTATION_CD_FORMAT },
  { "cd-no-fields", cd_no_fields, NULL, "cd-field-missing", NP_ATTESTATION_CD_FORMAT },
  { "cd-text-version", cd_text_version, NULL, "cd-field-type", NP_ATTESTATION_CD_FORMAT },
  { "cd-large-version", cd_large_version, NULL, "cd-field-range", NP_ATTESTATION_CD_FORMAT },
  { "cd-no-products", cd_no_products, NULL, "cd-product-ids", NP_ATTESTATION_CD_FORMAT },
  { "cd-101-products", cd_101_products, NULL, "cd-product-ids", NP_ATTESTATION_CD_FORMAT },
  { "cd-certificate-id", cd_certificate_id, NULL, "cd-certificate-id-length", NP_ATTESTATION_CD_FORMAT },
  { "cd-no-paa", cd_no_paa, NULL, "cd-authorized-paas", NP_ATTESTATION_CD_FORMAT },
  { "cd-11-paas", cd_11_paas, NULL, "cd-authorized-paas", NP_ATTESTATION_CD_FORMAT },
  { "cd-trailing-content", cd_trailing_content, NULL, "cd-tlv-trailing-bytes", NP_ATTESTATION_CD_FORMAT },
  { "cd-format-version", cd_format_version, NULL, "cd-format-version", NP_ATTESTATION_ELEMENTS },
  { "cd-certification-type", cd_certification_type, NULL, "cd-certification-type", NP_ATTESTATION_ELEMENTS },
  { "device-vendor", device_vendor, NULL, "cd-vendor-id", NP_ATTESTATION_CD_VENDOR_ID },
  { "device-product", device_product, NULL, "cd-product-id", NP_ATTESTATION_CD_PRODUCT_ID },
  { "dac-vendor", dac_vendor, NULL, "cd-dac-vendor-id", NP_ATTESTATION_CD_VENDOR_ID },
  { "dac-product", dac_product, NULL, "cd-dac-product-id", NP_ATTESTATION_CD_PRODUCT_ID },
  { "cd-origin-vendor", cd_origin_vendor, NULL, "cd-dac-vendor-id", NP_ATTESTATION_CD_VENDOR_ID },
  { "cd-origin-product", cd_origin_product, NULL, "cd-dac-product-id", NP_ATTESTATION_CD_PRODUCT_ID },
  { "cd-other-paa", cd_other_paa, NULL, "cd-paa", NP_ATTESTATION_CD_PAA },
};
/* clang-format on */

static char *
list_errors (GPtrArray *problems)
{
  g_autoptr(GPtrArray) codes = g_ptr_array_new ();

  for (guint i = 0; i < problems->len; i++)
    {
      const NpProblem *problem = problems->pdata[i];

      if (problem->severity == NP_SEVERITY_ERROR)
        g_ptr_array_add (codes, problem->code);
    }
  g_ptr_array_add (codes, NULL);

  return g_strjoinv (" ", (char **) codes->pdata);
}

static void
set_bytes (NpFactoryData *data, NpTag tag, GBytes *bytes)
{
  if (bytes != NULL)
    np_factory_data_set_bytes (data, tag, bytes, NULL);
}

/* The sample project's passcode, verifier and names with the kit's certificates, keys and ids. */
static NpFactoryData *
make_data (const Kit *kit)
{
  g_autoptr(NpProject) project = np_project_new_sample ();
  NpFactoryData *data = np_factory_data_copy (np_project_get_factory_data (project));
  const NpTag tags[] = { NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, NP_TAG_PAI_CERTIFICATE, NP_TAG_CERTIFICATION_DECLARATION,
                         NP_TAG_DEVICE_ATTESTATION_PUB_KEY };

  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    np_factory_data_remove (data, tags[i]);
  set_bytes (data, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, kit->dac_der);
  set_bytes (data, NP_TAG_PAI_CERTIFICATE, kit->pai_der);
  set_bytes (data, NP_TAG_CERTIFICATION_DECLARATION, kit->cd_der);
  set_bytes (data, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, kit->private_key != NULL ? kit->private_key : kit->dac_private_key);
  set_bytes (data, NP_TAG_DEVICE_ATTESTATION_PUB_KEY, kit->public_key);
  np_factory_data_set_number (data, NP_TAG_VENDOR_ID, kit->vendor_id, NULL);
  np_factory_data_set_number (data, NP_TAG_PRODUCT_ID, kit->product_id, NULL);

  return data;
}

/* The same code where a whole device is checked, and no other. */
static void
check_device (const Case *test, const Kit *kit)
{
  g_autoptr(NpFactoryData) data = make_data (kit);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GPtrArray) notes = np_problem_list_new ();
  const NpCheckContext context = { .paas = kit->paas, .signers = kit->signers, .notes = notes, .now = kit->now };
  g_autoptr(NpDeviceVerdict) verdict = np_check_device (data, NULL, &context, problems);
  g_autofree char *errors = list_errors (problems);

  g_assert_cmpstr (errors, ==, test->errors);
  g_assert_cmpint (verdict->attestation.code, ==, test->code);
  g_assert_cmpint (verdict->conclusion, ==, test->code == NP_ATTESTATION_GOOD ? NP_DEVICE_COMMISSIONED_AS_TEST : NP_DEVICE_REFUSED);
  g_assert_cmpint (verdict->todo != NULL, ==, test->code != NP_ATTESTATION_GOOD);
}

static void
test_case (gconstpointer user_data)
{
  const Case *test = user_data;
  g_autoptr(Kit) kit = kit_new ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autofree char *errors = NULL;
  NpAttestationVerdict verdict;

  if (test->change != NULL)
    test->change (kit);
  kit_build (kit);
  if (test->change_after != NULL)
    test->change_after (kit);

  verdict = kit_judge (kit, problems);
  errors = list_errors (problems);
  g_assert_cmpstr (errors, ==, test->errors);
  g_assert_cmpint (verdict.code, ==, test->code);
  check_device (test, kit);
}

/* What needs a look and stops nothing. */

/* clang-format off */
CHANGE (dac_long, kit->dac.padding = 300)
CHANGE (dac_styles, kit->dac.common_name = "DAC Mvid:FFF1 Mpid:8000")
CHANGE (dac_begins_now, kit->dac.not_before = kit->now)
CHANGE (cd_version_number, kit->cd.declaration->version_number = 2)
CHANGE (cd_sdk_version_number, kit->cd.declaration->version_number = 0x9876)
CHANGE (pai_expired, kit->pai.not_after = kit->now - 1)
CHANGE (cd_own_signer, kit->cd.own_signer = TRUE)
CHANGE (cd_level, kit->cd.declaration->security_level = 1)
CHANGE (cd_information, kit->cd.declaration->security_information = 1)
/* clang-format on */

static void
cd_odd_certificate_id (Kit *kit)
{
  g_free (kit->cd.declaration->certificate_id);
  kit->cd.declaration->certificate_id = g_strdup ("INV20141ZB330001-24");
}

static void
cd_product_zero (Kit *kit)
{
  guint16 id = 0;

  g_array_append_val (kit->cd.declaration->product_ids, id);
}

static void
cd_more_fields (Kit *kit)
{
  g_autoptr(GBytes) content = np_certification_declaration_encode (kit->cd.declaration);
  g_autoptr(GBytes) open = g_bytes_new_from_bytes (content, 0, g_bytes_get_size (content) - 1);

  kit->cd.content = kit_join (open, "\x24\x0C\x01\x35\x0D\x18\x18", 7);
}

static void
older_styles (Kit *kit)
{
  kit->dac.common_name = "DAC Mvid:FFF1 Mpid:8000";
  kit->dac.vendor_id = kit->dac.product_id = NULL;
}

/* errors: the one code of a warning; NULL: none but those of test credentials */
static const Case warnings[] = {
  { "dac-long", dac_long, NULL, "certificate-too-long", NP_ATTESTATION_GOOD },
  { "dac-styles", dac_styles, NULL, "certificate-styles-mixed", NP_ATTESTATION_GOOD },
  { "dac-older-style", older_styles, NULL, NULL, NP_ATTESTATION_GOOD },
  { "dac-begins-now", dac_begins_now, NULL, NULL, NP_ATTESTATION_GOOD },
  { "pai-expired", pai_expired, NULL, "issuer-expired", NP_ATTESTATION_GOOD },
  { "cd-own-signer", cd_own_signer, NULL, "cd-signer-given", NP_ATTESTATION_GOOD },
  { "cd-level", cd_level, NULL, "cd-security-level", NP_ATTESTATION_GOOD },
  { "cd-information", cd_information, NULL, "cd-security-information", NP_ATTESTATION_GOOD },
  { "cd-version-number", cd_version_number, NULL, "cd-version-number", NP_ATTESTATION_GOOD },
  { "cd-sdk-version-number", cd_sdk_version_number, NULL, NULL, NP_ATTESTATION_GOOD },
  { "cd-certificate-id", cd_odd_certificate_id, NULL, "cd-certificate-id", NP_ATTESTATION_GOOD },
  { "cd-product-zero", cd_product_zero, NULL, "cd-product-id-zero", NP_ATTESTATION_GOOD },
  { "cd-more-fields", cd_more_fields, NULL, "cd-unknown-field", NP_ATTESTATION_GOOD },
};

/* But for those that every kit has: its declaration's signer is the test key. */
static char *
list_warnings (GPtrArray *problems)
{
  g_autoptr(GPtrArray) codes = g_ptr_array_new ();

  for (guint i = 0; i < problems->len; i++)
    {
      const NpProblem *problem = problems->pdata[i];

      if (problem->severity == NP_SEVERITY_WARNING && !g_str_equal (problem->code, "cd-test-key"))
        g_ptr_array_add (codes, problem->code);
    }
  g_ptr_array_add (codes, NULL);

  return g_strjoinv (" ", (char **) codes->pdata);
}

static void
test_warning (gconstpointer user_data)
{
  const Case *test = user_data;
  g_autofree char *warnings_found = NULL;
  g_autoptr(Kit) kit = kit_new ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autofree char *errors = NULL;
  NpAttestationVerdict verdict;

  test->change (kit);
  kit_build (kit);
  verdict = kit_judge (kit, problems);
  errors = list_errors (problems);
  g_assert_cmpstr (errors, ==, "");
  g_assert_cmpint (verdict.code, ==, test->code);
  warnings_found = list_warnings (problems);
  g_assert_cmpstr (warnings_found, ==, test->errors != NULL ? test->errors : "");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/attestation-matrix/errors/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (warnings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/attestation-matrix/warnings/%s", warnings[i].name);

      g_test_add_data_func (path, &warnings[i], test_warning);
    }

  return g_test_run ();
}
