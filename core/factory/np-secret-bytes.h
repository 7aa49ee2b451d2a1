/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *np_secret_bytes_new (gconstpointer data, gsize size);
GBytes *np_secret_bytes_new_take (gpointer data, gsize size);

G_END_DECLS
