/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The user's own PAA certificates and signers of certification declarations: to be added and removed.
 *
 * signal "changed": others are trusted now */
#define NP_TYPE_TRUST_GROUP (np_trust_group_get_type ())
G_DECLARE_FINAL_TYPE (NpTrustGroup, np_trust_group, NP, TRUST_GROUP, AdwPreferencesGroup)

void np_trust_group_add_file (NpTrustGroup *self, guint kind, GFile *file); /* kind: of NpTrustKind */

G_END_DECLS
