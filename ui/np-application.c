/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-ui"

#include "config.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "factory/np-problem.h"
#include "np-about.h"
#include "np-application.h"
#include "np-button-names.h"
#include "np-guide-window.h"
#include "np-preferences.h"
#include "np-settings.h"
#include "np-shortcuts.h"
#include "np-start-log.h"
#include "np-window.h"
#include "project/np-project-sample.h"
#include "ui-compat.h"

#define USAGE_STATUS 2

/* Asked to end: by the terminal, by Ctrl+C in it, by the end of the session. */
static const int end_signals[] = { SIGHUP, SIGINT, SIGTERM };

struct _NpApplication
{
  AdwApplication parent_instance;

  GSettings *settings;
  NpBenches *benches;
  GtkWindow *guide; /* NULL: not open */
  guint signal_sources[G_N_ELEMENTS (end_signals)];
};

G_DEFINE_FINAL_TYPE (NpApplication, np_application, ADW_TYPE_APPLICATION)

/* Settings */

NpBench *
np_application_get_bench (NpApplication *self, const char *name, const NpPlatform *platform, GError **error)
{
  g_return_val_if_fail (NP_IS_APPLICATION (self), NULL);

  return np_benches_get (self->benches, name, platform, error);
}

/* Windows get the bench as it is set now. What is running keeps the one that it began with. */
static void
bench_renewed_cb (NpApplication *self, const char *name)
{
  for (GList *item = gtk_application_get_windows (GTK_APPLICATION (self)); item != NULL; item = item->next)
    if (NP_IS_WINDOW (item->data) && g_str_equal (np_window_get_bench_name (item->data), name) && !np_window_is_running (item->data))
      np_window_set_bench_name (item->data, name);
}

static void
color_scheme_changed_cb (NpApplication *self)
{
  static const struct
  {
    const char *name;
    AdwColorScheme scheme;
  } schemes[] = { { "system", ADW_COLOR_SCHEME_DEFAULT }, { "light", ADW_COLOR_SCHEME_FORCE_LIGHT }, { "dark", ADW_COLOR_SCHEME_FORCE_DARK } };
  g_autofree char *name = g_settings_get_string (self->settings, "color-scheme");

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (schemes[i].name, name))
      adw_style_manager_set_color_scheme (adw_style_manager_get_default (), schemes[i].scheme);
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
  if (window == NULL || np_window_is_taken (window))
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

static NpWindow *
open_file (NpApplication *self, NpWindow *window, GFile *file, const char *bench_name, gboolean offer_draft)
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
      if (offer_draft && np_window_get_unsaved_work (shown) != NULL)
        np_unsaved_work_offer (np_window_get_unsaved_work (shown));
    }
  gtk_window_present (GTK_WINDOW (shown));
  if (error != NULL)
    show_load_error (shown, file, error);
  return shown;
}

void
np_application_open_file (NpApplication *self, NpWindow *window, GFile *file)
{
  g_return_if_fail (NP_IS_APPLICATION (self));
  g_return_if_fail (G_IS_FILE (file));

  open_file (self, window, file, window != NULL ? np_window_get_bench_name (window) : NP_BENCH_NAME_HARDWARE, TRUE);
}

static void
remove_fields (NpFactoryData *data)
{
  guint n_fields;
  const NpField *fields = np_field_get_all (&n_fields);

  for (guint i = 0; i < n_fields; i++)
    np_factory_data_remove (data, fields[i].tag);
}

