/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-attestation-key.h"
#include "np-certification-declaration.h"

G_BEGIN_DECLS

/* The vendor ids that the CSA keeps for tests. */
#define NP_TEST_VENDOR_ID_FIRST 0xFFF1
#define NP_TEST_VENDOR_ID_LAST 0xFFF4

/* Certificates and declarations for development: like real ones in everything, but that no phone in the field trusts them. */

NpCertificate *np_test_pki_make_paa (NpAttestationKey *key, const char *name, guint16 vendor_id, GError **error);
NpCertificate *np_test_pki_make_pai (GBytes *public_key, const char *name, guint16 vendor_id, guint16 product_id,
                                     NpCertificate *paa, NpAttestationKey *paa_key, GError **error);
GBytes *np_test_pki_make_dac (GBytes *public_key, const char *name, guint16 vendor_id, guint16 product_id, NpCertificate *pai,
                              NpAttestationKey *pai_key, GError **error);
GBytes *np_test_pki_make_cd (const NpCertificationDeclaration *declaration, GError **error);

G_END_DECLS
