/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "factory/np-problem.h"
#include "np-error.h"
#include "np-project-files.h"
#include "support-project.h"

/* Saving */

static void
test_save_shows_changes (ProjectFixture *fixture, gconstpointer data)
{
  project_type_into (fixture, NP_TAG_VENDOR_NAME, "Löwen <b>&");
  project_type_into (fixture, NP_TAG_SPAKE2_SETUP_PASSCODE, "20202021");
  np_project_view_save (fixture->view);
  project_assert_dialog_says (fixture, "Save 3 Changes?");
  project_assert_dialog_says (fixture, "→ “Löwen <b>&”");
  project_assert_dialog_says (fixture, "hidden → another value, hidden");
  project_press_in_dialog (fixture, "Save");
  project_assert_file_says (fixture, "Löwen <b>&");
  g_assert_false (np_project_is_modified (fixture->project));
}

/* What its file says of it is saved like the fields. */
static void
test_rename (ProjectFixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.rename-project", NULL);
  np_test_wait_until (project_has_dialog, fixture->window);
  dialog = GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window)));
  gtk_editable_set_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog))), "");
  g_assert_null (np_test_find_button (dialog, "Rename"));
  gtk_editable_set_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (ADW_MESSAGE_DIALOG (dialog))), " Bell ");
  project_press_in_dialog (fixture, "Rename");
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (fixture->window)), ==, "Bell");
  gtk_window_close (GTK_WINDOW (fixture->window));
  project_assert_dialog_says (fixture, "Name of the project");
  project_assert_dialog_says (fixture, "→ Bell");
  gtk_window_close (np_test_find_dialog (GTK_WINDOW (fixture->window)));
  np_test_wait_until (project_has_no_dialog, fixture->window);
}

static void
test_close_asks (ProjectFixture *fixture, gconstpointer data)
{
  project_type_into (fixture, NP_TAG_VENDOR_NAME, "Other");
  gtk_window_close (GTK_WINDOW (fixture->window));
  project_assert_dialog_says (fixture, "Save Changes?");
  gtk_window_close (np_test_find_dialog (GTK_WINDOW (fixture->window)));
  np_test_wait_until (project_has_no_dialog, fixture->window);
  np_test_run_main_loop ();
  g_assert_nonnull (fixture->window);

  gtk_window_close (GTK_WINDOW (fixture->window));
  np_test_wait_until (project_has_dialog, fixture->window);
  np_test_press (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), "Save");
  np_test_wait_until (project_is_window_gone, &fixture->window);
  project_assert_file_says (fixture, "Other");
}

static NpVerifierState
judge_file (ProjectFixture *fixture, guint32 passcode)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProject) saved = np_project_load (fixture->folder, problems, &error);
  g_autoptr(NpJudgement) judgement = NULL;
  guint32 number = 0;

  g_assert_no_error (error);
  g_assert_true (np_factory_data_get_number (np_project_get_factory_data (saved), NP_TAG_SPAKE2_SETUP_PASSCODE, &number));
  g_assert_cmpuint (number, ==, passcode);
  judgement = np_judgement_new (np_project_get_factory_data (saved), np_project_get_recipe (saved), NULL);
  return judgement->verifier_state;
}

/* The verifier follows its passcode in a thread: a save on the heels of the last key waits for it, and so does one before closing. */
static void
test_save_waits_for_verifier (ProjectFixture *fixture, gconstpointer data)
{
  project_wait_for_judgement (fixture);
  project_type_into (fixture, NP_TAG_SPAKE2_SETUP_PASSCODE, "20202021");
  g_assert_true (np_editor_is_judging (fixture->editor));
  np_project_view_save (fixture->view);
  np_project_view_save (fixture->view);
  project_press_in_dialog (fixture, "Save");
  g_assert_cmpint (judge_file (fixture, 20202021), ==, NP_VERIFIER_MATCHES);
  g_assert_true (project_has_no_dialog (fixture->window));

  project_type_into (fixture, NP_TAG_SPAKE2_SETUP_PASSCODE, "34567890");
  gtk_window_close (GTK_WINDOW (fixture->window));
  g_assert_true (np_editor_is_judging (fixture->editor));
  np_test_press (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), "Save");
  np_test_wait_until (project_is_window_gone, &fixture->window);
  g_assert_cmpint (judge_file (fixture, 34567890), ==, NP_VERIFIER_MATCHES);
}

static void
test_close_discards (ProjectFixture *fixture, gconstpointer data)
{
  project_type_into (fixture, NP_TAG_VENDOR_NAME, "Other");
  gtk_window_close (GTK_WINDOW (fixture->window));
  np_test_wait_until (project_has_dialog, fixture->window);
  np_test_press (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), "Discard");
  np_test_wait_until (project_is_window_gone, &fixture->window);
}

