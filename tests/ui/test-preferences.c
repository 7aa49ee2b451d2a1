/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "np-paths.h"
#include "np-preferences.h"
#include "np-settings.h"
#include "np-tools.h"
#include "np-window.h"
#include "support.h"

typedef struct
{
  GSettings *settings;
  GtkWindow *window;
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  np_test_get_application ();
  fixture->settings = np_settings_new ();
  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->window = GTK_WINDOW (np_preferences_new (NULL));
  gtk_window_present (fixture->window);
  np_test_run_main_loop ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  static const char *const keys[]
      = { "programmer-folder", "boards-at-once", "timeout-factor", "simulated-boards", "simulated-speed", "color-scheme" };
  g_autoptr(GError) error = NULL;

  gtk_window_destroy (fixture->window);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    g_settings_reset (fixture->settings, keys[i]);
  np_test_run_main_loop ();
  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_object_unref (fixture->settings);
  g_free (fixture->folder);
}

static char *
make_programmer (Fixture *fixture, const char *version)
{
  g_autofree char *bench = g_build_filename (fixture->folder, "bench", NULL);
  g_autoptr(GError) error = NULL;

  np_bench_folder_create (bench, 1, "stm32wba6", &error);
  g_assert_no_error (error);
  np_bench_folder_set_tool_version (bench, version, &error);
  g_assert_no_error (error);
  return g_build_filename (bench, "bin", NULL);
}

static gboolean
has_answer (gpointer tools)
{
  return !np_tools_is_checking (tools);
}

/* In a window there are two pages: the one that isn't seen isn't mapped. */
static void
show_page (Fixture *fixture, const char *name)
{
  adw_preferences_window_set_visible_page_name (ADW_PREFERENCES_WINDOW (fixture->window), name);
  np_test_run_main_loop ();
}

static void
test_programmer (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = make_programmer (fixture, "2.23");
  g_autoptr(NpTools) tools = np_tools_dup_default ();
  GtkWidget *window = GTK_WIDGET (fixture->window);

  g_assert_true (np_test_shows_text (window, "Not found in the usual places"));
  g_assert_true (np_test_shows_text (window, "STM32CubeProgrammer is not installed."));
  g_assert_null (np_tools_get_version (tools));

  g_settings_set_string (fixture->settings, "programmer-folder", folder);
  g_assert_true (np_tools_is_checking (tools));
  g_assert_true (np_test_shows_text (window, "Asking for its version…"));
  np_test_wait_until (has_answer, tools);
  g_assert_true (np_test_shows_text (window, folder));
  g_assert_cmpstr (np_tools_get_version (tools), ==, "2.23.0");
  g_assert_true (np_test_shows_text (window, "Works: version 2.23.0"));
  np_test_take_picture (fixture->window, "preferences-programmer");
}

/* It was there, and works no more: a press of the button tells. */
static void
test_button (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = make_programmer (fixture, "2.23");
  g_autofree char *bench = g_path_get_dirname (folder);
  g_autoptr(NpTools) tools = np_tools_dup_default ();
  g_autoptr(GError) error = NULL;

  g_settings_set_string (fixture->settings, "programmer-folder", folder);
  np_test_wait_until (has_answer, tools);
  g_assert_null (np_tools_get_problem (tools));
  np_bench_folder_set_tool_present (bench, FALSE, &error);
  g_assert_no_error (error);
  np_test_press (GTK_WIDGET (fixture->window), "Test");
  np_test_wait_until (has_answer, tools);
  g_assert_nonnull (np_tools_get_problem (tools));
  g_assert_null (np_tools_get_version (tools));
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), np_tools_get_problem (tools)));
}

static void
test_loaders (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = make_programmer (fixture, "2.23");
  GtkWidget *window = GTK_WIDGET (fixture->window);
  g_autoptr(NpTools) tools = np_tools_dup_default ();
  g_autoptr(GPtrArray) loaders = NULL;
  g_autofree char *count = NULL;

  g_assert_true (np_test_shows_text (window, "None found"));
  g_settings_set_string (fixture->settings, "programmer-folder", folder);
  np_test_wait_until (has_answer, tools);
  loaders = np_tools_find_loaders (tools);
  g_assert_cmpuint (loaders->len, >, 0);
  count = g_strdup_printf ("%u found beside the program", loaders->len);
  g_assert_true (np_test_shows_text (window, count));
}

