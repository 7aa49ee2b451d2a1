/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "check/np-check-context.h"
#include "factory/np-bounded-file.h"
#include "factory/np-problem.h"
#include "matter/np-certificate-file.h"
#include "np-error.h"
#include "np-trust-files.h"

static char *
dup_folder (NpTrustKind kind)
{
  switch (kind)
    {
    case NP_TRUST_PAA: return np_check_dup_paa_folder ();
    case NP_TRUST_CD_SIGNER: return np_check_dup_cd_signer_folder ();
    }
  g_return_val_if_reached (NULL);
}

static GBytes *
load (const char *path, GError **error)
{
  GBytes *bytes = np_bounded_file_load (path, NP_CERTIFICATE_FILE_MAX_SIZE, _("Choose a certificate in DER or PEM."), error);

  if (bytes == NULL)
    g_prefix_error (error, "%s: ", path);
  return bytes;
}

static gboolean
check_paas (const char *path, GError **error)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpPaaStore) paas = np_paa_store_new ();

  if (!np_paa_store_add_path (paas, path, problems, error))
    return FALSE;
  if (problems->len == 0)
    return TRUE;
  g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, ((const NpProblem *) problems->pdata[0])->what);
  return FALSE;
}

static gboolean
check_signers (GBytes *contents, GError **error)
{
  g_autoptr(NpCdSigners) signers = np_cd_signers_new ();
  g_autoptr(GPtrArray) certificates = np_certificate_list_new (contents, error);
  gboolean usable = certificates != NULL;

  for (guint i = 0; usable && i < certificates->len; i++)
    usable = np_cd_signers_add (signers, certificates->pdata[i], error);
  return usable;
}

/* Nothing is trusted that can't be used: what a folder's reader only passes over is refused here. */
static gboolean
check_contents (NpTrustKind kind, const char *path, GBytes *contents, GError **error)
{
  switch (kind)
    {
    case NP_TRUST_PAA: return check_paas (path, error);
    case NP_TRUST_CD_SIGNER: return check_signers (contents, error);
    }
  g_return_val_if_reached (FALSE);
}

/* Files of the same name may come from different places: "paa.der", "paa-2.der". What a folder's reader would pass over gets a name that it
 * takes: "paa.txt.der"; what is in it tells whether it is PEM. */
static char *
dup_free_name (const char *folder, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  const char *dot = np_certificate_file_is_named_so (name) ? strrchr (name, '.') : NULL;
  const char *suffix = dot != NULL ? dot : ".der";
  g_autofree char *stem = g_strndup (name, dot != NULL ? (gsize) (dot - name) : strlen (name));

  for (guint n = 1;; n++)
    {
      g_autofree char *candidate = n == 1 ? g_strconcat (stem, suffix, NULL) : g_strdup_printf ("%s-%u%s", stem, n, suffix);
      g_autofree char *place = g_build_filename (folder, candidate, NULL);

      if (!g_file_test (place, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&candidate);
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_utf8_collate (*(const char *const *) a, *(const char *const *) b);
}

/**
 * np_trust_files_list:
 *
 * Returns: (transfer full) (array zero-terminated=1): the files' names, sorted
 */
char **
np_trust_files_list (NpTrustKind kind)
{
  g_autofree char *path = dup_folder (kind);
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL); /* none there yet: no files */
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  g_ptr_array_add (names, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
}

/**
 * np_trust_files_add:
 * @path: a file with one or several certificates, DER or PEM; copied
 * @error: %NP_ERROR_INVALID_DATA when it holds something else
 *
 * Returns: (transfer full) (nullable): the copy's name
 */
char *
np_trust_files_add (NpTrustKind kind, const char *path, GError **error)
{
  g_autofree char *folder = dup_folder (kind);
  g_autofree char *name = NULL;
  g_autofree char *copy = NULL;
  g_autoptr(GBytes) contents = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  contents = load (path, error);
  if (contents == NULL || !check_contents (kind, path, contents, error))
    return NULL;
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("The folder “%s” can't be made: %s"), folder, g_strerror (errno));
      return NULL;
    }
  name = dup_free_name (folder, path);
  copy = g_build_filename (folder, name, NULL);
  if (!g_file_set_contents (copy, g_bytes_get_data (contents, NULL), (gssize) g_bytes_get_size (contents), error))
    return NULL;
  np_check_forget_folders ();
  return g_steal_pointer (&name);
}

/**
 * np_trust_files_remove:
 * @name: as np_trust_files_list () gives it
 */
gboolean
np_trust_files_remove (NpTrustKind kind, const char *name, GError **error)
{
  g_autofree char *folder = dup_folder (kind);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);
  gboolean removed = g_file_delete (file, NULL, error);

  np_check_forget_folders ();
  return removed;
}
