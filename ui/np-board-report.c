/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-board-report.h"
#include "np-board-text.h"
#include "np-state-look.h"
#include "np-text.h"

static gboolean
has_ended (NpBoardState state)
{
  return state == NP_BOARD_STATE_PASS || state == NP_BOARD_STATE_FAIL || state == NP_BOARD_STATE_UNSURE || state == NP_BOARD_STATE_STOP;
}

/* While it is what counts. */
static NpOutcome *
get_outcome (NpSession *session, NpBoard *board)
{
  return has_ended (np_session_get_board_state (session, board, NULL)) ? np_session_get_outcome (session, board) : NULL;
}

char *
np_board_report_dup_title (NpSession *session, NpBoard *board)
{
  g_autoptr(GError) obstacle = NULL;
  NpBoardState state = np_session_get_board_state (session, board, &obstacle);
  NpOutcome *outcome = get_outcome (session, board);

  switch (state)
    {
    case NP_BOARD_STATE_EMPTY: return g_strdup (_("The board isn’t plugged in"));
    case NP_BOARD_STATE_CHECK: return g_strdup (_("Looking at the board…"));
    case NP_BOARD_STATE_READY:
      return g_strdup (np_session_reopens_board (session, board) ? _("Locked: will be erased and reopened") : _("Ready to be written"));
    case NP_BOARD_STATE_BLOCK: return np_text_dup_sentence (obstacle != NULL ? obstacle->message : np_board_get_message (board));
    case NP_BOARD_STATE_BUSY: return np_board_text_dup_busy (board);
    case NP_BOARD_STATE_ACTION: return g_strdup (np_board_get_message (board));
    case NP_BOARD_STATE_PASS: return g_strdup (_("Written, read back and compared"));
    case NP_BOARD_STATE_FAIL:
    case NP_BOARD_STATE_UNSURE:
    case NP_BOARD_STATE_STOP: return g_strdup (outcome != NULL ? outcome->title : np_board_get_message (board));
    }
  g_return_val_if_reached (NULL);
}

/* A sentence of its own, with its full stop. */
static void
add_sentence (GPtrArray *sentences, const char *text)
{
  g_autofree char *sentence = np_text_dup_sentence (text);

  if (sentence == NULL || *sentence == '\0')
    return;
  if (g_str_has_suffix (sentence, ".") || g_str_has_suffix (sentence, "?") || g_str_has_suffix (sentence, "!"))
    g_ptr_array_add (sentences, g_steal_pointer (&sentence));
  else
    /* Translators: ends a sentence that came without its full stop */
    g_ptr_array_add (sentences, g_strdup_printf (C_("sentence", "%s."), sentence));
}

char *
np_board_report_dup_body (NpSession *session, NpBoard *board)
{
  g_autoptr(GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) obstacle = NULL;
  NpBoardState state = np_session_get_board_state (session, board, &obstacle);
  NpOutcome *outcome = get_outcome (session, board);

  if (outcome != NULL)
    {
      add_sentence (sentences, outcome->why);
      add_sentence (sentences, outcome->changed);
      add_sentence (sentences, outcome->advice);
    }
  else if (state == NP_BOARD_STATE_BLOCK && obstacle != NULL)
    {
      add_sentence (sentences, np_advice_for_error (obstacle));
    }
  else if (np_session_reopens_board (session, board))
    {
      add_sentence (sentences, np_board_get_message (board));
      add_sentence (sentences, _("The recipe begins with a regression, which erases the board and opens it again."));
    }
  else if (state != NP_BOARD_STATE_BUSY || np_board_is_running (board)) /* what a board that waits says is of an earlier time */
    {
      if (state == NP_BOARD_STATE_READY)
        add_sentence (sentences, np_board_get_message (board));
      add_sentence (sentences, np_board_get_advice (board));
    }
  g_ptr_array_add (sentences, NULL);
  return g_strjoinv (" ", (char **) sentences->pdata);
}

static void
append_line (GString *text, char *line)
{
  g_string_append_printf (text, "%s\n", line);
  g_free (line);
}

static void
append_fact (GString *text, const char *title, const char *value)
{
  if (value != NULL && *value != '\0')
    /* Translators: of a report, what it is and its value: "Chip: STM32WBA65" */
    append_line (text, g_strdup_printf (C_("report", "%s: %s"), title, value));
}

static char *
dup_step_line (guint number, const NpStepRecord *record)
{
  double seconds = (double) record->duration_us / G_USEC_PER_SEC;

  if (record->started_at == 0)
    return g_strdup_printf (_("%u. %s: not started"), number, record->title);
  if (record->error == NULL)
    return g_strdup_printf (_("%u. %s: %.1f s"), number, record->title, seconds);
  /* Translators: a step's number and title, how long it took, and why it failed */
  return g_strdup_printf (_("%u. %s: %.1f s (%s)"), number, record->title, seconds, record->error->message);
}

static void
append_steps (GString *text, GPtrArray *records)
{
  for (guint i = 0; records != NULL && i < records->len; i++)
    append_line (text, dup_step_line (i + 1, records->pdata[i]));
}

char *
np_board_report_dup_all (NpSession *session, NpBoard *board)
{
  g_autofree char *title = np_board_report_dup_title (session, board);
  g_autofree char *body = np_board_report_dup_body (session, board);
  NpOutcome *outcome = get_outcome (session, board);
  NpRun *run = np_session_get_run (session, board);
  GString *text = g_string_new (NULL);

  /* Translators: a port and its state: "Port 3: FAIL" */
  append_line (text, g_strdup_printf (_("Port %u: %s"), np_board_get_number (board),
                                      np_state_look_get_word (np_session_get_board_state (session, board, NULL))));
  g_string_append_printf (text, "%s\n%s\n", title, body);
  append_fact (text, _("Code"), outcome != NULL ? outcome->code : NULL);
  append_fact (text, _("Board"), np_board_get_board_name (board));
  append_fact (text, _("Chip"), np_board_get_target_name (board));
  append_fact (text, _("Unique id"), np_board_get_unique_id (board));
  append_fact (text, _("Read-out protection"), np_board_get_protection (board));
  append_fact (text, _("Probe"), np_board_get_probe_serial (board));
  append_fact (text, _("Probe’s firmware"), np_board_get_probe_firmware (board));
  append_fact (text, _("Serial port"), np_board_get_port (board) != NULL ? np_board_get_port (board)->name : NULL);
  append_fact (text, _("Nameplate"), NP_VERSION);
  append_steps (text, run != NULL ? np_run_get_records (run) : NULL);
  return g_string_free (text, FALSE);
}
