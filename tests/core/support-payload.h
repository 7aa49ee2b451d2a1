/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "matter/np-setup-payload.h"

G_BEGIN_DECLS

void test_assert_payloads_equal (const NpSetupPayload *a, const NpSetupPayload *b);

/* @payload and its two codes are made of each other, both ways. */
void test_check_payload (const NpSetupPayload *payload, const char *qr, const char *manual);

/* Digits with the right check digit after them. */
char *test_dup_with_check_digit (const char *digits);

G_END_DECLS
