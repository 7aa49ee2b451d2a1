/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-attestation-findings-private.h"

/* Of several conclusions, that which a commissioner reports first stays. */
void
np_attestation_findings_conclude (NpAttestationFindings *self, NpAttestationCode conclusion)
{
  self->conclusion = np_attestation_code_first (self->conclusion, conclusion);
}

/* An error, and what a commissioner concludes from it; what: (transfer full). */
void
np_attestation_findings_add (NpAttestationFindings *self, NpAttestationCode conclusion, NpTag tag, const char *code, char *what,
                             const char *why, const char *todo)
{
  np_problem_list_add (self->problems, NP_SEVERITY_ERROR, tag, code, NULL, what, why, todo);
  np_attestation_findings_conclude (self, conclusion);
}
