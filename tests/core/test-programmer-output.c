/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "bench/np-programmer-output.h"
#include "np-error.h"

#define NO_ERROR_CODE -1

static char *
load (const char *name, gsize *length)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "core", "transcripts", name, NULL);
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, length, &error);
  g_assert_no_error (error);
  return text;
}

static void
feed_in_pieces (NpProgrammerOutput *output, const char *text, gsize length, gsize piece)
{
  for (gsize i = 0; i < length; i += piece)
    np_programmer_output_feed (output, (const guint8 *) text + i, MIN (piece, length - i));
  np_programmer_output_end (output);
}

static NpProgrammerOutput *
read_transcript (const char *name)
{
  gsize length;
  g_autofree char *text = load (name, &length);
  NpProgrammerOutput *output = np_programmer_output_new ();

  feed_in_pieces (output, text, length, length);
  return output;
}

static NpProgrammerOutput *
read_text (const char *text)
{
  NpProgrammerOutput *output = np_programmer_output_new ();

  feed_in_pieces (output, text, strlen (text), strlen (text));
  return output;
}

static const NpProbeInfo *
probe_at (NpProgrammerOutput *output, guint i)
{
  g_assert_cmpuint (i, <, np_programmer_output_get_probes (output)->len);
  return g_ptr_array_index (np_programmer_output_get_probes (output), i);
}

static void
assert_check (NpProgrammerOutput *output, NpOperation operation, int exit_status, int code, const char *text)
{
  g_autoptr(GError) error = NULL;
  gboolean worked = np_programmer_output_check (output, operation, exit_status, &error);

  if (code == NO_ERROR_CODE)
    {
      g_assert_no_error (error);
      g_assert_true (worked);
      return;
    }
  g_assert_error (error, NP_ERROR, code);
  g_assert_false (worked);
  if (text != NULL && strstr (error->message, text) == NULL)
    g_error ("“%s” does not say “%s”", error->message, text);
}

/* --- whole transcripts --- */

#define WRITTEN (NP_MILESTONE_ERASE_STARTED | NP_MILESTONE_DOWNLOAD_STARTED | NP_MILESTONE_DOWNLOADED)

typedef struct
{
  const char *name;
  NpOperation operation;
  int exit_status;
  int code;
  guint milestones;
  const char *text;
} Transcript;

static const Transcript transcripts[] = {
  { "version-2.23.txt", NP_OPERATION_VERSION, 0, NO_ERROR_CODE, 0 },
  { "list-2.12.txt", NP_OPERATION_LIST, 0, NO_ERROR_CODE, NP_MILESTONE_LISTED },
  { "list-2.22.txt", NP_OPERATION_LIST, 0, NO_ERROR_CODE, NP_MILESTONE_LISTED },
  { "list-none.txt", NP_OPERATION_LIST, 0, NO_ERROR_CODE, NP_MILESTONE_LISTED },
  { "list-none-error.txt", NP_OPERATION_LIST, 0, NO_ERROR_CODE, NP_MILESTONE_LISTED },
  { "list-wedged.txt", NP_OPERATION_LIST, 0, NO_ERROR_CODE, NP_MILESTONE_LISTED },
  { "list-clones.txt", NP_OPERATION_LIST, 0, NO_ERROR_CODE, NP_MILESTONE_LISTED },
  { "identify.txt", NP_OPERATION_IDENTIFY, 0, NO_ERROR_CODE, NP_MILESTONE_CONNECTED | NP_MILESTONE_OPTION_BYTES_SHOWN },
  { "write-2.23.txt", NP_OPERATION_WRITE, 0, NO_ERROR_CODE,
    NP_MILESTONE_CONNECTED | WRITTEN | NP_MILESTONE_VERIFIED | NP_MILESTONE_RESET },
  { "write-2.17-colours.txt", NP_OPERATION_WRITE, 0, NO_ERROR_CODE, NP_MILESTONE_CONNECTED | WRITTEN | NP_MILESTONE_VERIFIED },
  { "write-2.4-windows.txt", NP_OPERATION_WRITE, 0, NO_ERROR_CODE, NP_MILESTONE_CONNECTED | WRITTEN | NP_MILESTONE_VERIFIED },
  { "write-loader-2.20.txt", NP_OPERATION_WRITE, 0, NO_ERROR_CODE, NP_MILESTONE_CONNECTED | WRITTEN | NP_MILESTONE_VERIFIED },
  { "write-2.4-windows-error.txt", NP_OPERATION_WRITE, 1, NP_ERROR_TOOL_FAILED,
    NP_MILESTONE_CONNECTED | NP_MILESTONE_ERASE_STARTED | NP_MILESTONE_DOWNLOAD_STARTED, "“Error: failed to download Segment[0]”" },
  { "write-mismatch.txt", NP_OPERATION_WRITE, 1, NP_ERROR_VERIFY, NP_MILESTONE_CONNECTED | WRITTEN,
    "“Error: Data mismatch found at address 0x10000000 (byte = 0x21 instead of 0x00)”" },
  { "read.txt", NP_OPERATION_READ, 0, NO_ERROR_CODE, NP_MILESTONE_CONNECTED | NP_MILESTONE_READ },
  { "words.txt", NP_OPERATION_READ, 0, NP_ERROR_TOOL_FAILED, 0, "“Data read successfully”" },
};

