/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-board-card.h"
#include "np-state-look.h"
#include "np-text.h"

struct _NpBoardCard
{
  GtkFlowBoxChild parent_instance;

  NpBoard *board;
  NpSession *session;
  NpBoardState state;
  GError *obstacle;
  NpOutcome *outcome;
  gint64 started;
  gint64 elapsed;
  guint tick;

  GtkLabel *headline;
  GtkLabel *details;
};

enum
{
  PROP_BOARD = 1,
  PROP_SESSION,
  PROP_STATE,
  PROP_OBSTACLE,
  PROP_OUTCOME,
  PROP_ELAPSED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (NpBoardCard, np_board_card, GTK_TYPE_FLOW_BOX_CHILD)

/* What the card shows: pure functions, bound in the template. */

static char **
face_classes (NpBoardCard *self, NpBoardState state)
{
  const char *classes[] = { "card", "board", np_state_look_get (state)->css_class, NULL };

  return g_strdupv ((char **) classes);
}

static char *
number_text (NpBoardCard *self, guint number)
{
  return g_strdup_printf ("%u", number);
}

static char *
state_icon (NpBoardCard *self, NpBoardState state)
{
  return g_strdup (np_state_look_get (state)->icon);
}

static char *
state_word (NpBoardCard *self, NpBoardState state)
{
  return g_strdup (np_state_look_get_word (state));
}

static char *
target_text (const char *target, const char *protection)
{
  if (target == NULL)
    return g_strdup (_("Ready to be written"));
  if (protection == NULL)
    return g_strdup (target);
  /* Translators: a chip and its read-out protection: "STM32WBA65 · RDP 0" */
  return g_strdup_printf (C_("target", "%s · %s"), target, protection);
}

static char *
failure_text (const NpOutcome *outcome, const char *message)
{
  const char *title = outcome != NULL && outcome->title != NULL ? outcome->title : message;

  if (outcome == NULL || outcome->step_number == 0)
    return g_strdup (title);
  return g_strdup_printf (_("Step %u · %s"), outcome->step_number, title);
}

static char *
pass_text (const NpOutcome *outcome, const char *message)
{
  g_autofree char *duration = outcome != NULL ? np_text_dup_duration (outcome->duration_us) : NULL;

  if (duration == NULL)
    return g_strdup (message);
  /* Translators: how long the board took: "Written and compared · 0:31" */
  return g_strdup_printf (_("Written and compared · %s"), duration);
}

static char *
headline (NpBoardCard *self, NpBoardState state, const char *message, const char *step, guint step_number, guint step_count,
          const char *target, const char *protection, const GError *obstacle, const NpOutcome *outcome)
{
  switch (state)
    {
    case NP_BOARD_STATE_EMPTY: return g_strdup (_("Connect a board"));
    case NP_BOARD_STATE_CHECK: return g_strdup (_("Looking at the board…"));
    case NP_BOARD_STATE_READY: return target_text (target, protection);
    case NP_BOARD_STATE_BLOCK: return np_text_dup_sentence (obstacle != NULL ? obstacle->message : message);
    case NP_BOARD_STATE_BUSY:
      if (step == NULL)
        return g_strdup (_("Waiting for its turn"));
      return g_strdup_printf (_("Step %u of %u · %s"), step_number, step_count, step);
    case NP_BOARD_STATE_ACTION: return g_strdup (message);
    case NP_BOARD_STATE_PASS: return pass_text (outcome, message);
    case NP_BOARD_STATE_FAIL:
    case NP_BOARD_STATE_UNSURE:
    case NP_BOARD_STATE_STOP: return failure_text (outcome, message);
    }
  g_return_val_if_reached (NULL);
}

/* "Nothing was written. Check the cable, then write it again. E-203" */
static char *
aftermath_text (const NpOutcome *outcome, const char *advice)
{
  g_autoptr(GPtrArray) sentences = g_ptr_array_new ();

  if (outcome != NULL && outcome->changed != NULL)
    g_ptr_array_add (sentences, outcome->changed);
  if (outcome != NULL && outcome->advice != NULL)
    advice = outcome->advice;
  if (advice != NULL)
    g_ptr_array_add (sentences, (char *) advice);
  if (outcome != NULL && outcome->code != NULL)
    g_ptr_array_add (sentences, outcome->code);
  g_ptr_array_add (sentences, NULL);
  return g_strjoinv (" ", (char **) sentences->pdata);
}

static char *
details (NpBoardCard *self, NpBoardState state, const char *probe_serial, const char *advice, gint64 elapsed, const GError *obstacle,
         const NpOutcome *outcome)
{
  g_autofree char *probe = np_text_dup_probe (probe_serial);
  g_autofree char *duration = np_text_dup_duration (elapsed);

  switch (state)
    {
    case NP_BOARD_STATE_EMPTY:
    case NP_BOARD_STATE_CHECK:
    case NP_BOARD_STATE_READY: return g_steal_pointer (&probe);
    case NP_BOARD_STATE_BLOCK: return g_strdup (obstacle != NULL ? np_advice_for_error (obstacle) : advice);
    /* Translators: the probe and for how long it has been busy: "ST-LINK …3A41 · 0:12" */
    case NP_BOARD_STATE_BUSY: return g_strdup_printf (C_("probe and time", "%s · %s"), probe, duration);
    case NP_BOARD_STATE_ACTION: return g_strdup (advice);
    case NP_BOARD_STATE_PASS: return g_strdup (advice != NULL ? advice : _("Remove the board."));
    case NP_BOARD_STATE_FAIL:
    case NP_BOARD_STATE_UNSURE:
    case NP_BOARD_STATE_STOP: return aftermath_text (outcome, advice);
    }
  g_return_val_if_reached (NULL);
}

/* The tool's own words, and which byte differs: more than a card has room for. */
static char *
explanation (NpBoardCard *self, const NpOutcome *outcome)
{
  return g_strdup (outcome != NULL ? outcome->why : NULL);
}

/* What the bindings look at, kept up to date. */

/* The card is one focus stop, read as one sentence; the cause of a failure, which others see in a tooltip, is its description. */
static void
update_spoken (NpBoardCard *self)
{
  g_autofree char *spoken = NULL;

  if (self->board == NULL || self->details == NULL)
    return;
  /* Translators: what a screen reader says of a board: "Port 3, failed, step 2 · No reply, Check the cable." */
  spoken = g_strdup_printf (_("Port %u, %s, %s, %s"), np_board_get_number (self->board), np_state_look_get_spoken (self->state),
                            gtk_label_get_text (self->headline), gtk_label_get_text (self->details));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->outcome != NULL && self->outcome->why != NULL ? self->outcome->why : "", -1);
}

