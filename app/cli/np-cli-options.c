/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "np-cli.h"

static GOptionContext *
make_context (const NpCliCommand *command, const GOptionEntry *entries, NpCliOptions *options)
{
  const GOptionEntry common[] = {
    { "bench", 0, 0, G_OPTION_ARG_STRING, &options->bench, N_("Boards to use: hardware, or simulated[:FOLDER]"), N_("BENCH") },
    { "programmer", 0, 0, G_OPTION_ARG_FILENAME, &options->programmer, N_("Where STM32CubeProgrammer is"), N_("FOLDER") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json, N_("Answer in JSON"), NULL },
    { "verbose", 0, 0, G_OPTION_ARG_NONE, &options->verbose, N_("Say more on standard error"), NULL },
    { NULL }
  };
  g_autofree char *parameters = g_strdup_printf ("%s %s", command->name, command->arguments);
  GOptionContext *context = g_option_context_new (parameters);
  g_autofree char *description = command->describe != NULL ? command->describe () : NULL;

  g_option_context_set_summary (context, _(command->summary));
  g_option_context_set_description (context, description);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  return context;
}

/* GOptionContext wants the program's name in front, and takes it for the help's. */
static char **
with_program_name (char **arguments)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, "nameplate-cli");
  g_strv_builder_addv (builder, (const char **) arguments);
  return g_strv_builder_end (builder);
}

gboolean
np_cli_parse (const NpCliCommand *command, char ***arguments, const GOptionEntry *entries, guint least, guint most, NpCliOptions *options)
{
  g_autoptr(GOptionContext) context = make_context (command, entries, options);
  g_auto(GStrv) words = with_program_name (*arguments);
  g_autoptr(GError) error = NULL;
  guint n_left;

  if (!g_option_context_parse_strv (context, &words, &error))
    {
      np_cli_say_usage ("%s", error->message);
      return FALSE;
    }
  n_left = g_strv_length (words) - 1;
  if (n_left < least || n_left > most)
    {
      np_cli_say_usage (n_left < least ? _("Too few arguments. “nameplate-cli %s --help” tells what is needed.")
                                       : _("Too many arguments. “nameplate-cli %s --help” tells what is understood."),
                        command->name);
      return FALSE;
    }
  *arguments = g_strdupv (words + 1);
  return TRUE;
}

void
np_cli_options_clear (NpCliOptions *options)
{
  g_clear_pointer (&options->bench, g_free);
  g_clear_pointer (&options->programmer, g_free);
}
