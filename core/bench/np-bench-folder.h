/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "np-bench-firmware.h"

G_BEGIN_DECLS

/* A simulated bench on disk (docs/simulated-bench.md):
 *
 *   bench.json                        format, version, tool version to imitate, speed factor, "noTool"
 *   boards/<24-hex probe serial>/     board.json (platform, target, chip unique id, option bytes, faults, latencies)
 *                                     flash-<base address>.bin (sparse), uart (link to the pty), lock
 *   bin/STM32_Programmer_CLI          runs nameplate-sim-programmer on this folder; bin/ExternalLoader beside it
 *   lock                              held by whoever keeps the boards powered
 *
 * An open folder keeps one nameplate-sim-board process a board; they end with it, killed or not. */
#define NP_TYPE_BENCH_FOLDER (np_bench_folder_get_type ())
G_DECLARE_FINAL_TYPE (NpBenchFolder, np_bench_folder, NP, BENCH_FOLDER, GObject)

/**
 * np_bench_folder_create:
 * @path: a folder that doesn't exist yet or is empty
 * @n_boards: 1 to 999
 * @platform: a platform's id, "stm32wba6"
 * @error: %NP_ERROR_INVALID_DATA, a #GFileError
 *
 * Writes a bench with @n_boards blank boards. Their probe serial numbers look like an ST-LINK's: random digits that no other bench
 * has, then the board's number.
 */
gboolean np_bench_folder_create (const char *path, guint n_boards, const char *platform, GError **error);

/**
 * np_bench_folder_open:
 * @path: (nullable): a bench folder; %NULL makes a temporary one of four STM32WBA6 boards that is removed when closed
 * @error: %NP_ERROR_INVALID_DATA when it isn't a bench folder, %NP_ERROR_TOOL_MISSING
 *
 * Starts the boards' processes, unless another program already keeps them powered (bench serve): then it only joins in.
 */
NpBenchFolder *np_bench_folder_open (const char *path, GError **error);
NpBenchFolder *np_bench_folder_open_temporary (guint n_boards, const char *platform, double speed, GError **error);

const char *np_bench_folder_get_path (NpBenchFolder *self);
char *np_bench_folder_dup_programmer (NpBenchFolder *self); /* bin/STM32_Programmer_CLI */
gboolean np_bench_folder_is_owner (NpBenchFolder *self);    /* FALSE: another program keeps the boards powered */

/* Returns: (transfer full) (element-type NpSerialPortInfo): the ptys that the boards of the bench in the folder @path have now; in any thread */
GPtrArray *np_bench_folder_list_ports (const char *path);

/* Ends the boards' processes and waits for them; removes a temporary folder. Called by dispose. */
void np_bench_folder_close (NpBenchFolder *self);

/* Everything below changes the files of a bench, open or not; it is at once in force for the next call of the programmer or the
 * next boot. @board is a board's probe serial number; errors: %NP_ERROR_INVALID_DATA (no such bench or board, a value out of its
 * range) and those of the files. */

/**
 * NpBenchBoardInfo:
 * @serial: the probe's serial number, 24 hex digits
 * @unique_id: the chip's, 24 hex digits
 * @faults: (array zero-terminated=1): "write=exit-1", "reset=garbage:2"
 * @protection: the option byte RDP, "0xAA"
 * @waits_for_power: its protection was raised: it is silent until it is unplugged, or switched off, and on again
 * @n_stored_keys: private keys where they can't be read any more: slots of the customer key storage, TF-M's trusted storage
 */
typedef struct
{
  char *serial;
  char *platform;
  char *board_name;
  char *unique_id;
  char *protection;
  GStrv faults;
  gboolean plugged;
  gboolean powered;
  gboolean waits_for_power;
  guint n_stored_keys;
} NpBenchBoardInfo;

/* Returns: (transfer full) (element-type NpBenchBoardInfo): in the order of their numbers */
GPtrArray *np_bench_folder_list_boards (const char *path, GError **error);

/**
 * np_bench_folder_set_fault:
 * @step: "list", "connect", "identify", "write", "verify", "read", "reset" or "any"
 * @kind: a name of np_bench_fault_get_kinds (), "exit-1"; "exit-1:once" or "exit-1:3" happens that many times, otherwise always
 *
 * The kind takes the place of the one that the step had. "tool-missing" takes the programmer away from the whole bench.
 */
gboolean np_bench_folder_set_fault (const char *path, const char *board, const char *step, const char *kind, GError **error);

