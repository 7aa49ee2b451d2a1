/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "factory/np-problem.h"

G_BEGIN_DECLS

/* What several tests of core need. */

GBytes *test_bytes_from_hex (const char *hex);
char *test_bytes_to_hex (GBytes *bytes);
#define test_assert_bytes_equal(a, b) \
  g_assert_cmpmem (g_bytes_get_data (a, NULL), g_bytes_get_size (a), g_bytes_get_data (b, NULL), g_bytes_get_size (b))

const NpProblem *test_find_problem (GPtrArray *problems, const char *code);
char *test_list_codes (GPtrArray *problems);

/* A program as it is between fork and exec, when another thread starts one: it has a copy of all that is open here. */
pid_t test_start_copy (void);
void test_end_copy (pid_t copy);

/* The known answers that may stand beside the source tree; NULL (and the test skipped) when they don't. */
char *test_find_data (const char *folder);
GBytes *test_load_data (const char *folder, const char *name);

G_END_DECLS
