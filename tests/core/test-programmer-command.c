/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench/np-programmer-command.h"

static void
assert_text (NpProgrammerCommand *command, const char *expected)
{
  g_autofree char *text = np_programmer_command_to_text (command);

  g_assert_cmpstr (text, ==, expected);
}

/* The grammar of facts/cubeprogrammer-cli.md: -q first, the connection, a loader before what uses it, -v right after the write. */
static void
test_texts (void)
{
  g_autoptr(NpProgrammerCommand) version = np_programmer_command_new_version ();
  g_autoptr(NpProgrammerCommand) list = np_programmer_command_new_list ();
  g_autoptr(NpProgrammerCommand) identify = np_programmer_command_new_identify (0);
  g_autoptr(NpProgrammerCommand) identify_chip = np_programmer_command_new_identify (0x0BFA0700);
  g_autoptr(NpProgrammerCommand) write = np_programmer_command_new_write ("{image}", 0x081EC000, NULL);
  g_autoptr(NpProgrammerCommand) write_external = np_programmer_command_new_write ("/a b/it's.bin", 0x901C0000, "/opt/x.stldr");
  g_autoptr(NpProgrammerCommand) read = np_programmer_command_new_read (0x081EC000, 1024, "{image}", "/opt/x.stldr");
  g_autoptr(NpProgrammerCommand) reset = np_programmer_command_new_reset ();
  g_autoptr(NpProgrammerCommand) start = np_programmer_command_new_start_wireless_stack ();
  g_autoptr(NpProgrammerCommand) upgrade = np_programmer_command_new_upgrade_coprocessor ("/st/rcp.bin", 0x08078000);
  g_autoptr(NpProgrammerCommand) restore = np_programmer_command_new_restore_option_bytes ();
  g_autoptr(NpProgrammerCommand) lock = np_programmer_command_new_lock (0xDC);

  assert_text (version, "STM32_Programmer_CLI --version");
  assert_text (list, "STM32_Programmer_CLI -q -l st-link-only");
  assert_text (identify, "STM32_Programmer_CLI -q -c port=SWD sn={probe} mode=HOTPLUG -ob displ");
  assert_text (identify_chip, "STM32_Programmer_CLI -q -c port=SWD sn={probe} mode=HOTPLUG -ob displ -r32 0x0BFA0700 12");
  assert_text (write, "STM32_Programmer_CLI -q -c port=SWD sn={probe} mode=UR -w {image} 0x081EC000 -v");
  assert_text (write_external,
               "STM32_Programmer_CLI -q -c port=SWD sn={probe} mode=UR -el /opt/x.stldr -w '/a b/it'\\''s.bin' 0x901C0000 -v");
  assert_text (read, "STM32_Programmer_CLI -q -c port=SWD sn={probe} mode=UR -el /opt/x.stldr -u 0x081EC000 1024 {image}");
  assert_text (reset, "STM32_Programmer_CLI -q -c port=SWD sn={probe} mode=UR -rst");
  assert_text (start, "STM32_Programmer_CLI -q -c port=SWD sn={probe} mode=UR -startwirelessstack");
  assert_text (upgrade, "STM32_Programmer_CLI -q -c port=SWD sn={probe} mode=UR -ob nSWboot0=0 nboot1=1 nboot0=1 -startfus "
                        "-fwupgrade /st/rcp.bin 0x08078000 -V");
  assert_text (restore, "STM32_Programmer_CLI -q -c port=SWD sn={probe} mode=UR -ob nSWboot0=1 nboot1=1 nboot0=1 -rst");
  assert_text (lock, "STM32_Programmer_CLI -q -c port=SWD sn={probe} mode=UR -ob RDP=0xDC");
}

static void
test_interruptible (void)
{
  g_autoptr(NpProgrammerCommand) write = np_programmer_command_new_write ("x", 0, NULL);
  g_autoptr(NpProgrammerCommand) read = np_programmer_command_new_read (0, 1, "x", NULL);

  g_assert_false (write->interruptible);
  g_assert_true (read->interruptible);
  g_assert_cmpuint (write->timeout_ms, >, read->timeout_ms);
}

static void
test_resolve (void)
{
  g_autoptr(NpProgrammerCommand) command = np_programmer_command_new_write ("{image}", 0x08000000, "/loaders/{image}.stldr");
  g_autoptr(NpProgrammerCommand) with_probe = np_programmer_command_resolve (command, "066DFF", NULL, NULL);
  g_autoptr(NpProgrammerCommand) with_both = np_programmer_command_resolve (with_probe, NULL, "/run/{probe}.bin", NULL);

  assert_text (with_probe,
               "STM32_Programmer_CLI -q -c port=SWD sn=066DFF mode=UR -el /loaders/{image}.stldr -w {image} 0x08000000 -v");
  assert_text (
      with_both,
      "STM32_Programmer_CLI -q -c port=SWD sn=066DFF mode=UR -el /loaders/{image}.stldr -w /run/{probe}.bin 0x08000000 -v");
  assert_text (command,
               "STM32_Programmer_CLI -q -c port=SWD sn={probe} mode=UR -el /loaders/{image}.stldr -w {image} 0x08000000 -v");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/programmer-command/texts", test_texts);
  g_test_add_func ("/programmer-command/interruptible", test_interruptible);
  g_test_add_func ("/programmer-command/resolve", test_resolve);
  return g_test_run ();
}
