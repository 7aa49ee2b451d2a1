/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench/np-bench-firmware.h"
#include "bench/np-bench-memory.h"

G_BEGIN_DECLS

/* One board of the bench as the programmer meets it: its probe, and behind it the target. */
typedef struct
{
  char *serial; /* the probe's: the folder's name, unless board.json has another ("probe", "serial") */
  char *folder;
  char *file;
  guint number;        /* from 0, in the order of the serial numbers */
  JsonObject *board;   /* board.json */
  GPtrArray *memories; /* NpBenchMemory */
  int lock_fd;         /* -1: not ours */
  gboolean protected;  /* read-out protection on, by its option byte or by a fault */
} NpSimDevice;

/* Returns: (transfer full) (nullable): the board in @folder; NULL when its board.json can't be read, told on standard error */
NpSimDevice *np_sim_device_load (const char *folder, guint number);
void np_sim_device_free (NpSimDevice *self);

/* Returns: (transfer full) (element-type NpSimDevice): those that are plugged in */
GPtrArray *np_sim_device_load_all (const char *bench_folder);

/* Takes the probe for this process. Returns: FALSE when another has it */
gboolean np_sim_device_lock (NpSimDevice *self);
gboolean np_sim_device_is_locked (const NpSimDevice *self); /* takes nothing */

JsonObject *np_sim_device_get_probe (const NpSimDevice *self);
JsonObject *np_sim_device_get_target (const NpSimDevice *self);
const char *np_sim_device_get_option_byte (const NpSimDevice *self, const char *name);
double np_sim_device_get_latency (const NpSimDevice *self, const char *name, double fallback); /* in seconds */
double np_sim_device_get_rate (const NpSimDevice *self, const char *name, double fallback);    /* in bytes a second */

/* Whether the value @rdp of the option byte RDP keeps a debugger from the flash. */
gboolean np_sim_rdp_protects (guint32 rdp);

/* Changes in board.json, there for the next program to see; the board's process is told. */
gboolean np_sim_device_unplug (NpSimDevice *self);
gboolean np_sim_device_plug_in (NpSimDevice *self);
gboolean np_sim_device_power_off (NpSimDevice *self);
gboolean np_sim_device_wait_for_power (NpSimDevice *self); /* silent until the power has gone once */
void np_sim_device_power_cycled (NpSimDevice *self);       /* it has */
gboolean np_sim_device_store_unlock_password (NpSimDevice *self, const char *password);
gboolean np_sim_device_store_option_byte (NpSimDevice *self, const char *name, guint32 value);

/* The board's own access to its flash, an external one too. */
gboolean np_sim_device_read_flash (const NpSimDevice *self, guint32 address, void *buffer, guint32 size);
gboolean np_sim_device_write_flash (const NpSimDevice *self, guint32 address, const guint8 *bytes, guint32 size);
gboolean np_sim_device_erase_flash (const NpSimDevice *self, guint32 address, guint32 size); /* whole pages */

/* Puts @key where it can't be read any more. Returns: FALSE when the board has no such place, or none that is free */
gboolean np_sim_device_store_key (NpSimDevice *self, NpBenchKeyStore key_store, const guint8 *key, gsize size);

/* TF-M's storage lies in the chip's own flash. */
void np_sim_device_forget_trusted_keys (NpSimDevice *self);

G_END_DECLS