static gboolean
tick_cb (gpointer user_data)
{
  NpBoardCard *self = user_data;

  self->elapsed = g_get_monotonic_time () - self->started;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ELAPSED]);
  return G_SOURCE_CONTINUE;
}

static void
update_clock (NpBoardCard *self)
{
  gboolean running = np_board_is_running (self->board);

  if (running == (self->tick != 0))
    return;
  if (!running)
    {
      g_clear_handle_id (&self->tick, g_source_remove);
      return;
    }
  self->started = g_get_monotonic_time ();
  self->tick = g_timeout_add_seconds (1, tick_cb, self);
  self->elapsed = 0;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ELAPSED]);
}

static gboolean
has_ended (NpBoardState state)
{
  return state == NP_BOARD_STATE_PASS || state == NP_BOARD_STATE_FAIL || state == NP_BOARD_STATE_UNSURE || state == NP_BOARD_STATE_STOP;
}

static void
update_outcome (NpBoardCard *self)
{
  NpOutcome *outcome = NULL;

  if (self->session != NULL && has_ended (np_board_get_state (self->board)))
    outcome = np_session_get_outcome (self->session, self->board);
  if (outcome == self->outcome)
    return;
  g_clear_pointer (&self->outcome, np_outcome_unref);
  self->outcome = outcome != NULL ? np_outcome_ref (outcome) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_OUTCOME]);
  update_spoken (self);
}

/* A board that is fine by itself may still be the wrong one for this project. */
static void
update_state (NpBoardCard *self)
{
  NpBoardState state = np_board_get_state (self->board);
  GObject *object = G_OBJECT (self);

  g_object_freeze_notify (object);
  g_clear_error (&self->obstacle);
  if (state == NP_BOARD_STATE_READY && self->session != NULL && !np_session_judge_board (self->session, self->board, &self->obstacle))
    state = NP_BOARD_STATE_BLOCK;
  g_object_notify_by_pspec (object, properties[PROP_OBSTACLE]);
  if (state != self->state)
    {
      self->state = state;
      g_object_notify_by_pspec (object, properties[PROP_STATE]);
    }
  update_outcome (self);
  update_clock (self);
  g_object_thaw_notify (object);
  update_spoken (self);
}

static void
board_finished_cb (NpBoardCard *self, NpBoard *board)
{
  if (board == self->board)
    update_outcome (self);
}

