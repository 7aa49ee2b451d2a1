/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "matter/np-attestation-key.h"
#include "np-check-private.h"

/* Whether a DAC must be there now: a board that is provisioned gets it later. */
static gboolean
expects_dac_now (NpFactoryData *data, const NpRecipe *recipe)
{
  return (recipe != NULL && recipe->job == NP_JOB_RECONFIGURE) || np_factory_data_has (data, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE) ||
         np_factory_data_has (data, NP_TAG_PAI_CERTIFICATE);
}

static NpReportedIds
get_ids (NpFactoryData *data)
{
  guint32 vendor_id = 0;
  guint32 product_id = 0;
  NpReportedIds ids = { .has_vendor_id = np_factory_data_get_number (data, NP_TAG_VENDOR_ID, &vendor_id),
                        .has_product_id = np_factory_data_get_number (data, NP_TAG_PRODUCT_ID, &product_id) };

  ids.vendor_id = (guint16) vendor_id;
  ids.product_id = (guint16) product_id;

  return ids;
}

/* Keys that no DAC stands beside; what is of another length has been told. */
static void
judge_lone_keys (NpFactoryData *data, GPtrArray *problems)
{
  GBytes *private_key = np_factory_data_get_bytes (data, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY);

  if (private_key != NULL && g_bytes_get_size (private_key) == NP_ATTESTATION_KEY_SIZE)
    np_attestation_judge_keys (private_key, np_factory_data_get_bytes (data, NP_TAG_DEVICE_ATTESTATION_PUB_KEY), NULL, problems);
}

static NpAttestationVerdict
judge_declaration (NpFactoryData *data, const NpCheckContext *context, GPtrArray *problems, NpAttestationParts *parts)
{
  GBytes *cd = np_factory_data_get_bytes (data, NP_TAG_CERTIFICATION_DECLARATION);
  NpReportedIds ids = get_ids (data);
  NpAttestationVerdict verdict = { NP_ATTESTATION_GOOD };

  if (cd != NULL)
    verdict.code = np_certification_declaration_judge (cd, context->signers, problems, &parts->declaration);
  if (parts->declaration != NULL)
    {
      parts->signer = np_cd_signers_find (context->signers, parts->declaration->signer_key_id);
      verdict.code = np_attestation_code_first (
          verdict.code, np_certification_declaration_judge_device (parts->declaration, NULL, NULL, &ids, problems));
    }
  verdict.test_credentials = parts->signer != NULL && parts->signer->kind == NP_CD_SIGNER_TEST;
  verdict.given_signer = parts->signer != NULL && parts->signer->kind == NP_CD_SIGNER_GIVEN;
  judge_lone_keys (data, problems);

  return verdict;
}

static NpAttestationVerdict
judge_attestation (NpFactoryData *data, const NpCheckContext *context, GPtrArray *problems, NpAttestationParts *parts)
{
  NpAttestationEvidence evidence = {
    .dac = np_factory_data_get_bytes (data, NP_TAG_DEVICE_ATTESTATION_CERTIFICATE),
    .pai = np_factory_data_get_bytes (data, NP_TAG_PAI_CERTIFICATE),
    .cd = np_factory_data_get_bytes (data, NP_TAG_CERTIFICATION_DECLARATION),
    .private_key = np_factory_data_get_bytes (data, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY),
    .public_key = np_factory_data_get_bytes (data, NP_TAG_DEVICE_ATTESTATION_PUB_KEY),
    .ids = get_ids (data),
    .now = context->now,
  };

  return np_attestation_judge_parts (&evidence, context->paas, context->signers, problems, parts);
}

/* Who reconfigures a board writes the key, too: then it is missing, not elsewhere. */
static void
note_unchecked_key (const NpAttestationVerdict *verdict, const NpRecipe *recipe, GPtrArray *problems)
{
  if (verdict->private_key_unchecked && (recipe == NULL || recipe->job != NP_JOB_RECONFIGURE))
    np_problem_list_add (problems, NP_SEVERITY_INFORMATION, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY, "private-key-unchecked", NULL,
                         g_strdup (_("Whether the device signs with the DAC's key can't be checked: the data hold no private key.")),
                         _("It may be in the board's secure storage, which nobody can read."), NULL);
}

