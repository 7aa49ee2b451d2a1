/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bench/np-board.h"
#include "np-plan.h"

G_BEGIN_DECLS

/**
 * NpConfirmationGate:
 * @NP_CONFIRMATION_GATE_NONE: nothing to confirm
 * @NP_CONFIRMATION_GATE_BUTTON: a button
 * @NP_CONFIRMATION_GATE_CODE: the project's name is typed
 * @NP_CONFIRMATION_GATE_CODE_AND_CHECK: and a box is ticked
 */
typedef enum
{
  NP_CONFIRMATION_GATE_NONE,
  NP_CONFIRMATION_GATE_BUTTON,
  NP_CONFIRMATION_GATE_CODE,
  NP_CONFIRMATION_GATE_CODE_AND_CHECK,
} NpConfirmationGate;

/**
 * NpConfirmation:
 * @gate: what it takes to go on
 * @each_time: whether it is asked for each time; else once for a batch
 * @closes_for_ever: whether nobody can reopen the boards afterwards
 * @heading: the question
 * @body: what happens to the boards and can't be taken back, a paragraph for each
 * @accept: (nullable): what the button that goes on says, with a mnemonic
 * @check: (nullable): what the box says
 *
 * What a person has to confirm before a plan is carried out. Texts are translated.
 */
typedef struct
{
  NpConfirmationGate gate;
  gboolean each_time;
  gboolean closes_for_ever;
  char *heading;
  char *body;
  char *accept;
  char *check;
} NpConfirmation;

/**
 * np_confirmation_new:
 * @boards: (element-type NpBoard): none means each that will be plugged in
 *
 * Pure: what @plan does to @boards that asks for a confirmation, told together; the gravest gives the heading and the gate.
 */
NpConfirmation *np_confirmation_new (NpPlan *plan, GPtrArray *boards);
void np_confirmation_free (NpConfirmation *self);

/* Whether the plan locks boards so that nobody can reopen them: RDP 2 without an OEM2 key. */
gboolean np_confirmation_closes_for_ever (NpPlan *plan);

/**
 * np_confirmation_code_is_right:
 * @code: what has to be typed
 * @typed: what was; blanks around it don't count
 */
gboolean np_confirmation_code_is_right (const char *code, const char *typed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpConfirmation, np_confirmation_free)

G_END_DECLS
