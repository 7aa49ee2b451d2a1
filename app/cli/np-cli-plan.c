/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "factory/np-problem.h"
#include "np-cli.h"
#include "session/np-project-plan.h"

/* plan: what a run would do, without a board. */

void
np_cli_add_plan (JsonBuilder *builder, NpPlan *plan, const char *probe, const char *port)
{
  guint n_steps;
  const NpPlanStep *steps = np_plan_get_steps (plan, &n_steps);

  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < n_steps; i++)
    {
      g_auto(GStrv) lines = np_plan_step_to_text (plan, &steps[i], probe, port);
      g_autofree char *command = g_strjoinv ("\n", lines);

      json_builder_begin_object (builder);
      np_cli_add_member (builder, "title", steps[i].title);
      np_cli_add_member (builder, "command", command);
      np_cli_add_member (builder, "lasting", steps[i].lasting);
      np_cli_add_member (builder, "lost", steps[i].lost);
      json_builder_set_member_name (builder, "permanent");
      json_builder_add_boolean_value (builder, steps[i].permanent);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
print_plan_as_json (NpPlan *plan)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  np_cli_add_plan (builder, plan, NULL, NULL);
  json_builder_end_object (builder);
  np_cli_print_json (builder);
}

/* A plan can be made without CubeProgrammer: then which external loader it would take isn't known. */
static GPtrArray *
find_loaders (const NpCliOptions *options)
{
  g_autofree char *path = np_programmer_locate (options->programmer, NULL);
  g_autoptr(NpProgrammer) programmer = path != NULL ? np_programmer_new (path) : NULL;

  return programmer != NULL ? np_programmer_find_loaders (programmer) : NULL;
}

NpCliStatus
np_cli_plan (const NpCliCommand *command, char **arguments)
{
  g_autofree char *platform = NULL;
  g_autofree char *address = NULL;
  const GOptionEntry entries[] = {
    { "platform", 0, 0, G_OPTION_ARG_STRING, &platform, N_("What the boards are, where the project doesn't say it"), N_("PLATFORM") },
    { "address", 0, 0, G_OPTION_ARG_STRING, &address, N_("Where the factory data go"), N_("ADDRESS") },
    { NULL }
  };
  g_auto(NpCliOptions) options = { 0 };
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProject) project = NULL;
  g_autoptr(GPtrArray) loaders = NULL;
  g_autoptr(NpPlan) plan = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) paths = NULL;

  if (!np_cli_parse (command, &arguments, entries, 1, 1, &options))
    return NP_CLI_USAGE;
  paths = arguments;
  project = np_cli_open_project (paths[0], platform, address, &error);
  if (project == NULL)
    return np_cli_say_error (error);
  plan = np_project_plan (project, loaders = find_loaders (&options), problems);
  np_cli_say_problems (problems, options.verbose ? NP_SEVERITY_INFORMATION : NP_SEVERITY_WARNING);
  if (plan == NULL)
    return NP_CLI_FAILED;
  if (options.json)
    print_plan_as_json (plan);
  else
    g_print ("%s", text = np_plan_to_text (plan, NULL, NULL));
  return NP_CLI_DONE;
}
