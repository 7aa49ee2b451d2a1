/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-paths.h"
#include "np-recent-projects.h"
#include "project/np-project-sample.h"
#include "support-frame.h"

/* The welcome: samples and looks. */

static gboolean
has_ready_boards (gpointer window)
{
  return np_test_find_button (window, "Write 4 Ready Boards") != NULL || np_test_find_button (window, "Provision 4 Ready Boards") != NULL;
}

/* Each comes with boards of its platform, and finds nothing in its way. */
static void
test_samples (FrameFixture *fixture, gconstpointer data)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "nameplate", "samples", NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 1; i < np_project_sample_get_count (); i++)
    {
      const NpProjectSample *sample = np_project_sample_get (i);
      const NpRecipe *recipe;

      frame_open_window (fixture);
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.try-sample", "s", sample->name);
      g_assert_nonnull (np_window_get_session (fixture->window));
      recipe = np_project_get_recipe (np_session_get_project (np_window_get_session (fixture->window)));
      g_assert_cmpstr (np_platform_get_id (recipe->platform), ==, sample->platform);
      np_test_wait_until (has_ready_boards, fixture->window);
      frame_end_program (fixture);
    }
  np_paths_remove_folder (folder, &error);
  g_assert_no_error (error);
}

static GtkWidget *
find_samples_button (GtkWidget *root)
{
  if (GTK_IS_MENU_BUTTON (root) && g_strcmp0 (gtk_menu_button_get_label (GTK_MENU_BUTTON (root)), "Other _Sample Projects") == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_samples_button (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_samples_list (FrameFixture *fixture, gconstpointer data)
{
  GtkWidget *button;

  frame_open_window (fixture);
  button = find_samples_button (GTK_WIDGET (fixture->window));
  g_assert_nonnull (button);
  gtk_menu_button_popup (GTK_MENU_BUTTON (button));
  np_test_run_main_loop ();
  for (guint i = 1; i < np_project_sample_get_count (); i++)
    g_assert_nonnull (frame_find_row (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button))), np_project_sample_get (i)->title));
}

/* A mnemonic button is named by the label in it alone, also when its text changes. */
static void
test_button_names (FrameFixture *fixture, gconstpointer data)
{
  GtkWidget *button;

  frame_open_window (fixture);
  button = np_test_find_button (GTK_WIDGET (fixture->window), "Open…");
  g_assert_nonnull (button);
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL));
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  gtk_button_set_label (GTK_BUTTON (button), "_Other");
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL));
}

static void
test_welcome_pictures (FrameFixture *fixture, gconstpointer data)
{
  static const int sizes[][2] = { { 1280, 800 }, { 800, 600 } };
  AdwStyleManager *manager = adw_style_manager_get_default ();

  np_recent_projects_add (fixture->settings, "/home/ada/Projects/Plug-2", "Plug-2");
  np_recent_projects_add (fixture->settings, fixture->project_folder, "Lamp-Mini");
  frame_open_window (fixture);
  np_test_wait_until (frame_says_gone, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (guint dark = 0; dark < 2; dark++)
      {
        g_autofree char *name = g_strdup_printf ("welcome-recent-%dx%d-%s", sizes[i][0], sizes[i][1], dark ? "dark" : "light");

        gtk_window_set_default_size (GTK_WINDOW (fixture->window), sizes[i][0], sizes[i][1]);
        adw_style_manager_set_color_scheme (manager, dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
        np_test_run_main_loop ();
        np_test_take_picture (GTK_WINDOW (fixture->window), name);
      }
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

static void
add_tests (void)
{
  FRAME_ADD ("/welcome/samples", test_samples);
  FRAME_ADD ("/welcome/samples-list", test_samples_list);
  FRAME_ADD ("/welcome/button-names", test_button_names);
  FRAME_ADD ("/welcome/pictures", test_welcome_pictures);
}

int
main (int argc, char **argv)
{
  return frame_run (&argc, &argv, add_tests);
}
