/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "np-cli.h"

/* How often the table on a terminal is drawn again, in milliseconds. */
#define REDRAW_INTERVAL_MS 100
#define BAR_WIDTH 20
#define TEXT_WIDTH 40

struct _NpCliProgress
{
  NpSession *session;
  GPtrArray *boards;
  gboolean on_terminal;
  guint drawn; /* lines on the screen that belong to the table */
  guint timer;
  GPtrArray *waiting; /* boards that need a hand, not owned */
};

/* What it is doing, or why it isn't doing anything. */
static char *
dup_text (NpBoard *board)
{
  const char *text = np_board_get_message (board);

  if (text == NULL && np_board_is_running (board))
    text = np_board_get_step (board);
  return g_utf8_substring (text != NULL ? text : "", 0, MIN (g_utf8_strlen (text != NULL ? text : "", -1), TEXT_WIDTH));
}

static void
draw_board (NpBoard *board)
{
  g_autoptr(GEnumClass) states = g_type_class_ref (NP_TYPE_BOARD_STATE);
  const char *state = g_enum_get_value (states, np_board_get_state (board))->value_nick;
  g_autofree char *text = dup_text (board);
  guint filled = (guint) (np_board_get_progress (board) * BAR_WIDTH + 0.5);
  char bar[BAR_WIDTH + 1] = { 0 };

  memset (bar, '.', BAR_WIDTH);
  memset (bar, '#', MIN (filled, BAR_WIDTH));
  g_printerr ("\r\033[K%2u  %-24s  %-6s  [%s]  %s\n", np_board_get_number (board), np_board_get_probe_serial (board), state, bar, text);
}

static void
draw (NpCliProgress *self)
{
  if (self->drawn > 0)
    g_printerr ("\033[%uA", self->drawn);
  for (guint i = 0; i < self->boards->len; i++)
    draw_board (self->boards->pdata[i]);
  self->drawn = self->boards->len;
}

/* Above the table, where there is one: it stays. */
static void
say (NpCliProgress *self, NpBoard *board, const char *text)
{
  if (self->drawn > 0)
    g_printerr ("\033[%uA\r\033[J", self->drawn);
  self->drawn = 0;
  g_printerr ("%2u  %s  %s\n", np_board_get_number (board), np_board_get_probe_serial (board), text);
  if (self->on_terminal)
    draw (self);
}

static gboolean
redraw_cb (gpointer user_data)
{
  draw (user_data);
  return G_SOURCE_CONTINUE;
}

static void
step_cb (NpBoard *board, GParamSpec *pspec, NpCliProgress *self)
{
  if (np_board_is_running (board) && np_board_get_step (board) != NULL)
    say (self, board, np_board_get_step (board));
}

/* Nobody may be watching the table, and where there is none a board that waits for a person says nothing else. */
static void
state_cb (NpBoard *board, GParamSpec *pspec, NpCliProgress *self)
{
  gboolean needs_hand = np_board_get_state (board) == NP_BOARD_STATE_ACTION;
  g_autofree char *text = NULL;

  if (needs_hand == g_ptr_array_find (self->waiting, board, NULL))
    return;
  if (needs_hand)
    {
      g_ptr_array_add (self->waiting, board);
      /* Translators: what to do, then why: "A hand is needed: Unplug the board, then plug it in again. It changes its protection only …" */
      text = g_strdup_printf (_("A hand is needed: %s. %s"), np_board_get_message (board),
                              np_board_get_advice (board) != NULL ? np_board_get_advice (board) : "");
    }
  else
    {
      g_ptr_array_remove (self->waiting, board);
      text = np_board_is_running (board) ? g_strdup_printf (_("The board goes on: %s"), np_board_get_step (board)) : NULL;
    }
  if (text != NULL)
    say (self, board, text);
}

static void
finished_cb (NpSession *session, NpBoard *board, NpOutcome *outcome, NpCliProgress *self)
{
  say (self, board, outcome->why != NULL ? outcome->why : outcome->title);
}

NpCliProgress *
np_cli_progress_new (NpSession *session, GPtrArray *boards)
{
  NpCliProgress *self = g_new0 (NpCliProgress, 1);
  const char *terminal = g_getenv ("TERM");

  self->session = g_object_ref (session);
  self->boards = g_ptr_array_ref (boards);
  self->waiting = g_ptr_array_new ();
  self->on_terminal = isatty (STDERR_FILENO) && g_strcmp0 (terminal, "dumb") != 0;
  for (guint i = 0; i < boards->len; i++)
    g_signal_connect (boards->pdata[i], "notify::state", G_CALLBACK (state_cb), self);
  if (self->on_terminal)
    {
      draw (self);
      self->timer = g_timeout_add (REDRAW_INTERVAL_MS, redraw_cb, self);
      return self;
    }
  g_signal_connect (session, "board-finished", G_CALLBACK (finished_cb), self);
  for (guint i = 0; i < boards->len; i++)
    g_signal_connect (boards->pdata[i], "notify::step", G_CALLBACK (step_cb), self);
  return self;
}

void
np_cli_progress_free (NpCliProgress *self)
{
  if (self->on_terminal)
    {
      draw (self);
      g_source_remove (self->timer);
    }
  for (guint i = 0; i < self->boards->len; i++)
    g_signal_handlers_disconnect_by_data (self->boards->pdata[i], self);
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_object_unref (self->session);
  g_ptr_array_unref (self->boards);
  g_ptr_array_unref (self->waiting);
  g_free (self);
}
