/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bench/np-serial-access.h"
#include "np-log-view.h"
#include "np-text.h"
#include "ui-compat.h"

struct _NpLogView
{
  AdwBin parent_instance;

  NpBoard *board;
  NpSerialMonitor *monitor; /* while the view is on screen */
  NpLogText *text;
  guint scroll_source;

  GtkDropDown *filter;
  GtkToggleButton *follow_button;
  GtkToggleButton *wrap_button;
  GtkToggleButton *find_button;
  GtkSearchBar *search_bar;
  GtkSearchEntry *search_entry;
  GtkLabel *count;
  GtkScrolledWindow *scroller;
  GtkTextView *text_view;
  GtkWidget *empty_note;
  GtkImage *status_icon;
  GtkLabel *status;
  GtkLabel *file_note;
  GtkWidget *copy_button;
};

G_DEFINE_FINAL_TYPE (NpLogView, np_log_view, ADW_TYPE_BIN)

/* Following: to the newest line, until the user goes to an older one */

static gboolean
is_following (NpLogView *self)
{
  return gtk_toggle_button_get_active (self->follow_button);
}

/* The height is known bit by bit, as lines are laid out: each time it grows, this is done again. */
static gboolean
scroll_cb (gpointer user_data)
{
  NpLogView *self = user_data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  self->scroll_source = 0;
  if (is_following (self))
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment));
  return G_SOURCE_REMOVE;
}

static void
scroll_to_end (NpLogView *self)
{
  if (self->scroll_source == 0)
    self->scroll_source = g_idle_add (scroll_cb, self);
}

static void
appended_cb (NpLogView *self)
{
  gtk_widget_set_visible (self->empty_note, FALSE);
}

static void
follow_toggled_cb (NpLogView *self)
{
  scroll_to_end (self);
}

static gboolean
scrolled_cb (NpLogView *self, double dx, double dy)
{
  if (dy < 0)
    gtk_toggle_button_set_active (self->follow_button, FALSE);
  return GDK_EVENT_PROPAGATE;
}

static gboolean
key_pressed_cb (NpLogView *self, guint key)
{
  static const guint back_keys[] = { GDK_KEY_Up, GDK_KEY_KP_Up, GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, GDK_KEY_Home, GDK_KEY_KP_Home };

  for (guint i = 0; i < G_N_ELEMENTS (back_keys); i++)
    if (key == back_keys[i])
      gtk_toggle_button_set_active (self->follow_button, FALSE);
  return GDK_EVENT_PROPAGATE;
}

static void
bar_pressed_cb (NpLogView *self)
{
  gtk_toggle_button_set_active (self->follow_button, FALSE);
}

static void
wrap_toggled_cb (NpLogView *self)
{
  gtk_text_view_set_wrap_mode (self->text_view, gtk_toggle_button_get_active (self->wrap_button) ? GTK_WRAP_WORD_CHAR : GTK_WRAP_NONE);
  follow_toggled_cb (self);
}

static void
filter_changed_cb (NpLogView *self)
{
  if (self->text != NULL)
    np_log_text_set_filter (self->text, (NpLogFilter) gtk_drop_down_get_selected (self->filter));
}

/* Finding */

static void
update_count (NpLogView *self)
{
  guint n = np_log_text_get_matches (self->text);
  guint position = np_log_text_get_position (self->text);
  gboolean looking = *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0';
  g_autofree char *text = NULL;

  if (!looking)
    text = g_strdup ("");
  else if (position > 0)
    /* Translators: which of the matches: "3 of 12" */
    text = g_strdup_printf (_("%u of %u"), position, n);
  else
    text = g_strdup_printf (ngettext ("%u match", "%u matches", n), n);
  gtk_label_set_text (self->count, text);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "log.find-next", n > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "log.find-previous", n > 0);
}

static void
search_changed_cb (NpLogView *self)
{
  np_log_text_find (self->text, gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
  update_count (self);
}

static void
move (NpLogView *self, gboolean forward)
{
  if (!np_log_text_move (self->text, forward))
    return;
  gtk_toggle_button_set_active (self->follow_button, FALSE);
  gtk_text_view_scroll_to_mark (self->text_view, gtk_text_buffer_get_insert (np_log_text_get_buffer (self->text)), 0.25, FALSE, 0, 0);
}

static void
find_next (NpLogView *self)
{
  move (self, TRUE);
}

static void
find_previous (NpLogView *self)
{
  move (self, FALSE);
}

static void
stop_search_cb (NpLogView *self)
{
  gtk_search_bar_set_search_mode (self->search_bar, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->text_view));
}

static void
search_mode_changed_cb (NpLogView *self)
{
  gboolean looking = gtk_search_bar_get_search_mode (self->search_bar);

  if (self->text != NULL)
    np_log_text_find (self->text, looking ? gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) : NULL);
  if (looking)
    gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

