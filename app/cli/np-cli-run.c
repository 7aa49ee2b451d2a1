/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "factory/np-problem.h"
#include "np-cli.h"
#include "np-error.h"

/* run: the job on the bench. */

typedef struct
{
  NpSession *session;
  GAsyncResult *result;
  gboolean interrupted;
} Round;

/* --- Which boards -------------------------------------------------------------- */

static GPtrArray *
pick_by_serial (NpSession *session, const char *serials, GError **error)
{
  g_autoptr(GPtrArray) boards = g_ptr_array_new_with_free_func (g_object_unref);
  g_auto(GStrv) wanted = g_strsplit (serials, ",", 0);

  for (guint i = 0; wanted[i] != NULL; i++)
    {
      NpBoard *board = np_bench_find_board (np_session_get_bench (session), g_strstrip (wanted[i]));

      if (board == NULL)
        {
          g_set_error (error, NP_ERROR, NP_ERROR_BOARD_GONE, _("No ST-LINK with the serial number “%s” is plugged in. Nothing was written."), wanted[i]);
          return NULL;
        }
      if (!g_ptr_array_find (boards, board, NULL))
        g_ptr_array_add (boards, g_object_ref (board));
    }
  return g_steal_pointer (&boards);
}

static GPtrArray *
pick_boards (NpSession *session, const char *serials, guint count, GError **error)
{
  g_autoptr(GPtrArray) boards = serials != NULL ? pick_by_serial (session, serials, error) : np_session_dup_ready_boards (session);

  if (boards == NULL)
    return NULL;
  if (boards->len == 0)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_BOARD_GONE, _("No board is ready. Nothing was written. “nameplate-cli boards” says why."));
      return NULL;
    }
  if (count > 0 && boards->len > count)
    g_ptr_array_set_size (boards, (int) count);
  return g_steal_pointer (&boards);
}

/* --- The answer ------------------------------------------------------------------ */

static void
print_outcome (NpBoard *board, NpOutcome *outcome)
{
  g_print ("%2u  %-24s  %-6s  %6.1f s  %s%s%s\n", np_board_get_number (board), np_board_get_probe_serial (board),
           np_verdict_to_string (outcome->verdict), (double) outcome->duration_us / G_USEC_PER_SEC, outcome->title,
           outcome->code != NULL ? " · " : "", outcome->code != NULL ? outcome->code : "");
  if (outcome->verdict == NP_VERDICT_PASS)
    return;
  if (outcome->why != NULL)
    g_print ("      %s\n", outcome->why);
  g_print ("      %s %s\n", outcome->changed, outcome->advice);
}

static void
add_step (JsonBuilder *builder, const NpStepRecord *step)
{
  json_builder_begin_object (builder);
  np_cli_add_member (builder, "title", step->title);
  json_builder_set_member_name (builder, "seconds");
  json_builder_add_double_value (builder, (double) step->duration_us / G_USEC_PER_SEC);
  np_cli_add_member (builder, "error", step->error != NULL ? step->error->message : NULL);
  json_builder_end_object (builder);
}

