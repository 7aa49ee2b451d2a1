/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether a file is still the one that was read or written here: by its contents, so that nothing of ours alarms it.
 *
 * signal "changed": another program has made it another one; told of each that it makes of it, once */
#define NP_TYPE_FILE_WATCH (np_file_watch_get_type ())
G_DECLARE_FINAL_TYPE (NpFileWatch, np_file_watch, NP, FILE_WATCH, GObject)

NpFileWatch *np_file_watch_new (const char *path);

void np_file_watch_remember (NpFileWatch *self);
gboolean np_file_watch_is_changed (NpFileWatch *self);

G_END_DECLS
