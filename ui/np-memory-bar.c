/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-memory-bar.h"

#define BAR_HEIGHT 32
#define MARK_HEIGHT 20    /* below the bar, for the numbers */
#define MIN_REGION_WIDTH 4
#define MIN_NUMBER_DISTANCE 14
#define RADIUS 6

struct _NpMemoryBar
{
  GtkWidget parent_instance;

  guint32 start, end;
  GArray *regions;
};

G_DEFINE_FINAL_TYPE (NpMemoryBar, np_memory_bar, GTK_TYPE_WIDGET)

/* The whole bar isn't a region in it. */
static gboolean
is_inside (NpMemoryBar *self, const NpMemoryRegion *region)
{
  return region->start >= self->start && region->start <= self->end && (region->start != self->start || region->end != self->end);
}

/* Addresses run from left to right in every language, as bytes do. */
static void
place (NpMemoryBar *self, const NpMemoryRegion *region, float *x, float *width)
{
  double scale = gtk_widget_get_width (GTK_WIDGET (self)) / ((double) self->end - self->start + 1);
  double last = region->end != 0 ? MIN (region->end, self->end) : region->start;

  *x = (float) ((region->start - self->start) * scale);
  *width = (float) MAX ((last - region->start + 1) * scale, MIN_REGION_WIDTH);
  *x = MIN (*x, (float) gtk_widget_get_width (GTK_WIDGET (self)) - *width);
}

static void
draw_region (NpMemoryBar *self, GtkSnapshot *snapshot, const NpMemoryRegion *region, const GdkRGBA *text, const GdkRGBA *accent)
{
  GdkRGBA fill = region->inner ? *accent : *text;
  const GdkRGBA edges[] = { *text, *text, *text, *text };
  const float widths[] = { 1, 1, 1, 1 };
  GskRoundedRect outline;
  float x, width;

  place (self, region, &x, &width);
  fill.alpha = region->inner || region->end == 0 ? 1 : 0.28f;
  gtk_snapshot_append_color (snapshot, &fill, &GRAPHENE_RECT_INIT (x, 1, width, BAR_HEIGHT - 2));
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, 1, width, BAR_HEIGHT - 2), 0);
  if (width > 3 * MIN_REGION_WIDTH)
    gtk_snapshot_append_border (snapshot, &outline, widths, edges);
}

static float
get_centre (NpMemoryBar *self, const NpMemoryRegion *region)
{
  float x, width;

  place (self, region, &x, &width);
  return x + width / 2;
}

/* Numbers of regions that lie close together are moved apart; @free_from is where the next one has room. */
static void
draw_number (NpMemoryBar *self, GtkSnapshot *snapshot, const NpMemoryRegion *region, float *free_from)
{
  g_autofree char *number = g_strdup_printf ("%u", region->number);
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), number);
  int text_width, text_height;
  float left;

  pango_layout_get_pixel_size (layout, &text_width, &text_height);
  left = MAX (get_centre (self, region) - (float) text_width / 2, *free_from);
  left = MIN (left, (float) (gtk_widget_get_width (GTK_WIDGET (self)) - text_width));
  *free_from = left + MAX ((float) text_width + 4, MIN_NUMBER_DISTANCE);
  gtk_snapshot_render_layout (snapshot, gtk_widget_get_style_context (GTK_WIDGET (self)), left, BAR_HEIGHT + 2, layout);
}

static int
compare_centres (gconstpointer a, gconstpointer b, gpointer user_data)
{
  float x = get_centre (user_data, *(NpMemoryRegion *const *) a), y = get_centre (user_data, *(NpMemoryRegion *const *) b);

  return x < y ? -1 : x > y;
}

static void
draw_numbers (NpMemoryBar *self, GtkSnapshot *snapshot)
{
  g_autoptr(GPtrArray) inside = g_ptr_array_new ();
  float free_from = 0;

  for (guint i = 0; i < self->regions->len; i++)
    if (is_inside (self, &g_array_index (self->regions, NpMemoryRegion, i)))
      g_ptr_array_add (inside, &g_array_index (self->regions, NpMemoryRegion, i));
  g_ptr_array_sort_with_data (inside, compare_centres, self);
  for (guint i = 0; i < inside->len; i++)
    draw_number (self, snapshot, inside->pdata[i], &free_from);
}

static void
np_memory_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  NpMemoryBar *self = NP_MEMORY_BAR (widget);
  graphene_rect_t area = GRAPHENE_RECT_INIT (0, 0, (float) gtk_widget_get_width (widget), BAR_HEIGHT);
  const float widths[] = { 1, 1, 1, 1 };
  GdkRGBA text, accent, edge, ground;
  GskRoundedRect outline;

  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &text);
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_bg_color", &accent))
    accent = text;
  edge = ground = text;
  edge.alpha = 0.5f;
  ground.alpha = 0.07f;
  gsk_rounded_rect_init_from_rect (&outline, &area, RADIUS);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &ground, &area);
  for (guint i = 0; i < self->regions->len; i++)
    if (is_inside (self, &g_array_index (self->regions, NpMemoryRegion, i)))
      draw_region (self, snapshot, &g_array_index (self->regions, NpMemoryRegion, i), &text, &accent);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_append_border (snapshot, &outline, widths, (const GdkRGBA[]) { edge, edge, edge, edge });
  draw_numbers (self, snapshot);
}

static void
np_memory_bar_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural, int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 120 : BAR_HEIGHT + MARK_HEIGHT;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 360 : BAR_HEIGHT + MARK_HEIGHT;
}

static void
np_memory_bar_finalize (GObject *object)
{
  g_clear_pointer (&NP_MEMORY_BAR (object)->regions, g_array_unref);
  G_OBJECT_CLASS (np_memory_bar_parent_class)->finalize (object);
}

static void
np_memory_bar_class_init (NpMemoryBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = np_memory_bar_finalize;
  widget_class->snapshot = np_memory_bar_snapshot;
  widget_class->measure = np_memory_bar_measure;
  gtk_widget_class_set_css_name (widget_class, "memorybar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
np_memory_bar_init (NpMemoryBar *self)
{
}

GtkWidget *
np_memory_bar_new (guint32 start, guint32 end, GArray *regions, const char *description)
{
  NpMemoryBar *self;

  g_return_val_if_fail (end > start && regions != NULL, NULL);

  self = g_object_new (NP_TYPE_MEMORY_BAR, NULL);
  self->start = start;
  self->end = end;
  self->regions = g_array_ref (regions);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description, -1);
  return GTK_WIDGET (self);
}
