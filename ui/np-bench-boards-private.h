/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-bench-boards.h"
#include "np-bench-statuses.h"
#include "np-board-list.h"

G_BEGIN_DECLS

struct _NpBenchBoards
{
  AdwBin parent_instance;

  NpSession *session;
  NpBenchLayout layout;
  gboolean wall;
  gboolean can_run;
  NpBenchStatuses *statuses; /* (nullable) */
  GPtrArray *chosen;         /* (element-type NpBoardStatus) */
  GtkWidget *menu;           /* (nullable) */

  GtkStack *layouts;
  GtkFlowBox *cards;
  NpBoardList *list;
};

gboolean np_bench_boards_shows_list (NpBenchBoards *self);
void np_bench_boards_choose (NpBenchBoards *self, GPtrArray *statuses); /* (transfer full) (element-type NpBoardStatus) */

G_END_DECLS
