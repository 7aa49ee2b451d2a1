/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The user guide: a list of pages, and the page. Read by arrow keys, too: each paragraph is a row.
 *
 * action: guide.back */
#define NP_TYPE_GUIDE_WINDOW (np_guide_window_get_type ())
G_DECLARE_FINAL_TYPE (NpGuideWindow, np_guide_window, NP, GUIDE_WINDOW, AdwWindow)

NpGuideWindow *np_guide_window_new (void);
void np_guide_window_show_page (NpGuideWindow *self, const char *id); /* a page's id, see np_guide_pages_get_all () */

G_END_DECLS
