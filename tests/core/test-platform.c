/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "recipe/np-platform.h"

/* What ST's documents say (facts on STM32 factory data): typed in again, so that a slip in a platform's file shows. */
static const struct
{
  const char *id;
  const char *name;
  guint32 device_id;
  const char *board;
  guint32 start;
  guint32 end;
  guint32 page_size;
  const char *loader;
  guint32 buffer;
} known[] = {
  { "stm32u5", "STM32U5", 0x482, "NUCLEO-U575ZI-Q", 0x081EC000, 0, 8192, NULL, 0 },
  { "stm32wb55", "STM32WB55", 0x495, "STM32WB5MM-DK", 0x901C0000, 0x901CFFFF, 0, "S25FL128S_STM32WB5MM-DK.stldr", 16384 },
  { "stm32wba6", "STM32WBA6", 0x4B0, "STM32WBA65I-DK1", 0x081EC000, 0x081FAFFF, 8192, NULL, 0 },
};

static void
test_known_platforms (void)
{
  guint n_platforms;
  const NpPlatform *const *platforms = np_platform_get_all (&n_platforms);

  g_assert_cmpuint (n_platforms, ==, G_N_ELEMENTS (known));
  for (guint i = 0; i < n_platforms; i++)
    {
      const NpMemoryRange *range = np_platform_get_factory_data_range (platforms[i]);

      g_assert_cmpstr (np_platform_get_id (platforms[i]), ==, known[i].id);
      g_assert_cmpstr (np_platform_get_name (platforms[i]), ==, known[i].name);
      g_assert_cmphex (np_platform_get_device_id (platforms[i]), ==, known[i].device_id);
      g_assert_cmpstr (np_platform_get_board_name (platforms[i]), ==, known[i].board);
      g_assert_cmphex (range->start, ==, known[i].start);
      g_assert_cmphex (range->end, ==, known[i].end);
      g_assert_cmpuint (range->page_size, ==, known[i].page_size);
      g_assert_cmpstr (np_platform_get_factory_data_loader (platforms[i]), ==, known[i].loader);
      g_assert_cmpuint (np_platform_get_provisioning_buffer (platforms[i]), ==, known[i].buffer);
      g_assert_cmphex (np_platform_get_flash (platforms[i])->start, ==, 0x08000000);
    }
}

/* ST's levels, and the places that its text gives for them; that of WBA6 at level 1 is a slip there, and so isn't known. */
static void
test_security (void)
{
  static const struct
  {
    const char *platform;
    guint level;
    guint32 application;
    guint32 trailer;
    const char *scripts;
  } levels[] = {
    { "stm32wba6", 0, 0x08000000, 0, "" },
    { "stm32wba6", 1, 0, 0x701CBFF0, "regression provisioning" },
    { "stm32wba6", 2, 0x70040000, 0x701BFFF0, "regression provisioning" },
    { "stm32u5", 1, 0x08100000, 0x081E5FF0, "regression SBSFU_UPDATE" },
    { "stm32wb55", 0, 0, 0, "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
    {
      const NpSecurityLevel *level = np_platform_find_security_level (np_platform_find (levels[i].platform), levels[i].level);
      g_autofree char *scripts = NULL;

      g_assert_nonnull (level);
      scripts = g_strjoinv (" ", (char **) level->scripts);
      g_assert_cmphex (level->application_address, ==, levels[i].application);
      g_assert_cmphex (level->magic_trailer_address, ==, levels[i].trailer);
      g_assert_cmpstr (scripts, ==, levels[i].scripts);
      g_assert_cmpstr (level->steps[0], ==, "check-board");
    }
  g_assert_null (np_platform_find_security_level (np_platform_find ("stm32u5"), 0));
  g_assert_null (np_platform_find_security_level (np_platform_find ("stm32wb55"), 1));
  g_assert_true (np_platform_has_modes (np_platform_find ("stm32wb55")));
  g_assert_false (np_platform_has_modes (np_platform_find ("stm32wba6")));
  g_assert_cmphex (np_platform_get_lock_value (np_platform_find ("stm32wb55"), 1), ==, 0xBB);
  g_assert_cmphex (np_platform_get_lock_value (np_platform_find ("stm32wba6"), 1), ==, 0xDC);
  g_assert_cmphex (np_platform_get_lock_value (np_platform_find ("stm32u5"), 2), ==, 0xCC);
}

static void
test_find (void)
{
  g_assert_cmpstr (np_platform_get_name (np_platform_find ("STM32WB55")), ==, "STM32WB55");
  g_assert_null (np_platform_find ("stm32h7"));
  g_assert_cmpstr (np_platform_get_id (np_platform_find_for_device (0x4B0)), ==, "stm32wba6");
  g_assert_null (np_platform_find_for_device (0x492));
  g_assert_cmphex (np_platform_get_external_flash (np_platform_find ("stm32wb55"))->start, ==, 0x90000000);
  g_assert_null (np_platform_get_external_flash (np_platform_find ("stm32u5")));
}

static void
test_range (void)
{
  const NpMemoryRange closed = { 0x081EC000, 0x081FAFFF, 8192 };
  const NpMemoryRange open = { 0x081EC000, 0, 8192 };
  const NpMemoryRange top = { 0xFFFFF000, 0xFFFFFFFF, 4096 };

  g_assert_true (np_memory_range_contains (&closed, 0x081EC000, 0xF000));
  g_assert_false (np_memory_range_contains (&closed, 0x081EC000, 0xF001));
  g_assert_false (np_memory_range_contains (&closed, 0x081EBFFF, 2));
  g_assert_true (np_memory_range_contains (&open, 0x08200000, 1));
  g_assert_true (np_memory_range_contains (&top, 0xFFFFFFFF, 1));
  g_assert_false (np_memory_range_contains (&top, 0xFFFFFFFF, 2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/platform/known", test_known_platforms);
  g_test_add_func ("/platform/security", test_security);
  g_test_add_func ("/platform/find", test_find);
  g_test_add_func ("/platform/range", test_range);
  return g_test_run ();
}
