/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "factory/np-image.h"
#include "np-cli.h"
#include "np-error.h"

/* genfactorydata: ST's genFactoryData.py by its own options, so that a line that works with it works here. Its command line is
 * Python's argparse: -fa is one option and not -f -a, "--opt=value" works, and so does any unambiguous beginning of a long name. */

typedef enum
{
  OPTION_PROVISIONING,
  OPTION_JSON,
  OPTION_BINARY,
  OPTION_PROVISIONING_SCRIPT,
  OPTION_FLASH_ADDRESS,
  OPTION_PROGRAMMER_PATH,
  OPTION_EXTERNAL_LOADER,
  OPTION_COPROCESSOR_FIRMWARE,
  OPTION_COPROCESSOR_ADDRESS,
  OPTION_PROVISIONING_FIRMWARE,
  OPTION_APPLICATION_FIRMWARE,
  OPTION_APPLICATION_ADDRESS,
  OPTION_MODE,
  OPTION_SECURITY,
  OPTION_PLATFORM,
  OPTION_MAGIC_TRAILER,
  OPTION_MAGIC_TRAILER_ADDRESS,
  OPTION_KEEP,
  OPTION_VERBOSE,
  OPTION_BENCH,
  OPTION_MACHINE_READABLE,
  OPTION_DRY_RUN,
  OPTION_HELP,
  N_OPTIONS
} OptionId;

