/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/np-device-verdict.h"

G_BEGIN_DECLS

/* A device's credentials in words: what the picture of its chain shows, and the text that says the same. */

char *np_chain_text_dup_ids (NpCertificate *certificate, NpCertificateRole role);
char *np_chain_text_dup_validity (NpCertificate *certificate);

typedef void (*NpChainTextFunc) (const char *title, const char *value, gpointer user_data);
void np_chain_text_for_each_field (const NpCertificationDeclaration *declaration, const char *signer, NpChainTextFunc func, gpointer user_data);

char *np_chain_text_dup_all (const NpDeviceVerdict *verdict);

G_END_DECLS
