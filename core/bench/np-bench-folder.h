/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A simulated bench on disk (docs/simulated-bench.md):
 *
 *   bench.json                        format, version, tool version to imitate, speed factor, "noTool"
 *   boards/<24-hex probe serial>/     board.json (platform, target, chip unique id, option bytes, faults, latencies)
 *                                     flash-<base address>.bin (sparse), uart (link to the pty), lock
 *   bin/STM32_Programmer_CLI          runs nameplate-sim-programmer on this folder
 *   lock                              held by whoever keeps the boards powered
 *
 * An open folder keeps one nameplate-sim-board process a board; they end with it, killed or not. */
#define NP_TYPE_BENCH_FOLDER (np_bench_folder_get_type ())
G_DECLARE_FINAL_TYPE (NpBenchFolder, np_bench_folder, NP, BENCH_FOLDER, GObject)

/**
 * np_bench_folder_create:
 * @path: a folder that doesn't exist yet or is empty
 * @platform: a platform's id, "stm32wba6"
 *
 * Writes a bench with @n_boards blank boards; probe serial numbers are made from @path's boards count up ("0000000000000000000000A1"…) and
 * look like an ST-LINK's, unique on this computer.
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
char *np_bench_folder_dup_programmer (NpBenchFolder *self);  /* bin/STM32_Programmer_CLI */
gboolean np_bench_folder_is_owner (NpBenchFolder *self);     /* FALSE: another program keeps the boards powered */

/* Returns: (transfer full) (element-type NpSerialPortInfo): the boards' ptys that are there now */
GPtrArray *np_bench_folder_list_ports (NpBenchFolder *self);

/* Ends the boards' processes and waits for them; removes a temporary folder. Called by dispose. */
void np_bench_folder_close (NpBenchFolder *self);

/* Settings of one board, each at once in force for the next call or boot. @board is its probe serial number. */
gboolean np_bench_folder_set_fault (const char *path, const char *board, const char *step, const char *kind, GError **error);
gboolean np_bench_folder_clear_faults (const char *path, const char *board, GError **error);
gboolean np_bench_folder_replug (const char *path, const char *board, GError **error); /* a new chip: new unique id, erased flash */
gboolean np_bench_folder_set_speed (const char *path, double speed, GError **error);
gboolean np_bench_folder_set_tool_version (const char *path, const char *version, GError **error); /* "2.4" … "2.23" */

G_END_DECLS
