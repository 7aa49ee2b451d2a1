/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "factory/np-problem.h"
#include "np-error.h"
#include "support-provision.h"
#include "support.h"

/* Whole boards provisioned on the simulated bench, in every way that a plan can go when nothing goes wrong. */

#define SPEED 200.0

static void
test_wba6 (void)
{
  TestProvision self = { 0 };

  test_provision_set_up (&self, "stm32wba6", 2, SPEED);
  test_provision_run (&self);
  test_provision_assert_all (&self, "pass - written-and-verified");
  test_provision_tear_down (&self);
}

static void
test_older_generation (void)
{
  TestProvision self = { 0 };

  test_provision_set_up (&self, "stm32wba6", 1, SPEED);
  test_provision_use_firmware (&self, NP_BENCH_GENERATION_ACTS_AT_BOOT, NP_BENCH_KEY_STORE_FLASH);
  test_provision_use_recipe (&self);
  test_provision_run (&self);
  test_provision_assert_all (&self, "pass - written-and-verified");
  test_provision_tear_down (&self);
}

static void
test_wb55_test (void)
{
  TestProvision self = { 0 };

  test_provision_set_up (&self, "stm32wb55", 2, SPEED);
  test_provision_run (&self);
  test_provision_assert_all (&self, "pass - written-and-verified");
  test_provision_assert_stored_keys (&self, 0, 0);
  g_assert_false (test_bench_get_outcome (&self.bench, 0)->permanent);
  test_provision_tear_down (&self);
}

static void
set_fault_at_step_cb (NpBoard *board, GParamSpec *pspec, TestProvision *self)
{
  const char *const *fault = g_object_get_data (G_OBJECT (board), "fault");

  if (g_strcmp0 (np_board_get_step (board), fault[0]) == 0)
    test_bench_set_fault (&self->bench, np_board_get_number (board) - 1, fault[1], fault[2]);
}

/* @fault: the step's title, the bench's step and kind */
static void
set_fault_at_step (TestProvision *self, guint index, const char *const fault[3])
{
  NpBoard *board = test_bench_get_board (&self->bench, index);

  g_object_set_data (G_OBJECT (board), "fault", (gpointer) fault);
  g_signal_connect (board, "notify::step", G_CALLBACK (set_fault_at_step_cb), self);
}

static void
clear_fault (TestProvision *self, guint index)
{
  NpBoard *board = test_bench_get_board (&self->bench, index);

  g_signal_handlers_disconnect_by_func (board, set_fault_at_step_cb, self);
  np_bench_folder_clear_faults (np_bench_folder_get_path (self->bench.folder), np_board_get_probe_serial (board), NULL);
}

/* A key that is stored for ever is not stored a second time: a retry goes on behind it, and where nobody knows there is none. */
static void
test_wb55_production_retry (void)
{
  static const char *const application[] = { "Write application", "write", "exit-1" };
  static const char *const handshake[] = { "Store DAC key", "handshake", "power-lost" };
  TestProvision self = { 0 };
  g_autoptr(GPtrArray) failed = NULL;
  g_autoptr(GPtrArray) unsure = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *log = NULL;

  test_provision_set_up (&self, "stm32wb55", 3, SPEED);
  test_provision_use_production (&self);
  set_fault_at_step (&self, 1, application);
  set_fault_at_step (&self, 2, handshake);
  test_provision_run (&self);
  test_provision_assert_outcome (&self, 0, "pass - written-and-verified", NULL);
  test_provision_assert_outcome (&self, 1, "fail E-201 application-partly-written", NULL);
  test_provision_assert_outcome (&self, 2, "unsure E-217 key-unknown", NULL);
  g_assert_cmpstr (test_bench_get_outcome (&self.bench, 2)->title, ==, "The DAC key may or may not be stored");
  for (guint i = 0; i < 2; i++)
    test_provision_assert_stored_keys (&self, i, 1);
  clear_fault (&self, 1);
  clear_fault (&self, 2);

  failed = np_session_dup_failed_boards (self.bench.session);
  g_assert_cmpuint (failed->len, ==, 1);
  test_bench_run (&self.bench, failed);
  test_provision_assert_outcome (&self, 1, "pass - written-and-verified", NULL);
  test_provision_assert_stored_keys (&self, 1, 1);
  log = test_provision_read_log (&self, 1);
  g_assert_nonnull (strstr (log, "Left out, since the key is stored for ever already: Write factory data"));

  g_ptr_array_add (unsure, g_object_ref (test_bench_get_board (&self.bench, 2)));
  test_bench_run (&self.bench, unsure);
  test_provision_assert_outcome (&self, 2, "unsure E-217 key-unknown", NULL);
  g_clear_pointer (&failed, g_ptr_array_unref);
  g_clear_pointer (&unsure, g_ptr_array_unref);
  test_provision_tear_down (&self);
}

