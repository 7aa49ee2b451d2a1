/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "check/np-device-verdict.h"
#include "factory/np-factory-file.h"
#include "factory/np-problem.h"
#include "np-cli.h"

/* image check: the whole verdict on a file, without any board. */

/* What is said of the file: data: (nullable) and verdict: (nullable) if it can't be read at all. */
typedef struct
{
  const char *path;
  NpFactoryData *data;
  NpDeviceVerdict *verdict;
  GPtrArray *problems;
  GError *error;
} Check;

static void
check_clear (Check *check)
{
  g_clear_object (&check->data);
  g_clear_pointer (&check->verdict, np_device_verdict_free);
  g_clear_pointer (&check->problems, g_ptr_array_unref);
  g_clear_error (&check->error);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Check, check_clear)

static gboolean
is_good (const Check *check)
{
  return check->verdict != NULL && !np_problem_list_has_errors (check->problems);
}

static char *
bytes_to_hex (GBytes *bytes)
{
  GString *hex;
  gsize size;
  const guint8 *data;

  if (bytes == NULL)
    return NULL;

  data = g_bytes_get_data (bytes, &size);
  hex = g_string_new (NULL);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02X", data[i]);

  return g_string_free (hex, FALSE);
}

static char *
time_to_text (gint64 time)
{
  g_autoptr(GDateTime) date_time = g_date_time_new_from_unix_utc (time);

  return date_time != NULL ? g_date_time_format (date_time, "%Y-%m-%dT%H:%M:%SZ") : NULL;
}

/* A certificate's facts as text, each NULL if it isn't there; the same in the answer and in JSON. */
typedef struct
{
  char *vendor_id;
  char *product_id;
  char *not_before;
  char *not_after;
  char *subject_key_id;
  char *authority_key_id;
} Facts;

static void
facts_init (Facts *facts, NpCertificate *certificate)
{
  guint16 id;

  *facts = (Facts){
    .vendor_id = np_certificate_get_vendor_id (certificate, &id) ? g_strdup_printf ("0x%04X", id) : NULL,
    .not_before = time_to_text (np_certificate_get_not_before (certificate)),
    .not_after = time_to_text (np_certificate_get_not_after (certificate)),
    .subject_key_id = bytes_to_hex (np_certificate_get_subject_key_id (certificate)),
    .authority_key_id = bytes_to_hex (np_certificate_get_authority_key_id (certificate)),
  };
  if (np_certificate_get_product_id (certificate, &id))
    facts->product_id = g_strdup_printf ("0x%04X", id);
}

static void
facts_clear (Facts *facts)
{
  g_free (facts->vendor_id);
  g_free (facts->product_id);
  g_free (facts->not_before);
  g_free (facts->not_after);
  g_free (facts->subject_key_id);
  g_free (facts->authority_key_id);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Facts, facts_clear)

/* The answer for people */

#define LABEL_WIDTH 22

static void
print_member (const char *label, const char *value)
{
  int padding = LABEL_WIDTH - (int) g_utf8_strlen (label, -1);

  if (value != NULL)
    g_print ("  %s%*s %s\n", label, MAX (padding, 0), "", value);
}

static void
print_number (const char *label, const char *format, guint number)
{
  g_autofree char *text = g_strdup_printf (format[0] == 'x' ? "0x%04X" : "%u", number);

  print_member (label, text);
}

static void
print_certificate (const NpDeviceVerdict *verdict, NpCertificateRole role)
{
  g_autofree char *line = np_chain_link_to_text (verdict, role);
  g_auto(Facts) facts = { 0 };

  g_print ("%s\n", line);
  if (verdict->links[role].certificate == NULL)
    return;

  facts_init (&facts, verdict->links[role].certificate);
  print_member (_("vendor id"), facts.vendor_id);
  print_member (_("product id"), facts.product_id);
  print_member (_("valid from"), facts.not_before);
  print_member (_("valid until"), facts.not_after);
  print_member (_("subject key id"), facts.subject_key_id);
  print_member (_("authority key id"), facts.authority_key_id);
}

