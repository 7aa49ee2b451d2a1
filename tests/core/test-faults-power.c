/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "factory/np-problem.h"
#include "support-faults.h"

/* Power lost between any two steps of any plan: a board for each step, whose power goes as the step begins. */

#define MAX_STEPS 11 /* of a plan; boards that are left over have no fault */

/* What a step has left on the board, when it has ended well. */
static const char *
change_after (NpPlan *plan, guint index)
{
  guint n_steps;
  const NpPlanStep *steps = np_plan_get_steps (plan, &n_steps);
  const char *title = steps[index].title;

  if (g_str_equal (title, CHECK) || g_str_equal (title, STACK))
    return "nothing-written";
  if (g_str_equal (title, UPGRADE))
    return "option-bytes-not-restored";
  if (g_str_equal (title, RESTORE))
    return "wireless-firmware-written";
  if (g_str_equal (title, REGRESSION))
    return "erased";
  if (g_str_equal (title, INSTALL) || g_str_equal (title, FIRMWARE))
    return "firmware-written";
  if (g_str_equal (title, DATA))
    return "written-not-verified";
  if (g_str_equal (title, KEY))
    return "key-stored";
  if (g_str_equal (title, COMPARE))
    return "provisioned";
  if (g_str_equal (title, APPLICATION) && index + 1 < n_steps && g_str_equal (steps[index + 1].title, TRAILER))
    return "application-partly-written";
  return "written-and-verified";
}

/* A script tells in its own words that the board doesn't answer, and may have begun. */
static FaultCase
make_case (NpPlan *plan, guint index)
{
  const NpPlanStep *step = np_plan_get_steps (plan, &(guint) { 0 }) + index;
  FaultCase made = { step->title, "power", FAULT_POWER_OFF, NO_CONTACT, index > 0 ? change_after (plan, index - 1) : "nothing-written",
                     "The probe finds no target", NULL };
  const FaultCase script = { step->title, "power", FAULT_POWER_OFF, SCRIPT_FAILED,
                             g_str_equal (step->title, REGRESSION) ? "partly-erased" : "firmware-partly-written", step->script, NULL };

  return step->kind == NP_STEP_RUN_SCRIPT ? script : made;
}

static void
test_power (gconstpointer sample)
{
  TestProvision self = { 0 };
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpPlan) plan = NULL;
  g_autoptr(GArray) cases = g_array_new (FALSE, FALSE, sizeof (FaultCase));
  guint n_steps;

  test_provision_set_up_sample (&self, sample, MAX_STEPS + 1, FAULTS_SPEED);
  plan = np_session_check (self.bench.session, problems);
  np_plan_get_steps (plan, &n_steps);
  g_assert_cmpuint (n_steps, <=, MAX_STEPS);
  for (guint i = 0; i < n_steps; i++)
    {
      FaultCase made = make_case (plan, i);

      g_array_append_val (cases, made);
    }
  test_faults_run (&self, (const FaultCase *) cases->data, cases->len, "written-and-verified");
  test_provision_tear_down (&self);
}

int
main (int argc, char **argv)
{
  static const char *const samples[] = { "wba6", "wba6-oemirot", "wba6-oemirot-tfm", "u5-oemirot", "wb55-test" };

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autofree char *path = g_strconcat ("/faults/power/", samples[i], NULL);

      g_test_add_data_func (path, samples[i], test_power);
    }
  return test_faults_run_all ();
}
