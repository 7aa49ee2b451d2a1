/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "support-faults.h"

/* Scripts: ST's secure ones, of which one runs at a time, and a handshake's own. Each board has its own way in which its script goes
 * wrong; those without one have to go on and pass. */

#define IN_SCRIPT "-" /* the kind of the fault is the text that the script begins with on this board */
#define SCRIPT_SECONDS 4
#define OWN_SCRIPT_SECONDS 3

/* --- ST's secure scripts (STM32WBA6 with OEMiRoT) ------------------------------------- */

/* Writes that hang are first: the scripts that hang have their turns meanwhile. */
static const FaultCase secure_cases[] = {
  { TRAILER, "write", "exit-1", TOOL_FAILED, "application-partly-written", TRAILER ": CubeProgrammer failed", "application=whole" },
  { TRAILER, "write", "error-exit-0", TOOL_FAILED, "application-partly-written", "failed to download Segment[0]", "application=whole" },
  { TRAILER, "write", "killed", TOOL_FAILED, "application-partly-written", "ended by signal 9", "application=whole" },
  { TRAILER, "write", "hang", NOT_IN_TIME, "application-partly-written", "had not ended after", "application=whole" },
  { TRAILER, "connect", "no-target", NO_CONTACT, "application-partly-written", "The probe finds no target", "application=whole" },
  { REGRESSION, IN_SCRIPT, "echo no probe; exit 3", SCRIPT_FAILED, "partly-erased",
    "regression.sh failed with exit status 3. The last that it said: “no probe”", NULL },
  { REGRESSION, IN_SCRIPT, "sleep 1000 & exit 3", SCRIPT_FAILED, "partly-erased", "exit status 3", NULL }, /* what it leaves behind */
  { REGRESSION, IN_SCRIPT, "exit 1", SCRIPT_FAILED, "partly-erased", "exit status 1", NULL },
  { REGRESSION, IN_SCRIPT, "kill -9 $$", SCRIPT_FAILED, "partly-erased", "ended by signal 9", NULL },
  { REGRESSION, IN_SCRIPT, "echo -n 'Password? '; read -r x || exit 1", SCRIPT_FAILED, "partly-erased", "Password?", NULL },
  { REGRESSION, IN_SCRIPT, "sleep 1000 & echo Erasing; sleep 1000", SCRIPT_NOT_IN_TIME, "partly-erased", "The last that it said: “Erasing”", NULL },
  { REGRESSION, IN_SCRIPT, "while true; do echo y; done", SCRIPT_NOT_IN_TIME, "partly-erased", "had not ended", NULL },
  { REGRESSION, "script", "exit-1", SCRIPT_FAILED, "partly-erased", "Error while executing unlock", NULL },
  { REGRESSION, "script", "asks", SCRIPT_FAILED, "partly-erased", "Go on anyway (yes/no)?", NULL },
  { REGRESSION, "script", "endless", SCRIPT_NOT_IN_TIME, "partly-erased", "Waiting for the board...", NULL },
  { INSTALL, IN_SCRIPT, "exit 1", SCRIPT_FAILED, "firmware-partly-written", INSTALL, "firmware=none" },
  { INSTALL, IN_SCRIPT, "read -r level; echo \"level $level\"; exit 0", SCRIPT_FAILED, "firmware-partly-written", "ended without saying", "firmware=none" },
  { INSTALL, IN_SCRIPT, "echo '===== Error while executing obkeys'; echo '===== The board is correctly configured.'; exit 0", SCRIPT_FAILED,
    "firmware-partly-written", "Error while executing obkeys", "firmware=none" },
  { INSTALL, IN_SCRIPT, "read -r level; while true; do echo -n 'Sure [y/n]? '; read -r x; done", SCRIPT_NOT_IN_TIME, "firmware-partly-written",
    "Sure [y/n]?", "firmware=none" },
  { INSTALL, "script", "exit-1", SCRIPT_FAILED, "firmware-partly-written", "Error while executing", "firmware=none" },
  { INSTALL, "script", "asks", SCRIPT_NOT_IN_TIME, "firmware-partly-written", "Go on anyway (yes/no)?", "firmware=whole" },
  { INSTALL, "script", "endless", SCRIPT_NOT_IN_TIME, "firmware-partly-written", "Waiting for the board...", "firmware=whole" },
  { INSTALL, "script", "no-closing-line", SCRIPT_FAILED, "firmware-partly-written", "ended without saying", "firmware=whole" },
};

