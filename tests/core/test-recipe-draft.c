/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-paths.h"
#include "project/np-editor.h"
#include "project/np-project-sample.h"
#include "project/np-recipe-draft.h"

typedef struct
{
  char *folder;
  NpProject *project;
  GPtrArray *loaders;
  NpRecipeDraft *draft;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer sample)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->project = np_project_sample_create (np_project_sample_find (sample), fixture->folder, &error);
  g_assert_no_error (error);
  fixture->loaders = g_ptr_array_new ();
  g_ptr_array_add (fixture->loaders, (gpointer) "/opt/st/ExternalLoader/MX25UM51245G_STM32WBA65I-DK1.stldr");
  fixture->draft = np_recipe_draft_new (fixture->project, fixture->loaders);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_finalize_object (fixture->draft);
  g_assert_finalize_object (fixture->project);
  g_ptr_array_unref (fixture->loaders);
  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
}

static const NpRecipeEntry *
get_entry (const char *key)
{
  const NpRecipeEntry *entry = np_recipe_entry_find (key);

  g_assert_nonnull (entry);
  return entry;
}

static void
choose (Fixture *fixture, const char *key, const char *title)
{
  g_autoptr(GArray) choices = np_recipe_draft_list_choices (fixture->draft, get_entry (key));

  for (guint i = 0; i < choices->len; i++)
    if (g_str_equal (g_array_index (choices, NpRecipeChoice, i).title, title))
      {
        np_recipe_draft_set_choice (fixture->draft, get_entry (key), g_array_index (choices, NpRecipeChoice, i).value);
        return;
      }
  g_error ("“%s” can't be chosen for %s", title, key);
}

static void
assert_text (Fixture *fixture, const char *key, const char *expected)
{
  g_autofree char *text = np_recipe_draft_dup_text (fixture->draft, get_entry (key));

  g_assert_cmpstr (text, ==, expected);
}

static guint
count_problems (Fixture *fixture, const char *key)
{
  g_autoptr(GPtrArray) problems = np_recipe_draft_list_problems (fixture->draft, get_entry (key));

  return problems->len;
}

/* A recipe that was opened and not touched is the same. */
static void
test_untouched (Fixture *fixture, gconstpointer sample)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_false (np_recipe_draft_is_changed (fixture->draft));
  g_assert_true (np_recipe_draft_is_complete (fixture->draft));
  g_assert_nonnull (np_recipe_draft_get_plan (fixture->draft));
  before = np_project_dup_text (fixture->project);
  np_project_set_recipe (fixture->project, np_recipe_draft_get_recipe (fixture->draft));
  after = np_project_dup_text (fixture->project);
  g_assert_cmpstr (before, ==, after);
}

/* What was entered for one job, platform or level is there again when one comes back to it, and is no part of another's recipe. */
static void
test_there_and_back (Fixture *fixture, gconstpointer sample)
{
  choose (fixture, "job", "Reconfigure");
  g_assert_null (np_recipe_draft_get_recipe (fixture->draft)->scripts_folder);
  g_assert_cmphex (np_recipe_draft_get_recipe (fixture->draft)->magic_trailer_address, ==, 0);
  g_assert_false (np_recipe_draft_has_page (fixture->draft, NP_RECIPE_PAGE_SECURITY));
  choose (fixture, "job", "Provision");
  g_assert_false (np_recipe_draft_is_changed (fixture->draft));
  g_assert_true (np_recipe_draft_has_page (fixture->draft, NP_RECIPE_PAGE_SECURITY));
}

