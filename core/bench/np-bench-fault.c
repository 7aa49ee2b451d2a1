/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-bench-fault.h"

static const struct
{
  NpBenchStep step;
  const char *name;
} steps[] = {
  { NP_BENCH_STEP_LIST, "list" },   { NP_BENCH_STEP_CONNECT, "connect" }, { NP_BENCH_STEP_IDENTIFY, "identify" },
  { NP_BENCH_STEP_WRITE, "write" }, { NP_BENCH_STEP_VERIFY, "verify" },   { NP_BENCH_STEP_READ, "read" },
  { NP_BENCH_STEP_RESET, "reset" }, { NP_BENCH_STEP_ANY, "any" },
  { NP_BENCH_STEP_HANDSHAKE, "handshake" },
  { NP_BENCH_STEP_SCRIPT, "script" }, { NP_BENCH_STEP_COPROCESSOR, "coprocessor" }, { NP_BENCH_STEP_LOCK, "lock" },
};

#define LATER_STEPS (NP_BENCH_STEP_SCRIPT | NP_BENCH_STEP_COPROCESSOR | NP_BENCH_STEP_LOCK)
#define ALL_STEPS (0xFFu | LATER_STEPS)
#define PROGRAMMER_STEPS (ALL_STEPS & ~NP_BENCH_STEP_LIST)
#define WRITE_STEPS (NP_BENCH_STEP_WRITE | NP_BENCH_STEP_VERIFY | NP_BENCH_STEP_ANY)
#define BOOT_STEPS (NP_BENCH_STEP_RESET | NP_BENCH_STEP_ANY)
#define UART_STEPS (BOOT_STEPS | NP_BENCH_STEP_HANDSHAKE)

