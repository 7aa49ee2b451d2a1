/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "check/np-check.h"
#include "factory/np-problem.h"
#include "project/np-project.h"
#include "support.h"

#define SHA256 "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

/* Recipes that are right, for the cases to break. */
#define WBA_RECONFIGURE "'job': 'reconfigure', 'platform': 'stm32wba6'"
#define WBA_OPEN \
  "'job': 'provision', 'platform': 'stm32wba6', 'security': 0, 'provisioningFirmware': '/p.bin', 'applicationFirmware': '/a.bin', " \
  "'applicationAddress': '0x08000000'"
#define WBA_SECURE \
  "'job': 'provision', 'platform': 'stm32wba6', 'security': 2, 'scriptsFolder': '/scripts', 'applicationFirmware': '/a.bin', 'magicTrailer': '/m.bin', " \
  "'applicationAddress': '0x70040000', 'magicTrailerAddress': '0x701BFFF0'"
#define U5_SECURE \
  "'job': 'provision', 'platform': 'stm32u5', 'security': 1, 'scriptsFolder': '/scripts', 'applicationFirmware': '/a.bin', 'magicTrailer': '/m.bin', " \
  "'applicationAddress': '0x08100000', 'magicTrailerAddress': '0x081E5FF0'"
#define WB_PRODUCTION \
  "'job': 'provision', 'platform': 'stm32wb55', 'mode': 'production', 'provisioningFirmware': '/p.bin', 'applicationFirmware': '/a.bin', " \
  "'applicationAddress': '0x08000000', 'coprocessorFirmware': '/c.bin', 'coprocessorAddress': '0x08078000'"

static JsonObject *
parse_object (const char *members)
{
  g_autofree char *text = g_strdelimit (g_strdup_printf ("{%s}", members), "'", '"');
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  g_assert_nonnull (node);
  return json_node_dup_object (node);
}

/* @changes: members that take the place of the base's; null takes one away */
static NpRecipe *
make_recipe (const char *base, const char *changes)
{
  g_autoptr(JsonObject) object = parse_object (base);
  g_autoptr(JsonObject) other = parse_object (changes);
  g_autoptr(GError) error = NULL;
  NpRecipe *recipe;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, other);
  while (json_object_iter_next (&iter, &name, &node))
    json_object_set_member (object, name, json_node_copy (node));
  recipe = np_recipe_parse (object, &error);
  g_assert_no_error (error);
  return recipe;
}

/* What would be read of files that are all there. */
static NpRecipeFacts *
make_facts (const NpRecipe *recipe)
{
  g_autoptr(GPtrArray) loaders = g_ptr_array_new ();
  NpRecipeFacts *facts;

  g_ptr_array_add (loaders, (gpointer) "/loaders/MX25UM51245G_STM32WBA65I-DK1.stldr");
  g_ptr_array_add (loaders, (gpointer) "/loaders/S25FL128S_STM32WB5MM-DK.stldr");
  facts = np_recipe_facts_read (recipe, loaders);
  for (guint i = 0; i < NP_N_RECIPE_FILES; i++)
    {
      g_clear_error (&facts->files[i].error);
      facts->files[i].size = i == NP_RECIPE_FILE_MAGIC_TRAILER ? 16 : 1000;
    }
  g_clear_error (&facts->scripts_folder.error);
  if (facts->files[NP_RECIPE_FILE_PROVISIONING_FIRMWARE].path != NULL)
    facts->files[NP_RECIPE_FILE_PROVISIONING_FIRMWARE].sha256 = g_strdup (SHA256);
  return facts;
}

static NpFactoryData *
make_data (NpJob job)
{
  static const NpTag attestation[] = { NP_TAG_DEVICE_ATTESTATION_CERTIFICATE, NP_TAG_PAI_CERTIFICATE, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY,
                                       NP_TAG_DEVICE_ATTESTATION_PUB_KEY };
  g_autoptr(NpProject) project = np_project_new_sample ();
  NpFactoryData *data = np_factory_data_copy (np_project_get_factory_data (project));

  for (guint i = 0; job == NP_JOB_PROVISION && i < G_N_ELEMENTS (attestation); i++)
    np_factory_data_remove (data, attestation[i]);
  np_factory_data_set_string (data, NP_TAG_SERIAL_NUMBER, "LAMP-17", NULL); /* for production, too */
  return data;
}

