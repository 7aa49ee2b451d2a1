/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/x11/gdkx.h>

#include "support-keys.h"

static void
count_key_cb (guint *n_released)
{
  (*n_released)++;
}

static gboolean
is_some (gpointer n_released)
{
  return *(guint *) n_released > 0;
}

static void
spawned_cb (GObject *source, GAsyncResult *result, gpointer done)
{
  g_assert_true (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, NULL));
  *(gboolean *) done = TRUE;
}

static gboolean
is_done (gpointer done)
{
  return *(gboolean *) done;
}

static void
run_xdotool (const char *command, const char *argument)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "xdotool", command, argument, NULL);
  gboolean done = FALSE;

  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, spawned_cb, &done);
  np_test_wait_until (is_done, &done);
}

void
np_test_give_keyboard (GtkWindow *window)
{
  g_autofree char *id = g_strdup_printf ("%lu", gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (window))));

  run_xdotool ("windowfocus", id);
  np_test_wait_until ((NpTestCondition) gtk_window_is_active, window);
}

void
np_test_send_key (const char *key)
{
  run_xdotool ("key", key);
}

void
np_test_press_key (GtkWindow *window, const char *key)
{
  GtkEventController *controller = gtk_event_controller_key_new ();
  guint n_released = 0;

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (controller, "key-released", G_CALLBACK (count_key_cb), &n_released);
  gtk_widget_add_controller (GTK_WIDGET (window), controller);
  run_xdotool ("key", key);
  np_test_wait_until (is_some, &n_released);
  gtk_widget_remove_controller (GTK_WIDGET (window), controller);
  np_test_run_main_loop ();
}

typedef struct
{
  GtkEditable *entry;
  const char *text;
} Typed;

static gboolean
has_text (gpointer user_data)
{
  Typed *typed = user_data;

  return g_str_equal (gtk_editable_get_text (typed->entry), typed->text);
}

void
np_test_type (GtkEditable *entry, const char *text)
{
  Typed typed = { entry, text };

  run_xdotool ("type", text);
  np_test_wait_until (has_text, &typed);
}

gboolean
np_test_has_keyboard (void)
{
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");

  return xdotool != NULL;
}
