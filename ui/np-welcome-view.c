/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "bench/np-programmer.h"
#include "np-settings.h"
#include "np-welcome-view.h"

struct _NpWelcomeView
{
  AdwBin parent_instance;

  GSettings *settings;
  char *programmer;
  char *missing;
};

enum
{
  PROP_PROGRAMMER = 1,
  PROP_MISSING,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (NpWelcomeView, np_welcome_view, ADW_TYPE_BIN)

static char *
tool_icon (NpWelcomeView *self, const char *programmer)
{
  return g_strdup (programmer != NULL ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
}

static char **
tool_classes (NpWelcomeView *self, const char *programmer)
{
  const char *classes[] = { programmer != NULL ? "success" : "warning", NULL };

  return g_strdupv ((char **) classes);
}

static char *
tool_text (NpWelcomeView *self, const char *programmer)
{
  return g_strdup (programmer != NULL ? _("STM32CubeProgrammer is installed") : _("STM32CubeProgrammer was not found"));
}

static char *
tool_explanation (NpWelcomeView *self, const char *programmer)
{
  if (programmer != NULL)
    return g_strdup (programmer);
  return g_strdup (_("Real boards need it; the simulated bench does not."));
}

static gboolean
is_missing (NpWelcomeView *self, const char *programmer)
{
  return programmer == NULL;
}

static void
look_for_programmer (NpWelcomeView *self)
{
  g_autofree char *folder = g_settings_get_string (self->settings, "programmer-folder");
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->programmer, g_free);
  g_clear_pointer (&self->missing, g_free);
  self->programmer = np_programmer_locate (*folder != '\0' ? folder : NULL, &error);
  if (error != NULL)
    self->missing = g_strdup (error->message);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRAMMER]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MISSING]);
}

static void
np_welcome_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NpWelcomeView *self = NP_WELCOME_VIEW (object);

  switch (property)
    {
    case PROP_PROGRAMMER: g_value_set_string (value, self->programmer); break;
    case PROP_MISSING: g_value_set_string (value, self->missing); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_welcome_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_WELCOME_VIEW);
  G_OBJECT_CLASS (np_welcome_view_parent_class)->dispose (object);
}

static void
np_welcome_view_finalize (GObject *object)
{
  NpWelcomeView *self = NP_WELCOME_VIEW (object);

  g_object_unref (self->settings);
  g_free (self->programmer);
  g_free (self->missing);
  G_OBJECT_CLASS (np_welcome_view_parent_class)->finalize (object);
}

static void
np_welcome_view_class_init (NpWelcomeViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags computed = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = np_welcome_view_get_property;
  object_class->dispose = np_welcome_view_dispose;
  object_class->finalize = np_welcome_view_finalize;

  properties[PROP_PROGRAMMER] = g_param_spec_string ("programmer", NULL, NULL, NULL, computed);
  properties[PROP_MISSING] = g_param_spec_string ("missing", NULL, NULL, NULL, computed);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-welcome-view.ui");
  gtk_widget_class_bind_template_callback (widget_class, tool_icon);
  gtk_widget_class_bind_template_callback (widget_class, tool_classes);
  gtk_widget_class_bind_template_callback (widget_class, tool_text);
  gtk_widget_class_bind_template_callback (widget_class, tool_explanation);
  gtk_widget_class_bind_template_callback (widget_class, is_missing);
}

static void
np_welcome_view_init (NpWelcomeView *self)
{
  self->settings = np_settings_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->settings, "changed::programmer-folder", G_CALLBACK (look_for_programmer), self, G_CONNECT_SWAPPED);
  look_for_programmer (self);
}
