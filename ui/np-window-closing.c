/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-recent-projects.h"
#include "np-window-closing.h"
#include "np-window-private.h"
#include "ui-compat.h"

static void
remember_state (NpWindow *self)
{
  const char *folder;
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_int (self->settings, "window-width", width);
  g_settings_set_int (self->settings, "window-height", height);
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  folder = self->session != NULL ? np_project_get_folder (np_session_get_project (self->session)) : NULL;
  if (folder != NULL)
    np_recent_projects_set_view (self->settings, folder, adw_view_stack_get_visible_child_name (self->views));
}

static void
stop_and_close (NpWindow *self)
{
  self->closing = TRUE;
  if (np_window_is_running (self))
    gtk_widget_activate_action (GTK_WIDGET (self->bench_view), "bench.stop", NULL);
  else
    gtk_window_close (GTK_WINDOW (self));
}

void
np_window_stop_and_close (NpWindow *self)
{
  g_return_if_fail (NP_IS_WINDOW (self));

  if (self->unsaved_work != NULL)
    np_unsaved_work_keep (self->unsaved_work);
  self->keeping = TRUE;
  self->abandoning = TRUE;
  stop_and_close (self);
}

static void
ask_close_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  if (np_ui_ask_finish (result))
    stop_and_close (NP_WINDOW (source));
}

static void
ask_unsaved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpWindow) self = user_data;

  self->abandoning = np_project_view_ask_close_finish (result);
  self->closing = self->abandoning;
  if (self->abandoning)
    gtk_window_close (GTK_WINDOW (self));
}

gboolean
np_window_closing_stops (NpWindow *self)
{
  if (np_window_is_running (self))
    {
      if (!self->closing)
        np_ui_ask_async (GTK_WINDOW (self), _("Stop Writing and Close?"),
                         _("Each board ends the step it is in; a write that has started is not interrupted. Then the window closes."),
                         _("_Continue"), _("_Stop and Close"), ADW_RESPONSE_DESTRUCTIVE, ask_close_cb, NULL);
      return TRUE;
    }
  if (!self->abandoning && np_project_view_has_unsaved_work (self->project_view))
    {
      np_project_view_ask_close_async (self->project_view, ask_unsaved_cb, g_object_ref (self));
      return TRUE;
    }
  if (self->unsaved_work != NULL && !self->keeping)
    np_unsaved_work_discard (self->unsaved_work);
  remember_state (self);
  return FALSE;
}
