/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "np-programmer-command.h"

#define PROBE_ARGUMENT "sn={probe}"
#define IMAGE_ARGUMENT "{image}"
#define READBACK_ARGUMENT "{readback}"

#define LOOK_TIMEOUT_MS 15000   /* a wedged probe takes the tool about 5 s */
#define WRITE_TIMEOUT_MS 120000 /* 1 MB at 40 KB/s, erased and verified, with some to spare */
#define READ_TIMEOUT_MS 60000
#define OPTION_BYTES_TIMEOUT_MS 30000
#define UPGRADE_TIMEOUT_MS 300000 /* deletes the old stack, writes 0.5 MB and lets the upgrade service install it */

G_DEFINE_BOXED_TYPE (NpProgrammerCommand, np_programmer_command, np_programmer_command_copy, np_programmer_command_free)

NpProgrammerCommand *
np_programmer_command_copy (const NpProgrammerCommand *self)
{
  NpProgrammerCommand *copy = g_new (NpProgrammerCommand, 1);

  *copy = *self;
  copy->arguments = g_strdupv (self->arguments);
  return copy;
}

void
np_programmer_command_free (NpProgrammerCommand *self)
{
  g_strfreev (self->arguments);
  g_free (self);
}

static NpProgrammerCommand *
command_new (NpOperation operation, guint timeout_ms, gboolean interruptible, GStrvBuilder *arguments)
{
  NpProgrammerCommand *self = g_new0 (NpProgrammerCommand, 1);

  self->operation = operation;
  self->arguments = g_strv_builder_end (arguments);
  self->timeout_ms = timeout_ms;
  self->interruptible = interruptible;
  return self;
}

/* -q comes first: only then does the tool leave its colours out. */
static GStrvBuilder *
connect_arguments (const char *mode)
{
  GStrvBuilder *arguments = g_strv_builder_new ();

  g_strv_builder_add_many (arguments, "-q", "-c", "port=SWD", PROBE_ARGUMENT, mode, NULL);
  return arguments;
}

static void
add_address (GStrvBuilder *arguments, guint32 address)
{
  g_autofree char *text = g_strdup_printf ("0x%08X", address);

  g_strv_builder_add (arguments, text);
}

static void
add_loader (GStrvBuilder *arguments, const char *loader)
{
  if (loader != NULL)
    g_strv_builder_add_many (arguments, "-el", loader, NULL);
}

NpProgrammerCommand *
np_programmer_command_new_version (void)
{
  g_autoptr(GStrvBuilder) arguments = g_strv_builder_new ();

  g_strv_builder_add (arguments, "--version");
  return command_new (NP_OPERATION_VERSION, LOOK_TIMEOUT_MS, TRUE, arguments);
}

NpProgrammerCommand *
np_programmer_command_new_list (void)
{
  g_autoptr(GStrvBuilder) arguments = g_strv_builder_new ();

  g_strv_builder_add_many (arguments, "-q", "-l", "st-link-only", NULL);
  return command_new (NP_OPERATION_LIST, LOOK_TIMEOUT_MS, TRUE, arguments);
}

/**
 * np_programmer_command_new_identify:
 * @unique_id_address: where the chip's unique id stands; 0 doesn't read it
 *
 * The option bytes come first: reading memory fails under read-out protection, and that must be known then.
 */
NpProgrammerCommand *
np_programmer_command_new_identify (guint32 unique_id_address)
{
  g_autoptr(GStrvBuilder) arguments = connect_arguments ("mode=HOTPLUG");

  g_strv_builder_add_many (arguments, "-ob", "displ", NULL);
  if (unique_id_address != 0)
    {
      g_strv_builder_add (arguments, "-r32");
      add_address (arguments, unique_id_address);
      g_strv_builder_add (arguments, "12");
    }
  return command_new (NP_OPERATION_IDENTIFY, LOOK_TIMEOUT_MS, TRUE, arguments);
}

NpProgrammerCommand *
np_programmer_command_new_write (const char *file, guint32 address, const char *loader)
{
  g_autoptr(GStrvBuilder) arguments = connect_arguments ("mode=UR");

  g_return_val_if_fail (file != NULL, NULL);

  add_loader (arguments, loader);
  g_strv_builder_add_many (arguments, "-w", file, NULL);
  if (!g_str_has_suffix (file, ".hex")) /* Intel HEX has its addresses in itself */
    add_address (arguments, address);
  g_strv_builder_add (arguments, "-v"); /* right after the write, or the tool refuses it */
  return command_new (NP_OPERATION_WRITE, WRITE_TIMEOUT_MS, FALSE, arguments);
}

static void
add_read (GStrvBuilder *arguments, guint32 address, guint32 size, const char *file)
{
  g_autofree char *size_text = g_strdup_printf ("%u", size);

  g_strv_builder_add (arguments, "-u");
  add_address (arguments, address);
  g_strv_builder_add_many (arguments, size_text, file, NULL);
}

