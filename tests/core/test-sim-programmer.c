/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The programmer's stand-in, run as a program: what it says against what ST's tool was seen to say, and what it does to a board. */
#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>

#include "bench/np-bench-file.h"
#include "np-error.h"
#include "sim-bench.h"
#include "support.h"

#define FACTORY_DATA 0x081EC000u

static void
set_up (SimBench *bench, gconstpointer platform)
{
  sim_bench_set_up (bench, 2, platform != NULL ? platform : "stm32wba6");
}

static void
tear_down (SimBench *bench, gconstpointer platform)
{
  sim_bench_tear_down (bench);
}

static void
write_random_file (SimBench *bench, const char *name, gsize size)
{
  g_autoptr (GBytes) bytes = sim_bench_make_bytes (size);
  g_autofree char *path = sim_bench_write_file (bench, name, g_bytes_get_data (bytes, NULL), size);

  g_assert_nonnull (path);
}

static void
set_tool_version (SimBench *bench, const char *version)
{
  g_autoptr (GError) error = NULL;

  np_bench_folder_set_tool_version (bench->path, version, &error);
  g_assert_no_error (error);
}

/* How long things took is nobody's to know before. */
static char *
mask_times (const char *output)
{
  g_autoptr (GRegex) time = g_regex_new ("\\d\\d:\\d\\d:\\d\\d\\.\\d\\d\\d", 0, 0, NULL);

  return g_regex_replace_literal (time, output, -1, 0, "00:00:00.000", 0, NULL);
}

static gboolean
become_nucleo_f446 (JsonObject *board, gpointer user_data, GError **error)
{
  JsonObject *probe = json_object_get_object_member (board, "probe");
  JsonObject *target = json_object_get_object_member (board, "target");
  JsonArray *memories = json_object_get_array_member (board, "memories");

  json_object_set_string_member (probe, "firmware", "V2J30M19");
  json_object_set_string_member (probe, "boardName", "NUCLEO-F446RE");
  json_object_set_int_member (probe, "swdFrequency", 4000);
  json_object_set_string_member (target, "deviceId", "0x421");
  json_object_set_string_member (target, "revision", "Rev A");
  json_object_set_string_member (target, "name", "STM32F446xx");
  json_object_set_string_member (target, "flashSize", "512 KBytes");
  json_object_set_string_member (target, "cpu", "Cortex-M4");
  json_object_set_string_member (target, "bootloader", "0x90");
  json_object_set_double_member (target, "voltage", 3.26);
  json_object_set_int_member (json_array_get_object_element (memories, 0), "pageSize", 16384);
  return TRUE;
}

static gboolean
become_nucleo_l476 (JsonObject *board, gpointer user_data, GError **error)
{
  JsonObject *probe = json_object_get_object_member (board, "probe");
  JsonObject *port = json_object_new ();

  json_object_set_string_member (probe, "firmware", "V2J46M32");
  json_object_set_string_member (probe, "boardName", "NUCLEO-L476RG");
  json_object_set_int_member (probe, "accessPort", 1);
  json_object_set_string_member (port, "name", "COM3");
  json_object_set_string_member (port, "location", "\\\\.\\COM3");
  json_object_set_string_member (port, "description", "STMicroelectronics STLink Virtual COM Port");
  json_object_set_object_member (board, "port", port);
  return TRUE;
}

/* The bench's only board becomes one of a recording. */
static void
become (SimBench *bench, const char *serial, NpBenchFileFunc edit)
{
  g_autofree char *old = g_build_filename (bench->path, "boards", bench->serial, NULL);
  g_autofree char *new = g_build_filename (bench->path, "boards", serial, NULL);
  g_autofree char *file = g_build_filename (new, "board.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_rename (old, new), ==, 0);
  g_assert_true (np_bench_file_edit (file, edit, NULL, &error));
  g_free (bench->serial);
  bench->serial = g_strdup (serial);
}

static void
unplug_second_board (SimBench *bench)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) boards = np_bench_folder_list_boards (bench->path, &error);

  np_bench_folder_set_plugged (bench->path, ((NpBenchBoardInfo *) boards->pdata[1])->serial, FALSE, &error);
  g_assert_no_error (error);
}

