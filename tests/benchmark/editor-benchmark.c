/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long a key in a field of the project view keeps the main loop: until image and problems are made anew and told to every
 * view, and the next frame's layout and drawing, in a real window. Target: less than 16 ms together. */

#include "config.h"

#include "factory/np-problem.h"
#include "np-field-row.h"
#include "np-project-view.h"
#include "np-window.h"
#include "support.h"

#define N_KEYS 200

typedef struct
{
  const char *name;
  NpTag tag;
  const char *key; /* goes in and out again by turns */
} Case;

static const Case cases[] = {
  { "text", NP_TAG_VENDOR_NAME, "x" },
  { "number that becomes none and one again", NP_TAG_VENDOR_ID, "z" },
  { "number that stops the image and lets it", NP_TAG_SETUP_DISCRIMINATOR, "0" },
};

typedef struct
{
  gint64 start;
  gint64 duration;
  gboolean done;
} Frame;

static GtkWidget *
find_type (GtkWidget *root, GType type, NpTag tag)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (tag == NP_TAG_NONE || np_field_row_get_field (NP_FIELD_ROW (root))->tag == tag))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type, tag);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
before_paint_cb (Frame *frame)
{
  frame->start = g_get_monotonic_time ();
}

static void
after_paint_cb (Frame *frame)
{
  frame->duration = g_get_monotonic_time () - frame->start;
  frame->done = TRUE;
}

static gboolean
is_done (gpointer frame)
{
  return ((Frame *) frame)->done;
}

static gboolean
has_size (gpointer widget)
{
  return gtk_widget_get_mapped (widget) && gtk_widget_get_width (widget) > 0;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  const gint64 *first = a;
  const gint64 *second = b;

  return *first < *second ? -1 : *first > *second;
}

static void
print_times (const char *what, gint64 *times)
{
  qsort (times, N_KEYS, sizeof *times, compare_times);
  g_print ("  %s: median %.2f ms, 95 %% below %.2f ms, longest %.2f ms\n", what, (double) times[N_KEYS / 2] / 1000,
           (double) times[N_KEYS * 95 / 100] / 1000, (double) times[N_KEYS - 1] / 1000);
}

static void
press_key (GtkEditable *entry, const char *key, guint i)
{
  int position = (int) g_utf8_strlen (gtk_editable_get_text (entry), -1);

  if (i % 2 == 0)
    gtk_editable_insert_text (entry, key, -1, &position);
  else
    gtk_editable_delete_text (entry, position - 1, position);
}

static void
measure (GtkWidget *view, const Case *test)
{
  GtkWidget *row = find_type (view, NP_TYPE_FIELD_ROW, test->tag);
  GtkEditable *entry = GTK_EDITABLE (find_type (row, GTK_TYPE_EDITABLE, NP_TAG_NONE));
  GdkFrameClock *clock = gtk_widget_get_frame_clock (view);
  gint64 updates[N_KEYS];
  gint64 frames[N_KEYS];
  gint64 sums[N_KEYS];
  Frame frame = { 0 };

  np_project_view_enter_field (NP_PROJECT_VIEW (view), test->tag);
  np_test_run_main_loop ();
  g_signal_connect_swapped (clock, "before-paint", G_CALLBACK (before_paint_cb), &frame);
  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (after_paint_cb), &frame);
  for (guint i = 0; i < N_KEYS; i++)
    {
      gint64 start = g_get_monotonic_time ();

      press_key (entry, test->key, i);
      updates[i] = g_get_monotonic_time () - start;
      frame.done = FALSE;
      np_test_wait_until (is_done, &frame);
      frames[i] = frame.duration;
      sums[i] = updates[i] + frames[i];
    }
  g_signal_handlers_disconnect_by_data (clock, &frame);
  g_print ("%s\n", test->name);
  print_times ("bytes, problems and views made anew", updates);
  print_times ("next frame", frames);
  print_times ("together", sums);
}

int
main (int argc, char **argv)
{
  g_autoptr(NpProject) project = NULL;
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  NpWindow *window;
  GtkWidget *view;

  np_test_init (&argc, &argv);
  window = np_window_new (np_test_get_application (), NP_BENCH_NAME_SIMULATED);
  project = np_project_new_sample ();
  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  gtk_window_present (GTK_WINDOW (window));
  np_window_open_project (window, project, problems);
  adw_view_stack_set_visible_child_name (ADW_VIEW_STACK (find_type (GTK_WIDGET (window), ADW_TYPE_VIEW_STACK, NP_TAG_NONE)), "project");
  view = find_type (GTK_WIDGET (window), NP_TYPE_PROJECT_VIEW, NP_TAG_NONE);
  np_test_wait_until (has_size, view);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    measure (view, &cases[i]);
  np_window_stop_and_close (window);
  np_test_run_main_loop ();
  g_signal_emit_by_name (np_test_get_application (), "shutdown");
  return 0;
}