static void
assert_problem (GPtrArray *problems, NpSeverity severity, const char *code, const char *where, const char *text)
{
  const NpProblem *problem = test_find_problem (problems, code);
  g_autofree char *codes = test_list_codes (problems);

  if (problem == NULL)
    g_assert_cmpstr (codes, ==, code);
  else
    {
      g_assert_cmpint (problem->severity, ==, severity);
      g_assert_cmpstr (problem->where, ==, where);
      if (strstr (problem->what, text) == NULL)
        g_assert_cmpstr (problem->what, ==, text);
    }
}

/* --- What the recipe says -------------------------------------------------------- */

static const struct
{
  const char *base;
  const char *changes;
  const char *code; /* NULL: nothing is wrong */
  NpSeverity severity;
  const char *where;
  const char *text;
} says[] = {
  { WBA_RECONFIGURE, "", NULL, 0, NULL, NULL },
  { WBA_OPEN, "", NULL, 0, NULL, NULL },
  { WBA_SECURE, "", NULL, 0, NULL, NULL },
  { U5_SECURE, "", NULL, 0, NULL, NULL },
  { WB_PRODUCTION, "", NULL, 0, NULL, NULL },
  { WBA_OPEN, "'platform': null, 'factoryDataAddress': '0x081EC000'", "recipe-platform", NP_SEVERITY_ERROR, NULL, "No platform" },
  { WBA_OPEN, "'platform': null", "recipe-address", NP_SEVERITY_ERROR, NULL, "factory data" },
  { WBA_OPEN, "'future': 1, 'timeouts': {'boot': 2}", "recipe-key-unknown", NP_SEVERITY_WARNING, "future", "future" },
  { WBA_OPEN, "'timeouts': {'boot': 2}", "recipe-key-unknown", NP_SEVERITY_WARNING, "timeouts.boot", "timeouts.boot" },
  { WBA_OPEN, "'security': 3", "recipe-security", NP_SEVERITY_ERROR, "security", "0 (None), 1 (OEMiRoT), 2 (OEMiRoT + TF-M)" },
  { U5_SECURE, "'security': 0", "recipe-security", NP_SEVERITY_ERROR, "security", "1 (OEMiRoT)" },
  { WB_PRODUCTION, "'security': 1", "recipe-security", NP_SEVERITY_ERROR, "security", "STM32WB55" },
  { WBA_OPEN, "'mode': 'test'", "recipe-mode", NP_SEVERITY_ERROR, "mode", "STM32WBA6 has none" },
  { WB_PRODUCTION, "'mode': null", "recipe-mode-missing", NP_SEVERITY_ERROR, "mode", "test or production" },
  { WBA_OPEN, "'provisioningFirmware': null", "recipe-provisioning-firmware", NP_SEVERITY_ERROR, "provisioningFirmware", "No provisioning firmware" },
  { WBA_SECURE, "'provisioningFirmware': '/p.bin'", "recipe-firmware-unused", NP_SEVERITY_WARNING, "provisioningFirmware", "not used" },
  { WBA_SECURE, "'scriptsFolder': null", "recipe-scripts", NP_SEVERITY_ERROR, "scriptsFolder", "No folder" },
  { WBA_OPEN, "'coprocessorFirmware': '/c.bin'", "recipe-coprocessor", NP_SEVERITY_ERROR, "coprocessorFirmware", "no coprocessor" },
  { WB_PRODUCTION, "'coprocessorAddress': null", "recipe-coprocessor-address", NP_SEVERITY_ERROR, "coprocessorAddress", "No address" },
  { WBA_OPEN, "'magicTrailer': '/m.bin'", "recipe-trailer", NP_SEVERITY_ERROR, "magicTrailer", "no secure boot" },
  { WBA_SECURE, "'magicTrailer': null", "recipe-trailer-missing", NP_SEVERITY_WARNING, "magicTrailer", "no magic trailer" },
  { WBA_SECURE, "'applicationFirmware': null", "recipe-trailer-alone", NP_SEVERITY_WARNING, "magicTrailer", "no application" },
  { WBA_OPEN, "'handshake': 'script'", "recipe-handshake-script", NP_SEVERITY_ERROR, "handshakeScript", "no script" },
  { WBA_OPEN, "'timeouts': {'result': 0}", "recipe-timeout", NP_SEVERITY_ERROR, "timeouts.result", "“Then wait for the result (seconds)” is 0" },
  { WBA_OPEN, "'applicationPattern': '('", "recipe-pattern", NP_SEVERITY_ERROR, "applicationPattern", "regular expression" },
  { WBA_RECONFIGURE, "'lock': 'rdp1'", "recipe-lock", NP_SEVERITY_ERROR, "lock", "only reconfigures" },
  { WBA_OPEN, "'applicationAddress': '0x60000000'", "recipe-address-range", NP_SEVERITY_ERROR, "applicationAddress", "0x60000000" },
  { WBA_OPEN, "'factoryDataAddress': '0x20000000'", "recipe-address-range", NP_SEVERITY_ERROR, "factoryDataAddress", "0x20000000" },
  { U5_SECURE, "'magicTrailerAddress': '0x08200000'", "recipe-address-range", NP_SEVERITY_ERROR, "magicTrailerAddress", "0x08200000" },
  { WB_PRODUCTION, "'coprocessorAddress': '0x08100000'", "recipe-address-range", NP_SEVERITY_ERROR, "coprocessorAddress", "0x08100000" },
  { WB_PRODUCTION, "'applicationAddress': null", "recipe-application-address", NP_SEVERITY_ERROR, "applicationAddress", "No address" },
};

