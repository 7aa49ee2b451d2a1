/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench/np-bench-fault.h"
#include "np-sim-device.h"

G_BEGIN_DECLS

/* Returns: whether @device has @fault for one of @steps now; one time less is left of it */
gboolean np_sim_fault_take (NpSimDevice *device, NpBenchFault fault, guint steps);

/* The same, and none is used up. */
gboolean np_sim_fault_has (const NpSimDevice *device, NpBenchFault fault, guint steps);

G_END_DECLS
