/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "np-certificate-file.h"
#include "np-paa-store.h"

/* error: doesn't name the file */
static gboolean
add_file (NpPaaStore *self, const char *path, GPtrArray *problems, GError **error)
{
  g_autoptr(GPtrArray) certificates = np_certificate_file_load (path, error);

  if (certificates == NULL)
    return FALSE;

  for (guint i = 0; i < certificates->len; i++)
    {
      g_autoptr(GPtrArray) found = np_problem_list_new ();
      NpCertificate *certificate = certificates->pdata[i];

      if (np_certificate_check (certificate, NP_CERTIFICATE_PAA, found) == NP_ATTESTATION_GOOD)
        np_paa_store_add (self, certificate);
      else
        np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_NONE, "paa-file-passed-over", path,
                             g_strdup_printf (_("“%s” isn't a PAA certificate: %s"), np_certificate_get_subject (certificate),
                                              ((const NpProblem *) found->pdata[0])->what),
                             _("It isn't trusted."), NULL);
    }

  return TRUE;
}

static gboolean
add_folder (NpPaaStore *self, const char *path, GPtrArray *problems, GError **error)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, error);
  const char *name;

  if (folder == NULL)
    return FALSE;

  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *file = g_build_filename (path, name, NULL);
      g_autoptr(GError) local_error = NULL;

      if (np_certificate_file_is_named_so (name) && !add_file (self, file, problems, &local_error))
        np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_NONE, "paa-file-unreadable", file,
                             g_strdup (local_error->message), _("It isn't trusted."), NULL);
    }

  return TRUE;
}

/**
 * np_paa_store_add_path:
 * @path: a certificate's file (DER, or PEM with any number of certificates), or a folder of such files (.der, .pem, .crt, .cer)
 * @problems: (element-type NpProblem): where warnings are added: files and certificates that aren't PAAs
 *
 * Trusts the PAA certificates there.
 *
 * Returns: %TRUE, or %FALSE with an error if @path can't be read (%G_FILE_ERROR for a folder, %G_IO_ERROR for a file) or a file has no
 * certificate (%NP_ERROR_INVALID_DATA)
 */
gboolean
np_paa_store_add_path (NpPaaStore *self, const char *path, GPtrArray *problems, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (problems != NULL, FALSE);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return add_folder (self, path, problems, error);
  if (add_file (self, path, problems, error))
    return TRUE;

  g_prefix_error (error, "%s: ", path);

  return FALSE;
}