/* @board (nullable): NULL means all boards, and brings a missing programmer back */
gboolean np_bench_folder_clear_faults (const char *path, const char *board, GError **error);

gboolean np_bench_folder_replug (const char *path, const char *board, GError **error); /* a new chip: new unique id, erased flash */
gboolean np_bench_folder_set_plugged (const char *path, const char *board, gboolean plugged, GError **error); /* the same board */
gboolean np_bench_folder_set_powered (const char *path, const char *board, gboolean powered,
                                      GError **error); /* the chip, not the probe */

/* What the probe tells as its serial number from now on, like another's or none that ST would give: "066DFF485754727567021514",
 * "R". %NULL: its own again. The board is still found by its folder's name. */
gboolean np_bench_folder_set_probe_serial (const char *path, const char *board, const char *serial, GError **error);

/* How long it takes until a helping hand replugs the board by itself when its lock asks for that, in seconds of a real bench; 0: nobody
 * does. */
gboolean np_bench_folder_set_helping_hand (const char *path, const char *board, double seconds, GError **error);

/* @name in any case, as the board has it: "RDP"; @value: up to 0xFFFFFFFF */
gboolean np_bench_folder_set_option_byte (const char *path, const char *board, const char *name, guint32 value, GError **error);

/* The board's flash, past the programmer: to prepare a board, and to look at what it holds. Writing overwrites without erasing. */
GBytes *np_bench_folder_read_flash (const char *path, const char *board, guint32 address, guint32 size, GError **error);
gboolean np_bench_folder_write_flash (const char *path, const char *board, guint32 address, GBytes *data, GError **error);

/**
 * np_bench_folder_make_application:
 * @factory_data_address: where this firmware reads factory data, or 0
 * @text: what it sends over the serial port when it starts
 *
 * Returns: (transfer full): the image of an application that simulated boards can boot, to be written at the application's address
 */
GBytes *np_bench_folder_make_application (guint32 factory_data_address, const char *text);

/**
 * np_bench_folder_make_provisioning_firmware:
 * @platform: "stm32wba6": whose range of factory data, and whose buffer
 * @key_store: where it puts the private key; the customer key storage makes it firmware for production
 * @error: %NP_ERROR_INVALID_DATA: no such platform
 *
 * Returns: (transfer full): the image of a firmware that does on a simulated board what ST's demonstration firmware does on a real
 *   one: it completes the factory data by a DAC, a PAI and a key that are the same on every board, the Matter SDK's public test
 *   credentials for vendor 0xFFF1 and product 0x8000
 */
GBytes *np_bench_folder_make_provisioning_firmware (const char *platform, NpBenchGeneration generation, NpBenchKeyStore key_store,
                                                    GError **error);

/**
 * np_bench_folder_make_boot_loader:
 * @security: the platform's security level, from 1 on
 * @error: %NP_ERROR_INVALID_DATA: no such platform, or level
 *
 * Returns: (transfer full): the image of a boot loader, to be written at the start of flash: it boots what np_bench_folder_sign ()
 *   signed from its slot, after taking over what lies in the slot for downloads if the magic trailer is there
 */
GBytes *np_bench_folder_make_boot_loader (const char *platform, guint security, GError **error);
GBytes *np_bench_folder_make_trusted_firmware (void); /* TF-M */
GBytes *np_bench_folder_sign (GBytes *image);
GBytes *np_bench_folder_make_magic_trailer (void);

/**
 * NpBenchSlots:
 * @download: where the application goes; the magic trailer are the last 16 bytes of the slot
 * @primary: where the boot loader boots from
 * @size: of either, in bytes
 * @trusted: where TF-M goes, 0 without
 */
typedef struct
{
  guint32 download;
  guint32 primary;
  guint32 size;
  guint32 trusted;
} NpBenchSlots;

/* As the boot loader of np_bench_folder_make_boot_loader () has them. */
gboolean np_bench_folder_get_slots (const char *platform, guint security, NpBenchSlots *slots, GError **error);

gboolean np_bench_folder_set_tool_present (const char *path, gboolean present, GError **error);
gboolean np_bench_folder_set_speed (const char *path, double speed, GError **error);
gboolean np_bench_folder_set_tool_version (const char *path, const char *version, GError **error); /* "2.4" … "2.23" */
gboolean np_bench_folder_set_tool_system (const char *path, const char *system, GError **error);   /* "linux" or "windows" output */

G_END_DECLS
