/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "np-error.h"
#include "np-programmer.h"

#define GRACE_SECONDS 3 /* between TERM and KILL */
#define DRAIN_MS 1000   /* for what is still in the pipes when the program has ended */
#define READ_SIZE 65536
#define LOCK_TARGET_FD 3

/* Where ST's installer and packages put it (facts). A place that begins with ~ is in the home folder. */
static const char *const places[] = {
  "~/STMicroelectronics/STM32Cube/STM32CubeProgrammer/bin",
  "/usr/local/STMicroelectronics/STM32Cube/STM32CubeProgrammer/bin",
  "/opt/STMicroelectronics/STM32Cube/STM32CubeProgrammer/bin",
  "/opt/stm32cubeprog/bin",
};
static const char *const names[] = { "STM32_Programmer_CLI", "STM32_Programmer.sh" };

struct _NpProgrammer
{
  GObject parent_instance;

  char *path;
  char *folder; /* the program's own, links followed */
  double timeout_factor;
};

G_DEFINE_FINAL_TYPE (NpProgrammer, np_programmer, G_TYPE_OBJECT)

/* One call. It is over when the program has been reaped and both its pipes are at their end. */
typedef struct
{
  NpProgrammerCommand *command;
  NpProgrammerOutput *output;
  GSubprocess *process;
  pid_t group;
  GCancellable *reading; /* given up when a descendant keeps a pipe open after the program's end */
  guint n_pending;       /* the wait and the two pipes */
  gboolean reaped;
  gboolean timed_out;
  gboolean stopped; /* by its cancellable */
  GSource *timeout;
  GSource *cancelled;
  GSource *kill;
  GSource *drain;
} Call;

static void
clear_source (GSource **source)
{
  if (*source == NULL)
    return;
  g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
call_free (Call *call)
{
  clear_source (&call->timeout);
  clear_source (&call->cancelled);
  clear_source (&call->kill);
  clear_source (&call->drain);
  np_programmer_command_free (call->command);
  g_object_unref (call->output);
  g_clear_object (&call->process);
  g_object_unref (call->reading);
  g_free (call);
}

static void
np_programmer_finalize (GObject *object)
{
  NpProgrammer *self = NP_PROGRAMMER (object);

  g_free (self->path);
  g_free (self->folder);
  G_OBJECT_CLASS (np_programmer_parent_class)->finalize (object);
}

static void
np_programmer_class_init (NpProgrammerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_programmer_finalize;
}

static void
np_programmer_init (NpProgrammer *self)
{
  self->timeout_factor = 1;
}

/**
 * np_programmer_new:
 * @path: absolute path of STM32_Programmer_CLI, see np_programmer_locate ()
 */
NpProgrammer *
np_programmer_new (const char *path)
{
  NpProgrammer *self;
  g_autofree char *real = NULL;

  g_return_val_if_fail (path != NULL && g_path_is_absolute (path), NULL);

  self = g_object_new (NP_TYPE_PROGRAMMER, NULL);
  real = realpath (path, NULL);
  self->path = g_strdup (path);
  self->folder = g_path_get_dirname (real != NULL ? real : path);
  return self;
}

const char *
np_programmer_get_path (NpProgrammer *self)
{
  g_return_val_if_fail (NP_IS_PROGRAMMER (self), NULL);
  return self->path;
}

void
np_programmer_set_timeout_factor (NpProgrammer *self, double factor)
{
  g_return_if_fail (NP_IS_PROGRAMMER (self) && factor > 0);

  self->timeout_factor = factor;
}

static gboolean
is_program (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_REGULAR) && g_file_test (path, G_FILE_TEST_IS_EXECUTABLE);
}

static char *
find_in_folder (const char *folder)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      if (is_program (path))
        return g_steal_pointer (&path);
    }
  return NULL;
}

/* The program itself, its bin folder or the installation's. */
static char *
find_where_told (const char *where)
{
  g_autofree char *absolute = g_canonicalize_filename (where, NULL);
  g_autofree char *bin = g_build_filename (absolute, "bin", NULL);
  char *found;

  if (is_program (absolute))
    return g_steal_pointer (&absolute);
  found = find_in_folder (absolute);
  return found != NULL ? found : find_in_folder (bin);
}

char *
np_programmer_locate (const char *folder, GError **error)
{
  g_autofree char *in_path = NULL;
  g_autoptr(GString) looked_in = g_string_new (NULL);
  char *found;

  if (folder != NULL)
    {
      found = find_where_told (folder);
      if (found == NULL)
        g_set_error (error, NP_ERROR, NP_ERROR_TOOL_MISSING,
                     _("STM32CubeProgrammer is not in %s. Choose the folder that it is installed in."), folder);
      return found;
    }
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *place
          = places[i][0] == '~' ? g_build_filename (g_get_home_dir (), places[i] + 1, NULL) : g_strdup (places[i]);

      found = find_in_folder (place);
      if (found != NULL)
        return found;
      g_string_append_printf (looked_in, "%s, ", place);
    }
  in_path = g_find_program_in_path (names[0]);
  if (in_path != NULL)
    return g_canonicalize_filename (in_path, NULL);
  g_set_error (
      error, NP_ERROR, NP_ERROR_TOOL_MISSING,
      _("STM32CubeProgrammer is not installed. It was looked for in %sand in PATH. Install it from st.com, or tell where it is."),
      looked_in->str);
  return NULL;
}