static void
test_close_without_changes (ProjectFixture *fixture, gconstpointer data)
{
  project_type_into (fixture, NP_TAG_VENDOR_NAME, "Other");
  project_activate (fixture, "project.undo");
  gtk_window_close (GTK_WINDOW (fixture->window));
  np_test_wait_until (project_is_window_gone, &fixture->window);
}

static void
test_changed_on_disk_reload (ProjectFixture *fixture, gconstpointer data)
{
  project_type_into (fixture, NP_TAG_VENDOR_NAME, "Mine");
  project_change_on_disk (fixture, "From elsewhere");
  np_test_wait_until (project_shows_disk_bar, fixture->window);
  np_test_press (GTK_WIDGET (fixture->window), "Reload");
  g_assert_cmpstr (gtk_editable_get_text (project_get_entry (fixture, NP_TAG_PRODUCT_NAME)), ==, "From elsewhere");
  project_activate (fixture, "project.undo");
  g_assert_cmpstr (gtk_editable_get_text (project_get_entry (fixture, NP_TAG_VENDOR_NAME)), ==, "Mine");
}

static void
test_changed_on_disk_keep (ProjectFixture *fixture, gconstpointer data)
{
  project_type_into (fixture, NP_TAG_VENDOR_NAME, "Mine");
  project_change_on_disk (fixture, "From elsewhere");
  np_test_wait_until (project_shows_disk_bar, fixture->window);
  np_test_press (GTK_WIDGET (fixture->window), "Keep Mine");
  np_project_view_save (fixture->view);
  project_assert_dialog_says (fixture, "The Project Was Changed Elsewhere");
  project_assert_file_says (fixture, "From elsewhere");
  np_test_press (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), "Keep Mine");
  np_test_run_main_loop ();
  project_assert_dialog_says (fixture, "Save 1 Change?");
  project_press_in_dialog (fixture, "Save");
  project_assert_file_says (fixture, "Mine");
}

static void
close_dialog (ProjectFixture *fixture)
{
  gtk_window_close (np_test_find_dialog (GTK_WINDOW (fixture->window)));
  np_test_wait_until (project_has_no_dialog, fixture->window);
}

/* A value that was left out looks like one that isn't there. */
static void
assert_tells_problem (ProjectFixture *fixture)
{
  project_assert_dialog_says (fixture, "SERIAL_NUMBER has a value of the wrong type.");
  close_dialog (fixture);
  g_assert_cmpstr (gtk_editable_get_text (project_get_entry (fixture, NP_TAG_SERIAL_NUMBER)), ==, "");
  g_assert_true (np_test_shows_text (GTK_WIDGET (fixture->view), "SERIAL_NUMBER has a value of the wrong type."));
}

static void
test_spoilt_on_disk_reload (ProjectFixture *fixture, gconstpointer data)
{
  project_spoil_on_disk (fixture);
  np_test_wait_until (project_shows_disk_bar, fixture->window);
  np_test_press (GTK_WIDGET (fixture->window), "Reload");
  assert_tells_problem (fixture);
}

static void
test_spoilt_on_disk_save (ProjectFixture *fixture, gconstpointer data)
{
  project_type_into (fixture, NP_TAG_VENDOR_NAME, "Mine");
  project_spoil_on_disk (fixture);
  np_test_wait_until (project_shows_disk_bar, fixture->window);
  np_project_view_save (fixture->view);
  project_assert_dialog_says (fixture, "The Project Was Changed Elsewhere");
  np_test_press (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), "Reload");
  np_test_run_main_loop ();
  assert_tells_problem (fixture);
}

/* As the menu's item finds it */
static gboolean
may_save (ProjectFixture *fixture)
{
  GtkWidget *button = gtk_button_new ();
  gboolean may;

  gtk_widget_set_parent (button, gtk_window_get_child (GTK_WINDOW (fixture->window)));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.save");
  may = gtk_widget_get_sensitive (button);
  gtk_widget_unparent (button);
  return may;
}

static void
keep_mine (ProjectFixture *fixture, const char *product_name)
{
  project_change_on_disk (fixture, product_name);
  np_test_wait_until (project_shows_disk_bar, fixture->window);
  np_test_press (GTK_WIDGET (fixture->window), "Keep Mine");
  np_test_run_main_loop ();
}

static gboolean
file_is_mine (ProjectFixture *fixture)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpProject) saved = np_project_load (fixture->folder, problems, NULL);

  return saved != NULL && np_factory_data_equal (np_project_get_factory_data (saved), project_get_data (fixture));
}

