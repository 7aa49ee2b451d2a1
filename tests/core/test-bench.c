/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bench over the simulated bench's programs. "test-bench --hold SERIAL" is another program that has a probe. */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "bench/np-bench.h"
#include "np-error.h"
#include "np-paths.h"
#include "sim-bench.h"

typedef struct
{
  SimBench sim;
  GPtrArray *infos; /* NpBenchBoardInfo */
  NpBenchFolder *folder;
  NpBench *bench;
  gboolean done;
  GError *error;
} Fixture;

static const char *program;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  guint n_boards = data != NULL ? GPOINTER_TO_UINT (data) : 2;
  g_autoptr(GError) error = NULL;

  sim_bench_set_up (&fixture->sim, n_boards, "stm32wba6");
  fixture->infos = np_bench_folder_list_boards (fixture->sim.path, &error);
  g_assert_no_error (error);
  fixture->folder = np_bench_folder_open (fixture->sim.path, &error);
  g_assert_no_error (error);
  fixture->bench = np_bench_new_simulated (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  np_bench_stop (fixture->bench);
  while (g_main_context_iteration (NULL, FALSE) || G_OBJECT (fixture->bench)->ref_count > 1)
    ;
  g_assert_finalize_object (fixture->bench);
  g_assert_finalize_object (fixture->folder);
  g_ptr_array_unref (fixture->infos);
  sim_bench_tear_down (&fixture->sim);
  g_clear_error (&fixture->error);
}

static const char *
serial_at (Fixture *fixture, guint i)
{
  return ((NpBenchBoardInfo *) g_ptr_array_index (fixture->infos, i))->serial;
}

static NpBoard *
board_at (Fixture *fixture, guint i)
{
  NpBoard *board = np_bench_find_board (fixture->bench, serial_at (fixture, i));

  g_assert_nonnull (board);
  return board;
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_error (&fixture->error);
  np_bench_settle_finish (NP_BENCH (source), result, &fixture->error);
  fixture->done = TRUE;
}

static void
settle (Fixture *fixture)
{
  fixture->done = FALSE;
  np_bench_settle_async (fixture->bench, NULL, settled_cb, fixture);
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
start (Fixture *fixture)
{
  np_bench_start (fixture->bench);
  settle (fixture);
  g_assert_no_error (fixture->error);
}

static void
refresh (Fixture *fixture)
{
  np_bench_refresh (fixture->bench);
  settle (fixture);
}

static void
wait_for_state (Fixture *fixture, guint i, NpBoardState state)
{
  while (np_board_get_state (board_at (fixture, i)) != state)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_plugged (Fixture *fixture, guint i, gboolean plugged)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_set_plugged (fixture->sim.path, serial_at (fixture, i), plugged, &error);
  g_assert_no_error (error);
}

static void
set_fault (Fixture *fixture, const char *step, const char *kind)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_set_fault (fixture->sim.path, serial_at (fixture, 0), step, kind, &error);
  g_assert_no_error (error);
}

static void
clear_faults (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_clear_faults (fixture->sim.path, NULL, &error);
  g_assert_no_error (error);
}

static void
test_ready (Fixture *fixture, gconstpointer data)
{
  g_assert_true (np_bench_is_simulated (fixture->bench));
  g_assert_false (np_bench_is_settled (fixture->bench));
  start (fixture);
  g_assert_true (np_bench_is_settled (fixture->bench));
  g_assert_null (np_bench_get_problem (fixture->bench));
  g_assert_nonnull (np_bench_get_programmer (fixture->bench));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->bench)), ==, fixture->infos->len);
  for (guint i = 0; i < fixture->infos->len; i++)
    {
      g_autoptr(NpBoard) board = g_list_model_get_item (G_LIST_MODEL (fixture->bench), i);

      g_assert_cmpstr (np_board_get_probe_serial (board), ==, serial_at (fixture, i));
      g_assert_cmpuint (np_board_get_number (board), ==, i + 1);
      g_assert_cmpint (np_board_get_state (board), ==, NP_BOARD_STATE_READY);
      g_assert_cmpstr (np_board_get_message (board), ==, NULL);
      g_assert_true (g_str_has_prefix (np_board_get_target_name (board), "STM32WBA6"));
      g_assert_cmpstr (np_platform_get_id (np_board_get_platform (board)), ==, "stm32wba6");
      g_assert_cmpstr (np_board_get_protection (board), ==, NP_PROTECTION_OPEN);
      g_assert_cmpuint (strlen (np_board_get_unique_id (board)), ==, 24);
      g_assert_cmpstr (np_board_get_port (board)->usb_serial, ==, serial_at (fixture, i));
      g_assert_false (np_probe_lock_is_held (serial_at (fixture, i)));
    }
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->bench), fixture->infos->len));
}

