/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-board-status.h"

#define PROGRESS_INTERVAL_MS 200 /* between two that are shown */

enum
{
  PROP_HEADLINE = 1,
  PROP_DETAILS,
  PROP_MESSAGE,
  PROP_STEP,
  PROP_TIME,
  PROP_ORIGIN,
  PROP_TARGET,
  PROP_SPOKEN,
  PROP_EXPLANATION,
  PROP_PORT,
  N_TEXTS,
  PROP_BOARD = N_TEXTS,
  PROP_SESSION,
  PROP_NUMBER,
  PROP_NAME,
  PROP_STATE,
  PROP_OUTCOME,
  PROP_PROGRESS,
  PROP_ELAPSED,
  PROP_IN_DETAIL,
  N_PROPERTIES
};

struct _NpBoardStatus
{
  GObject parent_instance;

  NpBoard *board;
  NpSession *session;
  NpBoardState state;
  GError *obstacle;
  NpOutcome *outcome;
  double progress;
  guint progress_timer; /* runs when one was shown lately */
  gboolean progress_due; /* there was another meanwhile */
  gboolean in_detail;
  gboolean running;
  gint64 started; /* less the time that it has waited for a hand */
  gint64 elapsed;
  guint tick;
  char *texts[N_TEXTS]; /* by property */
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (NpBoardStatus, np_board_status, G_TYPE_OBJECT)

static char *
dup_target (const NpBoardFacts *facts)
{
  return np_board_get_target_name (facts->board) != NULL ? np_board_text_dup_target (facts) : NULL;
}

/* The tool's own words, and which byte differs: more than a card has room for. */
static char *
dup_explanation (const NpBoardFacts *facts)
{
  return g_strdup (facts->outcome != NULL ? facts->outcome->why : NULL);
}

static char *(*const makers[N_TEXTS]) (const NpBoardFacts *facts) = {
  [PROP_HEADLINE] = np_board_text_dup_headline, [PROP_DETAILS] = np_board_text_dup_details,
  [PROP_MESSAGE] = np_board_text_dup_message,   [PROP_STEP] = np_board_text_dup_step,
  [PROP_TIME] = np_board_text_dup_time,         [PROP_ORIGIN] = np_board_text_dup_origin,
  [PROP_TARGET] = dup_target,                   [PROP_SPOKEN] = np_board_text_dup_spoken,
  [PROP_EXPLANATION] = dup_explanation,         [PROP_PORT] = np_board_text_dup_port,
};

/* Of what its latest run wrote, or is going to. */
static char *
dup_serial_number (NpBoardStatus *self)
{
  NpRun *run = self->session != NULL ? np_session_get_run (self->session, self->board) : NULL;
  NpImage *image = run != NULL ? np_plan_get_image (np_run_get_plan (run)) : NULL;
  GBytes *bytes = image != NULL ? np_factory_data_get_bytes (np_image_get_data (image), NP_TAG_SERIAL_NUMBER) : NULL;

  return bytes != NULL ? g_utf8_make_valid (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes)) : NULL;
}

static void
update_texts (NpBoardStatus *self)
{
  g_autofree char *serial_number = dup_serial_number (self);
  NpBoardFacts facts = { self->board, self->state, self->obstacle, self->outcome, serial_number, self->elapsed };

  for (guint i = 1; i < N_TEXTS; i++)
    {
      g_autofree char *text = makers[i](&facts);

      if (g_strcmp0 (text, self->texts[i]) == 0)
        continue;
      g_free (self->texts[i]);
      self->texts[i] = g_steal_pointer (&text);
      g_object_notify_by_pspec (G_OBJECT (self), properties[i]);
    }
}

/* Progress */

static void
set_progress (NpBoardStatus *self, double progress)
{
  if (self->progress == progress)
    return;
  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROGRESS]);
}

/* A board that waits for another turn has nothing yet of that turn. */
static void
take_progress (NpBoardStatus *self)
{
  set_progress (self, self->state == NP_BOARD_STATE_BUSY && !np_board_is_running (self->board) ? 0 : np_board_get_progress (self->board));
}

static gboolean
progress_cb (gpointer user_data)
{
  NpBoardStatus *self = user_data;

  if (self->progress_due)
    {
      self->progress_due = FALSE;
      take_progress (self);
      return G_SOURCE_CONTINUE;
    }
  self->progress_timer = 0;
  return G_SOURCE_REMOVE;
}

static void
progress_changed_cb (NpBoardStatus *self)
{
  if (self->progress_timer != 0)
    {
      self->progress_due = TRUE;
      return;
    }
  take_progress (self);
  self->progress_timer = g_timeout_add (PROGRESS_INTERVAL_MS, progress_cb, self);
}

/* State and outcome */

