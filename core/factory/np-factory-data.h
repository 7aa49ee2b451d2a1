/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "np-field.h"

G_BEGIN_DECLS

#define NP_TYPE_FACTORY_DATA (np_factory_data_get_type ())
G_DECLARE_FINAL_TYPE (NpFactoryData, np_factory_data, NP, FACTORY_DATA, GObject)

/* The fields of one device: tag → value. A value is kept as the bytes that stand in the image (numbers little endian,
 * 2 or 4 bytes; strings UTF-8 without NUL), so that every reader and writer shares one form; the bytes are cleared
 * when dropped.
 *
 * signal "changed" (guint tag): a field was set or removed. */

NpFactoryData *np_factory_data_new (void);
NpFactoryData *np_factory_data_copy (NpFactoryData *self);

gboolean np_factory_data_has (NpFactoryData *self, NpTag tag);
GBytes *np_factory_data_get_bytes (NpFactoryData *self, NpTag tag); /* (transfer none) (nullable): any type, as in the image */
gboolean np_factory_data_get_number (NpFactoryData *self, NpTag tag, guint32 *value);
char *np_factory_data_dup_string (NpFactoryData *self, NpTag tag);       /* (nullable) */
gboolean np_factory_data_equal (NpFactoryData *self, NpFactoryData *other);

/* Setters keep what a field's type can hold (number of bytes for numbers, UTF-8 for strings); limits are for
 * np_factory_data_check (), so that an editor can hold a value that isn't right yet. */
gboolean np_factory_data_set_bytes (NpFactoryData *self, NpTag tag, GBytes *value, GError **error);
gboolean np_factory_data_set_number (NpFactoryData *self, NpTag tag, guint64 value, GError **error);
gboolean np_factory_data_set_string (NpFactoryData *self, NpTag tag, const char *value, GError **error);
void np_factory_data_remove (NpFactoryData *self, NpTag tag);

/**
 * np_factory_data_check:
 * @self: the data
 * @problems: (element-type NpProblem): where problems are added
 *
 * The rules that a build refuses by: a field's own limits (range, 1–602 bytes, forbidden passcode, discriminator > 4095, texts
 * over their limit, verifier not 97 bytes, iterations and salt out of bounds when they stand beside a verifier). Everything else
 * is core/check's.
 *
 * Returns: %TRUE if nothing was found that a build refuses
 */
gboolean np_factory_data_check (NpFactoryData *self, GPtrArray *problems);

G_END_DECLS
