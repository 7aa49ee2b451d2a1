/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-problem.h"
#include "np-attestation-code.h"

G_BEGIN_DECLS

/* The longest DER of a DAC or PAI (Matter specification, 6.1.3), and what a PAA store of the SDK takes. */
#define NP_CERTIFICATE_MAX_SIZE 600

#define NP_CERTIFICATE_KEY_ID_SIZE 20
#define NP_CERTIFICATE_PUBLIC_KEY_SIZE 65

/* What np_certificate_get_not_before () and np_certificate_get_not_after () say of a time that can't be read. */
#define NP_CERTIFICATE_NO_TIME G_MININT64

/**
 * NpCertificateRole:
 * @NP_CERTIFICATE_DAC: the device's own certificate
 * @NP_CERTIFICATE_PAI: product attestation intermediate, which signs DACs
 * @NP_CERTIFICATE_PAA: product attestation authority, which signs PAIs
 */
typedef enum
{
  NP_CERTIFICATE_DAC,
  NP_CERTIFICATE_PAI,
  NP_CERTIFICATE_PAA,
} NpCertificateRole;

const char *np_certificate_role_get_name (NpCertificateRole role); /* "DAC", "PAI certificate", "PAA certificate" (translated) */
NpTag np_certificate_role_get_tag (NpCertificateRole role);        /* the field that holds it; NP_TAG_NONE for a PAA */

/* An X.509 certificate of Matter device attestation. Immutable. */
typedef struct _NpCertificate NpCertificate;

#define NP_TYPE_CERTIFICATE (np_certificate_get_type ())
GType np_certificate_get_type (void);

NpCertificate *np_certificate_read (GBytes *der, NpCertificateRole role, GPtrArray *problems);
NpCertificate *np_certificate_new (GBytes *bytes, GError **error);
GPtrArray *np_certificate_list_new (GBytes *bytes, GError **error);
NpCertificate *np_certificate_ref (NpCertificate *self);
void np_certificate_unref (NpCertificate *self);

GBytes *np_certificate_get_der (NpCertificate *self);
char *np_certificate_to_pem (NpCertificate *self);

gboolean np_certificate_get_vendor_id (NpCertificate *self, guint16 *vendor_id);
gboolean np_certificate_get_product_id (NpCertificate *self, guint16 *product_id);
GBytes *np_certificate_get_subject_key_id (NpCertificate *self);   /* (nullable) */
GBytes *np_certificate_get_authority_key_id (NpCertificate *self); /* (nullable) */
GBytes *np_certificate_get_public_key (NpCertificate *self);       /* (nullable): 65 bytes; NULL if not one of P-256 */
gint64 np_certificate_get_not_before (NpCertificate *self);        /* seconds since 1970 */
gint64 np_certificate_get_not_after (NpCertificate *self);
const char *np_certificate_get_subject (NpCertificate *self);      /* "CN=Matter Test PAA, VID=FFF1" */
const char *np_certificate_get_issuer (NpCertificate *self);

gboolean np_certificate_is_issued_by (NpCertificate *self, NpCertificate *issuer);
gboolean np_certificate_is_signed_by (NpCertificate *self, NpCertificate *issuer);
NpCertificateRole np_certificate_guess_role (NpCertificate *self);
NpAttestationCode np_certificate_check (NpCertificate *self, NpCertificateRole role, GPtrArray *problems);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpCertificate, np_certificate_unref)

G_END_DECLS
