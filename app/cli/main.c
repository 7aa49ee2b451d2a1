/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>

#include "np-cli.h"
#include "np-paths.h"

/* nameplate-cli: a table of subcommands, one file each. */

static const NpCliCommand commands[] = {
  { "project new", "FOLDER --from FILE", N_("Make a project from an ST JSON file, an image or a sample"), np_cli_project_new,
    np_cli_project_describe_samples },
  { "project samples", "", N_("List the samples to begin with"), np_cli_project_samples },
  { "image build", "FILE -o IMAGE", N_("Build the image of an ST JSON file, byte for byte as ST's tool does"), np_cli_image_build },
  { "image decode", "FILE", N_("Write an image's factory data as ST JSON"), np_cli_image_decode },
  { "image check", "FILE", N_("Say what is wrong with an image or an ST JSON file"), np_cli_image_check },
  { "verifier", "OPTION…", N_("Make a Spake2+ verifier from passcode, salt and iterations, or check one"), np_cli_verifier },
  { "payload encode", "OPTION…", N_("Make the QR code's text and the manual code"), np_cli_payload_encode },
  { "payload decode", "CODE", N_("Say what stands in a QR code or a manual code, and what is wrong with it"), np_cli_payload_decode },
  { "pki paa", "BASE", N_("Make a test authority: BASE-cert.pem and BASE-key.pem"), np_cli_pki_paa },
  { "pki pai", "BASE", N_("Make a test PAI certificate and its key"), np_cli_pki_pai },
  { "pki dac", "BASE", N_("Make a test DAC and its key"), np_cli_pki_dac },
  { "pki cd", "FILE", N_("Make a certification declaration for a test vendor"), np_cli_pki_cd },
  { "boards", "", N_("List the boards that are plugged in"), np_cli_boards },
  { "bench create", "FOLDER", N_("Make a simulated bench"), np_cli_bench_create },
  { "bench set", "FOLDER [PROBE]", N_("Change a simulated bench or one of its boards: faults, speed, tool version"), np_cli_bench_set,
    np_cli_bench_describe_faults },
  { "bench serve", "FOLDER", N_("Keep a simulated bench powered for other programs"), np_cli_bench_serve },
  { "plan", "PROJECT", N_("Print what a run would do, step by step"), np_cli_plan },
  { "run", "PROJECT", N_("Write, read back and compare every board"), np_cli_run },
  { "genfactorydata", "OPTION…", N_("Do what ST's genFactoryData.py does, with its options"), np_cli_genfactorydata },
};

/* Every command, or those that begin with a word. */
static void
print_help (const char *first_word)
{
  g_print ("%s\n  nameplate-cli %s\n\n%s\n", _("Usage:"), _("COMMAND [OPTION…] [ARGUMENT…]"), _("Commands:"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      int width = 22 - (int) g_utf8_strlen (commands[i].arguments, -1);

      if (first_word == NULL || g_str_has_prefix (commands[i].name, first_word))
        g_print ("  %-16s %s%*s %s\n", commands[i].name, commands[i].arguments, MAX (width, 0), "", _(commands[i].summary));
    }
  g_print ("\n%s\n", _("“nameplate-cli COMMAND --help” tells a command's options. The manual page is nameplate-cli(1)."));
}

/* How many words of the command line the command's name takes; 0 if it isn't this command. */
static guint
match_words (const NpCliCommand *command, char **words)
{
  g_auto(GStrv) name = g_strsplit (command->name, " ", 0);
  guint i;

  for (i = 0; name[i] != NULL; i++)
    if (words[i] == NULL || !g_str_equal (words[i], name[i]))
      return 0;
  return i;
}

static gboolean
is_option (const char *word, const char *option, const char *short_option)
{
  return word != NULL && (g_str_equal (word, option) || g_strcmp0 (word, short_option) == 0);
}

/* An answer that was lost is not a job that was done: a full disk shows only when the last of it is written. */
static NpCliStatus
status_with_answer (NpCliStatus status)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return status;
  g_printerr ("nameplate-cli: %s\n", _("The answer could not be written to standard output."));
  return status == NP_CLI_DONE ? NP_CLI_FAILED : status;
}

/* "image", of "image build" and others */
static gboolean
names_a_group (const char *word)
{
  gsize length = strlen (word);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strncmp (commands[i].name, word, length) == 0 && commands[i].name[length] == ' ')
      return TRUE;
  return FALSE;
}

int
main (int argc, char **argv)
{
  g_auto(GStrv) words = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, np_paths_get_locale_folder ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("nameplate-cli");

  words = g_strdupv (argv + 1);
  if (words[0] == NULL || is_option (words[0], "--help", "-h") || is_option (words[0], "help", NULL))
    {
      print_help (NULL);
      return words[0] == NULL ? NP_CLI_USAGE : NP_CLI_DONE;
    }
  if (is_option (words[0], "--version", NULL))
    {
      g_print ("nameplate-cli %s\n", NP_VERSION);
      return NP_CLI_DONE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      guint n_words = match_words (&commands[i], words);

      if (n_words != 0)
        return status_with_answer (commands[i].main (&commands[i], words + n_words));
    }
  if (names_a_group (words[0]) && (words[1] == NULL || is_option (words[1], "--help", "-h")))
    {
      print_help (words[0]);
      return words[1] == NULL ? NP_CLI_USAGE : NP_CLI_DONE;
    }
  return np_cli_say_usage (_("“%s” is not a command. “nameplate-cli --help” lists them."), words[0]);
}
