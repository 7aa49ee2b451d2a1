/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * NpTag:
 *
 * The tags of ST's factory data (stm32_factorydata.h, genFactoryData.py).
 */
typedef enum
{
  NP_TAG_NONE = 0,
  NP_TAG_CERTIFICATION_DECLARATION = 1,
  NP_TAG_FIRMWARE_INFORMATION = 2,
  NP_TAG_DEVICE_ATTESTATION_CERTIFICATE = 3,
  NP_TAG_PAI_CERTIFICATE = 4,
  NP_TAG_DEVICE_ATTESTATION_PRIV_KEY = 5,
  NP_TAG_DEVICE_ATTESTATION_PUB_KEY = 6,
  NP_TAG_SETUP_DISCRIMINATOR = 11,
  NP_TAG_SPAKE2_ITERATION_COUNT = 12,
  NP_TAG_SPAKE2_SALT = 13,
  NP_TAG_SPAKE2_VERIFIER = 14,
  NP_TAG_SPAKE2_SETUP_PASSCODE = 15,
  NP_TAG_VENDOR_NAME = 21,
  NP_TAG_VENDOR_ID = 22,
  NP_TAG_PRODUCT_NAME = 23,
  NP_TAG_PRODUCT_ID = 24,
  NP_TAG_SERIAL_NUMBER = 25,
  NP_TAG_MANUFACTURING_DATE = 26,
  NP_TAG_HARDWARE_VERSION = 27,
  NP_TAG_HARDWARE_VERSION_STRING = 28,
  NP_TAG_ROTATING_DEVICE_ID = 29,
  NP_TAG_ENABLE_KEY = 41,
} NpTag;

typedef enum
{
  NP_FIELD_TYPE_UINT16,
  NP_FIELD_TYPE_UINT32,
  NP_FIELD_TYPE_STRING,
  NP_FIELD_TYPE_BYTES,
} NpFieldType;

typedef enum
{
  NP_FIELD_GROUP_IDENTITY,
  NP_FIELD_GROUP_COMMISSIONING,
  NP_FIELD_GROUP_ATTESTATION,
  NP_FIELD_GROUP_PLATFORM,
  NP_N_FIELD_GROUPS
} NpFieldGroup;

/**
 * NpFieldRequired:
 * @NP_FIELD_OPTIONAL: a device works without it
 * @NP_FIELD_REQUIRED: every device needs it
 * @NP_FIELD_REQUIRED_RECONFIGURE: needed when the board doesn't get it during provisioning (DAC, PAI, keys)
 */
typedef enum
{
  NP_FIELD_OPTIONAL,
  NP_FIELD_REQUIRED,
  NP_FIELD_REQUIRED_RECONFIGURE,
} NpFieldRequired;

/* The most bytes that ST's firmware reads from one record: at 603 it stops
 * reading (stm32_factorydata.c). */
#define NP_FIELD_MAX_LENGTH 602

/**
 * NpField:
 * @tag: the record's tag
 * @key: the JSON key, as ST spells it
 * @title: what people call it (translatable, msgid)
 * @description: one sentence for a tooltip (translatable, msgid)
 * @type: how the value is encoded
 * @group: where editors show it
 * @required: who needs it
 * @secret: masked in views, never in logs and reports
 * @unreported: ST's firmware stores it but never reports it to a controller
 * @minimum: numbers: least value allowed; strings and bytes: fewest bytes
 * @maximum: numbers: largest value allowed; strings and bytes: most bytes (at most %NP_FIELD_MAX_LENGTH)
 *
 * What there is to know about one of the 21 fields. Everything that lists fields
 * (JSON, image, editor, diff) walks the one table of them.
 */
typedef struct
{
  NpTag tag;
  const char *key;
  const char *title;
  const char *description;
  NpFieldType type;
  NpFieldGroup group;
  NpFieldRequired required;
  gboolean secret;
  gboolean unreported;
  guint32 minimum;
  guint32 maximum;
} NpField;

const NpField *np_field_get_all (guint *n_fields);
const NpField *np_field_find_by_tag (guint32 tag);
const NpField *np_field_find_by_key (const char *key);

G_END_DECLS
