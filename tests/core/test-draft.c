/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "np-paths.h"
#include "project/np-autosave.h"
#include "project/np-draft.h"

/* An editor whose work is kept, and what another start of the program finds. */
typedef struct
{
  char *folder;
  NpProject *project;
  NpEditor *editor;
  NpAutosave *autosave;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer saved)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_build_filename (g_get_user_data_dir (), "lamp", NULL);
  fixture->project = np_project_new_sample ();
  if (saved != NULL)
    {
      np_project_save (fixture->project, fixture->folder, &error);
      g_assert_no_error (error);
    }
  fixture->editor = np_editor_new (fixture->project);
  fixture->autosave = np_autosave_new (fixture->editor);
}

/* As when the program ends: nothing is removed. */
static void
end_program (Fixture *fixture)
{
  g_clear_object (&fixture->autosave);
  g_clear_object (&fixture->editor);
  g_clear_object (&fixture->project);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autofree char *drafts = np_draft_dup_parent_folder ();
  g_autoptr(GError) error = NULL;

  end_program (fixture);
  np_paths_remove_folder (drafts, &error);
  g_assert_no_error (error);
  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
}

static void
edit (Fixture *fixture)
{
  np_editor_set_text (fixture->editor, NP_TAG_PRODUCT_NAME, "Other Lamp");
  np_editor_set_text (fixture->editor, NP_TAG_SPAKE2_SETUP_PASSCODE, "12x");
  np_editor_set_address_text (fixture->editor, "0x081F");
}

static void
flush (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  np_autosave_flush (fixture->autosave, &error);
  g_assert_no_error (error);
}

static void
assert_n_drafts (guint n)
{
  g_autoptr(GPtrArray) drafts = np_draft_list ();

  g_assert_cmpuint (drafts->len, ==, n);
}

static void
assert_text (NpEditor *editor, NpTag tag, const char *expected)
{
  g_autofree char *text = np_editor_dup_text (editor, tag);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_restore (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpProject) project = NULL;
  g_autoptr(NpEditor) editor = NULL;
  g_autoptr(NpDraft) draft = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *address = NULL;

  edit (fixture);
  flush (fixture);
  assert_n_drafts (0); /* a program has it */
  end_program (fixture);
  assert_n_drafts (1);

  project = np_project_load (fixture->folder, problems, &error);
  g_assert_no_error (error);
  editor = np_editor_new (project);
  draft = np_draft_find (fixture->folder);
  g_assert_nonnull (draft);
  g_assert_cmpstr (draft->name, ==, np_project_get_name (project));
  np_draft_restore (draft, editor, &error);
  g_assert_no_error (error);
  address = np_editor_dup_address_text (editor);
  assert_text (editor, NP_TAG_PRODUCT_NAME, "Other Lamp");
  assert_text (editor, NP_TAG_SPAKE2_SETUP_PASSCODE, "12x");
  g_assert_cmpstr (address, ==, "0x081F");
  g_assert_true (np_editor_has_unsaved_work (editor));

  while (np_editor_can_undo (editor))
    np_editor_undo (editor);
  g_assert_false (np_editor_has_unsaved_work (editor));

  np_draft_remove (draft, &error);
  g_assert_no_error (error);
  assert_n_drafts (0);
}

/* One that has no folder can only come from its draft. */
static void
test_never_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) drafts = NULL;
  g_autoptr(NpProject) project = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;

  flush (fixture);
  g_assert_null (np_autosave_get_path (fixture->autosave)); /* nothing was edited: nothing would be lost */
  edit (fixture);
  flush (fixture);
  end_program (fixture);
  drafts = np_draft_list ();
  g_assert_cmpuint (drafts->len, ==, 1);
  g_assert_null (((NpDraft *) drafts->pdata[0])->project_folder);
  project = np_draft_load (drafts->pdata[0], &error);
  g_assert_no_error (error);
  g_assert_null (np_project_get_folder (project));
  name = np_factory_data_dup_string (np_project_get_factory_data (project), NP_TAG_PRODUCT_NAME);
  g_assert_cmpstr (name, ==, "Other Lamp");
}

