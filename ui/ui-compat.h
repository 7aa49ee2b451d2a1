/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Dialogs, apart from the code that asks: AdwMessageDialog and GtkFileChooserNative are what GTK 4.8 and libadwaita 1.2 have, and
 * what later versions replace. */

/**
 * np_ui_show_error:
 * @parent: (nullable): the window that it is about
 * @heading: what didn't happen
 *
 * Tells @error, with one thing to do where the error is one of ours.
 */
void np_ui_show_error (GtkWindow *parent, const char *heading, const GError *error);

/**
 * np_ui_ask_async:
 * @cancel: the response that changes nothing; also the default, and that of closing the dialog
 * @accept: the other one
 */
void np_ui_ask_async (GtkWindow *parent, const char *heading, const char *body, const char *cancel, const char *accept,
                      AdwResponseAppearance appearance, GAsyncReadyCallback callback, gpointer user_data);
gboolean np_ui_ask_finish (GAsyncResult *result); /* TRUE: accepted */

/**
 * np_ui_choose_file_async:
 * @action: open a file, or select a folder
 * @filter_name: (nullable): what @patterns are called
 * @patterns: (nullable): "*.json" …
 */
void np_ui_choose_file_async (GtkWindow *parent, const char *title, GtkFileChooserAction action, const char *filter_name,
                              const char *const *patterns, GAsyncReadyCallback callback, gpointer user_data);
GFile *np_ui_choose_file_finish (GAsyncResult *result); /* (transfer full) (nullable): NULL when none was chosen */

G_END_DECLS
