/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "bench/np-port-watch.h"
#include "support-bench.h"

/* The ports of a simulated bench: they come and go with its boards. */

typedef struct
{
  guint n_looks;
  guint n_changes;
} Looks;

static void
looked_cb (NpPortWatch *watch, gboolean changed, Looks *looks)
{
  looks->n_looks++;
  looks->n_changes += changed;
}

static NpBenchFolder *
open_folder (guint n_boards)
{
  g_autoptr(GError) error = NULL;
  NpBenchFolder *folder = np_bench_folder_open_temporary (n_boards, "stm32wba6", 1000, &error);

  g_assert_no_error (error);
  return folder;
}

static void
set_plugged (NpBenchFolder *folder, const char *serial, gboolean plugged)
{
  g_autoptr(GError) error = NULL;

  np_bench_folder_set_plugged (np_bench_folder_get_path (folder), serial, plugged, &error);
  g_assert_no_error (error);
}

/* A look that is under way holds a reference, and may be the last to drop it, in its thread. */
static void
wait_until_gone (NpPortWatch *watch)
{
  g_object_add_weak_pointer (G_OBJECT (watch), (gpointer *) &watch);
  g_object_unref (watch);
  while (g_atomic_pointer_get (&watch) != NULL)
    if (!g_main_context_iteration (NULL, FALSE))
      g_thread_yield ();
}

static void
test_comes_and_goes (void)
{
  g_autoptr(NpBenchFolder) folder = open_folder (2);
  NpPortWatch *watch = np_port_watch_new (folder);
  Looks looks = { 0 };
  g_autofree char *serial = NULL;

  g_signal_connect (watch, "looked", G_CALLBACK (looked_cb), &looks);
  np_port_watch_look (watch); /* it isn't started */
  np_port_watch_start (watch);
  test_wait_until (np_port_watch_get_ports (watch)->len == 2);
  serial = g_strdup (((NpSerialPortInfo *) np_port_watch_get_ports (watch)->pdata[0])->usb_serial);

  looks.n_changes = 0;
  set_plugged (folder, serial, FALSE);
  np_port_watch_look (watch);
  test_wait_until (np_port_watch_get_ports (watch)->len == 1);
  g_assert_cmpuint (looks.n_changes, ==, 1);
  g_assert_cmpstr (((NpSerialPortInfo *) np_port_watch_get_ports (watch)->pdata[0])->usb_serial, !=, serial);

  set_plugged (folder, serial, TRUE);
  test_wait_until (np_port_watch_get_ports (watch)->len == 2);
  g_assert_cmpuint (looks.n_changes, ==, 2);

  looks = (Looks) { 0 };
  test_wait_until (looks.n_looks == 2); /* by itself, about once a second */
  g_assert_cmpuint (looks.n_changes, ==, 0);
  np_port_watch_stop (watch);
  wait_until_gone (watch);
}

static void
test_says_nothing_when_stopped (void)
{
  g_autoptr(NpBenchFolder) folder = open_folder (1);
  NpPortWatch *watch = np_port_watch_new (folder);
  NpPortWatch *other = np_port_watch_new (folder);
  Looks looks = { 0 };
  Looks others = { 0 };

  g_signal_connect (watch, "looked", G_CALLBACK (looked_cb), &looks);
  g_signal_connect (other, "looked", G_CALLBACK (looked_cb), &others);
  np_port_watch_start (watch); /* a look is under way */
  np_port_watch_stop (watch);
  np_port_watch_start (other);
  test_wait_until (others.n_looks == 2);
  g_assert_cmpuint (looks.n_looks, ==, 0);
  np_port_watch_stop (other);
  wait_until_gone (watch);
  wait_until_gone (other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/port-watch/comes-and-goes", test_comes_and_goes);
  g_test_add_func ("/port-watch/says-nothing-when-stopped", test_says_nothing_when_stopped);
  return g_test_run ();
}
