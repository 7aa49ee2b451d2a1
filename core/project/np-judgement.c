/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "check/np-check.h"
#include "factory/np-problem.h"
#include "factory/np-secret-bytes.h"
#include "matter/np-setup-payload.h"
#include "np-judgement.h"

/* The verifier */

static gboolean
parameters_equal (const NpSpake2pParameters *a, const NpSpake2pParameters *b)
{
  return a->passcode == b->passcode && a->iterations == b->iterations && a->salt_size == b->salt_size
         && memcmp (a->salt, b->salt, a->salt_size) == 0;
}

static gboolean
read_parameters (NpFactoryData *data, NpSpake2pParameters *parameters)
{
  GBytes *salt = np_factory_data_get_bytes (data, NP_TAG_SPAKE2_SALT);
  guint32 passcode;
  guint32 iterations;

  return salt != NULL && np_factory_data_get_number (data, NP_TAG_SPAKE2_SETUP_PASSCODE, &passcode)
         && np_factory_data_get_number (data, NP_TAG_SPAKE2_ITERATION_COUNT, &iterations)
         && np_spake2p_parameters_init (parameters, passcode, salt, iterations, NULL);
}

/* Up to a tenth of a second: what was derived before for the same parameters is taken again. */
static void
derive (NpJudgement *self, NpFactoryData *data, NpJudgement *former)
{
  if (!read_parameters (data, &self->parameters))
    return;
  if (former != NULL && former->derived != NULL && parameters_equal (&self->parameters, &former->parameters))
    self->derived = g_bytes_ref (former->derived);
  else
    self->derived = np_spake2p_derive (&self->parameters, NULL); /* NULL only when OpenSSL fails: then nothing is known of the verifier */
}

static NpVerifierState
compare_verifier (NpJudgement *self, NpFactoryData *data)
{
  GBytes *verifier = np_factory_data_get_bytes (data, NP_TAG_SPAKE2_VERIFIER);

  if (verifier == NULL)
    return NP_VERIFIER_NONE;
  if (self->derived == NULL)
    return NP_VERIFIER_UNKNOWN;
  return g_bytes_equal (verifier, self->derived) ? NP_VERIFIER_MATCHES : NP_VERIFIER_DIFFERS;
}

/* The codes */

static const NpTag code_tags[] = { NP_TAG_VENDOR_ID, NP_TAG_PRODUCT_ID, NP_TAG_SETUP_DISCRIMINATOR, NP_TAG_SPAKE2_SETUP_PASSCODE };

static char *
dup_missing_fields (NpFactoryData *data)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (code_tags); i++)
    if (!np_factory_data_has (data, code_tags[i]))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", _(np_field_find_by_tag (code_tags[i])->title));
  if (names->len == 0)
    return NULL;
  return g_strdup_printf (_("Not set: %s. The codes are made from vendor ID, product ID, discriminator and passcode."), names->str);
}

static NpSetupPayload *
make_payload (NpFactoryData *data)
{
  guint32 numbers[G_N_ELEMENTS (code_tags)] = { 0 };
  NpSetupPayload *payload = np_setup_payload_new ();

  for (guint i = 0; i < G_N_ELEMENTS (code_tags); i++)
    np_factory_data_get_number (data, code_tags[i], &numbers[i]);
  payload->flow = NP_COMMISSIONING_FLOW_STANDARD;
  payload->discovery = NP_DISCOVERY_BLE;
  payload->vendor_id = (guint16) numbers[0];
  payload->product_id = (guint16) numbers[1];
  payload->discriminator = (guint16) numbers[2];
  payload->passcode = numbers[3];
  return payload;
}

static void
make_codes (NpJudgement *self, NpFactoryData *data)
{
  g_autoptr(NpSetupPayload) payload = NULL;
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  self->no_code_reason = dup_missing_fields (data);
  if (self->no_code_reason != NULL)
    return;
  payload = make_payload (data);
  if (!np_setup_payload_check (payload, problems))
    {
      self->no_code_reason = g_strdup (((const NpProblem *) problems->pdata[0])->what);
      return;
    }
  self->qr_code = np_setup_payload_encode_qr (payload, NULL); /* can't fail: it was checked */
  self->manual_code = np_setup_payload_encode_manual (payload, NULL);
}

/* Problems */

/* That a field is missing is said once, though a certificate's judge says it, too. */
static gboolean
is_same (const NpProblem *a, const NpProblem *b)
{
  if (a->tag != b->tag)
    return FALSE;
  return (g_str_equal (a->code, b->code) && g_str_equal (a->what, b->what))
         || (g_str_equal (a->code, "field-missing") && g_str_has_suffix (b->code, "-missing"));
}

static gboolean
has_problem (GPtrArray *problems, const NpProblem *problem)
{
  for (guint i = 0; i < problems->len; i++)
    if (is_same (problems->pdata[i], problem))
      return TRUE;
  return FALSE;
}

/* The verdict takes account of all, but those that are asked for at every key aren't told twice. */
static void
judge (NpJudgement *self, NpFactoryData *data, const NpRecipe *recipe)
{
  g_autoptr(GPtrArray) all = np_problem_list_new ();
  g_autoptr(GPtrArray) quick = np_problem_list_new ();
  g_auto(NpCheckContext) context;

  np_check_context_init (&context);
  np_check_fields (data, recipe, quick);
  np_factory_data_check (data, all);
  self->verdict = np_check_device (data, recipe, &context, all);
  self->problems = np_problem_list_new ();
  for (guint i = 0; i < all->len; i++)
    if (!has_problem (quick, all->pdata[i]))
      g_ptr_array_add (self->problems, np_problem_copy (all->pdata[i]));
}

/**
 * np_judgement_new:
 * @data: the device's factory data; not changed meanwhile
 * @recipe: how they will be written
 * @former: (nullable): an earlier judgement, whose verifier is taken again when it comes from the same parameters
 *
 * Any thread. Takes some milliseconds, and with 100000 iterations some tenths of a second.
 */
NpJudgement *
np_judgement_new (NpFactoryData *data, const NpRecipe *recipe, NpJudgement *former)
{
  NpJudgement *self;

  g_return_val_if_fail (NP_IS_FACTORY_DATA (data) && recipe != NULL, NULL);

  self = g_new0 (NpJudgement, 1);
  g_atomic_ref_count_init (&self->ref_count);
  derive (self, data, former);
  self->verifier_state = compare_verifier (self, data);
  make_codes (self, data);
  judge (self, data, recipe);
  return self;
}

NpJudgement *
np_judgement_ref (NpJudgement *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
np_judgement_unref (NpJudgement *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  np_spake2p_parameters_clear (&self->parameters);
  g_clear_pointer (&self->verdict, np_device_verdict_free);
  g_clear_pointer (&self->problems, g_ptr_array_unref);
  g_clear_pointer (&self->derived, g_bytes_unref);
  g_clear_pointer (&self->qr_code, np_secret_text_free);
  g_clear_pointer (&self->manual_code, np_secret_text_free);
  g_free (self->no_code_reason);
  g_free (self);
}
