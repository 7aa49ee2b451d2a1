/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "support-faults.h"

/* STM32WBA6, security 0: test firmware, the key in flash. */

static const FaultCase cases[] = {
  { CHECK, "identify", "exit-1", NO_CONTACT, "nothing-written", "The target doesn't answer the probe", NULL },
  { CHECK, "identify", "hang", NOT_IN_TIME, "nothing-written", "had not ended after", NULL },
  { CHECK, "connect", "wrong-chip", WRONG_BOARD, "nothing-written", "this is STM32F446xx", NULL },
  { FIRMWARE, "write", "exit-1", TOOL_FAILED, "firmware-partly-written", FIRMWARE ": CubeProgrammer failed", "firmware=part" },
  { FIRMWARE, "write", "error-exit-0", TOOL_FAILED, "firmware-partly-written", "failed to download Segment[0]", "firmware=part" },
  { FIRMWARE, "write", "hang", NOT_IN_TIME, "firmware-partly-written", "had not ended after", "firmware=part" },
  { FIRMWARE, "write", "killed", TOOL_FAILED, "firmware-partly-written", "ended by signal 9", "firmware=part" },
  { FIRMWARE, "write", "unplugged", NO_CONTACT, "firmware-partly-written", "The probe was unplugged", "firmware=part" },
  { FIRMWARE, "verify", "verify-mismatch", FIRMWARE_DIFFERS, "firmware-partly-written", "The flash doesn't hold what was written", "firmware=whole" },
  { FIRMWARE, "connect", "no-target", NO_CONTACT, "nothing-written", "The probe finds no target", NULL },
  { DATA, "write", "exit-1", TOOL_FAILED, "partly-written", DATA ": CubeProgrammer failed", NULL },
  { DATA, "write", "error-exit-0", TOOL_FAILED, "partly-written", "failed to download Segment[0]", NULL },
  { DATA, "write", "hang", NOT_IN_TIME, "partly-written", "had not ended after", NULL },
  { DATA, "write", "killed", TOOL_FAILED, "partly-written", "ended by signal 9", NULL },
  { DATA, "verify", "verify-mismatch", DATA_DIFFER, "written-not-verified", "The flash doesn't hold what was written", NULL },
  { DATA, "connect", "probe-busy", BUSY, "firmware-written", "Another program uses the probe", NULL },
  { KEY, "reset", "exit-1", NO_CONTACT, "key-unknown", "The target doesn't answer the probe", NULL },
  { KEY, "reset", "error-exit-0", NO_CONTACT, "key-unknown", "The target doesn't answer the probe", NULL },
  { KEY, "reset", "hang", NOT_IN_TIME, "key-unknown", "had not ended after", NULL },
  { KEY, "reset", "killed", TOOL_FAILED, "key-unknown", "ended by signal 9", NULL },
  { DATA, "any", "port-busy", BUSY, "written-not-verified", KEY ": Another program uses", NULL },
  { KEY, "reset", "no-reply", NO_REPLY, "written-not-verified", "Nothing arrived on", NULL },
  { KEY, "reset", "garbage", NO_SENSE, "key-unknown", "is not an answer", "key=none" },
  { KEY, "handshake", "no-reply", NO_SENSE, "key-unknown", "is not an answer", NULL },
  { KEY, "handshake", "garbage", NO_SENSE, "key-unknown", "is not an answer", NULL },
  { KEY, "handshake", "late-reply", DONE, "written-and-verified", "", NULL },
  { KEY, "handshake", "code-001", REFUSED, "written-not-verified", "code 001", NULL },
  { KEY, "handshake", "code-002", REFUSED, "written-not-verified", "code 002", NULL },
  { KEY, "handshake", "code-003", REFUSED, "written-not-verified", "code 003", NULL },
  { KEY, "handshake", "code-004", REFUSED, "key-unknown", "code 004", "key=none" },
  { KEY, "handshake", "nothing-done", DATA_DIFFER, "key-stored", "The board has not added “Device attestation certificate (DAC)” (tag 3)",
    "certificates=none key=none" },
  { KEY, "handshake", "two-answers", DONE, "written-and-verified", "", NULL },
  { KEY, "handshake", "pieces", DONE, "written-and-verified", "", NULL },
  { KEY, "handshake", "changed-data", DATA_DIFFER, "key-stored", "is not what was written", "data=part" },
  { KEY, "handshake", "wrong-key", DATA_DIFFER, "key-stored", "The public key isn't the one in the DAC", NULL },
  { KEY, "handshake", "unplugged", NO_CONTACT, "key-unknown", "is no longer there", "data=none" },
  { KEY, "handshake", "power-lost", NOT_IN_TIME, "key-unknown", "began and didn't end", "data=none" },
  { COMPARE, "read", "exit-1", NO_CONTACT, "key-stored", "The target doesn't answer the probe", NULL },
  { COMPARE, "read", "error-exit-0", NO_CONTACT, "key-stored", "The target doesn't answer the probe", NULL },
  { COMPARE, "read", "hang", NOT_IN_TIME, "key-stored", "had not ended after", NULL },
  { COMPARE, "read", "killed", TOOL_FAILED, "key-stored", "ended by signal 9", NULL },
  { COMPARE, "read", "unplugged", NO_CONTACT, "key-stored", "The probe was unplugged", NULL },
  { APPLICATION, "write", "exit-1", TOOL_FAILED, "application-partly-written", "failed to download Segment[0]", "application=part" },
  { APPLICATION, "write", "error-exit-0", TOOL_FAILED, "application-partly-written", "failed to download Segment[0]", "application=part" },
  { APPLICATION, "write", "hang", NOT_IN_TIME, "application-partly-written", "had not ended after", "application=part" },
  { APPLICATION, "write", "killed", TOOL_FAILED, "application-partly-written", "ended by signal 9", "application=part" },
  { APPLICATION, "verify", "verify-mismatch", FIRMWARE_DIFFERS, "application-partly-written", "The flash doesn't hold what was written",
    "application=whole" },
  { APPLICATION, "connect", "no-target", NO_CONTACT, "provisioned", "The probe finds no target", NULL },
  { WAIT, "reset", "exit-1", NO_CONTACT, "written-and-verified", "The target doesn't answer the probe", NULL },
  { WAIT, "reset", "error-exit-0", NO_CONTACT, "written-and-verified", "The target doesn't answer the probe", NULL },
  { WAIT, "reset", "hang", NOT_IN_TIME, "written-and-verified", "had not ended after", NULL },
  { WAIT, "reset", "killed", TOOL_FAILED, "written-and-verified", "ended by signal 9", NULL },
  { WAIT, "reset", "no-reply", NOT_IN_TIME, "written-and-verified", "sent nothing", NULL },
  { WAIT, "reset", "garbage", NOT_IN_TIME, "written-and-verified", "matches", NULL },
  { APPLICATION, "any", "port-busy", BUSY, "written-and-verified", "Another program uses", NULL },
};

