/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-size-bar.h"

struct _NpSizeBar
{
  GtkWidget parent_instance;

  GtkWidget *box; /* bound so that the template’s end takes it away */
  GtkLabel *title;
  GtkLevelBar *bar;
  GtkLabel *words;
};

G_DEFINE_FINAL_TYPE (NpSizeBar, np_size_bar, GTK_TYPE_WIDGET)

static void
np_size_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_SIZE_BAR);
  G_OBJECT_CLASS (np_size_bar_parent_class)->dispose (object);
}

static void
np_size_bar_class_init (NpSizeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_size_bar_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-size-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, NpSizeBar, box);
  gtk_widget_class_bind_template_child (widget_class, NpSizeBar, title);
  gtk_widget_class_bind_template_child (widget_class, NpSizeBar, bar);
  gtk_widget_class_bind_template_child (widget_class, NpSizeBar, words);
}

/* The default offsets would paint low values as bad ones. */
static void
np_size_bar_init (NpSizeBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_level_bar_remove_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_LOW);
  gtk_level_bar_remove_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_HIGH);
  gtk_level_bar_remove_offset_value (self->bar, GTK_LEVEL_BAR_OFFSET_FULL);
}

static char *
dup_words (gsize used, gsize available)
{
  if (available == 0)
    return g_strdup_printf (ngettext ("%zu byte; how many fit is not known", "%zu bytes; how many fit is not known", used), used);
  if (used > available)
    return g_strdup_printf (_("%zu of %zu bytes: too long by %zu"), used, available, used - available);
  return g_strdup_printf (_("%zu of %zu bytes (%zu %%)"), used, available, (used * 100 + available / 2) / available);
}

void
np_size_bar_set (NpSizeBar *self, const char *title, gsize used, gsize available)
{
  g_autofree char *words = NULL;

  g_return_if_fail (NP_IS_SIZE_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), title != NULL);
  if (title == NULL)
    return;
  words = dup_words (used, available);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->words, words);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), available > 0);
  gtk_level_bar_set_value (self->bar, available > 0 ? MIN ((double) used / (double) available, 1) : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL, title, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
  if (used > available && available > 0)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
}
