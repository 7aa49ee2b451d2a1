/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-programmer-group.h"
#include "np-settings.h"
#include "np-text.h"
#include "ui-compat.h"

struct _NpProgrammerGroup
{
  AdwPreferencesGroup parent_instance;

  GSettings *settings;
  NpTools *tools;
  GPtrArray *loader_rows; /* (element-type GtkWidget) */

  AdwExpanderRow *loaders_row;
};

enum
{
  PROP_TOOLS = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (NpProgrammerGroup, np_programmer_group, ADW_TYPE_PREFERENCES_GROUP)

/* What is shown: pure functions, bound in the template. */

static char *
place_text (NpProgrammerGroup *self, const char *programmer)
{
  g_autofree char *folder = g_settings_get_string (self->settings, "programmer-folder");

  if (*folder != '\0')
    return g_steal_pointer (&folder);
  if (programmer != NULL)
    return g_strdup_printf (_("Found: %s"), programmer);
  return g_strdup (_("Not found in the usual places"));
}

static char *
status_icon (NpProgrammerGroup *self, const char *version, const char *problem)
{
  if (problem != NULL)
    return g_strdup ("dialog-error-symbolic");
  return g_strdup (version != NULL ? "emblem-ok-symbolic" : "content-loading-symbolic");
}

static char **
status_classes (NpProgrammerGroup *self, const char *version, const char *problem)
{
  const char *classes[] = { problem != NULL ? "error" : version != NULL ? "success" : "dim-label", NULL };

  return g_strdupv ((char **) classes);
}

static char *
status_text (NpProgrammerGroup *self, const char *version, const char *problem, gboolean checking)
{
  if (checking)
    return g_strdup (_("Asking for its version…"));
  if (problem != NULL)
    return np_text_dup_sentence (problem);
  return version != NULL ? g_strdup_printf (_("Works: version %s"), version) : g_strdup (_("Works, but tells no version"));
}

static gboolean
is_not (NpProgrammerGroup *self, gboolean value)
{
  return !value;
}

/* Loaders */

static void
add_loader (NpProgrammerGroup *self, const char *path)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *file = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (file);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE); /* before there is text */
  g_object_set (row, "title", name, NULL);
  adw_expander_row_add_row (self->loaders_row, row);
  g_ptr_array_add (self->loader_rows, row);
}

static void
show_loaders (NpProgrammerGroup *self)
{
  g_autoptr(GPtrArray) loaders = np_tools_find_loaders (self->tools);
  g_autofree char *count = g_strdup_printf (ngettext ("%u found beside the program", "%u found beside the program", loaders->len), loaders->len);

  for (guint i = 0; i < self->loader_rows->len; i++)
    adw_expander_row_remove (self->loaders_row, self->loader_rows->pdata[i]);
  g_ptr_array_set_size (self->loader_rows, 0);
  for (guint i = 0; i < loaders->len; i++)
    add_loader (self, loaders->pdata[i]);
  adw_expander_row_set_subtitle (self->loaders_row, loaders->len > 0 ? count : _("None found"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->loaders_row), loaders->len > 0);
}

static void
folder_changed_cb (NpProgrammerGroup *self)
{
  g_autofree char *folder = g_settings_get_string (self->settings, "programmer-folder");

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "programmer.reset", *folder != '\0');
}

/* Actions */

static void
chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpProgrammerGroup) self = user_data;
  g_autoptr(GFile) folder = np_ui_choose_file_finish (result);

  if (folder != NULL)
    g_settings_set_string (self->settings, "programmer-folder", g_file_peek_path (folder));
}

static void
choose_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_ui_choose_file_async (GTK_WINDOW (gtk_widget_get_root (widget)), _("Choose the Folder of STM32CubeProgrammer"),
                           GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, NULL, NULL, chosen_cb, g_object_ref (widget));
}

static void
reset_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_settings_reset (NP_PROGRAMMER_GROUP (widget)->settings, "programmer-folder");
}

static void
test_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_tools_check (NP_PROGRAMMER_GROUP (widget)->tools);
}

/* The class */

static void
np_programmer_group_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_TOOLS: g_value_set_object (value, NP_PROGRAMMER_GROUP (object)->tools); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_programmer_group_dispose (GObject *object)
{
  NpProgrammerGroup *self = NP_PROGRAMMER_GROUP (object);

  if (self->tools != NULL)
    g_signal_handlers_disconnect_by_data (self->tools, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_PROGRAMMER_GROUP);
  G_OBJECT_CLASS (np_programmer_group_parent_class)->dispose (object);
}

static void
np_programmer_group_finalize (GObject *object)
{
  NpProgrammerGroup *self = NP_PROGRAMMER_GROUP (object);

  g_object_unref (self->settings);
  g_object_unref (self->tools);
  g_ptr_array_unref (self->loader_rows);
  G_OBJECT_CLASS (np_programmer_group_parent_class)->finalize (object);
}

static void
np_programmer_group_class_init (NpProgrammerGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = np_programmer_group_get_property;
  object_class->dispose = np_programmer_group_dispose;
  object_class->finalize = np_programmer_group_finalize;

  properties[PROP_TOOLS] = g_param_spec_object ("tools", NULL, NULL, NP_TYPE_TOOLS, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-programmer-group.ui");
  gtk_widget_class_bind_template_child (widget_class, NpProgrammerGroup, loaders_row);
  gtk_widget_class_bind_template_callback (widget_class, place_text);
  gtk_widget_class_bind_template_callback (widget_class, status_icon);
  gtk_widget_class_bind_template_callback (widget_class, status_classes);
  gtk_widget_class_bind_template_callback (widget_class, status_text);
  gtk_widget_class_bind_template_callback (widget_class, is_not);
  gtk_widget_class_install_action (widget_class, "programmer.choose", NULL, choose_action);
  gtk_widget_class_install_action (widget_class, "programmer.reset", NULL, reset_action);
  gtk_widget_class_install_action (widget_class, "programmer.test", NULL, test_action);
}

static void
np_programmer_group_init (NpProgrammerGroup *self)
{
  self->settings = np_settings_new ();
  self->tools = np_tools_dup_default ();
  self->loader_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (self->tools, "notify::programmer", G_CALLBACK (show_loaders), self);
  g_signal_connect_object (self->settings, "changed::programmer-folder", G_CALLBACK (folder_changed_cb), self, G_CONNECT_SWAPPED);
  show_loaders (self);
  folder_changed_cb (self);
}
