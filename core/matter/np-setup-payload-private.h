/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-problem.h"
#include "np-setup-payload.h"

G_BEGIN_DECLS

#define NP_QR_PREFIX "MT:"

void np_payload_report (GPtrArray *problems, NpPayloadRule rule, const char *where, const char *format, ...) G_GNUC_PRINTF (4, 5);
void np_setup_payload_check_values (const NpSetupPayload *self, const char *where, NpSeverity reserved_bits, GPtrArray *problems);
char *np_payload_describe_character (const char *text);

G_END_DECLS
