/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-paths.h"
#include "project/np-change.h"
#include "project/np-editor.h"
#include "session/np-project-plan.h"
#include "support.h"

typedef struct
{
  char *folder;
  NpProject *project;
  NpEditor *editor;
  guint n_updates;
} Fixture;

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->project = np_project_new_sample ();
  np_project_save (fixture->project, fixture->folder, &error);
  g_assert_no_error (error);
  fixture->editor = np_editor_new (fixture->project);
  g_signal_connect_swapped (fixture->editor, "updated", G_CALLBACK (count_cb), &fixture->n_updates);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  g_assert_finalize_object (fixture->editor);
  g_assert_finalize_object (fixture->project);
  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
}

static void
assert_text (Fixture *fixture, NpTag tag, const char *expected)
{
  g_autofree char *text = np_editor_dup_text (fixture->editor, tag);

  g_assert_cmpstr (text, ==, expected);
}

static guint32
get_number (Fixture *fixture, NpTag tag)
{
  guint32 number = 0;

  g_assert_true (np_factory_data_get_number (np_project_get_factory_data (fixture->project), tag, &number));
  return number;
}

static guint
count_changes (Fixture *fixture)
{
  g_autoptr(GPtrArray) changes = np_editor_list_changes (fixture->editor);

  return changes->len;
}

/* A number stays as it is typed, and is the same number. */
static void
test_number_keeps_its_form (Fixture *fixture, gconstpointer data)
{
  assert_text (fixture, NP_TAG_VENDOR_ID, "0xFFF1");
  np_editor_set_text (fixture->editor, NP_TAG_VENDOR_ID, "65522");
  assert_text (fixture, NP_TAG_VENDOR_ID, "65522");
  g_assert_cmphex (get_number (fixture, NP_TAG_VENDOR_ID), ==, 0xFFF2);
  np_editor_set_text (fixture->editor, NP_TAG_VENDOR_ID, "0xfff2");
  assert_text (fixture, NP_TAG_VENDOR_ID, "0xfff2");
  g_assert_cmpuint (fixture->n_updates, ==, 2);
}

/* What is typed is kept, told, and leaves the value alone until it is one. */
static void
test_what_is_no_value (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) unfinished = np_problem_list_new ();
  const NpProblem *problem;

  np_editor_set_text (fixture->editor, NP_TAG_VENDOR_ID, "0xFFZ");
  assert_text (fixture, NP_TAG_VENDOR_ID, "0xFFZ");
  g_assert_cmphex (get_number (fixture, NP_TAG_VENDOR_ID), ==, 0xFFF1);
  problem = test_find_problem (np_editor_get_problems (fixture->editor), "entry-invalid");
  g_assert_nonnull (problem);
  g_assert_cmpint (problem->tag, ==, NP_TAG_VENDOR_ID);
  np_project_add_unfinished (np_editor_get_project (fixture->editor), unfinished);
  g_assert_cmpuint (unfinished->len, ==, 1);
  g_assert_cmpuint (count_changes (fixture), ==, 1);
  g_assert_true (np_editor_has_unsaved_work (fixture->editor));

  np_editor_undo (fixture->editor);
  assert_text (fixture, NP_TAG_VENDOR_ID, "0xFFF1");
  g_assert_null (test_find_problem (np_editor_get_problems (fixture->editor), "entry-invalid"));
  g_assert_false (np_editor_has_unsaved_work (fixture->editor));
  np_editor_redo (fixture->editor);
  assert_text (fixture, NP_TAG_VENDOR_ID, "0xFFZ");
}

/* As by keys: one character after the other, in what is empty first. */
static void
type (Fixture *fixture, NpTag tag, const char *text)
{
  for (gsize length = 0; length <= strlen (text); length++)
    {
      g_autofree char *so_far = g_strndup (text, length);

      if (tag == NP_TAG_NONE)
        np_editor_set_address_text (fixture->editor, so_far);
      else
        np_editor_set_text (fixture->editor, tag, so_far);
    }
}

