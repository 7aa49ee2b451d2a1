/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-banner.h"
#include "np-bench-page.h"
#include "np-bench-view.h"
#include "np-line-lock.h"
#include "np-problems-dialog.h"
#include "np-project-view.h"
#include "np-recent-projects.h"
#include "np-recipe-wizard.h"
#include "np-settings.h"
#include "np-setup-dialog.h"
#include "np-text.h"
#include "np-unsaved-work.h"
#include "np-welcome-view.h"
#include "np-window-closing.h"
#include "np-window-opening.h"
#include "np-window-private.h"
#include "ui-compat.h"

#define PROJECT_NAME_MAX_LENGTH 64

enum
{
  PROP_SESSION = 1,
  PROP_BENCH_NAME,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (NpWindow, np_window, ADW_TYPE_APPLICATION_WINDOW)

static NpApplication *
get_application (NpWindow *self)
{
  return NP_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

gboolean
np_window_is_running (NpWindow *self)
{
  g_return_val_if_fail (NP_IS_WINDOW (self), FALSE);

  return self->session != NULL && np_session_is_running (self->session);
}

/* What is shown: pure functions, bound in the template. */

static char *
page_name (NpWindow *self, NpSession *session)
{
  return g_strdup (session != NULL ? "project" : "welcome");
}

/* In a narrow window the header names the view, whose switcher is at the bottom; the project's name is beside it. */
static char *
view_title (NpWindow *self, NpSession *session, const char *view)
{
  GtkWidget *child = session != NULL && view != NULL ? adw_view_stack_get_child_by_name (self->views, view) : NULL;

  if (child == NULL)
    return g_strdup (_("Nameplate"));
  return np_text_dup_without_mnemonic (adw_view_stack_page_get_title (adw_view_stack_get_page (self->views, child)));
}

static gboolean
has_session (NpWindow *self, NpSession *session)
{
  return session != NULL;
}

static gboolean
is_some (NpWindow *self, guint count)
{
  return count > 0;
}

/* In a narrow window the views are switched at its bottom; on the welcome there are none to switch. */
static gboolean
has_switcher_below (NpWindow *self, gboolean title_visible, NpSession *session)
{
  return title_visible && session != NULL;
}

/* The session */

static gboolean
close_idle_cb (gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (user_data));
  return G_SOURCE_REMOVE;
}

static void
update_actions (NpWindow *self)
{
  NpEditor *editor = np_project_view_get_editor (self->project_view);
  gboolean locked = np_line_lock_is_locked (self->line_lock);
  gboolean editing = editor != NULL && !locked && g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "project") == 0;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.save", editor != NULL && np_project_is_modified (np_editor_get_project (editor)));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.rename-project", editor != NULL && !locked && !np_window_is_running (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.change-recipe", editor != NULL && !locked && !np_window_is_running (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.reload-project", editor != NULL && !locked);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.undo", editing && np_editor_can_undo (editor));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.redo", editing && np_editor_can_redo (editor));
}

static gboolean
shows_bench (NpWindow *self)
{
  return self->session != NULL && g_strcmp0 (adw_view_stack_get_visible_child_name (self->views), "bench") == 0;
}

/* From the bench too the recipe can be changed and the file reloaded. */
static void
project_edited_cb (NpWindow *self)
{
  update_actions (self);
  if (shows_bench (self))
    np_bench_view_check (self->bench_view);
}

/* While boards are written the computer neither sleeps nor logs out by itself. */
static void
running_changed_cb (NpWindow *self)
{
  GtkApplication *application = GTK_APPLICATION (get_application (self));

  update_actions (self);
  if (np_window_is_running (self))
    {
      self->inhibitor
          = gtk_application_inhibit (application, GTK_WINDOW (self), GTK_APPLICATION_INHIBIT_LOGOUT | GTK_APPLICATION_INHIBIT_SUSPEND,
                                     _("Boards are being written"));
      return;
    }
  if (self->inhibitor != 0)
    gtk_application_uninhibit (application, self->inhibitor);
  self->inhibitor = 0;
  if (self->closing)
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, close_idle_cb, g_object_ref (self), g_object_unref);
}

/* Not a binding: GTK 4.8 can't dispose of a template object that is a binding's target itself. */
static void
update_title (NpWindow *self)
{
  gtk_window_set_title (GTK_WINDOW (self), self->session != NULL ? np_project_get_name (np_session_get_project (self->session)) : _("Nameplate"));
}

