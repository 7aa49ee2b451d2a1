/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-line-lock.h"
#include "np-settings.h"
#include "ui-compat.h"

#define KEY "line-locked-projects"

struct _NpLineLock
{
  AdwBin parent_instance;

  GSettings *settings;
  NpSession *session;
  gboolean locked;
};

enum
{
  PROP_SESSION = 1,
  PROP_LOCKED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (NpLineLock, np_line_lock, ADW_TYPE_BIN)

/* What is shown: pure functions, bound in the template. */

static char *
icon_name (NpLineLock *self, gboolean locked)
{
  return g_strdup (locked ? "changes-prevent-symbolic" : "changes-allow-symbolic");
}

static char *
tooltip (NpLineLock *self, gboolean locked)
{
  return g_strdup (locked ? _("Turn Line Lock off: the project can be changed again")
                          : _("Turn Line Lock on: the project can’t be changed by a slip"));
}

/* It stands out while it is on. */
static void
update_button (NpLineLock *self)
{
  GtkWidget *button = adw_bin_get_child (ADW_BIN (self));

  if (self->locked)
    gtk_widget_remove_css_class (button, "flat");
  else
    gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, self->locked ? _("Line Lock is on") : _("Line Lock is off"),
                                  -1);
}

/* What is remembered */

static const char *
get_folder (NpLineLock *self)
{
  return self->session != NULL ? np_project_get_folder (np_session_get_project (self->session)) : NULL;
}

static gboolean
is_remembered (NpLineLock *self)
{
  g_auto(GStrv) folders = g_settings_get_strv (self->settings, KEY);
  const char *folder = get_folder (self);

  return folder != NULL && g_strv_contains ((const char *const *) folders, folder);
}

/* A project without a folder has nothing to be remembered by, until it is saved. */
static void
remember (NpLineLock *self)
{
  g_auto(GStrv) folders = g_settings_get_strv (self->settings, KEY);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) kept = NULL;
  const char *folder = get_folder (self);

  if (folder == NULL || is_remembered (self) == self->locked)
    return;
  for (guint i = 0; folders[i] != NULL; i++)
    if (!g_str_equal (folders[i], folder))
      g_strv_builder_add (builder, folders[i]);
  if (self->locked)
    g_strv_builder_add (builder, folder);
  kept = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, KEY, (const char *const *) kept);
}

static void
set_locked (NpLineLock *self, gboolean locked)
{
  if (locked == self->locked)
    return;
  self->locked = locked;
  update_button (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LOCKED]);
}

static void
unlock_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpLineLock) self = user_data;

  if (!np_ui_ask_finish (result))
    return;
  set_locked (self, FALSE);
  remember (self);
}

void
np_line_lock_toggle (NpLineLock *self)
{
  g_return_if_fail (NP_IS_LINE_LOCK (self));

  if (self->locked)
    {
      np_ui_ask_async (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), _("Turn Line Lock Off?"),
                       _("The project and its recipe can be changed again, and boards provisioned once more."), _("_Cancel"), _("_Turn Off"),
                       ADW_RESPONSE_DEFAULT, unlock_cb, g_object_ref (self));
      return;
    }
  set_locked (self, TRUE);
  remember (self);
}

gboolean
np_line_lock_is_locked (NpLineLock *self)
{
  g_return_val_if_fail (NP_IS_LINE_LOCK (self), FALSE);

  return self->locked;
}

/* A change of bench is another session of the same project. */
static void
set_session (NpLineLock *self, NpSession *session)
{
  NpProject *before = self->session != NULL ? np_session_get_project (self->session) : NULL;
  NpProject *project = session != NULL ? np_session_get_project (session) : NULL;

  if (session == self->session)
    return;
  if (before != NULL)
    g_signal_handlers_disconnect_by_data (before, self);
  g_set_object (&self->session, session);
  if (project != NULL)
    g_signal_connect_object (project, "notify::folder", G_CALLBACK (remember), self, G_CONNECT_SWAPPED);
  if (project != before || project == NULL)
    set_locked (self, is_remembered (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

/* The class */

static void
np_line_lock_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_SESSION: set_session (NP_LINE_LOCK (object), g_value_get_object (value)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_line_lock_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NpLineLock *self = NP_LINE_LOCK (object);

  switch (property)
    {
    case PROP_SESSION: g_value_set_object (value, self->session); break;
    case PROP_LOCKED: g_value_set_boolean (value, self->locked); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_line_lock_dispose (GObject *object)
{
  NpLineLock *self = NP_LINE_LOCK (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (np_session_get_project (self->session), self);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  gtk_widget_dispose_template (GTK_WIDGET (self), NP_TYPE_LINE_LOCK);
  G_OBJECT_CLASS (np_line_lock_parent_class)->dispose (object);
}

static void
np_line_lock_class_init (NpLineLockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = np_line_lock_set_property;
  object_class->get_property = np_line_lock_get_property;
  object_class->dispose = np_line_lock_dispose;

  properties[PROP_SESSION]
      = g_param_spec_object ("session", NULL, NULL, NP_TYPE_SESSION, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_LOCKED] = g_param_spec_boolean ("locked", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-line-lock.ui");
  gtk_widget_class_bind_template_callback (widget_class, icon_name);
  gtk_widget_class_bind_template_callback (widget_class, tooltip);
}

static void
np_line_lock_init (NpLineLock *self)
{
  self->settings = np_settings_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  update_button (self);
}
