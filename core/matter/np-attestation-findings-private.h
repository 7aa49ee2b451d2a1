/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-problem.h"
#include "np-attestation-code.h"

G_BEGIN_DECLS

/* What a judgement has found so far. */
typedef struct
{
  GPtrArray *problems;
  NpAttestationCode conclusion;
} NpAttestationFindings;

void np_attestation_findings_conclude (NpAttestationFindings *self, NpAttestationCode conclusion);
void np_attestation_findings_add (NpAttestationFindings *self, NpAttestationCode conclusion, NpTag tag, const char *code,
                                  char *what, const char *why, const char *todo);

G_END_DECLS
