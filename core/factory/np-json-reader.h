/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NP_JSON_MAX_SIZE (1024 * 1024)
#define NP_JSON_MAX_DEPTH 64

/**
 * NpJsonToken:
 * @NP_JSON_TOKEN_FAILED: the text can't be read on; the reader's problems say why
 * @NP_JSON_TOKEN_END: the text has been read to its end
 * @NP_JSON_TOKEN_OBJECT: "{"
 * @NP_JSON_TOKEN_OBJECT_END: "}"
 * @NP_JSON_TOKEN_ARRAY: "["
 * @NP_JSON_TOKEN_ARRAY_END: "]"
 * @NP_JSON_TOKEN_KEY: a key and its colon
 * @NP_JSON_TOKEN_STRING: text
 * @NP_JSON_TOKEN_INTEGER: a number without fraction and exponent, of any size
 * @NP_JSON_TOKEN_REAL: any other number; also NaN and Infinity, which Python's json takes
 * @NP_JSON_TOKEN_BOOLEAN: true or false
 * @NP_JSON_TOKEN_NULL: null
 */
typedef enum
{
  NP_JSON_TOKEN_FAILED,
  NP_JSON_TOKEN_END,
  NP_JSON_TOKEN_OBJECT,
  NP_JSON_TOKEN_OBJECT_END,
  NP_JSON_TOKEN_ARRAY,
  NP_JSON_TOKEN_ARRAY_END,
  NP_JSON_TOKEN_KEY,
  NP_JSON_TOKEN_STRING,
  NP_JSON_TOKEN_INTEGER,
  NP_JSON_TOKEN_REAL,
  NP_JSON_TOKEN_BOOLEAN,
  NP_JSON_TOKEN_NULL,
} NpJsonToken;

/* Reads JSON token by token, as strictly as Python's json module (which ST's tool reads it with). It is here because json-glib
 * takes comments, single quotes and numbers of any size without a word, drops keys given twice, can't say where a value
 * stands and overflows the stack on deep nesting. Memory is bounded by the text's size; what was read is cleared. */
typedef struct _NpJsonReader NpJsonReader;

NpJsonReader *np_json_reader_new (GBytes *text, GPtrArray *problems);
void np_json_reader_free (NpJsonReader *self);

NpJsonToken np_json_reader_next (NpJsonReader *self);
const char *np_json_reader_get_text (NpJsonReader *self, gsize *length);
char *np_json_reader_dup_place (NpJsonReader *self);
guint np_json_reader_get_depth (NpJsonReader *self);
void np_json_reader_skip_to_depth (NpJsonReader *self, guint depth);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpJsonReader, np_json_reader_free)

G_END_DECLS
