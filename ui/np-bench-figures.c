/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-bench-estimate.h"
#include "np-bench-figures.h"
#include "np-counter.h"
#include "np-text.h"

struct _NpBenchFigures
{
  AdwBin parent_instance;

  NpSession *session;
  GArray *durations; /* gint64: of the boards that passed */
  gint64 elapsed;
  char *left;
  guint tick;
};

enum
{
  PROP_SESSION = 1,
  PROP_ELAPSED,
  PROP_LEFT,
  PROP_PLANNED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (NpBenchFigures, np_bench_figures, ADW_TYPE_BIN)

static guint
get_planned (NpBenchFigures *self)
{
  return self->session != NULL ? np_project_get_planned_units (np_session_get_project (self->session)) : 0;
}

/* What is shown: pure functions, bound in the template. */

static char *
count_text (NpBenchFigures *self, guint count)
{
  return g_strdup_printf ("%u", count);
}

/* None passed is no success, none failed no alarm. */
static char **
class_when_some (NpBenchFigures *self, guint count, const char *css_class)
{
  const char *classes[] = { count > 0 ? css_class : NULL, NULL };

  return g_strdupv ((char **) classes);
}

static gboolean
is_some (NpBenchFigures *self, guint count)
{
  return count > 0;
}

static char *
yield_text (NpBenchFigures *self, double yield)
{
  g_autofree char *share = NULL;

  if (yield < 0)
    return g_strdup ("–");
  /* Translators: a share in percent: "95.8 %" */
  share = g_strdup_printf (_("%.1f %%"), MIN (yield * 100, 99.9));
  /* All of them is no rounded figure. */
  return np_text_dup_isolated (yield == 1 ? _("100 %") : share);
}

static char *
duration_text (NpBenchFigures *self, gint64 microseconds)
{
  return np_text_dup_duration (microseconds);
}

/* What is left to do */

static guint
count_connected (GListModel *bench)
{
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (bench); i++)
    {
      g_autoptr(NpBoard) board = g_list_model_get_item (bench, i);

      count += np_board_get_state (board) != NP_BOARD_STATE_EMPTY;
    }
  return count;
}

static GArray *
dup_progress (GListModel *bench)
{
  GArray *progress = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < g_list_model_get_n_items (bench); i++)
    {
      g_autoptr(NpBoard) board = g_list_model_get_item (bench, i);
      double done = np_board_get_progress (board);

      if (np_board_is_running (board))
        g_array_append_val (progress, done);
    }
  return progress;
}

static char *
dup_left (NpBenchFigures *self)
{
  GListModel *bench = G_LIST_MODEL (np_session_get_bench (self->session));
  g_autoptr(GArray) progress = dup_progress (bench);
  guint n_waiting = np_session_get_n_waiting (self->session);
  guint n_settled = np_session_get_passed (self->session) + progress->len + n_waiting;
  guint planned = get_planned (self);
  const NpBenchWork work = {
    .durations = (const gint64 *) self->durations->data,
    .n_durations = self->durations->len,
    .progress = (const double *) progress->data,
    .n_running = progress->len,
    .n_waiting = n_waiting,
    .n_at_once = np_session_get_concurrency (self->session),
    .n_planned = planned > n_settled ? planned - n_settled : 0,
    .n_ports = count_connected (bench),
  };

  return np_bench_estimate_to_text (np_bench_estimate (&work));
}

static void
update_left (NpBenchFigures *self)
{
  g_autofree char *left = self->session != NULL && np_session_is_running (self->session) ? dup_left (self) : NULL;

  if (g_strcmp0 (left, self->left) == 0)
    return;
  g_free (self->left);
  self->left = g_steal_pointer (&left);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEFT]);
}

static gboolean
tick_cb (gpointer user_data)
{
  NpBenchFigures *self = user_data;

  self->elapsed = self->session != NULL ? np_session_get_elapsed (self->session) : 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ELAPSED]);
  update_left (self);
  return G_SOURCE_CONTINUE;
}

