/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <sys/resource.h>

#include "factory/np-problem.h"
#include "np-error.h"
#include "np-paths.h"
#include "project/np-project.h"
#include "support.h"

typedef struct
{
  char *folder; /* empty, gone after the test */
  char *file;   /* its project.json */
} Fixture;

static void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-test-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->file = g_build_filename (fixture->folder, NP_PROJECT_FILE_NAME, NULL);
}

static void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  np_paths_remove_folder (fixture->folder, &error);
  g_assert_no_error (error);
  g_free (fixture->folder);
  g_free (fixture->file);
}

static char *
read_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
write_file (const char *path, const char *text)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static NpProject *
load (const char *path, char **codes)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  NpProject *project = np_project_load (path, problems, &error);

  g_assert_no_error (error);
  if (codes != NULL)
    *codes = test_list_codes (problems);
  return project;
}

static void
test_save_and_load (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpProject) sample = np_project_new_sample ();
  g_autoptr(NpProject) loaded = NULL;
  g_autoptr(GError) error = NULL;
  GStatBuf status;

  g_assert_true (np_project_is_modified (sample));
  np_project_save (sample, fixture->folder, &error);
  g_assert_no_error (error);
  g_assert_false (np_project_is_modified (sample));
  g_assert_cmpstr (np_project_get_folder (sample), ==, fixture->folder);
  g_assert_cmpint (g_stat (fixture->file, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  loaded = load (fixture->folder, NULL);
  g_assert_false (np_project_is_modified (loaded));
  g_assert_true (np_factory_data_equal (np_project_get_factory_data (loaded), np_project_get_factory_data (sample)));
  g_assert_cmpstr (np_project_get_name (loaded), ==, np_project_get_name (sample));
  g_assert_cmpstr (np_platform_get_id (np_project_get_recipe (loaded)->platform), ==, "stm32wba6");

  np_factory_data_set_string (np_project_get_factory_data (loaded), NP_TAG_SERIAL_NUMBER, "SN-2", NULL);
  g_assert_true (np_project_is_modified (loaded));
}

/* What this version doesn't know, and what it couldn't read, is there again after a save. */
static void
test_unknown_survives (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpProject) project = NULL;
  g_autofree char *codes = NULL;
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) error = NULL;
  JsonObject *object, *fields;

  write_file (fixture->file, "{\"format\": \"nameplate-project\", \"version\": 1, \"name\": \"P\", \"future\": [1, 2],\n"
                             " \"factoryData\": {\"VENDOR_ID\": \"0xFFF1\", \"PRODUCT_ID\": \"junk\", \"MY_KEY\": \"mine\"},\n"
                             " \"recipe\": {\"job\": \"reconfigure\", \"labels\": {\"size\": 3}}}");
  project = load (fixture->folder, &codes);
  g_assert_cmpstr (codes, ==, "number-syntax json-unknown-key");
  np_factory_data_remove (np_project_get_factory_data (project), NP_TAG_VENDOR_ID);
  np_project_save (project, NULL, &error);
  g_assert_no_error (error);

  text = read_file (fixture->file);
  root = json_from_string (text, &error);
  g_assert_no_error (error);
  object = json_node_get_object (root);
  fields = json_object_get_object_member (object, "factoryData");
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (object, "future")), ==, 2);
  g_assert_cmpstr (json_object_get_string_member (fields, "MY_KEY"), ==, "mine");
  g_assert_cmpstr (json_object_get_string_member (fields, "PRODUCT_ID"), ==, "junk");
  g_assert_false (json_object_has_member (fields, "VENDOR_ID"));
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (json_object_get_object_member (object, "recipe"), "labels"), "size"), ==, 3);
}

static void
assert_unfinished (NpProject *project, const char *expected)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autofree char *codes = NULL;

  np_project_add_unfinished (project, problems);
  codes = test_list_codes (problems);
  g_assert_cmpstr (codes, ==, expected);
}

