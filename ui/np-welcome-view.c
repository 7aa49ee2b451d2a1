/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-draft-list.h"
#include "np-recent-list.h"
#include "np-text.h"
#include "np-tools.h"
#include "np-welcome-view.h"
#include "project/np-project-sample.h"
#include "ui-compat.h"

struct _NpWelcomeView
{
  AdwBin parent_instance;

  NpTools *tools;

  NpDraftList *draft_list;
  GtkMenuButton *samples_button;
  GtkListBox *samples;
};

enum
{
  PROP_TOOLS = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (NpWelcomeView, np_welcome_view, ADW_TYPE_BIN)

/* What is shown: pure functions, bound in the template. */

static char *
tool_icon (NpWelcomeView *self, const char *problem)
{
  return g_strdup (problem == NULL ? "emblem-ok-symbolic" : "dialog-warning-symbolic");
}

static char **
tool_classes (NpWelcomeView *self, const char *problem)
{
  const char *classes[] = { problem == NULL ? "success" : "warning", NULL };

  return g_strdupv ((char **) classes);
}

static char *
programmer_title (NpWelcomeView *self, const char *programmer, const char *problem)
{
  if (programmer == NULL)
    return g_strdup (_("STM32CubeProgrammer was not found"));
  return g_strdup (problem == NULL ? _("STM32CubeProgrammer is installed") : _("STM32CubeProgrammer doesn’t work"));
}

static char *
programmer_text (NpWelcomeView *self, const char *programmer, const char *version, const char *problem)
{
  if (programmer == NULL)
    return g_strdup (_("Real boards need it; the simulated bench does not."));
  if (problem != NULL)
    return np_text_dup_sentence (problem);
  if (version == NULL)
    return g_strdup (programmer);
  /* Translators: a version number, then a file's path */
  return g_strdup_printf (_("Version %s · %s"), version, programmer);
}

static char *
access_title (NpWelcomeView *self, const char *problem)
{
  return g_strdup (problem == NULL ? _("Serial ports can be opened") : _("Serial ports can’t be opened"));
}

static gboolean
is_some (NpWelcomeView *self, const char *text)
{
  return text != NULL;
}

/* Samples: all but the first, which has a button of its own. */

static void
add_samples (NpWelcomeView *self)
{
  for (guint i = 1; i < np_project_sample_get_count (); i++)
    {
      const NpProjectSample *sample = np_project_sample_get (i);
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE); /* before there is text */
      g_object_set (row, "title", _(sample->title), "subtitle", _(sample->description), "activatable", TRUE, "action-name", "win.try-sample", NULL);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", sample->name);
      gtk_list_box_append (self->samples, row);
    }
}

static void
sample_activated_cb (NpWelcomeView *self)
{
  gtk_menu_button_popdown (self->samples_button);
}

/* Actions */

static void
copy_answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree char *command = user_data;

  if (np_ui_ask_finish (result))
    gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (source)), command);
}

static void
fix_access_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpTools *tools = NP_WELCOME_VIEW (widget)->tools;
  const char *command = np_tools_get_serial_command (tools);
  g_autofree char *body = NULL;

  if (command == NULL)
    return;
  body = g_strdup_printf ("%s\n\n%s", np_tools_get_serial_problem (tools), command);
  np_ui_ask_async (GTK_WINDOW (gtk_widget_get_root (widget)), _("No Access to Serial Ports"), body, _("_Close"), _("Copy Co_mmand"),
                   ADW_RESPONSE_SUGGESTED, copy_answered_cb, g_strdup (command));
}

/* The class */

static void
np_welcome_view_map (GtkWidget *widget)
{
  np_draft_list_refresh (NP_WELCOME_VIEW (widget)->draft_list);
  GTK_WIDGET_CLASS (np_welcome_view_parent_class)->map (widget);
}

static void
np_welcome_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_TOOLS: g_value_set_object (value, NP_WELCOME_VIEW (object)->tools); break;
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
  g_object_unref (NP_WELCOME_VIEW (object)->tools);
  G_OBJECT_CLASS (np_welcome_view_parent_class)->finalize (object);
}

static void
np_welcome_view_class_init (NpWelcomeViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = np_welcome_view_get_property;
  object_class->dispose = np_welcome_view_dispose;
  object_class->finalize = np_welcome_view_finalize;
  widget_class->map = np_welcome_view_map;

  properties[PROP_TOOLS] = g_param_spec_object ("tools", NULL, NULL, NP_TYPE_TOOLS, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (NP_TYPE_DRAFT_LIST);
  g_type_ensure (NP_TYPE_RECENT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-welcome-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NpWelcomeView, draft_list);
  gtk_widget_class_bind_template_child (widget_class, NpWelcomeView, samples_button);
  gtk_widget_class_bind_template_child (widget_class, NpWelcomeView, samples);
  gtk_widget_class_bind_template_callback (widget_class, sample_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, tool_icon);
  gtk_widget_class_bind_template_callback (widget_class, tool_classes);
  gtk_widget_class_bind_template_callback (widget_class, programmer_title);
  gtk_widget_class_bind_template_callback (widget_class, programmer_text);
  gtk_widget_class_bind_template_callback (widget_class, access_title);
  gtk_widget_class_bind_template_callback (widget_class, is_some);
  gtk_widget_class_install_action (widget_class, "welcome.fix-access", NULL, fix_access_action);
}

static void
np_welcome_view_init (NpWelcomeView *self)
{
  self->tools = np_tools_dup_default ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_samples (self);
}
