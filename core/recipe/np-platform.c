/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-recipe"

#include "config.h"

#include <json-glib/json-glib.h>

#include "np-platform.h"

#define PLATFORMS_RESOURCE "/io/github/nameplate/Nameplate/platforms/"

struct _NpPlatform
{
  JsonObject *file; /* borrows its strings */
  const char *id;
  const char *name;
  const char *device_name;
  const char *board_name;
  const char *loader;
  guint32 device_id;
  guint32 unique_id_address;
  guint32 provisioning_buffer;
  NpMemoryRange flash;
  NpMemoryRange external_flash;
  NpMemoryRange factory_data;
  gboolean has_modes;
  guint32 lock_values[2]; /* RDP level 1, level 2 */
  GArray *security;       /* of NpSecurityLevel */
};

/* The files are our own, part of the program: what is wrong in them is a defect, not an error. */

static guint32
member_address (JsonObject *object, const char *name)
{
  const char *text = json_object_get_string_member_with_default (object, name, NULL);
  guint64 value = 0;

  if (text == NULL)
    return 0;
  if (!g_str_has_prefix (text, "0x") || !g_ascii_string_to_unsigned (text + 2, 16, 0, G_MAXUINT32, &value, NULL))
    g_error ("platform file: %s is “%s”, not a 32-bit address", name, text);
  return value;
}

static NpMemoryRange
member_range (JsonObject *object, const char *name)
{
  NpMemoryRange range = { 0 };
  JsonObject *member = json_object_has_member (object, name) ? json_object_get_object_member (object, name) : NULL;

  if (member == NULL)
    return range;
  range.start = member_address (member, "start");
  range.end = member_address (member, "end");
  range.page_size = json_object_get_int_member_with_default (member, "pageSize", 0);
  return range;
}

/* Texts of an array, borrowed from the file. */
static const char *const *
member_names (JsonObject *object, const char *name)
{
  JsonArray *array = json_object_has_member (object, name) ? json_object_get_array_member (object, name) : NULL;
  guint n_names = array != NULL ? json_array_get_length (array) : 0;
  const char **names = g_new0 (const char *, n_names + 1);

  for (guint i = 0; i < n_names; i++)
    names[i] = json_array_get_string_element (array, i);
  return names;
}

static GArray *
member_security (JsonObject *file)
{
  JsonArray *array = json_object_get_array_member (file, "security");
  GArray *levels = g_array_new (FALSE, FALSE, sizeof (NpSecurityLevel));

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      NpSecurityLevel level = {
        .level = json_object_get_int_member (object, "level"),
        .name = json_object_get_string_member (object, "name"),
        .application_address = member_address (object, "applicationAddress"),
        .magic_trailer_address = member_address (object, "magicTrailerAddress"),
        .scripts = member_names (object, "scripts"),
        .steps = member_names (object, "steps"),
      };

      g_array_append_val (levels, level);
    }
  return levels;
}

static NpPlatform *
platform_new (JsonObject *file)
{
  NpPlatform *self = g_new0 (NpPlatform, 1);
  JsonObject *factory_data = json_object_get_object_member (file, "factoryData");
  JsonObject *lock = json_object_get_object_member (file, "lock");

  self->file = json_object_ref (file);
  self->id = json_object_get_string_member (file, "id");
  self->name = json_object_get_string_member (file, "name");
  self->device_name = json_object_get_string_member (file, "deviceName");
  self->board_name = json_object_get_string_member (file, "boardName");
  self->device_id = member_address (file, "deviceId");
  self->unique_id_address = member_address (file, "uniqueIdAddress");
  self->flash = member_range (file, "flash");
  self->external_flash = member_range (file, "externalFlash");
  self->factory_data = member_range (file, "factoryData");
  self->loader = json_object_get_string_member_with_default (factory_data, "loader", NULL);
  self->provisioning_buffer = json_object_get_int_member_with_default (factory_data, "provisioningBuffer", 0);
  self->has_modes = json_object_get_boolean_member_with_default (file, "modes", FALSE);
  self->lock_values[0] = member_address (lock, "rdp1");
  self->lock_values[1] = member_address (lock, "rdp2");
  self->security = member_security (file);
  return self;
}

static NpPlatform *
platform_load (const char *file_name)
{
  g_autofree char *path = g_strconcat (PLATFORMS_RESOURCE, file_name, NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  if (bytes == NULL || !json_parser_load_from_data (parser, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), &error))
    g_error ("platform file %s: %s", file_name, error->message);
  return platform_new (json_node_get_object (json_parser_get_root (parser)));
}

