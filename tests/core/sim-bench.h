/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench/np-bench-folder.h"

G_BEGIN_DECLS

/* A simulated bench for tests of its programs: a temporary folder, fast, its boards not powered by anybody. */
typedef struct
{
  char *folder;
  char *path;   /* the bench */
  char *serial; /* of its first board */
} SimBench;

void sim_bench_set_up (SimBench *bench, guint n_boards, const char *platform);
void sim_bench_tear_down (SimBench *bench);

/* The same for g_test_add (): two boards of @platform, or of STM32WBA6 where that is %NULL. */
void sim_bench_fixture_set_up (SimBench *bench, gconstpointer platform);
void sim_bench_fixture_tear_down (SimBench *bench, gconstpointer platform);

/* A file beside the bench. Returns: (transfer full): its path */
char *sim_bench_write_file (SimBench *bench, const char *name, const void *bytes, gsize size);
char *sim_bench_get_file (SimBench *bench, const char *name);

/**
 * sim_bench_run:
 * @arguments: as typed in a shell; {SN} stands for the first board's serial number, {DIR} for the folder of the files
 * @status: (out) (optional): the exit status, or minus the signal that ended the programmer; 0 is asserted where it isn't given
 *
 * Runs the bench's STM32_Programmer_CLI.
 *
 * Returns: (transfer full): what it wrote to its standard output
 */
char *sim_bench_run (SimBench *bench, const char *arguments, int *status);

/* The same, not waited for; standard output is a pipe. */
GSubprocess *sim_bench_start (SimBench *bench, const char *arguments);

/* Reads @process's output until it has had @text. */
void sim_bench_wait_for_output (GSubprocess *process, const char *text);

void sim_bench_set_fault (SimBench *bench, const char *step, const char *kind);
GBytes *sim_bench_read_flash (SimBench *bench, guint32 address, guint32 size);

/* Bytes that look random and are the same in every run. */
GBytes *sim_bench_make_bytes (gsize size);

void sim_bench_write_random_file (SimBench *bench, const char *name, gsize size); /* of those bytes */

/* How many of @expected's first bytes are on the first board. */
gsize sim_bench_count_written (SimBench *bench, guint32 address, GBytes *expected);

void sim_bench_write_flash (SimBench *bench, guint32 address, GBytes *bytes); /* of the first board */

/* Starts the boards' processes. */
NpBenchFolder *sim_bench_power_up (SimBench *bench);
void sim_bench_cycle_power (SimBench *bench); /* of a bench that nobody powers: once on, and off again */

/* The first board, by the programmer. */
void sim_bench_reset (SimBench *bench);

/* Sends @text to the first board's port. */
void sim_bench_write_port (SimBench *bench, const char *text);

char *sim_bench_get_port (SimBench *bench); /* of the first board */

/* Reads what the first board's port sends until @text has come. Returns: (transfer full): all that came */
char *sim_bench_read_port (SimBench *bench, const char *text);

/* The same, until @count bytes have come. */
char *sim_bench_read_port_bytes (SimBench *bench, gsize count);

/* Waits until something holds of the first board. */
typedef gboolean (*SimBenchCondition) (const NpBenchBoardInfo *info);
void sim_bench_wait_for_change (SimBench *bench, SimBenchCondition condition);
gboolean sim_bench_is_unplugged (const NpBenchBoardInfo *info);
gboolean sim_bench_is_off (const NpBenchBoardInfo *info);
gboolean sim_bench_is_awake (const NpBenchBoardInfo *info); /* plugged in, and not waiting for its power to go */

gboolean sim_bench_waits_for_power (SimBench *bench); /* the first board */

/* Waits until the first board has had its last fault. */
void sim_bench_wait_for_no_faults (SimBench *bench);

guint sim_bench_count_stored_keys (SimBench *bench); /* those that can't be read any more, of the first board */

#define sim_assert_contains(text, part) G_STMT_START { \
  if (strstr (text, part) == NULL) \
    g_error ("%s:%d: “%s” isn't in:\n%s", __FILE__, __LINE__, part, text); } G_STMT_END
#define sim_assert_lacks(text, part) G_STMT_START { \
  if (strstr (text, part) != NULL) \
    g_error ("%s:%d: “%s” is in:\n%s", __FILE__, __LINE__, part, text); } G_STMT_END

G_END_DECLS
