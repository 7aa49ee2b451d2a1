/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>

#include "np-cli-st-options.h"
#include "np-error.h"
#include "recipe/np-recipe.h"

typedef enum
{
  KIND_FLAG,
  KIND_TEXT,
  KIND_FILE,
  KIND_FOLDER,
  KIND_ADDRESS,
} OptionKind;

typedef struct
{
  const char *name;
  const char *short_name;
  OptionKind kind;
  const char *choices; /* separated by "|" */
  const char *help;
} Option;

static const Option table[NP_N_ST_OPTIONS] = {
  [NP_ST_OPTION_PROVISIONING] = { "--provisioning", NULL, KIND_TEXT, "0|1", N_("0: write the factory data; 1: provision the boards (needed)") },
  [NP_ST_OPTION_JSON] = { "--json", NULL, KIND_FILE, NULL, N_("Factory data as ST JSON") },
  [NP_ST_OPTION_BINARY] = { "--binary", NULL, KIND_FILE, NULL, N_("Factory data as an image, instead of --json") },
  [NP_ST_OPTION_PROVISIONING_SCRIPT] = { "--provisioning_script", NULL, KIND_FILE, NULL, N_("Script that speaks with the provisioning firmware") },
  [NP_ST_OPTION_FLASH_ADDRESS] = { "--flashAddr", "-fa", KIND_ADDRESS, NULL, N_("Where the factory data go (needed)") },
  [NP_ST_OPTION_PROGRAMMER_PATH] = { "--programmerPath", "-pp", KIND_TEXT, NULL, N_("Where STM32CubeProgrammer is") },
  [NP_ST_OPTION_EXTERNAL_LOADER] = { "--externalLoader", "-el", KIND_TEXT, NULL, N_("External loader for an address outside the internal flash") },
  [NP_ST_OPTION_COPROCESSOR_FIRMWARE] = { "--flashCoFW", NULL, KIND_FILE, NULL, N_("Wireless coprocessor firmware") },
  [NP_ST_OPTION_COPROCESSOR_ADDRESS] = { "--CoFwAddr", "-cofwa", KIND_ADDRESS, NULL, N_("Its address") },
  [NP_ST_OPTION_PROVISIONING_FIRMWARE] = { "--flashProvisioningFW", NULL, KIND_FILE, NULL, N_("Provisioning firmware") },
  [NP_ST_OPTION_APPLICATION_FIRMWARE] = { "--flashAppFW", NULL, KIND_FILE, NULL, N_("Application firmware") },
  [NP_ST_OPTION_APPLICATION_ADDRESS] = { "--AppFwAddr", "-afwa", KIND_ADDRESS, NULL, N_("Address of the application firmware") },
  [NP_ST_OPTION_MODE] = { "--mode", NULL, KIND_TEXT, "test|production", N_("What WB55 provisioning firmware does with the key") },
  [NP_ST_OPTION_SECURITY] = { "--security", NULL, KIND_TEXT, "0|1|2", N_("0: none, 1: OEMiRoT, 2: OEMiRoT and TF-M; 0 if not given") },
  [NP_ST_OPTION_PLATFORM] = { "--platform", NULL, KIND_TEXT, "wba|u5", N_("STM32WBA6 or STM32U5; that of the connected board if not given") },
  [NP_ST_OPTION_MAGIC_TRAILER] = { "--flashMagicTrailer", NULL, KIND_FILE, NULL, N_("Magic trailer of the application's slot") },
  [NP_ST_OPTION_MAGIC_TRAILER_ADDRESS] = { "--flashMagicTrailerAddr", NULL, KIND_ADDRESS, NULL, N_("Its address") },
  [NP_ST_OPTION_KEEP] = { "--keep", "-k", KIND_FLAG, NULL, N_("Keep the image, in the working folder") },
  [NP_ST_OPTION_VERBOSE] = { "--verbose", "-v", KIND_FLAG, NULL, N_("Say more on standard error") },
  [NP_ST_OPTION_SCRIPTS_FOLDER] = { "--scriptsFolder", NULL, KIND_FOLDER, NULL, N_("Folder of the secure scripts, if it is not that of a given file or this one") },
  [NP_ST_OPTION_TEST_FIRMWARE] = { "--testFirmware", NULL, KIND_TEXT, NULL, N_("SHA-256 of provisioning firmware that was built for test") },
  [NP_ST_OPTION_CONFIRM] = { "--confirm", NULL, KIND_TEXT, NULL, N_("Name of the data, typed to confirm what can't be undone") },
  [NP_ST_OPTION_BENCH] = { "--bench", NULL, KIND_TEXT, NULL, N_("Boards to use: hardware, or simulated[:FOLDER]") },
  [NP_ST_OPTION_MACHINE_READABLE] = { "--json-output", NULL, KIND_FLAG, NULL, N_("Answer in JSON") },
  [NP_ST_OPTION_AGAIN] = { "--again", NULL, KIND_FLAG, NULL, N_("Also boards that hold a production key: it uses up another slot of their key store") },
  [NP_ST_OPTION_DRY_RUN] = { "--dry-run", NULL, KIND_FLAG, NULL, N_("Print what would be done to each board, and do nothing") },
  [NP_ST_OPTION_HELP] = { "--help", "-h", KIND_FLAG, NULL, N_("Tell the options") },
};