/* The same in pieces of any size: what a pipe gives is cut anywhere. */
static void
test_transcript (gconstpointer data)
{
  static const gsize pieces[] = { 1, 3, 64, 1000000 };
  const Transcript *transcript = data;
  gsize length;
  g_autofree char *text = load (transcript->name, &length);

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr(NpProgrammerOutput) output = np_programmer_output_new ();

      feed_in_pieces (output, text, length, pieces[i]);
      g_assert_cmphex (np_programmer_output_get_milestones (output), ==, transcript->milestones);
      assert_check (output, transcript->operation, transcript->exit_status, transcript->code, transcript->text);
    }
}

/* What the exit status says isn't believed, and neither is a success line beside an error. */
static void
test_exit_status_lies (void)
{
  g_autoptr(NpProgrammerOutput) written = read_transcript ("write-2.23.txt");
  g_autoptr(NpProgrammerOutput) connected = read_transcript ("identify.txt");
  g_autoptr(NpProgrammerOutput) both = read_text ("Error: Wrong size\nFile download complete\nDownload verified successfully\n");
  g_autoptr(NpProgrammerOutput) silent = read_text ("");

  assert_check (written, NP_OPERATION_WRITE, 1, NP_ERROR_TOOL_FAILED, "exit status 1");
  assert_check (connected, NP_OPERATION_WRITE, 0, NP_ERROR_TOOL_FAILED, "without saying “Download verified successfully”");
  assert_check (both, NP_OPERATION_WRITE, 0, NP_ERROR_TOOL_FAILED, "“Error: Wrong size”");
  assert_check (silent, NP_OPERATION_START_WIRELESS_STACK, 0, NP_ERROR_TOOL_FAILED, "startwirelessStack command execution finished");
  assert_check (silent, NP_OPERATION_UPGRADE_COPROCESSOR, 0, NP_ERROR_TOOL_FAILED, "Firmware Upgrade Success");
  assert_check (silent, NP_OPERATION_OPTION_BYTES, 0, NP_ERROR_TOOL_FAILED, "Option Bytes successfully programmed");
  assert_check (silent, NP_OPERATION_LIST, 0, NP_ERROR_TOOL_FAILED, "Connected ST-LINK Probes List");
  assert_check (silent, NP_OPERATION_VERSION, 0, NP_ERROR_TOOL_FAILED, "STM32CubeProgrammer version");
}

