/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-bench-page.h"
#include "np-bench-view.h"

/* Together with the line between them, what a window of 1000 px has. */
#define BENCH_WIDTH 539
#define DETAIL_WIDTH 460
#define DETAIL_MAX_WIDTH 500
#define ANY_WIDTH 10000

struct _NpBenchPage
{
  AdwBin parent_instance;

  NpSession *session;
  GtkWidget *bench_view;
  AdwLeaflet *leaflet;
  GtkWidget *separator;
  GtkWidget *pane; /* around the detail, so that what is in it doesn't make it wider */
  NpBoardDetail *detail;
  GtkWidget *opener; /* weak: what had the focus */
};

enum
{
  PROP_SESSION = 1,
  PROP_BENCH_VIEW,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (NpBenchPage, np_bench_page, ADW_TYPE_BIN)

gboolean
np_bench_page_shows_detail (NpBenchPage *self)
{
  g_return_val_if_fail (NP_IS_BENCH_PAGE (self), FALSE);

  return gtk_widget_get_visible (self->pane);
}

NpBoardDetail *
np_bench_page_get_detail (NpBenchPage *self)
{
  g_return_val_if_fail (NP_IS_BENCH_PAGE (self), NULL);
  return self->detail;
}

static void
set_opener (NpBenchPage *self, GtkWidget *widget)
{
  g_set_weak_pointer (&self->opener, widget);
}

static void
open_detail (NpBenchPage *self, NpBoard *board)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL && gtk_widget_is_ancestor (focus, self->bench_view))
    set_opener (self, focus);
  np_board_detail_set_board (self->detail, self->session, board);
  np_bench_view_mark_board (NP_BENCH_VIEW (self->bench_view), board);
  gtk_widget_set_visible (self->pane, TRUE);
  gtk_widget_set_visible (self->separator, TRUE);
  adw_leaflet_set_visible_child (self->leaflet, self->pane);
  gtk_widget_child_focus (GTK_WIDGET (self->detail), GTK_DIR_TAB_FORWARD);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bench-page.close-detail", TRUE);
}

static void
close_detail (NpBenchPage *self)
{
  adw_leaflet_set_visible_child (self->leaflet, self->bench_view);
  gtk_widget_set_visible (self->pane, FALSE);
  gtk_widget_set_visible (self->separator, FALSE);
  np_board_detail_set_board (self->detail, NULL, NULL);
  np_bench_view_mark_board (NP_BENCH_VIEW (self->bench_view), NULL);
  if (self->opener != NULL)
    gtk_widget_grab_focus (self->opener);
  set_opener (self, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bench-page.close-detail", FALSE);
}

static void
show_detail_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpBenchPage *self = NP_BENCH_PAGE (widget);
  NpBoard *board = self->session != NULL ? np_bench_find_board (np_session_get_bench (self->session), g_variant_get_string (parameter, NULL)) : NULL;

  if (board != NULL)
    open_detail (self, board);
}

static void
close_detail_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  close_detail (NP_BENCH_PAGE (widget));
}

/* Of the board that was gone to last, else of the first one. */
static void
toggle_detail_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpBenchPage *self = NP_BENCH_PAGE (widget);
  g_autoptr(NpBoard) board = NULL;

  if (np_bench_page_shows_detail (self))
    {
      close_detail (self);
      return;
    }
  if (self->session == NULL)
    return;
  if (np_bench_view_get_chosen (NP_BENCH_VIEW (self->bench_view)) != NULL)
    board = g_object_ref (np_bench_view_get_chosen (NP_BENCH_VIEW (self->bench_view)));
  else
    board = g_list_model_get_item (G_LIST_MODEL (np_session_get_bench (self->session)), 0);
  if (board != NULL)
    open_detail (self, board);
}

static void
run_cb (NpBenchPage *self, const char *probe_serial)
{
  gtk_widget_activate_action (self->bench_view, "bench.run-board", "s", probe_serial);
}

/* Before the bench's own Escape, which stops the run. */
static gboolean
key_pressed_cb (NpBenchPage *self, guint key)
{
  if (key != GDK_KEY_Escape || !np_bench_page_shows_detail (self))
    return GDK_EVENT_PROPAGATE;
  close_detail (self);
  return GDK_EVENT_STOP;
}

