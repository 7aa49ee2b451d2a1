/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-state-look.h"
#include "support.h"

#define N_STATES (NP_BOARD_STATE_STOP + 1)

/* Who can't see colours tells states by word and icon. */
static void
test_distinct (void)
{
  for (guint i = 0; i < N_STATES; i++)
    for (guint j = 0; j < i; j++)
      {
        g_assert_cmpstr (np_state_look_get (i)->icon, !=, np_state_look_get (j)->icon);
        g_assert_cmpstr (np_state_look_get (i)->css_class, !=, np_state_look_get (j)->css_class);
        g_assert_cmpstr (np_state_look_get_word (i), !=, np_state_look_get_word (j));
        g_assert_cmpstr (np_state_look_get_spoken (i), !=, np_state_look_get_spoken (j));
      }
}

static void
test_words_fit (void)
{
  for (guint i = 0; i < N_STATES; i++)
    g_assert_cmpint (g_utf8_strlen (np_state_look_get_word (i), -1), <=, 6);
}

static void
test_icons_exist (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  for (guint i = 0; i < N_STATES; i++)
    if (!gtk_icon_theme_has_icon (theme, np_state_look_get (i)->icon))
      {
        g_test_message ("no icon %s", np_state_look_get (i)->icon);
        g_test_fail ();
      }
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
  g_test_add_func ("/state-look/distinct", test_distinct);
  g_test_add_func ("/state-look/words-fit", test_words_fit);
  g_test_add_func ("/state-look/icons-exist", test_icons_exist);
  return g_test_run ();
}
