/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Bytes for consecutive addresses. */
typedef struct
{
  guint32 address;
  GByteArray *data;
} NpSimSegment;

/**
 * np_sim_file_load:
 * @path: ELF, Intel HEX or, by any other name, the bytes themselves
 * @address: (nullable): where the bytes go; ELF and HEX files know it
 * @problem: (out): what is wrong, as the tool would say it
 *
 * Returns: (transfer full) (nullable) (element-type NpSimSegment): sorted as in the file
 */
GPtrArray *np_sim_file_load (const char *path, const char *address, char **problem);

/* How many bytes all of @segments have. */
gsize np_sim_file_get_size (GPtrArray *segments);

G_END_DECLS