static void
remember_project (NpWindow *self)
{
  NpProject *project = np_session_get_project (self->session);

  if (np_project_get_folder (project) != NULL)
    np_recent_projects_add (self->settings, np_project_get_folder (project), np_project_get_name (project));
}

/* The editor outlives a change of bench. */
static void
keep_unsaved_work (NpWindow *self)
{
  NpEditor *editor = np_project_view_get_editor (self->project_view);

  if (self->unsaved_work != NULL && np_unsaved_work_get_editor (self->unsaved_work) == editor)
    return;
  g_clear_object (&self->unsaved_work);
  if (editor != NULL)
    self->unsaved_work = np_unsaved_work_new (editor, GTK_WINDOW (self));
}

static void
disconnect (NpWindow *self)
{
  NpEditor *editor = np_project_view_get_editor (self->project_view);

  if (editor != NULL)
    g_signal_handlers_disconnect_by_data (editor, self);
  g_signal_handlers_disconnect_by_data (np_session_get_project (self->session), self);
  g_signal_handlers_disconnect_by_data (self->session, self);
}

static void
set_session (NpWindow *self, NpSession *session)
{
  NpProject *project = session != NULL ? np_session_get_project (session) : NULL;

  if (self->session != NULL)
    disconnect (self);
  g_set_object (&self->session, session);
  np_project_view_set_project (self->project_view, project);
  if (session != NULL)
    {
      g_signal_connect_swapped (session, "notify::running", G_CALLBACK (running_changed_cb), self);
      g_signal_connect_swapped (project, "notify::modified", G_CALLBACK (update_actions), self);
      g_signal_connect_swapped (project, "notify::name", G_CALLBACK (update_title), self);
      g_signal_connect_swapped (project, "notify::folder", G_CALLBACK (remember_project), self);
      g_signal_connect_swapped (np_project_view_get_editor (self->project_view), "updated", G_CALLBACK (project_edited_cb), self);
    }
  keep_unsaved_work (self);
  update_title (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
  update_actions (self);
}

/* Where the project was left; what is remembered may be a view that this version hasn't got. */
static void
restore_view (NpWindow *self, NpProject *project)
{
  const char *folder = np_project_get_folder (project);
  g_autofree char *name = folder != NULL ? np_recent_projects_dup_view (self->settings, folder) : NULL;

  np_window_show_view (self, name != NULL && adw_view_stack_get_child_by_name (self->views, name) != NULL ? name : "bench");
}

static void
start_session (NpWindow *self, NpProject *project)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NpSession) session = NULL;
  NpBench *bench = np_application_get_bench (get_application (self), self->bench_name, np_project_get_recipe (project)->platform, &error);

  if (bench == NULL)
    {
      np_ui_show_error (GTK_WINDOW (self), _("The Bench Can’t Be Used"), error);
      return;
    }
  session = np_session_new (project, bench);
  np_session_set_concurrency (session, g_settings_get_uint (self->settings, "boards-at-once"));
  set_session (self, session);
}

static void
setup_done_cb (NpWindow *self, NpSetupDialog *dialog)
{
  start_session (self, np_setup_dialog_get_project (dialog));
}

gboolean
np_window_is_taken (NpWindow *self)
{
  g_return_val_if_fail (NP_IS_WINDOW (self), FALSE);

  return self->session != NULL || self->setup != NULL;
}

