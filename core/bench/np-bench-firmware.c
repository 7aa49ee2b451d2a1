/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include "np-bench-firmware.h"
#include "np-bench-folder.h"

GBytes *
np_bench_folder_make_application (guint32 factory_data_address, const char *text)
{
  GByteArray *image = g_byte_array_new ();
  guint32 address = GUINT32_TO_LE (factory_data_address);
  guint32 length;

  g_return_val_if_fail (text != NULL && strlen (text) <= NP_BENCH_APPLICATION_TEXT_MAX, NULL);

  length = GUINT32_TO_LE ((guint32) strlen (text));
  g_byte_array_append (image, (const guint8 *) NP_BENCH_APPLICATION_MAGIC, NP_BENCH_MAGIC_SIZE);
  g_byte_array_append (image, (const guint8 *) &address, sizeof address);
  g_byte_array_append (image, (const guint8 *) &length, sizeof length);
  g_byte_array_append (image, (const guint8 *) text, strlen (text));
  return g_byte_array_free_to_bytes (image);
}