static gboolean
tick_cb (gpointer user_data)
{
  NpBoardStatus *self = user_data;

  self->elapsed = g_get_monotonic_time () - self->started;
  update_texts (self);
  return G_SOURCE_CONTINUE;
}

/* It stands still while a hand is needed. */
static void
update_clock (NpBoardStatus *self)
{
  gboolean running = np_board_is_running (self->board);
  gboolean ticking = running && np_board_get_state (self->board) != NP_BOARD_STATE_ACTION;

  if (running && !self->running)
    self->elapsed = 0;
  self->running = running;
  if (ticking == (self->tick != 0))
    return;
  if (!ticking)
    {
      self->elapsed = g_get_monotonic_time () - self->started;
      g_clear_handle_id (&self->tick, g_source_remove);
      return;
    }
  self->started = g_get_monotonic_time () - self->elapsed;
  self->tick = g_timeout_add_seconds (1, tick_cb, self);
}

static gboolean
has_ended (NpBoardState state)
{
  return state == NP_BOARD_STATE_PASS || state == NP_BOARD_STATE_FAIL || state == NP_BOARD_STATE_UNSURE || state == NP_BOARD_STATE_STOP;
}

static void
update_outcome (NpBoardStatus *self)
{
  NpOutcome *outcome = NULL;

  if (self->session != NULL && has_ended (self->state))
    outcome = np_session_get_outcome (self->session, self->board);
  if (outcome == self->outcome)
    return;
  g_clear_pointer (&self->outcome, np_outcome_unref);
  self->outcome = outcome != NULL ? np_outcome_ref (outcome) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OUTCOME]);
}

static NpBoardState
find_state (NpBoardStatus *self)
{
  g_clear_error (&self->obstacle);
  return self->session != NULL ? np_session_get_board_state (self->session, self->board, &self->obstacle) : np_board_get_state (self->board);
}

static void
update (NpBoardStatus *self)
{
  GObject *object = G_OBJECT (self);
  NpBoardState state = find_state (self);

  g_object_freeze_notify (object);
  if (state != self->state)
    {
      self->state = state;
      g_object_notify_by_pspec (object, properties[PROP_STATE]);
      take_progress (self);
    }
  update_outcome (self);
  update_clock (self);
  update_texts (self);
  g_object_thaw_notify (object);
}

static void
board_changed_cb (NpBoardStatus *self, GParamSpec *pspec)
{
  if (g_str_equal (pspec->name, "progress"))
    {
      progress_changed_cb (self);
      return;
    }
  if (g_str_equal (pspec->name, "number"))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NUMBER]);
  else if (g_str_equal (pspec->name, "name"))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  update (self);
}

static void
board_event_cb (NpBoardStatus *self, NpBoard *board)
{
  if (board == self->board)
    update (self);
}

/* The class */

