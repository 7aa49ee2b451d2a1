/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench/np-bench-file.h"
#include "np-sim-fault.h"
#include "np-sim-operations.h"

#define OPTION_REGISTERS 0x40022040u
#define OPTION_REGISTERS_SIZE 108u

#define RDP_LEVEL_0 0xAAu
#define RDP_LEVEL_1 0xDCu
#define RDP_LEVEL_2 0xCCu

static const struct
{
  guint32 value;
  const char *meaning;
} protections[] = {
  { 0xAA, "Level 0, no protection" },
  { 0x55, "Level 0.5, read protection of the secure memory" },
  { 0xCC, "Level 2, chip protection" },
};

gboolean
np_sim_option_bytes_only_shows (const NpSimAction *action)
{
  return g_ascii_strcasecmp (np_sim_action_get (action, 0), "displ") == 0;
}

gboolean
np_sim_option_bytes_locks (const NpSimAction *action)
{
  const char *value = np_sim_action_get_value (action, "RDP");
  guint32 rdp;

  return value != NULL && np_sim_parse_number (value, &rdp) && np_sim_rdp_protects (rdp);
}

static const char *
describe_protection (guint32 value)
{
  for (guint i = 0; i < G_N_ELEMENTS (protections); i++)
    if (protections[i].value == value)
      return protections[i].meaning;
  return "Level 1, read protection of memories";
}

static void
print_area (NpSimTool *tool, const char *title)
{
  np_sim_print (&tool->output, "\n\n%s ...\n\n  Bank          : 0x00\n", title);
  np_sim_print (&tool->output, "  Address       : 0x%08x\n", OPTION_REGISTERS);
  np_sim_print (&tool->output, "  Size          : %u Bytes\n\n", OPTION_REGISTERS_SIZE);
  np_sim_print_bar (&tool->output, 100);
}

static void
show (NpSimTool *tool)
{
  JsonObject *options = np_bench_file_get_object (tool->device->board, "optionBytes");
  g_autoptr(GList) names = options != NULL ? json_object_get_members (options) : NULL;
  guint32 protection = tool->device->protected ? 0xBB : RDP_LEVEL_0;

  if (np_bench_file_get_address (options, "RDP") != RDP_LEVEL_0)
    protection = np_bench_file_get_address (options, "RDP");
  print_area (tool, "UPLOADING OPTION BYTES DATA");
  np_sim_print (&tool->output, "\n\nOPTION BYTES BANK: 0\n\n   Read Out Protection:\n\n");
  np_sim_print (&tool->output, "     RDP          : 0x%X (%s) \n", protection, describe_protection (protection));
  np_sim_print (&tool->output, "\n   User Configuration:\n\n");
  for (GList *l = names; l != NULL; l = l->next)
    if (g_strcmp0 (l->data, "RDP") != 0)
      np_sim_print (&tool->output, "     %-13s: 0x%X \n", (const char *) l->data, np_bench_file_get_address (options, l->data));
}

/* Returns: (transfer full) (nullable): the option byte's name as board.json spells it */
static char *
find_option_byte (JsonObject *options, const char *name)
{
  g_autoptr(GList) names = options != NULL ? json_object_get_members (options) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    if (g_ascii_strcasecmp (l->data, name) == 0)
      return g_strdup (l->data);
  return NULL;
}

/* Lowering the protection erases the chip. Raising it, with a debugger about, leaves it silent until its power has gone once. */
static gboolean
put_option_byte (NpSimTool *tool, const char *name, guint32 value)
{
  if (!np_sim_device_store_option_byte (tool->device, name, value))
    return np_sim_tool_fail (tool);
  if (g_strcmp0 (name, "RDP") != 0)
    return TRUE;
  if (tool->device->protected && value == RDP_LEVEL_0 && !np_sim_erase_chip (tool))
    return FALSE;
  if (!tool->device->protected && np_sim_rdp_protects (value))
    np_sim_device_wait_for_power (tool->device);
  tool->device->protected = np_sim_rdp_protects (value);
  return TRUE;
}

typedef enum
{
  OPTION_BYTE_WRONG,
  OPTION_BYTE_UNCHANGED,
  OPTION_BYTE_CHANGED,
} OptionByteResult;

static OptionByteResult
set_option_byte (NpSimTool *tool, const char *name, guint32 value)
{
  JsonObject *options = np_bench_file_get_object (tool->device->board, "optionBytes");
  g_autofree char *known = find_option_byte (options, name);

  if (known == NULL)
    {
      np_sim_print_error (&tool->output, "Option Byte: %s is not known for this device", name);
      np_sim_tool_fail (tool);
      return OPTION_BYTE_WRONG;
    }
  if (np_bench_file_get_address (options, known) == value)
    {
      np_sim_print_warning (&tool->output, "Option Byte: %s, value: 0x%X, was not modified.", name, value);
      return OPTION_BYTE_UNCHANGED;
    }
  if (!tool->pretend && !put_option_byte (tool, known, value))
    return OPTION_BYTE_WRONG;
  return OPTION_BYTE_CHANGED;
}

