/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "factory/np-problem.h"
#include "factory/np-st-json.h"
#include "fuzz-problems.h"
#include "fuzz.h"

/* Whatever was read can be written, and reads back as the same. */
static void
check_round_trip (NpFactoryData *data)
{
  g_autofree char *text = np_st_json_write (data);
  g_autoptr(GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NpFactoryData) again = NULL;

  again = np_st_json_parse (bytes, problems, &error);
  g_assert_no_error (error);
  g_assert_true (np_factory_data_equal (data, again));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NpFactoryData) parsed = NULL;

  parsed = np_st_json_parse (bytes, problems, &error);
  fuzz_check_problems (problems);
  if (parsed != NULL)
    {
      check_round_trip (parsed);
    }
  else
    {
      g_assert_nonnull (error);
      g_assert_true (np_problem_list_has_errors (problems));
    }

  return 0;
}
