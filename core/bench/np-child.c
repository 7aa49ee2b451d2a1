/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "np-child.h"
#include "np-error.h"

#define GRACE_SECONDS 3 /* between TERM and KILL */
#define DRAIN_MS 1000   /* for what is still in the pipes when the program has ended */
#define READ_SIZE 65536
#define INPUT_MAX_SIZE 4096 /* a pipe takes that without a reader */
#define LOCK_TARGET_FD 3
#define HELD_TARGET_FD 4
#define FIRST_SOURCE_FD 6 /* behind the targets */

/* One program. It is over when it has been reaped and its pipes are at their end. */
typedef struct
{
  char *name;
  guint timeout_ms;
  gboolean interruptible;
  gboolean alone;
  NpChildOutputFunc read;
  void (*ending) (gpointer read_data);
  gpointer read_data;
  GSubprocessLauncher *launcher; /* until it has started */
  GStrv arguments;
  GSubprocess *process;
  pid_t *group; /* in memory that it shares; 0 until it has begun */
  int input_fd;
  GCancellable *reading; /* given up when a descendant keeps a pipe open after the program's end */
  guint n_pending;       /* the wait and the pipes */
  gboolean reaped;
  gboolean timed_out;
  gboolean stopped; /* by its cancellable */
  GSource *timeout;
  GSource *cancelled;
  GSource *kill;
  GSource *drain;
} Child;

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
child_free (Child *child)
{
  clear_source (&child->timeout);
  clear_source (&child->cancelled);
  clear_source (&child->kill);
  clear_source (&child->drain);
  g_clear_object (&child->launcher);
  g_clear_object (&child->process);
  g_object_unref (child->reading);
  if (child->input_fd != -1)
    close (child->input_fd);
  g_strfreev (child->arguments);
  g_free (child->name);
  if (child->group != NULL)
    munmap (child->group, sizeof *child->group);
  g_free (child);
}

/* --- Its start ---------------------------------------------------------- */

/* Signals must reach everything that it starts, and a Ctrl+C on our terminal not it. It tells its group itself: GSubprocess doesn't name a
 * program that has already ended, and what that has started may live on. */
static void
child_setup (gpointer user_data)
{
  pid_t *group = user_data;

  *group = setsid ();
  signal (SIGPIPE, SIG_IGN); /* if we are killed, it must finish what it writes although nobody reads its words */
}

static gboolean
fail_with_errno (GError **error, const char *name)
{
  int saved_errno = errno;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (saved_errno), _("%s can't be started: %s"), name, g_strerror (saved_errno));
  return FALSE;
}

static gboolean
launcher_give_fd (GSubprocessLauncher *launcher, const char *name, int source, int target, GError **error)
{
  int fd = fcntl (source, F_DUPFD_CLOEXEC, FIRST_SOURCE_FD);

  if (fd == -1)
    return fail_with_errno (error, name);
  g_subprocess_launcher_take_fd (launcher, fd, target);
  return TRUE;
}

static gboolean
launcher_give_locks (GSubprocessLauncher *launcher, const NpChildProgram *program, GError **error)
{
  return (program->lock == NULL || launcher_give_fd (launcher, program->name, np_probe_lock_get_fd (program->lock), LOCK_TARGET_FD, error)) &&
         (program->held == 0 || launcher_give_fd (launcher, program->name, program->held, HELD_TARGET_FD, error));
}

/* Written before the program is there: a program that ends at once can't make us write into a pipe without a reader. */
static gboolean
launcher_give_input (GSubprocessLauncher *launcher, const NpChildProgram *program, int *input_fd, GError **error)
{
  gsize length = program->input != NULL ? strlen (program->input) : 0;
  int fds[2] = { -1, -1 };

  g_assert (length <= INPUT_MAX_SIZE);
  if (program->input == NULL)
    fds[0] = open ("/dev/null", O_RDONLY | O_CLOEXEC);
  else if (!g_unix_open_pipe (fds, FD_CLOEXEC, error))
    return FALSE;
  *input_fd = fds[1];
  if (fds[0] == -1)
    return fail_with_errno (error, program->name);
  g_subprocess_launcher_take_stdin_fd (launcher, fds[0]);
  return (length == 0 || write (fds[1], program->input, length) == (gssize) length || fail_with_errno (error, program->name)) &&
         launcher_give_fd (launcher, program->name, fds[0], NP_CHILD_INPUT_FD, error);
}

