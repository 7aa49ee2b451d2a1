/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "project/np-project.h"

G_BEGIN_DECLS

/* Asks what a project that was made from an ST JSON file or an image can't know: what the boards are, and where their factory data go.
 *
 * properties: project (construct-only); platform (uint): which of the platforms is chosen, 1…, 0 for none; address (string): as typed; address-valid
 * (boolean, read-only)
 * signal "done": the project's recipe has been set, the dialog closes; not emitted when it was cancelled
 * action: setup.accept */
#define NP_TYPE_SETUP_DIALOG (np_setup_dialog_get_type ())
G_DECLARE_FINAL_TYPE (NpSetupDialog, np_setup_dialog, NP, SETUP_DIALOG, AdwWindow)

/**
 * np_setup_dialog_new:
 * @problems: (element-type NpProblem): what was found when the project was read
 */
GtkWidget *np_setup_dialog_new (GtkWindow *parent, NpProject *project, GPtrArray *problems);
NpProject *np_setup_dialog_get_project (NpSetupDialog *self);

G_END_DECLS