static gboolean
has_recipe_problem (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    if (g_str_has_prefix (((const NpProblem *) problems->pdata[i])->code, "recipe-"))
      return TRUE;
  return FALSE;
}

static void
test_says (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (says); i++)
    {
      g_autoptr(NpRecipe) recipe = make_recipe (says[i].base, says[i].changes);
      g_autoptr(NpFactoryData) data = make_data (recipe->job);
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autofree char *codes = NULL;

      g_test_message ("%s, with %s", says[i].base, says[i].changes);
      np_check_run (data, recipe, problems);
      codes = test_list_codes (problems);
      if (says[i].code != NULL)
        assert_problem (problems, says[i].severity, says[i].code, says[i].where, says[i].text);
      else if (has_recipe_problem (problems) || np_problem_list_has_errors (problems))
        g_assert_cmpstr (codes, ==, "");
    }
}

/* A recipe that is read has the platform's address; in the wizard it can be emptied. */
static void
test_trailer_without_address (void)
{
  g_autoptr(NpRecipe) recipe = make_recipe (WBA_SECURE, "");
  g_autoptr(NpFactoryData) data = make_data (recipe->job);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  recipe->magic_trailer_address = 0;
  np_check_run (data, recipe, problems);
  assert_problem (problems, NP_SEVERITY_ERROR, "recipe-trailer-address", "magicTrailerAddress", "No address");
}

/* Every field that the board gets in the handshake, told with its own tag. */
static void
test_template (void)
{
  g_autoptr(NpRecipe) recipe = make_recipe (WBA_OPEN, "");
  g_autoptr(NpFactoryData) data = make_data (NP_JOB_RECONFIGURE);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  guint n_found = 0;

  np_check_run (data, recipe, problems);
  for (guint i = 0; i < problems->len; i++)
    {
      const NpProblem *problem = problems->pdata[i];

      if (g_strcmp0 (problem->code, "recipe-attestation") != 0)
        continue;
      g_assert_cmpuint (problem->tag, ==, 3 + n_found++);
      g_assert_cmpint (problem->severity, ==, NP_SEVERITY_ERROR);
    }
  g_assert_cmpuint (n_found, ==, 4);
}

/* A unit that is reconfigured must have what nobody else gives it. */
static void
test_reconfigure_without_credentials (void)
{
  g_autoptr(NpRecipe) recipe = make_recipe (WBA_RECONFIGURE, "");
  g_autoptr(NpFactoryData) data = make_data (NP_JOB_PROVISION);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  np_check_fields (data, recipe, problems);
  g_assert_true (np_problem_list_has_errors (problems));
  assert_problem (problems, NP_SEVERITY_ERROR, "field-missing", NULL, "Device attestation certificate (DAC) is missing.");
}

/* --- What its files tell ------------------------------------------------------------ */

#define NO_FILE NP_N_RECIPE_FILES

