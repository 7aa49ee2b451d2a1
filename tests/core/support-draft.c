/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-paths.h"
#include "project/np-draft.h"
#include "support-draft.h"

void
draft_set_up (DraftFixture *fixture, gconstpointer saved)
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

void
draft_end_program (DraftFixture *fixture)
{
  g_clear_object (&fixture->autosave);
  g_clear_object (&fixture->editor);
  g_clear_object (&fixture->project);
}

void
draft_tear_down (DraftFixture *fixture, gconstpointer data)
{
  g_autofree char *drafts = np_draft_dup_parent_folder ();
  g_autoptr(GError) error = NULL;

  draft_end_program (fixture);
  np_paths_remove_folder (drafts, &error);
  g_assert_no_error (error);
  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
}

void
draft_edit (DraftFixture *fixture)
{
  np_editor_set_text (fixture->editor, NP_TAG_PRODUCT_NAME, "Other Lamp");
  np_editor_set_text (fixture->editor, NP_TAG_SPAKE2_SETUP_PASSCODE, "12x");
  np_editor_set_address_text (fixture->editor, "0x081F");
}

void
draft_flush (DraftFixture *fixture)
{
  g_autoptr(GError) error = NULL;

  np_autosave_flush (fixture->autosave, &error);
  g_assert_no_error (error);
}

void
draft_assert_count (guint n)
{
  g_autoptr(GPtrArray) drafts = np_draft_list ();

  g_assert_cmpuint (drafts->len, ==, n);
}
