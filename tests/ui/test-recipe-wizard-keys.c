/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "support-keys.h"
#include "support-wizard.h"

/* The wizard gone through with a real keyboard, for each of its recipes, and with a real mouse. */

/* With nothing but a keyboard */

#define MOST_STOPS 100

static void
go_to_row (NpTestWizard *fixture, const char *title)
{
  GtkWidget *row = np_test_wizard_get_row (fixture, title);

  for (guint i = 0; i < MOST_STOPS; i++)
    {
      GtkWidget *focus = gtk_window_get_focus (fixture->wizard);

      if (focus != NULL && (focus == row || gtk_widget_is_ancestor (focus, row)))
        return;
      np_test_press_key (fixture->wizard, "Tab");
    }
  g_error ("Tab doesn't reach “%s”", title);
}

typedef struct
{
  NpTestWizard *fixture;
  const char *title;
} Shown;

/* A button that is pressed by its mnemonic takes a moment. */
static gboolean
is_on_page (gpointer user_data)
{
  Shown *shown = user_data;

  return g_str_equal (np_test_wizard_get_page (shown->fixture), shown->title);
}

static void
act_by_keys (NpTestWizard *fixture, const NpTestAct *what)
{
  Shown shown = { fixture, what->title };

  if (what->kind != NP_TEST_NEXT)
    go_to_row (fixture, what->title);
  switch (what->kind)
    {
    case NP_TEST_TYPE:
      np_test_press_key (fixture->wizard, "ctrl+a");
      np_test_type (np_test_wizard_get_entry (fixture, what->title), what->text);
      break;
    case NP_TEST_CHOOSE:
    case NP_TEST_DECLARE: np_test_press_key (fixture->wizard, "space"); break;
    case NP_TEST_NEXT:
      np_test_press_key (fixture->wizard, "alt+n");
      np_test_wait_until (is_on_page, &shown);
      break;
    }
}

static void
test_keyboard (NpTestWizard *fixture, gconstpointer data)
{
  const NpTestWalk *walk = data;

  if (!np_test_has_hands ())
    return;
  np_test_give_keyboard (GTK_WINDOW (fixture->window));
  np_test_send_key ("alt+c");
  np_test_wait_until (np_test_wizard_has_dialog, fixture->window);
  fixture->wizard = np_test_find_dialog (GTK_WINDOW (fixture->window));
  np_test_wait_until (np_test_wizard_has_size, fixture->wizard);
  np_test_give_keyboard (fixture->wizard);
  for (guint i = 0; i < NP_TEST_MOST_ACTS && walk->acts[i].title != NULL; i++)
    act_by_keys (fixture, &walk->acts[i]);
  np_test_send_key ("alt+s");
  np_test_wait_until (np_test_wizard_has_no_dialog, fixture->window);
  np_test_run_main_loop ();
  np_test_wizard_assert_saved (fixture);
}

/* With a mouse; what can only be typed is typed where it was clicked. */

static void
click_button (NpTestWizard *fixture, const char *title)
{
  GtkWidget *button = np_test_find_button (GTK_WIDGET (fixture->wizard), title);

  g_assert_nonnull (button);
  np_test_click (button);
}

static void
act_by_mouse (NpTestWizard *fixture, const NpTestAct *what)
{
  Shown shown = { fixture, what->title };

  switch (what->kind)
    {
    case NP_TEST_TYPE:
      np_test_click (GTK_WIDGET (np_test_wizard_get_entry (fixture, what->title)));
      np_test_press_key (fixture->wizard, "ctrl+a");
      np_test_type (np_test_wizard_get_entry (fixture, what->title), what->text);
      break;
    case NP_TEST_CHOOSE: np_test_click (np_test_wizard_get_row (fixture, what->title)); break;
    case NP_TEST_DECLARE:
      np_test_click (np_test_wizard_find (np_test_wizard_get_row (fixture, what->title), np_test_wizard_is_switch, NULL));
      break;
    case NP_TEST_NEXT:
      click_button (fixture, "Next");
      np_test_wait_until (is_on_page, &shown);
      break;
    }
}

static void
test_mouse (NpTestWizard *fixture, gconstpointer data)
{
  const NpTestWalk *walk = data;

  if (!np_test_has_hands ())
    return;
  np_test_click (np_test_find_button (GTK_WIDGET (fixture->window), "Change…"));
  np_test_wait_until (np_test_wizard_has_dialog, fixture->window);
  fixture->wizard = np_test_find_dialog (GTK_WINDOW (fixture->window));
  np_test_wait_until (np_test_wizard_has_size, fixture->wizard);
  np_test_give_keyboard (fixture->wizard);
  for (guint i = 0; i < NP_TEST_MOST_ACTS && walk->acts[i].title != NULL; i++)
    act_by_mouse (fixture, &walk->acts[i]);
  click_button (fixture, "Save Recipe");
  np_test_wait_until (np_test_wizard_has_no_dialog, fixture->window);
  np_test_run_main_loop ();
  np_test_wizard_assert_saved (fixture);
}

int
main (int argc, char **argv)
{
  static const char *const by_mouse[] = { "wba6-oemirot-rdp1", "wb55-test" };
  guint n_walks;
  const NpTestWalk *walks = np_test_walks_get (&n_walks);

  np_test_init (&argc, &argv);
  for (guint i = 0; i < n_walks; i++)
    {
      g_autofree char *path = g_strconcat ("/recipe-wizard/keyboard/", walks[i].name, NULL);

      g_test_add (path, NpTestWizard, &walks[i], np_test_wizard_set_up, test_keyboard, np_test_wizard_tear_down);
    }
  for (guint i = 0; i < G_N_ELEMENTS (by_mouse); i++)
    {
      g_autofree char *path = g_strconcat ("/recipe-wizard/mouse/", by_mouse[i], NULL);

      g_test_add (path, NpTestWizard, np_test_walk_find (by_mouse[i]), np_test_wizard_set_up, test_mouse, np_test_wizard_tear_down);
    }
  return np_test_run ();
}
