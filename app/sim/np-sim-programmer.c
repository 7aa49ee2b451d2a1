/* SPDX-License-Identifier: GPL-3.0-or-later */

/* nameplate-sim-programmer: the stand-in for ST's STM32_Programmer_CLI on a simulated bench (docs/simulated-bench.md). The bench's
 * own bin/STM32_Programmer_CLI starts it, with the folder in NAMEPLATE_SIM_BENCH.
 *
 * It shares no code with Nameplate's driver of the real tool: what both know of it they know from the tool. */
#include "config.h"

#include <errno.h>
#include <locale.h>
#include <stdlib.h>

#include "bench/np-bench-file.h"
#include "np-sim-fault.h"
#include "np-sim-operations.h"
#include "np-sim-strike.h"

gboolean
np_sim_tool_fail (NpSimTool *self)
{
  self->status = EXIT_FAILURE;
  return FALSE;
}

void
np_sim_tool_work (NpSimTool *self, double seconds)
{
  np_sim_clock_wait (&self->clock, seconds * self->link_factor);
}

gboolean
np_sim_tool_work_step (NpSimTool *self, guint steps, double seconds)
{
  NpBenchFault strike = np_sim_strike_take (self->device, steps);

  np_sim_tool_work (self, seconds / 2);
  if (!np_sim_strike (self, self->device, strike, steps))
    return FALSE;
  np_sim_tool_work (self, seconds / 2);
  return TRUE;
}

static gboolean
set_quiet (NpSimTool *tool, const NpSimAction *action)
{
  tool->output.quiet = TRUE;
  return TRUE;
}

static gboolean
set_log (NpSimTool *tool, const NpSimAction *action)
{
  const char *path = np_sim_action_get (action, 0);

  /* ST's tool has one log file for everybody by default; here there is none. */
  if (path == NULL)
    return TRUE;
  tool->output.log = fopen (path, "ae");
  if (tool->output.log == NULL)
    {
      np_sim_print_error (&tool->output, "%s: %s", path, g_strerror (errno));
      return np_sim_tool_fail (tool);
    }
  np_sim_print (&tool->output, "Log output file:   %s\n", path);
  return TRUE;
}

static gboolean
set_skip_erase (NpSimTool *tool, const NpSimAction *action)
{
  tool->skip_erase = TRUE;
  return TRUE;
}

static gboolean
set_loader (NpSimTool *tool, const NpSimAction *action)
{
  tool->loader = np_sim_action_get (action, 0);
  return TRUE;
}

static gboolean
set_unlocks (NpSimTool *tool, const NpSimAction *action)
{
  tool->unlocks = TRUE;
  return TRUE;
}

/* Only parsed: what it changes can't be seen here. */
static gboolean
set_nothing (NpSimTool *tool, const NpSimAction *action)
{
  return TRUE;
}

static gboolean
show_version (NpSimTool *tool, const NpSimAction *action)
{
  np_sim_print (&tool->output, "STM32CubeProgrammer version: 2.%u.0 \n", tool->output.minor);
  return TRUE;
}

static gboolean show_help (NpSimTool *tool, const NpSimAction *action);

#define ANY_NUMBER 64

