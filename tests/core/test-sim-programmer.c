/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the programmer's stand-in does to a board. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "sim-bench.h"
#include "support.h"

#define FACTORY_DATA 0x081EC000u

static void
test_write_and_read (SimBench *bench, gconstpointer data)
{
  g_autoptr(GBytes) expected = sim_bench_make_bytes (20000);
  g_autoptr(GBytes) old = sim_bench_make_bytes (3 * 8192);
  g_autoptr(GBytes) written = NULL;
  g_autoptr(GBytes) before = NULL;
  g_autoptr(GBytes) after = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *read_output = NULL;
  g_autofree char *path = sim_bench_get_file (bench, "back.bin");
  g_autofree char *back = NULL;
  gsize length;

  /* Something lies in the page before, in the last page that is touched, and in the one after. */
  np_bench_folder_write_flash (bench->path, bench->serial, FACTORY_DATA - 8192, old, &error);
  np_bench_folder_write_flash (bench->path, bench->serial, FACTORY_DATA + 2 * 8192, old, &error);
  g_assert_no_error (error);
  sim_bench_write_random_file (bench, "image.bin", 20000);
  output = sim_bench_run (bench, "-q -c port=SWD sn={SN} -w {DIR}/image.bin 0x081EC000 -v", NULL);
  sim_assert_contains (output, "\nErasing internal memory sectors [246 248]\n");

  written = sim_bench_read_flash (bench, FACTORY_DATA, 20000);
  test_assert_bytes_equal (written, expected);
  before = sim_bench_read_flash (bench, FACTORY_DATA - 8192, 8192);
  g_assert_cmpmem (g_bytes_get_data (before, NULL), 8192, g_bytes_get_data (old, NULL), 8192);
  after = sim_bench_read_flash (bench, FACTORY_DATA + 3 * 8192, 8192);
  g_assert_cmpmem (g_bytes_get_data (after, NULL), 8192, (const guint8 *) g_bytes_get_data (old, NULL) + 8192, 8192);
  g_clear_pointer (&after, g_bytes_unref);
  after = sim_bench_read_flash (bench, FACTORY_DATA + 20000, 1); /* same page as the end of the data: erased */
  g_assert_cmphex (*(const guint8 *) g_bytes_get_data (after, NULL), ==, 0xFF);

  read_output = sim_bench_run (bench, "-q -c port=SWD sn={SN} -u 0x081EC000 20000 {DIR}/back.bin", NULL);
  sim_assert_contains (read_output,
                       "UPLOADING ...\n  File          : back.bin\n  Size          : 20000 Bytes\n  Address:      : 0x81EC000\n");
  sim_assert_contains (read_output, "\nData read successfully\nTime elapsed during read operation is: 00:00:");
  g_file_get_contents (path, &back, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (back, length, g_bytes_get_data (expected, NULL), 20000);
}

static void
test_skip_erase (SimBench *bench, gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  int status;

  sim_bench_write_random_file (bench, "image.bin", 100);
  first = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v --skipErase", NULL);
  sim_assert_lacks (first, "Erasing");
  second = sim_bench_run (bench, "-q -c port=SWD --skipErase -w {DIR}/image.bin 0x08000000", &status);
  g_assert_cmpint (status, ==, 1);
  sim_assert_contains (second, "Error: failed to download Segment[0]\nError: failed to download the File\n");
}

static void
test_erase (SimBench *bench, gconstpointer data)
{
  g_autoptr(GBytes) old = sim_bench_make_bytes (2 * 8192);
  g_autoptr(GBytes) left = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *sectors = NULL;
  g_autofree char *all = NULL;

  np_bench_folder_write_flash (bench->path, bench->serial, 0x08000000, old, &error);
  sectors = sim_bench_run (bench, "-q -c port=SWD -e '[1 17]'", NULL);
  sim_assert_contains (sectors, "Erasing internal memory sectors [1 17]\n");
  left = sim_bench_read_flash (bench, 0x08000000, 8193);
  g_assert_cmpmem (g_bytes_get_data (left, NULL), 8192, g_bytes_get_data (old, NULL), 8192);
  g_assert_cmphex (((const guint8 *) g_bytes_get_data (left, NULL))[8192], ==, 0xFF);

  all = sim_bench_run (bench, "-q -c port=SWD -e all", NULL);
  sim_assert_contains (all, "Mass erase ... \n\nMass erase successfully achieved\n");
  g_clear_pointer (&left, g_bytes_unref);
  left = sim_bench_read_flash (bench, 0x08000000, 1);
  g_assert_cmphex (*(const guint8 *) g_bytes_get_data (left, NULL), ==, 0xFF);
}

static void
test_hex_file (SimBench *bench, gconstpointer data)
{
  static const char hex[] = ":020000040800F2\r\n:04100000DEADBEEFB4\r\n:0410040001020304DE\r\n:00000001FF\r\n";
  static const guint8 expected[] = { 0xDE, 0xAD, 0xBE, 0xEF, 1, 2, 3, 4 };
  g_autofree char *path = sim_bench_write_file (bench, "image.hex", hex, strlen (hex));
  g_autofree char *broken = sim_bench_write_file (bench, "broken.hex", ":0410000001020304D0\n", 20);
  g_autofree char *output = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/image.hex -v", NULL);
  g_autofree char *refused = NULL;
  g_autoptr(GBytes) written = sim_bench_read_flash (bench, 0x08001000, sizeof expected);
  int status;

  sim_assert_contains (output, "  Address       : 0x08001000\n");
  g_assert_cmpmem (g_bytes_get_data (written, NULL), sizeof expected, expected, sizeof expected);
  refused = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/broken.hex", &status);
  g_assert_cmpint (status, ==, 1);
  sim_assert_contains (refused, "Error: Parsing fail\n");
}

static void
test_words (SimBench *bench, gconstpointer data)
{
  static const guint8 flash[] = { 0xB9, 0x56, 0x46, 0xA9, 1, 0, 0, 0, 0, 0, 1, 1, 0, 1, 1, 1, 0x12, 0x34 };
  g_autoptr(GBytes) bytes = g_bytes_new_static (flash, sizeof flash);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) boards = np_bench_folder_list_boards (bench->path, &error);
  const char *unique_id = ((NpBenchBoardInfo *) boards->pdata[0])->unique_id;
  g_autofree char *first_byte = g_strndup (unique_id, 2);
  g_autofree char *row = NULL;
  g_autofree char *output = NULL;
  g_autofree char *bytes_output = NULL;

  np_bench_folder_write_flash (bench->path, bench->serial, 0x08000024, bytes, &error);
  g_assert_no_error (error);
  output = sim_bench_run (bench, "-q -c port=SWD -r32 0x08000024 18 -r16 0x08000024 4 -r8 0x08000024 2", NULL);
  sim_assert_contains (output, "\nReading 32-bit memory content\n  Size          : 20 Bytes\n  Address:      : 0x8000024\n\n"
                               "0x08000024 : A94656B9 00000001 01010000 01010100\n0x08000034 : FFFF3412\n");
  sim_assert_contains (
      output, "Reading 16-bit memory content\n  Size          : 4 Bytes\n  Address:      : 0x8000024\n\n0x08000024 : 56B9 A946\n");
  sim_assert_contains (output, "0x08000024 : B9 56\n");

  bytes_output = sim_bench_run (bench, "-q -c port=SWD -r8 0x0BFA0700 12", NULL);
  row = g_strdup_printf ("0x0BFA0700 : %s ", first_byte);
  sim_assert_contains (bytes_output, row);
}