/* Lines of the facts: the coprocessor's commands, and option bytes that already are what they were to become. */
static void
test_wireless_and_option_bytes (void)
{
  g_autoptr(NpProgrammerOutput) started =
    read_text ("FusStartWS activated successfully\nstartwirelessStack command execution finished\n");
  g_autoptr(NpProgrammerOutput) upgraded = read_text ("Old wireless stack delete ...\nFirmware Upgrade Success\n");
  g_autoptr(NpProgrammerOutput) refused = read_text ("FUS status is FUS_IMAGE_NOT_AUTHENTIC\nError: Firmware not authentic!\n");
  g_autoptr(NpProgrammerOutput) programmed = read_text ("OPTION BYTE PROGRAMMING VERIFICATION:\n\nOption Bytes successfully programmed\n");
  g_autoptr(NpProgrammerOutput) unchanged = read_text ("Warning: Option Byte: nboot0, value: 0x1, was not modified.\n"
                                                       "Warning: Option Bytes are unchanged, Data won't be downloaded\n");

  assert_check (started, NP_OPERATION_START_WIRELESS_STACK, 0, NO_ERROR_CODE, NULL);
  assert_check (upgraded, NP_OPERATION_UPGRADE_COPROCESSOR, 0, NO_ERROR_CODE, NULL);
  assert_check (refused, NP_OPERATION_UPGRADE_COPROCESSOR, 1, NP_ERROR_TOOL_FAILED, "not authentic");
  assert_check (programmed, NP_OPERATION_OPTION_BYTES, 0, NO_ERROR_CODE, NULL);
  assert_check (unchanged, NP_OPERATION_OPTION_BYTES, 0, NO_ERROR_CODE, NULL);
}

/* --- error lines --- */

typedef struct
{
  const char *output;
  int code;
  const char *text;
} ErrorCase;

static const ErrorCase error_cases[] = {
  { "Error: No debug probe detected.\n", NP_ERROR_BOARD_GONE,
    "There is no probe. CubeProgrammer says “Error: No debug probe detected.”" },
  { "Error: Serial number not found\n", NP_ERROR_BOARD_GONE, "The probe is no longer there." },
  { "ST-LINK error (DEV_CONNECT_ERR)\n", NP_ERROR_BUSY, "Another program uses the probe." },
  { "ST-LINK error (DEV_USB_COMM_ERR)\n", NP_ERROR_BOARD_GONE, "unplugged" },
  { "ST-LINK error (DEV_NO_STLINK)\n", NP_ERROR_BOARD_GONE, "There is no probe." },
  { "Error: ST-LINK error (DEV_TARGET_CMD_ERR)\n", NP_ERROR_BOARD_GONE, "The target doesn't answer the probe." },
  { "Error: ST-LINK error (DEV_TARGET_NOT_HALTED)\n", NP_ERROR_BOARD_GONE, "The target doesn't answer the probe." },
  { "Error: Unable to get core ID\nError: No STM32 target found! If your product embeds Debug Authentication, please perform a "
    "discovery\n",
    NP_ERROR_BOARD_GONE, "The probe finds no target." },
  { "Error: No STM32 target found!", NP_ERROR_BOARD_GONE, "The probe finds no target." },
  { "Error: failed to erase memory\nError: failed to erase memory\n", NP_ERROR_PROTECTED, "protected" },
  { "Error: Download verification failed\n", NP_ERROR_VERIFY, "doesn't hold what was written" },
  { "Error: failed to download Segment[0]\nError: failed to download the File\n", NP_ERROR_TOOL_FAILED, "Segment[0]" },
  { "Error: File does not exist: blink.bin\n", NP_ERROR_INVALID_DATA, "blink.bin" },
  { "Error: Wrong verify command use: it must be performed just after write command\n", NP_ERROR_TOOL_FAILED,
    "Wrong verify command use" },
  { "flash loader cannot be loaded. FlashLoaderPath = /x.stldr\n", NP_ERROR_TOOL_FAILED, "The external loader can't be loaded." },
  { "Error: Something new\nError: No STM32 target found!\n", NP_ERROR_BOARD_GONE, "No STM32 target found" },
  { "\xDB\xDB\xDB\xDB\xDB\xDB\xDB\xDB 16%Error: No debug probe detected.\r\n", NP_ERROR_BOARD_GONE,
    "“Error: No debug probe detected.”" },
  { "\x1b[31m\x1b[01mError: Data mismatch found\x1b[39;49m\x1b[0m\n", NP_ERROR_VERIFY, "“Error: Data mismatch found”" },
  { "", NP_ERROR_TOOL_FAILED, "exit status 1" },
};

static void
test_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (error_cases); i++)
    {
      g_autoptr(NpProgrammerOutput) output = read_text (error_cases[i].output);

      assert_check (output, NP_OPERATION_WRITE, 1, error_cases[i].code, error_cases[i].text);
    }
}

