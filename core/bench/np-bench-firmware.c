/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include "np-bench-file.h"
#include "np-bench-folder-private.h"

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
