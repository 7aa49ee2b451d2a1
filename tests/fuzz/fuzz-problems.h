/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-problem.h"

/* Whatever the input, what is said about it can be shown. */
static inline void
fuzz_check_problems (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      g_autofree char *text = np_problem_to_text (problems->pdata[i]);

      g_assert_true (g_utf8_validate (text, -1, NULL));
    }
}
