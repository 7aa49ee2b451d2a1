/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-error.h"
#include "np-outcome.h"

G_DEFINE_BOXED_TYPE (NpOutcome, np_outcome, np_outcome_ref, np_outcome_unref)

typedef struct
{
  int error_code;
  const char *code;
  const char *title;
  const char *advice;
} Explanation;

/* What people are told about an error, by what they can do about it. The codes are for cards and for support:
 * 1xx this computer, 2xx contact with the board, 3xx the data, 4xx the record. */
static const Explanation explanations[] = {
  { NP_ERROR_TOOL_MISSING, "E-101", N_("A needed program is missing"),
    N_("Install it, or say in the preferences where it is.") },
  { NP_ERROR_PERMISSION, "E-102", N_("No permission for the board"),
    N_("Install the udev rule for ST-LINK probes, join the group that owns the port, then plug the board in again.") },
  { NP_ERROR_SCRIPT_MISSING, "E-103", N_("A script is missing"),
    N_("Check the scripts that the recipe names, then retry.") },
  { NP_ERROR_TOOL_FAILED, "E-201", N_("STM32CubeProgrammer failed"),
    N_("Look at the log for its own words, then retry.") },
  { NP_ERROR_PROTOCOL, "E-202", N_("An answer that makes no sense"),
    N_("Look at the log, then retry. If it repeats, check the firmware on the board.") },
  { NP_ERROR_TIMED_OUT, "E-203", N_("No answer in time"),
    N_("Unplug the board, plug it in again, then retry.") },
  { NP_ERROR_BOARD_GONE, "E-204", N_("No contact with the board"),
    N_("Check the USB cable and the board's power, then retry.") },
  { NP_ERROR_WRONG_BOARD, "E-205", N_("Wrong board"),
    N_("Plug in a board of the recipe's platform, or change the recipe.") },
  { NP_ERROR_PROTECTED, "E-206", N_("The board is locked"),
    N_("Open it with its regression (which erases it), or take another board.") },
  { NP_ERROR_BUSY, "E-207", N_("Another program uses the board"),
    N_("Close the other program, or wait until it has finished, then retry.") },
  { NP_ERROR_NO_REPLY, "E-214", N_("No reply from the provisioning firmware"),
    N_("Check the serial jumper, then retry.") },
  { NP_ERROR_REFUSED, "E-215", N_("The provisioning firmware reports an error"),
    N_("Look at the log, check that firmware and factory data belong together, then retry.") },
  { NP_ERROR_SCRIPT_FAILED, "E-216", N_("The script failed"),
    N_("Look at the log for its own words, mend what it names, then retry.") },
  { NP_ERROR_PERMANENT, "E-217", N_("The DAC key may or may not be stored"),
    N_("Set the board aside; its log says how far it came.") },
  { NP_ERROR_DONE_ALREADY, "E-219", N_("Already provisioned"),
    N_("Remove the board, or choose “Provision Again…” in its menu (on the command line: --again).") },
  { NP_ERROR_SCRIPT_TIMED_OUT, "E-220", N_("The script didn't end in time"),
    N_("Look at the log for what it waits for, mend that or give it more time in the recipe, then retry.") },
  { NP_ERROR_OPTION_BYTES, "E-221", N_("The option bytes are not as planned"),
    N_("Look at the log for the tool's own words, then run the board again.") },
  { NP_ERROR_INVALID_DATA, "E-301", N_("The data break a rule"),
    N_("Mend the project's data, then start again.") },
  { NP_ERROR_VERIFY, "E-302", N_("Factory data differ from the plan"),
    N_("Write the board again; if it repeats, scrap it.") },
  { NP_ERROR_FIRMWARE, "E-303", N_("The firmware differs from its file"),
    N_("Write the board again; if it repeats, take another board.") },
  { NP_ERROR_AUTHORITY, "E-401", N_("No certificate from the authority"),
    N_("Check the authority's settings, then retry.") },
  { NP_ERROR_LEDGER, "E-402", N_("The record of units can't be used"),
    N_("Check the project folder's disk and permissions.") },
};

