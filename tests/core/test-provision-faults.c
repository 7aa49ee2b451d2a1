/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "np-error.h"
#include "run/np-turn.h"
#include "support-provision.h"
#include "support.h"

/* Everything that can go wrong in a step, on a board of its own, between boards that have no fault: how the board ends, what people are
 * told, what the board is left with; and afterwards nothing runs and nothing is locked. */

#define SPEED 200.0
#define POWER_OFF "power-off" /* no fault of the programmer's: between two steps */

typedef struct
{
  const char *at;   /* the step's title: the fault begins when the step does */
  const char *step; /* of the bench's fault */
  const char *kind;
  const char *wanted; /* verdict, code, what the board is left with */
  const char *why;    /* what the reason has in it */
} Case;

static guint n_run, n_right;

/* --- One round --------------------------------------------------------------- */

typedef struct
{
  TestProvision *provision;
  const Case *cases;
  guint n_cases;
} Round;

static void
step_cb (NpBoard *board, GParamSpec *pspec, Round *round)
{
  const char *path = np_bench_folder_get_path (round->provision->bench.folder);
  guint index = np_board_get_number (board) - 2; /* the first board has no fault */
  const Case *fault = &round->cases[index];
  g_autoptr(GError) error = NULL;

  if (index >= round->n_cases || g_strcmp0 (np_board_get_step (board), fault->at) != 0)
    return;
  if (g_str_equal (fault->kind, POWER_OFF))
    np_bench_folder_set_powered (path, np_board_get_probe_serial (board), FALSE, &error);
  else
    np_bench_folder_set_fault (path, np_board_get_probe_serial (board), fault->step, fault->kind, &error);
  g_assert_no_error (error);
}

static void
judge (TestProvision *self, guint index, const Case *fault)
{
  NpOutcome *outcome = test_bench_get_outcome (&self->bench, index);
  g_autofree char *got = test_provision_describe (self, index);
  gboolean right = strcmp (got, fault->wanted) == 0 && (fault->why == NULL || (outcome->why != NULL && strstr (outcome->why, fault->why) != NULL));

  n_run++;
  n_right += right;
  g_test_message ("%s %s=%s: %s; %s; %s", fault->at, fault->step, fault->kind, got, outcome->why != NULL ? outcome->why : "-", outcome->changed);
  if (right)
    return;
  g_test_message ("wanted: %s; %s", fault->wanted, fault->why != NULL ? fault->why : "-");
  g_test_fail ();
}

static void
assert_nothing_left (TestProvision *self)
{
  const char *const words[] = { np_bench_folder_get_path (self->bench.folder), self->folder, NULL };
  guint n_boards = g_list_model_get_n_items (G_LIST_MODEL (self->bench.bench));

  g_assert_true (np_turn_is_free ());
  for (guint i = 0; i < n_boards; i++)
    {
      NpBoard *board = test_bench_get_board (&self->bench, i);

      g_assert_false (np_probe_lock_is_held (np_board_get_probe_serial (board)));
      g_assert_false (np_board_is_port_claimed (board));
      g_assert_false (np_board_is_running (board));
    }
  g_assert_cmpuint (test_count_processes (words, "nameplate-sim-board"), ==, 0);
}

/* The boards, and what is wrong with them: number 0 nothing. */
static void
run_table (TestProvision *self, const Case *cases, guint n_cases, const char *healthy)
{
  Round round = { self, cases, n_cases };
  g_autofree char *first = NULL;
  guint n_boards = g_list_model_get_n_items (G_LIST_MODEL (self->bench.bench));

  g_assert_cmpuint (n_boards, ==, n_cases + 1);
  np_programmer_set_timeout_factor (np_bench_get_programmer (self->bench.bench), 0.25 * TEST_SLOWNESS); /* a hanging write is given 120 s otherwise, a look 15 s: so many boards at once need 3 s for one */
  for (guint i = 1; i < n_boards; i++)
    g_signal_connect (test_bench_get_board (&self->bench, i), "notify::step", G_CALLBACK (step_cb), &round);
  test_provision_run (self);
  for (guint i = 1; i < n_boards; i++)
    {
      g_signal_handlers_disconnect_by_data (test_bench_get_board (&self->bench, i), &round);
      judge (self, i, &cases[i - 1]);
    }
  first = test_provision_describe (self, 0);
  g_assert_cmpstr (first, ==, healthy);
  assert_nothing_left (self);
}

/* --- STM32WBA6: test firmware, key in flash --------------------------------------- */

