/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "np-benches.h"

G_BEGIN_DECLS

/* nameplate [--bench hardware|simulated[:FOLDER]] [FOLDER|FILE.json|FILE.bin]…
 *
 * actions: app.new-window, app.preferences, app.guide, app.shortcuts, app.about, app.quit */
#define NP_TYPE_APPLICATION (np_application_get_type ())
G_DECLARE_FINAL_TYPE (NpApplication, np_application, NP, APPLICATION, AdwApplication)

typedef struct _NpWindow NpWindow;

NpApplication *np_application_new (GApplicationFlags flags);

NpBench *np_application_get_bench (NpApplication *self, const char *name, const NpPlatform *platform, GError **error); /* np_benches_get () */

/**
 * np_application_open_file:
 * @window: (nullable): whose bench is taken; it shows the project itself when it has none yet
 *
 * Opens a project, ST JSON file or image; one that is open already comes to the front.
 */
void np_application_open_file (NpApplication *self, NpWindow *window, GFile *file);

/**
 * np_application_restore_draft:
 * @path: the folder of an #NpDraft
 *
 * Opens the draft's project (or a new one, when it was never saved) with the draft's edits in it.
 */
void np_application_restore_draft (NpApplication *self, NpWindow *window, const char *path);

/* The sample project on the simulated bench, or on the window's own when that is simulated. */
void np_application_open_sample (NpApplication *self, NpWindow *window);

/* One of np_project_sample_get () on a simulated bench of its platform. */
void np_application_open_sample_project (NpApplication *self, NpWindow *window, const char *name);

G_END_DECLS
