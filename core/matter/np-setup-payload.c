/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <string.h>

#include "factory/np-field.h"
#include "factory/np-passcode.h"
#include "np-setup-payload-private.h"

#define DISCRIMINATOR_MAXIMUM 0xFFF
#define VENDOR_ID_MAXIMUM 0xFFF4
#define DISCOVERY_KNOWN 0x3F

typedef struct
{
  const char *code;
  NpTag tag;
  const char *todo;
} Rule;

#define LOOK_AGAIN N_("Compare it with the label, character by character, or scan it again.")
#define MAKE_ANEW N_("Make the code anew from the device's own factory data.")

static const Rule rules[] = {
  [NP_PAYLOAD_RULE_EMPTY] = { .code = "payload-empty", .todo = LOOK_AGAIN },
  [NP_PAYLOAD_RULE_PREFIX] = { .code = "payload-prefix", .todo = LOOK_AGAIN },
  [NP_PAYLOAD_RULE_ALPHABET] = { .code = "payload-alphabet", .todo = LOOK_AGAIN },
  [NP_PAYLOAD_RULE_LENGTH] = { .code = "payload-length", .todo = LOOK_AGAIN },
  [NP_PAYLOAD_RULE_CHECK_DIGIT] = { .code = "payload-check-digit", .todo = LOOK_AGAIN },
  [NP_PAYLOAD_RULE_RANGE] = { .code = "payload-range", .todo = LOOK_AGAIN },
  [NP_PAYLOAD_RULE_VENDOR_FLAG] = { .code = "payload-vendor-flag", .todo = MAKE_ANEW },
  [NP_PAYLOAD_RULE_VERSION] = { .code = "payload-version", .todo = MAKE_ANEW },
  [NP_PAYLOAD_RULE_PADDING] = { .code = "payload-padding", .todo = MAKE_ANEW },
  [NP_PAYLOAD_RULE_FLOW] = { .code = "payload-flow", .todo = N_("Use 0 (standard), 1 (user action) or 2 (custom).") },
  [NP_PAYLOAD_RULE_DISCOVERY] = { .code = "payload-discovery", .todo = N_("Leave the reserved bits 0.") },
  [NP_PAYLOAD_RULE_VENDOR_ID] = {
    .code = "payload-vendor-id",
    .tag = NP_TAG_VENDOR_ID,
    .todo = N_("Use a vendor ID from 0x0001 to 0xFFF4; or 0 for both vendor and product, to name neither."),
  },
  [NP_PAYLOAD_RULE_PRODUCT_ID] = {
    .code = "payload-product-id",
    .tag = NP_TAG_PRODUCT_ID,
    .todo = N_("Use a product ID from 0x0001 to 0xFFFF; or 0 for both vendor and product, to name neither."),
  },
  [NP_PAYLOAD_RULE_DISCRIMINATOR] = {
    .code = "payload-discriminator",
    .tag = NP_TAG_SETUP_DISCRIMINATOR,
    .todo = N_("Use the device's own discriminator, from 0 to 4095."),
  },
  [NP_PAYLOAD_RULE_PASSCODE] = {
    .code = "payload-passcode",
    .tag = NP_TAG_SPAKE2_SETUP_PASSCODE,
    .todo = N_("Choose another passcode, best a random one, and make verifier and codes anew."),
  },
};

const char *
np_payload_rule_get_code (NpPayloadRule rule)
{
  g_return_val_if_fail (rule < G_N_ELEMENTS (rules), NULL);

  return rules[rule].code;
}

static void
report (GPtrArray *problems, NpPayloadRule rule, NpSeverity severity, const char *where, char *what)
{
  np_problem_list_add (problems, severity, rules[rule].tag, rules[rule].code, where, what, NULL, _(rules[rule].todo));
}

/**
 * np_payload_report:
 * @where: (nullable): the place in the code
 * @format: what is wrong
 *
 * Adds an error that says that @rule is broken.
 */