NpProgrammerCommand *
np_programmer_command_new_look (guint32 address, guint32 size, const char *file, const char *loader)
{
  g_autoptr(GStrvBuilder) arguments = connect_arguments ("mode=HOTPLUG");

  g_return_val_if_fail (file != NULL, NULL);

  add_loader (arguments, loader);
  g_strv_builder_add_many (arguments, "-ob", "displ", NULL);
  add_read (arguments, address, size, file);
  return command_new (NP_OPERATION_READ, READ_TIMEOUT_MS, TRUE, arguments);
}

NpProgrammerCommand *
np_programmer_command_new_read (guint32 address, guint32 size, const char *file, const char *loader)
{
  g_autoptr(GStrvBuilder) arguments = connect_arguments ("mode=UR");

  g_return_val_if_fail (file != NULL, NULL);

  add_loader (arguments, loader);
  add_read (arguments, address, size, file);
  return command_new (NP_OPERATION_READ, READ_TIMEOUT_MS, TRUE, arguments);
}

/**
 * np_programmer_command_new_reset:
 *
 * As ST's own tool does it: connected under reset, then -rst, so that it works whatever the firmware does.
 */
NpProgrammerCommand *
np_programmer_command_new_reset (void)
{
  g_autoptr(GStrvBuilder) arguments = connect_arguments ("mode=UR");

  g_strv_builder_add (arguments, "-rst");
  return command_new (NP_OPERATION_RESET, LOOK_TIMEOUT_MS, FALSE, arguments); /* halfway would leave the target in reset */
}

NpProgrammerCommand *
np_programmer_command_new_start_wireless_stack (void)
{
  g_autoptr(GStrvBuilder) arguments = connect_arguments ("mode=UR");

  g_strv_builder_add (arguments, "-startwirelessstack");
  return command_new (NP_OPERATION_START_WIRELESS_STACK, OPTION_BYTES_TIMEOUT_MS, FALSE, arguments);
}

NpProgrammerCommand *
np_programmer_command_new_upgrade_coprocessor (const char *file, guint32 address)
{
  g_autoptr(GStrvBuilder) arguments = connect_arguments ("mode=UR");

  g_return_val_if_fail (file != NULL, NULL);

  g_strv_builder_add_many (arguments, "-ob", "nSWboot0=0", "nboot1=1", "nboot0=1", "-startfus", "-fwupgrade", file, NULL);
  add_address (arguments, address);
  g_strv_builder_add (arguments, "-V");
  return command_new (NP_OPERATION_UPGRADE_COPROCESSOR, UPGRADE_TIMEOUT_MS, FALSE, arguments);
}

NpProgrammerCommand *
np_programmer_command_new_restore_option_bytes (void)
{
  g_autoptr(GStrvBuilder) arguments = connect_arguments ("mode=UR");

  g_strv_builder_add_many (arguments, "-ob", "nSWboot0=1", "nboot1=1", "nboot0=1", "-rst", NULL);
  return command_new (NP_OPERATION_OPTION_BYTES, OPTION_BYTES_TIMEOUT_MS, FALSE, arguments);
}

/**
 * np_programmer_command_new_lock:
 * @rdp_value: of option byte RDP, as the platform's file has it for the level
 */
NpProgrammerCommand *
np_programmer_command_new_lock (guint32 rdp_value)
{
  g_autoptr(GStrvBuilder) arguments = connect_arguments ("mode=UR");
  g_autofree char *setting = g_strdup_printf ("RDP=0x%02X", rdp_value);

  g_strv_builder_add_many (arguments, "-ob", setting, NULL);
  return command_new (NP_OPERATION_OPTION_BYTES, OPTION_BYTES_TIMEOUT_MS, FALSE, arguments);
}

NpProgrammerCommand *
np_programmer_command_resolve (const NpProgrammerCommand *self, const char *probe, const char *image, const char *readback)
{
  NpProgrammerCommand *copy = np_programmer_command_copy (self);

  /* Whole arguments only: a path that happens to hold "{image}" stays as it is. */
  for (char **argument = copy->arguments; *argument != NULL; argument++)
    {
      char *value = NULL;

      if (probe != NULL && strcmp (*argument, PROBE_ARGUMENT) == 0)
        value = g_strconcat ("sn=", probe, NULL);
      else if (image != NULL && strcmp (*argument, IMAGE_ARGUMENT) == 0)
        value = g_strdup (image);
      else if (readback != NULL && strcmp (*argument, READBACK_ARGUMENT) == 0)
        value = g_strdup (readback);
      if (value == NULL)
        continue;
      g_free (*argument);
      *argument = value;
    }
  return copy;
}

static gboolean
needs_quotes (const char *argument)
{
  for (const char *c = argument; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-_=./:,+@%{}", *c) == NULL)
      return TRUE;
  return *argument == '\0';
}

char *
np_programmer_argument_to_text (const char *argument)
{
  return needs_quotes (argument) ? g_shell_quote (argument) : g_strdup (argument);
}

char *
np_programmer_command_to_text (const NpProgrammerCommand *self)
{
  GString *text = g_string_new ("STM32_Programmer_CLI");

  for (char **argument = self->arguments; *argument != NULL; argument++)
    {
      g_autofree char *quoted = np_programmer_argument_to_text (*argument);

      g_string_append_printf (text, " %s", quoted);
    }
  return g_string_free (text, FALSE);
}
