/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-sim-tool.h"

G_BEGIN_DECLS

/* The faults that happen to the programmer in the middle of a step. */

/* Returns: the one that @device has for one of @steps now, or none; one time less is left of it */
NpBenchFault np_sim_strike_take (NpSimDevice *device, guint steps);

/**
 * np_sim_strike:
 * @fault: of np_sim_strike_take (); with none, nothing happens
 * @steps: the steps it strikes in, which decide about the error told
 *
 * Returns: FALSE: the call ends here
 */
gboolean np_sim_strike (NpSimTool *tool, NpSimDevice *device, NpBenchFault fault, guint steps);

G_END_DECLS
