/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-window.h"

G_BEGIN_DECLS

/* The ways in which projects come into a window: its actions win.open, win.open-path, win.new-project, win.restore-draft,
 * win.try-simulated, win.try-sample (string: its name), and what is dropped on it. */

void np_window_opening_install (GtkWidgetClass *window_class);
void np_window_opening_set_up (NpWindow *window);

G_END_DECLS
