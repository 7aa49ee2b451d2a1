/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-secret-bytes.h"
#include "np-error.h"
#include "np-text.h"
#include "run/np-outcome.h"
#include "ui-compat.h"

void
np_ui_show_error (GtkWindow *parent, const char *heading, const GError *error)
{
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, NULL);
  const char *advice = error->domain == NP_ERROR ? np_advice_for_error (error) : NULL;
  g_autofree char *message = np_text_dup_sentence (error->message);
  g_autofree char *body = g_strconcat (message, advice != NULL ? "\n\n" : NULL, advice, NULL);

  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (dialog), body);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
ask_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;

  g_task_return_boolean (task, g_str_equal (response, "accept"));
}

void
np_ui_ask_async (GtkWindow *parent, const char *heading, const char *body, const char *cancel, const char *accept,
                 AdwResponseAppearance appearance, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));

  adw_message_dialog_add_response (dialog, "cancel", cancel);
  adw_message_dialog_add_response (dialog, "accept", accept);
  adw_message_dialog_set_response_appearance (dialog, "accept", appearance);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (ask_response_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
np_ui_ask_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

static void
ask_two_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  NpUiAnswer answer = NP_UI_ANSWER_NONE;

  if (g_str_equal (response, "first"))
    answer = NP_UI_ANSWER_FIRST;
  else if (g_str_equal (response, "second"))
    answer = NP_UI_ANSWER_SECOND;
  g_task_return_int (task, answer);
}

void
np_ui_ask_two_async (GtkWindow *parent, const char *heading, const char *body, GtkWidget *child, const char *first,
                     AdwResponseAppearance first_appearance, const char *second, AdwResponseAppearance second_appearance,
                     GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));

  adw_message_dialog_add_response (dialog, "first", first);
  adw_message_dialog_add_response (dialog, "second", second);
  adw_message_dialog_set_response_appearance (dialog, "first", first_appearance);
  adw_message_dialog_set_response_appearance (dialog, "second", second_appearance);
  if (second_appearance == ADW_RESPONSE_SUGGESTED)
    adw_message_dialog_set_default_response (dialog, "second");
  adw_message_dialog_set_extra_child (dialog, child);
  g_signal_connect (dialog, "response", G_CALLBACK (ask_two_response_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

NpUiAnswer
np_ui_ask_two_finish (GAsyncResult *result)
{
  return (NpUiAnswer) g_task_propagate_int (G_TASK (result), NULL);
}

/* A password entry keeps its text in memory that is cleared. */
static void
passphrase_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog)));
  GBytes *passphrase = g_str_equal (response, "accept") ? np_secret_bytes_new (text, strlen (text)) : NULL;

  /* GTK 4.8 looks at a password entry that is gone when the focus leaves it with its window. */
  gtk_window_set_focus (GTK_WINDOW (dialog), NULL);
  g_task_return_pointer (task, passphrase, (GDestroyNotify) g_bytes_unref);
}

static void
entry_changed_cb (GtkEditable *entry, AdwMessageDialog *dialog)
{
  adw_message_dialog_set_response_enabled (dialog, "accept", *gtk_editable_get_text (entry) != '\0');
}

/* Asks for what is typed into @entry. */
static void
ask_for_text (AdwMessageDialog *dialog, GtkWidget *entry, const char *label, const char *accept, gboolean may_be_empty)
{
  g_object_set (entry, "activates-default", TRUE, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  adw_message_dialog_set_extra_child (dialog, entry);
  adw_message_dialog_add_response (dialog, "cancel", _("_Cancel"));
  adw_message_dialog_add_response (dialog, "accept", accept);
  adw_message_dialog_set_response_appearance (dialog, "accept", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "accept");
  adw_message_dialog_set_close_response (dialog, "cancel");
  if (may_be_empty)
    return;
  entry_changed_cb (GTK_EDITABLE (entry), dialog);
  g_signal_connect_object (entry, "changed", G_CALLBACK (entry_changed_cb), dialog, 0);
}

void
np_ui_ask_passphrase_async (GtkWindow *parent, const char *heading, const char *body, const char *accept, gboolean may_be_empty,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));
  GtkWidget *entry = gtk_password_entry_new ();

  gtk_password_entry_set_show_peek_icon (GTK_PASSWORD_ENTRY (entry), TRUE);
  g_object_set (entry, "placeholder-text", _("Passphrase"), NULL);
  ask_for_text (dialog, entry, _("Passphrase"), accept, may_be_empty);
  g_signal_connect (dialog, "response", G_CALLBACK (passphrase_response_cb), task);
  gtk_window_set_focus (GTK_WINDOW (dialog), entry);
  gtk_window_present (GTK_WINDOW (dialog));
}

GBytes *
np_ui_ask_passphrase_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
name_response_cb (AdwMessageDialog *dialog, const char *response, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  const char *text = gtk_editable_get_text (GTK_EDITABLE (adw_message_dialog_get_extra_child (dialog)));

  g_task_return_pointer (task, g_str_equal (response, "accept") ? g_strstrip (g_strdup (text)) : NULL, g_free);
}

void
np_ui_ask_name_async (GtkWindow *parent, const char *heading, const char *body, const char *name, int max_length, const char *accept,
                      gboolean may_be_empty, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, body));
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_text (GTK_EDITABLE (entry), name != NULL ? name : "");
  gtk_entry_set_max_length (GTK_ENTRY (entry), max_length);
  ask_for_text (dialog, entry, _("Name"), accept, may_be_empty);
  g_signal_connect (dialog, "response", G_CALLBACK (name_response_cb), task);
  gtk_window_set_focus (GTK_WINDOW (dialog), entry);
  gtk_window_present (GTK_WINDOW (dialog));
}

char *
np_ui_ask_name_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
file_response_cb (GtkNativeDialog *dialog, int response, gpointer user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL && g_file_peek_path (file) == NULL)
    {
      g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                                                     _("It doesn’t lie in a file system of this computer. Copy it to this computer first."));

      np_ui_show_error (g_task_get_source_object (task), _("That Place Can’t Be Used"), error);
      g_clear_object (&file);
    }
  g_task_return_pointer (task, g_steal_pointer (&file), g_object_unref);
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

void
np_ui_choose_file_async (GtkWindow *parent, const char *title, GtkFileChooserAction action, const char *filter_name,
                         const char *const *patterns, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, action, NULL, NULL);

  if (patterns != NULL)
    {
      g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, filter_name);
      for (guint i = 0; patterns[i] != NULL; i++)
        gtk_file_filter_add_pattern (filter, patterns[i]);
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), filter);
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (file_response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
np_ui_choose_save_file_async (GtkWindow *parent, const char *title, const char *name, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (parent, NULL, callback, user_data);
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect (dialog, "response", G_CALLBACK (file_response_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

GFile *
np_ui_choose_file_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

static void
name_toggle (GtkWidget *widget, const char *name)
{
  const char *icon = GTK_IS_BUTTON (widget) ? gtk_button_get_icon_name (GTK_BUTTON (widget)) : NULL;

  if (icon != NULL && g_str_has_prefix (icon, "view-")) /* view-reveal or view-conceal, as it stands */
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_toggle (child, name);
}

GtkWidget *
np_ui_password_row_new (const char *title)
{
  GtkWidget *row = adw_password_entry_row_new ();
  g_autofree char *name = g_strdup_printf (_("Show or hide: %s"), title);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  name_toggle (row, name);
  return row;
}
