/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-editor.h"

G_BEGIN_DECLS

/* Keeps a project's unsaved work as an #NpDraft, a second after each edit at the latest, so that no end of the program loses it. What
 * is saved, or undone, has none. */
#define NP_TYPE_AUTOSAVE (np_autosave_get_type ())
G_DECLARE_FINAL_TYPE (NpAutosave, np_autosave, NP, AUTOSAVE, GObject)

NpAutosave *np_autosave_new (NpEditor *editor);

/**
 * np_autosave_flush:
 *
 * Writes now what isn't written yet.
 *
 * Returns: %FALSE with @error when there is unsaved work that isn't kept
 */
gboolean np_autosave_flush (NpAutosave *self, GError **error);

/* The work is saved or not wanted: removes its draft. The next edit begins another. */
void np_autosave_discard (NpAutosave *self);

/* Returns: (nullable): the draft's folder, while there is one */
const char *np_autosave_get_path (NpAutosave *self);

G_END_DECLS