static void
np_board_status_constructed (GObject *object)
{
  NpBoardStatus *self = NP_BOARD_STATUS (object);

  G_OBJECT_CLASS (np_board_status_parent_class)->constructed (object);

  g_signal_connect_object (self->board, "notify", G_CALLBACK (board_changed_cb), self, G_CONNECT_SWAPPED);
  if (self->session != NULL)
    {
      g_signal_connect_object (self->session, "board-waiting", G_CALLBACK (board_event_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->session, "board-started", G_CALLBACK (board_event_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->session, "board-finished", G_CALLBACK (board_event_cb), self, G_CONNECT_SWAPPED);
    }
  self->progress = np_board_get_progress (self->board);
  update (self);
}

static void
np_board_status_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  NpBoardStatus *self = NP_BOARD_STATUS (object);

  switch (property)
    {
    case PROP_BOARD: self->board = g_value_dup_object (value); break;
    case PROP_SESSION: self->session = g_value_dup_object (value); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_board_status_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NpBoardStatus *self = NP_BOARD_STATUS (object);

  switch (property)
    {
    case PROP_BOARD: g_value_set_object (value, self->board); break;
    case PROP_SESSION: g_value_set_object (value, self->session); break;
    case PROP_NUMBER: g_value_set_uint (value, np_board_get_number (self->board)); break;
    case PROP_NAME: g_value_set_string (value, np_board_get_name (self->board)); break;
    case PROP_STATE: g_value_set_enum (value, (int) self->state); break;
    case PROP_OUTCOME: g_value_set_boxed (value, self->outcome); break;
    case PROP_PROGRESS: g_value_set_double (value, self->progress); break;
    case PROP_IN_DETAIL: g_value_set_boolean (value, self->in_detail); break;
    case PROP_ELAPSED: g_value_set_int64 (value, np_board_status_get_elapsed (self)); break;
    default: g_value_set_string (value, self->texts[property]);
    }
}

static void
np_board_status_finalize (GObject *object)
{
  NpBoardStatus *self = NP_BOARD_STATUS (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  g_clear_handle_id (&self->progress_timer, g_source_remove);
  g_object_unref (self->board);
  g_clear_object (&self->session);
  g_clear_error (&self->obstacle);
  g_clear_pointer (&self->outcome, np_outcome_unref);
  for (guint i = 1; i < N_TEXTS; i++)
    g_free (self->texts[i]);
  G_OBJECT_CLASS (np_board_status_parent_class)->finalize (object);
}

static void
np_board_status_class_init (NpBoardStatusClass *klass)
{
  static const char *const text_names[N_TEXTS] = {
    [PROP_HEADLINE] = "headline", [PROP_DETAILS] = "details", [PROP_MESSAGE] = "message", [PROP_STEP] = "step",
    [PROP_TIME] = "time",         [PROP_ORIGIN] = "origin",   [PROP_TARGET] = "target",
    [PROP_SPOKEN] = "spoken",     [PROP_EXPLANATION] = "explanation", [PROP_PORT] = "port",
  };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags given = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GParamFlags computed = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->constructed = np_board_status_constructed;
  object_class->set_property = np_board_status_set_property;
  object_class->get_property = np_board_status_get_property;
  object_class->finalize = np_board_status_finalize;

  for (guint i = 1; i < N_TEXTS; i++)
    properties[i] = g_param_spec_string (text_names[i], NULL, NULL, NULL, computed);
  properties[PROP_BOARD] = g_param_spec_object ("board", NULL, NULL, NP_TYPE_BOARD, given);
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, NP_TYPE_SESSION, given);
  properties[PROP_NUMBER] = g_param_spec_uint ("number", NULL, NULL, 0, G_MAXUINT, 0, computed);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, computed);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, NP_TYPE_BOARD_STATE, NP_BOARD_STATE_EMPTY, computed);
  properties[PROP_OUTCOME] = g_param_spec_boxed ("outcome", NULL, NULL, NP_TYPE_OUTCOME, computed);
  properties[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, computed);
  properties[PROP_ELAPSED] = g_param_spec_int64 ("elapsed", NULL, NULL, 0, G_MAXINT64, 0, computed);
  properties[PROP_IN_DETAIL] = g_param_spec_boolean ("in-detail", NULL, NULL, FALSE, computed);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
np_board_status_init (NpBoardStatus *self)
{
}

/**
 * np_board_status_new:
 * @session: (nullable): whose recipe and outcomes count
 */
NpBoardStatus *
np_board_status_new (NpBoard *board, NpSession *session)
{
  g_return_val_if_fail (NP_IS_BOARD (board), NULL);
  return g_object_new (NP_TYPE_BOARD_STATUS, "board", board, "session", session, NULL);
}

NpBoard *
np_board_status_get_board (NpBoardStatus *self)
{
  g_return_val_if_fail (NP_IS_BOARD_STATUS (self), NULL);
  return self->board;
}

NpBoardState
np_board_status_get_state (NpBoardStatus *self)
{
  g_return_val_if_fail (NP_IS_BOARD_STATUS (self), NP_BOARD_STATE_EMPTY);
  return self->state;
}

NpOutcome *
np_board_status_get_outcome (NpBoardStatus *self)
{
  g_return_val_if_fail (NP_IS_BOARD_STATUS (self), NULL);
  return self->outcome;
}

const GError *
np_board_status_get_obstacle (NpBoardStatus *self)
{
  g_return_val_if_fail (NP_IS_BOARD_STATUS (self), NULL);
  return self->obstacle;
}

gint64
np_board_status_get_elapsed (NpBoardStatus *self)
{
  g_return_val_if_fail (NP_IS_BOARD_STATUS (self), 0);
  return self->outcome != NULL ? self->outcome->duration_us : self->elapsed;
}

const char *
np_board_status_get_headline (NpBoardStatus *self)
{
  g_return_val_if_fail (NP_IS_BOARD_STATUS (self), NULL);
  return self->texts[PROP_HEADLINE];
}

void
np_board_status_speak (NpBoardStatus *self, GtkAccessible *accessible)
{
  const char *explanation;

  g_return_if_fail (NP_IS_BOARD_STATUS (self));
  g_return_if_fail (GTK_IS_ACCESSIBLE (accessible));

  explanation = self->texts[PROP_EXPLANATION];
  gtk_accessible_update_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, self->texts[PROP_SPOKEN], GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  explanation != NULL ? explanation : "", -1);
}

void
np_board_status_set_in_detail (NpBoardStatus *self, gboolean in_detail)
{
  g_return_if_fail (NP_IS_BOARD_STATUS (self));

  if (in_detail == self->in_detail)
    return;
  self->in_detail = in_detail;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IN_DETAIL]);
}
