/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "bench/np-bench-folder.h"
#include "factory/np-problem.h"
#include "np-paths.h"
#include "np-problem-row.h"
#include "np-project-view.h"
#include "np-recipe-wizard.h"
#include "np-window.h"
#include "project/np-project-sample.h"
#include "support-keys.h"

/* The wizard gone through for each of its recipes in real windows, by pressing what a person would press. What is expected of the project's
 * file is the recipe of the sample project for the same job, which was made without the wizard. */

typedef enum
{
  CHOOSE, /* the possibility of that title */
  TYPE,   /* into the row of that title */
  DECLARE,
  NEXT,   /* to the page of that title */
} ActKind;

typedef struct
{
  ActKind kind;
  const char *title;
  const char *text;
} Act;

#define MOST_ACTS 20

typedef struct
{
  const char *sample;
  const char *former_platform; /* what the project is for at first */
  Act acts[MOST_ACTS];
  const char *last_step;
} Walk;

#define FIRMWARE { TYPE, "Application firmware", "firmware/application.bin" }
#define PATTERN { TYPE, "Wait for a line from the application", "^Sample Lamp" }
#define SECURE_BOOT \
  { NEXT, "Security" }, { TYPE, "Folder of the secure scripts", "secure-boot/OEMiRoT" }, { TYPE, "Magic trailer", "firmware/magic-trailer.bin" }, \
    { NEXT, "Key Storage" }, { NEXT, "Protection" }, { NEXT, "Review" }
#define WIRELESS \
  { CHOOSE, "Provision" }, { CHOOSE, "STM32WB55" }, { TYPE, "Provisioning firmware", "firmware/provisioning.bin" }, FIRMWARE, \
    { TYPE, "Address of the firmware", "0x08000000" }, { TYPE, "Coprocessor firmware", "firmware/wireless-stack.bin" }, \
    { TYPE, "Address of the coprocessor firmware", "0x08056000" }, PATTERN, { NEXT, "Key Storage" }

static const Walk walks[] = {
  { "reconfigure", "stm32wb55", { { CHOOSE, "STM32WBA6" }, { NEXT, "Review" } }, "Restart board" },
  { "wba6", "stm32wb55",
    { { CHOOSE, "Provision" }, { CHOOSE, "STM32WBA6" }, { TYPE, "Provisioning firmware", "firmware/provisioning.bin" }, FIRMWARE, PATTERN,
      { NEXT, "Key Storage" }, { NEXT, "Review" } },
    "Restart board and wait for its application" },
  { "wba6-oemirot", "stm32wb55",
    { { CHOOSE, "Provision" }, { CHOOSE, "STM32WBA6" }, { CHOOSE, "OEMiRoT" }, FIRMWARE, { TYPE, "Address of the firmware", "0x70060000" }, PATTERN,
      SECURE_BOOT },
    "Restart board and wait for its application" },
  { "wba6-oemirot-tfm", "stm32u5", { { CHOOSE, "Provision" }, { CHOOSE, "STM32WBA6" }, { CHOOSE, "OEMiRoT + TF-M" }, FIRMWARE, PATTERN, SECURE_BOOT },
    "Restart board and wait for its application" },
  { "u5-oemirot", "stm32wba6", { { CHOOSE, "Provision" }, { CHOOSE, "STM32U5" }, FIRMWARE, PATTERN, SECURE_BOOT },
    "Restart board and wait for its application" },
  { "wb55-test", "stm32wba6", { WIRELESS, { DECLARE, "This is test firmware" }, { NEXT, "Review" } }, "Restart board and wait for its application" },
  { "wb55-production", "stm32wba6", { WIRELESS, { CHOOSE, "Production" }, { NEXT, "Review" } }, "Restart board and wait for its application" },
};

typedef struct
{
  char *folder;
  char *bench_folder;
  NpProject *project;
  JsonNode *expected;
  NpWindow *window;
  GtkWindow *wizard;
} Fixture;

/* Finding */

typedef gboolean (*Matches) (GtkWidget *widget, const char *title);

static GtkWidget *
find (GtkWidget *root, Matches matches, const char *title)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (matches (root, title))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, matches, title);

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

