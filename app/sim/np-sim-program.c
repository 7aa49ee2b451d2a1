/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "bench/np-bench-control.h"
#include "np-sim-fault.h"
#include "np-sim-operations.h"
#include "np-sim-strike.h"

#define WRITE_RATE (40.0 * 1024)
#define VERIFY_RATE (80.0 * 1024)

/* Small enough that whoever ends the programmer halfway leaves a board that is partly written. */
#define CHUNK_SIZE 1024u

/* What flash takes in one go, with its error correction: all of it must be erased. */
#define PROGRAM_UNIT 16u

static gboolean
fail_download (NpSimTool *tool, guint segment)
{
  np_sim_print_error (&tool->output, "failed to download Segment[%u]", segment);
  np_sim_print_error (&tool->output, "failed to download the File");
  return np_sim_tool_fail (tool);
}

static gboolean
fail_erase (NpSimTool *tool)
{
  np_sim_print_error (&tool->output, "failed to erase memory");
  np_sim_print_error (&tool->output, "failed to erase memory");
  return np_sim_tool_fail (tool);
}

static gboolean
fail_on_host (NpSimTool *tool, const GError *error)
{
  np_sim_print_error (&tool->output, "%s", error->message);
  return np_sim_tool_fail (tool);
}

static gboolean
has_loader (const NpSimTool *tool, const NpBenchMemory *memory)
{
  g_autofree char *name = tool->loader != NULL ? g_path_get_basename (tool->loader) : NULL;

  return memory->loader == NULL || g_strcmp0 (memory->loader, name) == 0;
}

gboolean
np_sim_erase_pages (NpSimTool *tool, const NpBenchMemory *memory, guint32 address, guint32 size)
{
  const char *kind = memory->loader != NULL ? "external" : "internal";
  guint32 first = (address - memory->start) / memory->page_size;
  guint32 last = (address - memory->start + size - 1) / memory->page_size;
  guint32 begin = first * memory->page_size;
  guint32 end = MIN ((last + 1) * memory->page_size, memory->size);
  g_autoptr(GError) error = NULL;

  if (first == last)
    np_sim_print (&tool->output, "Erasing %s memory sector %u\n", kind, first);
  else
    np_sim_print (&tool->output, "Erasing %s memory sectors [%u %u]\n", kind, first, last);
  if (tool->device->protected || !has_loader (tool, memory))
    return fail_erase (tool);
  if (!tool->pretend && !np_bench_memory_erase (memory, memory->start + begin, end - begin, &error))
    return fail_on_host (tool, error);
  return TRUE;
}

/* Where each segment goes; the whole of it in one memory. */
static gboolean
find_memories (NpSimTool *tool, GPtrArray *segments, GPtrArray *memories)
{
  for (guint i = 0; i < segments->len; i++)
    {
      NpSimSegment *segment = segments->pdata[i];
      NpBenchMemory *memory = np_bench_memory_find (tool->device->memories, &segment->address, segment->data->len);

      if (memory == NULL || (memory->loader != NULL && tool->loader == NULL))
        return fail_download (tool, i);
      if (memory->loader != NULL
          && np_sim_fault_take (tool->device, NP_BENCH_FAULT_SILENT_LOADER, NP_BENCH_STEP_WRITE | NP_BENCH_STEP_ANY))
        tool->pretend = TRUE;
      g_ptr_array_add (memories, memory);
    }
  return TRUE;
}

static gboolean
erase_segments (NpSimTool *tool, GPtrArray *segments, GPtrArray *memories)
{
  for (guint i = 0; i < segments->len; i++)
    {
      NpSimSegment *segment = segments->pdata[i];

      np_sim_print (&tool->output, "\n\nErasing memory corresponding to segment %u:\n", i);
      if (!np_sim_erase_pages (tool, memories->pdata[i], segment->address, segment->data->len))
        return FALSE;
    }
  return TRUE;
}

/* Flash that isn't erased can't be programmed. */
static gboolean
is_erased (const NpBenchMemory *memory, guint32 address, guint32 size)
{
  guint32 begin = address - address % PROGRAM_UNIT;
  guint32 end = MIN (address + size + PROGRAM_UNIT - 1 - (address + size - 1) % PROGRAM_UNIT, memory->start + memory->size);
  g_autofree guint8 *bytes = g_malloc (end - begin);

  if (!np_bench_memory_read (memory, begin, bytes, end - begin, NULL))
    return FALSE;
  for (guint32 i = 0; i < end - begin; i++)
    if (bytes[i] != 0xFF)
      return FALSE;
  return TRUE;
}

