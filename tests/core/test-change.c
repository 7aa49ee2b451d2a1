/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "project/np-change.h"

static void
assert_change (GPtrArray *changes, guint position, NpTag tag, const char *title, const char *before, const char *after)
{
  NpChange *change;

  g_assert_cmpuint (position, <, changes->len);
  change = changes->pdata[position];
  g_assert_cmpint (change->tag, ==, tag);
  g_assert_cmpstr (change->title, ==, title);
  g_assert_cmpstr (change->before, ==, before);
  g_assert_cmpstr (change->after, ==, after);
}

static void
test_fields (void)
{
  g_autoptr(NpFactoryData) before = np_factory_data_new ();
  g_autoptr(NpFactoryData) after = NULL;
  g_autoptr(GPtrArray) changes = np_change_list_new ();

  np_factory_data_set_number (before, NP_TAG_VENDOR_ID, 0xFFF1, NULL);
  np_factory_data_set_string (before, NP_TAG_SERIAL_NUMBER, "MT-1", NULL);
  np_factory_data_set_string (before, NP_TAG_VENDOR_NAME, "ST", NULL);
  after = np_factory_data_copy (before);
  np_factory_data_set_number (after, NP_TAG_VENDOR_ID, 0xFFF2, NULL);
  np_factory_data_remove (after, NP_TAG_SERIAL_NUMBER);
  np_factory_data_set_number (after, NP_TAG_HARDWARE_VERSION, 3, NULL);

  np_change_list_add_fields (changes, before, after);
  g_assert_cmpuint (changes->len, ==, 3);
  assert_change (changes, 0, NP_TAG_VENDOR_ID, "Vendor ID", "0xFFF1 (65521)", "0xFFF2 (65522)");
  assert_change (changes, 1, NP_TAG_SERIAL_NUMBER, "Serial number", "“MT-1”", "not set");
  assert_change (changes, 2, NP_TAG_HARDWARE_VERSION, "Hardware version", "not set", "3");
}

/* Neither the old passcode nor the new one is told. */
static void
test_secret (void)
{
  g_autoptr(NpFactoryData) before = np_factory_data_new ();
  g_autoptr(NpFactoryData) after = np_factory_data_new ();
  g_autoptr(GPtrArray) changes = np_change_list_new ();

  np_factory_data_set_number (before, NP_TAG_SPAKE2_SETUP_PASSCODE, 20202021, NULL);
  np_factory_data_set_number (after, NP_TAG_SPAKE2_SETUP_PASSCODE, 34567890, NULL);
  np_change_list_add_fields (changes, before, after);
  g_assert_cmpuint (changes->len, ==, 1);
  assert_change (changes, 0, NP_TAG_SPAKE2_SETUP_PASSCODE, "Passcode", "hidden", "another value, hidden");
}

static void
test_recipe (void)
{
  g_autoptr(NpRecipe) before = np_recipe_new (NP_JOB_RECONFIGURE, NULL);
  g_autoptr(NpRecipe) after = np_recipe_new (NP_JOB_RECONFIGURE, np_platform_find ("stm32wba6"));
  g_autoptr(GPtrArray) changes = np_change_list_new ();

  np_change_list_add_recipe (changes, before, before);
  g_assert_cmpuint (changes->len, ==, 0);
  after->loader = g_strdup ("x.stldr");
  np_change_list_add_recipe (changes, before, after);
  g_assert_cmpuint (changes->len, ==, 3);
  assert_change (changes, 0, NP_TAG_NONE, "Platform", "not set", "STM32WBA6");
  assert_change (changes, 1, NP_TAG_NONE, "Address of the factory data", "not set", "0x081EC000");
  assert_change (changes, 2, NP_TAG_NONE, "External loader", "not set", "x.stldr");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/change/fields", test_fields);
  g_test_add_func ("/change/secret", test_secret);
  g_test_add_func ("/change/recipe", test_recipe);
  return g_test_run ();
}
