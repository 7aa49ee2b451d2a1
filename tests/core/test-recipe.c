/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-error.h"
#include "recipe/np-recipe.h"

static NpRecipe *
parse (const char *text, GError **error)
{
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  g_assert_nonnull (node);
  return np_recipe_parse (json_node_get_object (node), error);
}

static void
test_address (void)
{
  static const struct
  {
    const char *text;
    guint32 value;
    const char *complaint;
  } cases[] = {
    { "0x81EC000", 0x081EC000, NULL },
    { "0X081ec000", 0x081EC000, NULL },
    { "901C0000", 0x901C0000, NULL },
    { "0xFFFFFFFF", 0xFFFFFFFF, NULL },
    { "0x700060000", 0, "more than 32 bits" }, /* the slip in ST's text */
    { "0x", 0, "not an address" },
    { "", 0, "not an address" },
    { "-1", 0, "not an address" },
    { "0x08 00", 0, "not an address" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      guint32 value = 0;
      gboolean good = np_recipe_parse_address (cases[i].text, &value, &error);

      if (cases[i].complaint == NULL)
        {
          g_assert_no_error (error);
          g_assert_cmphex (value, ==, cases[i].value);
        }
      else
        {
          g_assert_false (good);
          g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
          g_assert_nonnull (strstr (error->message, cases[i].complaint));
        }
    }
}

static void
test_round_trip (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NpRecipe) recipe = parse ("{\"future\": {\"a\": 1}, \"job\": \"reconfigure\", \"platform\": \"stm32wb55\", \"loader\": \"my.stldr\"}", &error);
  g_autoptr(JsonObject) object = NULL;
  g_autofree char *loader = NULL;

  g_assert_no_error (error);
  g_assert_cmphex (recipe->factory_data_address, ==, 0x901C0000); /* the platform's, when the file says none */
  loader = np_recipe_dup_loader (recipe);
  g_assert_cmpstr (loader, ==, "my.stldr");

  object = np_recipe_to_json (recipe);
  g_assert_cmpstr (json_object_get_string_member (object, "factoryDataAddress"), ==, "0x901C0000");
  g_assert_cmpstr (json_object_get_string_member (object, "platform"), ==, "stm32wb55");
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (object, "future"), "a"), ==, 1);
}

static void
test_loader (void)
{
  g_autoptr(NpRecipe) internal = np_recipe_new (NP_JOB_RECONFIGURE, np_platform_find ("stm32wba6"));
  g_autoptr(NpRecipe) external = np_recipe_new (NP_JOB_RECONFIGURE, np_platform_find ("stm32wb55"));
  g_autofree char *none = np_recipe_dup_loader (internal);
  g_autofree char *own = np_recipe_dup_loader (external);

  g_assert_null (none);
  g_assert_cmpstr (own, ==, "S25FL128S_STM32WB5MM-DK.stldr");
}

static void
test_refused (void)
{
  static const char *const cases[][2] = {
    { "{}", "job" },
    { "{\"job\": \"erase\"}", "erase" },
    { "{\"job\": 1}", "“job”" },
    { "{\"job\": \"reconfigure\", \"platform\": \"stm32h7\"}", "stm32h7" },
    { "{\"job\": \"reconfigure\", \"platform\": []}", "“platform”" },
    { "{\"job\": \"reconfigure\", \"factoryDataAddress\": \"0x700060000\"}", "0x700060000" },
    { "{\"job\": \"reconfigure\", \"factoryDataAddress\": 5}", "“factoryDataAddress”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(NpRecipe) recipe = parse (cases[i][0], &error);

      g_assert_null (recipe);
      g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, cases[i][1]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/recipe/address", test_address);
  g_test_add_func ("/recipe/round-trip", test_round_trip);
  g_test_add_func ("/recipe/loader", test_loader);
  g_test_add_func ("/recipe/refused", test_refused);
  return g_test_run ();
}
