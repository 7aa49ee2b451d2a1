/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NP_CERTIFICATE_FILE_MAX_SIZE (1024 * 1024)

gboolean np_certificate_file_is_named_so (const char *name);
GPtrArray *np_certificate_file_load (const char *path, GError **error);

G_END_DECLS
