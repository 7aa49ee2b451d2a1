/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-recipe"

#include "config.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "np-recipe-facts.h"

static gboolean
facts_look (NpFileFacts *self, gboolean folder)
{
  GStatBuf status;

  if (g_stat (self->path, &status) != 0)
    g_set_error_literal (&self->error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
  else if (folder && !S_ISDIR (status.st_mode))
    g_set_error_literal (&self->error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY, _("it is not a folder"));
  else if (!folder && !S_ISREG (status.st_mode))
    g_set_error_literal (&self->error, G_IO_ERROR, G_IO_ERROR_NOT_REGULAR_FILE, _("it is not a file"));
  else if (g_access (self->path, folder ? R_OK | X_OK : R_OK) != 0)
    g_set_error_literal (&self->error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
  else if (!folder)
    self->size = (guint64) status.st_size;
  return self->error == NULL;
}

static void
facts_hash (NpFileFacts *self)
{
  g_autofree char *contents = NULL;
  gsize size;

  if (!g_file_get_contents (self->path, &contents, &size, &self->error))
    return;
  self->size = size;
  self->sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) contents, size);
}

/* Those that the platform's security level runs, in the recipe's folder for them. */
static char *
dup_script_path (const NpRecipe *recipe, guint index)
{
  const NpSecurityLevel *level = np_recipe_get_security_level (recipe);
  g_autofree char *folder = np_recipe_resolve_path (recipe, recipe->scripts_folder);
  g_autofree char *name = NULL;

  if (folder == NULL || level == NULL || index >= g_strv_length ((char **) level->scripts))
    return NULL;
  name = g_strconcat (level->scripts[index], ".sh", NULL);
  return g_build_filename (folder, name, NULL);
}

NpRecipeFacts *
np_recipe_facts_read (const NpRecipe *recipe, GPtrArray *loaders)
{
  NpRecipeFacts *self = g_new0 (NpRecipeFacts, 1);

  g_return_val_if_fail (recipe != NULL, NULL);

  self->files[NP_RECIPE_FILE_PROVISIONING_FIRMWARE].path = np_recipe_resolve_path (recipe, recipe->provisioning_firmware);
  self->files[NP_RECIPE_FILE_APPLICATION_FIRMWARE].path = np_recipe_resolve_path (recipe, recipe->application_firmware);
  self->files[NP_RECIPE_FILE_COPROCESSOR_FIRMWARE].path = np_recipe_resolve_path (recipe, recipe->coprocessor_firmware);
  self->files[NP_RECIPE_FILE_MAGIC_TRAILER].path = np_recipe_resolve_path (recipe, recipe->magic_trailer);
  self->files[NP_RECIPE_FILE_HANDSHAKE_SCRIPT].path = np_recipe_resolve_path (recipe, recipe->handshake_script);
  self->files[NP_RECIPE_FILE_FIRST_SCRIPT].path = dup_script_path (recipe, 0);
  self->files[NP_RECIPE_FILE_SECOND_SCRIPT].path = dup_script_path (recipe, 1);
  self->scripts_folder.path = np_recipe_resolve_path (recipe, recipe->scripts_folder);
  for (guint i = 0; i < NP_N_RECIPE_FILES; i++)
    if (self->files[i].path != NULL && facts_look (&self->files[i], FALSE) && i == NP_RECIPE_FILE_PROVISIONING_FIRMWARE)
      facts_hash (&self->files[i]);
  if (self->scripts_folder.path != NULL)
    facts_look (&self->scripts_folder, TRUE);
  self->loaders_known = loaders != NULL;
  self->loader = loaders != NULL ? np_recipe_find_loader (recipe, loaders) : np_recipe_dup_loader (recipe);
  return self;
}

static void
facts_clear (NpFileFacts *self)
{
  g_free (self->path);
  g_free (self->sha256);
  g_clear_error (&self->error);
}

void
np_recipe_facts_free (NpRecipeFacts *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < NP_N_RECIPE_FILES; i++)
    facts_clear (&self->files[i]);
  facts_clear (&self->scripts_folder);
  g_free (self->loader);
  g_free (self);
}

gboolean
np_recipe_facts_is_permanent (const NpRecipeFacts *self, const NpRecipe *recipe)
{
  const char *sha256;

  g_return_val_if_fail (self != NULL && recipe != NULL, TRUE);

  if (recipe->job != NP_JOB_PROVISION || recipe->platform == NULL || !np_platform_has_modes (recipe->platform))
    return FALSE;
  sha256 = self->files[NP_RECIPE_FILE_PROVISIONING_FIRMWARE].sha256;
  for (char **declared = recipe->test_firmware; sha256 != NULL && declared != NULL && *declared != NULL; declared++)
    if (g_ascii_strcasecmp (*declared, sha256) == 0)
      return FALSE;
  return TRUE;
}
