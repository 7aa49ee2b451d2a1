/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-port-keys.h"

#define N_KEYS 8

static gboolean
is_typing (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return GTK_IS_EDITABLE (focus) || GTK_IS_TEXT_VIEW (focus);
}

static gboolean
key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  return gtk_widget_get_mapped (widget) && !is_typing (widget) && np_bench_boards_focus_port (user_data, g_variant_get_uint32 (arguments));
}

GtkEventController *
np_port_keys_new (NpBenchBoards *boards)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (keys), GTK_SHORTCUT_SCOPE_GLOBAL);
  for (guint number = 1; number <= N_KEYS; number++)
    {
      GtkShortcutTrigger *key = gtk_keyval_trigger_new (GDK_KEY_0 + number, 0);
      GtkShortcutTrigger *pad_key = gtk_keyval_trigger_new (GDK_KEY_KP_0 + number, 0);
      GtkShortcut *shortcut = gtk_shortcut_new (gtk_alternative_trigger_new (key, pad_key), gtk_callback_action_new (key_cb, boards, NULL));

      gtk_shortcut_set_arguments (shortcut, g_variant_new_uint32 (number));
      gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys), shortcut);
    }
  return keys;
}