/* Neighbours as a range: "0x8000 to 0x8063, 0x8070" */
static char *
list_product_ids (const NpCertificationDeclaration *declaration)
{
  GArray *ids = declaration->product_ids;
  GString *list = g_string_new (NULL);
  guint last;

  for (guint first = 0; first < ids->len; first = last + 1)
    {
      for (last = first; last + 1 < ids->len; last++)
        {
          if (g_array_index (ids, guint16, last + 1) != g_array_index (ids, guint16, last) + 1)
            break;
        }
      g_string_append_printf (list, first == 0 ? "0x%04X" : ", 0x%04X", g_array_index (ids, guint16, first));
      if (last > first)
        g_string_append_printf (list, _(" to 0x%04X"), g_array_index (ids, guint16, last));
    }

  return g_string_free (list, FALSE);
}

static void
print_type (guint8 type)
{
  const char *const names[] = { N_("0 (test)"), N_("1 (provisional)"), N_("2 (official)") };

  if (type < G_N_ELEMENTS (names))
    print_member (_("certification type"), _(names[type]));
  else
    print_number (_("certification type"), "u", type);
}

static void
print_declaration (const NpDeviceVerdict *verdict)
{
  const NpCertificationDeclaration *declaration = verdict->declaration;
  g_autofree char *product_ids = NULL;

  g_print ("%s\n", declaration != NULL ? _("Certification declaration") : _("Certification declaration: none that can be read"));
  if (declaration == NULL)
    return;

  product_ids = list_product_ids (declaration);
  print_member (_("signed by"), verdict->signer != NULL ? verdict->signer : _("nobody known"));
  print_number (_("format version"), "u", declaration->format_version);
  print_number (_("vendor id"), "x", declaration->vendor_id);
  print_member (_("product ids"), product_ids);
  print_number (_("device type id"), "x", declaration->device_type_id);
  print_member (_("certificate id"), declaration->certificate_id);
  print_number (_("security level"), "u", declaration->security_level);
  print_number (_("security information"), "u", declaration->security_information);
  print_number (_("version number"), "u", declaration->version_number);
  print_type (declaration->certification_type);
  if (declaration->has_dac_origin)
    {
      print_number (_("DAC's vendor id"), "x", declaration->dac_origin_vendor_id);
      print_number (_("DAC's product id"), "x", declaration->dac_origin_product_id);
    }
  for (guint i = 0; declaration->authorized_paas != NULL && i < declaration->authorized_paas->len; i++)
    {
      g_autofree char *key_id = bytes_to_hex (declaration->authorized_paas->pdata[i]);

      print_member (_("PAA allowed"), key_id);
    }
}

/* The last line is the verdict. */
static NpCliStatus
print_check (const Check *check)
{
  const NpDeviceVerdict *verdict = check->verdict;

  np_cli_print_problems (check->problems);
  if (verdict == NULL)
    return np_problem_list_has_errors (check->problems) ? NP_CLI_FAILED : np_cli_say_error (check->error);

  if (check->problems->len > 0)
    g_print ("\n");
  for (guint i = 0; i < NP_CHAIN_N_LINKS; i++)
    print_certificate (verdict, verdict->links[i].role);
  print_declaration (verdict);
  g_print ("\n%s%s%s\n", verdict->summary, verdict->todo != NULL ? " " : "", verdict->todo != NULL ? verdict->todo : "");

  return is_good (check) ? NP_CLI_DONE : NP_CLI_FAILED;
}

/* The answer in JSON */

static const char *
conclusion_name (NpDeviceConclusion conclusion)
{
  switch (conclusion)
    {
    case NP_DEVICE_COMMISSIONED: return "commissioned";
    case NP_DEVICE_COMMISSIONED_AS_TEST: return "commissioned-as-test";
    case NP_DEVICE_COMMISSIONED_IF_TRUSTED: return "commissioned-if-trusted";
    case NP_DEVICE_REFUSED: return "refused";
    case NP_DEVICE_UNFIT: return "unfit";
    case NP_DEVICE_LATER: return "later";
    }
  g_return_val_if_reached (NULL);
}

