/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "matter/np-attestation.h"

G_BEGIN_DECLS

/**
 * NpCheckContext:
 * @paas: the authorities whose DACs are taken for genuine
 * @signers: the signers of certification declarations that are known
 * @notes: (element-type NpProblem): what is wrong with the files that these were read from
 * @now: seconds since 1970; %NP_ATTESTATION_NO_CLOCK: the present time is no part of the question
 * @production: whether the devices are to be sold: then test credentials are errors. What a recipe for production makes an error needs no
 *   such word.
 *
 * What a check takes for granted. Not changed once it is shared with a worker thread.
 */
typedef struct
{
  NpPaaStore *paas;
  NpCdSigners *signers;
  GPtrArray *notes;
  gint64 now;
  gboolean production;
} NpCheckContext;

void np_check_context_init (NpCheckContext *self);
gboolean np_check_context_init_with_files (NpCheckContext *self, const char *const *paas, const char *const *signers, GError **error);
void np_check_context_copy (const NpCheckContext *self, NpCheckContext *copy);
void np_check_context_clear (NpCheckContext *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NpCheckContext, np_check_context_clear)

char *np_check_dup_paa_folder (void);
char *np_check_dup_cd_signer_folder (void);
void np_check_forget_folders (void);

G_END_DECLS