void
np_window_open_project (NpWindow *self, NpProject *project, GPtrArray *problems)
{
  GtkWidget *dialog;

  g_return_if_fail (NP_IS_WINDOW (self));
  g_return_if_fail (NP_IS_PROJECT (project));
  g_return_if_fail (!np_window_is_taken (self));

  restore_view (self, project);
  if (np_project_get_recipe (project)->platform != NULL)
    {
      start_session (self, project);
      if (self->session != NULL)
        {
          remember_project (self);
          np_problems_dialog_tell_file (GTK_WINDOW (self), problems);
        }
      return;
    }
  dialog = np_setup_dialog_new (GTK_WINDOW (self), project, problems);
  g_set_weak_pointer (&self->setup, dialog);
  g_signal_connect_object (dialog, "done", G_CALLBACK (setup_done_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
np_window_set_bench_name (NpWindow *self, const char *bench_name)
{
  g_return_if_fail (NP_IS_WINDOW (self));
  g_return_if_fail (!np_window_is_running (self));

  if (g_strcmp0 (bench_name, self->bench_name) != 0)
    {
      g_free (self->bench_name);
      self->bench_name = g_strdup (bench_name);
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BENCH_NAME]);
    }
  if (self->session != NULL)
    {
      g_autoptr(NpProject) project = g_object_ref (np_session_get_project (self->session));

      start_session (self, project);
    }
}

static void
boards_at_once_changed_cb (NpWindow *self)
{
  if (self->session != NULL)
    np_session_set_concurrency (self->session, g_settings_get_uint (self->settings, "boards-at-once"));
}

/* Views: whatever pages the stack has, in their order. */

void
np_window_show_view (NpWindow *self, const char *name)
{
  g_return_if_fail (NP_IS_WINDOW (self));

  adw_view_stack_set_visible_child_name (self->views, name);
}

/* The project may have been edited since the bench was seen last. Only a bench fills a wall. */
static void
view_shown_cb (NpWindow *self)
{
  update_actions (self);
  if (shows_bench (self))
    np_bench_view_check (self->bench_view);
  else
    g_object_set (self->bench_view, "wall", FALSE, NULL);
}

static void
show_view_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);
  g_autoptr(GtkSelectionModel) pages = adw_view_stack_get_pages (self->views);
  int position = g_variant_get_int32 (parameter);

  if (self->session != NULL && position >= 0 && (guint) position < g_list_model_get_n_items (G_LIST_MODEL (pages)))
    gtk_selection_model_select_item (pages, (guint) position, TRUE);
}

static void
undo_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_editor_undo (np_project_view_get_editor (NP_WINDOW (widget)->project_view));
}

static void
redo_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_editor_redo (np_project_view_get_editor (NP_WINDOW (widget)->project_view));
}

static void
line_lock_changed_cb (NpWindow *self)
{
  gtk_widget_set_sensitive (GTK_WIDGET (self->project_view), !np_line_lock_is_locked (self->line_lock));
  g_object_set (self->bench_view, "line-locked", np_line_lock_is_locked (self->line_lock), NULL);
  if (np_line_lock_is_locked (self->line_lock))
    np_window_show_view (self, "bench");
  update_actions (self);
}

/* Actions */

static void
line_lock_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_line_lock_toggle (NP_WINDOW (widget)->line_lock);
}

static void
save_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);

  np_project_view_save (self->project_view);
}

static void
reload_project_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_project_view_reload (NP_WINDOW (widget)->project_view);
}

static void
keep_project_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_project_view_keep (NP_WINDOW (widget)->project_view);
}

static void
project_named_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpProject) project = user_data;
  g_autofree char *name = np_ui_ask_name_finish (result);

  if (name != NULL && *name != '\0')
    np_project_set_name (project, name);
}

static void
rename_project_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpProject *project = np_session_get_project (NP_WINDOW (widget)->session);

  np_ui_ask_name_async (GTK_WINDOW (widget), _("Rename the Project"), _("It is typed to confirm what can’t be undone. The project’s folder keeps its name."),
                        np_project_get_name (project), PROJECT_NAME_MAX_LENGTH, _("_Rename"), FALSE, project_named_cb, g_object_ref (project));
}

static void
change_recipe_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);
  NpProgrammer *programmer = np_bench_get_programmer (np_session_get_bench (self->session));
  g_autoptr(GPtrArray) loaders = programmer != NULL ? np_programmer_find_loaders (programmer) : NULL;

  gtk_window_present (GTK_WINDOW (np_recipe_wizard_new (GTK_WINDOW (self), np_project_view_get_editor (self->project_view), loaders)));
}

static void
use_simulated_bench_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpWindow *self = NP_WINDOW (widget);

  if (!np_window_is_running (self))
    np_window_set_bench_name (self, NP_BENCH_NAME_SIMULATED);
}

static void
choose_programmer_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  NpWindow *self = NP_WINDOW (source);
  g_autoptr(GFile) folder = np_ui_choose_file_finish (result);

  if (folder != NULL)
    g_settings_set_string (self->settings, "programmer-folder", g_file_peek_path (folder));
}

static void
choose_programmer_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_ui_choose_file_async (GTK_WINDOW (widget), _("Choose the Folder of STM32CubeProgrammer"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL,
                           NULL, choose_programmer_cb, NULL);
}

/* The class */

static gboolean
np_window_close_request (GtkWindow *window)
{
  return np_window_closing_stops (NP_WINDOW (window)) ? GDK_EVENT_STOP : GTK_WINDOW_CLASS (np_window_parent_class)->close_request (window);
}