static const char write_2_23[] = //
    "ST-LINK SN  : 0670FF495051717867012345\n"
    "ST-LINK FW  : V2J30M19\n"
    "Board       : NUCLEO-F446RE\n"
    "Voltage     : 3.26V\n"
    "SWD freq    : 4000 KHz\n"
    "Connect mode: Hot Plug\n"
    "Reset mode  : Software reset\n"
    "Device ID   : 0x421\n"
    "Revision ID : Rev A\n"
    "Device name : STM32F446xx\n"
    "NVM size    : 512 KBytes\n"
    "Device type : MCU\n"
    "Device CPU  : Cortex-M4\n"
    "BL Version  : 0x90\n"
    "\n\n\n"
    "Opening and parsing file: nucleo-f446re_demo.elf\n"
    "\n\n"
    "Memory Programming ...\n"
    "  File          : nucleo-f446re_demo.elf\n"
    "  Size          : 9.99 KB \n"
    "  Address       : 0x08000000\n"
    "\n\n"
    "Erasing memory corresponding to segment 0:\n"
    "Erasing internal memory sector 0\n"
    "Download in Progress:\n"
    "\n\n"
    "File download complete\n"
    "Time elapsed during download operation: 00:00:00.000\n"
    "\n\n\n"
    "Verifying...\n"
    "\n\n\n\n"
    "Time elapsed during verifying operation: 00:00:00.000\n"
    "\n\n"
    "Download verified successfully\n"
    "\n\n\n"
    "MCU Reset\n"
    "\n"
    "Software reset is performed\n";

/* An ELF file of one segment at 0x08000000. */
static void
write_elf (SimBench *bench, const char *name, gsize size)
{
  static const guint8 header[] = {
    0x7F, 'E',  'L',  'F',  1,    1,    1,    0,    0,    0,    0,    0,    0,    0,    0,    0,    /* 32 bits, little-endian */
    2,    0,    40,   0,    1,    0,    0,    0,    0,    0,    0,    8,    52,   0,    0,    0,    /* ARM; program headers at 52 */
    0,    0,    0,    0,    0,    0,    0,    0,    52,   0,    32,   0,    1,    0,    0,    0,    /* one, of 32 bytes */
    0,    0,    0,    0,                                                                            //
    1,    0,    0,    0,    84,   0,    0,    0,    0,    0,    0,    8,    0,    0,    0,    8,    /* PT_LOAD, at 84, 0x08000000 */
  };
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autoptr (GBytes) bytes = sim_bench_make_bytes (size);
  guint32 rest[] = { GUINT32_TO_LE (size), GUINT32_TO_LE (size), GUINT32_TO_LE (5), GUINT32_TO_LE (4) };
  g_autofree char *path = NULL;

  g_byte_array_append (file, header, sizeof header);
  g_byte_array_append (file, (const guint8 *) rest, sizeof rest);
  g_byte_array_append (file, g_bytes_get_data (bytes, NULL), size);
  path = sim_bench_write_file (bench, name, file->data, file->len);
}

static void
test_transcript_write (SimBench *bench, gconstpointer data)
{
  g_autofree char *output = NULL;
  g_autofree char *masked = NULL;

  become (bench, "0670FF495051717867012345", become_nucleo_f446);
  write_elf (bench, "nucleo-f446re_demo.elf", 10230);
  output = sim_bench_run (bench, "-q -c port=SWD mode=HOTPLUG sn={SN} -w {DIR}/nucleo-f446re_demo.elf -v -rst", NULL);
  masked = mask_times (output);
  g_assert_cmpstr (masked, ==, write_2_23);
}

static const char list_2_22[] = //
    "=====  DFU Interface   =====\n"
    "\n"
    "No STM32 device in DFU mode connected\n"
    "\n"
    "===== J-Link Interface =====\n"
    "No J-Link/flasher probe detected.\n"
    "===== STLink Interface =====\n"
    "\n"
    "-------- Connected ST-LINK Probes List --------\n"
    "\n"
    "ST-Link Probe 0 :\n"
    "   ST-LINK SN  : 066DFF485754727567021514\n"
    "   ST-LINK FW  : V2J46M32\n"
    "   Access Port Number  : 1\n"
    "   Board Name  : NUCLEO-L476RG\n"
    "-----------------------------------------------\n"
    "\n"
    "=====  UART Interface  =====\n"
    "\n"
    "Total number of serial ports available: 1\n"
    "\n"
    "Board Name  : NUCLEO-L476RG\n"
    "ST-LINK SN: 066DFF485754727567021514\n"
    "Port: COM3\n"
    "Location: \\\\.\\COM3\n"
    "Description: STMicroelectronics STLink Virtual COM Port\n"
    "Manufacturer: STMicroelectronics\n";