static gboolean
is_switch (GtkWidget *widget, const char *title)
{
  return GTK_IS_SWITCH (widget);
}

static gboolean
is_list (GtkWidget *widget, const char *title)
{
  return GTK_IS_LIST_BOX (widget);
}

static gboolean
is_problem (GtkWidget *widget, const char *title)
{
  return NP_IS_PROBLEM_ROW (widget);
}

static gboolean
is_project_view (GtkWidget *widget, const char *title)
{
  return NP_IS_PROJECT_VIEW (widget);
}

static gboolean
is_error_mark (GtkWidget *widget, const char *title)
{
  return GTK_IS_IMAGE (widget) && g_strcmp0 (gtk_image_get_icon_name (GTK_IMAGE (widget)), "dialog-error-symbolic") == 0;
}

static GtkWidget *
find_row (Fixture *fixture, const char *title)
{
  return find (GTK_WIDGET (fixture->wizard), is_row, title);
}

static GtkWidget *
get_row (Fixture *fixture, const char *title)
{
  GtkWidget *row = find_row (fixture, title);

  if (row == NULL)
    g_error ("There is no row “%s”", title);
  return row;
}

static GtkEditable *
get_entry (Fixture *fixture, const char *title)
{
  return GTK_EDITABLE (find (get_row (fixture, title), is_editable, NULL));
}

static gboolean
shows (Fixture *fixture, const char *text)
{
  return np_test_shows_text (GTK_WIDGET (fixture->wizard), text);
}

static gboolean
has_errors (Fixture *fixture)
{
  return find (GTK_WIDGET (fixture->wizard), is_error_mark, NULL) != NULL;
}

/* Doing */

/* As by keys, the entry is never empty between the former text and the new one. */
static void
type_into (Fixture *fixture, const char *title, const char *text)
{
  GtkEditable *entry = get_entry (fixture, title);
  int length = (int) g_utf8_strlen (gtk_editable_get_text (entry), -1);
  int position = length;

  gtk_widget_grab_focus (GTK_WIDGET (entry));
  gtk_editable_insert_text (entry, text, -1, &position);
  gtk_editable_delete_text (entry, 0, length);
}

static void
choose (Fixture *fixture, const char *title)
{
  adw_action_row_activate (ADW_ACTION_ROW (get_row (fixture, title)));
  np_test_run_main_loop ();
}

static void
declare (Fixture *fixture, const char *title)
{
  GtkWidget *control = find (get_row (fixture, title), is_switch, NULL);

  g_assert_true (gtk_widget_is_sensitive (control));
  gtk_widget_activate (control);
  np_test_run_main_loop ();
}

static const char *
get_page (Fixture *fixture)
{
  GtkWidget *list = find (GTK_WIDGET (fixture->wizard), is_list, NULL);
  GtkWidget *box = gtk_list_box_row_get_child (gtk_list_box_get_selected_row (GTK_LIST_BOX (list)));

  return gtk_label_get_text (GTK_LABEL (gtk_widget_get_next_sibling (gtk_widget_get_first_child (box))));
}

static void
press_next (Fixture *fixture, const char *title)
{
  np_test_press (GTK_WIDGET (fixture->wizard), "Next");
  np_test_run_main_loop ();
  g_assert_cmpstr (get_page (fixture), ==, title);
}

static void
act (Fixture *fixture, const Act *what)
{
  switch (what->kind)
    {
    case CHOOSE: choose (fixture, what->title); break;
    case TYPE: type_into (fixture, what->title, what->text); break;
    case DECLARE: declare (fixture, what->title); break;
    case NEXT: press_next (fixture, what->title); break;
    }
}

static gboolean
has_size (gpointer window)
{
  return gtk_widget_get_mapped (window) && gtk_widget_get_width (window) > 0;
}

static gboolean
has_dialog (gpointer window)
{
  return np_test_find_dialog (window) != NULL;
}

static gboolean
has_no_dialog (gpointer window)
{
  return !has_dialog (window);
}

static gboolean
is_gone (gpointer window)
{
  return *(gpointer *) window == NULL;
}

