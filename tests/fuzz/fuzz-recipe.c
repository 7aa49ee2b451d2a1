/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "check/np-check.h"
#include "fuzz-problems.h"
#include "fuzz.h"
#include "recipe/np-recipe-entry.h"

/* What the wizard shows of a recipe, whatever it says. */
static void
check_entries (const NpRecipe *recipe)
{
  guint n_entries;
  const NpRecipeEntry *entries = np_recipe_entry_get_all (&n_entries);

  for (guint i = 0; i < n_entries; i++)
    {
      g_autofree char *explanation = NULL;

      if (!entries[i].applies (recipe))
        continue;
      explanation = np_recipe_entry_dup_explanation (&entries[i], recipe);
      g_assert_true (explanation == NULL || g_utf8_validate (explanation, -1, NULL));
    }
}

/* What is kept of a recipe reads back as the same. */
static void
check_round_trip (const NpRecipe *recipe)
{
  g_autoptr(JsonNode) node = json_node_init_object (json_node_alloc (), np_recipe_to_json (recipe));
  g_autofree char *text = json_to_string (node, FALSE);
  g_autoptr(JsonNode) node_again = NULL;
  g_autofree char *text_again = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(NpRecipe) again = np_recipe_parse (json_node_get_object (node), &error);

  g_assert_no_error (error);
  node_again = json_node_init_object (json_node_alloc (), np_recipe_to_json (again));
  text_again = json_to_string (node_again, FALSE);
  g_assert_cmpstr (text_again, ==, text);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup (size > 0 ? (const char *) data : "", size);
  g_autoptr(JsonNode) node = json_from_string (text, NULL);
  g_autoptr(NpFactoryData) device = np_factory_data_new ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NpRecipe) recipe = NULL;

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return 0;
  recipe = np_recipe_parse (json_node_get_object (node), &error);
  g_assert_cmpint (recipe == NULL, ==, error != NULL);
  if (recipe == NULL)
    return 0;
  np_check_run (device, recipe, problems);
  fuzz_check_problems (problems);
  check_entries (recipe);
  check_round_trip (recipe);

  return 0;
}