static void
follow_session (NpBenchFigures *self)
{
  gboolean running = self->session != NULL && np_session_is_running (self->session);

  if (running && self->tick == 0)
    self->tick = g_timeout_add_seconds (1, tick_cb, self);
  else if (!running)
    g_clear_handle_id (&self->tick, g_source_remove);
  tick_cb (self);
}

static void
board_finished_cb (NpBenchFigures *self, NpBoard *board, NpOutcome *outcome)
{
  if (outcome->verdict == NP_VERDICT_PASS)
    g_array_append_val (self->durations, outcome->duration_us);
  update_left (self);
}

/* The class */

static void
np_bench_figures_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_SESSION: np_bench_figures_set_session (NP_BENCH_FIGURES (object), g_value_get_object (value)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_bench_figures_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NpBenchFigures *self = NP_BENCH_FIGURES (object);

  switch (property)
    {
    case PROP_SESSION: g_value_set_object (value, self->session); break;
    case PROP_ELAPSED: g_value_set_int64 (value, self->elapsed); break;
    case PROP_LEFT: g_value_set_string (value, self->left); break;
    case PROP_PLANNED: g_value_set_uint (value, get_planned (self)); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_bench_figures_dispose (GObject *object)
{
  NpBenchFigures *self = NP_BENCH_FIGURES (object);

  np_bench_figures_set_session (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NP_TYPE_BENCH_FIGURES);
  G_OBJECT_CLASS (np_bench_figures_parent_class)->dispose (object);
}

static void
np_bench_figures_finalize (GObject *object)
{
  NpBenchFigures *self = NP_BENCH_FIGURES (object);

  g_array_unref (self->durations);
  g_free (self->left);
  G_OBJECT_CLASS (np_bench_figures_parent_class)->finalize (object);
}

static void
np_bench_figures_class_init (NpBenchFiguresClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags computed = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = np_bench_figures_set_property;
  object_class->get_property = np_bench_figures_get_property;
  object_class->dispose = np_bench_figures_dispose;
  object_class->finalize = np_bench_figures_finalize;

  properties[PROP_SESSION]
      = g_param_spec_object ("session", NULL, NULL, NP_TYPE_SESSION, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  properties[PROP_ELAPSED] = g_param_spec_int64 ("elapsed", NULL, NULL, 0, G_MAXINT64, 0, computed);
  properties[PROP_LEFT] = g_param_spec_string ("left", NULL, NULL, NULL, computed);
  properties[PROP_PLANNED] = g_param_spec_uint ("planned", NULL, NULL, 0, G_MAXUINT, 0, computed);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (NP_TYPE_COUNTER);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-bench-figures.ui");
  gtk_widget_class_bind_template_callback (widget_class, count_text);
  gtk_widget_class_bind_template_callback (widget_class, class_when_some);
  gtk_widget_class_bind_template_callback (widget_class, is_some);
  gtk_widget_class_bind_template_callback (widget_class, yield_text);
  gtk_widget_class_bind_template_callback (widget_class, duration_text);
}

static void
np_bench_figures_init (NpBenchFigures *self)
{
  self->durations = g_array_new (FALSE, FALSE, sizeof (gint64));
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
np_bench_figures_set_session (NpBenchFigures *self, NpSession *session)
{
  g_return_if_fail (NP_IS_BENCH_FIGURES (self));
  g_return_if_fail (session == NULL || NP_IS_SESSION (session));

  if (session == self->session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  g_array_set_size (self->durations, 0);
  if (session != NULL)
    {
      g_signal_connect_swapped (session, "notify::running", G_CALLBACK (follow_session), self);
      g_signal_connect_swapped (session, "board-finished", G_CALLBACK (board_finished_cb), self);
    }
  follow_session (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SESSION]);
  np_bench_figures_update (self);
}

void
np_bench_figures_update (NpBenchFigures *self)
{
  g_return_if_fail (NP_IS_BENCH_FIGURES (self));

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLANNED]);
  update_left (self);
}