/* Phones in the field know neither the test authorities nor the test key. */
static void
judge_as_production (NpAttestationVerdict *verdict, const NpAttestationParts *parts)
{
  if (!verdict->test_credentials)
    return;

  verdict->code = np_attestation_code_first (verdict->code, parts->paa != NULL && np_paa_is_test (parts->paa) ? NP_ATTESTATION_PAA_NOT_FOUND
                                                                                                             : NP_ATTESTATION_CD_SIGNER);
}

/* Links */

/* The error that the chain's judgement found at this certificate. */
static const NpProblem *
find_chain_error (GPtrArray *problems, guint first, NpTag tag)
{
  for (guint i = first; i < problems->len; i++)
    {
      const NpProblem *problem = problems->pdata[i];

      if (problem->severity == NP_SEVERITY_ERROR && problem->tag == tag && g_str_has_prefix (problem->code, "chain-"))
        return problem;
    }

  return NULL;
}

static void
set_link (NpChainLink *link, NpCertificateRole role, NpCertificate *certificate)
{
  link->role = role;
  link->certificate = certificate != NULL ? np_certificate_ref (certificate) : NULL;
  link->test = role == NP_CERTIFICATE_PAA && certificate != NULL && np_paa_is_test (certificate);
}

static void
judge_link (NpChainLink *link, const NpChainLink *issuer, GPtrArray *problems, guint first)
{
  const NpProblem *error = find_chain_error (problems, first, np_certificate_role_get_tag (link->role));

  if (link->certificate == NULL)
    return;

  if (error != NULL)
    {
      link->state = NP_CHAIN_LINK_BROKEN;
      link->reason = g_strdup (error->what);
    }
  else if (issuer->certificate != NULL)
    link->state = NP_CHAIN_LINK_HOLDS;
}

/* Without a trusted PAA nobody has looked yet whether the PAI signed the DAC. */
static void
judge_lone_link (NpChainLink *dac, const NpChainLink *pai)
{
  if (dac->state != NP_CHAIN_LINK_HOLDS ||
      (np_certificate_is_issued_by (dac->certificate, pai->certificate) && np_certificate_is_signed_by (dac->certificate, pai->certificate)))
    return;

  dac->state = NP_CHAIN_LINK_BROKEN;
  dac->reason = g_strdup (_("The DAC isn't signed by the PAI certificate given."));
}

static void
judge_links (NpDeviceVerdict *self, const NpAttestationParts *parts, GPtrArray *problems, guint first)
{
  NpChainLink *links = self->links;

  set_link (&links[NP_CERTIFICATE_DAC], NP_CERTIFICATE_DAC, parts->dac);
  set_link (&links[NP_CERTIFICATE_PAI], NP_CERTIFICATE_PAI, parts->pai);
  set_link (&links[NP_CERTIFICATE_PAA], NP_CERTIFICATE_PAA, parts->paa);

  judge_link (&links[NP_CERTIFICATE_DAC], &links[NP_CERTIFICATE_PAI], problems, first);
  judge_link (&links[NP_CERTIFICATE_PAI], &links[NP_CERTIFICATE_PAA], problems, first);
  if (parts->paa != NULL)
    links[NP_CERTIFICATE_PAA].state = NP_CHAIN_LINK_HOLDS;
  else
    judge_lone_link (&links[NP_CERTIFICATE_DAC], &links[NP_CERTIFICATE_PAI]);
}

/**
 * np_chain_link_to_text:
 *
 * Returns: (transfer full): one certificate of the chain as a line of text: whose it is, and how it hangs on the next
 */
char *
np_chain_link_to_text (const NpDeviceVerdict *self, NpCertificateRole role)
{
  const NpChainLink *link;
  const char *name = np_certificate_role_get_name (role);
  const char *subject;

  g_return_val_if_fail (self != NULL, NULL);

  link = &self->links[role];
  if (link->certificate == NULL)
    return role == NP_CERTIFICATE_PAA ? g_strdup_printf (_("%s: none that is trusted"), name)
                                      : g_strdup_printf (_("%s: none that can be read"), name);

  subject = np_certificate_get_subject (link->certificate);
  if (role == NP_CERTIFICATE_PAA)
    return link->test ? g_strdup_printf (_("%s “%s”: a public test authority"), name, subject)
                      : g_strdup_printf (_("%s “%s”: a trusted authority"), name, subject);

  switch (link->state)
    {
    case NP_CHAIN_LINK_UNKNOWN:
      return g_strdup_printf (_("%s “%s”: issued by “%s”, which isn't here"), name, subject, np_certificate_get_issuer (link->certificate));
    case NP_CHAIN_LINK_HOLDS:
      return g_strdup_printf (_("%s “%s”: signed by “%s”"), name, subject, np_certificate_get_subject (self->links[role + 1].certificate));
    case NP_CHAIN_LINK_BROKEN:
      return g_strdup_printf (_("%s “%s”: broken. %s"), name, subject, link->reason);
    }

  g_return_val_if_reached (NULL);
}