static int
compare_paths (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
np_programmer_find_loaders (NpProgrammer *self)
{
  GPtrArray *loaders = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *folder = NULL;
  g_autoptr(GDir) directory = NULL;
  const char *name;

  g_return_val_if_fail (NP_IS_PROGRAMMER (self), loaders);

  folder = g_build_filename (self->folder, "ExternalLoader", NULL);
  directory = g_dir_open (folder, 0, NULL);
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    if (g_str_has_suffix (name, ".stldr"))
      g_ptr_array_add (loaders, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (loaders, compare_paths);
  return loaders;
}

/* -log belongs after the connection and its words ("-c port=SWD …"), or at the end. */
static GStrv
command_line (NpProgrammer *self, const NpProgrammerCommand *command, const char *log_file)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  gboolean connection = FALSE, logged = log_file == NULL;

  g_strv_builder_add (builder, self->path);
  for (char **argument = command->arguments; *argument != NULL; argument++)
    {
      if (connection && !logged && **argument == '-')
        {
          g_strv_builder_add_many (builder, "-log", log_file, NULL);
          logged = TRUE;
        }
      connection |= strcmp (*argument, "-c") == 0;
      g_strv_builder_add (builder, *argument);
    }
  if (!logged)
    g_strv_builder_add_many (builder, "-log", log_file, NULL);
  return g_strv_builder_end (builder);
}

/* Signals must reach everything that it starts, and a Ctrl+C on our terminal not it. */
static void
child_setup (gpointer user_data)
{
  setsid ();
  signal (SIGPIPE, SIG_IGN); /* if we are killed, it must finish what it writes although nobody reads its words */
}

static GSubprocessLauncher *
make_launcher (NpProgrammer *self)
{
  GSubprocessLauncher *launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autofree char *libraries = g_build_filename (self->folder, "..", "lib", NULL);
  const char *path = g_getenv ("LD_LIBRARY_PATH");

  g_subprocess_launcher_set_child_setup (launcher, child_setup, NULL, NULL);
  g_subprocess_launcher_set_cwd (launcher, self->folder);
  g_subprocess_launcher_setenv (launcher, "LC_ALL", "C", TRUE);
  if (g_file_test (libraries, G_FILE_TEST_IS_DIR))
    {
      g_autofree char *search = path != NULL && *path != '\0' ? g_strconcat (libraries, ":", path, NULL) : g_strdup (libraries);

      g_subprocess_launcher_setenv (launcher, "LD_LIBRARY_PATH", search, TRUE);
    }
  return launcher;
}

static gboolean
launcher_give_lock (GSubprocessLauncher *launcher, NpProbeLock *lock, GError **error)
{
  int fd = fcntl (np_probe_lock_get_fd (lock), F_DUPFD_CLOEXEC, LOCK_TARGET_FD);

  if (fd == -1)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), _("CubeProgrammer can't be started: %s"), g_strerror (errno));
      return FALSE;
    }
  g_subprocess_launcher_take_fd (launcher, fd, LOCK_TARGET_FD);
  return TRUE;
}

/* Without a group there was nothing left to signal when it was started. */
static void
call_signal (Call *call, int number)
{
  if (call->group > 0)
    killpg (call->group, number);
}

static void
call_return (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  const NpProgrammerCommand *command = call->command;
  GSubprocess *process = call->process;
  g_autoptr(GError) error = NULL;

  clear_source (&call->timeout);
  clear_source (&call->cancelled);
  clear_source (&call->drain);
  np_programmer_output_end (call->output);
  if (call->timed_out)
    g_task_return_new_error (task, NP_ERROR, NP_ERROR_TIMED_OUT, _("CubeProgrammer had not ended after %.0f s and was stopped."),
                             command->timeout_ms / 1000.0);
  else if (call->stopped)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Stopped"));
  else if (g_subprocess_get_if_signaled (process))
    g_task_return_new_error (task, NP_ERROR, NP_ERROR_TOOL_FAILED, _("CubeProgrammer was ended by signal %d (%s)."),
                             g_subprocess_get_term_sig (process), g_strsignal (g_subprocess_get_term_sig (process)));
  else if (!np_programmer_output_check (call->output, command->operation, g_subprocess_get_exit_status (process), &error))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
call_part_ended (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  if (--call->n_pending == 0)
    call_return (task);
}

static gboolean
drain_cb (gpointer user_data)
{
  Call *call = g_task_get_task_data (user_data);

  g_cancellable_cancel (call->reading);
  return G_SOURCE_REMOVE;
}

static void
waited_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (!g_subprocess_wait_finish (G_SUBPROCESS (source), result, &error))
    g_critical ("%s", error->message); /* without a cancellable it can't fail */
  call->reaped = TRUE;
  /* It may have died of TERM while a program that it started didn't. */
  if (call->timed_out || call->stopped)
    call_signal (call, SIGKILL);
  clear_source (&call->kill);
  if (call->n_pending > 1)
    {
      call->drain = g_timeout_source_new (DRAIN_MS);
      g_task_attach_source (task, call->drain, drain_cb);
    }
  call_part_ended (task);
}