static void
test_transcript_list (SimBench *bench, gconstpointer data)
{
  g_autoptr (NpBenchFolder) open = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *old = NULL;
  g_autofree char *probes = NULL;

  unplug_second_board (bench);
  become (bench, "066DFF485754727567021514", become_nucleo_l476);
  open = np_bench_folder_open (bench->path, &error);
  g_assert_no_error (error);
  set_tool_version (bench, "2.22");
  output = sim_bench_run (bench, "-q -l", NULL);
  g_assert_cmpstr (output, ==, list_2_22);

  set_tool_version (bench, "2.12");
  old = sim_bench_run (bench, "-q -l", NULL);
  sim_assert_contains (old, "   ST-LINK SN  : 066DFF485754727567021514\n   ST-LINK FW  : V2J46M32\n-------");
  sim_assert_contains (old, "available: 1\n\nPort: COM3\n");
  sim_assert_lacks (old, "Board Name");
  sim_assert_lacks (old, "J-Link");

  probes = sim_bench_run (bench, "-q -l st-link-only", NULL);
  sim_assert_contains (probes, "066DFF485754727567021514");
  sim_assert_lacks (probes, "UART");
}

static void
test_list_none (SimBench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *all = NULL;
  g_autofree char *probes = NULL;
  g_autofree char *connect = NULL;
  int status;

  unplug_second_board (bench);
  np_bench_folder_set_plugged (bench->path, bench->serial, FALSE, &error);
  g_assert_no_error (error);
  all = sim_bench_run (bench, "-q -l", NULL);
  sim_assert_contains (all, "===== STLink Interface =====\nError: No ST-Link detected!\n");
  sim_assert_contains (all, "Total number of serial ports available: 0\n");
  probes = sim_bench_run (bench, "-q -l st-link-only", NULL);
  sim_assert_contains (probes, "\nNo ST-Link detected!\n");
  sim_assert_lacks (probes, "Error");
  connect = sim_bench_run (bench, "-q -c port=SWD", &status);
  g_assert_cmpint (status, ==, 1);
  g_assert_cmpstr (connect, ==, "Error: No debug probe detected.\n");
}

/* The facts' table: what each version prints, and what it doesn't yet. */
static void
test_styles (SimBench *bench, gconstpointer data)
{
  static const struct
  {
    const char *text;
    guint since; /* minor version */
    guint until; /* the last */
  } styles[] = {
    { "\nMemory Programming ...\nOpening and parsing file: image.bin\n  File ", 4, 17 },
    { "\nOpening and parsing file: image.bin\n\n\nMemory Programming ...\n  File ", 18, 23 },
    { "\nVerifying ...\n", 4, 19 },
    { "\nVerifying...\n", 20, 23 },
    { "\nTime elapsed during verifying operation: ", 20, 23 },
    { "\nFlash size  : 2 MBytes\n", 4, 21 },
    { "\nNVM size    : 2 MBytes\n", 22, 23 },
    { "\n  Size          : 61304 Bytes\n", 4, 10 },
    { "\n  Size          : 59.87 KB \n", 11, 23 },
    { "\nBL Version  : 0xB1\n", 8, 23 },
    { "\nBoard       : STM32WBA65I-DK1\n", 5, 23 },
  };

  write_random_file (bench, "image.bin", 61304);
  for (guint minor = 4; minor <= 23; minor++)
    {
      g_autofree char *version = g_strdup_printf ("2.%u", minor);
      g_autofree char *output = NULL;

      set_tool_version (bench, version);
      output = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", NULL);
      sim_assert_contains (output, "\nDownload verified successfully");
      for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
        if (minor >= styles[i].since && minor <= styles[i].until)
          sim_assert_contains (output, styles[i].text);
        else
          sim_assert_lacks (output, styles[i].text);
    }
}

static void
test_sizes (SimBench *bench, gconstpointer data)
{
  g_autofree char *small = NULL;
  g_autofree char *large = NULL;

  write_random_file (bench, "small.bin", 772);
  write_random_file (bench, "large.bin", 8192);
  small = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/small.bin 0x08000000", NULL);
  sim_assert_contains (small, "  Size          : 772.00 B \n");
  set_tool_version (bench, "2.10");
  large = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/large.bin 0x08000000", NULL);
  sim_assert_contains (large, "  Size          : 8 KBytes\n");
}

