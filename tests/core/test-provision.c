/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "factory/np-problem.h"
#include "np-error.h"
#include "support-provision.h"
#include "support.h"

/* Whole boards provisioned on the simulated bench, in every way that a plan can go when nothing goes wrong. */

#define SPEED 200.0

static void
assert_outcome (TestProvision *self, guint index, const char *wanted)
{
  g_autofree char *got = test_provision_describe (self, index);
  g_autofree char *log = test_provision_read_log (self, index);

  if (strcmp (got, wanted) != 0)
    g_error ("board %u: %s instead of %s: %s\n%s", index, got, wanted, test_bench_get_outcome (&self->bench, index)->why, log);
}

static void
assert_all (TestProvision *self, const char *wanted)
{
  guint n_boards = g_list_model_get_n_items (G_LIST_MODEL (self->bench.bench));

  for (guint i = 0; i < n_boards; i++)
    assert_outcome (self, i, wanted);
}

static void
test_wba6 (void)
{
  TestProvision self = { 0 };

  test_provision_set_up (&self, "stm32wba6", 2, SPEED);
  test_provision_run (&self);
  assert_all (&self, "pass - written-and-verified");
  test_provision_tear_down (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/provision/wba6", test_wba6);
  return g_test_run ();
}