/* libusb's noise tells of a permission; the tool itself only says that it sees nothing. */
static void
test_permission (void)
{
  static const char noise[] = "libusb: error [get_usbfs_fd] libusb couldn't open USB device /dev/bus/usb/001/002, errno=13\n";
  g_autoptr(NpProgrammerOutput) refused = np_programmer_output_new ();
  g_autoptr(NpProgrammerOutput) other_device = read_transcript ("list-2.22.txt");

  np_programmer_output_feed_noise (refused, (const guint8 *) noise, strlen (noise));
  feed_in_pieces (refused, "Error: No ST-Link detected!\n", strlen ("Error: No ST-Link detected!\n"), 5);
  assert_check (refused, NP_OPERATION_LIST, 0, NP_ERROR_PERMISSION, "49-stlinkv3.rules");
  assert_check (refused, NP_OPERATION_WRITE, 1, NP_ERROR_PERMISSION, "udev rules");

  np_programmer_output_feed_noise (other_device, (const guint8 *) noise, strlen (noise));
  assert_check (other_device, NP_OPERATION_LIST, 0, NO_ERROR_CODE, NULL);
}

/* --- what is read out of it --- */

static void
assert_probe (const NpProbeInfo *probe, const char *serial, const char *firmware, const char *board_name, gboolean usable)
{
  g_assert_cmpstr (probe->serial, ==, serial);
  g_assert_cmpstr (probe->firmware, ==, firmware);
  g_assert_cmpstr (probe->board_name, ==, board_name);
  g_assert_cmpint (probe->usable, ==, usable);
}

static void
test_probes (void)
{
  g_autoptr(NpProgrammerOutput) one = read_transcript ("list-2.22.txt");
  g_autoptr(NpProgrammerOutput) old = read_transcript ("list-2.12.txt");
  g_autoptr(NpProgrammerOutput) wedged = read_transcript ("list-wedged.txt");
  g_autoptr(NpProgrammerOutput) clones = read_transcript ("list-clones.txt");
  g_autoptr(NpProgrammerOutput) none = read_transcript ("list-none-error.txt");

  g_assert_cmpuint (np_programmer_output_get_probes (one)->len, ==, 1);
  assert_probe (probe_at (one, 0), "066DFF485754727567021514", "V2J46M32", "NUCLEO-L476RG", TRUE);

  g_assert_cmpuint (np_programmer_output_get_probes (old)->len, ==, 2);
  assert_probe (probe_at (old, 0), "066DFF485754727567021514", "V2J37M26", NULL, TRUE);
  assert_probe (probe_at (old, 1), "003500233038510234333935", "V3J7M2", NULL, TRUE);

  g_assert_cmpuint (np_programmer_output_get_probes (wedged)->len, ==, 2);
  assert_probe (probe_at (wedged, 0), "066DFF485754727567021514", "V2J46M32", "NUCLEO-L476RG", TRUE);
  assert_probe (probe_at (wedged, 1), "5&1E237D3C&0&3", NULL, NULL, FALSE);

  g_assert_cmpuint (np_programmer_output_get_probes (clones)->len, ==, 3);
  assert_probe (probe_at (clones, 0), "R", "V2J37S7", NULL, FALSE);
  assert_probe (probe_at (clones, 1), "9", "V2J29S7", NULL, FALSE);
  g_assert_false (probe_at (clones, 2)->usable);
  g_assert_true (g_utf8_validate (probe_at (clones, 2)->serial, -1, NULL));

  g_assert_cmpuint (np_programmer_output_get_probes (none)->len, ==, 0);
}