static void
test_option_bytes (SimBench *bench, gconstpointer data)
{
  g_autoptr(GBytes) old = sim_bench_make_bytes (16);
  g_autoptr(GBytes) left = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *shown = sim_bench_run (bench, "-q -c port=SWD -ob displ", NULL);
  g_autofree char *set = sim_bench_run (bench, "-q -c port=SWD -ob nSWboot0=0 nboot0=1", NULL);
  g_autofree char *same = sim_bench_run (bench, "-q -c port=SWD -ob nboot0=1", NULL);
  g_autofree char *unknown = NULL;
  g_autofree char *lowered = NULL;
  int status;

  sim_assert_contains (shown, "\nUPLOADING OPTION BYTES DATA ...\n");
  sim_assert_contains (shown,
                       "\nOPTION BYTES BANK: 0\n\n   Read Out Protection:\n\n     RDP          : 0xAA (Level 0, no protection) \n");
  sim_assert_contains (set, "Warning: Option Byte: nboot0, value: 0x1, was not modified.\n");
  sim_assert_contains (set, "\nPROGRAMMING OPTION BYTES AREA ...\n");
  sim_assert_contains (set, "\nOPTION BYTE PROGRAMMING VERIFICATION:\n");
  sim_assert_contains (set, "\nOption Bytes successfully programmed\n");
  sim_assert_contains (same, "Warning: Option Bytes are unchanged, Data won't be downloaded\n");
  unknown = sim_bench_run (bench, "-q -c port=SWD -ob NO_SUCH=1", &status);
  g_assert_cmpint (status, ==, 1);

  /* Back to level 0, and everything is erased. */
  np_bench_folder_write_flash (bench->path, bench->serial, 0x08000000, old, &error);
  np_bench_folder_set_option_byte (bench->path, bench->serial, "RDP", 0xDC, &error);
  g_assert_no_error (error);
  lowered = sim_bench_run (bench, "-q -c port=SWD -ob RDP=0xAA", NULL);
  sim_assert_contains (lowered, "Option Bytes successfully programmed");
  left = sim_bench_read_flash (bench, 0x08000000, 1);
  g_assert_cmphex (*(const guint8 *) g_bytes_get_data (left, NULL), ==, 0xFF);
}