static void
assert_only_change (Fixture *fixture, const char *title, const char *before, const char *after)
{
  g_autoptr(GPtrArray) changes = np_editor_list_changes (fixture->editor);
  NpChange *change;

  g_assert_cmpuint (changes->len, ==, 1);
  change = changes->pdata[0];
  g_assert_cmpstr (change->title, ==, title);
  g_assert_cmpstr (change->before, ==, before);
  g_assert_cmpstr (change->after, ==, after);
}

static guint32
get_saved_number (Fixture *fixture, NpTag tag)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProject) saved = np_project_load (fixture->folder, problems, &error);
  guint32 number = 0;

  g_assert_no_error (error);
  g_assert_true (np_factory_data_get_number (np_project_get_factory_data (saved), tag, &number));
  return number;
}

/* 0xFF of 0xFFZ was a value on the way, and isn't meant: neither the project nor its file gets it. */
static void
test_prefix_that_is_a_value (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  type (fixture, NP_TAG_VENDOR_ID, "0xFF");
  g_assert_cmphex (get_number (fixture, NP_TAG_VENDOR_ID), ==, 0xFF);
  type (fixture, NP_TAG_VENDOR_ID, "0xFFZ");
  g_assert_cmphex (get_number (fixture, NP_TAG_VENDOR_ID), ==, 0xFFF1);
  assert_only_change (fixture, "Vendor ID", "0xFFF1 (65521)", "what is typed isn’t a value and can’t be saved");
  np_project_save (fixture->project, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmphex (get_saved_number (fixture, NP_TAG_VENDOR_ID), ==, 0xFFF1);

  np_editor_set_text (fixture->editor, NP_TAG_VENDOR_ID, "0xFFF2");
  g_assert_cmphex (get_number (fixture, NP_TAG_VENDOR_ID), ==, 0xFFF2);
  np_editor_undo (fixture->editor);
  assert_text (fixture, NP_TAG_VENDOR_ID, "0xFFF1");
  g_assert_false (np_editor_can_undo (fixture->editor));
}

/* A value that was entered and left is meant; what is typed over it later is told beside it. */
static void
test_value_then_no_value (Fixture *fixture, gconstpointer data)
{
  type (fixture, NP_TAG_VENDOR_ID, "0xFFF3");
  np_editor_end_typing (fixture->editor);
  type (fixture, NP_TAG_VENDOR_ID, "0xFFZ");
  g_assert_cmphex (get_number (fixture, NP_TAG_VENDOR_ID), ==, 0xFFF3);
  assert_only_change (fixture, "Vendor ID", "0xFFF1 (65521)", "0xFFF3 (65523); what is typed isn’t a value and can’t be saved");
}

static void
test_address_that_is_none (Fixture *fixture, gconstpointer data)
{
  type (fixture, NP_TAG_NONE, "0x0810g");
  g_assert_cmphex (np_project_get_recipe (fixture->project)->factory_data_address, ==, 0x081EC000);
  assert_only_change (fixture, "Address of the factory data", "0x081EC000", "what is typed isn’t a value and can’t be saved");
  g_assert_true (np_editor_has_unsaved_work (fixture->editor));
}

static void
test_empty_means_not_set (Fixture *fixture, gconstpointer data)
{
  np_editor_set_text (fixture->editor, NP_TAG_VENDOR_NAME, "");
  g_assert_false (np_factory_data_has (np_project_get_factory_data (fixture->project), NP_TAG_VENDOR_NAME));
  g_assert_nonnull (test_find_problem (np_editor_get_problems (fixture->editor), "field-missing"));
  np_editor_undo (fixture->editor);
  g_assert_null (test_find_problem (np_editor_get_problems (fixture->editor), "field-missing"));
}

/* An image that can't be built isn't shown as if it could. */
static void
test_image_follows (Fixture *fixture, gconstpointer data)
{
  gsize size = g_bytes_get_size (np_image_get_bytes (np_editor_get_image (fixture->editor)));

  np_editor_set_text (fixture->editor, NP_TAG_SERIAL_NUMBER, "");
  np_editor_set_text (fixture->editor, NP_TAG_SETUP_DISCRIMINATOR, "4096");
  g_assert_null (np_editor_get_image (fixture->editor));
  g_assert_nonnull (test_find_problem (np_editor_get_problems (fixture->editor), "discriminator-range"));
  np_editor_undo (fixture->editor);
  g_assert_cmpuint (g_bytes_get_size (np_image_get_bytes (np_editor_get_image (fixture->editor))), <, size);
  np_editor_undo (fixture->editor);
  g_assert_cmpuint (g_bytes_get_size (np_image_get_bytes (np_editor_get_image (fixture->editor))), ==, size);
}

static void
test_recipe (Fixture *fixture, gconstpointer data)
{
  g_autofree char *typed = NULL;

  np_editor_set_platform (fixture->editor, np_platform_find ("stm32wb55"));
  g_assert_cmphex (np_project_get_recipe (fixture->project)->factory_data_address, ==, 0x901C0000);
  np_editor_set_address_text (fixture->editor, "0x901c1000");
  np_editor_end_typing (fixture->editor);
  np_editor_set_address_text (fixture->editor, "0x901c1000g");
  g_assert_cmphex (np_project_get_recipe (fixture->project)->factory_data_address, ==, 0x901C1000);
  typed = np_editor_dup_address_text (fixture->editor);
  g_assert_cmpstr (typed, ==, "0x901c1000g");
  g_assert_nonnull (test_find_problem (np_editor_get_problems (fixture->editor), "recipe-address"));
  np_editor_end_typing (fixture->editor);
  np_editor_set_loader (fixture->editor, "mine.stldr");
  g_assert_cmpstr (np_project_get_recipe (fixture->project)->loader, ==, "mine.stldr");

  for (guint i = 0; i < 4; i++)
    np_editor_undo (fixture->editor);
  g_assert_false (np_editor_can_undo (fixture->editor));
  g_assert_cmphex (np_project_get_recipe (fixture->project)->factory_data_address, ==, 0x081EC000);
  g_assert_cmpstr (np_platform_get_id (np_project_get_recipe (fixture->project)->platform), ==, "stm32wba6");
  g_assert_cmpuint (count_changes (fixture), ==, 0);
}

static void
test_replace_is_one_step (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpFactoryData) other = np_factory_data_copy (np_project_get_factory_data (fixture->project));
  g_autoptr(NpFactoryData) before = np_factory_data_copy (other);

  np_factory_data_set_string (other, NP_TAG_VENDOR_NAME, "Other", NULL);
  np_factory_data_remove (other, NP_TAG_SPAKE2_SALT);
  np_editor_replace (fixture->editor, other);
  g_assert_true (np_factory_data_equal (np_project_get_factory_data (fixture->project), other));
  g_assert_cmpuint (count_changes (fixture), ==, 2);
  g_assert_cmpuint (fixture->n_updates, ==, 1);
  np_editor_undo (fixture->editor);
  g_assert_true (np_factory_data_equal (np_project_get_factory_data (fixture->project), before));
}

