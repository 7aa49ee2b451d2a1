/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "factory/np-problem.h"

G_BEGIN_DECLS

/* The problems of one field, beside it: icon, what is wrong, what to do; nothing when there are none. */
#define NP_TYPE_PROBLEM_NOTES (np_problem_notes_get_type ())
G_DECLARE_FINAL_TYPE (NpProblemNotes, np_problem_notes, NP, PROBLEM_NOTES, GtkWidget)

/**
 * np_problem_notes_set_problems:
 * @problems: (element-type NpProblem): all problems
 * @tag: whose to show
 * @own: (nullable): what the entry itself has to tell, as an error
 */
void np_problem_notes_set_problems (NpProblemNotes *self, GPtrArray *problems, NpTag tag, const char *own);

/* "error", "warning" or NULL: the style of whatever the notes stand beside */
const char *np_problem_notes_get_css_class (NpProblemNotes *self);

G_END_DECLS
