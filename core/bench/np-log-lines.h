/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NpLogSource:
 * @NP_LOG_SOURCE_RUN: Nameplate itself: steps, command lines, outcome
 * @NP_LOG_SOURCE_TOOL: output of STM32CubeProgrammer or of a script
 * @NP_LOG_SOURCE_SERIAL: what the board sent over its serial port
 */
typedef enum
{
  NP_LOG_SOURCE_RUN,
  NP_LOG_SOURCE_TOOL,
  NP_LOG_SOURCE_SERIAL,
} NpLogSource;

/**
 * NpLogLine:
 * @time: when it came, in µs since 1970
 * @source: who said it
 * @text: printable UTF-8, one line
 */
typedef struct
{
  gint64 time;
  NpLogSource source;
  const char *text;
} NpLogLine;

/* The last lines of a log, compressed: with 64 boards' logs full there are more than half a million. Lines are numbered from 0 for ever. */
typedef struct _NpLogLines NpLogLines;

NpLogLines *np_log_lines_new (void);
void np_log_lines_free (NpLogLines *self);

void np_log_lines_append (NpLogLines *self, gint64 time, NpLogSource source, const char *text);
void np_log_lines_drop_first (NpLogLines *self); /* there has to be one */

guint64 np_log_lines_get_first (const NpLogLines *self); /* number of the oldest line that is kept */
guint64 np_log_lines_get_end (const NpLogLines *self);   /* one more than the newest's */
gsize np_log_lines_get_size (const NpLogLines *self);    /* of the texts, in bytes */

/* @number: from first up to, not with, end. Returns: (transfer none): its text is valid until the next change, and until another line is got */
NpLogLine np_log_lines_get (NpLogLines *self, guint64 number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpLogLines, np_log_lines_free)

G_END_DECLS
