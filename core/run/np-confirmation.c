/* SPDX-License-Identifier: GPL-3.0-or-later */

#define G_LOG_DOMAIN "nameplate-run"

#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-confirmation.h"

/* What a plan may do that asks for a confirmation, the gravest first. */
typedef enum
{
  DEED_CLOSE_FOR_EVER,
  DEED_CLOSE,
  DEED_STORE_KEYS,
  DEED_LOCK,
  DEED_ERASE,
  N_DEEDS
} Deed;

static const struct
{
  NpConfirmationGate gate;
  gboolean each_time;
  const char *body;
} deeds[N_DEEDS] = {
  [DEED_CLOSE_FOR_EVER] = { NP_CONFIRMATION_GATE_CODE_AND_CHECK, TRUE,
                            N_("At RDP 2 debugging ends. No OEM2 key is set: nobody, ST included, can reopen the boards.") },
  [DEED_CLOSE] = { NP_CONFIRMATION_GATE_CODE, TRUE,
                   N_("At RDP 2 debugging ends. Only the password of the OEM2 key that the scripts install can reopen the boards; keep it.") },
  [DEED_STORE_KEYS] = { NP_CONFIRMATION_GATE_CODE, FALSE,
                        N_("One slot of each board’s key store (CKS) is used forever. A stored key cannot be changed or removed.") },
  [DEED_LOCK] = { NP_CONFIRMATION_GATE_BUTTON, TRUE,
                  N_("At RDP 1 memory can no longer be read. Reopening a board erases everything in flash.") },
  [DEED_ERASE] = { NP_CONFIRMATION_GATE_BUTTON, FALSE, N_("Firmware, factory data and keys in flash are erased. Keep power connected.") },
};

/* Of the scripts only one leaves something on the board for good: the OEM2 key. */
static gboolean
installs_oem2_key (NpPlan *plan)
{
  guint n_steps;
  const NpPlanStep *steps = np_plan_get_steps (plan, &n_steps);

  for (guint i = 0; i < n_steps; i++)
    if (steps[i].kind == NP_STEP_RUN_SCRIPT && steps[i].lasting != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
has_step (NpPlan *plan, NpStepKind kind, gboolean permanent)
{
  guint n_steps;
  const NpPlanStep *steps = np_plan_get_steps (plan, &n_steps);

  for (guint i = 0; i < n_steps; i++)
    if (steps[i].kind == kind && steps[i].permanent == permanent)
      return TRUE;
  return FALSE;
}

static gboolean
does (NpPlan *plan, Deed deed)
{
  NpBoardLock lock = np_plan_get_recipe (plan)->lock;
  gboolean locks = has_step (plan, NP_STEP_LOCK_BOARD, TRUE);

  switch (deed)
    {
    case DEED_CLOSE_FOR_EVER: return locks && lock == NP_BOARD_LOCK_RDP2 && !installs_oem2_key (plan);
    case DEED_CLOSE: return locks && lock == NP_BOARD_LOCK_RDP2 && installs_oem2_key (plan);
    case DEED_STORE_KEYS: return has_step (plan, NP_STEP_HANDSHAKE, TRUE) || has_step (plan, NP_STEP_HANDSHAKE_SCRIPT, TRUE);
    case DEED_LOCK: return locks && lock == NP_BOARD_LOCK_RDP1;
    case DEED_ERASE: return has_step (plan, NP_STEP_RUN_SCRIPT, FALSE);
    case N_DEEDS: break;
    }
  g_return_val_if_reached (FALSE);
}

static char *
dup_heading (Deed deed, GPtrArray *boards)
{
  guint n = boards->len;

  switch (deed)
    {
    case DEED_CLOSE_FOR_EVER:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Close %u Board Permanently?", "Close %u Boards Permanently?", n), n);
    case DEED_CLOSE: return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Close %u Board at RDP 2?", "Close %u Boards at RDP 2?", n), n);
    case DEED_STORE_KEYS:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Store a Production Key in %u Board?", "Store Production Keys in %u Boards?", n), n);
    case DEED_LOCK: return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Lock %u Board at RDP 1?", "Lock %u Boards at RDP 1?", n), n);
    case DEED_ERASE:
      if (n == 0)
        return g_strdup (_("Erase Each Board That Is Plugged In?"));
      if (n == 1)
        return g_strdup_printf (_("Erase Port %u and Reopen It?"), np_board_get_number (boards->pdata[0]));
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Erase %u Board and Reopen It?", "Erase %u Boards and Reopen Them?", n), n);
    case N_DEEDS: break;
    }
  g_return_val_if_reached (NULL);
}

static char *
dup_accept (Deed deed, guint n)
{
  switch (deed)
    {
    case DEED_CLOSE_FOR_EVER:
    case DEED_CLOSE: return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Cl_ose %u Board", "Cl_ose %u Boards", n), n);
    case DEED_STORE_KEYS:
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Store Key in %u Board", "_Store Keys in %u Boards", n), n);
    case DEED_LOCK: return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Lock %u Board", "_Lock %u Boards", n), n);
    case DEED_ERASE:
      if (n == 0)
        return g_strdup (_("_Erase Each Board"));
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "_Erase %u Board", "_Erase %u Boards", n), n);
    case N_DEEDS: break;
    }
  g_return_val_if_reached (NULL);
}

gboolean
np_confirmation_closes_for_ever (NpPlan *plan)
{
  g_return_val_if_fail (plan != NULL, FALSE);

  return does (plan, DEED_CLOSE_FOR_EVER);
}

NpConfirmation *
np_confirmation_new (NpPlan *plan, GPtrArray *boards)
{
  NpConfirmation *self;
  GString *body;

  g_return_val_if_fail (plan != NULL && boards != NULL, NULL);

  self = g_new0 (NpConfirmation, 1);
  body = g_string_new (NULL);
  for (Deed deed = 0; deed < N_DEEDS; deed++)
    {
      if (!does (plan, deed))
        continue;
      if (self->heading == NULL)
        {
          self->heading = dup_heading (deed, boards);
          self->accept = dup_accept (deed, boards->len);
        }
      self->gate = MAX (self->gate, deeds[deed].gate);
      self->each_time |= deeds[deed].each_time;
      g_string_append_printf (body, "%s%s", body->len > 0 ? "\n\n" : "", _(deeds[deed].body));
    }
  self->body = g_string_free (body, FALSE);
  self->closes_for_ever = np_confirmation_closes_for_ever (plan);
  if (self->gate == NP_CONFIRMATION_GATE_CODE_AND_CHECK)
    self->check = g_strdup (_("I know that nobody can reopen these boards"));
  return self;
}

void
np_confirmation_free (NpConfirmation *self)
{
  g_free (self->heading);
  g_free (self->body);
  g_free (self->accept);
  g_free (self->check);
  g_free (self);
}

gboolean
np_confirmation_code_is_right (const char *code, const char *typed)
{
  g_autofree char *wanted = NULL;
  g_autofree char *given = NULL;

  g_return_val_if_fail (code != NULL && typed != NULL, FALSE);

  wanted = g_strstrip (g_strdup (code));
  given = g_strstrip (g_strdup (typed));
  return *wanted != '\0' && g_str_equal (wanted, given);
}
