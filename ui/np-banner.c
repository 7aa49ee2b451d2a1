/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-banner.h"

struct _NpBanner
{
  AdwBin parent_instance;

  char *title;
  char *button_label;
  char *action_name;
  GtkMessageType message_type;
  gboolean revealed;
};

enum
{
  PROP_TITLE = 1,
  PROP_BUTTON_LABEL,
  PROP_ACTION_NAME,
  PROP_MESSAGE_TYPE,
  PROP_REVEALED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (NpBanner, np_banner, ADW_TYPE_BIN)

static gboolean
is_text (NpBanner *self, const char *text)
{
  return text != NULL && *text != '\0';
}

static void
np_banner_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  NpBanner *self = NP_BANNER (object);

  switch (property)
    {
    case PROP_TITLE:
      g_free (self->title);
      self->title = g_value_dup_string (value);
      break;
    case PROP_BUTTON_LABEL:
      g_free (self->button_label);
      self->button_label = g_value_dup_string (value);
      break;
    case PROP_ACTION_NAME:
      g_free (self->action_name);
      self->action_name = g_value_dup_string (value);
      break;
    case PROP_MESSAGE_TYPE: self->message_type = g_value_get_enum (value); break;
    case PROP_REVEALED: self->revealed = g_value_get_boolean (value); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_banner_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NpBanner *self = NP_BANNER (object);

  switch (property)
    {
    case PROP_TITLE: g_value_set_string (value, self->title); break;
    case PROP_BUTTON_LABEL: g_value_set_string (value, self->button_label); break;
    case PROP_ACTION_NAME: g_value_set_string (value, self->action_name); break;
    case PROP_MESSAGE_TYPE: g_value_set_enum (value, self->message_type); break;
    case PROP_REVEALED: g_value_set_boolean (value, self->revealed); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_banner_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_BANNER);
  G_OBJECT_CLASS (np_banner_parent_class)->dispose (object);
}

static void
np_banner_finalize (GObject *object)
{
  NpBanner *self = NP_BANNER (object);

  g_free (self->title);
  g_free (self->button_label);
  g_free (self->action_name);
  G_OBJECT_CLASS (np_banner_parent_class)->finalize (object);
}

static void
np_banner_class_init (NpBannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = np_banner_set_property;
  object_class->get_property = np_banner_get_property;
  object_class->dispose = np_banner_dispose;
  object_class->finalize = np_banner_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_BUTTON_LABEL] = g_param_spec_string ("button-label", NULL, NULL, NULL, flags);
  properties[PROP_ACTION_NAME] = g_param_spec_string ("action-name", NULL, NULL, NULL, flags);
  properties[PROP_MESSAGE_TYPE] = g_param_spec_enum ("message-type", NULL, NULL, GTK_TYPE_MESSAGE_TYPE, GTK_MESSAGE_INFO, flags);
  properties[PROP_REVEALED] = g_param_spec_boolean ("revealed", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-banner.ui");
  gtk_widget_class_bind_template_callback (widget_class, is_text);
}

static void
np_banner_init (NpBanner *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
