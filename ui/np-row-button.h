/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * np_row_button_new:
 * @words: what it does, for its tooltip and for screen readers
 * @target: (transfer floating): the action's parameter
 *
 * Returns: (transfer floating): a flat button with an icon, for the end of a row
 */
GtkWidget *np_row_button_new (const char *icon_name, const char *words, const char *action, GVariant *target);

G_END_DECLS
