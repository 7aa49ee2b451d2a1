/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "np-application.h"
#include "np-unsaved-work.h"
#include "session/np-session.h"

G_BEGIN_DECLS

/* One project, or the welcome. Its bench is the one that its specification names: see np_application_get_bench ().
 *
 * properties: session (read-only, nullable), bench-name (string)
 * actions: win.open, win.new-project, win.save, win.change-recipe, win.undo, win.redo, win.show-view (int: its position), win.open-path
 * (string), win.restore-draft (string: the draft's folder), win.try-simulated,
 * win.use-simulated-bench, win.choose-programmer */
#define NP_TYPE_WINDOW (np_window_get_type ())
G_DECLARE_FINAL_TYPE (NpWindow, np_window, NP, WINDOW, AdwApplicationWindow)

NpWindow *np_window_new (NpApplication *application, const char *bench_name);
NpSession *np_window_get_session (NpWindow *self); /* (nullable) */
gboolean np_window_is_taken (NpWindow *self); /* by a project, or by one that is being set up */
const char *np_window_get_bench_name (NpWindow *self);
NpUnsavedWork *np_window_get_unsaved_work (NpWindow *self); /* (nullable): of its project */
gboolean np_window_is_running (NpWindow *self); /* boards are being written */

/**
 * np_window_open_project:
 * @problems: (element-type NpProblem): what was found when it was read
 *
 * Asks for the platform first when the project doesn't say it.
 */
void np_window_open_project (NpWindow *self, NpProject *project, GPtrArray *problems);

void np_window_show_view (NpWindow *self, const char *name); /* "project", "bench" */

/**
 * np_window_set_bench_name:
 *
 * Takes the project to another bench (or to the same one made anew). Not while boards are being written.
 */
void np_window_set_bench_name (NpWindow *self, const char *bench_name);

/**
 * np_window_stop_and_close:
 *
 * Lets each board end the step that it is in, then closes; at once when nothing is being written. Asks nothing: what isn't saved is kept
 * as a draft.
 */
void np_window_stop_and_close (NpWindow *self);

G_END_DECLS