static void
open_wizard (Fixture *fixture)
{
  np_test_press (GTK_WIDGET (fixture->window), "Change…");
  np_test_wait_until (has_dialog, fixture->window);
  fixture->wizard = np_test_find_dialog (GTK_WINDOW (fixture->window));
  g_assert_true (NP_IS_RECIPE_WIZARD (fixture->wizard));
  np_test_wait_until (has_size, fixture->wizard);
  np_test_run_main_loop ();
}

static void
save_recipe (Fixture *fixture)
{
  np_test_press (GTK_WIDGET (fixture->wizard), "Save Recipe");
  np_test_wait_until (has_no_dialog, fixture->window);
  np_test_run_main_loop ();
}

/* What the project's file says */

static JsonNode *
load_recipe (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, NP_PROJECT_FILE_NAME, NULL);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_node_copy (json_object_get_member (json_node_get_object (json_parser_get_root (parser)), "recipe"));
}

static void
assert_recipe_saved (Fixture *fixture)
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
make_bench (Fixture *fixture, const char *platform)
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

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const Walk *walk = data;
  const NpProjectSample *sample = np_project_sample_find (walk->sample);
  g_autofree char *bench = make_bench (fixture, sample->platform);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpRecipe) recipe = np_recipe_new (NP_JOB_RECONFIGURE, np_platform_find (walk->former_platform));
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->project = np_project_sample_create (sample, fixture->folder, &error);
  g_assert_no_error (error);
  fixture->expected = load_recipe (fixture);
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
  np_test_wait_until (has_size, fixture->window);
  np_test_run_main_loop ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  np_window_stop_and_close (fixture->window);
  np_test_wait_until (is_gone, &fixture->window);
  np_test_run_main_loop ();
  g_clear_object (&fixture->project);
  json_node_unref (fixture->expected);
  remove_folder (fixture->folder);
  remove_folder (fixture->bench_folder);
}

/* Pictures */

static void
take_pictures (GtkWindow *window, const char *name)
{
  static const struct
  {
    const char *name;
    AdwColorScheme scheme;
  } schemes[] = { { "light", ADW_COLOR_SCHEME_FORCE_LIGHT }, { "dark", ADW_COLOR_SCHEME_FORCE_DARK } };
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const char *contrast = adw_style_manager_get_high_contrast (manager) ? "-high-contrast" : "";

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      g_autofree char *full_name = g_strdup_printf ("wizard-%s-%s%s", name, schemes[i].name, contrast);

      adw_style_manager_set_color_scheme (manager, schemes[i].scheme);
      np_test_take_picture (window, full_name);
    }
}

static void
take_page_pictures (Fixture *fixture, const Walk *walk, const char *suffix)
{
  g_autofree char *page = g_ascii_strdown (get_page (fixture), -1);
  g_autofree char *name = g_strdup_printf ("%s-%s%s", walk->sample, g_strdelimit (page, " ", '-'), suffix);

  take_pictures (fixture->wizard, name);
}

/* Tests */

static void
test_walk (Fixture *fixture, gconstpointer data)
{
  const Walk *walk = data;

  open_wizard (fixture);
  take_page_pictures (fixture, walk, "-top");
  for (guint i = 0; i < MOST_ACTS && walk->acts[i].title != NULL; i++)
    {
      if (walk->acts[i].kind == NEXT)
        take_page_pictures (fixture, walk, "");
      act (fixture, &walk->acts[i]);
    }
  take_page_pictures (fixture, walk, "");
  g_assert_true (shows (fixture, walk->last_step));
  g_assert_cmpint (shows (fixture, "Permanent"), ==, g_str_equal (walk->sample, "wb55-production"));
  g_assert_false (has_errors (fixture));
  save_recipe (fixture);
  assert_recipe_saved (fixture);
}

static void
go_through (Fixture *fixture, const Walk *walk)
{
  open_wizard (fixture);
  for (guint i = 0; i < MOST_ACTS && walk->acts[i].title != NULL; i++)
    act (fixture, &walk->acts[i]);
}

/* With nothing but a keyboard */

#define MOST_STOPS 100

static void
go_to_row (Fixture *fixture, const char *title)
{
  GtkWidget *row = get_row (fixture, title);

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
  Fixture *fixture;
  const char *title;
} Shown;

