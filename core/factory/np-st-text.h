/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NpStTextResult:
 * @NP_ST_TEXT_OK: read
 * @NP_ST_TEXT_EMPTY: there is nothing but space
 * @NP_ST_TEXT_SYNTAX: this isn't written as such a value
 * @NP_ST_TEXT_RANGE: it is, but negative or too large
 */
typedef enum
{
  NP_ST_TEXT_OK,
  NP_ST_TEXT_EMPTY,
  NP_ST_TEXT_SYNTAX,
  NP_ST_TEXT_RANGE,
} NpStTextResult;

/* Values as people write them in ST's JSON and in an editor's entries. */

NpStTextResult np_st_text_read_number (const char *text, gsize length, guint32 maximum, guint32 *number);
NpStTextResult np_st_text_read_byte (const char *text, gsize length, guint8 *byte);
NpStTextResult np_st_text_read_hex (const char *text, gsize length, guint8 *bytes, gsize *n_bytes);

G_END_DECLS
