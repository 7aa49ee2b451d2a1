/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-factory-data.h"

G_BEGIN_DECLS

/**
 * np_st_json_parse:
 * @json: the text of a JSON file in ST's form (Full_FactoryData.json)
 * @problems: (element-type NpProblem): where everything worth telling is added, each with line and column and the key
 * @error: %NP_ERROR_INVALID_DATA when the text as a whole can't be read (syntax, encoding, size over 1 MiB, depth over 64,
 *   no object at the top, hundreds of keys); the last of @problems says the same, with its code
 *
 * Reads what genFactoryData.py reads, byte for byte the same values, and what is clear beyond it (JSON integers, "0X", a
 * hex string for bytes). A field whose value can't be understood is left out and told as an error in @problems; an unknown key is a
 * warning; a key given twice is an error. Values are taken as far as their type holds them; the limits of
 * np_factory_data_check () are told here too, with their place.
 *
 * Returns: (transfer full): the fields that could be read
 */
NpFactoryData *np_st_json_parse (GBytes *json, GPtrArray *problems, GError **error);

/**
 * np_st_json_write:
 *
 * Returns: (transfer full): JSON that ST's tool reads back to the same values, keys in ST's order, two spaces of indent
 */
char *np_st_json_write (NpFactoryData *data);

G_END_DECLS
