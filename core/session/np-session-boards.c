/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-session"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-error.h"
#include "np-session.h"

/* Which of the bench's boards a session can start. */

gboolean
np_session_reopens_board (NpSession *self, NpBoard *board)
{
  return np_board_get_state (board) == NP_BOARD_STATE_BLOCK && np_board_get_block_code (board) == NP_ERROR_PROTECTED
         && g_strcmp0 (np_board_get_protection (board), NP_PROTECTION_LOCKED) == 0
         && np_recipe_reopens_boards (np_project_get_recipe (np_session_get_project (self)));
}

gboolean
np_session_judge_board (NpSession *self, NpBoard *board, GError **error)
{
  const NpPlatform *wanted = np_project_get_recipe (np_session_get_project (self))->platform;
  const NpOutcome *done;

  if (np_board_is_running (board))
    g_set_error (error, NP_ERROR, NP_ERROR_BUSY, _("board %u is being written"), np_board_get_number (board));
  else if (np_board_is_reading (board))
    g_set_error (error, NP_ERROR, NP_ERROR_BUSY, _("board %u is being read"), np_board_get_number (board));
  else if (np_board_get_state (board) == NP_BOARD_STATE_EMPTY)
    g_set_error (error, NP_ERROR, NP_ERROR_BOARD_GONE, _("board %u is not plugged in"), np_board_get_number (board));
  else if (np_board_get_state (board) == NP_BOARD_STATE_BLOCK && !np_session_reopens_board (self, board))
    g_set_error_literal (error, NP_ERROR, np_board_get_block_code (board), np_board_get_message (board));
  else if (np_board_get_state (board) == NP_BOARD_STATE_CHECK)
    g_set_error (error, NP_ERROR, NP_ERROR_BUSY, _("board %u is still being identified"), np_board_get_number (board));
  else if (wanted != NULL && np_board_get_target_id (board) != np_platform_get_device_id (wanted))
    g_set_error (error, NP_ERROR, NP_ERROR_WRONG_BOARD, _("the recipe needs %s; this is %s"), np_platform_get_name (wanted),
                 np_board_get_target_name (board));
  else if ((done = np_session_find_done (self, board)) != NULL)
    g_set_error_literal (error, NP_ERROR, NP_ERROR_DONE_ALREADY,
                         done->verdict == NP_VERDICT_PASS ? _("Already provisioned in this session") : done->title);
  else
    return TRUE;
  return FALSE;
}

NpBoardState
np_session_get_board_state (NpSession *self, NpBoard *board, GError **obstacle)
{
  NpBoardState state;

  g_return_val_if_fail (NP_IS_SESSION (self) && NP_IS_BOARD (board), NP_BOARD_STATE_EMPTY);

  state = np_board_get_state (board);
  if (np_session_is_waiting (self, board))
    return NP_BOARD_STATE_BUSY;
  if (np_session_reopens_board (self, board))
    state = NP_BOARD_STATE_READY;
  /* A board that is fine by itself may still be the wrong one for this project; one that is just being read is none the worse. */
  if (state == NP_BOARD_STATE_READY && !np_board_is_reading (board) && !np_session_judge_board (self, board, obstacle))
    return NP_BOARD_STATE_BLOCK;
  return state;
}

static GPtrArray *
dup_boards (NpSession *self, gboolean (*pick) (NpSession *self, NpBoard *board))
{
  GPtrArray *boards = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_boards = g_list_model_get_n_items (G_LIST_MODEL (np_session_get_bench (self)));

  for (guint i = 0; i < n_boards; i++)
    {
      g_autoptr(NpBoard) board = g_list_model_get_item (G_LIST_MODEL (np_session_get_bench (self)), i);

      if (pick (self, board))
        g_ptr_array_add (boards, g_steal_pointer (&board));
    }
  return boards;
}

static gboolean
is_ready (NpSession *self, NpBoard *board)
{
  return (np_board_get_state (board) == NP_BOARD_STATE_READY || np_session_reopens_board (self, board)) && np_session_judge_board (self, board, NULL);
}

static gboolean
is_stopped (NpSession *self, NpBoard *board)
{
  return np_board_get_state (board) == NP_BOARD_STATE_STOP && np_session_judge_board (self, board, NULL);
}

static gboolean
is_pending (NpSession *self, NpBoard *board)
{
  return is_ready (self, board) || is_stopped (self, board);
}

static gboolean
is_failed (NpSession *self, NpBoard *board)
{
  return np_board_get_state (board) == NP_BOARD_STATE_FAIL && np_session_judge_board (self, board, NULL);
}

GPtrArray *
np_session_dup_ready_boards (NpSession *self)
{
  g_return_val_if_fail (NP_IS_SESSION (self), NULL);

  return dup_boards (self, is_ready);
}

GPtrArray *
np_session_dup_stopped_boards (NpSession *self)
{
  g_return_val_if_fail (NP_IS_SESSION (self), NULL);

  return dup_boards (self, is_stopped);
}

GPtrArray *
np_session_dup_pending_boards (NpSession *self)
{
  g_return_val_if_fail (NP_IS_SESSION (self), NULL);

  return dup_boards (self, is_pending);
}

GPtrArray *
np_session_dup_failed_boards (NpSession *self)
{
  g_return_val_if_fail (NP_IS_SESSION (self), NULL);

  return dup_boards (self, is_failed);
}