static void
test_protected (SimBench *bench, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *write = NULL;
  g_autofree char *read = NULL;
  g_autofree char *erase = NULL;
  g_autofree char *closed = NULL;
  int status;

  sim_bench_write_random_file (bench, "image.bin", 100);
  np_bench_folder_set_option_byte (bench->path, bench->serial, "RDP", 0xDC, &error);
  shown = sim_bench_run (bench, "-q -c port=SWD mode=HOTPLUG -ob displ -r32 0x0BFA0700 12", NULL);
  sim_assert_contains (shown, "     RDP          : 0xDC (Level 1, read protection of memories) \n");
  sim_assert_contains (shown, "\n0x0BFA0700 : ");
  write = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", &status);
  g_assert_cmpint (status, ==, 1);
  sim_assert_contains (write, "Error: failed to erase memory\nError: failed to erase memory\n");
  sim_assert_lacks (write, "Download");
  erase = sim_bench_run (bench, "-q -c port=SWD -e all", &status);
  g_assert_cmpint (status, ==, 1);
  sim_assert_contains (erase, "Error: Mass erase operation failed.\n");
  read = sim_bench_run (bench, "-q -c port=SWD -u 0x08000000 16 {DIR}/back.bin", &status);
  g_assert_cmpint (status, ==, 1);
  sim_assert_lacks (read, "Data read successfully");

  np_bench_folder_set_option_byte (bench->path, bench->serial, "RDP", 0xCC, &error);
  g_assert_no_error (error);
  closed = sim_bench_run (bench, "-q -c port=SWD -ob displ", &status);
  g_assert_cmpint (status, ==, 1);
  sim_assert_contains (closed,
                       "Error: Unable to get core ID\nError: No STM32 target found! If your product embeds Debug Authentication, "
                       "please perform a discovery using Debug Authentication\n");
}

