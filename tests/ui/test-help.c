/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-about.h"
#include "np-guide-pages.h"
#include "np-guide-window.h"
#include "np-hex-view.h"
#include "np-shortcuts.h"
#include "support-frame.h"

/* Help */

/* One key and what it does, as text: "F2 board.name", "1" when a callback does it. Keys of the number pad do what their twins do. */
static void
add_keys (GHashTable *found, const char *keys, const char *action)
{
  g_auto(GStrv) alternatives = g_strsplit (keys, "|", -1);

  for (guint i = 0; alternatives[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      guint key;
      GdkModifierType modifiers;

      if (!gtk_accelerator_parse (alternatives[i], &key, &modifiers))
        g_error ("“%s” is no key", alternatives[i]);
      name = gtk_accelerator_name (key, modifiers);
      if (strstr (name, "KP_") == NULL)
        g_hash_table_add (found, g_strdup_printf ("%s %s", name, action != NULL ? action : "(callback)"));
    }
}

/* What a window or a menu knows by itself isn't a view's; in the bytes of an image keys are those of any grid. */
static gboolean
has_keys_of_ours (GtkWidget *widget)
{
  return g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Np") && !GTK_IS_WINDOW (widget) && !NP_IS_HEX_VIEW (widget);
}

static gboolean
is_ours (const char *action)
{
  static const char *const prefixes[] = { "project.", "bench.", "bench-page.", "board.", "detail.", "bytes." };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (action, prefixes[i]))
      return TRUE;
  return FALSE;
}

static void
collect_shortcut (GtkWidget *widget, GtkShortcut *shortcut, GHashTable *found)
{
  GtkShortcutAction *action = gtk_shortcut_get_action (shortcut);
  g_autofree char *keys = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

  if (GTK_IS_NAMED_ACTION (action) && is_ours (gtk_named_action_get_action_name (GTK_NAMED_ACTION (action))))
    add_keys (found, keys, gtk_named_action_get_action_name (GTK_NAMED_ACTION (action)));
  else if (GTK_IS_CALLBACK_ACTION (action) && has_keys_of_ours (widget))
    add_keys (found, keys, NULL);
}

/* Those of shortcut controllers, and the bindings of classes, which are one, too. */
static void
collect_shortcuts (GtkWidget *widget, GHashTable *found)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr(GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

          collect_shortcut (widget, shortcut, found);
        }
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect_shortcuts (child, found);
}

/* "1...8" is eight keys. */
static void
add_listed (GHashTable *listed, const NpShortcut *shortcut)
{
  g_auto(GStrv) keys = g_strsplit (shortcut->keys, " ", -1);

  for (guint i = 0; keys[i] != NULL; i++)
    if (strstr (keys[i], "...") == NULL)
      add_keys (listed, keys[i], shortcut->action);
    else
      for (char key = keys[i][0]; key <= keys[i][strlen (keys[i]) - 1]; key++)
        add_keys (listed, (const char[]) { key, '\0' }, shortcut->action);
}

static void
assert_all_in (GHashTable *keys, GHashTable *others, const char *message)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (others, key))
      g_error ("“%s” %s", (const char *) key, message);
}

/* What the table lists is there, and what is there is listed. */
static void
test_shortcuts_are_real (FrameFixture *fixture, gconstpointer data)
{
  g_autoptr(GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) listed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_shortcuts;
  const NpShortcut *shortcuts = np_shortcuts_get_all (&n_shortcuts);

  frame_open_project (fixture);
  collect_shortcuts (GTK_WIDGET (fixture->window), found);
  for (guint i = 0; i < n_shortcuts; i++)
    if (shortcuts[i].owner == NP_SHORTCUT_VIEW)
      add_listed (listed, &shortcuts[i]);
  assert_all_in (listed, found, "is listed, and no such key does anything");
  assert_all_in (found, listed, "does something, and the shortcuts window doesn't list it");
}

