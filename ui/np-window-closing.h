/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-window.h"

G_BEGIN_DECLS

/* How a window goes: what is asked before, and what is remembered. */

gboolean np_window_closing_stops (NpWindow *self); /* %TRUE: not now; whoever is asked closes it again */

G_END_DECLS
