/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "factory/np-factory-data.h"
#include "factory/np-problem.h"
#include "project/np-generate.h"
#include "support.h"

/* What is made is allowed by the field's own rules, and is another value each time. */
static void
test_values_are_allowed (void)
{
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);
  guint n_generated = 0;

  for (guint i = 0; i < n_fields; i++)
    {
      if (!np_generate_is_for (fields[i].tag))
        continue;
      n_generated++;
      for (guint j = 0; j < 50; j++)
        {
          g_autoptr(NpFactoryData) data = np_factory_data_new ();
          g_autoptr(GPtrArray) problems = np_problem_list_new ();
          g_autoptr(GError) error = NULL;
          g_autoptr(GBytes) value = np_generate_value (fields[i].tag, &error);

          g_assert_no_error (error);
          g_assert_true (np_factory_data_set_bytes (data, fields[i].tag, value, NULL));
          g_assert_true (np_factory_data_check (data, problems));
        }
    }
  g_assert_cmpuint (n_generated, ==, 4);
}

static void
test_values_differ (void)
{
  g_autoptr(GBytes) first = np_generate_value (NP_TAG_SPAKE2_SALT, NULL);
  g_autoptr(GBytes) second = np_generate_value (NP_TAG_SPAKE2_SALT, NULL);

  g_assert_cmpuint (g_bytes_get_size (first), ==, 32);
  g_assert_false (g_bytes_equal (first, second));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/generate/values-are-allowed", test_values_are_allowed);
  g_test_add_func ("/generate/values-differ", test_values_differ);
  return g_test_run ();
}
