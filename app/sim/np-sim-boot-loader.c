/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "bench/np-bench-file.h"
#include "np-sim-boot-loader.h"

#define HASH_SIZE 32u

typedef struct
{
  guint32 download;
  guint32 primary;
  guint32 size;
  guint32 trusted;
} Slots;

static void
send_line (NpSimUart *uart, const char *line)
{
  g_autofree char *text = g_strconcat (line, "\r\n", NULL);

  np_sim_uart_send (uart, text, strlen (text));
}

static gboolean
read_slots (NpSimDevice *device, guint32 address, Slots *slots)
{
  guint32 header[NP_BENCH_BOOT_LOADER_NUMBERS];

  if (!np_sim_device_read_flash (device, address + NP_BENCH_MAGIC_SIZE, header, sizeof header))
    return FALSE;
  slots->download = GUINT32_FROM_LE (header[0]);
  slots->primary = GUINT32_FROM_LE (header[1]);
  slots->size = GUINT32_FROM_LE (header[2]);
  slots->trusted = GUINT32_FROM_LE (header[3]);
  return slots->size > NP_BENCH_SIGNED_HEADER_SIZE + NP_BENCH_SIGNED_RECORDS_SIZE + NP_BENCH_TRAILER_SIZE;
}

static gboolean
starts_with (NpSimDevice *device, guint32 address, const char *expected, guint32 size)
{
  char bytes[NP_BENCH_TRAILER_SIZE];

  return np_sim_device_read_flash (device, address, bytes, size) && memcmp (bytes, expected, size) == 0;
}

/* Returns: (transfer full) (nullable): the signed image at @address, with its records */
static GByteArray *
read_signed_image (NpSimDevice *device, guint32 address, guint32 slot_size)
{
  guint32 room = slot_size - NP_BENCH_SIGNED_HEADER_SIZE - NP_BENCH_SIGNED_RECORDS_SIZE - NP_BENCH_TRAILER_SIZE;
  g_autoptr(GByteArray) image = g_byte_array_new ();
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint32 header[4];
  guint8 hash[HASH_SIZE];
  gsize hash_size = sizeof hash;
  guint32 end;

  if (!np_sim_device_read_flash (device, address, header, sizeof header) || GUINT32_FROM_LE (header[0]) != NP_BENCH_SIGNED_MAGIC
      || GUINT32_FROM_LE (header[2]) != NP_BENCH_SIGNED_HEADER_SIZE || GUINT32_FROM_LE (header[3]) > room)
    return NULL;
  end = NP_BENCH_SIGNED_HEADER_SIZE + GUINT32_FROM_LE (header[3]);
  g_byte_array_set_size (image, end + NP_BENCH_SIGNED_RECORDS_SIZE);
  if (!np_sim_device_read_flash (device, address, image->data, image->len))
    return NULL;
  g_checksum_update (checksum, image->data, end);
  g_checksum_get_digest (checksum, hash, &hash_size);
  return memcmp (image->data + image->len - HASH_SIZE, hash, HASH_SIZE) == 0 ? g_steal_pointer (&image) : NULL;
}

/* The trailer goes either way: what was tried once isn't tried again. */
static void
take_over_download (NpSimDevice *device, NpSimUart *uart, const Slots *slots)
{
  guint32 trailer = slots->download + slots->size - NP_BENCH_TRAILER_SIZE;
  g_autoptr(GByteArray) image = NULL;

  if (!starts_with (device, trailer, NP_BENCH_TRAILER, NP_BENCH_TRAILER_SIZE))
    return;
  image = read_signed_image (device, slots->download, slots->size);
  if (image == NULL)
    send_line (uart, "[ERR] Image in the secondary slot is not valid!");
  else if (np_sim_device_erase_flash (device, slots->primary, image->len)
           && np_sim_device_write_flash (device, slots->primary, image->data, image->len))
    send_line (uart, "[INF] Image upgrade secondary slot -> primary slot");
  np_sim_device_erase_flash (device, trailer, NP_BENCH_TRAILER_SIZE);
}

guint32
np_sim_boot_loader_run (NpSimDevice *device, NpSimUart *uart, guint32 address, gboolean *trusted)
{
  g_autoptr(GByteArray) image = NULL;
  Slots slots;

  /* Without TrustZone the chip doesn't boot from secure flash. */
  if (np_bench_file_get_address (np_bench_file_get_object (device->board, "optionBytes"), "TZEN") == 0
      || !read_slots (device, address, &slots))
    return 0;
  send_line (uart, "[INF] Starting bootloader");
  take_over_download (device, uart, &slots);
  image = read_signed_image (device, slots.primary, slots.size);
  *trusted = slots.trusted != 0 && starts_with (device, slots.trusted, NP_BENCH_TRUSTED_FIRMWARE_MAGIC, NP_BENCH_MAGIC_SIZE);
  if (image == NULL || (slots.trusted != 0 && !*trusted))
    {
      send_line (uart, "[ERR] Unable to find bootable image");
      return 0;
    }
  send_line (uart, *trusted ? "[INF] Booting TF-M" : "[INF] Jumping to the first image slot");
  return slots.primary + NP_BENCH_SIGNED_HEADER_SIZE;
}
