/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * np_permission_find:
 * @bench: of NpBoard
 * @command: (out) (transfer full) (nullable): a shell command that gives the permission; %NULL when it only takes another login
 *
 * Looks for a board that this account may not use: its probe (as CubeProgrammer told) or its serial port.
 *
 * Returns: (transfer full) (nullable): what is missing and what to do, in a sentence or two; %NULL when nothing is
 */
char *np_permission_find (GListModel *bench, char **command);

G_END_DECLS
