/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A line is broken where it gets longer than this many bytes: what has no line ends must not pile up. */
#define NP_LINE_MAX_LENGTH 4096

/**
 * NpLineFunc:
 * @bytes: the line without its end: any bytes, not ended by a NUL
 * @length: in bytes, at most %NP_LINE_MAX_LENGTH
 */
typedef void (*NpLineFunc) (const char *bytes, gsize length, gpointer user_data);

/* Lines out of a stream that comes in pieces of any size: ended by LF, CR LF or a lone CR. */
typedef struct _NpLineSplitter NpLineSplitter;

NpLineSplitter *np_line_splitter_new (NpLineFunc func, gpointer user_data);
void np_line_splitter_free (NpLineSplitter *self);
void np_line_splitter_feed (NpLineSplitter *self, const guint8 *data, gsize length);
gboolean np_line_splitter_has_rest (NpLineSplitter *self); /* a line has begun and hasn't ended */
void np_line_splitter_end (NpLineSplitter *self);          /* what has begun counts as a line */

/**
 * np_line_dup_visible:
 * @bytes: of a line, any
 *
 * Terminal colours are taken out. What can't be shown is made visible: bytes that aren't UTF-8, control characters and those that
 * change a line's direction or end it become "\xE9".
 *
 * Returns: (transfer full): printable UTF-8 of one line
 */
char *np_line_dup_visible (const char *bytes, gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpLineSplitter, np_line_splitter_free)

G_END_DECLS
