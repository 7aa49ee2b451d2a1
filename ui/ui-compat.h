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

/* Which of two buttons was pressed; none when the dialog was closed: nothing is to happen then. */
typedef enum
{
  NP_UI_ANSWER_NONE,
  NP_UI_ANSWER_FIRST,
  NP_UI_ANSWER_SECOND,
} NpUiAnswer;

/**
 * np_ui_ask_two_async:
 * @child: (nullable) (transfer floating): shown below @body
 * @second: what Enter presses when it is the suggested one
 */
void np_ui_ask_two_async (GtkWindow *parent, const char *heading, const char *body, GtkWidget *child, const char *first,
                          AdwResponseAppearance first_appearance, const char *second, AdwResponseAppearance second_appearance,
                          GAsyncReadyCallback callback, gpointer user_data);
NpUiAnswer np_ui_ask_two_finish (GAsyncResult *result);

/**
 * np_ui_ask_passphrase_async:
 * @accept: the button that takes the passphrase
 * @may_be_empty: whether that button works without one
 */
void np_ui_ask_passphrase_async (GtkWindow *parent, const char *heading, const char *body, const char *accept, gboolean may_be_empty,
                                 GAsyncReadyCallback callback, gpointer user_data);
GBytes *np_ui_ask_passphrase_finish (GAsyncResult *result); /* (transfer full) (nullable): cleared when dropped; NULL: cancelled */

/**
 * np_ui_ask_name_async:
 * @name: (nullable): what it is called now
 * @accept: the button that takes the name
 * @max_length: in characters
 * @may_be_empty: whether that button works without one
 */
void np_ui_ask_name_async (GtkWindow *parent, const char *heading, const char *body, const char *name, int max_length, const char *accept,
                           gboolean may_be_empty, GAsyncReadyCallback callback, gpointer user_data);
char *np_ui_ask_name_finish (GAsyncResult *result); /* (transfer full) (nullable): without white space around it; NULL: cancelled */

/**
 * np_ui_choose_save_file_async:
 * @name: what the file is called if the user doesn't say otherwise
 *
 * Asks where to write a file; np_ui_choose_file_finish () tells.
 */
void np_ui_choose_save_file_async (GtkWindow *parent, const char *title, const char *name, GAsyncReadyCallback callback, gpointer user_data);

/**
 * np_ui_choose_file_async:
 * @action: open a file, or select a folder
 * @filter_name: (nullable): what @patterns are called
 * @patterns: (nullable): "*.json" …
 */
void np_ui_choose_file_async (GtkWindow *parent, const char *title, GtkFileChooserAction action, const char *filter_name,
                              const char *const *patterns, GAsyncReadyCallback callback, gpointer user_data);
GFile *np_ui_choose_file_finish (GAsyncResult *result); /* (transfer full) (nullable): has a path; NULL when none was chosen */

/**
 * np_ui_password_row_new:
 * @title: what the row asks for; its toggle is called by it, too: libadwaita 1.2 gives that no name
 */
GtkWidget *np_ui_password_row_new (const char *title);

G_END_DECLS
