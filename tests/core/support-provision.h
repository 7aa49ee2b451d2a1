/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "support-bench.h"

G_BEGIN_DECLS

/* A simulated bench of one platform and a project that provisions its boards, with the files that its recipe names in a folder. */

typedef struct
{
  TestBench bench;
  char *folder;
  NpRecipe *recipe; /* changes count from test_provision_use_recipe () on */
  GAsyncResult *result;
} TestProvision;

/* Programs of a sanitized build need their time, and more of it when many run at once. */
#if defined __SANITIZE_ADDRESS__
#define TEST_SLOWNESS 3
#else
#define TEST_SLOWNESS 1
#endif

#define TEST_APPLICATION_TEXT "Lamp 1.0\n"

void test_provision_set_up (TestProvision *self, const char *platform, guint n_boards, double speed);
void test_provision_set_up_sample (TestProvision *self, const char *name, guint n_boards, double speed); /* of np_project_sample_find () */
void test_provision_tear_down (TestProvision *self);

char *test_provision_write (TestProvision *self, const char *name, const char *contents); /* Returns: its path */
void test_provision_use_firmware (TestProvision *self, NpBenchGeneration generation, NpBenchKeyStore key_store);
void test_provision_use_recipe (TestProvision *self);
void test_provision_use_production (TestProvision *self); /* STM32WB55: the key for ever, and a wireless stack */

/* A round with every board that is ready. */
void test_provision_run (TestProvision *self);
void test_provision_start (TestProvision *self);
void test_provision_end (TestProvision *self);

/* Other boards in the places of all. */
void test_provision_replug (TestProvision *self);
char *test_provision_describe (TestProvision *self, guint index); /* "fail E-214 written-not-verified" */
char *test_provision_read_log (TestProvision *self, guint index);

/* @wanted: as test_provision_describe () says it; @why: (nullable): what the reason has in it. The board's log is told when it isn't so. */
void test_provision_assert_outcome (TestProvision *self, guint index, const char *wanted, const char *why);
void test_provision_assert_all (TestProvision *self, const char *wanted);
void test_provision_assert_stored_keys (TestProvision *self, guint index, guint wanted); /* for ever, in the board's key store */

/* How many processes are alive that work below one of @paths, or have one in their command lines, without those that have @but_not. */
guint test_count_processes (const char *const *paths, const char *but_not);

G_END_DECLS
