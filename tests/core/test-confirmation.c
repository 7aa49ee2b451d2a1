/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "factory/np-problem.h"
#include "np-error.h"
#include "session/np-arming.h"
#include "session/np-auto-start.h"
#include "support-provision.h"

/* What is asked before something is done that can't be taken back (UX, table of confirmations). */

#define SPEED 200.0

static NpPlan *
make_plan (const char *platform, guint security, NpBoardLock lock)
{
  g_autoptr(NpProject) project = np_project_new_sample ();
  g_autoptr(NpImage) image = np_image_encode (np_project_get_factory_data (project), NULL);
  g_autoptr(NpRecipe) recipe = np_recipe_new (NP_JOB_PROVISION, np_platform_find (platform));
  g_autoptr(NpRecipeFacts) facts = NULL;
  g_autoptr(GError) error = NULL;
  NpPlan *plan;

  recipe->security = security;
  np_recipe_set_default_addresses (recipe);
  recipe->application_address = 0x08000000;
  recipe->provisioning_firmware = g_strdup ("/provisioning.bin");
  recipe->scripts_folder = g_strdup ("/scripts");
  recipe->mode = NP_PROVISIONING_MODE_PRODUCTION;
  recipe->lock = lock;
  facts = np_recipe_facts_read (recipe, NULL);
  plan = np_plan_new (recipe, image, facts, &error);
  g_assert_no_error (error);
  return plan;
}

static const struct
{
  const char *platform;
  guint security;
  NpBoardLock lock;
  NpConfirmationGate gate;
  gboolean each_time;
  gboolean closes_for_ever;
  const char *heading;
  const char *body;
} questions[] = {
  { "stm32wba6", 0, NP_BOARD_LOCK_NONE, NP_CONFIRMATION_GATE_NONE, FALSE, FALSE, NULL, "" },
  { "stm32wba6", 0, NP_BOARD_LOCK_RDP1, NP_CONFIRMATION_GATE_BUTTON, TRUE, FALSE, "Lock 2 Boards at RDP 1?", "erases everything in flash" },
  { "stm32wba6", 0, NP_BOARD_LOCK_RDP2, NP_CONFIRMATION_GATE_CODE_AND_CHECK, TRUE, TRUE, "Close 2 Boards Permanently?", "nobody, ST included" },
  { "stm32wba6", 1, NP_BOARD_LOCK_NONE, NP_CONFIRMATION_GATE_BUTTON, FALSE, FALSE, "Erase 2 Boards and Reopen Them?", "Keep power connected" },
  { "stm32wba6", 2, NP_BOARD_LOCK_RDP1, NP_CONFIRMATION_GATE_BUTTON, TRUE, FALSE, "Lock 2 Boards at RDP 1?", "Keep power connected" },
  { "stm32wba6", 2, NP_BOARD_LOCK_RDP2, NP_CONFIRMATION_GATE_CODE, TRUE, FALSE, "Close 2 Boards at RDP 2?", "OEM2 key" },
  { "stm32u5", 1, NP_BOARD_LOCK_RDP2, NP_CONFIRMATION_GATE_CODE_AND_CHECK, TRUE, TRUE, "Close 2 Boards Permanently?", "Keep power connected" },
  { "stm32wb55", 0, NP_BOARD_LOCK_NONE, NP_CONFIRMATION_GATE_CODE, FALSE, FALSE, "Store Production Keys in 2 Boards?", "used forever" },
  { "stm32wb55", 0, NP_BOARD_LOCK_RDP2, NP_CONFIRMATION_GATE_CODE_AND_CHECK, TRUE, TRUE, "Close 2 Boards Permanently?", "used forever" },
};

static void
test_questions (void)
{
  g_autoptr(GPtrArray) boards = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (boards, np_board_new ("A", 1));
  g_ptr_array_add (boards, np_board_new ("B", 3));
  for (guint i = 0; i < G_N_ELEMENTS (questions); i++)
    {
      g_autoptr(NpPlan) plan = make_plan (questions[i].platform, questions[i].security, questions[i].lock);
      g_autoptr(NpConfirmation) confirmation = np_confirmation_new (plan, boards);

      g_test_message ("case %u", i);
      g_assert_cmpint (confirmation->gate, ==, questions[i].gate);
      g_assert_cmpint (confirmation->each_time, ==, questions[i].each_time);
      g_assert_cmpint (confirmation->closes_for_ever, ==, questions[i].closes_for_ever);
      g_assert_cmpstr (confirmation->heading, ==, questions[i].heading);
      g_assert_nonnull (strstr (confirmation->body, questions[i].body));
      g_assert_cmpint (confirmation->check != NULL, ==, questions[i].gate == NP_CONFIRMATION_GATE_CODE_AND_CHECK);
    }
}

static void
test_one_port (void)
{
  g_autoptr(GPtrArray) boards = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(NpPlan) plan = make_plan ("stm32wba6", 1, NP_BOARD_LOCK_NONE);
  g_autoptr(NpConfirmation) each = np_confirmation_new (plan, boards);
  g_autoptr(NpConfirmation) one = NULL;

  g_ptr_array_add (boards, np_board_new ("A", 3));
  one = np_confirmation_new (plan, boards);
  g_assert_cmpstr (one->heading, ==, "Erase Port 3 and Reopen It?");
  g_assert_cmpstr (each->heading, ==, "Erase Each Board That Is Plugged In?");
}

