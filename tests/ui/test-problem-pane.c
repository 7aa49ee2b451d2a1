/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "factory/np-problem.h"
#include "np-problem-notes.h"
#include "np-problem-pane.h"
#include "support.h"

/* The list of problems, and the notes beside a field, as they follow what is found. */

typedef struct
{
  GtkWindow *window;
  GtkWidget *pane;
  GtkWidget *notes;
} Fixture;

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  np_test_get_application ();
  fixture->window = GTK_WINDOW (gtk_window_new ());
  fixture->pane = g_object_new (NP_TYPE_PROBLEM_PANE, "vexpand", TRUE, NULL);
  fixture->notes = g_object_new (NP_TYPE_PROBLEM_NOTES, NULL);
  gtk_box_append (GTK_BOX (box), fixture->pane);
  gtk_box_append (GTK_BOX (box), fixture->notes);
  gtk_window_set_default_size (fixture->window, 600, 400);
  gtk_window_set_child (fixture->window, box);
  gtk_window_present (fixture->window);
  np_test_wait_until (is_mapped, fixture->pane);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (fixture->window);
  np_test_run_main_loop ();
}

static void
show (Fixture *fixture, NpSeverity severity, NpTag tag, const char *code, const char *where, const char *why, const char *todo)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  np_problem_list_add (problems, severity, tag, code, where, g_strdup ("It is wrong."), why, todo);
  np_problem_pane_set_problems (NP_PROBLEM_PANE (fixture->pane), problems);
  np_problem_notes_set_problems (NP_PROBLEM_NOTES (fixture->notes), problems, tag, NULL);
  np_test_run_main_loop ();
}

static void
assert_icon (GtkWidget *root, const char *expected)
{
  g_assert_cmpstr (gtk_image_get_icon_name (GTK_IMAGE (np_test_find_type (root, GTK_TYPE_IMAGE))), ==, expected);
}

static void
activated_cb (GtkWidget *pane, guint tag, guint *found)
{
  *found = tag;
}

/* Of problems that say the same, all else may differ. */
static void
test_rows_follow (Fixture *fixture, gconstpointer data)
{
  GtkListBox *list = GTK_LIST_BOX (np_test_find_type (fixture->pane, GTK_TYPE_LIST_BOX));
  guint tag = NP_TAG_NONE;

  g_signal_connect (fixture->pane, "activated", G_CALLBACK (activated_cb), &tag);
  show (fixture, NP_SEVERITY_WARNING, NP_TAG_VENDOR_ID, "code", NULL, "The reason", "Do this");
  assert_icon (GTK_WIDGET (list), "dialog-warning-symbolic");
  assert_icon (fixture->notes, "dialog-warning-symbolic");
  g_assert_true (np_test_shows_text (fixture->pane, "0 errors, 1 warning, 0 notes"));

  show (fixture, NP_SEVERITY_ERROR, NP_TAG_VENDOR_ID, "code", NULL, "The reason", "Do this");
  assert_icon (GTK_WIDGET (list), "dialog-error-symbolic");
  assert_icon (fixture->notes, "dialog-error-symbolic");
  g_assert_true (np_test_shows_text (fixture->pane, "1 error, 0 warnings, 0 notes"));

  show (fixture, NP_SEVERITY_ERROR, NP_TAG_PRODUCT_ID, "code", NULL, "The reason", "Do this");
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 0));
  g_assert_cmpuint (tag, ==, NP_TAG_PRODUCT_ID);
  show (fixture, NP_SEVERITY_ERROR, NP_TAG_PRODUCT_ID, "code", "line 3", "The reason", "Do this");
  g_assert_true (np_test_shows_text (GTK_WIDGET (list), "line 3\nThe reason\nDo this"));
  show (fixture, NP_SEVERITY_ERROR, NP_TAG_PRODUCT_ID, "code", "line 3", "Another reason", "Do this");
  g_assert_true (np_test_shows_text (GTK_WIDGET (list), "line 3\nAnother reason\nDo this"));
  show (fixture, NP_SEVERITY_ERROR, NP_TAG_PRODUCT_ID, "code", "line 3", "Another reason", "Do that");
  g_assert_true (np_test_shows_text (GTK_WIDGET (list), "line 3\nAnother reason\nDo that"));
}

/* A row that would be the same is left alone: the focus may be on it. */
static void
test_same_rows_stay (Fixture *fixture, gconstpointer data)
{
  GtkListBox *list = GTK_LIST_BOX (np_test_find_type (fixture->pane, GTK_TYPE_LIST_BOX));
  GtkListBoxRow *row;

  show (fixture, NP_SEVERITY_ERROR, NP_TAG_VENDOR_ID, "code", "line 3", NULL, NULL);
  row = gtk_list_box_get_row_at_index (list, 0);
  show (fixture, NP_SEVERITY_ERROR, NP_TAG_VENDOR_ID, "code", "line 3", NULL, NULL);
  g_assert_true (row == gtk_list_box_get_row_at_index (list, 0));
}

/* The project file's names are for whoever edits that; here the wizard's stand, or none. */
static void
test_recipe_in_words (Fixture *fixture, gconstpointer data)
{
  show (fixture, NP_SEVERITY_ERROR, NP_TAG_NONE, "recipe-provisioning-firmware", "provisioningFirmware", "The reason", NULL);
  g_assert_true (np_test_shows_text (fixture->pane, "Provisioning firmware\nThe reason"));
  g_assert_false (np_test_shows_text (fixture->pane, "provisioningFirmware"));
  show (fixture, NP_SEVERITY_WARNING, NP_TAG_NONE, "recipe-key-unknown", "provisionningFirmware", "The reason", NULL);
  g_assert_true (np_test_shows_text (fixture->pane, "The reason"));
  g_assert_false (np_test_shows_text (fixture->pane, "provisionningFirmware"));
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/problem-pane/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("rows-follow", test_rows_follow);
  ADD ("same-rows-stay", test_same_rows_stay);
  ADD ("recipe-in-words", test_recipe_in_words);
  return np_test_run ();
}