typedef enum
{
  KIND_FLAG,
  KIND_TEXT,
  KIND_FILE,
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

static const Option table[N_OPTIONS] = {
  [OPTION_PROVISIONING] = { "--provisioning", NULL, KIND_TEXT, "0|1", N_("0: write the factory data; 1: provision the boards (needed)") },
  [OPTION_JSON] = { "--json", NULL, KIND_FILE, NULL, N_("Factory data as ST JSON") },
  [OPTION_BINARY] = { "--binary", NULL, KIND_FILE, NULL, N_("Factory data as an image, instead of --json") },
  [OPTION_PROVISIONING_SCRIPT] = { "--provisioning_script", NULL, KIND_FILE, NULL, N_("Script that speaks with the provisioning firmware") },
  [OPTION_FLASH_ADDRESS] = { "--flashAddr", "-fa", KIND_ADDRESS, NULL, N_("Where the factory data go (needed)") },
  [OPTION_PROGRAMMER_PATH] = { "--programmerPath", "-pp", KIND_TEXT, NULL, N_("Where STM32CubeProgrammer is") },
  [OPTION_EXTERNAL_LOADER] = { "--externalLoader", "-el", KIND_TEXT, NULL, N_("External loader for an address outside the internal flash") },
  [OPTION_COPROCESSOR_FIRMWARE] = { "--flashCoFW", NULL, KIND_FILE, NULL, N_("Wireless coprocessor firmware") },
  [OPTION_COPROCESSOR_ADDRESS] = { "--CoFwAddr", "-cofwa", KIND_ADDRESS, NULL, N_("Its address") },
  [OPTION_PROVISIONING_FIRMWARE] = { "--flashProvisioningFW", NULL, KIND_FILE, NULL, N_("Provisioning firmware") },
  [OPTION_APPLICATION_FIRMWARE] = { "--flashAppFW", NULL, KIND_FILE, NULL, N_("Application firmware") },
  [OPTION_APPLICATION_ADDRESS] = { "--AppFwAddr", "-afwa", KIND_ADDRESS, NULL, N_("Address of the application firmware") },
  [OPTION_MODE] = { "--mode", NULL, KIND_TEXT, "test|production", N_("What WB55 provisioning firmware does with the key") },
  [OPTION_SECURITY] = { "--security", NULL, KIND_TEXT, "0|1|2", N_("0: none, 1: OEMiRoT, 2: OEMiRoT and TF-M (needed with --provisioning 1)") },
  [OPTION_PLATFORM] = { "--platform", NULL, KIND_TEXT, "wba|u5", N_("STM32WBA6 or STM32U5; that of the connected board if not given") },
  [OPTION_MAGIC_TRAILER] = { "--flashMagicTrailer", NULL, KIND_FILE, NULL, N_("Magic trailer of the application's slot") },
  [OPTION_MAGIC_TRAILER_ADDRESS] = { "--flashMagicTrailerAddr", NULL, KIND_ADDRESS, NULL, N_("Its address") },
  [OPTION_KEEP] = { "--keep", "-k", KIND_FLAG, NULL, N_("Keep the image, in the working folder") },
  [OPTION_VERBOSE] = { "--verbose", "-v", KIND_FLAG, NULL, N_("Say more on standard error") },
  [OPTION_BENCH] = { "--bench", NULL, KIND_TEXT, NULL, N_("Boards to use: hardware, or simulated[:FOLDER]") },
  [OPTION_MACHINE_READABLE] = { "--json-output", NULL, KIND_FLAG, NULL, N_("Answer in JSON") },
  [OPTION_DRY_RUN] = { "--dry-run", NULL, KIND_FLAG, NULL, N_("Print what would be done to each board, and do nothing") },
  [OPTION_HELP] = { "--help", "-h", KIND_FLAG, NULL, N_("Tell the options") },
};

typedef struct
{
  char *values[N_OPTIONS]; /* NULL: not given; "" for a flag */
  guint32 addresses[N_OPTIONS];
} Arguments;

static void
arguments_clear (Arguments *self)
{
  for (guint i = 0; i < N_OPTIONS; i++)
    g_clear_pointer (&self->values[i], g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

/* --- The command line -------------------------------------------------------- */

static int
find_option (const char *word, gsize length, GError **error)
{
  int found = -1;

  for (guint i = 0; i < N_OPTIONS; i++)
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
value_is_allowed (Arguments *self, guint id, const char *value, GError **error)
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
parse_word (Arguments *self, char ***words, GError **error)
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

/* --- What ST's tool asks of its options ------------------------------------------ */

typedef enum
{
  WHEN_ALWAYS,
  WHEN_PROVISIONING,
  WHEN_SECURE,
} When;

static const struct
{
  When when;
  OptionId needed;
} requirements[] = {
  { WHEN_ALWAYS, OPTION_PROVISIONING },
  { WHEN_ALWAYS, OPTION_FLASH_ADDRESS },
  { WHEN_PROVISIONING, OPTION_SECURITY },
  { WHEN_SECURE, OPTION_PLATFORM },
};

static const struct
{
  OptionId first;
  OptionId second;
} pairs[] = {
  { OPTION_COPROCESSOR_FIRMWARE, OPTION_COPROCESSOR_ADDRESS },
  { OPTION_APPLICATION_FIRMWARE, OPTION_APPLICATION_ADDRESS },
  { OPTION_MAGIC_TRAILER, OPTION_MAGIC_TRAILER_ADDRESS },
};

static gboolean
applies (const Arguments *self, When when)
{
  switch (when)
    {
    case WHEN_ALWAYS: return TRUE;
    case WHEN_PROVISIONING: return g_strcmp0 (self->values[OPTION_PROVISIONING], "1") == 0;
    case WHEN_SECURE: return self->values[OPTION_SECURITY] != NULL && !g_str_equal (self->values[OPTION_SECURITY], "0");
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
files_exist (const Arguments *self, GError **error)
{
  for (guint i = 0; i < N_OPTIONS; i++)
    if (table[i].kind == KIND_FILE && self->values[i] != NULL && !g_file_test (self->values[i], G_FILE_TEST_IS_REGULAR))
      {
        g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s: there is no file “%s”."), table[i].name, self->values[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
arguments_are_complete (const Arguments *self, GError **error)
{
  char *const *values = self->values;

  for (guint i = 0; i < G_N_ELEMENTS (requirements); i++)
    if (applies (self, requirements[i].when) && values[requirements[i].needed] == NULL)
      {
        g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("%s is needed."), table[requirements[i].needed].name);
        return FALSE;
      }
  if ((values[OPTION_JSON] == NULL) == (values[OPTION_BINARY] == NULL))
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
  if (values[OPTION_MAGIC_TRAILER] != NULL && !applies (self, WHEN_SECURE))
    {
      g_set_error (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("--flashMagicTrailer goes with --security 1 or 2."));
      return FALSE;
    }
  return files_exist (self, error);
}

/* --- The job ---------------------------------------------------------------------- */

/* The platform that was named, else that of the boards, which must then be of one kind. */
static const NpPlatform *
find_platform (const Arguments *self, NpBench *bench, GError **error)
{
  const char *name = self->values[OPTION_PLATFORM];
  const NpPlatform *platform = NULL;
  guint n_boards = g_list_model_get_n_items (G_LIST_MODEL (bench));

  if (name != NULL)
    return np_platform_find (g_str_equal (name, "wba") ? "stm32wba6" : "stm32u5");
  for (guint i = 0; i < n_boards; i++)
    {
      g_autoptr(NpBoard) board = g_list_model_get_item (G_LIST_MODEL (bench), i);
      const NpPlatform *found = np_board_get_platform (board);

      if (found != NULL && platform != NULL && found != platform)
        {
          g_set_error (error, NP_ERROR, NP_ERROR_WRONG_BOARD, _("Boards of different platforms are plugged in (%s, %s). Say --platform, or unplug some."),
                       np_platform_get_name (platform), np_platform_get_name (found));
          return NULL;
        }
      platform = found != NULL ? found : platform;
    }
  if (platform == NULL)
    g_set_error (error, NP_ERROR, NP_ERROR_BOARD_GONE, _("No board that is known is plugged in. Nothing was written."));
  return platform;
}

static gboolean
keep_image (NpProject *project, GError **error)
{
  g_autoptr(NpImage) image = np_image_encode (np_project_get_factory_data (project), error);
  g_autofree char *path = g_strconcat (np_project_get_name (project), ".bin", NULL);
  GBytes *bytes;

  if (image == NULL)
    return FALSE;
  bytes = np_image_get_bytes (image);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("--keep: there is a file “%s” already. Nothing was written."), path);
      return FALSE;
    }
  g_printerr (_("The image is kept as “%s”.\n"), path);
  return g_file_set_contents_full (path, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                   error);
}

static NpCliStatus
reconfigure (const Arguments *self)
{
  const char *path = self->values[OPTION_JSON] != NULL ? self->values[OPTION_JSON] : self->values[OPTION_BINARY];
  NpCliOptions options = {
    .bench = self->values[OPTION_BENCH],
    .programmer = self->values[OPTION_PROGRAMMER_PATH],
    .json = self->values[OPTION_MACHINE_READABLE] != NULL,
    .verbose = self->values[OPTION_VERBOSE] != NULL,
  };
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProject) project = np_cli_open_project (path, NULL, NULL, &error);
  g_autoptr(NpBench) bench = NULL;
  g_autoptr(NpRecipe) recipe = NULL;
  g_autoptr(NpSession) session = NULL;
  const NpPlatform *platform;

  if (project == NULL || (self->values[OPTION_KEEP] != NULL && !keep_image (project, &error)))
    return np_cli_say_error (error);
  bench = np_cli_open_bench (&options, NULL, &error);
  platform = bench != NULL ? find_platform (self, bench, &error) : NULL;
  if (platform == NULL)
    return np_cli_say_error (error);
  recipe = np_recipe_new (NP_JOB_RECONFIGURE, platform);
  recipe->factory_data_address = self->addresses[OPTION_FLASH_ADDRESS];
  recipe->loader = g_strdup (self->values[OPTION_EXTERNAL_LOADER]);
  np_project_set_recipe (project, recipe);
  session = np_session_new (project, bench);
  return np_cli_run_boards (session, &options, NULL, 0, self->values[OPTION_DRY_RUN] != NULL);
}

static void
print_help (void)
{
  g_print ("%s\n  nameplate-cli genfactorydata %s\n\n", _("Usage:"), _("OPTION…"));
  for (guint i = 0; i < N_OPTIONS; i++)
    {
      g_autofree char *names = g_strjoin (", ", table[i].name, table[i].short_name, NULL);
      g_autofree char *choices = table[i].choices != NULL ? g_strdup_printf (" (%s)", table[i].choices) : g_strdup ("");

      g_print ("  %-30s %s%s\n", names, _(table[i].help), choices);
    }
}

NpCliStatus
np_cli_genfactorydata (const NpCliCommand *command, char **words)
{
  g_auto(Arguments) arguments = { 0 };
  g_autoptr(GError) error = NULL;

  while (*words != NULL)
    if (!parse_word (&arguments, &words, &error))
      return np_cli_say_usage ("%s", error->message);
  if (arguments.values[OPTION_HELP] != NULL)
    {
      print_help ();
      return NP_CLI_DONE;
    }
  if (!arguments_are_complete (&arguments, &error))
    return np_cli_say_usage ("%s", error->message);
  if (applies (&arguments, WHEN_PROVISIONING))
    {
      g_printerr ("nameplate-cli: %s\n", _("This version writes factory data to boards that have their firmware (--provisioning 0); it can't provision "
                                           "boards yet. Nothing was written."));
      return NP_CLI_FAILED;
    }
  return reconfigure (&arguments);
}