/* Older versions name neither board nor port: the chip is found out with a second connect. */
static void
test_old_tool (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_set_tool_version (fixture->sim.path, "2.4", &error);
  g_assert_no_error (error);
  np_bench_folder_set_tool_system (fixture->sim.path, "windows", &error);
  g_assert_no_error (error);
  start (fixture);
  g_assert_cmpint (np_board_get_state (board_at (fixture, 0)), ==, NP_BOARD_STATE_READY);
  g_assert_nonnull (np_board_get_unique_id (board_at (fixture, 0)));
}

static void
test_unplugged (Fixture *fixture, gconstpointer data)
{
  NpBoard *board;

  start (fixture);
  board = board_at (fixture, 0);
  np_board_set_state (board_at (fixture, 1), NP_BOARD_STATE_PASS, NULL, NULL);
  set_plugged (fixture, 0, FALSE);
  wait_for_state (fixture, 0, NP_BOARD_STATE_EMPTY);
  g_assert_null (np_board_get_unique_id (board));
  g_assert_null (np_board_get_port (board));
  g_assert_cmpint (np_board_get_state (board_at (fixture, 1)), ==, NP_BOARD_STATE_PASS);

  set_plugged (fixture, 0, TRUE);
  wait_for_state (fixture, 0, NP_BOARD_STATE_READY);
  g_assert_true (board == board_at (fixture, 0));
  g_assert_cmpuint (np_board_get_number (board), ==, 1);
  g_assert_cmpint (np_board_get_state (board_at (fixture, 1)), ==, NP_BOARD_STATE_PASS);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->bench)), ==, 2);
}

/* PASS stays until the board is taken out, even when another comes in its place between two looks. */
static void
test_replugged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *unique_id = NULL;
  g_autoptr(GError) error = NULL;

  start (fixture);
  unique_id = g_strdup (np_board_get_unique_id (board_at (fixture, 0)));
  np_board_set_state (board_at (fixture, 0), NP_BOARD_STATE_PASS, NULL, NULL);
  refresh (fixture);
  g_assert_cmpint (np_board_get_state (board_at (fixture, 0)), ==, NP_BOARD_STATE_PASS);

  np_bench_folder_replug (fixture->sim.path, serial_at (fixture, 0), &error);
  g_assert_no_error (error);
  wait_for_state (fixture, 0, NP_BOARD_STATE_READY);
  g_assert_cmpstr (np_board_get_unique_id (board_at (fixture, 0)), !=, unique_id);
}

/* A run has the board: nothing but the run changes it, and what it concludes stays to be seen. */
static void
test_unplugged_in_a_run (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  np_board_set_state (board_at (fixture, 0), NP_BOARD_STATE_BUSY, NULL, NULL);
  set_plugged (fixture, 0, FALSE);
  set_plugged (fixture, 1, FALSE);
  wait_for_state (fixture, 1, NP_BOARD_STATE_EMPTY);
  g_assert_cmpint (np_board_get_state (board_at (fixture, 0)), ==, NP_BOARD_STATE_BUSY);
  np_board_set_state (board_at (fixture, 0), NP_BOARD_STATE_FAIL, "The probe was unplugged.", NULL);

  set_plugged (fixture, 1, TRUE);
  wait_for_state (fixture, 1, NP_BOARD_STATE_READY);
  g_assert_cmpint (np_board_get_state (board_at (fixture, 0)), ==, NP_BOARD_STATE_FAIL);

  set_plugged (fixture, 0, TRUE);
  wait_for_state (fixture, 0, NP_BOARD_STATE_READY);
}

static void
test_gone_after_a_run (Fixture *fixture, gconstpointer data)
{
  start (fixture);
  np_board_set_state (board_at (fixture, 0), NP_BOARD_STATE_BUSY, NULL, NULL);
  set_plugged (fixture, 0, FALSE);
  refresh (fixture);
  np_board_set_state (board_at (fixture, 0), NP_BOARD_STATE_UNSURE, NULL, NULL);
  refresh (fixture);
  g_assert_cmpint (np_board_get_state (board_at (fixture, 0)), ==, NP_BOARD_STATE_EMPTY);
}