static void
test_save_is_what_changes_are_told_from (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  np_editor_set_text (fixture->editor, NP_TAG_VENDOR_NAME, "Other");
  g_assert_cmpuint (count_changes (fixture), ==, 1);
  np_project_save (fixture->project, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_changes (fixture), ==, 0);
  g_assert_true (np_editor_can_undo (fixture->editor));
  np_editor_undo (fixture->editor);
  g_assert_cmpuint (count_changes (fixture), ==, 1);
}

/* Another program's version of the file is taken over; what it replaced can be had back. */
static void
test_reload (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProject) other = np_project_load (fixture->folder, problems, &error);

  g_assert_no_error (error);
  np_factory_data_set_string (np_project_get_factory_data (other), NP_TAG_PRODUCT_NAME, "From elsewhere", NULL);
  np_project_save (other, NULL, &error);
  g_assert_no_error (error);

  np_editor_set_text (fixture->editor, NP_TAG_VENDOR_NAME, "Mine");
  g_assert_true (np_editor_reload (fixture->editor, problems, &error));
  g_assert_no_error (error);
  g_assert_true (np_factory_data_equal (np_project_get_factory_data (fixture->project), np_project_get_factory_data (other)));
  g_assert_false (np_editor_has_unsaved_work (fixture->editor));
  np_editor_undo (fixture->editor);
  assert_text (fixture, NP_TAG_VENDOR_NAME, "Mine");
}