static const struct
{
  const char *base;
  const char *changes;
  NpRecipeFile file; /* of which the facts are others */
  gint64 size;       /* -1: it isn't there */
  const char *code;
  NpSeverity severity;
  const char *where;
  const char *text;
} tells[] = {
  { WBA_RECONFIGURE, "", NO_FILE, 0, NULL, 0, NULL, NULL },
  { WBA_OPEN, "", NO_FILE, 0, NULL, 0, NULL, NULL },
  { WBA_SECURE, "", NO_FILE, 0, NULL, 0, NULL, NULL },
  { U5_SECURE, "", NO_FILE, 0, NULL, 0, NULL, NULL },
  { WB_PRODUCTION, "", NO_FILE, 0, NULL, 0, NULL, NULL },
  { WB_PRODUCTION, "'mode': 'test', 'testFirmware': ['" SHA256 "']", NO_FILE, 0, NULL, 0, NULL, NULL },
  { WBA_OPEN, "", NP_RECIPE_FILE_PROVISIONING_FIRMWARE, -1, "recipe-file-missing", NP_SEVERITY_ERROR, "provisioningFirmware", "/p.bin" },
  { WBA_OPEN, "", NP_RECIPE_FILE_APPLICATION_FIRMWARE, -1, "recipe-file-missing", NP_SEVERITY_ERROR, "applicationFirmware", "/a.bin" },
  { WB_PRODUCTION, "", NP_RECIPE_FILE_COPROCESSOR_FIRMWARE, -1, "recipe-file-missing", NP_SEVERITY_ERROR, "coprocessorFirmware", "/c.bin" },
  { WBA_SECURE, "", NP_RECIPE_FILE_MAGIC_TRAILER, -1, "recipe-file-missing", NP_SEVERITY_ERROR, "magicTrailer", "/m.bin" },
  { WBA_SECURE, "", NP_RECIPE_FILE_FIRST_SCRIPT, -1, "recipe-file-missing", NP_SEVERITY_ERROR, "scriptsFolder", "/scripts/regression.sh" },
  { WBA_SECURE, "", NP_RECIPE_FILE_SECOND_SCRIPT, -1, "recipe-file-missing", NP_SEVERITY_ERROR, "scriptsFolder", "/scripts/provisioning.sh" },
  { U5_SECURE, "", NP_RECIPE_FILE_SECOND_SCRIPT, -1, "recipe-file-missing", NP_SEVERITY_ERROR, "scriptsFolder", "/scripts/SBSFU_UPDATE.sh" },
  { WBA_OPEN, "'handshake': 'script', 'handshakeScript': '/h.py'", NP_RECIPE_FILE_HANDSHAKE_SCRIPT, -1, "recipe-file-missing", NP_SEVERITY_ERROR,
    "handshakeScript", "/h.py" },
  { WBA_OPEN, "", NP_RECIPE_FILE_APPLICATION_FIRMWARE, 0, "recipe-file-empty", NP_SEVERITY_ERROR, "applicationFirmware", "/a.bin" },
  { WBA_OPEN, "'applicationFirmware': '/a.HEX'", NO_FILE, 0, "recipe-file-kind", NP_SEVERITY_ERROR, "applicationFirmware", "/a.HEX" },
  { WB_PRODUCTION, "", NP_RECIPE_FILE_APPLICATION_FIRMWARE, 0x100001, "recipe-file-size", NP_SEVERITY_ERROR, "applicationFirmware", "0x080FFFFF" },
  { WB_PRODUCTION, "", NP_RECIPE_FILE_COPROCESSOR_FIRMWARE, 0x88001, "recipe-file-size", NP_SEVERITY_ERROR, "coprocessorFirmware", "0x08078000" },
  { WB_PRODUCTION, "", NP_RECIPE_FILE_APPLICATION_FIRMWARE, 0x78001, "recipe-overlap", NP_SEVERITY_ERROR, "coprocessorFirmware", "0x08078000" },
  { WBA_OPEN, "", NP_RECIPE_FILE_APPLICATION_FIRMWARE, 0x1EC001, "recipe-overlap", NP_SEVERITY_ERROR, "applicationFirmware", "0x081EC000" },
  { WBA_OPEN, "", NP_RECIPE_FILE_PROVISIONING_FIRMWARE, 0x1EC001, "recipe-overlap", NP_SEVERITY_ERROR, "provisioningFirmware", "0x081EC000" },
  { WBA_OPEN, "", NP_RECIPE_FILE_APPLICATION_FIRMWARE, 0x1EC000, NULL, 0, NULL, NULL },
  { U5_SECURE, "", NP_RECIPE_FILE_APPLICATION_FIRMWARE, 0xE4001, "recipe-overlap", NP_SEVERITY_ERROR, "magicTrailer", "0x081E4000" },
  { U5_SECURE, "'magicTrailerAddress': '0x081EDFF0'", NO_FILE, 0, "recipe-overlap", NP_SEVERITY_ERROR, "magicTrailer", "factory data" },
  { U5_SECURE, "'magicTrailerAddress': '0x081E5FE0'", NO_FILE, 0, "recipe-trailer-end", NP_SEVERITY_WARNING, "magicTrailerAddress", "0x081E5FF0" },
  { WBA_SECURE, "'magicTrailerAddress': '0x701BFFF8'", NO_FILE, 0, "recipe-trailer-end", NP_SEVERITY_WARNING, "magicTrailerAddress", "0x701C0008" },
  { WB_PRODUCTION, "'mode': 'test'", NO_FILE, 0, "recipe-firmware-undeclared", NP_SEVERITY_WARNING, "provisioningFirmware", "for ever" },
  { WB_PRODUCTION, "'testFirmware': ['" SHA256 "']", NO_FILE, 0, "recipe-mode-contradiction", NP_SEVERITY_ERROR, "mode", "/p.bin" },
};