typedef struct
{
  const char *step;
  const char *kind;
  const char *message;
  const char *advice; /* of it a part; NULL: none */
} FaultCase;

static const FaultCase fault_cases[] = {
  { "connect", "no-target", "The probe finds no target.", "power" },
  { "connect", "rdp-on", "is locked against reading (RDP 1).", "protection" },
  { "connect", "wrong-chip", "STM32F446xx (device 0x421) is not a chip that Nameplate knows.", "platform" },
  { "connect", "probe-busy", "Another program uses the probe.", "Close the other program" },
  { "list", "probe-busy", "The probe is busy or doesn't answer.", "Close other programs" },
  { "identify", "exit-1", "CubeProgrammer", "plug it in again" },
  { "identify", "error-exit-0", "CubeProgrammer", "plug it in again" },
  { "identify", "killed", "CubeProgrammer was ended by signal 9", "plug it in again" },
};

/* Each blocks its board with the right words, and no other; looked at again when it is over, the board is ready. */
static void
test_faults (Fixture *fixture, gconstpointer data)
{
  np_bench_start (fixture->bench);
  for (guint i = 0; i < G_N_ELEMENTS (fault_cases); i++)
    {
      const FaultCase *fault = &fault_cases[i];

      set_fault (fixture, fault->step, fault->kind);
      refresh (fixture);
      g_assert_no_error (fixture->error);
      g_assert_cmpint (np_board_get_state (board_at (fixture, 0)), ==, NP_BOARD_STATE_BLOCK);
      sim_assert_contains (np_board_get_message (board_at (fixture, 0)), fault->message);
      sim_assert_contains (np_board_get_advice (board_at (fixture, 0)), fault->advice);
      g_assert_cmpint (np_board_get_state (board_at (fixture, 1)), ==, NP_BOARD_STATE_READY);
      clear_faults (fixture);
    }
  refresh (fixture);
  g_assert_cmpint (np_board_get_state (board_at (fixture, 0)), ==, NP_BOARD_STATE_READY);
}

static void
test_busy_passes (Fixture *fixture, gconstpointer data)
{
  set_fault (fixture, "list", "probe-busy");
  start (fixture);
  g_assert_cmpint (np_board_get_state (board_at (fixture, 0)), ==, NP_BOARD_STATE_BLOCK);
  clear_faults (fixture);
  wait_for_state (fixture, 0, NP_BOARD_STATE_READY);
}

static void
test_held_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) holder = NULL;
  g_autofree char *expected = NULL;
  char byte;

  start (fixture);
  holder = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--hold",
                             serial_at (fixture, 0), NULL);
  g_assert_no_error (error);
  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (holder), &byte, 1, NULL, &error), ==, 1);
  expected = g_strdup_printf ("Another program (process %s) uses the probe.", g_subprocess_get_identifier (holder));

  wait_for_state (fixture, 0, NP_BOARD_STATE_BLOCK);
  g_assert_cmpstr (np_board_get_message (board_at (fixture, 0)), ==, expected);
  g_assert_cmpint (np_board_get_state (board_at (fixture, 1)), ==, NP_BOARD_STATE_READY);
  refresh (fixture);
  g_assert_cmpstr (np_board_get_message (board_at (fixture, 0)), ==, expected);

  g_subprocess_force_exit (holder);
  wait_for_state (fixture, 0, NP_BOARD_STATE_READY);
  g_assert_true (g_subprocess_wait (holder, NULL, &error));
}

/* Our own run has the lock before the board says so. */
static void
test_held_here (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpProbeLock) lock = NULL;
  g_autoptr(GError) error = NULL;

  start (fixture);
  lock = np_probe_lock_acquire (serial_at (fixture, 0), &error);
  g_assert_no_error (error);
  set_plugged (fixture, 1, FALSE);
  wait_for_state (fixture, 1, NP_BOARD_STATE_EMPTY); /* so there was a look */
  g_assert_cmpint (np_board_get_state (board_at (fixture, 0)), ==, NP_BOARD_STATE_READY);
}

