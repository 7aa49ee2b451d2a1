/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-problem.h"
#include "np-banner.h"
#include "np-bench-boards.h"
#include "np-bench-figures.h"
#include "np-bench-notifier.h"
#include "np-bench-start.h"
#include "np-bench-summary.h"
#include "np-bench-tally.h"
#include "np-bench-view-words.h"
#include "np-bench-view.h"
#include "np-error.h"
#include "np-permission.h"
#include "np-port-keys.h"
#include "np-problems-dialog.h"
#include "np-recipe-wizard.h"
#include "np-settings.h"
#include "run/np-confirmation.h"
#include "ui-compat.h"

struct _NpBenchView
{
  AdwBin parent_instance;

  NpSession *session;
  NpBenchTally *tally;
  GPtrArray *problems;
  char *summary;
  char *obstacle;
  char *missing_permission; /* (nullable) */
  char *permission_command; /* (nullable) */
  gboolean stopping;
  gboolean line_locked;
  gboolean can_run; /* boards may be written now: no run, and nothing stands against one */
  gboolean wall;
  NpBenchLayout layout;
  NpBenchNotifier *notifier;
  NpBenchStart *start; /* (nullable): of the session */
  GSettings *settings;

  NpBenchBoards *boards;
  NpBenchFigures *figures;
  GtkWidget *actions;
  AdwBin *actions_above;
  AdwBin *actions_below;
};

enum
{
  PROP_SESSION = 1,
  PROP_BENCH,
  PROP_SUMMARY,
  PROP_OBSTACLE,
  PROP_MISSING_PERMISSION,
  PROP_PERMISSION_COMMAND,
  PROP_STOPPING,
  PROP_LAYOUT,
  PROP_WALL,
  PROP_AUTO_START,
  PROP_LINE_LOCKED,
  PROP_CAN_RUN,
  N_PROPERTIES
};

enum
{
  SIGNAL_CHECKED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NpBenchView, np_bench_view, ADW_TYPE_BIN)

/* What leads out of an obstacle: pure functions, bound in the template. */

static char *
obstacle_button (NpBenchView *self, const char *obstacle)
{
  return g_strdup (np_recipe_wizard_mends (self->problems) ? _("_Change Recipe…") : _("Show _Problems"));
}

static char *
obstacle_action (NpBenchView *self, const char *obstacle)
{
  return g_strdup (np_recipe_wizard_mends (self->problems) ? "win.change-recipe" : "bench.show-problems");
}

/* What stands against a run, and what it would write. */

static void
set_can_run (NpBenchView *self, gboolean can_run)
{
  np_bench_boards_set_can_run (self->boards, can_run);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bench.run-board", can_run);
  if (can_run == self->can_run)
    return;
  self->can_run = can_run;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_RUN]);
}

static void
update_actions (NpBenchView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean running = self->session != NULL && np_session_is_running (self->session);
  gboolean can_run = self->session != NULL && !running && self->obstacle == NULL;

  gtk_widget_action_set_enabled (widget, "bench.write", can_run && np_bench_tally_get_pending (self->tally) > 0);
  gtk_widget_action_set_enabled (widget, "bench.retry", can_run && np_bench_tally_get_retryable (self->tally) > 0);
  gtk_widget_action_set_enabled (widget, "bench.stop", running && !self->stopping);
  gtk_widget_action_set_enabled (widget, "bench.ask-stop", running && !self->stopping);
  gtk_widget_action_set_enabled (widget, "bench.escape", self->wall || (running && !self->stopping));
  gtk_widget_action_set_enabled (widget, "bench.auto-start", self->session != NULL);
  gtk_widget_action_set_enabled (widget, "bench.provision-again", can_run && !self->line_locked);
  set_can_run (self, can_run);
}

