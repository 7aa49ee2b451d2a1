/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "bench/np-bench-control.h"
#include "bench/np-bench-file.h"
#include "np-sim-device.h"

#define RDP_LEVEL_0 0xAAu
#define RDP_LEVEL_0_5 0x55u

void
np_sim_device_free (NpSimDevice *self)
{
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  g_clear_pointer (&self->memories, g_ptr_array_unref);
  g_clear_pointer (&self->board, json_object_unref);
  g_free (self->serial);
  g_free (self->folder);
  g_free (self->file);
  g_free (self);
}

NpSimDevice *
np_sim_device_load (const char *folder, guint number)
{
  NpSimDevice *self = g_new0 (NpSimDevice, 1);
  g_autoptr(GError) error = NULL;

  self->lock_fd = -1;
  self->number = number;
  self->folder = g_strdup (folder);
  self->file = g_build_filename (self->folder, "board.json", NULL);
  self->board = np_bench_file_load (self->file, &error);
  if (self->board == NULL)
    {
      g_printerr ("%s\n", error->message);
      np_sim_device_free (self);
      return NULL;
    }
  self->memories = np_bench_memory_load_all (self->folder, self->board);
  self->serial = g_strdup (np_bench_file_get_string (np_sim_device_get_probe (self), "serial", NULL));
  if (self->serial == NULL)
    self->serial = g_path_get_basename (folder);
  self->protected = np_sim_rdp_protects (np_bench_file_get_address (np_bench_file_get_object (self->board, "optionBytes"), "RDP"));
  return self;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
np_sim_device_load_all (const char *bench_folder)
{
  GPtrArray *devices = g_ptr_array_new_with_free_func ((GDestroyNotify) np_sim_device_free);
  g_autofree char *boards = g_build_filename (bench_folder, "boards", NULL);
  g_autoptr(GDir) folder = g_dir_open (boards, 0, NULL);
  g_autoptr(GPtrArray) serials = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (serials, g_strdup (name));
  g_ptr_array_sort (serials, compare_names);
  for (guint i = 0; i < serials->len; i++)
    {
      g_autofree char *device_folder = g_build_filename (boards, serials->pdata[i], NULL);
      NpSimDevice *device = np_sim_device_load (device_folder, i);

      if (device != NULL && np_bench_file_get_boolean (device->board, "plugged", TRUE))
        g_ptr_array_add (devices, device);
      else if (device != NULL)
        np_sim_device_free (device);
    }
  return devices;
}

static int
open_lock (const NpSimDevice *self)
{
  g_autofree char *path = g_build_filename (self->folder, "lock", NULL);

  return g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
}

/* Locks of the open file, which can be asked about without taking them: -l mustn't stand in the way of a connect. */
gboolean
np_sim_device_lock (NpSimDevice *self)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  self->lock_fd = open_lock (self);
  if (self->lock_fd >= 0 && fcntl (self->lock_fd, F_OFD_SETLK, &lock) == 0)
    return TRUE;
  if (self->lock_fd >= 0)
    close (self->lock_fd);
  self->lock_fd = -1;
  return FALSE;
}

gboolean
np_sim_device_is_locked (const NpSimDevice *self)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
  int fd = open_lock (self);
  gboolean locked;

  if (fd < 0)
    return TRUE;
  locked = fcntl (fd, F_OFD_GETLK, &lock) < 0 || lock.l_type != F_UNLCK;
  close (fd);
  return locked;
}

JsonObject *
np_sim_device_get_probe (const NpSimDevice *self)
{
  return np_bench_file_get_object (self->board, "probe");
}

JsonObject *
np_sim_device_get_target (const NpSimDevice *self)
{
  return np_bench_file_get_object (self->board, "target");
}

const char *
np_sim_device_get_option_byte (const NpSimDevice *self, const char *name)
{
  return np_bench_file_get_string (np_bench_file_get_object (self->board, "optionBytes"), name, NULL);
}

double
np_sim_device_get_latency (const NpSimDevice *self, const char *name, double fallback)
{
  return MAX (np_bench_file_get_double (np_bench_file_get_object (self->board, "latency"), name, fallback), 0);
}

double
np_sim_device_get_rate (const NpSimDevice *self, const char *name, double fallback)
{
  double rate = np_sim_device_get_latency (self, name, fallback);

  return rate > 0 ? rate : fallback;
}

