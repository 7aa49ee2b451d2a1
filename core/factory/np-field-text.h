/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "np-field.h"

G_BEGIN_DECLS

/* A field's value as people type and read it. */

gboolean np_field_text_parse (const NpField *field, const char *text, GBytes **value, GError **error);
char *np_field_text_format (const NpField *field, GBytes *value);
char *np_field_text_describe (const NpField *field, GBytes *value);
char *np_field_text_describe_bytes (GBytes *value);

G_END_DECLS