static void
update_permission (NpBenchView *self)
{
  g_autofree char *command = NULL;
  g_autofree char *missing = NULL;

  if (self->session != NULL)
    missing = np_permission_find (G_LIST_MODEL (np_session_get_bench (self->session)), &command);
  g_free (self->permission_command);
  self->permission_command = g_steal_pointer (&command);
  if (g_strcmp0 (missing, self->missing_permission) == 0)
    return;
  g_free (self->missing_permission);
  self->missing_permission = g_steal_pointer (&missing);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MISSING_PERMISSION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PERMISSION_COMMAND]);
}

static void
tally_changed_cb (NpBenchView *self)
{
  update_actions (self);
  update_permission (self);
}

/* What can't be taken back by anybody isn't for the line. */
static NpPlan *
check_line_lock (NpBenchView *self, NpPlan *plan)
{
  if (plan == NULL || !self->line_locked || !np_confirmation_closes_for_ever (plan))
    return plan;
  np_problem_list_add (self->problems, NP_SEVERITY_ERROR, NP_TAG_NONE, "line-lock", NULL,
                       g_strdup (_("The recipe closes boards permanently, and Line Lock is on.")),
                       _("At RDP 2 without an OEM2 key nobody can reopen a board."), _("Turn Line Lock off, or choose another protection."));
  np_plan_unref (plan);
  return NULL;
}

void
np_bench_view_check (NpBenchView *self)
{
  g_autoptr(NpPlan) plan = NULL;

  g_return_if_fail (NP_IS_BENCH_VIEW (self));

  g_ptr_array_set_size (self->problems, 0);
  g_clear_pointer (&self->summary, g_free);
  g_clear_pointer (&self->obstacle, g_free);
  if (self->session != NULL)
    plan = check_line_lock (self, np_session_check (self->session, self->problems));
  if (plan != NULL)
    self->summary = np_bench_summary_of_plan (plan);
  else if (self->session != NULL)
    self->obstacle = np_bench_summary_of_errors (self->problems);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SUMMARY]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OBSTACLE]);
  np_bench_figures_update (self->figures);
  update_actions (self);
  g_signal_emit (self, signals[SIGNAL_CHECKED], 0);
}

static void
set_stopping (NpBenchView *self, gboolean stopping)
{
  if (stopping == self->stopping)
    return;
  self->stopping = stopping;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STOPPING]);
  update_actions (self);
}

static void
follow_session (NpBenchView *self)
{
  gboolean running = self->session != NULL && np_session_is_running (self->session);

  if (!running)
    set_stopping (self, FALSE);
  update_actions (self);
}

/* Actions */

/* Every way to write boards goes through here or provision_again_action (): what stands against one stands against all. */
static void
run_boards (NpBenchView *self, GPtrArray *boards)
{
  if (!self->can_run)
    return;
  np_bench_start_run (self->start, boards);
}

/* A file of the recipe may have gone since the last look: then the banner says so, and nothing is started. */
static void
check_and_run (NpBenchView *self, GPtrArray *boards)
{
  np_bench_view_check (self);
  if (self->obstacle == NULL)
    run_boards (self, boards);
}

static void
write_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpBenchView *self = NP_BENCH_VIEW (widget);
  g_autoptr(GPtrArray) boards = np_session_dup_pending_boards (self->session);

  check_and_run (self, boards);
}

static void
retry_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpBenchView *self = NP_BENCH_VIEW (widget);
  g_autoptr(GPtrArray) boards = np_session_dup_failed_boards (self->session);

  check_and_run (self, boards);
}

/* One board, by its probe's serial number. */
static void
run_board_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpBenchView *self = NP_BENCH_VIEW (widget);
  NpBoard *board = np_bench_find_board (np_session_get_bench (self->session), g_variant_get_string (parameter, NULL));
  g_autoptr(GPtrArray) boards = g_ptr_array_new_with_free_func (g_object_unref);

  if (board == NULL)
    return;
  g_ptr_array_add (boards, g_object_ref (board));
  run_boards (self, boards);
}

/* One that has passed before, by its probe's serial number. */
static void
provision_again_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpBenchView *self = NP_BENCH_VIEW (widget);
  NpBoard *board = np_bench_find_board (np_session_get_bench (self->session), g_variant_get_string (parameter, NULL));

  if (board != NULL && self->can_run && !self->line_locked)
    np_bench_start_run_again (self->start, board);
}

