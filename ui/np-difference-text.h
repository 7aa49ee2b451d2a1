/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "factory/np-field.h"

G_BEGIN_DECLS

/**
 * np_difference_text_dup:
 * @value: what is shown
 * @other: (nullable): what it is compared with; %NULL marks nothing
 * @attributes: (out) (transfer full): marks on the bytes that differ: bold, underlined
 *
 * A field's value: numbers and texts as people write them; bytes in hex, only the lines that differ; long ones that
 * are compared with nothing by their size and digest.
 *
 * Returns: (transfer full)
 */
char *np_difference_text_dup (const NpField *field, GBytes *value, GBytes *other, PangoAttrList **attributes);

G_END_DECLS
