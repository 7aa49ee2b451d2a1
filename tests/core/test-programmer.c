/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "bench/np-programmer.h"
#include "np-error.h"
#include "np-paths.h"

#define PROBE "066DFF485754727567021514"
#define NO_TIMEOUT_MS 60000
#define SHORT_TIMEOUT_MS 1500 /* for a script to say a line under valgrind */
#define WRITTEN "echo 'File download complete'; echo 'Download verified successfully'; "

/* A small script stands where the tool would: what matters here is how a program behaves, not what ST's says. */
typedef struct
{
  char *folder;
  NpProgrammer *programmer;
  NpProgrammerOutput *output;
  GString *lines;
  gboolean done;
  GError *error;
} Fixture;

static void
note_line_cb (NpProgrammerOutput *output, const char *line, Fixture *fixture)
{
  if (fixture->lines->len < 10000)
    g_string_append_printf (fixture->lines, "%s\n", line);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bin = NULL;
  g_autofree char *path = NULL;

  fixture->folder = g_dir_make_tmp ("nameplate-test-XXXXXX", NULL);
  bin = g_build_filename (fixture->folder, "bin", NULL);
  path = g_build_filename (bin, "STM32_Programmer_CLI", NULL);
  g_assert_cmpint (g_mkdir (bin, 0700), ==, 0);
  fixture->programmer = np_programmer_new (path);
  fixture->output = np_programmer_output_new ();
  fixture->lines = g_string_new (NULL);
  g_signal_connect (fixture->output, "line", G_CALLBACK (note_line_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->programmer);
  g_assert_finalize_object (fixture->output);
  g_string_free (fixture->lines, TRUE);
  g_clear_error (&fixture->error);
  g_assert_true (np_paths_remove_folder (fixture->folder, NULL));
  g_free (fixture->folder);
}

static void
write_script (Fixture *fixture, const char *script)
{
  g_autofree char *text = g_strconcat ("#!/bin/bash\n", script, "\n", NULL);
  g_autoptr(GError) error = NULL;

  g_file_set_contents_full (np_programmer_get_path (fixture->programmer), text, -1, G_FILE_SET_CONTENTS_NONE, 0755, &error);
  g_assert_no_error (error);
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Fixture *fixture = user_data;

  np_programmer_run_finish (NP_PROGRAMMER (source), result, &fixture->error);
  fixture->done = TRUE;
}

static NpProgrammerCommand *
make_command (guint timeout_ms, gboolean interruptible)
{
  g_autoptr(NpProgrammerCommand) command = np_programmer_command_new_write ("/x.bin", 0x081EC000, NULL);
  NpProgrammerCommand *resolved = np_programmer_command_resolve (command, PROBE, NULL, NULL);

  resolved->timeout_ms = timeout_ms;
  resolved->interruptible = interruptible;
  return resolved;
}

static void
start (Fixture *fixture, const char *script, guint timeout_ms, gboolean interruptible, NpProbeLock *lock, const char *log_file,
       GCancellable *cancellable)
{
  g_autoptr(NpProgrammerCommand) command = make_command (timeout_ms, interruptible);

  write_script (fixture, script);
  np_programmer_run_async (fixture->programmer, command, fixture->output, lock, log_file, cancellable, run_cb, fixture);
}

static void
finish (Fixture *fixture)
{
  while (!fixture->done)
    g_main_context_iteration (NULL, TRUE);
}

static void
run (Fixture *fixture, const char *script, guint timeout_ms)
{
  start (fixture, script, timeout_ms, FALSE, NULL, NULL, NULL);
  finish (fixture);
}

static void
wait_for_text (Fixture *fixture, const char *text)
{
  while (strstr (fixture->lines->str, text) == NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* The number that a script said after @name. */
static int
told_number (Fixture *fixture, const char *name)
{
  const char *place;

  wait_for_text (fixture, name);
  place = strstr (fixture->lines->str, name) + strlen (name);
  return atoi (place);
}

static void
wait_for_end (int pid)
{
  while (kill (pid, 0) == 0)
    {
      g_autofree char *path = g_strdup_printf ("/proc/%d/stat", pid);
      g_autofree char *status = NULL;

      /* Nobody in this container may reap an orphan: a zombie has ended too. */
      if (!g_file_get_contents (path, &status, NULL, NULL) || strstr (status, ") Z ") != NULL)
        return;
      g_main_context_iteration (NULL, FALSE);
    }
}

static void
test_success (Fixture *fixture, gconstpointer data)
{
  run (fixture, WRITTEN, NO_TIMEOUT_MS);
  g_assert_no_error (fixture->error);
  g_assert_cmpstr (fixture->lines->str, ==, "File download complete\nDownload verified successfully\n");
}

static void
test_environment (Fixture *fixture, gconstpointer data)
{
  g_autofree char *lib = g_build_filename (fixture->folder, "lib", NULL);
  g_autofree char *expected = NULL;

  g_assert_cmpint (g_mkdir (lib, 0700), ==, 0);
  start (fixture,
         "echo \"arguments: $*\"; echo \"LC_ALL=$LC_ALL\"; echo \"libraries: $LD_LIBRARY_PATH\"; echo \"folder: $PWD\"\n"
         "echo \"input: $(readlink /proc/self/fd/0)\"; set -- $(cat /proc/$$/stat); echo \"session: $$ $6\"",
         NO_TIMEOUT_MS, FALSE, NULL, "/run/trace.log", NULL);
  finish (fixture);
  g_assert_error (fixture->error, NP_ERROR, NP_ERROR_TOOL_FAILED);
  expected = g_strdup_printf ("arguments: -q -c port=SWD sn=%s mode=UR -log /run/trace.log -w /x.bin 0x081EC000 -v\n"
                              "LC_ALL=C\nlibraries: %s/bin/../lib\nfolder: %s/bin\ninput: /dev/null\n",
                              PROBE, fixture->folder, fixture->folder);
  g_assert_nonnull (strstr (fixture->lines->str, "session: "));
  g_assert_cmpint (told_number (fixture, "session: "), ==, atoi (strrchr (fixture->lines->str, ' ')));
  *strstr (fixture->lines->str, "session: ") = '\0';
  g_assert_cmpstr (fixture->lines->str, ==, expected);
}

static void
test_exit_status (Fixture *fixture, gconstpointer data)
{
  run (fixture, WRITTEN "exit 3", NO_TIMEOUT_MS);
  g_assert_error (fixture->error, NP_ERROR, NP_ERROR_TOOL_FAILED);
  g_assert_nonnull (strstr (fixture->error->message, "exit status 3"));
}

static void
test_ended_by_signal (Fixture *fixture, gconstpointer data)
{
  run (fixture, WRITTEN "kill -SEGV $$", NO_TIMEOUT_MS);
  g_assert_error (fixture->error, NP_ERROR, NP_ERROR_TOOL_FAILED);
  g_assert_nonnull (strstr (fixture->error->message, "signal 11"));
}

static void
test_hang (Fixture *fixture, gconstpointer data)
{
  run (fixture, "echo pid=$$; echo 'Erasing internal memory sector 0'; sleep 1000", SHORT_TIMEOUT_MS);
  g_assert_error (fixture->error, NP_ERROR, NP_ERROR_TIMED_OUT);
  g_assert_cmpint (np_programmer_output_get_milestones (fixture->output), ==, NP_MILESTONE_ERASE_STARTED);
  g_assert_cmpint (kill (told_number (fixture, "pid="), 0), ==, -1); /* reaped */
}

/* TERM, three seconds, KILL: for it and for what it has started. */
static void
test_ignores_term (Fixture *fixture, gconstpointer data)
{
  run (fixture, "trap '' TERM; sleep 1000 & echo child=$!; echo pid=$$; while :; do wait; done", SHORT_TIMEOUT_MS);
  g_assert_error (fixture->error, NP_ERROR, NP_ERROR_TIMED_OUT);
  g_assert_cmpint (kill (told_number (fixture, "pid="), 0), ==, -1);
  wait_for_end (told_number (fixture, "child="));
}

/* The program obeys TERM, what it has started doesn't. */
static void
test_child_ignores_term (Fixture *fixture, gconstpointer data)
{
  run (fixture, "(trap '' TERM; echo child=$BASHPID; while :; do sleep 1000; done) & sleep 1000", SHORT_TIMEOUT_MS);
  g_assert_error (fixture->error, NP_ERROR, NP_ERROR_TIMED_OUT);
  wait_for_end (told_number (fixture, "child="));
}

static void
test_cancel_interruptible (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  start (fixture, "echo pid=$$; sleep 1000", NO_TIMEOUT_MS, TRUE, NULL, NULL, cancellable);
  wait_for_text (fixture, "pid=");
  g_cancellable_cancel (cancellable);
  finish (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (kill (told_number (fixture, "pid="), 0), ==, -1);
}

/* A write goes on to its end, and its result counts. */
static void
test_cancel_write (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *go_on = g_build_filename (fixture->folder, "go-on", NULL);
  g_autofree char *script = g_strdup_printf ("echo started; while [ ! -e '%s' ]; do sleep 0.01; done; " WRITTEN, go_on);

  start (fixture, script, NO_TIMEOUT_MS, FALSE, NULL, NULL, cancellable);
  wait_for_text (fixture, "started");
  g_cancellable_cancel (cancellable);
  g_assert_true (g_file_set_contents (go_on, "", 0, NULL));
  finish (fixture);
  g_assert_no_error (fixture->error);
}

static void
test_cancelled_before (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  start (fixture, "echo started", NO_TIMEOUT_MS, FALSE, NULL, NULL, cancellable);
  finish (fixture);
  g_assert_error (fixture->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (fixture->lines->str, ==, "");
}

static void
test_flood (Fixture *fixture, gconstpointer data)
{
  run (fixture, "head -c 104857600 /dev/zero; echo; " WRITTEN, NO_TIMEOUT_MS);
  g_assert_no_error (fixture->error);
}

static void
test_no_last_line_end (Fixture *fixture, gconstpointer data)
{
  run (fixture, "echo 'File download complete'; printf 'Download verified successfully'", NO_TIMEOUT_MS);
  g_assert_no_error (fixture->error);
}

static void
test_error_output (Fixture *fixture, gconstpointer data)
{
  run (fixture, "echo 'Error: No debug probe detected.'; echo 'libusb: error [get_usbfs_fd] x, errno=13' >&2; exit 1",
       NO_TIMEOUT_MS);
  g_assert_error (fixture->error, NP_ERROR, NP_ERROR_PERMISSION);
}

/* A program that it leaves behind with the pipe open doesn't keep us waiting, and keeps the probe's lock. */
static void
test_descendant_keeps_pipe (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = NULL;
  NpProbeLock *lock = np_probe_lock_acquire (PROBE, &error);
  int pid;

  g_assert_no_error (error);
  start (fixture, "sleep 1000 & echo child=$!; " WRITTEN, NO_TIMEOUT_MS, FALSE, lock, NULL, NULL);
  np_probe_lock_unref (lock);
  finish (fixture);
  g_assert_no_error (fixture->error);
  pid = told_number (fixture, "child=");
  g_assert_cmpint (kill (pid, 0), ==, 0);
  g_assert_true (np_probe_lock_is_held (PROBE));

  kill (pid, SIGKILL);
  wait_for_end (pid);
  g_assert_false (np_probe_lock_is_held (PROBE));
}

/* The lock is the program's while it runs, even when we have let go of it. */
static void
test_lock_is_inherited (Fixture *fixture, gconstpointer data)
{
  g_autofree char *go_on = g_build_filename (fixture->folder, "go-on", NULL);
  g_autofree char *script = g_strdup_printf ("echo started; while [ ! -e '%s' ]; do sleep 0.01; done; " WRITTEN, go_on);
  g_autoptr(GError) error = NULL;
  NpProbeLock *lock = np_probe_lock_acquire (PROBE, &error);

  g_assert_no_error (error);
  start (fixture, script, NO_TIMEOUT_MS, FALSE, lock, NULL, NULL);
  np_probe_lock_unref (lock);
  wait_for_text (fixture, "started");
  g_assert_true (np_probe_lock_is_held (PROBE));
  g_assert_true (g_file_set_contents (go_on, "", 0, NULL));
  finish (fixture);
  g_assert_no_error (fixture->error);
  g_assert_false (np_probe_lock_is_held (PROBE));
}

static void
test_missing (Fixture *fixture, gconstpointer data)
{
  g_autoptr(NpProgrammerCommand) command = make_command (NO_TIMEOUT_MS, FALSE);

  np_programmer_run_async (fixture->programmer, command, fixture->output, NULL, NULL, NULL, run_cb, fixture);
  finish (fixture);
  g_assert_error (fixture->error, NP_ERROR, NP_ERROR_TOOL_MISSING);
}

/* --- where it is --- */

static void
test_locate (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bin = g_build_filename (fixture->folder, "bin", NULL);
  const char *told[] = { np_programmer_get_path (fixture->programmer), bin, fixture->folder };
  g_autoptr(GError) error = NULL;

  write_script (fixture, "");
  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    {
      g_autofree char *found = np_programmer_locate (told[i], &error);

      g_assert_no_error (error);
      g_assert_cmpstr (found, ==, np_programmer_get_path (fixture->programmer));
    }
  g_assert_null (np_programmer_locate ("/nowhere", &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_TOOL_MISSING);
  g_assert_nonnull (strstr (error->message, "/nowhere"));
}

static void
test_locate_by_itself (Fixture *fixture, gconstpointer data)
{
  g_autofree char *place
      = g_build_filename (g_get_home_dir (), "STMicroelectronics", "STM32Cube", "STM32CubeProgrammer", "bin", NULL);
  g_autofree char *program = g_build_filename (place, "STM32_Programmer_CLI", NULL);
  g_autoptr(GError) error = NULL;
  g_autofree char *found = np_programmer_locate (NULL, &error);

  if (found != NULL)
    {
      g_test_skip ("STM32CubeProgrammer is installed here");
      return;
    }
  g_assert_error (error, NP_ERROR, NP_ERROR_TOOL_MISSING);
  g_assert_nonnull (strstr (error->message, "~/STMicroelectronics/STM32Cube/STM32CubeProgrammer/bin"));
  g_assert_nonnull (strstr (error->message, "/opt/stm32cubeprog/bin"));
  g_clear_error (&error);

  g_assert_cmpint (g_mkdir_with_parents (place, 0700), ==, 0);
  g_assert_true (g_file_set_contents_full (program, "#!/bin/sh\n", -1, G_FILE_SET_CONTENTS_NONE, 0755, NULL));
  found = np_programmer_locate (NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, program);
}

static void
test_loaders (Fixture *fixture, gconstpointer data)
{
  static const char *const files[] = { "S25FL128S_STM32WB5MM-DK.stldr", "MX25LM51245G_STM32L4P5G-DISCO.stldr", "readme.txt" };
  g_autofree char *folder = g_build_filename (fixture->folder, "bin", "ExternalLoader", NULL);
  g_autoptr(GPtrArray) none = np_programmer_find_loaders (fixture->programmer);
  g_autoptr(GPtrArray) loaders = NULL;

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_build_filename (folder, files[i], NULL);

      g_assert_true (g_file_set_contents (path, "", 0, NULL));
    }
  loaders = np_programmer_find_loaders (fixture->programmer);
  g_assert_cmpuint (loaders->len, ==, 2);
  g_assert_true (g_str_has_suffix (g_ptr_array_index (loaders, 0), "/bin/ExternalLoader/MX25LM51245G_STM32L4P5G-DISCO.stldr"));
  g_assert_true (g_str_has_suffix (g_ptr_array_index (loaders, 1), "/bin/ExternalLoader/S25FL128S_STM32WB5MM-DK.stldr"));
}

#define ADD(name, function) g_test_add ("/programmer/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  ADD ("success", test_success);
  ADD ("environment", test_environment);
  ADD ("exit-status", test_exit_status);
  ADD ("ended-by-signal", test_ended_by_signal);
  ADD ("hang", test_hang);
  ADD ("ignores-term", test_ignores_term);
  ADD ("child-ignores-term", test_child_ignores_term);
  ADD ("cancel-interruptible", test_cancel_interruptible);
  ADD ("cancel-write", test_cancel_write);
  ADD ("cancelled-before", test_cancelled_before);
  ADD ("flood", test_flood);
  ADD ("no-last-line-end", test_no_last_line_end);
  ADD ("error-output", test_error_output);
  ADD ("descendant-keeps-pipe", test_descendant_keeps_pipe);
  ADD ("lock-is-inherited", test_lock_is_inherited);
  ADD ("missing", test_missing);
  ADD ("locate", test_locate);
  ADD ("locate-by-itself", test_locate_by_itself);
  ADD ("loaders", test_loaders);
  return g_test_run ();
}