static void
wait_for_lamp (TestProvision *self)
{
  self->recipe->application_pattern = g_strdup ("^Lamp");
}

static const FaultTable wba6 = { "stm32wba6", wait_for_lamp, cases, G_N_ELEMENTS (cases), "written-and-verified" };

/* With a main loop that has nothing else to do: what nobody fetches in time is lost in the port. Nobody waits for the application. */
static const FaultCase restart_cases[] = {
  { KEY, "handshake", "flood", DONE, "written-and-verified", "", NULL },
  { RESTART, "reset", "exit-1", NO_CONTACT, "written-and-verified", "The target doesn't answer the probe", NULL },
  { RESTART, "reset", "error-exit-0", NO_CONTACT, "written-and-verified", "The target doesn't answer the probe", NULL },
  { RESTART, "reset", "hang", NOT_IN_TIME, "written-and-verified", "had not ended after", NULL },
  { RESTART, "reset", "killed", TOOL_FAILED, "written-and-verified", "ended by signal 9", NULL },
  { RESTART, "reset", "unplugged", NO_CONTACT, "written-and-verified", "The probe was unplugged", NULL },
  { RESTART, "connect", "no-target", NO_CONTACT, "written-and-verified", "The probe finds no target", NULL },
};

static const FaultTable restart = { "stm32wba6", NULL, restart_cases, G_N_ELEMENTS (restart_cases), "written-and-verified" };

static const FaultCase lock_cases[] = {
  { LOCK, "write", "exit-1", TOOL_FAILED, "written-and-verified", LOCK ": CubeProgrammer failed", NULL },
  { LOCK, "write", "error-exit-0", TOOL_FAILED, "written-and-verified", "failed to download Segment[0]", NULL },
  { LOCK, "write", "hang", NOT_IN_TIME, "written-and-verified", "had not ended after", NULL },
  { LOCK, "write", "killed", TOOL_FAILED, "written-and-verified", "ended by signal 9", NULL },
  { LOCK, "write", "unplugged", LOCK_UNSURE, "lock-unknown", "The probe was unplugged", "lock=none" },
  { LOCK, "lock", "not-done", OPTIONS_DIFFER, "written-and-verified", "The option bytes were not set", NULL },
  { LOCK, "lock", "error-though-done", DONE, "locked", "", NULL },
  { LOCK, "connect", "no-target", NO_CONTACT, "written-and-verified", "The probe finds no target", NULL },
};

/* Nobody replugs a board so soon that its lock can't be read back. */
static void
delay_helping_hand (TestProvision *self)
{
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->bench.bench)); i++)
    {
      const char *probe = np_board_get_probe_serial (test_bench_get_board (&self->bench, i));

      np_bench_folder_set_helping_hand (np_bench_folder_get_path (self->bench.folder), probe, 2 * FAULTS_SPEED, &error);
      g_assert_no_error (error);
    }
}

static void
lock_boards (TestProvision *self)
{
  delay_helping_hand (self);
  self->recipe->lock = NP_BOARD_LOCK_RDP1;
}

static const FaultTable lock = { "stm32wba6", lock_boards, lock_cases, G_N_ELEMENTS (lock_cases), "locked" };

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_data_func ("/faults/wba6", &wba6, test_faults_run_table);
  g_test_add_data_func ("/faults/restart", &restart, test_faults_run_table);
  g_test_add_data_func ("/faults/lock", &lock, test_faults_run_table);
  return test_faults_run_all ();
}