/* A button that is pressed by its mnemonic takes a moment. */
static gboolean
is_on_page (gpointer user_data)
{
  Shown *shown = user_data;

  return g_str_equal (get_page (shown->fixture), shown->title);
}

static void
act_by_keys (Fixture *fixture, const Act *what)
{
  Shown shown = { fixture, what->title };

  if (what->kind != NEXT)
    go_to_row (fixture, what->title);
  switch (what->kind)
    {
    case TYPE:
      np_test_press_key (fixture->wizard, "ctrl+a");
      np_test_type (get_entry (fixture, what->title), what->text);
      break;
    case CHOOSE:
    case DECLARE: np_test_press_key (fixture->wizard, "space"); break;
    case NEXT:
      np_test_press_key (fixture->wizard, "alt+n");
      np_test_wait_until (is_on_page, &shown);
      break;
    }
}

static void
test_keyboard (Fixture *fixture, gconstpointer data)
{
  const Walk *walk = data;

  if (!np_test_has_keyboard ())
    {
      g_test_skip ("xdotool isn't installed");
      return;
    }
  np_test_give_keyboard (GTK_WINDOW (fixture->window));
  np_test_send_key ("alt+c");
  np_test_wait_until (has_dialog, fixture->window);
  fixture->wizard = np_test_find_dialog (GTK_WINDOW (fixture->window));
  np_test_wait_until (has_size, fixture->wizard);
  np_test_give_keyboard (fixture->wizard);
  for (guint i = 0; i < MOST_ACTS && walk->acts[i].title != NULL; i++)
    act_by_keys (fixture, &walk->acts[i]);
  np_test_send_key ("alt+s");
  np_test_wait_until (has_no_dialog, fixture->window);
  np_test_run_main_loop ();
  assert_recipe_saved (fixture);
}

static gboolean
is_narrow (gpointer window)
{
  return gtk_widget_get_width (window) <= 800;
}

static void
test_small (Fixture *fixture, gconstpointer data)
{
  open_wizard (fixture);
  gtk_window_set_default_size (fixture->wizard, 800, 600);
  np_test_wait_until (is_narrow, fixture->wizard);
  choose (fixture, "Provision");
  choose (fixture, "STM32WBA6");
  choose (fixture, "OEMiRoT + TF-M");
  take_pictures (fixture->wizard, "800x600-board-and-files");
  type_into (fixture, "Application firmware", "missing.bin");
  take_pictures (fixture->wizard, "800x600-files");
  press_next (fixture, "Security");
  take_pictures (fixture->wizard, "800x600-security");
  press_next (fixture, "Key Storage");
  press_next (fixture, "Protection");
  choose (fixture, "RDP 2");
  take_pictures (fixture->wizard, "800x600-protection");
  press_next (fixture, "Review");
  take_pictures (fixture->wizard, "800x600-review");
  gtk_window_destroy (fixture->wizard);
}

/* ST's text has this address. */
static void
test_nine_digits (Fixture *fixture, gconstpointer data)
{
  GtkWidget *problem;

  go_through (fixture, data);
  np_test_press (GTK_WIDGET (fixture->wizard), "Back");
  np_test_press (GTK_WIDGET (fixture->wizard), "Back");
  np_test_press (GTK_WIDGET (fixture->wizard), "Back");
  np_test_press (GTK_WIDGET (fixture->wizard), "Back");
  type_into (fixture, "Address of the firmware", "0x700060000");
  g_assert_true (np_test_shows_text (get_row (fixture, "Address of the firmware"), "has more than 32 bits"));
  take_pictures (fixture->wizard, "nine-digits");
  press_next (fixture, "Security");
  press_next (fixture, "Key Storage");
  press_next (fixture, "Protection");
  press_next (fixture, "Review");
  g_assert_null (np_test_find_button (GTK_WIDGET (fixture->wizard), "Save Recipe"));
  take_pictures (fixture->wizard, "nine-digits-review");
  problem = find (GTK_WIDGET (fixture->wizard), is_problem, NULL);
  g_signal_emit_by_name (gtk_widget_get_parent (problem), "row-activated", problem);
  np_test_run_main_loop ();
  g_assert_cmpstr (get_page (fixture), ==, "Board and Files");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->wizard), get_row (fixture, "Address of the firmware")));
  type_into (fixture, "Address of the firmware", "0x70060000");
  g_assert_false (np_test_shows_text (get_row (fixture, "Address of the firmware"), "has more than 32 bits"));
  gtk_window_destroy (fixture->wizard);
}