/* One call that is wrong, and what it says. */
static void
test_errors (SimBench *bench, gconstpointer data)
{
  static const struct
  {
    const char *arguments;
    const char *error;
  } cases[] = {
    { "-q -c port=SWD sn=066DFF485754727567021514 -rst", "Error: Serial number not found\n" },
    { "-q -c port=SWD -w blink.bin 0x08000000", "Error: File does not exist: blink.bin\n" },
    { "-q -c port=SWD -w {DIR}/image.bin", "Error: Wrong or missing start address" },
    { "-q -c port=SWD -w {DIR}/empty.bin 0x08000000", "Error: " },
    { "-q -c port=SWD -w {DIR}/image.bin 0x081FFFF0",
      "Error: failed to download Segment[0]\nError: failed to download the File\n" },
    { "-q -c port=SWD -w {DIR}/image.bin 0x20000000", "Error: failed to download Segment[0]\n" },
    { "-q -c port=SWD -v", "Error: Wrong verify command use: it must be performed just after write command\n" },
    { "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -rst -v", "Error: Wrong verify command use" },
    { "-q -c port=SWD -r32 0x20000000 4", "Error: " },
    { "-q -c port=SWD -u 0x08000000 0 {DIR}/x", "Error: " },
    { "-q -c port=SWD -el none.stldr -rst", "Error: flash loader cannot be loaded. FlashLoaderPath = none.stldr\n" },
    { "-q -c port=USB1 -rst", "Error: " },
    { "-q -rst", "Error: " },
    { "-q -c port=SWD -nosuchoption", "Error: " },
    { "-q -c port=SWD -w", "Error: " },
    { "-q -c port=SWD -e '[0 256]'", "Error: " },
    { "-q -c port=SWD -startfus", "Error: startfus command is not supported for such device\n" },
  };
  g_autofree char *empty = sim_bench_write_file (bench, "empty.bin", "", 0);

  sim_bench_write_random_file (bench, "image.bin", 100);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      int status;
      g_autofree char *output = sim_bench_run (bench, cases[i].arguments, &status);

      g_test_message ("%s", cases[i].arguments);
      g_assert_cmpint (status, ==, 1);
      sim_assert_contains (output, cases[i].error);
    }
}

static void
test_log (SimBench *bench, gconstpointer data)
{
  g_autofree char *output = sim_bench_run (bench, "-q -c port=SWD -rst -log {DIR}/tool.log", NULL);
  g_autofree char *path = sim_bench_get_file (bench, "tool.log");
  g_autofree char *log = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &log, NULL, &error);
  g_assert_no_error (error);
  sim_assert_contains (output, "Log output file: ");
  sim_assert_contains (log, "Software reset is performed\n");
}

/* Words that ST's tool takes in one argument, in any case. */
static void
test_joined_words (SimBench *bench, gconstpointer data)
{
  g_autofree char *output = NULL;
  g_autofree char *spaced = NULL;

  sim_bench_write_random_file (bench, "image.bin", 100);
  sim_bench_write_random_file (bench, "my image.bin", 100);
  output
      = sim_bench_run (bench, "--quietMode -C 'PORT=swd sn={SN}' Mode=ur '--verbosity 1' -D {DIR}/image.bin 8000000 -V -RST", NULL);
  sim_assert_contains (output, "Connect mode: Under Reset\nReset mode  : Hardware reset\n");
  sim_assert_contains (output, "Download verified successfully\n");
  sim_assert_contains (output, "Software reset is performed\n");
  spaced = sim_bench_run (bench, "-q -c port=SWD -w '{DIR}/my image.bin' 0x08000000", NULL);
  sim_assert_contains (spaced, "File download complete\n");
}

static void
test_control (SimBench *bench, gconstpointer data)
{
  g_autofree char *output = sim_bench_run (bench, "-q -c port=SWD mode=NORMAL -hardRst -halt -run -g", NULL);

  sim_assert_contains (output, "Connect mode: Normal\n");
  sim_assert_contains (output, "Hard reset is performed\n");
  sim_assert_contains (output, "Core run\n");
  sim_assert_contains (output, "RUNNING Program ... \n  Address:      : 0x8000000\nApplication is running, Please Hold on...\n"
                               "Start operation achieved successfully\n");
}

#define LOADER "{DIR}/bench/bin/ExternalLoader/S25FL128S_STM32WB5MM-DK.stldr"

