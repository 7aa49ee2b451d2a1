/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "np-probe-lock.h"

G_BEGIN_DECLS

/**
 * NpChildProgram:
 * @arguments: the program's absolute path and its arguments
 * @name: what messages call it ("CubeProgrammer")
 * @folder: where it runs
 * @environment: (nullable): what is set on top of our own: name, value, name, value …
 * @input: (nullable): what it can read, up to 4 KB; there is no end after it, so that a question too many is waited at, not asked for
 *   ever. %NULL: nothing, and the end
 * @lock: (nullable): the probe's lock, inherited by it and by what it starts
 * @timeout_ms: how long it may take, in milliseconds
 * @interruptible: whether its cancellable ends it; if not, only its timeout does
 * @alone: whether what it started ends with it
 * @merged: its error output is told as its output, in the order in which it says both: two pipes have no order between them
 * @held: a file that it and what it starts hold open, with its lock, as long as they live; 0 for none
 * @ending: (nullable): its time is up: called, with the reader's data, before it is told to end
 *
 * A program that is to be run.
 */
typedef struct
{
  const char *const *arguments;
  const char *name;
  const char *folder;
  const char *const *environment;
  const char *input;
  NpProbeLock *lock;
  guint timeout_ms;
  gboolean interruptible;
  gboolean alone;
  gboolean merged;
  int held;
  void (*ending) (gpointer read_data);
} NpChildProgram;

/* Where a program finds its standard input once more: a shell function can tell that what it reads is that. */
#define NP_CHILD_INPUT_FD 5

/* Gets what the program says, as it comes. */
typedef void (*NpChildOutputFunc) (const guint8 *data, gsize length, gboolean is_error_output, gpointer user_data);

/**
 * np_child_run_async:
 * @read: gets the output
 * @read_data: for @read; has to live until the callback
 *
 * Runs a program in its own session and process group. When its time is up (or it is cancelled and may be) the whole group gets TERM,
 * then KILL; it is always reaped, and its pipes are read to their end, before this returns.
 */
void np_child_run_async (const NpChildProgram *program, NpChildOutputFunc read, gpointer read_data, GCancellable *cancellable,
                         GAsyncReadyCallback callback, gpointer user_data);

/**
 * np_child_run_finish:
 * @exit_status: (out): the program's, when it ended by itself
 * @error: TOOL_MISSING when it can't be started, TIMED_OUT, TOOL_FAILED when a signal ended it, %G_IO_ERROR_CANCELLED
 */
gboolean np_child_run_finish (GAsyncResult *result, int *exit_status, GError **error);

G_END_DECLS
