/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "np-paa-store.h"

static const char *const suffixes[] = { ".der", ".pem", ".crt", ".cer", NULL };

static gboolean
has_suffix (const char *name)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; suffixes[i] != NULL; i++)
    {
      if (g_str_has_suffix (lower, suffixes[i]))
        return TRUE;
    }

  return FALSE;
}

static gboolean
add_file (NpPaaStore *self, const char *path, GPtrArray *problems, GError **error)
{
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GPtrArray) certificates = NULL;
  char *contents;
  gsize size;

  if (!g_file_get_contents (path, &contents, &size, error))
    return FALSE;

  bytes = g_bytes_new_take (contents, size);
  certificates = np_certificate_list_new (bytes, error);
  if (certificates == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }

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

      if (has_suffix (name) && !add_file (self, file, problems, &local_error))
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
 * Trusts the PAA certificates there. The only function of core/matter that reads files.
 *
 * Returns: %TRUE, or %FALSE with an error if @path can't be read (%G_FILE_ERROR) or a file has no certificate
 * (%NP_ERROR_INVALID_DATA)
 */
gboolean
np_paa_store_add_path (NpPaaStore *self, const char *path, GPtrArray *problems, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (problems != NULL, FALSE);

  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return add_folder (self, path, problems, error);

  return add_file (self, path, problems, error);
}