/* Another program, or the same one later, remembers nothing: the board itself tells that it holds a key. */
static void
test_wb55_production_again (void)
{
  TestProvision self = { 0 };
  g_autoptr(GPtrArray) boards = NULL;

  test_provision_set_up (&self, "stm32wb55", 1, SPEED);
  test_provision_use_production (&self);
  boards = np_session_dup_ready_boards (self.bench.session);
  test_provision_run (&self);
  test_provision_assert_outcome (&self, 0, "pass - written-and-verified", NULL);
  test_provision_assert_stored_keys (&self, 0, 1);

  g_object_unref (self.bench.session);
  self.bench.session = np_session_new (self.bench.project, self.bench.bench);
  test_bench_run (&self.bench, boards);
  test_provision_assert_outcome (&self, 0, "fail E-219 nothing-written", NULL);
  test_provision_assert_stored_keys (&self, 0, 1);

  np_session_allow_again (self.bench.session, boards->pdata[0]);
  test_bench_run (&self.bench, boards);
  test_provision_assert_outcome (&self, 0, "pass - written-and-verified", NULL);
  test_provision_assert_stored_keys (&self, 0, 2);
  g_clear_pointer (&boards, g_ptr_array_unref);
  test_provision_tear_down (&self);
}

static void
test_locked_at_level_2 (void)
{
  TestProvision self = { 0 };

  test_provision_set_up (&self, "stm32wba6", 1, SPEED);
  self.recipe->lock = NP_BOARD_LOCK_RDP2;
  test_provision_use_recipe (&self);
  test_provision_run (&self);
  test_provision_assert_all (&self, "pass - locked");
  g_assert_true (test_bench_get_outcome (&self.bench, 0)->permanent);
  test_provision_tear_down (&self);
}

/* The hand that a locked board needs to be heard of again. */
static void
count_hands_cb (NpBoard *board, GParamSpec *pspec, guint *n_hands)
{
  if (np_board_get_state (board) != NP_BOARD_STATE_ACTION)
    return;
  g_assert_cmpstr (np_board_get_message (board), ==, "Unplug the board, then plug it in again");
  (*n_hands)++;
}

/* By what the tool said of the lock: whether a hand was needed, and what is known afterwards. */
static const struct
{
  const char *fault; /* (nullable) */
  guint n_hands;
  const char *wanted;
  const char *title;
} locks[] = {
  { NULL, 1, "pass - locked", "Done" },
  { "error-though-done", 1, "pass - locked", "Done" },
  { "not-done", 0, "fail E-221 written-and-verified", "The option bytes are not as planned" },
};

