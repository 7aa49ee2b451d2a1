/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How much of a place is used: a bar, and the same in words. */
#define NP_TYPE_SIZE_BAR (np_size_bar_get_type ())
G_DECLARE_FINAL_TYPE (NpSizeBar, np_size_bar, NP, SIZE_BAR, GtkWidget)

/**
 * np_size_bar_set:
 * @used: in bytes
 * @available: in bytes, 0 when not known: only words then
 * @title: (nullable): what is filled; %NULL hides the bar
 */
void np_size_bar_set (NpSizeBar *self, const char *title, gsize used, gsize available);

G_END_DECLS
