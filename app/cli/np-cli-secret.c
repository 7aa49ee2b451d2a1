/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <unistd.h>

#include "factory/np-secret-bytes.h"
#include "factory/np-st-text.h"
#include "np-cli.h"
#include "np-error.h"

/* Longer than any QR code that holds several payloads. */
#define LINE_SIZE 4096

/* Secrets on the command line can be seen by everybody on this computer, so "-" reads them from standard input. */

static char *
read_line (const char *prompt, GError **error)
{
  char line[LINE_SIZE];
  char *secret = NULL;

  if (isatty (STDIN_FILENO))
    g_printerr ("%s: ", prompt);

  if (fgets (line, sizeof line, stdin) == NULL)
    g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("Nothing was given on standard input."));
  else if (strlen (line) == sizeof line - 1)
    g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The line on standard input is too long."));
  else
    secret = g_strdup (g_strchomp (line));

  OPENSSL_cleanse (line, sizeof line);
  return secret;
}

char *
np_cli_dup_secret (const char *argument, const char *prompt, GError **error)
{
  return g_str_equal (argument, "-") ? read_line (prompt, error) : g_strdup (argument);
}

gboolean
np_cli_read_passcode (const char *argument, guint32 *passcode, GError **error)
{
  char *text = np_cli_dup_secret (argument, _("Passcode"), error);
  gboolean read;

  if (text == NULL)
    return FALSE;
  read = np_st_text_read_number (text, strlen (text), G_MAXUINT32, passcode) == NP_ST_TEXT_OK;
  if (!read)
    g_set_error_literal (error, NP_ERROR, NP_ERROR_INVALID_DATA, _("The passcode is not a number from 1 to 99999998."));
  np_secret_text_free (text);
  return read;
}
