/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "support-matrix.h"
#include "support.h"

/* A device whose certification declaration is broken, or another's. */

/* clang-format off */
CHANGE (cd_missing, matrix_replace (&kit->cd_der, NULL))
CHANGE (cd_empty, matrix_replace (&kit->cd_der, g_bytes_new_static ("", 0)))
CHANGE (cd_cut_off, matrix_cut_off (&kit->cd_der))
CHANGE (cd_trailing, matrix_lengthen (&kit->cd_der))

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

/* clang-format off */
static const MatrixCase errors[] = {
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

/* What needs a look and stops nothing. */

/* clang-format off */
CHANGE (cd_version_number, kit->cd.declaration->version_number = 2)
CHANGE (cd_sdk_version_number, kit->cd.declaration->version_number = 0x9876)
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

static const MatrixCase warnings[] = {
  { "cd-own-signer", cd_own_signer, NULL, "cd-signer-given", NP_ATTESTATION_GOOD },
  { "cd-level", cd_level, NULL, "cd-security-level", NP_ATTESTATION_GOOD },
  { "cd-information", cd_information, NULL, "cd-security-information", NP_ATTESTATION_GOOD },
  { "cd-version-number", cd_version_number, NULL, "cd-version-number", NP_ATTESTATION_GOOD },
  { "cd-sdk-version-number", cd_sdk_version_number, NULL, NULL, NP_ATTESTATION_GOOD },
  { "cd-certificate-id", cd_odd_certificate_id, NULL, "cd-certificate-id", NP_ATTESTATION_GOOD },
  { "cd-product-zero", cd_product_zero, NULL, "cd-product-id-zero", NP_ATTESTATION_GOOD },
  { "cd-more-fields", cd_more_fields, NULL, "cd-unknown-field", NP_ATTESTATION_GOOD },
};

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  matrix_add_errors (errors, G_N_ELEMENTS (errors));
  matrix_add_warnings (warnings, G_N_ELEMENTS (warnings));

  return g_test_run ();
}
