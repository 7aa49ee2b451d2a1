/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * NpVerdict:
 * @NP_VERDICT_PASS: everything was done, read back and compared
 * @NP_VERDICT_FAIL: it wasn't
 * @NP_VERDICT_UNSURE: contact was lost in a permanent step
 * @NP_VERDICT_STOP: the operator stopped it before a step
 */
typedef enum
{
  NP_VERDICT_PASS,
  NP_VERDICT_FAIL,
  NP_VERDICT_UNSURE,
  NP_VERDICT_STOP,
} NpVerdict;

/**
 * NpBoardChange:
 * @NP_BOARD_CHANGE_NONE: nothing was written
 * @NP_BOARD_CHANGE_ERASE_PARTLY: a script that erases and reopens the board began and may not have ended
 * @NP_BOARD_CHANGE_ERASED: it has ended: nothing is left in flash
 * @NP_BOARD_CHANGE_COPROCESSOR_PARTLY: an upgrade of the wireless firmware began and may not have ended
 * @NP_BOARD_CHANGE_OPTION_BYTES: it has ended; the option bytes that it needs still keep every application from starting
 * @NP_BOARD_CHANGE_COPROCESSOR: it has ended, and the option bytes are restored
 * @NP_BOARD_CHANGE_FIRMWARE_PARTLY: secure boot or provisioning firmware may be partly written
 * @NP_BOARD_CHANGE_FIRMWARE: they were written, the factory data were not
 * @NP_BOARD_CHANGE_PARTLY: writing the factory data began and may not have ended
 * @NP_BOARD_CHANGE_WRITTEN: they were written, and not compared (or compared and different)
 * @NP_BOARD_CHANGE_KEY_UNKNOWN: the provisioning firmware was started, and may have stored a key
 * @NP_BOARD_CHANGE_KEY_STORED: it has stored one; nothing is compared yet
 * @NP_BOARD_CHANGE_PROVISIONED: data, key and certificates were compared and are right; the application isn't written
 * @NP_BOARD_CHANGE_APPLICATION_PARTLY: likewise; the application may be partly written
 * @NP_BOARD_CHANGE_VERIFIED: written, read back, equal; what else the plan writes is written
 * @NP_BOARD_CHANGE_LOCK_UNKNOWN: likewise; the board may be locked
 * @NP_BOARD_CHANGE_LOCKED: likewise; the board is locked
 *
 * What the board is left with, in the order in which a plan changes it.
 */
typedef enum
{
  NP_BOARD_CHANGE_NONE,
  NP_BOARD_CHANGE_ERASE_PARTLY,
  NP_BOARD_CHANGE_ERASED,
  NP_BOARD_CHANGE_COPROCESSOR_PARTLY,
  NP_BOARD_CHANGE_OPTION_BYTES,
  NP_BOARD_CHANGE_COPROCESSOR,
  NP_BOARD_CHANGE_FIRMWARE_PARTLY,
  NP_BOARD_CHANGE_FIRMWARE,
  NP_BOARD_CHANGE_PARTLY,
  NP_BOARD_CHANGE_WRITTEN,
  NP_BOARD_CHANGE_KEY_UNKNOWN,
  NP_BOARD_CHANGE_KEY_STORED,
  NP_BOARD_CHANGE_PROVISIONED,
  NP_BOARD_CHANGE_APPLICATION_PARTLY,
  NP_BOARD_CHANGE_VERIFIED,
  NP_BOARD_CHANGE_LOCK_UNKNOWN,
  NP_BOARD_CHANGE_LOCKED,
} NpBoardChange;

/**
 * NpStepRecord:
 * @title: the step's title
 * @started_at: by the monotonic clock; 0 for one that wasn't started
 * @duration_us: how long it took, in microseconds; 0 for one that hasn't ended
 * @error: (nullable): why it failed
 */
typedef struct
{
  char *title;
  gint64 started_at;
  gint64 duration_us;
  GError *error;
} NpStepRecord;

/**
 * NpOutcome:
 * @verdict: how the run ended
 * @change: what the board is left with
 * @permanent: whether something was done for ever, or may have been, in this run or before it on the same chip
 * @error: (nullable): the first error
 * @step_number: the step that failed, 1…; 0 for none
 * @code: (nullable): short and stable, for a card and for support: "E-203"
 * @title: what happened, at most 60 characters (translated, like the next three)
 * @why: (nullable): the cause, with the tool's own words
 * @changed: what was and was not changed on the board
 * @advice: one thing to do
 * @duration_us: of the whole run, in microseconds
 * @steps: (element-type NpStepRecord): every step of the plan, in order
 *
 * What one run concluded, told the same way by the app and the command line.
 */
typedef struct
{
  NpVerdict verdict;
  NpBoardChange change;
  gboolean permanent;
  GError *error;
  guint step_number;
  char *code;
  char *title;
  char *why;
  char *changed;
  char *advice;
  gint64 duration_us;
  GPtrArray *steps;
} NpOutcome;

#define NP_TYPE_OUTCOME (np_outcome_get_type ())
GType np_outcome_get_type (void);

/**
 * np_outcome_new:
 * @error: (nullable) (transfer none): the run's first error, %NULL for PASS
 * @step_title: (nullable): of the step that failed
 * @steps: (transfer full): its steps
 */
NpOutcome *np_outcome_new (const GError *error, NpBoardChange change, gboolean permanent, guint step_number, const char *step_title,
                           GPtrArray *steps);
NpOutcome *np_outcome_ref (NpOutcome *self);
void np_outcome_unref (NpOutcome *self);

NpStepRecord *np_step_record_new (const char *title);
void np_step_record_free (NpStepRecord *self);

const char *np_verdict_to_string (NpVerdict verdict); /* "pass", "fail", "unsure", "stop": for machines */
const char *np_board_change_to_string (NpBoardChange change);

/**
 * np_advice_for_error:
 *
 * Returns: (transfer none): one thing to do about an error of ours (translated), by its code
 */
const char *np_advice_for_error (const GError *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpOutcome, np_outcome_unref)

G_END_DECLS