static void
add_outcome (JsonBuilder *builder, NpBoard *board, NpOutcome *outcome)
{
  json_builder_begin_object (builder);
  np_cli_add_member (builder, "probe", np_board_get_probe_serial (board));
  np_cli_add_member (builder, "uniqueId", np_board_get_unique_id (board));
  np_cli_add_member (builder, "verdict", np_verdict_to_string (outcome->verdict));
  np_cli_add_member (builder, "board", np_board_change_to_string (outcome->change));
  np_cli_add_member (builder, "code", outcome->code);
  np_cli_add_member (builder, "title", outcome->title);
  np_cli_add_member (builder, "why", outcome->why);
  np_cli_add_member (builder, "changed", outcome->changed);
  np_cli_add_member (builder, "advice", outcome->advice);
  json_builder_set_member_name (builder, "seconds");
  json_builder_add_double_value (builder, (double) outcome->duration_us / G_USEC_PER_SEC);
  json_builder_set_member_name (builder, "steps");
  json_builder_begin_array (builder);
  for (guint i = 0; i < outcome->steps->len; i++)
    add_step (builder, outcome->steps->pdata[i]);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static void
print_outcomes_as_json (NpSession *session, GPtrArray *boards)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "simulated");
  json_builder_add_boolean_value (builder, np_bench_is_simulated (np_session_get_bench (session)));
  json_builder_set_member_name (builder, "seconds");
  json_builder_add_double_value (builder, (double) np_session_get_elapsed (session) / G_USEC_PER_SEC);
  json_builder_set_member_name (builder, "boards");
  json_builder_begin_array (builder);
  for (guint i = 0; i < boards->len; i++)
    add_outcome (builder, boards->pdata[i], np_session_get_outcome (session, boards->pdata[i]));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  np_cli_print_json (builder);
}

static void
print_outcomes (NpSession *session, GPtrArray *boards)
{
  guint passed = np_session_get_passed (session);
  g_autofree char *summary =
    g_strdup_printf (ngettext ("%u of %u board passed, in %.1f s.", "%u of %u boards passed, in %.1f s.", boards->len), passed, boards->len,
                     (double) np_session_get_elapsed (session) / G_USEC_PER_SEC);

  for (guint i = 0; i < boards->len; i++)
    print_outcome (boards->pdata[i], np_session_get_outcome (session, boards->pdata[i]));
  g_print ("%s\n", summary);
}

/* --- A round ----------------------------------------------------------------------- */

static void
round_ready_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  ((Round *) user_data)->result = g_object_ref (result);
}

static gboolean
interrupt_cb (gpointer user_data)
{
  Round *round = user_data;

  if (!round->interrupted)
    g_printerr ("\n%s\n", _("Stopping: each board stops before its next step; a write that has begun is finished."));
  round->interrupted = TRUE;
  np_session_stop (round->session);
  return G_SOURCE_CONTINUE;
}

static NpCliStatus
run_round (NpSession *session, const NpCliOptions *options, GPtrArray *boards)
{
  Round round = { .session = session };
  g_autoptr(GError) error = NULL;
  g_autoptr(NpCliProgress) progress = NULL;
  const int numbers[] = { SIGINT, SIGTERM, SIGHUP }; /* the last when the terminal is closed */
  guint sources[G_N_ELEMENTS (numbers)];
  gboolean started;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    sources[i] = g_unix_signal_add (numbers[i], interrupt_cb, &round);
  progress = np_cli_progress_new (session, boards);
  np_session_run_async (session, boards, NULL, round_ready_cb, &round);
  while (round.result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_clear_pointer (&progress, np_cli_progress_free);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    g_source_remove (sources[i]);
  started = np_session_run_finish (session, round.result, &error);
  g_object_unref (round.result);
  if (!started)
    return np_cli_say_error (error);
  if (options->json)
    print_outcomes_as_json (session, boards);
  else
    print_outcomes (session, boards);
  if (round.interrupted)
    return NP_CLI_INTERRUPTED;
  return np_session_get_passed (session) == boards->len ? NP_CLI_DONE : NP_CLI_FAILED;
}

static void
print_plans (NpPlan *plan, GPtrArray *boards)
{
  for (guint i = 0; i < boards->len; i++)
    {
      const NpSerialPortInfo *port = np_board_get_port (boards->pdata[i]);
      g_autofree char *text = np_plan_to_text (plan, np_board_get_probe_serial (boards->pdata[i]), port != NULL ? port->path : NULL);

      g_print ("%s\n%s", np_board_get_probe_serial (boards->pdata[i]), text);
    }
}

static void
print_plans_as_json (NpSession *session, NpPlan *plan, GPtrArray *boards)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "simulated");
  json_builder_add_boolean_value (builder, np_bench_is_simulated (np_session_get_bench (session)));
  json_builder_set_member_name (builder, "boards");
  json_builder_begin_array (builder);
  for (guint i = 0; i < boards->len; i++)
    {
      const NpSerialPortInfo *port = np_board_get_port (boards->pdata[i]);

      json_builder_begin_object (builder);
      np_cli_add_member (builder, "probe", np_board_get_probe_serial (boards->pdata[i]));
      np_cli_add_member (builder, "uniqueId", np_board_get_unique_id (boards->pdata[i]));
      np_cli_add_plan (builder, plan, np_board_get_probe_serial (boards->pdata[i]), port != NULL ? port->path : NULL);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  np_cli_print_json (builder);
}