static void
set_session (NpBenchPage *self, NpSession *session)
{
  if (session == self->session)
    return;
  if (np_bench_page_shows_detail (self))
    close_detail (self);
  g_set_object (&self->session, session);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
}

static void
take_bench_view (NpBenchPage *self, GtkWidget *bench_view)
{
  g_assert (self->bench_view == NULL && bench_view != NULL);
  self->bench_view = bench_view;
  gtk_widget_set_size_request (bench_view, BENCH_WIDTH, -1);
  gtk_widget_set_hexpand (bench_view, TRUE);
  g_object_bind_property (bench_view, "can-run", self->detail, "can-run", G_BINDING_SYNC_CREATE);
  adw_leaflet_prepend (self->leaflet, bench_view);
  adw_leaflet_set_visible_child (self->leaflet, bench_view);
  g_signal_connect_object (bench_view, "checked", G_CALLBACK (np_board_detail_draft_again), self->detail, G_CONNECT_SWAPPED);
}

static void
np_bench_page_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  NpBenchPage *self = NP_BENCH_PAGE (object);

  switch (property)
    {
    case PROP_SESSION: set_session (self, g_value_get_object (value)); break;
    case PROP_BENCH_VIEW: take_bench_view (self, g_value_get_object (value)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_bench_page_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NpBenchPage *self = NP_BENCH_PAGE (object);

  switch (property)
    {
    case PROP_SESSION: g_value_set_object (value, self->session); break;
    case PROP_BENCH_VIEW: g_value_set_object (value, self->bench_view); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_bench_page_dispose (GObject *object)
{
  NpBenchPage *self = NP_BENCH_PAGE (object);

  if (self->detail != NULL)
    np_board_detail_set_board (self->detail, NULL, NULL);
  self->detail = NULL;
  set_opener (self, NULL);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (np_bench_page_parent_class)->dispose (object);
}

static void
np_bench_page_class_init (NpBenchPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = np_bench_page_set_property;
  object_class->get_property = np_bench_page_get_property;
  object_class->dispose = np_bench_page_dispose;

  properties[PROP_SESSION]
      = g_param_spec_object ("session", NULL, NULL, NP_TYPE_SESSION, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_BENCH_VIEW]
      = g_param_spec_object ("bench-view", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_install_action (widget_class, "bench-page.show-detail", "s", show_detail_action);
  gtk_widget_class_install_action (widget_class, "bench-page.close-detail", NULL, close_detail_action);
  gtk_widget_class_install_action (widget_class, "bench-page.toggle-detail", NULL, toggle_detail_action);
}

static void
folded_cb (NpBenchPage *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);

  adw_clamp_set_maximum_size (ADW_CLAMP (self->pane), folded ? ANY_WIDTH : DETAIL_MAX_WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (self->pane), folded ? ANY_WIDTH : DETAIL_MAX_WIDTH);
  g_object_set (self->detail, "folded", folded, NULL);
}

/* Wherever the focus is. */
static void
add_shortcut (NpBenchPage *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F9, 0),
                                                          gtk_named_action_new ("bench-page.toggle-detail")));
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

static void
np_bench_page_init (NpBenchPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  adw_leaflet_set_fold_threshold_policy (self->leaflet, ADW_FOLD_THRESHOLD_POLICY_MINIMUM);
  self->separator = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  self->detail = g_object_new (NP_TYPE_BOARD_DETAIL, NULL);
  self->pane = g_object_new (ADW_TYPE_CLAMP, "width-request", DETAIL_WIDTH, "hexpand", FALSE, "visible", FALSE, "child", self->detail, NULL);
  gtk_widget_set_visible (self->separator, FALSE);
  adw_leaflet_page_set_navigatable (adw_leaflet_append (self->leaflet, self->separator), FALSE);
  adw_leaflet_append (self->leaflet, self->pane);
  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (folded_cb), self);
  folded_cb (self);
  g_signal_connect_swapped (self->detail, "close", G_CALLBACK (close_detail), self);
  g_signal_connect_swapped (self->detail, "run", G_CALLBACK (run_cb), self);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  add_shortcut (self);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->leaflet));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bench-page.close-detail", FALSE);
}
