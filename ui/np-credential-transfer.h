/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-field-row.h"
#include "project/np-credential.h"

G_BEGIN_DECLS

/**
 * np_credential_transfer_import:
 * @row: of a certificate, a key or the declaration
 * @contents: a file's, or what was pasted
 *
 * Reads it on a worker thread, asking for a passphrase when it needs one, and sets the row's field (with a private key its public key,
 * too) in one step. What can't be read is told in the row and changes nothing.
 */
void np_credential_transfer_import (NpFieldRow *row, GBytes *contents);

/* Asks where to write the row's value to; before a private key with a warning. */
void np_credential_transfer_export (NpFieldRow *row, NpCredentialForm form);

G_END_DECLS
