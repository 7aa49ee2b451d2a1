/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench/np-probe-lock.h"
#include "np-error.h"
#include "np-paths.h"
#include "support.h"

#define PROBE "066DFF485754727567021514"

static void
test_exclusive (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProbeLock) lock = NULL;
  g_autoptr(NpProbeLock) other = NULL;

  g_assert_false (np_probe_lock_is_held (PROBE));
  lock = np_probe_lock_acquire (PROBE, &error);
  g_assert_no_error (error);
  g_assert_true (np_probe_lock_is_held (PROBE));
  g_assert_false (np_probe_lock_is_held_elsewhere (PROBE));
  g_assert_false (np_probe_lock_is_held ("another"));

  g_assert_null (np_probe_lock_acquire (PROBE, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_BUSY);
  g_assert_cmpstr (error->message, ==, "This program already uses the probe.");
  g_clear_error (&error);

  np_probe_lock_unref (np_probe_lock_ref (lock));
  g_assert_true (np_probe_lock_is_held (PROBE));
  g_clear_pointer (&lock, np_probe_lock_unref);
  g_assert_false (np_probe_lock_is_held (PROBE));
  other = np_probe_lock_acquire (PROBE, &error);
  g_assert_no_error (error);
}

/* Asking must not get in the way of whoever takes it. */
static void
test_asking_takes_nothing (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProbeLock) lock = NULL;

  g_assert_false (np_probe_lock_is_held ("A0"));
  lock = np_probe_lock_acquire ("A0", &error);
  g_assert_no_error (error);
}

/* A child that inherited it keeps it when we are gone; the message tells that nobody else has to be looked for. */
static void
test_inherited (void)
{
  g_autoptr(GError) error = NULL;
  int ready[2], end[2];
  pid_t owner, heir;
  char byte;

  g_assert_cmpint (pipe (ready), ==, 0);
  g_assert_cmpint (pipe (end), ==, 0);
  owner = fork ();
  g_assert_cmpint (owner, >=, 0);
  if (owner == 0)
    {
      NpProbeLock *lock = np_probe_lock_acquire (PROBE, NULL);

      heir = lock != NULL ? fork () : -1;
      if (heir == 0)
        {
          close (end[1]);
          if (write (ready[1], "x", 1) != 1 || read (end[0], &byte, 1) != 0)
            _exit (1);
        }
      _exit (0);
    }
  close (end[0]);
  g_assert_cmpint (waitpid (owner, NULL, 0), ==, owner);
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);

  g_assert_true (np_probe_lock_is_held (PROBE));
  g_assert_null (np_probe_lock_acquire (PROBE, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, "started earlier"));

  close (end[1]);
  close (ready[0]);
  close (ready[1]);
  while (np_probe_lock_is_held (PROBE))
    g_thread_yield ();
}

/* Another thread starts a program for another board, which becomes that program when the lock was given back. */
static gpointer
start_another (gpointer data)
{
  int *given_back = data;
  pid_t copy;
  char byte = 0;

  np_probe_lock_begin_start ();
  copy = test_start_copy ();
  g_assert_cmpint (write (given_back[1], &byte, 1), ==, 1); /* it has begun */
  g_assert_cmpint (read (given_back[1], &byte, 1), ==, 1);
  test_end_copy (copy);
  np_probe_lock_end_start ();
  return NULL;
}

/* It must not keep the lock from whoever takes it next. */
static void
test_copied_for_a_moment (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProbeLock) lock = np_probe_lock_acquire (PROBE, &error);
  int wires[2];
  GThread *thread;
  char byte;

  g_assert_no_error (error);
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM, 0, wires), ==, 0);
  thread = g_thread_new ("start", start_another, wires);
  g_assert_cmpint (read (wires[0], &byte, 1), ==, 1);
  g_clear_pointer (&lock, np_probe_lock_unref);
  g_assert_true (np_probe_lock_is_held (PROBE)); /* by the copy */
  g_assert_cmpint (write (wires[0], &byte, 1), ==, 1);
  lock = np_probe_lock_acquire (PROBE, &error);
  g_thread_join (thread);
  g_assert_no_error (error);
  close (wires[0]);
  close (wires[1]);
}

static void
test_other_process (void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *expected = NULL;
  int ready[2];
  pid_t other;
  char byte;

  g_assert_cmpint (pipe (ready), ==, 0);
  other = fork ();
  g_assert_cmpint (other, >=, 0);
  if (other == 0)
    {
      NpProbeLock *lock = np_probe_lock_acquire (PROBE, NULL);

      if (lock == NULL || write (ready[1], "x", 1) != 1)
        _exit (1);
      for (;;)
        pause ();
    }
  g_assert_cmpint (read (ready[0], &byte, 1), ==, 1);
  g_assert_true (np_probe_lock_is_held_elsewhere (PROBE));
  expected = g_strdup_printf ("(process %d)", other);
  g_assert_null (np_probe_lock_acquire (PROBE, &error));
  g_assert_error (error, NP_ERROR, NP_ERROR_BUSY);
  g_assert_nonnull (strstr (error->message, expected));

  kill (other, SIGKILL);
  g_assert_cmpint (waitpid (other, NULL, 0), ==, other);
  g_assert_false (np_probe_lock_is_held (PROBE));
  close (ready[0]);
  close (ready[1]);
}

/* Serial numbers of clones hold any byte: none may lead out of the folder, and no two may share a lock. */
static void
test_odd_serials (void)
{
  static const char *const serials[] = { "R", "../../x", "5&1E237D3C&0&3", "6\xFFn\x06p", "a/b", "a%2Fb", "", "." };
  NpProbeLock *locks[G_N_ELEMENTS (serials) + 2];
  g_autofree char *long_serial = g_strnfill (500, 'A');
  g_autofree char *longer_serial = g_strnfill (501, 'A');
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) folder = NULL;
  guint n_files = 0;
  const char *name;

  for (guint i = 0; i < G_N_ELEMENTS (locks); i++)
    {
      const char *serial = i < G_N_ELEMENTS (serials) ? serials[i] : i == G_N_ELEMENTS (serials) ? long_serial : longer_serial;

      locks[i] = np_probe_lock_acquire (serial, &error);
      g_assert_no_error (error);
      g_assert_true (np_probe_lock_is_held (serial));
    }
  folder = g_dir_open (np_paths_get_runtime_folder (), 0, NULL);
  while ((name = g_dir_read_name (folder)) != NULL)
    n_files += g_str_has_prefix (name, "probe-") && g_str_has_suffix (name, ".lock");
  g_assert_cmpuint (n_files, >=, G_N_ELEMENTS (locks));
  for (guint i = 0; i < G_N_ELEMENTS (locks); i++)
    np_probe_lock_unref (locks[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_test_add_func ("/probe-lock/exclusive", test_exclusive);
  g_test_add_func ("/probe-lock/asking-takes-nothing", test_asking_takes_nothing);
  g_test_add_func ("/probe-lock/inherited", test_inherited);
  g_test_add_func ("/probe-lock/copied-for-a-moment", test_copied_for_a_moment);
  g_test_add_func ("/probe-lock/other-process", test_other_process);
  g_test_add_func ("/probe-lock/odd-serials", test_odd_serials);
  return g_test_run ();
}