static void read_more (GTask *task, GInputStream *pipe);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GInputStream *pipe = G_INPUT_STREAM (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_input_stream_read_bytes_finish (pipe, result, &error);
  gsize length = 0;
  const guint8 *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;

  if (length == 0)
    {
      if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_warning ("output of %s: %s", np_programmer_get_path (g_task_get_source_object (task)), error->message);
      call_part_ended (task);
      return;
    }
  if (pipe == g_subprocess_get_stdout_pipe (call->process))
    np_programmer_output_feed (call->output, data, length);
  else
    np_programmer_output_feed_noise (call->output, data, length);
  read_more (task, pipe);
}

static void
read_more (GTask *task, GInputStream *pipe)
{
  Call *call = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (pipe, READ_SIZE, G_PRIORITY_DEFAULT, call->reading, read_cb, g_object_ref (task));
}

static gboolean
kill_cb (gpointer user_data)
{
  Call *call = g_task_get_task_data (user_data);

  call_signal (call, SIGKILL);
  return G_SOURCE_REMOVE;
}

static void
call_end (GTask *task)
{
  Call *call = g_task_get_task_data (task);

  if (call->reaped || call->kill != NULL)
    return;
  call_signal (call, SIGTERM);
  call->kill = g_timeout_source_new_seconds (GRACE_SECONDS);
  g_task_attach_source (task, call->kill, kill_cb);
}

static gboolean
timeout_cb (gpointer user_data)
{
  Call *call = g_task_get_task_data (user_data);

  call->timed_out = !call->reaped && !call->stopped;
  call_end (user_data);
  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Call *call = g_task_get_task_data (user_data);

  call->stopped = !call->reaped && !call->timed_out;
  call_end (user_data);
  return G_SOURCE_REMOVE;
}

static void
call_watch (GTask *task)
{
  Call *call = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  call->n_pending = 3;
  read_more (task, g_subprocess_get_stdout_pipe (call->process));
  read_more (task, g_subprocess_get_stderr_pipe (call->process));
  /* Without the cancellable: it is always reaped before we report. */
  g_subprocess_wait_async (call->process, NULL, waited_cb, g_object_ref (task));
  call->timeout = g_timeout_source_new (call->command->timeout_ms);
  g_task_attach_source (task, call->timeout, timeout_cb);
  if (cancellable != NULL && call->command->interruptible)
    {
      call->cancelled = g_cancellable_source_new (cancellable);
      g_task_attach_source (task, call->cancelled, G_SOURCE_FUNC (cancelled_cb));
    }
}

void
np_programmer_run_async (NpProgrammer *self, const NpProgrammerCommand *command, NpProgrammerOutput *output, NpProbeLock *lock,
                         const char *log_file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GSubprocessLauncher) launcher = NULL;
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) arguments = NULL;
  const char *identifier;
  Call *call;

  g_return_if_fail (NP_IS_PROGRAMMER (self));
  g_return_if_fail (command != NULL);
  g_return_if_fail (NP_IS_PROGRAMMER_OUTPUT (output));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, np_programmer_run_async);
  if (g_task_return_error_if_cancelled (task))
    return;
  /* From here on the result is the call's own: what was done is told even if nobody waits for it any more. */
  g_task_set_check_cancellable (task, FALSE);
  call = g_new0 (Call, 1);
  call->command = np_programmer_command_copy (command);
  call->command->timeout_ms = (guint) (command->timeout_ms * self->timeout_factor);
  call->output = g_object_ref (output);
  call->reading = g_cancellable_new ();
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);

  launcher = make_launcher (self);
  if (lock != NULL && !launcher_give_lock (launcher, lock, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  arguments = command_line (self, command, log_file);
  call->process = g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments, &error);
  if (call->process == NULL)
    {
      g_task_return_new_error (task, NP_ERROR, NP_ERROR_TOOL_MISSING, _("CubeProgrammer can't be started: %s"), error->message);
      return;
    }
  identifier = g_subprocess_get_identifier (call->process);
  call->group = identifier != NULL ? (pid_t) g_ascii_strtoll (identifier, NULL, 10) : 0; /* NULL: it has already ended */
  call_watch (task);
}

gboolean
np_programmer_run_finish (NpProgrammer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