static void
test_reload_of_damaged_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, NP_PROJECT_FILE_NAME, NULL);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;

  np_editor_set_text (fixture->editor, NP_TAG_VENDOR_NAME, "Mine");
  g_file_set_contents (path, "{", -1, &error);
  g_assert_no_error (error);
  g_assert_false (np_editor_reload (fixture->editor, problems, &error));
  g_assert_nonnull (error);
  assert_text (fixture, NP_TAG_VENDOR_NAME, "Mine");
  g_assert_cmpuint (count_changes (fixture), ==, 1);
}

/* Another program's hand in the file: a serial number that isn't text */
static void
spoil_file (Fixture *fixture)
{
  g_autofree char *path = g_build_filename (fixture->folder, NP_PROJECT_FILE_NAME, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GString) spoilt = NULL;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  spoilt = g_string_new (text);
  g_assert_cmpuint (g_string_replace (spoilt, "\"SERIAL_NUMBER\"", "\"SERIAL_NUMBER\" : 7, \"MY_KEY\"", 0), ==, 1);
  g_file_set_contents (path, spoilt->str, -1, &error);
  g_assert_no_error (error);
}

static gboolean
blocks (Fixture *fixture)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GPtrArray) loaders = g_ptr_array_new ();
  g_autoptr(NpPlan) plan = np_project_plan (fixture->project, loaders, problems);
  const NpProblem *problem = test_find_problem (problems, "json-wrong-type");

  g_assert_cmpint (test_find_problem (np_editor_get_problems (fixture->editor), "json-wrong-type") != NULL, ==, problem != NULL);
  if (problem != NULL)
    g_assert_cmpint (problem->tag, ==, NP_TAG_SERIAL_NUMBER);
  return problem != NULL && plan == NULL;
}

/* No board is written without a value that stands in the file and wasn't understood, until someone sets the field or empties it. */
static void
test_value_that_was_not_understood (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;

  g_assert_false (blocks (fixture));
  spoil_file (fixture);
  np_editor_reload (fixture->editor, problems, &error);
  g_assert_no_error (error);
  g_assert_nonnull (test_find_problem (problems, "json-wrong-type"));
  assert_text (fixture, NP_TAG_SERIAL_NUMBER, "");
  g_assert_true (blocks (fixture));

  np_editor_set_text (fixture->editor, NP_TAG_SERIAL_NUMBER, "SN-7");
  g_assert_false (blocks (fixture));
  np_editor_undo (fixture->editor);
  g_assert_true (blocks (fixture));
  np_editor_redo (fixture->editor);
  g_assert_false (blocks (fixture));
  np_editor_set_text (fixture->editor, NP_TAG_SERIAL_NUMBER, "");
  g_assert_false (blocks (fixture));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/editor/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("number-keeps-its-form", test_number_keeps_its_form);
  ADD ("what-is-no-value", test_what_is_no_value);
  ADD ("prefix-that-is-a-value", test_prefix_that_is_a_value);
  ADD ("value-then-no-value", test_value_then_no_value);
  ADD ("address-that-is-none", test_address_that_is_none);
  ADD ("empty-means-not-set", test_empty_means_not_set);
  ADD ("image-follows", test_image_follows);
  ADD ("recipe", test_recipe);
  ADD ("replace-is-one-step", test_replace_is_one_step);
  ADD ("save-is-what-changes-are-told-from", test_save_is_what_changes_are_told_from);
  ADD ("reload", test_reload);
  ADD ("reload-of-damaged-file", test_reload_of_damaged_file);
  ADD ("value-that-was-not-understood", test_value_that_was_not_understood);
  return g_test_run ();
}
