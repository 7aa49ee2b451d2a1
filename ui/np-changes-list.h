/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * np_changes_list_new:
 * @changes: (element-type NpChange): what differs
 *
 * Returns: (transfer floating): a list of it for a dialog: what, the former value, the new one
 */
GtkWidget *np_changes_list_new (GPtrArray *changes);

G_END_DECLS
