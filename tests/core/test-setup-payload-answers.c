/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-error.h"
#include "support-answers.h"
#include "support-payload.h"
#include "support.h"

/* The known answers beside the source tree */

/* FALSE if a value doesn't even fit its member. */
static gboolean
read_payload (JsonObject *object, NpSetupPayload *payload)
{
  gint64 discriminator = json_object_get_int_member (object, "discriminator");
  gint64 passcode = json_object_get_int_member (object, "passcode");

  *payload = (NpSetupPayload) {
    .version = json_object_get_int_member (object, "version"),
    .vendor_id = json_object_get_int_member (object, "vid"),
    .product_id = json_object_get_int_member (object, "pid"),
    .flow = json_object_get_int_member (object, "flow"),
    .discovery = json_object_get_int_member (object, "discovery"),
    .discriminator = discriminator,
    .passcode = passcode,
  };

  return discriminator >= 0 && passcode >= 0;
}

static void
check_valid (JsonObject *object)
{
  NpSetupPayload payload;

  g_assert_true (read_payload (object, &payload));
  test_check_payload (&payload, json_object_get_string_member (object, "qr"), json_object_get_string_member (object, "manual"));
}

static void
check_invalid (JsonObject *object)
{
  NpSetupPayload payload;
  g_autoptr(GPtrArray) problems = np_problem_list_new ();

  if (read_payload (object, &payload))
    g_assert_false (np_setup_payload_check (&payload, problems));
}

static void
check_parse (JsonObject *object)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GPtrArray) payloads = np_setup_payload_decode (json_object_get_string_member (object, "code"), problems);
  gboolean expected = g_str_equal (json_object_get_string_member (object, "verdict"), "ok");
  const NpSetupPayload *payload;

  g_assert_cmpint (!np_problem_list_has_errors (problems), ==, expected);
  if (!expected || !json_object_has_member (object, "passcode"))
    return;

  payload = payloads->pdata[0];
  g_assert_cmpuint (payload->passcode, ==, json_object_get_int_member (object, "passcode"));
  g_assert_cmphex (payload->vendor_id, ==, json_object_get_int_member (object, "vid"));
  g_assert_cmphex (payload->product_id, ==, json_object_get_int_member (object, "pid"));
}

static void
check_with_tlv (JsonObject *object)
{
  const char *code = json_object_get_string_member (object, "qr");
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GPtrArray) payloads = np_setup_payload_decode_qr (code, problems);
  g_autofree char *hex = NULL;
  g_autofree char *again = NULL;
  const NpSetupPayload *payload;
  NpSetupPayload expected;

  g_assert_cmpuint (problems->len, ==, 0);
  payload = payloads->pdata[0];
  g_assert_true (read_payload (json_object_get_object_member (object, "fields"), &expected));
  test_assert_payloads_equal (payload, &expected);
  hex = test_bytes_to_hex (payload->tlv);
  g_assert_cmpstr (hex, ==, json_object_get_string_member (object, "tlv_hex"));
  again = np_setup_payload_encode_qr (payload, NULL);
  g_assert_cmpstr (again, ==, code);
}

static void
check_concatenated (JsonObject *object)
{
  g_autoptr(GPtrArray) problems = np_problem_list_new ();
  g_autoptr(GPtrArray) payloads = np_setup_payload_decode_qr (json_object_get_string_member (object, "qr"), problems);

  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpuint (payloads->len, ==, json_object_get_int_member (object, "count"));
}

/* Of 10 or 20 digits; other lengths aren't codes. */
static void
check_verhoeff (JsonObject *object)
{
  g_autofree char *code = test_dup_with_check_digit (json_object_get_string_member (object, "digits"));

  g_assert_cmpstr (code + strlen (code) - 1, ==, json_object_get_string_member (object, "check"));
}

static void
test_answers (void)
{
  static const struct
  {
    const char *member;
    void (*check) (JsonObject *object);
  } tables[] = {
    { "valid", check_valid },
    { "invalid_to_generate", check_invalid },
    { "parse_manual", check_parse },
    { "parse_qr", check_parse },
    { "valid_with_tlv", check_with_tlv },
    { "concatenated", check_concatenated },
    { "verhoeff", check_verhoeff },
  };
  g_autoptr(JsonNode) answers = test_load_answers ("setup-payload.json");

  for (guint i = 0; answers != NULL && i < G_N_ELEMENTS (tables); i++)
    test_check_answers (answers, tables[i].member, tables[i].check);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/setup-payload/answers", test_answers);

  return g_test_run ();
}
