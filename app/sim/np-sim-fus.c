/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench/np-bench-file.h"
#include "np-sim-fault.h"
#include "np-sim-operations.h"

/* The service for upgrading the radio coprocessor of an STM32WB (FUS), over SWD: for that the tool loads a small operator program
 * into the first two pages, which replaces what lay there. */

#define OPERATOR_NAME "0x495_FUS_Operator.bin"
#define OPERATOR_SIZE 8192
#define OPERATOR_FILL 0xF5

#define COMMAND_SECONDS 0.5
#define RECONNECT_SECONDS 1.0

static const struct
{
  const char *name;
  guint32 value;
} service_options[] = {
  { "nSWboot0", 0 },
  { "nboot0", 1 },
  { "nboot1", 1 },
};

static gboolean
has_coprocessor (NpSimTool *tool, const char *command)
{
  if (np_bench_file_get_object (tool->device->board, "coprocessor") != NULL)
    return TRUE;
  np_sim_print_error (&tool->output, "%s command is not supported for such device", command);
  return np_sim_tool_fail (tool);
}

typedef struct
{
  const char *running;
  const char *stack_version; /* (nullable): as it was */
} CoprocessorState;

static gboolean
put_state (JsonObject *board, gpointer user_data, GError **error)
{
  const CoprocessorState *state = user_data;
  JsonObject *coprocessor = np_bench_file_get_object (board, "coprocessor");

  json_object_set_string_member (coprocessor, "running", state->running);
  if (state->stack_version != NULL)
    json_object_set_string_member (coprocessor, "stackVersion", state->stack_version);
  return TRUE;
}

static gboolean
store_state (NpSimTool *tool, const char *running, const char *stack_version)
{
  CoprocessorState state = { running, stack_version };
  g_autoptr(GError) error = NULL;

  if (tool->pretend)
    return TRUE;
  put_state (tool->device->board, &state, NULL);
  if (np_bench_file_edit (tool->device->file, put_state, &state, &error))
    return TRUE;
  np_sim_print_error (&tool->output, "%s", error->message);
  return np_sim_tool_fail (tool);
}

static gboolean
fail_service (NpSimTool *tool)
{
  np_sim_print_error (&tool->output, "FUS_STATE_ERR_UNKNOWN: Unknown error");
  return np_sim_tool_fail (tool);
}

gboolean
np_sim_fus_start (NpSimTool *tool, const NpSimAction *action)
{
  if (!has_coprocessor (tool, "startfus"))
    return FALSE;
  if (np_sim_fault_take (tool->device, NP_BENCH_FAULT_FUS_ERROR, NP_BENCH_STEP_COPROCESSOR))
    return fail_service (tool);
  if (!np_sim_tool_work_step (tool, NP_BENCH_STEP_WRITE | NP_BENCH_STEP_COPROCESSOR, COMMAND_SECONDS)
      || !store_state (tool, "fus", NULL))
    return FALSE;
  np_sim_print (&tool->output, "\n\nFUS_STATE_IDLE\nstartfus command execution finished\n");
  return TRUE;
}

gboolean
np_sim_fus_get_state (NpSimTool *tool, const NpSimAction *action)
{
  const char *running;

  if (!has_coprocessor (tool, "fusgetstate"))
    return FALSE;
  running = np_bench_file_get_string (np_bench_file_get_object (tool->device->board, "coprocessor"), "running", "");
  np_sim_print (&tool->output, "\n\n%s\nfusgetstate command execution finished\n",
                g_strcmp0 (running, "fus") == 0 ? "FUS_STATE_IDLE" : "FUS_STATE_NOT_RUNNING");
  return TRUE;
}

static gboolean
load_operator (NpSimTool *tool)
{
  g_autoptr(GByteArray) data = g_byte_array_new ();
  g_autoptr(GPtrArray) segments = g_ptr_array_new ();
  NpSimSegment segment = { ((NpBenchMemory *) tool->device->memories->pdata[0])->start, data };

  g_byte_array_set_size (data, OPERATOR_SIZE);
  memset (data->data, OPERATOR_FILL, OPERATOR_SIZE);
  g_ptr_array_add (segments, &segment);
  if (!np_sim_program (tool, segments, OPERATOR_NAME))
    return FALSE;
  np_sim_print (&tool->output, "\nApplication is running, Please Hold on...\nReconnecting...\n");
  np_sim_tool_work (tool, RECONNECT_SECONDS);
  np_sim_print (&tool->output, "Reconnected !\n");
  return TRUE;
}