static const NpBenchFaultKind kinds[] = {
  { NP_BENCH_FAULT_TOOL_MISSING, "tool-missing", NP_BENCH_STEP_ANY, N_("the whole bench has no STM32_Programmer_CLI") },
  { NP_BENCH_FAULT_EXIT_1, "exit-1", ALL_STEPS, N_("the programmer tells an error halfway and returns 1") },
  { NP_BENCH_FAULT_ERROR_EXIT_0, "error-exit-0", ALL_STEPS,
    N_("the programmer tells an error, does nothing, claims success and returns 0") },
  { NP_BENCH_FAULT_HANG, "hang", ALL_STEPS, N_("the programmer stops halfway and never ends by itself") },
  { NP_BENCH_FAULT_STUCK, "stuck", ALL_STEPS, N_("as hang, and a request to terminate is ignored: only a kill ends it") },
  { NP_BENCH_FAULT_KILLED, "killed", ALL_STEPS, N_("the programmer is killed halfway") },
  { NP_BENCH_FAULT_PROBE_BUSY, "probe-busy", ALL_STEPS, N_("another program holds the probe") },
  { NP_BENCH_FAULT_NO_TARGET, "no-target", PROGRAMMER_STEPS, N_("the probe finds no chip") },
  { NP_BENCH_FAULT_WRONG_CHIP, "wrong-chip", PROGRAMMER_STEPS, N_("the probe finds another chip (an STM32F446)") },
  { NP_BENCH_FAULT_RDP_ON, "rdp-on", PROGRAMMER_STEPS, N_("read-out protection level 1 is on") },
  { NP_BENCH_FAULT_VERIFY_MISMATCH, "verify-mismatch", WRITE_STEPS, N_("the programmer's own verification finds a wrong byte") },
  { NP_BENCH_FAULT_BIT_FLIP, "bit-flip", WRITE_STEPS,
    N_("one bit in what was written flips after the programmer has verified it") },
  { NP_BENCH_FAULT_SILENT_LOADER, "silent-loader", NP_BENCH_STEP_WRITE | NP_BENCH_STEP_READ | NP_BENCH_STEP_ANY,
    N_("the external loader is rejected and nobody says so: nothing is written, and reads give zeros") },
  { NP_BENCH_FAULT_UNPLUGGED, "unplugged", PROGRAMMER_STEPS | NP_BENCH_STEP_HANDSHAKE, N_("the board is unplugged halfway: probe and port vanish") },
  { NP_BENCH_FAULT_POWER_LOST, "power-lost", PROGRAMMER_STEPS | NP_BENCH_STEP_HANDSHAKE, N_("the chip loses its power halfway; probe and port stay") },
  { NP_BENCH_FAULT_SLOW_LINK, "slow-link", PROGRAMMER_STEPS, N_("everything takes ten times as long") },
  { NP_BENCH_FAULT_PORT_BUSY, "port-busy", NP_BENCH_STEP_ANY, N_("another program holds the serial port") },
  { NP_BENCH_FAULT_NO_REPLY, "no-reply", UART_STEPS, N_("the firmware sends nothing over its serial port") },
  { NP_BENCH_FAULT_GARBAGE, "garbage", UART_STEPS, N_("the firmware sends noise over its serial port") },
  { NP_BENCH_FAULT_LATE_REPLY, "late-reply", UART_STEPS, N_("the firmware takes 35 s longer") },
  { NP_BENCH_FAULT_CODE_001, "code-001", NP_BENCH_STEP_HANDSHAKE, N_("the firmware does nothing and says finish:001, data not found") },
  { NP_BENCH_FAULT_CODE_002, "code-002", NP_BENCH_STEP_HANDSHAKE, N_("the firmware does nothing and says finish:002, buffer too small") },
  { NP_BENCH_FAULT_CODE_003, "code-003", NP_BENCH_STEP_HANDSHAKE, N_("the firmware does nothing and says finish:003, parameter error") },
  { NP_BENCH_FAULT_CODE_004, "code-004", NP_BENCH_STEP_HANDSHAKE, N_("the firmware does nothing and says finish:004, not initialised") },
  { NP_BENCH_FAULT_NOTHING_DONE, "nothing-done", NP_BENCH_STEP_HANDSHAKE, N_("the firmware does nothing and says finish:000") },
  { NP_BENCH_FAULT_TWO_ANSWERS, "two-answers", NP_BENCH_STEP_HANDSHAKE,
    N_("a second after its answer the firmware sends another one, finish:004") },
  { NP_BENCH_FAULT_FLOOD, "flood", NP_BENCH_STEP_HANDSHAKE, N_("the firmware sends 2048 lines of a log before its answer") },
  { NP_BENCH_FAULT_PIECES, "pieces", NP_BENCH_STEP_HANDSHAKE, N_("the firmware's answer comes in pieces") },
  { NP_BENCH_FAULT_CHANGED_DATA, "changed-data", NP_BENCH_STEP_HANDSHAKE,
    N_("the firmware changes one bit of the factory data as it writes them back") },
  { NP_BENCH_FAULT_WRONG_KEY, "wrong-key", NP_BENCH_STEP_HANDSHAKE, N_("the firmware writes a public key that isn't the certificate's") },
  { NP_BENCH_FAULT_FUS_ERROR, "fus-error", NP_BENCH_STEP_COPROCESSOR, N_("-startfus ends with FUS_STATE_ERR_UNKNOWN") },
  { NP_BENCH_FAULT_NOT_AUTHENTIC, "not-authentic", NP_BENCH_STEP_COPROCESSOR, N_("the wireless stack's image is refused, with the old one deleted") },
  { NP_BENCH_FAULT_ERROR_THOUGH_DONE, "error-though-done", NP_BENCH_STEP_LOCK,
    N_("the programmer loses the link and tells an error, though the board is locked") },
  { NP_BENCH_FAULT_NOT_DONE, "not-done", NP_BENCH_STEP_LOCK, N_("the programmer claims success, though the board isn't locked") },
  { NP_BENCH_FAULT_ASKS, "asks", NP_BENCH_STEP_SCRIPT, N_("the script asks a question that nobody expects, and waits for its answer") },
  { NP_BENCH_FAULT_ENDLESS, "endless", NP_BENCH_STEP_SCRIPT, N_("the script goes on printing and never ends") },
  { NP_BENCH_FAULT_NO_CLOSING_LINE, "no-closing-line", NP_BENCH_STEP_SCRIPT, N_("the script ends in its middle with status 0") },
  { NP_BENCH_FAULT_NEEDS_POWER, "needs-power", NP_BENCH_STEP_SCRIPT,
    N_("after the script the board doesn't answer until it has been unplugged and plugged in again") },
};

const NpBenchFaultKind *
np_bench_fault_get_kinds (guint *n_kinds)
{
  g_return_val_if_fail (n_kinds != NULL, NULL);

  *n_kinds = G_N_ELEMENTS (kinds);
  return kinds;
}

const NpBenchFaultKind *
np_bench_fault_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (kinds[i].name, name) == 0)
      return &kinds[i];
  return NULL;
}

NpBenchStep
np_bench_step_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_strcmp0 (steps[i].name, name) == 0)
      return steps[i].step;
  return 0;
}

const char *
np_bench_step_get_name (NpBenchStep step)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i].step == step)
      return steps[i].name;
  return NULL;
}

char *
np_bench_fault_kind_dup_step_names (const NpBenchFaultKind *kind)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  g_return_val_if_fail (kind != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (kind->steps & steps[i].step)
      g_ptr_array_add (names, (char *) steps[i].name);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}
