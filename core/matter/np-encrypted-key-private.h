/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * np_encrypted_key_check_cost:
 * @bytes: a file's content: whatever may hold an encrypted private key
 * @error: %NP_ERROR_INVALID_DATA: it would take minutes, or years, to derive its key from a passphrase
 *
 * How often a passphrase is hashed stands in the file, and OpenSSL does what it says. To be asked before it gets to.
 *
 * Returns: %TRUE if the passphrase can be tried, or there is nothing encrypted
 */
gboolean np_encrypted_key_check_cost (GBytes *bytes, GError **error);

G_END_DECLS