NpCliStatus
np_cli_run_boards (NpSession *session, const NpCliOptions *options, const NpCliRound *round)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpPlan) plan = np_session_check (session, problems);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) boards = NULL;

  np_cli_say_problems (problems, options->verbose ? NP_SEVERITY_INFORMATION : NP_SEVERITY_WARNING);
  if (plan == NULL)
    {
      g_printerr ("%s\n", _("Nothing was written."));
      return NP_CLI_FAILED;
    }
  boards = pick_boards (session, round->serials, round->count, &error);
  if (boards == NULL)
    return np_cli_say_error (error);
  if (round->dry_run)
    {
      if (options->json)
        print_plans_as_json (session, plan, boards);
      else
        print_plans (plan, boards);
      return NP_CLI_DONE;
    }
  for (guint i = 0; i < boards->len && round->again; i++)
    np_session_allow_again (session, boards->pdata[i]);
  if (!np_cli_confirm (session, plan, boards->len, round->confirmation))
    return NP_CLI_FAILED;
  return run_round (session, options, boards);
}

NpCliStatus
np_cli_run (const NpCliCommand *command, char **arguments)
{
  g_autofree char *serials = NULL;
  g_autofree char *platform = NULL;
  g_autofree char *address = NULL;
  g_autofree char *confirmation = NULL;
  int count = G_MAXINT;
  gboolean dry_run = FALSE;
  gboolean again = FALSE;
  const GOptionEntry entries[] = {
    { "boards", 0, 0, G_OPTION_ARG_STRING, &serials, N_("Only the boards of these ST-LINKs, by serial number"), N_("SN,…") },
    { "count", 0, 0, G_OPTION_ARG_INT, &count, N_("At most so many boards"), N_("N") },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_("Print what would be done to each board, and do nothing"), NULL },
    { "confirm", 0, 0, G_OPTION_ARG_STRING, &confirmation, N_("The project's name, typed to confirm what can't be undone"), N_("NAME") },
    { "again", 0, 0, G_OPTION_ARG_NONE, &again, N_("Also boards that hold a production key: it uses up another slot of their key store"), NULL },
    { "platform", 0, 0, G_OPTION_ARG_STRING, &platform, N_("What the boards are, where the project doesn't say it"), N_("PLATFORM") },
    { "address", 0, 0, G_OPTION_ARG_STRING, &address, N_("Where the factory data go"), N_("ADDRESS") },
    { NULL }
  };
  g_auto(NpCliOptions) options = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProject) project = NULL;
  g_autoptr(NpBench) bench = NULL;
  g_autoptr(NpSession) session = NULL;
  g_auto(GStrv) paths = NULL;

  if (!np_cli_parse (command, &arguments, entries, 1, 1, &options))
    return NP_CLI_USAGE;
  paths = arguments;
  if (count < 1)
    return np_cli_say_usage (_("--count must be 1 or more."));
  project = np_cli_open_project (paths[0], platform, address, &error);
  if (project == NULL)
    return np_cli_say_error (error);
  bench = np_cli_open_bench (&options, np_project_get_recipe (project)->platform, &error);
  if (bench == NULL)
    return np_cli_say_error (error);
  session = np_session_new (project, bench);
  return np_cli_run_boards (session, &options, &(NpCliRound) { serials, (guint) count, dry_run, confirmation, again });
}
