/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-window.h"

G_BEGIN_DECLS

/**
 * np_about_dup_debug_information:
 * @window: (nullable): whose bench and display it is about
 *
 * Versions, bench and display, for a problem report: no project data, no secrets, the home folder as "~".
 *
 * Returns: (transfer full)
 */
char *np_about_dup_debug_information (GtkWindow *window);

void np_about_show (GtkWindow *parent /* (nullable) */);

G_END_DECLS