static void
stop_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  NpBenchView *self = NP_BENCH_VIEW (widget);

  set_stopping (self, TRUE);
  np_session_stop (self->session);
}

static void
ask_stop_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpBenchView) self = user_data;

  if (np_ui_ask_finish (result))
    gtk_widget_activate_action (GTK_WIDGET (self), "bench.stop", NULL);
}

static void
ask_stop_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_autofree char *body = np_bench_start_dup_stop_text (NP_BENCH_VIEW (widget)->session);

  np_ui_ask_async (GTK_WINDOW (gtk_widget_get_root (widget)), _("Stop After the Current Steps?"), body, _("_Continue"), _("_Stop"),
                   ADW_RESPONSE_DESTRUCTIVE, ask_stop_cb, g_object_ref (widget));
}

/* Leaves what can be left without harm first. */
static void
escape_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  if (NP_BENCH_VIEW (widget)->wall)
    {
      g_object_set (widget, "wall", FALSE, NULL);
      return;
    }
  ask_stop_action (widget, action, parameter);
}

static void
refresh_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  np_bench_refresh (np_session_get_bench (NP_BENCH_VIEW (widget)->session));
}

static void
show_problems_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  gtk_window_present (GTK_WINDOW (np_problems_dialog_new (GTK_WINDOW (root), NP_BENCH_VIEW (widget)->problems)));
}

static void
copy_command_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), NP_BENCH_VIEW (widget)->permission_command);
}

/* The Wall View fills the screen; leaving either leaves both. */

static void
fullscreen_changed_cb (NpBenchView *self, GParamSpec *pspec, GtkWindow *window)
{
  if (!gtk_window_is_fullscreen (window))
    g_object_set (self, "wall", FALSE, NULL);
}

/* Where the cards are large, every line counts: the buttons stand beside the figures. */
static void
move_actions (NpBenchView *self, AdwBin *from, AdwBin *to)
{
  g_autoptr(GtkWidget) actions = g_object_ref (self->actions);

  adw_bin_set_child (from, NULL);
  adw_bin_set_child (to, actions);
}

static void
set_wall (NpBenchView *self, gboolean wall)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (wall == self->wall || !GTK_IS_WINDOW (root))
    return;
  self->wall = wall;
  g_object_set (self->boards, "wall", wall, NULL);
  g_signal_handlers_disconnect_by_func (root, fullscreen_changed_cb, self);
  if (wall)
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "bench-page.close-detail", NULL);
      move_actions (self, self->actions_below, self->actions_above);
      gtk_window_fullscreen (GTK_WINDOW (root));
      g_signal_connect_object (root, "notify::fullscreened", G_CALLBACK (fullscreen_changed_cb), self, G_CONNECT_SWAPPED);
    }
  else
    {
      move_actions (self, self->actions_above, self->actions_below);
      gtk_window_unfullscreen (GTK_WINDOW (root));
    }
  update_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WALL]);
}

static void
set_layout (NpBenchView *self, NpBenchLayout layout)
{
  if (layout == self->layout)
    return;
  self->layout = layout;
  g_object_set (self->boards, "layout", layout, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAYOUT]);
}

static void
auto_start_changed_cb (NpBenchView *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AUTO_START]);
}

static void
set_auto_start (NpBenchView *self, gboolean auto_start)
{
  if (self->start != NULL)
    np_bench_start_set_auto_start (self->start, auto_start);
}

static void
set_line_locked (NpBenchView *self, gboolean line_locked)
{
  if (line_locked == self->line_locked)
    return;
  self->line_locked = line_locked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LINE_LOCKED]);
  np_bench_view_check (self);
}

/* The class */

