/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "check/np-check-private.h"
#include "check/np-check.h"
#include "factory/np-problem.h"
#include "project/np-project.h"
#include "support.h"

static void
assert_problem (GPtrArray *problems, NpSeverity severity, const char *code)
{
  const NpProblem *problem = test_find_problem (problems, code);
  g_autofree char *codes = test_list_codes (problems);

  if (problem == NULL)
    g_assert_cmpstr (codes, ==, code);
  else
    g_assert_cmpint (problem->severity, ==, severity);
}

static NpFactoryData *
sample_data (void)
{
  g_autoptr(NpProject) project = np_project_new_sample ();

  return np_factory_data_copy (np_project_get_factory_data (project));
}

static void
test_sample_is_good (void)
{
  g_autoptr(NpFactoryData) data = sample_data ();
  g_autoptr(NpRecipe) recipe = np_recipe_new (NP_JOB_RECONFIGURE, np_platform_find ("stm32wba6"));
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autofree char *codes = NULL;

  np_check_run (data, recipe, problems);
  codes = test_list_codes (problems);
  g_assert_false (np_problem_list_has_errors (problems));
  g_assert_cmpstr (codes, ==, "chain-test-paa cd-test-key cd-not-looked-up default-serial-number test-vendor");
}

static void
test_missing_field (void)
{
  g_autoptr(NpFactoryData) data = sample_data ();
  g_autoptr(NpRecipe) recipe = np_recipe_new (NP_JOB_RECONFIGURE, np_platform_find ("stm32wba6"));
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  np_factory_data_remove (data, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE);
  np_check_run (data, recipe, problems);
  assert_problem (problems, NP_SEVERITY_ERROR, "dac-missing");

  /* Without a recipe nobody knows that the board won't get one during provisioning. */
  g_ptr_array_set_size (problems, 0);
  np_factory_data_remove (data, NP_TAG_PAI_CERTIFICATE);
  np_check_run (data, NULL, problems);
  g_assert_false (np_problem_list_has_errors (problems));
}

static void
test_unreported_field (void)
{
  g_autoptr(NpFactoryData) data = sample_data ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  np_factory_data_set_string (data, NP_TAG_MANUFACTURING_DATE, "2026-11-22", NULL);
  np_check_run (data, NULL, problems);
  assert_problem (problems, NP_SEVERITY_INFORMATION, "field-unreported");
}

static void
test_recipe (void)
{
  static const struct
  {
    const char *platform;
    NpJob job;
    guint32 address;
    NpSeverity severity;
    const char *code;
  } cases[] = {
    { NULL, NP_JOB_RECONFIGURE, 0x081EC000, NP_SEVERITY_ERROR, "recipe-platform" },
    { "stm32wba6", NP_JOB_RECONFIGURE, 0, NP_SEVERITY_ERROR, "recipe-address" },
    { "stm32wba6", NP_JOB_RECONFIGURE, 0x08000000, NP_SEVERITY_ERROR, "image-range" },
    { "stm32wba6", NP_JOB_RECONFIGURE, 0x081FAFF0, NP_SEVERITY_ERROR, "image-range" },
    { "stm32wba6", NP_JOB_RECONFIGURE, 0x081EC010, NP_SEVERITY_WARNING, "image-alignment" },
    { "stm32wba6", NP_JOB_RECONFIGURE, 0x70000000, NP_SEVERITY_ERROR, "image-range" },
    { "stm32u5", NP_JOB_RECONFIGURE, 0x081EC000, NP_SEVERITY_WARNING, "image-range-open" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(NpFactoryData) data = sample_data ();
      g_autoptr(NpRecipe) recipe = np_recipe_new (cases[i].job, cases[i].platform != NULL ? np_platform_find (cases[i].platform) : NULL);
      g_autoptr(GPtrArray) problems = np_problem_list_new ();

      recipe->factory_data_address = cases[i].address;
      np_check_run (data, recipe, problems);
      assert_problem (problems, cases[i].severity, cases[i].code);
    }
}

static NpFactoryData *
make_default_data (void)
{
  NpFactoryData *data = sample_data ();

  np_factory_data_set_number (data, NP_TAG_SPAKE2_SETUP_PASSCODE, 20202021, NULL);
  np_factory_data_set_string (data, NP_TAG_SERIAL_NUMBER, "TEST_SN", NULL);
  np_factory_data_set_string (data, NP_TAG_ENABLE_KEY, "0123456789abcdef", NULL);
  return data;
}

/* What a run and the editor say follows from the recipe's mode, and both say the same. */
static void
test_mode (void)
{
  static const struct
  {
    NpProvisioningMode mode;
    NpSeverity defaults;
    gboolean refuses_enable_key;
  } cases[] = {
    { NP_PROVISIONING_MODE_TEST, NP_SEVERITY_INFORMATION, FALSE },
    { NP_PROVISIONING_MODE_PRODUCTION, NP_SEVERITY_ERROR, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(NpFactoryData) data = make_default_data ();
      g_autoptr(NpRecipe) recipe = np_recipe_new (NP_JOB_PROVISION, np_platform_find ("stm32wb55"));
      g_autoptr(GPtrArray) run = np_problem_list_new ();
      g_autoptr(GPtrArray) fields = np_problem_list_new ();
      GPtrArray *const lists[] = { run, fields };

      recipe->mode = cases[i].mode;
      np_check_run (data, recipe, run);
      np_check_fields (data, recipe, fields);
      for (guint n = 0; n < G_N_ELEMENTS (lists); n++)
        {
          assert_problem (lists[n], cases[i].defaults, "default-passcode");
          assert_problem (lists[n], cases[i].defaults, "default-serial-number");
          g_assert_cmpint (test_find_problem (lists[n], "enable-key-production") != NULL, ==, cases[i].refuses_enable_key);
        }
      if (cases[i].refuses_enable_key) /* what evaluators need stays a warning */
        {
          assert_problem (run, NP_SEVERITY_WARNING, "production-test-vendor");
          assert_problem (run, NP_SEVERITY_WARNING, "production-test-declaration");
        }
    }
}

/* The fields that there are never make an image that large; another platform's firmware may read less. */
static void
test_buffer (void)
{
  const NpPlatform *platform = np_platform_find ("stm32wb55");
  guint32 buffer = np_platform_get_provisioning_buffer (platform);
  g_autoptr(NpRecipe) recipe = np_recipe_new (NP_JOB_PROVISION, platform);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  g_assert_cmpuint (buffer, >, 0);
  np_check_image_fits (recipe, buffer, problems);
  g_assert_null (test_find_problem (problems, "image-buffer"));
  np_check_image_fits (recipe, buffer + 1, problems);
  assert_problem (problems, NP_SEVERITY_WARNING, "image-buffer");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check/sample-is-good", test_sample_is_good);
  g_test_add_func ("/check/missing-field", test_missing_field);
  g_test_add_func ("/check/unreported-field", test_unreported_field);
  g_test_add_func ("/check/recipe", test_recipe);
  g_test_add_func ("/check/mode", test_mode);
  g_test_add_func ("/check/buffer", test_buffer);
  return g_test_run ();
}