/* All that can be done before the process is there; nothing of @program is needed afterwards. */
static gboolean
child_prepare (Child *child, const NpChildProgram *program, GError **error)
{
  void *shared = mmap (NULL, sizeof *child->group, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

  if (shared == MAP_FAILED)
    return fail_with_errno (error, program->name);
  child->group = shared;
  child->launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                                               (program->merged ? G_SUBPROCESS_FLAGS_STDERR_MERGE : G_SUBPROCESS_FLAGS_STDERR_PIPE));
  child->arguments = g_strdupv ((char **) program->arguments);
  g_subprocess_launcher_set_child_setup (child->launcher, child_setup, child->group, NULL);
  g_subprocess_launcher_set_cwd (child->launcher, program->folder);
  for (const char *const *item = program->environment; item != NULL && *item != NULL; item += 2)
    g_subprocess_launcher_setenv (child->launcher, item[0], item[1], TRUE);
  return launcher_give_locks (child->launcher, program, error) && launcher_give_input (child->launcher, program, &child->input_fd, error);
}

static gboolean
child_spawn (Child *child, GError **error)
{
  g_autoptr(GError) refused = NULL;

  np_probe_lock_begin_start ();
  child->process = g_subprocess_launcher_spawnv (child->launcher, (const char *const *) child->arguments, &refused);
  np_probe_lock_end_start ();
  g_clear_object (&child->launcher); /* with our copies of what it was given */
  if (child->process == NULL)
    {
      g_set_error (error, NP_ERROR, NP_ERROR_TOOL_MISSING, _("%s can't be started: %s"), child->name, refused->message);
      return FALSE;
    }
  return TRUE;
}

/* --- Its end -------------------------------------------------------------- */

static void
child_signal (Child *child, int number)
{
  if (*child->group > 0)
    killpg (*child->group, number);
}

static void
child_return (GTask *task)
{
  Child *child = g_task_get_task_data (task);
  GSubprocess *process = child->process;

  clear_source (&child->timeout);
  clear_source (&child->cancelled);
  clear_source (&child->drain);
  if (child->timed_out)
    g_task_return_new_error (task, NP_ERROR, NP_ERROR_TIMED_OUT, _("%s had not ended after %.0f s and was stopped."), child->name,
                             child->timeout_ms / 1000.0);
  else if (child->stopped)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Stopped"));
  else if (g_subprocess_get_if_signaled (process))
    g_task_return_new_error (task, NP_ERROR, NP_ERROR_TOOL_FAILED, _("%s was ended by signal %d (%s)."), child->name,
                             g_subprocess_get_term_sig (process), g_strsignal (g_subprocess_get_term_sig (process)));
  else
    g_task_return_int (task, g_subprocess_get_exit_status (process));
}

static void
child_part_ended (GTask *task)
{
  Child *child = g_task_get_task_data (task);

  if (--child->n_pending == 0)
    child_return (task);
}

static gboolean
drain_cb (gpointer user_data)
{
  Child *child = g_task_get_task_data (user_data);

  g_cancellable_cancel (child->reading);
  return G_SOURCE_REMOVE;
}

static void
waited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Child *child = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error))
    g_critical ("%s", error->message); /* without a cancellable it can't fail */
  child->reaped = TRUE;
  /* It may have died of TERM while a program that it started didn't. */
  if (child->timed_out || child->stopped || child->alone)
    child_signal (child, SIGKILL);
  clear_source (&child->kill);
  if (child->n_pending > 1)
    {
      child->drain = g_timeout_source_new (DRAIN_MS);
      g_task_attach_source (task, child->drain, drain_cb);
    }
  child_part_ended (task);
}

static gboolean
kill_cb (gpointer user_data)
{
  Child *child = g_task_get_task_data (user_data);

  child_signal (child, SIGKILL);
  return G_SOURCE_REMOVE;
}

static void
child_end (GTask *task)
{
  Child *child = g_task_get_task_data (task);

  if (child->reaped || child->kill != NULL)
    return;
  child_signal (child, SIGTERM);
  child->kill = g_timeout_source_new_seconds (GRACE_SECONDS);
  g_task_attach_source (task, child->kill, kill_cb);
}