static void
np_bench_view_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_SESSION: np_bench_view_set_session (NP_BENCH_VIEW (object), g_value_get_object (value)); break;
    case PROP_LAYOUT: set_layout (NP_BENCH_VIEW (object), (NpBenchLayout) g_value_get_enum (value)); break;
    case PROP_WALL: set_wall (NP_BENCH_VIEW (object), g_value_get_boolean (value)); break;
    case PROP_AUTO_START: set_auto_start (NP_BENCH_VIEW (object), g_value_get_boolean (value)); break;
    case PROP_LINE_LOCKED: set_line_locked (NP_BENCH_VIEW (object), g_value_get_boolean (value)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_bench_view_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NpBenchView *self = NP_BENCH_VIEW (object);

  switch (property)
    {
    case PROP_SESSION: g_value_set_object (value, self->session); break;
    case PROP_BENCH: g_value_set_object (value, self->session != NULL ? np_session_get_bench (self->session) : NULL); break;
    case PROP_SUMMARY: g_value_set_string (value, self->summary); break;
    case PROP_OBSTACLE: g_value_set_string (value, self->obstacle); break;
    case PROP_STOPPING: g_value_set_boolean (value, self->stopping); break;
    case PROP_MISSING_PERMISSION: g_value_set_string (value, self->missing_permission); break;
    case PROP_PERMISSION_COMMAND: g_value_set_string (value, self->permission_command); break;
    case PROP_LAYOUT: g_value_set_enum (value, (int) self->layout); break;
    case PROP_WALL: g_value_set_boolean (value, self->wall); break;
    case PROP_AUTO_START: g_value_set_boolean (value, self->start != NULL && np_bench_start_get_auto_start (self->start)); break;
    case PROP_LINE_LOCKED: g_value_set_boolean (value, self->line_locked); break;
    case PROP_CAN_RUN: g_value_set_boolean (value, self->can_run); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_bench_view_dispose (GObject *object)
{
  NpBenchView *self = NP_BENCH_VIEW (object);

  if (self->boards != NULL)
    np_bench_view_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NP_TYPE_BENCH_VIEW);
  G_OBJECT_CLASS (np_bench_view_parent_class)->dispose (object);
}

static void
np_bench_view_finalize (GObject *object)
{
  NpBenchView *self = NP_BENCH_VIEW (object);

  g_ptr_array_unref (self->problems);
  g_free (self->summary);
  g_free (self->obstacle);
  g_free (self->missing_permission);
  g_free (self->permission_command);
  g_object_unref (self->settings);
  G_OBJECT_CLASS (np_bench_view_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-bench-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NpBenchView, boards);
  gtk_widget_class_bind_template_child (widget_class, NpBenchView, figures);
  gtk_widget_class_bind_template_child (widget_class, NpBenchView, actions);
  gtk_widget_class_bind_template_child (widget_class, NpBenchView, actions_above);
  gtk_widget_class_bind_template_child (widget_class, NpBenchView, actions_below);
  gtk_widget_class_bind_template_child (widget_class, NpBenchView, tally);
  gtk_widget_class_bind_template_callback (widget_class, obstacle_button);
  gtk_widget_class_bind_template_callback (widget_class, obstacle_action);
  np_bench_view_words_bind (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, tally_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, run_boards);
}

static void
np_bench_view_class_init (NpBenchViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags given = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GParamFlags computed = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = np_bench_view_set_property;
  object_class->get_property = np_bench_view_get_property;
  object_class->dispose = np_bench_view_dispose;
  object_class->finalize = np_bench_view_finalize;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, NP_TYPE_SESSION, given);
  properties[PROP_BENCH] = g_param_spec_object ("bench", NULL, NULL, NP_TYPE_BENCH, computed);
  properties[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, computed);
  properties[PROP_OBSTACLE] = g_param_spec_string ("obstacle", NULL, NULL, NULL, computed);
  properties[PROP_STOPPING] = g_param_spec_boolean ("stopping", NULL, NULL, FALSE, computed);
  properties[PROP_MISSING_PERMISSION] = g_param_spec_string ("missing-permission", NULL, NULL, NULL, computed);
  properties[PROP_PERMISSION_COMMAND] = g_param_spec_string ("permission-command", NULL, NULL, NULL, computed);
  properties[PROP_LAYOUT] = g_param_spec_enum ("layout", NULL, NULL, NP_TYPE_BENCH_LAYOUT, NP_BENCH_LAYOUT_AUTOMATIC, given);
  properties[PROP_WALL] = g_param_spec_boolean ("wall", NULL, NULL, FALSE, given);
  properties[PROP_AUTO_START] = g_param_spec_boolean ("auto-start", NULL, NULL, FALSE, given);
  properties[PROP_LINE_LOCKED] = g_param_spec_boolean ("line-locked", NULL, NULL, FALSE, given);
  properties[PROP_CAN_RUN] = g_param_spec_boolean ("can-run", NULL, NULL, FALSE, computed);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_CHECKED] = g_signal_new ("checked", NP_TYPE_BENCH_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (NP_TYPE_BANNER);
  g_type_ensure (NP_TYPE_BENCH_TALLY);
  g_type_ensure (NP_TYPE_BENCH_BOARDS);
  g_type_ensure (NP_TYPE_BENCH_FIGURES);
  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "bench.write", NULL, write_action);
  gtk_widget_class_install_action (widget_class, "bench.retry", NULL, retry_action);
  gtk_widget_class_install_action (widget_class, "bench.run-board", "s", run_board_action);
  gtk_widget_class_install_action (widget_class, "bench.stop", NULL, stop_action);
  gtk_widget_class_install_action (widget_class, "bench.ask-stop", NULL, ask_stop_action);
  gtk_widget_class_install_action (widget_class, "bench.escape", NULL, escape_action);
  gtk_widget_class_install_action (widget_class, "bench.provision-again", "s", provision_again_action);
  gtk_widget_class_install_action (widget_class, "bench.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "bench.show-problems", NULL, show_problems_action);
  gtk_widget_class_install_action (widget_class, "bench.copy-command", NULL, copy_command_action);
  gtk_widget_class_install_property_action (widget_class, "bench.layout", "layout");
  gtk_widget_class_install_property_action (widget_class, "bench.wall", "wall");
  gtk_widget_class_install_property_action (widget_class, "bench.auto-start", "auto-start");
}

