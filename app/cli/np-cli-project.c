/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "factory/np-problem.h"
#include "np-cli.h"
#include "np-error.h"
#include "project/np-project-sample.h"

/* project new, and opening a project for the other commands. */

/* Data that came without a recipe get one from the command line. */
static gboolean
complete_recipe (NpProject *project, const char *platform_id, const char *address, GError **error)
{
  const NpPlatform *platform = platform_id != NULL ? np_platform_find (platform_id) : NULL;
  g_autoptr(NpRecipe) recipe = np_recipe_copy (np_project_get_recipe (project));

  if (platform_id != NULL && platform == NULL)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” is not a platform that this version knows."), platform_id);
      return FALSE;
    }
  if (platform != NULL)
    {
      recipe->platform = platform;
      recipe->factory_data_address = np_platform_get_factory_data_range (platform)->start;
    }
  if (address != NULL && !np_recipe_parse_address (address, &recipe->factory_data_address, error))
    return FALSE;
  if (platform != NULL || address != NULL)
    np_project_set_recipe (project, recipe);
  return TRUE;
}

NpProject *
np_cli_open_project (const char *path, const char *platform, const char *address, GError **error)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpProject) project = np_project_open (path, problems, error);

  np_cli_say_problems (problems, NP_SEVERITY_WARNING);
  if (np_problem_list_has_errors (problems))
    {
      g_clear_error (error);
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” has errors. Nothing was changed."), path);
      return NULL;
    }
  if (project == NULL || !complete_recipe (project, platform, address, error))
    return NULL;
  return g_steal_pointer (&project);
}

/* Its name may be left out. */
static GStrv
name_sample (char **arguments)
{
  GStrv words = g_strdupv (arguments);

  for (guint i = 0; words[i] != NULL && !g_str_equal (words[i], "--"); i++)
    if (g_str_equal (words[i], "--sample"))
      {
        g_free (words[i]);
        words[i] = g_strconcat ("--sample=", np_project_sample_get (0)->name, NULL);
      }
  return words;
}

char *
np_cli_project_describe_samples (void)
{
  GString *text = g_string_new (_("Samples, each with all that its recipe needs on a simulated bench:\n"));

  for (guint i = 0; i < np_project_sample_get_count (); i++)
    {
      const NpProjectSample *sample = np_project_sample_get (i);

      g_string_append_printf (text, "  %-16s %-10s %s\n", sample->name, sample->platform, _(sample->description));
    }
  return g_string_free (text, FALSE);
}

static void
print_samples_as_json (void)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "samples");
  json_builder_begin_array (builder);
  for (guint i = 0; i < np_project_sample_get_count (); i++)
    {
      const NpProjectSample *sample = np_project_sample_get (i);

      json_builder_begin_object (builder);
      np_cli_add_member (builder, "name", sample->name);
      np_cli_add_member (builder, "platform", sample->platform);
      np_cli_add_member (builder, "title", _(sample->title));
      np_cli_add_member (builder, "description", _(sample->description));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  np_cli_print_json (builder);
}

NpCliStatus
np_cli_project_samples (const NpCliCommand *command, char **arguments)
{
  g_auto(NpCliOptions) options = { 0 };
  g_auto(GStrv) rest = NULL;
  g_autofree char *text = NULL;

  if (!np_cli_parse (command, &arguments, NULL, 0, 0, &options))
    return NP_CLI_USAGE;
  rest = arguments;
  if (options.json)
    {
      print_samples_as_json ();
      return NP_CLI_DONE;
    }
  text = np_cli_project_describe_samples ();
  g_print ("%s", text);
  return NP_CLI_DONE;
}

/* The first sample is data and a recipe alone: it may be made for another platform. */
static NpProject *
make_sample (const char *name, const char *folder, gboolean changed, GError **error)
{
  const NpProjectSample *sample = np_project_sample_find (name);

  if (sample == NULL)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("There is no sample “%s”; “nameplate-cli project samples” lists them."), name);
      return NULL;
    }
  if (sample == np_project_sample_get (0))
    return np_project_new_sample ();
  if (changed)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The sample “%s” has its platform and its addresses; leave out --platform and --address."),
                   name);
      return NULL;
    }
  return np_project_sample_create (sample, folder, error);
}

NpCliStatus
np_cli_project_new (const NpCliCommand *command, char **arguments)
{
  g_autofree char *from = NULL;
  g_autofree char *sample = NULL;
  g_autofree char *title = NULL;
  g_autofree char *platform = NULL;
  g_autofree char *address = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &from, N_("The ST JSON file or image to begin with"), N_("FILE") },
    { "sample", 0, 0, G_OPTION_ARG_STRING, &sample, N_("Begin with a sample and its public test data, to try things out"), N_("NAME") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &title, N_("What the project is called; the file's name if not given"), N_("NAME") },
    { "platform", 0, 0, G_OPTION_ARG_STRING, &platform, N_("What the boards are: stm32wba6, stm32wb55 or stm32u5"), N_("PLATFORM") },
    { "address", 0, 0, G_OPTION_ARG_STRING, &address, N_("Where the factory data go, else the platform's place for them"), N_("ADDRESS") },
    { NULL }
  };
  g_auto(NpCliOptions) options = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProject) project = NULL;
  g_auto(GStrv) words = name_sample (arguments);
  g_auto(GStrv) folders = NULL;

  arguments = words;
  if (!np_cli_parse (command, &arguments, entries, 1, 1, &options))
    return NP_CLI_USAGE;
  folders = arguments;
  if ((from == NULL) == (sample == NULL))
    return np_cli_say_usage (_("What should the project begin with? Say it with --from FILE, or with --sample."));
  project = sample != NULL ? make_sample (sample, folders[0], platform != NULL || address != NULL, &error) : np_cli_open_project (from, NULL, NULL, &error);
  if (project == NULL || !complete_recipe (project, platform, address, &error))
    return np_cli_say_error (error);
  if (title != NULL)
    np_project_set_name (project, title);
  if (!np_project_save (project, folders[0], &error))
    return np_cli_say_error (error);
  if (np_project_get_recipe (project)->platform == NULL)
    g_printerr ("%s\n", _("The recipe has no platform yet: say it with --platform before the first run."));
  g_print ("%s\n", folders[0]);
  return NP_CLI_DONE;
}
