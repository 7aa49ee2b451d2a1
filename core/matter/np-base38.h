/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The text form of a QR code's bytes (Matter core specification, section 5.1.3.1): 3 bytes become 5 characters, a rest
 * of 2 becomes 4, a rest of 1 becomes 2, each group least significant first. */

/**
 * NpBase38Result:
 * @NP_BASE38_OK: read
 * @NP_BASE38_ALPHABET: a character that base 38 doesn't have
 * @NP_BASE38_LENGTH: a number of characters that no number of bytes becomes
 * @NP_BASE38_RANGE: a group of characters that stands for more than its bytes can hold
 */
typedef enum
{
  NP_BASE38_OK,
  NP_BASE38_ALPHABET,
  NP_BASE38_LENGTH,
  NP_BASE38_RANGE,
} NpBase38Result;

char *np_base38_encode (GBytes *bytes);
NpBase38Result np_base38_decode (const char *text, gsize length, GBytes **bytes, gsize *position);

G_END_DECLS
