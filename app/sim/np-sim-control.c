/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench/np-bench-control.h"
#include "np-sim-operations.h"

#define RESET_SECONDS 0.05

/* The board is told only when nothing went wrong before; a bench that nobody keeps powered has nobody to be told. */
static gboolean
tell_board (NpSimTool *tool, const char *command)
{
  if (!np_sim_tool_work_step (tool, NP_BENCH_STEP_RESET, RESET_SECONDS))
    return FALSE;
  if (!tool->pretend)
    np_bench_control_send (tool->device->folder, command);
  return TRUE;
}

gboolean
np_sim_software_reset (NpSimTool *tool, const NpSimAction *action)
{
  np_sim_print (&tool->output, "\n\nMCU Reset\n\n");
  if (!tell_board (tool, NP_BENCH_CONTROL_RESET))
    return FALSE;
  np_sim_print (&tool->output, "Software reset is performed\n");
  return TRUE;
}

gboolean
np_sim_hardware_reset (NpSimTool *tool, const NpSimAction *action)
{
  if (!tell_board (tool, NP_BENCH_CONTROL_RESET))
    return FALSE;
  np_sim_print (&tool->output, "\n\nHard reset is performed\n");
  return TRUE;
}

gboolean
np_sim_run (NpSimTool *tool, const NpSimAction *action)
{
  if (!tell_board (tool, NP_BENCH_CONTROL_RUN))
    return FALSE;
  np_sim_print (&tool->output, "\n\nCore run\n");
  return TRUE;
}

gboolean
np_sim_halt (NpSimTool *tool, const NpSimAction *action)
{
  if (!tell_board (tool, NP_BENCH_CONTROL_HALT))
    return FALSE;
  np_sim_print (&tool->output, "\n\nCore halted\n");
  return TRUE;
}

gboolean
np_sim_start (NpSimTool *tool, const NpSimAction *action)
{
  const char *text = np_sim_action_get (action, 0);
  const NpBenchMemory *flash = tool->device->memories->pdata[0];
  guint32 address = flash->start;

  if (text != NULL && !np_sim_parse_address (text, &address))
    {
      np_sim_print_error (&tool->output, "Wrong address: %s", text);
      return np_sim_tool_fail (tool);
    }
  np_sim_print (&tool->output, "\n\nRUNNING Program ... \n  Address:      : 0x%X\nApplication is running, Please Hold on...\n",
                address);
  if (!tell_board (tool, NP_BENCH_CONTROL_RESET))
    return FALSE;
  np_sim_print (&tool->output, "Start operation achieved successfully\n");
  return TRUE;
}
