/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "np-child.h"
#include "np-error.h"
#include "np-programmer.h"

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
      g_string_append_printf (looked_in, "\n%s", places[i]);
    }
  in_path = g_find_program_in_path (names[0]);
  if (in_path != NULL)
    return g_canonicalize_filename (in_path, NULL);
  g_set_error (
      error, NP_ERROR, NP_ERROR_TOOL_MISSING,
      /* Translators: lines of folders follow */
      _("STM32CubeProgrammer is not installed. Install it from st.com, or tell where it is. It was looked for in PATH and in:%s"),
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

/* --- Running it ------------------------------------------------------------- */

typedef struct
{
  NpOperation operation;
  NpProgrammerOutput *output;
} Call;

static void
call_free (Call *call)
{
  g_object_unref (call->output);
  g_free (call);
}

static void
output_cb (const guint8 *data, gsize length, gboolean is_error_output, gpointer user_data)
{
  if (is_error_output)
    np_programmer_output_feed_noise (user_data, data, length);
  else
    np_programmer_output_feed (user_data, data, length);
}

static void
ended_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  Call *call = g_task_get_task_data (task);
  GError *error = NULL;
  int exit_status;
  gboolean ended = np_child_run_finish (result, &exit_status, &error);

  np_programmer_output_end (call->output);
  if (ended && np_programmer_output_check (call->output, call->operation, exit_status, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

char *
np_programmer_dup_library_path (NpProgrammer *self)
{
  g_autofree char *libraries = g_build_filename (self->folder, "..", "lib", NULL);
  const char *path = g_getenv ("LD_LIBRARY_PATH");

  if (!g_file_test (libraries, G_FILE_TEST_IS_DIR))
    return NULL;
  return path != NULL && *path != '\0' ? g_strconcat (libraries, ":", path, NULL) : g_steal_pointer (&libraries);
}

void
np_programmer_run_async (NpProgrammer *self, const NpProgrammerCommand *command, NpProgrammerOutput *output, NpProbeLock *lock,
                         const char *log_file, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr(GTask) task = NULL;
  g_auto(GStrv) arguments = NULL;
  g_autofree char *libraries = NULL;
  NpChildProgram program = { 0 };
  Call *call;

  g_return_if_fail (NP_IS_PROGRAMMER (self));
  g_return_if_fail (command != NULL);
  g_return_if_fail (NP_IS_PROGRAMMER_OUTPUT (output));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, np_programmer_run_async);
  call = g_new0 (Call, 1);
  call->operation = command->operation;
  call->output = g_object_ref (output);
  g_task_set_task_data (task, call, (GDestroyNotify) call_free);

  arguments = command_line (self, command, log_file);
  libraries = np_programmer_dup_library_path (self);
  program.arguments = (const char *const *) arguments;
  program.name = "CubeProgrammer";
  program.folder = self->folder;
  program.environment = (const char *const[]) { "LC_ALL", "C", libraries != NULL ? "LD_LIBRARY_PATH" : NULL, libraries, NULL };
  program.lock = lock;
  program.timeout_ms = (guint) (command->timeout_ms * self->timeout_factor);
  program.interruptible = command->interruptible;
  np_child_run_async (&program, output_cb, output, cancellable, ended_cb, g_steal_pointer (&task));
}

gboolean
np_programmer_run_finish (NpProgrammer *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
