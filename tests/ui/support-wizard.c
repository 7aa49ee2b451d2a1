/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench/np-bench-folder.h"
#include "factory/np-problem.h"
#include "np-paths.h"
#include "np-recipe-wizard.h"
#include "project/np-project-sample.h"
#include "support-wizard.h"

#define OWN_SCRIPT "handshake.py"
#define FIRMWARE { NP_TEST_TYPE, "Application firmware", "firmware/application.bin" }
#define PATTERN { NP_TEST_TYPE, "Wait for a line from the application", "^Sample Lamp" }
#define SECURITY \
  { NP_TEST_NEXT, "Security" }, { NP_TEST_TYPE, "Folder of the secure scripts", "secure-boot/OEMiRoT" }, \
    { NP_TEST_TYPE, "Magic trailer", "firmware/magic-trailer.bin" }, { NP_TEST_NEXT, "Key Storage" }, { NP_TEST_NEXT, "Protection" }
#define SECURE_BOOT SECURITY, { NP_TEST_NEXT, "Review" }
#define WIRELESS \
  { NP_TEST_CHOOSE, "Provision" }, { NP_TEST_CHOOSE, "STM32WB55" }, { NP_TEST_TYPE, "Provisioning firmware", "firmware/provisioning.bin" }, FIRMWARE, \
    { NP_TEST_TYPE, "Address of the firmware", "0x08000000" }, { NP_TEST_TYPE, "Coprocessor firmware", "firmware/wireless-stack.bin" }, \
    { NP_TEST_TYPE, "Address of the coprocessor firmware", "0x08056000" }, PATTERN, { NP_TEST_NEXT, "Key Storage" }

static const NpTestWalk walks[] = {
  { "reconfigure", "reconfigure", "stm32wb55", { { NP_TEST_CHOOSE, "STM32WBA6" }, { NP_TEST_NEXT, "Review" } }, "Restart board" },
  { "wba6", "wba6", "stm32wb55",
    { { NP_TEST_CHOOSE, "Provision" }, { NP_TEST_CHOOSE, "STM32WBA6" }, { NP_TEST_TYPE, "Provisioning firmware", "firmware/provisioning.bin" }, FIRMWARE,
      PATTERN,
      { NP_TEST_NEXT, "Key Storage" }, { NP_TEST_NEXT, "Review" } },
    "Restart board and wait for its application" },
  { "wba6-oemirot", "wba6-oemirot", "stm32wb55",
    { { NP_TEST_CHOOSE, "Provision" }, { NP_TEST_CHOOSE, "STM32WBA6" }, { NP_TEST_CHOOSE, "OEMiRoT" }, FIRMWARE, { NP_TEST_TYPE, "Address of the firmware", "0x70060000" }, PATTERN,
      SECURE_BOOT },
    "Restart board and wait for its application" },
  { "wba6-oemirot-tfm", "wba6-oemirot-tfm", "stm32u5", { { NP_TEST_CHOOSE, "Provision" }, { NP_TEST_CHOOSE, "STM32WBA6" }, { NP_TEST_CHOOSE, "OEMiRoT + TF-M" }, FIRMWARE, PATTERN, SECURE_BOOT },
    "Restart board and wait for its application" },
  { "u5-oemirot", "u5-oemirot", "stm32wba6", { { NP_TEST_CHOOSE, "Provision" }, { NP_TEST_CHOOSE, "STM32U5" }, FIRMWARE, PATTERN, SECURE_BOOT },
    "Restart board and wait for its application" },
  { "wb55-test", "wb55-test", "stm32wba6", { WIRELESS, { NP_TEST_DECLARE, "This is test firmware" }, { NP_TEST_NEXT, "Review" } }, "Restart board and wait for its application" },
  { "wb55-production", "wb55-production", "stm32wba6", { WIRELESS, { NP_TEST_CHOOSE, "Production" }, { NP_TEST_NEXT, "Review" } }, "Restart board and wait for its application", TRUE },
  { "wba6-own-script", "wba6", "stm32wb55",
    { { NP_TEST_CHOOSE, "Provision" }, { NP_TEST_CHOOSE, "STM32WBA6" }, { NP_TEST_TYPE, "Provisioning firmware", "firmware/provisioning.bin" }, FIRMWARE,
      { NP_TEST_CHOOSE, "Your Own Script" }, { NP_TEST_TYPE, "Handshake script", OWN_SCRIPT }, PATTERN, { NP_TEST_NEXT, "Security" },
      { NP_TEST_NEXT, "Key Storage" }, { NP_TEST_NEXT, "Review" } },
    "Store DAC key (own script)", FALSE, { { "handshake", "script" }, { "handshakeScript", OWN_SCRIPT } } },
  { "wba6-oemirot-rdp1", "wba6-oemirot", "stm32wb55",
    { { NP_TEST_CHOOSE, "Provision" }, { NP_TEST_CHOOSE, "STM32WBA6" }, { NP_TEST_CHOOSE, "OEMiRoT" }, FIRMWARE,
      { NP_TEST_TYPE, "Address of the firmware", "0x70060000" }, PATTERN, SECURITY, { NP_TEST_CHOOSE, "RDP 1" }, { NP_TEST_NEXT, "Review" } },
    "Lock board", TRUE, { { "lock", "rdp1" } } },
};

