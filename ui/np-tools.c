/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "nameplate-ui"

#include "config.h"

#include "bench/np-programmer.h"
#include "bench/np-serial-access.h"
#include "np-settings.h"
#include "np-tools.h"

struct _NpTools
{
  GObject parent_instance;

  GSettings *settings;
  char *programmer;
  char *version;
  char *problem;
  char *serial_problem;
  char *serial_command;
  gboolean checking;
  GCancellable *cancellable; /* of the questions that are on their way */
};

enum
{
  PROP_PROGRAMMER = 1,
  PROP_VERSION,
  PROP_PROBLEM,
  PROP_CHECKING,
  PROP_SERIAL_PROBLEM,
  PROP_SERIAL_COMMAND,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (NpTools, np_tools, G_TYPE_OBJECT)

static void
notify_all (NpTools *self)
{
  g_object_freeze_notify (G_OBJECT (self));
  for (guint i = 1; i < N_PROPERTIES; i++)
    g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
  g_object_thaw_notify (G_OBJECT (self));
}

/* The question's own cancellable says whether anyone still waits for the answer: its asker may be gone. */
typedef struct
{
  NpTools *tools; /* alive unless cancelled */
  GCancellable *cancellable;
  NpProgrammerOutput *output;
} Question;

static void
question_free (Question *question)
{
  g_object_unref (question->cancellable);
  g_object_unref (question->output);
  g_free (question);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(Question) question = user_data;
  NpTools *self = question->tools;
  g_autoptr(GError) error = NULL;
  gboolean worked = np_programmer_run_finish (NP_PROGRAMMER (source), result, &error);

  if (g_cancellable_is_cancelled (question->cancellable))
    return;
  if (worked)
    self->version = g_strdup (np_programmer_output_get_version (question->output));
  else
    self->problem = g_strdup (error->message);
  self->checking = FALSE;
  notify_all (self);
}

static void
ask_version (NpTools *self)
{
  g_autoptr(NpProgrammer) programmer = np_programmer_new (self->programmer);
  g_autoptr(NpProgrammerCommand) command = np_programmer_command_new_version ();
  Question *question = g_new0 (Question, 1);

  self->checking = TRUE;
  question->tools = self;
  question->cancellable = g_object_ref (self->cancellable);
  question->output = np_programmer_output_new ();
  np_programmer_run_async (programmer, command, question->output, NULL, NULL, self->cancellable, answered_cb, question);
}

static void
look_at_access (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  NpSerialAccess *access = g_new (NpSerialAccess, 1);

  np_serial_access_look (access);
  g_task_return_pointer (task, access, g_free);
}

static void
looked_at_access_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree NpSerialAccess *access = g_task_propagate_pointer (G_TASK (result), NULL);
  NpTools *self = user_data; /* alive unless cancelled */
  g_autoptr(GError) error = NULL;

  if (access == NULL || np_serial_access_judge (access, &error))
    return;
  self->serial_problem = g_strdup (error->message);
  self->serial_command = g_strdup (np_serial_access_get_command (access));
  notify_all (self);
}

/* In a thread: the list of ports comes from many small files, some of them USB devices'. */
static void
check_serial_access (NpTools *self)
{
  g_autoptr(GTask) task = g_task_new (NULL, self->cancellable, looked_at_access_cb, self);

  g_task_run_in_thread (task, look_at_access);
}

static void
forget (NpTools *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->checking = FALSE;
  g_clear_pointer (&self->programmer, g_free);
  g_clear_pointer (&self->version, g_free);
  g_clear_pointer (&self->problem, g_free);
  g_clear_pointer (&self->serial_problem, g_free);
  g_clear_pointer (&self->serial_command, g_free);
}

