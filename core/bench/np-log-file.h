/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A log on disk that only grows. Text is gathered, and written by worker threads: a slow disk holds up nobody. When it can't be
 * written any more (disk full), the rest is dropped, and told. */
#define NP_TYPE_LOG_FILE (np_log_file_get_type ())
G_DECLARE_FINAL_TYPE (NpLogFile, np_log_file, NP, LOG_FILE, GObject)

/**
 * np_log_file_new:
 * @path: of a file that must not be there; it is made with mode 0600
 */
NpLogFile *np_log_file_new (const char *path, GError **error);
const char *np_log_file_get_path (NpLogFile *self);
const GError *np_log_file_get_error (NpLogFile *self); /* (nullable): why nothing is written any more */

void np_log_file_append (NpLogFile *self, const char *text, gsize length);
void np_log_file_flush (NpLogFile *self); /* begins to write what was appended */

/* Copies all that was appended so far to @destination (mode 0600), replacing what is there. */
void np_log_file_save_async (NpLogFile *self, GFile *destination, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
gboolean np_log_file_save_finish (NpLogFile *self, GAsyncResult *result, GError **error);

G_END_DECLS