static void
test_colours (SimBench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *colours = NULL;
  g_autofree char *late = NULL;
  g_autofree char *windows = NULL;
  g_autofree char *version = NULL;

  write_random_file (bench, "image.bin", 20000);
  colours = sim_bench_run (bench, "-c port=SWD -w {DIR}/image.bin 0x08000000", NULL);
  g_assert_true (g_str_has_prefix (colours, "\033[36m\033[01m      -------------"));
  sim_assert_contains (colours, "-------\n\033[39;49m\033[0m");
  sim_assert_contains (colours, "[==================================================] 100% \n");

  late = sim_bench_run (bench, "-c port=SWD -w {DIR}/image.bin 0x08000000 --quietMode", NULL);
  g_assert_true (g_str_has_prefix (late, "\033[36m"));
  sim_assert_lacks (late, "[====");

  np_bench_folder_set_tool_system (bench->path, "windows", &error);
  g_assert_no_error (error);
  windows = sim_bench_run (bench, "-c port=SWD -w {DIR}/image.bin 0x08000000", NULL);
  sim_assert_lacks (windows, "\033");
  sim_assert_contains (windows, "\r\nFile download complete\r\n");
  sim_assert_contains (windows, "\xDB\xDB\xDB 100%");

  version = sim_bench_run (bench, "--version", NULL);
  sim_assert_contains (version, "STM32CubeProgrammer version: 2.23.0 \r\n");
}

static void
test_write_and_read (SimBench *bench, gconstpointer data)
{
  g_autoptr (GBytes) expected = sim_bench_make_bytes (20000);
  g_autoptr (GBytes) old = sim_bench_make_bytes (3 * 8192);
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *read_output = NULL;
  g_autofree char *path = sim_bench_get_file (bench, "back.bin");
  g_autofree char *back = NULL;
  gsize length;

  /* Something lies in the page before, in the last page that is touched, and in the one after. */
  np_bench_folder_write_flash (bench->path, bench->serial, FACTORY_DATA - 8192, old, &error);
  np_bench_folder_write_flash (bench->path, bench->serial, FACTORY_DATA + 2 * 8192, old, &error);
  g_assert_no_error (error);
  write_random_file (bench, "image.bin", 20000);
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
  sim_assert_contains (read_output, "UPLOADING ...\n  File          : back.bin\n  Size          : 20000 Bytes\n  Address:      : 0x81EC000\n");
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

  write_random_file (bench, "image.bin", 100);
  first = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v --skipErase", NULL);
  sim_assert_lacks (first, "Erasing");
  second = sim_bench_run (bench, "-q -c port=SWD --skipErase -w {DIR}/image.bin 0x08000000", &status);
  g_assert_cmpint (status, ==, 1);
  sim_assert_contains (second, "Error: failed to download Segment[0]\nError: failed to download the File\n");
}

static void
test_erase (SimBench *bench, gconstpointer data)
{
  g_autoptr (GBytes) old = sim_bench_make_bytes (2 * 8192);
  g_autoptr (GBytes) left = NULL;
  g_autoptr (GError) error = NULL;
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
  g_autoptr (GBytes) written = sim_bench_read_flash (bench, 0x08001000, sizeof expected);
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
  g_autoptr (GBytes) bytes = g_bytes_new_static (flash, sizeof flash);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) boards = np_bench_folder_list_boards (bench->path, &error);
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
  sim_assert_contains (output, "Reading 16-bit memory content\n  Size          : 4 Bytes\n  Address:      : 0x8000024\n\n0x08000024 : 56B9 A946\n");
  sim_assert_contains (output, "0x08000024 : B9 56\n");

  bytes_output = sim_bench_run (bench, "-q -c port=SWD -r8 0x0BFA0700 12", NULL);
  row = g_strdup_printf ("0x0BFA0700 : %s ", first_byte);
  sim_assert_contains (bytes_output, row);
}