static void
test_external_loader (SimBench *bench, gconstpointer data)
{
  static const guint8 zeros[16] = { 0 };
  g_autoptr(GBytes) bytes = sim_bench_make_bytes (70000);
  g_autofree char *other_loader = sim_bench_write_file (bench, "Other.stldr", "x", 1);
  g_autofree char *written = NULL;
  g_autofree char *without = NULL;
  g_autofree char *wrong = NULL;
  g_autofree char *read = NULL;
  g_autofree char *silent = NULL;
  g_autofree char *path = sim_bench_get_file (bench, "back.bin");
  g_autofree char *back = NULL;
  gsize length;
  int status;

  sim_bench_write_random_file (bench, "image.bin", 70000);
  without = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/image.bin 0x901C0000 -v", &status);
  g_assert_cmpint (status, ==, 1);
  wrong = sim_bench_run (bench, "-q -c port=SWD -el {DIR}/Other.stldr -w {DIR}/image.bin 0x901C0000 -v", &status);
  g_assert_cmpint (status, ==, 1);
  sim_assert_contains (wrong, "Erasing external memory sectors [28 29]\nError: failed to erase memory\n");
  written = sim_bench_run (bench, "-q -c port=SWD -el " LOADER " -w {DIR}/image.bin 0x901C0000 -v", NULL);
  sim_assert_contains (written, "Erasing external memory sectors [28 29]\nDownload in Progress:\n");
  g_assert_cmpuint (sim_bench_count_written (bench, 0x901C0000, bytes), ==, 70000);

  /* A loader that is rejected: nobody says so. */
  read = sim_bench_run (bench, "-q -c port=SWD -el {DIR}/Other.stldr -u 0x901C0000 16 {DIR}/back.bin", NULL);
  sim_assert_contains (read, "Data read successfully\n");
  g_assert_true (g_file_get_contents (path, &back, &length, NULL));
  g_assert_cmpmem (back, length, zeros, sizeof zeros);

  sim_bench_set_fault (bench, "write", "silent-loader:once");
  sim_bench_write_random_file (bench, "image.bin", 1000);
  silent = sim_bench_run (bench, "-q -c port=SWD -el " LOADER " -w {DIR}/image.bin 0x901D0000 -v", NULL);
  sim_assert_contains (silent, "Download verified successfully\n");
  sim_assert_lacks (silent, "rror");
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = sim_bench_make_bytes (1000);
  g_assert_cmpuint (sim_bench_count_written (bench, 0x901D0000, bytes), <, 1000);
}

/* The command lines of ST's own tool, as they stand: list, coprocessor, any other file. */
static void
test_st_command_lines (SimBench *bench, gconstpointer data)
{
  g_autofree char *list = NULL;
  g_autofree char *start = NULL;
  g_autofree char *upgrade = NULL;
  g_autofree char *restore = NULL;
  g_autofree char *flash = NULL;
  g_autofree char *reset = NULL;
  g_autofree char *version = NULL;
  g_autoptr(GBytes) bytes = sim_bench_make_bytes (3000);

  sim_bench_write_random_file (bench, "stack.bin", 30000);
  sim_bench_write_random_file (bench, "factory.bin", 3000);
  list = sim_bench_run (bench, "-l", NULL);
  sim_assert_contains (list, "=====  UART Interface  =====\n");

  start = sim_bench_run (bench, "-c port=SWD sn={SN} mode=UR -startwirelessstack --quietMode --verbosity 1", NULL);
  sim_assert_contains (start, "FusStartWS activated successfully\nstartwirelessStack command execution finished\n");
  upgrade = sim_bench_run (bench,
                           "-c port=SWD sn={SN} mode=UR -ob nSWboot0=0 nboot1=1 nboot0=1 -startfus "
                           "-fwupgrade {DIR}/stack.bin 0x8056000 -V --quietMode '--verbosity 1'",
                           NULL);
  sim_assert_contains (upgrade, "FUS_STATE_IDLE\nstartfus command execution finished\n");
  sim_assert_contains (upgrade, "Old wireless stack delete ...\n");
  sim_assert_contains (upgrade, "Warning: Option Byte: nboot0, value: 0x1, was not modified.\n");
  sim_assert_contains (upgrade, "File          : 0x495_FUS_Operator.bin\n");
  sim_assert_contains (upgrade, "Erasing internal memory sectors [0 1]\n");
  sim_assert_contains (upgrade, "Download firmware image at address 0x8056000 ...\n");
  sim_assert_contains (upgrade, "Firmware Upgrade Success\n");
  restore = sim_bench_run (bench, "-c port=swd sn={SN} mode=UR -ob nSWboot0=1 nboot1=1 nboot0=1 -rst --quietMode", NULL);
  sim_assert_contains (restore, "Option Bytes successfully programmed\n");
  version = sim_bench_run (bench, "-q -c port=swd sn={SN} -r32 0x20030030 1", NULL);
  sim_assert_contains (version, "  Size          : 4 Bytes\n  Address:      : 0x20030030\n\n0x20030030 : 01020000\n");

  flash = sim_bench_run (
      bench, "-c port=SWD sn={SN} mode=UR -el " LOADER " -d {DIR}/factory.bin 0x901C0000 -V --quietMode --verbosity 1 -rst", NULL);
  sim_assert_contains (flash, "Download verified successfully\n");
  g_assert_cmpuint (sim_bench_count_written (bench, 0x901C0000, bytes), ==, 3000);
  reset = sim_bench_run (bench, "-c port=SWD sn={SN} mode=UR -rst --quietMode", NULL);
  sim_assert_contains (reset, "Software reset is performed\n");
}

