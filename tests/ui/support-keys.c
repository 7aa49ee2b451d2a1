/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <gdk/x11/gdkx.h>

#include "support-keys.h"

#define MOST_SCROLLS 100

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

/* @command: words */
static void
run_xdotool (const char *command, const char *argument)
{
  g_auto(GStrv) words = g_strsplit (command, " ", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) arguments = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = NULL;
  gboolean done = FALSE;

  g_strv_builder_add (builder, "xdotool");
  g_strv_builder_addv (builder, (const char **) words);
  g_strv_builder_add (builder, argument);
  arguments = g_strv_builder_end (builder);
  process = g_subprocess_newv ((const char *const *) arguments, G_SUBPROCESS_FLAGS_NONE, &error);

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

/* The pointer */

static gulong
get_window_id (GtkWidget *widget)
{
  return gdk_x11_surface_get_xid (gtk_native_get_surface (gtk_widget_get_native (widget)));
}

static gboolean
release_cb (GtkEventControllerLegacy *controller, GdkEvent *event, guint *n_released)
{
  if (gdk_event_get_event_type (event) == GDK_BUTTON_RELEASE || gdk_event_get_event_type (event) == GDK_SCROLL)
    (*n_released)++;
  return GDK_EVENT_PROPAGATE;
}

/* Clicks @button where the middle of @widget is, and returns when the window has seen it. */
static void
click_at_middle (GtkWidget *widget, const char *button)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GtkEventController *controller = gtk_event_controller_legacy_new ();
  GtkNative *remaining = NULL;
  g_autofree char *command = NULL;
  guint n_released = 0;
  double x, y, left, top;

  g_assert_true (gtk_widget_translate_coordinates (widget, GTK_WIDGET (native), gtk_widget_get_width (widget) / 2.0,
                                                   gtk_widget_get_height (widget) / 2.0, &x, &y));
  gtk_native_get_surface_transform (native, &left, &top);
  command = g_strdup_printf ("mousemove --window %lu %d %d click", get_window_id (widget), (int) (x + left), (int) (y + top));
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "event", G_CALLBACK (release_cb), &n_released);
  gtk_widget_add_controller (GTK_WIDGET (native), controller);
  g_set_weak_pointer (&remaining, native); /* the click may close it */
  run_xdotool (command, button);
  np_test_wait_until (is_some, &n_released);
  if (remaining != NULL)
    gtk_widget_remove_controller (GTK_WIDGET (remaining), controller);
  g_clear_weak_pointer (&remaining);
  np_test_run_main_loop ();
}

/* How far the middle of @widget is below what is seen of it in what scrolls; negative: above. */
static double
get_distance (GtkWidget *widget, GtkWidget *scrolled)
{
  double height = gtk_widget_get_height (scrolled);
  double margin = MIN (gtk_widget_get_height (widget) / 2.0, height / 2);
  double x, y;

  g_assert_true (gtk_widget_translate_coordinates (widget, scrolled, 0, gtk_widget_get_height (widget) / 2.0, &x, &y));
  return y < margin ? y - margin : y > height - margin ? y - (height - margin) : 0;
}

static void
scroll_to (GtkWidget *widget)
{
  GtkWidget *scrolled = gtk_widget_get_ancestor (widget, GTK_TYPE_SCROLLED_WINDOW);
  double distance;

  for (guint i = 0; scrolled != NULL && (distance = get_distance (widget, scrolled)) != 0; i++)
    {
      g_assert_cmpuint (i, <, MOST_SCROLLS);
      click_at_middle (scrolled, distance < 0 ? "4" : "5");
      np_test_let_frames_pass (scrolled);
    }
}

void
np_test_click (GtkWidget *widget)
{
  np_test_let_frames_pass (widget);
  scroll_to (widget);
  click_at_middle (widget, "1");
}

gboolean
np_test_has_hands (void)
{
  g_autofree char *xdotool = g_find_program_in_path ("xdotool");

  if (xdotool != NULL)
    return TRUE;
  if (g_getenv ("CI") != NULL)
    g_test_fail_printf ("xdotool isn't installed");
  else
    g_test_skip ("xdotool isn't installed");
  return FALSE;
}
