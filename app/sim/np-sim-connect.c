/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench/np-bench-control.h"
#include "bench/np-bench-file.h"
#include "np-sim-fault.h"
#include "np-sim-operations.h"

#define CONNECT_SECONDS 0.4
#define SLOW_FACTOR 10.0
#define RDP_LEVEL_2 "0xCC"

static const struct
{
  const char *argument;
  const char *mode;
  const char *reset;
  gboolean disturbs; /* stops the firmware */
} modes[] = {
  { "NORMAL", "Normal", "Software reset", TRUE },
  { "UR", "Under Reset", "Hardware reset", TRUE },
  { "HOTPLUG", "Hot Plug", "Software reset", FALSE },
  { "POWERDOWN", "Power Down", "Hardware reset", TRUE },
  { "HWRSTPULSE", "HW Reset Pulse", "Hardware reset", TRUE },
};

static const struct
{
  const char *argument;
  const char *reset;
} resets[] = {
  { "SWrst", "Software reset" },
  { "HWrst", "Hardware reset" },
  { "Crst", "Core reset" },
};

static NpSimDevice *
choose_device (NpSimTool *tool, const NpSimAction *action)
{
  const char *serial = np_sim_action_get_value (action, "sn");

  if (tool->devices->len == 0)
    {
      np_sim_print_error (&tool->output, "No debug probe detected.");
      return NULL;
    }
  if (serial == NULL)
    return tool->devices->pdata[0];
  for (guint i = 0; i < tool->devices->len; i++)
    {
      NpSimDevice *device = tool->devices->pdata[i];

      if (g_ascii_strcasecmp (device->serial, serial) == 0)
        return device;
    }
  np_sim_print_error (&tool->output, "Serial number not found");
  return NULL;
}

static gboolean
take_probe (NpSimTool *tool, NpSimDevice *device, guint steps)
{
  if (!np_sim_fault_take (device, NP_BENCH_FAULT_PROBE_BUSY, steps) && np_sim_device_lock (device))
    return TRUE;
  np_sim_print (&tool->output, "ST-LINK error (DEV_CONNECT_ERR)\n");
  return FALSE;
}

static void
print_probe (NpSimTool *tool, const NpSimDevice *device, gboolean powered)
{
  JsonObject *probe = np_sim_device_get_probe (device);
  double voltage = powered ? np_bench_file_get_double (np_sim_device_get_target (device), "voltage", 3.3) : 0;

  np_sim_print (&tool->output, "ST-LINK SN  : %s\n", device->serial);
  np_sim_print (&tool->output, "ST-LINK FW  : %s\n", np_bench_file_get_string (probe, "firmware", ""));
  if (np_sim_style_has (tool->output.minor, NP_SIM_STYLE_BOARD_LINE))
    np_sim_print (&tool->output, "Board       : %s\n", np_bench_file_get_string (probe, "boardName", "--"));
  np_sim_print (&tool->output, "Voltage     : %.2fV\n", voltage);
}

static void
print_target (NpSimTool *tool, JsonObject *target)
{
  NpSimOutput *output = &tool->output;
  gboolean nvm = np_sim_style_has (output->minor, NP_SIM_STYLE_NVM_SIZE);

  np_sim_print (output, "Device ID   : %s\n", np_bench_file_get_string (target, "deviceId", ""));
  if (np_sim_style_has (output->minor, NP_SIM_STYLE_BOARD_LINE))
    np_sim_print (output, "Revision ID : %s\n", np_bench_file_get_string (target, "revision", "--"));
  np_sim_print (output, "Device name : %s\n", np_bench_file_get_string (target, "name", ""));
  np_sim_print (output, "%s  : %s\n", nvm ? "NVM size  " : "Flash size", np_bench_file_get_string (target, "flashSize", ""));
  np_sim_print (output, "Device type : MCU\n");
  np_sim_print (output, "Device CPU  : %s\n", np_bench_file_get_string (target, "cpu", ""));
  if (np_sim_style_has (output->minor, NP_SIM_STYLE_BOOTLOADER_LINE))
    np_sim_print (output, "BL Version  : %s\n\n", np_bench_file_get_string (target, "bootloader", "--"));
}

/* What a probe finds that was plugged into another kind of board. */
static JsonObject *
make_wrong_target (void)
{
  static const char *const members[][2] = {
    { "deviceId", "0x421" }, { "revision", "Rev A" },  { "name", "STM32F446xx" },
    { "cpu", "Cortex-M4" },  { "bootloader", "0x90" }, { "flashSize", "512 KBytes" },
  };
  JsonObject *target = json_object_new ();

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    json_object_set_string_member (target, members[i][0], members[i][1]);
  return target;
}

static gboolean
fail_without_target (NpSimTool *tool)
{
  np_sim_print_error (&tool->output, "Unable to get core ID");
  np_sim_print_error (&tool->output,
                      "No STM32 target found! If your product embeds Debug Authentication, please perform a discovery "
                      "using Debug Authentication");
  return np_sim_tool_fail (tool);
}

