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

G_END_DECLS
