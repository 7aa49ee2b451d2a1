/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "run/np-turn.h"
#include "support-faults.h"
#include "support.h"

/* A hanging write is given 120 s otherwise, a look 15 s; so many boards at once need 3 s for one. */
#define MANY 16

#define DYING_SECONDS 2   /* for what was killed */
#define LOOKING_SECONDS 20 /* for a look at a board by the bench itself */

static guint n_run, n_right;

/* --- What is found -------------------------------------------------------------- */

static const char *
get_state (NpBoard *board)
{
  g_autoptr(GEnumClass) states = g_type_class_ref (NP_TYPE_BOARD_STATE);

  return g_enum_get_value (states, np_board_get_state (board))->value_nick;
}

/* A board that is no longer there is empty, whatever became of it. */
static gboolean
state_is_right (TestProvision *self, guint index, const char *verdict)
{
  NpBoard *board = test_bench_get_board (&self->bench, index);

  return g_str_equal (get_state (board), verdict) || np_board_get_state (board) == NP_BOARD_STATE_EMPTY;
}

static gboolean
outcome_is_right (const NpOutcome *outcome, const FaultCase *fault)
{
  gboolean why_is_right = *fault->why != '\0' ? outcome->why != NULL && strstr (outcome->why, fault->why) != NULL : outcome->why == NULL;

  return g_str_equal (np_verdict_to_string (outcome->verdict), fault->verdict)
         && g_str_equal (outcome->code != NULL ? outcome->code : "-", fault->code) && g_str_equal (outcome->title, fault->title)
         && g_str_equal (np_board_change_to_string (outcome->change), fault->change) && why_is_right;
}

void
test_faults_judge (TestProvision *self, guint index, const FaultCase *fault)
{
  NpOutcome *outcome = test_bench_get_outcome (&self->bench, index);
  const char *state = get_state (test_bench_get_board (&self->bench, index));
  const char *change = np_board_change_to_string (outcome->change);
  const char *exceptions = fault->exceptions != NULL ? fault->exceptions : "";
  g_autofree char *files = NULL;
  g_autofree char *log = NULL;
  gboolean right = test_board_files_match (self, index, change, exceptions, &files);

  right = outcome_is_right (outcome, fault) && state_is_right (self, index, fault->verdict) && right;
  n_run++;
  n_right += right;
  g_test_message ("%s %s=%s: %s, %s %s, %s; %s; %s; %s", fault->at, fault->step, fault->kind, state, outcome->code != NULL ? outcome->code : "-",
                  outcome->title, change, outcome->why != NULL ? outcome->why : "-", outcome->changed, files);
  if (right)
    return;
  g_test_message ("The board says: %s", np_board_get_message (test_bench_get_board (&self->bench, index)));
  log = test_provision_read_log (self, index);
  g_test_message ("WRONG; wanted: %s, %s %s, %s; %s; %s. The board's log:\n%s", fault->verdict, fault->code, fault->title, fault->change,
                  fault->why, exceptions, log);
  g_test_fail ();
}

/* --- Afterwards ------------------------------------------------------------------- */

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* The bench may be looking at a board that has just come back. */
static gboolean
becomes_true (gboolean (*condition) (gconstpointer data), gconstpointer data, guint seconds)
{
  gint64 deadline = g_get_monotonic_time () + seconds * TEST_SLOWNESS * G_USEC_PER_SEC;
  guint wake = g_timeout_add (20, wake_cb, NULL);
  gboolean is_true;

  while (!(is_true = condition (data)) && g_get_monotonic_time () < deadline)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (wake);
  return is_true;
}

static gboolean
probe_can_be_locked (gconstpointer serial)
{
  g_autoptr(NpProbeLock) lock = np_probe_lock_acquire (serial, NULL);

  return lock != NULL;
}

static gboolean
folder_can_be_locked (gconstpointer path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean locked;

  g_assert_cmpint (fd, !=, -1);
  locked = flock (fd, LOCK_EX | LOCK_NB) == 0;
  close (fd);
  return locked;
}

static gboolean
nothing_runs_in (gconstpointer folder)
{
  return test_count_processes ((const char *[]) { folder, NULL }, "nameplate-sim-board") == 0;
}

