/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-ui"

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "factory/np-problem.h"
#include "np-application.h"
#include "np-settings.h"
#include "np-window.h"
#include "ui-compat.h"

#define SAMPLE_BOARDS 4
#define SAMPLE_PLATFORM "stm32wba6"
#define USAGE_STATUS 2
#define SHUTDOWN_SECONDS 5
#define PORTS_FILE_NAME "ports.ini" /* which probe has which number: of hardware the user's, of a simulated bench its own */

struct _NpApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  GHashTable *benches; /* name → NpBench */
  guint signal_sources[2];
};

G_DEFINE_FINAL_TYPE (NpApplication, np_application, ADW_TYPE_APPLICATION)

/* Benches */

static const char *
get_simulated_folder (const char *name)
{
  return g_str_has_prefix (name, NP_BENCH_NAME_SIMULATED ":") ? name + strlen (NP_BENCH_NAME_SIMULATED ":") : NULL;
}

static gboolean
is_simulated (const char *name)
{
  return g_str_equal (name, NP_BENCH_NAME_SIMULATED) || get_simulated_folder (name) != NULL;
}

static gboolean
is_bench_name (const char *name)
{
  const char *folder = get_simulated_folder (name);

  return g_str_equal (name, NP_BENCH_NAME_HARDWARE) || (is_simulated (name) && (folder == NULL || *folder != '\0'));
}

static NpBench *
make_bench (NpApplication *self, const char *name, GError **error)
{
  g_autofree char *programmer_folder = g_settings_get_string (self->settings, "programmer-folder");
  const char *folder = get_simulated_folder (name);
  g_autoptr(NpBenchFolder) bench_folder = NULL;
  g_autofree char *ports_file = NULL;
  NpBench *bench;

  if (!is_simulated (name))
    {
      bench = np_bench_new_hardware (*programmer_folder != '\0' ? programmer_folder : NULL);
      ports_file = g_build_filename (g_get_user_state_dir (), "nameplate", PORTS_FILE_NAME, NULL);
      np_bench_set_ports_file (bench, ports_file);
      return bench;
    }
  if (folder != NULL)
    bench_folder = np_bench_folder_open (folder, error);
  else
    bench_folder = np_bench_folder_open_temporary (SAMPLE_BOARDS, SAMPLE_PLATFORM, 1.0, error);
  if (bench_folder == NULL)
    return NULL;
  bench = np_bench_new_simulated (bench_folder);
  ports_file = g_build_filename (np_bench_folder_get_path (bench_folder), PORTS_FILE_NAME, NULL);
  np_bench_set_ports_file (bench, ports_file);
  return bench;
}

NpBench *
np_application_get_bench (NpApplication *self, const char *name, GError **error)
{
  NpBench *bench;

  g_return_val_if_fail (NP_IS_APPLICATION (self), NULL);
  g_return_val_if_fail (is_bench_name (name), NULL);

  bench = g_hash_table_lookup (self->benches, name);
  if (bench != NULL)
    return bench;
  bench = make_bench (self, name, error);
  if (bench == NULL)
    return NULL;
  g_hash_table_insert (self->benches, g_strdup (name), bench);
  np_bench_start (bench);
  return bench;
}

static gboolean
is_on_hardware (gpointer window)
{
  return NP_IS_WINDOW (window) && g_str_equal (np_window_get_bench_name (window), NP_BENCH_NAME_HARDWARE);
}

/* STM32CubeProgrammer is somewhere else now: windows get a bench that uses it. What is running keeps the one that it began with. */
static void
programmer_folder_changed_cb (NpApplication *self)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (self));

  for (GList *item = windows; item != NULL; item = item->next)
    {
      NpSession *session = is_on_hardware (item->data) ? np_window_get_session (item->data) : NULL;

      if (session != NULL && np_session_is_running (session))
        return;
    }
  g_hash_table_remove (self->benches, NP_BENCH_NAME_HARDWARE);
  for (GList *item = windows; item != NULL; item = item->next)
    if (is_on_hardware (item->data))
      np_window_set_bench_name (item->data, NP_BENCH_NAME_HARDWARE);
}

/* Opening */

static NpWindow *
find_window_of (NpApplication *self, NpProject *project)
{
  const char *folder = np_project_get_folder (project);

  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); folder != NULL && item != NULL; item = item->next)
    if (NP_IS_WINDOW (item->data) && np_window_get_session (item->data) != NULL)
      {
        NpProject *open = np_session_get_project (np_window_get_session (item->data));

        if (g_strcmp0 (np_project_get_folder (open), folder) == 0)
          return item->data;
      }
  return NULL;
}

