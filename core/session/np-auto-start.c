/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-session"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "factory/np-problem.h"
#include "np-auto-start.h"

struct _NpAutoStart
{
  GObject parent_instance;

  NpSession *session;
  gboolean enabled;
  GHashTable *boards; /* that are followed → whether the next READY starts them */
  guint start_source; /* once what the bench is doing now is done */
};

enum
{
  PROP_ENABLED = 1,
  N_PROPERTIES
};

enum
{
  SIGNAL_FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (NpAutoStart, np_auto_start, G_TYPE_OBJECT)

static gboolean
check_plan (NpSession *session, GError **error)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(NpPlan) plan = np_session_check (session, problems);
  g_autofree char *permanent = plan != NULL ? np_plan_dup_permanent_text (plan) : NULL;

  if (plan == NULL)
    return np_problem_list_to_error (problems, error), FALSE;
  if (permanent == NULL)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                       _("This recipe does something that can’t be undone. Boards start by themselves only where keys are stored for tests and nothing is locked."));
  return FALSE;
}

static void
fail (NpAutoStart *self, const GError *error)
{
  np_auto_start_set_enabled (self, FALSE, NULL);
  g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr(NpAutoStart) self = user_data;
  g_autoptr(GError) error = NULL;

  if (!np_session_run_finish (NP_SESSION (source), result, &error))
    fail (self, error);
}

static GPtrArray *
take_due_boards (NpAutoStart *self)
{
  GPtrArray *due = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer board, armed;

  g_hash_table_iter_init (&iter, self->boards);
  while (g_hash_table_iter_next (&iter, &board, &armed))
    if (GPOINTER_TO_INT (armed) && np_board_get_state (board) == NP_BOARD_STATE_READY)
      {
        g_hash_table_iter_replace (&iter, GINT_TO_POINTER (FALSE));
        if (np_session_judge_board (self->session, board, NULL))
          g_ptr_array_add (due, g_object_ref (board));
      }
  return due;
}

/* A round that is being stopped takes no boards: those that came meanwhile start when it has ended. */
static void
join_round (NpAutoStart *self, GPtrArray *boards)
{
  if (np_session_add_boards (self->session, boards))
    return;
  for (guint i = 0; i < boards->len; i++)
    g_hash_table_insert (self->boards, g_object_ref (boards->pdata[i]), GINT_TO_POINTER (TRUE));
}

static gboolean
start_cb (gpointer user_data)
{
  g_autoptr(NpAutoStart) self = g_object_ref (user_data);
  g_autoptr(GPtrArray) due = take_due_boards (self);
  g_autoptr(GError) error = NULL;

  self->start_source = 0;
  if (due->len == 0)
    return G_SOURCE_REMOVE;
  if (!check_plan (self->session, &error))
    fail (self, error);
  else if (np_session_is_running (self->session))
    join_round (self, due);
  else
    np_session_run_async (self->session, due, NULL, run_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

static void
start_soon (NpAutoStart *self)
{
  if (self->start_source == 0)
    self->start_source = g_idle_add (start_cb, self);
}

static void
running_changed_cb (NpAutoStart *self)
{
  if (!np_session_is_running (self->session))
    start_soon (self);
}

static void
state_changed_cb (NpAutoStart *self, GParamSpec *pspec, NpBoard *board)
{
  NpBoardState state = np_board_get_state (board);

  if (state == NP_BOARD_STATE_EMPTY)
    g_hash_table_insert (self->boards, g_object_ref (board), GINT_TO_POINTER (TRUE));
  else if (state == NP_BOARD_STATE_READY)
    start_soon (self);
}

static void
follow (NpAutoStart *self, NpBoard *board, gboolean armed)
{
  g_hash_table_insert (self->boards, g_object_ref (board), GINT_TO_POINTER (armed));
  g_signal_connect_object (board, "notify::state", G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
}

/* Boards are moved, too: only one that isn't known is new. */
static void
boards_changed_cb (NpAutoStart *self, guint position, guint removed, guint added, GListModel *bench)
{
  for (guint i = position; i < position + added; i++)
    {
      g_autoptr(NpBoard) board = g_list_model_get_item (bench, i);

      if (g_hash_table_contains (self->boards, board))
        continue;
      follow (self, board, TRUE);
      state_changed_cb (self, NULL, board);
    }
}

static void
begin (NpAutoStart *self)
{
  GListModel *bench = G_LIST_MODEL (np_session_get_bench (self->session));

  for (guint i = 0; i < g_list_model_get_n_items (bench); i++)
    {
      g_autoptr(NpBoard) board = g_list_model_get_item (bench, i);

      follow (self, board, np_board_get_state (board) == NP_BOARD_STATE_EMPTY);
    }
  g_signal_connect_object (bench, "items-changed", G_CALLBACK (boards_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::running", G_CALLBACK (running_changed_cb), self, G_CONNECT_SWAPPED);
}

static void
end (NpAutoStart *self)
{
  GHashTableIter iter;
  gpointer board;

  g_signal_handlers_disconnect_by_func (np_session_get_bench (self->session), boards_changed_cb, self);
  g_signal_handlers_disconnect_by_func (self->session, running_changed_cb, self);
  g_hash_table_iter_init (&iter, self->boards);
  while (g_hash_table_iter_next (&iter, &board, NULL))
    g_signal_handlers_disconnect_by_func (board, state_changed_cb, self);
  g_hash_table_remove_all (self->boards);
  g_clear_handle_id (&self->start_source, g_source_remove);
}

gboolean
np_auto_start_get_enabled (NpAutoStart *self)
{
  g_return_val_if_fail (NP_IS_AUTO_START (self), FALSE);

  return self->enabled;
}

gboolean
np_auto_start_set_enabled (NpAutoStart *self, gboolean enabled, GError **error)
{
  g_return_val_if_fail (NP_IS_AUTO_START (self), FALSE);

  if (enabled == self->enabled)
    return TRUE;
  if (enabled && !check_plan (self->session, error))
    return FALSE;
  self->enabled = enabled;
  if (enabled)
    begin (self);
  else
    end (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ENABLED]);
  return TRUE;
}

/* --- The class --------------------------------------------------------------- */

static void
np_auto_start_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  switch (property)
    {
    case PROP_ENABLED: g_value_set_boolean (value, NP_AUTO_START (object)->enabled); break;
    default: G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
np_auto_start_dispose (GObject *object)
{
  NpAutoStart *self = NP_AUTO_START (object);

  if (self->enabled)
    end (self);
  self->enabled = FALSE;
  g_clear_pointer (&self->boards, g_hash_table_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (np_auto_start_parent_class)->dispose (object);
}

static void
np_auto_start_class_init (NpAutoStartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = np_auto_start_get_property;
  object_class->dispose = np_auto_start_dispose;

  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[SIGNAL_FAILED] = g_signal_new ("failed", NP_TYPE_AUTO_START, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
np_auto_start_init (NpAutoStart *self)
{
  self->boards = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
}

NpAutoStart *
np_auto_start_new (NpSession *session)
{
  NpAutoStart *self;

  g_return_val_if_fail (NP_IS_SESSION (session), NULL);

  self = g_object_new (NP_TYPE_AUTO_START, NULL);
  self->session = g_object_ref (session);
  return self;
}
