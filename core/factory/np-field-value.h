/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-field.h"

G_BEGIN_DECLS

/* A field's value as the bytes that stand in the image: numbers little endian in 2 or 4 bytes, strings in UTF-8
 * without NUL, bytes as they are. */

guint np_field_value_get_number_size (const NpField *field);
guint32 np_field_value_get_largest_number (const NpField *field);
gboolean np_field_value_get_number (const NpField *field, GBytes *value, guint32 *number);
char *np_field_value_describe_misfit (const NpField *field, gconstpointer data, gsize size, const char **code);

G_END_DECLS
