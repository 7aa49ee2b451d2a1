/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Everything that a check found, in a window of its own. */
#define NP_TYPE_PROBLEMS_DIALOG (np_problems_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NpProblemsDialog, np_problems_dialog, NP, PROBLEMS_DIALOG, AdwWindow)

/**
 * np_problems_dialog_new:
 * @problems: (element-type NpProblem)
 */
GtkWidget *np_problems_dialog_new (GtkWindow *parent, GPtrArray *problems);

/**
 * np_problems_dialog_tell_file:
 * @problems: (element-type NpProblem): what reading a file found
 *
 * Presents them when one is more than information: a file whose values were left out looks like one that has none.
 */
void np_problems_dialog_tell_file (GtkWindow *parent, GPtrArray *problems);

G_END_DECLS