static void
test_coprocessor (SimBench *bench, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) application = sim_bench_make_bytes (100);
  g_autofree char *state = NULL;
  g_autofree char *deleted = NULL;

  np_bench_folder_write_flash (bench->path, bench->serial, 0x08000000, application, &error);
  g_assert_no_error (error);
  state = sim_bench_run (bench, "-q -c port=SWD mode=UR -startfus -fusgetstate", NULL);
  sim_assert_contains (state, "FUS_STATE_IDLE\nfusgetstate command execution finished\n");
  deleted = sim_bench_run (bench, "-q -c port=SWD mode=UR -fwdelete", NULL);
  sim_assert_contains (deleted, "Warning: FUS_STATE_IMG_NOT_FOUND, Flash already empty !\nFirmware delete Success\n");
  /* The service's operator took the application's place. */
  g_assert_cmpuint (sim_bench_count_written (bench, 0x08000000, application), <, 100);
}

/* The folder may be moved: its programmer finds it by its own place. */
static void
test_moved (SimBench *bench, gconstpointer data)
{
  g_autofree char *path = sim_bench_get_file (bench, "somewhere else");
  g_autofree char *list = NULL;

  g_assert_cmpint (g_rename (bench->path, path), ==, 0);
  g_free (bench->path);
  bench->path = g_steal_pointer (&path);
  list = sim_bench_run (bench, "-q -l st-link-only", NULL);
  sim_assert_contains (list, bench->serial);
}

#define ADD(path, platform, function) g_test_add (path, SimBench, platform, sim_bench_fixture_set_up, function, sim_bench_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sim-programmer/write-and-read", NULL, test_write_and_read);
  ADD ("/sim-programmer/skip-erase", NULL, test_skip_erase);
  ADD ("/sim-programmer/erase", NULL, test_erase);
  ADD ("/sim-programmer/hex-file", NULL, test_hex_file);
  ADD ("/sim-programmer/words", NULL, test_words);
  ADD ("/sim-programmer/option-bytes", NULL, test_option_bytes);
  ADD ("/sim-programmer/protected", NULL, test_protected);
  ADD ("/sim-programmer/errors", NULL, test_errors);
  ADD ("/sim-programmer/log", NULL, test_log);
  ADD ("/sim-programmer/joined-words", NULL, test_joined_words);
  ADD ("/sim-programmer/control", NULL, test_control);
  ADD ("/sim-programmer/external-loader", "stm32wb55", test_external_loader);
  ADD ("/sim-programmer/st-command-lines", "stm32wb55", test_st_command_lines);
  ADD ("/sim-programmer/coprocessor", "stm32wb55", test_coprocessor);
  ADD ("/sim-programmer/moved", NULL, test_moved);

  return g_test_run ();
}
