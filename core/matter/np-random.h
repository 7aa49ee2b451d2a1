/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Random values of a device, from OpenSSL's generators: only values that Matter allows, each as likely as any other. */

gboolean np_random_number (guint32 limit, guint32 *number, GError **error);
gboolean np_random_passcode (guint32 *passcode, GError **error);
gboolean np_random_discriminator (guint16 *discriminator, GError **error);
GBytes *np_random_bytes (gsize size, GError **error);
GBytes *np_random_salt (gsize size, GError **error);
GBytes *np_random_rotating_id (GError **error);
char *np_random_serial_number (const char *prefix, guint n_characters, GError **error);

G_END_DECLS
