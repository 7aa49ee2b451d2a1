/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "support-provision.h"
#include "support.h"

/* A Python script in ST's contract in the handshake's place. */

#define SPEED 200.0
#define STEP "Store DAC key (own script)"

#define COMMON "RET_OK = 0\nRET_ERROR = 1\n"
#define SCRIPT \
  "import os, re, termios, time, tty\n" \
  "import common\n" \
  "def Provisioning(mode, header, port):\n" \
  "    assert __name__ == 'handshake' and mode == 0\n" \
  "    fd = os.open(port, os.O_RDWR | os.O_NOCTTY)\n" \
  "    tty.setraw(fd)\n" \
  "    os.write(fd, b'Init\\n')\n" \
  "    heard = b''\n" \
  "    while not re.search(rb'finish:(\\d{3})', heard):\n" \
  "        heard += os.read(fd, 256)\n" \
  "    print(header + 'heard', heard)\n" \
  "    os.close(fd)\n"

static void
use_handshake_script (TestProvision *self, const char *end)
{
  g_autofree char *text = g_strconcat (SCRIPT, end, NULL);

  g_free (test_provision_write (self, "common.py", COMMON));
  self->recipe->handshake = NP_HANDSHAKE_SCRIPT;
  g_free (self->recipe->handshake_script);
  self->recipe->handshake_script = test_provision_write (self, "handshake.py", text);
  test_provision_use_recipe (self);
}

static void
kill_reset_cb (NpBoard *board, GParamSpec *pspec, TestProvision *self)
{
  if (g_strcmp0 (np_board_get_step (board), STEP) == 0)
    test_bench_set_fault (&self->bench, 0, "reset", "killed");
}

static void
remove_script_cb (NpBoard *board, GParamSpec *pspec, TestProvision *self)
{
  if (g_strcmp0 (np_board_get_step (board), STEP) == 0)
    g_unlink (self->recipe->handshake_script);
}

static void
test_handshake_script (void)
{
  TestProvision self = { 0 };

  test_provision_set_up (&self, "stm32wba6", 2, SPEED);
  use_handshake_script (&self, "    return (header + '\\x1b[32mOK\\x1b[0m', common.RET_OK)\n");
  test_provision_run (&self);
  test_provision_assert_all (&self, "pass - written-and-verified");
  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *log = test_provision_read_log (&self, i);
      g_autofree char *end = g_strdup_printf ("[%s] OK\n", np_board_get_port (test_bench_get_board (&self.bench, i))->name);

      g_assert_nonnull (strstr (log, "heard"));
      g_assert_nonnull (strstr (log, end));
    }
  test_provision_tear_down (&self);
}

/* Each ends otherwise than it should. */
static void
test_handshake_script_faults (void)
{
  static const struct
  {
    const char *end;
    const char *wanted;
    const char *why;
  } cases[] = {
    { "    return ('no answer', common.RET_ERROR)\n", "fail E-216 key-unknown", "no answer" },
    { "    raise Exception('lost')\n", "fail E-216 key-unknown", "Exception: lost" },
    { "    return None\n", "fail E-216 key-unknown", "TypeError" },
    { "    os._exit(0)\n", "fail E-216 key-unknown", "without a result" },
    { "    time.sleep(1000)\n", "fail E-220 key-unknown", "heard" },
    { "    nonsense(\n", "fail E-216 key-unknown", "SyntaxError" },
  };
  TestProvision self = { 0 };

  test_provision_set_up (&self, "stm32wba6", 1, SPEED);
  self.recipe->timeouts.script = 2 * TEST_SLOWNESS;
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      use_handshake_script (&self, cases[i].end);
      test_provision_run (&self);
      test_provision_assert_outcome (&self, 0, cases[i].wanted, cases[i].why);
      test_provision_replug (&self);
    }
  test_provision_tear_down (&self);
}

/* From the restart on nobody knows whether a key was stored, whatever the script came to; what is missing is missed before. */
static void
test_handshake_script_for_ever (void)
{
  static const struct
  {
    GCallback go_wrong;
    const char *wanted;
  } cases[] = {
    { G_CALLBACK (kill_reset_cb), "unsure E-217 key-unknown" },
    { G_CALLBACK (remove_script_cb), "fail E-103 written-not-verified" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      TestProvision self = { 0 };

      test_provision_set_up (&self, "stm32wb55", 1, SPEED);
      test_provision_use_firmware (&self, NP_BENCH_GENERATION_WAITS_FOR_INIT, NP_BENCH_KEY_STORE_CKS);
      use_handshake_script (&self, "    return ('', common.RET_OK)\n");
      g_signal_connect (test_bench_get_board (&self.bench, 0), "notify::step", cases[i].go_wrong, &self);
      test_provision_run (&self);
      g_signal_handlers_disconnect_by_data (test_bench_get_board (&self.bench, 0), &self);
      test_provision_assert_outcome (&self, 0, cases[i].wanted, NULL);
      test_provision_assert_stored_keys (&self, 0, 0);
      test_provision_tear_down (&self);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/handshake-script/pass", test_handshake_script);
  g_test_add_func ("/handshake-script/faults", test_handshake_script_faults);
  g_test_add_func ("/handshake-script/for-ever", test_handshake_script_for_ever);
  return g_test_run ();
}
