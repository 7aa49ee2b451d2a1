/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <pty.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "../core/support-provision.h"
#include "factory/np-problem.h"

/* Eight boards provisioned at once, with the latencies of real boards: how much longer that takes than the sum of what one board makes
 * anybody wait for. And how long after a board's “finish:000” the handshake's step has ended. */

#define N_BOARDS 8
#define N_ROUNDS 10 /* of as many boards, for the time to the step's end */
#define FIRMWARE_SIZE 65536
#define MAX_RATIO 1.2
#define MAX_END_US 5000

/* The simulated bench's (docs/simulated-bench.md). */
#define CONNECT_SECONDS 0.4
#define BOOT_SECONDS 0.3
#define FIRMWARE_SECONDS 0.5
#define WRITE_RATE 40960.0
#define VERIFY_RATE 81920.0

/* To the size of real firmware: what follows an image means nothing to the board. */
static void
pad_file (const char *path)
{
  g_autofree char *contents = NULL;
  g_autofree char *padded = g_malloc (FIRMWARE_SIZE);
  gsize length;

  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  memset (padded, 0x5A, FIRMWARE_SIZE);
  memcpy (padded, contents, length);
  g_assert_true (g_file_set_contents (path, padded, FIRMWARE_SIZE, NULL));
}

/* Each of the seven steps connects once: the check, three writes, the comparison and two restarts. */
static double
own_latencies (TestProvision *self)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpPlan) plan = np_session_check (self->bench.session, problems);
  double bytes = 2 * FIRMWARE_SIZE + (double) g_bytes_get_size (np_image_get_bytes (np_plan_get_image (plan)));
  guint n_steps;

  np_plan_get_steps (plan, &n_steps);
  g_assert_cmpuint (n_steps, ==, 7);
  return n_steps * CONNECT_SECONDS + bytes / WRITE_RATE + bytes / VERIFY_RATE + BOOT_SECONDS + FIRMWARE_SECONDS;
}

static void
measure_boards (void)
{
  TestProvision self = { 0 };
  gint64 started;
  double wall, own;

  test_provision_set_up (&self, "stm32wba6", N_BOARDS, 1.0);
  pad_file (self.recipe->provisioning_firmware);
  pad_file (self.recipe->application_firmware);
  own = own_latencies (&self);
  started = g_get_monotonic_time ();
  test_provision_run (&self);
  wall = (double) (g_get_monotonic_time () - started) / G_USEC_PER_SEC;
  g_assert_cmpuint (np_session_get_passed (self.bench.session), ==, N_BOARDS);
  g_print ("%d boards: %.2f s; one board's own latencies %.2f s; ratio %.2f (target: at most %.1f)\n", N_BOARDS, wall, own, wall / own, MAX_RATIO);
  g_assert_cmpfloat (wall / own, <=, MAX_RATIO);
  test_provision_tear_down (&self);
}

/* --- From the board's finish to the step's end ------------------------------------- */

typedef struct
{
  int fd;
  char path[64];
  gulong work_us; /* no two boards take equally long */
  gint64 finished_at;
} Firmware;

static void
say (Firmware *self, const char *text)
{
  g_assert_cmpint (write (self->fd, text, strlen (text)), ==, strlen (text));
}

/* In a thread of its own, as a board is busy on its own. */
static gpointer
firmware_run (gpointer data)
{
  Firmware *self = data;
  char byte = 0;

  while (byte != '\n')
    g_assert_cmpint (read (self->fd, &byte, 1), ==, 1);
  say (self, "Start_provisioning\r\n");
  g_usleep (self->work_us);
  self->finished_at = g_get_monotonic_time ();
  say (self, "finish:000\r\n");
  return NULL;
}

static void
firmware_connect (Firmware *self, NpBoard *board)
{
  NpProbeInfo probe = { .serial = (char *) np_board_get_probe_serial (board), .usable = TRUE };
  NpSerialPortInfo port = { .name = (char *) "own", .path = self->path, .simulated = TRUE };
  struct termios raw = { 0 };
  int slave;

  cfmakeraw (&raw);
  g_assert_cmpint (openpty (&self->fd, &slave, self->path, &raw, NULL), ==, 0); /* the slave stays open: the port, too */
  np_board_set_probe (board, &probe, &port);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  return *(const gint64 *) a < *(const gint64 *) b ? -1 : 1;
}

/* Adds what each board of a round took. */
static void
measure_round (GArray *times)
{
  TestProvision self = { 0 };
  Firmware firmwares[N_BOARDS] = { 0 };
  GThread *threads[N_BOARDS];

  test_provision_set_up (&self, "stm32wba6", N_BOARDS, 20.0);
  for (guint i = 0; i < N_BOARDS; i++)
    {
      firmwares[i].work_us = 100000 + i * 50000;
      firmware_connect (&firmwares[i], test_bench_get_board (&self.bench, i));
      threads[i] = g_thread_new ("firmware", firmware_run, &firmwares[i]);
    }
  test_provision_run (&self);
  for (guint i = 0; i < N_BOARDS; i++)
    {
      NpStepRecord *record = test_bench_get_outcome (&self.bench, i)->steps->pdata[3];
      gint64 time;

      g_thread_join (threads[i]);
      g_assert_cmpstr (record->title, ==, "Store DAC key");
      g_assert_null (record->error);
      time = record->started_at + record->duration_us - firmwares[i].finished_at;
      g_array_append_val (times, time);
      close (firmwares[i].fd);
    }
  test_provision_tear_down (&self);
}

static void
measure_end (void)
{
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 median, percentile, longest;

  for (guint i = 0; i < N_ROUNDS; i++)
    measure_round (times);
  g_array_sort (times, compare_times);
  median = g_array_index (times, gint64, times->len / 2);
  percentile = g_array_index (times, gint64, times->len * 95 / 100);
  longest = g_array_index (times, gint64, times->len - 1);
  g_print ("finish to the step's end, %u boards: median %.2f ms, 95th percentile %.2f ms, longest %.2f ms (target: less than %d ms)\n", times->len,
           median / 1000.0, percentile / 1000.0, longest / 1000.0, MAX_END_US / 1000);
  g_assert_cmpint (median, <, MAX_END_US);
  g_assert_cmpint (percentile, <, MAX_END_US);
}

int
main (void)
{
  measure_boards ();
  measure_end ();
  return 0;
}