typedef struct
{
  gsize done;
  gsize total;
  NpBenchFault strike; /* happens when half of it is done */
} Transfer;

static void
show_progress (NpSimTool *tool, Transfer *transfer, gsize more)
{
  guint before = transfer->done * 10 / transfer->total;

  transfer->done += more;
  if (transfer->done < transfer->total && transfer->done * 10 / transfer->total > before)
    np_sim_print_bar (&tool->output, transfer->done * 10 / transfer->total * 10);
}

static gboolean
strike_halfway (NpSimTool *tool, Transfer *transfer, guint steps)
{
  NpBenchFault strike = transfer->strike;

  if (strike == NP_BENCH_FAULT_NONE || transfer->done * 2 < transfer->total)
    return TRUE;
  transfer->strike = NP_BENCH_FAULT_NONE;
  return np_sim_strike (tool, tool->device, strike, steps);
}

static gboolean
program_segment (NpSimTool *tool, const NpBenchMemory *memory, const NpSimSegment *segment, guint number, Transfer *transfer)
{
  double rate = np_sim_device_get_rate (tool->device, "writeRate", WRITE_RATE);
  g_autoptr(GError) error = NULL;

  for (guint32 offset = 0; offset < segment->data->len; offset += CHUNK_SIZE)
    {
      guint32 size = MIN (CHUNK_SIZE, segment->data->len - offset);

      if (!strike_halfway (tool, transfer, NP_BENCH_STEP_WRITE))
        return FALSE;
      if (!tool->pretend && tool->skip_erase && offset == 0 && !is_erased (memory, segment->address, segment->data->len))
        return fail_download (tool, number);
      if (!tool->pretend && !np_bench_memory_write (memory, segment->address + offset, segment->data->data + offset, size, &error))
        return fail_on_host (tool, error);
      np_sim_tool_work (tool, size / rate);
      show_progress (tool, transfer, size);
    }
  return strike_halfway (tool, transfer, NP_BENCH_STEP_WRITE);
}

static gboolean
download (NpSimTool *tool, GPtrArray *segments, GPtrArray *memories)
{
  Transfer transfer = {
    .total = np_sim_file_get_size (segments),
    .strike = np_sim_strike_take (tool->device, NP_BENCH_STEP_WRITE),
  };

  np_sim_print (&tool->output, "Download in Progress:\n");
  np_sim_print_bar (&tool->output, 0);
  np_sim_clock_start (&tool->clock);
  for (guint i = 0; i < segments->len; i++)
    if (!program_segment (tool, memories->pdata[i], segments->pdata[i], i, &transfer))
      return FALSE;
  np_sim_print_bar (&tool->output, 100);
  np_sim_print (&tool->output, "\nFile download complete\n");
  np_sim_print_elapsed (&tool->output, "Time elapsed during download operation", np_sim_clock_get_elapsed (&tool->clock));
  return TRUE;
}

static void
print_file (NpSimTool *tool, GPtrArray *segments, const char *name)
{
  gboolean opening_first = np_sim_style_has (tool->output.minor, NP_SIM_STYLE_OPENING_FIRST);
  g_autofree char *size = np_sim_style_format_size (tool->output.minor, np_sim_file_get_size (segments));
  const NpSimSegment *first = segments->pdata[0];

  if (opening_first)
    np_sim_print (&tool->output, "\n\nOpening and parsing file: %s\n\n\nMemory Programming ...\n", name);
  else
    np_sim_print (&tool->output, "\n\nMemory Programming ...\nOpening and parsing file: %s\n", name);
  np_sim_print (&tool->output, "  File          : %s\n", name);
  np_sim_print (&tool->output, "  Size          : %s\n", size);
  np_sim_print (&tool->output, "  Address       : 0x%08X%s\n", first->address, opening_first ? "" : " ");
}

