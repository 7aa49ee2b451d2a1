/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

GBytes *
test_bytes_from_hex (const char *hex)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();

  for (; hex[0] != '\0' && hex[1] != '\0'; hex += 2)
    {
      guint8 byte = g_ascii_xdigit_value (hex[0]) << 4 | g_ascii_xdigit_value (hex[1]);

      g_byte_array_append (bytes, &byte, 1);
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

char *
test_bytes_to_hex (GBytes *bytes)
{
  const guint8 *data;
  gsize size;
  GString *hex = g_string_new (NULL);

  data = g_bytes_get_data (bytes, &size);
  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", (guint) data[i]);

  return g_string_free (hex, FALSE);
}

const NpProblem *
test_find_problem (GPtrArray *problems, const char *code)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const NpProblem *problem = problems->pdata[i];

      if (g_str_equal (problem->code, code))
        return problem;
    }

  return NULL;
}

/* "json-unknown-key number-range": all codes in their order, so that a test can compare them in one go. */
char *
test_list_codes (GPtrArray *problems)
{
  g_autoptr(GPtrArray) codes = g_ptr_array_new ();

  for (guint i = 0; i < problems->len; i++)
    g_ptr_array_add (codes, ((const NpProblem *) problems->pdata[i])->code);
  g_ptr_array_add (codes, NULL);

  return g_strjoinv (" ", (char **) codes->pdata);
}

pid_t
test_start_copy (void)
{
  pid_t copy = fork ();

  g_assert_cmpint (copy, >=, 0);
  while (copy == 0)
    pause ();
  return copy;
}

void
test_end_copy (pid_t copy)
{
  kill (copy, SIGKILL);
  g_assert_cmpint (waitpid (copy, NULL, 0), ==, copy);
}

char *
test_find_data (const char *folder)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "data", folder, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the folder with the known answers isn't beside the source tree");
      return NULL;
    }

  return g_steal_pointer (&path);
}

GBytes *
test_load_data (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr(GError) error = NULL;
  char *contents = NULL;
  gsize size;

  g_file_get_contents (path, &contents, &size, &error);
  g_assert_no_error (error);

  return g_bytes_new_take (contents, size);
}