void
np_payload_report (GPtrArray *problems, NpPayloadRule rule, const char *where, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  report (problems, rule, NP_SEVERITY_ERROR, where, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

/**
 * np_payload_describe_character:
 * @text: begins with a character that a code can't have
 *
 * Returns: (transfer full): the character itself or, if it can't be shown, its number
 */
char *
np_payload_describe_character (const char *text)
{
  gunichar character = g_utf8_get_char_validated (text, -1);

  if (character == (gunichar) -1 || character == (gunichar) -2)
    return g_strdup_printf (_("the byte 0x%02X"), (guint) (guchar) *text);

  if (!g_unichar_isgraph (character))
    return g_strdup_printf (_("the character U+%04X"), character);

  return g_strdup_printf (_("“%.*s”"), (int) (g_utf8_next_char (text) - text), text);
}

/**
 * np_setup_payload_new:
 *
 * Returns: (transfer full): a payload whose fields are all 0
 */
NpSetupPayload *
np_setup_payload_new (void)
{
  return g_new0 (NpSetupPayload, 1);
}

/**
 * np_setup_payload_free:
 * @self: (nullable): a payload, overwritten before its memory is given back
 */
void
np_setup_payload_free (NpSetupPayload *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->tlv, g_bytes_unref);
  OPENSSL_cleanse (self, sizeof *self);
  g_free (self);
}

/* Vendor and product are named together or not at all; and 0 is nobody's (core specification, sections 2.5.2 and 2.5.3). */
static void
check_ids (const NpSetupPayload *self, const char *where, GPtrArray *problems)
{
  if (self->vendor_id > VENDOR_ID_MAXIMUM)
    np_payload_report (problems, NP_PAYLOAD_RULE_VENDOR_ID, where, _("The vendor ID 0x%04X is no vendor's."), self->vendor_id);

  if (self->vendor_id == 0 && self->product_id != 0)
    np_payload_report (problems, NP_PAYLOAD_RULE_VENDOR_ID, where, _("The product 0x%04X is named without its vendor."),
                       self->product_id);

  if (self->vendor_id != 0 && self->product_id == 0)
    np_payload_report (problems, NP_PAYLOAD_RULE_PRODUCT_ID, where, _("The vendor 0x%04X is named without a product."),
                       self->vendor_id);
}

/**
 * np_setup_payload_check_values:
 * @where: (nullable): which of several payloads
 * @reserved_bits: how bad a reserved discovery bit is: whoever makes a code may not set it, whoever reads one overlooks it
 *   (it may mean something in a later version of Matter)
 * @problems: where problems are added
 */
void
np_setup_payload_check_values (const NpSetupPayload *self, const char *where, NpSeverity reserved_bits, GPtrArray *problems)
{
  if (self->version != 0)
    np_payload_report (problems, NP_PAYLOAD_RULE_VERSION, where, _("The code is of version %u; there is none but version 0 so far."),
                       self->version);

  check_ids (self, where, problems);

  if (self->flow > NP_COMMISSIONING_FLOW_CUSTOM)
    np_payload_report (problems, NP_PAYLOAD_RULE_FLOW, where, _("There is no commissioning flow %u."), self->flow);

  if ((self->discovery & ~DISCOVERY_KNOWN) != 0)
    report (problems, NP_PAYLOAD_RULE_DISCOVERY, reserved_bits, where,
            g_strdup_printf (_("The discovery bits 0x%02X include a reserved one, bit 6 or 7."), self->discovery));

  if (self->discriminator > DISCRIMINATOR_MAXIMUM)
    np_payload_report (problems, NP_PAYLOAD_RULE_DISCRIMINATOR, where, _("The discriminator %u has more than 12 bits."),
                       self->discriminator);

  if (!np_passcode_is_allowed (self->passcode))
    np_payload_report (problems, NP_PAYLOAD_RULE_PASSCODE, where, "%s", np_passcode_describe_rule ());
}

gboolean
np_setup_payload_check (const NpSetupPayload *self, GPtrArray *problems)
{
  guint n_before;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (problems != NULL, FALSE);

  n_before = problems->len;
  np_setup_payload_check_values (self, NULL, NP_SEVERITY_ERROR, problems);

  return problems->len == n_before;
}

/* Somebody who types a manual code may slip and type a letter; that doesn't make it a QR code. */
static gboolean
looks_like_qr (const char *code)
{
  gsize n_manual = 0;

  if (g_ascii_strncasecmp (code, NP_QR_PREFIX, strlen (NP_QR_PREFIX)) == 0 || strpbrk (code, ":*") != NULL)
    return TRUE;

  for (gsize i = 0; code[i] != '\0'; i++)
    {
      if (g_ascii_isdigit (code[i]) || code[i] == '-' || code[i] == ' ')
        n_manual++;
    }

  return n_manual * 2 < strlen (code);
}

GPtrArray *
np_setup_payload_decode (const char *code, GPtrArray *problems)
{
  g_autoptr(GPtrArray) payloads = NULL;
  NpSetupPayload *payload;

  g_return_val_if_fail (code != NULL, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  if (looks_like_qr (code))
    return np_setup_payload_decode_qr (code, problems);

  payloads = g_ptr_array_new_with_free_func ((GDestroyNotify) np_setup_payload_free);
  payload = np_setup_payload_decode_manual (code, problems);
  if (payload != NULL)
    g_ptr_array_add (payloads, payload);

  return g_steal_pointer (&payloads);
}

const char *
np_setup_payload_describe_flow (guint flow)
{
  static const char *const names[] = {
    [NP_COMMISSIONING_FLOW_STANDARD] = NC_("commissioning flow", "standard"),
    [NP_COMMISSIONING_FLOW_USER_ACTION] = NC_("commissioning flow", "user action"),
    [NP_COMMISSIONING_FLOW_CUSTOM] = NC_("commissioning flow", "custom"),
  };

  if (flow >= G_N_ELEMENTS (names))
    return C_("commissioning flow", "unknown");

  return g_dpgettext2 (GETTEXT_PACKAGE, "commissioning flow", names[flow]);
}

char *
np_setup_payload_describe_discovery (guint discovery)
{
  static const char *const names[] = {
    N_("Wi-Fi access point"), N_("Bluetooth LE"), N_("on network"), N_("Wi-Fi action frames"), N_("NFC"), N_("Thread"),
  };
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) words = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if ((discovery & 1u << i) != 0)
        g_strv_builder_add (builder, _(names[i]));
    }

  words = g_strv_builder_end (builder);

  return words[0] != NULL ? g_strjoinv (", ", words) : g_strdup (C_("discovery", "none"));
}