static void
test_no_tool (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_set_tool_present (fixture->sim.path, FALSE, &error);
  g_assert_no_error (error);
  np_bench_start (fixture->bench);
  settle (fixture);
  g_assert_error (fixture->error, NP_ERROR, NP_ERROR_TOOL_MISSING);
  g_assert_error ((GError *) np_bench_get_problem (fixture->bench), NP_ERROR, NP_ERROR_TOOL_MISSING);
  g_assert_null (np_bench_get_programmer (fixture->bench));

  np_bench_folder_set_tool_present (fixture->sim.path, TRUE, &error);
  g_assert_no_error (error);
  refresh (fixture);
  g_assert_no_error (fixture->error);
  g_assert_null (np_bench_get_problem (fixture->bench));
  g_assert_cmpint (np_board_get_state (board_at (fixture, 0)), ==, NP_BOARD_STATE_READY);
}

static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  np_bench_start (fixture->bench);
  np_bench_settle_async (fixture->bench, NULL, settled_cb, fixture);
  np_bench_stop (fixture->bench);
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  start (fixture); /* while what was stopped may still be ending */
  g_assert_cmpint (np_board_get_state (board_at (fixture, 0)), ==, NP_BOARD_STATE_READY);
  np_bench_stop (fixture->bench);
  g_assert_false (np_bench_is_settled (fixture->bench));
}

static void
test_settle_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  np_bench_settle_async (fixture->bench, cancellable, settled_cb, fixture); /* never started */
  g_cancellable_cancel (cancellable);
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
assert_order (Fixture *fixture, const char *const *serials)
{
  for (guint i = 0; serials[i] != NULL; i++)
    {
      g_autoptr(NpBoard) board = g_list_model_get_item (G_LIST_MODEL (fixture->bench), i);

      g_assert_cmpstr (np_board_get_probe_serial (board), ==, serials[i]);
      g_assert_cmpuint (np_board_get_number (board), ==, i + 1);
    }
}

/* Another start of the same bench. */
static void
restart (Fixture *fixture, const char *file)
{
  np_bench_stop (fixture->bench);
  while (g_main_context_iteration (NULL, FALSE) || G_OBJECT (fixture->bench)->ref_count > 1)
    ;
  g_assert_finalize_object (fixture->bench);
  fixture->bench = np_bench_new_simulated (fixture->folder);
  np_bench_set_ports_file (fixture->bench, file);
  start (fixture);
}

static void
test_ports_are_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = sim_bench_get_file (&fixture->sim, "state/ports.ini");
  const char *first = serial_at (fixture, 0), *second = serial_at (fixture, 1), *third = serial_at (fixture, 2);

  np_bench_set_ports_file (fixture->bench, file);
  start (fixture);
  assert_order (fixture, (const char *const[]) { first, second, third, NULL });
  np_bench_move_board (fixture->bench, board_at (fixture, 2), 1);
  assert_order (fixture, (const char *const[]) { third, first, second, NULL });
  np_bench_name_board (fixture->bench, board_at (fixture, 1), "Left jig");
  restart (fixture, file);
  assert_order (fixture, (const char *const[]) { third, first, second, NULL });
  g_assert_cmpstr (np_board_get_name (board_at (fixture, 1)), ==, "Left jig");
  g_assert_null (np_board_get_name (board_at (fixture, 0)));

  /* What isn't plugged in keeps its place, until it is forgotten. */
  set_plugged (fixture, 0, FALSE);
  restart (fixture, file);
  assert_order (fixture, (const char *const[]) { third, first, second, NULL });
  wait_for_state (fixture, 0, NP_BOARD_STATE_EMPTY); /* its port may vanish a moment later */
  g_assert_nonnull (np_board_get_socket (board_at (fixture, 0)));
  g_assert_false (np_bench_forget_board (fixture->bench, board_at (fixture, 1)));
  g_assert_true (np_bench_forget_board (fixture->bench, board_at (fixture, 0)));
  assert_order (fixture, (const char *const[]) { third, second, NULL });
  restart (fixture, file);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->bench)), ==, 2);
}

typedef struct
{
  GPtrArray *items;
  GListModel *model;
} Follower;