/* Each platform and level brings its own addresses: facts/st-factory-data and the platform's file. */
static void
test_defaults (Fixture *fixture, gconstpointer sample)
{
  assert_text (fixture, "applicationAddress", "0x70040000");
  choose (fixture, "security", "No Secure Boot");
  assert_text (fixture, "applicationAddress", "0x08000000");
  choose (fixture, "security", "OEMiRoT");
  assert_text (fixture, "applicationAddress", "");
  assert_text (fixture, "magicTrailerAddress", "0x701CBFF0");
  choose (fixture, "platform", "STM32U5");
  assert_text (fixture, "security", "OEMiRoT");
  g_assert_false (np_recipe_draft_asks (fixture->draft, get_entry ("security")));
  assert_text (fixture, "applicationAddress", "0x08100000");
  assert_text (fixture, "magicTrailerAddress", "0x081E5FF0");
  choose (fixture, "platform", "STM32WB55");
  assert_text (fixture, "factoryDataAddress", "0x901C0000");
  assert_text (fixture, "mode", "Test");
  g_assert_null (np_recipe_draft_get_recipe (fixture->draft)->scripts_folder);
}

static void
test_typed (Fixture *fixture, gconstpointer sample)
{
  const NpRecipeEntry *address = get_entry ("applicationAddress");

  np_recipe_draft_set_text (fixture->draft, address, "0x700060000");
  assert_text (fixture, "applicationAddress", "0x700060000");
  g_assert_cmpuint (count_problems (fixture, "applicationAddress"), ==, 1);
  g_assert_false (np_recipe_draft_is_complete (fixture->draft));
  g_assert_cmphex (np_recipe_draft_get_recipe (fixture->draft)->application_address, ==, 0x70040000);
  np_recipe_draft_set_text (fixture->draft, address, "0");
  assert_text (fixture, "applicationAddress", "0");
  g_assert_cmpuint (count_problems (fixture, "applicationAddress"), ==, 1);
  np_recipe_draft_set_text (fixture->draft, address, "");
  g_assert_true (np_recipe_draft_is_complete (fixture->draft));
  g_assert_cmpuint (count_problems (fixture, "applicationAddress"), ==, 1);
  np_recipe_draft_set_text (fixture->draft, address, "70040000");
  assert_text (fixture, "applicationAddress", "70040000");
  g_assert_cmpuint (count_problems (fixture, "applicationAddress"), ==, 0);
  g_assert_true (np_recipe_draft_is_complete (fixture->draft));
  g_assert_false (np_recipe_draft_is_changed (fixture->draft));
}

/* A folder that is copied to another computer must still find its files. */
static void
test_paths (Fixture *fixture, gconstpointer sample)
{
  g_autofree char *inside = g_build_filename (fixture->folder, "firmware", "..", "firmware", "application.bin", NULL);
  g_autofree char *beside = g_strconcat (fixture->folder, "-other", G_DIR_SEPARATOR_S, "application.bin", NULL);

  np_recipe_draft_set_path (fixture->draft, get_entry ("applicationFirmware"), inside);
  assert_text (fixture, "applicationFirmware", "firmware/application.bin");
  np_recipe_draft_set_path (fixture->draft, get_entry ("applicationFirmware"), beside);
  assert_text (fixture, "applicationFirmware", beside);
  g_assert_cmpuint (count_problems (fixture, "applicationFirmware"), ==, 1);
  np_recipe_draft_set_text (fixture->draft, get_entry ("applicationFirmware"), inside);
  g_assert_cmpstr (np_recipe_draft_get_recipe (fixture->draft)->application_firmware, ==, "firmware/application.bin");
  np_recipe_draft_set_path (fixture->draft, get_entry ("loader"), fixture->loaders->pdata[0]);
  assert_text (fixture, "loader", "MX25UM51245G_STM32WBA65I-DK1.stldr");
  np_recipe_draft_set_path (fixture->draft, get_entry ("loader"), "/home/someone/mine.stldr");
  assert_text (fixture, "loader", "/home/someone/mine.stldr");
}

static gboolean
stores_for_ever (Fixture *fixture)
{
  guint n_steps;
  const NpPlanStep *steps = np_plan_get_steps (np_recipe_draft_get_plan (fixture->draft), &n_steps);

  for (guint i = 0; i < n_steps; i++)
    if (steps[i].permanent)
      return TRUE;
  return FALSE;
}

