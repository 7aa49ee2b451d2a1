/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-factory-data.h"
#include "np-check-context.h"
#include "recipe/np-recipe.h"

G_BEGIN_DECLS

/**
 * NpChainLinkState:
 * @NP_CHAIN_LINK_UNKNOWN: can't be told: one of the two certificates is missing
 * @NP_CHAIN_LINK_HOLDS: the issuer has signed it; a PAA: it is one of those trusted
 * @NP_CHAIN_LINK_BROKEN: it hasn't
 */
typedef enum
{
  NP_CHAIN_LINK_UNKNOWN,
  NP_CHAIN_LINK_HOLDS,
  NP_CHAIN_LINK_BROKEN,
} NpChainLinkState;

/**
 * NpChainLink:
 * @role: whose certificate it is
 * @certificate: (nullable): %NULL if there is none, or none that can be read
 * @test: whether it is one of the SDK's public test authorities
 * @state: whether its issuer, the next link, has signed it
 * @reason: (nullable): a sentence: why not
 *
 * One certificate of a device's chain, and how it hangs on the next. What the certificate itself breaks stands among the problems, under
 * its field's tag.
 */
typedef struct
{
  NpCertificateRole role;
  NpCertificate *certificate;
  gboolean test;
  NpChainLinkState state;
  char *reason;
} NpChainLink;

#define NP_CHAIN_N_LINKS 3

/**
 * NpDeviceConclusion:
 * @NP_DEVICE_COMMISSIONED: any phone that knows the authority would take the device
 * @NP_DEVICE_COMMISSIONED_AS_TEST: a phone set up for development would; others refuse its test credentials
 * @NP_DEVICE_COMMISSIONED_IF_TRUSTED: a phone that trusts the declaration's signer would, whose certificate somebody gave; others don't
 * @NP_DEVICE_REFUSED: no phone would
 * @NP_DEVICE_UNFIT: a phone would take it, or will once it has its DAC, but it has an error that a phone doesn't mind
 * @NP_DEVICE_LATER: it gets DAC and PAI certificate during provisioning; nothing else keeps a phone from taking it
 */
typedef enum
{
  NP_DEVICE_COMMISSIONED,
  NP_DEVICE_COMMISSIONED_AS_TEST,
  NP_DEVICE_COMMISSIONED_IF_TRUSTED,
  NP_DEVICE_REFUSED,
  NP_DEVICE_UNFIT,
  NP_DEVICE_LATER,
} NpDeviceConclusion;

/**
 * NpDeviceVerdict:
 * @conclusion: what a phone would do
 * @attestation: the SDK's code and name for it; good if what keeps a phone off is something else
 * @summary: @conclusion as a sentence: "A phone would commission this device."
 * @todo: (nullable): the fix, a sentence
 * @links: DAC, PAI certificate, PAA certificate, in this order
 * @declaration: (nullable): the certification declaration's fields; %NULL if it can't be read
 * @signer: (nullable): who signed it
 *
 * What a check concludes about one device. Immutable; may be passed from a worker thread to the main thread.
 */
typedef struct
{
  NpDeviceConclusion conclusion;
  NpAttestationVerdict attestation;
  char *summary;
  char *todo;
  NpChainLink links[NP_CHAIN_N_LINKS];
  NpCertificationDeclaration *declaration;
  char *signer;
} NpDeviceVerdict;

/**
 * np_check_device:
 * @data: one unit's factory data: a copy of one's own when called from a worker thread
 * @recipe: (nullable): how it will be written; without it only what is true of any board is checked
 * @context: what is trusted
 * @problems: (element-type NpProblem): where problems are added; an error that is in it already (np_factory_data_check (), a reader's) counts
 *   for the verdict
 *
 * All that can be said of a device before it is written: everything but the rules of a build. Takes about a millisecond, plus the
 * verifier's own time (one millisecond for each 1000 iterations) when passcode, salt, iterations or verifier are new. Any thread.
 *
 * Returns: (transfer full): the verdict
 */
NpDeviceVerdict *np_check_device (NpFactoryData *data, const NpRecipe *recipe, const NpCheckContext *context, GPtrArray *problems);
void np_device_verdict_free (NpDeviceVerdict *self);

char *np_chain_link_to_text (const NpDeviceVerdict *self, NpCertificateRole role);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NpDeviceVerdict, np_device_verdict_free)

G_END_DECLS