static void
test_locked_at_level_1 (void)
{
  TestProvision self = { 0 };
  guint n_hands[G_N_ELEMENTS (locks)] = { 0 };
  g_autoptr(GError) error = NULL;

  test_provision_set_up (&self, "stm32wba6", G_N_ELEMENTS (locks), SPEED);
  self.recipe->lock = NP_BOARD_LOCK_RDP1;
  test_provision_use_recipe (&self);
  for (guint i = 0; i < G_N_ELEMENTS (locks); i++)
    {
      np_bench_folder_set_helping_hand (np_bench_folder_get_path (self.bench.folder), np_board_get_probe_serial (test_bench_get_board (&self.bench, i)),
                                        400, &error); /* 2 s: not before it was asked for */
      g_assert_no_error (error);
      if (locks[i].fault != NULL)
        test_bench_set_fault (&self.bench, i, "lock", locks[i].fault);
      g_signal_connect (test_bench_get_board (&self.bench, i), "notify::state", G_CALLBACK (count_hands_cb), &n_hands[i]);
    }
  test_provision_run (&self);
  for (guint i = 0; i < G_N_ELEMENTS (locks); i++)
    {
      g_signal_handlers_disconnect_by_data (test_bench_get_board (&self.bench, i), &n_hands[i]);
      test_provision_assert_outcome (&self, i, locks[i].wanted, NULL);
      g_assert_cmpstr (test_bench_get_outcome (&self.bench, i)->title, ==, locks[i].title);
      g_assert_cmpuint (n_hands[i], ==, locks[i].n_hands);
    }
  test_provision_tear_down (&self);
}

static void
stop_at_hand_cb (NpBoard *board, GParamSpec *pspec, NpSession *session)
{
  if (np_board_get_state (board) == NP_BOARD_STATE_ACTION)
    np_session_stop (session);
}

/* Nobody comes, and the wait is given up: the tool's word alone is not enough. */
static void
test_stop_at_lock (void)
{
  TestProvision self = { 0 };
  g_autoptr(GError) error = NULL;
  NpBoard *board;

  test_provision_set_up (&self, "stm32wba6", 1, SPEED);
  self.recipe->lock = NP_BOARD_LOCK_RDP1;
  test_provision_use_recipe (&self);
  board = test_bench_get_board (&self.bench, 0);
  np_bench_folder_set_helping_hand (np_bench_folder_get_path (self.bench.folder), np_board_get_probe_serial (board), 0, &error);
  g_assert_no_error (error);
  g_signal_connect (board, "notify::state", G_CALLBACK (stop_at_hand_cb), self.bench.session);
  test_provision_run (&self);
  g_signal_handlers_disconnect_by_data (board, self.bench.session);
  test_provision_assert_outcome (&self, 0, "unsure E-218 lock-unknown", NULL);
  test_provision_tear_down (&self);
}

/* --- Secure scripts ----------------------------------------------------------------- */

/* As ST's: the install folder comes first in PATH, and no probe is named. The tool that lies there must not be run. */
#define ENVIRONMENT \
  "PATH=$PWD/decoy:$PATH\n" \
  "stm32programmercli=STM32_Programmer_CLI\n"
#define DECOY "#!/bin/bash\necho decoy >>\"$(dirname \"$0\")/../decoy-was-run\"\nexit 0\n"
#define REGRESSION \
  "source ./env.sh\n" \
  "[ \"$1\" = AUTO ] || exit 2\n" \
  "mkdir busy || exit 4\n" /* nobody else at the same time */ \
  "connect=\"-c port=SWD mode=UR\"\n" \
  "\"$stm32programmercli\" $connect -e all || exit 1\n" \
  "rmdir busy\n"
#define REOPENING "source ./env.sh\n\"$stm32programmercli\" -c port=SWD mode=UR -ob RDP=0xAA || exit 1\n"
#define INSTALL \
  "source ./env.sh\n" \
  "mkdir busy || exit 4\n" \
  "while ! [[ $level =~ ^[012]$ ]]; do echo -n 'RDP level [ 0 | 1 | 2 ]: '; read -r level; done\n" \
  "\"$stm32programmercli\" \"-c port=SWD mode=Hotplug\" -d \"$PWD/provisioning.bin\" 0x08000000 -V >provisioning.log || echo '===== Error while executing'\n" \
  "echo \"probe $NP_PROBE\" >>provisioning.log\n" \
  "rmdir busy\n" \
  "echo '===== The board is correctly configured.'\n"

