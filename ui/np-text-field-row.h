/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-field-row.h"

G_BEGIN_DECLS

/* A number, in decimal or hexadecimal digits as it was typed, with the other form beside it; or text with a count of its bytes. */
#define NP_TYPE_TEXT_FIELD_ROW (np_text_field_row_get_type ())
G_DECLARE_FINAL_TYPE (NpTextFieldRow, np_text_field_row, NP, TEXT_FIELD_ROW, NpFieldRow)

G_END_DECLS