/* "nSWboot0=0" */
static OptionByteResult
set_option_byte_from_text (NpSimTool *tool, const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text, "=", 2);
  guint32 value;

  if (parts[0] != NULL && parts[1] != NULL && np_sim_parse_number (parts[1], &value))
    return set_option_byte (tool, parts[0], value);
  np_sim_print_error (&tool->output, "Wrong option byte: %s", text);
  np_sim_tool_fail (tool);
  return OPTION_BYTE_WRONG;
}

gboolean
np_sim_option_bytes_set (NpSimTool *tool, const char *name, guint32 value)
{
  return set_option_byte (tool, name, value) != OPTION_BYTE_WRONG;
}

static gboolean
set_all (NpSimTool *tool, const NpSimAction *action)
{
  gboolean changed = FALSE;

  for (guint i = 0; i < action->arguments->len; i++)
    switch (set_option_byte_from_text (tool, np_sim_action_get (action, i)))
      {
      case OPTION_BYTE_WRONG: return FALSE;
      case OPTION_BYTE_UNCHANGED: break;
      case OPTION_BYTE_CHANGED: changed = TRUE; break;
      }
  if (!changed)
    {
      np_sim_print_warning (&tool->output, "Option Bytes are unchanged, Data won't be downloaded");
      return TRUE;
    }
  print_area (tool, "PROGRAMMING OPTION BYTES AREA");
  print_area (tool, "UPLOADING OPTION BYTES DATA");
  np_sim_print (&tool->output, "\n\nOPTION BYTE PROGRAMMING VERIFICATION:\n\n\nOption Bytes successfully programmed\n");
  return TRUE;
}

/* The link doesn't survive what it does, or so it seems. */
static gboolean
lock (NpSimTool *tool, const NpSimAction *action)
{
  if (np_sim_fault_take (tool->device, NP_BENCH_FAULT_NOT_DONE, NP_BENCH_STEP_LOCK))
    tool->pretend = TRUE;
  if (!set_all (tool, action))
    return FALSE;
  if (!np_sim_fault_take (tool->device, NP_BENCH_FAULT_ERROR_THOUGH_DONE, NP_BENCH_STEP_LOCK))
    return TRUE;
  np_sim_print_error (&tool->output, "ST-LINK error (DEV_TARGET_CMD_ERR)");
  return np_sim_tool_fail (tool);
}

gboolean
np_sim_option_bytes (NpSimTool *tool, const NpSimAction *action)
{
  if (np_sim_option_bytes_only_shows (action))
    {
      show (tool);
      return TRUE;
    }
  print_area (tool, "UPLOADING OPTION BYTES DATA");
  if (!np_sim_option_bytes_locks (action))
    return np_sim_tool_work_step (tool, NP_BENCH_STEP_WRITE, 0) && set_all (tool, action);
  return np_sim_tool_work_step (tool, NP_BENCH_STEP_WRITE | NP_BENCH_STEP_LOCK, 0) && lock (tool, action);
}

gboolean
np_sim_read_unprotect (NpSimTool *tool, const NpSimAction *action)
{
  np_sim_print (&tool->output, "\n\nDisabling memory read protection...\n\n");
  if (!np_sim_tool_work_step (tool, NP_BENCH_STEP_WRITE, 0)
      || (!tool->pretend && !np_sim_option_bytes_set (tool, "RDP", RDP_LEVEL_0)))
    return FALSE;
  np_sim_print (&tool->output, "Disabling memory read protection successfully achieved\n");
  return TRUE;
}

/* A chip of level 2 lets only those in who have the password that was set before (OEM2), and that down to level 1. */
static char *
make_password (const NpSimAction *action)
{
  return g_strconcat (np_sim_action_get (action, 0), " ", np_sim_action_get (action, 1), NULL);
}

gboolean
np_sim_lock_rdp2 (NpSimTool *tool, const NpSimAction *action)
{
  g_autofree char *password = make_password (action);

  np_sim_print (&tool->output, "\n\nLock RDP2 with password...\n\n");
  if (!np_sim_tool_work_step (tool, NP_BENCH_STEP_WRITE, 0)
      || (!tool->pretend && !np_sim_device_store_unlock_password (tool->device, password)))
    return FALSE;
  np_sim_print (&tool->output, "Lock RDP2 successfully achieved\n");
  return TRUE;
}

gboolean
np_sim_unlock_rdp2 (NpSimTool *tool, const NpSimAction *action)
{
  g_autofree char *password = make_password (action);
  gboolean locked = np_bench_file_get_address (np_bench_file_get_object (tool->device->board, "optionBytes"), "RDP") == RDP_LEVEL_2;

  np_sim_print (&tool->output, "\n\nUnlock RDP2 with password...\n\n");
  if (!np_sim_tool_work_step (tool, NP_BENCH_STEP_WRITE, 0))
    return FALSE;
  if (locked && g_ascii_strcasecmp (password, np_bench_file_get_string (tool->device->board, "unlockPassword", "")) != 0)
    {
      np_sim_print_error (&tool->output, "Unlock RDP2 failed: wrong password");
      return np_sim_tool_fail (tool);
    }
  if (locked && !tool->pretend && !np_sim_option_bytes_set (tool, "RDP", RDP_LEVEL_1))
    return FALSE;
  np_sim_print (&tool->output, "Unlock RDP2 successfully achieved\n");
  return TRUE;
}
