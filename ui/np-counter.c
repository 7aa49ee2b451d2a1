/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-counter.h"

struct _NpCounter
{
  AdwBin parent_instance;

  char *value;
  char *caption;
};

enum
{
  PROP_VALUE = 1,
  PROP_CAPTION,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (NpCounter, np_counter, ADW_TYPE_BIN)

static void
set_text (NpCounter *self, char **text, const GValue *value, guint property)
{
  if (g_strcmp0 (*text, g_value_get_string (value)) == 0)
    return;
  g_free (*text);
  *text = g_value_dup_string (value);
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
np_counter_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  NpCounter *self = NP_COUNTER (object);

  switch (property)
    {
    case PROP_VALUE: set_text (self, &self->value, value, property); break;
    case PROP_CAPTION: set_text (self, &self->caption, value, property); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_counter_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NpCounter *self = NP_COUNTER (object);

  switch (property)
    {
    case PROP_VALUE: g_value_set_string (value, self->value); break;
    case PROP_CAPTION: g_value_set_string (value, self->caption); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_counter_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_COUNTER);
  G_OBJECT_CLASS (np_counter_parent_class)->dispose (object);
}

static void
np_counter_finalize (GObject *object)
{
  NpCounter *self = NP_COUNTER (object);

  g_free (self->value);
  g_free (self->caption);
  G_OBJECT_CLASS (np_counter_parent_class)->finalize (object);
}

static void
np_counter_class_init (NpCounterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->set_property = np_counter_set_property;
  object_class->get_property = np_counter_get_property;
  object_class->dispose = np_counter_dispose;
  object_class->finalize = np_counter_finalize;

  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL, flags);
  properties[PROP_CAPTION] = g_param_spec_string ("caption", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-counter.ui");
  gtk_widget_class_set_css_name (widget_class, "counter");
}

static void
np_counter_init (NpCounter *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