static void
test_private (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = NULL;
  GStatBuf status;

  edit (fixture);
  flush (fixture);
  file = g_build_filename (np_autosave_get_path (fixture->autosave), NP_PROJECT_FILE_NAME, NULL);
  g_assert_cmpint (g_stat (file, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (np_autosave_get_path (fixture->autosave), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
}

/* Saved, undone or given up: there is nothing to restore. */
static void
test_nothing_left (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  np_editor_set_text (fixture->editor, NP_TAG_PRODUCT_NAME, "Other Lamp");
  flush (fixture);
  g_assert_nonnull (np_autosave_get_path (fixture->autosave));
  np_editor_undo (fixture->editor);
  g_assert_null (np_autosave_get_path (fixture->autosave));

  np_editor_redo (fixture->editor);
  flush (fixture);
  np_project_save (fixture->project, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (np_autosave_get_path (fixture->autosave));

  edit (fixture);
  flush (fixture);
  np_autosave_discard (fixture->autosave);
  end_program (fixture);
  assert_n_drafts (0);
}

static gboolean
has_file (NpAutosave *autosave)
{
  const char *path = np_autosave_get_path (autosave);
  g_autofree char *file = path != NULL ? g_build_filename (path, NP_PROJECT_FILE_NAME, NULL) : NULL;

  return file != NULL && g_file_test (file, G_FILE_TEST_EXISTS);
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* By itself, a moment after the edit; and what is flushed last stays, whatever the worker does later. */
static void
test_by_itself (Fixture *fixture, gconstpointer data)
{
  guint source = g_timeout_add (20, wake_cb, NULL);
  g_autofree char *contents = NULL;
  g_autofree char *file = NULL;

  edit (fixture);
  while (!has_file (fixture->autosave))
    g_main_context_iteration (NULL, TRUE);
  np_editor_set_text (fixture->editor, NP_TAG_PRODUCT_NAME, "Third Lamp");
  flush (fixture);
  file = g_build_filename (np_autosave_get_path (fixture->autosave), NP_PROJECT_FILE_NAME, NULL);
  g_assert_true (g_file_get_contents (file, &contents, NULL, NULL));
  g_assert_nonnull (strstr (contents, "Third Lamp"));
  g_source_remove (source);
}

/* What isn't a draft of ours is left alone and not offered. */
static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "", "{", "[]", "{\"draft\": 1}", "{\"name\": \"x\"}" };
  g_autofree char *parent = np_draft_dup_parent_folder ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *name = g_strdup_printf ("broken-%u", i);
      g_autofree char *path = g_build_filename (parent, name, NULL);
      g_autofree char *file = g_build_filename (path, NP_PROJECT_FILE_NAME, NULL);

      g_assert_cmpint (g_mkdir_with_parents (path, 0700), ==, 0);
      g_assert_true (g_file_set_contents (file, texts[i], -1, NULL));
    }
  assert_n_drafts (0);
}

/* No place to keep it: it says so, and nothing else happens. */
static void
test_no_place (Fixture *fixture, gconstpointer data)
{
  g_autofree char *parent = np_draft_dup_parent_folder ();
  g_autofree char *above = g_path_get_dirname (parent);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (above, 0700), ==, 0);
  g_assert_true (g_file_set_contents (parent, "in the way", -1, NULL));
  edit (fixture);
  g_assert_false (np_autosave_flush (fixture->autosave, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (g_unlink (parent), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, data, function) g_test_add ("/draft/" name, Fixture, data, set_up, function, tear_down)
  ADD ("restore", "saved", test_restore);
  ADD ("never-saved", NULL, test_never_saved);
  ADD ("private", NULL, test_private);
  ADD ("nothing-left", "saved", test_nothing_left);
  ADD ("by-itself", NULL, test_by_itself);
  ADD ("damaged", NULL, test_damaged);
  ADD ("no-place", NULL, test_no_place);
  return g_test_run ();
}
