/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-bench"

#include "config.h"

#include "np-bench-sighting.h"
#include "np-port-watch.h"

#define LOOK_SECONDS 1

struct _NpPortWatch
{
  GObject parent_instance;

  NpBenchFolder *folder;
  GPtrArray *ports;
  char *mark;                /* of all ports; NULL before the first look */
  GCancellable *cancellable; /* NULL: stopped */
  guint timer;
  gboolean listing;
};

enum
{
  SIGNAL_LOOKED,
  N_SIGNALS
};

G_DEFINE_FINAL_TYPE (NpPortWatch, np_port_watch, G_TYPE_OBJECT)

static guint signals[N_SIGNALS];

static char *
mark_ports (GPtrArray *ports)
{
  GString *mark = g_string_new (NULL);

  for (guint i = 0; i < ports->len; i++)
    {
      g_autofree char *port_mark = np_bench_mark_port (g_ptr_array_index (ports, i));

      g_string_append_printf (mark, "%s\n", port_mark);
    }
  return g_string_free (mark, FALSE);
}

static void
take_ports (NpPortWatch *self, GPtrArray *ports)
{
  g_autoptr(NpPortWatch) alive = g_object_ref (self);
  g_autofree char *old_mark = g_steal_pointer (&self->mark);

  for (guint i = ports->len; i > 0; i--)
    if (!np_serial_port_info_is_st_link (g_ptr_array_index (ports, i - 1)))
      g_ptr_array_remove_index (ports, i - 1);
  g_ptr_array_unref (self->ports);
  self->ports = g_ptr_array_ref (ports);
  self->mark = mark_ports (ports);
  g_signal_emit (self, signals[SIGNAL_LOOKED], 0, g_strcmp0 (self->mark, old_mark) != 0);
}

static void
list_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *folder = data;
  g_autoptr(GError) error = NULL;
  GPtrArray *ports = folder != NULL ? np_bench_folder_list_ports (folder) : np_serial_port_list (&error);

  if (ports != NULL)
    g_task_return_pointer (task, ports, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  NpPortWatch *self = NP_PORT_WATCH (source);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) ports = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_cancellable_is_cancelled (g_task_get_cancellable (G_TASK (result))))
    return;
  self->listing = FALSE;
  if (ports == NULL)
    {
      g_debug ("%s", error->message); /* boards without a port say so */
      ports = g_ptr_array_new ();
    }
  take_ports (self, ports);
}

static gboolean
look_cb (gpointer user_data)
{
  np_port_watch_look (user_data);
  return G_SOURCE_CONTINUE;
}

static void
np_port_watch_dispose (GObject *object)
{
  np_port_watch_stop (NP_PORT_WATCH (object));
  G_OBJECT_CLASS (np_port_watch_parent_class)->dispose (object);
}

static void
np_port_watch_finalize (GObject *object)
{
  NpPortWatch *self = NP_PORT_WATCH (object);

  g_clear_object (&self->folder);
  g_ptr_array_unref (self->ports);
  g_free (self->mark);
  G_OBJECT_CLASS (np_port_watch_parent_class)->finalize (object);
}

static void
np_port_watch_class_init (NpPortWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = np_port_watch_dispose;
  object_class->finalize = np_port_watch_finalize;

  signals[SIGNAL_LOOKED]
      = g_signal_new ("looked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
np_port_watch_init (NpPortWatch *self)
{
  self->ports = g_ptr_array_new ();
}

NpPortWatch *
np_port_watch_new (NpBenchFolder *folder)
{
  NpPortWatch *self = g_object_new (NP_TYPE_PORT_WATCH, NULL);

  g_set_object (&self->folder, folder);
  return self;
}

void
np_port_watch_look (NpPortWatch *self)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (NP_IS_PORT_WATCH (self));

  if (self->cancellable == NULL || self->listing)
    return;
  /* In a thread: libserialport reads many small files, some through USB; a simulated bench's folder has several for each board. */
  self->listing = TRUE;
  task = g_task_new (self, self->cancellable, listed_cb, NULL);
  g_task_set_source_tag (task, np_port_watch_look);
  if (self->folder != NULL)
    g_task_set_task_data (task, g_strdup (np_bench_folder_get_path (self->folder)), g_free);
  g_task_run_in_thread (task, list_thread);
}

void
np_port_watch_start (NpPortWatch *self)
{
  g_return_if_fail (NP_IS_PORT_WATCH (self));

  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  self->timer = g_timeout_add_seconds (LOOK_SECONDS, look_cb, self);
  np_port_watch_look (self);
}

void
np_port_watch_stop (NpPortWatch *self)
{
  g_return_if_fail (NP_IS_PORT_WATCH (self));

  if (self->cancellable == NULL)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->listing = FALSE;
}

GPtrArray *
np_port_watch_get_ports (NpPortWatch *self)
{
  g_return_val_if_fail (NP_IS_PORT_WATCH (self), NULL);
  return self->ports;
}
