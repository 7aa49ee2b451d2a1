/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <signal.h>
#include <string.h>

#include "bench/np-child.h"
#include "np-error.h"

/* What test-programmer.c doesn't show of it: input, environment, and what a program leaves behind. */

typedef struct
{
  GString *output;
  GString *errors;
  gboolean done;
  int exit_status;
  GError *error;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->output = g_string_new (NULL);
  fixture->errors = g_string_new (NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_string_free (fixture->output, TRUE);
  g_string_free (fixture->errors, TRUE);
  g_clear_error (&fixture->error);
}

static void
read_cb (const guint8 *data, gsize length, gboolean is_error_output, gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_len (is_error_output ? fixture->errors : fixture->output, (const char *) data, (gssize) length);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  np_child_run_finish (result, &fixture->exit_status, &fixture->error);
  fixture->done = TRUE;
}

static void
run (Fixture *fixture, const char *script, const char *input, guint timeout_ms, gboolean alone)
{
  const char *const arguments[] = { "/bin/bash", "-c", script, NULL };
  const char *const environment[] = { "NP_FIRST", "one", "NP_SECOND", "two words", NULL };
  NpChildProgram program = { arguments, "bash", "/", environment, input, NULL, timeout_ms, FALSE, alone };

  np_child_run_async (&program, read_cb, fixture, NULL, ended_cb, fixture);
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_input_and_environment (Fixture *fixture, gconstpointer data)
{
  run (fixture, "read answer; echo \"$answer, $NP_FIRST, $NP_SECOND, $PWD\"; echo careful >&2; exit 7", "0\n", 60000, FALSE);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (fixture->exit_status, ==, 7);
  g_assert_cmpstr (fixture->output->str, ==, "0, one, two words, /\n");
  g_assert_cmpstr (fixture->errors->str, ==, "careful\n");
}

static void
test_no_input_ends_at_once (Fixture *fixture, gconstpointer data)
{
  run (fixture, "read answer || echo end", NULL, 60000, FALSE);
  g_assert_cmpstr (fixture->output->str, ==, "end\n");
}

/* It waits for an answer that nobody gives; at the end of its input it might ask for ever, and fill the log. */
static void
test_question_too_many (Fixture *fixture, gconstpointer data)
{
  run (fixture, "read first; while true; do echo -n 'sure? '; read second; done", "0\n", 500, FALSE);
  g_assert_error (fixture->error, NP_ERROR, NP_ERROR_TIMED_OUT);
  g_assert_cmpstr (fixture->output->str, ==, "sure? ");
}

static void
test_input_that_nobody_reads (Fixture *fixture, gconstpointer data)
{
  run (fixture, "exec <&-; exit 0", "0\n", 60000, FALSE);
  g_assert_no_error (fixture->error);
  g_assert_cmpint (fixture->exit_status, ==, 0);
}

static void
wait_for_end (int pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);

  while (kill (pid, 0) == 0)
    {
      g_autofree char *status = NULL;

      if (!g_file_get_contents (path, &status, NULL, NULL) || strstr (status, ") Z ") != NULL)
        return; /* nobody in this container may reap an orphan: a zombie has ended too */
      g_main_context_iteration (NULL, FALSE);
    }
}

static void
test_alone (Fixture *fixture, gconstpointer data)
{
  run (fixture, "sleep 1000 & echo $!", NULL, 60000, TRUE);
  g_assert_no_error (fixture->error);
  wait_for_end (atoi (fixture->output->str));
}

static void
test_not_there (Fixture *fixture, gconstpointer data)
{
  const char *const arguments[] = { "/nowhere/bash", NULL };
  NpChildProgram program = { arguments, "bash", "/", NULL, "0\n", NULL, 1000, FALSE, FALSE };

  np_child_run_async (&program, read_cb, fixture, NULL, ended_cb, fixture);
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (fixture->error, NP_ERROR, NP_ERROR_TOOL_MISSING);
}

#define ADD(name, function) g_test_add ("/child/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("input-and-environment", test_input_and_environment);
  ADD ("no-input-ends-at-once", test_no_input_ends_at_once);
  ADD ("question-too-many", test_question_too_many);
  ADD ("input-that-nobody-reads", test_input_that_nobody_reads);
  ADD ("alone", test_alone);
  ADD ("not-there", test_not_there);
  return g_test_run ();
}