static void
check_tells (guint i)
{
  g_autoptr(NpRecipe) recipe = make_recipe (tells[i].base, tells[i].changes);
  g_autoptr(NpRecipeFacts) facts = make_facts (recipe);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autofree char *codes = NULL;

  g_test_message ("%s, with %s", tells[i].base, tells[i].changes);
  if (tells[i].file != NO_FILE && tells[i].size == -1)
    facts->files[tells[i].file].error = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such file or directory");
  else if (tells[i].file != NO_FILE)
    facts->files[tells[i].file].size = (guint64) tells[i].size;
  np_check_recipe_files (recipe, facts, 1000, problems);
  codes = test_list_codes (problems);
  if (tells[i].code == NULL)
    g_assert_cmpstr (codes, ==, "");
  else
    assert_problem (problems, tells[i].severity, tells[i].code, tells[i].where, tells[i].text);
}

static void
test_tells (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tells); i++)
    check_tells (i);
}

static void
test_scripts_folder (void)
{
  g_autoptr(NpRecipe) recipe = make_recipe (WBA_SECURE, "");
  g_autoptr(NpRecipeFacts) facts = make_facts (recipe);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  facts->scripts_folder.error = g_error_new (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "No such file or directory");
  np_check_recipe_files (recipe, facts, 1000, problems);
  assert_problem (problems, NP_SEVERITY_ERROR, "recipe-scripts-missing", "scriptsFolder", "/scripts");
}

/* Named after the board, by the platform's file, by the recipe, or by nobody. */
static void
test_loader (void)
{
  g_autoptr(NpRecipe) recipe = make_recipe (WBA_SECURE, "");
  g_autoptr(NpRecipe) named = make_recipe (WBA_SECURE, "'loader': 'own.stldr'");
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(NpRecipeFacts) found = make_facts (recipe);
  g_autoptr(NpRecipeFacts) unknown = np_recipe_facts_read (recipe, NULL);
  g_autoptr(NpRecipeFacts) missing = np_recipe_facts_read (recipe, none);
  g_autoptr(NpRecipeFacts) own = np_recipe_facts_read (named, none);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  g_assert_cmpstr (found->loader, ==, "/loaders/MX25UM51245G_STM32WBA65I-DK1.stldr");
  g_assert_cmpstr (own->loader, ==, "own.stldr");
  np_check_recipe_files (recipe, unknown, 1000, problems);
  assert_problem (problems, NP_SEVERITY_WARNING, "recipe-loader-unknown", "loader", "isn't known");
  np_check_recipe_files (recipe, missing, 1000, problems);
  assert_problem (problems, NP_SEVERITY_ERROR, "recipe-loader", "loader", "STM32WBA65I-DK1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/check-recipe/says", test_says);
  g_test_add_func ("/check-recipe/trailer-without-address", test_trailer_without_address);
  g_test_add_func ("/check-recipe/template", test_template);
  g_test_add_func ("/check-recipe/reconfigure-without-credentials", test_reconfigure_without_credentials);
  g_test_add_func ("/check-recipe/tells", test_tells);
  g_test_add_func ("/check-recipe/scripts-folder", test_scripts_folder);
  g_test_add_func ("/check-recipe/loader", test_loader);
  return g_test_run ();
}