/* What an error means for a phone */

/* What no phone asks for while it commissions a device */
static const NpTag unasked[] = {
  NP_TAG_FIRMWARE_INFORMATION, NP_TAG_VENDOR_NAME,      NP_TAG_PRODUCT_NAME,            NP_TAG_SERIAL_NUMBER,      NP_TAG_MANUFACTURING_DATE,
  NP_TAG_HARDWARE_VERSION,     NP_TAG_HARDWARE_VERSION_STRING, NP_TAG_ROTATING_DEVICE_ID, NP_TAG_ENABLE_KEY,
};

/* Errors in whatever field that concern only who sells the device */
static const char *const unminded[] = { "default-passcode", "production-test-vendor", "cd-type-test", NULL };

/* Errors that in whatever field lose more than it: ST's firmware reads no further, and no image is made. */
static const char *const hiding[] = { "value-empty", "value-too-long", "image-record-length", NULL };

static gboolean
is_unasked (guint32 tag)
{
  for (guint i = 0; i < G_N_ELEMENTS (unasked); i++)
    {
      if (unasked[i] == tag)
        return TRUE;
    }

  return FALSE;
}

static gboolean
stops_commissioning (const NpProblem *problem)
{
  if (problem->severity != NP_SEVERITY_ERROR || g_strv_contains (unminded, problem->code))
    return FALSE;

  return g_strv_contains (hiding, problem->code) || !is_unasked (problem->tag);
}

static gboolean
is_error (const NpProblem *problem)
{
  return problem->severity == NP_SEVERITY_ERROR;
}

static const NpProblem *
find_first (GPtrArray *problems, gboolean (*matches) (const NpProblem *problem))
{
  for (guint i = 0; i < problems->len; i++)
    {
      if (matches (problems->pdata[i]))
        return problems->pdata[i];
    }

  return NULL;
}

/* The conclusion and its words */

/* with_key_on_board: when nobody has seen the private key */
static const struct
{
  gboolean test_credentials;
  gboolean given_signer;
  NpDeviceConclusion conclusion;
  const char *summary;
  const char *with_key_on_board;
} acceptances[] = {
  { FALSE, FALSE, NP_DEVICE_COMMISSIONED, N_("A phone would commission this device."),
    N_("A phone would commission this device if the key in the board's secure storage is the DAC's.") },
  { TRUE, FALSE, NP_DEVICE_COMMISSIONED_AS_TEST,
    N_("A phone set up for development would commission this device; others refuse its test credentials."),
    N_("A phone set up for development would commission this device if the key in the board's secure storage is the DAC's; others refuse "
       "its test credentials.") },
  { FALSE, TRUE, NP_DEVICE_COMMISSIONED_IF_TRUSTED,
    N_("A phone that trusts the declaration's signer that was given would commission this device; others refuse it (601)."),
    N_("A phone that trusts the declaration's signer that was given would commission this device if the key in the board's secure storage "
       "is the DAC's; others refuse it (601).") },
  { TRUE, TRUE, NP_DEVICE_COMMISSIONED_IF_TRUSTED,
    N_("A phone set up for development that trusts the declaration's signer that was given would commission this device; others refuse it "
       "(101 or 601)."),
    N_("A phone set up for development that trusts the declaration's signer that was given would commission this device if the key in the "
       "board's secure storage is the DAC's; others refuse it (101 or 601).") },
};

static void
accept (NpDeviceVerdict *self)
{
  const NpAttestationVerdict *attestation = &self->attestation;

  for (guint i = 0; i < G_N_ELEMENTS (acceptances); i++)
    {
      if (acceptances[i].test_credentials != attestation->test_credentials || acceptances[i].given_signer != attestation->given_signer)
        continue;
      self->conclusion = acceptances[i].conclusion;
      self->summary = g_strdup (attestation->private_key_unchecked ? _(acceptances[i].with_key_on_board) : _(acceptances[i].summary));
    }
}

