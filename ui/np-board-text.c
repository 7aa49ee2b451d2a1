/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-board-text.h"
#include "np-state-look.h"
#include "np-text.h"

char *
np_board_text_dup_target (const NpBoardFacts *facts)
{
  const char *target = np_board_get_target_name (facts->board);
  const char *protection = np_board_get_protection (facts->board);

  if (target == NULL)
    return g_strdup (_("Ready to be written"));
  if (protection == NULL)
    return g_strdup (target);
  /* Translators: a chip and its read-out protection: "STM32WBA65 · RDP 0" */
  return g_strdup_printf (C_("target", "%s · %s"), target, protection);
}

static const char *
get_title (const NpBoardFacts *facts)
{
  return facts->outcome != NULL && facts->outcome->title != NULL ? facts->outcome->title : np_board_get_message (facts->board);
}

static char *
failure_text (const NpBoardFacts *facts)
{
  if (facts->outcome == NULL || facts->outcome->step_number == 0)
    return g_strdup (get_title (facts));
  return g_strdup_printf (_("Step %u · %s"), facts->outcome->step_number, get_title (facts));
}

static char *
pass_text (const NpBoardFacts *facts)
{
  g_autofree char *duration = facts->outcome != NULL ? np_text_dup_duration (facts->outcome->duration_us) : NULL;
  g_autofree char *serial_number = facts->serial_number != NULL ? np_text_dup_isolated (facts->serial_number) : NULL;

  if (duration == NULL)
    return g_strdup (np_board_get_message (facts->board));
  if (serial_number != NULL)
    /* Translators: a device's serial number and how long it took: "MT-000123 · 0:31" */
    return g_strdup_printf (C_("serial number and time", "%s · %s"), serial_number, duration);
  /* Translators: how long the board took: "Written and compared · 0:31" */
  return g_strdup_printf (_("Written and compared · %s"), duration);
}

static char *
block_text (const NpBoardFacts *facts)
{
  return np_text_dup_sentence (facts->obstacle != NULL ? facts->obstacle->message : np_board_get_message (facts->board));
}

char *
np_board_text_dup_busy (NpBoard *board)
{
  if (!np_board_is_running (board) || np_board_get_step (board) == NULL)
    return g_strdup (_("Waiting for its turn"));
  return g_strdup_printf (_("Step %u of %u · %s"), np_board_get_step_number (board), np_board_get_step_count (board), np_board_get_step (board));
}

char *
np_board_text_dup_port (const NpBoardFacts *facts)
{
  const char *name = np_board_get_name (facts->board);

  if (name == NULL)
    return g_strdup_printf ("%u", np_board_get_number (facts->board));
  /* Translators: a port's number and name: "3 · Left jig" */
  return g_strdup_printf (C_("port", "%u · %s"), np_board_get_number (facts->board), name);
}

static char *
ready_text (const NpBoardFacts *facts)
{
  if (np_board_get_state (facts->board) == NP_BOARD_STATE_BLOCK)
    return g_strdup (_("Locked: will be erased and reopened"));
  return np_board_text_dup_target (facts);
}

char *
np_board_text_dup_headline (const NpBoardFacts *facts)
{
  switch (facts->state)
    {
    case NP_BOARD_STATE_EMPTY: return g_strdup (_("Connect a board"));
    case NP_BOARD_STATE_CHECK: return g_strdup (_("Looking at the board…"));
    case NP_BOARD_STATE_READY: return ready_text (facts);
    case NP_BOARD_STATE_BLOCK: return block_text (facts);
    case NP_BOARD_STATE_BUSY: return np_board_text_dup_busy (facts->board);
    case NP_BOARD_STATE_ACTION: return g_strdup (np_board_get_message (facts->board));
    case NP_BOARD_STATE_PASS: return pass_text (facts);
    case NP_BOARD_STATE_FAIL:
    case NP_BOARD_STATE_UNSURE:
    case NP_BOARD_STATE_STOP: return failure_text (facts);
    }
  g_return_val_if_reached (NULL);
}