static const NpSimOption options[] = {
  { "c|connect", 1, ANY_NUMBER, np_sim_connect, NULL, NP_BENCH_STEP_CONNECT },
  { "l|list", 0, 1, np_sim_list, NULL, NP_BENCH_STEP_LIST },
  { "q|quietMode", 0, 0, NULL, set_quiet, 0 },
  { "vb|verbosity", 1, 1, NULL, set_nothing, 0 },
  { "log", 0, 1, NULL, set_log, 0 },
  { "y", 0, 0, NULL, set_nothing, 0 },
  { "skipErase", 0, 0, NULL, set_skip_erase, 0 },
  { "el|extload", 1, 1, NULL, set_loader, 0 },
  { "version", 0, 0, show_version, NULL, 0 },
  { "h|help|?", 0, 0, show_help, NULL, 0 },
  { "e|erase", 1, 2, np_sim_erase, NULL, NP_BENCH_STEP_WRITE },
  { "w|write|d|download", 1, 2, np_sim_write, NULL, NP_BENCH_STEP_WRITE },
  { "v|verify", 0, 1, np_sim_verify, NULL, NP_BENCH_STEP_VERIFY },
  { "u|upload|r|read", 3, 3, np_sim_upload, NULL, NP_BENCH_STEP_READ },
  { "r8", 2, 2, np_sim_read_8, NULL, 0 },
  { "r16", 2, 2, np_sim_read_16, NULL, 0 },
  { "r32", 2, 2, np_sim_read_32, NULL, 0 },
  { "s|start|g|go", 0, 1, np_sim_start, NULL, NP_BENCH_STEP_RESET },
  { "rst", 0, 0, np_sim_software_reset, NULL, NP_BENCH_STEP_RESET },
  { "hardRst", 0, 0, np_sim_hardware_reset, NULL, NP_BENCH_STEP_RESET },
  { "run", 0, 0, np_sim_run, NULL, NP_BENCH_STEP_RESET },
  { "halt", 0, 0, np_sim_halt, NULL, NP_BENCH_STEP_RESET },
  { "ob|optionbytes", 1, ANY_NUMBER, np_sim_option_bytes, NULL, NP_BENCH_STEP_WRITE },
  { "rdu|readunprotect", 0, 0, np_sim_read_unprotect, NULL, NP_BENCH_STEP_WRITE },
  { "lockRDP2", 2, 2, np_sim_lock_rdp2, NULL, NP_BENCH_STEP_WRITE },
  { "unlockRDP2", 2, 2, np_sim_unlock_rdp2, set_unlocks, NP_BENCH_STEP_WRITE },
  { "startfus", 0, 0, np_sim_fus_start, NULL, NP_BENCH_STEP_WRITE | NP_BENCH_STEP_COPROCESSOR },
  { "fusgetstate", 0, 0, np_sim_fus_get_state, NULL, 0 },
  { "fwupgrade", 2, 5, np_sim_fus_upgrade, NULL, NP_BENCH_STEP_WRITE | NP_BENCH_STEP_COPROCESSOR },
  { "fwdelete", 0, 0, np_sim_fus_delete, NULL, NP_BENCH_STEP_WRITE | NP_BENCH_STEP_COPROCESSOR },
  { "startwirelessstack", 0, 0, np_sim_start_wireless_stack, NULL, NP_BENCH_STEP_WRITE | NP_BENCH_STEP_COPROCESSOR },
  { NULL },
};

static gboolean
show_help (NpSimTool *tool, const NpSimAction *action)
{
  np_sim_print (&tool->output, "Usage :\nSTM32_Programmer_CLI.exe [command_1] [Arguments_1][[command_2] [Arguments_2]...]\n\n");
  for (const NpSimOption *option = options; option->names != NULL; option++)
    {
      g_auto(GStrv) names = g_strsplit (option->names, "|", -1);

      np_sim_print (&tool->output, "-%s%s%s\n", names[0], names[1] != NULL ? ", --" : "", names[1] != NULL ? names[1] : "");
    }
  return TRUE;
}

static gboolean
needs_connection (const NpSimOption *option)
{
  return option->run != np_sim_connect && option->run != np_sim_list && option->run != show_version && option->run != show_help;
}

static guint
collect_steps (GPtrArray *actions)
{
  guint steps = 0;

  for (guint i = 0; i < actions->len; i++)
    {
      const NpSimAction *action = actions->pdata[i];

      if (action->option->run != np_sim_option_bytes || !np_sim_option_bytes_only_shows (action))
        steps |= action->option->steps;
      if (action->option->run == np_sim_option_bytes && np_sim_option_bytes_locks (action))
        steps |= NP_BENCH_STEP_LOCK;
    }
  if (g_getenv ("NAMEPLATE_SIM_SCRIPT") != NULL)
    steps |= NP_BENCH_STEP_SCRIPT;
  if ((steps & NP_BENCH_STEP_CONNECT) && !(steps & (NP_BENCH_STEP_WRITE | NP_BENCH_STEP_READ | NP_BENCH_STEP_RESET)))
    steps |= NP_BENCH_STEP_IDENTIFY;
  return steps;
}