void
np_st_options_clear (NpStOptions *self)
{
  for (guint i = 0; i < NP_N_ST_OPTIONS; i++)
    g_clear_pointer (&self->values[i], g_free);
}

/* --- The command line -------------------------------------------------------- */

static int
find_option (const char *word, gsize length, GError **error)
{
  int found = -1;

  for (guint i = 0; i < NP_N_ST_OPTIONS; i++)
    {
      gboolean exact = (strlen (table[i].name) == length && strncmp (table[i].name, word, length) == 0) ||
                       (table[i].short_name != NULL && strlen (table[i].short_name) == length && strncmp (table[i].short_name, word, length) == 0);

      if (exact)
        return (int) i;
      if (length < 3 || strncmp (table[i].name, word, length) != 0)
        continue;
      if (found != -1)
        {
          g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” could mean %s or %s."), word, table[found].name, table[i].name);
          return -1;
        }
      found = (int) i;
    }
  if (found == -1)
    g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("“%s” is not an option of genfactorydata."), word);
  return found;
}

static gboolean
value_is_allowed (NpStOptions *self, guint id, const char *value, GError **error)
{
  g_auto(GStrv) choices = table[id].choices != NULL ? g_strsplit (table[id].choices, "|", 0) : NULL;

  if (choices != NULL && !g_strv_contains ((const char *const *) choices, value))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s must be one of %s; it is “%s”."), table[id].name, table[id].choices, value);
      return FALSE;
    }
  if (table[id].kind == KIND_ADDRESS && !np_recipe_parse_address (value, &self->addresses[id], error))
    {
      g_prefix_error (error, "%s: ", table[id].name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
parse_word (NpStOptions *self, char ***words, GError **error)
{
  char *word = *(*words)++;
  char *equals = strchr (word, '=');
  int id = find_option (word, equals != NULL ? (gsize) (equals - word) : strlen (word), error);
  const char *value = "";

  if (id == -1)
    return FALSE;
  if (table[id].kind == KIND_FLAG)
    {
      if (equals != NULL)
        {
          g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s takes no value."), table[id].name);
          return FALSE;
        }
    }
  else if (equals != NULL)
    value = equals + 1;
  else if (**words != NULL && (*words)[0][0] != '-')
    value = *(*words)++;
  else
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s needs a value."), table[id].name);
      return FALSE;
    }
  if (!value_is_allowed (self, id, value, error))
    return FALSE;
  g_free (self->values[id]);
  self->values[id] = g_strdup (value);
  return TRUE;
}

gboolean
np_st_options_parse (NpStOptions *self, char **words, GError **error)
{
  while (*words != NULL)
    if (!parse_word (self, &words, error))
      return FALSE;
  return TRUE;
}

/* --- What ST's tool asks of its options ------------------------------------------ */

static const NpStOption needed[] = { NP_ST_OPTION_PROVISIONING, NP_ST_OPTION_FLASH_ADDRESS };

static const struct
{
  NpStOption first;
  NpStOption second;
} pairs[] = {
  { NP_ST_OPTION_COPROCESSOR_FIRMWARE, NP_ST_OPTION_COPROCESSOR_ADDRESS },
  { NP_ST_OPTION_APPLICATION_FIRMWARE, NP_ST_OPTION_APPLICATION_ADDRESS },
  { NP_ST_OPTION_MAGIC_TRAILER, NP_ST_OPTION_MAGIC_TRAILER_ADDRESS },
};

gboolean
np_st_options_provisions (const NpStOptions *self)
{
  return g_strcmp0 (self->values[NP_ST_OPTION_PROVISIONING], "1") == 0;
}

static gboolean
is_secure (const NpStOptions *self)
{
  return self->values[NP_ST_OPTION_SECURITY] != NULL && !g_str_equal (self->values[NP_ST_OPTION_SECURITY], "0");
}

static gboolean
files_exist (const NpStOptions *self, GError **error)
{
  for (guint i = 0; i < NP_N_ST_OPTIONS; i++)
    if (table[i].kind == KIND_FILE && self->values[i] != NULL && !g_file_test (self->values[i], G_FILE_TEST_IS_REGULAR))
      {
        g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s: there is no file “%s”."), table[i].name, self->values[i]);
        return FALSE;
      }
    else if (table[i].kind == KIND_FOLDER && self->values[i] != NULL && !g_file_test (self->values[i], G_FILE_TEST_IS_DIR))
      {
        g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s: there is no folder “%s”."), table[i].name, self->values[i]);
        return FALSE;
      }
  return TRUE;
}

gboolean
np_st_options_check (const NpStOptions *self, GError **error)
{
  char *const *values = self->values;

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (values[needed[i]] == NULL)
      {
        g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s is needed."), table[needed[i]].name);
        return FALSE;
      }
  if ((values[NP_ST_OPTION_JSON] == NULL) == (values[NP_ST_OPTION_BINARY] == NULL))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("One of --json and --binary is needed, and not both."));
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (values[pairs[i].first] != NULL && values[pairs[i].second] == NULL)
      {
        g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s needs %s beside it."), table[pairs[i].first].name, table[pairs[i].second].name);
        return FALSE;
      }
  if (values[NP_ST_OPTION_MAGIC_TRAILER] != NULL && !is_secure (self))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("--flashMagicTrailer goes with --security 1 or 2."));
      return FALSE;
    }
  return files_exist (self, error);
}

