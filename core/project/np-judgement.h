/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "check/np-device-verdict.h"
#include "factory/np-factory-data.h"
#include "matter/np-spake2p.h"
#include "recipe/np-recipe.h"

G_BEGIN_DECLS

/**
 * NpVerifierState:
 * @NP_VERIFIER_NONE: there is no verifier
 * @NP_VERIFIER_UNKNOWN: there is one, but passcode, salt or iteration count are missing or not allowed
 * @NP_VERIFIER_MATCHES: it is what they make
 * @NP_VERIFIER_DIFFERS: it is another one
 */
typedef enum
{
  NP_VERIFIER_NONE,
  NP_VERIFIER_UNKNOWN,
  NP_VERIFIER_MATCHES,
  NP_VERIFIER_DIFFERS,
} NpVerifierState;

/**
 * NpJudgement:
 * @verdict: what a phone would do
 * @problems: (element-type NpProblem): what np_check_device () finds beyond np_check_fields ()
 * @verifier_state: how the verifier stands to the passcode
 * @derived: (nullable): the verifier that passcode, salt and iteration count make
 * @qr_code: (nullable): the QR code's text, a secret; standard flow, found over Bluetooth LE
 * @manual_code: (nullable): the manual code's digits, a secret
 * @no_code_reason: (nullable): a sentence: which field keeps the codes from being made
 *
 * Everything about one device's identity that takes too long for a key press. Immutable.
 */
typedef struct
{
  /*< private >*/
  gatomicrefcount ref_count;
  NpSpake2pParameters parameters;

  /*< public >*/
  NpDeviceVerdict *verdict;
  GPtrArray *problems;
  NpVerifierState verifier_state;
  GBytes *derived;
  char *qr_code;
  char *manual_code;
  char *no_code_reason;
} NpJudgement;

NpJudgement *np_judgement_new (NpFactoryData *data, const NpRecipe *recipe, NpJudgement *former);
NpJudgement *np_judgement_ref (NpJudgement *self);
void np_judgement_unref (NpJudgement *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpJudgement, np_judgement_unref)

G_END_DECLS