static void
test_target (void)
{
  g_autoptr(NpProgrammerOutput) newer = read_transcript ("write-2.23.txt");
  g_autoptr(NpProgrammerOutput) older = read_transcript ("write-2.4-windows.txt");
  g_autoptr(NpProgrammerOutput) list = read_transcript ("list-2.22.txt");
  const NpTargetInfo *target = np_programmer_output_get_target (newer);

  g_assert_cmpstr (target->probe_serial, ==, "0670FF495051717867012345");
  g_assert_cmpstr (target->probe_firmware, ==, "V2J30M19");
  g_assert_cmpstr (target->board_name, ==, "NUCLEO-F446RE");
  g_assert_cmpstr (target->voltage, ==, "3.26V");
  g_assert_cmpstr (target->device_name, ==, "STM32F446xx");
  g_assert_cmphex (target->device_id, ==, 0x421);
  g_assert_cmpstr (target->flash_size, ==, "512 KBytes");
  g_assert_cmpstr (target->cpu, ==, "Cortex-M4");

  target = np_programmer_output_get_target (older);
  g_assert_cmpstr (target->board_name, ==, NULL);
  g_assert_cmpstr (target->flash_size, ==, "512 KBytes");
  g_assert_cmphex (target->device_id, ==, 0x431);

  g_assert_cmpstr (np_programmer_output_get_target (list)->probe_serial, ==, NULL);
}

static void
test_option_bytes (void)
{
  static const struct
  {
    const char *value, *protection;
  } levels[] = { { "0xAA (Level 0, no protection) ", NP_PROTECTION_OPEN },
                 { "0x55 (Level 0.5)", "RDP 0.5" },
                 { "0xBB (Level 1)", "RDP 1" },
                 { "0xDC", "RDP 1" },
                 { "0xCC (Level 2)", "RDP 2" },
                 { "none", NULL } };
  g_autoptr(NpProgrammerOutput) output = read_transcript ("identify.txt");

  g_assert_cmpstr (np_programmer_output_get_option_byte (output, "RDP"), ==, "0xAA");
  g_assert_cmpstr (np_programmer_output_get_option_byte (output, "nboot0"), ==, "0x1");
  g_assert_cmpstr (np_programmer_output_get_option_byte (output, "IO_VDDIO2_HSLV"), ==, "0x0");
  g_assert_cmpstr (np_programmer_output_get_option_byte (output, "Voltage"), ==, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      g_autofree char *text
          = g_strdup_printf ("OPTION BYTES BANK: 0\n   Read Out Protection:\n     RDP          : %s\n", levels[i].value);
      g_autoptr(NpProgrammerOutput) shown = read_text (text);

      g_assert_cmpstr (np_programmer_output_get_protection (shown), ==, levels[i].protection);
    }
}

/* Memory can't be read under read-out protection: that is told, not the error that follows from it. */
static void
test_locked_target (void)
{
  g_autoptr(NpProgrammerOutput) output
      = read_text ("Device ID   : 0x4B0\nOPTION BYTES BANK: 0\n     RDP          : 0xBB (Level 1)\n"
                   "Reading 32-bit memory content\nError: Data reading failed\n");

  assert_check (output, NP_OPERATION_IDENTIFY, 1, NP_ERROR_PROTECTED, "(RDP 1)");
}

static void
test_words (void)
{
  g_autoptr(NpProgrammerOutput) output = read_transcript ("words.txt");
  g_autoptr(NpProgrammerOutput) identify = read_transcript ("identify.txt");
  GArray *words = np_programmer_output_get_words (output);

  g_assert_cmpuint (words->len, ==, 13);
  g_assert_cmphex (g_array_index (words, guint32, 0), ==, 0xA94656B9);
  g_assert_cmphex (g_array_index (words, guint32, 3), ==, 0x01010100);
  g_assert_cmphex (g_array_index (words, guint32, 12), ==, 0xDEADBEEF);

  words = np_programmer_output_get_words (identify);
  g_assert_cmpuint (words->len, ==, 3);
  g_assert_cmphex (g_array_index (words, guint32, 2), ==, 0x39353533);
}

static void
test_version (void)
{
  g_autoptr(NpProgrammerOutput) asked = read_transcript ("version-2.23.txt");
  g_autoptr(NpProgrammerOutput) title = read_transcript ("write-2.4-windows.txt");

  g_assert_cmpstr (np_programmer_output_get_version (asked), ==, "2.23.0");
  g_assert_cmpstr (np_programmer_output_get_version (title), ==, "2.4.0");
}

/* --- as it comes --- */

static void
note_progress_cb (NpProgrammerOutput *output, GParamSpec *pspec, GString *seen)
{
  g_string_append_printf (seen, "%.0f ", np_programmer_output_get_progress (output) * 100);
}

