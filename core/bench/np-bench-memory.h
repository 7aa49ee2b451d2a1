/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * NpBenchMemory:
 * @start: first address
 * @size: in bytes
 * @page_size: what one erase takes, in bytes
 * @alias: another address of the same bytes (the secure one), or 0
 * @loader: (nullable): file name of the external loader that it takes, or %NULL when it is the chip's own flash
 *
 * A flash memory of a simulated board. Its bytes lie in flash-<start>.bin, inverted: so erased flash (0xFF) is a hole in a sparse
 * file, or past its end, and stays so when the folder is copied by a tool that writes holes as zeros.
 */
typedef struct
{
  guint32 start;
  guint32 size;
  guint32 page_size;
  guint32 alias;
  char *loader;
  char *path;
} NpBenchMemory;

/**
 * np_bench_memory_load_all:
 * @board_folder: the board's folder
 * @board: the object of its board.json
 *
 * Returns: (transfer full) (element-type NpBenchMemory): empty when the file tells none
 */
GPtrArray *np_bench_memory_load_all (const char *board_folder, JsonObject *board);

/* Returns: (nullable) (transfer none): the memory of @memories that holds @size bytes from *@address on. An alias in *@address is
 * replaced by the address proper. */
NpBenchMemory *np_bench_memory_find (GPtrArray *memories, guint32 *address, guint32 size);

/* All within the memory. Errors: those of the file. */
gboolean np_bench_memory_read (const NpBenchMemory *self, guint32 address, guint8 *buffer, guint32 size, GError **error);
gboolean np_bench_memory_write (const NpBenchMemory *self, guint32 address, const guint8 *data, guint32 size, GError **error);
gboolean np_bench_memory_erase (const NpBenchMemory *self, guint32 address, guint32 size, GError **error);

G_END_DECLS