/* A value that wasn't understood is told as long as nothing is in its place; a field that was emptied has none in the file either. */
static void
test_unread_is_unfinished (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpProject) project = NULL;
  g_autoptr(NpProject) again = NULL;
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;
  NpFactoryData *fields;

  write_file (fixture->file, "{\"format\": \"nameplate-project\", \"version\": 1,\n"
                             " \"factoryData\": {\"SERIAL_NUMBER\": 7, \"VENDOR_ID\": \"junk\", \"PRODUCT_ID\": \"1\"}}");
  project = load (fixture->folder, NULL);
  fields = np_project_get_factory_data (project);
  assert_unfinished (project, "number-syntax json-wrong-type");
  np_factory_data_set_number (fields, NP_TAG_VENDOR_ID, 0xFFF1, NULL);
  assert_unfinished (project, "json-wrong-type");
  np_factory_data_remove (fields, NP_TAG_VENDOR_ID); /* taken back */
  assert_unfinished (project, "number-syntax json-wrong-type");
  np_factory_data_set_number (fields, NP_TAG_VENDOR_ID, 0xFFF1, NULL);
  np_project_save (project, NULL, &error);
  g_assert_no_error (error);
  np_factory_data_remove (fields, NP_TAG_VENDOR_ID);
  assert_unfinished (project, "json-wrong-type");
  np_project_forget_unread (project, NP_TAG_SERIAL_NUMBER);
  assert_unfinished (project, "");
  np_project_save (project, NULL, &error);
  g_assert_no_error (error);
  text = read_file (fixture->file);
  g_assert_null (strstr (text, "SERIAL_NUMBER"));
  g_assert_null (strstr (text, "VENDOR_ID"));

  again = load (fixture->folder, NULL);
  write_file (fixture->file, "{\"format\": \"nameplate-project\", \"version\": 1, \"factoryData\": {\"SERIAL_NUMBER\": 7}}");
  np_project_reload (again, problems, &error);
  g_assert_no_error (error);
  assert_unfinished (again, "json-wrong-type");
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  static const char *const cases[][2] = {
    { "", "damaged" },
    { "{", "damaged" },
    { "[]", "no object" },
    { "{}", "not a Nameplate project" },
    { "{\"format\": 3}", "not a Nameplate project" },
    { "{\"format\": \"nameplate-project\"}", "version" },
    { "{\"format\": \"nameplate-project\", \"version\": \"1\"}", "version" },
    { "{\"format\": \"nameplate-project\", \"version\": 2}", "newer version" },
    { "{\"format\": \"nameplate-project\", \"version\": 1, \"name\": 5}", "“name”" },
    { "{\"format\": \"nameplate-project\", \"version\": 1, \"factoryData\": []}", "“factoryData”" },
    { "{\"format\": \"nameplate-project\", \"version\": 1, \"plannedUnits\": -1}", "“plannedUnits” must be 0 or more" },
    { "{\"format\": \"nameplate-project\", \"version\": 1, \"authority\": {\"kind\": 1}}", "“kind” must be a text" },
    { "{\"format\": \"nameplate-project\", \"version\": 1, \"recipe\": {\"job\": \"dance\"}}", "dance" },
    { "{\"format\": \"nameplate-project\", \"version\": 1,\n \"factoryData\": {\"VENDOR_ID\": \"1\", \"VENDOR_ID\": \"2\"}}", "“VENDOR_ID”" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autoptr(GError) error = NULL;
      g_autoptr(NpProject) project = NULL;
      g_autofree char *after = NULL;

      write_file (fixture->file, cases[i][0]);
      project = np_project_load (fixture->folder, problems, &error);
      g_assert_null (project);
      g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
      if (strstr (error->message, cases[i][1]) == NULL)
        g_assert_cmpstr (error->message, ==, cases[i][1]);
      after = read_file (fixture->file);
      g_assert_cmpstr (after, ==, cases[i][0]);
    }
}