static void
test_code (void)
{
  g_assert_true (np_confirmation_code_is_right ("Lamp-Mini", " Lamp-Mini "));
  g_assert_false (np_confirmation_code_is_right ("Lamp-Mini", "lamp-mini"));
  g_assert_false (np_confirmation_code_is_right ("Lamp-Mini", "Lamp-Min"));
  g_assert_false (np_confirmation_code_is_right ("", ""));
  g_assert_false (np_confirmation_code_is_right (" ", " "));
}

/* Once for the batch; anew when the plan has changed, or more boards come than were spoken of. */
static void
test_batch (void)
{
  TestProvision self = { 0 };
  g_autoptr(NpArming) arming = NULL;
  g_autoptr(NpConfirmation) first = NULL;
  g_autoptr(NpConfirmation) again = NULL;
  g_autoptr(NpConfirmation) other = NULL;
  g_autoptr(NpConfirmation) anew = NULL;
  g_autoptr(GPtrArray) boards = NULL;

  test_provision_set_up (&self, "stm32wb55", 2, SPEED);
  test_provision_use_firmware (&self, NP_BENCH_GENERATION_WAITS_FOR_INIT, NP_BENCH_KEY_STORE_CKS);
  test_provision_use_recipe (&self);
  boards = np_session_dup_ready_boards (self.bench.session);
  arming = np_arming_new (self.bench.session);
  g_assert_null (np_arming_ask (arming, boards)); /* simulated */
  np_arming_set_practising (arming, TRUE);
  first = np_arming_ask (arming, boards);
  g_assert_nonnull (first);
  g_assert_true (np_arming_accept (arming, first, boards->len));
  g_assert_cmpuint (np_arming_get_left (arming), ==, 2);
  g_assert_null (np_arming_ask (arming, boards));
  np_arming_use (arming, 1);
  again = np_arming_ask (arming, boards);
  g_assert_nonnull (again);
  g_assert_true (np_arming_accept (arming, again, boards->len));

  self.recipe->application_address += 0x1000;
  test_provision_use_recipe (&self);
  other = np_arming_ask (arming, boards);
  g_assert_nonnull (other);
  self.recipe->application_address += 0x1000; /* while it is being asked */
  test_provision_use_recipe (&self);
  g_assert_false (np_arming_accept (arming, other, boards->len));
  anew = np_arming_ask (arming, boards);
  g_assert_nonnull (anew);
  g_assert_true (np_arming_accept (arming, anew, boards->len));
  g_clear_pointer (&boards, g_ptr_array_unref);
  test_provision_tear_down (&self);
}

/* A board that has passed and comes back isn't provisioned again, but where that is asked for, once. */
static void
test_comes_back (void)
{
  TestProvision self = { 0 };
  NpBoard *board;
  g_autofree char *probe = NULL;
  g_autoptr(GError) error = NULL;
  const char *path;

  test_provision_set_up (&self, "stm32wba6", 1, SPEED);
  test_provision_use_recipe (&self);
  test_provision_run (&self);
  board = test_bench_get_board (&self.bench, 0);
  probe = g_strdup (np_board_get_probe_serial (board));
  path = np_bench_folder_get_path (self.bench.folder);
  g_assert_cmpint (np_board_get_state (board), ==, NP_BOARD_STATE_PASS);
  np_bench_folder_set_plugged (path, probe, FALSE, NULL);
  test_wait_until (np_board_get_state (board) == NP_BOARD_STATE_EMPTY);
  np_bench_folder_set_plugged (path, probe, TRUE, NULL);
  test_wait_until (np_board_get_state (board) == NP_BOARD_STATE_READY);
  g_assert_false (np_session_judge_board (self.bench.session, board, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_DONE_ALREADY);
  np_session_allow_again (self.bench.session, board);
  g_assert_true (np_session_judge_board (self.bench.session, board, NULL));
  test_provision_run (&self);
  g_assert_cmpint (np_board_get_state (board), ==, NP_BOARD_STATE_PASS);
  g_assert_cmpuint (np_session_get_total (self.bench.session), ==, 1);
  test_provision_tear_down (&self);
}

static void
test_auto_start_refused (void)
{
  TestProvision self = { 0 };
  g_autoptr(NpAutoStart) auto_start = NULL;
  g_autoptr(GError) error = NULL;

  test_provision_set_up (&self, "stm32wb55", 1, SPEED);
  test_provision_use_firmware (&self, NP_BENCH_GENERATION_WAITS_FOR_INIT, NP_BENCH_KEY_STORE_CKS);
  test_provision_use_recipe (&self);
  auto_start = np_auto_start_new (self.bench.session);
  g_assert_false (np_auto_start_set_enabled (auto_start, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED);
  g_assert_false (np_auto_start_get_enabled (auto_start));
  g_assert_finalize_object (g_steal_pointer (&auto_start));
  test_provision_tear_down (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/confirmation/questions", test_questions);
  g_test_add_func ("/confirmation/one-port", test_one_port);
  g_test_add_func ("/confirmation/code", test_code);
  g_test_add_func ("/confirmation/batch", test_batch);
  g_test_add_func ("/confirmation/comes-back", test_comes_back);
  g_test_add_func ("/confirmation/auto-start-refused", test_auto_start_refused);
  return g_test_run ();
}