/* Puts what a board's case says in front of what the script does otherwise. */
static void
prepare_script (TestProvision *self, const char *name, const char *at)
{
  g_autofree char *folder = np_recipe_resolve_path (self->recipe, self->recipe->scripts_folder);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *plain = NULL;
  g_autoptr(GString) text = g_string_new ("#!/bin/bash\ncase $NP_PROBE in\n");
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &plain, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (secure_cases); i++)
    if (g_str_equal (secure_cases[i].step, IN_SCRIPT) && g_str_equal (secure_cases[i].at, at))
      g_string_append_printf (text, "%s) %s ;;\n", np_board_get_probe_serial (test_bench_get_board (&self->bench, i + 1)), secure_cases[i].kind);
  g_string_append_printf (text, "esac\n%s", plain);
  g_file_set_contents (path, text->str, -1, &error);
  g_assert_no_error (error);
}

static void
test_secure (void)
{
  TestProvision self = { 0 };

  test_provision_set_up_sample (&self, "wba6-oemirot", G_N_ELEMENTS (secure_cases) + 2, FAULTS_SPEED);
  self.recipe->timeouts.script = SCRIPT_SECONDS * TEST_SLOWNESS;
  test_provision_use_recipe (&self);
  prepare_script (&self, "regression.sh", REGRESSION);
  prepare_script (&self, "provisioning.sh", INSTALL);
  test_faults_run (&self, secure_cases, G_N_ELEMENTS (secure_cases), "written-and-verified");
  test_provision_tear_down (&self);
}

/* A script is the project's: where it is missing it is for every board. What stands against the recipe before a run isn't asked for here. */
static void
check_missing (const char *name, const FaultCase *fault)
{
  TestProvision self = { 0 };
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  g_autofree char *hidden = NULL;

  test_provision_set_up_sample (&self, "wba6-oemirot", 2, FAULTS_SPEED);
  folder = np_recipe_resolve_path (self.recipe, self.recipe->scripts_folder);
  path = g_build_filename (folder, name, NULL);
  hidden = g_strconcat (path, ".hidden", NULL);
  test_provision_start (&self);
  g_assert_cmpint (g_rename (path, hidden), ==, 0);
  test_provision_end (&self);
  test_faults_judge (&self, 0, fault);
  test_faults_judge (&self, 1, fault);
  test_faults_assert_nothing_left (&self);

  g_assert_cmpint (g_rename (hidden, path), ==, 0);
  test_provision_replug (&self);
  test_provision_run (&self);
  g_assert_cmpuint (np_session_get_passed (self.bench.session), ==, 2);
  test_provision_tear_down (&self);
}

static void
test_missing (void)
{
  static const FaultCase first = { REGRESSION, IN_SCRIPT, "missing", SCRIPT_MISSING, "nothing-written", "regression.sh is not there", NULL };
  static const FaultCase second = { INSTALL, IN_SCRIPT, "missing", SCRIPT_MISSING, "erased", "provisioning.sh is not there", NULL };

  check_missing ("regression.sh", &first);
  check_missing ("provisioning.sh", &second);
}

/* --- A script in the handshake's place ---------------------------------------------------- */

