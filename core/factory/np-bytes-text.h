/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NpBytesForm:
 * @NP_BYTES_FORM_HEX: "5350AB"
 * @NP_BYTES_FORM_BASE64: "U1Cr"
 * @NP_BYTES_FORM_C_ARRAY: "{ 0x53, 0x50, 0xAB }"
 * @NP_BYTES_FORM_ST_JSON: "["0x53", "0x50", "0xab"]"
 *
 * How people hand bytes on as text.
 */
typedef enum
{
  NP_BYTES_FORM_HEX,
  NP_BYTES_FORM_BASE64,
  NP_BYTES_FORM_C_ARRAY,
  NP_BYTES_FORM_ST_JSON,
} NpBytesForm;

GBytes *np_bytes_text_parse (const char *text, gsize length, GError **error);
GBytes *np_bytes_text_parse_file (GBytes *contents, GError **error);
char *np_bytes_text_format (GBytes *bytes, NpBytesForm form);

G_END_DECLS
