/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-cd-signers.h"

G_BEGIN_DECLS

#define NP_CD_MAX_PRODUCT_IDS 100
#define NP_CD_MAX_AUTHORIZED_PAAS 10
#define NP_CD_CERTIFICATE_ID_LENGTH 19

/**
 * NpCertificationType:
 *
 * The values of certification_type that commissioners know.
 */
typedef enum
{
  NP_CERTIFICATION_TYPE_TEST,
  NP_CERTIFICATION_TYPE_PROVISIONAL,
  NP_CERTIFICATION_TYPE_OFFICIAL,
} NpCertificationType;

/**
 * NpCdField:
 *
 * A declaration's fields: their context tags, in the order in which they must stand.
 */
typedef enum
{
  NP_CD_FIELD_FORMAT_VERSION,
  NP_CD_FIELD_VENDOR_ID,
  NP_CD_FIELD_PRODUCT_IDS,
  NP_CD_FIELD_DEVICE_TYPE,
  NP_CD_FIELD_CERTIFICATE_ID,
  NP_CD_FIELD_SECURITY_LEVEL,
  NP_CD_FIELD_SECURITY_INFORMATION,
  NP_CD_FIELD_VERSION_NUMBER,
  NP_CD_FIELD_CERTIFICATION_TYPE,
  NP_CD_FIELD_DAC_ORIGIN_VENDOR_ID,
  NP_CD_FIELD_DAC_ORIGIN_PRODUCT_ID,
  NP_CD_FIELD_AUTHORIZED_PAAS,
  NP_CD_N_FIELDS
} NpCdField;

const char *np_cd_field_get_title (NpCdField field);

/**
 * NpCertificationDeclaration:
 * @format_version: 1
 * @vendor_id: of the product, as the device reports it
 * @product_ids: (element-type guint16): 1 to 100 of them
 * @device_type_id: its main device type
 * @certificate_id: 19 characters
 * @security_level: 0
 * @security_information: 0
 * @version_number: of the certification record
 * @certification_type: see #NpCertificationType
 * @has_dac_origin: whether the DAC carries other ids than the product
 * @dac_origin_vendor_id: the DAC's vendor id then
 * @dac_origin_product_id: the DAC's product id then
 * @authorized_paas: (nullable) (element-type GBytes): key identifiers, 20 bytes each, of the only PAAs allowed
 * @signer_key_id: (nullable): who signed it, 20 bytes
 * @signer: (nullable): that signer's name, if it is known
 *
 * What a certification declaration says (Matter specification, 6.3.1). Fill one with np_certification_declaration_new () and don't
 * change it once it is shared.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;

  /*< public >*/
  guint16 format_version;
  guint16 vendor_id;
  GArray *product_ids;
  guint32 device_type_id;
  char *certificate_id;
  guint8 security_level;
  guint16 security_information;
  guint16 version_number;
  guint8 certification_type;
  gboolean has_dac_origin;
  guint16 dac_origin_vendor_id;
  guint16 dac_origin_product_id;
  GPtrArray *authorized_paas;
  GBytes *signer_key_id;
  char *signer;
} NpCertificationDeclaration;

/**
 * NpReportedIds:
 * @has_vendor_id: whether it is known what the device reports; 0 is a number like any other
 * @has_product_id: the same of its product id
 *
 * What a device says of itself.
 */
typedef struct
{
  gboolean has_vendor_id;
  guint16 vendor_id;
  gboolean has_product_id;
  guint16 product_id;
} NpReportedIds;

#define NP_TYPE_CERTIFICATION_DECLARATION (np_certification_declaration_get_type ())
GType np_certification_declaration_get_type (void);

NpCertificationDeclaration *np_certification_declaration_new (void);
NpCertificationDeclaration *np_certification_declaration_ref (NpCertificationDeclaration *self);
void np_certification_declaration_unref (NpCertificationDeclaration *self);

gboolean np_certification_declaration_has_product (const NpCertificationDeclaration *self, guint16 product_id);
GBytes *np_certification_declaration_encode (const NpCertificationDeclaration *self);
NpCertificationDeclaration *np_certification_declaration_decode (GBytes *content, GPtrArray *problems);

NpAttestationCode np_certification_declaration_judge (GBytes *cd, NpCdSigners *signers, GPtrArray *problems,
                                                      NpCertificationDeclaration **declaration);
NpAttestationCode np_certification_declaration_judge_device (const NpCertificationDeclaration *self, NpCertificate *dac,
                                                             NpCertificate *paa, const NpReportedIds *ids, GPtrArray *problems);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpCertificationDeclaration, np_certification_declaration_unref)

G_END_DECLS
