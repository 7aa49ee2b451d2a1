/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-window-opening.h"
#include "ui-compat.h"

static const char *const file_patterns[] = { NP_PROJECT_FILE_NAME, "*.json", "*.bin", NULL };

/* NULL: the window was closed meanwhile. */
static NpApplication *
get_application (gpointer window)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (window));

  return application != NULL ? NP_APPLICATION (application) : NULL;
}

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(GFile) file = np_ui_choose_file_finish (result);

  if (file != NULL && get_application (source) != NULL)
    np_application_open_file (get_application (source), NP_WINDOW (source), file);
}

static void
open_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_ui_choose_file_async (GTK_WINDOW (widget), _("Open a Project, Factory Data or an Image"), GTK_FILE_CHOOSER_ACTION_OPEN,
                           _("Projects, ST factory data (JSON), images"), file_patterns, open_cb, NULL);
}

static void
new_project_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_ui_choose_file_async (GTK_WINDOW (widget), _("New Project From Factory Data"), GTK_FILE_CHOOSER_ACTION_OPEN,
                           _("ST factory data (JSON), images"), file_patterns + 1, open_cb, NULL);
}

static void
open_path_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autoptr(GFile) file = g_file_new_for_path (g_variant_get_string (parameter, NULL));

  np_application_open_file (get_application (widget), NP_WINDOW (widget), file);
}

static void
restore_draft_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_application_restore_draft (get_application (widget), NP_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
try_simulated_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_application_open_sample (get_application (widget), NP_WINDOW (widget));
}

static void
try_sample_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_application_open_sample_project (get_application (widget), NP_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

void
np_window_opening_install (GtkWidgetClass *window_class)
{
  gtk_widget_class_install_action (window_class, "win.open", NULL, open_action);
  gtk_widget_class_install_action (window_class, "win.open-path", "s", open_path_action);
  gtk_widget_class_install_action (window_class, "win.new-project", NULL, new_project_action);
  gtk_widget_class_install_action (window_class, "win.restore-draft", "s", restore_draft_action);
  gtk_widget_class_install_action (window_class, "win.try-simulated", NULL, try_simulated_action);
  gtk_widget_class_install_action (window_class, "win.try-sample", "s", try_sample_action);
}

/* Dropped files: each in its own window, the first in this one when it has no project yet. Entries that take files themselves come
 * first. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  GSList *files = g_value_get_boxed (value);

  for (GSList *item = files; item != NULL; item = item->next)
    np_application_open_file (get_application (user_data), NP_WINDOW (user_data), item->data);
  return files != NULL;
}

void
np_window_opening_set_up (NpWindow *window)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), window);
  gtk_widget_add_controller (GTK_WIDGET (window), GTK_EVENT_CONTROLLER (target));
}
