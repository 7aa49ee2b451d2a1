/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What a window without a project shows: ways in, projects and work of late, and whether this computer has what real boards need.
 *
 * property (read-only): tools (NpTools)
 * action: welcome.fix-access */
#define NP_TYPE_WELCOME_VIEW (np_welcome_view_get_type ())
G_DECLARE_FINAL_TYPE (NpWelcomeView, np_welcome_view, NP, WELCOME_VIEW, AdwBin)

G_END_DECLS