static void
use_scripts (TestProvision *self)
{
  static const char *const files[][2] = { { "env.sh", ENVIRONMENT }, { "regression.sh", REGRESSION }, { "provisioning.sh", INSTALL } };
  g_autofree char *folder = g_build_filename (self->folder, "decoy", NULL);
  g_autofree char *decoy = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    g_free (test_provision_write (self, files[i][0], files[i][1]));
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  decoy = test_provision_write (self, "decoy/STM32_Programmer_CLI", DECOY);
  g_assert_cmpint (g_chmod (decoy, 0700), ==, 0);
  self->recipe->security = 1;
  self->recipe->scripts_folder = g_strdup (self->folder);
  test_provision_use_recipe (self);
}

static void
count_waiting_cb (NpBoard *board, GParamSpec *pspec, guint *n_waited)
{
  *n_waited += g_strcmp0 (np_board_get_message (board), "Waits for another board's script") == 0;
}

/* Three boards, one probe each; the scripts take turns, and each gets to its own board through our programmer. */
static void
test_scripts_take_turns (void)
{
  TestProvision self = { 0 };
  g_autofree char *decoy_was_run = NULL;
  guint n_waited = 0;

  test_provision_set_up (&self, "stm32wba6", 3, SPEED);
  use_scripts (&self);
  for (guint i = 0; i < 3; i++)
    g_signal_connect (test_bench_get_board (&self.bench, i), "notify::message", G_CALLBACK (count_waiting_cb), &n_waited);
  test_provision_run (&self);
  test_provision_assert_all (&self, "pass - written-and-verified");
  g_assert_cmpuint (n_waited, >, 0);
  decoy_was_run = g_build_filename (self.folder, "decoy-was-run", NULL);
  g_assert_false (g_file_test (decoy_was_run, G_FILE_TEST_EXISTS));
  for (guint i = 0; i < 3; i++)
    {
      NpBoard *board = test_bench_get_board (&self.bench, i);
      g_autofree char *log = test_provision_read_log (&self, i);
      g_autofree char *probe = g_strdup_printf ("probe %s", np_board_get_probe_serial (board));

      g_signal_handlers_disconnect_by_data (board, &n_waited);
      g_assert_nonnull (strstr (log, "provisioning.log:"));
      g_assert_nonnull (strstr (log, probe));
      g_assert_nonnull (strstr (log, "Mass erase successfully achieved"));
    }
  test_provision_tear_down (&self);
}

static gboolean
stop_in_script_cb (gpointer user_data)
{
  TestProvision *self = user_data;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *log = test_provision_read_log (self, i);

      if (strstr (log, "bash regression.sh") == NULL)
        continue;
      np_session_stop (self->bench.session);
      return G_SOURCE_REMOVE;
    }
  return G_SOURCE_CONTINUE;
}

static void
stop_waiting_cb (NpBoard *board, GParamSpec *pspec, TestProvision *self)
{
  if (np_board_get_message (board) != NULL)
    g_idle_add_full (G_PRIORITY_DEFAULT, stop_in_script_cb, self, NULL);
}

/* Stopped while one script runs and the other board waits for it: the script goes on to its end, the other board isn't touched. */
static void
test_stop_while_waiting (void)
{
  TestProvision self = { 0 };
  g_autofree char *first = NULL;
  gboolean first_was_quicker;

  test_provision_set_up (&self, "stm32wba6", 2, SPEED);
  use_scripts (&self);
  for (guint i = 0; i < 2; i++)
    g_signal_connect (test_bench_get_board (&self.bench, i), "notify::message", G_CALLBACK (stop_waiting_cb), &self);
  test_provision_run (&self);
  for (guint i = 0; i < 2; i++)
    g_signal_handlers_disconnect_by_data (test_bench_get_board (&self.bench, i), &self);
  first = test_provision_describe (&self, 0);
  first_was_quicker = g_str_equal (first, "stop - erased");
  test_provision_assert_outcome (&self, first_was_quicker ? 0 : 1, "stop - erased", NULL);
  test_provision_assert_outcome (&self, first_was_quicker ? 1 : 0, "stop - nothing-written", NULL);
  test_provision_tear_down (&self);
}

