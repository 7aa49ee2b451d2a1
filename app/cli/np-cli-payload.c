/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "factory/np-bytes-text.h"
#include "factory/np-secret-bytes.h"
#include "factory/np-st-text.h"
#include "matter/np-setup-payload.h"
#include "np-cli.h"

/* payload encode | decode: QR codes and manual codes. */

/* The numbers of a payload on the command line. */
typedef enum
{
  VENDOR_ID,
  PRODUCT_ID,
  DISCRIMINATOR,
  FLOW,
  DISCOVERY,
  VERSION,
  N_NUMBERS,
} Number;

typedef struct
{
  const char *option;
  guint32 maximum;          /* what the payload's field can hold; what Matter allows is for the payload's own rules */
  const char *default_text; /* NULL: must be given */
} NumberRule;

static const NumberRule number_rules[N_NUMBERS] = {
  [VENDOR_ID] = { "--vid", G_MAXUINT16, NULL },
  [PRODUCT_ID] = { "--pid", G_MAXUINT16, NULL },
  [DISCRIMINATOR] = { "--discriminator", G_MAXUINT16, NULL },
  [FLOW] = { "--flow", G_MAXUINT8, "0" },
  [DISCOVERY] = { "--discovery", G_MAXUINT8, "2" },
  [VERSION] = { "--version", G_MAXUINT8, "0" },
};

/* FALSE if one is missing or no number, which has been said. */
static gboolean
read_numbers (char **texts, guint32 *numbers)
{
  for (guint i = 0; i < N_NUMBERS; i++)
    {
      const NumberRule *rule = &number_rules[i];
      const char *text = texts[i] != NULL ? texts[i] : rule->default_text;

      if (text == NULL)
        {
          np_cli_say_usage (_("A code needs --vid, --pid, --discriminator and --passcode."));
          return FALSE;
        }
      if (np_st_text_read_number (text, strlen (text), rule->maximum, &numbers[i]) != NP_ST_TEXT_OK)
        {
          np_cli_say_usage (_("%s: “%s” is not a number from 0 to %u."), rule->option, text, rule->maximum);
          return FALSE;
        }
    }
  return TRUE;
}

/* The codes, or the rules that keep them from being made. */
static NpCliStatus
print_codes (const NpSetupPayload *payload, const NpCliOptions *options)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  gboolean good = np_setup_payload_check (payload, problems);
  g_autoptr(NpSecretText) qr = good ? np_setup_payload_encode_qr (payload, NULL) : NULL;
  g_autoptr(NpSecretText) manual = good ? np_setup_payload_encode_manual (payload, NULL) : NULL;
  g_autoptr(NpSecretText) shown = good ? np_setup_payload_group_manual (manual) : NULL;
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (options->json)
    {
      json_builder_begin_object (builder);
      np_cli_add_member (builder, "qrCode", qr);
      np_cli_add_member (builder, "manualCode", manual);
      np_cli_add_problems (builder, problems);
      json_builder_end_object (builder);
      np_cli_print_json (builder);
    }
  else
    np_cli_say_problems (problems, NP_SEVERITY_INFORMATION);
  if (good && !options->json)
    g_print ("%-16s%s\n%-16s%s\n", _("QR code"), qr, _("Manual code"), shown);
  return good ? NP_CLI_DONE : NP_CLI_FAILED;
}

static NpCliStatus
encode (char **texts, const char *passcode, const NpCliOptions *options)
{
  g_autoptr(NpSetupPayload) payload = np_setup_payload_new ();
  g_autoptr(GError) error = NULL;
  guint32 numbers[N_NUMBERS];

  if (passcode == NULL)
    return np_cli_say_usage (_("A code needs --vid, --pid, --discriminator and --passcode."));
  if (!read_numbers (texts, numbers))
    return NP_CLI_USAGE;
  if (!np_cli_read_passcode (passcode, &payload->passcode, &error))
    return np_cli_say_error (error);
  payload->vendor_id = numbers[VENDOR_ID];
  payload->product_id = numbers[PRODUCT_ID];
  payload->discriminator = numbers[DISCRIMINATOR];
  payload->flow = numbers[FLOW];
  payload->discovery = numbers[DISCOVERY];
  payload->version = numbers[VERSION];
  return print_codes (payload, options);
}

NpCliStatus
np_cli_payload_encode (const NpCliCommand *command, char **arguments)
{
  char *texts[N_NUMBERS] = { NULL };
  char *passcode = NULL;
  const GOptionEntry entries[] = {
    { "vid", 0, 0, G_OPTION_ARG_STRING, &texts[VENDOR_ID],
      N_("Vendor ID: 0xFFF1; 0 together with the product to name neither"), N_("ID") },
    { "pid", 0, 0, G_OPTION_ARG_STRING, &texts[PRODUCT_ID], N_("Product ID: 0x8004"), N_("ID") },
    { "discriminator", 0, 0, G_OPTION_ARG_STRING, &texts[DISCRIMINATOR], N_("Discriminator, from 0 to 4095"), N_("N") },
    { "passcode", 0, 0, G_OPTION_ARG_STRING, &passcode, N_("The passcode; best “-”, to read it from standard input"), N_("N") },
    { "flow", 0, 0, G_OPTION_ARG_STRING, &texts[FLOW], N_("0 standard (default), 1 user action, 2 custom"), N_("N") },
    { "discovery", 0, 0, G_OPTION_ARG_STRING, &texts[DISCOVERY],
      N_("Sum of 1 Wi-Fi access point, 2 Bluetooth LE (default), 4 on network, 8 Wi-Fi action frames, 16 NFC, 32 Thread"), N_("BITS") },
    { "version", 0, 0, G_OPTION_ARG_STRING, &texts[VERSION], N_("Version of the code: 0"), N_("N") },
    { NULL }
  };
  g_auto(NpCliOptions) options = { 0 };
  g_auto(GStrv) rest = NULL;
  NpCliStatus status = NP_CLI_USAGE;

  if (np_cli_parse (command, &arguments, entries, 0, 0, &options))
    {
      rest = arguments;
      status = encode (texts, passcode, &options);
    }
  for (guint i = 0; i < N_NUMBERS; i++)
    g_free (texts[i]);
  np_secret_text_free (passcode);
  return status;
}

