/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "factory/np-image.h"
#include "np-cli-st-options.h"
#include "np-cli.h"
#include "np-error.h"

/* genfactorydata: ST's genFactoryData.py by its own options, so that a line that works with it works here: a project without a folder
 * that lives as long as the command. */

#define ST_SCRIPT "STM32_provisioning.py" /* its handshake is built in */

/* --- Which boards ------------------------------------------------------------ */

static const NpPlatform *
get_named_platform (const NpStOptions *self)
{
  const char *name = self->values[NP_ST_OPTION_PLATFORM];

  if (name == NULL)
    return NULL;
  return np_platform_find (g_str_equal (name, "wba") ? "stm32wba6" : "stm32u5");
}

/* The platform that was named, else that of the boards, which must then be of one kind. */
static const NpPlatform *
find_platform (const NpStOptions *self, NpBench *bench, GError **error)
{
  const NpPlatform *platform = get_named_platform (self);
  guint n_boards = g_list_model_get_n_items (G_LIST_MODEL (bench));

  if (platform != NULL)
    return platform;
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

/* --- The recipe ------------------------------------------------------------------ */

static char *
dup_absolute (const char *path)
{
  return path != NULL ? g_canonicalize_filename (path, NULL) : NULL;
}

static gboolean
has_scripts (const char *folder, const NpSecurityLevel *level)
{
  for (guint i = 0; level->scripts[i] != NULL; i++)
    {
      g_autofree char *name = g_strconcat (level->scripts[i], ".sh", NULL);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
        return FALSE;
    }
  return TRUE;
}

/* ST's tool has no option for them: the folder that was named, else that of a file that was, else this one. */
static char *
find_scripts_folder (const NpStOptions *self, const NpRecipe *recipe)
{
  static const NpStOption beside[] = { NP_ST_OPTION_PROVISIONING_FIRMWARE, NP_ST_OPTION_APPLICATION_FIRMWARE, NP_ST_OPTION_MAGIC_TRAILER };
  const NpSecurityLevel *level = np_recipe_get_security_level (recipe);
  g_autofree char *here = g_get_current_dir ();

  if (self->values[NP_ST_OPTION_SCRIPTS_FOLDER] != NULL || level == NULL || level->scripts[0] == NULL)
    return dup_absolute (self->values[NP_ST_OPTION_SCRIPTS_FOLDER]);
  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    {
      g_autofree char *path = dup_absolute (self->values[beside[i]]);
      g_autofree char *folder = path != NULL ? g_path_get_dirname (path) : NULL;

      if (folder != NULL && has_scripts (folder, level))
        return g_steal_pointer (&folder);
    }
  return has_scripts (here, level) ? g_steal_pointer (&here) : NULL;
}

static void
set_handshake (const NpStOptions *self, NpRecipe *recipe)
{
  const char *script = self->values[NP_ST_OPTION_PROVISIONING_SCRIPT];
  g_autofree char *name = script != NULL ? g_path_get_basename (script) : NULL;

  if (name == NULL || g_str_equal (name, ST_SCRIPT))
    return;
  recipe->handshake = NP_HANDSHAKE_SCRIPT;
  recipe->handshake_script = dup_absolute (script);
}

static NpProvisioningMode
get_mode (const NpStOptions *self)
{
  const char *mode = self->values[NP_ST_OPTION_MODE];

  if (mode == NULL)
    return NP_PROVISIONING_MODE_UNSET;
  return g_str_equal (mode, "test") ? NP_PROVISIONING_MODE_TEST : NP_PROVISIONING_MODE_PRODUCTION;
}

static void
set_provisioning (const NpStOptions *self, NpRecipe *recipe)
{
  char *const *values = self->values;
  const char *test_firmware[] = { values[NP_ST_OPTION_TEST_FIRMWARE], NULL };

  recipe->job = NP_JOB_PROVISION;
  recipe->security = values[NP_ST_OPTION_SECURITY] != NULL ? (guint) g_ascii_digit_value (*values[NP_ST_OPTION_SECURITY]) : 0;
  recipe->mode = get_mode (self);
  recipe->provisioning_firmware = dup_absolute (values[NP_ST_OPTION_PROVISIONING_FIRMWARE]);
  recipe->application_firmware = dup_absolute (values[NP_ST_OPTION_APPLICATION_FIRMWARE]);
  recipe->application_address = self->addresses[NP_ST_OPTION_APPLICATION_ADDRESS];
  recipe->coprocessor_firmware = dup_absolute (values[NP_ST_OPTION_COPROCESSOR_FIRMWARE]);
  recipe->coprocessor_address = self->addresses[NP_ST_OPTION_COPROCESSOR_ADDRESS];
  recipe->magic_trailer = dup_absolute (values[NP_ST_OPTION_MAGIC_TRAILER]);
  recipe->magic_trailer_address = self->addresses[NP_ST_OPTION_MAGIC_TRAILER_ADDRESS];
  recipe->scripts_folder = find_scripts_folder (self, recipe);
  recipe->test_firmware = g_strdupv ((GStrv) test_firmware);
  set_handshake (self, recipe);
  np_recipe_set_default_addresses (recipe);
}

static NpRecipe *
make_recipe (const NpStOptions *self, const NpPlatform *platform)
{
  NpRecipe *recipe = np_recipe_new (NP_JOB_RECONFIGURE, platform);

  recipe->factory_data_address = self->addresses[NP_ST_OPTION_FLASH_ADDRESS];
  recipe->loader = g_strdup (self->values[NP_ST_OPTION_EXTERNAL_LOADER]);
  if (np_st_options_provisions (self))
    set_provisioning (self, recipe);
  return recipe;
}

/* --- The job ------------------------------------------------------------------------ */

static NpCliStatus
run (const NpStOptions *self)
{
  const char *path = self->values[NP_ST_OPTION_JSON] != NULL ? self->values[NP_ST_OPTION_JSON] : self->values[NP_ST_OPTION_BINARY];
  const NpCliOptions options = {
    .bench = self->values[NP_ST_OPTION_BENCH],
    .programmer = self->values[NP_ST_OPTION_PROGRAMMER_PATH],
    .json = self->values[NP_ST_OPTION_MACHINE_READABLE] != NULL,
    .verbose = self->values[NP_ST_OPTION_VERBOSE] != NULL,
  };
  const NpCliRound round = { .dry_run = self->values[NP_ST_OPTION_DRY_RUN] != NULL, .confirmation = self->values[NP_ST_OPTION_CONFIRM],
                             .again = self->values[NP_ST_OPTION_AGAIN] != NULL };
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProject) project = np_cli_open_project (path, NULL, NULL, &error);
  g_autoptr(NpBench) bench = NULL;
  g_autoptr(NpRecipe) recipe = NULL;
  g_autoptr(NpSession) session = NULL;
  const NpPlatform *platform;

  if (project == NULL || (self->values[NP_ST_OPTION_KEEP] != NULL && !keep_image (project, &error)))
    return np_cli_say_error (error);
  bench = np_cli_open_bench (&options, get_named_platform (self), &error);
  platform = bench != NULL ? find_platform (self, bench, &error) : NULL;
  if (platform == NULL)
    return np_cli_say_error (error);
  recipe = make_recipe (self, platform);
  np_project_set_recipe (project, recipe);
  session = np_session_new (project, bench);
  return np_cli_run_boards (session, &options, &round);
}

NpCliStatus
np_cli_genfactorydata (const NpCliCommand *command, char **words)
{
  g_auto(NpStOptions) options = { 0 };
  g_autoptr(GError) error = NULL;

  if (!np_st_options_parse (&options, words, &error))
    return np_cli_say_usage ("%s", error->message);
  if (options.values[NP_ST_OPTION_HELP] != NULL)
    {
      np_st_options_print_help ();
      return NP_CLI_DONE;
    }
  if (!np_st_options_check (&options, &error))
    return np_cli_say_usage ("%s", error->message);
  np_st_options_warn (&options);
  return run (&options);
}
