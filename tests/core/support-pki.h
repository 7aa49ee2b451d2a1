/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "matter/np-attestation.h"
#include "matter/np-openssl-private.h"

G_BEGIN_DECLS

/* Certificates and declarations with any defect one likes, made with OpenSSL alone: core's own maker refuses to. */

#define NO_PATH_LENGTH -1

/* Names: NULL leaves the attribute out. Key ids: 0 bytes leaves the extension out. */
typedef struct
{
  const char *common_name;
  const char *vendor_id;
  const char *second_vendor_id;
  const char *product_id;
  const char *issuer_name; /* instead of the issuer's subject */

  long version;
  const char *digest;
  const char *curve;
  gint64 not_before;
  gint64 not_after;

  gboolean constraints;
  gboolean constraints_critical;
  gboolean ca;
  int path_length;

  gboolean usage;
  gboolean usage_critical;
  guint usage_bits; /* bit n: X.509's key usage n */

  guint subject_key_id_size;
  gboolean subject_key_id_critical;
  guint authority_key_id_size;
  gboolean authority_key_id_critical;
  gboolean wrong_authority_key_id;

  gboolean repeated_usage;
  gboolean unknown_critical;
  gboolean wrong_signature;
  guint padding;
} CertificateSpec;

/* Last bytes of the object identifiers, and version numbers; content: instead of what declaration says. */
typedef struct
{
  NpCertificationDeclaration *declaration;
  GBytes *content;
  guint8 type;
  guint8 content_type;
  guint8 version;
  guint8 digest;
  guint8 signer_version;
  guint8 signer_digest;
  guint8 signature_algorithm;
  guint key_id_size;
  gboolean unknown_signer;
  gboolean wrong_signature;
  gboolean own_signer; /* not the SDK's test key */
  const char *signer_name;
  guint n_signers;
} CdSpec;

/* A whole device with its authorities. Built by kit_build () after its parts were changed. */
typedef struct
{
  CertificateSpec paa;
  CertificateSpec pai;
  CertificateSpec dac;
  CdSpec cd;

  gboolean keep_paa_secret;
  guint16 vendor_id;
  guint16 product_id;
  gint64 now;
  GBytes *private_key; /* instead of the DAC's */
  GBytes *public_key;

  GBytes *paa_der;
  GBytes *signer_der; /* of one's own signer */
  GBytes *dac_der;
  GBytes *pai_der;
  GBytes *cd_der;
  NpPaaStore *paas;
  NpCdSigners *signers;
  GBytes *dac_private_key;
} Kit;

Kit *kit_new (void);
void kit_free (Kit *kit);
void kit_build (Kit *kit);
NpAttestationVerdict kit_judge (Kit *kit, GPtrArray *problems);

GBytes *kit_join (GBytes *bytes, gconstpointer more, gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Kit, kit_free)

G_END_DECLS
