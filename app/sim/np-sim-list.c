/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench/np-bench-control.h"
#include "bench/np-bench-file.h"
#include "np-sim-fault.h"
#include "np-sim-operations.h"
#include "np-sim-strike.h"

/* How long asking the probes takes. */
#define LIST_SECONDS 0.1

static void
list_dfu (NpSimTool *tool)
{
  np_sim_print (&tool->output, "=====  DFU Interface   =====\n\nNo STM32 device in DFU mode connected\n\n");
}

static void
list_j_link (NpSimTool *tool)
{
  if (np_sim_style_has (tool->output.minor, NP_SIM_STYLE_J_LINK))
    np_sim_print (&tool->output, "===== J-Link Interface =====\nNo J-Link/flasher probe detected.\n");
}

static void
print_probe (NpSimTool *tool, const NpSimDevice *device, guint number, gboolean busy, gboolean touches_target)
{
  JsonObject *probe = np_sim_device_get_probe (device);
  guint access_port = touches_target ? np_bench_file_get_double (probe, "accessPort", 0) : 0;

  np_sim_print (&tool->output, "ST-Link Probe %u :\n", number);
  np_sim_print (&tool->output, "   ST-LINK SN  : %s\n", device->serial);
  np_sim_print (&tool->output, "   ST-LINK FW  : %s\n", busy ? "" : np_bench_file_get_string (probe, "firmware", ""));
  if (np_sim_style_has (tool->output.minor, NP_SIM_STYLE_NAMED_PORTS))
    {
      np_sim_print (&tool->output, "   Access Port Number  : %u\n", access_port);
      np_sim_print (&tool->output, "   Board Name  : %s\n", busy ? "" : np_bench_file_get_string (probe, "boardName", "--"));
    }
  np_sim_print (&tool->output, "-----------------------------------------------\n\n");
}

static void
list_probes (NpSimTool *tool, gboolean touches_target)
{
  g_autofree gboolean *busy = g_new0 (gboolean, tool->devices->len + 1);

  np_sim_print (&tool->output, "===== STLink Interface =====\n");
  if (tool->devices->len == 0)
    {
      np_sim_print (&tool->output, "%sNo ST-Link detected!\n\n", touches_target ? "Error: " : "");
      return;
    }
  for (guint i = 0; i < tool->devices->len; i++)
    {
      NpSimDevice *device = tool->devices->pdata[i];

      busy[i] = np_sim_fault_take (device, NP_BENCH_FAULT_PROBE_BUSY, NP_BENCH_STEP_LIST) || np_sim_device_is_locked (device);
      if (busy[i])
        np_sim_print (&tool->output, "ST-LINK error (DEV_CONNECT_ERR)\n");
    }
  np_sim_print (&tool->output, "\n-------- Connected ST-LINK Probes List --------\n\n");
  for (guint i = 0; i < tool->devices->len; i++)
    print_probe (tool, tool->devices->pdata[i], i, busy[i], touches_target);
}

/* Returns: (nullable): where the board's port is; the link itself, which stays when the pty is another */
static char *
find_port (const NpSimDevice *device)
{
  g_autofree char *link = g_build_filename (device->folder, "uart", NULL);

  return g_file_test (link, G_FILE_TEST_IS_SYMLINK) && np_bench_control_has_board (device->folder) ? g_steal_pointer (&link) : NULL;
}

static void
print_port (NpSimTool *tool, const NpSimDevice *device, const char *location)
{
  JsonObject *port = np_bench_file_get_object (device->board, "port");
  g_autofree char *name = g_strdup_printf ("ttySIM%u", device->number);

  np_sim_print (&tool->output, "\n");
  if (np_sim_style_has (tool->output.minor, NP_SIM_STYLE_NAMED_PORTS))
    {
      JsonObject *probe = np_sim_device_get_probe (device);

      np_sim_print (&tool->output, "Board Name  : %s\n", np_bench_file_get_string (probe, "boardName", "--"));
      np_sim_print (&tool->output, "ST-LINK SN: %s\n", device->serial);
    }
  np_sim_print (&tool->output, "Port: %s\n", np_bench_file_get_string (port, "name", name));
  np_sim_print (&tool->output, "Location: %s\n", np_bench_file_get_string (port, "location", location));
  np_sim_print (&tool->output, "Description: %s\n", np_bench_file_get_string (port, "description", "STM32 STLink"));
  np_sim_print (&tool->output, "Manufacturer: STMicroelectronics\n");
}

static void
list_ports (NpSimTool *tool)
{
  g_autoptr(GPtrArray) locations = g_ptr_array_new_with_free_func (g_free);
  guint count = 0;

  for (guint i = 0; i < tool->devices->len; i++)
    {
      char *location = find_port (tool->devices->pdata[i]);

      g_ptr_array_add (locations, location);
      if (location != NULL)
        count++;
    }
  np_sim_print (&tool->output, "=====  UART Interface  =====\n\nTotal number of serial ports available: %u\n", count);
  for (guint i = 0; i < tool->devices->len; i++)
    if (locations->pdata[i] != NULL)
      print_port (tool, tool->devices->pdata[i], locations->pdata[i]);
}

gboolean
np_sim_list (NpSimTool *tool, const NpSimAction *action)
{
  const char *kind = np_sim_action_get (action, 0);

  np_sim_clock_wait (&tool->clock, LIST_SECONDS);
  for (guint i = 0; i < tool->devices->len; i++)
    {
      NpSimDevice *device = tool->devices->pdata[i];
      NpBenchFault fault = np_sim_strike_take (device, NP_BENCH_STEP_LIST);

      if (!np_sim_strike (tool, device, fault, NP_BENCH_STEP_LIST))
        return FALSE;
    }
  if (kind == NULL || g_ascii_strcasecmp (kind, "usb") == 0)
    list_dfu (tool);
  if (kind == NULL)
    list_j_link (tool);
  if (kind == NULL || g_ascii_strncasecmp (kind, "st-link", 7) == 0 || g_ascii_strcasecmp (kind, "shared") == 0)
    list_probes (tool, kind == NULL || g_ascii_strcasecmp (kind, "st-link-only") != 0);
  if (kind == NULL || g_ascii_strcasecmp (kind, "uart") == 0)
    list_ports (tool);
  return TRUE;
}
