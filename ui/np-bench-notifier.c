/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-bench-notifier.h"

struct _NpBenchNotifier
{
  GObject parent_instance;

  NpSession *session;
  GtkWidget *widget;
  gboolean running;
  guint counts[4]; /* of this round, by NpVerdict */
};

enum
{
  SIGNAL_NOTICE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NpBenchNotifier, np_bench_notifier, G_TYPE_OBJECT)

static void
send (NpBenchNotifier *self, const char *id, GNotificationPriority priority, const char *title, const char *body)
{
  GtkRoot *root = gtk_widget_get_root (self->widget);
  GtkApplication *application = GTK_IS_WINDOW (root) ? gtk_window_get_application (GTK_WINDOW (root)) : NULL;
  g_autoptr(GNotification) notification = NULL;

  if (application == NULL || gtk_window_is_active (GTK_WINDOW (root)))
    return;
  notification = g_notification_new (title);
  g_notification_set_body (notification, body);
  g_notification_set_priority (notification, priority);
  if (GTK_IS_APPLICATION_WINDOW (root))
    g_notification_set_default_action_and_target (notification, "app.present-window", "u",
                                                  gtk_application_window_get_id (GTK_APPLICATION_WINDOW (root)));
  g_application_send_notification (G_APPLICATION (application), id, notification);
  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, id, title, body);
}

static char *
dup_id (NpBoard *board)
{
  return g_strdup_printf ("board-%s", np_board_get_probe_serial (board));
}

static void
state_changed_cb (NpBenchNotifier *self, GParamSpec *pspec, NpBoard *board)
{
  g_autofree char *id = NULL;
  g_autofree char *title = NULL;

  if (np_board_get_state (board) != NP_BOARD_STATE_ACTION)
    return;
  id = dup_id (board);
  title = g_strdup_printf (_("Port %u Needs You"), np_board_get_number (board));
  send (self, id, G_NOTIFICATION_PRIORITY_HIGH, title, np_board_get_message (board));
}

static void
board_started_cb (NpBenchNotifier *self, NpBoard *board)
{
  g_signal_connect_object (board, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
board_finished_cb (NpBenchNotifier *self, NpBoard *board, NpOutcome *outcome)
{
  g_autofree char *id = dup_id (board);
  g_autofree char *title = NULL;
  g_autofree char *body = NULL;

  g_signal_handlers_disconnect_by_func (board, state_changed_cb, self);
  self->counts[outcome->verdict]++;
  switch (outcome->verdict)
    {
    case NP_VERDICT_PASS:
    case NP_VERDICT_STOP: return;
    case NP_VERDICT_FAIL:
      title = g_strdup_printf (_("Port %u Failed"), np_board_get_number (board));
      body = g_strdup (outcome->title);
      break;
    case NP_VERDICT_UNSURE: /* it hasn't failed, and mustn't be tried again */
      title = g_strdup_printf (_("Port %u Is Unsure"), np_board_get_number (board));
      body = g_strjoin ("\n", outcome->title, outcome->advice, NULL);
      break;
    }
  send (self, id, G_NOTIFICATION_PRIORITY_HIGH, title, body);
}

static char *
dup_counts (NpBenchNotifier *self)
{
  guint passed = self->counts[NP_VERDICT_PASS];
  guint failed = self->counts[NP_VERDICT_FAIL];
  guint unsure = self->counts[NP_VERDICT_UNSURE];
  guint stopped = self->counts[NP_VERDICT_STOP];

  if (stopped > 0 && unsure > 0)
    /* Translators: how many boards */
    return g_strdup_printf (_("Passed: %u. Failed: %u. Unsure: %u. Stopped: %u."), passed, failed, unsure, stopped);
  if (stopped > 0)
    /* Translators: how many boards */
    return g_strdup_printf (_("Passed: %u. Failed: %u. Stopped: %u."), passed, failed, stopped);
  if (unsure > 0)
    /* Translators: how many boards */
    return g_strdup_printf (_("Passed: %u. Failed: %u. Unsure: %u."), passed, failed, unsure);
  if (failed > 0)
    /* Translators: how many boards */
    return g_strdup_printf (_("Passed: %u. Failed: %u."), passed, failed);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u board passed.", "%u boards passed.", passed), passed);
}

static void
running_changed_cb (NpBenchNotifier *self)
{
  gboolean running = np_session_is_running (self->session);
  g_autofree char *body = NULL;

  if (running == self->running)
    return;
  self->running = running;
  if (running)
    {
      memset (self->counts, 0, sizeof self->counts);
      return;
    }
  body = dup_counts (self);
  send (self, "round", G_NOTIFICATION_PRIORITY_NORMAL, self->counts[NP_VERDICT_STOP] > 0 ? _("Stopped") : _("All Boards Are Done"), body);
}

static void
np_bench_notifier_finalize (GObject *object)
{
  g_object_unref (NP_BENCH_NOTIFIER (object)->session);
  G_OBJECT_CLASS (np_bench_notifier_parent_class)->finalize (object);
}

static void
np_bench_notifier_class_init (NpBenchNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = np_bench_notifier_finalize;
  signals[SIGNAL_NOTICE] = g_signal_new ("notice", NP_TYPE_BENCH_NOTIFIER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 3,
                                         G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
}

static void
np_bench_notifier_init (NpBenchNotifier *self)
{
}

NpBenchNotifier *
np_bench_notifier_new (NpSession *session, GtkWidget *widget)
{
  NpBenchNotifier *self;

  g_return_val_if_fail (NP_IS_SESSION (session), NULL);
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  self = g_object_new (NP_TYPE_BENCH_NOTIFIER, NULL);
  self->session = g_object_ref (session);
  self->widget = widget;
  self->running = np_session_is_running (session);
  g_signal_connect_object (session, "board-started", G_CALLBACK (board_started_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "board-finished", G_CALLBACK (board_finished_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::running", G_CALLBACK (running_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}