static void
test_option_bytes (SimBench *bench, gconstpointer data)
{
  g_autoptr (GBytes) old = sim_bench_make_bytes (16);
  g_autoptr (GBytes) left = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = sim_bench_run (bench, "-q -c port=SWD -ob displ", NULL);
  g_autofree char *set = sim_bench_run (bench, "-q -c port=SWD -ob nSWboot0=0 nboot0=1", NULL);
  g_autofree char *same = sim_bench_run (bench, "-q -c port=SWD -ob nboot0=1", NULL);
  g_autofree char *unknown = NULL;
  g_autofree char *lowered = NULL;
  int status;

  sim_assert_contains (shown, "\nUPLOADING OPTION BYTES DATA ...\n");
  sim_assert_contains (shown, "\nOPTION BYTES BANK: 0\n\n   Read Out Protection:\n\n     RDP          : 0xAA (Level 0, no protection) \n");
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
  g_autoptr (GError) error = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *write = NULL;
  g_autofree char *read = NULL;
  g_autofree char *erase = NULL;
  g_autofree char *closed = NULL;
  int status;

  write_random_file (bench, "image.bin", 100);
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
  sim_assert_contains (closed, "Error: Unable to get core ID\nError: No STM32 target found! If your product embeds Debug Authentication, "
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
    { "-q -c port=SWD -w {DIR}/image.bin 0x081FFFF0", "Error: failed to download Segment[0]\nError: failed to download the File\n" },
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

  write_random_file (bench, "image.bin", 100);
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
  g_autoptr (GError) error = NULL;

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

  write_random_file (bench, "image.bin", 100);
  write_random_file (bench, "my image.bin", 100);
  output = sim_bench_run (bench, "--quietMode -C 'PORT=swd sn={SN}' Mode=ur '--verbosity 1' -D {DIR}/image.bin 8000000 -V -RST", NULL);
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

/* The call that a fault of a step meets, and what comes of it. */
static const struct
{
  const char *step;
  const char *kind;
  const char *arguments;
  int status;          /* negative: the signal */
  const char *says;
  const char *says_not; /* (nullable) */
} fault_cases[] = {
  { "connect", "exit-1", "-q -c port=SWD -rst", 1, "Error: ST-LINK error (DEV_TARGET_CMD_ERR)\n", "Device ID" },
  { "identify", "exit-1", "-q -c port=SWD -ob displ", 1, "Error: ", "RDP" },
  { "identify", "exit-1", "-q -c port=SWD -rst", 0, "Software reset is performed\n", "Error" },
  { "write", "exit-1", "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", 1, "Error: failed to download Segment[0]\n", "complete" },
  { "write", "error-exit-0", "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", 0, "Error: failed to download Segment[0]\n", NULL },
  { "write", "error-exit-0", "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", 0, "Download verified successfully\n", NULL },
  { "write", "killed", "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", -SIGKILL, "Download in Progress:\n", "complete" },
  { "verify", "killed", "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", -SIGKILL, "Verifying...\n", "successfully" },
  { "verify", "exit-1", "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", 1, "Error: Download verification failed\n", "successfully" },
  { "verify", "verify-mismatch", "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", 1,
    "Error: Data mismatch found at address 0x08002710 (byte = 0x", "successfully" },
  { "read", "exit-1", "-q -c port=SWD -u 0x08000000 16 {DIR}/back.bin", 1, "Error: ", "Data read successfully" },
  { "reset", "exit-1", "-q -c port=SWD -rst", 1, "MCU Reset\n", "is performed" },
  { "list", "exit-1", "-q -l st-link-only", 1, "ST-LINK error (DEV_USB_COMM_ERR)\n", "Probe 0" },
  { "list", "probe-busy", "-q -l st-link-only", 0, "ST-LINK error (DEV_CONNECT_ERR)\n\n--------", NULL },
  { "list", "probe-busy", "-q -l st-link-only", 0, "   ST-LINK FW  : \n   Access Port Number  : 0\n   Board Name  : \n", NULL },
  { "connect", "probe-busy", "-q -c port=SWD -rst", 1, "ST-LINK error (DEV_CONNECT_ERR)\n", "SN" },
  { "any", "no-target", "-q -c port=SWD -rst", 1, "Voltage     : 3.29V\nError: Unable to get core ID\nError: No STM32 target found!", "Device" },
  { "write", "no-target", "-q -c port=SWD -ob displ", 0, "Device ID   : 0x4B0\n", "Error" },
  { "any", "wrong-chip", "-q -c port=SWD -rst", 0, "Device ID   : 0x421\nRevision ID : Rev A\nDevice name : STM32F446xx\n", "0x4B0" },
  { "any", "rdp-on", "-q -c port=SWD -ob displ", 0, "     RDP          : 0xBB (Level 1", NULL },
  { "any", "rdp-on", "-q -c port=SWD -w {DIR}/image.bin 0x08000000", 1, "Error: failed to erase memory\nError: failed to erase memory\n", NULL },
  { "write", "unplugged", "-q -c port=SWD -w {DIR}/image.bin 0x08000000", 1, "ST-LINK error (DEV_USB_COMM_ERR)\n", "complete" },
  { "write", "power-lost", "-q -c port=SWD -w {DIR}/image.bin 0x08000000", 1, "Error: ST-LINK error (DEV_TARGET_CMD_ERR)\n", "complete" },
  { "any", "slow-link", "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", 0, "Download verified successfully\n", "Error" },
};

static void
test_fault (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  SimBench bench;
  g_autofree char *output = NULL;
  int status;

  sim_bench_set_up (&bench, 1, "stm32wba6");
  write_random_file (&bench, "image.bin", 20000);
  sim_bench_set_fault (&bench, fault_cases[i].step, fault_cases[i].kind);
  output = sim_bench_run (&bench, fault_cases[i].arguments, &status);
  g_assert_cmpint (status, ==, fault_cases[i].status);
  sim_assert_contains (output, fault_cases[i].says);
  if (fault_cases[i].says_not != NULL)
    sim_assert_lacks (output, fault_cases[i].says_not);
  sim_bench_tear_down (&bench);
}

/* How many of @expected's first bytes are on the board. */
static gsize
count_written (SimBench *bench, guint32 address, GBytes *expected)
{
  gsize size = g_bytes_get_size (expected);
  g_autoptr (GBytes) flash = sim_bench_read_flash (bench, address, size);
  const guint8 *a = g_bytes_get_data (flash, NULL);
  const guint8 *b = g_bytes_get_data (expected, NULL);
  gsize count = 0;

  while (count < size && a[count] == b[count])
    count++;
  return count;
}

static void
test_partly_written (SimBench *bench, gconstpointer data)
{
  g_autoptr (GBytes) bytes = sim_bench_make_bytes (20000);
  g_autofree char *output = NULL;
  g_autofree char *retry = NULL;
  int status;

  write_random_file (bench, "image.bin", 20000);
  sim_bench_set_fault (bench, "write", "killed:once");
  output = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/image.bin 0x08000000", &status);
  g_assert_cmpint (status, ==, -SIGKILL);
  g_assert_cmpuint (count_written (bench, 0x08000000, bytes), >=, 8192);
  g_assert_cmpuint (count_written (bench, 0x08000000, bytes), <, 16384);

  retry = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/image.bin 0x08000000 -v", NULL);
  g_assert_cmpuint (count_written (bench, 0x08000000, bytes), ==, 20000);
}

/* Told to end in the middle of a write: what it had done by then is on the board. */
static void
test_terminated (SimBench *bench, gconstpointer data)
{
  g_autoptr (GBytes) bytes = sim_bench_make_bytes (40000);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  write_random_file (bench, "image.bin", 40000);
  np_bench_folder_set_speed (bench->path, 0.1, &error);
  g_setenv ("NAMEPLATE_SIM_SPEED", "4", TRUE); /* wins over the bench's */
  process = sim_bench_start (bench, "-c port=SWD sn={SN} -w {DIR}/image.bin 0x08000000");
  g_unsetenv ("NAMEPLATE_SIM_SPEED");
  sim_bench_wait_for_output (process, " 20% ");
  g_subprocess_send_signal (process, SIGTERM);
  g_subprocess_wait (process, NULL, &error);
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpuint (count_written (bench, 0x08000000, bytes), >=, 8000);
  g_assert_cmpuint (count_written (bench, 0x08000000, bytes), <, 40000);
}

static void
check_hang (SimBench *bench, const char *kind)
{
  gboolean stuck = g_strcmp0 (kind, "stuck") == 0;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *list = NULL;
  int status;

  write_random_file (bench, "image.bin", 20000);
  sim_bench_set_fault (bench, "verify", kind);
  process = sim_bench_start (bench, "-q -c port=SWD sn={SN} -w {DIR}/image.bin 0x08000000 -v");
  sim_bench_wait_for_output (process, "Verifying...");

  /* Its probe is nobody else's, and shows as in use; the other board doesn't mind. */
  output = sim_bench_run (bench, "-q -c port=SWD sn={SN} -rst", &status);
  g_assert_cmpint (status, ==, 1);
  g_assert_cmpstr (output, ==, "ST-LINK error (DEV_CONNECT_ERR)\n");
  list = sim_bench_run (bench, "-q -l st-link-only", NULL);
  sim_assert_contains (list, "ST-LINK error (DEV_CONNECT_ERR)\n");
  sim_assert_contains (list, "   ST-LINK FW  : \n");
  sim_assert_contains (list, "   ST-LINK FW  : V3J15M7\n");

  g_subprocess_send_signal (process, SIGTERM);
  if (stuck)
    g_subprocess_send_signal (process, SIGKILL);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, stuck ? SIGKILL : SIGTERM);
}

static void
test_hang (SimBench *bench, gconstpointer data)
{
  check_hang (bench, "hang");
}

static void
test_stuck (SimBench *bench, gconstpointer data)
{
  check_hang (bench, "stuck");
}

static void
test_bit_flip (SimBench *bench, gconstpointer data)
{
  g_autoptr (GBytes) bytes = sim_bench_make_bytes (20000);
  g_autofree char *output = NULL;

  write_random_file (bench, "image.bin", 20000);
  sim_bench_set_fault (bench, "verify", "bit-flip:once");
  output = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/image.bin 0x081EC000 -v", NULL);
  sim_assert_contains (output, "Download verified successfully\n");
  g_assert_cmpuint (count_written (bench, FACTORY_DATA, bytes), ==, 10000);
}

static void
test_fault_count (SimBench *bench, gconstpointer data)
{
  int status;

  sim_bench_set_fault (bench, "reset", "exit-1:2");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *output = sim_bench_run (bench, "-q -c port=SWD -rst", &status);

      g_assert_cmpint (status, ==, i < 2 ? 1 : 0);
    }
}

