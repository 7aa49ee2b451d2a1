/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The simulated bench's JSON files, bench.json and board.json: several programs read and change them at the same time. A reader
 * always sees a whole file (it is replaced by renaming); writers take turns. */

/* Returns: (transfer full): the file's object. @error: %NP_ERROR_INVALID_DATA, a #GFileError */
JsonObject *np_bench_file_load (const char *path, GError **error);
gboolean np_bench_file_save (const char *path, JsonObject *object, GError **error);

/**
 * NpBenchFileFunc:
 * @object: the file's object, to be changed in place
 *
 * Returns: %FALSE to leave the file as it is, with @error set if that is a failure
 */
typedef gboolean (*NpBenchFileFunc) (JsonObject *object, gpointer user_data, GError **error);

/**
 * np_bench_file_edit:
 *
 * Loads the file, lets @edit change it, and saves it, with every other writer waiting.
 *
 * Returns: whether the file was changed
 */
gboolean np_bench_file_edit (const char *path, NpBenchFileFunc edit, gpointer user_data, GError **error);

/* Of board.json: the chip stays silent until its power has gone once. */
#define NP_BENCH_WAITS_FOR_POWER "waitsForPower"

/* Members that may be missing. Numbers that are addresses or registers are texts: "0x08000000". */
JsonObject *np_bench_file_get_object (JsonObject *object, const char *name); /* (nullable) (transfer none) */
JsonArray *np_bench_file_get_array (JsonObject *object, const char *name);   /* (nullable) (transfer none) */
const char *np_bench_file_get_string (JsonObject *object, const char *name, const char *fallback);
double np_bench_file_get_double (JsonObject *object, const char *name, double fallback);
gboolean np_bench_file_get_boolean (JsonObject *object, const char *name, gboolean fallback);
guint32 np_bench_file_get_address (JsonObject *object, const char *name);

G_END_DECLS