#define FIRMWARE "Write provisioning firmware"
#define DATA "Write factory data"
#define KEY "Store DAC key"
#define COMPARE "Compare with plan"
#define APPLICATION "Write application"
#define WAIT "Restart board and wait for its application"
#define LOCK "Lock board"

static const Case wba6_cases[] = {
  { "Check board", "identify", "exit-1", "fail E-204 nothing-written", NULL },
  { "Check board", "identify", "hang", "fail E-203 nothing-written", NULL },
  { "Check board", "connect", "wrong-chip", "fail E-205 nothing-written", NULL },
  { FIRMWARE, "write", "exit-1", "fail E-201 firmware-partly-written", FIRMWARE },
  { FIRMWARE, "write", "error-exit-0", "fail E-201 firmware-partly-written", NULL },
  { FIRMWARE, "write", "hang", "fail E-203 firmware-partly-written", NULL },
  { FIRMWARE, "write", "killed", "fail E-201 firmware-partly-written", NULL },
  { FIRMWARE, "write", "unplugged", "fail E-204 firmware-partly-written", NULL },
  { FIRMWARE, "verify", "verify-mismatch", "fail E-303 firmware-partly-written", NULL },
  { FIRMWARE, "connect", "no-target", "fail E-204 nothing-written", NULL },
  { DATA, "write", "exit-1", "fail E-201 partly-written", NULL },
  { DATA, "write", "killed", "fail E-201 partly-written", NULL },
  { DATA, "verify", "verify-mismatch", "fail E-302 written-not-verified", NULL },
  { DATA, "connect", "probe-busy", "fail E-207 firmware-written", NULL },
  { KEY, "reset", "exit-1", "fail E-204 key-unknown", NULL },
  { KEY, "reset", "error-exit-0", "fail E-204 key-unknown", NULL },
  { KEY, "reset", "hang", "fail E-203 key-unknown", NULL },
  { KEY, "reset", "killed", "fail E-201 key-unknown", NULL },
  { DATA, "any", "port-busy", "fail E-207 written-not-verified", "Another program uses" },
  { KEY, "reset", "no-reply", "fail E-214 written-not-verified", "Nothing arrived on" },
  { KEY, "reset", "garbage", "fail E-202 key-unknown", "is not an answer" },
  { KEY, "handshake", "no-reply", "fail E-202 key-unknown", NULL },
  { KEY, "handshake", "garbage", "fail E-202 key-unknown", NULL },
  { KEY, "handshake", "late-reply", "pass - locked", NULL },
  { KEY, "handshake", "code-001", "fail E-215 written-not-verified", "code 001" },
  { KEY, "handshake", "code-002", "fail E-215 written-not-verified", "code 002" },
  { KEY, "handshake", "code-003", "fail E-215 written-not-verified", "code 003" },
  { KEY, "handshake", "code-004", "fail E-215 key-unknown", "code 004" },
  { KEY, "handshake", "nothing-done", "fail E-302 key-stored", "The board has not added “Device attestation certificate (DAC)” (tag 3)" },
  { KEY, "handshake", "two-answers", "pass - locked", NULL },
  { KEY, "handshake", "pieces", "pass - locked", NULL },
  { KEY, "handshake", "changed-data", "fail E-302 key-stored", "is not what was written" },
  { KEY, "handshake", "wrong-key", "fail E-302 key-stored", NULL },
  { KEY, "handshake", "unplugged", "fail E-204 key-unknown", NULL },
  { KEY, "handshake", "power-lost", "fail E-203 key-unknown", NULL },
  { COMPARE, "read", "exit-1", "fail E-204 key-stored", NULL },
  { COMPARE, "read", "killed", "fail E-201 key-stored", NULL },
  { COMPARE, "read", "unplugged", "fail E-204 key-stored", NULL },
  { APPLICATION, "write", "exit-1", "fail E-201 application-partly-written", NULL },
  { APPLICATION, "write", "hang", "fail E-203 application-partly-written", NULL },
  { APPLICATION, "connect", "no-target", "fail E-204 provisioned", NULL },
  { WAIT, "reset", "no-reply", "fail E-203 written-and-verified", "sent nothing" },
  { WAIT, "reset", "garbage", "fail E-203 written-and-verified", "matches" },
  { APPLICATION, "any", "port-busy", "fail E-207 written-and-verified", NULL },
  { LOCK, "write", "exit-1", "fail E-201 written-and-verified", NULL },
  { LOCK, "write", "error-exit-0", "fail E-201 written-and-verified", NULL },
  { LOCK, "write", "killed", "fail E-201 written-and-verified", NULL },
  { LOCK, "write", "unplugged", "unsure E-218 lock-unknown", NULL },
  { LOCK, "connect", "no-target", "fail E-204 written-and-verified", NULL },
  { FIRMWARE, "-", POWER_OFF, "fail E-204 nothing-written", NULL },
  { DATA, "-", POWER_OFF, "fail E-204 firmware-written", NULL },
  { KEY, "-", POWER_OFF, "fail E-204 written-not-verified", NULL },
  { COMPARE, "-", POWER_OFF, "fail E-204 key-stored", NULL },
  { APPLICATION, "-", POWER_OFF, "fail E-204 provisioned", NULL },
  { WAIT, "-", POWER_OFF, "fail E-204 written-and-verified", NULL },
  { LOCK, "-", POWER_OFF, "fail E-204 written-and-verified", NULL },
};

