/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-recent-list.h"
#include "np-recent-projects.h"
#include "np-row-button.h"
#include "np-settings.h"
#include "np-text.h"
#include "project/np-project.h"

struct _NpRecentList
{
  AdwPreferencesGroup parent_instance;

  GSettings *settings;
  GPtrArray *rows; /* (element-type GtkWidget) */
  GCancellable *cancellable; /* of the looks at their folders */
};

G_DEFINE_FINAL_TYPE (NpRecentList, np_recent_list, ADW_TYPE_PREFERENCES_GROUP)

/* Looked at without waiting: a folder may be on a server that doesn't answer. */
static void
looked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(AdwActionRow) row = user_data;
  g_autoptr(GFileInfo) info = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  info = g_file_query_info_finish (G_FILE (source), result, &error);
  if (info != NULL || !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return;
  text = g_strdup_printf (_("It isn’t there any more: %s"), adw_action_row_get_subtitle (row));
  adw_action_row_set_subtitle (row, text);
  adw_action_row_set_icon_name (row, "dialog-warning-symbolic");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
}

static void
look (NpRecentList *self, const NpRecentProject *project, GtkWidget *row)
{
  g_autofree char *path = g_build_filename (project->folder, NP_PROJECT_FILE_NAME, NULL);
  g_autoptr(GFile) file = g_file_new_for_path (path);

  g_file_query_info_async (file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, self->cancellable, looked_cb,
                           g_object_ref (row));
}

static GtkWidget *
row_new (const NpRecentProject *project)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *when = np_text_dup_time (project->time);
  g_autofree char *remove = g_strdup_printf (_("Remove “%s” from this list"), project->name);
  GtkWidget *time_label = gtk_label_new (when);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE); /* before there is text */
  g_object_set (row, "title", project->name, "subtitle", project->folder, "subtitle-lines", 2, "icon-name",
                "folder-symbolic", "activatable", TRUE, "action-name", "win.open-path", NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", project->folder);
  gtk_widget_add_css_class (time_label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), time_label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             np_row_button_new ("window-close-symbolic", remove, "recent.remove", g_variant_new_string (project->folder)));
  return row;
}

static void
show_projects (NpRecentList *self)
{
  g_autoptr(GPtrArray) projects = np_recent_projects_list (self->settings);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < projects->len; i++)
    {
      GtkWidget *row = row_new (projects->pdata[i]);

      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      look (self, projects->pdata[i], row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), projects->len > 0);
}

static void
remove_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_recent_projects_remove (NP_RECENT_LIST (widget)->settings, g_variant_get_string (parameter, NULL));
}

static void
np_recent_list_finalize (GObject *object)
{
  NpRecentList *self = NP_RECENT_LIST (object);

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_object_unref (self->settings);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (np_recent_list_parent_class)->finalize (object);
}

static void
np_recent_list_class_init (NpRecentListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_recent_list_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "recent.remove", "s", remove_action);
}

static void
np_recent_list_init (NpRecentList *self)
{
  self->settings = np_settings_new ();
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Recent Projects"));
  g_signal_connect_object (self->settings, "changed::" NP_RECENT_PROJECTS_KEY, G_CALLBACK (show_projects), self, G_CONNECT_SWAPPED);
  show_projects (self);
}
