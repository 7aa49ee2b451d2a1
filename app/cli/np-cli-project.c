/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "factory/np-problem.h"
#include "np-cli.h"
#include "np-error.h"

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

NpCliStatus
np_cli_project_new (const NpCliCommand *command, char **arguments)
{
  g_autofree char *from = NULL;
  gboolean sample = FALSE;
  g_autofree char *title = NULL;
  g_autofree char *platform = NULL;
  g_autofree char *address = NULL;
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &from, N_("The ST JSON file or image to begin with"), N_("FILE") },
    { "sample", 0, 0, G_OPTION_ARG_NONE, &sample, N_("Begin with public test data, to try things out"), NULL },
    { "name", 0, 0, G_OPTION_ARG_STRING, &title, N_("What the project is called; the file's name if not given"), N_("NAME") },
    { "platform", 0, 0, G_OPTION_ARG_STRING, &platform, N_("What the boards are: stm32wba6, stm32wb55 or stm32u5"), N_("PLATFORM") },
    { "address", 0, 0, G_OPTION_ARG_STRING, &address, N_("Where the factory data go, else the platform's place for them"), N_("ADDRESS") },
    { NULL }
  };
  g_auto(NpCliOptions) options = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProject) project = NULL;
  g_auto(GStrv) folders = NULL;

  if (!np_cli_parse (command, &arguments, entries, 1, 1, &options))
    return NP_CLI_USAGE;
  folders = arguments;
  if ((from == NULL) == !sample)
    return np_cli_say_usage (_("What should the project begin with? Say it with --from FILE, or with --sample."));
  project = sample ? np_project_new_sample () : np_cli_open_project (from, NULL, NULL, &error);
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
