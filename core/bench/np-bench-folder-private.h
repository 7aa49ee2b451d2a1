/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-bench-file.h"
#include "np-bench-folder.h"

G_BEGIN_DECLS

#define NP_BENCH_FORMAT "nameplate-bench"
#define NP_BENCH_FORMAT_VERSION 1

/* Returns: (transfer full): paths inside a bench */
char *np_bench_folder_dup_file (const char *path); /* bench.json */
char *np_bench_folder_dup_board_folder (const char *path, const char *board);
char *np_bench_folder_dup_board_file (const char *path, const char *board); /* board.json */

/* Returns: (transfer full): what boards of @platform are like, a board.json without what is each board's own.
 * @error: %NP_ERROR_INVALID_DATA: no such platform */
JsonObject *np_bench_folder_load_target (const char *platform, GError **error);

/* Refuses what isn't a bench, or a newer version's. */
gboolean np_bench_folder_check (const char *path, GError **error);

/* Returns: (transfer full): the boards' serial numbers in the order of their numbers */
GStrv np_bench_folder_list_serials (const char *path, GError **error);

/* Refuses a board that the bench hasn't got. */
gboolean np_bench_folder_check_board (const char *path, const char *board, GError **error);

/* Changes the board's file and tells its process that it has changed. */
gboolean np_bench_folder_edit_board (const char *path, const char *board, NpBenchFileFunc edit, gpointer user_data, GError **error);

/* Writes bin/STM32_Programmer_CLI, or removes it when the bench is to have none ("noTool"). */
gboolean np_bench_folder_write_programmer (const char *path, GError **error);

/* Returns: (transfer full): a made-up unique id, 24 hex digits */
char *np_bench_folder_make_unique_id (void);

G_END_DECLS
