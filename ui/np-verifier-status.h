/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "project/np-editor.h"

G_BEGIN_DECLS

/* Whether the verifier is the passcode's, and a button that makes it so. */
#define NP_TYPE_VERIFIER_STATUS (np_verifier_status_get_type ())
G_DECLARE_FINAL_TYPE (NpVerifierStatus, np_verifier_status, NP, VERIFIER_STATUS, GtkWidget)

GtkWidget *np_verifier_status_new (NpEditor *editor);

G_END_DECLS
