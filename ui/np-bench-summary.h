/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "run/np-plan.h"

G_BEGIN_DECLS

/* One line about what the button would do, translated (transfer full). */

char *np_bench_summary_of_errors (GPtrArray *problems); /* the first of NpProblem, and how many there are besides; NULL without one */
char *np_bench_summary_of_plan (NpPlan *plan);          /* what is written, to which boards, where */

G_END_DECLS
