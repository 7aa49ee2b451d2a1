/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "factory/np-factory-file.h"
#include "np-error.h"
#include "support.h"

/* What is taken for JSON and what for an image shows in what is said about it. */
static const struct
{
  const char *name;
  const char *hex;
  const char *codes;
} contents[] = {
  { "JSON", "7b7d", "" },
  { "JSON after space", "0d0a0920" "7b7d", "" },
  { "a list", "5b5d", "json-not-object" },
  { "some text", "68656c6c6f", "json-syntax" },
  { "JSON in Latin-1", "7b22e9223a317d", "json-encoding" },
  { "JSON in UTF-16, little endian", "fffe7b007d00", "json-encoding" },
  { "JSON in UTF-16, big endian", "feff007b007d", "json-encoding" },
  { "JSON after a byte order mark", "efbbbf7b7d", "json-encoding" },
  { "image", "1600000002000000f1ff" "acacacac", "" },
  { "image that begins with a salt", "0d00000001000000ff" "acacacac", "" },
  { "image that begins with tag 0x7B", "7b0000000100000001" "acacacac", "image-unknown-tag" },
  { "image without records", "acacacac", "" },
  { "erased flash", "ffffffffffffffff", "image-erased" },
  { "nothing", "", "image-empty" },
  { "something else", "7f454c4602010100000000", "image-truncated" },
  { "three bytes", "160000", "image-truncated" },
};

static void
test_parse (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autoptr(GBytes) bytes = test_bytes_from_hex (contents[i].hex);
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autoptr(NpFactoryData) data = NULL;
      g_autofree char *codes = NULL;

      g_test_message ("%s", contents[i].name);
      data = np_factory_file_parse (bytes, problems, NULL);
      codes = test_list_codes (problems);
      g_assert_cmpstr (codes, ==, contents[i].codes);
      g_assert_cmpint (data == NULL, ==, np_problem_list_has_errors (problems));
    }
}

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-test-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "data", NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer user_data)
{
  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static void
assert_load_fails (Fixture *fixture, GQuark domain, int code, const char *expected)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpFactoryData) data = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *message = g_strdup_printf ("%s%s", fixture->path, expected);

  data = np_factory_file_load (fixture->path, problems, &error);
  g_assert_null (data);
  g_assert_error (error, domain, code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_load (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpFactoryData) data = NULL;
  g_autoptr(GError) error = NULL;
  guint32 number = 0;

  g_file_set_contents (fixture->path, "{\"VENDOR_ID\": \"0xFFF1\"}", -1, &error);
  g_assert_no_error (error);
  data = np_factory_file_load (fixture->path, problems, &error);
  g_assert_no_error (error);
  g_assert_true (np_factory_data_get_number (data, NP_TAG_VENDOR_ID, &number));
  g_assert_cmphex (number, ==, 0xFFF1);
}

static void
test_load_bad (Fixture *fixture, gconstpointer user_data)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (fixture->path, "{,}", -1, &error);
  g_assert_no_error (error);
  assert_load_fails (fixture, NP_ERROR, NP_ERROR_INVALID_DATA,
                     ": line 1, column 2: A key in double quotes must stand here. Mend the text there. [json-syntax]");
}

static void
test_load_missing (Fixture *fixture, gconstpointer user_data)
{
  assert_load_fails (fixture, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, ": It can't be read: No such file or directory.");
}

static void
test_load_too_large (Fixture *fixture, gconstpointer user_data)
{
  FILE *file = g_fopen (fixture->path, "w");

  g_assert_cmpint (ftruncate (fileno (file), 1024 * 1024 + 1), ==, 0);
  fclose (file);
  assert_load_fails (fixture, NP_ERROR, NP_ERROR_INVALID_DATA,
                     ": It is larger than 1048576 bytes. Choose a JSON file or an image.");
}

/* Neither a folder nor a FIFO that nobody writes to. */
static void
test_load_irregular (Fixture *fixture, gconstpointer user_data)
{
  const char *text = ": It is no regular file. Choose a JSON file or an image.";

  g_assert_cmpint (mkfifo (fixture->path, 0600), ==, 0);
  assert_load_fails (fixture, NP_ERROR, NP_ERROR_INVALID_DATA, text);
  g_remove (fixture->path);

  g_assert_cmpint (g_mkdir (fixture->path, 0700), ==, 0);
  assert_load_fails (fixture, NP_ERROR, NP_ERROR_INVALID_DATA, text);
  g_rmdir (fixture->path);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/factory-file/parse", test_parse);
  g_test_add ("/factory-file/load", Fixture, NULL, set_up, test_load, tear_down);
  g_test_add ("/factory-file/load-bad", Fixture, NULL, set_up, test_load_bad, tear_down);
  g_test_add ("/factory-file/load-missing", Fixture, NULL, set_up, test_load_missing, tear_down);
  g_test_add ("/factory-file/load-too-large", Fixture, NULL, set_up, test_load_too_large, tear_down);
  g_test_add ("/factory-file/load-irregular", Fixture, NULL, set_up, test_load_irregular, tear_down);

  return g_test_run ();
}
