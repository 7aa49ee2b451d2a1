/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-verdict-card.h"

struct _NpVerdictCard
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkImage *icon;
  GtkLabel *summary;
  GtkLabel *todo;
};

G_DEFINE_FINAL_TYPE (NpVerdictCard, np_verdict_card, GTK_TYPE_WIDGET)

typedef struct
{
  const char *icon;
  const char *css_class;
} Look;

static const Look looks[] = {
  [NP_DEVICE_COMMISSIONED] = { "emblem-ok-symbolic", "success" },
  [NP_DEVICE_COMMISSIONED_AS_TEST] = { "emblem-ok-symbolic", "warning" },
  [NP_DEVICE_COMMISSIONED_IF_TRUSTED] = { "emblem-ok-symbolic", "warning" },
  [NP_DEVICE_REFUSED] = { "dialog-error-symbolic", "error" },
  [NP_DEVICE_UNFIT] = { "dialog-error-symbolic", "error" },
  [NP_DEVICE_LATER] = { "dialog-question-symbolic", "dim-label" },
};

static GtkLabel *
append_label (GtkBox *box, const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  gtk_box_append (box, GTK_WIDGET (label));
  return label;
}

static void
np_verdict_card_dispose (GObject *object)
{
  g_clear_pointer (&NP_VERDICT_CARD (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (np_verdict_card_parent_class)->dispose (object);
}

static void
np_verdict_card_class_init (NpVerdictCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = np_verdict_card_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
np_verdict_card_init (NpVerdictCard *self)
{
  GtkBox *texts = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 3));

  gtk_widget_set_hexpand (GTK_WIDGET (texts), TRUE);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  self->icon = GTK_IMAGE (gtk_image_new ());
  self->summary = append_label (texts, "heading");
  self->todo = append_label (texts, NULL);
  gtk_image_set_icon_size (self->icon, GTK_ICON_SIZE_LARGE);
  gtk_widget_set_valign (GTK_WIDGET (self->icon), GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (texts));
  gtk_widget_add_css_class (self->box, "verdict");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

void
np_verdict_card_show (NpVerdictCard *self, const NpDeviceVerdict *verdict)
{
  const Look *look;

  g_return_if_fail (NP_IS_VERDICT_CARD (self) && verdict != NULL);

  look = &looks[verdict->conclusion];
  gtk_image_set_from_icon_name (self->icon, look->icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), (const char *[]) { look->css_class, NULL });
  gtk_label_set_text (self->summary, verdict->summary);
  gtk_label_set_text (self->todo, verdict->todo != NULL ? verdict->todo : "");
  gtk_widget_set_visible (GTK_WIDGET (self->todo), verdict->todo != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, verdict->summary, -1);
}
