/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <signal.h>
#include <unistd.h>

#include "np-sim-fault.h"
#include "np-sim-strike.h"

/* How long the tool goes on trying when the probe has gone. */
#define USB_TIMEOUT 5.0

static const NpBenchFault strikes[] = {
  NP_BENCH_FAULT_EXIT_1, NP_BENCH_FAULT_ERROR_EXIT_0, NP_BENCH_FAULT_HANG,       NP_BENCH_FAULT_STUCK,
  NP_BENCH_FAULT_KILLED, NP_BENCH_FAULT_UNPLUGGED,    NP_BENCH_FAULT_POWER_LOST,
};

NpBenchFault
np_sim_strike_take (NpSimDevice *device, guint steps)
{
  for (guint i = 0; i < G_N_ELEMENTS (strikes); i++)
    if (np_sim_fault_take (device, strikes[i], steps))
      return strikes[i];
  return NP_BENCH_FAULT_NONE;
}

static void
tell_error (NpSimTool *tool, guint steps)
{
  if (steps & NP_BENCH_STEP_WRITE)
    {
      np_sim_print_error (&tool->output, "failed to download Segment[0]");
      np_sim_print_error (&tool->output, "failed to download the File");
    }
  else if (steps & NP_BENCH_STEP_VERIFY)
    np_sim_print_error (&tool->output, "Download verification failed");
  else if (steps & NP_BENCH_STEP_LIST)
    np_sim_print (&tool->output, "ST-LINK error (DEV_USB_COMM_ERR)\n");
  else
    np_sim_print_error (&tool->output, "ST-LINK error (DEV_TARGET_CMD_ERR)");
}

G_NORETURN static void
wait_for_ever (void)
{
  for (;;)
    pause ();
}

static gboolean
unplug (NpSimTool *tool, NpSimDevice *device)
{
  np_sim_device_unplug (device);
  np_sim_clock_wait (&tool->clock, USB_TIMEOUT);
  np_sim_print (&tool->output, "ST-LINK error (DEV_USB_COMM_ERR)\n");
  return np_sim_tool_fail (tool);
}

static gboolean
lose_power (NpSimTool *tool, NpSimDevice *device)
{
  np_sim_device_power_off (device);
  np_sim_print_error (&tool->output, "ST-LINK error (DEV_TARGET_CMD_ERR)");
  return np_sim_tool_fail (tool);
}

gboolean
np_sim_strike (NpSimTool *tool, NpSimDevice *device, NpBenchFault fault, guint steps)
{
  if (fault == NP_BENCH_FAULT_EXIT_1)
    {
      tell_error (tool, steps);
      return np_sim_tool_fail (tool);
    }
  if (fault == NP_BENCH_FAULT_ERROR_EXIT_0)
    {
      tell_error (tool, steps);
      tool->pretend = TRUE;
    }
  if (fault == NP_BENCH_FAULT_STUCK)
    signal (SIGTERM, SIG_IGN);
  if (fault == NP_BENCH_FAULT_HANG || fault == NP_BENCH_FAULT_STUCK)
    wait_for_ever ();
  if (fault == NP_BENCH_FAULT_KILLED)
    raise (SIGKILL);
  if (fault == NP_BENCH_FAULT_UNPLUGGED)
    return unplug (tool, device);
  if (fault == NP_BENCH_FAULT_POWER_LOST)
    return lose_power (tool, device);
  return TRUE;
}
