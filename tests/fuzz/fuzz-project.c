/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "check/np-check.h"
#include "fuzz-file.h"
#include "fuzz-problems.h"
#include "fuzz.h"
#include "project/np-project.h"

/* What was loaded is written as a project that loads again, and is written the same. */
static void
check_round_trip (NpProject *project)
{
  g_autofree char *text = np_project_dup_text (project);
  g_autofree char *text_again = NULL;
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_auto(FuzzFile) file = { -1, NULL };
  g_autoptr(NpProject) again = NULL;

  fuzz_file_init (&file, (const guint8 *) text, strlen (text));
  again = np_project_load (file.path, problems, &error);
  g_assert_no_error (error);
  text_again = np_project_dup_text (again);
  g_assert_cmpstr (text_again, ==, text);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_auto(FuzzFile) file = { -1, NULL };
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProject) project = NULL;

  fuzz_file_init (&file, data, size);
  project = np_project_load (file.path, problems, &error);
  g_assert_cmpint (project == NULL, ==, error != NULL);
  if (project == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  np_check_run (np_project_get_factory_data (project), np_project_get_recipe (project), problems);
  fuzz_check_problems (problems);
  check_round_trip (project);

  return 0;
}