static void
refuse (NpDeviceVerdict *self, const NpProblem *error)
{
  self->conclusion = NP_DEVICE_REFUSED;
  if (self->attestation.code != NP_ATTESTATION_GOOD)
    {
      self->summary = g_strdup_printf (_("A phone would refuse this device with %u, %s: %s."), (guint) self->attestation.code,
                                       self->attestation.name, np_attestation_code_get_description (self->attestation.code));
      self->todo = g_strdup (np_attestation_code_get_todo (self->attestation.code));
    }
  else
    {
      self->summary = g_strdup_printf (_("A phone could not commission this device: %s"), error->what);
      self->todo = g_strdup (error->todo);
    }
}

/* A phone minds none of its errors, and yet nobody may get it. */
static void
call_unfit (NpDeviceVerdict *self, const NpProblem *error)
{
  g_autofree char *summary = g_steal_pointer (&self->summary);

  self->conclusion = NP_DEVICE_UNFIT;
  /* Translators: the first %s is what a phone would do, a sentence; the second says what is wrong, a sentence. */
  self->summary = g_strdup_printf (_("%s But it must not be sold like this: %s"), summary, error->what);
  self->todo = g_strdup (error->todo);
}

static void
conclude (NpDeviceVerdict *self, gboolean expects_dac, GPtrArray *problems)
{
  const NpProblem *stopping = find_first (problems, stops_commissioning);
  const NpProblem *error = find_first (problems, is_error);

  if (self->attestation.code != NP_ATTESTATION_GOOD || stopping != NULL)
    {
      refuse (self, stopping);
      return;
    }

  if (expects_dac)
    {
      accept (self);
    }
  else
    {
      self->conclusion = NP_DEVICE_LATER;
      self->summary = g_strdup (_("Whether a phone would commission this device depends on the DAC that it gets during provisioning."));
    }
  if (error != NULL)
    call_unfit (self, error);
}

static void
add_notes (GPtrArray *notes, GPtrArray *problems)
{
  for (guint i = 0; i < notes->len; i++)
    g_ptr_array_add (problems, np_problem_copy (notes->pdata[i]));
}

NpDeviceVerdict *
np_check_device (NpFactoryData *data, const NpRecipe *recipe, const NpCheckContext *context, GPtrArray *problems)
{
  g_auto(NpAttestationParts) parts = { 0 };
  NpDeviceVerdict *self;
  gboolean expects_dac;
  guint first;

  g_return_val_if_fail (NP_IS_FACTORY_DATA (data), NULL);
  g_return_val_if_fail (context != NULL, NULL);
  g_return_val_if_fail (problems != NULL, NULL);

  self = g_new0 (NpDeviceVerdict, 1);
  expects_dac = expects_dac_now (data, recipe);

  np_check_fields_alone (data, recipe, expects_dac, context->production, problems);
  np_check_verifier (data, problems);
  first = problems->len;
  self->attestation = expects_dac ? judge_attestation (data, context, problems, &parts) : judge_declaration (data, context, problems, &parts);
  judge_links (self, &parts, problems, first);
  note_unchecked_key (&self->attestation, recipe, problems);
  if (context->production)
    judge_as_production (&self->attestation, &parts);
  self->attestation.name = np_attestation_code_get_name (self->attestation.code);
  np_check_default_credentials (data, recipe, context->production, problems);
  np_check_test_credentials (data, recipe, context->production, &parts, problems);
  if (parts.declaration != NULL)
    self->declaration = np_certification_declaration_ref (parts.declaration);
  if (parts.signer != NULL)
    self->signer = g_strdup (parts.signer->name);
  conclude (self, expects_dac, problems);

  /* What follows says nothing of the device. */
  np_check_recipe_and_image (data, recipe, problems);
  add_notes (context->notes, problems);

  return self;
}

void
np_device_verdict_free (NpDeviceVerdict *self)
{
  if (self == NULL)
    return;

  for (guint i = 0; i < NP_CHAIN_N_LINKS; i++)
    {
      g_clear_pointer (&self->links[i].certificate, np_certificate_unref);
      g_free (self->links[i].reason);
    }
  g_clear_pointer (&self->declaration, np_certification_declaration_unref);
  g_free (self->signer);
  g_free (self->summary);
  g_free (self->todo);
  g_free (self);
}
