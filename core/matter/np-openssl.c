/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <openssl/crypto.h>
#include <openssl/err.h>

#include "np-error.h"
#include "np-openssl-private.h"

/* A program may end while a worker thread still computes: OpenSSL must not be taken from under it. */
static void __attribute__ ((constructor))
keep_openssl_until_the_end (void)
{
  OPENSSL_init_crypto (OPENSSL_INIT_NO_ATEXIT, NULL);
}

/**
 * np_openssl_set_error:
 * @job: what OpenSSL was asked for, for the message
 *
 * Sets @error (%NP_ERROR_TOOL_FAILED) from OpenSSL's queue, and empties the queue.
 *
 * Returns: %FALSE, so that the caller can return it
 */
gboolean
np_openssl_set_error (GError **error, const char *job)
{
  unsigned long code = ERR_peek_last_error ();
  const char *reason = code != 0 ? ERR_reason_error_string (code) : NULL;

  g_set_error (error, NP_ERROR, NP_ERROR_TOOL_FAILED, _("OpenSSL failed (%s): %s"), job,
               reason != NULL ? reason : _("no reason given"));
  ERR_clear_error ();

  return FALSE;
}
