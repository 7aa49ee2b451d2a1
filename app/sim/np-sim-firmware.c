/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "bench/np-bench-file.h"
#include "np-sim-boot-loader.h"
#include "np-sim-factory-data.h"
#include "np-sim-firmware.h"

/* As a serial line has it: each line ends with CR LF. */
static void
send_text (NpSimUart *uart, const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *wire = g_strjoinv ("\r\n", lines);

  np_sim_uart_send (uart, wire, strlen (wire));
}

static void
report_factory_data (NpSimDevice *device, NpSimUart *uart, guint32 address)
{
  guint32 start = address;
  NpBenchMemory *memory = np_bench_memory_find (device->memories, &start, 1);
  guint32 size = memory != NULL ? MIN (memory->size - (start - memory->start), NP_SIM_RANGE_MAX) : 0;
  g_autofree guint8 *range = g_malloc0 (size + 1);
  g_autofree char *report = NULL;
  g_autofree char *text = NULL;

  if (memory == NULL || !np_bench_memory_read (memory, start, range, size, NULL))
    return;
  report = np_sim_factory_data_report (range, size);
  text = g_strdup_printf ("factory data at 0x%08X\n%s", address, report);
  send_text (uart, text);
}

static void
boot_application (NpSimDevice *device, NpSimUart *uart, guint32 address)
{
  guint32 header[2];
  g_autofree char *text = NULL;
  guint32 length;

  if (!np_sim_device_read_flash (device, address + NP_BENCH_MAGIC_SIZE, header, sizeof header))
    return;
  length = GUINT32_FROM_LE (header[1]);
  if (length > NP_BENCH_APPLICATION_TEXT_MAX)
    return;
  text = g_malloc0 (length + 1);
  if (!np_sim_device_read_flash (device, address + NP_BENCH_APPLICATION_HEADER_SIZE, text, length))
    return;
  send_text (uart, text);
  if (header[0] != 0)
    report_factory_data (device, uart, GUINT32_FROM_LE (header[0]));
}

static gboolean
has_magic (NpSimDevice *device, guint32 address, const char *expected)
{
  char magic[NP_BENCH_MAGIC_SIZE];

  return np_sim_device_read_flash (device, address, magic, sizeof magic) && memcmp (magic, expected, sizeof magic) == 0;
}

NpSimProvisioning *
np_sim_firmware_boot (NpSimDevice *device, NpSimUart *uart, double speed)
{
  guint32 address = np_bench_file_get_address (device->board, "applicationAddress");
  gboolean trusted = FALSE;

  if (has_magic (device, address, NP_BENCH_BOOT_LOADER_MAGIC))
    address = np_sim_boot_loader_run (device, uart, address, &trusted);
  if (has_magic (device, address, NP_BENCH_PROVISIONING_MAGIC))
    return np_sim_provisioning_start (device, uart, address, trusted, speed);
  if (has_magic (device, address, NP_BENCH_APPLICATION_MAGIC))
    boot_application (device, uart, address);
  return NULL;
}
