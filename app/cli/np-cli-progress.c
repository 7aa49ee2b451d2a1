/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n.h>
#include <unistd.h>

#include "np-cli.h"

/* How often the table on a terminal is drawn again, in milliseconds. */
#define REDRAW_INTERVAL_MS 100
#define BAR_WIDTH 20

struct _NpCliProgress
{
  NpSession *session;
  GPtrArray *boards;
  gboolean on_terminal;
  guint drawn; /* lines on the screen that belong to the table */
  guint timer;
};

static void
draw_board (NpBoard *board)
{
  g_autoptr(GEnumClass) states = g_type_class_ref (NP_TYPE_BOARD_STATE);
  const char *state = g_enum_get_value (states, np_board_get_state (board))->value_nick;
  const char *text = np_board_is_running (board) ? np_board_get_step (board) : np_board_get_message (board);
  guint filled = (guint) (np_board_get_progress (board) * BAR_WIDTH + 0.5);
  char bar[BAR_WIDTH + 1] = { 0 };

  memset (bar, '.', BAR_WIDTH);
  memset (bar, '#', MIN (filled, BAR_WIDTH));
  g_printerr ("\r\033[K%2u  %-24s  %-6s  [%s]  %.40s\n", np_board_get_number (board), np_board_get_probe_serial (board), state, bar,
              text != NULL ? text : "");
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
    g_printerr ("%2u  %s  %s\n", np_board_get_number (board), np_board_get_probe_serial (board), np_board_get_step (board));
}

static void
finished_cb (NpSession *session, NpBoard *board, NpOutcome *outcome, NpCliProgress *self)
{
  g_printerr ("%2u  %s  %s\n", np_board_get_number (board), np_board_get_probe_serial (board),
              outcome->why != NULL ? outcome->why : outcome->title);
}

NpCliProgress *
np_cli_progress_new (NpSession *session, GPtrArray *boards)
{
  NpCliProgress *self = g_new0 (NpCliProgress, 1);
  const char *terminal = g_getenv ("TERM");

  self->session = g_object_ref (session);
  self->boards = g_ptr_array_ref (boards);
  self->on_terminal = isatty (STDERR_FILENO) && g_strcmp0 (terminal, "dumb") != 0;
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
  g_free (self);
}
