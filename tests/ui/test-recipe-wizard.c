/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-problem-row.h"
#include "np-project-view.h"
#include "np-recipe-wizard.h"
#include "support-wizard.h"

/* The wizard gone through for each of its recipes in real windows, by pressing what a person would press. By keyboard and by mouse:
 * test-recipe-wizard-keys.c. */

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

/* Pictures */

static void
take_page_pictures (NpTestWizard *fixture, const NpTestWalk *walk, const char *suffix)
{
  g_autofree char *page = g_ascii_strdown (np_test_wizard_get_page (fixture), -1);
  g_autofree char *name = g_strdup_printf ("wizard-%s-%s%s", walk->name, g_strdelimit (page, " ", '-'), suffix);

  np_test_take_pictures (fixture->wizard, name);
}

/* Tests */

static void
test_walk (NpTestWizard *fixture, gconstpointer data)
{
  const NpTestWalk *walk = data;

  np_test_wizard_open (fixture);
  take_page_pictures (fixture, walk, "-top");
  for (guint i = 0; i < NP_TEST_MOST_ACTS && walk->acts[i].title != NULL; i++)
    {
      if (walk->acts[i].kind == NP_TEST_NEXT)
        take_page_pictures (fixture, walk, "");
      np_test_wizard_act (fixture, &walk->acts[i]);
    }
  take_page_pictures (fixture, walk, "");
  g_assert_true (np_test_wizard_shows (fixture, walk->last_step));
  g_assert_cmpint (np_test_wizard_shows (fixture, "Permanent"), ==, walk->permanent);
  g_assert_false (np_test_wizard_has_errors (fixture));
  np_test_wizard_save (fixture);
  np_test_wizard_assert_saved (fixture);
}

static gboolean
is_narrow (gpointer window)
{
  return gtk_widget_get_width (window) <= 800;
}

static void
test_small (NpTestWizard *fixture, gconstpointer data)
{
  np_test_wizard_open (fixture);
  gtk_window_set_default_size (fixture->wizard, 800, 600);
  np_test_wait_until (is_narrow, fixture->wizard);
  np_test_wizard_choose (fixture, "Provision");
  np_test_wizard_choose (fixture, "STM32WBA6");
  np_test_wizard_choose (fixture, "OEMiRoT + TF-M");
  np_test_take_pictures (fixture->wizard, "wizard-800x600-board-and-files");
  np_test_wizard_type (fixture, "Application firmware", "missing.bin");
  np_test_take_pictures (fixture->wizard, "wizard-800x600-files");
  np_test_wizard_press_next (fixture, "Security");
  np_test_take_pictures (fixture->wizard, "wizard-800x600-security");
  np_test_wizard_press_next (fixture, "Key Storage");
  np_test_wizard_press_next (fixture, "Protection");
  np_test_wizard_choose (fixture, "RDP 2");
  np_test_take_pictures (fixture->wizard, "wizard-800x600-protection");
  np_test_wizard_press_next (fixture, "Review");
  np_test_take_pictures (fixture->wizard, "wizard-800x600-review");
  gtk_window_destroy (fixture->wizard);
}

/* ST's text has this address. */
static void
test_nine_digits (NpTestWizard *fixture, gconstpointer data)
{
  GtkWidget *problem;

  np_test_wizard_go_through (fixture, data);
  np_test_press (GTK_WIDGET (fixture->wizard), "Back");
  np_test_press (GTK_WIDGET (fixture->wizard), "Back");
  np_test_press (GTK_WIDGET (fixture->wizard), "Back");
  np_test_press (GTK_WIDGET (fixture->wizard), "Back");
  np_test_wizard_type (fixture, "Address of the firmware", "0x700060000");
  g_assert_true (np_test_shows_text (np_test_wizard_get_row (fixture, "Address of the firmware"), "has more than 32 bits"));
  np_test_take_pictures (fixture->wizard, "wizard-nine-digits");
  np_test_wizard_press_next (fixture, "Security");
  np_test_wizard_press_next (fixture, "Key Storage");
  np_test_wizard_press_next (fixture, "Protection");
  np_test_wizard_press_next (fixture, "Review");
  g_assert_null (np_test_find_button (GTK_WIDGET (fixture->wizard), "Save Recipe"));
  np_test_take_pictures (fixture->wizard, "wizard-nine-digits-review");
  problem = np_test_wizard_find (GTK_WIDGET (fixture->wizard), is_problem, NULL);
  g_signal_emit_by_name (gtk_widget_get_parent (problem), "row-activated", problem);
  np_test_run_main_loop ();
  g_assert_cmpstr (np_test_wizard_get_page (fixture), ==, "Board and Files");
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (fixture->wizard), np_test_wizard_get_row (fixture, "Address of the firmware")));
  np_test_wizard_type (fixture, "Address of the firmware", "0x70060000");
  g_assert_false (np_test_shows_text (np_test_wizard_get_row (fixture, "Address of the firmware"), "has more than 32 bits"));
  gtk_window_destroy (fixture->wizard);
}

