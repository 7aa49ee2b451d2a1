/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support-provision.h"

/* ST's scripts as a run sees them: what they say, what they leave behind, and who else may run one in their folder. */

#define SPEED 200.0
#define GOOD "echo '===== The board is correctly configured.'\n"
#define ORPHAN_ARGUMENT "--run-and-be-killed"

static const char *this_program;

static void
set_up (TestProvision *self, guint n_boards, const char *regression, const char *provisioning)
{
  test_provision_set_up (self, "stm32wba6", n_boards, SPEED);
  g_free (test_provision_write (self, "regression.sh", regression));
  g_free (test_provision_write (self, "provisioning.sh", provisioning));
  self->recipe->security = 1;
  self->recipe->scripts_folder = g_strdup (self->folder);
  test_provision_use_recipe (self);
}

/* --- What it says --------------------------------------------------------------- */

#define MANY_LINES "for i in {1..300}; do echo \"line $i\"; done\n"

static const struct
{
  const char *regression;
  const char *provisioning;
  const char *wanted;
  const char *why;
} words[] = {
  { "echo '===== Error while executing unlock.'\n" MANY_LINES, GOOD, "fail E-216 partly-erased", "“===== Error while executing unlock.”" },
  { "true\n", "echo '===== Error while executing keys.'\n" MANY_LINES GOOD, "fail E-216 firmware-partly-written", "“===== Error while executing keys.”" },
  { "true\n", GOOD MANY_LINES "exit 4\n", "fail E-216 firmware-partly-written", "exit status 4. The last that it said: “line 300”" },
  { "true\n", MANY_LINES, "fail E-216 firmware-partly-written", "ended without saying" },
  { "trap 'echo Terminated; exit 1' TERM\necho -n 'Erasing '\nsleep 1000 &\nwait\n", GOOD, "fail E-220 partly-erased", "The last that it said: “Erasing”" },
  { "sleep 1000\n", GOOD, "fail E-220 partly-erased", "It said nothing." },
  { "until [ \"$answer\" = yes ]; do echo -n 'Sure? '; read -r answer; done\n", GOOD, "fail E-216 partly-erased", "The last that it said: “Sure?”" },
  { "printf 'a\\nb' >list\nwhile read -r line; do echo \"$line\"; done <list\necho c | while read -r line; do echo \"$line\"; done\n"
    "read -t 0 || true\nread -r -u 7 7<list\n[ \"$REPLY\" = a ] || exit 3\nexit 5\n",
    GOOD, "fail E-216 partly-erased", "exit status 5. The last that it said: “c”" },
  { "kill -9 $$\n", GOOD, "fail E-216 partly-erased", "ended by signal 9" },
};

static void
test_words (void)
{
  TestProvision self = { 0 };

  set_up (&self, 1, "true\n", GOOD);
  self.recipe->timeouts.script = 2 * TEST_SLOWNESS;
  test_provision_use_recipe (&self);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_test_message ("%s", words[i].regression);
      g_free (test_provision_write (&self, "regression.sh", words[i].regression));
      g_free (test_provision_write (&self, "provisioning.sh", words[i].provisioning));
      test_provision_run (&self);
      test_provision_assert_outcome (&self, 0, words[i].wanted, words[i].why);
      test_provision_replug (&self);
    }
  test_provision_tear_down (&self);
}

/* The mark of success may stand anywhere, too. */
static void
test_early_success (void)
{
  TestProvision self = { 0 };
  NpOutcome *outcome;

  set_up (&self, 1, "true\n", GOOD MANY_LINES);
  test_provision_run (&self);
  outcome = test_bench_get_outcome (&self.bench, 0);
  g_assert_cmpstr (outcome->steps->len > 3 ? ((NpStepRecord *) outcome->steps->pdata[2])->title : NULL, ==, "Install secure boot");
  g_assert_no_error (((NpStepRecord *) outcome->steps->pdata[2])->error);
  test_provision_tear_down (&self);
}

/* --- Its log files ------------------------------------------------------------------ */

#define ONLY_FIRST "[ -e provisioning.log ] || echo \"of $NP_PROBE\" >provisioning.log\nexit 1\n"

/* Two scripts within the same second; only the first of them writes the file. */
static void
test_log_of_another_board (void)
{
  TestProvision self = { 0 };
  guint n_with_file = 0;

  set_up (&self, 2, ONLY_FIRST, GOOD);
  test_provision_run (&self);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *log = test_provision_read_log (&self, i);
      g_autofree char *own = g_strdup_printf ("of %s", np_board_get_probe_serial (test_bench_get_board (&self.bench, i)));

      if (strstr (log, "provisioning.log:") == NULL)
        continue;
      n_with_file++;
      g_assert_nonnull (strstr (log, own));
    }
  g_assert_cmpuint (n_with_file, ==, 1);
  test_provision_tear_down (&self);
}

/* --- Its folder ------------------------------------------------------------------------ */

