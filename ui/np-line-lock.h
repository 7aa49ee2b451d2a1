/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "session/np-session.h"

G_BEGIN_DECLS

/* The button of the header that keeps a project from being changed by slips while boards are made, and its state. It is remembered for each
 * project folder, on this computer.
 *
 * properties: session (nullable): whose project; locked (boolean, read-only)
 * action: "win.line-lock", the window's, is expected to call np_line_lock_toggle () */
#define NP_TYPE_LINE_LOCK (np_line_lock_get_type ())
G_DECLARE_FINAL_TYPE (NpLineLock, np_line_lock, NP, LINE_LOCK, AdwBin)

gboolean np_line_lock_is_locked (NpLineLock *self);

/* Locks at once; asks before it unlocks. */
void np_line_lock_toggle (NpLineLock *self);

G_END_DECLS
