/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NpTrustKind:
 * @NP_TRUST_PAA: certificates of product attestation authorities
 * @NP_TRUST_CD_SIGNER: certificates of keys that sign certification declarations
 */
typedef enum
{
  NP_TRUST_PAA,
  NP_TRUST_CD_SIGNER,
} NpTrustKind;

/* The user's own files of what is trusted on this computer, besides what every program knows: np_check_context_init () reads them. */

char **np_trust_files_list (NpTrustKind kind);
char *np_trust_files_add (NpTrustKind kind, const char *path, GError **error);
gboolean np_trust_files_remove (NpTrustKind kind, const char *name, GError **error);

G_END_DECLS
