/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "factory/np-factory-file.h"
#include "factory/np-problem.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NpFactoryData) parsed = np_factory_file_parse (bytes, problems, &error);

  g_assert_cmpint (parsed == NULL, ==, error != NULL);

  return 0;
}
