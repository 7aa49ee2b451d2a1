/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "matter/np-certificate-file.h"
#include "np-check-context.h"

/* What a commissioner trusts: read once, and again after np_check_forget_folders (). The lock holds the pointers alone: what they lead to
 * isn't changed any more. */
static GMutex lock;
static NpCheckContext known;

typedef gboolean (*AddPathFunc) (gpointer self, const char *path, GPtrArray *problems, GError **error);

static gboolean
add_paa_path (gpointer self, const char *path, GPtrArray *problems, GError **error)
{
  return np_paa_store_add_path (self, path, problems, error);
}

/* error: doesn't name the file */
static gboolean
add_signer_file (NpCdSigners *signers, const char *path, GError **error)
{
  g_autoptr(GPtrArray) certificates = np_certificate_file_load (path, error);

  if (certificates == NULL)
    return FALSE;

  for (guint i = 0; i < certificates->len; i++)
    {
      if (!np_cd_signers_add (signers, certificates->pdata[i], error))
        return FALSE;
    }

  return TRUE;
}

static void
add_signer_folder (NpCdSigners *signers, const char *path, GDir *folder, GPtrArray *problems)
{
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autoptr(GError) error = NULL;

      if (np_certificate_file_is_named_so (name) && !add_signer_file (signers, file, &error))
        np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_NONE, "cd-signer-file-unreadable", file, g_strdup (error->message),
                             _("This signer isn't known."), NULL);
    }
}

/* A certificate's file (DER or PEM, also several), or a folder of such files (.der, .pem, .crt, .cer) */
static gboolean
add_signer_path (gpointer self, const char *path, GPtrArray *problems, GError **error)
{
  g_autoptr(GDir) folder = NULL;

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      if (add_signer_file (self, path, error))
        return TRUE;
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }

  folder = g_dir_open (path, 0, error);
  if (folder == NULL)
    return FALSE;
  add_signer_folder (self, path, folder, problems);

  return TRUE;
}

/**
 * np_check_dup_paa_folder:
 *
 * Returns: (transfer full): where the user's own PAA certificates lie; it needn't exist
 */
char *
np_check_dup_paa_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "nameplate", "paa", NULL);
}

/**
 * np_check_dup_cd_signer_folder:
 *
 * Returns: (transfer full): where certificates of further signers of certification declarations lie; it needn't exist
 */
char *
np_check_dup_cd_signer_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "nameplate", "cd-signers", NULL);
}

static void
read_folder (const char *path, AddPathFunc add, gpointer self, GPtrArray *notes)
{
  g_autoptr(GError) error = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS) && !add (self, path, notes, &error))
    np_problem_list_add (notes, NP_SEVERITY_WARNING, NP_TAG_NONE, "trust-folder-unreadable", path, g_strdup (error->message),
                         _("What lies in it isn't trusted."), _("Mend the folder's permissions."));
}

static void
read_folders (NpCheckContext *self)
{
  g_autofree char *paa_folder = np_check_dup_paa_folder ();
  g_autofree char *signer_folder = np_check_dup_cd_signer_folder ();

  self->paas = np_paa_store_new ();
  self->signers = np_cd_signers_new ();
  self->notes = np_problem_list_new ();
  np_paa_store_add_test (self->paas);
  read_folder (paa_folder, add_paa_path, self->paas, self->notes);
  read_folder (signer_folder, add_signer_path, self->signers, self->notes);
}

/**
 * np_check_context_init:
 * @self: (out): to be cleared
 *
 * What is known on this computer: the SDK's test authorities, the user's own PAA files, the signers of declarations, the clock. May be called
 * from any thread.
 */
void
np_check_context_init (NpCheckContext *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&lock);
  if (known.paas == NULL)
    read_folders (&known);
  np_check_context_copy (&known, self);
  g_mutex_unlock (&lock);

  self->now = g_get_real_time () / G_USEC_PER_SEC;
}

static gboolean
add_paths (const char *const *paths, AddPathFunc add, gpointer self, GPtrArray *notes, GError **error)
{
  for (guint i = 0; paths != NULL && paths[i] != NULL; i++)
    {
      if (!add (self, paths[i], notes, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * np_check_context_init_with_files:
 * @self: (out): to be cleared, after a failure too
 * @paas: (nullable): further PAA certificates: files, or folders of files
 * @signers: (nullable): further signers of certification declarations, likewise
 *
 * np_check_context_init () with more to trust.
 */
gboolean
np_check_context_init_with_files (NpCheckContext *self, const char *const *paas, const char *const *signers, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  read_folders (self);
  self->now = g_get_real_time () / G_USEC_PER_SEC;

  return add_paths (paas, add_paa_path, self->paas, self->notes, error) &&
         add_paths (signers, add_signer_path, self->signers, self->notes, error);
}

/* copy: (out): to be cleared; for a worker thread */
void
np_check_context_copy (const NpCheckContext *self, NpCheckContext *copy)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (copy != NULL);

  *copy = *self;
  np_paa_store_ref (copy->paas);
  np_cd_signers_ref (copy->signers);
  g_ptr_array_ref (copy->notes);
}

void
np_check_context_clear (NpCheckContext *self)
{
  g_clear_pointer (&self->paas, np_paa_store_unref);
  g_clear_pointer (&self->signers, np_cd_signers_unref);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
}

/**
 * np_check_forget_folders:
 *
 * The user's files of PAAs and signers were changed: the next np_check_context_init () reads them again.
 */
void
np_check_forget_folders (void)
{
  g_mutex_lock (&lock);
  np_check_context_clear (&known);
  g_mutex_unlock (&lock);
}
