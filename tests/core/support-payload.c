/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "support-payload.h"
#include "support.h"

void
test_assert_payloads_equal (const NpSetupPayload *a, const NpSetupPayload *b)
{
  g_assert_cmpuint (a->version, ==, b->version);
  g_assert_cmphex (a->vendor_id, ==, b->vendor_id);
  g_assert_cmphex (a->product_id, ==, b->product_id);
  g_assert_cmpuint (a->flow, ==, b->flow);
  g_assert_cmphex (a->discovery, ==, b->discovery);
  g_assert_cmpuint (a->discriminator, ==, b->discriminator);
  g_assert_cmpint (a->short_discriminator, ==, b->short_discriminator);
  g_assert_cmpuint (a->passcode, ==, b->passcode);
}

/* What is left of a payload in its manual code. */
static NpSetupPayload
as_manual (const NpSetupPayload *payload)
{
  NpSetupPayload left = {
    .discriminator = payload->discriminator & 0xF00,
    .short_discriminator = TRUE,
    .passcode = payload->passcode,
  };

  if (payload->flow != NP_COMMISSIONING_FLOW_STANDARD)
    {
      left.flow = NP_COMMISSIONING_FLOW_CUSTOM;
      left.vendor_id = payload->vendor_id;
      left.product_id = payload->product_id;
    }

  return left;
}

void
test_check_payload (const NpSetupPayload *payload, const char *qr, const char *manual)
{
  NpSetupPayload left = as_manual (payload);
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GPtrArray) from_qr = np_setup_payload_decode (qr, problems);
  g_autoptr(GPtrArray) from_manual = np_setup_payload_decode (manual, problems);
  g_autofree char *codes = test_list_codes (problems);
  g_autoptr(GError) error = NULL;
  g_autofree char *qr_again = np_setup_payload_encode_qr (payload, &error);
  g_autofree char *manual_again = np_setup_payload_encode_manual (payload, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (qr_again, ==, qr);
  g_assert_cmpstr (manual_again, ==, manual);

  g_assert_cmpstr (codes, ==, "");
  g_assert_cmpuint (from_qr->len, ==, 1);
  test_assert_payloads_equal (from_qr->pdata[0], payload);
  g_assert_null (((const NpSetupPayload *) from_qr->pdata[0])->tlv);
  g_assert_cmpuint (from_manual->len, ==, 1);
  test_assert_payloads_equal (from_manual->pdata[0], &left);
}

/* All digits with the right check digit, so that the rule behind it is what is found. */
char *
test_dup_with_check_digit (const char *digits)
{
  for (char last = '0'; last <= '9'; last++)
    {
      g_autoptr(GPtrArray) problems = np_problem_list_new ();
      g_autofree char *code = g_strdup_printf ("%s%c", digits, last);
      NpSetupPayload *payload = np_setup_payload_decode_manual (code, problems);

      np_setup_payload_free (payload);
      if (test_find_problem (problems, "payload-check-digit") == NULL)
        return g_steal_pointer (&code);
    }

  g_assert_not_reached ();
}