static void
test_unplugged (SimBench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *list = NULL;
  g_autofree char *again = NULL;
  int status;

  sim_bench_set_fault (bench, "reset", "unplugged:once");
  output = sim_bench_run (bench, "-q -c port=SWD sn={SN} -rst", &status);
  g_assert_cmpint (status, ==, 1);
  list = sim_bench_run (bench, "-q -l st-link-only", NULL);
  sim_assert_lacks (list, bench->serial);
  again = sim_bench_run (bench, "-q -c port=SWD sn={SN} -rst", &status);
  g_assert_cmpstr (again, ==, "Error: Serial number not found\n");

  np_bench_folder_set_plugged (bench->path, bench->serial, TRUE, &error);
  g_assert_no_error (error);
  g_free (g_steal_pointer (&again));
  again = sim_bench_run (bench, "-q -c port=SWD sn={SN} -rst", NULL);
}

static void
test_power_lost (SimBench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;
  g_autofree char *off = NULL;
  g_autofree char *on = NULL;
  int status;

  sim_bench_set_fault (bench, "reset", "power-lost:once");
  output = sim_bench_run (bench, "-q -c port=SWD -rst", &status);
  off = sim_bench_run (bench, "-q -c port=SWD -rst", &status);
  g_assert_cmpint (status, ==, 1);
  sim_assert_contains (off, "Voltage     : 0.00V\n");
  np_bench_folder_set_powered (bench->path, bench->serial, TRUE, &error);
  g_assert_no_error (error);
  on = sim_bench_run (bench, "-q -c port=SWD -rst", NULL);
}

