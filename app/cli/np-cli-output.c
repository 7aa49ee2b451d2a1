/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "factory/np-problem.h"
#include "np-cli.h"
#include "np-error.h"

NpCliStatus
np_cli_say_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NP_CLI_INTERRUPTED;
  g_printerr ("nameplate-cli: %s\n", error->message);
  if (error->domain != NP_ERROR)
    return NP_CLI_FAILED;
  if (error->code == NP_ERROR_TOOL_MISSING)
    g_printerr ("%s\n", _("Install it, or say where it is with --programmer."));
  else if (error->code != NP_ERROR_INVALID_DATA) /* what is wrong with the data says what to do itself */
    g_printerr ("%s\n", np_advice_for_error (error));
  return error->code == NP_ERROR_TOOL_MISSING || error->code == NP_ERROR_PERMISSION ? NP_CLI_MISSING : NP_CLI_FAILED;
}

NpCliStatus
np_cli_say_usage (const char *format, ...)
{
  va_list arguments;
  g_autofree char *text = NULL;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("nameplate-cli: %s\n", text);
  return NP_CLI_USAGE;
}

static const char *
severity_name (NpSeverity severity)
{
  switch (severity)
    {
    case NP_SEVERITY_INFORMATION: return "information";
    case NP_SEVERITY_WARNING: return "warning";
    case NP_SEVERITY_ERROR: return "error";
    }
  g_return_val_if_reached (NULL);
}

static const char *
severity_in_words (NpSeverity severity)
{
  switch (severity)
    {
    case NP_SEVERITY_INFORMATION: return C_("severity", "note");
    case NP_SEVERITY_WARNING: return C_("severity", "warning");
    case NP_SEVERITY_ERROR: return C_("severity", "error");
    }
  g_return_val_if_reached (NULL);
}

/* Where nothing else tells the place, it is the field's name in ST's JSON, for whoever has to find it there. Setup codes have no such
 * places. */
static const char *
get_key (const NpProblem *problem)
{
  const NpField *field = np_field_find_by_tag (problem->tag);

  if (field == NULL || problem->where != NULL || g_str_has_prefix (problem->code, "payload-"))
    return NULL;
  return strstr (problem->what, field->key) == NULL ? field->key : NULL;
}

/* The code stays at the end. */
static char *
problem_in_words (const NpProblem *problem)
{
  const char *key = get_key (problem);
  g_autofree char *text = np_problem_to_text (problem);
  g_autofree char *code = g_strdup_printf (" [%s]", problem->code);
  int n_before = (int) (strlen (text) - strlen (code));

  if (key == NULL)
    return g_strdup_printf ("%s: %s", severity_in_words (problem->severity), text);
  return g_strdup_printf ("%s: %.*s (%s)%s", severity_in_words (problem->severity), n_before, text, key, code);
}

/* When they are the answer, not what is said beside it */
void
np_cli_print_problems (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *text = problem_in_words (problems->pdata[i]);

      g_print ("%s\n", text);
    }
}

void
np_cli_say_problems (GPtrArray *problems, NpSeverity least)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const NpProblem *problem = problems->pdata[i];
      g_autofree char *text = NULL;

      if (problem->severity < least)
        continue;
      text = problem_in_words (problem);
      g_printerr ("%s\n", text);
    }
}

void
np_cli_add_member (JsonBuilder *builder, const char *name, const char *value)
{
  json_builder_set_member_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static void
add_problem (JsonBuilder *builder, const NpProblem *problem)
{
  const NpField *field = np_field_find_by_tag (problem->tag);

  json_builder_begin_object (builder);
  np_cli_add_member (builder, "severity", severity_name (problem->severity));
  np_cli_add_member (builder, "code", problem->code);
  np_cli_add_member (builder, "field", field != NULL ? field->key : NULL);
  np_cli_add_member (builder, "where", problem->where);
  np_cli_add_member (builder, "what", problem->what);
  np_cli_add_member (builder, "why", problem->why);
  np_cli_add_member (builder, "todo", problem->todo);
  json_builder_end_object (builder);
}

void
np_cli_add_problems (JsonBuilder *builder, GPtrArray *problems)
{
  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < problems->len; i++)
    add_problem (builder, problems->pdata[i]);
  json_builder_end_array (builder);
}

void
np_cli_print_json (JsonBuilder *builder)
{
  g_autoptr(JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  g_print ("%s\n", text);
}
