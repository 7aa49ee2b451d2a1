/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "factory/np-image.h"

G_BEGIN_DECLS

/* The bytes of an image, 16 a line, neighbouring records on different tints. Secret values are masked. Arrow keys move from byte to
 * byte; the record under the cursor is the selected one.
 *
 * signal "hovered" (guint tag): the pointer is over a record, %NP_TAG_NONE for none
 * signal "selected" (guint tag): a record was chosen with pointer or keys
 * signal "activated" (guint tag): its field is wanted */
#define NP_TYPE_HEX_VIEW (np_hex_view_get_type ())
G_DECLARE_FINAL_TYPE (NpHexView, np_hex_view, NP, HEX_VIEW, GtkWidget)

void np_hex_view_set_image (NpHexView *self, NpImage *image);
void np_hex_view_set_selected (NpHexView *self, guint32 tag);
void np_hex_view_set_hovered (NpHexView *self, guint32 tag);
void np_hex_view_set_revealed (NpHexView *self, gboolean revealed);
char *np_hex_view_dup_description (NpHexView *self);

/* Where the byte at @offset is drawn, in the widget's coordinates; FALSE when there is none. */
gboolean np_hex_view_get_byte_area (NpHexView *self, gsize offset, graphene_rect_t *area);

G_END_DECLS