/* Work on a project that has no file: everything in it is an edit that isn't saved, and is restored as one. */
static NpWindow *
open_new_project (NpApplication *self, NpWindow *window, const NpDraft *draft, GError **error)
{
  g_autoptr(NpProject) project = np_draft_load (draft, error);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  if (project == NULL)
    return NULL;
  np_project_add_unfinished (project, problems);
  remove_fields (np_project_get_factory_data (project));
  window = take_window (self, window, np_window_get_bench_name (window));
  np_window_open_project (window, project, problems);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static const NpDraft *
find_draft (GPtrArray *drafts, const char *path)
{
  for (guint i = 0; i < drafts->len; i++)
    if (g_str_equal (((NpDraft *) drafts->pdata[i])->path, path))
      return drafts->pdata[i];
  return NULL;
}

static gboolean
has_project_file (const NpDraft *draft)
{
  g_autofree char *path = draft->project_folder != NULL ? g_build_filename (draft->project_folder, NP_PROJECT_FILE_NAME, NULL) : NULL;

  return path != NULL && g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
restore_into (NpWindow *window, const NpDraft *draft)
{
  g_autoptr(GError) error = NULL;

  if (np_window_get_unsaved_work (window) == NULL)
    return;
  np_unsaved_work_restore (np_window_get_unsaved_work (window), draft);
  if (draft->project_folder == NULL || np_project_get_folder (np_session_get_project (np_window_get_session (window))) != NULL)
    return;
  g_set_error (&error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               _("There is no project in “%s” any more. The unsaved work holds all of it and was opened as a new project: save it in a new "
                 "folder."),
               draft->project_folder);
  np_ui_show_error (GTK_WINDOW (window), _("The Project Must Be Saved Anew"), error);
}

void
np_application_restore_draft (NpApplication *self, NpWindow *window, const char *path)
{
  g_autoptr(GPtrArray) drafts = NULL;
  g_autoptr(GError) error = NULL;
  const NpDraft *draft;
  NpWindow *shown = NULL;

  g_return_if_fail (NP_IS_APPLICATION (self) && NP_IS_WINDOW (window));

  drafts = np_draft_list ();
  draft = find_draft (drafts, path);
  if (draft == NULL)
    return; /* another window has it, or discarded it */
  if (has_project_file (draft))
    {
      g_autoptr(GFile) folder = g_file_new_for_path (draft->project_folder);

      shown = open_file (self, window, folder, np_window_get_bench_name (window), FALSE);
    }
  else
    {
      shown = open_new_project (self, window, draft, &error);
    }
  if (error != NULL)
    np_ui_show_error (GTK_WINDOW (window), _("The Unsaved Work Can’t Be Restored"), error);
  else
    restore_into (shown, draft);
}

static void
open_sample (NpApplication *self, NpWindow *window, const char *bench_name)
{
  g_autoptr(NpProject) project = np_project_new_sample ();
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  window = take_window (self, window, bench_name);
  np_window_open_project (window, project, problems);
  np_window_show_view (window, "bench");
  gtk_window_present (GTK_WINDOW (window));
  np_start_log_follow (window);
}

void
np_application_open_sample (NpApplication *self, NpWindow *window)
{
  g_return_if_fail (NP_IS_APPLICATION (self));

  open_sample (self, window, np_benches_is_simulated_name (np_window_get_bench_name (window)) ? np_window_get_bench_name (window) : NP_BENCH_NAME_SIMULATED);
}

/* Its folder is made at the first time, and is as it was left from then on. */
static NpProject *
open_sample_folder (const NpProjectSample *sample, GPtrArray *problems, GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "nameplate", "samples", sample->name, NULL);
  g_autofree char *file = g_build_filename (folder, NP_PROJECT_FILE_NAME, NULL);

  if (g_file_test (file, G_FILE_TEST_EXISTS))
    return np_project_load (folder, problems, error);
  return np_project_sample_create (sample, folder, error);
}

void
np_application_open_sample_project (NpApplication *self, NpWindow *window, const char *name)
{
  const NpProjectSample *sample = np_project_sample_find (name);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpProject) project = NULL;
  g_autoptr(GError) error = NULL;
  NpWindow *shown;

  g_return_if_fail (NP_IS_APPLICATION (self) && NP_IS_WINDOW (window) && sample != NULL);

  project = open_sample_folder (sample, problems, &error);
  if (project == NULL)
    {
      np_ui_show_error (GTK_WINDOW (window), _("The Sample Can’t Be Opened"), error);
      return;
    }
  shown = find_window_of (self, project);
  if (shown == NULL)
    {
      shown = take_window (self, window, NP_BENCH_NAME_SIMULATED);
      np_window_open_project (shown, project, problems);
      np_window_show_view (shown, "bench");
    }
  gtk_window_present (GTK_WINDOW (shown));
}

