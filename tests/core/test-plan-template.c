/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "project/np-project.h"
#include "run/np-plan.h"

/* Every plan that there is, as a person reads it: tests/core/plans holds a file for each platform, security level and mode, with ST's own
 * steps above. With NP_WRITE_PLANS set the files are written instead, to be looked at. */

#define TEST_SHA256 "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

typedef struct
{
  const char *file;
  const char *recipe;
  const char *parts; /* of the table below, by their letters */
} Base;

/* As ST's examples have them; the nine-digit address of security 1 with eight. */
static const Base bases[] = {
  { "reconfigure-stm32wba6", "'job': 'reconfigure', 'platform': 'stm32wba6'", "-" },
  { "reconfigure-stm32wb55", "'job': 'reconfigure', 'platform': 'stm32wb55'", "-" },
  { "reconfigure-stm32u5", "'job': 'reconfigure', 'platform': 'stm32u5'", "-" },
  { "stm32wba6-0",
    "'job': 'provision', 'platform': 'stm32wba6', 'security': 0, 'provisioningFirmware': '/st/STM_Provisioning.bin', 'factoryDataAddress': '0x81EC000', "
    "'applicationAddress': '0x08000000'",
    "-aswlL" },
  { "stm32wba6-1",
    "'job': 'provision', 'platform': 'stm32wba6', 'security': 1, 'scriptsFolder': '/st/ROT_Provisioning/OEMiROT', 'applicationAddress': '0x70060000'",
    "-atswlL" },
  { "stm32wba6-2",
    "'job': 'provision', 'platform': 'stm32wba6', 'security': 2, 'scriptsFolder': '/st/ROT_Provisioning/OEMiROT', 'loader': '/st/own.stldr'",
    "-atswlL" },
  { "stm32u5-1",
    "'job': 'provision', 'platform': 'stm32u5', 'security': 1, 'scriptsFolder': '/st/SBSFU scripts'",
    "-atswlL" },
  { "stm32wb55-test",
    "'job': 'provision', 'platform': 'stm32wb55', 'mode': 'test', 'provisioningFirmware': '/st/STM_Provisioning.bin', 'applicationAddress': '0x08000000', "
    "'testFirmware': ['" TEST_SHA256 "']",
    "-caswlL" },
  { "stm32wb55-test-undeclared",
    "'job': 'provision', 'platform': 'stm32wb55', 'mode': 'test', 'provisioningFirmware': '/st/STM_Provisioning.bin', 'applicationAddress': '0x08000000'",
    "-" },
  { "stm32wb55-production",
    "'job': 'provision', 'platform': 'stm32wb55', 'mode': 'production', 'provisioningFirmware': '/st/STM_Provisioning.bin', "
    "'applicationAddress': '0x08000000'",
    "-caswlL" },
};

static const struct
{
  char letter;
  const char *title;
  const char *recipe;
} parts[] = {
  { '-', "as it is", "" },
  { 'c', "with coprocessor firmware", ", 'coprocessorFirmware': '/st/stm32wb5x_Thread_RCP.bin', 'coprocessorAddress': '0x08078000'" },
  { 'a', "with an application", ", 'applicationFirmware': '/product/lamp.bin'" },
  { 't', "with an application and its magic trailer", ", 'applicationFirmware': '/product/lamp.bin', 'magicTrailer': '/st/Magic_Trailer.bin'" },
  { 's', "with a script for the handshake", ", 'handshake': 'script', 'handshakeScript': '/line/my provisioning.py'" },
  { 'w', "waiting for the application",
    ", 'applicationFirmware': '/product/lamp.bin', 'applicationPattern': '^Matter lamp', 'timeouts': {'application': 45}" },
  { 'l', "locked at RDP 1", ", 'lock': 'rdp1'" },
  { 'L', "locked at RDP 2", ", 'lock': 'rdp2'" },
};

static NpImage *
make_image (void)
{
  g_autoptr(NpProject) project = np_project_new_sample ();
  g_autoptr(GError) error = NULL;
  NpImage *image = np_image_encode (np_project_get_factory_data (project), &error);

  g_assert_no_error (error);
  return image;
}

static char *
plan_to_text (const Base *base, guint part)
{
  g_autofree char *text = g_strdelimit (g_strdup_printf ("{%s%s}", base->recipe, parts[part].recipe), "'", '"');
  g_autoptr(JsonNode) node = json_from_string (text, NULL);
  g_autoptr(GPtrArray) loaders = g_ptr_array_new ();
  g_autoptr(NpRecipe) recipe = NULL;
  g_autoptr(NpRecipeFacts) facts = NULL;
  g_autoptr(NpImage) image = make_image ();
  g_autoptr(NpPlan) plan = NULL;
  g_autoptr(GError) error = NULL;

  g_ptr_array_add (loaders, (gpointer) "/opt/st/ExternalLoader/MX25UM51245G_STM32WBA65I-DK1.stldr");
  g_ptr_array_add (loaders, (gpointer) "/opt/st/ExternalLoader/S25FL128S_STM32WB5MM-DK.stldr");
  g_assert_nonnull (node);
  recipe = np_recipe_parse (json_node_get_object (node), &error);
  g_assert_no_error (error);
  np_recipe_set_default_addresses (recipe);
  facts = np_recipe_facts_read (recipe, loaders);
  facts->files[NP_RECIPE_FILE_PROVISIONING_FIRMWARE].sha256 = g_strdup (TEST_SHA256);
  plan = np_plan_new (recipe, image, facts, &error);
  g_assert_no_error (error);
  return np_plan_to_text (plan, NULL, NULL);
}

static char *
all_to_text (const Base *base)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strchr (base->parts, parts[i].letter) != NULL)
      {
        g_autofree char *plan = plan_to_text (base, i);

        g_string_append_printf (text, "\n== %s\n%s", parts[i].title, plan);
      }
  return g_string_free (text, FALSE);
}

/* What ST does stands above the plans. */
static gsize
get_comment_length (const char *contents)
{
  const char *line = contents;

  while (*line == '#')
    line = strchr (line, '\n') + 1;
  return (gsize) (line - contents);
}

static void
test_plans (gconstpointer data)
{
  const Base *base = data;
  g_autofree char *name = g_strconcat (base->file, ".txt", NULL);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "core", "plans", name, NULL);
  g_autofree char *expected = NULL;
  g_autofree char *actual = all_to_text (base);
  g_autoptr(GError) error = NULL;

  if (!g_file_get_contents (path, &expected, NULL, &error))
    expected = g_strdup ("");
  if (g_getenv ("NP_WRITE_PLANS") != NULL)
    {
      g_autofree char *contents = g_strdup_printf ("%.*s%s", (int) get_comment_length (expected), expected, actual);

      g_assert_true (g_file_set_contents (path, contents, -1, NULL));
      return;
    }
  g_assert_no_error (error);
  g_assert_cmpstr (actual, ==, expected + get_comment_length (expected));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (bases); i++)
    {
      g_autofree char *path = g_strconcat ("/plan-template/", bases[i].file, NULL);

      g_test_add_data_func (path, &bases[i], test_plans);
    }
  return g_test_run ();
}