static void
test_progress (void)
{
  g_autoptr(NpProgrammerOutput) output = np_programmer_output_new ();
  g_autoptr(GString) seen = g_string_new (NULL);
  gsize length;
  g_autofree char *text = load ("write-2.17-colours.txt", &length);

  g_signal_connect (output, "notify::progress", G_CALLBACK (note_progress_cb), seen);
  feed_in_pieces (output, text, length, 1);
  g_assert_cmpstr (seen->str, ==, "26 52 78 100 0 26 52 78 100 ");
}

static void
test_progress_of_an_unfinished_line (void)
{
  static const char bar[] = "\r[==========            ] 20% ";
  g_autoptr(NpProgrammerOutput) output = np_programmer_output_new ();

  np_programmer_output_feed (output, (const guint8 *) bar, strlen (bar));
  g_assert_cmpfloat (np_programmer_output_get_progress (output), ==, 0.2);
}

static void
note_line_cb (NpProgrammerOutput *output, const char *line, GPtrArray *lines)
{
  g_assert_true (g_utf8_validate (line, -1, NULL));
  g_ptr_array_add (lines, g_strdup (line));
}

static void
test_lines (void)
{
  static const char text[] = "\x1b[36m\x1b[01m      ------\n\x1b[39;49m\x1b[0mDownload in Progress:\r\n"
                             "\xB1\xB1\xB1\xB1\xB1\xB1 0%\xDB\xDB\xDB\xDB\xDB\xDB 100%File download complete\r\n\r\n"
                             "   caf\xE9 \xC2\xB1 [0 17] [ 0 | 1 ]: \t\n[=====Error: x\n 57%\nthe end";
  static const char *const expected[] = {
    "      ------", "Download in Progress:", "File download complete", "   caf\xEF\xBF\xBD \xC2\xB1 [0 17] [ 0 | 1 ]:", "Error: x",
    "the end"
  };
  g_autoptr(NpProgrammerOutput) output = np_programmer_output_new ();
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  g_signal_connect (output, "line", G_CALLBACK (note_line_cb), lines);
  feed_in_pieces (output, text, sizeof text - 1, 2);
  g_assert_cmpuint (lines->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < lines->len; i++)
    g_assert_cmpstr (g_ptr_array_index (lines, i), ==, expected[i]);
}

/* A line without an end is cut, not kept. */
static void
test_flood (void)
{
  g_autofree guint8 *piece = g_malloc (65536);
  g_autoptr(NpProgrammerOutput) output = np_programmer_output_new ();
  g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  memset (piece, 'x', 65536);
  g_signal_connect (output, "line", G_CALLBACK (note_line_cb), lines);
  for (guint i = 0; i < 16; i++)
    np_programmer_output_feed (output, piece, 65536);
  g_assert_cmpuint (lines->len, ==, 16 * 65536 / 4096);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (transcripts); i++)
    {
      g_autofree char *path = g_strconcat ("/programmer-output/transcript/", transcripts[i].name, NULL);

      g_test_add_data_func (path, &transcripts[i], test_transcript);
    }
  g_test_add_func ("/programmer-output/exit-status-lies", test_exit_status_lies);
  g_test_add_func ("/programmer-output/wireless-and-option-bytes", test_wireless_and_option_bytes);
  g_test_add_func ("/programmer-output/errors", test_errors);
  g_test_add_func ("/programmer-output/permission", test_permission);
  g_test_add_func ("/programmer-output/probes", test_probes);
  g_test_add_func ("/programmer-output/target", test_target);
  g_test_add_func ("/programmer-output/option-bytes", test_option_bytes);
  g_test_add_func ("/programmer-output/locked-target", test_locked_target);
  g_test_add_func ("/programmer-output/words", test_words);
  g_test_add_func ("/programmer-output/version", test_version);
  g_test_add_func ("/programmer-output/progress", test_progress);
  g_test_add_func ("/programmer-output/progress-of-an-unfinished-line", test_progress_of_an_unfinished_line);
  g_test_add_func ("/programmer-output/lines", test_lines);
  g_test_add_func ("/programmer-output/flood", test_flood);
  return g_test_run ();
}
