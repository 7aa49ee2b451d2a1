/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-field-row.h"

G_BEGIN_DECLS

/* A row for each field, in groups.
 *
 * signal "hovered" (guint tag): the pointer is over a field, %NP_TAG_NONE for none
 * signal "selected" (guint tag): the focus went into a field */
#define NP_TYPE_FIELD_LIST (np_field_list_get_type ())
G_DECLARE_FINAL_TYPE (NpFieldList, np_field_list, NP, FIELD_LIST, GtkWidget)

void np_field_list_set_editor (NpFieldList *self, NpEditor *editor);
NpFieldRow *np_field_list_get_row (NpFieldList *self, NpTag tag); /* (nullable) */
void np_field_list_set_hovered (NpFieldList *self, NpTag tag);
void np_field_list_set_selected (NpFieldList *self, NpTag tag);

G_END_DECLS
