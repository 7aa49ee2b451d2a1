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

/* Everything that a project file can say of provisioning, there and back. */
static void
test_provision (void)
{
  static const char text[] =
    "{\"job\":\"provision\",\"platform\":\"stm32wb55\",\"security\":0,\"mode\":\"production\",\"factoryDataAddress\":\"0x901C0000\","
    "\"loader\":\"own.stldr\",\"provisioningFirmware\":\"firmware/p.bin\",\"applicationFirmware\":\"/a.bin\",\"applicationAddress\":\"0x08000000\","
    "\"coprocessorFirmware\":\"c.bin\",\"coprocessorAddress\":\"0x08078000\",\"scriptsFolder\":\"scripts\",\"magicTrailer\":\"m.bin\","
    "\"magicTrailerAddress\":\"0x080FFFF0\",\"handshake\":\"script\",\"handshakeScript\":\"h.py\","
    "\"timeouts\":{\"boot\":7,\"synchronisation\":1,\"result\":2,\"script\":3,\"application\":4},\"applicationPattern\":\"^lamp\",\"lock\":\"rdp2\","
    "\"testFirmware\":[\"aa\",\"bb\"],\"future\":[1]}";
  g_autoptr(GError) error = NULL;
  g_autoptr(NpRecipe) parsed = parse (text, &error);
  g_autoptr(NpRecipe) recipe = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *written = NULL;
  g_autofree char *unknown = NULL;
  g_autofree char *relative = NULL;
  g_autofree char *absolute = NULL;
  g_auto(GStrv) keys = NULL;

  g_assert_no_error (error);
  recipe = np_recipe_copy (parsed);
  g_assert_cmpint (recipe->job, ==, NP_JOB_PROVISION);
  g_assert_cmpint (recipe->mode, ==, NP_PROVISIONING_MODE_PRODUCTION);
  g_assert_cmpint (recipe->handshake, ==, NP_HANDSHAKE_SCRIPT);
  g_assert_cmpint (recipe->lock, ==, NP_BOARD_LOCK_RDP2);
  g_assert_cmphex (recipe->coprocessor_address, ==, 0x08078000);
  g_assert_cmpuint (recipe->timeouts.script, ==, 3);
  g_assert_cmpstr (recipe->test_firmware[1], ==, "bb");
  node = json_node_init_object (json_node_alloc (), np_recipe_to_json (recipe));
  json_object_unref (json_node_get_object (node));
  written = json_to_string (node, FALSE);
  g_assert_cmpstr (written, ==, text);

  keys = np_recipe_list_unknown_keys (recipe);
  unknown = g_strjoinv (" ", keys);
  g_assert_cmpstr (unknown, ==, "timeouts.boot future");

  recipe->folder = g_strdup ("/project");
  relative = np_recipe_resolve_path (recipe, recipe->provisioning_firmware);
  absolute = np_recipe_resolve_path (recipe, recipe->application_firmware);
  g_assert_cmpstr (relative, ==, "/project/firmware/p.bin");
  g_assert_cmpstr (absolute, ==, "/a.bin");
  g_assert_null (np_recipe_resolve_path (recipe, NULL));
}

/* What says nothing isn't written, and what is taken out of a recipe goes out of its file. */
static void
test_defaults (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NpRecipe) recipe =
    parse ("{\"job\": \"provision\", \"platform\": \"stm32wba6\", \"security\": 2, \"magicTrailer\": \"m.bin\", \"lock\": \"rdp1\"}", &error);
  g_autoptr(JsonObject) object = NULL;
  g_autoptr(GList) members = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (recipe->timeouts.synchronisation, ==, 30);
  g_assert_cmpuint (recipe->timeouts.result, ==, 30);
  g_assert_cmphex (recipe->application_address, ==, 0x70040000);
  g_assert_cmphex (recipe->magic_trailer_address, ==, 0x701BFFF0);
  g_clear_pointer (&recipe->magic_trailer, g_free);
  recipe->magic_trailer_address = 0;
  recipe->lock = NP_BOARD_LOCK_NONE;
  object = np_recipe_to_json (recipe);
  g_assert_false (json_object_has_member (object, "magicTrailer"));
  g_assert_false (json_object_has_member (object, "magicTrailerAddress"));
  g_assert_false (json_object_has_member (object, "timeouts"));
  g_assert_cmpstr (json_object_get_string_member (object, "lock"), ==, "none");
  g_assert_cmpstr (json_object_get_string_member (object, "applicationAddress"), ==, "0x70040000");
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
    { "{\"job\": \"provision\", \"applicationAddress\": \"0x700060000\"}", "“applicationAddress” of the recipe: The address 0x700060000 has more" },
    { "{\"job\": \"provision\", \"mode\": \"demo\"}", "“test”, “production”" },
    { "{\"job\": \"provision\", \"lock\": \"rdp3\"}", "“none”, “rdp1”, “rdp2”" },
    { "{\"job\": \"provision\", \"security\": \"1\"}", "“security”" },
    { "{\"job\": \"provision\", \"security\": -1}", "0 to 255" },
    { "{\"job\": \"provision\", \"timeouts\": 5}", "“timeouts”" },
    { "{\"job\": \"provision\", \"timeouts\": {\"result\": 1.5}}", "“timeouts.result”" },
    { "{\"job\": \"provision\", \"testFirmware\": \"aa\"}", "“testFirmware”" },
    { "{\"job\": \"provision\", \"testFirmware\": [1]}", "“testFirmware”" },
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
  g_test_add_func ("/recipe/provision", test_provision);
  g_test_add_func ("/recipe/defaults", test_defaults);
  g_test_add_func ("/recipe/loader", test_loader);
  g_test_add_func ("/recipe/refused", test_refused);
  return g_test_run ();
}
