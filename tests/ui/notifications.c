/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "notifications.h"

static const char interface_xml[] =
  "<node><interface name='org.freedesktop.Notifications'>"
  "<method name='Notify'><arg type='s' direction='in'/><arg type='u' direction='in'/><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='s' direction='in'/><arg type='as' direction='in'/><arg type='a{sv}' direction='in'/><arg type='i' direction='in'/>"
  "<arg type='u' direction='out'/></method>"
  "<method name='CloseNotification'><arg type='u' direction='in'/></method>"
  "</interface></node>";

static GPtrArray *notifications;
static gboolean named;

static void
call_cb (GDBusConnection *connection, const char *sender, const char *path, const char *interface, const char *method, GVariant *arguments,
         GDBusMethodInvocation *invocation, gpointer user_data)
{
  if (g_str_equal (method, "Notify"))
    {
      const char *title, *body;

      g_variant_get_child (arguments, 3, "&s", &title);
      g_variant_get_child (arguments, 4, "&s", &body);
      g_ptr_array_add (notifications, g_strdup_printf ("%s: %s", title, body));
      g_dbus_method_invocation_return_value (invocation, g_variant_new ("(u)", notifications->len));
    }
  else
    g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
named_cb (GDBusConnection *connection, const char *name, gpointer user_data)
{
  named = TRUE;
}

void
np_notifications_serve (void)
{
  static const GDBusInterfaceVTable vtable = { .method_call = call_cb };
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusConnection) connection = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr(GDBusNodeInfo) info = NULL;

  g_assert_no_error (error);
  notifications = g_ptr_array_new_with_free_func (g_free);
  info = g_dbus_node_info_new_for_xml (interface_xml, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (connection, "/org/freedesktop/Notifications", info->interfaces[0], &vtable, NULL, NULL, &error);
  g_assert_no_error (error);
  g_bus_own_name_on_connection (connection, "org.freedesktop.Notifications", G_BUS_NAME_OWNER_FLAGS_NONE, named_cb, NULL, NULL, NULL);
  while (!named)
    g_main_context_iteration (NULL, TRUE);
}

GPtrArray *
np_notifications_get (void)
{
  return notifications;
}
