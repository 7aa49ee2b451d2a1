/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "project/np-project.h"
#include "run/np-plan.h"

G_BEGIN_DECLS

/**
 * np_project_plan:
 * @loaders: (nullable) (element-type filename): paths of CubeProgrammer's loaders; %NULL when there is no CubeProgrammer
 * @problems: (element-type NpProblem): everything that is asked before a run is added here
 *
 * What a board of the project would go through. Reads the recipe's files, reserves nothing.
 *
 * Returns: (transfer full) (nullable): the plan; %NULL if there is an error among the problems
 */
NpPlan *np_project_plan (NpProject *project, GPtrArray *loaders, GPtrArray *problems);

/* The same for looking at: nothing is checked that isn't needed to make it. %NULL when none can be made. */
NpPlan *np_project_draft_plan (NpProject *project, GPtrArray *loaders);

G_END_DECLS
