/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-difference-text.h"
#include "np-memory-map.h"
#include "support.h"

static void
assert_region (GArray *regions, guint index, const char *name, guint32 start, guint32 end)
{
  const NpMemoryRegion *region = &g_array_index (regions, NpMemoryRegion, index);

  g_assert_cmpstr (region->name, ==, name);
  g_assert_cmphex (region->start, ==, start);
  g_assert_cmphex (region->end, ==, end);
  g_assert_cmpuint (region->number, ==, index + 1);
}

static void
test_regions (void)
{
  const NpPlatform *platform = np_platform_find ("stm32wba6");
  g_autoptr(NpRecipe) recipe = np_recipe_new (NP_JOB_PROVISION, platform);
  g_autoptr(GArray) regions = NULL;

  recipe->factory_data_address = 0x081EC000;
  recipe->application_address = 0x70040000;
  recipe->magic_trailer_address = 0x701BFFF0;
  regions = np_memory_map_list_regions (platform, recipe, 744);
  g_assert_cmpuint (regions->len, ==, 4);
  assert_region (regions, 0, "Range for factory data", 0x081EC000, 0x081FAFFF);
  assert_region (regions, 1, "Factory data of the plan", 0x081EC000, 0x081EC2E7);
  assert_region (regions, 2, "Application", 0x70040000, 0);
  assert_region (regions, 3, "Magic trailer", 0x701BFFF0, 0x701BFFFF);
}

static void
test_nothing_planned (void)
{
  g_autoptr(GArray) regions = np_memory_map_list_regions (np_platform_find ("stm32u5"), NULL, 0);

  g_assert_cmpuint (regions->len, ==, 1);
  assert_region (regions, 0, "Range for factory data", 0x081EC000, 0); /* its end isn't known */
}

/* Every platform, with and without a plan, in a window: the picture and its twin say the same. */
static void
test_shown (void)
{
  guint n_platforms;
  const NpPlatform *const *platforms = np_platform_get_all (&n_platforms);
  GtkWidget *window = gtk_window_new ();
  NpMemoryMap *map = g_object_new (NP_TYPE_MEMORY_MAP, NULL);

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (map));
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < n_platforms; i++)
    {
      np_memory_map_set (map, platforms[i], NULL, 0);
      np_test_run_main_loop ();
      g_assert_true (np_test_shows_text (GTK_WIDGET (map), "Range for factory data"));
    }
  np_memory_map_set (map, NULL, NULL, 0);
  np_test_run_main_loop ();
  g_assert_true (np_test_shows_text (GTK_WIDGET (map), "isn’t known"));
  gtk_window_destroy (GTK_WINDOW (window));
}

static guint
count_marks (PangoAttrList *attributes)
{
  g_autoptr(GSList) list = pango_attr_list_get_attributes (attributes);
  guint n = g_slist_length (list) / 2;

  g_slist_foreach (list, (GFunc) (void (*) (void)) pango_attribute_destroy, NULL);
  return n;
}

static void
assert_difference (NpTag tag, const char *value, gsize size, const char *other, gsize other_size, const char *expected, guint n_marks)
{
  const NpField *field = np_field_find_by_tag (tag);
  g_autoptr(GBytes) value_bytes = g_bytes_new (value, size);
  g_autoptr(GBytes) other_bytes = other != NULL ? g_bytes_new (other, other_size) : NULL;
  g_autoptr(PangoAttrList) attributes = NULL;
  g_autofree char *text = np_difference_text_dup (field, value_bytes, other_bytes, &attributes);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (count_marks (attributes), ==, n_marks);
}

static void
test_difference (void)
{
  assert_difference (NP_TAG_SERIAL_NUMBER, "MT-000125", 9, "MT-000135", 9, "MT-000125", 1);
  assert_difference (NP_TAG_SERIAL_NUMBER, "MT-1", 4, "MT-", 3, "MT-1", 1);
  assert_difference (NP_TAG_PRODUCT_NAME, "Größe", 7, "Grüße", 7, "Größe", 1); /* a character of two bytes */
  assert_difference (NP_TAG_VENDOR_ID, "\xF1\xFF", 2, "\xF2\xFF", 2, "0xFFF1", 1);
  assert_difference (NP_TAG_VENDOR_ID, "\xF1\xFF", 2, "\xF1\xFF", 2, "0xFFF1", 0);
  assert_difference (NP_TAG_SPAKE2_SALT, "\x01\x02\x03", 3, NULL, 0, "0000  01 02 03", 0);
  assert_difference (NP_TAG_SPAKE2_SALT, "abcdefghijklmnop", 16, "abcdefghijklmnoX", 16, "0008  69 6A 6B 6C 6D 6E 6F 70", 1);
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
  g_test_add_func ("/memory-map/regions", test_regions);
  g_test_add_func ("/memory-map/nothing-planned", test_nothing_planned);
  g_test_add_func ("/memory-map/shown", test_shown);
  g_test_add_func ("/difference-text/marks", test_difference);
  return g_test_run ();
}