/* "Nothing was written. Check the cable, then write it again. E-203" */
static char *
aftermath_text (const NpBoardFacts *facts)
{
  const NpOutcome *outcome = facts->outcome;
  const char *advice = np_board_get_advice (facts->board);
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

char *
np_board_text_dup_origin (const NpBoardFacts *facts)
{
  const char *socket = np_board_get_socket (facts->board);

  if (facts->state == NP_BOARD_STATE_EMPTY && socket != NULL)
    return g_strdup_printf (_("USB %s"), socket);
  return np_text_dup_probe (np_board_get_probe_serial (facts->board));
}

char *
np_board_text_dup_details (const NpBoardFacts *facts)
{
  const char *advice = np_board_get_advice (facts->board);
  g_autofree char *origin = np_board_text_dup_origin (facts);
  g_autofree char *time = np_board_text_dup_time (facts);

  switch (facts->state)
    {
    case NP_BOARD_STATE_EMPTY:
    case NP_BOARD_STATE_CHECK:
    case NP_BOARD_STATE_READY: return g_steal_pointer (&origin);
    case NP_BOARD_STATE_BLOCK: return g_strdup (facts->obstacle != NULL ? np_advice_for_error (facts->obstacle) : advice);
    case NP_BOARD_STATE_BUSY:
      if (np_board_is_running (facts->board) && np_board_get_message (facts->board) != NULL)
        return np_text_dup_sentence (np_board_get_message (facts->board)); /* what it waits for */
      if (time == NULL)
        return g_steal_pointer (&origin);
      if (facts->serial_number != NULL)
        {
          g_autofree char *serial_number = np_text_dup_isolated (facts->serial_number);

          return g_strdup_printf (C_("serial number and time", "%s · %s"), serial_number, time);
        }
      /* Translators: the probe and for how long it has been busy: "ST-LINK …3A41 · 0:12" */
      return g_strdup_printf (C_("probe and time", "%s · %s"), origin, time);
    case NP_BOARD_STATE_ACTION: return g_strdup (advice);
    case NP_BOARD_STATE_PASS: return g_strdup (advice != NULL ? advice : _("Remove the board."));
    case NP_BOARD_STATE_FAIL:
    case NP_BOARD_STATE_UNSURE:
    case NP_BOARD_STATE_STOP: return aftermath_text (facts);
    }
  g_return_val_if_reached (NULL);
}

char *
np_board_text_dup_message (const NpBoardFacts *facts)
{
  g_autofree char *headline = NULL;
  g_autofree char *details = NULL;

  if (facts->state == NP_BOARD_STATE_BUSY || facts->state == NP_BOARD_STATE_CHECK)
    return NULL;
  if (facts->state == NP_BOARD_STATE_READY)
    return np_board_get_state (facts->board) == NP_BOARD_STATE_BLOCK ? ready_text (facts) : g_strdup (np_board_get_message (facts->board));
  headline = np_board_text_dup_headline (facts);
  if (facts->state == NP_BOARD_STATE_EMPTY)
    return g_steal_pointer (&headline);
  details = np_board_text_dup_details (facts);
  if (details == NULL || *details == '\0')
    return g_steal_pointer (&headline);
  /* Translators: what happened, then what to do: "No contact with the board — Check the cable." */
  return g_strdup_printf (C_("message", "%s — %s"), headline, details);
}

char *
np_board_text_dup_step (const NpBoardFacts *facts)
{
  const char *step = np_board_get_step (facts->board);

  if (facts->state == NP_BOARD_STATE_BUSY && (step == NULL || !np_board_is_running (facts->board)))
    return g_strdup (_("Waiting for its turn"));
  if (step == NULL)
    return NULL;
  /* Translators: "2 of 4 · Write factory data" */
  return g_strdup_printf (_("%u of %u · %s"), np_board_get_step_number (facts->board), np_board_get_step_count (facts->board), step);
}

char *
np_board_text_dup_time (const NpBoardFacts *facts)
{
  if (np_board_is_running (facts->board))
    return np_text_dup_duration (facts->elapsed);
  return facts->outcome != NULL && facts->outcome->duration_us > 0 ? np_text_dup_duration (facts->outcome->duration_us) : NULL;
}

/* What a screen reader says */

static gboolean
is_at_work (const NpBoardFacts *facts)
{
  return np_board_is_running (facts->board) && np_board_get_step (facts->board) != NULL;
}

static gboolean
has_ended (const NpBoardFacts *facts)
{
  return facts->state == NP_BOARD_STATE_PASS || facts->state == NP_BOARD_STATE_FAIL || facts->state == NP_BOARD_STATE_UNSURE
         || facts->state == NP_BOARD_STATE_STOP;
}

static char *
spoken_port (const NpBoardFacts *facts)
{
  const char *name = np_board_get_name (facts->board);

  if (name == NULL)
    return g_strdup_printf (_("Port %u"), np_board_get_number (facts->board));
  /* Translators: a port's number and name, spoken: "Port 3, Left jig" */
  return g_strdup_printf (_("Port %u, %s"), np_board_get_number (facts->board), name);
}

/* Of a run that goes on, or where it ended. */
static char *
spoken_step (const NpBoardFacts *facts)
{
  if (is_at_work (facts))
    return g_strdup_printf (_("step %u of %u"), np_board_get_step_number (facts->board), np_board_get_step_count (facts->board));
  if (facts->state == NP_BOARD_STATE_PASS || !has_ended (facts) || facts->outcome == NULL || facts->outcome->step_number == 0)
    return NULL;
  return g_strdup_printf (_("step %u of %u"), facts->outcome->step_number, facts->outcome->steps->len);
}

static char *
spoken_headline (const NpBoardFacts *facts)
{
  if (facts->state == NP_BOARD_STATE_BUSY && is_at_work (facts))
    return g_strdup (np_board_get_step (facts->board));
  if (facts->state == NP_BOARD_STATE_PASS && facts->outcome != NULL)
    return g_strdup (_("Written and compared"));
  if (has_ended (facts))
    return g_strdup (get_title (facts));
  return np_board_text_dup_headline (facts);
}

/* Not the time of a run that goes on: it would be said anew with each second. */
static char *
spoken_details (const NpBoardFacts *facts)
{
  if (facts->state == NP_BOARD_STATE_BUSY && is_at_work (facts) && np_board_get_message (facts->board) == NULL)
    return NULL;
  return np_board_text_dup_details (facts);
}

/* Which device it is: until a run has read its number from the plan, the probe tells it from others. */
static char *
spoken_device (const NpBoardFacts *facts)
{
  if (!has_ended (facts) && !is_at_work (facts))
    return NULL; /* or the details have the probe already */
  return facts->serial_number != NULL ? g_strdup (facts->serial_number) : np_board_text_dup_origin (facts);
}

/* Each is said by itself; what isn't known is left out. */
char *
np_board_text_dup_spoken (const NpBoardFacts *facts)
{
  char *parts[] = {
    spoken_port (facts),     g_strdup (np_state_look_get_spoken (facts->state)), spoken_step (facts), spoken_headline (facts),
    spoken_details (facts), spoken_device (facts),
  };
  GString *sentence = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *part = parts[i];

      if (part == NULL || *part == '\0')
        continue;
      if (g_str_has_suffix (part, "."))
        part[strlen (part) - 1] = '\0';
      if (sentence->len > 0)
        /* Translators: between the things that a screen reader says of a board: "Port 3, failed, step 4 of 8, No reply, MT-000125" */
        g_string_append (sentence, C_("between spoken facts", ", "));
      g_string_append (sentence, part);
    }
  return g_string_free (sentence, FALSE);
}