static int
compare_file_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GPtrArray *
platforms_load (void)
{
  g_auto(GStrv) names = g_resources_enumerate_children (PLATFORMS_RESOURCE, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  GPtrArray *platforms = g_ptr_array_new ();

  qsort (names, g_strv_length (names), sizeof *names, compare_file_names);
  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (platforms, platform_load (names[i]));
  return platforms;
}

/**
 * np_platform_get_all:
 * @n_platforms: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_platforms): every platform that there is a file for, by name
 */
const NpPlatform *const *
np_platform_get_all (guint *n_platforms)
{
  static GPtrArray *platforms;

  if (g_once_init_enter (&platforms))
    g_once_init_leave (&platforms, platforms_load ());
  *n_platforms = platforms->len;
  return (const NpPlatform *const *) platforms->pdata;
}

/**
 * np_platform_find:
 * @id: a platform's id or name in any case: "stm32wba6", "STM32WB55"
 *
 * Returns: (transfer none) (nullable): the platform
 */
const NpPlatform *
np_platform_find (const char *id)
{
  guint n_platforms;
  const NpPlatform *const *platforms = np_platform_get_all (&n_platforms);

  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; i < n_platforms; i++)
    if (g_ascii_strcasecmp (platforms[i]->id, id) == 0)
      return platforms[i];
  return NULL;
}

/**
 * np_platform_find_for_device:
 * @device_id: the 12-bit device id that CubeProgrammer prints ("Device ID   : 0x4B0")
 *
 * Returns: (transfer none) (nullable): the platform of such a target
 */
const NpPlatform *
np_platform_find_for_device (guint32 device_id)
{
  guint n_platforms;
  const NpPlatform *const *platforms = np_platform_get_all (&n_platforms);

  for (guint i = 0; i < n_platforms; i++)
    if (platforms[i]->device_id == device_id)
      return platforms[i];
  return NULL;
}

const char *
np_platform_get_id (const NpPlatform *self)
{
  return self->id;
}

const char *
np_platform_get_name (const NpPlatform *self)
{
  return self->name;
}

const char *
np_platform_get_device_name (const NpPlatform *self)
{
  return self->device_name;
}

guint32
np_platform_get_device_id (const NpPlatform *self)
{
  return self->device_id;
}

const char *
np_platform_get_board_name (const NpPlatform *self)
{
  return self->board_name;
}

guint32
np_platform_get_unique_id_address (const NpPlatform *self)
{
  return self->unique_id_address;
}

const NpMemoryRange *
np_platform_get_flash (const NpPlatform *self)
{
  return &self->flash;
}

const NpMemoryRange *
np_platform_get_external_flash (const NpPlatform *self)
{
  return self->external_flash.start != 0 ? &self->external_flash : NULL;
}

const NpMemoryRange *
np_platform_get_factory_data_range (const NpPlatform *self)
{
  return &self->factory_data;
}

const char *
np_platform_get_factory_data_loader (const NpPlatform *self)
{
  return self->loader;
}

guint32
np_platform_get_provisioning_buffer (const NpPlatform *self)
{
  return self->provisioning_buffer;
}

/**
 * np_platform_get_security_levels:
 * @n_levels: (out): how many there are, at least 1
 *
 * Returns: (transfer none) (array length=n_levels): the levels that it can be provisioned at, by number
 */
const NpSecurityLevel *
np_platform_get_security_levels (const NpPlatform *self, guint *n_levels)
{
  *n_levels = self->security->len;
  return (const NpSecurityLevel *) (gpointer) self->security->data;
}

const NpSecurityLevel *
np_platform_find_security_level (const NpPlatform *self, guint level)
{
  guint n_levels;
  const NpSecurityLevel *levels = np_platform_get_security_levels (self, &n_levels);

  for (guint i = 0; i < n_levels; i++)
    if (levels[i].level == level)
      return &levels[i];
  return NULL;
}

gboolean
np_platform_has_modes (const NpPlatform *self)
{
  return self->has_modes;
}

guint32
np_platform_get_lock_value (const NpPlatform *self, guint rdp_level)
{
  g_return_val_if_fail (rdp_level == 1 || rdp_level == 2, 0);

  return self->lock_values[rdp_level - 1];
}

/**
 * np_memory_range_contains:
 * @address: the first address
 * @size: number of bytes, at least 1
 *
 * Returns: whether all of it lies inside; a range without a known end is open upwards
 */
gboolean
np_memory_range_contains (const NpMemoryRange *self, guint32 address, guint32 size)
{
  guint64 last = (guint64) address + size - 1;

  return address >= self->start && (self->end == 0 || last <= self->end);
}
