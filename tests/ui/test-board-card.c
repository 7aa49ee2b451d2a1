/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-board-card.h"
#include "np-board-text.h"
#include "np-error.h"
#include "support.h"

#define SERIAL "066DFF485754727567023A41"

typedef struct
{
  NpBoard *board;
  NpBoardStatus *status;
  GtkWidget *card;
  GtkWidget *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  GtkWidget *box = gtk_flow_box_new ();

  fixture->board = np_board_new (SERIAL, 3);
  fixture->status = np_board_status_new (fixture->board, NULL);
  fixture->card = np_board_card_new (fixture->status);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  gtk_flow_box_append (GTK_FLOW_BOX (box), fixture->card);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->card), (gpointer *) &fixture->card);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  np_test_run_main_loop ();
  g_assert_null (fixture->card);
  g_assert_finalize_object (fixture->status);
  g_assert_finalize_object (fixture->board);
}

static void
assert_shows (Fixture *fixture, const char *word, const char *headline, const char *details)
{
  g_assert_true (np_test_shows_text (fixture->card, word));
  g_assert_true (np_test_shows_text (fixture->card, headline));
  g_assert_true (np_test_shows_text (fixture->card, details));
}

static void
test_states (Fixture *fixture, gconstpointer data)
{
  np_board_set_state (fixture->board, NP_BOARD_STATE_EMPTY, NULL, NULL);
  assert_shows (fixture, "EMPTY", "Connect a board", "ST-LINK …3A41");
  np_board_set_state (fixture->board, NP_BOARD_STATE_CHECK, NULL, NULL);
  assert_shows (fixture, "CHECK", "Looking at the board…", "ST-LINK …3A41");
  np_board_set_state (fixture->board, NP_BOARD_STATE_BLOCK, "Another program uses the probe", "Close it.");
  assert_shows (fixture, "BLOCK", "Another program uses the probe", "Close it.");
  np_board_set_state (fixture->board, NP_BOARD_STATE_BUSY, NULL, NULL);
  np_board_set_step (fixture->board, "Write factory data", 2, 4);
  assert_shows (fixture, "BUSY", "Step 2 of 4 · Write factory data", "ST-LINK …3A41\u2069 · 0:00");
  np_board_set_state (fixture->board, NP_BOARD_STATE_ACTION, "Unplug, then plug in again", "The run goes on by itself.");
  assert_shows (fixture, "ACTION", "Unplug, then plug in again", "The run goes on by itself.");
  np_board_set_state (fixture->board, NP_BOARD_STATE_PASS, "Done", "Remove the board.");
  assert_shows (fixture, "PASS", "Done", "Remove the board.");
  np_board_set_state (fixture->board, NP_BOARD_STATE_FAIL, "No contact with the board", "Check the cable.");
  assert_shows (fixture, "FAIL", "No contact with the board", "Check the cable.");
  np_board_set_state (fixture->board, NP_BOARD_STATE_UNSURE, "The key may be stored", "Set the board aside.");
  assert_shows (fixture, "UNSURE", "The key may be stored", "Set the board aside.");
  np_board_set_state (fixture->board, NP_BOARD_STATE_STOP, "Stopped", "Run the board again before you use it.");
  assert_shows (fixture, "STOP", "Stopped", "Run the board again before you use it.");
}

static void
test_target (Fixture *fixture, gconstpointer data)
{
  NpTargetInfo target = { .device_name = (char *) "STM32WBA65xx", .device_id = 0x4B0 };

  np_board_set_target (fixture->board, &target, "0123", "RDP 0");
  np_board_set_state (fixture->board, NP_BOARD_STATE_READY, NULL, NULL);
  assert_shows (fixture, "READY", "STM32WBA65xx · RDP 0", "ST-LINK …3A41");
}

/* What a board says of itself may hold anything. */
static void
test_no_markup (Fixture *fixture, gconstpointer data)
{
  np_board_set_state (fixture->board, NP_BOARD_STATE_FAIL, "<b>&nonsense", "100 % <i>");
  assert_shows (fixture, "FAIL", "<b>&nonsense", "100 % <i>");
}

static void
assert_spoken (GtkWidget *card, const char *expected)
{
  gtk_test_accessible_assert_property (card, GTK_ACCESSIBLE_PROPERTY_LABEL, expected);
}

static void
test_sentence (Fixture *fixture, gconstpointer data)
{
  np_board_set_state (fixture->board, NP_BOARD_STATE_BUSY, NULL, NULL);
  np_board_set_step (fixture->board, "Write factory data", 2, 4);
  gtk_test_accessible_assert_property (fixture->card, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Port 3, busy, step 2 of 4, Write factory data, \u2068ST-LINK …3A41\u2069");
  np_board_set_name (fixture->board, "Left jig");
  np_board_set_state (fixture->board, NP_BOARD_STATE_ACTION, "Unplug, then plug in again", NULL);
  assert_spoken (fixture->card, "Port 3, Left jig, needs you, step 2 of 4, Unplug, then plug in again, \u2068ST-LINK …3A41\u2069");
  np_board_set_state (fixture->board, NP_BOARD_STATE_BLOCK, "Another program uses the probe", NULL);
  assert_spoken (fixture->card, "Port 3, Left jig, blocked, Another program uses the probe");
}

/* Of a run's outcome: the step that failed of how many, what happened, what to do, and which device it is. */
static void
test_sentence_of_outcome (Fixture *fixture, gconstpointer data)
{
  g_autoptr(GError) error = g_error_new_literal (NP_ERROR, NP_ERROR_BOARD_GONE, "no target");
  g_autoptr(GPtrArray) steps = g_ptr_array_new_with_free_func ((GDestroyNotify) np_step_record_free);
  g_autoptr(NpOutcome) outcome = NULL;
  g_autofree char *spoken = NULL;
  NpBoardFacts facts = { fixture->board, NP_BOARD_STATE_FAIL, NULL, NULL, "MT-000125", 0 };

  for (guint i = 0; i < 8; i++)
    g_ptr_array_add (steps, np_step_record_new ("Step"));
  outcome = np_outcome_new (error, NP_BOARD_CHANGE_NONE, FALSE, 4, "Step", g_ptr_array_ref (steps));
  facts.outcome = outcome;
  spoken = np_board_text_dup_spoken (&facts);
  g_assert_true (g_str_has_prefix (spoken, "Port 3, failed, step 4 of 8, No contact with the board, Nothing was written."));
  g_assert_true (g_str_has_suffix (spoken, " E-204, MT-000125"));
}

static void
count_focusable (GtkWidget *widget, guint *count)
{
  *count += gtk_widget_get_focusable (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    count_focusable (child, count);
}

static void
test_one_focus_stop (Fixture *fixture, gconstpointer data)
{
  guint count = 0;

  count_focusable (fixture->card, &count);
  g_assert_cmpuint (count, ==, 1);
  g_assert_true (gtk_widget_get_focusable (fixture->card));
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/board-card/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("states", test_states);
  ADD ("target", test_target);
  ADD ("no-markup", test_no_markup);
  ADD ("sentence", test_sentence);
  ADD ("sentence-of-outcome", test_sentence_of_outcome);
  ADD ("one-focus-stop", test_one_focus_stop);
  return g_test_run ();
}