/* Command line */

static int
np_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  const char *name = NULL;

  if (g_variant_dict_lookup (dict, "bench", "&s", &name) && !np_benches_is_name (name))
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

          open_file (self, NULL, file, name, TRUE);
        }
    }
  else if (np_benches_is_simulated_name (name))
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

static GtkWindow *
get_active_window (gpointer application)
{
  return gtk_application_get_active_window (GTK_APPLICATION (application));
}

static void
preferences_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (GTK_WINDOW (np_preferences_new (get_active_window (user_data))));
}

/* One for all windows; it isn't theirs, so that it can stand beside them. */
static void
guide_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  NpApplication *self = NP_APPLICATION (user_data);

  if (self->guide == NULL)
    {
      self->guide = GTK_WINDOW (np_guide_window_new ());
      g_object_add_weak_pointer (G_OBJECT (self->guide), (gpointer *) &self->guide);
    }
  gtk_window_present (self->guide);
}

static void
shortcuts_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  gtk_window_present (np_shortcuts_window_new (get_active_window (user_data)));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  np_about_show (get_active_window (user_data));
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

/* What a notification was about. */
static void
present_window_action (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_window_by_id (GTK_APPLICATION (user_data), g_variant_get_uint32 (parameter));

  if (window != NULL)
    gtk_window_present (window);
}

static const GActionEntry actions[] = {
  { .name = "new-window", .activate = new_window_action }, { .name = "preferences", .activate = preferences_action },
  { .name = "guide", .activate = guide_action },           { .name = "shortcuts", .activate = shortcuts_action },
  { .name = "about", .activate = about_action },           { .name = "quit", .activate = quit_action },
  { .name = "present-window", .activate = present_window_action, .parameter_type = "u" },
};

static void
np_application_startup (GApplication *application)
{
  NpApplication *self = NP_APPLICATION (application);

  G_APPLICATION_CLASS (np_application_parent_class)->startup (application);

  self->settings = np_settings_new ();
  self->benches = np_benches_new (self->settings);
  g_signal_connect_object (self->benches, "renewed", G_CALLBACK (bench_renewed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->settings, "changed::color-scheme", G_CALLBACK (color_scheme_changed_cb), self, G_CONNECT_SWAPPED);
  color_scheme_changed_cb (self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  np_shortcuts_set_up (GTK_APPLICATION (self));
  np_button_names_mend ();
  for (guint i = 0; i < G_N_ELEMENTS (end_signals); i++)
    self->signal_sources[i] = g_unix_signal_add (end_signals[i], signal_cb, self);
  gtk_window_set_default_icon_name (NP_APPLICATION_ID);
}

static void
np_application_shutdown (GApplication *application)
{
  NpApplication *self = NP_APPLICATION (application);

  for (guint i = 0; i < G_N_ELEMENTS (self->signal_sources); i++)
    g_clear_handle_id (&self->signal_sources[i], g_source_remove);
  if (self->guide != NULL)
    gtk_window_destroy (self->guide);
  np_benches_end (self->benches);
  g_clear_object (&self->benches);
  g_clear_object (&self->settings);
  G_APPLICATION_CLASS (np_application_parent_class)->shutdown (application);
}

static void
np_application_class_init (NpApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  application_class->startup = np_application_startup;
  application_class->shutdown = np_application_shutdown;
  application_class->handle_local_options = np_application_handle_local_options;
  application_class->command_line = np_application_command_line;
}

static void
np_application_init (NpApplication *self)
{
  GApplication *application = G_APPLICATION (self);

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
