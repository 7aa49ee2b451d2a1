/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-field.h"
#include "np-passcode.h"

/* In tag order, which is the order of the records in an image. Tags, keys and types are those of genFactoryData.py;
 * limits are Matter's (core specification, sections 5.1, 6.2 and 11.1, and the SDK's buffers for certificates). */
static const NpField fields[] = {
  {
    .tag = NP_TAG_CERTIFICATION_DECLARATION,
    .key = "CERTIFICATION_DECLARATION",
    .title = N_("Certification declaration"),
    .description = N_("The signed statement that this product is certified for Matter (CMS, DER)."),
    .type = NP_FIELD_TYPE_BYTES,
    .group = NP_FIELD_GROUP_ATTESTATION,
    .required = NP_FIELD_REQUIRED,
    .minimum = 1,
    .maximum = NP_FIELD_MAX_LENGTH,
  },
  {
    .tag = NP_TAG_FIRMWARE_INFORMATION,
    .key = "FIRMWARE_INFORMATION",
    .title = N_("Firmware information"),
    .description = N_("Which firmware the certification covers; sent to a controller during attestation."),
    .type = NP_FIELD_TYPE_BYTES,
    .group = NP_FIELD_GROUP_ATTESTATION,
    .unreported = TRUE,
    .minimum = 1,
    .maximum = NP_FIELD_MAX_LENGTH,
  },
  {
    .tag = NP_TAG_DEVICE_ATTESTATION_CERTIFICATE,
    .key = "DEVICE_ATTESTATION_CERTIFICATE",
    .title = N_("Device attestation certificate (DAC)"),
    .description = N_("The certificate that proves this one device to be genuine (X.509, DER)."),
    .type = NP_FIELD_TYPE_BYTES,
    .group = NP_FIELD_GROUP_ATTESTATION,
    .required = NP_FIELD_REQUIRED_RECONFIGURE,
    .minimum = 1,
    .maximum = 600,
  },
  {
    .tag = NP_TAG_PAI_CERTIFICATE,
    .key = "PAI_CERTIFICATE",
    .title = N_("Product attestation intermediate certificate (PAI)"),
    .description = N_("The certificate of the authority that issued the DAC (X.509, DER)."),
    .type = NP_FIELD_TYPE_BYTES,
    .group = NP_FIELD_GROUP_ATTESTATION,
    .required = NP_FIELD_REQUIRED_RECONFIGURE,
    .minimum = 1,
    .maximum = 600,
  },
  {
    .tag = NP_TAG_DEVICE_ATTESTATION_PRIV_KEY,
    .key = "DEVICE_ATTESTATION_PRIV_KEY",
    .title = N_("DAC private key"),
    .description = N_("The private key that belongs to the DAC: 32 bytes, kept secret."),
    .type = NP_FIELD_TYPE_BYTES,
    .group = NP_FIELD_GROUP_ATTESTATION,
    .required = NP_FIELD_REQUIRED_RECONFIGURE,
    .secret = TRUE,
    .minimum = 32,
    .maximum = 32,
  },
  {
    .tag = NP_TAG_DEVICE_ATTESTATION_PUB_KEY,
    .key = "DEVICE_ATTESTATION_PUB_KEY",
    .title = N_("DAC public key"),
    .description = N_("The public key in the DAC: 65 bytes, uncompressed, beginning with 0x04."),
    .type = NP_FIELD_TYPE_BYTES,
    .group = NP_FIELD_GROUP_ATTESTATION,
    .required = NP_FIELD_REQUIRED_RECONFIGURE,
    .minimum = 65,
    .maximum = 65,
  },
  {
    .tag = NP_TAG_SETUP_DISCRIMINATOR,
    .key = "SETUP_DISCRIMINATOR",
    .title = N_("Discriminator"),
    .description = N_("Tells devices apart that wait to be set up at the same time: 0 to 4095."),
    .type = NP_FIELD_TYPE_UINT16,
    .group = NP_FIELD_GROUP_COMMISSIONING,
    .required = NP_FIELD_REQUIRED,
    .minimum = 0,
    .maximum = 4095,
  },
  {
    .tag = NP_TAG_SPAKE2_ITERATION_COUNT,
    .key = "SPAKE2_ITERATION_COUNT",
    .title = N_("Iteration count"),
    .description = N_("How many rounds turn the passcode into the verifier: 1000 to 100000."),
    .type = NP_FIELD_TYPE_UINT32,
    .group = NP_FIELD_GROUP_COMMISSIONING,
    .required = NP_FIELD_REQUIRED,
    .minimum = 1000,
    .maximum = 100000,
  },
  {
    .tag = NP_TAG_SPAKE2_SALT,
    .key = "SPAKE2_SALT",
    .title = N_("Salt"),
    .description = N_("The random bytes that went into the verifier: 16 to 32 bytes."),
    .type = NP_FIELD_TYPE_BYTES,
    .group = NP_FIELD_GROUP_COMMISSIONING,
    .required = NP_FIELD_REQUIRED,
    .minimum = 16,
    .maximum = 32,
  },
  {
    .tag = NP_TAG_SPAKE2_VERIFIER,
    .key = "SPAKE2_VERIFIER",
    .title = N_("Verifier"),
    .description = N_("What the device checks the passcode with: 97 bytes, made from passcode, salt and iteration count."),
    .type = NP_FIELD_TYPE_BYTES,
    .group = NP_FIELD_GROUP_COMMISSIONING,
    .required = NP_FIELD_REQUIRED,
    .secret = TRUE,
    .minimum = 97,
    .maximum = 97,
  },
  {
    .tag = NP_TAG_SPAKE2_SETUP_PASSCODE,
    .key = "SPAKE2_SETUP_PASSCODE",
    .title = N_("Passcode"),
    .description = N_("The setup code that whoever adds the device must know: 1 to 99999998, but for a few forbidden values."),
    .type = NP_FIELD_TYPE_UINT32,
    .group = NP_FIELD_GROUP_COMMISSIONING,
    .secret = TRUE,
    .minimum = NP_PASSCODE_MINIMUM,
    .maximum = NP_PASSCODE_MAXIMUM,
  },
  {
    .tag = NP_TAG_VENDOR_NAME,
    .key = "VENDOR_NAME",
    .title = N_("Vendor name"),
    .description = N_("The maker's name as people see it: up to 32 bytes."),
    .type = NP_FIELD_TYPE_STRING,
    .group = NP_FIELD_GROUP_IDENTITY,
    .required = NP_FIELD_REQUIRED,
    .minimum = 1,
    .maximum = 32,
  },
  {
    .tag = NP_TAG_VENDOR_ID,
    .key = "VENDOR_ID",
    .title = N_("Vendor ID"),
    .description = N_("The maker's number from the Connectivity Standards Alliance; 0xFFF1 to 0xFFF4 are for tests."),
    .type = NP_FIELD_TYPE_UINT16,
    .group = NP_FIELD_GROUP_IDENTITY,
    .required = NP_FIELD_REQUIRED,
    .minimum = 0x0001,
    .maximum = 0xFFF4,
  },
  {
    .tag = NP_TAG_PRODUCT_NAME,
    .key = "PRODUCT_NAME",
    .title = N_("Product name"),
    .description = N_("The product's name as people see it: up to 32 bytes."),
    .type = NP_FIELD_TYPE_STRING,
    .group = NP_FIELD_GROUP_IDENTITY,
    .required = NP_FIELD_REQUIRED,
    .minimum = 1,
    .maximum = 32,
  },
  {
    .tag = NP_TAG_PRODUCT_ID,
    .key = "PRODUCT_ID",
    .title = N_("Product ID"),
    .description = N_("The number that the maker gave this product: 1 to 65535."),
    .type = NP_FIELD_TYPE_UINT16,
    .group = NP_FIELD_GROUP_IDENTITY,
    .required = NP_FIELD_REQUIRED,
    .minimum = 1,
    .maximum = G_MAXUINT16,
  },
  {
    .tag = NP_TAG_SERIAL_NUMBER,
    .key = "SERIAL_NUMBER",
    .title = N_("Serial number"),
    .description = N_("The number of this one device: up to 32 bytes, never given twice."),
    .type = NP_FIELD_TYPE_STRING,
    .group = NP_FIELD_GROUP_IDENTITY,
    .minimum = 1,
    .maximum = 32,
  },
  {
    .tag = NP_TAG_MANUFACTURING_DATE,
    .key = "MANUFACTURING_DATE",
    .title = N_("Manufacturing date"),
    .description = N_("When the device was made, such as 2026-11-22 or 20261122: 8 to 16 bytes."),
    .type = NP_FIELD_TYPE_STRING,
    .group = NP_FIELD_GROUP_IDENTITY,
    .unreported = TRUE,
    .minimum = 8,
    .maximum = 16,
  },
  {
    .tag = NP_TAG_HARDWARE_VERSION,
    .key = "HARDWARE_VERSION",
    .title = N_("Hardware version"),
    .description = N_("The hardware's version as a number: 0 to 65535."),
    .type = NP_FIELD_TYPE_UINT16,
    .group = NP_FIELD_GROUP_IDENTITY,
    .required = NP_FIELD_REQUIRED,
    .minimum = 0,
    .maximum = G_MAXUINT16,
  },
  {
    .tag = NP_TAG_HARDWARE_VERSION_STRING,
    .key = "HARDWARE_VERSION_STRING",
    .title = N_("Hardware version text"),
    .description = N_("The hardware's version as people see it: up to 64 bytes."),
    .type = NP_FIELD_TYPE_STRING,
    .group = NP_FIELD_GROUP_IDENTITY,
    .unreported = TRUE,
    .minimum = 1,
    .maximum = 64,
  },
  {
    .tag = NP_TAG_ROTATING_DEVICE_ID,
    .key = "ROTATING_DEVICE_ID",
    .title = N_("Rotating device ID"),
    .description = N_("The unique value that rotating device identifiers are made from, as text: at least 16 bytes."),
    .type = NP_FIELD_TYPE_STRING,
    .group = NP_FIELD_GROUP_PLATFORM,
    .unreported = TRUE,
    .minimum = 16,
    .maximum = NP_FIELD_MAX_LENGTH,
  },
  {
    .tag = NP_TAG_ENABLE_KEY,
    .key = "TAG_ID_ENABLE_KEY",
    .title = N_("Test event enable key"),
    .description = N_("The key that allows test events, as text of 16 bytes or 32 hexadecimal digits; not for devices sold."),
    .type = NP_FIELD_TYPE_STRING,
    .group = NP_FIELD_GROUP_PLATFORM,
    .unreported = TRUE,
    .minimum = 16,
    .maximum = 32,
  },
};

/**
 * np_field_get_all:
 * @n_fields: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_fields): all fields, in tag order
 */
const NpField *
np_field_get_all (guint *n_fields)
{
  *n_fields = G_N_ELEMENTS (fields);

  return fields;
}

/**
 * np_field_find_by_tag:
 * @tag: a record's tag, from anywhere
 *
 * Returns: (transfer none) (nullable): the field, %NULL if no field has this tag
 */
const NpField *
np_field_find_by_tag (guint32 tag)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if ((guint32) fields[i].tag == tag)
        return &fields[i];
    }

  return NULL;
}

/**
 * np_field_find_by_key:
 * @key: a JSON key, spelled as ST does (case matters)
 *
 * Returns: (transfer none) (nullable): the field, %NULL if no field has this key
 */
const NpField *
np_field_find_by_key (const char *key)
{
  g_return_val_if_fail (key != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      if (g_str_equal (fields[i].key, key))
        return &fields[i];
    }

  return NULL;
}
