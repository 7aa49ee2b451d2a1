/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "np-log-lines.h"

G_BEGIN_DECLS

const char *np_log_source_to_string (NpLogSource source); /* "run", "tool", "serial": for files */

/* How many lines are kept in memory, and of how many bytes at most. */
#define NP_BOARD_LOG_LINES 10000
#define NP_BOARD_LOG_BYTES (4 * 1024 * 1024)

/* All that one board, and the programs that work with it, say. The last lines are kept in memory for the screen; all of them go into a
 * file once a folder for it is known. Lines are numbered from 0 for ever; the oldest are dropped.
 *
 * property "file-problem" (boxed GError, nullable): why the file isn't complete
 * signal "changed" (): lines have come; at most five times a second */
#define NP_TYPE_BOARD_LOG (np_board_log_get_type ())
G_DECLARE_FINAL_TYPE (NpBoardLog, np_board_log, NP, BOARD_LOG, GObject)

NpBoardLog *np_board_log_new (const char *name); /* what its file's name ends in: the probe's serial number */

/**
 * np_board_log_append:
 * @bytes: of one line, any; what isn't printable is made visible
 * @length: in bytes, or -1 when @bytes end with a NUL
 */
void np_board_log_append (NpBoardLog *self, NpLogSource source, const char *bytes, gssize length);

guint64 np_board_log_get_first (NpBoardLog *self); /* number of the oldest line that is kept */
guint64 np_board_log_get_end (NpBoardLog *self);   /* one more than the newest's */
NpLogLine np_board_log_get_line (NpBoardLog *self, guint64 number); /* its text is valid until the next append, and until another line is got */

/**
 * np_board_log_set_folder:
 * @folder: where the file is made with the next line, beginning with those that are kept; the first folder that is given stays
 */
void np_board_log_set_folder (NpBoardLog *self, const char *folder);
const char *np_board_log_get_path (NpBoardLog *self); /* (nullable): of the file, once there is one */
const GError *np_board_log_get_file_problem (NpBoardLog *self);

/**
 * np_board_log_save_async:
 *
 * Writes the log to @destination: the whole file, or the lines that are kept where there is none.
 */
void np_board_log_save_async (NpBoardLog *self, GFile *destination, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean np_board_log_save_finish (NpBoardLog *self, GAsyncResult *result, GError **error);

G_END_DECLS