static NpWindow *
take_window (NpApplication *self, NpWindow *window, const char *bench_name)
{
  if (window == NULL || np_window_get_session (window) != NULL)
    return np_window_new (self, bench_name);
  np_window_set_bench_name (window, bench_name);
  return window;
}

static NpProject *
load_project (GFile *file, GPtrArray *problems, GError **error)
{
  const char *path = g_file_peek_path (file);

  if (path != NULL)
    return np_project_open (path, problems, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _("It doesn’t lie in a file system of this computer. Copy it to this computer first."));
  return NULL;
}

static void
show_load_error (NpWindow *window, GFile *file, const GError *error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *heading = g_strdup_printf (_("“%s” Can’t Be Opened"), name);

  np_ui_show_error (GTK_WINDOW (window), heading, error);
}

static void
open_file (NpApplication *self, NpWindow *window, GFile *file, const char *bench_name)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(NpProject) project = load_project (file, problems, &error);
  NpWindow *shown;

  if (project == NULL)
    shown = window != NULL ? window : np_window_new (self, bench_name);
  else
    shown = find_window_of (self, project);
  if (shown == NULL)
    {
      shown = take_window (self, window, bench_name);
      np_window_open_project (shown, project, problems);
    }
  gtk_window_present (GTK_WINDOW (shown));
  if (error != NULL)
    show_load_error (shown, file, error);
}

void
np_application_open_file (NpApplication *self, NpWindow *window, GFile *file)
{
  g_return_if_fail (NP_IS_APPLICATION (self));
  g_return_if_fail (G_IS_FILE (file));

  open_file (self, window, file, window != NULL ? np_window_get_bench_name (window) : NP_BENCH_NAME_HARDWARE);
}

static void
open_sample (NpApplication *self, NpWindow *window, const char *bench_name)
{
  g_autoptr(NpProject) project = np_project_new_sample ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  window = take_window (self, window, bench_name);
  np_window_open_project (window, project, problems);
  gtk_window_present (GTK_WINDOW (window));
}

void
np_application_open_sample (NpApplication *self, NpWindow *window)
{
  g_return_if_fail (NP_IS_APPLICATION (self));

  open_sample (self, window, is_simulated (np_window_get_bench_name (window)) ? np_window_get_bench_name (window) : NP_BENCH_NAME_SIMULATED);
}

/* Command line */

static int
np_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  const char *name = NULL;

  if (g_variant_dict_lookup (dict, "bench", "&s", &name) && !is_bench_name (name))
    {
      g_printerr (_("--bench is “%s”; it can be hardware, simulated or simulated:FOLDER.\n"), name);
      return USAGE_STATUS;
    }
  return -1;
}

static int
np_application_command_line (GApplication *application, GApplicationCommandLine *command_line)
{
  NpApplication *self = NP_APPLICATION (application);
  GVariantDict *dict = g_application_command_line_get_options_dict (command_line);
  g_autofree const char **paths = NULL;
  const char *name = NP_BENCH_NAME_HARDWARE;

  g_variant_dict_lookup (dict, "bench", "&s", &name);
  if (g_variant_dict_lookup (dict, G_OPTION_REMAINING, "^a&ay", &paths))
    {
      for (guint i = 0; paths[i] != NULL; i++)
        {
          g_autoptr(GFile) file = g_application_command_line_create_file_for_arg (command_line, paths[i]);

          open_file (self, NULL, file, name);
        }
    }
  else if (is_simulated (name))
    open_sample (self, NULL, name);
  else
    gtk_window_present (GTK_WINDOW (np_window_new (self, name)));
  return 0;
}

/* Actions */

static void
new_window_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (np_window_new (NP_APPLICATION (user_data), NP_BENCH_NAME_HARDWARE)));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (user_data)), "application-name", _("Nameplate"),
                         "application-icon", NP_APPLICATION_ID, "version", NP_VERSION, "developer-name", _("Nameplate maintainers"),
                         "license-type", GTK_LICENSE_GPL_3_0, "comments",
                         _("Gives Matter devices with an STM32 their factory data."), NULL);
}

/* Closing a window takes it out of the list, hence the copy. */
static void
for_each_window (NpApplication *self, void (*close) (NpWindow *window))
{
  g_autoptr(GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *item = windows; item != NULL; item = item->next)
    if (NP_IS_WINDOW (item->data))
      close (item->data);
}