/* On any page of the window. */
static gboolean
has_label (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_text (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;
  return FALSE;
}

static void
test_shortcuts_window (FrameFixture *fixture, gconstpointer data)
{
  guint n_shortcuts;
  const NpShortcut *shortcuts = np_shortcuts_get_all (&n_shortcuts);
  GtkWindow *window;

  frame_open_project (fixture);
  g_action_group_activate_action (G_ACTION_GROUP (np_test_get_application ()), "shortcuts", NULL);
  np_test_run_main_loop ();
  window = frame_find_window (GTK_TYPE_SHORTCUTS_WINDOW);
  g_assert_nonnull (window);
  for (guint i = 0; i < n_shortcuts; i++)
    if (!has_label (GTK_WIDGET (window), shortcuts[i].title))
      g_error ("“%s” isn't shown", shortcuts[i].title);
  np_test_take_picture (window, "shortcuts");
  gtk_window_destroy (window);
}

static void
test_debug_information (FrameFixture *fixture, gconstpointer data)
{
  static const char *const parts[] = { "Nameplate " NP_VERSION, "GTK 4.", "libadwaita 1.", "GLib 2.", "OpenSSL 3.", "System: ", "Renderer: Gsk",
                                       "Display: Gdk", "STM32CubeProgrammer", "Serial access: ", "Bench: simulated", "Platform: stm32wba6" };
  g_autofree char *text = NULL;

  frame_open_project (fixture);
  text = np_about_dup_debug_information (GTK_WINDOW (fixture->window));
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (strstr (text, parts[i]) == NULL)
      g_error ("“%s” isn't in:\n%s", parts[i], text);
  /* Nothing of the project, nor of whose computer it is */
  g_assert_null (strstr (text, "Sample Lamp"));
  g_assert_null (strstr (text, fixture->folder));
  g_assert_null (strstr (text, g_get_home_dir ()));
  g_assert_null (strstr (text, "20202021"));
}

static void
test_about (FrameFixture *fixture, gconstpointer data)
{
  GtkWindow *window;

  frame_open_project (fixture);
  g_action_group_activate_action (G_ACTION_GROUP (np_test_get_application ()), "about", NULL);
  np_test_run_main_loop ();
  window = frame_find_window (ADW_TYPE_ABOUT_WINDOW);
  g_assert_nonnull (window);
  g_assert_true (np_test_shows_text (GTK_WIDGET (window), NP_VERSION));
  np_test_take_picture (window, "about");
  gtk_window_destroy (window);
}

/* Every paragraph of every page is shown, and is a stop of its own for arrow keys and screen readers. */
static void
test_guide (FrameFixture *fixture, gconstpointer data)
{
  guint n_pages;
  const NpGuidePage *pages = np_guide_pages_get_all (&n_pages);
  GtkWindow *window;

  frame_open_window (fixture);
  g_action_group_activate_action (G_ACTION_GROUP (np_test_get_application ()), "guide", NULL);
  g_action_group_activate_action (G_ACTION_GROUP (np_test_get_application ()), "guide", NULL);
  np_test_run_main_loop ();
  window = frame_find_window (NP_TYPE_GUIDE_WINDOW);
  g_assert_nonnull (window);
  for (guint i = 0; i < n_pages; i++)
    {
      g_autofree char *name = g_strdup_printf ("guide-%s", pages[i].id);

      np_guide_window_show_page (NP_GUIDE_WINDOW (window), pages[i].id);
      np_test_run_main_loop ();
      for (const NpGuideItem *item = pages[i].items; item->text != NULL; item++)
        if (!np_test_shows_text (GTK_WIDGET (window), item->text))
          g_error ("“%s” isn't shown", item->text);
      np_test_take_picture (window, name);
    }
  gtk_window_close (window);
  np_test_run_main_loop ();
  g_assert_null (frame_find_window (NP_TYPE_GUIDE_WINDOW));
}

static GtkWidget *
find_child (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type) && gtk_widget_get_mapped (root))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_child (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* From the list of pages into the page, and through it. */
static void
test_guide_keyboard (FrameFixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();
  NpGuideWindow *guide = np_guide_window_new ();
  GtkWidget *focus;

  gtk_window_present (GTK_WINDOW (guide));
  np_test_run_main_loop ();
  gtk_widget_grab_focus (find_child (GTK_WIDGET (guide), GTK_TYPE_LIST_BOX_ROW));
  for (guint i = 0; i < 6 && rows->len == 0; i++)
    {
      gtk_widget_child_focus (GTK_WIDGET (guide), GTK_DIR_TAB_FORWARD);
      focus = gtk_window_get_focus (GTK_WINDOW (guide));
      if (focus != NULL && GTK_IS_LIST_BOX_ROW (focus) && gtk_widget_has_css_class (gtk_widget_get_parent (focus), "guide"))
        g_ptr_array_add (rows, focus);
    }
  g_assert_cmpuint (rows->len, ==, 1);
  gtk_test_accessible_assert_role (rows->pdata[0], GTK_ACCESSIBLE_ROLE_LIST_ITEM);
  gtk_widget_child_focus (gtk_widget_get_parent (rows->pdata[0]), GTK_DIR_DOWN);
  focus = gtk_window_get_focus (GTK_WINDOW (guide));
  g_assert_true (GTK_IS_LIST_BOX_ROW (focus));
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)), ==, 1);
  gtk_test_accessible_assert_property (
      focus, GTK_ACCESSIBLE_PROPERTY_LABEL,
      "1. Press “Try on the Simulated Bench”. A sample project opens: an STM32WBA6 lamp with the public test certificates.");
  gtk_window_destroy (GTK_WINDOW (guide));
}

