/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "np-hex-layout.h"
#include "np-hex-view.h"

struct _NpHexView
{
  GtkWidget parent_instance;

  NpHexLayout layout;
  NpImage *image;
  guint32 selected;
  guint32 hovered;
  gsize cursor;
  gboolean revealed;

  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  GtkScrollablePolicy hscroll_policy;
  GtkScrollablePolicy vscroll_policy;
};

enum
{
  PROP_HADJUSTMENT = 1,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum
{
  HOVERED,
  SELECTED,
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (NpHexView, np_hex_view, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

/* Scrolling */

static double
get_scroll (NpHexView *self)
{
  return self->vadjustment != NULL ? floor (gtk_adjustment_get_value (self->vadjustment)) : 0;
}

static void
configure_adjustments (NpHexView *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  int width = gtk_widget_get_width (GTK_WIDGET (self));

  if (self->vadjustment != NULL)
    gtk_adjustment_configure (self->vadjustment, gtk_adjustment_get_value (self->vadjustment), 0,
                              MAX (np_hex_layout_get_height (&self->layout), height), self->layout.line_height, height * 0.9, height);
  if (self->hadjustment != NULL)
    gtk_adjustment_configure (self->hadjustment, 0, 0, width, 1, width, width);
}

/* What comes first is seen when not all can be. */
static void
scroll_to (NpHexView *self, gsize first, gsize last)
{
  double top = np_hex_layout_get_line_top (&self->layout, first);
  double bottom = np_hex_layout_get_line_top (&self->layout, last) + 2 * self->layout.line_height;

  if (self->vadjustment != NULL)
    gtk_adjustment_clamp_page (self->vadjustment, top - self->layout.line_height, bottom);
}

static void
set_adjustment (NpHexView *self, GtkAdjustment **adjustment, GtkAdjustment *value)
{
  if (*adjustment != NULL)
    g_signal_handlers_disconnect_by_data (*adjustment, self);
  g_clear_object (adjustment);
  if (value == NULL)
    return;
  *adjustment = g_object_ref_sink (value);
  g_signal_connect_swapped (value, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self);
  configure_adjustments (self);
}

/* Records */

static const NpImageRecord *
get_record (NpHexView *self, gsize offset)
{
  guint n_records = 0;
  const NpImageRecord *records = self->image != NULL ? np_image_get_records (self->image, &n_records) : NULL;

  for (guint i = 0; i < n_records; i++)
    if (offset >= records[i].offset && offset < records[i].offset + NP_HEX_RECORD_HEADER + records[i].length)
      return &records[i];
  return NULL;
}

static const NpImageRecord *
find_record (NpHexView *self, guint32 tag)
{
  guint n_records = 0;
  const NpImageRecord *records = self->image != NULL ? np_image_get_records (self->image, &n_records) : NULL;

  for (guint i = 0; i < n_records; i++)
    if (records[i].tag == tag)
      return &records[i];
  return NULL;
}

static guint32
get_tag_at (NpHexView *self, gsize offset)
{
  const NpImageRecord *record = get_record (self, offset);

  return record != NULL ? record->tag : NP_TAG_NONE;
}

/**
 * np_hex_view_dup_description:
 *
 * Returns: (transfer full): the record pointed at, else the selected one, as a sentence; what the picture shows, in words
 */
char *
np_hex_view_dup_description (NpHexView *self)
{
  const NpImageRecord *record;
  const NpField *field;

  g_return_val_if_fail (NP_IS_HEX_VIEW (self), NULL);

  record = find_record (self, self->hovered != NP_TAG_NONE ? self->hovered : self->selected);
  if (record == NULL)
    return g_strdup (self->layout.size > 0 ? _("Point at bytes or at a field to see which belong together.") : _("There is no image yet."));
  field = np_field_find_by_tag (record->tag);
  return g_strdup_printf (ngettext ("%s, tag %u: %zu byte at 0x%04zX", "%s, tag %u: %zu bytes at 0x%04zX", record->length),
                          field != NULL ? _(field->title) : _("Unknown field"), record->tag, record->length,
                          record->offset + NP_HEX_RECORD_HEADER);
}

static void
pointed_at_changed (NpHexView *self)
{
  g_autofree char *description = np_hex_view_dup_description (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
hover (NpHexView *self, guint32 tag)
{
  if (tag == self->hovered)
    return;
  self->hovered = tag;
  pointed_at_changed (self);
  g_signal_emit (self, signals[HOVERED], 0, tag);
}

static void
select_byte (NpHexView *self, gsize offset)
{
  self->cursor = offset;
  self->selected = get_tag_at (self, offset);
  scroll_to (self, offset, offset);
  pointed_at_changed (self);
  g_signal_emit (self, signals[SELECTED], 0, self->selected);
}

/* Pointer and keys */

static void
motion_cb (NpHexView *self, double x, double y)
{
  gsize offset;

  if (np_hex_layout_find_byte (&self->layout, x, y + get_scroll (self), &offset))
    hover (self, get_tag_at (self, offset));
  else
    hover (self, NP_TAG_NONE);
}

static void
leave_cb (NpHexView *self)
{
  hover (self, NP_TAG_NONE);
}

static void
pressed_cb (NpHexView *self, int n_press, double x, double y)
{
  gsize offset;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!np_hex_layout_find_byte (&self->layout, x, y + get_scroll (self), &offset))
    return;
  select_byte (self, offset);
  if (n_press == 2)
    g_signal_emit (self, signals[ACTIVATED], 0, self->selected);
}

/* Arrow keys, always left to right: bytes have one order. */
static gboolean
move_cb (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  NpHexView *self = NP_HEX_VIEW (widget);
  gint64 target = (gint64) self->cursor + g_variant_get_int32 (parameter);

  if (self->layout.size == 0)
    return FALSE;
  select_byte (self, (gsize) CLAMP (target, 0, (gint64) self->layout.size - 1));
  return TRUE;
}

static gboolean
activate_cb (GtkWidget *widget, GVariant *parameter, gpointer user_data)
{
  NpHexView *self = NP_HEX_VIEW (widget);

  g_signal_emit (self, signals[ACTIVATED], 0, self->selected);
  return TRUE;
}

/* Drawing */

/* @first, @last: of the same line */
static void
append_tint (NpHexView *self, GtkSnapshot *snapshot, gsize first, gsize last, const GdkRGBA *colour)
{
  graphene_rect_t area, end;

  np_hex_layout_get_cell (&self->layout, first, get_scroll (self), &area);
  np_hex_layout_get_cell (&self->layout, last, get_scroll (self), &end);
  graphene_rect_union (&area, &end, &area);
  gtk_snapshot_append_color (snapshot, colour, &area);
}

/* What is pointed at stands on the accent colour, neighbouring records on tints apart. */
static GdkRGBA
get_tint (NpHexView *self, const NpImageRecord *record, guint position, const GdkRGBA *text, const GdkRGBA *accent)
{
  GdkRGBA tint = *text;

  tint.alpha = position % 2 == 0 ? 0.05f : 0.12f;
  if (record->tag == self->selected || record->tag == self->hovered)
    {
      tint = *accent;
      tint.alpha = record->tag == self->selected ? 0.45f : 0.3f;
    }
  return tint;
}

static void
draw_tints (NpHexView *self, GtkSnapshot *snapshot, gsize first, gsize last, const GdkRGBA *text)
{
  guint n_records = 0;
  const NpImageRecord *records = np_image_get_records (self->image, &n_records);
  GdkRGBA accent;

  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (GTK_WIDGET (self)), "accent_bg_color", &accent))
    accent = *text;
  for (guint i = 0; i < n_records; i++)
    {
      GdkRGBA tint = get_tint (self, &records[i], i, text, &accent);
      gsize end = MIN (records[i].offset + NP_HEX_RECORD_HEADER + records[i].length, last);

      for (gsize offset = MAX (records[i].offset, first), next; offset < end; offset = next)
        {
          next = MIN ((offset / NP_HEX_BYTES_PER_LINE + 1) * NP_HEX_BYTES_PER_LINE, end);
          append_tint (self, snapshot, offset, next - 1, &tint);
        }
    }
}

static void
draw_cursor (NpHexView *self, GtkSnapshot *snapshot, const GdkRGBA *text)
{
  const float widths[] = { 1, 1, 1, 1 };
  const GdkRGBA colours[] = { *text, *text, *text, *text };
  GskRoundedRect outline;
  graphene_rect_t area;

  np_hex_layout_get_cell (&self->layout, self->cursor, get_scroll (self), &area);
  gsk_rounded_rect_init_from_rect (&outline, &area, 2);
  gtk_snapshot_append_border (snapshot, &outline, widths, colours);
}

static gboolean
is_masked (NpHexView *self, gsize offset)
{
  const NpImageRecord *record = self->revealed ? NULL : get_record (self, offset);
  const NpField *field = record != NULL ? np_field_find_by_tag (record->tag) : NULL;

  return field != NULL && field->secret && offset >= record->offset + NP_HEX_RECORD_HEADER;
}

static void
draw_line (NpHexView *self, GtkSnapshot *snapshot, gsize line, const guint8 *bytes)
{
  gboolean masked[NP_HEX_BYTES_PER_LINE] = { FALSE };
  gsize start = line * NP_HEX_BYTES_PER_LINE;
  g_autoptr(PangoLayout) text = NULL;

  for (guint i = 0; i < NP_HEX_BYTES_PER_LINE && start + i < self->layout.size; i++)
    masked[i] = is_masked (self, start + i);
  text = np_hex_layout_create_line (&self->layout, GTK_WIDGET (self), start, bytes + start, masked);
  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (GTK_WIDGET (self)), NP_HEX_PADDING,
                              np_hex_layout_get_line_top (&self->layout, start) - get_scroll (self), text);
}

static void
np_hex_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  NpHexView *self = NP_HEX_VIEW (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  gsize first, last;
  const guint8 *bytes;
  GdkRGBA text;

  if (self->layout.size == 0)
    return;
  bytes = g_bytes_get_data (np_image_get_bytes (self->image), NULL);
  np_hex_layout_get_visible (&self->layout, get_scroll (self), height, &first, &last);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  draw_tints (self, snapshot, first, last, &text);
  for (gsize line = first / NP_HEX_BYTES_PER_LINE; line * NP_HEX_BYTES_PER_LINE < last; line++)
    draw_line (self, snapshot, line, bytes);
  if (gtk_widget_has_focus (widget))
    draw_cursor (self, snapshot, &text);
  gtk_snapshot_pop (snapshot);
}

static void
np_hex_view_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                     int *natural_baseline)
{
  NpHexView *self = NP_HEX_VIEW (widget);

  np_hex_layout_measure (&self->layout, widget);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = np_hex_layout_get_width (&self->layout, FALSE);
      *natural = np_hex_layout_get_width (&self->layout, TRUE);
    }
  else
    {
      *minimum = (int) (4 * self->layout.line_height);
      *natural = MAX (*minimum, (int) np_hex_layout_get_height (&self->layout));
    }
}