/* The project that was loaded, to the last byte. */
static void
test_cancel (NpTestWizard *fixture, gconstpointer data)
{
  g_autofree char *before = np_project_dup_text (fixture->project);
  g_autofree char *after = NULL;

  np_test_wizard_go_through (fixture, data);
  np_test_press (GTK_WIDGET (fixture->wizard), "Cancel");
  np_test_wait_until (np_test_wizard_has_dialog, fixture->wizard);
  np_test_take_pictures (np_test_find_dialog (fixture->wizard), "wizard-cancel");
  np_test_press (GTK_WIDGET (np_test_find_dialog (fixture->wizard)), "Discard");
  np_test_wait_until (np_test_wizard_has_no_dialog, fixture->window);
  after = np_project_dup_text (fixture->project);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (np_project_is_modified (fixture->project));
}

/* What was changed back and forth is no change. */
static void
test_cancel_unchanged (NpTestWizard *fixture, gconstpointer data)
{
  np_test_wizard_open (fixture);
  np_test_wizard_choose (fixture, "Provision");
  np_test_wizard_choose (fixture, "Reconfigure");
  np_test_press (GTK_WIDGET (fixture->wizard), "Cancel");
  np_test_wait_until (np_test_wizard_has_no_dialog, fixture->window);
  g_assert_false (np_project_is_modified (fixture->project));
}

/* From the bench it is one press when the recipe is what stands against a run. */
static void
test_from_bench (NpTestWizard *fixture, gconstpointer data)
{
  g_autoptr(NpRecipe) recipe = np_recipe_copy (np_project_get_recipe (fixture->project));
  NpProjectView *view = NP_PROJECT_VIEW (np_test_wizard_find (GTK_WIDGET (fixture->window), is_project_view, NULL));

  recipe->job = NP_JOB_PROVISION;
  recipe->platform = np_platform_find ("stm32wba6");
  np_editor_set_recipe (np_project_view_get_editor (view), recipe);
  np_window_show_view (fixture->window, "bench");
  np_test_run_main_loop ();
  np_test_press (GTK_WIDGET (fixture->window), "Change Recipe…");
  np_test_wait_until (np_test_wizard_has_dialog, fixture->window);
  g_assert_true (NP_IS_RECIPE_WIZARD (np_test_find_dialog (GTK_WINDOW (fixture->window))));
  gtk_window_destroy (np_test_find_dialog (GTK_WINDOW (fixture->window)));
}

static void
test_undo (NpTestWizard *fixture, gconstpointer data)
{
  g_autofree char *before = np_project_dup_text (fixture->project);
  g_autofree char *after = NULL;

  np_test_wizard_go_through (fixture, data);
  np_test_wizard_save (fixture);
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->window), "firmware/provisioning.bin · 0x08000000"));
  np_project_view_enter_field (NP_PROJECT_VIEW (np_test_wizard_find (GTK_WIDGET (fixture->window), is_project_view, NULL)), NP_TAG_NONE);
  np_test_take_pictures (GTK_WINDOW (fixture->window), "wizard-summary");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.undo", NULL);
  np_test_run_main_loop ();
  after = np_project_dup_text (fixture->project);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (np_test_shows_text (GTK_WIDGET (fixture->window), "firmware/provisioning.bin · 0x08000000"));
}

int
main (int argc, char **argv)
{
  guint n_walks;
  const NpTestWalk *walks = np_test_walks_get (&n_walks);

  np_test_init (&argc, &argv);
  for (guint i = 0; i < n_walks; i++)
    {
      g_autofree char *path = g_strconcat ("/recipe-wizard/walk/", walks[i].name, NULL);

      g_test_add (path, NpTestWizard, &walks[i], np_test_wizard_set_up, test_walk, np_test_wizard_tear_down);
    }
#define ADD(name, walk, function) \
  g_test_add ("/recipe-wizard/" name, NpTestWizard, np_test_walk_find (walk), np_test_wizard_set_up, function, np_test_wizard_tear_down)
  ADD ("small", "wba6-oemirot-tfm", test_small);
  ADD ("nine-digits", "wba6-oemirot", test_nine_digits);
  ADD ("cancel", "wba6", test_cancel);
  ADD ("cancel-unchanged", "wba6", test_cancel_unchanged);
  ADD ("from-bench", "wba6", test_from_bench);
  ADD ("undo", "wba6", test_undo);
  return np_test_run ();
}
