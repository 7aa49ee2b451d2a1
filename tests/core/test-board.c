/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench/np-board.h"

static void
note_cb (NpBoard *board, GParamSpec *pspec, GString *seen)
{
  g_string_append_printf (seen, "%s ", pspec->name);
}

static void
assert_seen (GString *seen, const char *expected)
{
  g_assert_cmpstr (seen->str, ==, expected);
  g_string_truncate (seen, 0);
}

static void
test_notifies_changes_only (void)
{
  NpProbeInfo probe = { .serial = (char *) "066DFF", .firmware = (char *) "V2J46M32", .board_name = NULL, .usable = TRUE };
  NpSerialPortInfo port = { .name = (char *) "ttyACM0", .path = (char *) "/dev/ttyACM0" };
  NpTargetInfo target = { .device_name = (char *) "STM32WBA6x", .device_id = 0x4B0, .board_name = (char *) "STM32WBA65I-DK1" };
  NpBoard *board = np_board_new ("066DFF", 3);
  g_autoptr(GString) seen = g_string_new (NULL);

  g_signal_connect (board, "notify", G_CALLBACK (note_cb), seen);
  np_board_set_probe (board, &probe, &port);
  assert_seen (seen, "port-name probe-firmware ");
  np_board_set_probe (board, &probe, &port);
  assert_seen (seen, "");
  np_board_set_target (board, &target, "0042", "RDP 0");
  assert_seen (seen, "board-name protection unique-id target-id target-name ");
  np_board_set_target (board, &target, "0042", "RDP 0");
  assert_seen (seen, "");
  np_board_set_state (board, NP_BOARD_STATE_READY, NULL, NULL);
  assert_seen (seen, "state ");
  np_board_set_state (board, NP_BOARD_STATE_BLOCK, "Locked", "Unlock it");
  assert_seen (seen, "advice message state ");

  g_assert_cmpstr (np_board_get_board_name (board), ==, "STM32WBA65I-DK1");
  g_assert_cmpstr (np_platform_get_id (np_board_get_platform (board)), ==, "stm32wba6");
  g_assert_cmpuint (np_board_get_number (board), ==, 3);

  np_board_set_probe (board, NULL, NULL);
  np_board_set_target (board, NULL, NULL, NULL);
  g_assert_cmpstr (np_board_get_probe_serial (board), ==, "066DFF");
  g_assert_null (np_board_get_port (board));
  g_assert_null (np_board_get_platform (board));
  g_assert_finalize_object (board);
}

static void
test_progress (void)
{
  NpBoard *board = np_board_new ("A", 1);
  g_autoptr(GString) seen = g_string_new (NULL);
  gint64 start = g_get_monotonic_time ();
  gsize most;

  np_board_set_state (board, NP_BOARD_STATE_BUSY, NULL, NULL);
  g_signal_connect (board, "notify::progress", G_CALLBACK (note_cb), seen);
  for (guint i = 1; i <= 10000; i++)
    np_board_set_progress (board, i / 10000.0);
  most = 2 + (gsize) ((g_get_monotonic_time () - start) / 100000);
  g_assert_cmpuint (seen->len / strlen ("progress "), <=, most);
  g_assert_cmpuint (seen->len / strlen ("progress "), >=, 2); /* the first and 1 */
  g_assert_cmpfloat (np_board_get_progress (board), ==, 1);

  g_string_truncate (seen, 0);
  np_board_set_progress (board, 0);
  assert_seen (seen, "progress ");
  g_assert_finalize_object (board);
}

/* A board that waits shows nothing of the last run; one that failed does. */
static void
test_state_and_step (void)
{
  NpBoard *board = np_board_new ("A", 1);
  guint number;

  np_board_set_state (board, NP_BOARD_STATE_BUSY, NULL, NULL);
  g_assert_true (np_board_is_running (board));
  np_board_set_step (board, "Write factory data", 2, 4);
  np_board_set_progress (board, 0.4);
  np_board_set_state (board, NP_BOARD_STATE_FAIL, "Why", "What to do");
  g_assert_false (np_board_is_running (board));
  g_assert_cmpstr (np_board_get_step (board), ==, "Write factory data");
  g_object_get (board, "step-number", &number, NULL);
  g_assert_cmpuint (number, ==, 2);

  np_board_set_state (board, NP_BOARD_STATE_CHECK, NULL, NULL);
  g_assert_null (np_board_get_step (board));
  g_assert_cmpfloat (np_board_get_progress (board), ==, 0);
  g_assert_finalize_object (board);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/board/notifies-changes-only", test_notifies_changes_only);
  g_test_add_func ("/board/progress", test_progress);
  g_test_add_func ("/board/state-and-step", test_state_and_step);
  return g_test_run ();
}