static int
open_folder (const char *path)
{
  int fd = open (path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  g_assert_cmpint (fd, !=, -1);
  return fd;
}

typedef struct
{
  int fd; /* the other program's */
  NpSession *stop; /* (nullable): rather than letting go of it */
  guint n_told;
} Other;

static void
waits_cb (NpBoard *board, GParamSpec *pspec, Other *other)
{
  if (np_board_get_message (board) == NULL || !g_str_has_prefix (np_board_get_message (board), "Waits for another program's script in /"))
    return;
  other->n_told++;
  if (other->stop != NULL)
    np_session_stop (other->stop);
  else
    flock (other->fd, LOCK_UN);
}

/* Another program has the folder: nothing is erased before it is free, and a wait can be given up. */
static void
test_folder_is_taken (void)
{
  static const char *const wanted[] = { "fail E-216 partly-erased", "stop - nothing-written" };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      TestProvision self = { 0 };
      Other other = { 0 };
      NpBoard *board;

      set_up (&self, 1, "exit 1\n", GOOD);
      board = test_bench_get_board (&self.bench, 0);
      other.fd = open_folder (self.folder);
      other.stop = i == 1 ? self.bench.session : NULL;
      g_assert_cmpint (flock (other.fd, LOCK_EX | LOCK_NB), ==, 0);
      g_signal_connect (board, "notify::message", G_CALLBACK (waits_cb), &other);
      test_provision_run (&self);
      g_signal_handlers_disconnect_by_data (board, &other);
      g_assert_cmpuint (other.n_told, ==, 1);
      test_provision_assert_outcome (&self, 0, wanted[i], NULL);
      close (other.fd);
      test_provision_tear_down (&self);
    }
}

static void
step_cb (NpBoard *board, GParamSpec *pspec, int *fd)
{
  if (g_strcmp0 (np_board_get_step (board), "Install secure boot") == 0)
    g_assert_cmpint (flock (*fd, LOCK_EX | LOCK_NB), ==, -1);
}

/* Between its scripts the folder stays the run's; after the last of them it is everybody's. */
static void
test_folder_is_kept (void)
{
  TestProvision self = { 0 };
  int fd;

  set_up (&self, 1, "true\n", GOOD);
  fd = open_folder (self.folder);
  g_signal_connect (test_bench_get_board (&self.bench, 0), "notify::step", G_CALLBACK (step_cb), &fd);
  test_provision_run (&self);
  g_signal_handlers_disconnect_by_data (test_bench_get_board (&self.bench, 0), &fd);
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, 0);
  close (fd);
  test_provision_tear_down (&self);
}

/* --- A script that is left over ------------------------------------------------------------ */

#define ASKS "read -r level; touch begun; until [ -e go ]; do sleep 0.02; done; while true; do echo -n 'Sure? '; read -r answer; done\n"

/* The program that is killed: its scripts are in the folder of the one that kills it. */
static int
run_and_be_killed (const char *folder)
{
  TestProvision self = { 0 };

  test_provision_set_up (&self, "stm32wba6", 1, SPEED);
  self.recipe->security = 1;
  self.recipe->scripts_folder = g_strdup (folder);
  self.recipe->timeouts.script = 1000;
  test_provision_use_recipe (&self);
  test_provision_run (&self);
  return 0;
}

/* Looks again and again, for a minute at most. */
#define WAIT_UNTIL(condition) \
  for (guint looks = 0; !(condition); looks++) \
    { \
      g_assert_cmpuint (looks, <, 6000); \
      g_usleep (10000); \
    }

/* Its script has the folder, and ends when it asks and nobody is there. */
static void
test_killed_program (void)
{
  static const char *const folders[] = { "TMPDIR", "HOME", "XDG_RUNTIME_DIR", "XDG_STATE_HOME", "XDG_CACHE_HOME" };
  TestProvision files = { 0 };
  g_autoptr(GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE);
  g_autoptr(GSubprocess) program = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *begun = NULL;
  int fd;

  set_up (&files, 1, "true\n", ASKS);
  begun = g_build_filename (files.folder, "begun", NULL);
  fd = open_folder (files.folder);
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    g_subprocess_launcher_setenv (launcher, folders[i], files.folder, TRUE);
  program = g_subprocess_launcher_spawn (launcher, &error, this_program, ORPHAN_ARGUMENT, files.folder, NULL);
  g_assert_no_error (error);
  WAIT_UNTIL (g_file_test (begun, G_FILE_TEST_EXISTS));
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, -1);
  g_subprocess_force_exit (program);
  g_subprocess_wait (program, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (flock (fd, LOCK_EX | LOCK_NB), ==, -1);

  g_free (test_provision_write (&files, "go", ""));
  WAIT_UNTIL (flock (fd, LOCK_EX | LOCK_NB) == 0);
  close (fd);
  test_provision_tear_down (&files);
}

int
main (int argc, char **argv)
{
  this_program = argv[0];
  if (argc == 3 && strcmp (argv[1], ORPHAN_ARGUMENT) == 0)
    return run_and_be_killed (argv[2]);
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/run-script/words", test_words);
  g_test_add_func ("/run-script/early-success", test_early_success);
  g_test_add_func ("/run-script/log-of-another-board", test_log_of_another_board);
  g_test_add_func ("/run-script/folder-is-taken", test_folder_is_taken);
  g_test_add_func ("/run-script/folder-is-kept", test_folder_is_kept);
  g_test_add_func ("/run-script/killed-program", test_killed_program);
  return g_test_run ();
}