static void
np_window_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_BENCH_NAME: np_window_set_bench_name (NP_WINDOW (object), g_value_get_string (value)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_window_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NpWindow *self = NP_WINDOW (object);

  switch (property)
    {
    case PROP_SESSION: g_value_set_object (value, self->session); break;
    case PROP_BENCH_NAME: g_value_set_string (value, self->bench_name); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_window_dispose (GObject *object)
{
  NpWindow *self = NP_WINDOW (object);

  if (self->session != NULL)
    set_session (self, NULL);
  g_clear_object (&self->unsaved_work);
  g_clear_weak_pointer (&self->setup);
  gtk_widget_dispose_template (GTK_WIDGET (self), NP_TYPE_WINDOW);
  G_OBJECT_CLASS (np_window_parent_class)->dispose (object);
}

static void
np_window_finalize (GObject *object)
{
  NpWindow *self = NP_WINDOW (object);

  g_object_unref (self->settings);
  g_free (self->bench_name);
  G_OBJECT_CLASS (np_window_parent_class)->finalize (object);
}

static void
np_window_class_init (NpWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = np_window_set_property;
  object_class->get_property = np_window_get_property;
  object_class->dispose = np_window_dispose;
  object_class->finalize = np_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = np_window_close_request;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, NP_TYPE_SESSION, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BENCH_NAME]
      = g_param_spec_string ("bench-name", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (NP_TYPE_BANNER);
  g_type_ensure (NP_TYPE_BENCH_PAGE);
  g_type_ensure (NP_TYPE_BENCH_VIEW);
  g_type_ensure (NP_TYPE_LINE_LOCK);
  g_type_ensure (NP_TYPE_PROJECT_VIEW);
  g_type_ensure (NP_TYPE_WELCOME_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-window.ui");
  gtk_widget_class_bind_template_child (widget_class, NpWindow, views);
  gtk_widget_class_bind_template_child (widget_class, NpWindow, bench_view);
  gtk_widget_class_bind_template_child (widget_class, NpWindow, line_lock);
  gtk_widget_class_bind_template_child (widget_class, NpWindow, project_view);
  gtk_widget_class_bind_template_callback (widget_class, page_name);
  gtk_widget_class_bind_template_callback (widget_class, view_title);
  gtk_widget_class_bind_template_callback (widget_class, has_session);
  gtk_widget_class_bind_template_callback (widget_class, has_switcher_below);
  gtk_widget_class_bind_template_callback (widget_class, is_some);
  gtk_widget_class_bind_template_callback (widget_class, view_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, line_lock_changed_cb);

  np_window_opening_install (widget_class);
  gtk_widget_class_install_action (widget_class, "win.line-lock", NULL, line_lock_action);
  gtk_widget_class_install_action (widget_class, "win.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "win.rename-project", NULL, rename_project_action);
  gtk_widget_class_install_action (widget_class, "win.reload-project", NULL, reload_project_action);
  gtk_widget_class_install_action (widget_class, "win.keep-project", NULL, keep_project_action);
  gtk_widget_class_install_action (widget_class, "win.change-recipe", NULL, change_recipe_action);
  gtk_widget_class_install_action (widget_class, "win.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "win.redo", NULL, redo_action);
  gtk_widget_class_install_action (widget_class, "win.show-view", "i", show_view_action);
  gtk_widget_class_install_action (widget_class, "win.use-simulated-bench", NULL, use_simulated_bench_action);
  gtk_widget_class_install_action (widget_class, "win.choose-programmer", NULL, choose_programmer_action);
}

static void
np_window_init (NpWindow *self)
{
  self->settings = np_settings_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  np_window_opening_set_up (self);
  g_signal_connect_object (self->settings, "changed::boards-at-once", G_CALLBACK (boards_at_once_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  set_session (self, NULL);
}

NpWindow *
np_window_new (NpApplication *application, const char *bench_name)
{
  g_return_val_if_fail (NP_IS_APPLICATION (application), NULL);
  return g_object_new (NP_TYPE_WINDOW, "application", application, "bench-name", bench_name, NULL);
}

NpSession *
np_window_get_session (NpWindow *self)
{
  g_return_val_if_fail (NP_IS_WINDOW (self), NULL);
  return self->session;
}

const char *
np_window_get_bench_name (NpWindow *self)
{
  g_return_val_if_fail (NP_IS_WINDOW (self), NULL);
  return self->bench_name;
}

NpUnsavedWork *
np_window_get_unsaved_work (NpWindow *self)
{
  g_return_val_if_fail (NP_IS_WINDOW (self), NULL);

  return self->unsaved_work;
}
