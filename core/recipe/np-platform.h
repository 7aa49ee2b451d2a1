/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is known of a family of boards. One JSON file each in core/recipe/platforms (a resource); a value that
 * the files don't know is absent, and asked of the user. Immutable, owned by the library. */
typedef struct _NpPlatform NpPlatform;

/**
 * NpMemoryRange:
 * @start: first address
 * @end: last address, 0 when not known
 * @page_size: what one erase takes, in bytes
 */
typedef struct
{
  guint32 start;
  guint32 end;
  guint32 page_size;
} NpMemoryRange;

/**
 * NpSecurityLevel:
 * @level: ST's number: 0 none, 1 OEMiRoT, 2 OEMiRoT + TF-M
 * @name: what it is called
 * @application_address: where the application goes unless the recipe says another place; 0 when not known
 * @magic_trailer_address: likewise for the magic trailer; 0 when there is none
 * @scripts: (array zero-terminated=1): ST's secure scripts, in the order in which they run, without ".sh"
 * @steps: (array zero-terminated=1): the job “provision”, as names of the plan's templates
 */
typedef struct
{
  guint level;
  const char *name;
  guint32 application_address;
  guint32 magic_trailer_address;
  const char *const *scripts;
  const char *const *steps;
} NpSecurityLevel;

const NpPlatform *const *np_platform_get_all (guint *n_platforms);
const NpPlatform *np_platform_find (const char *id); /* (nullable): "stm32wba6", "stm32wb55", "stm32u5" */
const NpPlatform *np_platform_find_for_device (guint32 device_id); /* (nullable): by the id that CubeProgrammer prints, 0x4B0 */

const char *np_platform_get_id (const NpPlatform *self);
const char *np_platform_get_name (const NpPlatform *self);          /* "STM32WBA6" */
const char *np_platform_get_device_name (const NpPlatform *self);   /* how CubeProgrammer's name for it begins: "STM32WBA6" */
guint32 np_platform_get_device_id (const NpPlatform *self);
const char *np_platform_get_board_name (const NpPlatform *self);    /* ST's board: "STM32WBA65I-DK1" */
guint32 np_platform_get_unique_id_address (const NpPlatform *self); /* 96 bits */
const NpMemoryRange *np_platform_get_flash (const NpPlatform *self);
const NpMemoryRange *np_platform_get_external_flash (const NpPlatform *self); /* (nullable) */
const NpMemoryRange *np_platform_get_factory_data_range (const NpPlatform *self);
const char *np_platform_get_factory_data_loader (const NpPlatform *self); /* (nullable): NULL when the range is internal */
guint32 np_platform_get_provisioning_buffer (const NpPlatform *self);     /* bytes that provisioning firmware can hold; 0 when not known */

const NpSecurityLevel *np_platform_get_security_levels (const NpPlatform *self, guint *n_levels);
const NpSecurityLevel *np_platform_find_security_level (const NpPlatform *self, guint level); /* (nullable) */
gboolean np_platform_has_modes (const NpPlatform *self); /* whether provisioning firmware comes for test and for production (WB55) */
guint32 np_platform_get_lock_value (const NpPlatform *self, guint rdp_level); /* option byte RDP of level 1 or 2; 0 when not known */

gboolean np_memory_range_contains (const NpMemoryRange *self, guint32 address, guint32 size);

G_END_DECLS
