/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/np-session.h"

G_BEGIN_DECLS

/* A simulated bench with the real programs, made for one test. */

typedef struct
{
  NpBenchFolder *folder;
  NpBench *bench;
  NpProject *project;
  NpSession *session;
} TestBench;

void test_bench_set_up (TestBench *self, guint n_boards, double speed); /* STM32WBA6, and the sample project */
void test_bench_set_up_with (TestBench *self, NpProject *project /* (transfer full) */, const char *platform, guint n_boards, double speed);
void test_bench_tear_down (TestBench *self); /* everything of it must be gone afterwards */

NpBoard *test_bench_get_board (TestBench *self, guint index); /* (transfer none) */
void test_bench_set_fault (TestBench *self, guint index, const char *step, const char *kind);

/* A round on @boards (NULL: all that are ready), to its end. */
void test_bench_run (TestBench *self, GPtrArray *boards);
NpOutcome *test_bench_get_outcome (TestBench *self, guint index);

/* Turns the main loop until the condition holds. */
#define test_wait_until(condition) \
  while (!(condition)) \
    g_main_context_iteration (NULL, TRUE)

G_END_DECLS