static void
np_bench_view_init (NpBenchView *self)
{
  self->problems = np_problem_list_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_add_controller (GTK_WIDGET (self), np_port_keys_new (self->boards));
  self->settings = np_settings_new ();
  g_settings_bind (self->settings, "bench-layout", self, "layout", G_SETTINGS_BIND_DEFAULT);
  update_actions (self);
}

void
np_bench_view_set_session (NpBenchView *self, NpSession *session)
{
  g_return_if_fail (NP_IS_BENCH_VIEW (self));
  g_return_if_fail (session == NULL || NP_IS_SESSION (session));

  if (session == self->session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  np_bench_boards_set_session (self->boards, session);
  np_bench_figures_set_session (self->figures, session);
  np_bench_tally_set_session (self->tally, session);
  g_clear_object (&self->notifier);
  g_clear_object (&self->start);
  if (session != NULL)
    {
      self->notifier = np_bench_notifier_new (session, GTK_WIDGET (self));
      self->start = np_bench_start_new (session, GTK_WIDGET (self));
      g_signal_connect_object (self->start, "notify::auto-start", G_CALLBACK (auto_start_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_swapped (session, "notify::running", G_CALLBACK (follow_session), self);
    }
  auto_start_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BENCH]);
  follow_session (self);
  np_bench_view_check (self);
}

NpSession *
np_bench_view_get_session (NpBenchView *self)
{
  g_return_val_if_fail (NP_IS_BENCH_VIEW (self), NULL);
  return self->session;
}

NpBoard *
np_bench_view_get_chosen (NpBenchView *self)
{
  g_return_val_if_fail (NP_IS_BENCH_VIEW (self), NULL);
  return np_bench_boards_get_chosen (self->boards);
}

void
np_bench_view_mark_board (NpBenchView *self, NpBoard *board)
{
  g_return_if_fail (NP_IS_BENCH_VIEW (self));

  np_bench_boards_mark (self->boards, board);
}