void
np_log_view_find (NpLogView *self)
{
  g_return_if_fail (NP_IS_LOG_VIEW (self));

  gtk_search_bar_set_search_mode (self->search_bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
}

/* The serial port */

static char *
dup_status (NpLogView *self, const char **icon)
{
  const GError *problem = np_serial_monitor_get_problem (self->monitor);
  const NpSerialPortInfo *port = np_board_get_port (self->board);

  switch (np_serial_monitor_get_status (self->monitor))
    {
    case NP_SERIAL_STATUS_NO_PORT:
      *icon = "dialog-information-symbolic";
      return g_strdup (np_board_get_state (self->board) == NP_BOARD_STATE_EMPTY ? _("The board isn’t plugged in.")
                                                                                : _("The probe has no serial port."));
    case NP_SERIAL_STATUS_LISTENING:
      *icon = "emblem-ok-symbolic";
      /* Translators: a serial port: "ttyACM0" */
      return g_strdup_printf (_("Listening to %s, 115200 baud."), port != NULL ? port->name : "");
    case NP_SERIAL_STATUS_CLAIMED:
      *icon = "emblem-synchronizing-symbolic";
      return g_strdup (_("A step of the run uses the serial port."));
    case NP_SERIAL_STATUS_PROBLEM:
      *icon = "dialog-warning-symbolic";
      return np_text_dup_sentence (problem->message);
    }
  g_return_val_if_reached (NULL);
}

/* Returns: (nullable): what lets the port be opened */
static const char *
find_command (NpLogView *self)
{
  NpSerialAccess access;

  if (self->monitor == NULL || !g_error_matches (np_serial_monitor_get_problem (self->monitor), NP_ERROR, NP_ERROR_PERMISSION))
    return NULL;
  np_serial_access_look_at_account (&access);
  return np_serial_access_get_command (&access);
}

static void
update_status (NpLogView *self)
{
  const char *icon = NULL;
  g_autofree char *status = NULL;

  if (self->monitor == NULL)
    return;
  status = dup_status (self, &icon);
  gtk_label_set_text (self->status, status);
  gtk_image_set_from_icon_name (self->status_icon, icon);
  gtk_widget_set_visible (self->copy_button, find_command (self) != NULL);
}

static void
update_file_note (NpLogView *self)
{
  const GError *problem = self->board != NULL ? np_board_log_get_file_problem (np_board_get_log (self->board)) : NULL;
  g_autofree char *note = problem != NULL ? g_strdup_printf (_("The log isn’t complete on disk: %s"), problem->message) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->file_note), problem != NULL);
  gtk_label_set_text (self->file_note, note != NULL ? note : "");
}

static void
stop_listening (NpLogView *self)
{
  if (self->monitor == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->monitor, self);
  g_clear_object (&self->monitor);
}

static void
start_listening (NpLogView *self)
{
  if (self->board == NULL || self->monitor != NULL)
    return;
  self->monitor = np_serial_monitor_listen (self->board);
  g_signal_connect_swapped (self->monitor, "notify", G_CALLBACK (update_status), self);
  update_status (self);
}

static void
np_log_view_map (GtkWidget *widget)
{
  NpLogView *self = NP_LOG_VIEW (widget);

  GTK_WIDGET_CLASS (np_log_view_parent_class)->map (widget);
  np_log_text_set_active (self->text, TRUE);
  start_listening (self);
}

static void
np_log_view_unmap (GtkWidget *widget)
{
  NpLogView *self = NP_LOG_VIEW (widget);

  np_log_text_set_active (self->text, FALSE);
  stop_listening (self);
  GTK_WIDGET_CLASS (np_log_view_parent_class)->unmap (widget);
}

/* Actions */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpLogView) self = user_data;
  g_autoptr(GError) error = NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (!np_board_log_save_finish (NP_BOARD_LOG (source), result, &error))
    np_ui_show_error (root != NULL ? GTK_WINDOW (root) : NULL, _("The Log Was Not Saved"), error);
}

static void
place_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpLogView) self = user_data;
  g_autoptr(GFile) file = np_ui_choose_file_finish (result);

  if (file != NULL && self->board != NULL)
    np_board_log_save_async (np_board_get_log (self->board), file, NULL, saved_cb, g_object_ref (self));
}

static void
save_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpLogView *self = NP_LOG_VIEW (widget);
  g_autofree char *name = g_strdup_printf ("%s.log", np_board_get_probe_serial (self->board));

  np_ui_choose_save_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), _("Save the Log"), name, place_chosen_cb, g_object_ref (self));
}

static void
find_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_log_view_find (NP_LOG_VIEW (widget));
}

static void
find_next_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move (NP_LOG_VIEW (widget), TRUE);
}