static void
plug_in_again_cb (NpBoard *board, GParamSpec *pspec, TestProvision *self)
{
  if (np_board_get_state (board) != NP_BOARD_STATE_ACTION)
    return;
  g_assert_cmpstr (np_board_get_message (board), ==, "Unplug the board, then plug it in again");
  np_bench_folder_clear_faults (np_bench_folder_get_path (self->bench.folder), np_board_get_probe_serial (board), NULL);
  test_bench_set_fault (&self->bench, 0, "identify", "probe-busy:once");
  test_bench_set_fault (&self->bench, 0, "connect", "hang:once");
}

/* After the regression the board doesn't answer until somebody has plugged it in anew: the run waits for that, and goes on, also when the
 * first looks meet a busy probe and no answer. */
static void
test_hand_is_needed (void)
{
  static const char *const fault[] = { "Erase and reopen board", "identify", "no-target" };
  TestProvision self = { 0 };
  g_autofree char *log = NULL;

  test_provision_set_up (&self, "stm32wba6", 1, SPEED);
  use_scripts (&self);
  np_programmer_set_timeout_factor (np_bench_get_programmer (self.bench.bench), 0.25 * TEST_SLOWNESS);
  set_fault_at_step (&self, 0, fault);
  g_signal_connect (test_bench_get_board (&self.bench, 0), "notify::state", G_CALLBACK (plug_in_again_cb), &self);
  test_provision_run (&self);
  g_signal_handlers_disconnect_by_data (test_bench_get_board (&self.bench, 0), &self);
  test_provision_assert_all (&self, "pass - written-and-verified");
  log = test_provision_read_log (&self, 0);
  g_assert_nonnull (strstr (log, "DEV_CONNECT_ERR"));
  test_provision_tear_down (&self);
}

/* A board that is locked is for a recipe that begins with a regression; its chip is known when it has been opened. */
static void
test_locked_board_is_reopened (void)
{
  TestProvision self = { 0 };
  NpBoard *board;
  g_autofree char *id = NULL;
  g_autofree char *log = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) ready = NULL;

  test_provision_set_up (&self, "stm32wba6", 1, SPEED);
  board = test_bench_get_board (&self.bench, 0);
  id = g_strdup (np_board_get_unique_id (board));
  np_bench_folder_set_option_byte (np_bench_folder_get_path (self.bench.folder), np_board_get_probe_serial (board), "RDP", 0xDC, &error);
  g_assert_no_error (error);
  np_bench_refresh (self.bench.bench);
  test_wait_until (np_board_get_state (board) == NP_BOARD_STATE_BLOCK);
  g_assert_false (np_session_judge_board (self.bench.session, board, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_PROTECTED);
  ready = np_session_dup_ready_boards (self.bench.session);
  g_assert_cmpuint (ready->len, ==, 0);
  g_clear_pointer (&ready, g_ptr_array_unref);

  use_scripts (&self);
  g_free (test_provision_write (&self, "regression.sh", REOPENING));
  test_provision_run (&self);
  test_provision_assert_outcome (&self, 0, "pass - written-and-verified", NULL);
  g_assert_cmpstr (np_board_get_unique_id (board), ==, id);
  g_assert_cmpstr (np_board_get_protection (board), ==, NP_PROTECTION_OPEN);
  log = test_provision_read_log (&self, 0);
  g_assert_nonnull (strstr (log, "The board is locked: the regression erases it and opens it"));
  test_provision_tear_down (&self);
}

/* The regression has done nothing: nothing more is done to the board. */
static void
test_locked_board_stays_locked (void)
{
  TestProvision self = { 0 };
  NpBoard *board;
  g_autoptr(GError) error = NULL;

  test_provision_set_up (&self, "stm32wba6", 1, SPEED);
  board = test_bench_get_board (&self.bench, 0);
  np_bench_folder_set_option_byte (np_bench_folder_get_path (self.bench.folder), np_board_get_probe_serial (board), "RDP", 0xDC, &error);
  g_assert_no_error (error);
  np_bench_refresh (self.bench.bench);
  test_wait_until (np_board_get_state (board) == NP_BOARD_STATE_BLOCK);
  use_scripts (&self);
  g_free (test_provision_write (&self, "regression.sh", "true\n"));
  test_provision_run (&self);
  test_provision_assert_outcome (&self, 0, "fail E-216 partly-erased", NULL);
  test_provision_tear_down (&self);
}

