/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What sets the key: the whole program (through the table), or a view's own shortcut controller or bindings. */
typedef enum
{
  NP_SHORTCUT_PROGRAM,
  NP_SHORTCUT_VIEW,
  NP_SHORTCUT_TOOLKIT,
} NpShortcutOwner;

/**
 * NpShortcut:
 * @group: what it stands under
 * @title: what it does
 * @action: a detailed action name, "win.save"; %NULL when the toolkit or a view's callback does it
 * @keys: how it is pressed, as for gtk_accelerator_parse (), with spaces between several, and "..." between first and last of a row of keys
 */
typedef struct
{
  NpShortcutOwner owner;
  const char *group;
  const char *title;
  const char *action;
  const char *keys;
} NpShortcut;

/* Every key that does something, in the order in which the shortcuts window lists them. */
const NpShortcut *np_shortcuts_get_all (guint *n_shortcuts);

/* Gives the program's own keys to its actions. */
void np_shortcuts_set_up (GtkApplication *application);

/* Returns: (transfer full): a window that lists them all; gtk_window_present () shows it */
GtkWindow *np_shortcuts_window_new (GtkWindow *parent);

G_END_DECLS
