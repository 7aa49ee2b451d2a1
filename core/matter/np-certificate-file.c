/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-bounded-file.h"
#include "np-certificate-file.h"
#include "np-certificate.h"

static const char *const suffixes[] = { ".der", ".pem", ".crt", ".cer" };

/**
 * np_certificate_file_is_named_so:
 * @name: of a file in a folder
 *
 * Returns: whether it ends as certificates' files do; what ends otherwise, such as a README, is none of ours
 */
gboolean
np_certificate_file_is_named_so (const char *name)
{
  g_autofree char *lower = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  lower = g_ascii_strdown (name, -1);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      if (g_str_has_suffix (lower, suffixes[i]))
        return TRUE;
    }

  return FALSE;
}

/**
 * np_certificate_file_load:
 * @path: of a file with one certificate in DER, or PEM with any number of them
 * @error: of np_bounded_file_load () and np_certificate_list_new (); the message doesn't name @path
 *
 * Returns: (transfer full) (nullable) (element-type NpCertificate): its certificates
 */
GPtrArray *
np_certificate_file_load (const char *path, GError **error)
{
  g_autoptr(GBytes) bytes = np_bounded_file_load (path, NP_CERTIFICATE_FILE_MAX_SIZE, _("Choose a certificate in DER or PEM."), error);

  return bytes != NULL ? np_certificate_list_new (bytes, error) : NULL;
}