static void
test_wba6 (void)
{
  TestProvision self = { 0 };

  test_provision_set_up (&self, "stm32wba6", G_N_ELEMENTS (wba6_cases) + 1, SPEED);
  self.recipe->application_pattern = g_strdup ("^Lamp");
  self.recipe->lock = NP_BOARD_LOCK_RDP1;
  test_provision_use_recipe (&self);
  run_table (&self, wba6_cases, G_N_ELEMENTS (wba6_cases), "pass - locked");
  test_provision_tear_down (&self);
}

/* With a main loop that has nothing else to do: what nobody fetches in time is lost in the port. */
static const Case flood_cases[] = {
  { KEY, "handshake", "flood", "pass - written-and-verified", NULL },
};

static void
test_flood (void)
{
  TestProvision self = { 0 };

  test_provision_set_up (&self, "stm32wba6", G_N_ELEMENTS (flood_cases) + 1, SPEED);
  run_table (&self, flood_cases, G_N_ELEMENTS (flood_cases), "pass - written-and-verified");
  test_provision_tear_down (&self);
}

/* --- STM32WB55: coprocessor; production firmware, key for ever ----------------------- */

#define STACK "Start wireless stack"
#define UPGRADE "Update wireless firmware"
#define RESTORE "Restore option bytes"

static const Case wb55_cases[] = {
  { STACK, "write", "exit-1", "fail E-201 nothing-written", NULL },
  { UPGRADE, "write", "exit-1:once", "pass - written-and-verified", NULL }, /* the one retry */
  { UPGRADE, "write", "exit-1", "fail E-201 wireless-firmware-partly-written", UPGRADE },
  { UPGRADE, "write", "killed", "fail E-201 wireless-firmware-partly-written", NULL },
  { UPGRADE, "connect", "no-target", "fail E-204 nothing-written", NULL },
  { RESTORE, "write", "exit-1", "fail E-201 option-bytes-not-restored", RESTORE },
  { RESTORE, "write", "unplugged", "fail E-204 option-bytes-not-restored", NULL },
  { FIRMWARE, "write", "exit-1", "fail E-201 firmware-partly-written", NULL },
  { DATA, "write", "silent-loader", "fail E-215 written-not-verified", "code 001" },
  { DATA, "any", "port-busy", "fail E-207 written-not-verified", NULL },
  { KEY, "connect", "no-target", "fail E-204 written-not-verified", NULL },
  { KEY, "reset", "killed", "unsure E-217 key-unknown", NULL },
  { KEY, "reset", "no-reply", "unsure E-217 key-unknown", "Nothing arrived on" },
  { KEY, "reset", "garbage", "unsure E-217 key-unknown", NULL },
  { KEY, "handshake", "no-reply", "unsure E-217 key-unknown", NULL },
  { KEY, "handshake", "code-001", "fail E-215 written-not-verified", NULL },
  { KEY, "handshake", "code-004", "unsure E-217 key-unknown", "code 004" },
  { KEY, "handshake", "unplugged", "unsure E-217 key-unknown", NULL },
  { KEY, "handshake", "power-lost", "unsure E-217 key-unknown", NULL },
  { KEY, "handshake", "changed-data", "fail E-302 key-stored", NULL },
  { COMPARE, "read", "exit-1", "fail E-204 key-stored", NULL },
  { COMPARE, "-", POWER_OFF, "fail E-204 key-stored", NULL },
  { APPLICATION, "write", "exit-1", "fail E-201 application-partly-written", NULL },
};

static void
use_coprocessor (TestProvision *self)
{
  self->recipe->coprocessor_firmware = test_provision_write (self, "stack.bin", "a wireless stack");
  self->recipe->coprocessor_address = 0x080CE000;
}

