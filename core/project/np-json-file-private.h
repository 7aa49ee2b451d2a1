/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * np_json_file_load:
 * @path: a file of at most 1 MiB
 * @error: of %G_FILE_ERROR, or %NP_ERROR_INVALID_DATA with line and column: not strict JSON, a key given twice, no object at the top
 *
 * Reads a JSON file that people may have edited. json-glib alone would take comments and drop a key given twice without a word.
 *
 * Returns: (transfer full): the object at the top
 */
JsonObject *np_json_file_load (const char *path, GError **error);

G_END_DECLS
