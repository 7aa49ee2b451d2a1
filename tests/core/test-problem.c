/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "factory/np-problem.h"
#include "np-error.h"

static void
test_to_text (void)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autofree char *full = NULL;
  g_autofree char *bare = NULL;

  np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_VENDOR_ID, "number-range", "line 3, column 14",
                       g_strdup ("It is wrong."), "That matters.", "Mend it.");
  np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_NONE, "odd", NULL, g_strdup ("It is odd."), NULL, NULL);

  full = np_problem_to_text (problems->pdata[0]);
  g_assert_cmpstr (full, ==, "line 3, column 14: It is wrong. That matters. Mend it. [number-range]");
  bare = np_problem_to_text (problems->pdata[1]);
  g_assert_cmpstr (bare, ==, "It is odd. [odd]");
}

static void
test_copy (void)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpProblem) copy = NULL;

  np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_VENDOR_ID, "code", "where", g_strdup ("what"), "why", "todo");
  copy = np_problem_copy (problems->pdata[0]);
  g_ptr_array_set_size (problems, 0);

  g_assert_cmpint (copy->severity, ==, NP_SEVERITY_WARNING);
  g_assert_cmpuint (copy->tag, ==, NP_TAG_VENDOR_ID);
  g_assert_cmpstr (copy->code, ==, "code");
  g_assert_cmpstr (copy->where, ==, "where");
  g_assert_cmpstr (copy->what, ==, "what");
  g_assert_cmpstr (copy->why, ==, "why");
  g_assert_cmpstr (copy->todo, ==, "todo");
}

/* Warnings are no error; of several errors the first is told, and how many more there are. */
static void
test_to_error (void)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;

  np_problem_list_add (problems, NP_SEVERITY_WARNING, NP_TAG_NONE, "odd", NULL, g_strdup ("It is odd."), NULL, NULL);
  g_assert_false (np_problem_list_has_errors (problems));
  g_assert_true (np_problem_list_to_error (problems, &error));
  g_assert_no_error (error);

  np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "first", NULL, g_strdup ("It is 100 % wrong."), NULL, NULL);
  g_assert_true (np_problem_list_has_errors (problems));
  g_assert_false (np_problem_list_to_error (problems, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_INVALID_DATA);
  g_assert_cmpstr (error->message, ==, "It is 100 % wrong. [first]");
  g_clear_error (&error);

  np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "second", NULL, g_strdup ("This too."), NULL, NULL);
  np_problem_list_add (problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "third", NULL, g_strdup ("And this."), NULL, NULL);
  g_assert_false (np_problem_list_to_error (problems, &error));
  g_assert_cmpstr (error->message, ==, "It is 100 % wrong. [first] (and 2 more errors)");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/problem/to-text", test_to_text);
  g_test_add_func ("/problem/copy", test_copy);
  g_test_add_func ("/problem/to-error", test_to_error);

  return g_test_run ();
}
