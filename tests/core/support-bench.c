/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-paths.h"
#include "support-bench.h"

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

void
test_bench_set_up (TestBench *self, guint n_boards, double speed)
{
  test_bench_set_up_with (self, np_project_new_sample (), "stm32wba6", n_boards, speed);
}

void
test_bench_set_up_with (TestBench *self, NpProject *project, const char *platform, guint n_boards, double speed)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GAsyncResult) result = NULL;

  self->folder = np_bench_folder_open_temporary (n_boards, platform, speed, &error);
  g_assert_no_error (error);
  self->bench = np_bench_new_simulated (self->folder);
  np_bench_start (self->bench);
  np_bench_settle_async (self->bench, NULL, keep_result_cb, &result);
  test_wait_until (result != NULL);
  np_bench_settle_finish (self->bench, result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (self->bench)), ==, n_boards);
  self->project = project;
  self->session = np_session_new (self->project, self->bench);
}

static guint
count_private_folders (void)
{
  g_autoptr(GDir) dir = g_dir_open (np_paths_get_runtime_folder (), 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (np_paths_get_runtime_folder (), name, "factory-data.bin", NULL);

      n += g_file_test (path, G_FILE_TEST_EXISTS);
    }
  return n;
}

void
test_bench_tear_down (TestBench *self)
{
  g_autofree char *path = g_strdup (np_bench_folder_get_path (self->folder));

  np_bench_stop (self->bench);
  g_assert_finalize_object (self->session);
  g_clear_object (&self->project);
  g_clear_object (&self->bench);
  np_bench_folder_close (self->folder);
  g_clear_object (&self->folder);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_private_folders (), ==, 0);
}

NpBoard *
test_bench_get_board (TestBench *self, guint index)
{
  g_autoptr(NpBoard) board = g_list_model_get_item (G_LIST_MODEL (self->bench), index);

  g_assert_nonnull (board);
  return board;
}

void
test_bench_set_fault (TestBench *self, guint index, const char *step, const char *kind)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_set_fault (np_bench_folder_get_path (self->folder), np_board_get_probe_serial (test_bench_get_board (self, index)), step, kind, &error);
  g_assert_no_error (error);
}

void
test_bench_run (TestBench *self, GPtrArray *boards)
{
  g_autoptr(GPtrArray) picked = boards != NULL ? g_ptr_array_ref (boards) : np_session_dup_ready_boards (self->session);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  np_session_run_async (self->session, picked, NULL, keep_result_cb, &result);
  test_wait_until (result != NULL);
  np_session_run_finish (self->session, result, &error);
  g_assert_no_error (error);
}

NpOutcome *
test_bench_get_outcome (TestBench *self, guint index)
{
  NpOutcome *outcome = np_session_get_outcome (self->session, test_bench_get_board (self, index));

  g_assert_nonnull (outcome);
  return outcome;
}