/* Who can't click has the keys and the role of what reacts to clicks: our own widgets that listen for them are of a kind that people and screen
 * readers expect to do something. */
static void
check_clicked (GtkWidget *widget, guint *n_clicked)
{
  static const GtkAccessibleRole roles[] = { GTK_ACCESSIBLE_ROLE_BUTTON, GTK_ACCESSIBLE_ROLE_GRID, GTK_ACCESSIBLE_ROLE_GRID_CELL, GTK_ACCESSIBLE_ROLE_LINK,
                                             GTK_ACCESSIBLE_ROLE_LIST_ITEM, GTK_ACCESSIBLE_ROLE_TEXT_BOX };
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean clicked = FALSE, expected = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GObject) controller = g_list_model_get_item (controllers, i);

      clicked |= GTK_IS_GESTURE_CLICK (controller) && gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller)) <= GDK_BUTTON_PRIMARY;
    }
  for (guint i = 0; i < G_N_ELEMENTS (roles); i++)
    expected |= gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget)) == roles[i];
  if (clicked && g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Np") && !GTK_IS_WINDOW (widget))
    {
      (*n_clicked)++;
      if (!expected || !gtk_widget_get_focusable (widget))
        g_error ("%s reacts to clicks, and nobody would know", G_OBJECT_TYPE_NAME (widget));
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    check_clicked (child, n_clicked);
}

static void
test_clicked_have_roles (FrameFixture *fixture, gconstpointer data)
{
  guint n_clicked = 0;

  frame_open_project (fixture);
  check_clicked (GTK_WIDGET (fixture->window), &n_clicked);
  g_assert_cmpuint (n_clicked, >, 0);
}

static void
add_tests (void)
{
  FRAME_ADD ("/help/shortcuts-are-real", test_shortcuts_are_real);
  FRAME_ADD ("/help/clicked-have-roles", test_clicked_have_roles);
  FRAME_ADD ("/help/shortcuts-window", test_shortcuts_window);
  FRAME_ADD ("/help/debug-information", test_debug_information);
  FRAME_ADD ("/help/about", test_about);
  FRAME_ADD ("/help/guide", test_guide);
  FRAME_ADD ("/help/guide-keyboard", test_guide_keyboard);
}

int
main (int argc, char **argv)
{
  return frame_run (&argc, &argv, add_tests);
}
