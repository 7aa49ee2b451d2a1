/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-confirm-dialog.h"

#define RESPONSE_CANCEL "cancel"
#define RESPONSE_ACCEPT "accept"
#define TEXT_WIDTH 38 /* characters: how wide the dialog is at least */

typedef struct
{
  AdwMessageDialog *dialog;
  GTask *task;
  gboolean answered;
  char *code;
  GtkEditable *entry;    /* (nullable) */
  GtkCheckButton *check; /* (nullable) */
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  if (!question->answered) /* its window went */
    g_task_return_boolean (question->task, FALSE);
  g_object_unref (question->task);
  g_free (question->code);
  g_free (question);
}

static void
update (Question *question)
{
  gboolean typed = question->entry == NULL || np_confirmation_code_is_right (question->code, gtk_editable_get_text (question->entry));
  gboolean ticked = question->check == NULL || gtk_check_button_get_active (question->check);

  adw_message_dialog_set_response_enabled (question->dialog, RESPONSE_ACCEPT, typed && ticked);
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Question *question)
{
  question->answered = TRUE;
  g_task_return_boolean (question->task, g_str_equal (response, RESPONSE_ACCEPT));
}

/* --- Typing alone counts ----------------------------------------------------- */

static void
paste_cb (GtkText *text)
{
  g_signal_stop_emission_by_name (text, "paste-clipboard");
  gtk_widget_error_bell (GTK_WIDGET (text));
}

static void
middle_click_cb (GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
remove_drop_targets (GtkWidget *text)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (text);

  for (guint i = g_list_model_get_n_items (controllers); i > 0; i--)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i - 1);

      if (GTK_IS_DROP_TARGET (controller))
        gtk_widget_remove_controller (text, controller);
    }
}

/* By keys and menu, by the middle button, by dropping. */
static void
forbid_pasting (GtkWidget *row, GtkText *text)
{
  GtkGesture *middle = gtk_gesture_click_new ();

  g_signal_connect (text, "paste-clipboard", G_CALLBACK (paste_cb), NULL);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (middle), GDK_BUTTON_MIDDLE);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (middle), GTK_PHASE_CAPTURE);
  g_signal_connect (middle, "pressed", G_CALLBACK (middle_click_cb), NULL);
  gtk_widget_add_controller (row, GTK_EVENT_CONTROLLER (middle));
  remove_drop_targets (GTK_WIDGET (text));
}

/* --- What stands below the text ------------------------------------------------ */

static GtkWidget *
label_new (const char *text)
{
  return g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "justify", GTK_JUSTIFY_CENTER, "width-chars", TEXT_WIDTH, "max-width-chars",
                       TEXT_WIDTH, NULL);
}

static void
add_entry (Question *question, GtkBox *box)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *list = gtk_list_box_new ();
  g_autofree char *wanted = g_strdup_printf (_("To confirm, type the project’s name: %s"), question->code);
  GtkWidget *name = label_new (question->code);

  gtk_box_append (box, label_new (_("To confirm, type the project’s name:")));
  gtk_widget_add_css_class (name, "heading");
  gtk_box_append (box, name);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Project name"));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_box_append (box, list);
  question->entry = GTK_EDITABLE (row);
  forbid_pasting (row, GTK_TEXT (gtk_editable_get_delegate (question->entry)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_editable_get_delegate (question->entry)), GTK_ACCESSIBLE_PROPERTY_LABEL, wanted, -1);
  g_signal_connect_swapped (row, "changed", G_CALLBACK (update), question);
}

static void
add_check (Question *question, GtkBox *box, const char *text)
{
  GtkWidget *check = gtk_check_button_new ();

  gtk_check_button_set_child (GTK_CHECK_BUTTON (check),
                              g_object_new (GTK_TYPE_LABEL, "label", text, "wrap", TRUE, "xalign", 0.0f, "max-width-chars", TEXT_WIDTH - 4, NULL));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_box_append (box, check);
  question->check = GTK_CHECK_BUTTON (check);
  g_signal_connect_swapped (check, "toggled", G_CALLBACK (update), question);
}

static GtkWidget *
make_content (Question *question, const NpConfirmation *confirmation, const char *batch, gboolean practice)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  if (batch != NULL)
    gtk_box_append (GTK_BOX (box), label_new (batch));
  if (practice)
    {
      GtkWidget *stamp = label_new (_("SIMULATED: no real board is changed."));

      gtk_widget_add_css_class (stamp, "heading");
      gtk_box_append (GTK_BOX (box), stamp);
    }
  if (confirmation->gate >= NP_CONFIRMATION_GATE_CODE)
    add_entry (question, GTK_BOX (box));
  if (confirmation->gate == NP_CONFIRMATION_GATE_CODE_AND_CHECK)
    add_check (question, GTK_BOX (box), confirmation->check);
  return box;
}

void
np_confirm_dialog_ask_async (GtkWindow *parent, const NpConfirmation *confirmation, const char *code, const char *batch, gboolean practice,
                             GAsyncReadyCallback callback, gpointer user_data)
{
  Question *question = g_new0 (Question, 1);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, confirmation->heading, confirmation->body));

  question->dialog = dialog;
  question->task = g_task_new (parent, NULL, callback, user_data);
  question->code = g_strdup (code);
  adw_message_dialog_add_response (dialog, RESPONSE_CANCEL, _("_Cancel"));
  adw_message_dialog_add_response (dialog, RESPONSE_ACCEPT, confirmation->accept);
  adw_message_dialog_set_response_appearance (dialog, RESPONSE_ACCEPT, ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, RESPONSE_CANCEL);
  adw_message_dialog_set_close_response (dialog, RESPONSE_CANCEL);
  adw_message_dialog_set_extra_child (dialog, make_content (question, confirmation, batch, practice));
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  update (question);
  gtk_window_present (GTK_WINDOW (dialog));
  if (question->entry != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (question->entry));
}

gboolean
np_confirm_dialog_ask_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
