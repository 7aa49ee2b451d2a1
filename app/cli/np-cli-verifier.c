/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "factory/np-bytes-text.h"
#include "factory/np-secret-bytes.h"
#include "factory/np-st-text.h"
#include "matter/np-spake2p.h"
#include "np-cli.h"

/* verifier: makes a Spake2+ verifier, or says whether a given one is right. */

typedef struct
{
  char *passcode;
  char *iterations;
  char *salt;
  char *check;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  np_secret_text_free (arguments->passcode);
  g_free (arguments->iterations);
  g_free (arguments->salt);
  np_secret_text_free (arguments->check);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static const char *const verdict_names[] = {
  [NP_SPAKE2P_MATCHES] = "matches", [NP_SPAKE2P_DIFFERS] = "differs", [NP_SPAKE2P_LENGTH] = "length",
  [NP_SPAKE2P_W0] = "w0",           [NP_SPAKE2P_L] = "l",
};

static GBytes *
read_bytes (const char *option, const char *text, GError **error)
{
  GBytes *bytes = np_bytes_text_parse (text, strlen (text), error);

  if (bytes == NULL)
    g_prefix_error (error, "%s: ", option);
  return bytes;
}

static gboolean
read_parameters (const Arguments *arguments, guint32 iterations, NpSpake2pParameters *parameters, GError **error)
{
  g_autoptr(GBytes) salt = read_bytes ("--salt", arguments->salt, error);
  guint32 passcode;

  return salt != NULL && np_cli_read_passcode (arguments->passcode, &passcode, error) &&
         np_spake2p_parameters_init (parameters, passcode, salt, iterations, error);
}

static NpCliStatus
print_verifier (const NpSpake2pParameters *parameters, const NpCliOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) verifier = np_spake2p_derive (parameters, &error);
  g_autoptr(GBytes) salt = g_bytes_new (parameters->salt, parameters->salt_size);
  const struct
  {
    const char *label;
    const char *member;
    GBytes *bytes;
    NpBytesForm form;
  } lines[] = {
    { _("Verifier (hexadecimal)"), "verifier", verifier, NP_BYTES_FORM_HEX },
    { _("Verifier (base64)"), "verifierBase64", verifier, NP_BYTES_FORM_BASE64 },
    { _("Salt (hexadecimal)"), "salt", salt, NP_BYTES_FORM_HEX },
    { _("Salt (base64)"), "saltBase64", salt, NP_BYTES_FORM_BASE64 },
  };
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  if (verifier == NULL)
    return np_cli_say_error (error);
  json_builder_begin_object (builder);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *text = np_bytes_text_format (lines[i].bytes, lines[i].form);

      if (options->json)
        np_cli_add_member (builder, lines[i].member, text);
      else
        g_print ("%-24s%s\n", lines[i].label, text);
    }
  json_builder_set_member_name (builder, "iterations");
  json_builder_add_int_value (builder, parameters->iterations);
  json_builder_end_object (builder);
  if (options->json)
    np_cli_print_json (builder);
  return NP_CLI_DONE;
}

static NpCliStatus
check_verifier (const NpSpake2pParameters *parameters, const char *text, const NpCliOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) verifier = read_bytes ("--check", text, &error);
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  NpSpake2pVerdict verdict;

  if (verifier == NULL || !np_spake2p_check (parameters, verifier, &verdict, &error))
    return np_cli_say_error (error);
  if (options->json)
    {
      json_builder_begin_object (builder);
      np_cli_add_member (builder, "verdict", verdict_names[verdict]);
      np_cli_add_member (builder, "what", np_spake2p_verdict_describe (verdict));
      json_builder_end_object (builder);
      np_cli_print_json (builder);
    }
  else
    g_print ("%s\n", np_spake2p_verdict_describe (verdict));
  return verdict == NP_SPAKE2P_MATCHES ? NP_CLI_DONE : NP_CLI_FAILED;
}

NpCliStatus
np_cli_verifier (const NpCliCommand *command, char **arguments)
{
  g_auto(Arguments) given = { 0 };
  const GOptionEntry entries[] = {
    { "passcode", 0, 0, G_OPTION_ARG_STRING, &given.passcode,
      N_("The passcode; best “-”, to read it from standard input"), N_("N") },
    { "iterations", 0, 0, G_OPTION_ARG_STRING, &given.iterations, N_("The iteration count, from 1000 to 100000"), N_("N") },
    { "salt", 0, 0, G_OPTION_ARG_STRING, &given.salt, N_("The salt, 16 to 32 bytes in hexadecimal or base64"), N_("SALT") },
    { "check", 0, 0, G_OPTION_ARG_STRING, &given.check, N_("Only say whether this verifier is theirs"), N_("VERIFIER") },
    { NULL }
  };
  g_auto(NpCliOptions) options = { 0 };
  g_auto(NpSpake2pParameters) parameters = { 0 };
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) rest = NULL;
  guint32 iterations;

  if (!np_cli_parse (command, &arguments, entries, 0, 0, &options))
    return NP_CLI_USAGE;
  rest = arguments;
  if (given.passcode == NULL || given.iterations == NULL || given.salt == NULL)
    return np_cli_say_usage (_("A verifier needs --passcode, --iterations and --salt."));
  if (np_st_text_read_number (given.iterations, strlen (given.iterations), G_MAXUINT32, &iterations) != NP_ST_TEXT_OK)
    return np_cli_say_usage (_("“%s” is not a number of iterations."), given.iterations);
  if (!read_parameters (&given, iterations, &parameters, &error))
    return np_cli_say_error (error);
  return given.check != NULL ? check_verifier (&parameters, given.check, &options) : print_verifier (&parameters, &options);
}