static const char *
state_name (NpChainLinkState state)
{
  switch (state)
    {
    case NP_CHAIN_LINK_UNKNOWN: return "unknown";
    case NP_CHAIN_LINK_HOLDS: return "holds";
    case NP_CHAIN_LINK_BROKEN: return "broken";
    }
  g_return_val_if_reached (NULL);
}

static const char *
role_name (NpCertificateRole role)
{
  switch (role)
    {
    case NP_CERTIFICATE_DAC: return "dac";
    case NP_CERTIFICATE_PAI: return "pai";
    case NP_CERTIFICATE_PAA: return "paa";
    }
  g_return_val_if_reached (NULL);
}

static void
add_number (JsonBuilder *builder, const char *name, gint64 number)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, number);
}

static void
add_boolean (JsonBuilder *builder, const char *name, gboolean value)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

static void
add_verdict (JsonBuilder *builder, const NpDeviceVerdict *verdict)
{
  json_builder_set_member_name (builder, "verdict");
  json_builder_begin_object (builder);
  np_cli_add_member (builder, "conclusion", conclusion_name (verdict->conclusion));
  add_number (builder, "code", verdict->attestation.code);
  np_cli_add_member (builder, "name", verdict->attestation.name);
  add_boolean (builder, "testCredentials", verdict->attestation.test_credentials);
  np_cli_add_member (builder, "summary", verdict->summary);
  np_cli_add_member (builder, "todo", verdict->todo);
  json_builder_end_object (builder);
}

static void
add_certificate (JsonBuilder *builder, const NpChainLink *link)
{
  g_auto(Facts) facts = { 0 };

  json_builder_begin_object (builder);
  np_cli_add_member (builder, "role", role_name (link->role));
  np_cli_add_member (builder, "state", state_name (link->state));
  np_cli_add_member (builder, "reason", link->reason);
  if (link->certificate != NULL)
    {
      facts_init (&facts, link->certificate);
      np_cli_add_member (builder, "subject", np_certificate_get_subject (link->certificate));
      np_cli_add_member (builder, "issuer", np_certificate_get_issuer (link->certificate));
      np_cli_add_member (builder, "vendorId", facts.vendor_id);
      np_cli_add_member (builder, "productId", facts.product_id);
      np_cli_add_member (builder, "notBefore", facts.not_before);
      np_cli_add_member (builder, "notAfter", facts.not_after);
      np_cli_add_member (builder, "subjectKeyId", facts.subject_key_id);
      np_cli_add_member (builder, "authorityKeyId", facts.authority_key_id);
      add_boolean (builder, "test", link->test);
    }
  json_builder_end_object (builder);
}

static void
add_declaration_lists (JsonBuilder *builder, const NpCertificationDeclaration *declaration)
{
  json_builder_set_member_name (builder, "productIds");
  json_builder_begin_array (builder);
  for (guint i = 0; i < declaration->product_ids->len; i++)
    json_builder_add_int_value (builder, g_array_index (declaration->product_ids, guint16, i));
  json_builder_end_array (builder);

  json_builder_set_member_name (builder, "authorizedPaas");
  json_builder_begin_array (builder);
  for (guint i = 0; declaration->authorized_paas != NULL && i < declaration->authorized_paas->len; i++)
    {
      g_autofree char *key_id = bytes_to_hex (declaration->authorized_paas->pdata[i]);

      json_builder_add_string_value (builder, key_id);
    }
  json_builder_end_array (builder);
}

