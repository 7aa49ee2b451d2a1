/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-project"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "bench/np-bench-folder.h"
#include "np-project-sample-private.h"

#define SCRIPTS_RESOURCE "/io/github/nameplate/Nameplate/samples/scripts/"
#define APPLICATION_TEXT "Sample Lamp 1.0\n"

/* As long as real ones: a write takes its time. */
#define APPLICATION_SIZE (64u * 1024)
#define PROVISIONING_SIZE (32u * 1024)
#define BOOT_LOADER_SIZE (24u * 1024)
#define TRUSTED_FIRMWARE_SIZE (48u * 1024)
#define COPROCESSOR_SIZE (128u * 1024)

/* The scripts' folder, and beside it what they share. */
#define SECURE_BOOT "secure-boot"
#define IMAGES NP_SAMPLE_SCRIPTS "/Binary"

static gboolean
write_file (const char *folder, const char *name, const void *bytes, gsize size, int mode, GError **error)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  if (g_mkdir_with_parents (parent, 0700) < 0)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (errno), _("The folder “%s” can't be made: %s"), parent, g_strerror (errno));
      return FALSE;
    }
  return g_file_set_contents_full (path, bytes, size, G_FILE_SET_CONTENTS_CONSISTENT, mode, error);
}

/* Returns: (transfer full): @image with as much behind it as makes it @size bytes; consumes @image */
static GBytes *
pad (GBytes *image, gsize size)
{
  g_autoptr(GBytes) owned = image;
  g_autoptr(GRand) random = g_rand_new_with_seed (size);
  g_autoptr(GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, g_bytes_get_data (owned, NULL), g_bytes_get_size (owned));
  while (bytes->len < size)
    {
      guint8 byte = g_rand_int (random);

      g_byte_array_append (bytes, &byte, 1);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

static GBytes *
make_provisioning_firmware (const NpSampleSetting *setting, GError **error)
{
  GBytes *image = np_bench_folder_make_provisioning_firmware (setting->sample.platform, setting->generation, setting->key_store, error);

  return image != NULL ? pad (image, PROVISIONING_SIZE) : NULL;
}

static GBytes *
make_signed_provisioning_firmware (const NpSampleSetting *setting, GError **error)
{
  g_autoptr(GBytes) image = make_provisioning_firmware (setting, error);

  return image != NULL ? np_bench_folder_sign (image) : NULL;
}

static GBytes *
make_application (const NpSampleSetting *setting, GError **error)
{
  guint32 factory_data = np_platform_get_factory_data_range (np_platform_find (setting->sample.platform))->start;
  g_autoptr(GBytes) image = pad (np_bench_folder_make_application (factory_data, APPLICATION_TEXT), APPLICATION_SIZE);

  return setting->security > 0 ? np_bench_folder_sign (image) : g_steal_pointer (&image);
}

static GBytes *
make_boot_loader (const NpSampleSetting *setting, GError **error)
{
  GBytes *image = np_bench_folder_make_boot_loader (setting->sample.platform, setting->security, error);

  return image != NULL ? pad (image, BOOT_LOADER_SIZE) : NULL;
}

static GBytes *
make_trusted_firmware (const NpSampleSetting *setting, GError **error)
{
  return pad (np_bench_folder_make_trusted_firmware (), TRUSTED_FIRMWARE_SIZE);
}

static GBytes *
make_magic_trailer (const NpSampleSetting *setting, GError **error)
{
  return np_bench_folder_make_magic_trailer ();
}

/* Nobody looks into it. */
static GBytes *
make_coprocessor_firmware (const NpSampleSetting *setting, GError **error)
{
  return pad (g_bytes_new (NULL, 0), COPROCESSOR_SIZE);
}

/* Who needs a file. */
typedef enum
{
  FOR_OPEN = 1 << 0,        /* security level 0 */
  FOR_SECURE = 1 << 1,      /* above */
  FOR_TRUSTED = 1 << 2,     /* with TF-M */
  FOR_COPROCESSOR = 1 << 3,
  FOR_WBA6_SECURE = 1 << 4,
  FOR_U5_SECURE = 1 << 5,
} Need;

static const struct
{
  guint need;
  const char *path;
  GBytes *(*make) (const NpSampleSetting *setting, GError **error);
} images[] = {
  { FOR_OPEN, NP_SAMPLE_PROVISIONING, make_provisioning_firmware },
  { FOR_OPEN | FOR_SECURE, NP_SAMPLE_APPLICATION, make_application },
  { FOR_COPROCESSOR, NP_SAMPLE_COPROCESSOR, make_coprocessor_firmware },
  { FOR_SECURE, NP_SAMPLE_TRAILER, make_magic_trailer },
  { FOR_SECURE, IMAGES "/boot.bin", make_boot_loader },
  { FOR_SECURE, IMAGES "/provisioning_signed.bin", make_signed_provisioning_firmware },
  { FOR_TRUSTED, IMAGES "/tfm.bin", make_trusted_firmware },
};

static const struct
{
  guint need;
  const char *path;
  const char *resource;
} scripts[] = {
  { FOR_SECURE, SECURE_BOOT "/env.sh", "env.sh" },
  { FOR_SECURE, SECURE_BOOT "/simulated.sh", "simulated.sh" },
  { FOR_WBA6_SECURE, NP_SAMPLE_SCRIPTS "/regression.sh", "wba6-regression.sh" },
  { FOR_WBA6_SECURE, NP_SAMPLE_SCRIPTS "/provisioning.sh", "wba6-provisioning.sh" },
  { FOR_WBA6_SECURE, NP_SAMPLE_SCRIPTS "/ob_flash_programming.sh", "wba6-ob_flash_programming.sh" },
  { FOR_WBA6_SECURE, NP_SAMPLE_SCRIPTS "/boot_headers.h", "wba6-boot_headers.h" },
  { FOR_U5_SECURE, NP_SAMPLE_SCRIPTS "/regression.sh", "u5-regression.sh" },
  { FOR_U5_SECURE, NP_SAMPLE_SCRIPTS "/SBSFU_UPDATE.sh", "u5-SBSFU_UPDATE.sh" },
};

static guint
find_needs (const NpSampleSetting *setting)
{
  guint needs = 0;

  if (setting->job == NP_JOB_RECONFIGURE)
    return 0;
  needs |= setting->security == 0 ? FOR_OPEN : FOR_SECURE;
  if (setting->key_store == NP_BENCH_KEY_STORE_ITS)
    needs |= FOR_TRUSTED;
  if (setting->coprocessor)
    needs |= FOR_COPROCESSOR;
  if (setting->security > 0)
    needs |= g_str_equal (setting->sample.platform, "stm32u5") ? FOR_U5_SECURE : FOR_WBA6_SECURE;
  return needs;
}

/* What ST's build would fill in. */
static void
fill_in (GString *text, const NpBenchSlots *slots)
{
  g_autofree char *primary = g_strdup_printf ("0x%08X", slots->primary);
  g_autofree char *trusted = slots->trusted != 0 ? g_strdup_printf ("0x%08X", slots->trusted) : g_strdup ("");

  g_string_replace (text, "@PRIMARY@", primary, 0);
  g_string_replace (text, "@TRUSTED@", trusted, 0);
  g_string_replace (text, "@IMAGES@", slots->trusted != 0 ? "boot.bin tfm.bin provisioning_signed.bin" : "boot.bin provisioning_signed.bin", 0);
}

static gboolean
write_script (const char *folder, const char *path, const char *resource, const NpBenchSlots *slots, GError **error)
{
  g_autofree char *resource_path = g_strconcat (SCRIPTS_RESOURCE, resource, NULL);
  g_autoptr(GBytes) bytes = g_resources_lookup_data (resource_path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
  g_autoptr(GString) text = NULL;

  if (bytes == NULL)
    return FALSE;
  text = g_string_new_len (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  fill_in (text, slots);
  return write_file (folder, path, text->str, text->len, g_str_has_suffix (path, ".sh") ? 0700 : 0600, error);
}

gboolean
np_sample_write_files (const NpSampleSetting *setting, const char *folder, GError **error)
{
  guint needs = find_needs (setting);
  NpBenchSlots slots = { 0 };

  if ((needs & FOR_SECURE) && !np_bench_folder_get_slots (setting->sample.platform, setting->security, &slots, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (images); i++)
    {
      g_autoptr(GBytes) image = images[i].need & needs ? images[i].make (setting, error) : NULL;

      if (!(images[i].need & needs))
        continue;
      if (image == NULL || !write_file (folder, images[i].path, g_bytes_get_data (image, NULL), g_bytes_get_size (image), 0600, error))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    if ((scripts[i].need & needs) && !write_script (folder, scripts[i].path, scripts[i].resource, &slots, error))
      return FALSE;
  return TRUE;
}
