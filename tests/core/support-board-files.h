/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "support-provision.h"

G_BEGIN_DECLS

/* What the files of a simulated board hold after a run, past the programmer and past what the run says of it. */

/**
 * test_board_files_match:
 * @change: what the run says that the board is left with, as np_board_change_to_string () has it
 * @exceptions: what must be otherwise on this board, "data=none key=whole"; "" for nothing
 * @found: (out): what was found, for a message: "firmware=whole data=part …"
 *
 * Returns: whether the files hold what @change means
 */
gboolean test_board_files_match (TestProvision *self, guint index, const char *change, const char *exceptions, char **found);

G_END_DECLS