#define LOADER "{DIR}/bench/bin/ExternalLoader/S25FL128S_STM32WB5MM-DK.stldr"

static void
test_external_loader (SimBench *bench, gconstpointer data)
{
  static const guint8 zeros[16] = { 0 };
  g_autoptr (GBytes) bytes = sim_bench_make_bytes (70000);
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

  write_random_file (bench, "image.bin", 70000);
  without = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/image.bin 0x901C0000 -v", &status);
  g_assert_cmpint (status, ==, 1);
  wrong = sim_bench_run (bench, "-q -c port=SWD -el {DIR}/Other.stldr -w {DIR}/image.bin 0x901C0000 -v", &status);
  g_assert_cmpint (status, ==, 1);
  sim_assert_contains (wrong, "Erasing external memory sectors [28 29]\nError: failed to erase memory\n");
  written = sim_bench_run (bench, "-q -c port=SWD -el " LOADER " -w {DIR}/image.bin 0x901C0000 -v", NULL);
  sim_assert_contains (written, "Erasing external memory sectors [28 29]\nDownload in Progress:\n");
  g_assert_cmpuint (count_written (bench, 0x901C0000, bytes), ==, 70000);

  /* A loader that is rejected: nobody says so. */
  read = sim_bench_run (bench, "-q -c port=SWD -el {DIR}/Other.stldr -u 0x901C0000 16 {DIR}/back.bin", NULL);
  sim_assert_contains (read, "Data read successfully\n");
  g_assert_true (g_file_get_contents (path, &back, &length, NULL));
  g_assert_cmpmem (back, length, zeros, sizeof zeros);

  sim_bench_set_fault (bench, "write", "silent-loader:once");
  write_random_file (bench, "image.bin", 1000);
  silent = sim_bench_run (bench, "-q -c port=SWD -el " LOADER " -w {DIR}/image.bin 0x901D0000 -v", NULL);
  sim_assert_contains (silent, "Download verified successfully\n");
  sim_assert_lacks (silent, "rror");
  g_clear_pointer (&bytes, g_bytes_unref);
  bytes = sim_bench_make_bytes (1000);
  g_assert_cmpuint (count_written (bench, 0x901D0000, bytes), <, 1000);
}

