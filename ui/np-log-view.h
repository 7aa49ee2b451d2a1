/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "bench/np-serial-monitor.h"
#include "np-log-text.h"

G_BEGIN_DECLS

/* What a board and its programs say, as it comes: follow, find, filter by source, wrap, save. While it is on screen, and only then, the
 * board's serial port is listened to.
 *
 * actions: log.find, log.find-next, log.find-previous, log.save, log.copy-command */
#define NP_TYPE_LOG_VIEW (np_log_view_get_type ())
G_DECLARE_FINAL_TYPE (NpLogView, np_log_view, NP, LOG_VIEW, AdwBin)

/**
 * np_log_view_set_board:
 * @board: (nullable): whose log
 * @folder: (nullable): where the whole log is kept
 */
void np_log_view_set_board (NpLogView *self, NpBoard *board, const char *folder);
void np_log_view_find (NpLogView *self); /* shows the search entry, and puts the focus there */
NpLogText *np_log_view_get_text (NpLogView *self);

G_END_DECLS
