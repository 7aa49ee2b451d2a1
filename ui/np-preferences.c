/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-preferences.h"
#include "np-programmer-group.h"
#include "np-settings.h"

struct _NpPreferences
{
  AdwPreferencesWindow parent_instance;

  GSettings *settings;

  AdwComboRow *scheme_row;
  GtkSpinButton *boards_at_once;
  GtkSpinButton *timeout_factor;
  GtkSpinButton *simulated_boards;
  GtkSpinButton *simulated_speed;
  GtkSwitch *practise_confirmations;
};

G_DEFINE_FINAL_TYPE (NpPreferences, np_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* In the order of the row's list. */
static const char *const schemes[] = { "system", "light", "dark" };

static gboolean
get_scheme (GValue *value, GVariant *variant, gpointer user_data)
{
  const char *scheme = g_variant_get_string (variant, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (schemes[i], scheme))
      g_value_set_uint (value, i);
  return TRUE;
}

static GVariant *
set_scheme (const GValue *value, const GVariantType *type, gpointer user_data)
{
  guint index = g_value_get_uint (value);

  return index < G_N_ELEMENTS (schemes) ? g_variant_new_string (schemes[index]) : NULL;
}

static void
bind_settings (NpPreferences *self)
{
  const struct
  {
    const char *key;
    GtkSpinButton *button;
  } numbers[] = {
    { "boards-at-once", self->boards_at_once },
    { "timeout-factor", self->timeout_factor },
    { "simulated-boards", self->simulated_boards },
    { "simulated-speed", self->simulated_speed },
  };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_settings_bind (self->settings, numbers[i].key, numbers[i].button, "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "practise-confirmations", self->practise_confirmations, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind_with_mapping (self->settings, "color-scheme", self->scheme_row, "selected", G_SETTINGS_BIND_DEFAULT, get_scheme, set_scheme,
                                NULL, NULL);
}

static void
np_preferences_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_PREFERENCES);
  G_OBJECT_CLASS (np_preferences_parent_class)->dispose (object);
}

static void
np_preferences_finalize (GObject *object)
{
  g_object_unref (NP_PREFERENCES (object)->settings);
  G_OBJECT_CLASS (np_preferences_parent_class)->finalize (object);
}

static void
np_preferences_class_init (NpPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = np_preferences_dispose;
  G_OBJECT_CLASS (klass)->finalize = np_preferences_finalize;

  g_type_ensure (NP_TYPE_PROGRAMMER_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, NpPreferences, scheme_row);
  gtk_widget_class_bind_template_child (widget_class, NpPreferences, boards_at_once);
  gtk_widget_class_bind_template_child (widget_class, NpPreferences, timeout_factor);
  gtk_widget_class_bind_template_child (widget_class, NpPreferences, simulated_boards);
  gtk_widget_class_bind_template_child (widget_class, NpPreferences, simulated_speed);
  gtk_widget_class_bind_template_child (widget_class, NpPreferences, practise_confirmations);
}

static void
np_preferences_init (NpPreferences *self)
{
  self->settings = np_settings_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  bind_settings (self);
}

GtkWidget *
np_preferences_new (GtkWindow *parent)
{
  return g_object_new (NP_TYPE_PREFERENCES, "transient-for", parent, NULL);
}
