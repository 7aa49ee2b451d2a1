/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "check/np-device-verdict.h"
#include "factory/np-problem.h"

G_BEGIN_DECLS

/* What a phone would do, and all problems of a project, worst first.
 *
 * signal "activated" (guint tag): the field of a problem is wanted, %NP_TAG_NONE for the recipe */
#define NP_TYPE_PROBLEM_PANE (np_problem_pane_get_type ())
G_DECLARE_FINAL_TYPE (NpProblemPane, np_problem_pane, NP, PROBLEM_PANE, GtkWidget)

void np_problem_pane_set_verdict (NpProblemPane *self, const NpDeviceVerdict *verdict);
void np_problem_pane_set_problems (NpProblemPane *self, GPtrArray *problems);

G_END_DECLS