static void
np_hex_view_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  NpHexView *self = NP_HEX_VIEW (widget);

  self->layout.shows_text = width >= np_hex_layout_get_width (&self->layout, TRUE);
  configure_adjustments (self);
}

/* The class */

static void
np_hex_view_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  NpHexView *self = NP_HEX_VIEW (object);

  switch (property)
    {
    case PROP_HADJUSTMENT: set_adjustment (self, &self->hadjustment, g_value_get_object (value)); break;
    case PROP_VADJUSTMENT: set_adjustment (self, &self->vadjustment, g_value_get_object (value)); break;
    case PROP_HSCROLL_POLICY: self->hscroll_policy = g_value_get_enum (value); break;
    case PROP_VSCROLL_POLICY: self->vscroll_policy = g_value_get_enum (value); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_hex_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NpHexView *self = NP_HEX_VIEW (object);

  switch (property)
    {
    case PROP_HADJUSTMENT: g_value_set_object (value, self->hadjustment); break;
    case PROP_VADJUSTMENT: g_value_set_object (value, self->vadjustment); break;
    case PROP_HSCROLL_POLICY: g_value_set_enum (value, self->hscroll_policy); break;
    case PROP_VSCROLL_POLICY: g_value_set_enum (value, self->vscroll_policy); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_hex_view_dispose (GObject *object)
{
  NpHexView *self = NP_HEX_VIEW (object);

  set_adjustment (self, &self->hadjustment, NULL);
  set_adjustment (self, &self->vadjustment, NULL);
  g_clear_pointer (&self->image, np_image_unref);
  G_OBJECT_CLASS (np_hex_view_parent_class)->dispose (object);
}

typedef struct
{
  guint key;
  int distance;
} Move;

static const Move moves[] = {
  { GDK_KEY_Left, -1 },
  { GDK_KEY_Right, 1 },
  { GDK_KEY_Up, -NP_HEX_BYTES_PER_LINE },
  { GDK_KEY_Down, NP_HEX_BYTES_PER_LINE },
  { GDK_KEY_Page_Up, -8 * NP_HEX_BYTES_PER_LINE },
  { GDK_KEY_Page_Down, 8 * NP_HEX_BYTES_PER_LINE },
  { GDK_KEY_Home, G_MININT32 },
  { GDK_KEY_End, G_MAXINT32 },
};

static void
np_hex_view_class_init (NpHexViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = np_hex_view_set_property;
  object_class->get_property = np_hex_view_get_property;
  object_class->dispose = np_hex_view_dispose;
  widget_class->snapshot = np_hex_view_snapshot;
  widget_class->measure = np_hex_view_measure;
  widget_class->size_allocate = np_hex_view_size_allocate;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  signals[HOVERED] = g_signal_new ("hovered", NP_TYPE_HEX_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SELECTED] = g_signal_new ("selected", NP_TYPE_HEX_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[ACTIVATED] = g_signal_new ("activated", NP_TYPE_HEX_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_add_binding (widget_class, moves[i].key, 0, move_cb, "i", moves[i].distance);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, activate_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, activate_cb, NULL);
  gtk_widget_class_set_css_name (widget_class, "hexview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GRID); /* what arrow keys go through and Enter acts on */
}

static void
np_hex_view_init (NpHexView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Bytes of the image"), -1);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * np_hex_view_set_image:
 * @image: (nullable): what to show
 */
void
np_hex_view_set_image (NpHexView *self, NpImage *image)
{
  gsize size = image != NULL ? g_bytes_get_size (np_image_get_bytes (image)) : 0;
  gboolean same_size = size == self->layout.size;

  g_return_if_fail (NP_IS_HEX_VIEW (self));

  if (image != NULL)
    np_image_ref (image);
  g_clear_pointer (&self->image, np_image_unref);
  self->image = image;
  self->layout.size = size;
  self->cursor = size > 0 ? MIN (self->cursor, size - 1) : 0;
  if (!same_size)
    configure_adjustments (self);
  pointed_at_changed (self);
}

/**
 * np_hex_view_set_selected:
 * @tag: whose bytes are chosen elsewhere; scrolled to
 */
void
np_hex_view_set_selected (NpHexView *self, guint32 tag)
{
  const NpImageRecord *record;

  g_return_if_fail (NP_IS_HEX_VIEW (self));

  if (tag == self->selected)
    return;
  self->selected = tag;
  record = find_record (self, tag);
  if (record != NULL)
    {
      self->cursor = record->offset + NP_HEX_RECORD_HEADER;
      scroll_to (self, record->offset, self->cursor + record->length);
    }
  pointed_at_changed (self);
}

void
np_hex_view_set_hovered (NpHexView *self, guint32 tag)
{
  g_return_if_fail (NP_IS_HEX_VIEW (self));

  if (tag == self->hovered)
    return;
  self->hovered = tag;
  pointed_at_changed (self);
}

void
np_hex_view_set_revealed (NpHexView *self, gboolean revealed)
{
  g_return_if_fail (NP_IS_HEX_VIEW (self));

  self->revealed = revealed;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
np_hex_view_get_byte_area (NpHexView *self, gsize offset, graphene_rect_t *area)
{
  g_return_val_if_fail (NP_IS_HEX_VIEW (self), FALSE);

  if (offset >= self->layout.size)
    return FALSE;
  np_hex_layout_get_cell (&self->layout, offset, get_scroll (self), area);
  return TRUE;
}