static void
test_declaration (Fixture *fixture, gconstpointer sample)
{
  g_assert_true (np_recipe_draft_is_declared (fixture->draft));
  g_assert_false (stores_for_ever (fixture));
  np_recipe_draft_set_declared (fixture->draft, FALSE);
  g_assert_null (np_recipe_draft_get_recipe (fixture->draft)->test_firmware);
  g_assert_true (stores_for_ever (fixture));
  g_assert_cmpuint (count_problems (fixture, "testFirmware"), ==, 1);
  np_recipe_draft_set_declared (fixture->draft, TRUE);
  g_assert_false (np_recipe_draft_is_changed (fixture->draft));
  np_recipe_draft_set_text (fixture->draft, get_entry ("provisioningFirmware"), "firmware/application.bin");
  g_assert_false (np_recipe_draft_is_declared (fixture->draft));
}

/* The whole recipe is one step of the editor's. */
static void
test_one_edit (Fixture *fixture, gconstpointer sample)
{
  g_autoptr(NpEditor) editor = np_editor_new (fixture->project);
  g_autoptr(GPtrArray) changes = NULL;
  g_autofree char *before = np_project_dup_text (fixture->project);
  g_autofree char *after = NULL;

  choose (fixture, "lock", "RDP 1");
  np_recipe_draft_set_text (fixture->draft, get_entry ("magicTrailer"), "");
  np_editor_set_recipe (editor, np_recipe_draft_get_recipe (fixture->draft));
  changes = np_editor_list_changes (editor);
  g_assert_cmpuint (changes->len, ==, 2);
  g_assert_true (np_editor_has_unsaved_work (editor));
  np_editor_undo (editor);
  after = np_project_dup_text (fixture->project);
  g_assert_cmpstr (before, ==, after);
  g_assert_false (np_editor_can_undo (editor));
}

/* Every entry has words, and what lists them can rely on it. */
static void
test_entries (void)
{
  guint n_entries;
  const NpRecipeEntry *entries = np_recipe_entry_get_all (&n_entries);

  for (guint i = 0; i < n_entries; i++)
    {
      g_assert_nonnull (entries[i].title);
      g_assert_nonnull (entries[i].applies);
      g_assert_true (entries[i].explanation != NULL || entries[i].explain != NULL);
      g_assert_cmpint (entries[i].section == NULL, ==, entries[i].kind == NP_RECIPE_ENTRY_CHOICE);
      g_assert_true (np_recipe_entry_find (entries[i].key) == &entries[i]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, sample, function) g_test_add ("/recipe-draft/" name, Fixture, sample, set_up, function, tear_down)
  ADD ("untouched/reconfigure", "reconfigure", test_untouched);
  ADD ("untouched/wba6", "wba6", test_untouched);
  ADD ("untouched/wba6-oemirot", "wba6-oemirot", test_untouched);
  ADD ("untouched/wba6-oemirot-tfm", "wba6-oemirot-tfm", test_untouched);
  ADD ("untouched/u5-oemirot", "u5-oemirot", test_untouched);
  ADD ("untouched/wb55-test", "wb55-test", test_untouched);
  ADD ("untouched/wb55-production", "wb55-production", test_untouched);
  ADD ("there-and-back", "wba6-oemirot", test_there_and_back);
  ADD ("defaults", "wba6-oemirot-tfm", test_defaults);
  ADD ("typed", "wba6-oemirot-tfm", test_typed);
  ADD ("paths", "wba6-oemirot-tfm", test_paths);
  ADD ("declaration", "wb55-test", test_declaration);
  ADD ("one-edit", "wba6-oemirot", test_one_edit);
  g_test_add_func ("/recipe-draft/entries", test_entries);
  return g_test_run ();
}
