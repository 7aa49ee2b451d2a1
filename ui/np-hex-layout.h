/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NP_HEX_BYTES_PER_LINE 16
#define NP_HEX_PADDING 8
#define NP_HEX_RECORD_HEADER 8 /* tag and length */

/**
 * NpHexLayout:
 * @size: how many bytes there are
 * @char_width: of one character, in pixels
 * @line_height: of one line, in whole pixels
 * @shows_text: whether the bytes stand there as text too
 *
 * Where a hex view's bytes are: offset, 16 bytes, and as text where there is room. All coordinates are of the whole picture, before
 * scrolling.
 */
typedef struct
{
  gsize size;
  double char_width;
  double line_height;
  gboolean shows_text;
} NpHexLayout;

void np_hex_layout_measure (NpHexLayout *self, GtkWidget *widget);
int np_hex_layout_get_width (const NpHexLayout *self, gboolean with_text);
double np_hex_layout_get_height (const NpHexLayout *self);
double np_hex_layout_get_line_top (const NpHexLayout *self, gsize offset);
void np_hex_layout_get_visible (const NpHexLayout *self, double scroll, int height, gsize *first, gsize *end);
void np_hex_layout_get_cell (const NpHexLayout *self, gsize offset, double scroll, graphene_rect_t *area);
gboolean np_hex_layout_find_byte (const NpHexLayout *self, double x, double y, gsize *offset);
PangoLayout *np_hex_layout_create_line (const NpHexLayout *self, GtkWidget *widget, gsize offset, const guint8 *bytes, const gboolean *masked);

G_END_DECLS
