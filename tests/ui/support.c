/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "notifications.h"
#include "support.h"

#define TIMEOUT_SECONDS 60

/* GtkTextView of GTK 4.8 may measure its text again while it is drawn: its scrollbar, which is drawn after it, then waits for the next frame
 * and warns. The numbers of its shortcuts window's pages have less than no width. Neither is a fault of ours, and every other warning ends the
 * test. */
static GLogWriterOutput
log_writer (GLogLevelFlags level, const GLogField *fields, gsize n_fields, gpointer user_data)
{
  for (gsize i = 0; i < n_fields; i++)
    if (g_str_equal (fields[i].key, "MESSAGE")
        && (g_str_has_prefix (fields[i].value, "Trying to snapshot GtkGizmo ") || strstr (fields[i].value, "(label) reported min width -3") != NULL))
      return G_LOG_WRITER_HANDLED;
  return g_log_writer_default (level, fields, n_fields, user_data);
}

void
np_test_init (int *argc, char ***argv)
{
  g_log_set_writer_func (log_writer, NULL, NULL);
  gtk_test_init (argc, argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}

static NpApplication *application;

NpApplication *
np_test_get_application (void)
{
  g_autoptr(GError) error = NULL;

  if (application == NULL)
    {
      application = np_application_new (G_APPLICATION_NON_UNIQUE);
      g_application_register (G_APPLICATION (application), NULL, &error);
      g_assert_no_error (error);
      np_notifications_serve ();
    }
  return application;
}

int
np_test_run (void)
{
  int status = g_test_run ();

  if (application != NULL)
    g_signal_emit_by_name (application, "shutdown");
  return status;
}

static gboolean
timeout_cb (gpointer user_data)
{
  g_error ("“%s” didn't come true within %d s", (const char *) user_data, TIMEOUT_SECONDS);
  return G_SOURCE_REMOVE;
}

void
np_test_wait (NpTestCondition condition, gpointer user_data, const char *what)
{
  guint timeout = g_timeout_add_seconds (TIMEOUT_SECONDS, timeout_cb, (gpointer) what);

  while (!condition (user_data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
}

void
np_test_run_main_loop (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

/* Finding */

static char *
dup_without_underlines (const char *text)
{
  g_auto(GStrv) parts = g_strsplit (text != NULL ? text : "", "_", -1);

  return g_strjoinv ("", parts);
}

static GtkWidget *
find_widget (GtkWidget *root, gboolean (*matches) (GtkWidget *widget, const char *text), const char *text)
{
  if (!gtk_widget_get_mapped (root))
    return NULL;
  if (matches (root, text))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, matches, text);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
is_button_with_text (GtkWidget *widget, const char *text)
{
  g_autofree char *label = NULL;

  if (!GTK_IS_BUTTON (widget) || !gtk_widget_is_sensitive (widget))
    return FALSE;
  label = dup_without_underlines (gtk_button_get_label (GTK_BUTTON (widget)));
  return g_str_equal (label, text);
}

static gboolean
is_label_with_text (GtkWidget *widget, const char *text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), text) != NULL;
}

GtkWidget *
np_test_find_type (GtkWidget *root, GType type)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = np_test_find_type (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
np_test_find_button (GtkWidget *root, const char *text)
{
  return find_widget (root, is_button_with_text, text);
}

gboolean
np_test_shows_text (GtkWidget *root, const char *text)
{
  return find_widget (root, is_label_with_text, text) != NULL;
}

void
np_test_press (GtkWidget *root, const char *text)
{
  GtkWidget *button = np_test_find_button (root, text);

  if (button == NULL)
    g_error ("There is no button “%s” that can be pressed", text);
  g_signal_emit_by_name (button, "clicked");
}

GtkWindow *
np_test_find_dialog (GtkWindow *parent)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels ();

  for (GList *item = windows; item != NULL; item = item->next)
    if (gtk_window_get_transient_for (item->data) == parent && gtk_widget_get_mapped (item->data))
      return item->data;
  return NULL;
}

/* A bench */

NpBench *
np_test_new_bench (guint n_boards, double speed)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NpBenchFolder) folder = np_bench_folder_open_temporary (n_boards, "stm32wba6", speed, &error);

  g_assert_no_error (error);
  return np_bench_new_simulated (folder);
}

NpBoard *
np_test_get_board (NpBench *bench, guint position)
{
  g_autoptr(NpBoard) board = g_list_model_get_item (G_LIST_MODEL (bench), position);

  return board;
}

gboolean
np_test_is_settled (gpointer bench)
{
  return np_bench_is_settled (bench);
}

/* Pictures */

static gboolean
has_size (gpointer window)
{
  return gtk_widget_get_mapped (window) && gtk_widget_get_width (window) > 0;
}

static GskRenderNode *
render_paintable (GdkPaintable *paintable, int width, int height)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  return gtk_snapshot_free_to_node (snapshot);
}

static gboolean
set_true_cb (gpointer user_data)
{
  *(gboolean *) user_data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
is_true (gpointer user_data)
{
  return *(gboolean *) user_data;
}

/* Revealers and stacks move for 200 ms when animations are on; they are off, yet layout takes a few frames. */
void
np_test_let_frames_pass (GtkWidget *widget)
{
  for (int i = 0; i < 3; i++)
    {
      gboolean drawn = FALSE;

      gtk_widget_queue_resize (widget);
      g_signal_connect_swapped (gtk_widget_get_frame_clock (widget), "after-paint", G_CALLBACK (set_true_cb), &drawn);
      np_test_wait_until (is_true, &drawn);
      g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (widget), &drawn);
    }
}

void
np_test_take_picture (GtkWindow *window, const char *name)
{
  const char *folder = g_getenv ("NAMEPLATE_SCREENSHOTS") != NULL ? g_getenv ("NAMEPLATE_SCREENSHOTS") : NP_BUILD_DIR "/screenshots";
  g_autofree char *file_name = g_strconcat (name, ".png", NULL);
  g_autofree char *path = g_build_filename (folder, file_name, NULL);
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (window));
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  gtk_window_present (window);
  np_test_wait_until (has_size, window);
  np_test_let_frames_pass (GTK_WIDGET (window));
  node = render_paintable (paintable, gtk_widget_get_width (GTK_WIDGET (window)), gtk_widget_get_height (GTK_WIDGET (window)));
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  g_assert_true (gdk_texture_save_to_png (texture, path));
}

void
np_test_take_pictures (GtkWindow *window, const char *name)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  const char *contrast = adw_style_manager_get_high_contrast (manager) ? "-high-contrast" : "";

  for (int dark = FALSE; dark <= TRUE; dark++)
    {
      g_autofree char *full_name = g_strdup_printf ("%s-%s%s", name, dark ? "dark" : "light", contrast);

      adw_style_manager_set_color_scheme (manager, dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT);
      np_test_take_picture (window, full_name);
    }
}
