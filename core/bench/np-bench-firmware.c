/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-bench-file.h"
#include "np-bench-folder-private.h"
#include "np-error.h"

#define IDENTITY_RESOURCE "/io/github/nameplate/Nameplate/bench/test-identity.json"

/* The identity that ST's demonstration firmware gives to every board, in the order in which it appends it. */
static const struct
{
  guint32 tag;
  const char *member;
} identity[] = {
  { 3, "deviceAttestationCertificate" },
  { 4, "paiCertificate" },
  { 6, "publicKey" },
  { 5, "privateKey" },
};

static void
append_number (GByteArray *image, guint32 number)
{
  guint32 bytes = GUINT32_TO_LE (number);

  g_byte_array_append (image, (const guint8 *) &bytes, sizeof bytes);
}

GBytes *
np_bench_folder_make_application (guint32 factory_data_address, const char *text)
{
  GByteArray *image = g_byte_array_new ();

  g_return_val_if_fail (text != NULL && strlen (text) <= NP_BENCH_APPLICATION_TEXT_MAX, NULL);

  g_byte_array_append (image, (const guint8 *) NP_BENCH_APPLICATION_MAGIC, NP_BENCH_MAGIC_SIZE);
  append_number (image, factory_data_address);
  append_number (image, strlen (text));
  g_byte_array_append (image, (const guint8 *) text, strlen (text));
  return g_byte_array_free_to_bytes (image);
}

static void
append_short (GByteArray *image, guint16 number)
{
  guint16 bytes = GUINT16_TO_LE (number);

  g_byte_array_append (image, (const guint8 *) &bytes, sizeof bytes);
}

static GByteArray *
make_identity (GError **error)
{
  g_autoptr(GBytes) bytes = g_resources_lookup_data (IDENTITY_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GByteArray) records = g_byte_array_new ();

  if (bytes == NULL || !json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), error))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (identity); i++)
    {
      const char *text = np_bench_file_get_string (json_node_get_object (json_parser_get_root (parser)), identity[i].member, "");
      gsize length;
      g_autofree guint8 *value = g_base64_decode (text, &length);

      append_number (records, identity[i].tag);
      append_number (records, length);
      g_byte_array_append (records, value, length);
    }
  return g_steal_pointer (&records);
}

GBytes *
np_bench_folder_make_provisioning_firmware (const char *platform, NpBenchGeneration generation, NpBenchKeyStore key_store, GError **error)
{
  g_autoptr(JsonObject) target = NULL;
  g_autoptr(GByteArray) records = NULL;
  GByteArray *image;
  JsonObject *range;

  g_return_val_if_fail (platform != NULL, NULL);

  target = np_bench_folder_load_target (platform, error);
  records = target != NULL ? make_identity (error) : NULL;
  if (records == NULL)
    return NULL;
  range = np_bench_file_get_object (target, "factoryData");
  image = g_byte_array_new ();
  g_byte_array_append (image, (const guint8 *) NP_BENCH_PROVISIONING_MAGIC, NP_BENCH_MAGIC_SIZE);
  append_number (image, generation);
  append_number (image, key_store);
  append_number (image, np_bench_file_get_address (range, "start"));
  append_number (image, np_bench_file_get_double (range, "size", 0));
  append_number (image, np_bench_file_get_double (range, "buffer", 0));
  append_number (image, records->len);
  g_byte_array_append (image, records->data, records->len);
  return g_byte_array_free_to_bytes (image);
}

static JsonObject *
find_secure_boot (JsonObject *target, guint security)
{
  JsonArray *levels = np_bench_file_get_array (target, "secureBoot");

  for (guint i = 0; levels != NULL && i < json_array_get_length (levels); i++)
    if (np_bench_file_get_double (json_array_get_object_element (levels, i), "security", 0) == security)
      return json_array_get_object_element (levels, i);
  return NULL;
}

gboolean
np_bench_folder_get_slots (const char *platform, guint security, NpBenchSlots *slots, GError **error)
{
  g_autoptr(JsonObject) target = NULL;
  JsonObject *level;

  g_return_val_if_fail (platform != NULL && slots != NULL, FALSE);

  target = np_bench_folder_load_target (platform, error);
  if (target == NULL)
    return FALSE;
  level = find_secure_boot (target, security);
  if (level == NULL)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("Simulated boards of the platform “%s” have no boot loader for security level %u."),
                   platform, security);
      return FALSE;
    }
  slots->download = np_bench_file_get_address (level, "download");
  slots->primary = np_bench_file_get_address (level, "primary");
  slots->size = np_bench_file_get_double (level, "size", 0);
  slots->trusted = np_bench_file_get_address (level, "trusted");
  return TRUE;
}

GBytes *
np_bench_folder_make_boot_loader (const char *platform, guint security, GError **error)
{
  GByteArray *image;
  NpBenchSlots slots;

  if (!np_bench_folder_get_slots (platform, security, &slots, error))
    return NULL;
  image = g_byte_array_new ();
  g_byte_array_append (image, (const guint8 *) NP_BENCH_BOOT_LOADER_MAGIC, NP_BENCH_MAGIC_SIZE);
  append_number (image, slots.download);
  append_number (image, slots.primary);
  append_number (image, slots.size);
  append_number (image, slots.trusted);
  return g_byte_array_free_to_bytes (image);
}

GBytes *
np_bench_folder_make_trusted_firmware (void)
{
  return g_bytes_new_static (NP_BENCH_TRUSTED_FIRMWARE_MAGIC, NP_BENCH_MAGIC_SIZE);
}

GBytes *
np_bench_folder_make_magic_trailer (void)
{
  return g_bytes_new_static (NP_BENCH_TRAILER, NP_BENCH_TRAILER_SIZE);
}

GBytes *
np_bench_folder_sign (GBytes *image)
{
  GByteArray *signed_image = g_byte_array_new ();
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 hash[32];
  gsize hash_size = sizeof hash;
  gsize size;
  const guint8 *bytes;

  g_return_val_if_fail (image != NULL, NULL);

  bytes = g_bytes_get_data (image, &size);
  append_number (signed_image, NP_BENCH_SIGNED_MAGIC);
  append_number (signed_image, 0);
  append_short (signed_image, NP_BENCH_SIGNED_HEADER_SIZE);
  append_short (signed_image, 0);
  append_number (signed_image, size);
  while (signed_image->len < NP_BENCH_SIGNED_HEADER_SIZE)
    append_number (signed_image, 0);
  g_byte_array_append (signed_image, bytes, size);
  g_checksum_update (checksum, signed_image->data, signed_image->len);
  g_checksum_get_digest (checksum, hash, &hash_size);
  append_short (signed_image, NP_BENCH_SIGNED_RECORDS_MAGIC);
  append_short (signed_image, NP_BENCH_SIGNED_RECORDS_SIZE);
  append_short (signed_image, NP_BENCH_SIGNED_RECORD_HASH);
  append_short (signed_image, sizeof hash);
  g_byte_array_append (signed_image, hash, sizeof hash);
  return g_byte_array_free_to_bytes (signed_image);
}