/* These are for --provisioning 1. */
void
np_st_options_warn (const NpStOptions *self)
{
  static const NpStOption unused[] = { NP_ST_OPTION_PROVISIONING_SCRIPT, NP_ST_OPTION_COPROCESSOR_FIRMWARE, NP_ST_OPTION_PROVISIONING_FIRMWARE,
                                       NP_ST_OPTION_APPLICATION_FIRMWARE, NP_ST_OPTION_MAGIC_TRAILER, NP_ST_OPTION_MODE };

  for (guint i = 0; i < G_N_ELEMENTS (unused) && !np_st_options_provisions (self); i++)
    if (self->values[unused[i]] != NULL)
      g_printerr (_("%s does nothing with --provisioning 0.\n"), table[unused[i]].name);
}

void
np_st_options_print_help (void)
{
  g_print ("%s\n  nameplate-cli genfactorydata %s\n\n", _("Usage:"), _("OPTION…"));
  for (guint i = 0; i < NP_N_ST_OPTIONS; i++)
    {
      g_autofree char *names = g_strjoin (", ", table[i].name, table[i].short_name, NULL);
      g_autofree char *choices = table[i].choices != NULL ? g_strdup_printf (" (%s)", table[i].choices) : g_strdup ("");

      g_print ("  %-30s %s%s\n", names, _(table[i].help), choices);
    }
}