gboolean
np_sim_program (NpSimTool *tool, GPtrArray *segments, const char *name)
{
  g_autoptr(GPtrArray) memories = g_ptr_array_new ();

  print_file (tool, segments, name);
  np_bench_control_send (tool->device->folder, NP_BENCH_CONTROL_HALT);
  if (!find_memories (tool, segments, memories))
    return FALSE;
  if (tool->skip_erase)
    np_sim_print (&tool->output, "\n\n");
  else if (!erase_segments (tool, segments, memories))
    return FALSE;
  return download (tool, segments, memories);
}

/* One bit of what was written, in its middle. */
static void
flip_bit (NpSimTool *tool, GPtrArray *segments)
{
  NpSimSegment *segment = segments->pdata[segments->len / 2];
  guint32 address = segment->address + segment->data->len / 2;
  NpBenchMemory *memory = np_bench_memory_find (tool->device->memories, &address, 1);
  guint8 byte;

  if (memory != NULL && np_bench_memory_read (memory, address, &byte, 1, NULL))
    {
      byte ^= 1;
      np_bench_memory_write (memory, address, &byte, 1, NULL);
    }
}

gboolean
np_sim_write (NpSimTool *tool, const NpSimAction *action)
{
  const char *path = np_sim_action_get (action, 0);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *problem = NULL;
  g_autoptr(GPtrArray) segments = np_sim_file_load (path, np_sim_action_get (action, 1), &problem);

  if (segments == NULL || np_sim_file_get_size (segments) == 0)
    {
      np_sim_print_error (&tool->output, "%s", problem != NULL ? problem : "File is empty");
      return np_sim_tool_fail (tool);
    }
  if (!np_sim_program (tool, segments, name))
    return FALSE;
  if (!(tool->call_steps & NP_BENCH_STEP_VERIFY)
      && np_sim_fault_take (tool->device, NP_BENCH_FAULT_BIT_FLIP, NP_BENCH_STEP_WRITE | NP_BENCH_STEP_ANY))
    flip_bit (tool, segments);
  tool->segments = g_steal_pointer (&segments);
  return TRUE;
}

static gboolean
fail_verify (NpSimTool *tool, guint32 address, guint8 found, guint8 expected)
{
  np_sim_print_error (&tool->output, "Data mismatch found at address 0x%08X (byte = 0x%02X instead of 0x%02X)", address, found,
                      expected);
  np_sim_print_error (&tool->output, "Download verification failed");
  return np_sim_tool_fail (tool);
}

static gboolean
verify_segment (NpSimTool *tool, NpSimSegment *segment, Transfer *transfer)
{
  double rate = np_sim_device_get_rate (tool->device, "verifyRate", VERIFY_RATE);
  NpBenchMemory *memory = np_bench_memory_find (tool->device->memories, &segment->address, segment->data->len);
  guint8 bytes[CHUNK_SIZE];

  for (guint32 offset = 0; offset < segment->data->len; offset += CHUNK_SIZE)
    {
      guint32 size = MIN (CHUNK_SIZE, segment->data->len - offset);
      const guint8 *expected = segment->data->data + offset;
      g_autoptr(GError) error = NULL;

      if (!strike_halfway (tool, transfer, NP_BENCH_STEP_VERIFY))
        return FALSE;
      if (!np_bench_memory_read (memory, segment->address + offset, bytes, size, &error))
        return fail_on_host (tool, error);
      for (guint32 i = 0; !tool->pretend && i < size; i++)
        if (bytes[i] != expected[i])
          return fail_verify (tool, segment->address + offset + i, bytes[i], expected[i]);
      np_sim_tool_work (tool, size / rate);
      show_progress (tool, transfer, size);
    }
  return strike_halfway (tool, transfer, NP_BENCH_STEP_VERIFY);
}

static gboolean
compare (NpSimTool *tool, guint steps)
{
  Transfer transfer = {
    .total = np_sim_file_get_size (tool->segments),
    .strike = np_sim_strike_take (tool->device, NP_BENCH_STEP_VERIFY),
  };

  for (guint i = 0; i < tool->segments->len; i++)
    if (!verify_segment (tool, tool->segments->pdata[i], &transfer))
      return FALSE;
  if (np_sim_fault_take (tool->device, NP_BENCH_FAULT_VERIFY_MISMATCH, steps))
    {
      const NpSimSegment *segment = tool->segments->pdata[0];
      guint32 middle = segment->data->len / 2;

      return fail_verify (tool, segment->address + middle, segment->data->data[middle] ^ 1, segment->data->data[middle]);
    }
  return TRUE;
}

