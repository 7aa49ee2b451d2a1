/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-problem.h"
#include "np-certificate-card.h"
#include "np-chain-pane.h"
#include "np-chain-text.h"
#include "np-text.h"
#include "np-trust-group.h"

/* How one card hangs on the next */
typedef struct
{
  GtkImage *icon;
  GtkLabel *text;
} Joint;

struct _NpChainPane
{
  GtkWidget parent_instance;

  NpEditor *editor;

  GtkWidget *scrolled;
  NpCertificateCard *cards[NP_CHAIN_N_LINKS]; /* by NpCertificateRole */
  NpCertificateCard *declaration_card;
  Joint joints[NP_CERTIFICATE_PAA]; /* of DAC and PAI with their issuers */
  Joint declaration_joint;
  GtkLabel *text;
};

G_DEFINE_FINAL_TYPE (NpChainPane, np_chain_pane, GTK_TYPE_WIDGET)

typedef struct
{
  const char *icon;
  const char *css_class;
} JointLook;

static const JointLook joint_looks[] = {
  [NP_CHAIN_LINK_UNKNOWN] = { "dialog-question-symbolic", "dim-label" },
  [NP_CHAIN_LINK_HOLDS] = { "emblem-ok-symbolic", "success" },
  [NP_CHAIN_LINK_BROKEN] = { "dialog-error-symbolic", "error" },
};

/* What is shown */

static void
show_joint (Joint *joint, NpChainLinkState state, const char *text)
{
  const JointLook *look = &joint_looks[state];

  gtk_image_set_from_icon_name (joint->icon, look->icon);
  gtk_widget_set_css_classes (GTK_WIDGET (joint->icon), (const char *[]) { look->css_class, NULL });
  gtk_label_set_text (joint->text, text);
}

static void
show_link (NpChainPane *self, const NpDeviceVerdict *verdict, NpCertificateRole role)
{
  const NpChainLink *link = &verdict->links[role];
  const char *held[] = { [NP_CERTIFICATE_DAC] = _("The PAI signed this DAC"), [NP_CERTIFICATE_PAI] = _("The PAA signed this PAI certificate") };
  const char *unknown[] = { [NP_CERTIFICATE_DAC] = _("Who signed the DAC can’t be told"), [NP_CERTIFICATE_PAI] = _("Who signed the PAI certificate can’t be told") };

  switch (link->state)
    {
    case NP_CHAIN_LINK_UNKNOWN: show_joint (&self->joints[role], link->state, link->reason != NULL ? link->reason : unknown[role]); break;
    case NP_CHAIN_LINK_HOLDS: show_joint (&self->joints[role], link->state, held[role]); break;
    case NP_CHAIN_LINK_BROKEN: show_joint (&self->joints[role], link->state, link->reason); break;
    }
}

static const NpProblem *
find_declaration_error (GPtrArray *problems)
{
  for (guint i = 0; i < problems->len; i++)
    {
      const NpProblem *problem = problems->pdata[i];

      if (problem->severity == NP_SEVERITY_ERROR && problem->tag == NP_TAG_CERTIFICATION_DECLARATION)
        return problem;
    }
  return NULL;
}

static void
show_declaration_joint (NpChainPane *self, const NpDeviceVerdict *verdict, GPtrArray *problems)
{
  const NpProblem *error = find_declaration_error (problems);

  if (error != NULL)
    show_joint (&self->declaration_joint, NP_CHAIN_LINK_BROKEN, error->what);
  else if (verdict->declaration == NULL || verdict->links[NP_CERTIFICATE_DAC].certificate == NULL)
    show_joint (&self->declaration_joint, NP_CHAIN_LINK_UNKNOWN, _("Whether the product is certified can’t be told"));
  else
    show_joint (&self->declaration_joint, NP_CHAIN_LINK_HOLDS, _("The declaration covers this device"));
}

