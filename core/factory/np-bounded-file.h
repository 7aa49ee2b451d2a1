/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *np_bounded_file_load (const char *path, gsize max_size, const char *todo, GError **error);

G_END_DECLS
