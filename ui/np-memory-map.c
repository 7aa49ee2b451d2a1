/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-memory-map.h"

#define MAGIC_TRAILER_SIZE 16

struct _NpMemoryMap
{
  AdwBin parent_instance;

  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (NpMemoryMap, np_memory_map, ADW_TYPE_BIN)

/* Regions */

static void
add_region (GArray *regions, const char *name, guint32 start, guint32 end, gboolean inner)
{
  NpMemoryRegion region = { name, start, end, 0, inner };

  if (start != 0)
    g_array_append_val (regions, region);
}

/* The outer one of two that begin together comes first: what is drawn later lies on top. */
static int
compare_regions (gconstpointer a, gconstpointer b)
{
  const NpMemoryRegion *x = a, *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return x->inner - y->inner;
}

GArray *
np_memory_map_list_regions (const NpPlatform *platform, const NpRecipe *recipe, gsize image_size)
{
  GArray *regions = g_array_new (FALSE, FALSE, sizeof (NpMemoryRegion));
  const NpMemoryRange *range = np_platform_get_factory_data_range (platform);

  add_region (regions, _("Range for factory data"), range->start, range->end, FALSE);
  if (recipe != NULL)
    {
      if (image_size > 0)
        add_region (regions, _("Factory data of the plan"), recipe->factory_data_address, recipe->factory_data_address + (guint32) image_size - 1,
                    TRUE);
      add_region (regions, _("Application"), recipe->application_address, 0, FALSE);
      add_region (regions, _("Coprocessor’s firmware"), recipe->coprocessor_address, 0, FALSE);
      add_region (regions, _("Magic trailer"), recipe->magic_trailer_address, recipe->magic_trailer_address + MAGIC_TRAILER_SIZE - 1, TRUE);
    }
  g_array_sort (regions, compare_regions);
  for (guint i = 0; i < regions->len; i++)
    g_array_index (regions, NpMemoryRegion, i).number = i + 1;
  return regions;
}

/* The picture */

static char *
dup_range_text (guint32 start, guint32 end)
{
  guint64 size = (guint64) end - start + 1;
  g_autofree char *size_text = NULL;

  if (end == 0)
    /* Translators: an address; where the region ends isn't known */
    return g_strdup_printf (_("from 0x%08X"), start);
  size_text = size % 1024 == 0 ? g_format_size_full (size, G_FORMAT_SIZE_IEC_UNITS)
                               : g_strdup_printf (ngettext ("%u byte", "%u bytes", (guint) size), (guint) size);
  /* Translators: first and last address, and size */
  return g_strdup_printf (_("0x%08X to 0x%08X, %s"), start, end, size_text);
}

static char *
describe_bar (const char *title, guint32 start, guint32 end, GArray *regions)
{
  g_autofree char *range = dup_range_text (start, end);
  /* Translators: a memory and where it is: "Flash: 0x08000000 to 0x081FFFFF, 2.0 MiB" */
  char *text = g_strdup_printf (C_("memory", "%s: %s"), title, range);

  for (guint i = 0; i < regions->len; i++)
    {
      const NpMemoryRegion *region = &g_array_index (regions, NpMemoryRegion, i);
      g_autofree char *region_range = dup_range_text (region->start, region->end);
      g_autofree char *so_far = NULL;

      if (region->start < start || region->start > end)
        continue;
      so_far = text;
      /* Translators: what was said so far, then one more region: its number in the picture, what it is, and where */
      text = g_strdup_printf (_("%s; %u %s: %s"), so_far, region->number, region->name, region_range);
    }
  return text;
}

static GtkWidget *
label_new (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_bar (NpMemoryMap *self, const char *title, guint32 start, guint32 end, GArray *regions)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  g_autofree char *range = dup_range_text (start, end);
  g_autofree char *description = describe_bar (title, start, end, regions);

  gtk_box_append (GTK_BOX (box), label_new (title, "heading"));
  gtk_box_append (GTK_BOX (box), label_new (range, "caption"));
  gtk_box_append (GTK_BOX (box), np_memory_bar_new (start, end, regions, description));
  gtk_box_append (self->box, box);
}

/* Where its end isn't known, as far as something lies in it. */
static void
add_external_bar (NpMemoryMap *self, const NpMemoryRange *external, GArray *regions)
{
  guint32 end = external->end;

  for (guint i = 0; i < regions->len; i++)
    {
      const NpMemoryRegion *region = &g_array_index (regions, NpMemoryRegion, i);

      if (external->end == 0 && region->start >= external->start)
        end = MAX (end, MAX (region->start, region->end) | 0xFFFF);
    }
  if (end > external->start)
    add_bar (self, external->end != 0 ? _("External flash") : _("External flash (as far as it is used)"), external->start, end, regions);
}

/* The list */

static GtkWidget *
region_row_new (const NpMemoryRegion *region)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *number = g_strdup_printf ("%u", region->number);
  g_autofree char *range = dup_range_text (region->start, region->end);
  /* Translators: a region's number in the picture, what it is, and where */
  g_autofree char *spoken = g_strdup_printf (_("%u: %s, %s"), region->number, region->name, range);

  gtk_box_append (GTK_BOX (words), label_new (region->name, NULL));
  gtk_box_append (GTK_BOX (words), label_new (range, "caption"));
  gtk_box_append (GTK_BOX (box), label_new (number, "region-number"));
  gtk_box_append (GTK_BOX (box), words);
  gtk_widget_add_css_class (box, "fact");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
add_list (NpMemoryMap *self, GArray *regions)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Regions"), -1);
  for (guint i = 0; i < regions->len; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), region_row_new (&g_array_index (regions, NpMemoryRegion, i)));
  gtk_box_append (self->box, list);
}

void
np_memory_map_set (NpMemoryMap *self, const NpPlatform *platform, const NpRecipe *recipe, gsize image_size)
{
  g_autoptr(GArray) regions = NULL;
  const NpMemoryRange *range;
  GtkWidget *child;

  g_return_if_fail (NP_IS_MEMORY_MAP (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->box))) != NULL)
    gtk_box_remove (self->box, child);
  if (platform == NULL)
    {
      gtk_box_append (self->box, label_new (_("The chip’s memory isn’t known: no board was identified, and the recipe has no platform."), "dim-label"));
      return;
    }
  regions = np_memory_map_list_regions (platform, recipe, image_size);
  range = np_platform_get_flash (platform);
  add_bar (self, _("Flash"), range->start, range->end, regions);
  if (np_platform_get_external_flash (platform) != NULL)
    add_external_bar (self, np_platform_get_external_flash (platform), regions);
  range = np_platform_get_factory_data_range (platform);
  if (range->end != 0)
    add_bar (self, _("Range for factory data"), range->start, range->end, regions);
  add_list (self, regions);
}

static void
np_memory_map_class_init (NpMemoryMapClass *klass)
{
}

static void
np_memory_map_init (NpMemoryMap *self)
{
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 18));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}