static void
ask_to_close (NpWindow *window)
{
  gtk_window_close (GTK_WINDOW (window));
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  for_each_window (NP_APPLICATION (user_data), ask_to_close);
}

static gboolean
signal_cb (gpointer user_data)
{
  for_each_window (NP_APPLICATION (user_data), np_window_stop_and_close);
  return G_SOURCE_CONTINUE;
}

static const GActionEntry actions[] = {
  { .name = "new-window", .activate = new_window_action },
  { .name = "about", .activate = about_action },
  { .name = "quit", .activate = quit_action },
};

typedef struct
{
  const char *action;
  const char *keys[2];
} Accelerator;

static const Accelerator accelerators[] = {
  { "win.new-project", { "<Control>n" } }, { "win.open", { "<Control>o" } },          { "win.save", { "<Control>s" } },
  { "window.close", { "<Control>w" } },    { "app.new-window", { "<Control><Shift>n" } }, { "app.quit", { "<Control>q" } },
};

static void
np_application_startup (GApplication *application)
{
  NpApplication *self = NP_APPLICATION (application);

  G_APPLICATION_CLASS (np_application_parent_class)->startup (application);

  self->settings = np_settings_new ();
  g_signal_connect_object (self->settings, "changed::programmer-folder", G_CALLBACK (programmer_folder_changed_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), accelerators[i].action, accelerators[i].keys);
  self->signal_sources[0] = g_unix_signal_add (SIGINT, signal_cb, self);
  self->signal_sources[1] = g_unix_signal_add (SIGTERM, signal_cb, self);
  gtk_window_set_default_icon_name (NP_APPLICATION_ID);
}

static gboolean
set_true_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_CONTINUE;
}

/* A bench ends with the last programmer that was asking its boards: only then nothing uses a simulated bench's folder any more. */
static void
end_benches (NpApplication *self)
{
  GHashTableIter iter;
  gpointer bench;
  gboolean late = FALSE;
  guint timeout = g_timeout_add_seconds (SHUTDOWN_SECONDS, set_true_cb, &late);

  g_hash_table_iter_init (&iter, self->benches);
  while (g_hash_table_iter_next (&iter, NULL, &bench))
    {
      g_object_add_weak_pointer (bench, &bench);
      g_hash_table_iter_remove (&iter);
      while (bench != NULL && !late)
        g_main_context_iteration (NULL, TRUE);
      if (bench != NULL)
        g_object_remove_weak_pointer (bench, &bench);
    }
  g_source_remove (timeout);
}

static void
np_application_shutdown (GApplication *application)
{
  NpApplication *self = NP_APPLICATION (application);

  for (guint i = 0; i < G_N_ELEMENTS (self->signal_sources); i++)
    g_clear_handle_id (&self->signal_sources[i], g_source_remove);
  end_benches (self);
  g_clear_object (&self->settings);
  G_APPLICATION_CLASS (np_application_parent_class)->shutdown (application);
}

static void
np_application_finalize (GObject *object)
{
  g_hash_table_unref (NP_APPLICATION (object)->benches);
  G_OBJECT_CLASS (np_application_parent_class)->finalize (object);
}

static void
stop_bench (gpointer bench)
{
  np_bench_stop (bench);
  g_object_unref (bench);
}

static void
np_application_class_init (NpApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = np_application_finalize;
  application_class->startup = np_application_startup;
  application_class->shutdown = np_application_shutdown;
  application_class->handle_local_options = np_application_handle_local_options;
  application_class->command_line = np_application_command_line;
}

static void
np_application_init (NpApplication *self)
{
  GApplication *application = G_APPLICATION (self);

  self->benches = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, stop_bench);
  g_application_add_main_option (application, "bench", 'b', G_OPTION_FLAG_NONE, G_OPTION_ARG_STRING,
                                 _("Which boards: hardware, simulated or simulated:FOLDER"), _("BENCH"));
  g_application_add_main_option (application, G_OPTION_REMAINING, 0, G_OPTION_FLAG_NONE, G_OPTION_ARG_FILENAME_ARRAY, "",
                                 _("[FOLDER|FILE.json|FILE.bin]…"));
}

NpApplication *
np_application_new (GApplicationFlags flags)
{
  return g_object_new (NP_TYPE_APPLICATION, "application-id", NP_APPLICATION_ID, "flags", flags | G_APPLICATION_HANDLES_COMMAND_LINE,
                       "resource-base-path", "/io/github/nameplate/Nameplate", NULL);
}
