/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-problem-row.h"
#include "np-setup-dialog.h"

struct _NpSetupDialog
{
  AdwWindow parent_instance;

  NpProject *project;
  char *name;
  guint platform;
  char *address;

  AdwComboRow *platform_row;
  GtkWidget *address_row;
  GtkWidget *problems_group;
  GtkListBox *problems_list;
};

enum
{
  PROP_PROJECT = 1,
  PROP_NAME,
  PROP_PLATFORM,
  PROP_ADDRESS,
  PROP_ADDRESS_VALID,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];
static guint done_signal;

G_DEFINE_FINAL_TYPE (NpSetupDialog, np_setup_dialog, ADW_TYPE_WINDOW)

static const NpPlatform *
get_platform (NpSetupDialog *self)
{
  guint n_platforms;
  const NpPlatform *const *platforms = np_platform_get_all (&n_platforms);

  return self->platform > 0 && self->platform <= n_platforms ? platforms[self->platform - 1] : NULL;
}

static gboolean
parse_address (NpSetupDialog *self, guint32 *address)
{
  const NpPlatform *platform = get_platform (self);

  return platform != NULL && np_recipe_parse_address (self->address, address, NULL)
         && np_memory_range_contains (np_platform_get_factory_data_range (platform), *address, 1);
}

static gboolean
is_address_valid (NpSetupDialog *self)
{
  guint32 address;

  return parse_address (self, &address);
}

/* ST's file has the same name for every product. */
static char *
suggest_name (NpProject *project)
{
  char *product = np_factory_data_dup_string (np_project_get_factory_data (project), NP_TAG_PRODUCT_NAME);

  return product != NULL && *product != '\0' ? product : (g_free (product), g_strdup (np_project_get_name (project)));
}

static gboolean
is_chosen (NpSetupDialog *self, guint platform)
{
  return platform > 0;
}

static char *
range_text (NpSetupDialog *self, guint index)
{
  const NpPlatform *platform = get_platform (self);
  const NpMemoryRange *range = platform != NULL ? np_platform_get_factory_data_range (platform) : NULL;

  if (range == NULL)
    return NULL;
  if (range->end == 0)
    return g_strdup_printf (_("On this platform factory data lie at 0x%08X or above."), range->start);
  return g_strdup_printf (_("On this platform factory data lie between 0x%08X and 0x%08X."), range->start, range->end);
}

static gboolean
is_name_valid (NpSetupDialog *self)
{
  g_autofree char *name = g_strstrip (g_strdup (self->name));

  return *name != '\0';
}

static void
update_accept (NpSetupDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "setup.accept", is_name_valid (self) && is_address_valid (self));
}

static void
set_name (NpSetupDialog *self, const char *name)
{
  if (g_strcmp0 (name, self->name) == 0)
    return;
  g_free (self->name);
  self->name = g_strdup (name);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  update_accept (self);
}

static void
address_changed (NpSetupDialog *self)
{
  gboolean valid = is_address_valid (self);

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDRESS]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ADDRESS_VALID]);
  update_accept (self);
  if (valid || get_platform (self) == NULL)
    gtk_widget_remove_css_class (self->address_row, "error");
  else
    gtk_widget_add_css_class (self->address_row, "error");
}

static void
set_address (NpSetupDialog *self, const char *address)
{
  if (g_strcmp0 (address, self->address) == 0)
    return;
  g_free (self->address);
  self->address = g_strdup (address);
  address_changed (self);
}

/* Another platform, another place: what was typed was meant for the former one. */
static void
set_platform (NpSetupDialog *self, guint index)
{
  const NpPlatform *platform;

  if (index == self->platform)
    return;
  self->platform = index;
  platform = get_platform (self);
  if (platform != NULL)
    {
      g_autofree char *address = g_strdup_printf ("0x%08X", np_platform_get_factory_data_range (platform)->start);

      set_address (self, address);
    }
  address_changed (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLATFORM]);
}

static void
accept_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpSetupDialog *self = NP_SETUP_DIALOG (widget);
  g_autoptr(NpRecipe) recipe = np_recipe_copy (np_project_get_recipe (self->project));
  g_autofree char *name = g_strstrip (g_strdup (self->name));

  if (!parse_address (self, &recipe->factory_data_address))
    return;
  recipe->platform = get_platform (self);
  np_project_set_name (self->project, name);
  np_project_set_recipe (self->project, recipe);
  g_signal_emit (self, done_signal, 0);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