static GtkWidget *
find_spin (GtkWidget *root, const char *title)
{
  if (GTK_IS_SPIN_BUTTON (root))
    {
      GtkWidget *row = gtk_widget_get_ancestor (root, ADW_TYPE_ACTION_ROW);

      return g_str_equal (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), title) ? root : NULL;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_spin (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What is entered is kept; what is out of range can't be. */
static void
test_numbers (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *title;
    const char *key;
    double usual, low, high;
  } numbers[] = {
    { "Boards at once", "boards-at-once", 16, 1, 64 },
    { "Timeouts", "timeout-factor", 1, 1, 10 },
    { "Boards", "simulated-boards", 4, 1, 64 },
    { "Speed", "simulated-speed", 1, 0.5, 100 },
  };

  show_page (fixture, "bench");
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      GtkSpinButton *button = GTK_SPIN_BUTTON (find_spin (GTK_WIDGET (fixture->window), numbers[i].title));
      const double tries[][2] = { { 8, 8 }, { -1, numbers[i].low }, { 1000, numbers[i].high } };

      g_assert_cmpfloat (gtk_spin_button_get_value (button), ==, numbers[i].usual);
      for (guint j = 0; j < G_N_ELEMENTS (tries); j++)
        {
          g_autoptr(GVariant) value = NULL;

          gtk_spin_button_set_value (button, tries[j][0]);
          value = g_settings_get_value (fixture->settings, numbers[i].key);
          g_assert_cmpfloat (g_variant_is_of_type (value, G_VARIANT_TYPE_UINT32) ? g_variant_get_uint32 (value) : g_variant_get_double (value), ==,
                             tries[j][1]);
        }
    }
}

static GtkWidget *
find_type (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_style (Fixture *fixture, gconstpointer data)
{
  AdwComboRow *row = ADW_COMBO_ROW (find_type (GTK_WIDGET (fixture->window), ADW_TYPE_COMBO_ROW));
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  adw_combo_row_set_selected (row, 2);
  g_assert_cmpint (adw_style_manager_get_color_scheme (manager), ==, ADW_COLOR_SCHEME_FORCE_DARK);
  adw_combo_row_set_selected (row, 1);
  g_assert_cmpint (adw_style_manager_get_color_scheme (manager), ==, ADW_COLOR_SCHEME_FORCE_LIGHT);
  g_settings_reset (fixture->settings, "color-scheme");
  g_assert_cmpuint (adw_combo_row_get_selected (row), ==, 0);
  g_assert_cmpint (adw_style_manager_get_color_scheme (manager), ==, ADW_COLOR_SCHEME_DEFAULT);
}

static guint
count_boards (NpWindow *window)
{
  return g_list_model_get_n_items (G_LIST_MODEL (np_session_get_bench (np_window_get_session (window))));
}

static NpWindow *
open_sample (void)
{
  NpWindow *window = np_window_new (np_test_get_application (), NP_BENCH_NAME_HARDWARE);

  np_application_open_sample (np_test_get_application (), window);
  np_test_wait_until (np_test_is_settled, np_session_get_bench (np_window_get_session (window)));
  return window;
}

/* A bench that is open stays as it is; the next one is as set. */
static void
test_simulated_bench (Fixture *fixture, gconstpointer data)
{
  NpWindow *first, *second, *third;

  g_settings_set_double (fixture->settings, "simulated-speed", 50);
  first = open_sample ();
  g_assert_cmpuint (count_boards (first), ==, 4);
  g_settings_set_uint (fixture->settings, "simulated-boards", 7);
  second = open_sample ();
  third = open_sample ();
  g_assert_cmpuint (count_boards (first), ==, 4);
  g_assert_cmpuint (count_boards (second), ==, 7);
  g_assert_true (np_session_get_bench (np_window_get_session (second)) == np_session_get_bench (np_window_get_session (third)));
  np_window_stop_and_close (first);
  np_window_stop_and_close (second);
  np_window_stop_and_close (third);
}

static void
test_pictures (Fixture *fixture, gconstpointer data)
{
  static const char *const pages[] = { "general", "bench" };
  AdwStyleManager *manager = adw_style_manager_get_default ();

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    for (guint dark = 0; dark < 2; dark++)
      {
        g_autofree char *name = g_strdup_printf ("preferences-%s-%s", pages[i], dark ? "dark" : "light");

        show_page (fixture, pages[i]);
        adw_style_manager_set_color_scheme (manager, dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
        np_test_take_picture (fixture->window, name);
      }
  adw_style_manager_set_color_scheme (manager, ADW_COLOR_SCHEME_DEFAULT);
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/preferences/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("programmer", test_programmer);
  ADD ("button", test_button);
  ADD ("loaders", test_loaders);
  ADD ("numbers", test_numbers);
  ADD ("style", test_style);
  ADD ("simulated-bench", test_simulated_bench);
  ADD ("pictures", test_pictures);
  return np_test_run ();
}
