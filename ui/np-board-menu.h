/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * np_board_menu_new:
 * @statuses: (element-type NpBoardStatus): the boards that it is for
 * @is_list: they stand above each other, not side by side
 * @direction: of text
 *
 * Returns: (transfer full): what can be done with them; what can't be done now isn't shown
 */
GMenuModel *np_board_menu_new (GPtrArray *statuses, gboolean is_list, GtkTextDirection direction);

G_END_DECLS
