/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * np_settings_new:
 *
 * The program's settings. Their schema is the build folder's when the program runs from there, the installed one otherwise.
 *
 * Returns: (transfer full)
 */
GSettings *np_settings_new (void);

G_END_DECLS
