/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "factory/np-problem.h"

G_BEGIN_DECLS

/* One problem, said whole: icon, what is wrong, why it matters, what to do. */
#define NP_TYPE_PROBLEM_ROW (np_problem_row_get_type ())
G_DECLARE_FINAL_TYPE (NpProblemRow, np_problem_row, NP, PROBLEM_ROW, GtkListBoxRow)

GtkWidget *np_problem_row_new (const NpProblem *problem);

/**
 * np_problem_row_fill_list:
 * @problems: (element-type NpProblem): gets a row each, worst first
 */
void np_problem_row_fill_list (GtkListBox *list, GPtrArray *problems);

G_END_DECLS
