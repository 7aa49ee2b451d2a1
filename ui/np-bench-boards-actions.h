/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-bench-boards.h"

G_BEGIN_DECLS

/* What can be done with the chosen boards: the actions board.… and their keys. */

void np_bench_boards_actions_install (GtkWidgetClass *widget_class);
void np_bench_boards_update_actions (NpBenchBoards *self);

G_END_DECLS
