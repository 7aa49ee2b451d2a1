/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bench/np-board-log.h"

G_BEGIN_DECLS

/* Which lines of a log are shown. */
typedef enum
{
  NP_LOG_FILTER_ALL,
  NP_LOG_FILTER_PROGRAMMER, /* what Nameplate and the programmer say */
  NP_LOG_FILTER_SERIAL,
} NpLogFilter;

/* The lines of a board's log that are kept in memory, as text in a buffer, and what is found in them. All work is done in slices of a few
 * milliseconds, so that neither a flood of lines nor a search holds up the main loop.
 *
 * signal "appended" (): lines have come at the end
 * property "matches" (uint): how many places have been found so far; "position" (uint): which of them is the current one, from 1, or 0 */
#define NP_TYPE_LOG_TEXT (np_log_text_get_type ())
G_DECLARE_FINAL_TYPE (NpLogText, np_log_text, NP, LOG_TEXT, GObject)

NpLogText *np_log_text_new (void);
GtkTextBuffer *np_log_text_get_buffer (NpLogText *self);

void np_log_text_set_log (NpLogText *self, NpBoardLog *log); /* @log (nullable): none empties the buffer */
void np_log_text_set_filter (NpLogText *self, NpLogFilter filter);
void np_log_text_set_active (NpLogText *self, gboolean active); /* whether it follows the log: it needn't while nobody looks */
gboolean np_log_text_is_settled (NpLogText *self);          /* everything is in the buffer, and searched */
guint np_log_text_get_n_lines (NpLogText *self);

void np_log_text_find (NpLogText *self, const char *text); /* @text (nullable): without regard to upper and lower case */
guint np_log_text_get_matches (NpLogText *self);
guint np_log_text_get_position (NpLogText *self);

/**
 * np_log_text_move:
 * @forward: to the next match, else to the one before; round at the ends
 *
 * Selects a match.
 *
 * Returns: whether there is one
 */
gboolean np_log_text_move (NpLogText *self, gboolean forward);

/* How long the longest slice had a processor, in microseconds. */
gint64 np_log_text_get_longest_slice (NpLogText *self);

G_END_DECLS