static void
add_declaration (JsonBuilder *builder, const NpDeviceVerdict *verdict)
{
  const NpCertificationDeclaration *declaration = verdict->declaration;
  g_autofree char *key_id = NULL;

  json_builder_set_member_name (builder, "certificationDeclaration");
  if (declaration == NULL)
    {
      json_builder_add_null_value (builder);
      return;
    }

  key_id = bytes_to_hex (declaration->signer_key_id);
  json_builder_begin_object (builder);
  np_cli_add_member (builder, "signer", verdict->signer);
  np_cli_add_member (builder, "signerKeyId", key_id);
  add_number (builder, "formatVersion", declaration->format_version);
  add_number (builder, "vendorId", declaration->vendor_id);
  add_number (builder, "deviceTypeId", declaration->device_type_id);
  np_cli_add_member (builder, "certificateId", declaration->certificate_id);
  add_number (builder, "securityLevel", declaration->security_level);
  add_number (builder, "securityInformation", declaration->security_information);
  add_number (builder, "versionNumber", declaration->version_number);
  add_number (builder, "certificationType", declaration->certification_type);
  if (declaration->has_dac_origin)
    {
      add_number (builder, "dacOriginVendorId", declaration->dac_origin_vendor_id);
      add_number (builder, "dacOriginProductId", declaration->dac_origin_product_id);
    }
  add_declaration_lists (builder, declaration);
  json_builder_end_object (builder);
}

static NpCliStatus
print_check_as_json (const Check *check)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  np_cli_add_member (builder, "file", check->path);
  add_boolean (builder, "good", is_good (check));
  np_cli_add_member (builder, "error", check->error != NULL ? check->error->message : NULL);
  np_cli_add_problems (builder, check->problems);
  if (check->verdict != NULL)
    {
      add_verdict (builder, check->verdict);
      json_builder_set_member_name (builder, "certificates");
      json_builder_begin_array (builder);
      for (guint i = 0; i < NP_CHAIN_N_LINKS; i++)
        add_certificate (builder, &check->verdict->links[i]);
      json_builder_end_array (builder);
      add_declaration (builder, check->verdict);
    }
  json_builder_end_object (builder);
  np_cli_print_json (builder);

  return is_good (check) ? NP_CLI_DONE : NP_CLI_FAILED;
}

static void
run_check (Check *check, const char *path, const NpRecipe *recipe, const NpCheckContext *context)
{
  check->path = path;
  check->problems = np_problem_list_new ();
  check->data = np_factory_file_load (path, check->problems, &check->error);
  if (check->data != NULL)
    check->verdict = np_check_device (check->data, recipe, context, check->problems);
}

NpCliStatus
np_cli_image_check (const NpCliCommand *command, char **arguments)
{
  g_autofree char *platform_id = NULL;
  g_auto(GStrv) paas = NULL;
  g_auto(GStrv) signers = NULL;
  gboolean production = FALSE;
  const GOptionEntry entries[] = {
    { "paa", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &paas, N_("Trust these PAA certificates, too: a file, or a folder of files"), N_("FILE") },
    { "cd-signer", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &signers,
      N_("Know these signers of certification declarations, too: certificates, a file or a folder"), N_("FILE") },
    { "platform", 0, 0, G_OPTION_ARG_STRING, &platform_id, N_("Check against this platform's memory, too"), N_("PLATFORM") },
    { "production", 0, 0, G_OPTION_ARG_NONE, &production, N_("The device is to be sold: refuse test and default credentials"), NULL },
    { NULL }
  };
  g_auto(NpCliOptions) options = { 0 };
  g_auto(NpCheckContext) context = { 0 };
  g_auto(Check) check = { 0 };
  g_autoptr(NpRecipe) recipe = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) files = NULL;

  if (!np_cli_parse (command, &arguments, entries, 1, 1, &options))
    return NP_CLI_USAGE;
  files = arguments;
  if (platform_id != NULL && np_platform_find (platform_id) == NULL)
    return np_cli_say_usage (_("“%s” is not a platform that this version knows."), platform_id);
  if (!np_check_context_init_with_files (&context, (const char *const *) paas, (const char *const *) signers, &error))
    return np_cli_say_error (error);
  context.production = production;
  if (platform_id != NULL)
    recipe = np_recipe_new (NP_JOB_RECONFIGURE, np_platform_find (platform_id));
  run_check (&check, files[0], recipe, &context);

  return options.json ? print_check_as_json (&check) : print_check (&check);
}
