/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "project/np-editor.h"

G_BEGIN_DECLS

/* One field: its entry (which subclasses make), what the field is, and its problems.
 *
 * signal "hovered" (gboolean inside): the pointer came or went
 * signal "entered": the focus came */
#define NP_TYPE_FIELD_ROW (np_field_row_get_type ())
G_DECLARE_DERIVABLE_TYPE (NpFieldRow, np_field_row, NP, FIELD_ROW, AdwPreferencesRow)

/**
 * NpFieldRowClass:
 * @refresh: the value may be another one; show it
 */
struct _NpFieldRowClass
{
  AdwPreferencesRowClass parent_class;

  void (*refresh) (NpFieldRow *self);
};

/**
 * np_field_row_new:
 *
 * Returns: the row for @field's kind of value
 */
GtkWidget *np_field_row_new (NpEditor *editor, const NpField *field);

NpEditor *np_field_row_get_editor (NpFieldRow *self);
const NpField *np_field_row_get_field (NpFieldRow *self);
void np_field_row_set_linked (NpFieldRow *self, gboolean linked);
void np_field_row_enter (NpFieldRow *self); /* puts the focus into its entry */

/* For subclasses */
void np_field_row_set_entry (NpFieldRow *self, GtkWidget *entry);
void np_field_row_set_own_problem (NpFieldRow *self, const char *message); /* (nullable) */

G_END_DECLS
