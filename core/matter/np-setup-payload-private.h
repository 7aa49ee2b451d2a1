/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-problem.h"
#include "np-setup-payload.h"

G_BEGIN_DECLS

#define NP_QR_PREFIX "MT:"

void np_payload_rule_add_problem (NpPayloadRule rule, const char *where, char *what, GPtrArray *problems);
void np_setup_payload_check_values (const NpSetupPayload *self, const char *where, NpSeverity reserved_bits, GPtrArray *problems);
char *np_payload_describe_character (const char *text);

G_END_DECLS
