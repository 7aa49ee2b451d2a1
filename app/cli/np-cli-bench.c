/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "bench/np-bench-fault.h"
#include "np-cli.h"

/* bench create | set | serve: the simulated bench. */

NpCliStatus
np_cli_bench_create (const NpCliCommand *command, char **arguments)
{
  int n_boards = 4;
  g_autofree char *platform = NULL;
  const GOptionEntry entries[] = {
    { "boards", 0, 0, G_OPTION_ARG_INT, &n_boards, N_("How many boards (4 if not given)"), N_("N") },
    { "platform", 0, 0, G_OPTION_ARG_STRING, &platform, N_("What they are: stm32wba6, stm32wb55 or stm32u5"), N_("PLATFORM") },
    { NULL }
  };
  g_auto(NpCliOptions) options = { 0 };
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) folders = NULL;

  if (!np_cli_parse (command, &arguments, entries, 1, 1, &options))
    return NP_CLI_USAGE;
  folders = arguments;
  if (n_boards < 1 || n_boards > 1000)
    return np_cli_say_usage (_("A bench has 1 to 1000 boards."));
  if (platform != NULL && np_platform_find (platform) == NULL)
    return np_cli_say_usage (_("“%s” is not a platform that this version knows."), platform);
  if (!np_bench_folder_create (folders[0], (guint) n_boards, platform != NULL ? platform : "stm32wba6", &error))
    return np_cli_say_error (error);
  g_print ("%s\n", folders[0]);
  return NP_CLI_DONE;
}

/* The faults that there are, for the help. */
char *
np_cli_bench_describe_faults (void)
{
  GString *text = g_string_new (_("Kinds of faults, and the steps they can be given for (KIND:once, KIND:3: that many times):\n"));
  guint n_kinds;
  const NpBenchFaultKind *kinds = np_bench_fault_get_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      g_autofree char *steps = np_bench_fault_kind_dup_step_names (&kinds[i]);

      g_string_append_printf (text, "  %-16s %s\n  %-16s %s\n", kinds[i].name, _(kinds[i].description), "", steps);
    }
  return g_string_free (text, FALSE);
}

/* "STEP=KIND" in its two parts. */
static gboolean
set_fault (const char *folder, const char *board, const char *fault, GError **error)
{
  g_auto(GStrv) parts = g_strsplit (fault, "=", 2);

  return np_bench_folder_set_fault (folder, board, parts[0], parts[0] != NULL && parts[1] != NULL ? parts[1] : "", error);
}

NpCliStatus
np_cli_bench_set (const NpCliCommand *command, char **arguments)
{
  g_auto(GStrv) faults = NULL;
  gboolean clear = FALSE, replug = FALSE, unplug = FALSE, plug = FALSE;
  double speed = 0;
  g_autofree char *version = NULL;
  const GOptionEntry entries[] = {
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &faults, N_("What goes wrong on the board, and when"), N_("STEP=KIND") },
    { "clear-faults", 0, 0, G_OPTION_ARG_NONE, &clear, N_("Nothing goes wrong on the board any more"), NULL },
    { "replug", 0, 0, G_OPTION_ARG_NONE, &replug, N_("Put another, blank chip in the board's place"), NULL },
    { "unplug", 0, 0, G_OPTION_ARG_NONE, &unplug, N_("Pull the board out"), NULL },
    { "plug", 0, 0, G_OPTION_ARG_NONE, &plug, N_("Plug the same board in again"), NULL },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &speed, N_("How many times faster than real boards the bench is"), N_("FACTOR") },
    { "tool-version", 0, 0, G_OPTION_ARG_STRING, &version, N_("The version of STM32CubeProgrammer to imitate, 2.4 to 2.23"), N_("VERSION") },
    { NULL }
  };
  g_auto(NpCliOptions) options = { 0 };
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) rest = NULL;
  const char *folder, *board;

  if (!np_cli_parse (command, &arguments, entries, 1, 2, &options))
    return NP_CLI_USAGE;
  rest = arguments;
  folder = rest[0];
  board = rest[1];
  if (board == NULL && (faults != NULL || clear || replug || unplug || plug))
    return np_cli_say_usage (_("Which board? Give its probe's serial number after the folder."));
  if ((clear && !np_bench_folder_clear_faults (folder, board, &error)) || (replug && !np_bench_folder_replug (folder, board, &error)) ||
      (unplug && !np_bench_folder_set_plugged (folder, board, FALSE, &error)) || (plug && !np_bench_folder_set_plugged (folder, board, TRUE, &error)) ||
      (speed != 0 && !np_bench_folder_set_speed (folder, speed, &error)) ||
      (version != NULL && !np_bench_folder_set_tool_version (folder, version, &error)))
    return np_cli_say_error (error);
  for (guint i = 0; faults != NULL && faults[i] != NULL; i++)
    if (!set_fault (folder, board, faults[i], &error))
      return np_cli_say_error (error);
  return NP_CLI_DONE;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_CONTINUE;
}

NpCliStatus
np_cli_bench_serve (const NpCliCommand *command, char **arguments)
{
  g_auto(NpCliOptions) options = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(NpBenchFolder) folder = NULL;
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autofree char *programmer = NULL;
  g_auto(GStrv) folders = NULL;
  guint sources[2];

  if (!np_cli_parse (command, &arguments, NULL, 1, 1, &options))
    return NP_CLI_USAGE;
  folders = arguments;
  folder = np_bench_folder_open (folders[0], &error);
  if (folder == NULL)
    return np_cli_say_error (error);
  if (!np_bench_folder_is_owner (folder))
    {
      g_printerr (_("nameplate-cli: another program keeps the boards of “%s” powered already.\n"), folders[0]);
      return NP_CLI_FAILED;
    }
  programmer = np_bench_folder_dup_programmer (folder);
  g_print (_("The boards are powered. Their programmer is %s. Ctrl+C ends it.\n"), programmer);
  sources[0] = g_unix_signal_add (SIGINT, quit_cb, loop);
  sources[1] = g_unix_signal_add (SIGTERM, quit_cb, loop);
  g_main_loop_run (loop);
  g_source_remove (sources[0]);
  g_source_remove (sources[1]);
  np_bench_folder_close (folder);
  return NP_CLI_DONE;
}
