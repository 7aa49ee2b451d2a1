/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench/np-bench-fault.h"
#include "np-sim-clock.h"
#include "np-sim-device.h"
#include "np-sim-file.h"
#include "np-sim-grammar.h"
#include "np-sim-output.h"

G_BEGIN_DECLS

/* One call of the programmer. */
struct _NpSimTool
{
  char *folder; /* the bench's */
  NpSimOutput output;
  NpSimClock clock;
  GPtrArray *devices;  /* NpSimDevice: what is plugged in */
  NpSimDevice *device; /* (nullable): what it is connected with */
  int status;          /* to exit with */

  guint call_steps; /* NpBenchStep: what this call does */
  gboolean skip_erase;
  gboolean unlocks;    /* it brings the password that opens a chip of protection level 2 */
  gboolean pretend;    /* an error was told and passed over: nothing is done any more, and all of it "successfully" */
  const char *loader;  /* (nullable): as given to -el */
  GPtrArray *segments; /* (nullable): NpSimSegment: what the action just before wrote */
  double link_factor;  /* how much longer everything takes */
};

/* Ends the call: FALSE, for an action to return. */
gboolean np_sim_tool_fail (NpSimTool *self);

/* Lets the time pass that @seconds of work take on this board's link. */
void np_sim_tool_work (NpSimTool *self, double seconds);

/**
 * np_sim_tool_work_step:
 *
 * The same, with the faults that the board has for @steps: they strike halfway.
 *
 * Returns: FALSE: the call ends here
 */
gboolean np_sim_tool_work_step (NpSimTool *self, guint steps, double seconds);

G_END_DECLS