/* Whatever the error was: that nobody knows how the board is weighs more. */
static const Explanation key_unsure = {
  -1, "E-217", N_("The DAC key may or may not be stored"), N_("Retrying could use up a second slot of the key store. Set the board aside; its log says how far it came.")
};
static const Explanation lock_unsure = {
  -1, "E-218", N_("The board may or may not be locked"), N_("Set the board aside; its log says how far it came.")
};

static const Explanation unexpected = {
  -1, "E-100", N_("The run couldn't go on"), N_("Check this computer's disk and permissions, then retry.")
};

static const Explanation *
explanation_find (const GError *error)
{
  if (error->domain == NP_ERROR)
    for (guint i = 0; i < G_N_ELEMENTS (explanations); i++)
      if (explanations[i].error_code == error->code)
        return &explanations[i];
  return &unexpected;
}

const char *
np_advice_for_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  return _(explanation_find (error)->advice);
}

const char *
np_verdict_to_string (NpVerdict verdict)
{
  switch (verdict)
    {
    case NP_VERDICT_PASS: return "pass";
    case NP_VERDICT_FAIL: return "fail";
    case NP_VERDICT_UNSURE: return "unsure";
    case NP_VERDICT_STOP: return "stop";
    }
  g_return_val_if_reached (NULL);
}

/* By NpBoardChange: for machines, and for people. */
static const struct
{
  const char *name;
  const char *words;
} changes[] = {
  [NP_BOARD_CHANGE_NONE] = { "nothing-written", N_("Nothing was written.") },
  [NP_BOARD_CHANGE_ERASE_PARTLY] = { "partly-erased", N_("The board may be partly erased, and its protection half changed: it is not usable.") },
  [NP_BOARD_CHANGE_ERASED] = { "erased", N_("The board was erased: firmware, factory data and keys in flash are gone.") },
  [NP_BOARD_CHANGE_COPROCESSOR_PARTLY] = { "wireless-firmware-partly-written",
                                           N_("The wireless firmware may be partly written: the board is not usable. Nothing else was written.") },
  [NP_BOARD_CHANGE_OPTION_BYTES] = { "option-bytes-not-restored",
                                     N_("The wireless firmware was written. Its option bytes are not restored: until they are, no application starts.") },
  [NP_BOARD_CHANGE_COPROCESSOR] = { "wireless-firmware-written", N_("The wireless firmware was written, and nothing else.") },
  [NP_BOARD_CHANGE_FIRMWARE_PARTLY] = { "firmware-partly-written",
                                        N_("The firmware for provisioning may be partly written: the board is not usable. The factory data were not written.") },
  [NP_BOARD_CHANGE_FIRMWARE] = { "firmware-written", N_("The firmware for provisioning was written; the factory data were not.") },
  [NP_BOARD_CHANGE_PARTLY] = { "partly-written", N_("The factory data may be partly written: the board is not usable.") },
  [NP_BOARD_CHANGE_WRITTEN] = { "written-not-verified", N_("The factory data were written, but are not verified.") },
  [NP_BOARD_CHANGE_KEY_UNKNOWN] = { "key-unknown", N_("The factory data were written. Whether the board has stored its DAC key is not known.") },
  [NP_BOARD_CHANGE_KEY_STORED] = { "key-stored", N_("The factory data were written and the board has stored its DAC key; they are not verified.") },
  [NP_BOARD_CHANGE_PROVISIONED] = { "provisioned",
                                    N_("Factory data, DAC key and certificates are on the board and verified; the application is not written.") },
  [NP_BOARD_CHANGE_APPLICATION_PARTLY] = { "application-partly-written",
                                           N_("Factory data, DAC key and certificates are on the board and verified; the application may be partly written.") },
  [NP_BOARD_CHANGE_VERIFIED] = { "written-and-verified", N_("The factory data were written, read back, and are equal to the plan.") },
  [NP_BOARD_CHANGE_LOCK_UNKNOWN] = { "lock-unknown", N_("Everything was written and verified. Whether the board is locked is not known.") },
  [NP_BOARD_CHANGE_LOCKED] = { "locked", N_("The factory data were written, read back, and are equal to the plan; the board is locked.") },
};

