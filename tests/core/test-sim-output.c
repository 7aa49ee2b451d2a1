/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the programmer's stand-in says, against what ST's tool was seen to say. */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "bench/np-bench-file.h"
#include "sim-bench.h"

/* How long things took is nobody's to know before. */
static char *
mask_times (const char *output)
{
  g_autoptr(GRegex) time = g_regex_new ("\\d\\d:\\d\\d:\\d\\d\\.\\d\\d\\d", 0, 0, NULL);

  return g_regex_replace_literal (time, output, -1, 0, "00:00:00.000", 0, NULL);
}

static void
set_tool_version (SimBench *bench, const char *version)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_set_tool_version (bench->path, version, &error);
  g_assert_no_error (error);
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
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_rename (old, new), ==, 0);
  g_assert_true (np_bench_file_edit (file, edit, NULL, &error));
  g_free (bench->serial);
  bench->serial = g_strdup (serial);
}

static void
unplug_second_board (SimBench *bench)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) boards = np_bench_folder_list_boards (bench->path, &error);

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
    0x7F, 'E', 'L', 'F', 1,  1, 1, 0, 0,  0, 0,  0, 0,  0, 0, 0, /* 32 bits, little-endian */
    2,    0,   40,  0,   1,  0, 0, 0, 0,  0, 0,  8, 52, 0, 0, 0, /* ARM; program headers at 52 */
    0,    0,   0,   0,   0,  0, 0, 0, 52, 0, 32, 0, 1,  0, 0, 0, /* one, of 32 bytes */
    0,    0,   0,   0,                                           //
    1,    0,   0,   0,   84, 0, 0, 0, 0,  0, 0,  8, 0,  0, 0, 8, /* PT_LOAD, at 84, 0x08000000 */
  };
  g_autoptr(GByteArray) file = g_byte_array_new ();
  g_autoptr(GBytes) bytes = sim_bench_make_bytes (size);
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
  g_autoptr(NpBenchFolder) open = NULL;
  g_autoptr(GError) error = NULL;
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
  g_autoptr(GError) error = NULL;
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

/* What each version prints, and what it doesn't yet or any more. */
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

  sim_bench_write_random_file (bench, "image.bin", 61304);
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

  sim_bench_write_random_file (bench, "small.bin", 772);
  sim_bench_write_random_file (bench, "large.bin", 8192);
  small = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/small.bin 0x08000000", NULL);
  sim_assert_contains (small, "  Size          : 772.00 B \n");
  set_tool_version (bench, "2.10");
  large = sim_bench_run (bench, "-q -c port=SWD -w {DIR}/large.bin 0x08000000", NULL);
  sim_assert_contains (large, "  Size          : 8 KBytes\n");
}

static void
test_colours (SimBench *bench, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *colours = NULL;
  g_autofree char *late = NULL;
  g_autofree char *windows = NULL;
  g_autofree char *version = NULL;

  sim_bench_write_random_file (bench, "image.bin", 20000);
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

#define ADD(path, platform, function) g_test_add (path, SimBench, platform, sim_bench_fixture_set_up, function, sim_bench_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/sim-output/transcript/write", NULL, test_transcript_write);
  ADD ("/sim-output/transcript/list", NULL, test_transcript_list);
  ADD ("/sim-output/list-none", NULL, test_list_none);
  ADD ("/sim-output/styles", NULL, test_styles);
  ADD ("/sim-output/sizes", NULL, test_sizes);
  ADD ("/sim-output/colours", NULL, test_colours);

  return g_test_run ();
}
