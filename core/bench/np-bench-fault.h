/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a simulated board can be made to do wrong, and when: the table that the programmer's and the board's stand-ins, the command
 * line's help and the documentation share. A fault is written STEP=KIND, "write=exit-1"; KIND:once or KIND:3 for that many times.
 */

/* When a fault happens. A call of the programmer has the steps of what it does: connect always (but for list), identify when it
 * neither writes, reads into a file, nor resets. */
typedef enum
{
  NP_BENCH_STEP_LIST = 1 << 0,
  NP_BENCH_STEP_CONNECT = 1 << 1,
  NP_BENCH_STEP_IDENTIFY = 1 << 2,
  NP_BENCH_STEP_WRITE = 1 << 3,
  NP_BENCH_STEP_VERIFY = 1 << 4,
  NP_BENCH_STEP_READ = 1 << 5,
  NP_BENCH_STEP_RESET = 1 << 6,
  NP_BENCH_STEP_ANY = 1 << 7, /* every call that connects to the board, from its start; every boot */
  NP_BENCH_STEP_HANDSHAKE = 1 << 8, /* the provisioning firmware's work, from its Init on */
  NP_BENCH_STEP_SCRIPT = 1 << 9,      /* every call that a secure script makes */
  NP_BENCH_STEP_COPROCESSOR = 1 << 10,
  NP_BENCH_STEP_LOCK = 1 << 11,       /* raising the read-out protection */
} NpBenchStep;

typedef enum
{
  NP_BENCH_FAULT_NONE,
  NP_BENCH_FAULT_TOOL_MISSING,
  NP_BENCH_FAULT_EXIT_1,
  NP_BENCH_FAULT_ERROR_EXIT_0,
  NP_BENCH_FAULT_HANG,
  NP_BENCH_FAULT_STUCK,
  NP_BENCH_FAULT_KILLED,
  NP_BENCH_FAULT_PROBE_BUSY,
  NP_BENCH_FAULT_NO_TARGET,
  NP_BENCH_FAULT_WRONG_CHIP,
  NP_BENCH_FAULT_RDP_ON,
  NP_BENCH_FAULT_VERIFY_MISMATCH,
  NP_BENCH_FAULT_BIT_FLIP,
  NP_BENCH_FAULT_SILENT_LOADER,
  NP_BENCH_FAULT_UNPLUGGED,
  NP_BENCH_FAULT_POWER_LOST,
  NP_BENCH_FAULT_SLOW_LINK,
  NP_BENCH_FAULT_PORT_BUSY,
  NP_BENCH_FAULT_NO_REPLY,
  NP_BENCH_FAULT_GARBAGE,
  NP_BENCH_FAULT_LATE_REPLY,
  NP_BENCH_FAULT_CODE_001,
  NP_BENCH_FAULT_CODE_002,
  NP_BENCH_FAULT_CODE_003,
  NP_BENCH_FAULT_CODE_004,
  NP_BENCH_FAULT_NOTHING_DONE,
  NP_BENCH_FAULT_TWO_ANSWERS,
  NP_BENCH_FAULT_FLOOD,
  NP_BENCH_FAULT_PIECES,
  NP_BENCH_FAULT_CHANGED_DATA,
  NP_BENCH_FAULT_WRONG_KEY,
  NP_BENCH_FAULT_FUS_ERROR,
  NP_BENCH_FAULT_NOT_AUTHENTIC,
  NP_BENCH_FAULT_ERROR_THOUGH_DONE,
  NP_BENCH_FAULT_NOT_DONE,
  NP_BENCH_FAULT_ASKS,
  NP_BENCH_FAULT_ENDLESS,
  NP_BENCH_FAULT_NO_CLOSING_LINE,
  NP_BENCH_FAULT_NEEDS_POWER,
} NpBenchFault;

/**
 * NpBenchFaultKind:
 * @name: "exit-1"
 * @steps: the steps (#NpBenchStep) that it can be given for
 * @description: what happens, one line
 */
typedef struct
{
  NpBenchFault fault;
  const char *name;
  guint steps;
  const char *description;
} NpBenchFaultKind;

const NpBenchFaultKind *np_bench_fault_get_kinds (guint *n_kinds);
const NpBenchFaultKind *np_bench_fault_find (const char *name); /* (nullable) */

NpBenchStep np_bench_step_from_name (const char *name); /* 0 when there is no such step */
const char *np_bench_step_get_name (NpBenchStep step);

/* Returns: (transfer full): "write, verify, any" */
char *np_bench_fault_kind_dup_step_names (const NpBenchFaultKind *kind);

G_END_DECLS
