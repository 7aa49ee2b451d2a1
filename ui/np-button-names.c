/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>

#include "np-button-names.h"

/* The label inside names the button already: gtk_label_set_mnemonic_widget () makes that relation. */
static void
mend (GtkButton *button)
{
  if (gtk_button_get_use_underline (button) && gtk_button_get_label (button) != NULL)
    gtk_accessible_reset_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL);
}

/* libadwaita 1.2 names some buttons of About for those alone who see them: by a tooltip, or by a label in them. */
static void
name_as_seen (GtkWidget *button)
{
  GtkWidget *child = gtk_button_get_child (GTK_BUTTON (button));
  const char *name = gtk_widget_get_tooltip_text (button);

  if (!ADW_IS_ABOUT_WINDOW (gtk_widget_get_root (button)) || gtk_button_get_label (GTK_BUTTON (button)) != NULL)
    return;
  if (name == NULL && GTK_IS_LABEL (child))
    name = gtk_label_get_text (GTK_LABEL (child));
  if (name != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static gboolean
realized_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  GObject *widget = g_value_get_object (values);

  if (GTK_IS_BUTTON (widget) && g_signal_handler_find (widget, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, mend, NULL) == 0)
    {
      g_signal_connect (widget, "notify::label", G_CALLBACK (mend), NULL);
      mend (GTK_BUTTON (widget));
      name_as_seen (GTK_WIDGET (widget));
    }
  return G_SOURCE_CONTINUE;
}

void
np_button_names_mend (void)
{
  static gsize done;

  if (!g_once_init_enter (&done))
    return;
  g_type_class_ref (GTK_TYPE_WIDGET); /* its signals come with its class, which stays */
  g_signal_add_emission_hook (g_signal_lookup ("realize", GTK_TYPE_WIDGET), 0, realized_cb, NULL, NULL);
  g_once_init_leave (&done, 1);
}