const NpTestWalk *
np_test_walks_get (guint *n_walks)
{
  *n_walks = G_N_ELEMENTS (walks);
  return walks;
}

const NpTestWalk *
np_test_walk_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (walks); i++)
    if (g_str_equal (walks[i].name, name))
      return &walks[i];
  g_assert_not_reached ();
}

/* Finding */

GtkWidget *
np_test_wizard_find (GtkWidget *root, NpTestMatches matches, const char *title)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (matches (root, title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = np_test_wizard_find (child, matches, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_row (GtkWidget *widget, const char *title)
{
  return ADW_IS_PREFERENCES_ROW (widget) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0;
}

static gboolean
is_editable (GtkWidget *widget, const char *title)
{
  return GTK_IS_EDITABLE (widget);
}

gboolean
np_test_wizard_is_switch (GtkWidget *widget, const char *title)
{
  return GTK_IS_SWITCH (widget);
}

static gboolean
is_list (GtkWidget *widget, const char *title)
{
  return GTK_IS_LIST_BOX (widget);
}

static gboolean
is_error_mark (GtkWidget *widget, const char *title)
{
  return GTK_IS_IMAGE (widget) && g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (widget)), "dialog-error-symbolic") == 0;
}

GtkWidget *
np_test_wizard_find_row (NpTestWizard *fixture, const char *title)
{
  return np_test_wizard_find (GTK_WIDGET (fixture->wizard), is_row, title);
}

GtkWidget *
np_test_wizard_get_row (NpTestWizard *fixture, const char *title)
{
  GtkWidget *row = np_test_wizard_find_row (fixture, title);

  if (row == NULL)
    g_error ("There is no row “%s”", title);
  return row;
}

GtkEditable *
np_test_wizard_get_entry (NpTestWizard *fixture, const char *title)
{
  return GTK_EDITABLE (np_test_wizard_find (np_test_wizard_get_row (fixture, title), is_editable, NULL));
}

gboolean
np_test_wizard_shows (NpTestWizard *fixture, const char *text)
{
  return np_test_shows_text (GTK_WIDGET (fixture->wizard), text);
}

gboolean
np_test_wizard_has_errors (NpTestWizard *fixture)
{
  return np_test_wizard_find (GTK_WIDGET (fixture->wizard), is_error_mark, NULL) != NULL;
}

/* Doing */

/* As by keys, the entry is never empty between the former text and the new one. */
void
np_test_wizard_type (NpTestWizard *fixture, const char *title, const char *text)
{
  GtkEditable *entry = np_test_wizard_get_entry (fixture, title);
  int length = (int) g_utf8_strlen (gtk_editable_get_text (entry), -1);
  int position = length;

  gtk_widget_grab_focus (GTK_WIDGET (entry));
  gtk_editable_insert_text (entry, text, -1, &position);
  gtk_editable_delete_text (entry, 0, length);
}

void
np_test_wizard_choose (NpTestWizard *fixture, const char *title)
{
  adw_action_row_activate (ADW_ACTION_ROW (np_test_wizard_get_row (fixture, title)));
  np_test_run_main_loop ();
}

static void
declare (NpTestWizard *fixture, const char *title)
{
  GtkWidget *control = np_test_wizard_find (np_test_wizard_get_row (fixture, title), np_test_wizard_is_switch, NULL);

  g_assert_true (gtk_widget_is_sensitive (control));
  gtk_widget_activate (control);
  np_test_run_main_loop ();
}

const char *
np_test_wizard_get_page (NpTestWizard *fixture)
{
  GtkWidget *list = np_test_wizard_find (GTK_WIDGET (fixture->wizard), is_list, NULL);
  GtkWidget *box = gtk_list_box_row_get_child (gtk_list_box_get_selected_row (GTK_LIST_BOX (list)));

  return gtk_label_get_text (GTK_LABEL (gtk_widget_get_next_sibling (gtk_widget_get_first_child (box))));
}

void
np_test_wizard_press_next (NpTestWizard *fixture, const char *title)
{
  np_test_press (GTK_WIDGET (fixture->wizard), "Next");
  np_test_run_main_loop ();
  g_assert_cmpstr (np_test_wizard_get_page (fixture), ==, title);
}

void
np_test_wizard_act (NpTestWizard *fixture, const NpTestAct *what)
{
  switch (what->kind)
    {
    case NP_TEST_CHOOSE: np_test_wizard_choose (fixture, what->title); break;
    case NP_TEST_TYPE: np_test_wizard_type (fixture, what->title, what->text); break;
    case NP_TEST_DECLARE: declare (fixture, what->title); break;
    case NP_TEST_NEXT: np_test_wizard_press_next (fixture, what->title); break;
    }
}

gboolean
np_test_wizard_has_size (gpointer window)
{
  return gtk_widget_get_mapped (window) && gtk_widget_get_width (window) > 0;
}

gboolean
np_test_wizard_has_dialog (gpointer window)
{
  return np_test_find_dialog (window) != NULL;
}

gboolean
np_test_wizard_has_no_dialog (gpointer window)
{
  return !np_test_wizard_has_dialog (window);
}

static gboolean
is_gone (gpointer window)
{
  return *(gpointer *) window == NULL;
}

void
np_test_wizard_open (NpTestWizard *fixture)
{
  np_test_press (GTK_WIDGET (fixture->window), "Change…");
  np_test_wait_until (np_test_wizard_has_dialog, fixture->window);
  fixture->wizard = np_test_find_dialog (GTK_WINDOW (fixture->window));
  g_assert_true (NP_IS_RECIPE_WIZARD (fixture->wizard));
  np_test_wait_until (np_test_wizard_has_size, fixture->wizard);
  np_test_run_main_loop ();
}

void
np_test_wizard_save (NpTestWizard *fixture)
{
  np_test_press (GTK_WIDGET (fixture->wizard), "Save Recipe");
  np_test_wait_until (np_test_wizard_has_no_dialog, fixture->window);
  np_test_run_main_loop ();
}

/* What the project's file says */

static JsonNode *
load_recipe (NpTestWizard *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, NP_PROJECT_FILE_NAME, NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_node_copy (json_object_get_member (json_node_get_object (json_parser_get_root (parser)), "recipe"));
}

void
np_test_wizard_assert_saved (NpTestWizard *fixture)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) saved = NULL;
  g_autofree char *saved_text = NULL;
  g_autofree char *expected_text = json_to_string (fixture->expected, TRUE);

  np_project_save (fixture->project, NULL, &error);
  g_assert_no_error (error);
  saved = load_recipe (fixture);
  saved_text = json_to_string (saved, TRUE);
  if (!json_node_equal (saved, fixture->expected))
    g_error ("The recipe is %s and should be %s", saved_text, expected_text);
}