fill_platforms (NpSetupDialog *self)
{
  const char *const first[] = { _("Choose…"), NULL };
  g_autoptr(GtkStringList) names = gtk_string_list_new (first);
  guint n_platforms;
  const NpPlatform *const *platforms = np_platform_get_all (&n_platforms);

  for (guint i = 0; i < n_platforms; i++)
    gtk_string_list_append (names, np_platform_get_name (platforms[i]));
  adw_combo_row_set_model (self->platform_row, G_LIST_MODEL (names));
}

static void
np_setup_dialog_constructed (GObject *object)
{
  NpSetupDialog *self = NP_SETUP_DIALOG (object);
  g_autofree char *name = suggest_name (self->project);

  G_OBJECT_CLASS (np_setup_dialog_parent_class)->constructed (object);

  set_name (self, name);
  fill_platforms (self);
  address_changed (self);
}

static void
np_setup_dialog_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  NpSetupDialog *self = NP_SETUP_DIALOG (object);

  switch (property)
    {
    case PROP_PROJECT: self->project = g_value_dup_object (value); break;
    case PROP_NAME: set_name (self, g_value_get_string (value)); break;
    case PROP_PLATFORM: set_platform (self, g_value_get_uint (value)); break;
    case PROP_ADDRESS: set_address (self, g_value_get_string (value)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_setup_dialog_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NpSetupDialog *self = NP_SETUP_DIALOG (object);

  switch (property)
    {
    case PROP_PROJECT: g_value_set_object (value, self->project); break;
    case PROP_NAME: g_value_set_string (value, self->name); break;
    case PROP_PLATFORM: g_value_set_uint (value, self->platform); break;
    case PROP_ADDRESS: g_value_set_string (value, self->address); break;
    case PROP_ADDRESS_VALID: g_value_set_boolean (value, is_address_valid (self)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_setup_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NP_TYPE_SETUP_DIALOG);
  G_OBJECT_CLASS (np_setup_dialog_parent_class)->dispose (object);
}

static void
np_setup_dialog_finalize (GObject *object)
{
  NpSetupDialog *self = NP_SETUP_DIALOG (object);

  g_clear_object (&self->project);
  g_free (self->name);
  g_free (self->address);
  G_OBJECT_CLASS (np_setup_dialog_parent_class)->finalize (object);
}

static void
np_setup_dialog_class_init (NpSetupDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->constructed = np_setup_dialog_constructed;
  object_class->set_property = np_setup_dialog_set_property;
  object_class->get_property = np_setup_dialog_get_property;
  object_class->dispose = np_setup_dialog_dispose;
  object_class->finalize = np_setup_dialog_finalize;

  properties[PROP_PROJECT]
      = g_param_spec_object ("project", NULL, NULL, NP_TYPE_PROJECT, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_NAME] = g_param_spec_string ("project-name", NULL, NULL, NULL, flags);
  properties[PROP_PLATFORM] = g_param_spec_uint ("platform", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_ADDRESS] = g_param_spec_string ("address", NULL, NULL, NULL, flags);
  properties[PROP_ADDRESS_VALID] = g_param_spec_boolean ("address-valid", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  done_signal = g_signal_new ("done", NP_TYPE_SETUP_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-setup-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NpSetupDialog, platform_row);
  gtk_widget_class_bind_template_child (widget_class, NpSetupDialog, address_row);
  gtk_widget_class_bind_template_child (widget_class, NpSetupDialog, problems_group);
  gtk_widget_class_bind_template_child (widget_class, NpSetupDialog, problems_list);
  gtk_widget_class_bind_template_callback (widget_class, range_text);
  gtk_widget_class_bind_template_callback (widget_class, is_chosen);
  gtk_widget_class_install_action (widget_class, "setup.accept", NULL, accept_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
np_setup_dialog_init (NpSetupDialog *self)
{
  self->name = g_strdup ("");
  self->address = g_strdup ("");
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
np_setup_dialog_new (GtkWindow *parent, NpProject *project, GPtrArray *problems)
{
  NpSetupDialog *self = g_object_new (NP_TYPE_SETUP_DIALOG, "transient-for", parent, "project", project, NULL);

  np_problem_row_fill_list (self->problems_list, problems);
  gtk_widget_set_visible (self->problems_group, problems->len > 0);
  return GTK_WIDGET (self);
}

NpProject *
np_setup_dialog_get_project (NpSetupDialog *self)
{
  g_return_val_if_fail (NP_IS_SETUP_DIALOG (self), NULL);
  return self->project;
}