static void
judged_cb (NpChainPane *self)
{
  NpJudgement *judgement = np_editor_get_judgement (self->editor);
  GPtrArray *problems = np_editor_get_problems (self->editor);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->scrolled, judgement != NULL);
  if (judgement == NULL)
    return;
  for (int role = NP_CERTIFICATE_DAC; role < NP_CHAIN_N_LINKS; role++)
    np_certificate_card_show_certificate (self->cards[role], judgement->verdict, (NpCertificateRole) role, problems);
  for (int role = NP_CERTIFICATE_DAC; role < NP_CERTIFICATE_PAA; role++)
    show_link (self, judgement->verdict, (NpCertificateRole) role);
  np_certificate_card_show_declaration (self->declaration_card, judgement->verdict, problems);
  show_declaration_joint (self, judgement->verdict, problems);
  text = np_chain_text_dup_all (judgement->verdict);
  gtk_label_set_text (self->text, text);
}

/* Actions */

static void
copy_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), gtk_label_get_text (NP_CHAIN_PANE (widget)->text));
}

static void
trust_changed_cb (NpChainPane *self)
{
  if (self->editor != NULL)
    np_editor_judge_again (self->editor);
}

/* Making it */

static NpCertificateCard *
append_card (GtkBox *box)
{
  NpCertificateCard *card = g_object_new (NP_TYPE_CERTIFICATE_CARD, NULL);

  gtk_box_append (box, GTK_WIDGET (card));
  return card;
}

static void
append_joint (GtkBox *box, Joint *joint)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  joint->icon = GTK_IMAGE (gtk_image_new ());
  joint->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_valign (GTK_WIDGET (joint->icon), GTK_ALIGN_START);
  gtk_label_set_xalign (joint->text, 0);
  gtk_label_set_wrap (joint->text, TRUE);
  gtk_label_set_wrap_mode (joint->text, PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (line, "joint");
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (joint->icon));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (joint->text));
  gtk_box_append (box, line);
}

static void
append_text_twin (NpChainPane *self, GtkBox *box)
{
  GtkWidget *expander = gtk_expander_new_with_mnemonic (_("As _text"));
  g_autofree char *spoken = np_text_dup_without_mnemonic (_("As _text")); /* GTK 4.8 gives it no name */
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *button = gtk_button_new_with_mnemonic (_("Copy _Text"));

  self->text = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->text, 0);
  gtk_label_set_wrap (self->text, TRUE);
  gtk_label_set_wrap_mode (self->text, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (self->text, TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "chain.copy");
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (content, 6);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (content), button);
  gtk_accessible_update_property (GTK_ACCESSIBLE (expander), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_expander_set_child (GTK_EXPANDER (expander), content);
  gtk_widget_set_margin_top (expander, 12);
  gtk_box_append (box, expander);
}

static void
append_trust (NpChainPane *self, GtkBox *box)
{
  GtkWidget *trust = g_object_new (NP_TYPE_TRUST_GROUP, NULL);

  gtk_widget_set_margin_top (trust, 18);
  g_signal_connect_object (trust, "changed", G_CALLBACK (trust_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (box, trust);
}

static void
np_chain_pane_dispose (GObject *object)
{
  NpChainPane *self = NP_CHAIN_PANE (object);

  np_chain_pane_set_editor (self, NULL);
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  G_OBJECT_CLASS (np_chain_pane_parent_class)->dispose (object);
}

static void
np_chain_pane_class_init (NpChainPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_chain_pane_dispose;
  gtk_widget_class_install_action (widget_class, "chain.copy", NULL, copy_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
np_chain_pane_init (NpChainPane *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 0));

  gtk_widget_add_css_class (GTK_WIDGET (box), "chain");
  for (int role = NP_CERTIFICATE_PAA; role >= NP_CERTIFICATE_DAC; role--)
    {
      self->cards[role] = append_card (box);
      append_joint (box, role > NP_CERTIFICATE_DAC ? &self->joints[role - 1] : &self->declaration_joint);
    }
  self->declaration_card = append_card (box);
  append_text_twin (self, box);
  append_trust (self, box);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (box));
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

void
np_chain_pane_set_editor (NpChainPane *self, NpEditor *editor)
{
  g_return_if_fail (NP_IS_CHAIN_PANE (self));

  if (self->editor != NULL)
    g_signal_handlers_disconnect_by_data (self->editor, self);
  g_set_object (&self->editor, editor);
  if (editor == NULL)
    return;
  g_signal_connect_swapped (editor, "judged", G_CALLBACK (judged_cb), self);
  judged_cb (self);
}