/* Deletes the wireless stack that is there. */
static gboolean
delete_stack (NpSimTool *tool)
{
  JsonObject *coprocessor = np_bench_file_get_object (tool->device->board, "coprocessor");

  np_sim_print (&tool->output, "\n\nOld wireless stack delete ...\n");
  for (guint i = 0; i < G_N_ELEMENTS (service_options); i++)
    if (!np_sim_option_bytes_set (tool, service_options[i].name, service_options[i].value))
      return FALSE;
  np_sim_print (&tool->output, "Succeeded to set nSWboot0=0 nboot1=1 nboot0=1 \n");
  if (!load_operator (tool))
    return FALSE;
  if (np_bench_file_get_address (coprocessor, "stackVersion") == 0)
    np_sim_print_warning (&tool->output, "FUS_STATE_IMG_NOT_FOUND, Flash already empty !");
  if (!store_state (tool, "fus", "0x00000000"))
    return FALSE;
  np_sim_print (&tool->output, "Firmware delete Success\n");
  return TRUE;
}

gboolean
np_sim_fus_delete (NpSimTool *tool, const NpSimAction *action)
{
  return has_coprocessor (tool, "fwdelete") && delete_stack (tool);
}

/* The service takes the image out of user flash as it installs it. */
static gboolean
install_image (NpSimTool *tool, GPtrArray *segments)
{
  NpSimSegment *segment = segments->pdata[0];
  NpBenchMemory *memory = np_bench_memory_find (tool->device->memories, &segment->address, segment->data->len);
  g_autoptr(GError) error = NULL;

  if (!np_sim_tool_work_step (tool, NP_BENCH_STEP_WRITE | NP_BENCH_STEP_COPROCESSOR, RECONNECT_SECONDS))
    return FALSE;
  if (np_sim_fault_take (tool->device, NP_BENCH_FAULT_NOT_AUTHENTIC, NP_BENCH_STEP_COPROCESSOR))
    {
      np_sim_print (&tool->output, "\nFUS status is FUS_IMAGE_NOT_AUTHENTIC\n");
      np_sim_print_error (&tool->output, "Firmware not authentic!");
      return np_sim_tool_fail (tool);
    }
  if (!tool->pretend && !np_bench_memory_erase (memory, segment->address, segment->data->len, &error))
    {
      np_sim_print_error (&tool->output, "%s", error->message);
      return np_sim_tool_fail (tool);
    }
  return store_state (tool, "stack", "0x01110000");
}

gboolean
np_sim_fus_upgrade (NpSimTool *tool, const NpSimAction *action)
{
  const char *path = np_sim_action_get (action, 0);
  const char *address = np_sim_action_get (action, 1);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *problem = NULL;
  g_autoptr(GPtrArray) segments = NULL;
  guint32 start;

  if (!has_coprocessor (tool, "fwupgrade"))
    return FALSE;
  segments = np_sim_file_load (path, address, &problem);
  if (segments == NULL || np_sim_file_get_size (segments) == 0 || !np_sim_parse_address (address, &start))
    {
      np_sim_print_error (&tool->output, "%s", problem != NULL ? problem : "File is empty");
      return np_sim_tool_fail (tool);
    }
  if (!delete_stack (tool))
    return FALSE;
  np_sim_print (&tool->output, "Download firmware image at address 0x%X ...\n", start);
  if (!np_sim_program (tool, segments, name) || !install_image (tool, segments))
    return FALSE;
  np_sim_print (&tool->output, "\n\nFirmware Upgrade Success\n");
  tool->segments = g_ptr_array_new (); /* written: -v may follow */
  return TRUE;
}

gboolean
np_sim_start_wireless_stack (NpSimTool *tool, const NpSimAction *action)
{
  if (!has_coprocessor (tool, "startwirelessstack") || !np_sim_tool_work_step (tool, NP_BENCH_STEP_WRITE | NP_BENCH_STEP_COPROCESSOR, COMMAND_SECONDS)
      || !store_state (tool, "stack", NULL))
    return FALSE;
  np_sim_print (&tool->output, "\n\nFusStartWS activated successfully\nstartwirelessStack command execution finished\n");
  return TRUE;
}