static const FaultCase own_cases[] = {
  { OWN_KEY, IN_SCRIPT, "raise ValueError ('no cable')", SCRIPT_FAILED, "key-unknown", "no cable", "key=none" },
  { OWN_KEY, IN_SCRIPT, "return ('It said no', 1)", SCRIPT_FAILED, "key-unknown", "It said no", "key=none" },
  { OWN_KEY, IN_SCRIPT, "os._exit (0)", SCRIPT_FAILED, "key-unknown", "ended without a result", "key=none" },
  { OWN_KEY, IN_SCRIPT, "subprocess.Popen (['sleep', '1000']); return ('No', 1)", SCRIPT_FAILED, "key-unknown", "No", "key=none" },
  { OWN_KEY, IN_SCRIPT, "os.kill (os.getpid (), 9)", SCRIPT_FAILED, "key-unknown", "ended by signal 9", "key=none" },
  { OWN_KEY, IN_SCRIPT, "input ('Go on? ')", SCRIPT_FAILED, "key-unknown", "EOF when reading a line", "key=none" },
  { OWN_KEY, IN_SCRIPT, "time.sleep (1000)", SCRIPT_NOT_IN_TIME, "key-unknown", "had not ended", "key=none" },
  { OWN_KEY, IN_SCRIPT, "while True: print ('still waiting')", SCRIPT_NOT_IN_TIME, "key-unknown", "still waiting", "key=none" },
  { OWN_KEY, "handshake", "code-004", SCRIPT_FAILED, "key-unknown", "It was told 004", "key=none" },
  { OWN_KEY, "handshake", "nothing-done", DATA_DIFFER, "key-stored", "has not added", "certificates=none key=none" },
  { OWN_KEY, "connect", "no-target", NO_CONTACT, "written-not-verified", "The probe finds no target", NULL },
  { OWN_KEY, "reset", "exit-1", NO_CONTACT, "key-unknown", "The target doesn't answer the probe", "key=none" },
  { OWN_KEY, "reset", "error-exit-0", NO_CONTACT, "key-unknown", "The target doesn't answer the probe", "key=none" },
  { OWN_KEY, "reset", "hang", NOT_IN_TIME, "key-unknown", "had not ended after", "key=none" },
  { OWN_KEY, "reset", "killed", TOOL_FAILED, "key-unknown", "ended by signal 9", "key=none" },
};

#define OWN_SCRIPT \
  "import os, re, subprocess, time, tty\n" \
  "def Provisioning (mode, header, port):\n" \
  "    special = globals ().get (header.strip ('[] '))\n" \
  "    result = special () if special else None\n" \
  "    if result:\n" \
  "        return result\n" \
  "    fd = os.open (port, os.O_RDWR | os.O_NOCTTY)\n" \
  "    tty.setraw (fd)\n" \
  "    os.write (fd, b'Init\\n')\n" \
  "    heard = b''\n" \
  "    while not re.search (rb'finish:\\d{3}', heard):\n" \
  "        heard += os.read (fd, 256)\n" \
  "    os.close (fd)\n" \
  "    told = re.search (rb'finish:(\\d{3})', heard)[1].decode ()\n" \
  "    return ('It was told ' + told, int (told))\n"

/* What a board's case says is a function by the name of its port. */
static void
use_own_script (TestProvision *self)
{
  g_autoptr(GString) text = g_string_new (OWN_SCRIPT);

  for (guint i = 0; i < G_N_ELEMENTS (own_cases); i++)
    if (g_str_equal (own_cases[i].step, IN_SCRIPT))
      g_string_append_printf (text, "def %s ():\n    %s\n", np_board_get_port (test_bench_get_board (&self->bench, i + 1))->name, own_cases[i].kind);
  self->recipe->handshake = NP_HANDSHAKE_SCRIPT;
  self->recipe->handshake_script = test_provision_write (self, "handshake.py", text->str);
  self->recipe->timeouts.script = OWN_SCRIPT_SECONDS * TEST_SLOWNESS;
  test_provision_use_recipe (self);
}

static void
test_own (void)
{
  TestProvision self = { 0 };

  test_provision_set_up (&self, "stm32wba6", G_N_ELEMENTS (own_cases) + 2, FAULTS_SPEED);
  use_own_script (&self);
  test_faults_run (&self, own_cases, G_N_ELEMENTS (own_cases), "written-and-verified");
  test_provision_tear_down (&self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/faults/scripts/secure", test_secure);
  g_test_add_func ("/faults/scripts/missing", test_missing);
  g_test_add_func ("/faults/scripts/own", test_own);
  return test_faults_run_all ();
}
