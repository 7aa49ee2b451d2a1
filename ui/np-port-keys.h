/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-bench-boards.h"

G_BEGIN_DECLS

/* Returns: (transfer full): for the view that has @boards: the keys 1 to 8 go to the port of that number, from everywhere but where text is
 * entered */
GtkEventController *np_port_keys_new (NpBenchBoards *boards);

G_END_DECLS