gboolean
np_sim_verify (NpSimTool *tool, const NpSimAction *action)
{
  NpSimOutput *output = &tool->output;
  guint steps = NP_BENCH_STEP_WRITE | NP_BENCH_STEP_VERIFY | NP_BENCH_STEP_ANY;
  gboolean timed = np_sim_style_has (output->minor, NP_SIM_STYLE_VERIFY_TIME);

  if (tool->segments == NULL)
    {
      np_sim_print_error (output, "Wrong verify command use: it must be performed just after write command");
      return np_sim_tool_fail (tool);
    }
  if (tool->segments->len == 0)
    return TRUE; /* the coprocessor's service has checked its image itself */
  np_sim_print (output, "\n\n\n%s\n\n\n%s", timed ? "Verifying..." : "Verifying ...", output->quiet ? "" : "Read progress:\n");
  np_sim_print_bar (output, 0);
  np_sim_clock_start (&tool->clock);
  if (!compare (tool, steps))
    return FALSE;
  np_sim_print_bar (output, 100);
  np_sim_print (output, "\n");
  if (timed)
    {
      np_sim_print_elapsed (output, "Time elapsed during verifying operation", np_sim_clock_get_elapsed (&tool->clock));
      np_sim_print (output, "\n\n");
    }
  np_sim_print (output, "Download verified successfully%s\n\n", timed ? "" : " ");
  if (np_sim_fault_take (tool->device, NP_BENCH_FAULT_BIT_FLIP, steps))
    flip_bit (tool, tool->segments);
  return TRUE;
}

gboolean
np_sim_erase_chip (NpSimTool *tool)
{
  GPtrArray *memories = tool->device->memories;

  for (guint i = 0; i < memories->len; i++)
    {
      const NpBenchMemory *memory = memories->pdata[i];
      g_autoptr(GError) error = NULL;

      if (memory->loader == NULL && !np_bench_memory_erase (memory, memory->start, memory->size, &error))
        return fail_on_host (tool, error);
    }
  np_sim_device_forget_trusted_keys (tool->device);
  return TRUE;
}

static gboolean
erase_all (NpSimTool *tool)
{
  np_sim_print (&tool->output, "\n\nMass erase ... \n\n");
  if (!np_sim_tool_work_step (tool, NP_BENCH_STEP_WRITE, 0))
    return FALSE;
  if (tool->device->protected)
    {
      np_sim_print_error (&tool->output, "Mass erase operation failed.");
      return np_sim_tool_fail (tool);
    }
  if (!tool->pretend && !np_sim_erase_chip (tool))
    return FALSE;
  np_sim_print (&tool->output, "Mass erase successfully achieved\n");
  return TRUE;
}

/* "[0", "17]", "0", "17" */
static gboolean
parse_sector (const char *text, guint32 *sector)
{
  g_autofree char *number = g_strdup (text);

  return np_sim_parse_number (g_strstrip (g_strdelimit (number, "[]", ' ')), sector);
}

gboolean
np_sim_erase (NpSimTool *tool, const NpSimAction *action)
{
  const char *first_text = np_sim_action_get (action, 0);
  const char *last_text = np_sim_action_get (action, 1);
  const NpBenchMemory *memory = tool->device->memories->pdata[0];
  guint32 first, last;

  np_bench_control_send (tool->device->folder, NP_BENCH_CONTROL_HALT);
  if (g_ascii_strcasecmp (first_text, "all") == 0)
    return erase_all (tool);
  if (!parse_sector (first_text, &first) || !parse_sector (last_text != NULL ? last_text : first_text, &last) || first > last
      || last >= memory->size / memory->page_size)
    {
      np_sim_print_error (&tool->output, "Wrong sectors: %s %s", first_text, last_text != NULL ? last_text : "");
      return np_sim_tool_fail (tool);
    }
  np_sim_print (&tool->output, "\n\n");
  if (!np_sim_tool_work_step (tool, NP_BENCH_STEP_WRITE, 0)
      || !np_sim_erase_pages (tool, memory, memory->start + first * memory->page_size, (last - first + 1) * memory->page_size))
    return FALSE;
  np_sim_print (&tool->output, "Sectors erase successfully achieved\n");
  return TRUE;
}