static gboolean
check_loader (NpSimTool *tool)
{
  g_autofree char *beside = NULL;

  if (tool->loader == NULL || g_file_test (tool->loader, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  beside = g_build_filename (tool->folder, "bin", "ExternalLoader", tool->loader, NULL);
  if (g_file_test (beside, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  np_sim_print_error (&tool->output, "flash loader cannot be loaded. FlashLoaderPath = %s", tool->loader);
  return np_sim_tool_fail (tool);
}

/* Connect mode and reset mode, as asked for and told. */
static guint
print_mode (NpSimTool *tool, const NpSimAction *action)
{
  const char *mode = np_sim_action_get_value (action, "mode");
  const char *reset = np_sim_action_get_value (action, "reset");
  const char *frequency = np_sim_action_get_value (action, "freq");
  guint swd = np_bench_file_get_double (np_sim_device_get_probe (tool->device), "swdFrequency", 4000);
  guint chosen = 0;
  const char *reset_name;

  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    if (mode != NULL && g_ascii_strcasecmp (modes[i].argument, mode) == 0)
      chosen = i;
  reset_name = modes[chosen].reset;
  for (guint i = 0; i < G_N_ELEMENTS (resets); i++)
    if (reset != NULL && g_ascii_strcasecmp (resets[i].argument, reset) == 0)
      reset_name = resets[i].reset;
  if (frequency != NULL)
    np_sim_parse_number (frequency, &swd);
  np_sim_print (&tool->output, "SWD freq    : %u KHz\n", swd);
  np_sim_print (&tool->output, "Connect mode: %s\n", modes[chosen].mode);
  np_sim_print (&tool->output, "Reset mode  : %s\n", reset_name);
  return chosen;
}

static gboolean
has_target (NpSimTool *tool, guint steps)
{
  NpSimDevice *device = tool->device;

  return !np_sim_fault_take (device, NP_BENCH_FAULT_NO_TARGET, steps) && np_bench_file_get_boolean (device->board, "powered", TRUE)
         && device->memories->len > 0;
}

/* The scripts on a simulated bench call the programmer with the path of a file in NAMEPLATE_SIM_SCRIPT, where they look for what they
 * are to do wrong. */
static void
tell_script (NpSimDevice *device)
{
  static const struct
  {
    NpBenchFault fault;
    const char *word;
  } faults[] = {
    { NP_BENCH_FAULT_ASKS, "asks" },
    { NP_BENCH_FAULT_ENDLESS, "endless" },
    { NP_BENCH_FAULT_NO_CLOSING_LINE, "no-closing-line" },
  };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    if (np_sim_fault_take (device, faults[i].fault, NP_BENCH_STEP_SCRIPT)
        && !g_file_set_contents (g_getenv ("NAMEPLATE_SIM_SCRIPT"), faults[i].word, -1, &error))
      g_printerr ("%s\n", error->message);
  if (np_sim_fault_take (device, NP_BENCH_FAULT_NEEDS_POWER, NP_BENCH_STEP_SCRIPT))
    np_sim_device_wait_for_power (device);
}

/* The chip needs its power anew. After a script it does only when the script has ended. */
static gboolean
is_out_of_reach (const NpSimDevice *device, guint steps)
{
  return !(steps & NP_BENCH_STEP_SCRIPT) && np_bench_file_get_boolean (device->board, NP_BENCH_WAITS_FOR_POWER, FALSE);
}

gboolean
np_sim_connect (NpSimTool *tool, const NpSimAction *action)
{
  guint steps = tool->call_steps | NP_BENCH_STEP_ANY;
  guint own_steps = steps & (NP_BENCH_STEP_CONNECT | NP_BENCH_STEP_IDENTIFY | NP_BENCH_STEP_ANY | NP_BENCH_STEP_SCRIPT);
  const char *port = np_sim_action_get_value (action, "port");
  NpSimDevice *device;
  g_autoptr(JsonObject) wrong = NULL;
  gboolean powered;
  guint mode;

  if (port == NULL || (g_ascii_strcasecmp (port, "SWD") != 0 && g_ascii_strcasecmp (port, "JTAG") != 0))
    {
      np_sim_print_error (&tool->output, "Wrong port, this bench has SWD only: %s", port != NULL ? port : "none given");
      return np_sim_tool_fail (tool);
    }
  device = choose_device (tool, action);
  if (device == NULL || !take_probe (tool, device, steps))
    return np_sim_tool_fail (tool);
  tool->device = device;
  if (steps & NP_BENCH_STEP_SCRIPT)
    tell_script (device);
  if (np_sim_fault_take (device, NP_BENCH_FAULT_SLOW_LINK, steps))
    tool->link_factor = SLOW_FACTOR;
  if (!np_sim_tool_work_step (tool, own_steps, np_sim_device_get_latency (device, "connect", CONNECT_SECONDS)))
    return FALSE;
  if (tool->pretend)
    return FALSE; /* nothing more is said of it */
  powered = np_bench_file_get_boolean (device->board, "powered", TRUE);
  print_probe (tool, device, powered);
  if (!has_target (tool, steps) || is_out_of_reach (device, steps)
      || (g_strcmp0 (np_sim_device_get_option_byte (device, "RDP"), RDP_LEVEL_2) == 0 && !tool->unlocks))
    return fail_without_target (tool);
  if (np_sim_fault_take (device, NP_BENCH_FAULT_RDP_ON, steps))
    device->protected = TRUE;
  if (np_sim_fault_take (device, NP_BENCH_FAULT_WRONG_CHIP, steps))
    wrong = make_wrong_target ();
  mode = print_mode (tool, action);
  print_target (tool, wrong != NULL ? wrong : np_sim_device_get_target (device));
  if (modes[mode].disturbs)
    np_bench_control_send (device->folder, NP_BENCH_CONTROL_HALT);
  return check_loader (tool);
}
