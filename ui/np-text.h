/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * np_text_dup_duration:
 * @microseconds: a time span
 *
 * Returns: (transfer full): whole seconds as people read a stopwatch: "0:31", "1:02:03"
 */
char *np_text_dup_duration (gint64 microseconds);

/**
 * np_text_dup_probe:
 * @probe_serial: an ST-LINK's serial number
 *
 * Returns: (transfer full): what tells it from its neighbours: "ST-LINK …3A41", isolated for right-to-left text
 */
char *np_text_dup_probe (const char *probe_serial);

/* Returns: (transfer full): @text as it is, whichever way the text around it is read: a serial number, "100 %", "0x1F = 31" */
char *np_text_dup_isolated (const char *text);

/**
 * np_text_dup_sentence:
 * @text: (nullable): an error's message
 *
 * Returns: (transfer full) (nullable): beginning with a capital, for a place where nothing stands before it
 */
char *np_text_dup_sentence (const char *text);

/**
 * np_text_dup_time:
 * @seconds: since 1970
 *
 * Returns: (transfer full): "today 14:03", "21 November 2025"
 */
char *np_text_dup_time (gint64 seconds);

/* Returns: (transfer full): "Project" of "_Project" */
char *np_text_dup_without_mnemonic (const char *text);

G_END_DECLS