void
np_tools_check (NpTools *self)
{
  g_autofree char *folder = NULL;
  g_autoptr(GError) error = NULL;

  g_return_if_fail (NP_IS_TOOLS (self));

  forget (self);
  self->cancellable = g_cancellable_new ();
  folder = g_settings_get_string (self->settings, "programmer-folder");
  self->programmer = np_programmer_locate (*folder != '\0' ? folder : NULL, &error);
  if (self->programmer != NULL)
    ask_version (self);
  else
    self->problem = g_strdup (error->message);
  check_serial_access (self);
  notify_all (self);
}

static void
np_tools_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NpTools *self = NP_TOOLS (object);

  switch (property)
    {
    case PROP_PROGRAMMER: g_value_set_string (value, self->programmer); break;
    case PROP_VERSION: g_value_set_string (value, self->version); break;
    case PROP_PROBLEM: g_value_set_string (value, self->problem); break;
    case PROP_CHECKING: g_value_set_boolean (value, self->checking); break;
    case PROP_SERIAL_PROBLEM: g_value_set_string (value, self->serial_problem); break;
    case PROP_SERIAL_COMMAND: g_value_set_string (value, self->serial_command); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_tools_finalize (GObject *object)
{
  NpTools *self = NP_TOOLS (object);

  forget (self);
  g_object_unref (self->settings);
  G_OBJECT_CLASS (np_tools_parent_class)->finalize (object);
}

static void
np_tools_class_init (NpToolsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = np_tools_get_property;
  object_class->finalize = np_tools_finalize;

  properties[PROP_PROGRAMMER] = g_param_spec_string ("programmer", NULL, NULL, NULL, flags);
  properties[PROP_VERSION] = g_param_spec_string ("version", NULL, NULL, NULL, flags);
  properties[PROP_PROBLEM] = g_param_spec_string ("problem", NULL, NULL, NULL, flags);
  properties[PROP_CHECKING] = g_param_spec_boolean ("checking", NULL, NULL, FALSE, flags);
  properties[PROP_SERIAL_PROBLEM] = g_param_spec_string ("serial-problem", NULL, NULL, NULL, flags);
  properties[PROP_SERIAL_COMMAND] = g_param_spec_string ("serial-command", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
np_tools_init (NpTools *self)
{
  self->settings = np_settings_new ();
  g_signal_connect_object (self->settings, "changed::programmer-folder", G_CALLBACK (np_tools_check), self, G_CONNECT_SWAPPED);
  np_tools_check (self);
}

NpTools *
np_tools_dup_default (void)
{
  static GWeakRef shared;
  NpTools *self = g_weak_ref_get (&shared);

  if (self == NULL)
    {
      self = g_object_new (NP_TYPE_TOOLS, NULL);
      g_weak_ref_set (&shared, self);
    }
  return self;
}

const char *
np_tools_get_programmer (NpTools *self)
{
  g_return_val_if_fail (NP_IS_TOOLS (self), NULL);
  return self->programmer;
}

const char *
np_tools_get_version (NpTools *self)
{
  g_return_val_if_fail (NP_IS_TOOLS (self), NULL);
  return self->version;
}

const char *
np_tools_get_problem (NpTools *self)
{
  g_return_val_if_fail (NP_IS_TOOLS (self), NULL);
  return self->problem;
}

gboolean
np_tools_is_checking (NpTools *self)
{
  g_return_val_if_fail (NP_IS_TOOLS (self), FALSE);
  return self->checking;
}

const char *
np_tools_get_serial_problem (NpTools *self)
{
  g_return_val_if_fail (NP_IS_TOOLS (self), NULL);
  return self->serial_problem;
}

const char *
np_tools_get_serial_command (NpTools *self)
{
  g_return_val_if_fail (NP_IS_TOOLS (self), NULL);
  return self->serial_command;
}

GPtrArray *
np_tools_find_loaders (NpTools *self)
{
  g_autoptr(NpProgrammer) programmer = NULL;

  g_return_val_if_fail (NP_IS_TOOLS (self), NULL);

  if (self->programmer == NULL)
    return g_ptr_array_new_with_free_func (g_free);
  programmer = np_programmer_new (self->programmer);
  return np_programmer_find_loaders (programmer);
}