const char *
np_board_change_to_string (NpBoardChange change)
{
  g_return_val_if_fail (change < G_N_ELEMENTS (changes), NULL);

  return changes[change].name;
}

static const char *
change_in_words (NpBoardChange change, const GError *error)
{
  if ((change == NP_BOARD_CHANGE_WRITTEN || change == NP_BOARD_CHANGE_KEY_STORED) && g_error_matches (error, NP_ERROR, NP_ERROR_VERIFY))
    return _("What is on the board is not what was planned: the board is not usable.");
  return _(changes[change].words);
}

static const char *
advice_after_stop (NpBoardChange change)
{
  return change == NP_BOARD_CHANGE_NONE ? _("Start again when you are ready.") : _("Run the board again before you use it.");
}

/* Contact lost in what can't be undone. */
static const Explanation *
find_uncertainty (NpBoardChange change, gboolean permanent)
{
  if (!permanent)
    return NULL;
  if (change == NP_BOARD_CHANGE_KEY_UNKNOWN)
    return &key_unsure;
  return change == NP_BOARD_CHANGE_LOCK_UNKNOWN ? &lock_unsure : NULL;
}

static void
outcome_explain (NpOutcome *self, const Explanation *explanation, const char *step_title)
{
  self->code = g_strdup (explanation->code);
  self->title = g_strdup (_(explanation->title));
  self->why = step_title != NULL ? g_strdup_printf (C_("step: reason", "%s: %s"), step_title, self->error->message) : g_strdup (self->error->message);
  self->advice = g_strdup (_(explanation->advice));
}

NpOutcome *
np_outcome_new (const GError *error, NpBoardChange change, gboolean permanent, guint step_number, const char *step_title, GPtrArray *steps)
{
  NpOutcome *self = g_atomic_rc_box_new0 (NpOutcome);
  const Explanation *uncertainty = find_uncertainty (change, permanent);

  self->change = change;
  self->permanent = permanent;
  self->steps = steps;
  self->step_number = step_number;
  self->changed = g_strdup (change_in_words (change, error));
  for (guint i = 0; i < steps->len; i++)
    self->duration_us += ((NpStepRecord *) steps->pdata[i])->duration_us;
  if (error == NULL)
    {
      self->verdict = NP_VERDICT_PASS;
      self->title = g_strdup (_("Done"));
      self->advice = g_strdup (_("Remove the board."));
      return self;
    }
  self->error = g_error_copy (error);
  if (uncertainty == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      self->verdict = NP_VERDICT_STOP;
      self->title = g_strdup (_("Stopped"));
      self->advice = g_strdup (advice_after_stop (change));
      return self;
    }
  self->verdict = uncertainty != NULL ? NP_VERDICT_UNSURE : NP_VERDICT_FAIL;
  outcome_explain (self, uncertainty != NULL ? uncertainty : explanation_find (error), step_title);
  return self;
}

NpOutcome *
np_outcome_ref (NpOutcome *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
outcome_clear (NpOutcome *self)
{
  g_clear_error (&self->error);
  g_free (self->code);
  g_free (self->title);
  g_free (self->why);
  g_free (self->changed);
  g_free (self->advice);
  g_ptr_array_unref (self->steps);
}

void
np_outcome_unref (NpOutcome *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) outcome_clear);
}

NpStepRecord *
np_step_record_new (const char *title)
{
  NpStepRecord *self = g_new0 (NpStepRecord, 1);

  self->title = g_strdup (title);
  return self;
}

void
np_step_record_free (NpStepRecord *self)
{
  g_free (self->title);
  g_clear_error (&self->error);
  g_free (self);
}