void
test_faults_assert_nothing_left (TestProvision *self)
{
  guint n_boards = g_list_model_get_n_items (G_LIST_MODEL (self->bench.bench));
  g_autofree char *scripts = np_recipe_resolve_path (self->recipe, self->recipe->scripts_folder);

  g_assert_true (np_turn_is_free ());
  g_assert_true (becomes_true (nothing_runs_in, self->folder, DYING_SECONDS));
  g_assert_true (becomes_true (nothing_runs_in, np_bench_folder_get_path (self->bench.folder), LOOKING_SECONDS));
  for (guint i = 0; i < n_boards; i++)
    {
      NpBoard *board = test_bench_get_board (&self->bench, i);

      g_assert_false (np_board_is_port_claimed (board));
      g_assert_false (np_board_is_running (board));
      g_assert_true (becomes_true (probe_can_be_locked, np_board_get_probe_serial (board), LOOKING_SECONDS));
    }
  g_assert_true (folder_can_be_locked (scripts != NULL ? scripts : self->folder));
}

/* --- A round ---------------------------------------------------------------------- */

typedef struct
{
  TestProvision *provision;
  const FaultCase *cases;
  guint n_cases;
} Round;

/* A fault of every call begins with the first of them. */
static gboolean
begins_with (NpBoard *board, const FaultCase *fault)
{
  return g_strcmp0 (np_board_get_step (board), fault->at) == 0;
}

static void
step_cb (NpBoard *board, GParamSpec *pspec, Round *round)
{
  const char *path = np_bench_folder_get_path (round->provision->bench.folder);
  guint index = np_board_get_number (board) - 2; /* the first board has no fault */
  const FaultCase *fault = &round->cases[index];
  g_autoptr(GError) error = NULL;

  if (index >= round->n_cases || !begins_with (board, fault) || g_str_equal (fault->step, "-"))
    return;
  if (g_str_equal (fault->kind, FAULT_POWER_OFF))
    np_bench_folder_set_powered (path, np_board_get_probe_serial (board), FALSE, &error);
  else
    np_bench_folder_set_fault (path, np_board_get_probe_serial (board), fault->step, fault->kind, &error);
  g_assert_no_error (error);
}

void
test_faults_run (TestProvision *self, const FaultCase *cases, guint n_cases, const char *healthy_change)
{
  Round round = { self, cases, n_cases };
  const FaultCase healthy = { "-", "-", "healthy", DONE, healthy_change, "", NULL };
  guint n_boards = g_list_model_get_n_items (G_LIST_MODEL (self->bench.bench));

  g_assert_cmpuint (n_boards, >, n_cases);
  np_programmer_set_timeout_factor (np_bench_get_programmer (self->bench.bench), (n_boards > MANY ? 0.25 : 0.15) * TEST_SLOWNESS);
  for (guint i = 1; i < n_boards; i++)
    g_signal_connect (test_bench_get_board (&self->bench, i), "notify::step", G_CALLBACK (step_cb), &round);
  test_provision_run (self);
  for (guint i = 1; i < n_boards; i++)
    g_signal_handlers_disconnect_by_data (test_bench_get_board (&self->bench, i), &round);
  for (guint i = 0; i < n_boards; i++)
    test_faults_judge (self, i, i == 0 || i > n_cases ? &healthy : &cases[i - 1]);
  test_faults_assert_nothing_left (self);
}

/* --- A program of tables ------------------------------------------------------------ */

void
test_faults_run_table (gconstpointer table)
{
  const FaultTable *faults = table;
  TestProvision self = { 0 };

  test_provision_set_up (&self, faults->platform, faults->n_cases + 1, FAULTS_SPEED);
  if (faults->prepare != NULL)
    faults->prepare (&self);
  test_provision_use_recipe (&self);
  test_faults_run (&self, faults->cases, faults->n_cases, faults->healthy_change);
  test_provision_tear_down (&self);
}

int
test_faults_run_all (void)
{
  int status = g_test_run ();

  g_print ("# fault table: %u cases run, %u right\n", n_run, n_right);
  return status;
}
