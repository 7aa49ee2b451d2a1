/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-shortcuts.h"

#define GENERAL N_ ("General")
#define PROJECT N_ ("Project")
#define BENCH N_ ("Bench")
#define BOARD N_ ("Board")
#define VIEWS N_ ("Views")

static const NpShortcut shortcuts[] = {
  { NP_SHORTCUT_PROGRAM, PROJECT, N_ ("New project from factory data"), "win.new-project", "<Control>n" },
  { NP_SHORTCUT_PROGRAM, PROJECT, N_ ("Open a project, factory data or an image"), "win.open", "<Control>o" },
  { NP_SHORTCUT_PROGRAM, PROJECT, N_ ("Save"), "win.save", "<Control>s" },
  { NP_SHORTCUT_VIEW, PROJECT, N_ ("Undo an edit"), "project.undo", "<Control>z" },
  { NP_SHORTCUT_VIEW, PROJECT, N_ ("Redo it"), "project.redo", "<Control><Shift>z <Control>y" },
  { NP_SHORTCUT_VIEW, PROJECT, N_ ("Show or hide the side pane"), "project.toggle-pane", "F9" },
  { NP_SHORTCUT_VIEW, PROJECT, N_ ("Copy the bytes of a field"), "bytes.copy", "<Control>c" },
  { NP_SHORTCUT_VIEW, PROJECT, N_ ("Paste them"), "bytes.paste", "<Control>v" },
  { NP_SHORTCUT_VIEW, PROJECT, N_ ("Remove them"), "bytes.clear", "Delete" },

  { NP_SHORTCUT_VIEW, BENCH, N_ ("Write all ready boards"), "bench.write", "<Control>Return" },
  { NP_SHORTCUT_VIEW, BENCH, N_ ("Retry failed boards"), "bench.retry", "<Control>r" },
  { NP_SHORTCUT_VIEW, BENCH, N_ ("Stop after the current step"), "bench.escape", "Escape" },
  { NP_SHORTCUT_VIEW, BENCH, N_ ("Look for boards"), "bench.refresh", "F5" },
  { NP_SHORTCUT_VIEW, BENCH, N_ ("Go to a port"), NULL, "1...8" },
  { NP_SHORTCUT_VIEW, BENCH, N_ ("Wall View"), "bench.wall", "F11" },

  { NP_SHORTCUT_VIEW, BOARD, N_ ("Show it in detail"), "board.show-detail", "space" },
  { NP_SHORTCUT_VIEW, BOARD, N_ ("Show or hide the detail"), "bench-page.toggle-detail", "F9" },
  { NP_SHORTCUT_VIEW, BOARD, N_ ("Show its log, when it is shown in detail"), "detail.show-log", "<Control>l" },
  { NP_SHORTCUT_VIEW, BOARD, N_ ("Find in its log"), "detail.find", "<Control>f" },
  { NP_SHORTCUT_VIEW, BOARD, N_ ("Menu"), NULL, "Menu <Shift>F10" },
  { NP_SHORTCUT_VIEW, BOARD, N_ ("Copy its details"), "board.copy-details", "<Control>c" },
  { NP_SHORTCUT_VIEW, BOARD, N_ ("Name its port"), "board.name", "F2" },
  { NP_SHORTCUT_VIEW, BOARD, N_ ("Move it left, in a list up"), NULL, "<Control><Shift>Left" },
  { NP_SHORTCUT_VIEW, BOARD, N_ ("Move it right, in a list down"), NULL, "<Control><Shift>Right" },
  { NP_SHORTCUT_VIEW, BOARD, N_ ("Forget a port without a board"), "board.forget", "Delete" },

  { NP_SHORTCUT_PROGRAM, VIEWS, N_ ("Project"), "win.show-view(0)", "<Alt>1" },
  { NP_SHORTCUT_PROGRAM, VIEWS, N_ ("Bench"), "win.show-view(1)", "<Alt>2" },

  { NP_SHORTCUT_PROGRAM, GENERAL, N_ ("User guide"), "app.guide", "F1" },
  { NP_SHORTCUT_TOOLKIT, GENERAL, N_ ("Main menu"), NULL, "F10" },
  { NP_SHORTCUT_PROGRAM, GENERAL, N_ ("Preferences"), "app.preferences", "<Control>comma" },
  { NP_SHORTCUT_PROGRAM, GENERAL, N_ ("Keyboard shortcuts"), "app.shortcuts", "<Control>question" },
  { NP_SHORTCUT_PROGRAM, GENERAL, N_ ("New window"), "app.new-window", "<Control><Shift>n" },
  { NP_SHORTCUT_PROGRAM, GENERAL, N_ ("Close the window"), "window.close", "<Control>w" },
  { NP_SHORTCUT_PROGRAM, GENERAL, N_ ("Quit"), "app.quit", "<Control>q" },
};

const NpShortcut *
np_shortcuts_get_all (guint *n_shortcuts)
{
  *n_shortcuts = G_N_ELEMENTS (shortcuts);
  return shortcuts;
}

void
np_shortcuts_set_up (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    {
      g_auto(GStrv) keys = g_strsplit (shortcuts[i].keys, " ", -1);

      if (shortcuts[i].owner == NP_SHORTCUT_PROGRAM)
        gtk_application_set_accels_for_action (application, shortcuts[i].action, (const char *const *) keys);
    }
}

/* The shortcuts window of GTK 4.8 can only be built from XML. */

static void
append_object (GString *xml, const char *class_name, const char *first, const char *second)
{
  g_string_append_printf (xml, "<child><object class='%s'>%s%s", class_name, first, second);
}

static char *
dup_property (const char *name, const char *value)
{
  return g_markup_printf_escaped ("<property name='%s'>%s</property>", name, value);
}

static void
append_shortcut (GString *xml, const NpShortcut *shortcut)
{
  g_autofree char *title = dup_property ("title", _(shortcut->title));
  g_autofree char *keys = dup_property ("accelerator", shortcut->keys);

  append_object (xml, "GtkShortcutsShortcut", title, keys);
  g_string_append (xml, "</object></child>");
}

static void
append_group (GString *xml, const char *group)
{
  g_autofree char *title = dup_property ("title", _(group));

  append_object (xml, "GtkShortcutsGroup", title, "");
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (g_str_equal (shortcuts[i].group, group))
      append_shortcut (xml, &shortcuts[i]);
  g_string_append (xml, "</object></child>");
}

/* GTK 4.8 gives its search button no name. */
static void
name_search_button (GtkWidget *widget)
{
  if (GTK_IS_TOGGLE_BUTTON (widget) && g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (widget)), "edit-find-symbolic") == 0)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search"), -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_search_button (child);
}

GtkWindow *
np_shortcuts_window_new (GtkWindow *parent)
{
  g_autoptr(GString) xml = g_string_new ("<interface><object class='GtkShortcutsWindow' id='window'><property name='modal'>1</property>");
  g_autoptr(GtkBuilder) builder = NULL;
  GtkWindow *window;

  append_object (xml, "GtkShortcutsSection", "<property name='section-name'>all</property>", "<property name='max-height'>12</property>");
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    if (i == 0 || !g_str_equal (shortcuts[i].group, shortcuts[i - 1].group))
      append_group (xml, shortcuts[i].group);
  g_string_append (xml, "</object></child></object></interface>");
  builder = gtk_builder_new_from_string (xml->str, (gssize) xml->len);
  window = GTK_WINDOW (gtk_builder_get_object (builder, "window"));
  gtk_window_set_transient_for (window, parent);
  name_search_button (GTK_WIDGET (window));
  return window;
}