gboolean
np_sim_rdp_protects (guint32 rdp)
{
  return rdp != RDP_LEVEL_0 && rdp != RDP_LEVEL_0_5;
}

typedef struct
{
  const char *object; /* (nullable): the member that @name is in */
  const char *name;
  JsonNode *value;
} Setting;

static gboolean
put_setting (JsonObject *board, gpointer user_data, GError **error)
{
  const Setting *setting = user_data;
  JsonObject *object = setting->object != NULL ? np_bench_file_get_object (board, setting->object) : board;

  if (object == NULL)
    return FALSE;
  json_object_set_member (object, setting->name, json_node_copy (setting->value));
  return TRUE;
}

static gboolean
store (NpSimDevice *self, const Setting *setting, const char *command)
{
  g_autoptr(GError) error = NULL;

  put_setting (self->board, (gpointer) setting, NULL);
  if (!np_bench_file_edit (self->file, put_setting, (gpointer) setting, &error))
    {
      g_printerr ("%s\n", error != NULL ? error->message : self->file);
      return FALSE;
    }
  np_bench_control_send (self->folder, command);
  return TRUE;
}

static gboolean
store_switch (NpSimDevice *self, const char *name, gboolean value, const char *command)
{
  g_autoptr(JsonNode) node = json_node_init_boolean (json_node_alloc (), value);
  Setting setting = { NULL, name, node };

  return store (self, &setting, command);
}

gboolean
np_sim_device_unplug (NpSimDevice *self)
{
  return store_switch (self, "plugged", FALSE, NP_BENCH_CONTROL_UNPLUG);
}

gboolean
np_sim_device_plug_in (NpSimDevice *self)
{
  return store_switch (self, "plugged", TRUE, NP_BENCH_CONTROL_RELOAD);
}

gboolean
np_sim_device_power_off (NpSimDevice *self)
{
  return store_switch (self, "powered", FALSE, NP_BENCH_CONTROL_OFF);
}

gboolean
np_sim_device_wait_for_power (NpSimDevice *self)
{
  return store_switch (self, NP_BENCH_WAITS_FOR_POWER, TRUE, NP_BENCH_CONTROL_RELOAD);
}

void
np_sim_device_power_cycled (NpSimDevice *self)
{
  if (np_bench_file_get_boolean (self->board, NP_BENCH_WAITS_FOR_POWER, FALSE))
    store_switch (self, NP_BENCH_WAITS_FOR_POWER, FALSE, NP_BENCH_CONTROL_RELOAD);
}

gboolean
np_sim_device_store_unlock_password (NpSimDevice *self, const char *password)
{
  g_autoptr(JsonNode) node = json_node_init_string (json_node_alloc (), password);
  Setting setting = { NULL, "unlockPassword", node };

  return store (self, &setting, NP_BENCH_CONTROL_RELOAD);
}

gboolean
np_sim_device_store_option_byte (NpSimDevice *self, const char *name, guint32 value)
{
  g_autofree char *text = g_strdup_printf ("0x%X", value);
  g_autoptr(JsonNode) node = json_node_init_string (json_node_alloc (), text);
  Setting setting = { "optionBytes", name, node };

  return store (self, &setting, NP_BENCH_CONTROL_RELOAD);
}

gboolean
np_sim_device_read_flash (const NpSimDevice *self, guint32 address, void *buffer, guint32 size)
{
  NpBenchMemory *memory = np_bench_memory_find (self->memories, &address, size);

  return memory != NULL && np_bench_memory_read (memory, address, buffer, size, NULL);
}

gboolean
np_sim_device_write_flash (const NpSimDevice *self, guint32 address, const guint8 *bytes, guint32 size)
{
  NpBenchMemory *memory = np_bench_memory_find (self->memories, &address, size);

  return memory != NULL && np_bench_memory_write (memory, address, bytes, size, NULL);
}

gboolean
np_sim_device_erase_flash (const NpSimDevice *self, guint32 address, guint32 size)
{
  NpBenchMemory *memory = np_bench_memory_find (self->memories, &address, size);
  guint32 begin, end;

  if (memory == NULL)
    return FALSE;
  begin = (address - memory->start) / memory->page_size * memory->page_size;
  end = (address - memory->start + size + memory->page_size - 1) / memory->page_size * memory->page_size;
  return np_bench_memory_erase (memory, memory->start + begin, MIN (end, memory->size) - begin, NULL);
}