/* Settings hold wherever they stand. A verification is of what was written just before. */
static void
carry_out (NpSimTool *tool, GPtrArray *actions)
{
  tool->call_steps = collect_steps (actions);
  for (guint i = 0; i < actions->len; i++)
    {
      const NpSimAction *action = actions->pdata[i];

      if (action->option->set != NULL && !action->option->set (tool, action))
        return;
    }
  for (guint i = 0; i < actions->len; i++)
    {
      const NpSimAction *action = actions->pdata[i];

      if (action->option->run == NULL)
        continue;
      if (needs_connection (action->option) && tool->device == NULL)
        {
          np_sim_print_error (&tool->output, "No connection: -c must come first");
          tool->status = EXIT_FAILURE;
          return;
        }
      if (action->option->run != np_sim_verify)
        g_clear_pointer (&tool->segments, g_ptr_array_unref);
      if (!action->option->run (tool, action))
        return;
    }
}

static void
parse_and_carry_out (NpSimTool *tool, int argc, char **argv)
{
  g_autoptr(GPtrArray) words = np_sim_grammar_split (argc, argv);
  const char *first = words->len > 0 ? words->pdata[0] : "-h";
  g_autofree char *problem = NULL;
  g_autoptr(GPtrArray) actions = NULL;

  if (words->len == 0)
    g_ptr_array_add (words, g_strdup (first));
  /* Only as the first word does it keep the title away too. */
  tool->output.quiet = g_ascii_strcasecmp (first, "-q") == 0 || g_ascii_strcasecmp (first, "--quietMode") == 0;
  np_sim_print_title (&tool->output);
  actions = np_sim_grammar_parse (words, options, &problem);
  if (actions != NULL)
    {
      carry_out (tool, actions);
      return;
    }
  np_sim_print_error (&tool->output, "%s", problem);
  tool->status = EXIT_FAILURE;
}

int
main (int argc, char **argv)
{
  const char *folder = g_getenv ("NAMEPLATE_SIM_BENCH");
  g_autofree char *file = folder != NULL ? g_build_filename (folder, "bench.json", NULL) : NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonObject) bench = NULL;
  NpSimTool tool = { .status = EXIT_SUCCESS, .link_factor = 1.0 };

  setlocale (LC_NUMERIC, ""); /* as ST's tool: in some languages a board has 3,27 V */
  if (file == NULL)
    {
      g_printerr ("nameplate-sim-programmer: start it through a simulated bench's bin/STM32_Programmer_CLI\n");
      return EXIT_FAILURE;
    }
  bench = np_bench_file_load (file, &error);
  if (bench == NULL)
    {
      g_printerr ("nameplate-sim-programmer: %s\n", error->message);
      return EXIT_FAILURE;
    }
  tool.folder = g_strdup (folder);
  tool.output.minor = np_sim_style_parse_version (np_bench_file_get_string (bench, "toolVersion", ""));
  tool.output.windows = g_strcmp0 (np_bench_file_get_string (bench, "toolSystem", NULL), "windows") == 0;
  np_sim_clock_init (&tool.clock, np_sim_clock_find_speed (np_bench_file_get_double (bench, "speed", 1.0)));
  tool.devices = np_sim_device_load_all (folder);

  parse_and_carry_out (&tool, argc, argv);

  g_clear_pointer (&tool.segments, g_ptr_array_unref);
  g_ptr_array_unref (tool.devices);
  g_clear_pointer (&tool.output.log, fclose);
  g_free (tool.folder);
  return tool.status;
}