static void
print_line (const char *label, char *value)
{
  g_print ("%-16s%s\n", label, value);
  g_free (value);
}

static void
print_payload (const NpSetupPayload *payload)
{
  if (payload->vendor_id != 0 || payload->product_id != 0)
    {
      print_line (_("Vendor"), g_strdup_printf ("0x%04X", payload->vendor_id));
      print_line (_("Product"), g_strdup_printf ("0x%04X", payload->product_id));
    }
  if (payload->short_discriminator)
    {
      print_line (_("Flow"), g_strdup (payload->flow == NP_COMMISSIONING_FLOW_STANDARD ? _("standard") : _("user action or custom")));
      print_line (_("Discriminator"), g_strdup_printf (_("%u to %u (upper 4 bits 0x%X)"), payload->discriminator,
                                                       payload->discriminator + 0xFFu, (guint) payload->discriminator >> 8));
    }
  else
    {
      print_line (_("Flow"), g_strdup (np_setup_payload_describe_flow (payload->flow)));
      print_line (_("Discovery"), np_setup_payload_describe_discovery (payload->discovery));
      print_line (_("Discriminator"), g_strdup_printf ("%u", payload->discriminator));
    }
  print_line (_("Passcode"), g_strdup_printf ("%08u", payload->passcode));
  if (payload->tlv != NULL)
    print_line (_("More data"), np_bytes_text_format (payload->tlv, NP_BYTES_FORM_HEX));
}

static void
add_number (JsonBuilder *builder, const char *name, gboolean known, guint32 value)
{
  json_builder_set_member_name (builder, name);
  if (known)
    json_builder_add_int_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/* What the code doesn't say is null. */
static void
add_payload (JsonBuilder *builder, const NpSetupPayload *payload)
{
  gboolean qr = !payload->short_discriminator;
  gboolean named = payload->vendor_id != 0 || payload->product_id != 0;
  g_autofree char *tlv = payload->tlv != NULL ? np_bytes_text_format (payload->tlv, NP_BYTES_FORM_HEX) : NULL;

  json_builder_begin_object (builder);
  add_number (builder, "version", TRUE, payload->version);
  add_number (builder, "vendorId", named, payload->vendor_id);
  add_number (builder, "productId", named, payload->product_id);
  add_number (builder, "flow", qr || payload->flow == NP_COMMISSIONING_FLOW_STANDARD, payload->flow);
  add_number (builder, "discovery", qr, payload->discovery);
  add_number (builder, "discriminator", qr, payload->discriminator);
  add_number (builder, "shortDiscriminator", TRUE, payload->discriminator >> 8);
  add_number (builder, "passcode", TRUE, payload->passcode);
  np_cli_add_member (builder, "tlv", tlv);
  json_builder_end_object (builder);
}

static void
print_payloads_as_json (GPtrArray *payloads, GPtrArray *problems)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "good");
  json_builder_add_boolean_value (builder, !np_problem_list_has_errors (problems));
  json_builder_set_member_name (builder, "payloads");
  json_builder_begin_array (builder);
  for (guint i = 0; i < payloads->len; i++)
    add_payload (builder, payloads->pdata[i]);
  json_builder_end_array (builder);
  np_cli_add_problems (builder, problems);
  json_builder_end_object (builder);
  np_cli_print_json (builder);
}

static void
print_payloads (GPtrArray *payloads, GPtrArray *problems)
{
  for (guint i = 0; i < payloads->len; i++)
    {
      if (i > 0)
        g_print ("\n");
      print_payload (payloads->pdata[i]);
    }
  np_cli_say_problems (problems, NP_SEVERITY_INFORMATION);
}

NpCliStatus
np_cli_payload_decode (const NpCliCommand *command, char **arguments)
{
  g_auto(NpCliOptions) options = { 0 };
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GPtrArray) payloads = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) codes = NULL;
  char *code;

  if (!np_cli_parse (command, &arguments, NULL, 1, 1, &options))
    return NP_CLI_USAGE;
  codes = arguments;
  code = np_cli_dup_secret (codes[0], _("QR code or manual code"), &error);
  if (code == NULL)
    return np_cli_say_error (error);
  payloads = np_setup_payload_decode (code, problems);
  np_secret_text_free (code);
  if (options.json)
    print_payloads_as_json (payloads, problems);
  else
    print_payloads (payloads, problems);
  return np_problem_list_has_errors (problems) ? NP_CLI_FAILED : NP_CLI_DONE;
}
