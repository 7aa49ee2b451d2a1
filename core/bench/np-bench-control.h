/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a simulated board's process is told, one word a line, through a named pipe in its folder:
 *
 *   reset   start the firmware anew        halt    stop it
 *   run     go on                          reload  board.json has changed
 *   unplug  the port vanishes              off     the chip's power goes
 *
 * The last two are followed by what board.json says by then: somebody may have put the board back already. */
#define NP_BENCH_CONTROL_RESET "reset"
#define NP_BENCH_CONTROL_HALT "halt"
#define NP_BENCH_CONTROL_RUN "run"
#define NP_BENCH_CONTROL_RELOAD "reload"
#define NP_BENCH_CONTROL_UNPLUG "unplug"
#define NP_BENCH_CONTROL_OFF "off"

/* Never waits. Returns: FALSE when no process keeps the board powered */
gboolean np_bench_control_send (const char *board_folder, const char *command);

/* For the board: makes the pipe. Returns: a non-blocking file descriptor to read from, -1 with @error set */
int np_bench_control_open (const char *board_folder, GError **error);

/* For the board: takes a lock that says that its process is there, waiting for an earlier one to end. -1 with @error set */
int np_bench_control_take_board (const char *board_folder, GError **error);

/* Whether a process keeps the board powered: only then does its link to a pty mean anything. */
gboolean np_bench_control_has_board (const char *board_folder);

G_END_DECLS
