/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "bench/np-bench-file.h"
#include "np-sim-fault.h"
#include "np-sim-operations.h"

#define READ_RATE (80.0 * 1024)
#define ROW_SIZE 16u
#define UNIQUE_ID_SIZE 12u

/* What the coprocessor's firmware upgrade service leaves in shared memory. */
#define COPROCESSOR_WORDS 13u

static guint32
hex_word (JsonObject *object, const char *name)
{
  return np_bench_file_get_address (object, name);
}

static gboolean
copy_range (guint32 start, const guint8 *bytes, guint32 length, guint32 address, guint8 *buffer, guint32 size)
{
  if (start == 0 || address < start || (guint64) address + size > (guint64) start + length)
    return FALSE;
  memcpy (buffer, bytes + (address - start), size);
  return TRUE;
}

static gboolean
read_unique_id (const NpSimDevice *device, guint32 address, guint8 *buffer, guint32 size)
{
  const char *text = np_bench_file_get_string (device->board, "uniqueId", "");
  guint8 bytes[UNIQUE_ID_SIZE] = { 0 };

  for (guint i = 0; i < UNIQUE_ID_SIZE && strlen (text) == 2 * UNIQUE_ID_SIZE; i++)
    bytes[i] = g_ascii_xdigit_value (text[2 * i]) << 4 | g_ascii_xdigit_value (text[2 * i + 1]);
  return copy_range (hex_word (device->board, "uniqueIdAddress"), bytes, sizeof bytes, address, buffer, size);
}

static gboolean
read_coprocessor (const NpSimDevice *device, guint32 address, guint8 *buffer, guint32 size)
{
  JsonObject *coprocessor = np_bench_file_get_object (device->board, "coprocessor");
  guint32 words[COPROCESSOR_WORDS] = { 0xA94656B9, 1, 0x01010000 };
  guint8 bytes[sizeof words];

  words[3] = hex_word (coprocessor, "fusVersion");
  words[4] = hex_word (coprocessor, "stackVersion");
  for (guint i = 0; i < COPROCESSOR_WORDS; i++)
    words[i] = GUINT32_TO_LE (words[i]);
  memcpy (bytes, words, sizeof bytes);
  return copy_range (hex_word (coprocessor, "informationAddress"), bytes, sizeof bytes, address, buffer, size);
}

static gboolean
read_flash (NpSimTool *tool, guint32 address, guint8 *buffer, guint32 size)
{
  NpBenchMemory *memory = np_bench_memory_find (tool->device->memories, &address, size);
  g_autofree char *loader = tool->loader != NULL ? g_path_get_basename (tool->loader) : NULL;

  if (memory == NULL || tool->device->protected)
    return FALSE;
  if (memory->loader != NULL && loader == NULL)
    return FALSE;
  if (memory->loader != NULL
      && (g_strcmp0 (memory->loader, loader) != 0
          || np_sim_fault_take (tool->device, NP_BENCH_FAULT_SILENT_LOADER, NP_BENCH_STEP_READ | NP_BENCH_STEP_ANY)))
    {
      memset (buffer, 0, size); /* a rejected loader: nobody says so */
      return TRUE;
    }
  return np_bench_memory_read (memory, address, buffer, size, NULL);
}

static gboolean
read_memory (NpSimTool *tool, guint32 address, guint8 *buffer, guint32 size)
{
  if (read_unique_id (tool->device, address, buffer, size) || read_coprocessor (tool->device, address, buffer, size)
      || read_flash (tool, address, buffer, size))
    return TRUE;
  np_sim_print_error (&tool->output, "failed to read the requested memory content");
  return np_sim_tool_fail (tool);
}

static gboolean
parse_range (NpSimTool *tool, const NpSimAction *action, guint32 *address, guint32 *size)
{
  if (np_sim_parse_address (np_sim_action_get (action, 0), address) && np_sim_parse_number (np_sim_action_get (action, 1), size)
      && *size > 0 && *size <= G_MAXINT32)
    return TRUE;
  np_sim_print_error (&tool->output, "Wrong address or size: %s %s", np_sim_action_get (action, 0), np_sim_action_get (action, 1));
  return np_sim_tool_fail (tool);
}

static gboolean
wait_for_data (NpSimTool *tool, guint32 size)
{
  double rate = np_sim_device_get_rate (tool->device, "verifyRate", READ_RATE);

  if (!np_sim_tool_work_step (tool, NP_BENCH_STEP_READ, size / rate))
    return FALSE;
  np_sim_print_bar (&tool->output, 100);
  return TRUE;
}

gboolean
np_sim_upload (NpSimTool *tool, const NpSimAction *action)
{
  const char *path = np_sim_action_get (action, 2);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree guint8 *bytes = NULL;
  g_autoptr(GError) error = NULL;
  guint32 address = 0, size = 0;

  if (!parse_range (tool, action, &address, &size))
    return FALSE;
  np_sim_print (&tool->output, "\n\nUPLOADING ...\n");
  np_sim_print (&tool->output, "  File          : %s\n", name);
  np_sim_print (&tool->output, "  Size          : %u Bytes\n", size);
  np_sim_print (&tool->output, "  Address:      : 0x%X\n%s", address, tool->output.quiet ? "" : "Read progress:\n");
  np_sim_clock_start (&tool->clock);
  bytes = g_malloc (size);
  if (!read_memory (tool, address, bytes, size) || !wait_for_data (tool, size))
    return FALSE;
  if (!tool->pretend && !g_file_set_contents (path, (const char *) bytes, size, &error))
    {
      np_sim_print_error (&tool->output, "%s", error->message);
      return np_sim_tool_fail (tool);
    }
  np_sim_print (&tool->output, "\nData read successfully\n");
  np_sim_print_elapsed (&tool->output, "Time elapsed during read operation is", np_sim_clock_get_elapsed (&tool->clock));
  return TRUE;
}

/* Rows of 16 bytes: "0x20030024 : A94656B9 00000001 01010000 01010100" */
static gboolean
print_memory (NpSimTool *tool, const NpSimAction *action, guint width)
{
  g_autofree guint8 *bytes = NULL;
  guint32 address = 0, size = 0;

  if (!parse_range (tool, action, &address, &size))
    return FALSE;
  size += (width - size % width) % width;
  np_sim_print (&tool->output, "\n\nReading %u-bit memory content\n", width * 8);
  np_sim_print (&tool->output, "  Size          : %u Bytes\n", size);
  np_sim_print (&tool->output, "  Address:      : 0x%X\n\n", address);
  bytes = g_malloc (size);
  if (!read_memory (tool, address, bytes, size))
    return FALSE;
  for (guint32 row = 0; row < size; row += ROW_SIZE)
    {
      np_sim_print (&tool->output, "0x%08X :", address + row);
      for (guint32 unit = row; unit < MIN (row + ROW_SIZE, size); unit += width)
        {
          np_sim_print (&tool->output, " ");
          for (guint32 i = 0; i < width; i++) /* little-endian */
            np_sim_print (&tool->output, "%02X", bytes[unit + width - 1 - i]);
        }
      np_sim_print (&tool->output, "\n");
    }
  np_sim_print (&tool->output, "\n");
  return TRUE;
}

gboolean
np_sim_read_8 (NpSimTool *tool, const NpSimAction *action)
{
  return print_memory (tool, action, 1);
}

gboolean
np_sim_read_16 (NpSimTool *tool, const NpSimAction *action)
{
  return print_memory (tool, action, 2);
}

gboolean
np_sim_read_32 (NpSimTool *tool, const NpSimAction *action)
{
  return print_memory (tool, action, 4);
}
