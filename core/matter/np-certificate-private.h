/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-certificate.h"
#include "np-openssl-private.h"

G_BEGIN_DECLS

/* The attributes that carry a vendor id and a product id (Matter specification, 6.1.1). */
#define NP_CERTIFICATE_VENDOR_ID_OID "1.3.6.1.4.1.37244.2.1"
#define NP_CERTIFICATE_PRODUCT_ID_OID "1.3.6.1.4.1.37244.2.2"

/* What stands before them in a common name. */
#define NP_CERTIFICATE_VENDOR_ID_PREFIX "Mvid:"
#define NP_CERTIFICATE_PRODUCT_ID_PREFIX "Mpid:"

/* Whom a subject names: in attributes of their own or, in the older style, within the common name.
 *
 * malformed: (nullable): an attribute that isn't four upper-case hexadecimal digits, or there twice, as text
 * mixed: the common name has ids too, which don't count then */
typedef struct
{
  gboolean has_vendor_id;
  guint16 vendor_id;
  gboolean has_product_id;
  guint16 product_id;
  gboolean mixed;
  char *malformed;
} NpCertificateIdentity;

void np_certificate_identity_read (NpCertificateIdentity *identity, const X509_NAME *name);
char *np_certificate_name_to_text (const X509_NAME *name);

X509 *np_certificate_get_x509 (NpCertificate *self);
const NpCertificateIdentity *np_certificate_get_identity (NpCertificate *self);

G_END_DECLS
