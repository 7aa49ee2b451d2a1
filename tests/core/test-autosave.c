/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "project/np-draft.h"
#include "support-draft.h"

/* What the program says by itself, with nobody who asked. */
static char *told;

static GLogWriterOutput
log_writer (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (level == G_LOG_LEVEL_MESSAGE && g_str_equal (fields[i].key, "MESSAGE"))
      {
        g_free (told);
        told = g_strdup (fields[i].value);
      }
  return g_log_writer_default (level, fields, n_fields, user_data);
}

static void
set_name (DraftFixture *fixture, const char *name)
{
  np_editor_set_text (fixture->editor, NP_TAG_PRODUCT_NAME, name);
}

/* The wait after an edit; NULL when there is nothing to write. */
static GSource *
find_timer (DraftFixture *fixture)
{
  return g_main_context_find_source_by_user_data (NULL, fixture->autosave);
}

/* As if the wait were over: the worker has its text. */
static void
end_wait (DraftFixture *fixture)
{
  g_source_set_ready_time (find_timer (fixture), 0);
  while (find_timer (fixture) != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static char *
dup_file (DraftFixture *fixture)
{
  return g_build_filename (np_autosave_get_path (fixture->autosave), NP_PROJECT_FILE_NAME, NULL);
}

static gboolean
file_says (DraftFixture *fixture, const char *text)
{
  g_autofree char *file = np_autosave_get_path (fixture->autosave) != NULL ? dup_file (fixture) : NULL;
  g_autofree char *contents = NULL;

  return file != NULL && g_file_get_contents (file, &contents, NULL, NULL) && strstr (contents, text) != NULL;
}

/* The worker tells when it has done its part, which ends an iteration. */
static void
wait_until_file_says (DraftFixture *fixture, const char *text)
{
  while (!file_says (fixture, text))
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_until_told (void)
{
  while (told == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_str_has_prefix (told, "Unsaved work isn't kept: "));
  g_clear_pointer (&told, g_free);
}

static void
test_private (DraftFixture *fixture, gconstpointer data)
{
  g_autofree char *file = NULL;
  GStatBuf status;

  draft_edit (fixture);
  draft_flush (fixture);
  file = dup_file (fixture);
  g_assert_cmpint (g_stat (file, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (np_autosave_get_path (fixture->autosave), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);
}

/* Saved, undone or given up: there is nothing to restore. */
static void
test_nothing_left (DraftFixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  np_editor_set_text (fixture->editor, NP_TAG_PRODUCT_NAME, "Other Lamp");
  draft_flush (fixture);
  g_assert_nonnull (np_autosave_get_path (fixture->autosave));
  np_editor_undo (fixture->editor);
  g_assert_null (np_autosave_get_path (fixture->autosave));

  np_editor_redo (fixture->editor);
  draft_flush (fixture);
  np_project_save (fixture->project, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (np_autosave_get_path (fixture->autosave));

  draft_edit (fixture);
  draft_flush (fixture);
  np_autosave_discard (fixture->autosave);
  draft_end_program (fixture);
  draft_assert_count (0);
}

/* Nothing was edited, or to what it was: nothing would be lost. */
static void
test_nothing_changed (DraftFixture *fixture, gconstpointer data)
{
  g_autofree char *name = np_editor_dup_text (fixture->editor, NP_TAG_PRODUCT_NAME);

  g_assert_null (find_timer (fixture));
  set_name (fixture, name);
  g_assert_null (find_timer (fixture));
  draft_flush (fixture);
  g_assert_null (np_autosave_get_path (fixture->autosave));

  set_name (fixture, "Other Lamp");
  g_assert_nonnull (find_timer (fixture));
  set_name (fixture, name);
  g_assert_null (find_timer (fixture));
  draft_flush (fixture);
  g_assert_null (np_autosave_get_path (fixture->autosave));
}

/* Nothing was edited, or to what it was, and the file is another program's: what is here would be lost. */
static void
test_kept (DraftFixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  set_name (fixture, "Other Lamp");
  np_editor_undo (fixture->editor);
  g_assert_null (find_timer (fixture));
  np_editor_keep (fixture->editor);
  g_assert_nonnull (find_timer (fixture));
  draft_flush (fixture);
  g_assert_nonnull (np_autosave_get_path (fixture->autosave));
  np_project_save (fixture->project, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (np_autosave_get_path (fixture->autosave));
}

/* Who types on and on has it kept all the same: the first edit counts, and those that follow are written with it. */
static void
test_many_edits (DraftFixture *fixture, gconstpointer data)
{
  GSource *timer;
  gint64 time;

  set_name (fixture, "Lamp");
  timer = find_timer (fixture);
  g_assert_nonnull (timer);
  time = g_source_get_ready_time (timer);
  g_assert_cmpint (time, <=, g_get_monotonic_time () + G_USEC_PER_SEC);
  for (guint i = 1; i <= 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("Lamp %u", i);

      set_name (fixture, name);
      g_assert_true (find_timer (fixture) == timer);
      g_assert_cmpint (g_source_get_ready_time (timer), ==, time);
    }
  g_assert_null (np_autosave_get_path (fixture->autosave));
  end_wait (fixture);
  wait_until_file_says (fixture, "\"Lamp 20\"");
  g_assert_null (find_timer (fixture));

  set_name (fixture, "Lamp 21");
  g_assert_nonnull (find_timer (fixture));
  draft_flush (fixture);
  g_assert_null (find_timer (fixture)); /* what is written needs no wait */
}

/* The worker has many texts to write when the last is flushed, and then the program ends: the draft is free when the worker is done. */
static void
test_last_edit_wins (DraftFixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) drafts = np_draft_list ();
  g_autoptr(NpProject) project = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *last = NULL;

  for (guint i = 1; i <= 20; i++)
    {
      g_autofree char *name = g_strdup_printf ("Lamp %u", i);

      set_name (fixture, name);
      end_wait (fixture);
    }
  set_name (fixture, "Last Lamp");
  draft_flush (fixture);
  g_assert_true (file_says (fixture, "\"Last Lamp\""));
  draft_end_program (fixture);
  while (drafts->len == 0)
    {
      g_main_context_iteration (NULL, FALSE);
      g_ptr_array_unref (drafts);
      drafts = np_draft_list ();
    }
  project = np_draft_load (drafts->pdata[0], &error);
  g_assert_no_error (error);
  last = np_factory_data_dup_string (np_project_get_factory_data (project), NP_TAG_PRODUCT_NAME);
  g_assert_cmpstr (last, ==, "Last Lamp");
}

/* By itself, a moment after the edit; and what is flushed last stays, whatever the worker does later. */
static void
test_by_itself (DraftFixture *fixture, gconstpointer data)
{
    draft_edit (fixture);
  wait_until_file_says (fixture, "Other Lamp");
  np_editor_set_text (fixture->editor, NP_TAG_PRODUCT_NAME, "Third Lamp");
  draft_flush (fixture);
  g_assert_true (file_says (fixture, "Third Lamp"));
}

/* No place to keep it: it says so, and nothing else happens; the next edit tries again. */
static void
test_no_place (DraftFixture *fixture, gconstpointer data)
{
  g_autofree char *parent = np_draft_dup_parent_folder ();
  g_autofree char *above = g_path_get_dirname (parent);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (above, 0700), ==, 0);
  g_assert_true (g_file_set_contents (parent, "in the way", -1, NULL));
  draft_edit (fixture);
  g_assert_false (np_autosave_flush (fixture->autosave, &error));
  g_assert_nonnull (error);
  set_name (fixture, "Third Lamp");
  end_wait (fixture);
  wait_until_told ();
  g_assert_null (np_autosave_get_path (fixture->autosave));
  g_assert_cmpint (g_unlink (parent), ==, 0);
  set_name (fixture, "Fourth Lamp");
  end_wait (fixture);
  wait_until_file_says (fixture, "Fourth Lamp");
}

/* There is a place, but what is in it can't be replaced. */
static void
test_not_written (DraftFixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *file = NULL;

  draft_edit (fixture);
  draft_flush (fixture);
  file = dup_file (fixture);
  g_assert_cmpint (g_unlink (file), ==, 0);
  g_assert_cmpint (g_mkdir (file, 0700), ==, 0);
  g_assert_false (np_autosave_flush (fixture->autosave, &error));
  g_assert_nonnull (error);
  set_name (fixture, "Third Lamp");
  end_wait (fixture);
  wait_until_told ();
  g_assert_cmpint (g_rmdir (file), ==, 0);
  draft_flush (fixture);
  g_assert_true (file_says (fixture, "Third Lamp"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_log_set_writer_func (log_writer, NULL, NULL);
#define ADD(name, data, function) g_test_add ("/autosave/" name, DraftFixture, data, draft_set_up, function, draft_tear_down)
  ADD ("private", NULL, test_private);
  ADD ("nothing-left", "saved", test_nothing_left);
  ADD ("nothing-changed", "saved", test_nothing_changed);
  ADD ("kept", "saved", test_kept);
  ADD ("by-itself", NULL, test_by_itself);
  ADD ("many-edits", NULL, test_many_edits);
  ADD ("last-edit-wins", NULL, test_last_edit_wins);
  ADD ("no-place", NULL, test_no_place);
  ADD ("not-written", NULL, test_not_written);
  return g_test_run ();
}