/* With nothing edited there is something to save all the same: what is here, over what the other program wrote. */
static void
test_changed_on_disk_keep_unedited (ProjectFixture *fixture, gconstpointer data)
{
  g_assert_false (may_save (fixture));
  keep_mine (fixture, "From elsewhere");
  g_assert_true (may_save (fixture));
  gtk_window_close (GTK_WINDOW (fixture->window));
  project_assert_dialog_says (fixture, "Another program has changed project.json, and what was kept here isn’t saved");
  close_dialog (fixture);
  g_assert_false (file_is_mine (fixture));

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.save", NULL));
  project_assert_dialog_says (fixture, "The Project Was Changed Elsewhere");
  project_press_in_dialog (fixture, "Keep Mine");
  g_assert_true (file_is_mine (fixture));
  g_assert_false (may_save (fixture));
  gtk_window_close (GTK_WINDOW (fixture->window));
  np_test_wait_until (project_is_window_gone, &fixture->window);
}

/* A change of mind: what was kept is given up, and nothing is left to save. */
static void
test_changed_on_disk_keep_then_reload (ProjectFixture *fixture, gconstpointer data)
{
  keep_mine (fixture, "From elsewhere");
  g_assert_true (np_editor_has_unsaved_work (fixture->editor));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.reload-project", NULL));
  g_assert_cmpstr (gtk_editable_get_text (project_get_entry (fixture, NP_TAG_PRODUCT_NAME)), ==, "From elsewhere");
  g_assert_false (np_editor_has_unsaved_work (fixture->editor));
  g_assert_false (may_save (fixture));
}

static gboolean
shows_no_disk_bar (gpointer window)
{
  return !project_shows_disk_bar (window);
}

static char *
dup_planned_name (ProjectFixture *fixture)
{
  g_autoptr(NpPlan) plan = np_session_draft_plan (np_window_get_session (fixture->window));

  return np_factory_data_dup_string (np_image_get_data (np_plan_get_image (plan)), NP_TAG_PRODUCT_NAME);
}

/* Whoever writes boards is told as well, of each change; what is decided there counts. */
static void
test_changed_on_disk_at_the_bench (ProjectFixture *fixture, gconstpointer data)
{
  g_autofree char *name = NULL;

  np_window_show_view (fixture->window, "bench");
  project_change_on_disk (fixture, "From elsewhere");
  np_test_wait_until (project_shows_disk_bar, fixture->window);
  np_test_press (GTK_WIDGET (fixture->window), "Keep Mine");
  np_test_wait_until (shows_no_disk_bar, fixture->window);
  project_change_on_disk (fixture, "Once more");
  np_test_wait_until (project_shows_disk_bar, fixture->window);
  np_test_press (GTK_WIDGET (fixture->window), "Reload");
  np_test_wait_until (shows_no_disk_bar, fixture->window);
  name = dup_planned_name (fixture);
  g_assert_cmpstr (name, ==, "Once more");
}

/* No more than 16 bytes can be written: as on a full disk, the new file comes out short. */
static void
set_file_limit (rlim_t size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = size;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static gboolean
tells_failure (gpointer window)
{
  return project_has_dialog (window) && np_test_shows_text (GTK_WIDGET (np_test_find_dialog (window)), "The Project Wasn’t Saved");
}

static void
test_disk_full (ProjectFixture *fixture, gconstpointer data)
{
  g_autofree char *before = g_strdup (gtk_editable_get_text (project_get_entry (fixture, NP_TAG_VENDOR_NAME)));

  project_type_into (fixture, NP_TAG_VENDOR_NAME, "Other");
  np_project_view_save (fixture->view);
  np_test_wait_until (project_has_dialog, fixture->window);
  set_file_limit (16);
  np_test_press (GTK_WIDGET (np_test_find_dialog (GTK_WINDOW (fixture->window))), "Save");
  np_test_wait_until (tells_failure, fixture->window);
  set_file_limit (RLIM_INFINITY);
  project_press_in_dialog (fixture, "Close");
  project_assert_file_says (fixture, before);
  g_assert_cmpstr (gtk_editable_get_text (project_get_entry (fixture, NP_TAG_VENDOR_NAME)), ==, "Other");
  g_assert_true (np_editor_has_unsaved_work (fixture->editor));
}

/* Import and export */

static void
test_export_then_import (ProjectFixture *fixture, gconstpointer data)
{
  static const NpExportForm forms[] = { NP_EXPORT_FORM_ST_JSON, NP_EXPORT_FORM_IMAGE };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_autofree char *name = np_project_files_dup_export_name (fixture->editor, forms[i]);
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
      g_autofree char *before = g_strdup (gtk_editable_get_text (project_get_entry (fixture, NP_TAG_VENDOR_NAME)));
      g_autoptr(GFile) file = g_file_new_for_path (path);
      g_autoptr(GError) error = NULL;
      GStatBuf info;

      np_project_files_export (fixture->editor, forms[i], path, &error);
      g_assert_no_error (error);
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      g_assert_cmpuint (info.st_mode & 0777, ==, 0600);

      np_project_view_import_file (fixture->view, file);
      g_assert_true (project_has_no_dialog (fixture->window));
      project_type_into (fixture, NP_TAG_VENDOR_NAME, "Other");
      np_project_view_import_file (fixture->view, file);
      project_assert_dialog_says (fixture, "Replace 1 Field?");
      project_press_in_dialog (fixture, "Replace");
      g_assert_cmpstr (gtk_editable_get_text (project_get_entry (fixture, NP_TAG_VENDOR_NAME)), ==, before);
    }
}

