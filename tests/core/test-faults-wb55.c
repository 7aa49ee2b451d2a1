/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "support-faults.h"

/* STM32WB55: the coprocessor; production firmware, the key for ever. */

static const FaultCase cases[] = {
  { STACK, "write", "exit-1", TOOL_FAILED, "nothing-written", STACK ": CubeProgrammer failed", NULL },
  { STACK, "write", "error-exit-0", TOOL_FAILED, "nothing-written", "failed to download Segment[0]", NULL },
  { STACK, "write", "hang", NOT_IN_TIME, "nothing-written", "had not ended after", NULL },
  { STACK, "write", "killed", TOOL_FAILED, "nothing-written", "ended by signal 9", NULL },
  { UPGRADE, "write", "exit-1:once", DONE, "written-and-verified", "", NULL }, /* the one retry */
  { UPGRADE, "write", "exit-1", TOOL_FAILED, "wireless-firmware-partly-written", UPGRADE ": CubeProgrammer failed", NULL },
  { UPGRADE, "write", "error-exit-0", TOOL_FAILED, "wireless-firmware-partly-written", "failed to download Segment[0]", NULL },
  { UPGRADE, "write", "hang", NOT_IN_TIME, "wireless-firmware-partly-written", "had not ended after", NULL },
  { UPGRADE, "write", "killed", TOOL_FAILED, "wireless-firmware-partly-written", "ended by signal 9", NULL },
  { UPGRADE, "coprocessor", "fus-error", TOOL_FAILED, "wireless-firmware-partly-written", "FUS_STATE_ERR_UNKNOWN", NULL },
  { UPGRADE, "coprocessor", "fus-error:once", DONE, "written-and-verified", "", NULL },
  { UPGRADE, "coprocessor", "not-authentic", TOOL_FAILED, "wireless-firmware-partly-written", "not authentic", "stack=part" },
  { UPGRADE, "connect", "no-target", NO_CONTACT, "nothing-written", "The probe finds no target", NULL },
  { RESTORE, "write", "exit-1", TOOL_FAILED, "option-bytes-not-restored", RESTORE ": CubeProgrammer failed", NULL },
  { RESTORE, "write", "error-exit-0", TOOL_FAILED, "option-bytes-not-restored", "failed to download Segment[0]", NULL },
  { RESTORE, "write", "hang", NOT_IN_TIME, "option-bytes-not-restored", "had not ended after", NULL },
  { RESTORE, "write", "killed", TOOL_FAILED, "option-bytes-not-restored", "ended by signal 9", NULL },
  { RESTORE, "write", "unplugged", NO_CONTACT, "option-bytes-not-restored", "The probe was unplugged", NULL },
  { FIRMWARE, "write", "exit-1", TOOL_FAILED, "firmware-partly-written", "failed to download Segment[0]", "firmware=part" },
  { DATA, "write", "silent-loader", REFUSED, "written-not-verified", "code 001", "data=none" },
  { DATA, "any", "port-busy", BUSY, "written-not-verified", "Another program uses", NULL },
  { KEY, "connect", "no-target", NO_CONTACT, "written-not-verified", "The probe finds no target", NULL },
  { KEY, "reset", "killed", KEY_UNSURE, "key-unknown", "ended by signal 9", NULL },
  { KEY, "reset", "no-reply", KEY_UNSURE, "key-unknown", "Nothing arrived on", NULL },
  { KEY, "reset", "garbage", KEY_UNSURE, "key-unknown", "is not an answer", NULL },
  { KEY, "handshake", "no-reply", KEY_UNSURE, "key-unknown", "is not an answer", NULL },
  { KEY, "handshake", "code-001", REFUSED, "written-not-verified", "code 001", NULL },
  { KEY, "handshake", "code-004", KEY_UNSURE, "key-unknown", "code 004", NULL },
  { KEY, "handshake", "unplugged", KEY_UNSURE, "key-unknown", "is no longer there", "key=whole" },
  { KEY, "handshake", "power-lost", KEY_UNSURE, "key-unknown", "began and didn't end", "key=whole" },
  { KEY, "handshake", "changed-data", DATA_DIFFER, "key-stored", "is not what was written", "data=part" },
  { COMPARE, "read", "exit-1", NO_CONTACT, "key-stored", "The target doesn't answer the probe", NULL },
  { APPLICATION, "write", "exit-1", TOOL_FAILED, "application-partly-written", "failed to download Segment[0]", "application=part" },
};

static const FaultTable wb55 = { "stm32wb55", test_provision_use_production, cases, G_N_ELEMENTS (cases), "written-and-verified" };

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_data_func ("/faults/wb55", &wb55, test_faults_run_table);
  return test_faults_run_all ();
}