static void
find_previous_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  move (NP_LOG_VIEW (widget), FALSE);
}

static void
copy_command_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *command = find_command (NP_LOG_VIEW (widget));

  if (command != NULL)
    gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), command);
}

/* The class */

static void
np_log_view_dispose (GObject *object)
{
  NpLogView *self = NP_LOG_VIEW (object);

  np_log_view_set_board (self, NULL, NULL);
  if (self->scroller != NULL)
    g_signal_handlers_disconnect_by_data (gtk_scrolled_window_get_vadjustment (self->scroller), self);
  g_clear_handle_id (&self->scroll_source, g_source_remove);
  if (self->text != NULL)
    g_signal_handlers_disconnect_by_data (self->text, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_LOG_VIEW);
  g_clear_object (&self->text);
  G_OBJECT_CLASS (np_log_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-log-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NpLogView, filter);
  gtk_widget_class_bind_template_child (widget_class, NpLogView, follow_button);
  gtk_widget_class_bind_template_child (widget_class, NpLogView, wrap_button);
  gtk_widget_class_bind_template_child (widget_class, NpLogView, find_button);
  gtk_widget_class_bind_template_child (widget_class, NpLogView, search_bar);
  gtk_widget_class_bind_template_child (widget_class, NpLogView, search_entry);
  gtk_widget_class_bind_template_child (widget_class, NpLogView, count);
  gtk_widget_class_bind_template_child (widget_class, NpLogView, scroller);
  gtk_widget_class_bind_template_child (widget_class, NpLogView, text_view);
  gtk_widget_class_bind_template_child (widget_class, NpLogView, empty_note);
  gtk_widget_class_bind_template_child (widget_class, NpLogView, status_icon);
  gtk_widget_class_bind_template_child (widget_class, NpLogView, status);
  gtk_widget_class_bind_template_child (widget_class, NpLogView, file_note);
  gtk_widget_class_bind_template_child (widget_class, NpLogView, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, follow_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, wrap_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, find_next);
  gtk_widget_class_bind_template_callback (widget_class, find_previous);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

static void
np_log_view_class_init (NpLogViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_log_view_dispose;
  widget_class->map = np_log_view_map;
  widget_class->unmap = np_log_view_unmap;

  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "log.find", NULL, find_action);
  gtk_widget_class_install_action (widget_class, "log.find-next", NULL, find_next_action);
  gtk_widget_class_install_action (widget_class, "log.find-previous", NULL, find_previous_action);
  gtk_widget_class_install_action (widget_class, "log.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "log.copy-command", NULL, copy_command_action);
}

static void
watch_scrolling (NpLogView *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (scrolled_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->scroller), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self->text_view), keys);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (press), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (press, "pressed", G_CALLBACK (bar_pressed_cb), self);
  g_signal_connect_swapped (gtk_scrolled_window_get_vadjustment (self->scroller), "notify::upper", G_CALLBACK (scroll_to_end), self);
  gtk_widget_add_controller (gtk_scrolled_window_get_vscrollbar (self->scroller), GTK_EVENT_CONTROLLER (press));
}

static void
np_log_view_init (NpLogView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->text = np_log_text_new ();
  gtk_text_view_set_buffer (self->text_view, np_log_text_get_buffer (self->text));
  g_signal_connect_swapped (self->text, "appended", G_CALLBACK (appended_cb), self);
  g_signal_connect_swapped (self->text, "notify", G_CALLBACK (update_count), self);
  watch_scrolling (self);
  update_count (self);
}

void
np_log_view_set_board (NpLogView *self, NpBoard *board, const char *folder)
{
  g_return_if_fail (NP_IS_LOG_VIEW (self));
  g_return_if_fail (board == NULL || NP_IS_BOARD (board));

  if (board == self->board)
    return;
  stop_listening (self);
  if (self->board != NULL)
    g_signal_handlers_disconnect_by_data (np_board_get_log (self->board), self);
  g_set_object (&self->board, board);
  if (board == NULL)
    {
      if (self->text != NULL)
        np_log_text_set_log (self->text, NULL);
      return;
    }
  if (folder != NULL)
    np_board_log_set_folder (np_board_get_log (board), folder);
  g_signal_connect_swapped (np_board_get_log (board), "notify::file-problem", G_CALLBACK (update_file_note), self);
  gtk_widget_set_visible (self->empty_note, TRUE);
  gtk_toggle_button_set_active (self->follow_button, TRUE);
  np_log_text_set_log (self->text, np_board_get_log (board));
  update_file_note (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    start_listening (self);
}

NpLogText *
np_log_view_get_text (NpLogView *self)
{
  g_return_val_if_fail (NP_IS_LOG_VIEW (self), NULL);
  return self->text;
}
