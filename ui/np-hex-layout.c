/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <math.h>

#include "np-hex-layout.h"

/* In characters: "0000  " before the bytes, three for each, two before the text. */
#define OFFSET_COLUMNS 4
#define FIRST_COLUMN 6
#define COLUMNS_PER_BYTE 3
#define TEXT_COLUMN (FIRST_COLUMN + COLUMNS_PER_BYTE * NP_HEX_BYTES_PER_LINE + 1)
#define LINE_SPACING 4

#define SAMPLE "0000000000"
#define MASK "••"
#define OFFSET_ALPHA 36000

/* The font, and with it all sizes, is the widget's. */
void
np_hex_layout_measure (NpHexLayout *self, GtkWidget *widget)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, SAMPLE);
  PangoRectangle extents;

  pango_layout_get_extents (layout, NULL, &extents);
  self->char_width = (double) extents.width / PANGO_SCALE / strlen (SAMPLE);
  self->line_height = ceil ((double) extents.height / PANGO_SCALE) + LINE_SPACING;
}

int
np_hex_layout_get_width (const NpHexLayout *self, gboolean with_text)
{
  double columns = with_text ? TEXT_COLUMN + NP_HEX_BYTES_PER_LINE : TEXT_COLUMN - 1;

  return (int) ceil (columns * self->char_width) + 2 * NP_HEX_PADDING;
}

double
np_hex_layout_get_height (const NpHexLayout *self)
{
  gsize n_lines = (self->size + NP_HEX_BYTES_PER_LINE - 1) / NP_HEX_BYTES_PER_LINE;

  return (double) n_lines * self->line_height + 2 * NP_HEX_PADDING;
}

double
np_hex_layout_get_line_top (const NpHexLayout *self, gsize offset)
{
  return NP_HEX_PADDING + (double) (offset / NP_HEX_BYTES_PER_LINE) * self->line_height;
}

/**
 * np_hex_layout_get_visible:
 * @first: (out): the first byte of the first line that is seen
 * @end: (out): the byte after the last one
 */
void
np_hex_layout_get_visible (const NpHexLayout *self, double scroll, int height, gsize *first, gsize *end)
{
  double top = MAX (scroll - NP_HEX_PADDING, 0);

  *first = MIN ((gsize) (top / self->line_height) * NP_HEX_BYTES_PER_LINE, self->size);
  *end = MIN (((gsize) ((top + height) / self->line_height) + 2) * NP_HEX_BYTES_PER_LINE, self->size);
}

void
np_hex_layout_get_cell (const NpHexLayout *self, gsize offset, double scroll, graphene_rect_t *area)
{
  double column = FIRST_COLUMN + COLUMNS_PER_BYTE * (double) (offset % NP_HEX_BYTES_PER_LINE) - 0.5;

  graphene_rect_init (area, (float) (NP_HEX_PADDING + column * self->char_width),
                      (float) (np_hex_layout_get_line_top (self, offset) - LINE_SPACING / 2 - scroll),
                      (float) (COLUMNS_PER_BYTE * self->char_width), (float) self->line_height);
}

/**
 * np_hex_layout_find_byte:
 * @offset: (out): the byte at @x and @y, be it as digits or as text
 */
gboolean
np_hex_layout_find_byte (const NpHexLayout *self, double x, double y, gsize *offset)
{
  double line = floor ((y - NP_HEX_PADDING + LINE_SPACING / 2) / self->line_height);
  double column = (x - NP_HEX_PADDING) / self->char_width;
  double index = floor ((column - FIRST_COLUMN + 0.5) / COLUMNS_PER_BYTE);

  if (self->shows_text && column >= TEXT_COLUMN)
    index = floor (column - TEXT_COLUMN);
  if (line < 0 || index < 0 || index >= NP_HEX_BYTES_PER_LINE)
    return FALSE;
  *offset = (gsize) line * NP_HEX_BYTES_PER_LINE + (gsize) index;
  return *offset < self->size;
}

static void
append_text (GString *text, const guint8 *bytes, const gboolean *masked, guint n)
{
  for (guint i = n; i < NP_HEX_BYTES_PER_LINE; i++)
    g_string_append (text, "   ");
  g_string_append_c (text, ' ');
  for (guint i = 0; i < n; i++)
    if (masked[i])
      g_string_append (text, "•");
    else
      g_string_append_c (text, g_ascii_isprint (bytes[i]) ? (char) bytes[i] : '.');
}

/**
 * np_hex_layout_create_line:
 * @offset: of the line's first byte
 * @bytes: from there on
 * @masked: (array fixed-size=16): which of them are hidden
 *
 * Returns: (transfer full): the line's text
 */
PangoLayout *
np_hex_layout_create_line (const NpHexLayout *self, GtkWidget *widget, gsize offset, const guint8 *bytes, const gboolean *masked)
{
  guint n = (guint) MIN (NP_HEX_BYTES_PER_LINE, self->size - offset);
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  PangoAttribute *dim = pango_attr_foreground_alpha_new (OFFSET_ALPHA);
  PangoLayout *layout;

  g_string_append_printf (text, "%04zX  ", offset);
  for (guint i = 0; i < n; i++)
    if (masked[i])
      g_string_append (text, MASK " ");
    else
      g_string_append_printf (text, "%02X ", bytes[i]);
  if (self->shows_text)
    append_text (text, bytes, masked, n);
  layout = gtk_widget_create_pango_layout (widget, text->str);
  dim->end_index = OFFSET_COLUMNS;
  pango_attr_list_insert (attributes, dim);
  pango_layout_set_attributes (layout, attributes);
  return layout;
}
