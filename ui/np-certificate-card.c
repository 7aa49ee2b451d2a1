/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-problem.h"
#include "matter/np-test-pki.h"
#include "np-certificate-card.h"
#include "np-chain-text.h"
#include "np-problem-notes.h"
#include "np-text.h"

struct _NpCertificateCard
{
  GtkWidget parent_instance;

  char *shown_fields;

  GtkWidget *box; /* bound so that the template’s end takes it away */
  GtkLabel *title;
  GtkWidget *ribbon;
  GtkLabel *subject;
  GtkLabel *ids;
  GtkLabel *validity;
  GtkGrid *fields;
  NpProblemNotes *notes;
};

G_DEFINE_FINAL_TYPE (NpCertificateCard, np_certificate_card, GTK_TYPE_WIDGET)

static void
show (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

static void
show_notes (NpCertificateCard *self, GPtrArray *problems, NpTag tag)
{
  np_problem_notes_set_problems (self->notes, problems, tag, NULL);
}

/* From a public test authority, or for one of the vendor ids that are for tests */
static gboolean
is_for_tests (const NpChainLink *link)
{
  guint16 vendor_id;

  if (link->test)
    return TRUE;
  return link->certificate != NULL && np_certificate_get_vendor_id (link->certificate, &vendor_id) && vendor_id >= NP_TEST_VENDOR_ID_FIRST
         && vendor_id <= NP_TEST_VENDOR_ID_LAST;
}

void
np_certificate_card_show_certificate (NpCertificateCard *self, const NpDeviceVerdict *verdict, NpCertificateRole role, GPtrArray *problems)
{
  NpCertificate *certificate = verdict->links[role].certificate;
  g_autofree char *title = np_text_dup_sentence (np_certificate_role_get_name (role));
  g_autofree char *ids = certificate != NULL ? np_chain_text_dup_ids (certificate, role) : NULL;
  g_autofree char *validity = certificate != NULL ? np_chain_text_dup_validity (certificate) : NULL;
  g_autoptr(GPtrArray) none = np_problem_list_new ();
  const char *missing = role == NP_CERTIFICATE_PAA ? _("None that is trusted on this computer") : _("None");

  g_return_if_fail (NP_IS_CERTIFICATE_CARD (self));

  show (self->title, title);
  gtk_widget_set_visible (self->ribbon, is_for_tests (&verdict->links[role]));
  show (self->subject, certificate != NULL ? np_certificate_get_subject (certificate) : missing);
  show (self->ids, ids);
  show (self->validity, validity);
  gtk_widget_set_visible (GTK_WIDGET (self->fields), FALSE);
  /* A PAA's stand beside the PAI certificate, which has a field. */
  show_notes (self, role == NP_CERTIFICATE_PAA ? none : problems, np_certificate_role_get_tag (role));
}

/* The declaration */

typedef struct
{
  GtkGrid *grid;
  int row;
} Table;

static GtkWidget *
make_cell (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
attach_field (const char *title, const char *value, gpointer user_data)
{
  Table *table = user_data;
  GtkWidget *name = make_cell (title, "explanation");
  GtkWidget *cell = make_cell (value, "numeric");

  gtk_widget_set_hexpand (cell, TRUE);
  gtk_label_set_selectable (GTK_LABEL (cell), TRUE);
  gtk_widget_set_can_focus (cell, FALSE); /* for the mouse: the text below has it all for the keyboard, and Tab would not get past it */
  gtk_accessible_update_relation (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_RELATION_LABELLED_BY, name, NULL, -1);
  gtk_grid_attach (table->grid, name, 0, table->row, 1, 1);
  gtk_grid_attach (table->grid, cell, 1, table->row, 1, 1);
  table->row++;
}

static void
append_text (const char *title, const char *value, gpointer text)
{
  g_string_append_printf (text, "%s\n%s\n", title, value);
}

/* Labels are dear: they are made only when they would be others. */
static void
show_fields (NpCertificateCard *self, const NpDeviceVerdict *verdict)
{
  Table table = { self->fields, 0 };
  g_autoptr(GString) text = g_string_new (NULL);
  GtkWidget *child;

  np_chain_text_for_each_field (verdict->declaration, verdict->signer, append_text, text);
  if (g_strcmp0 (text->str, self->shown_fields) == 0)
    return;
  g_free (self->shown_fields);
  self->shown_fields = g_strdup (text->str);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->fields))) != NULL)
    gtk_grid_remove (self->fields, child);
  np_chain_text_for_each_field (verdict->declaration, verdict->signer, attach_field, &table);
}

void
np_certificate_card_show_declaration (NpCertificateCard *self, const NpDeviceVerdict *verdict, GPtrArray *problems)
{
  const NpCertificationDeclaration *declaration = verdict->declaration;

  g_return_if_fail (NP_IS_CERTIFICATE_CARD (self));

  show (self->title, _("Certification declaration"));
  gtk_widget_set_visible (self->ribbon, declaration != NULL && declaration->certification_type == NP_CERTIFICATION_TYPE_TEST);
  show (self->subject, declaration == NULL ? _("None that can be read") : NULL);
  show (self->ids, NULL);
  show (self->validity, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->fields), declaration != NULL);
  if (declaration != NULL)
    show_fields (self, verdict);
  show_notes (self, problems, NP_TAG_CERTIFICATION_DECLARATION);
}

/* The class */

static void
np_certificate_card_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_CERTIFICATE_CARD);
  G_OBJECT_CLASS (np_certificate_card_parent_class)->dispose (object);
}

static void
np_certificate_card_finalize (GObject *object)
{
  g_free (NP_CERTIFICATE_CARD (object)->shown_fields);
  G_OBJECT_CLASS (np_certificate_card_parent_class)->finalize (object);
}

static void
np_certificate_card_class_init (NpCertificateCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_certificate_card_dispose;
  G_OBJECT_CLASS (klass)->finalize = np_certificate_card_finalize;
  g_type_ensure (NP_TYPE_PROBLEM_NOTES);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-certificate-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NpCertificateCard, box);
  gtk_widget_class_bind_template_child (widget_class, NpCertificateCard, title);
  gtk_widget_class_bind_template_child (widget_class, NpCertificateCard, ribbon);
  gtk_widget_class_bind_template_child (widget_class, NpCertificateCard, subject);
  gtk_widget_class_bind_template_child (widget_class, NpCertificateCard, ids);
  gtk_widget_class_bind_template_child (widget_class, NpCertificateCard, validity);
  gtk_widget_class_bind_template_child (widget_class, NpCertificateCard, fields);
  gtk_widget_class_bind_template_child (widget_class, NpCertificateCard, notes);
}

static void
np_certificate_card_init (NpCertificateCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