static void
test_wb55 (void)
{
  TestProvision self = { 0 };

  test_provision_set_up (&self, "stm32wb55", G_N_ELEMENTS (wb55_cases) + 1, SPEED);
  test_provision_use_firmware (&self, NP_BENCH_GENERATION_WAITS_FOR_INIT, NP_BENCH_KEY_STORE_CKS);
  use_coprocessor (&self);
  test_provision_use_recipe (&self);
  run_table (&self, wb55_cases, G_N_ELEMENTS (wb55_cases), "pass - written-and-verified");
  test_provision_tear_down (&self);
}

/* --- Secure scripts ------------------------------------------------------------------- */

#define REGRESSION "Erase and reopen board"
#define INSTALL "Install secure boot"
#define GOOD "echo '===== The board is correctly configured.'\n"

typedef struct
{
  const char *script; /* which one is like that; the other is good */
  const char *text;   /* NULL: it isn't there */
  const char *wanted;
  const char *why;
} ScriptCase;

static const ScriptCase script_cases[] = {
  { "regression.sh", NULL, "fail E-103 nothing-written", "regression.sh is not there" },
  { "regression.sh", "echo no probe; exit 3\n", "fail E-216 partly-erased", "regression.sh failed with exit status 3. The last that it said: “no probe”" },
  { "regression.sh", "kill -9 $$\n", "fail E-216 partly-erased", "ended by signal 9" },
  { "regression.sh", "echo -n 'Password? '; read -r x || exit 1\n", "fail E-216 partly-erased", "Password?" },
  { "regression.sh", "sleep 1000 & echo Erasing; sleep 1000\n", "fail E-220 partly-erased", "The last that it said: “Erasing”" },
  { "regression.sh", "while true; do echo y; done\n", "fail E-220 partly-erased", "had not ended" },
  { "provisioning.sh", NULL, "fail E-103 erased", "provisioning.sh is not there" },
  { "provisioning.sh", "exit 1\n", "fail E-216 firmware-partly-written", INSTALL },
  { "provisioning.sh", "read -r level; echo \"level $level\"\n", "fail E-216 firmware-partly-written", "ended without saying" },
  { "provisioning.sh", "echo '===== Error while executing obkeys'; " GOOD, "fail E-216 firmware-partly-written", "Error while executing obkeys" },
  { "provisioning.sh", "read -r level; while true; do echo -n 'Sure [y/n]? '; read -r x; done\n", "fail E-220 firmware-partly-written", "Sure [y/n]?" },
};

static void
write_scripts (TestProvision *self, const ScriptCase *broken)
{
  static const char *const names[] = { "regression.sh", "provisioning.sh" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gboolean is_broken = g_str_equal (broken->script, names[i]);
      g_autofree char *path = NULL;

      if (!is_broken || broken->text != NULL)
        path = test_provision_write (self, names[i], is_broken ? broken->text : "echo '===== The board is correctly configured.'\n");
      else
        {
          g_autofree char *gone = g_build_filename (self->folder, names[i], NULL);

          g_unlink (gone);
        }
    }
}

/* The scripts are the project's: one case a round. What stands against the recipe before a run is not asked for here. */
static void
test_scripts (void)
{
  TestProvision self = { 0 };

  test_provision_set_up (&self, "stm32wba6", 1, SPEED);
  self.recipe->security = 1;
  self.recipe->scripts_folder = g_strdup (self.folder);
  self.recipe->timeouts.script = TEST_SLOWNESS;
  for (guint i = 0; i < G_N_ELEMENTS (script_cases); i++)
    {
      const ScriptCase *fault = &script_cases[i];
      const Case as_case = { fault->script, "-", fault->text != NULL ? fault->text : "missing", fault->wanted, fault->why };
      const ScriptCase good = { "-", NULL, NULL, NULL };

      write_scripts (&self, &good);
      test_provision_use_recipe (&self);
      test_provision_start (&self);
      write_scripts (&self, fault);
      test_provision_end (&self);
      judge (&self, 0, &as_case);
      assert_nothing_left (&self);
      test_provision_replug (&self);
    }
  test_provision_tear_down (&self);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/provision-faults/wba6", test_wba6);
  g_test_add_func ("/provision-faults/flood", test_flood);
  g_test_add_func ("/provision-faults/wb55", test_wb55);
  g_test_add_func ("/provision-faults/scripts", test_scripts);
  status = g_test_run ();
  g_print ("# fault table: %u cases run, %u right\n", n_run, n_right);
  return status;
}