/* facts: ST's tool, step by step, 1 to 3, as they stand. */
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
  g_autoptr (GBytes) bytes = sim_bench_make_bytes (3000);

  write_random_file (bench, "stack.bin", 30000);
  write_random_file (bench, "factory.bin", 3000);
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

  flash = sim_bench_run (bench,
                         "-c port=SWD sn={SN} mode=UR -el " LOADER " -d {DIR}/factory.bin 0x901C0000 -V --quietMode --verbosity 1 -rst",
                         NULL);
  sim_assert_contains (flash, "Download verified successfully\n");
  g_assert_cmpuint (count_written (bench, 0x901C0000, bytes), ==, 3000);
  reset = sim_bench_run (bench, "-c port=SWD sn={SN} mode=UR -rst --quietMode", NULL);
  sim_assert_contains (reset, "Software reset is performed\n");
}

static void
test_coprocessor (SimBench *bench, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) application = sim_bench_make_bytes (100);
  g_autofree char *state = NULL;
  g_autofree char *deleted = NULL;

  np_bench_folder_write_flash (bench->path, bench->serial, 0x08000000, application, &error);
  g_assert_no_error (error);
  state = sim_bench_run (bench, "-q -c port=SWD mode=UR -startfus -fusgetstate", NULL);
  sim_assert_contains (state, "FUS_STATE_IDLE\nfusgetstate command execution finished\n");
  deleted = sim_bench_run (bench, "-q -c port=SWD mode=UR -fwdelete", NULL);
  sim_assert_contains (deleted, "Warning: FUS_STATE_IMG_NOT_FOUND, Flash already empty !\nFirmware delete Success\n");
  /* The service's operator took the application's place. */
  g_assert_cmpuint (count_written (bench, 0x08000000, application), <, 100);
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

#define ADD(path, platform, function) g_test_add (path, SimBench, platform, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sim-programmer/transcript/write", NULL, test_transcript_write);
  ADD ("/sim-programmer/transcript/list", NULL, test_transcript_list);
  ADD ("/sim-programmer/list-none", NULL, test_list_none);
  ADD ("/sim-programmer/styles", NULL, test_styles);
  ADD ("/sim-programmer/sizes", NULL, test_sizes);
  ADD ("/sim-programmer/colours", NULL, test_colours);
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
  ADD ("/sim-programmer/partly-written", NULL, test_partly_written);
  ADD ("/sim-programmer/terminated", NULL, test_terminated);
  ADD ("/sim-programmer/hang", NULL, test_hang);
  ADD ("/sim-programmer/stuck", NULL, test_stuck);
  ADD ("/sim-programmer/bit-flip", NULL, test_bit_flip);
  ADD ("/sim-programmer/fault-count", NULL, test_fault_count);
  ADD ("/sim-programmer/unplugged", NULL, test_unplugged);
  ADD ("/sim-programmer/power-lost", NULL, test_power_lost);
  ADD ("/sim-programmer/external-loader", "stm32wb55", test_external_loader);
  ADD ("/sim-programmer/st-command-lines", "stm32wb55", test_st_command_lines);
  ADD ("/sim-programmer/coprocessor", "stm32wb55", test_coprocessor);
  ADD ("/sim-programmer/moved", NULL, test_moved);
  for (guint i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sim-programmer/fault/%s/%s/%u", fault_cases[i].step, fault_cases[i].kind, i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_fault);
    }

  return g_test_run ();
}