/* The project that was loaded, to the last byte. */
static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = np_project_dup_text (fixture->project);
  g_autofree char *after = NULL;

  go_through (fixture, data);
  np_test_press (GTK_WIDGET (fixture->wizard), "Cancel");
  np_test_wait_until (has_dialog, fixture->wizard);
  take_pictures (np_test_find_dialog (fixture->wizard), "cancel");
  np_test_press (GTK_WIDGET (np_test_find_dialog (fixture->wizard)), "Discard");
  np_test_wait_until (has_no_dialog, fixture->window);
  after = np_project_dup_text (fixture->project);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (np_project_is_modified (fixture->project));
}

/* What was changed back and forth is no change. */
static void
test_cancel_unchanged (Fixture *fixture, gconstpointer data)
{
  open_wizard (fixture);
  choose (fixture, "Provision");
  choose (fixture, "Reconfigure");
  np_test_press (GTK_WIDGET (fixture->wizard), "Cancel");
  np_test_wait_until (has_no_dialog, fixture->window);
  g_assert_false (np_project_is_modified (fixture->project));
}

/* From the bench it is one press when the recipe is what stands against a run. */
static void
test_from_bench (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpRecipe) recipe = np_recipe_copy (np_project_get_recipe (fixture->project));
  NpProjectView *view = NP_PROJECT_VIEW (find (GTK_WIDGET (fixture->window), is_project_view, NULL));

  recipe->job = NP_JOB_PROVISION;
  recipe->platform = np_platform_find ("stm32wba6");
  np_editor_set_recipe (np_project_view_get_editor (view), recipe);
  np_window_show_view (fixture->window, "bench");
  np_test_run_main_loop ();
  np_test_press (GTK_WIDGET (fixture->window), "Change Recipe…");
  np_test_wait_until (has_dialog, fixture->window);
  g_assert_true (NP_IS_RECIPE_WIZARD (np_test_find_dialog (GTK_WINDOW (fixture->window))));
  gtk_window_destroy (np_test_find_dialog (GTK_WINDOW (fixture->window)));
}

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = np_project_dup_text (fixture->project);
  g_autofree char *after = NULL;

  go_through (fixture, data);
  save_recipe (fixture);
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "firmware/provisioning.bin · 0x08000000"));
  np_project_view_enter_field (NP_PROJECT_VIEW (find (GTK_WIDGET (fixture->window), is_project_view, NULL)), NP_TAG_NONE);
  take_pictures (GTK_WINDOW (fixture->window), "summary");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  np_test_run_main_loop ();
  after = np_project_dup_text (fixture->project);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (np_test_shows_text (GTK_WIDGET (fixture->window), "firmware/provisioning.bin · 0x08000000"));
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (walks); i++)
    {
      g_autofree char *path = g_strconcat ("/recipe-wizard/walk/", walks[i].sample, NULL);
      g_autofree char *keyboard_path = g_strconcat ("/recipe-wizard/keyboard/", walks[i].sample, NULL);

      g_test_add (path, Fixture, &walks[i], set_up, test_walk, tear_down);
      g_test_add (keyboard_path, Fixture, &walks[i], set_up, test_keyboard, tear_down);
    }
#define ADD(name, walk, function) g_test_add ("/recipe-wizard/" name, Fixture, &walks[walk], set_up, function, tear_down)
  ADD ("small", 3, test_small);
  ADD ("nine-digits", 2, test_nine_digits);
  ADD ("cancel", 1, test_cancel);
  ADD ("cancel-unchanged", 1, test_cancel_unchanged);
  ADD ("from-bench", 1, test_from_bench);
  ADD ("undo", 1, test_undo);
  return np_test_run ();
}
