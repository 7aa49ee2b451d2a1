/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *np_byte_text_read (const char *text, GError **error);
char *np_byte_text_write_hex (GBytes *bytes);
char *np_byte_text_write_base64 (GBytes *bytes);

G_END_DECLS
