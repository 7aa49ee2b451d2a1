/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-factory-data.h"

G_BEGIN_DECLS

/**
 * np_factory_file_parse:
 * @bytes: the contents of an ST JSON file or of an image; told apart by their contents
 *
 * Returns: (transfer full): the fields; errors and problems as np_st_json_parse () and np_image_decode () tell them
 */
NpFactoryData *np_factory_file_parse (GBytes *bytes, GPtrArray *problems, GError **error);

/**
 * np_factory_file_load:
 * @path: of a regular file of at most 1 MiB
 */
NpFactoryData *np_factory_file_load (const char *path, GPtrArray *problems, GError **error);

G_END_DECLS