static void
np_board_card_constructed (GObject *object)
{
  static const char *const causes[] = { "notify::state", "notify::target-id", "notify::target-name", "notify::protection" };
  NpBoardCard *self = NP_BOARD_CARD (object);

  G_OBJECT_CLASS (np_board_card_parent_class)->constructed (object);

  for (guint i = 0; i < G_N_ELEMENTS (causes); i++)
    g_signal_connect_object (self->board, causes[i], G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  if (self->session != NULL)
    g_signal_connect_object (self->session, "board-finished", G_CALLBACK (board_finished_cb), self, G_CONNECT_SWAPPED);
  update_state (self);
}

static void
np_board_card_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  NpBoardCard *self = NP_BOARD_CARD (object);

  switch (property)
    {
    case PROP_BOARD: self->board = g_value_dup_object (value); break;
    case PROP_SESSION: self->session = g_value_dup_object (value); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_board_card_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  NpBoardCard *self = NP_BOARD_CARD (object);

  switch (property)
    {
    case PROP_BOARD: g_value_set_object (value, self->board); break;
    case PROP_SESSION: g_value_set_object (value, self->session); break;
    case PROP_STATE: g_value_set_enum (value, self->state); break;
    case PROP_OBSTACLE: g_value_set_boxed (value, self->obstacle); break;
    case PROP_OUTCOME: g_value_set_boxed (value, self->outcome); break;
    case PROP_ELAPSED: g_value_set_int64 (value, self->elapsed); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_board_card_dispose (GObject *object)
{
  NpBoardCard *self = NP_BOARD_CARD (object);

  g_clear_handle_id (&self->tick, g_source_remove);
  gtk_widget_dispose_template (GTK_WIDGET (self), NP_TYPE_BOARD_CARD);
  G_OBJECT_CLASS (np_board_card_parent_class)->dispose (object);
}

static void
np_board_card_finalize (GObject *object)
{
  NpBoardCard *self = NP_BOARD_CARD (object);

  g_clear_object (&self->board);
  g_clear_object (&self->session);
  g_clear_error (&self->obstacle);
  g_clear_pointer (&self->outcome, np_outcome_unref);
  G_OBJECT_CLASS (np_board_card_parent_class)->finalize (object);
}

static void
np_board_card_class_init (NpBoardCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags given = G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS;
  GParamFlags computed = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->constructed = np_board_card_constructed;
  object_class->set_property = np_board_card_set_property;
  object_class->get_property = np_board_card_get_property;
  object_class->dispose = np_board_card_dispose;
  object_class->finalize = np_board_card_finalize;

  properties[PROP_BOARD] = g_param_spec_object ("board", NULL, NULL, NP_TYPE_BOARD, given);
  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, NP_TYPE_SESSION, given);
  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, NP_TYPE_BOARD_STATE, NP_BOARD_STATE_EMPTY, computed);
  properties[PROP_OBSTACLE] = g_param_spec_boxed ("obstacle", NULL, NULL, G_TYPE_ERROR, computed);
  properties[PROP_OUTCOME] = g_param_spec_boxed ("outcome", NULL, NULL, NP_TYPE_OUTCOME, computed);
  properties[PROP_ELAPSED] = g_param_spec_int64 ("elapsed", NULL, NULL, 0, G_MAXINT64, 0, computed);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/nameplate/Nameplate/np-board-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NpBoardCard, headline);
  gtk_widget_class_bind_template_child (widget_class, NpBoardCard, details);
  gtk_widget_class_bind_template_callback (widget_class, face_classes);
  gtk_widget_class_bind_template_callback (widget_class, number_text);
  gtk_widget_class_bind_template_callback (widget_class, state_icon);
  gtk_widget_class_bind_template_callback (widget_class, state_word);
  gtk_widget_class_bind_template_callback (widget_class, headline);
  gtk_widget_class_bind_template_callback (widget_class, details);
  gtk_widget_class_bind_template_callback (widget_class, explanation);
  gtk_widget_class_bind_template_callback (widget_class, update_spoken);
}

static void
np_board_card_init (NpBoardCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * np_board_card_new:
 * @session: (nullable): whose recipe and outcomes the card shows
 */
GtkWidget *
np_board_card_new (NpBoard *board, NpSession *session)
{
  g_return_val_if_fail (NP_IS_BOARD (board), NULL);
  return g_object_new (NP_TYPE_BOARD_CARD, "board", board, "session", session, NULL);
}

NpBoard *
np_board_card_get_board (NpBoardCard *self)
{
  g_return_val_if_fail (NP_IS_BOARD_CARD (self), NULL);
  return self->board;
}

NpBoardState
np_board_card_get_state (NpBoardCard *self)
{
  g_return_val_if_fail (NP_IS_BOARD_CARD (self), NP_BOARD_STATE_EMPTY);
  return self->state;
}
