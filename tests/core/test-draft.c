/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "factory/np-problem.h"
#include "np-paths.h"
#include "project/np-draft.h"
#include "support-draft.h"

static void
assert_text (NpEditor *editor, NpTag tag, const char *expected)
{
  g_autofree char *text = np_editor_dup_text (editor, tag);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_restore (DraftFixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpProject) project = NULL;
  g_autoptr(NpEditor) editor = NULL;
  g_autoptr(NpDraft) draft = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *address = NULL;

  draft_edit (fixture);
  draft_flush (fixture);
  draft_assert_count (0); /* a program has it */
  draft_end_program (fixture);
  draft_assert_count (1);

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
  draft_assert_count (0);
}

/* One that has no folder can only come from its draft. */
static void
test_never_saved (DraftFixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) drafts = NULL;
  g_autoptr(NpProject) project = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;

  draft_flush (fixture);
  g_assert_null (np_autosave_get_path (fixture->autosave)); /* nothing was edited: nothing would be lost */
  draft_edit (fixture);
  draft_flush (fixture);
  draft_end_program (fixture);
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
give_units_values (DraftFixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, NP_PROJECT_FILE_NAME, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GString) changed = NULL;
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  changed = g_string_new (text);
  g_assert_cmpuint (g_string_replace (changed, "\"plannedUnits\"", "\"perUnit\" : {\"SPAKE2_SALT\": \"random\"}, \"plannedUnits\"", 0), ==, 1);
  g_assert_true (g_file_set_contents (path, changed->str, -1, NULL));
  np_editor_reload (fixture->editor, problems, &error);
  g_assert_no_error (error);
}

/* One whose folder is gone comes from its draft too, with what no field shows; what the draft says of itself isn't the project's. */
static void
test_folder_is_gone (DraftFixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, NP_PROJECT_FILE_NAME, NULL);
  g_autofree char *text = NULL;
  g_autoptr(NpDraft) draft = NULL;
  g_autoptr(NpProject) project = NULL;
  g_autoptr(GError) error = NULL;

  give_units_values (fixture);
  draft_edit (fixture);
  draft_flush (fixture);
  draft_end_program (fixture);
  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  draft = np_draft_find (fixture->folder);
  project = np_draft_load (draft, &error);
  g_assert_no_error (error);
  g_assert_null (np_project_get_folder (project));
  g_assert_true (np_project_is_modified (project));
  g_assert_true (np_project_has_per_unit_values (project));
  np_project_save (project, fixture->folder, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "perUnit"));
  g_assert_nonnull (strstr (text, "Other Lamp"));
  g_assert_null (strstr (text, "\"draft\""));
}

/* What isn't a draft of ours is left alone and not offered. */
static void
test_damaged (DraftFixture *fixture, gconstpointer data)
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
  draft_assert_count (0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
#define ADD(name, data, function) g_test_add ("/draft/" name, DraftFixture, data, draft_set_up, function, draft_tear_down)
  ADD ("restore", "saved", test_restore);
  ADD ("never-saved", NULL, test_never_saved);
  ADD ("folder-is-gone", "saved", test_folder_is_gone);
  ADD ("damaged", NULL, test_damaged);
  return g_test_run ();
}