/* As a person would have it: a bench of the boards that the sample is for, with their external loaders. */
static char *
make_bench (NpTestWizard *fixture, const char *platform)
{
  g_autoptr(GError) error = NULL;

  fixture->bench_folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  np_bench_folder_create (fixture->bench_folder, 1, platform, &error);
  g_assert_no_error (error);
  return g_strconcat (NP_BENCH_NAME_SIMULATED ":", fixture->bench_folder, NULL);
}

static void
remove_folder (char *path)
{
  g_autoptr(GError) error = NULL;

  np_paths_remove_folder (path, &error);
  g_assert_no_error (error);
  g_free (path);
}

/* The recipe may name it. */
static void
write_script (NpTestWizard *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, OWN_SCRIPT, NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, "def Provisioning(mode, header, port):\n    return ('', 0)\n", -1, &error);
  g_assert_no_error (error);
}

static void
expect_changes (NpTestWizard *fixture, const NpTestWalk *walk)
{
  for (guint i = 0; i < G_N_ELEMENTS (walk->changes) && walk->changes[i][0] != NULL; i++)
    json_object_set_string_member (json_node_get_object (fixture->expected), walk->changes[i][0], walk->changes[i][1]);
}

void
np_test_wizard_set_up (NpTestWizard *fixture, gconstpointer data)
{
  const NpTestWalk *walk = data;
  const NpProjectSample *sample = np_project_sample_find (walk->sample);
  g_autofree char *bench = make_bench (fixture, sample->platform);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpRecipe) recipe = np_recipe_new (NP_JOB_RECONFIGURE, np_platform_find (walk->former_platform));
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->project = np_project_sample_create (sample, fixture->folder, &error);
  g_assert_no_error (error);
  write_script (fixture);
  fixture->expected = load_recipe (fixture);
  expect_changes (fixture, walk);
  recipe->folder = g_strdup (fixture->folder);
  np_project_set_recipe (fixture->project, recipe);
  np_project_save (fixture->project, NULL, &error);
  g_assert_no_error (error);
  fixture->window = np_window_new (np_test_get_application (), bench);
  g_object_add_weak_pointer (G_OBJECT (fixture->window), (gpointer *) &fixture->window);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1280, 800);
  gtk_window_present (GTK_WINDOW (fixture->window));
  np_window_open_project (fixture->window, fixture->project, problems);
  np_window_show_view (fixture->window, "project");
  np_test_wait_until (np_test_wizard_has_size, fixture->window);
  np_test_run_main_loop ();
}

void
np_test_wizard_tear_down (NpTestWizard *fixture, gconstpointer data)
{
  np_window_stop_and_close (fixture->window);
  np_test_wait_until (is_gone, &fixture->window);
  np_test_run_main_loop ();
  g_clear_object (&fixture->project);
  json_node_unref (fixture->expected);
  remove_folder (fixture->folder);
  remove_folder (fixture->bench_folder);
}

void
np_test_wizard_go_through (NpTestWizard *fixture, const NpTestWalk *walk)
{
  np_test_wizard_open (fixture);
  for (guint i = 0; i < NP_TEST_MOST_ACTS && walk->acts[i].title != NULL; i++)
    np_test_wizard_act (fixture, &walk->acts[i]);
}