static gboolean
timeout_cb (gpointer user_data)
{
  Child *child = g_task_get_task_data (user_data);

  child->timed_out = !child->reaped && !child->stopped;
  if (child->timed_out && child->ending != NULL)
    child->ending (child->read_data);
  child_end (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Child *child = g_task_get_task_data (user_data);

  child->stopped = !child->reaped && !child->timed_out;
  child_end (user_data);
  return G_SOURCE_REMOVE;
}

/* --- Its output ------------------------------------------------------------- */

static void read_more (GTask *task, GInputStream *pipe);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Child *child = g_task_get_task_data (task);
  GInputStream *pipe = G_INPUT_STREAM (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (pipe, result, &error);
  gsize length = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (length == 0)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("output of %s: %s", child->name, error->message);
      child_part_ended (task);
      return;
    }
  child->read (data, length, pipe == g_subprocess_get_stderr_pipe (child->process), child->read_data);
  read_more (task, pipe);
}

static void
read_more (GTask *task, GInputStream *pipe)
{
  Child *child = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (pipe, READ_SIZE, G_PRIORITY_DEFAULT, child->reading, read_cb, g_object_ref (task));
}

/* @pipe: (nullable): merged with the other */
static void
read_pipe (GTask *task, GInputStream *pipe)
{
  Child *child = g_task_get_task_data (task);

  if (pipe == NULL)
    return;
  child->n_pending++;
  read_more (task, pipe);
}

static void
child_watch (GTask *task)
{
  Child *child = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  child->n_pending = 1;
  read_pipe (task, g_subprocess_get_stdout_pipe (child->process));
  read_pipe (task, g_subprocess_get_stderr_pipe (child->process));
  /* Without the cancellable: it is always reaped before we report. */
  g_subprocess_wait_async (child->process, NULL, waited_cb, g_object_ref (task));
  child->timeout = g_timeout_source_new (child->timeout_ms);
  g_task_attach_source (task, child->timeout, timeout_cb);
  if (cancellable != NULL && child->interruptible)
    {
      child->cancelled = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, child->cancelled, G_SOURCE_FUNC (cancelled_cb));
    }
}

/* --- Its start, in a thread --------------------------------------------------- */

/* Copying a large process and waiting until the copy has become the program takes milliseconds: 64 boards at once would hold up the main
 * loop for a second. One thread for all: they would wait for each other in the kernel anyway. */
static void
spawn_cb (gpointer data, gpointer user_data)
{
  g_autoptr(GTask) spawning = data;
  Child *child = g_task_get_task_data (g_task_get_task_data (spawning));
  GError *error = NULL;

  if (g_task_return_error_if_cancelled (spawning))
    return;
  if (child_spawn (child, &error))
    g_task_return_boolean (spawning, TRUE);
  else
    g_task_return_error (spawning, error);
}

static void
spawned_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    child_watch (task);
  else
    g_task_return_error (task, error);
}

static void
child_spawn_in_thread (GTask *task)
{
  static GThreadPool *pool;
  Child *child = g_task_get_task_data (task);
  GTask *spawning = g_task_new (NULL, child->interruptible ? g_task_get_cancellable (task) : NULL, spawned_cb, g_object_ref (task));

  g_task_set_source_tag (spawning, child_spawn_in_thread);
  g_task_set_check_cancellable (spawning, FALSE); /* a program that has started is watched to its end */
  g_task_set_task_data (spawning, g_object_ref (task), g_object_unref);
  if (g_once_init_enter (&pool))
    g_once_init_leave (&pool, g_thread_pool_new (spawn_cb, NULL, 1, FALSE, NULL));
  g_thread_pool_push (pool, spawning, NULL);
}

/* --- Public ------------------------------------------------------------------- */

void
np_child_run_async (const NpChildProgram *program, NpChildOutputFunc read, gpointer read_data, GCancellable *cancellable,
                    GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  Child *child;

  g_return_if_fail (program != NULL && read != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_child_run_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  /* From here on the result is the program's own: what was done is told even if nobody waits for it any more. */
  g_task_set_check_cancellable (task, FALSE);
  child = g_new0 (Child, 1);
  child->name = g_strdup (program->name);
  child->timeout_ms = program->timeout_ms;
  child->interruptible = program->interruptible;
  child->alone = program->alone;
  child->read = read;
  child->ending = program->ending;
  child->read_data = read_data;
  child->reading = g_cancellable_new ();
  child->input_fd = -1;
  g_task_set_task_data (task, child, (GDestroyNotify) child_free);
  if (child_prepare (child, program, &error))
    child_spawn_in_thread (task);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

gboolean
np_child_run_finish (GAsyncResult *result, int *exit_status, GError **error)
{
  g_autoptr(GError) failure = NULL;
  gssize value;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  value = g_task_propagate_int (G_TASK (result), &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  *exit_status = (int) value;
  return TRUE;
}