/* --- Time and stopping ------------------------------------------------------------------ */

/* The answer comes after the timeout. It isn't taken for the next run's. */
static void
test_late_answer (void)
{
  TestProvision self = { 0 };
  g_autoptr(GPtrArray) failed = NULL;

  test_provision_set_up (&self, "stm32wba6", 1, 20.0 / TEST_SLOWNESS); /* 35 s late are 1.75 s */
  self.recipe->timeouts.synchronisation = self.recipe->timeouts.result = TEST_SLOWNESS;
  test_provision_use_recipe (&self);
  test_bench_set_fault (&self.bench, 0, "handshake", "late-reply:once");
  test_provision_run (&self);
  test_provision_assert_outcome (&self, 0, "fail E-203 key-unknown", NULL);
  failed = np_session_dup_failed_boards (self.bench.session);
  g_assert_cmpuint (failed->len, ==, 1);
  test_bench_run (&self.bench, failed);
  test_provision_assert_outcome (&self, 0, "pass - written-and-verified", NULL);
  g_clear_pointer (&failed, g_ptr_array_unref);
  test_provision_tear_down (&self);
}

static gboolean
stop_cb (gpointer session)
{
  np_session_stop (session);
  return G_SOURCE_REMOVE;
}

static void
stop_at_handshake_cb (NpBoard *board, GParamSpec *pspec, TestProvision *self)
{
  if (np_board_is_port_claimed (board))
    g_idle_add (stop_cb, self->bench.session);
}

/* A handshake that can be repeated is given up at once; one that stores a key for ever goes on to its end. */
static void
test_stop_in_handshake (void)
{
  static const struct
  {
    const char *platform;
    const char *wanted;
  } cases[] = { { "stm32wba6", "stop - key-unknown" }, { "stm32wb55", "stop - key-stored" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TestProvision self = { 0 };

      test_provision_set_up (&self, cases[i].platform, 1, SPEED);
      if (i == 1)
        test_provision_use_production (&self);
      else
        test_bench_set_fault (&self.bench, 0, "handshake", "late-reply");
      g_signal_connect (test_bench_get_board (&self.bench, 0), "notify::port-claimed", G_CALLBACK (stop_at_handshake_cb), &self);
      test_provision_run (&self);
      g_signal_handlers_disconnect_by_data (test_bench_get_board (&self.bench, 0), &self);
      test_provision_assert_outcome (&self, 0, cases[i].wanted, NULL);
      test_provision_tear_down (&self);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/provision/wba6", test_wba6);
  g_test_add_func ("/provision/older-generation", test_older_generation);
  g_test_add_func ("/provision/wb55-test", test_wb55_test);
  g_test_add_func ("/provision/wb55-production-retry", test_wb55_production_retry);
  g_test_add_func ("/provision/wb55-production-again", test_wb55_production_again);
  g_test_add_func ("/provision/locked-at-level-2", test_locked_at_level_2);
  g_test_add_func ("/provision/locked-at-level-1", test_locked_at_level_1);
  g_test_add_func ("/provision/stop-at-lock", test_stop_at_lock);
  g_test_add_func ("/provision/scripts-take-turns", test_scripts_take_turns);
  g_test_add_func ("/provision/stop-while-waiting", test_stop_while_waiting);
  g_test_add_func ("/provision/hand-is-needed", test_hand_is_needed);
  g_test_add_func ("/provision/locked-board-is-reopened", test_locked_board_is_reopened);
  g_test_add_func ("/provision/locked-board-stays-locked", test_locked_board_stays_locked);
  g_test_add_func ("/provision/late-answer", test_late_answer);
  g_test_add_func ("/provision/stop-in-handshake", test_stop_in_handshake);
  return g_test_run ();
}
