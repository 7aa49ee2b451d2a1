/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-field-row.h"

G_BEGIN_DECLS

/* Bytes: how many and which, from a file, dropped, pasted; copied in any form. Secret ones are shown on demand only. */
#define NP_TYPE_BYTES_FIELD_ROW (np_bytes_field_row_get_type ())
G_DECLARE_FINAL_TYPE (NpBytesFieldRow, np_bytes_field_row, NP, BYTES_FIELD_ROW, NpFieldRow)

void np_bytes_field_row_load_file (NpBytesFieldRow *self, GFile *file);
void np_bytes_field_row_take_text (NpBytesFieldRow *self, const char *text);

G_END_DECLS
