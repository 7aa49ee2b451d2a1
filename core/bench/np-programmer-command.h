/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What one call of STM32_Programmer_CLI is for: it decides what its output must say for the call to have worked. */
typedef enum
{
  NP_OPERATION_VERSION,
  NP_OPERATION_LIST,
  NP_OPERATION_IDENTIFY,
  NP_OPERATION_WRITE,
  NP_OPERATION_READ,
  NP_OPERATION_RESET,
  NP_OPERATION_START_WIRELESS_STACK,
  NP_OPERATION_UPGRADE_COPROCESSOR,
  NP_OPERATION_OPTION_BYTES,
} NpOperation;

#define NP_TYPE_PROGRAMMER_COMMAND (np_programmer_command_get_type ())

/**
 * NpProgrammerCommand:
 * @operation: what it is for
 * @arguments: the arguments after the program's name; may hold "{probe}", "{image}" and "{readback}", known only when it runs
 * @timeout_ms: how long it may take, in milliseconds
 * @interruptible: whether ending it halfway leaves the board as it was; if not, only its timeout ends it
 *
 * One command line of STM32_Programmer_CLI, as data: plans print it, the programmer runs it.
 */
typedef struct
{
  NpOperation operation;
  GStrv arguments;
  guint timeout_ms;
  gboolean interruptible;
} NpProgrammerCommand;

GType np_programmer_command_get_type (void);
NpProgrammerCommand *np_programmer_command_copy (const NpProgrammerCommand *self);
void np_programmer_command_free (NpProgrammerCommand *self);

NpProgrammerCommand *np_programmer_command_new_version (void);
NpProgrammerCommand *np_programmer_command_new_list (void); /* -l st-link-only: touches no target */

/* Connects without disturbing the target (mode=HOTPLUG), shows its option bytes (read-out protection), and reads its unique id
 * where @unique_id_address isn't 0. */
NpProgrammerCommand *np_programmer_command_new_identify (guint32 unique_id_address);

/* Writes @file at @address and has the tool verify it; @loader (nullable) is the path of an external loader. */
NpProgrammerCommand *np_programmer_command_new_write (const char *file, guint32 address, const char *loader);
NpProgrammerCommand *np_programmer_command_new_read (guint32 address, guint32 size, const char *file, const char *loader);
/* Shows the option bytes and reads memory into @file without disturbing the target (mode=HOTPLUG). */
NpProgrammerCommand *np_programmer_command_new_look (guint32 address, guint32 size, const char *file, const char *loader);
NpProgrammerCommand *np_programmer_command_new_reset (void);

/* The wireless coprocessor of dual-core targets (WB55), as ST's tool does it: the stack that is there is started, the upgrade service
 * installs the new one under option bytes that keep the application from starting, and these are set back. */
NpProgrammerCommand *np_programmer_command_new_start_wireless_stack (void);
NpProgrammerCommand *np_programmer_command_new_upgrade_coprocessor (const char *file, guint32 address);
NpProgrammerCommand *np_programmer_command_new_restore_option_bytes (void);

NpProgrammerCommand *np_programmer_command_new_lock (guint32 rdp_value); /* read-out protection: option byte RDP */

/**
 * np_programmer_command_resolve:
 * @probe: (nullable): the probe's serial number, for "{probe}"
 * @image: (nullable): the file to write, for "{image}"
 * @readback: (nullable): the file to read into, for "{readback}"
 *
 * Returns: (transfer full): a copy without placeholders (for those given)
 */
NpProgrammerCommand *np_programmer_command_resolve (const NpProgrammerCommand *self, const char *probe, const char *image,
                                                    const char *readback);

/* Returns: (transfer full): an argument as one would type it in a shell: quoted only where it must be */
char *np_programmer_argument_to_text (const char *argument);

/**
 * np_programmer_command_to_text:
 *
 * Returns: (transfer full): as one would type it in a shell: "STM32_Programmer_CLI -q -c port=SWD sn={probe} …"
 */
char *np_programmer_command_to_text (const NpProgrammerCommand *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpProgrammerCommand, np_programmer_command_free)

G_END_DECLS
