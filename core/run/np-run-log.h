/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench/np-board.h"

G_BEGIN_DECLS

/* How many lines of a program or a board each step may have in the log: one that talks without end must not fill the disk. */
#define NP_RUN_LOG_STEP_LINES 20000

/* The file of one run, mode 0600, and the board's own log beside it. */
typedef struct _NpRunLog NpRunLog;

/**
 * np_run_log_new:
 * @path: (nullable): the file, which is made; %NULL for the board's log alone
 */
NpRunLog *np_run_log_new (const char *path, NpBoard *board, GError **error);
void np_run_log_free (NpRunLog *self);

void np_run_log_add (NpRunLog *self, NpLogSource source, const char *text);
void np_run_log_begin_step (NpRunLog *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpRunLog, np_run_log_free)

G_END_DECLS
