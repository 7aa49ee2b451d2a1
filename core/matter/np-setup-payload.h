/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a phone reads from a label: the setup payload, as QR code ("MT:…") and as manual code of 11 or 21 digits (Matter
 * core specification, section 5.1). */

typedef enum
{
  NP_COMMISSIONING_FLOW_STANDARD = 0,
  NP_COMMISSIONING_FLOW_USER_ACTION = 1,
  NP_COMMISSIONING_FLOW_CUSTOM = 2,
} NpCommissioningFlow;

/**
 * NpDiscovery:
 *
 * The ways on which a device can be found, as bits. Bits 6 and 7 are reserved.
 */
typedef enum /*< flags >*/
{
  NP_DISCOVERY_SOFT_AP = 1 << 0,
  NP_DISCOVERY_BLE = 1 << 1,
  NP_DISCOVERY_ON_NETWORK = 1 << 2,
  NP_DISCOVERY_WIFI_PAF = 1 << 3,
  NP_DISCOVERY_NFC = 1 << 4,
  NP_DISCOVERY_THREAD = 1 << 5,
} NpDiscovery;

/**
 * NpSetupPayload:
 * @version: 0
 * @flow: an #NpCommissioningFlow; read from a manual code of 21 digits it is custom, since such a code says only "not standard"
 * @vendor_id: 0 when the code doesn't name vendor and product
 * @product_id: 0 when the code doesn't name vendor and product
 * @discovery: #NpDiscovery bits; a manual code says nothing of them
 * @discriminator: from 0 to 4095
 * @short_discriminator: only the discriminator's upper 4 bits are known: it came from a manual code
 * @passcode: the passcode, a secret
 * @tlv: (nullable): the data that follow in a QR code, as they are
 *
 * The fields can hold more than Matter allows, so that a reader can show what stands in a bad code.
 */
typedef struct
{
  guint8 version;
  guint8 flow;
  guint16 vendor_id;
  guint16 product_id;
  guint8 discovery;
  guint16 discriminator;
  gboolean short_discriminator;
  guint32 passcode;
  GBytes *tlv;
} NpSetupPayload;

NpSetupPayload *np_setup_payload_new (void);
void np_setup_payload_free (NpSetupPayload *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpSetupPayload, np_setup_payload_free)

/**
 * NpPayloadRule:
 * @NP_PAYLOAD_RULE_EMPTY: there is no code
 * @NP_PAYLOAD_RULE_PREFIX: a QR code begins with "MT:"
 * @NP_PAYLOAD_RULE_ALPHABET: a character that doesn't occur in such codes
 * @NP_PAYLOAD_RULE_LENGTH: too few or too many characters
 * @NP_PAYLOAD_RULE_CHECK_DIGIT: a manual code's last digit doesn't fit the others
 * @NP_PAYLOAD_RULE_RANGE: characters or digits that stand for more than their place can hold
 * @NP_PAYLOAD_RULE_VENDOR_FLAG: a manual code's first digit says that vendor and product follow, and they don't; or the reverse
 * @NP_PAYLOAD_RULE_VERSION: version 0 is the only one there is
 * @NP_PAYLOAD_RULE_PADDING: the last 4 bits are 0
 * @NP_PAYLOAD_RULE_FLOW: 0, 1 or 2
 * @NP_PAYLOAD_RULE_DISCOVERY: the reserved bits are 0
 * @NP_PAYLOAD_RULE_VENDOR_ID: 0x0001 to 0xFFF4, or 0 together with the product
 * @NP_PAYLOAD_RULE_PRODUCT_ID: 0x0001 to 0xFFFF, or 0 together with the vendor
 * @NP_PAYLOAD_RULE_DISCRIMINATOR: 0 to 4095, in full for a QR code
 * @NP_PAYLOAD_RULE_PASSCODE: 1 to 99999998, and not one of those forbidden
 *
 * The rules that a code can break.
 */
typedef enum
{
  NP_PAYLOAD_RULE_EMPTY,
  NP_PAYLOAD_RULE_PREFIX,
  NP_PAYLOAD_RULE_ALPHABET,
  NP_PAYLOAD_RULE_LENGTH,
  NP_PAYLOAD_RULE_CHECK_DIGIT,
  NP_PAYLOAD_RULE_RANGE,
  NP_PAYLOAD_RULE_VENDOR_FLAG,
  NP_PAYLOAD_RULE_VERSION,
  NP_PAYLOAD_RULE_PADDING,
  NP_PAYLOAD_RULE_FLOW,
  NP_PAYLOAD_RULE_DISCOVERY,
  NP_PAYLOAD_RULE_VENDOR_ID,
  NP_PAYLOAD_RULE_PRODUCT_ID,
  NP_PAYLOAD_RULE_DISCRIMINATOR,
  NP_PAYLOAD_RULE_PASSCODE,
} NpPayloadRule;

/**
 * np_payload_rule_get_code:
 *
 * Returns: (transfer none): the code of the problem that says that the rule is broken: "payload-check-digit"
 */
const char *np_payload_rule_get_code (NpPayloadRule rule);

/**
 * np_setup_payload_check:
 * @problems: (element-type NpProblem): where problems are added
 *
 * The rules for whoever makes a code.
 *
 * Returns: %TRUE if no rule is broken
 */
gboolean np_setup_payload_check (const NpSetupPayload *self, GPtrArray *problems);

/* Writing: %NP_ERROR_INVALID_DATA if np_setup_payload_check () finds something. The texts hold the passcode. */
char *np_setup_payload_encode_qr (const NpSetupPayload *self, GError **error);
char *np_setup_payload_encode_manual (const NpSetupPayload *self, GError **error);

/**
 * np_setup_payload_decode:
 * @code: a QR code's text or a manual code
 * @problems: (element-type NpProblem): where problems are added: every rule that is broken, none of them with the passcode
 *
 * Reads a code of either kind: what begins with "MT:" or looks more like a QR code than like digits is taken for one.
 *
 * Returns: (transfer full) (element-type NpSetupPayload): what could be read: nothing, one payload, or several if a QR
 *   code holds several. A payload that breaks a rule by its values is among them.
 */
GPtrArray *np_setup_payload_decode (const char *code, GPtrArray *problems);
GPtrArray *np_setup_payload_decode_qr (const char *code, GPtrArray *problems);
NpSetupPayload *np_setup_payload_decode_manual (const char *code, GPtrArray *problems); /* (nullable) */

/* Showing */
char *np_setup_payload_group_manual (const char *digits);      /* "0000-000-0000", "0000-000-0000-00000-00000" */
const char *np_setup_payload_describe_flow (guint flow);       /* translated */
char *np_setup_payload_describe_discovery (guint discovery);   /* translated: "Bluetooth LE, on network" */

G_END_DECLS