static void
import (ProjectFixture *fixture, const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);

  np_project_view_import_file (fixture->view, file);
}

/* Each problem is told, beside the changes and without any. */
static void
test_import_with_problems (ProjectFixture *fixture, gconstpointer data)
{
  static const char told[] = "No field is called “MY_KEY”; it was skipped.";
  g_autofree char *path = g_build_filename (fixture->folder, "lamp.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr(GString) spoilt = NULL;

  np_project_files_export (fixture->editor, NP_EXPORT_FORM_ST_JSON, path, NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  spoilt = g_string_new (text);
  g_assert_cmpuint (g_string_replace (spoilt, "\"VENDOR_ID\"", "\"MY_KEY\": 1, \"VENDOR_ID\"", 0), ==, 1);
  g_assert_true (g_file_set_contents (path, spoilt->str, -1, NULL));
  import (fixture, path);
  project_assert_dialog_says (fixture, told);
  close_dialog (fixture);

  project_type_into (fixture, NP_TAG_VENDOR_NAME, "Other");
  import (fixture, path);
  project_assert_dialog_says (fixture, "Replace 1 Field?");
  project_assert_dialog_says (fixture, "Reading the file told 1 problem.");
  project_assert_dialog_says (fixture, told);
  project_take_pictures (fixture, "import-with-problems");
  project_press_in_dialog (fixture, "Replace");
  g_assert_cmpstr (gtk_editable_get_text (project_get_entry (fixture, NP_TAG_VENDOR_NAME)), !=, "Other");
}

static void
test_import_of_damaged_file (ProjectFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "damaged.json", NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  g_assert_true (g_file_set_contents (path, "{\"VENDOR_ID\": ", -1, NULL));
  np_project_view_import_file (fixture->view, file);
  project_assert_dialog_says (fixture, "The File Wasn’t Imported");
  project_press_in_dialog (fixture, "Close");
  g_assert_false (np_editor_has_unsaved_work (fixture->editor));
}

static void
test_export_of_impossible_image (ProjectFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "x.bin", NULL);
  g_autoptr(GError) error = NULL;

  project_type_into (fixture, NP_TAG_SETUP_DISCRIMINATOR, "4096");
  g_assert_false (np_project_files_export (fixture->editor, NP_EXPORT_FORM_IMAGE, path, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  signal (SIGXFSZ, SIG_IGN);
  np_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/project-saving/" name, ProjectFixture, NULL, project_set_up, function, project_tear_down)
  ADD ("save-shows-changes", test_save_shows_changes);
  ADD ("rename", test_rename);
  ADD ("close-asks", test_close_asks);
  ADD ("save-waits-for-verifier", test_save_waits_for_verifier);
  ADD ("close-discards", test_close_discards);
  ADD ("close-without-changes", test_close_without_changes);
  ADD ("changed-on-disk-reload", test_changed_on_disk_reload);
  ADD ("changed-on-disk-keep", test_changed_on_disk_keep);
  ADD ("changed-on-disk-keep-unedited", test_changed_on_disk_keep_unedited);
  ADD ("changed-on-disk-keep-then-reload", test_changed_on_disk_keep_then_reload);
  ADD ("changed-on-disk-at-the-bench", test_changed_on_disk_at_the_bench);
  ADD ("spoilt-on-disk-reload", test_spoilt_on_disk_reload);
  ADD ("spoilt-on-disk-save", test_spoilt_on_disk_save);
  ADD ("disk-full", test_disk_full);
  ADD ("export-then-import", test_export_then_import);
  ADD ("import-with-problems", test_import_with_problems);
  ADD ("import-of-damaged-file", test_import_of_damaged_file);
  ADD ("export-of-impossible-image", test_export_of_impossible_image);
  return np_test_run ();
}