static void
follow_cb (Follower *self, guint position, guint removed, guint added)
{
  g_ptr_array_remove_range (self->items, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (self->items, (int) (position + i), g_list_model_get_item (self->model, position + i));
}

/* Views follow what is told: that must be what is there. */
static void
test_moves_are_told (Fixture *fixture, gconstpointer data)
{
  static const guint moves[][2] = { { 0, 3 }, { 2, 1 }, { 1, 2 }, { 0, 1 }, { 1, 9 }, { 2, 3 } };
  Follower follower = { g_ptr_array_new_with_free_func (g_object_unref), G_LIST_MODEL (fixture->bench) };

  g_signal_connect_swapped (fixture->bench, "items-changed", G_CALLBACK (follow_cb), &follower);
  start (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      np_bench_move_board (fixture->bench, board_at (fixture, moves[i][0]), moves[i][1]);
      g_assert_cmpuint (follower.items->len, ==, 3);
      for (guint j = 0; j < follower.items->len; j++)
        {
          g_autoptr(NpBoard) board = g_list_model_get_item (follower.model, j);

          g_assert_true (follower.items->pdata[j] == board);
          g_assert_cmpuint (np_board_get_number (board), ==, j + 1);
        }
    }
  g_signal_handlers_disconnect_by_data (fixture->bench, &follower);
  g_ptr_array_unref (follower.items);
}

/* A file that nobody can use is as good as none. */
static void
test_damaged_ports (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "\xff\xfe[", "[Port 1]\nName=without a probe\n", "[Other]\nSerial=1\n", "[Port 1]\nSerial=\\q\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *file = sim_bench_write_file (&fixture->sim, "ports.ini", texts[i], strlen (texts[i]));

      restart (fixture, file);
      assert_order (fixture, (const char *const[]) { serial_at (fixture, 0), serial_at (fixture, 1), NULL });
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->bench)), ==, 2);
    }
}

static void
test_hardware_without_tool (void)
{
  Fixture fixture = { .bench = np_bench_new_hardware ("/nowhere") };

  g_assert_false (np_bench_is_simulated (fixture.bench));
  np_bench_start (fixture.bench);
  settle (&fixture);
  g_assert_error (fixture.error, NP_ERROR, NP_ERROR_TOOL_MISSING);
  g_assert_nonnull (strstr (fixture.error->message, "/nowhere"));
  np_bench_stop (fixture.bench);
  g_assert_finalize_object (fixture.bench);
  g_clear_error (&fixture.error);
}

static int
hold (const char *probe_serial)
{
  g_autoptr(NpProbeLock) lock = np_probe_lock_acquire (probe_serial, NULL);
  char byte;

  if (lock == NULL || write (STDOUT_FILENO, "x", 1) != 1)
    return 1;
  return read (STDIN_FILENO, &byte, 1) == 0 ? 0 : 1;
}

#define ADD(name, n_boards, function) g_test_add ("/bench/" name, Fixture, GUINT_TO_POINTER (n_boards), set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_autofree char *runtime = NULL;
  int status;

  if (argc == 3 && strcmp (argv[1], "--hold") == 0)
    return hold (argv[2]);
  program = argv[0];
  runtime = g_dir_make_tmp ("nameplate-runtime-XXXXXX", NULL);
  g_setenv ("XDG_RUNTIME_DIR", runtime, TRUE); /* for the other program too */
  g_test_init (&argc, &argv, NULL);
  ADD ("ready", 12, test_ready);
  ADD ("old-tool", 1, test_old_tool);
  ADD ("unplugged", 2, test_unplugged);
  ADD ("replugged", 1, test_replugged);
  ADD ("unplugged-in-a-run", 2, test_unplugged_in_a_run);
  ADD ("gone-after-a-run", 1, test_gone_after_a_run);
  ADD ("faults", 2, test_faults);
  ADD ("busy-passes", 1, test_busy_passes);
  ADD ("held-elsewhere", 2, test_held_elsewhere);
  ADD ("held-here", 2, test_held_here);
  ADD ("no-tool", 1, test_no_tool);
  ADD ("ports-are-kept", 3, test_ports_are_kept);
  ADD ("moves-are-told", 3, test_moves_are_told);
  ADD ("damaged-ports", 2, test_damaged_ports);
  ADD ("stopped", 2, test_stopped);
  ADD ("settle-cancelled", 1, test_settle_cancelled);
  g_test_add_func ("/bench/hardware-without-tool", test_hardware_without_tool);
  status = g_test_run ();
  np_paths_remove_folder (runtime, NULL);
  return status;
}
