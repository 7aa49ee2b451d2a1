/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-error.h"
#include "run/np-outcome.h"

static GPtrArray *
two_steps (void)
{
  GPtrArray *steps = g_ptr_array_new_with_free_func ((GDestroyNotify) np_step_record_free);

  for (guint i = 0; i < 2; i++)
    {
      NpStepRecord *record = np_step_record_new (i == 0 ? "Check board" : "Write factory data");

      record->duration_us = 100 * (i + 1);
      g_ptr_array_add (steps, record);
    }
  return steps;
}

static void
test_pass (void)
{
  g_autoptr(NpOutcome) outcome = np_outcome_new (NULL, NP_BOARD_CHANGE_VERIFIED, FALSE, 0, NULL, two_steps ());

  g_assert_cmpstr (np_verdict_to_string (outcome->verdict), ==, "pass");
  g_assert_cmpstr (np_board_change_to_string (outcome->change), ==, "written-and-verified");
  g_assert_cmpint (outcome->duration_us, ==, 300);
  g_assert_null (outcome->code);
  g_assert_null (outcome->error);
}

static void
test_stop (void)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  g_autoptr(NpOutcome) before = np_outcome_new (error, NP_BOARD_CHANGE_NONE, FALSE, 0, NULL, two_steps ());
  g_autoptr(NpOutcome) after = np_outcome_new (error, NP_BOARD_CHANGE_WRITTEN, FALSE, 0, NULL, two_steps ());

  g_assert_cmpstr (np_verdict_to_string (before->verdict), ==, "stop");
  g_assert_cmpstr (before->changed, ==, "Nothing was written.");
  g_assert_cmpstr (after->changed, ==, "The factory data were written, but are not verified.");
  g_assert_cmpstr (before->advice, !=, after->advice);
}

/* Every code of ours has words of its own, short enough for a card, and a code that support can look up. */
static void
test_every_error_has_words (void)
{
  g_autoptr(GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (int code = NP_ERROR_TOOL_MISSING; code <= NP_ERROR_FIRMWARE; code++)
    {
      g_autoptr(GError) error = g_error_new (NP_ERROR, code, "reason %d", code);
      g_autoptr(NpOutcome) outcome = np_outcome_new (error, NP_BOARD_CHANGE_PARTLY, FALSE, 2, "Write factory data", two_steps ());
      g_autofree char *why = g_strdup_printf ("Write factory data: reason %d", code);

      g_assert_cmpstr (np_verdict_to_string (outcome->verdict), ==, "fail");
      g_assert_cmpuint (g_utf8_strlen (outcome->title, -1), <=, 60);
      g_assert_cmpstr (outcome->why, ==, why);
      g_assert_cmpstr (outcome->code, !=, "E-100");
      g_assert_true (g_hash_table_add (codes, g_strdup (outcome->code)));
      g_assert_cmpstr (outcome->advice, ==, np_advice_for_error (error));
      g_assert_cmpstr (outcome->changed, ==, "The factory data may be partly written: the board is not usable.");
    }
}

static void
test_foreign_error (void)
{
  g_autoptr(GError) error = g_error_new_literal (G_FILE_ERROR, G_FILE_ERROR_NOSPC, "no space left");
  g_autoptr(NpOutcome) outcome = np_outcome_new (error, NP_BOARD_CHANGE_NONE, FALSE, 0, NULL, two_steps ());

  g_assert_cmpstr (outcome->code, ==, "E-100");
  g_assert_cmpstr (outcome->why, ==, "no space left");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outcome/pass", test_pass);
  g_test_add_func ("/outcome/stop", test_stop);
  g_test_add_func ("/outcome/every-error-has-words", test_every_error_has_words);
  g_test_add_func ("/outcome/foreign-error", test_foreign_error);
  return g_test_run ();
}
