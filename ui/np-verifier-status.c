/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-verifier-status.h"

#define HEIGHT 34 /* the button’s: nothing moves when it comes and goes */

struct _NpVerifierStatus
{
  GtkWidget parent_instance;

  NpEditor *editor;

  GtkImage *icon;
  GtkLabel *text;
  GtkWidget *button;
};

G_DEFINE_FINAL_TYPE (NpVerifierStatus, np_verifier_status, GTK_TYPE_WIDGET)

typedef struct
{
  const char *icon;
  const char *css_class;
  const char *text;
} Look;

static const Look looks[] = {
  [NP_VERIFIER_NONE] = { "dialog-information-symbolic", "dim-label", N_("Can be derived from passcode, salt and iteration count") },
  [NP_VERIFIER_UNKNOWN]
  = { "dialog-question-symbolic", "dim-label", N_("Can’t be compared: passcode, salt or iteration count are missing or not allowed") },
  [NP_VERIFIER_MATCHES] = { "emblem-ok-symbolic", "success", N_("Matches the passcode") },
  [NP_VERIFIER_DIFFERS] = { "dialog-error-symbolic", "error", N_("Doesn’t match the passcode") },
};

static void
judged_cb (NpVerifierStatus *self)
{
  NpJudgement *judgement = np_editor_get_judgement (self->editor);
  const Look *look = judgement != NULL ? &looks[judgement->verifier_state] : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), look != NULL);
  if (look == NULL)
    return;
  gtk_image_set_from_icon_name (self->icon, look->icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]) { look->css_class, NULL });
  gtk_label_set_text (self->text, _(look->text));
  gtk_widget_set_visible (self->button, judgement->derived != NULL && judgement->verifier_state != NP_VERIFIER_MATCHES);
}

/* While a judgement of the last edit is still to come, that one will follow by itself. */
static void
derive_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpVerifierStatus *self = NP_VERIFIER_STATUS (widget);
  NpJudgement *judgement = np_editor_get_judgement (self->editor);

  if (judgement != NULL && judgement->derived != NULL)
    np_editor_set_value (self->editor, NP_TAG_SPAKE2_VERIFIER, judgement->derived);
}

static void
np_verifier_status_dispose (GObject *object)
{
  NpVerifierStatus *self = NP_VERIFIER_STATUS (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  if (self->editor != NULL)
    g_signal_handlers_disconnect_by_data (self->editor, self);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (np_verifier_status_parent_class)->dispose (object);
}

static void
np_verifier_status_class_init (NpVerifierStatusClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_verifier_status_dispose;
  gtk_widget_class_install_action (widget_class, "verifier.derive", NULL, derive_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
}

static void
np_verifier_status_init (NpVerifierStatus *self)
{
  gtk_widget_set_size_request (GTK_WIDGET (self), -1, HEIGHT);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))), 6);
  self->icon = GTK_IMAGE (gtk_image_new ());
  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->text, 0);
  gtk_label_set_wrap (self->text, TRUE);
  gtk_widget_set_hexpand (GTK_WIDGET (self->text), TRUE);
  self->button = gtk_button_new_with_mnemonic (_("_Derive"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "verifier.derive");
  gtk_widget_set_valign (self->button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (self->button, _("Make the verifier from passcode, salt and iteration count"));
  gtk_widget_set_parent (GTK_WIDGET (self->icon), GTK_WIDGET (self));
  gtk_widget_set_parent (GTK_WIDGET (self->text), GTK_WIDGET (self));
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
}

GtkWidget *
np_verifier_status_new (NpEditor *editor)
{
  NpVerifierStatus *self;

  g_return_val_if_fail (NP_IS_EDITOR (editor), NULL);

  self = g_object_new (NP_TYPE_VERIFIER_STATUS, NULL);
  self->editor = g_object_ref (editor);
  g_signal_connect_swapped (editor, "judged", G_CALLBACK (judged_cb), self);
  judged_cb (self);
  return GTK_WIDGET (self);
}