/* Nesting that overflows json-glib's stack */
static void
test_deep_nesting (Fixture *fixture, gconstpointer data)
{
  g_autofree char *brackets = g_strnfill (100000, '[');
  g_autofree char *text = g_strconcat ("{\"format\": \"nameplate-project\", \"version\": 1, \"x\": ", brackets, NULL);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProject) project = NULL;

  write_file (fixture->file, text);
  project = np_project_load (fixture->folder, problems, &error);
  g_assert_null (project);
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
}

static void
test_save_refuses_other_project (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpProject) first = np_project_new_sample ();
  g_autoptr(NpProject) second = np_project_new_sample ();
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  np_project_save (first, fixture->folder, &error);
  g_assert_no_error (error);
  before = read_file (fixture->file);
  g_assert_false (np_project_save (second, fixture->folder, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  after = read_file (fixture->file);
  g_assert_cmpstr (after, ==, before);
}

/* A disk that takes no more: a limit on file size gives the same answer as a full one, on any machine. */
static void
test_save_on_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpProject) project = np_project_new_sample ();
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  struct rlimit old, limit;

  np_project_save (project, fixture->folder, &error);
  g_assert_no_error (error);
  before = read_file (fixture->file);
  np_project_set_name (project, "another name");

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &old), ==, 0);
  limit = (struct rlimit) { 512, old.rlim_max };
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  np_project_save (project, NULL, &error);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &old), ==, 0);

  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, "The project was not saved, its file is as it was: "));
  g_assert_true (np_project_is_modified (project));
  after = read_file (fixture->file);
  g_assert_cmpstr (after, ==, before);
}

static void
test_per_unit (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpProject) plain = NULL;
  g_autoptr(NpProject) per_unit = NULL;
  g_autoptr(NpProject) authority = NULL;

  write_file (fixture->file, "{\"format\": \"nameplate-project\", \"version\": 1, \"perUnit\": {}, \"authority\": {\"kind\": \"template\"}}");
  plain = load (fixture->file, NULL);
  g_assert_false (np_project_has_per_unit_values (plain));
  write_file (fixture->file, "{\"format\": \"nameplate-project\", \"version\": 1, \"perUnit\": {\"SPAKE2_SALT\": \"random\"}}");
  per_unit = load (fixture->file, NULL);
  g_assert_true (np_project_has_per_unit_values (per_unit));
  write_file (fixture->file, "{\"format\": \"nameplate-project\", \"version\": 1, \"authority\": {\"kind\": \"test-ca\"}}");
  authority = load (fixture->file, NULL);
  g_assert_true (np_project_has_per_unit_values (authority));
}

static void
test_open_anything (Fixture *fixture, gconstpointer data)
{
  g_autofree char *json = g_build_filename (fixture->folder, "Lamp.json", NULL);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProject) imported = NULL;
  g_autoptr(NpProject) missing = NULL;
  guint32 vendor = 0;

  write_file (json, "{\"VENDOR_ID\": \"0xFFF1\"}");
  imported = np_project_open (json, problems, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (np_project_get_name (imported), ==, "Lamp");
  g_assert_null (np_project_get_folder (imported));
  g_assert_true (np_project_is_modified (imported));
  g_assert_true (np_factory_data_get_number (np_project_get_factory_data (imported), NP_TAG_VENDOR_ID, &vendor));
  g_assert_cmphex (vendor, ==, 0xFFF1);

  missing = np_project_open (fixture->folder, problems, &error);
  g_assert_null (missing);
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("/project/save-and-load", test_save_and_load);
  ADD ("/project/unknown-survives", test_unknown_survives);
  ADD ("/project/unread-is-unfinished", test_unread_is_unfinished);
  ADD ("/project/damaged", test_damaged);
  ADD ("/project/deep-nesting", test_deep_nesting);
  ADD ("/project/save-refuses-other-project", test_save_refuses_other_project);
  ADD ("/project/save-on-full-disk", test_save_on_full_disk);
  ADD ("/project/per-unit", test_per_unit);
  ADD ("/project/open-anything", test_open_anything);
  return g_test_run ();
}
